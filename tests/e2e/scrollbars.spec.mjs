// Scroll bars that take room, as most desks have them: nothing jumps when they come and go.
import { expect, test } from "@playwright/test";
import config from "./playwright.config.mjs";
import { OWNER, signIn } from "./people.mjs";

test.use({ launchOptions: { ...config.use.launchOptions, ignoreDefaultArgs: ["--hide-scrollbars"] } });

test("nothing moves sideways when a dialog opens, on a short page and on a long one", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(page, OWNER, "/admin/vehicle-types");
  const place = async () => {
    const { x, width } = await page.getByRole("main").boundingBox();
    return { x, width };
  };
  for (const path of ["/admin/vehicle-types", "/admin/bookings"]) {
    await page.goto(path);
    await expect(page.getByRole("main").getByRole("row").nth(1)).toBeVisible();
    const before = await place();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await place(), path).toEqual(before);
    await page.keyboard.press("Escape");
  }
});
