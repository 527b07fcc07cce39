// Forms lose nothing: not to another person's save, not to an ended session, not to a lost network, not to a second press.
import { expect, test } from "@playwright/test";
import { CUSTOMER, OWNER, VIEWER, as, signIn } from "./people.mjs";
import { MADE } from "./records.mjs";

async function aVehicle(page) {
  return page.evaluate(async () => (await (await fetch("/api/vehicles?sort=name")).json()).rows[4][0]);
}

test("two people who changed different fields both keep theirs, in one save and without a question", async ({ browser }) => {
  const first = await as(browser, OWNER, "/admin/vehicles");
  const id = await aVehicle(first);
  await first.goto(`/admin/vehicles/${id}/edit`);
  const colour = `rojo ${Date.now()}`;
  await first.getByLabel(/^Color/).fill(colour);

  const second = await as(browser, OWNER, `/admin/vehicles/${id}/edit`);
  const trim = `Acabado ${Date.now()}`;
  await second.getByLabel("Acabado").fill(trim);
  await second.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(second.getByRole("heading", { level: 1 })).not.toContainText("Editar");

  await first.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(first.getByRole("heading", { level: 1 })).not.toContainText("Editar");
  await expect(first.getByText(colour).first()).toBeVisible();
  await expect(first.getByText(trim).first()).toBeVisible();
});

test("of what two people both changed one is asked, with who saved, and it is saved at once", async ({ browser }) => {
  const first = await as(browser, OWNER, "/admin/vehicles");
  const id = await aVehicle(first);
  await first.goto(`/admin/vehicles/${id}/edit`);
  const mine = `mío ${Date.now()}`;
  await first.getByLabel(/^Color/).fill(mine);

  const second = await as(browser, "teresa@vega.example", `/admin/vehicles/${id}/edit`);
  await second.getByLabel(/^Color/).fill("suyo");
  await second.getByLabel("Acabado").fill(`Acabado ${Date.now()}`);
  await second.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(second.getByRole("heading", { level: 1 })).not.toContainText("Editar");

  await first.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(first.getByText(/^Teresa .* guardó cambios en/)).toBeVisible();
  const asked = first.getByRole("group", { name: "Lo cambió otra persona" }).getByRole("row");
  await expect(asked).toHaveCount(2);
  await first.getByRole("radio", { name: /^Color.*Lo mío/ }).check();
  await first.getByRole("button", { name: "Guardar lo elegido" }).click();
  await expect(first.getByRole("heading", { level: 1 })).not.toContainText("Editar");
  await expect(first.getByText(mine).first()).toBeVisible();
});

test("what was typed outlives the session and the network", async ({ page, context }) => {
  await signIn(page, OWNER, "/admin/customers/new");
  await page.getByLabel("Empresa").fill("Empresa que no se pierde");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Añadir cliente" }).click();
  await expect(page.getByLabel("Empresa")).toHaveValue("Empresa que no se pierde");
  await context.setOffline(false);
  await page.evaluate(() => fetch("/api/session", { method: "DELETE" }));
  await page.getByRole("button", { name: "Añadir cliente" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await expect(page.getByLabel("Empresa")).toHaveValue("Empresa que no se pierde");
});

test("Back skips a form that was saved or given up, and shows no page twice", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles?status=active");
  const vehicle = `/admin/vehicles/${await aVehicle(page)}`;
  await page.goto(vehicle);
  for (const end of ["Guardar cambios", "Cancelar"]) {
    await page.getByRole("link", { name: "Editar" }).click();
    await page.getByLabel("Acabado").fill(`Acabado ${Date.now()}`);
    await page.getByRole("button", { name: end }).click();
    if (end === "Cancelar") await page.getByRole("button", { name: "Descartar cambios" }).click();
    await expect(page).toHaveURL(new RegExp(`${vehicle}$`));
  }
  await page.goBack();
  await expect(page).toHaveURL(/vehicles\?status=active$/);
});

test("pressed twice, created once", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicle-groups");
  await page.getByRole("link", { name: "Añadir grupo de vehículos" }).click();
  const name = `Grupo ${Date.now()}`;
  await page.getByLabel("Nombre").fill(name);
  await page.getByRole("button", { name: "Añadir grupo de vehículos" }).dblclick();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  // Back skips the form, which would create it once more.
  await page.goBack();
  await expect(page).not.toHaveURL(/vehicle-groups\/new/);
  const found = await page.evaluate(async (name) => (await (await fetch(`/api/vehicle-groups?q=${encodeURIComponent(name)}`)).json()).rows.length, name);
  expect(found).toBe(1);
});

test("an empty form names every missing field and moves to the first", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles/new");
  await page.getByRole("button", { name: "Añadir vehículo" }).click();
  await expect(page.getByText("Este dato es obligatorio.").first()).toBeVisible();
  await expect(page.getByLabel("Nombre")).toBeFocused();
});

test("an invoice's line keeps the price that was typed", async ({ page }) => {
  await signIn(page, OWNER, "/admin/invoices/new");
  await page.getByRole("combobox", { name: /^Cliente/ }).fill("Retiro");
  await page.getByRole("option", { name: "Viajes Retiro" }).click();
  await page.getByLabel(/^Descripción/).fill("Espera en destino");
  await page.getByLabel(/^Cantidad/).fill("2");
  await page.getByLabel(/^Precio/).fill("100,50");
  await expect(page.locator(".line-net")).toHaveText(/^201,00/);
  await page.getByRole("button", { name: "Añadir factura" }).click();
  await page.getByRole("link", { name: "Editar" }).click();
  await expect(page.getByLabel(/^Precio/)).toHaveValue("100,50");
  await expect(page.locator(".line-net")).toHaveText(/^201,00/);
});

test("the form of an issued invoice says why nothing is saved any more", async ({ page }) => {
  await signIn(page, OWNER, "/admin/invoices");
  const id = await page.evaluate(async () => (await (await fetch("/api/invoices?status=overdue")).json()).rows[0][0]);
  await page.goto(`/admin/invoices/${id}/edit`);
  await expect(page.getByText(/^Ya está emitida y no cambia/)).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
});

test("whoever may only look is told so at once, with the way back, and gets no form", async ({ browser }) => {
  const page = await as(browser, VIEWER, "/admin/vehicles");
  await page.getByRole("link", { name: /^Autocar 02/ }).click();
  await page.waitForURL(/\/vehicles\/\d+$/);
  for (const path of ["/admin/customers/new", "/admin/bookings/new", `${new URL(page.url()).pathname}/edit`, "/admin/settings/company"]) {
    await page.goto(path);
    const main = page.getByRole("main");
    await expect(main.getByText("Su rol no lo permite.")).toBeVisible();
    await expect(main.getByRole("textbox")).toHaveCount(0);
    await expect(main.getByRole("link").last()).toBeVisible();
  }
});

test("a draft's page is called after whose invoice it is, and adds up base, tax and total", async ({ page }) => {
  await signIn(page, OWNER, "/admin/invoices/new");
  await page.getByRole("combobox", { name: /^Cliente/ }).fill("Retiro");
  await page.getByRole("option", { name: "Viajes Retiro" }).click();
  await page.getByLabel(/^Descripción/).fill("Traslado");
  await page.getByLabel(/^Precio sin IVA/).fill("100");
  const sums = page.locator(".lines-total");
  await expect(sums).toContainText(/Base imponible\s*100,00/);
  await expect(sums).toContainText(/IVA.*21/);
  await expect(sums).toContainText(/Total\s*121,00/);
  await page.getByRole("button", { name: "Añadir factura" }).click();
  await expect(page.getByText(/^Se ha creado: factura/)).toBeVisible();
  await page.getByRole("link", { name: "Editar" }).click();
  await expect(page).toHaveTitle(/^Editar factura Viajes Retiro/);
});

test("a tax number that another customer has is answered with a link to them", async ({ page }) => {
  await signIn(page, OWNER, "/admin/customers");
  const [name, number] = await page.evaluate(async () => {
    const page = await (await fetch("/api/customers?limit=5")).json();
    const of = (row, name) => row[page.columns.indexOf(name)];
    return page.rows.map((row) => [of(row, "company"), of(row, "tax_id")]).find(([, number]) => number);
  });
  await page.getByRole("link", { name: "Añadir cliente" }).click();
  await page.getByLabel(/^Empresa/).fill("Otra, S.L.");
  await page.getByLabel("NIF", { exact: true }).fill(`ES ${number}`);
  await page.getByRole("button", { name: "Añadir cliente" }).click();
  await expect(page.getByText(`Ya lo tiene ${name}.`)).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name })).toHaveAttribute("href", /\/admin\/customers\/\d+$/);
});

test("what was typed waits for whoever went back", async ({ page }) => {
  await signIn(page, OWNER, "/admin/customers");
  await page.getByRole("link", { name: "Añadir cliente" }).click();
  await page.getByLabel(/^Empresa/).fill("A medias, S.L.");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Clientes" })).toBeVisible();
  await page.goForward();
  await expect(page.getByLabel(/^Empresa/)).toHaveValue("A medias, S.L.");
});

test("Enter before a picker has answered takes what answers, and creates nothing", async ({ page }) => {
  await signIn(page, OWNER, "/admin/bookings/new");
  const box = page.getByRole("combobox", { name: /^Cliente/ });
  await box.focus();
  await page.keyboard.type("Retiro");
  await page.keyboard.press("Enter");
  await expect(box).toHaveValue("Viajes Retiro, S.A.");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a list that could not be had is asked for again when the network is back", async ({ page, context }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  await expect(page.getByRole("link", { name: /^Autocar 02/ })).toBeVisible();
  await page.getByRole("link", { name: "Asignaciones" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Asignaciones" })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("link", { name: "Documentos" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("link", { name: "ITV" }).first()).toBeVisible();
});

test("a payment has a page, and one that is reversed there names its reversal", async ({ page }) => {
  await signIn(page, OWNER, "/admin/payments");
  const id = await page.evaluate(async () => {
    const { columns, rows } = await (await fetch("/api/payments")).json();
    const [id, reverses] = ["id", "reverses"].map((name) => columns.indexOf(name));
    return rows.find((row) => row[reverses] === null && rows.every((other) => other[reverses] !== row[id]))[id];
  });
  await page.getByRole("main").locator(`a[href="/admin/payments/${id}"]`).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cobro" })).toBeVisible();
  const there = page.url();
  await expect(page.getByRole("main").getByRole("link", { name: /^F/ })).toBeVisible();
  await page.getByRole("button", { name: "Anular cobro" }).click();
  await page.getByRole("dialog").getByLabel(/^Motivo/).fill("Era de otra factura");
  await page.getByRole("dialog").getByRole("button", { name: "Anular cobro" }).click();
  await page.getByRole("link", { name: "Este cobro se anuló: ver la anulación." }).click();
  await page.getByRole("link", { name: "Anula otro cobro: ver el cobro." }).click();
  await expect(page).toHaveURL(there);
  await page.reload();
  await expect(page.getByRole("button", { name: "Anular cobro" })).toHaveAccessibleDescription("Anulado");
});

/** What has a sheet of its own and not the records': mails and payments. */
const OTHER_SHEETS = ["outbox", "payments"];
const FORMS = MADE.filter((kind) => !OTHER_SHEETS.includes(kind));

test("a form that nobody touched is no draft: whoever comes back finds nothing recovered", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  for (const form of FORMS) {
    const address = `/admin/${form}/new`;
    await page.goto(address);
    await expect(page.locator(".sheet"), address).toBeVisible();
    await page.waitForLoadState("networkidle");
    const kept = await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("draft:")));
    expect(kept, address).toEqual([]);
    // Back and forward again, as a person leaves and comes back.
    await page.goto("/admin/vehicles");
    await page.goBack();
    await expect(page.locator(".sheet"), address).toBeVisible();
    await expect(page.getByText("Hemos recuperado"), address).toHaveCount(0);
  }
});

test("what was typed into an invoice is recovered, and starting over ends it", async ({ page }) => {
  await signIn(page, OWNER, "/admin/invoices/new");
  await page.getByLabel(/^Descripción/).fill("Espera en destino");
  await page.reload();
  await expect(page.getByText("Hemos recuperado")).toBeVisible();
  await expect(page.getByLabel(/^Descripción/)).toHaveValue("Espera en destino");
  await page.getByRole("button", { name: "Empezar de nuevo" }).click();
  await expect(page.getByLabel(/^Descripción/)).toHaveValue("");
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("draft:")))).toEqual([]);
  await page.reload();
  await expect(page.getByLabel(/^Descripción/)).toHaveValue("");
  await expect(page.getByText("Hemos recuperado")).toHaveCount(0);
});

test("what one person typed waits for them, and not for whoever signs in after them on the same device", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const subject = page.getByLabel(/^(Asunto|Temat|Oggetto)/);
  await signIn(page, CUSTOMER, "/bookings/new");
  await subject.fill("Solo para mí");
  await context.clearCookies();
  await signIn(page, "agnieszka@wislatravel.example", "/bookings/new");
  await expect(subject).toHaveValue("");
  await expect(page.getByText("Solo para mí")).toHaveCount(0);
});

test("a notice's wording that was begun is there again after Esc and after another language", async ({ page }) => {
  await signIn(page, OWNER, "/admin/settings/notices");
  const open = () => page.getByRole("button", { name: "Editar texto" }).first().click();
  const panel = page.getByRole("dialog");
  await open();
  const subject = panel.getByLabel("Asunto");
  await subject.fill("Un asunto a medias");
  await panel.getByRole("combobox", { name: "Idioma" }).selectOption("en");
  await expect(subject).not.toHaveValue("Un asunto a medias");
  await panel.getByRole("combobox", { name: "Idioma" }).selectOption("es");
  await expect(subject).toHaveValue("Un asunto a medias");
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await open();
  await expect(subject).toHaveValue("Un asunto a medias");
});

test("an address is typed in its parts, refused at the one that is wrong, and written as its country does", async ({ page }) => {
  await signIn(page, OWNER, "/admin/customers/new");
  await page.getByLabel("Empresa").fill(`Albion ${Date.now()} Ltd`);
  const address = page.getByRole("group", { name: "Dirección de facturación" });
  const street = address.getByLabel("Calle y número");
  await street.fill("Unit 3\n18 Albion Street\nFirst floor");
  await address.getByLabel("Código postal").fill("LS1 6PA");
  await address.getByLabel("Localidad").fill("Leeds");
  await address.getByLabel("País").selectOption({ label: "Reino Unido" });
  await page.getByRole("button", { name: "Añadir cliente" }).click();
  await expect(address.getByText(/Caben dos líneas/).first()).toBeVisible();
  await expect(street).toBeFocused();
  await street.fill("Unit 3\n18 Albion Street");
  await page.getByRole("button", { name: "Añadir cliente" }).click();
  await expect(page.getByText("Unit 3, 18 Albion Street, Leeds, LS1 6PA, Reino Unido")).toBeVisible();
});

test("a long form shows what it can't do without, folds the rest, and opens what has a value or an error", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/vehicles/new");
  await expect(page.getByLabel("Nombre")).toBeVisible();
  await expect(page.getByLabel("Otro número de bastidor")).toBeHidden();
  const more = page.getByText(/^Más datos \(\d+\)$/).first();
  await more.click();
  await expect(page.getByLabel("Otro número de bastidor")).toBeVisible();
  // What is wrong opens by itself.
  await page.getByLabel("Plazas").fill("-5");
  await more.click();
  await expect(page.getByLabel("Plazas")).toBeHidden();
  await page.getByRole("button", { name: "Añadir vehículo" }).click();
  await expect(page.getByLabel("Plazas")).toBeVisible();
  // The sections are a click away.
  const sections = page.getByRole("navigation", { name: "Apartados del formulario" });
  const last = sections.getByRole("button").last();
  const title = await last.innerText();
  await last.click();
  await expect(page.getByRole("group", { name: title, exact: true }).locator(":focus")).toHaveCount(1);
});

test("what is created from within a form asks only what is required, and more when it is wanted", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/bookings/new");
  const customer = page.getByRole("combobox", { name: "Cliente" });
  await customer.fill("Cliente breve");
  await page.getByRole("option", { name: "Crear «Cliente breve»" }).click();
  const panel = page.getByRole("dialog");
  await expect(panel.getByLabel("Empresa")).toHaveValue("Cliente breve");
  const few = await panel.getByRole("textbox").count();
  await panel.getByRole("button", { name: /^Más datos/ }).click();
  expect(await panel.getByRole("textbox").count()).toBeGreaterThan(few);
  await expect(panel.getByLabel("Empresa")).toHaveValue("Cliente breve");
});
