// An invoice over several bookings: begun on the customer's page, each line says which booking it is for.
import { expect, test } from "@playwright/test";
import { OWNER, signIn } from "./people.mjs";

/** A customer of its own with two approved bookings. */
async function customerWithTwo(page) {
  return page.evaluate(async () => {
    const send = async (path, body, more) => {
      const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID(), ...more };
      return (await fetch(path, { method: "POST", body: JSON.stringify(body), headers })).json();
    };
    const company = `Colegio ${crypto.randomUUID().slice(0, 8)}`;
    const customer = (await send("/api/customers", { company, active: true })).id;
    const bookings = [];
    for (const subject of ["Ruta de mañana", "Ruta de tarde"]) {
      const [pickup_at, ends_at] = [3, 5].map((hours) => Date.now() + 86_400_000 + hours * 3_600_000);
      const made = await send("/api/bookings", { customer, subject, pickup_address: "Calle de Alcalá 1", pickup_at, delivery_address: "Colegio", ends_at, phone: "+34 600 111 222" });
      await send(`/api/bookings/${made.id}/approve`, { amount: 10_000 }, { "if-match": String(made.version) });
      const number = (await (await fetch(`/api/bookings/${made.id}`)).json()).facts.number;
      bookings.push({ id: made.id, number });
    }
    return { customer, company, bookings };
  });
}

test("what a customer has to be invoiced for goes onto one invoice, and each line says which booking it is for", async ({ page }) => {
  await signIn(page, OWNER, "/admin/customers");
  const { customer, company, bookings } = await customerWithTwo(page);
  await page.goto(`/admin/customers/${customer}`);
  await page.getByRole("link", { name: "Facturar reservas" }).click();
  const dialog = page.getByRole("dialog", { name: "Añadir reservas" });
  // What isn't done yet waits for somebody to say so.
  for (const { number } of bookings) {
    await expect(dialog.getByRole("checkbox", { name: number })).not.toBeChecked();
    await dialog.getByRole("checkbox", { name: number }).check();
  }
  await expect(dialog).toContainText("200,00");
  await dialog.getByRole("button", { name: "Añadir reservas" }).click();
  await expect(page.getByLabel(/^Descripción/)).toHaveCount(2);
  await expect(page.getByLabel(/^Descripción/).first()).toHaveValue("Ruta de mañana");
  for (const [at, { number }] of bookings.entries()) {
    await expect(page.getByRole("main").getByLabel("Reserva").nth(at).locator("option:checked")).toHaveText(number);
  }
  // They are offered once.
  await page.getByRole("button", { name: "Añadir reservas" }).click();
  await expect(dialog).toContainText("No tiene reservas por facturar.");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Añadir línea" }).click();
  await page.getByLabel(/^Descripción/).last().fill("Espera");
  await page.getByLabel(/^Precio/).last().fill("15");
  await page.getByLabel("Reserva").last().selectOption({ label: bookings[1].number });
  await page.getByRole("button", { name: "Añadir factura" }).click();
  await page.waitForURL(`**/admin/customers/${customer}`);
  const draft = await page.evaluate(async (customer) => (await (await fetch(`/api/invoices?customer=${customer}`)).json()).rows[0][0], customer);
  await page.goto(`/admin/invoices/${draft}`);
  const paper = page.getByRole("article");
  for (const [what, { number }] of [["Ruta de mañana", bookings[0]], ["Ruta de tarde", bookings[1]], ["Espera", bookings[1]]]) {
    await expect(paper.getByRole("row", { name: new RegExp(`${what}\\s*${number}`) })).toBeVisible();
  }
  await page.goto(`/admin/bookings/${bookings[0].id}`);
  await page.getByRole("link", { name: "Borrador" }).click();
  await expect(page.getByRole("heading", { name: `Factura para ${company}` })).toBeVisible();
  await page.goto(`/admin/customers/${customer}`);
  await page.getByRole("link", { name: "Facturar reservas" }).click();
  await expect(dialog).toContainText("No tiene reservas por facturar.");
});
