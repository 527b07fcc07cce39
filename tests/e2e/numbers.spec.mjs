// Numbers as people type them and as they are shown: never another one than was meant, the same to everybody.
import { expect, test } from "@playwright/test";
import { CUSTOMER, OWNER, as, signIn } from "./people.mjs";

test("a number that can mean two is told at once, and refused as a unit price", async ({ page }) => {
  await signIn(page, OWNER, "/admin/invoices/new");
  const quantity = page.getByLabel(/^Cantidad/);
  await page.getByLabel(/^Descripción/).fill("Espera en destino");
  await page.getByLabel(/^Precio/).fill("80");
  await quantity.fill("0.125");
  await expect(page.locator(".line-net")).toHaveText(/^10,00/);
  await quantity.fill("1.459");
  await expect(page.getByText("Se entiende 1459. Si quería decir 1,459, escríbalo así.")).toBeVisible();
  await quantity.fill("10.10.10");
  await quantity.blur();
  await expect(page.getByText(/Los puntos, comas o espacios no están donde van/).first()).toBeVisible();
  await expect(quantity).toHaveValue("10.10.10");
  await quantity.fill("1,459");
  await quantity.blur();
  await expect(quantity).toHaveValue("1,459");
  await page.getByLabel(/^Precio/).fill("1.459");
  await page.getByLabel(/^Precio/).blur();
  await expect(page.getByText("Puede ser 1459,00 o 1,459. Escriba uno de los dos así.").first()).toBeVisible();
  await page.getByRole("button", { name: "Añadir factura" }).click();
  await expect(page).toHaveURL(/invoices\/new/);
  // Four more decimals than the currency are kept as they were typed.
  for (const [typed, shown] of [["0.01459", "0,01459"], ["1,459", "1,459"], ["12,5", "12,50"]]) {
    await page.getByLabel(/^Precio/).fill(typed);
    await page.getByLabel(/^Precio/).blur();
    await expect(page.getByLabel(/^Precio/)).toHaveValue(shown);
  }
  await quantity.fill("45,123");
  await page.getByLabel(/^Precio/).fill("1,459");
  await expect(page.locator(".line-net")).toHaveText(/^65,83/);
});

test("a measure keeps its decimals, and a VIN is put right with a word", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  const id = await page.evaluate(async () => (await (await fetch("/api/vehicles?sort=name")).json()).rows[6][0]);
  await page.goto(`/admin/vehicles/${id}/edit`);
  await page.getByLabel("Carga útil").fill("1250.5");
  await page.getByLabel("Carga útil").blur();
  await expect(page.getByLabel("Carga útil")).toHaveValue("1250,5");
  const vin = page.getByLabel(/^VIN/);
  const scanned = await vin.inputValue();
  await vin.fill(`i${scanned.slice(0, 9)} ${scanned.slice(9)}`);
  await vin.blur();
  await expect(vin).toHaveValue(scanned);
  await expect(page.getByText("Se ha quitado la I que añade el lector")).toBeVisible();
  await page.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(page.getByRole("main")).toContainText("1250,5 kg");
});

test("screen, paper, portal and API show the same figures, the tax once for each rate by its name", async ({ browser }) => {
  const staff = await as(browser, OWNER, "/admin/invoices");
  const customer = await as(browser, CUSTOMER, "/");
  const own = await customer.evaluate(async () => (await (await fetch("/api/portal/me")).json()).customer);
  const line = (price, tax, tax_name) => ({ description: "Traslado", quantity: 1000, unit_price: price * 10_000, tax, tax_name });
  const lines = [line(818_000, 9_975, "TVQ"), line(5, 10_000, "IVA"), line(5, 10_000, "IVA"),
    { ...line(0, 0, "Exento"), description: "Gasóleo", quantity: 45_123, unit_price: 1_459_000 }];
  const invoice = await staff.evaluate(async ([customer, lines]) => {
    const send = (path, method, body, more) => fetch(path, { method, body: JSON.stringify(body), headers: { "content-type": "application/json", ...more } });
    const made = await (await send("/api/invoices", "POST", { customer, lines }, { "idempotency-key": crypto.randomUUID() })).json();
    return (await send(`/api/invoices/${made.id}/issue`, "POST", {}, { "if-match": String(made.version) })).json();
  }, [own, lines]);
  // 8,180.00 at 9.975 % is 815.955, twice half a cent is one cent, and 45.123 l at 1.459 are 65.834457.
  expect(invoice.facts.totals).toEqual({ subtotal: 824_593, tax: 81_597, total: 906_190 });
  for (const [page, path] of [[staff, `/admin/invoices/${invoice.id}`], [customer, `/invoices/${invoice.id}`]]) {
    await page.goto(path);
    for (const medium of ["screen", "print"]) {
      await page.emulateMedia({ media: medium });
      const paper = page.getByRole("article");
      for (const figure of [/TVQ 9,975\s%.*8\.180,00\s€\s*815,96\s€/, /IVA 10\s%.*0,10\s€\s*0,01\s€/, /Gasóleo\s*45,123\s*1,459\s€\s*0\s%\s*65,83\s€/, /8\.245,93\s€/, /9\.061,90\s€/]) {
        await expect(paper).toContainText(figure);
      }
      await expect(paper).not.toContainText(/Impuesto \d/);
    }
  }
});

test("a booking's price says that tax comes on it, in the same words for staff and customer", async ({ browser }) => {
  const staff = await as(browser, OWNER, "/admin/bookings?sort=amount");
  await expect(staff.getByRole("main")).toContainText(/\d,\d\d\s€ \+\sIVA/);
  const customer = await as(browser, CUSTOMER, "/bookings");
  await expect(customer.getByRole("main")).toContainText(/\d,\d\d\s€ \+\sIVA/);
});

test("what a tank holds is counted by its fuel, in the units that the company chose", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles/new");
  const unit = (label) => page.locator(".field", { has: page.getByText(label, { exact: true }) }).locator(".affix-word");
  const capacity = "Capacidad del depósito o de la batería";
  await page.locator("details", { has: page.getByLabel(capacity) }).getByText(/^Más datos/).click();
  await page.getByLabel(capacity).fill("70,5");
  for (const [fuel, sign, consumption] of [
    ["Diésel", "l", "l/100 km"],
    ["GNC", "kg", "kg/100 km"],
    ["Electricidad", "kWh", "kWh/100 km"],
  ]) {
    await page.getByLabel(/^Combustible/).selectOption({ label: fuel });
    await expect(unit(capacity).last()).toHaveText(sign);
    await expect(unit("Consumo combinado").last()).toHaveText(consumption);
    await expect(page.getByLabel(capacity)).toHaveValue("70,5");
  }
  await page.getByLabel("Segundo combustible").selectOption({ label: "Gasolina" });
  await expect(unit("Capacidad del segundo depósito").last()).toHaveText("l");
});
