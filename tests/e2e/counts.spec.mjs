// How much the journey everything serves asks of people: presses and typed fields, counted from the screen before to done.
import { expect, test } from "@playwright/test";
import { CUSTOMER, OWNER, as } from "./people.mjs";

/** Counts what this person presses and types from here on, over all pages of theirs. */
async function counted(page, counts) {
  await page.context().exposeBinding("counted", (_, what) => counts[what.kind].add(what.name));
  const listen = () => {
    let presses = 0;
    const place = `${location.pathname} ${performance.timeOrigin}`;
    addEventListener("pointerdown", () => globalThis.counted({ kind: "presses", name: `${place} ${++presses}` }), true);
    addEventListener("keydown", ({ key, target }) => {
      const presses_it = key === "Enter" || (key === " " && target.matches("button, a, [type=radio], [type=checkbox]"));
      if (presses_it) globalThis.counted({ kind: "presses", name: `${place} ${++presses}` });
    }, true);
    addEventListener("input", ({ target }) => {
      if (!target.matches("[type=radio], [type=checkbox]")) globalThis.counted({ kind: "typed", name: `${location.pathname} ${target.id}` });
    }, true);
  };
  await page.context().addInitScript(listen);
  await page.evaluate(listen);
}

test("the whole journey takes at most twenty presses and six typed fields", async ({ browser }) => {
  test.setTimeout(180_000);
  const counts = { presses: new Set(), typed: new Set() };
  const subject = `Viaje contado ${Date.now()}`;
  const local = (ms) => new Date(ms).toLocaleString("sv-SE", { timeZone: "Europe/Madrid" }).slice(0, 16).replace(" ", "T");
  const soon = Date.now() + 6 * 60_000;

  const customer = await as(browser, CUSTOMER, "/");
  await expect(customer.getByRole("link", { name: "Pedir una reserva" })).toBeVisible();
  await counted(customer, counts);
  await customer.getByRole("link", { name: "Pedir una reserva" }).click();
  await customer.getByLabel("Asunto").fill(subject);
  await customer.getByLabel("Dirección de recogida").fill("Calle Mayor 1, Madrid");
  await customer.getByLabel(/^Recogida/).fill(local(soon));
  await customer.getByLabel("Destino").fill("Aeropuerto T4, Madrid");
  await customer.getByLabel("Fin previsto").fill(local(soon + 40 * 60_000));
  // One's own telephone number is there.
  await expect(customer.getByLabel("Teléfono")).not.toHaveValue("");
  await customer.getByRole("button", { name: "Pedir reserva" }).click();
  await expect(customer.getByRole("heading", { name: subject })).toBeVisible();

  const staff = await as(browser, OWNER, "/admin/bookings?sort=created_at");
  await expect(staff.getByRole("link", { name: subject })).toBeVisible();
  await counted(staff, counts);
  await staff.getByRole("link", { name: subject }).click();
  await staff.getByRole("button", { name: "Aprobar reserva" }).click();
  await staff.getByRole("dialog").getByLabel("Importe").fill("250");
  await staff.getByRole("dialog").getByRole("button", { name: "Aprobar reserva" }).click();
  await staff.getByRole("status").getByRole("button", { name: "Asignar" }).click();
  const panel = staff.getByRole("dialog");
  await panel.getByRole("button", { name: "Elegir los dos" }).click();
  await expect(panel.getByText("El vehículo y el conductor están libres.")).toBeVisible();
  await panel.getByRole("button", { name: "Asignar" }).click();
  await expect(staff.getByRole("button", { name: "Preparar factura" })).toBeVisible();
  const booking = staff.url();
  const email = await staff.evaluate(async (subject) => {
    const rows = async (path) => {
      const page = await (await fetch(path)).json();
      return page.rows.map((row) => Object.fromEntries(page.columns.map((column, at) => [column, row[at]])));
    };
    const [trip] = (await rows("/api/logbooks")).filter(({ name }) => name.includes(subject));
    const { fields } = await (await fetch(`/api/drivers/${trip.driver}`)).json();
    return (await (await fetch(`/api/staff/${fields.staff}`)).json()).fields.email;
  }, subject);
  await staff.getByRole("button", { name: "Preparar factura" }).click();
  await staff.getByRole("button", { name: "Emitir factura" }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "Emitir factura" }).click();
  // The amount is what is still to pay.
  await staff.getByRole("button", { name: "Registrar cobro" }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "Registrar cobro" }).click();
  await expect(staff.getByRole("main").getByText("Pagada", { exact: true }).first()).toBeVisible();

  const driver = await as(browser, email, "/admin/today", { viewport: { width: 390, height: 844 } });
  await expect(driver.getByRole("heading", { name: subject })).toBeVisible();
  await counted(driver, counts);
  await driver.getByRole("button", { name: "Iniciar viaje" }).click();
  await driver.getByRole("dialog").getByRole("button", { name: "Iniciar viaje" }).click();
  await driver.getByRole("button", { name: "Terminar y completar" }).click();
  const completed = driver.waitForResponse((answer) => answer.url().endsWith("/complete"));
  await driver.getByRole("dialog").getByRole("button", { name: "Terminar viaje" }).click();
  expect((await completed).status()).toBe(200);

  await customer.goto("/");
  await customer.getByRole("link", { name: /^Valorar a/ }).first().click();
  await customer.getByRole("radio", { name: "5 de 5" }).check({ force: true });
  await customer.getByRole("button", { name: "Enviar valoración" }).click();
  await expect(customer.getByRole("heading", { name: "Su valoración" })).toBeVisible();

  await staff.goto(booking);
  await expect(staff.getByRole("main").getByText("Completada").first()).toBeVisible();
  expect(counts.presses.size, [...counts.presses].join("\n")).toBeLessThanOrEqual(20);
  expect(counts.typed.size, [...counts.typed].join("\n")).toBeLessThanOrEqual(6);
});
