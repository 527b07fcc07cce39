// What a driver says to a planned trip, and who sees it.
import { expect, test } from "@playwright/test";
import { DRIVER, OWNER, as } from "./people.mjs";

/** An approved booking far ahead with a trip of Luis', made through the API. */
async function planned(page, subject) {
  return page.evaluate(async (subject) => {
    const send = async (method, path, body, version) => {
      const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
      if (version) headers["if-match"] = String(version);
      return (await fetch(path, { method, headers, body: JSON.stringify(body) })).json();
    };
    const first = async (path) => (await (await fetch(path)).json())[0].id;
    const from = Math.floor(Date.now() / 3_600_000) * 3_600_000 + 45 * 86_400_000;
    const to = from + 7_200_000;
    const booking = await send("POST", "/api/bookings", {
      customer: await first("/api/customers/options"), subject, pickup_address: "Calle Mayor 1", pickup_at: from,
      delivery_address: "Aeropuerto T4", ends_at: to, phone: "+34 600 000 000",
    });
    await send("POST", `/api/bookings/${booking.id}/approve`, { amount: 10_000 }, booking.version);
    const [vehicle, driver] = [await first("/api/vehicles/options?status=active"), await first("/api/drivers/options?q=luis")];
    await send("POST", "/api/logbooks", { logbook: { name: subject, booking: booking.id, vehicle, driver, from, to }, despite_warnings: true });
    return booking.id;
  }, subject);
}

test("a driver declines a trip with a reason, whoever assigns is asked to act, and the driver thinks otherwise", async ({ browser }) => {
  const owner = await as(browser, OWNER, "/admin/bookings");
  const booking = await planned(owner, "Viaje por responder");
  await owner.goto(`/admin/bookings/${booking}`);
  await expect(owner.getByText("No visto")).toBeVisible();

  const driver = await as(browser, DRIVER, "/admin/today", { viewport: { width: 390, height: 844 } });
  const line = driver.getByRole("listitem").filter({ has: driver.getByRole("link", { name: /Viaje por responder/ }) });
  await expect(line.getByRole("button", { name: "Aceptar viaje" })).toBeVisible();
  await expect(async () => {
    await owner.reload();
    await expect(owner.getByText("Visto", { exact: true })).toBeVisible({ timeout: 3000 });
  }).toPass();

  await line.getByRole("button", { name: "Rechazar viaje" }).click();
  const why = driver.getByRole("dialog");
  await why.getByRole("button", { name: "Rechazar viaje" }).click();
  await expect(why.getByLabel(/^Motivo/)).toBeFocused();
  await why.getByLabel(/^Motivo/).fill("Médico a esa hora");
  await why.getByRole("button", { name: "Rechazar viaje" }).click();
  await expect(line.getByText("Rechazado", { exact: true })).toBeVisible();

  await owner.goto("/admin/bookings?unassigned=true");
  const row = owner.getByRole("row").filter({ hasText: "Viaje por responder" });
  await expect(row.getByText("Viaje rechazado")).toBeVisible();
  await row.getByRole("link").first().click();
  await expect(owner.getByText("Motivo: Médico a esa hora")).toBeVisible();
  await owner.getByRole("button", { name: "Cambiar asignación" }).click();
  await expect(owner.getByRole("dialog").getByRole("group", { name: /^Conductor/ })).toBeVisible();

  await line.getByRole("button", { name: "Aceptar viaje" }).click();
  await expect(line.getByText("Aceptado")).toBeVisible();
  await expect(line.getByRole("button")).toHaveCount(0);
});
