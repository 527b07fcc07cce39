// What a customer asks of an approved booking, and what staff answer.
import { expect, test } from "@playwright/test";
import { CUSTOMER, OWNER, as } from "./people.mjs";

/** An approved booking far ahead of the signed-in customer's, made through the API by both. */
async function approved(customer, staff, subject) {
  const requested = await customer.evaluate(async (subject) => {
    const from = Math.floor(Date.now() / 3_600_000) * 3_600_000 + 50 * 86_400_000;
    const answer = await fetch("/api/portal/bookings", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({
        subject, pickup_address: "Gran Vía 25", pickup_at: from, delivery_address: "IFEMA", ends_at: from + 7_200_000, phone: "+34 600 557 000",
      }),
    });
    return answer.json();
  }, subject);
  await staff.evaluate(async ({ id, version }) => {
    await fetch(`/api/bookings/${id}/approve`, {
      method: "POST",
      headers: { "content-type": "application/json", "if-match": String(version) },
      body: JSON.stringify({ amount: 20_000 }),
    });
  }, requested);
  return requested.id;
}

test("a customer asks for a change, reads why it can't be, and asks to cancel, which staff do", async ({ browser }) => {
  const customer = await as(browser, CUSTOMER, "/bookings", { viewport: { width: 390, height: 844 } });
  const staff = await as(browser, OWNER, "/admin/bookings");
  const booking = await approved(customer, staff, "Congreso por cambiar");

  await customer.goto(`/bookings/${booking}`);
  await customer.getByRole("button", { name: "Pedir un cambio" }).click();
  const sheet = customer.getByRole("dialog");
  await sheet.getByRole("button", { name: "Enviar petición" }).click();
  await expect(sheet.getByLabel(/^Petición/)).toBeFocused();
  await sheet.getByLabel(/^Petición/).fill("Seremos dos más");
  await sheet.getByRole("button", { name: "Enviar petición" }).click();
  await expect(customer.getByText("Ha pedido un cambio")).toBeVisible();
  await expect(customer.getByRole("button", { name: "Retirar petición" })).toBeVisible();
  await expect(customer.getByRole("button", { name: "Pedir un cambio" })).toHaveCount(0);

  await staff.goto("/admin/bookings?to_answer=true");
  const row = staff.getByRole("row").filter({ hasText: "Congreso por cambiar" });
  await expect(row.getByText("Petición del cliente")).toBeVisible();
  await staff.goto(`/admin/bookings/${booking}`);
  await expect(staff.getByText("Seremos dos más")).toBeVisible();
  await expect(staff.getByRole("button", { name: "Marcar como hecha" })).toBeVisible();
  await staff.getByRole("button", { name: "Rechazar petición" }).click();
  const why = staff.getByRole("dialog");
  await why.getByLabel(/^Motivo/).fill("No queda otro vehículo");
  await why.getByRole("button", { name: "Rechazar petición" }).click();
  await expect(staff.getByText("Seremos dos más")).toHaveCount(0);

  await customer.reload();
  await expect(customer.getByText("Motivo: No queda otro vehículo")).toBeVisible();
  await customer.getByRole("button", { name: "Pedir la cancelación" }).click();
  await sheet.getByLabel(/^Petición/).fill("Se aplaza el congreso");
  await sheet.getByRole("button", { name: "Enviar petición" }).click();
  await expect(customer.getByText("Ha pedido cancelar esta reserva")).toBeVisible();

  await staff.reload();
  await expect(staff.getByRole("button", { name: "Mantener reserva" })).toBeVisible();
  await staff.getByRole("button", { name: "Cancelar reserva" }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "Cancelar reserva" }).click();
  await expect(staff.getByText("Se aplaza el congreso")).toHaveCount(0);
  await customer.reload();
  await expect(customer.getByText("Aceptada", { exact: true })).toBeVisible();
});
