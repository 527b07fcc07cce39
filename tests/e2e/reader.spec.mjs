// What a reader is told: in their own language, in whose time, that something was saved, and what stands in the way.
import { expect, test } from "@playwright/test";
import { CUSTOMER, OWNER, PASSWORD, VIEWER, as, signIn } from "./people.mjs";

/** Calls the API as whoever is signed in on the page. */
function call(page, method, path, body, headers = {}) {
  return page.evaluate(async ([method, path, body, headers]) => {
    const init = { method, headers: { "content-type": "application/json", ...headers }, body: body && JSON.stringify(body) };
    return await (await fetch(path, init)).json();
  }, [method, path, body, headers]);
}

for (const [app, path, email, word] of [
  ["staff", "/admin/", OWNER, "Reservas"],
  ["portal", "/", CUSTOMER, "Facturas"],
]) {
  test(`on a device where another language was read, the profile's wins once signed in: ${app}`, async ({ page }) => {
    await page.goto(path);
    await page.evaluate(() => localStorage.setItem("volante.language", "pl"));
    await page.reload();
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel(/^Hasło/).fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
    await expect(page.getByRole("link", { name: word }).first()).toBeVisible();
  });
}

test("only the reader's words are fetched, and another language's once it is chosen", async ({ page }) => {
  const words = (page) => {
    const fetched = [];
    page.on("request", (request) => fetched.push(...(request.url().match(/\w+\.\w\w\.json$/) ?? [])));
    return fetched;
  };
  const before = words(page);
  await signIn(page, OWNER, "/admin/");
  await page.getByRole("link", { name: "Reservas" }).first().click();
  await expect(page.getByRole("heading", { name: "Reservas" })).toBeVisible();
  expect(before).toEqual(expect.arrayContaining(["app.es.json", "sign_in.es.json", "lists.es.json"]));
  expect(before.filter((file) => !file.includes(".es."))).toEqual([]);
  await page.evaluate(() => localStorage.setItem("volante.language", "pl"));

  // In a page of its own: the first one goes on fetching the parts that it will need.
  const other = await page.context().newPage();
  const after = words(other);
  await other.goto("/admin/forgot");
  await expect(other.locator("html")).toHaveAttribute("lang", "pl");
  await expect(other.getByLabel("E-mail")).toBeVisible();
  expect(after).toEqual(expect.arrayContaining(["app_home.pl.json", "account.pl.json"]));
  expect(after.filter((file) => !file.includes(".pl."))).toEqual([]);
});

test("words that can't be fetched are told of, and fetched by trying again", async ({ page }) => {
  const gone = (file) => page.route(file, (route) => route.abort());
  await gone("**/app.es.json");
  await page.goto("/");
  await expect(page.getByRole("alert").getByText("No se ha podido cargar la aplicación.")).toBeVisible();
  await page.unroute("**/app.es.json");
  await page.getByRole("link", { name: "vuelva a intentarlo" }).click();
  await expect(page.getByRole("heading", { name: "Iniciar sesión" })).toBeVisible();

  await signIn(page, CUSTOMER, "/");
  await gone("**/invoices.es.json");
  await page.goto("/invoices");
  await expect(page.getByRole("alert").getByText("No se ha podido cargar esta página")).toBeVisible();
  await page.unroute("**/invoices.es.json");
  await page.getByRole("button", { name: "Reintentar" }).click();
  await expect(page.getByRole("heading", { name: "Facturas" })).toBeVisible();
});

test("elsewhere, every page and every time that is typed says whose the times are", async ({ browser }) => {
  const there = await as(browser, CUSTOMER, "/bookings/new", { timezoneId: "America/New_York", locale: "es-ES" });
  // Once for the page, and at each of the two times.
  await expect(there.getByText("Las horas son de Madrid.")).toHaveCount(3);
  const here = await as(browser, CUSTOMER, "/bookings/new", { timezoneId: "Europe/Madrid", locale: "es-ES" });
  await expect(here.getByLabel("Asunto")).toBeVisible();
  await expect(here.getByText("Las horas son de")).toHaveCount(0);
  // Another zone with the same time is no other time.
  const beside = await as(browser, CUSTOMER, "/bookings", { timezoneId: "Europe/Paris", locale: "es-ES" });
  await expect(beside.getByRole("heading", { name: "Reservas" })).toBeVisible();
  await expect(beside.getByText("Las horas son de")).toHaveCount(0);
});

test("saving the company's settings says so, and while the portal takes no bookings all their addresses do", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/settings/company");
  await expect(page.getByLabel("Dirección pública")).toHaveValue(new URL(page.url()).origin);
  const bookings = page.getByLabel("Los clientes ven y", { exact: false });
  const save = page.getByRole("button", { name: "Guardar cambios" });
  await bookings.click();
  await save.click();
  await expect(page.getByText("Cambios guardados")).toBeVisible();
  try {
    const portal = await as(browser, CUSTOMER, "/invoices");
    for (const path of ["/bookings", "/bookings/new", "/bookings/10001", "/bookings/10001/edit"]) {
      await portal.goto(path);
      await expect(portal.getByText("Las reservas no están disponibles por ahora.")).toBeVisible();
      await expect(portal.getByRole("textbox")).toHaveCount(0);
    }
    await portal.getByRole("main").getByRole("link", { name: "Facturas" }).click();
    await expect(portal.getByRole("heading", { name: "Facturas" })).toBeVisible();
  } finally {
    await bookings.click();
    await save.click();
    await expect(page.getByText("Cambios guardados").last()).toBeVisible();
    await page.reload();
    await expect(bookings).toBeChecked();
  }
});

test("a record that isn't there is said to be missing, without tabs and with a way on", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/vehicles/999999");
  for (const [collection, thing, list] of [
    ["vehicles", "Vehículo", "Vehículos"], ["bookings", "Reserva", "Reservas"], ["invoices", "Factura", "Facturas"],
  ]) {
    await page.goto(`/admin/${collection}/999999`);
    const main = page.getByRole("main");
    await expect(main.getByText(`${thing}: no existe`)).toBeVisible();
    await expect(main.getByText("Historial")).toHaveCount(0);
    await expect(main.getByRole("link", { name: list }).last()).toHaveAttribute("href", `/admin/${collection}`);
  }
});

test("built-in roles are called in the reader's language until one is renamed", async ({ browser }) => {
  const page = await as(browser, VIEWER, "/admin/roles");
  await expect(page.getByRole("link", { name: "Taller" })).toBeVisible();
  const me = await call(page, "GET", "/api/me");
  const speak = (language) => call(page, "PUT", "/api/me", { name: me.name, phone: me.phone, language });
  await speak("en");
  try {
    await page.goto("/admin/roles");
    await expect(page.getByRole("link", { name: "Workshop" })).toBeVisible();
    await page.getByRole("link", { name: "Workshop" }).click();
    await expect(page.getByRole("heading", { name: "Workshop" })).toBeVisible();
    await page.goto(`/admin/staff/${me.id}`);
    await expect(page.getByText("Viewer", { exact: true }).first()).toBeVisible();
  } finally {
    await speak("es");
  }
});

test("roles are chosen by the names that the reader's language has for them", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/staff/new");
  const me = await call(page, "GET", "/api/me");
  const speak = (language) => call(page, "PUT", "/api/me", { name: me.name, phone: me.phone, language });
  await speak("en");
  try {
    await page.goto("/admin/staff/new");
    await expect(page.getByRole("checkbox", { name: /^Workshop/ })).toBeVisible();
    const sheet = await page.evaluate(async () => (await fetch("/api/roles.csv")).text());
    expect(sheet).toContain("Workshop");
  } finally {
    await speak("es");
  }
});

test("who has a value already is named with a link", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/contacts");
  const contacts = await call(page, "GET", "/api/contacts");
  const fields = ["id", "name", "email", "customer"];
  const [id, name, email, customer] = fields.map((field) => contacts.rows[0][contacts.columns.indexOf(field)]);
  await page.goto(`/admin/contacts/new?customer=${customer}`);
  await page.getByLabel("Nombre").fill("Otra persona");
  await page.getByLabel("Correo electrónico").fill(email);
  await page.getByRole("main").getByRole("button", { name: /Añadir/ }).click();
  await expect(page.getByText(`Ya lo tiene ${name}.`).first()).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name }).last()).toHaveAttribute("href", `/admin/contacts/${id}`);
});
