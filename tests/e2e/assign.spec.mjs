// Assigning: who is free is seen before one chooses, by keyboard too.
import { expect, test } from "@playwright/test";
import { DISPATCHER, DRIVER, as } from "./people.mjs";

/** An approved booking of its own, so many days ahead, and the panel open over its page. */
async function panel(browser, days) {
  const page = await as(browser, DISPATCHER, "/admin/bookings");
  const id = await page.evaluate(async (days) => {
    const json = async (method, path, body, headers = {}) => {
      const answer = await fetch(path, { method, headers: { "content-type": "application/json", ...headers }, body: body && JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    const customer = (await json("GET", "/api/customers/options"))[0].id;
    const from = Math.floor(Date.now() / 3_600_000) * 3_600_000 + days * 86_400_000;
    const booking = await json("POST", "/api/bookings", {
      customer, subject: "Viaje por asignar", pickup_address: "Calle Mayor 1, Madrid", pickup_at: from,
      delivery_address: "Aeropuerto T4", ends_at: from + 7_200_000, phone: "+34 600 000 000", passengers: 3,
    }, { "idempotency-key": crypto.randomUUID() });
    await json("POST", `/api/bookings/${booking.id}/approve`, { amount: 10_000 }, { "if-match": `"${booking.version}"` });
    return booking.id;
  }, days);
  await page.goto(`/admin/bookings/${id}`);
  await page.getByRole("button", { name: "Asignar" }).click();
  return { page, dialog: page.getByRole("dialog") };
}

test("who is free stands first, and one suggestion takes a vehicle and a driver", async ({ browser }) => {
  const { page, dialog } = await panel(browser, 40);
  const vehicles = dialog.getByRole("group", { name: /^Vehículo/ });
  await expect(vehicles.getByRole("radio").first()).toBeEnabled();
  const free = await vehicles.getByRole("radio").evaluateAll((all) => all.map((one) => !one.disabled));
  expect(free).toEqual([...free].sort((one, other) => Number(other) - Number(one)));
  await dialog.getByRole("button", { name: "Elegir los dos" }).click();
  await expect(dialog.getByRole("radio", { checked: true })).toHaveCount(2);
  await expect(dialog.getByText("El vehículo y el conductor están libres.")).toBeVisible();
  await dialog.getByRole("button", { name: "Asignar" }).click();
  await expect(page.getByRole("main").getByText("Asignada").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Asignar", exact: true })).toHaveCount(0);
});

test("a vehicle and a driver are found and chosen by keyboard", async ({ browser }) => {
  const { page, dialog } = await panel(browser, 41);
  const [vehicles, drivers] = [/^Vehículo/, /^Conductor/].map((name) => dialog.getByRole("group", { name }));
  await vehicles.getByRole("searchbox").fill("Furgoneta 0");
  await expect(vehicles.getByText(/^\d+ de [1-9] libres$/)).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(vehicles.getByRole("radio").nth(1)).toBeChecked();
  await drivers.getByRole("searchbox").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(drivers.getByRole("radio").first()).toBeChecked();
  const [sent] = await Promise.all([page.waitForRequest((request) => request.url().endsWith("/api/logbooks")), page.keyboard.press("Control+Enter")]);
  expect(sent.postDataJSON().logbook.vehicle).toBeGreaterThan(0);
});

/** A trip of a driver's day, so many minutes from now; which ones a real day has left depends on the hour. */
function trip(id, minutes, status) {
  const from = Date.now() + minutes * 60_000;
  return {
    logbook: {
      id, version: 1, number: `LB-${id}`, name: "Viaje", vehicle: 1, vehicle_name: "Furgoneta 01", plate: "9662 MCK", driver: 1,
      driver_name: "Luis", from, to: from + 3_600_000, odometer_start: null, odometer_end: null, status, worked: 0,
      answer: { seen_at: from, given: null, answered_at: null, reason: "" },
    },
    booking: id, booking_number: `BK-${id}`, subject: `Viaje ${id}`, customer_name: "Hotel", pickup_address: "Calle Mayor 1, Madrid",
    pickup_at: from, ends_at: from + 3_600_000, delivery_address: "Aeropuerto T4", phone: "+34 600 000 000", passengers: 3, load: "",
    note: "", is_last: true, last_odometer: 120_000, completes: null,
  };
}

test("a driver's day shows one trip large, and its act stays in sight", async ({ browser }) => {
  const page = await as(browser, DRIVER, "/admin/profile", { viewport: { width: 390, height: 844 } });
  const trips = [trip(1, -180, "completed"), trip(2, 20, "new"), trip(3, 200, "new"), trip(4, 300, "new")];
  await page.route("**/api/today", (route) => route.fulfill({ json: { trips, coming: [], running: null } }));
  await page.goto("/admin/today");
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("article").getByRole("heading", { name: "Viaje 2" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Cómo llegar" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Llamar" })).toHaveAttribute("href", /^tel:/);
  await expect(page.getByRole("button", { name: "Iniciar viaje" })).toBeInViewport();
  await expect(page.getByRole("link", { name: /Viaje [34]/ })).toHaveCount(2);
  await expect(page.getByRole("link", { name: /Viaje 1/ })).toBeHidden();
  await page.getByText("1 terminado hoy").click();
  await expect(page.getByRole("link", { name: /Viaje 1/ })).toBeVisible();
});
