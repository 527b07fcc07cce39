// Scroll bars that take room, as most desktops have them: nothing jumps when they come and go.
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

test("in a narrow window a side panel leaves the scroll bar its place and nothing outside", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await signIn(page, OWNER, "/admin/");
  await page.goto("/admin/kit");
  await expect(page.getByRole("heading", { level: 1, name: "Kit" })).toBeVisible();
  const bar = await page.evaluate(() => innerWidth - document.documentElement.clientWidth);
  expect(bar, "the scroll bar takes room").toBeGreaterThan(0);
  await page.getByRole("button", { name: "Side panel" }).click();
  const panel = page.getByRole("dialog", { name: "New logbook" });
  await expect(panel.getByRole("textbox", { name: "Name" })).toBeVisible();
  const span = async () => {
    const { x, width } = await panel.boundingBox();
    return [x, x + width];
  };
  await expect.poll(span).toEqual([0, 390 - bar]);
});
