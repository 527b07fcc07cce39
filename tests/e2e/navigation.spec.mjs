// The sidebar: areas first, their screens second, what one sets up once through settings.
import { expect, test } from "@playwright/test";
import { DRIVER, OWNER, as, signIn } from "./people.mjs";

test("the sidebar is taken in at a glance: few lines, the area one is in open, others by hand and as they were left", async ({ page }) => {
  await signIn(page, OWNER, "/admin/bookings");
  const sidebar = page.getByRole("navigation", { name: "Secciones" });
  await expect(sidebar.getByRole("link", { name: "Agenda" })).toBeVisible();
  expect(await sidebar.getByRole("link").filter({ visible: true }).count()).toBeLessThanOrEqual(15);
  await expect(sidebar.getByRole("link", { name: "Vehículos" })).toBeHidden();
  await sidebar.getByRole("button", { name: "Pantallas de Flota" }).press("Enter");
  await expect(sidebar.getByRole("link", { name: "Vehículos" })).toBeVisible();
  await page.reload();
  await sidebar.getByRole("link", { name: "Documentos" }).click();
  await expect(page).toHaveURL(/documents$/);
  await expect(sidebar.getByRole("link", { name: "Documentos" })).toHaveAttribute("aria-current", "page");
  // What stands beside a screen is a tab at its title, and lights its line.
  await page.goto("/admin/contacts");
  await expect(page.getByRole("navigation", { name: "Pantallas relacionadas" }).getByRole("link", { name: "Contactos" })).toHaveAttribute("aria-current", "page");
  await expect(sidebar.getByRole("link", { name: "Clientes" })).toHaveAttribute("aria-current", "page");
  await sidebar.getByRole("button", { name: "Contraer" }).click();
  await page.reload();
  await expect(page.locator(".sidebar")).toHaveCSS("width", "52px");
  await expect(sidebar.getByRole("link", { name: "Personas" })).toBeVisible();
});

test("settings has an index that typing narrows, and leads to what one sets up once", async ({ page }) => {
  await signIn(page, OWNER, "/admin/settings");
  const main = page.getByRole("main");
  for (const name of ["Empresa", "Tipos de vehículo", "Roles", "Plantillas"]) {
    await expect(main.getByRole("link", { name: new RegExp(name) }).first()).toBeVisible();
  }
  await page.getByRole("searchbox").fill("tipos");
  await expect(main.getByRole("link")).toHaveCount(1);
  await main.getByRole("link", { name: "Tipos de vehículo" }).click();
  await expect(page.getByRole("heading", { name: "Tipos de vehículo" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Secciones" }).getByRole("link", { name: "Ajustes" })).toHaveAttribute("aria-current", "page");
});

test("a driver has no settings, and what stands beside a closed screen has a line of its own", async ({ browser }) => {
  const page = await as(browser, DRIVER, "/admin/today");
  const sidebar = page.locator(".sidebar");
  await expect(sidebar.getByRole("link", { name: "Ausencias", includeHidden: true })).toHaveCount(1);
  await expect(sidebar.getByRole("link", { name: "Ajustes", includeHidden: true })).toHaveCount(0);
});

test("an open list shows what somebody else adds, without a reload", async ({ browser }) => {
  const watching = await as(browser, OWNER, "/admin/vehicle-groups");
  await expect(watching.getByRole("main").getByRole("row").nth(1)).toBeVisible();
  const adding = await as(browser, OWNER, "/admin/vehicle-groups/new");
  const name = `Grupo ${Date.now()}`;
  await adding.getByRole("textbox", { name: /^Nombre/ }).fill(name);
  await adding.locator("form button[type=submit]").last().click();
  await expect(adding).toHaveURL(/vehicle-groups\/\d+/);
  await expect(watching.getByRole("link", { name })).toBeVisible({ timeout: 20_000 });
});
