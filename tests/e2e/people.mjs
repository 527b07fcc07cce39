// Who signs in, and how: the demo data's people, each in a browser context of their own.
import { expect } from "@playwright/test";

export const PASSWORD = "volante-demo-2026";
export const OWNER = "ana@vega.example";
export const DISPATCHER = "diego@vega.example";
export const ACCOUNTANT = "carmen@vega.example";
export const DRIVER = "luis@vega.example";
export const VIEWER = "victor@vega.example";
/** Serves two customers with one sign-in. */
export const AGENT = "beatriz@viajesretiro.example";
export const CUSTOMER = "marta@hotelmirasierra.example";

/** Signs in on the page and waits until the app is there. */
export async function signIn(page, email, path) {
  await page.goto(path);
  await page.getByLabel("Correo electrónico").fill(email);
  await page.getByLabel(/^Contraseña/).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeVisible();
  // Its heading, not its fields: the profile has passwords too.
  await expect(page.getByRole("heading", { name: "Iniciar sesión" })).toHaveCount(0);
}

/** A page of its own session. */
export async function as(browser, email, path, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await signIn(page, email, path);
  return page;
}

/** A local time in the company's zone as it is kept, so many days and hours from now. */
export function at(days, hour) {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return `${day}T${String(hour).padStart(2, "0")}:00`;
}

/** The same as its field shows it to a reader of Spanish. */
export function shown(local) {
  const [day, time] = local.split("T");
  return [day.split("-").reverse().join("/"), time].join(" ");
}

/** How one likes a list to be, as the edge keeps it; `""` is as at first. */
export async function prefer(page, name, value) {
  const status = await page.evaluate(async (draft) => {
    const headers = { "content-type": "application/json" };
    return (await fetch("/api/me/preferences", { method: "PUT", headers, body: JSON.stringify(draft) })).status;
  }, { name, value });
  expect(status).toBe(204);
}

/** Chooses from a picker that searches on the server. */
export async function pick(scope, label, words) {
  const box = scope.getByRole("combobox", { name: label });
  await box.click();
  await box.fill(words);
  // Not a new one of that name, which is offered at once and before those that are there.
  await scope.page().getByRole("option", { name: new RegExp(words, "i") }).filter({ hasNotText: "Crear «" }).first().click();
}

/** Chooses in the panel that assigns: what it is ("Vehículo", "Conductor"), and which. */
export async function choose(panel, what, words) {
  const list = panel.getByRole("group", { name: new RegExp(`^${what}`) });
  await list.getByRole("searchbox").fill(words);
  await list.getByRole("radio", { name: new RegExp(words) }).check();
}
