// The kit's page is the kit's documentation: what it shows must be usable by keyboard, readable in both themes, and
// stay inside the window. Its samples are in English, the kit's own words in the reader's language.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { OWNER, signIn } from "./people.mjs";

const THEMES = ["light", "dark"];
const WIDTHS = [1280, 390, 320];

async function openKit(page) {
  await signIn(page, OWNER, "/admin/");
  await page.goto("/admin/kit");
  await expect(page.getByRole("heading", { level: 1, name: "Kit" })).toBeVisible();
}

test("nothing on the kit's page is refused by the policy or by axe, in both themes and on a phone", async ({ page }) => {
  test.slow();
  // Signing in first: being asked who one is answers 401, which the console counts as an error.
  await openKit(page);
  const refused = [];
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Kit" })).toBeVisible();
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map((v) => [v.id, v.nodes.map((n) => n.target.join(" "))]), `${theme}, ${width} px`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width} px`).toBeLessThanOrEqual(width);
    }
  }
  expect(refused).toEqual([]);
});

test("a button that may not be pressed is reachable and says why", async ({ page }) => {
  await openKit(page);
  const button = page.getByRole("button", { name: "Approve booking", disabled: true, description: "Give the booking an amount first" });
  await button.first().focus();
  await expect(button.first()).toBeFocused();
  await expect(page.getByRole("tooltip", { name: "Give the booking an amount first" }).first()).toBeVisible();
});

test("a menu is walked by arrows, keeps what is refused, and gives focus back", async ({ page }) => {
  await openKit(page);
  const opener = page.getByRole("button", { name: "Actions", exact: true });
  await opener.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Duplicate" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Create invoice" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
});

test("a combobox searches, picks, offers to create, and brings the choice back", async ({ page }) => {
  await openKit(page);
  const box = page.getByRole("combobox", { name: "Customer" });
  await box.fill("spr");
  await expect(page.getByRole("option", { name: "Mercedes Sprinter 4821 KLM" })).toBeVisible();
  await box.press("Enter");
  await expect(box).toHaveValue("Mercedes Sprinter");
  await box.fill("nobody");
  await expect(page.getByRole("option", { name: "Crear «nobody»" })).toBeVisible();
  await box.press("Escape");
  await expect(box).toHaveValue("Mercedes Sprinter");
});

test("a refused form moves focus to the first wrong field, which says what is wrong", async ({ page }) => {
  await openKit(page);
  await page.getByRole("button", { name: "Save booking" }).first().click();
  const subject = page.getByRole("textbox", { name: "Subject", description: "Say what the booking is about" });
  await expect(subject.last()).toBeFocused();
});

test("a side panel with unsaved changes asks before it closes", async ({ page }) => {
  await openKit(page);
  const opener = page.getByRole("button", { name: "Side panel" });
  await opener.click();
  const panel = page.getByRole("dialog", { name: "New logbook" });
  await panel.getByRole("textbox", { name: "Name" }).fill("Airport");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Seguir editando" }).click();
  await expect(panel.getByRole("textbox", { name: "Name" })).toHaveValue("Airport");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Descartar cambios" }).click();
  await expect(panel).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test("a bar of the timeline is moved to another line by keyboard alone", async ({ page }) => {
  await openKit(page);
  await page.getByRole("button", { name: /^Airport transfer, 20:00/ }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("status").filter({ hasText: "Levantado" })).toContainText("7730 LBC 20:00");
  await page.keyboard.press("Enter");
  await expect(page.getByText("7730 LBC 20:00 – 2:00")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Airport transfer, 20:00/ })).toBeFocused();
});

test("what waits is put on a line with two presses", async ({ page }) => {
  await openKit(page);
  const waiting = page.getByRole("button", { name: /^Hotel Miramar, 12 people/ });
  await waiting.click();
  await page.getByRole("button", { name: "Añadir 0152 MNP" }).click();
  await expect(page.getByRole("button", { name: "Hotel Miramar, 12 people, 15:00 – 18:00" })).toBeVisible();
});
