// Help inside the product: what a screen is for, its words, the keys, and how to report what doesn't work.
import { expect, test } from "@playwright/test";
import { OWNER, as } from "./people.mjs";

test("the help of a screen says what it is for and explains its words, by button and by key", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/invoices");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Ayuda" }).click();
  const help = page.getByRole("dialog", { name: "Ayuda" });
  await expect(help.getByText(/un borrador se puede editar/)).toBeVisible();
  await expect(help.getByRole("term").filter({ hasText: "Vencida" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();

  await page.goto("/admin/schedule");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("?");
  await expect(help.getByText(/Arrastre un viaje sin asignar/)).toBeVisible();
  await expect(help.getByRole("heading", { name: "Atajos de teclado" })).toBeVisible();
});

test("what a report needs is copied: where, when, and the request that was refused last", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/customers", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.route(/\/api\/vendors/, (route) => route.fulfill({
    status: 403,
    contentType: "application/problem+json",
    json: { type: "/problems/forbidden", title: "No puede ver esto", status: 403, detail: "", request_id: "prueba-1" },
  }));
  await page.goto("/admin/vendors");
  // What trying again can't change leads back.
  await expect(page.getByRole("button", { name: "Volver" })).toBeVisible();
  await page.getByRole("button", { name: "Ayuda" }).click();
  await page.getByRole("dialog", { name: "Ayuda" }).getByRole("button", { name: "Copiar los datos" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("/vendors");
  expect(copied).toContain("Último error: prueba-1");
});
