// The journey by keyboard alone. After each act focus stands on something that is seen whole, never on the page itself.
import { expect, test } from "@playwright/test";
import { CUSTOMER, DRIVER, OWNER, as, at, shown } from "./people.mjs";

/** Nothing on a screen is further away than this. */
const MOST = 60;

/** What has the focus: its element, its name, and what is wrong with it as a place to stand. */
async function focused(page) {
  return page.evaluate(() => {
    const one = document.activeElement;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20)];
    const top = document.elementFromPoint(x, y);
    const label = (element) => element?.closest("label") ?? (element?.id ? document.querySelector(`label[for="${element.id}"]`) : null);
    // A switch or a star is drawn by its label; a row by the whole of it.
    const mine = top && (one.contains(top) || top.contains(one) || label(one)?.contains(top));
    return {
      what: `${one.localName} ${one.getAttribute("aria-label") ?? one.textContent.trim().slice(0, 40)}`,
      isPage: one === document.body || one === document.documentElement,
      isSeen: box.width > 0 && box.height > 0 && style.visibility !== "hidden",
      isCovered: !mine,
    };
  });
}

async function expectSensible(page, after) {
  await expect.poll(async () => {
    const { what, isPage, isSeen, isCovered } = await focused(page);
    return isPage ? "nothing has the focus" : !isSeen ? `${what} is not seen` : isCovered ? `${what} is covered` : "";
  }, { message: `focus after ${after}` }).toBe("");
}

/** Presses Tab until this has the focus, and says how often. */
async function tabTo(page, wanted, what) {
  await expect(wanted, what).toBeVisible();
  for (let presses = 0; presses <= MOST; presses += 1) {
    if (await wanted.evaluate((one) => one === document.activeElement)) {
      console.log(`${what}: ${presses} × Tab`);
      await expectSensible(page, `Tab to ${what}`);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`${what} is not reached by ${MOST} × Tab; focus is on ${(await focused(page)).what}`);
}

async function press(page, wanted, what, key = "Enter") {
  await tabTo(page, wanted, what);
  await page.keyboard.press(key);
}

async function type(page, wanted, what, words) {
  await tabTo(page, wanted, what);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(words);
}

test("a booking goes from request to rating by keyboard alone", async ({ browser }) => {
  test.setTimeout(240_000);
  const subject = `Traslado por teclado ${Date.now()}`;
  // Another day each time, and none of the other journey's.
  const day = 340 + (Math.floor(Date.now() / 10_000) % 300);

  const customer = await as(browser, CUSTOMER, "/");
  await press(customer, customer.getByRole("link", { name: "Pedir una reserva" }), "request a booking");
  await expect(customer.getByLabel("Asunto")).toBeVisible();
  await type(customer, customer.getByLabel("Asunto"), "subject", subject);
  await type(customer, customer.getByLabel("Dirección de recogida"), "pick-up", "Calle Mayor 1, Madrid");
  await type(customer, customer.getByRole("textbox", { name: /^Recogida/ }), "pick-up time", shown(at(day, 10)));
  await type(customer, customer.getByLabel("Destino"), "destination", "Aeropuerto T4, Madrid");
  await type(customer, customer.getByRole("textbox", { name: /^Fin previsto/ }), "end", shown(at(day, 12)));
  await type(customer, customer.getByLabel("Teléfono"), "phone", "+34 600 100 200");
  await press(customer, customer.getByRole("button", { name: "Pedir reserva" }), "request");
  await expect(customer.getByRole("heading", { name: subject })).toBeVisible();
  await expectSensible(customer, "requesting");

  const staff = await as(browser, OWNER, "/admin/bookings?sort=created_at");
  await expect(staff.getByRole("link", { name: subject })).toBeVisible();
  await staff.keyboard.press("/");
  await staff.keyboard.type(subject);
  await expect(staff.getByRole("table").getByRole("link", { name: subject })).toBeVisible();
  await press(staff, staff.getByRole("table").getByRole("link", { name: subject }), "the booking");
  await expect(staff.getByRole("heading", { name: subject })).toBeVisible();
  await expectSensible(staff, "opening the booking");
  await press(staff, staff.getByRole("button", { name: "Aprobar reserva" }), "approve");
  const dialog = staff.getByRole("dialog");
  await type(staff, dialog.getByLabel("Importe"), "amount", "250");
  await press(staff, dialog.getByRole("button", { name: "Aprobar reserva" }), "approve in the dialog");
  await expect(dialog).toHaveCount(0);
  await expectSensible(staff, "approving");

  await press(staff, staff.getByRole("main").getByRole("button", { name: "Asignar", exact: true }), "assign");
  const [vehicle, driverOf] = [/^Vehículo/, /^Conductor/].map((name) => dialog.getByRole("group", { name }));
  for (const [group, words] of [[vehicle, "Furgoneta 01"], [driverOf, "Luis"]]) {
    await type(staff, group.getByRole("searchbox"), words, words);
    const found = group.getByRole("radio", { name: new RegExp(words) });
    await expect(group.getByRole("radio").first()).toHaveAccessibleName(new RegExp(words));
    await press(staff, found, `choose ${words}`, "Space");
    await expect(found).toBeChecked();
  }
  const despite = dialog.getByRole("checkbox");
  await expect(despite.or(dialog.getByText("El vehículo y el conductor están libres."))).toBeVisible();
  if (await despite.count()) await press(staff, despite, "despite warnings", "Space");
  await press(staff, dialog.getByRole("button", { name: "Asignar", exact: true }), "assign in the dialog");
  await expect(staff.getByRole("link", { name: "Furgoneta 01" })).toBeVisible();
  await expectSensible(staff, "assigning");

  const driver = await as(browser, DRIVER, new URL(staff.url()).pathname);
  for (const act of ["Iniciar viaje", "Terminar viaje", "Completar reserva"]) {
    await press(driver, driver.getByRole("main").getByRole("button", { name: act }), act);
    await press(driver, driver.getByRole("dialog").getByRole("button", { name: act }), `${act} in the dialog`);
    // The trip is far ahead, so it is asked about.
    const now = driver.getByRole("dialog").getByRole("button", { name: "Iniciar ya" });
    if (act === "Iniciar viaje") await press(driver, now, "start now");
    await expect(driver.getByRole("dialog")).toHaveCount(0);
    await expectSensible(driver, act);
  }
  await expect(driver.getByText("Completada").first()).toBeVisible();

  await staff.reload();
  await press(staff, staff.getByRole("main").getByRole("button", { name: "Preparar factura" }).first(), "draft the invoice");
  await expect(staff.getByRole("heading", { name: /Factura para/ })).toBeVisible();
  await expectSensible(staff, "drafting the invoice");
  await press(staff, staff.getByRole("main").getByRole("button", { name: "Emitir factura" }), "issue");
  await press(staff, dialog.getByRole("button", { name: "Emitir factura" }), "issue in the dialog");
  await expect(staff.getByRole("heading", { name: /^F-\d{4}-\d+$/, level: 1 })).toBeVisible();
  await expectSensible(staff, "issuing");
  await press(staff, staff.getByRole("main").getByRole("button", { name: "Registrar cobro" }), "payment");
  await press(staff, dialog.getByRole("button", { name: "Registrar cobro" }), "payment in the dialog");
  await expect(staff.getByRole("main").getByText("Pagada", { exact: true }).filter({ visible: true }).first()).toBeVisible();
  await expectSensible(staff, "taking the payment");

  await customer.reload();
  // Stars are one stop; arrows go from one to the next.
  const stars = customer.getByRole("radio");
  await tabTo(customer, stars.first(), "stars");
  await customer.keyboard.press("Space");
  for (let star = 1; star < 5; star += 1) await customer.keyboard.press("ArrowRight");
  await expect(customer.getByRole("radio", { name: "5 de 5" })).toBeChecked();
  await press(customer, customer.getByRole("button", { name: "Enviar valoración" }), "rate");
  await expect(customer.getByRole("heading", { name: "Su valoración" })).toBeVisible();
  await expectSensible(customer, "rating");
});
