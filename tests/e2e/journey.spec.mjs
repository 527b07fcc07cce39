// The journey everything else serves (product section 1), as three people see it.
import { expect, test } from "@playwright/test";
import { CUSTOMER, DISPATCHER, DRIVER, OWNER, as, at, choose, pick } from "./people.mjs";

test("a customer books, staff approve, assign, bill and get paid, the driver drives, the customer rates", async ({ browser }) => {
  test.setTimeout(240_000);
  const subject = `Traslado de prueba ${Date.now()}`;
  // Another day each time, so that the same database takes it again.
  const day = 30 + (Math.floor(Date.now() / 60_000) % 300);

  const customer = await as(browser, CUSTOMER, "/");
  await customer.getByRole("link", { name: "Pedir una reserva" }).click();
  await customer.getByLabel("Asunto").fill(subject);
  await customer.getByLabel("Dirección de recogida").fill("Calle Mayor 1, Madrid");
  await customer.getByLabel(/^Recogida/).fill(at(day, 10));
  await customer.getByLabel("Destino").fill("Aeropuerto T4, Madrid");
  await customer.getByLabel("Fin previsto").fill(at(day, 12));
  await customer.getByLabel("Teléfono").fill("+34 600 100 200");
  await customer.getByRole("button", { name: "Pedir reserva" }).click();
  await expect(customer.getByRole("heading", { name: subject })).toBeVisible();

  const staff = await as(browser, OWNER, "/admin/bookings?sort=created_at");
  await staff.getByRole("link", { name: subject }).click();
  await expect(staff.getByRole("button", { name: "Asignar" })).toHaveCount(0);
  await staff.getByRole("button", { name: "Aprobar reserva" }).click();
  const approval = staff.getByRole("dialog");
  await approval.getByLabel("Importe").fill("250");
  await approval.getByRole("button", { name: "Aprobar reserva" }).click();
  await expect(staff.getByText(/^Aprobada por/)).toBeVisible();
  await expect(staff.getByRole("main").getByText("Aprobada").first()).toBeVisible();

  // The toast leads on.
  await staff.getByRole("status").getByRole("button", { name: "Asignar" }).click();
  const assignment = staff.getByRole("dialog");
  await choose(assignment, "Vehículo", "Furgoneta 01");
  const [answer] = await Promise.all([staff.waitForResponse("**/api/availability*"), choose(assignment, "Conductor", "Luis")]);
  const { obstructions, warnings } = await answer.json();
  expect(obstructions).toEqual([]);
  // Some months ahead a paper will have run out: the form says as many warnings as there are, or that both are free.
  await expect(assignment.locator(".note").getByRole("listitem")).toHaveCount(warnings.length);
  await expect(assignment.getByText("El vehículo y el conductor están libres.")).toHaveCount(warnings.length ? 0 : 1);
  if (warnings.length) await assignment.getByRole("checkbox").check();
  await assignment.getByRole("button", { name: "Asignar" }).click();
  await expect(staff.getByRole("link", { name: "Furgoneta 01" })).toBeVisible();

  await staff.getByRole("button", { name: "Preparar factura" }).click();
  await expect(staff.getByRole("heading", { name: /Factura para/ })).toBeVisible();
  await staff.getByRole("button", { name: "Emitir factura" }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "Emitir factura" }).click();
  const title = staff.getByRole("heading", { name: /^F-\d{4}-\d+$/, level: 1 });
  await expect(title).toBeVisible();
  const number = await title.innerText();
  await staff.getByRole("button", { name: "Registrar cobro" }).click();
  const payment = staff.getByRole("dialog");
  await payment.getByLabel("Importe").fill("100");
  await payment.getByRole("button", { name: "Registrar cobro" }).click();
  await expect(staff.getByText("Pagada en parte").first()).toBeVisible();

  await customer.goto("/invoices");
  // As who pays it calls it: what is left.
  await expect(customer.getByRole("link", { name: new RegExp(number) })).toContainText(/Por pagar.*202,50/);

  const driver = await as(browser, DRIVER, "/admin/bookings?sort=created_at", { viewport: { width: 390, height: 844 } });
  await driver.getByRole("link", { name: subject }).click();
  await driver.getByRole("button", { name: "Iniciar viaje" }).click();
  await driver.getByRole("dialog").getByRole("button", { name: "Iniciar viaje" }).click();
  // The trip is far ahead, so it is asked about.
  await driver.getByRole("dialog").getByRole("button", { name: "Iniciar ya" }).click();
  await expect(driver.getByText("En curso").first()).toBeVisible();
  await driver.getByRole("button", { name: "Terminar viaje" }).click();
  await driver.getByRole("dialog").getByRole("button", { name: "Terminar viaje" }).click();
  await driver.getByRole("button", { name: "Completar reserva" }).click();
  await driver.getByRole("dialog").getByRole("button", { name: "Completar reserva" }).click();
  await expect(driver.getByText("Completada").first()).toBeVisible();

  await customer.goto("/bookings?status=completed");
  await customer.getByRole("link", { name: new RegExp(subject) }).click();
  await customer.getByRole("radio", { name: "5 de 5" }).check({ force: true });
  await customer.getByLabel("Comentario").fill("Puntual y amable.");
  await customer.getByRole("button", { name: "Enviar valoración" }).click();
  await expect(customer.getByRole("heading", { name: "Su valoración" })).toBeVisible();

  await staff.goto("/admin/ratings");
  await expect(staff.getByText("Puntual y amable.").first()).toBeVisible();

  // What happened is told in words, not in codes.
  await staff.goto("/admin/bookings?sort=created_at");
  await staff.getByRole("link", { name: subject }).click();
  await staff.getByRole("link", { name: "Historial" }).click();
  await expect(staff.getByText("valoró el viaje")).toBeVisible();
  await expect(staff.getByRole("main")).toContainText(/Aprobada.*En curso/s);
  await expect(staff.getByRole("main")).not.toContainText(/approved|processing|completed|rated|stars/);
  // What has ended stays, and says so in place of its form.
  await staff.goto(staff.url().replace(/history$/, "edit"));
  await expect(staff.getByRole("main").getByText(/ya no se puede cambiar/)).toBeVisible();
  await expect(staff.getByRole("button", { name: "Guardar cambios" })).toHaveCount(0);
  await staff.goto("/admin/invoices");
  await staff.getByRole("row", { name: new RegExp(number) }).getByRole("link").first().click();
  await staff.getByRole("link", { name: "Historial" }).click();
  await expect(staff.getByText("registró un cobro")).toBeVisible();
  await expect(staff.getByRole("main")).not.toContainText(/number|paid|due_on|issued/);
});

test("a vehicle that is taken can't be assigned again, and the panel says with what it is busy", async ({ browser }) => {
  const staff = await as(browser, DISPATCHER, "/admin/bookings?status=approved&unassigned=true");
  await staff.getByRole("table").getByRole("link").first().click();
  await staff.getByRole("button", { name: "Asignar" }).click();
  const assignment = staff.getByRole("dialog");
  // The instant at which some vehicle drives: taken from the first trip under way.
  const trip = await staff.evaluate(async () => {
    const page = await (await fetch("/api/logbooks?status=processing")).json();
    const read = (row, name) => row[page.columns.indexOf(name)];
    return page.rows.map((row) => ({ vehicle: read(row, "vehicle_name"), name: read(row, "name"), from: read(row, "from") }))[0];
  });
  const local = (ms) => new Date(ms).toLocaleString("sv-SE", { timeZone: "Europe/Madrid" }).slice(0, 16).replace(" ", "T");
  await assignment.getByRole("textbox", { name: /^Desde/ }).fill(local(trip.from));
  await assignment.getByRole("textbox", { name: /^Hasta/ }).fill(local(trip.from + 3_600_000));
  await assignment.getByRole("group", { name: /^Vehículo/ }).getByRole("searchbox").fill(trip.vehicle);
  const row = assignment.getByRole("listitem").filter({ has: staff.getByRole("radio", { name: new RegExp(trip.vehicle) }) });
  await expect(row.getByRole("radio")).toBeDisabled();
  await expect(row.getByRole("link", { name: trip.name })).toHaveAttribute("href", /\/admin\/logbooks\/\d+/);
});

test("a booking's contact is one of its customer's, and goes when the customer does", async ({ browser }) => {
  const staff = await as(browser, DISPATCHER, "/admin/bookings/new");
  const form = staff.getByRole("main");
  await pick(form, /^Cliente/, "Mirasierra");
  const contact = form.getByRole("combobox", { name: /^Contacto/ });
  await contact.click();
  const theirs = await staff.evaluate(async () => {
    const customer = (await (await fetch("/api/customers/options?q=mirasierra")).json())[0];
    return (await (await fetch(`/api/contacts/options?customer=${customer.id}`)).json()).map((one) => one.label).sort();
  });
  const offered = staff.getByRole("option").filter({ hasNotText: /Añadir/ });
  await expect(offered).toHaveCount(theirs.length);
  await offered.first().click();
  await expect(contact).not.toHaveValue("");
  await form.getByRole("combobox", { name: /^Cliente/ }).fill("Viajes Retiro");
  await staff.getByRole("option", { name: /^Viajes Retiro, / }).click();
  await expect(contact).toHaveValue("");
});

test("a time card is written down for a trip that is picked by its number", async ({ browser }) => {
  const staff = await as(browser, DISPATCHER, "/admin/time-cards/new");
  const [trip] = await staff.evaluate(async () => {
    const page = await (await fetch("/api/logbooks?status=new&limit=1")).json();
    const of = (row, name) => row[page.columns.indexOf(name)];
    return page.rows.map((row) => ({ number: of(row, "number"), from: of(row, "from") }));
  });
  // Hours lie within their trip, or a day around it.
  const local = (at) => new Date(at).toLocaleString("sv-SE", { timeZone: "Europe/Madrid" }).slice(0, 16).replace(" ", "T");
  await pick(staff.getByRole("main"), /^Hoja de ruta/, trip.number);
  await staff.getByLabel(/^Desde/).fill(local(trip.from - 7_200_000));
  await staff.getByLabel(/^Hasta/).fill(local(trip.from - 3_600_000));
  await staff.getByRole("button", { name: "Añadir parte de horas" }).click();
  await expect(staff.getByRole("main").getByRole("link", { name: trip.number })).toBeVisible();
});

test("the owner's role says why it can't be changed, and a vehicle out of service says so on the timeline", async ({ browser }) => {
  const staff = await as(browser, OWNER, "/admin/roles/1");
  const edit = staff.getByRole("button", { name: "Editar" });
  await expect(edit).toHaveAttribute("aria-disabled", "true");
  await expect(edit).toHaveAccessibleDescription(/no se cambia/);
  await staff.getByRole("main").getByRole("button", { name: "Más" }).click();
  await expect(staff.getByRole("menuitem", { name: "Eliminar" })).toHaveAttribute("aria-disabled", "true");
  await staff.goto("/admin/schedule");
  const [broken] = await staff.evaluate(async () => {
    const page = await (await fetch("/api/vehicles?status=out_of_service,in_shop&limit=1")).json();
    return page.rows.map((row) => row[page.columns.indexOf("name")]);
  });
  await expect(staff.getByRole("button", { name: `${broken}: El vehículo no está activo.` })).toBeVisible();
});
