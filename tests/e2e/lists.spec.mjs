// Lists by keyboard and by page: where one is stands in the address and is counted right, however one came there.
import { expect, test } from "@playwright/test";
import { OWNER, DISPATCHER, as, pick, prefer, signIn } from "./people.mjs";

test("a list says which rows are shown, after a step, a reload, Back and Forward alike", async ({ page }) => {
  await signIn(page, OWNER, "/admin/bookings?limit=10");
  const pages = page.getByRole("navigation", { name: "Páginas" });
  const shows = (rows) => expect(pages).toContainText(rows);
  await shows("1–10");
  await pages.getByRole("link", { name: "Siguiente" }).click();
  await shows("11–20");
  await pages.getByRole("link", { name: "Siguiente" }).click();
  await shows("21–30");
  await page.reload();
  await shows("21–30");
  await page.goBack();
  await shows("11–20");
  await page.goForward();
  await shows("21–30");
  const third = page.url();
  await page.reload();
  await pages.getByRole("link", { name: "Anterior" }).click();
  await shows("11–20");
  await pages.getByRole("link", { name: "Anterior" }).click();
  await shows("1–10");
  await expect(page).toHaveURL(/bookings\?limit=10$/);
  // A link that was sent on counts right as well; another order begins at the first row.
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(third);
  await shows("21–30");
  await page.getByRole("columnheader").getByRole("button").first().click();
  await shows("1–10");
});

test("Esc empties a list's search and then leaves it, and the arrow goes down into the list", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible();
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox");
  await expect(search).toBeFocused();
  await page.keyboard.type("autocar");
  await expect(page).toHaveURL(/q=autocar/);
  await page.keyboard.press("Escape");
  await expect(search).toHaveValue("");
  await expect(page).toHaveURL(/vehicles$/);
  await expect(search).toBeFocused();
  await page.keyboard.press("ArrowDown");
  const rows = page.getByRole("main").locator("tbody a");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await expect(search).not.toBeFocused();
});

test("Esc leaves the form that was just opened, and asks about what was typed", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  await page.getByRole("main").locator("tbody a").first().click();
  await expect(page).toHaveURL(/vehicles\/\d+$/);
  const vehicle = page.url();
  await expect(page.getByRole("link", { name: "Editar" })).toBeVisible();
  await page.keyboard.press("e");
  await expect(page.getByLabel("Acabado")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(vehicle);
  await page.keyboard.press("e");
  await page.getByLabel("Acabado").fill(`Acabado ${Date.now()}`);
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Seguir editando" }).click();
  await expect(page).toHaveURL(/edit$/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Descartar cambios" }).click();
  await expect(page).toHaveURL(vehicle);
});

for (const [platform, keys] of [["Linux x86_64", "Ctrl K"], ["Win32", "Ctrl K"], ["MacIntel", "⌘ K"]]) {
  test(`the keys are named as they are on this keyboard: ${platform}`, async ({ page }) => {
    await page.addInitScript((platform) => Object.defineProperty(navigator, "platform", { get: () => platform }), platform);
    await signIn(page, OWNER, "/admin/profile");
    await expect(page.getByRole("banner").getByText(keys)).toBeVisible();
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("?");
    const listed = page.getByRole("dialog").locator("dt").first();
    await expect(listed).toHaveText(keys.replace(" ", ""));
    const foreign = keys.startsWith("⌘") ? "Ctrl" : "⌘";
    await expect(page.getByText(foreign)).toHaveCount(0);
  });
}

test("a picker's list is as wide as its field", async ({ page }) => {
  await signIn(page, OWNER, "/admin/bookings/new");
  const box = page.getByRole("combobox", { name: /^Cliente/ });
  await box.click();
  await expect(page.getByRole("option").first()).toBeVisible();
  const [field, list] = [await box.boundingBox(), await page.getByRole("listbox").filter({ visible: true }).boundingBox()];
  expect(Math.abs(list.width - field.width)).toBeLessThan(1.5);
  expect(Math.abs(list.x - field.x)).toBeLessThan(1.5);
});

test("the banner of a lost server goes once it answers again, though nobody asks it for anything", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible();
  await page.route("**/api/**", (route) => route.abort());
  await page.route("**/api", (route) => route.abort());
  await page.getByRole("link", { name: "Documentos" }).click();
  const banner = page.getByText("Sin conexión. Lo que escriba se conserva.");
  await expect(banner).toBeVisible();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.unroute("**/api/**");
  await page.unroute("**/api");
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible();
});

test("a window of a desk shows sixteen whole rows of bookings, each on one line", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(page, OWNER, "/admin/bookings?view=all");
  const rows = page.getByRole("main").locator("tbody tr:not(.table-day)");
  await expect(rows.nth(20)).toBeVisible();
  const boxes = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect()).map(({ top, bottom, height }) => ({ top, bottom, height })));
  expect(boxes.filter(({ top, bottom }) => top >= 0 && bottom <= 800).length).toBeGreaterThanOrEqual(16);
  expect(Math.max(...boxes.map(({ height }) => height))).toBeLessThanOrEqual(34);
});

test("the views of bookings say how many wait, show the day's first, and the list opens in the one chosen last, on any device", async ({ page, browser }) => {
  await signIn(page, OWNER, "/admin/bookings");
  const views = page.getByRole("navigation", { name: "Vistas" });
  await expect(views.getByRole("link", { name: /^Próximas/ })).toHaveAttribute("aria-current", "page");
  const main = page.getByRole("main");
  await expect(main.locator(".table-day").first()).toBeVisible();
  await views.getByRole("link", { name: /^Por responder \d+/ }).click();
  await expect(page).toHaveURL(/view=answer$/);
  await expect(main.getByRole("cell", { name: "Nueva", exact: true }).first()).toBeVisible();
  await expect(main.getByRole("cell", { name: "Completada", exact: true })).toHaveCount(0);
  const shown = Number((await views.getByRole("link", { name: /^Por responder/ }).textContent()).replace(/\D/g, ""));
  await expect(main.locator("tbody tr:not(.table-day)")).toHaveCount(shown);
  // A filter narrows the view, which stays.
  await page.getByRole("searchbox").fill("zzzz");
  await expect(main.getByText("Sin resultados", { exact: false })).toBeVisible();
  await expect(page).toHaveURL(/view=answer/);
  const here = (page) => page.getByRole("navigation", { name: "Vistas" }).locator("[aria-current]");
  const elsewhere = await as(browser, OWNER, "/admin/bookings");
  await expect(here(elsewhere)).toHaveText(/^Por responder/);
  const another = await as(browser, DISPATCHER, "/admin/bookings");
  await expect(here(another)).toHaveText(/^Próximas/);
  await page.goto("/admin/bookings");
  await expect(here(page)).toHaveText(/^Por responder/);
  await prefer(page, "view:bookings", "");
  for (const other of [elsewhere, another]) await other.context().close();
});

/** Vehicles of this test's own, which nothing hangs on. */
async function vehicles(page, mark, many) {
  return page.evaluate(async ([mark, many]) => {
    const types = await (await fetch("/api/vehicle-types?limit=1")).json();
    const vehicle_type = types.rows[0][types.columns.indexOf("id")];
    const ids = [];
    for (let at = 1; at <= many; at += 1) {
      const answer = await fetch("/api/vehicles", {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
        body: JSON.stringify({ name: `${mark} ${at}`, vehicle_type, status: "active", ownership: "owned" }),
      });
      ids.push((await answer.json()).id);
    }
    return ids;
  }, [mark, many]);
}

test("rows that were picked are given a group, exported and archived, each row's outcome told, and it can be taken back", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  const mark = `Lote ${Date.now()}`;
  const ids = await vehicles(page, mark, 4);
  await page.goto(`/admin/vehicles?q=${encodeURIComponent(mark)}`);
  const main = page.getByRole("main");
  const rows = main.locator("tbody tr");
  await expect(rows).toHaveCount(4);
  const box = (at) => rows.nth(at).getByRole("checkbox");
  // Shift reaches from the one before.
  await box(0).click();
  await box(2).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "Selección" });
  await expect(bar.getByRole("status")).toHaveText("Selección: 3");
  await expect(page.getByRole("search")).toBeHidden();
  const download = page.waitForEvent("download");
  await bar.getByRole("link", { name: "Exportar CSV" }).click();
  const path = await (await download).path();
  const { readFile } = await import("node:fs/promises");
  expect((await readFile(path, "utf8")).trim().split("\n")).toHaveLength(4);

  await bar.getByRole("button", { name: "Grupo…" }).click();
  const dialog = page.getByRole("dialog", { name: "Grupo" });
  await pick(dialog, "Grupo", "Escolar");
  await dialog.getByRole("button", { name: "Aplicar" }).click();
  await expect(page.getByText("Grupo: hecho en 3 de 3")).toBeVisible();
  await expect(bar).toBeHidden();
  const group = (id) => page.evaluate(async (id) => (await (await fetch(`/api/vehicles/${id}`)).json()).facts.group_name, id);
  expect([await group(ids[0]), await group(ids[2]), await group(ids[3])]).toEqual([await group(ids[1]), await group(ids[1]), ""]);
  await page.getByRole("button", { name: "Deshacer" }).first().click();
  await expect(page.getByText("Deshacer: hecho en 3 de 3")).toBeVisible();
  expect(await group(ids[1])).toBe("");

  // One of them is somebody's: that row is told, the others are done.
  await main.locator("thead").getByRole("checkbox").click();
  await page.evaluate(async (id) => {
    const drivers = await (await fetch("/api/drivers?status=available&limit=1")).json();
    const driver = drivers.rows[0][drivers.columns.indexOf("id")];
    const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    await fetch("/api/assignments", { method: "POST", headers, body: JSON.stringify({ vehicle: id, driver, from: Date.now() + 3_600_000 }) });
  }, ids[1]);
  await bar.getByRole("button", { name: "Archivar" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archivar" }).click();
  const outcome = page.getByRole("dialog", { name: "Archivar: hecho en 3 de 4" });
  await expect(outcome.getByRole("listitem")).toHaveCount(1);
  await expect(outcome.getByRole("link", { name: `${mark} 2` })).toBeVisible();
  await outcome.getByRole("button", { name: "Deshacer lo hecho" }).click();
  await expect(rows).toHaveCount(4);
});

test("Esc lets go of what was picked", async ({ page }) => {
  await signIn(page, OWNER, "/admin/customers");
  const main = page.getByRole("main");
  await main.locator("tbody tr").first().getByRole("checkbox").click();
  const bar = page.getByRole("toolbar", { name: "Selección" });
  await expect(bar).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
  await expect(page.getByRole("search")).toBeVisible();
});

test("columns are taken away and added, and stay so for whoever did it", async ({ page, browser }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  const head = (page, name) => page.getByRole("main").getByRole("columnheader", { name, exact: true });
  await expect(head(page, "Plazas")).toBeVisible();
  await expect(head(page, "Año")).toHaveCount(0);
  await page.getByRole("search").getByRole("button", { name: "Más" }).click();
  await page.getByRole("menuitem", { name: "Columnas" }).click();
  const dialog = page.getByRole("dialog", { name: "Columnas" });
  await dialog.getByRole("checkbox", { name: "Plazas" }).uncheck();
  await dialog.getByRole("checkbox", { name: "Año" }).check();
  await expect(head(page, "Plazas")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Cerrar" }).last().click();
  const elsewhere = await as(browser, OWNER, "/admin/vehicles");
  await expect(head(elsewhere, "Año")).toBeVisible();
  await expect(head(elsewhere, "Plazas")).toHaveCount(0);
  await page.getByRole("search").getByRole("button", { name: "Más" }).click();
  await page.getByRole("menuitem", { name: "Columnas" }).click();
  await dialog.getByRole("button", { name: "Como al principio" }).click();
  await expect(head(page, "Plazas")).toBeVisible();
  await elsewhere.context().close();
});

test("a record's page begins with what one comes for, and its tabs say how much they hold", async ({ page }) => {
  await signIn(page, OWNER, "/admin/customers");
  const rows = async (path) => page.evaluate(async (path) => {
    const { columns, rows } = await (await fetch(path)).json();
    return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
  }, path);
  const invoice = (await rows("/api/invoices?status=overdue&limit=1"))[0];
  await page.goto(`/admin/customers/${invoice.customer}`);
  const main = page.getByRole("main");
  const head = main.locator(".head-facts");
  await expect(head).toContainText("Por cobrar");
  await expect(head).toContainText("vencidos");
  const all = (await rows(`/api/invoices?customer=${invoice.customer}&limit=200`)).length;
  await expect(main.getByRole("link", { name: /^Facturas/ })).toHaveText(`Facturas${all > 99 ? "99+" : all}`);
  const busy = (await rows("/api/vehicles?limit=200")).find((one) => one.next_trip_at);
  await page.goto(`/admin/vehicles/${busy.id}`);
  await expect(head).toContainText("Próximo viaje");
  await head.getByRole("link").first().click();
  await expect(page).toHaveURL(/bookings\/\d+$/);
});

test("a booking that nobody drives is assigned from its row", async ({ page }) => {
  await signIn(page, OWNER, "/admin/bookings?view=unassigned");
  await page.getByRole("main").getByRole("link", { name: "Asignar", exact: true }).first().click();
  await expect(page.getByRole("dialog").getByRole("group", { name: /^Vehículo/ })).toBeVisible();
});

test("who or what may not drive is never shown as ready: a licence or papers that have expired say so in red", async ({ page }) => {
  await signIn(page, OWNER, "/admin/drivers");
  const today = new Date().toISOString().slice(0, 10);
  const rows = (path) => page.evaluate(async (path) => {
    const { columns, rows } = await (await fetch(path)).json();
    return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
  }, path);
  const driver = (await rows("/api/drivers?limit=200")).find((one) => one.licence_expires_on < today && one.licence_expires_on && one.status === "available");
  const vehicle = (await rows("/api/vehicles?limit=200&sort=first_end")).find((one) => one.first_end < today && one.first_end && one.status === "active");
  expect(Boolean(driver || vehicle), "the demo has one of either").toBe(true);
  const main = page.getByRole("main");
  if (driver) {
    const row = main.getByRole("row").filter({ hasText: driver.name });
    await expect(row).toContainText("Permiso caducado");
    await expect(row).not.toContainText("Disponible");
  }
  if (vehicle) {
    await page.goto("/admin/vehicles?sort=first_end");
    const row = main.getByRole("row").filter({ hasText: vehicle.name });
    await expect(row).toContainText("Documentos caducados");
    await expect(row).toContainText(/hace|ayer/);
    await expect(row.getByText("Activo", { exact: true })).toHaveCount(0);
    await expect(row.getByText(vehicle.plate, { exact: true })).toBeVisible();
  }
});

test("the list of vehicles says who has each now", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  const { columns, rows } = await page.evaluate(async () => (await fetch("/api/vehicles")).json());
  const [name, driver] = ["name", "driver_name"].map((column) => columns.indexOf(column));
  const kept = rows.find((row) => row[driver]);
  await expect(page.getByRole("main").getByRole("row").filter({ hasText: kept[name] })).toContainText(kept[driver]);
});

test("a record's page has no rows for what is empty, and says when there is nothing at all", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  // Bought by nobody, of no make: all that one knows is what it is called.
  const id = await page.evaluate(async () => {
    const types = await (await fetch("/api/vehicle-types?limit=1")).json();
    const type = types.rows[0][types.columns.indexOf("id")];
    const answer = await fetch("/api/vehicles", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({ name: `Sin datos ${Date.now()}`, vehicle_type: type, status: "active", ownership: "owned" }),
    });
    return (await answer.json()).id;
  });
  await page.goto(`/admin/vehicles/${id}`);
  const main = page.getByRole("main");
  await expect(main.locator("dt").first()).toBeVisible();
  await expect(main.locator("dd .cell-empty")).toHaveCount(0);
  await expect(main.locator("dt", { hasText: "Marca" })).toHaveCount(0);
  await page.goto(`/admin/vehicles/${id}/purchase`);
  await expect(main.getByText("Todavía no hay nada")).toBeVisible();
  await expect(main.locator("dt")).toHaveCount(0);
});

test("from a record one goes on to the next of its list, beyond the page's end too, and by its address to none", async ({ page }) => {
  await signIn(page, OWNER, "/admin/bookings?sort=number");
  const ids = await page.evaluate(async () => {
    const asked = async (more) => (await fetch(`/api/bookings?sort=number${more}`)).json();
    const first = await asked("");
    const { rows } = await asked(`&cursor=${encodeURIComponent(first.next)}`);
    const at = first.columns.indexOf("id");
    return { first: first.rows.map((row) => row[at]), second: rows.map((row) => row[at]) };
  });
  const [before, after] = ["Anterior de la lista", "Siguiente de la lista"].map((name) => page.getByRole("button", { name }));
  const open = (id) => page.getByRole("main").locator(`a[href$="/bookings/${id}"]`).first().click();
  const isAt = (id) => expect(page).toHaveURL(new RegExp(`/bookings/${id}$`));

  await open(ids.first[0]);
  await expect(before).toHaveAttribute("aria-disabled", "true");
  await after.click();
  await isAt(ids.first[1]);
  await before.click();
  await isAt(ids.first[0]);
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await open(ids.first.at(-1));
  await after.click();
  await isAt(ids.second[0]);
  await after.click();
  await isAt(ids.second[1]);
  await before.click();
  await before.click();
  await isAt(ids.first.at(-1));

  // Paged through by hand it is one list as well.
  await page.goto("/admin/bookings?sort=number");
  await page.getByRole("link", { name: "Siguiente", exact: true }).click();
  await open(ids.second[0]);
  await before.click();
  await isAt(ids.first.at(-1));

  await page.reload();
  await expect(page.getByRole("button", { name: "Más acciones" }).or(page.getByRole("link", { name: "Editar" })).first()).toBeVisible();
  await expect(after).toHaveCount(0);
});
