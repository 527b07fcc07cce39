// The portal as its customers use it: what they ask for, change and call off, and that nothing they typed is lost.
import { expect, test } from "@playwright/test";
import { AGENT, CUSTOMER, OWNER, PASSWORD, as, at, signIn, shown } from "./people.mjs";

const PHONE = { viewport: { width: 390, height: 844 } };

async function fillIn(page, subject) {
  await page.getByLabel("Asunto").fill(subject);
  await page.getByLabel("Dirección de recogida").fill("Calle Mayor 1, Madrid");
  await page.getByLabel(/^Recogida/).fill(at(40, 10));
  await page.getByLabel("Destino").fill("Aeropuerto T4, Madrid");
  await page.getByLabel("Fin previsto").fill(at(40, 12));
}

/** A new booking of the customer's own, by the API; answers its id. */
async function request(page, subject) {
  return page.evaluate(async (subject) => {
    const draft = {
      subject, pickup_address: "Calle Mayor 1", delivery_address: "Aeropuerto T4", phone: "+34 600 100 200", vehicle_type: null,
      pickup_at: Date.now() + 40 * 86_400_000, ends_at: Date.now() + 41 * 86_400_000, load: "", note: "",
    };
    const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    return (await (await fetch("/api/portal/bookings", { method: "POST", headers, body: JSON.stringify(draft) })).json()).id;
  }, subject);
}

const found = (page, subject) => page.evaluate(
  async (subject) => (await (await fetch(`/api/portal/bookings?q=${encodeURIComponent(subject)}`)).json()).rows.length, subject);

test("a request outlives the network, a reload and the session, and is sent once by signing in again", async ({ browser }) => {
  const page = await as(browser, CUSTOMER, "/bookings/new", PHONE);
  const subject = `Sinred${Date.now()}`;
  await fillIn(page, subject);
  const send = page.getByRole("button", { name: "Pedir reserva" });
  await page.context().setOffline(true);
  await send.click();
  await expect(page.getByText("No hay conexión con el servidor.")).toBeInViewport();
  await page.context().setOffline(false);
  await page.reload();
  await expect(page.getByLabel("Asunto")).toHaveValue(subject);
  await expect(page.getByLabel(/^Recogida/)).toHaveValue(shown(at(40, 10)));

  await page.evaluate(() => fetch("/api/portal/session", { method: "DELETE" }));
  await send.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Correo electrónico").fill(CUSTOMER);
  await dialog.getByLabel(/^Contraseña/).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
  expect(await found(page, subject)).toBe(1);
});

test("why a request was refused comes into sight, however far down one had scrolled", async ({ browser }) => {
  const page = await as(browser, CUSTOMER, "/bookings/new", PHONE);
  await fillIn(page, "No puede ser");
  const problem = { type: "about:blank", title: "Ahora no puede ser.", status: 409, request_id: "x" };
  await page.route("**/api/portal/bookings", (route) =>
    route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify(problem) }));
  await page.getByLabel("Nota").fill("Al final de todo");
  await page.getByRole("button", { name: "Pedir reserva" }).click();
  await expect(page.getByText("Ahora no puede ser.")).toBeInViewport();
});

test("a booking that was changed meanwhile loses nothing, and only what both changed is asked", async ({ browser }) => {
  const page = await as(browser, CUSTOMER, "/bookings");
  const id = await request(page, `Dos lados ${Date.now()}`);
  await page.goto(`/bookings/${id}/edit`);
  await page.getByLabel("Nota").fill("Con dos sillas infantiles");
  await page.evaluate(async (id) => {
    const { version, fields } = await (await fetch(`/api/portal/bookings/${id}`)).json();
    const vehicle_type = (await (await fetch("/api/portal/vehicle-types")).json()).find((type) => type.label === "Autocar").id;
    const headers = { "content-type": "application/json", "if-match": String(version) };
    const body = JSON.stringify({ ...fields, vehicle_type, load: "40 personas" });
    await fetch(`/api/portal/bookings/${id}`, { method: "PUT", headers, body });
  }, id);
  await page.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(page).toHaveURL(new RegExp(`/bookings/${id}$`));
  const main = page.getByRole("main");
  for (const kept of ["Con dos sillas infantiles", "40 personas", "Autocar"]) await expect(main).toContainText(kept);
});

test("a new booking is called off, and the question's buttons can't be mistaken for one another", async ({ browser }) => {
  const page = await as(browser, CUSTOMER, "/bookings", PHONE);
  const id = await request(page, `Para cancelar ${Date.now()}`);
  await page.goto(`/bookings/${id}`);
  const cancel = page.getByRole("button", { name: "Cancelar reserva" });
  await cancel.click();
  await page.getByRole("dialog").getByRole("button", { name: "Mantener reserva" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await cancel.click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancelar reserva" }).click();
  await expect(page.getByText("Cancelada", { exact: true }).first()).toBeVisible();
  await expect(cancel).toHaveCount(0);
});

test("while the company takes no bookings there is no place for them, and the invoices stay", async ({ browser }) => {
  const owner = await as(browser, OWNER, "/admin/");
  const takes = (bookings) => owner.evaluate(async (portal_bookings) => {
    const { version, fields } = await (await fetch("/api/settings")).json();
    const headers = { "content-type": "application/json", "if-match": String(version) };
    const body = JSON.stringify({ ...fields, portal_bookings });
    return (await fetch("/api/settings", { method: "PUT", headers, body })).status;
  }, bookings);
  expect(await takes(false)).toBe(200);
  try {
    const page = await as(browser, CUSTOMER, "/", PHONE);
    await expect(page.getByRole("heading", { level: 1, name: "Facturas" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Reservas" })).toHaveCount(0);
    expect(await page.evaluate(async () => (await fetch("/api/portal/bookings")).status)).toBe(403);
  } finally {
    expect(await takes(true)).toBe(200);
  }
});

test("a word without an end pushes nothing out of the window, neither a customer's nor staff's", async ({ browser }) => {
  const word = `${"Otorrinolaringologia".repeat(5)}${Date.now()}`;
  const customer = await as(browser, CUSTOMER, "/bookings");
  const id = await request(customer, word);
  const owner = await as(browser, OWNER, "/admin/");
  const wide = [];
  for (const [page, paths] of [[customer, ["/bookings", `/bookings/${id}`]], [owner, [`/admin/bookings?q=${word}`, `/admin/bookings/${id}`]]]) {
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole("main").getByText(word).first()).toBeVisible();
      for (const width of [360, 700, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wide.push(`${path} ${width}`);
      }
    }
  }
  expect(wide).toEqual([]);
});

test("an invoice on a phone says first what is to be paid, shows every sum, and gives the IBAN to copy", async ({ browser }) => {
  const page = await as(browser, CUSTOMER, "/invoices", { ...PHONE, permissions: ["clipboard-read", "clipboard-write"] });
  const { id, total, number } = await page.evaluate(async () => {
    const { columns, rows } = await (await fetch("/api/portal/invoices")).json();
    const of = (row) => (name) => row[columns.indexOf(name)];
    const owed = rows.map(of).find((row) => ["issued", "overdue"].includes(row("status")));
    return { id: owed("id"), total: owed("total"), number: owed("number") };
  });
  await page.goto(`/invoices/${id}`);
  const main = page.getByRole("main");
  const sum = main.getByText(await page.evaluate((total) => new Intl.NumberFormat("es", { style: "currency", currency: "EUR", useGrouping: "always" }).format(total / 100), total));
  await expect(sum.first()).toBeInViewport();
  expect(Number.parseFloat(await sum.first().evaluate((one) => getComputedStyle(one).fontSize))).toBeGreaterThan(24);
  await expect(main.getByText(number).nth(1)).toBeVisible();
  const outside = await main.locator("td,th,dd").evaluateAll((cells) => cells.filter((one) => one.checkVisibility()).filter((one) => {
    const { left, right } = one.getBoundingClientRect();
    return left < 0 || right > innerWidth || one.scrollWidth > one.clientWidth + 1;
  }).map((one) => one.innerText));
  expect(outside).toEqual([]);
  await page.getByRole("button", { name: "Copiar IBAN" }).click();
  await expect(page.getByText("IBAN copiado")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[A-Z]{2}\d{2}[\dA-Z ]+$/);
  // On paper it stays what it was: columns, and nothing that belongs to the screen.
  await page.emulateMedia({ media: "print" });
  await expect(main.getByRole("button", { name: "Copiar IBAN" })).toBeHidden();
  await expect(main.getByRole("columnheader").first()).toBeVisible();
});

test("a booking that is no longer new says so in place of a form that would be refused", async ({ page }) => {
  await signIn(page, CUSTOMER, "/");
  const { columns, rows } = await (await page.request.get("/api/portal/bookings?status=approved")).json();
  await page.goto(`/bookings/${rows[0][columns.indexOf("id")]}/edit`);
  await expect(page.getByText("Ya no se puede cambiar aquí; pida el cambio en la reserva o llámenos.")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await page.getByRole("main").getByRole("link", { name: "Reserva", exact: true }).last().click();
  await expect(page).toHaveURL(/bookings\/\d+$/);
});

test("whoever serves two customers switches by one press, and a window that shows the other does nothing", async ({ browser }) => {
  const page = await as(browser, AGENT, "/bookings", PHONE);
  const customers = ["Viajes Retiro, S.A.", "Laboratorios Quirón Alba, S.A."];
  const acting = (of) => of.getByRole("group", { name: "Cliente" }).getByRole("button");
  const now = await acting(page).innerText();
  const next = customers.find((name) => name !== now);
  expect(customers).toContain(now);
  const ids = () => page.evaluate(async () => (await (await fetch("/api/portal/bookings")).json()).rows.map((row) => row[0]));
  const [before] = await ids();
  // A second window of the same browser, in which something is written for the first customer.
  const late = await page.context().newPage();
  await late.goto("/bookings/new");
  await fillIn(late, `Tarde${Date.now()}`);

  await acting(page).click();
  await page.getByRole("menuitem", { name: next }).click();
  await expect(acting(page)).toHaveText(next);
  await expect(page).toHaveURL(/\/bookings$/);
  expect(await ids()).not.toContain(before);
  await page.reload();
  await expect(acting(page)).toHaveText(next);
  await page.goto(`/bookings/${before}`);
  await expect(page.getByText("No se ha encontrado").first()).toBeVisible();

  await late.getByRole("button", { name: "Pedir reserva" }).click();
  await expect(late.getByText("Ahora actúa en nombre de otro cliente.", { exact: false })).toBeVisible();
  // Back for the first customer, what was written there is sent.
  await acting(page).click();
  await page.getByRole("menuitem", { name: now }).click();
  await expect(acting(page)).toHaveText(now);
  await late.getByRole("button", { name: "Pedir reserva" }).click();
  await expect(late.getByRole("heading", { level: 1, name: /^Tarde/ })).toBeVisible();
});

test("nobody is offered a switch who serves one customer", async ({ browser }) => {
  const page = await as(browser, CUSTOMER, "/bookings", PHONE);
  await expect(page.getByRole("button", { name: /Marta/ })).toBeVisible();
  await expect(page.getByRole("group", { name: "Cliente" })).toHaveCount(0);
});

const json = (page, path) => page.evaluate(async (path) => (await fetch(path)).json(), path);

test("the first page begins with the next trip, who drives it, and what is to pay", async ({ browser }) => {
  const page = await as(browser, CUSTOMER, "/", PHONE);
  await expect(page.getByRole("heading", { level: 1, name: "Reservas" })).toBeVisible();
  const { next, owed } = await json(page, "/api/portal/home");
  const trip = page.locator("section").filter({ has: page.getByRole("heading", { name: /^(Próximo viaje|Viaje en curso)$/ }) });
  await expect(trip).toContainText(next.subject);
  const short = (address) => address.split(/[,\n]/)[0].trim();
  await expect(trip).toContainText(`${short(next.pickup_address)} → ${short(next.delivery_address)}`);
  for (const { driver_name, plate, phone } of next.crew) {
    await expect(trip.getByText(driver_name, { exact: true })).toBeVisible();
    await expect(trip.getByText(plate, { exact: true })).toBeVisible();
    await expect(trip.getByRole("link", { name: `Llamar a ${driver_name}` })).toHaveAttribute("href", `tel:${phone}`);
  }
  const pay = page.locator("section").filter({ has: page.getByRole("heading", { name: "Por pagar" }) });
  const sum = new Intl.NumberFormat("es", { style: "currency", currency: owed.currency, useGrouping: "always" }).format(owed.balance / 100);
  await expect(pay.getByText(sum)).toBeInViewport();
  await pay.getByRole("link", { name: "Ver facturas" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(owed.invoice ? /F-/ : "Facturas");
  await page.goBack();
  await trip.getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/bookings/${next.id}$`));
  await page.goBack();
  // Whoever looks for something has come for that.
  await page.getByLabel("Estado").selectOption({ label: "Completada" });
  await expect(page).toHaveURL(/status=completed/);
  await expect(trip).toHaveCount(0);
});

test("who drives is shown while the company tells it, and not a word of it otherwise", async ({ browser }) => {
  const owner = await as(browser, OWNER, "/admin/");
  const tells = (crew) => owner.evaluate(async (portal_crew) => {
    const { version, fields } = await (await fetch("/api/settings")).json();
    const headers = { "content-type": "application/json", "if-match": String(version) };
    return (await fetch("/api/settings", { method: "PUT", headers, body: JSON.stringify({ ...fields, portal_crew }) })).status;
  }, crew);
  const page = await as(browser, CUSTOMER, "/bookings", PHONE);
  const assigned = await page.evaluate(async () => {
    const { columns, rows } = await (await fetch("/api/portal/bookings?status=approved&limit=200")).json();
    const row = rows.find((row) => row[columns.indexOf("stage")] === "assigned");
    return (await fetch(`/api/portal/bookings/${row[columns.indexOf("id")]}`)).json();
  });
  const { driver_name, plate, phone } = assigned.trips[0];
  await page.goto(`/bookings/${assigned.id}`);
  const main = page.getByRole("main");
  await expect(main.getByText("Asignada", { exact: true }).first()).toBeVisible();
  await expect(main.getByText(plate, { exact: true })).toBeVisible();
  await expect(main.getByRole("link", { name: `Llamar a ${driver_name}` })).toHaveAttribute("href", `tel:${phone}`);
  expect(await tells(false)).toBe(200);
  try {
    await page.reload();
    await expect(main.getByText("Asignada", { exact: true }).first()).toBeVisible();
    for (const secret of [driver_name, plate]) await expect(main.getByText(secret)).toHaveCount(0);
  } finally {
    expect(await tells(true)).toBe(200);
  }
});

test("a driven trip asks first how it was, and no more once that is said", async ({ browser }) => {
  const page = await as(browser, CUSTOMER, "/bookings", PHONE);
  const { unrated } = await json(page, "/api/portal/home");
  test.skip(!unrated, "the demo has none that is recent");
  await page.getByRole("link", { name: `Valorar a ${unrated.driver_name}` }).click();
  await expect(page).toHaveURL(new RegExp(`/bookings/${unrated.id}$`));
  const card = page.locator("section").filter({ has: page.getByRole("heading", { name: "¿Qué tal fue el viaje?" }) });
  await expect(card.first()).toBeInViewport();
  const before = await card.count();
  await card.first().getByRole("radio", { name: /^5/ }).check({ force: true });
  await card.first().getByRole("button", { name: "Enviar valoración" }).click();
  await expect(page.getByText("Gracias por su valoración")).toBeVisible();
  await expect(card).toHaveCount(before - 1);
});

test("a request suggests the customer's own addresses", async ({ browser }) => {
  const page = await as(browser, CUSTOMER, "/bookings/new", PHONE);
  const known = await json(page, "/api/portal/addresses");
  expect(known.length).toBeGreaterThan(3);
  for (const field of ["Dirección de recogida", "Destino"]) {
    await expect.poll(() => page.getByLabel(field).evaluate((input) => [...input.list.options].map((option) => option.value))).toEqual(known);
  }
});

test("an invoice says in the payer's words how it stands", async ({ browser }) => {
  const page = await as(browser, CUSTOMER, "/invoices", PHONE);
  const main = page.getByRole("main");
  await expect(main.getByText("Por pagar", { exact: true }).or(main.getByText("Vencida", { exact: true })).first()).toBeVisible();
  for (const staffs of ["Emitida", "Pagada en parte"]) await expect(main.getByText(staffs, { exact: true })).toHaveCount(0);
});
