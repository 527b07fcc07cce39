// Trips whose ground moves: the question that a save asks, and the night on which an hour happens twice.
import { expect, test } from "@playwright/test";
import { DISPATCHER, DRIVER, OWNER, as, choose } from "./people.mjs";

/** An approved booking far ahead with a trip of its own vehicle and driver, made through the API. */
async function trip(page, own = {}) {
  return page.evaluate(async (own) => {
    const send = async (method, path, body, version) => {
      const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
      if (version) headers["if-match"] = String(version);
      const answer = await fetch(path, { method, headers, body: JSON.stringify(body) });
      return answer.json();
    };
    const first = async (path) => (await (await fetch(path)).json())[0].id;
    const customer = await first("/api/customers/options");
    const vehicle_type = await first("/api/vehicle-types/options");
    const vehicle = own.vehicle
      ? (await send("POST", "/api/vehicles", { name: own.vehicle, vehicle_type, status: "active", ownership: "owned" })).id
      : await first("/api/vehicles/options?status=active");
    const driver = await first("/api/drivers/options?status=available");
    const from = Math.floor(Date.now() / 3_600_000) * 3_600_000 + (own.days ?? 400) * 86_400_000;
    const to = from + 7_200_000;
    const booking = await send("POST", "/api/bookings", {
      customer, subject: "Viaje que se mueve", pickup_address: "Calle Mayor 1", pickup_at: from,
      delivery_address: "Aeropuerto T4", ends_at: to, phone: "+34 600 000 000",
    });
    await send("POST", `/api/bookings/${booking.id}/approve`, { amount: 10_000 }, booking.version);
    const logbook = await send("POST", "/api/logbooks", {
      logbook: { name: "Viaje", booking: booking.id, vehicle, driver, from, to }, despite_warnings: true,
    });
    return { booking: booking.id, logbook: logbook.id, vehicle, driver, from, to };
  }, own);
}

test("moving a booking asks what becomes of its trip, and the logbook's page has its acts", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/bookings");
  const made = await trip(page);
  await page.goto(`/admin/bookings/${made.booking}/edit`);
  await page.getByLabel("Dirección de recogida").fill("Calle Nueva 5");
  await page.getByRole("button", { name: "Guardar cambios" }).click();
  const question = page.getByRole("dialog");
  await expect(question.getByRole("link", { name: /LB-/ })).toBeVisible();
  await expect(question.getByRole("button", { name: "Devolver a «Sin asignar»" })).toBeVisible();
  await question.getByRole("button", { name: "Volver", exact: true }).click();
  await expect(page).toHaveURL(/\/edit$/);
  await page.getByRole("button", { name: "Guardar cambios" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Mover también los viajes" }).click();
  await expect(page).toHaveURL(new RegExp(`/admin/bookings/${made.booking}$`));
  await expect(page.getByText("Calle Nueva 5")).toBeVisible();

  await page.goto(`/admin/logbooks/${made.logbook}`);
  await expect(page.locator(".nav-screens [aria-current=page]")).toHaveText(/^Reservas/);
  await page.getByRole("button", { name: "Iniciar viaje" }).click();
  await expect(page.getByRole("dialog").getByLabel(/Cuentakilómetros/)).toHaveValue(/\d/);
  await page.getByRole("dialog").getByRole("button", { name: "Iniciar viaje" }).click();
  await expect(page.getByRole("button", { name: "Iniciar ya" })).toBeVisible();
  await page.getByRole("dialog").last().getByRole("button", { name: "Volver", exact: true }).click();
});

test("what is archived with trips put back offers no undo, and says how many there were", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/vehicles");
  const { vehicle } = await trip(page, { vehicle: "Furgoneta que se va", days: 410 });
  await page.goto(`/admin/vehicles/${vehicle}`);
  await page.getByRole("button", { name: "Más acciones" }).click();
  await page.getByRole("menuitem", { name: "Archivar" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archivar" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Devolver a «Sin asignar»" }).click();
  await expect(page.getByText("Archivado; 1 viaje ha vuelto a «Sin asignar»")).toBeVisible();
  await expect(page.getByRole("button", { name: "Deshacer" })).toHaveCount(0);
});

test("leave over a trip names it and asks, and whoever plans sees that the driver is away, not why", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/drivers");
  const { driver, from, to } = await trip(page, { days: 430 });
  await page.goto(`/admin/leave/new?driver=${driver}&from=${from - 3_600_000}&to=${to + 3_600_000}`);
  await page.getByLabel("Motivo").fill("Una operación");
  await page.getByRole("button", { name: "Añadir ausencia" }).click();
  const question = page.getByRole("dialog");
  await expect(question.getByRole("link", { name: /LB-/ })).toBeVisible();
  await question.getByRole("button", { name: "Devolver a «Sin asignar»" }).click();
  await expect(page).toHaveURL(new RegExp(`/admin/drivers/${driver}/leave$`));
  await page.getByRole("main").getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page.getByText("Una operación")).toBeVisible();

  const planner = await as(browser, DISPATCHER, `/admin/schedule?by=drivers&days=1&from=${new Date(from).toISOString().slice(0, 10)}`);
  await planner.getByRole("button", { name: /^Ausencia/ }).click();
  await expect(planner).toHaveURL(new RegExp(`/admin/drivers/${driver}$`));
  await expect(planner.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(planner.getByText("Una operación")).toHaveCount(0);
});

test("an hour that happens twice is asked about, and one that doesn't exist is refused", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/time-cards/new");
  const from = page.getByLabel(/^Desde/);
  await from.fill("2026-10-25T02:30");
  await expect(page.getByText("La segunda (UTC+1)")).toBeVisible();
  await page.getByLabel("La segunda (UTC+1)").check();
  await expect(from).toHaveValue("25/10/2026 02:30");
  await from.fill("2026-03-29T02:30");
  await from.blur();
  await expect(page.getByText("Esa hora no existe: esa noche se adelanta el reloj.").first()).toBeVisible();
});

test("a driver reads on a phone from when to when and how long they worked, and is offered nothing they may not do", async ({ browser }) => {
  const page = await as(browser, DRIVER, "/admin/time-cards", { viewport: { width: 390, height: 844 } });
  const card = page.getByRole("main").getByRole("row").nth(1);
  await expect(card).toContainText(/\d\d?:\d\d.*–.*\d\d?:\d\d/);
  await expect(card.getByText(/\d (h|min)/)).toBeVisible();
  await expect(card).not.toContainText("Luis");
  await expect(page.getByText("Añadir parte de horas")).toHaveCount(0);
});

test("what is said of an assignment is said of the one that is filled in, and asking forgets nothing", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/bookings");
  await trip(page, { vehicle: "Furgoneta libre", days: 21 });
  await trip(page, { vehicle: "Furgoneta comprometida", days: 20 });
  await page.goto("/admin/bookings?sort=created_at");
  const newest = page.getByRole("main").getByRole("link", { name: "Viaje que se mueve" }).first();
  await newest.click();
  await page.getByRole("button", { name: "Asignar otro" }).click();
  const form = page.getByRole("dialog");
  const vehicles = form.getByRole("group", { name: /^Vehículo/ });
  await vehicles.getByRole("searchbox").fill("comprometida");
  await expect(vehicles.getByRole("radio", { name: /Furgoneta comprometida/ })).toBeDisabled();
  await choose(form, "Vehículo", "Furgoneta libre");
  await choose(form, "Conductor", "Luis");
  const verdict = form.getByText("El vehículo y el conductor están libres.");
  await expect(verdict).toBeVisible();

  // The answer about another vehicle is on its way: until it comes, nothing is said.
  const answer = await hold(page, "**/api/availability*");
  await choose(form, "Vehículo", "Furgoneta 04");
  await expect(verdict).toHaveCount(0);
  answer.release();
  await expect(form.locator(".note")).toBeVisible();

  // The list one came from is there at once, before it is asked anew.
  const list = await hold(page, "**/api/bookings?*");
  await page.goBack();
  await expect(newest).toBeVisible();
  list.release();
});

/** Keeps the answers to an address back until they are released. */
async function hold(page, address) {
  const { promise, resolve: release } = Promise.withResolvers();
  await page.route(address, async (route) => {
    await promise;
    await route.continue();
  });
  return { release };
}
