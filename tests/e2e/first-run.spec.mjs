// An installation without a company begins with its first-run page.
import { expect, test } from "@playwright/test";

test("the first run makes the company and its owner, once, with the server's code", async ({ page }) => {
  await page.goto(new URL("/admin/", process.env.VOLANTE_EMPTY_URL).href);
  await page.getByLabel("Código de instalación").fill(process.env.VOLANTE_SETUP_CODE);
  await page.getByLabel("Nombre de la empresa").fill("Taxis del Norte");
  await page.getByLabel(/Su nombre|Nombre del propietario|Nombre/).last().fill("Nora Prieto");
  await page.getByLabel(/[Cc]orreo/).fill("nora@norte.example");
  await page.getByLabel(/^Contraseña/).fill("cuatro ruedas y un volante");
  await page.getByRole("button", { name: "Crear la empresa" }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  const state = await page.evaluate(async () => (await fetch("/api/setup")).json());
  expect(state.needed).toBe(false);
});
