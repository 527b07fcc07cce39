// The timeline: a week begins on Monday and names its days in sight; under a finger it scrolls, and lifts what it holds still.
import { expect, test } from "@playwright/test";
import { DISPATCHER, as } from "./people.mjs";

test("a finger that swipes scrolls, and one that holds still carries a booking to its line", async ({ browser }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  // Next week, all of which is still to come.
  const soon = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const page = await as(browser, DISPATCHER, `/admin/schedule?days=7&from=${soon}`, phone);
  const finger = await page.context().newCDPSession(page);
  const touch = (type, at) => finger.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [at] : [] });
  const drag = async (from, to) => {
    for (let step = 1; step <= 10; step++) {
      await touch("touchMove", { x: from.x + ((to.x - from.x) * step) / 10, y: from.y + ((to.y - from.y) * step) / 10 });
    }
  };
  const middle = async (locator) => {
    const box = await locator.boundingBox();
    return { x: Math.min(box.x + box.width / 2, 300), y: box.y + box.height / 2 };
  };
  const booking = page.getByRole("region", { name: "Sin asignar" }).getByRole("button").first();
  await expect(booking).toBeVisible();

  const start = await middle(booking);
  await touch("touchStart", start);
  await drag(start, { x: start.x, y: start.y - 200 });
  await touch("touchEnd");
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // The swipe runs on for a while.
  await expect.poll(() => page.evaluate(async () => {
    scrollTo(0, 0);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return scrollY;
  }), { intervals: [200] }).toBe(0);
  const from = await middle(booking);
  await touch("touchStart", from);
  await expect(booking).toHaveAttribute("data-carried", "true");
  await drag(from, await middle(page.locator("[data-line]").first()));
  await touch("touchEnd");
  await expect(page.getByRole("dialog", { name: "Asignar vehículo y conductor" })).toBeVisible();
});

for (const day of ["2026-11-23", "2026-11-26", "2026-11-29"]) {
  test(`the week of ${day} begins on its Monday`, async ({ browser }) => {
    const page = await as(browser, DISPATCHER, "/admin/");
    await page.clock.setFixedTime(new Date(`${day}T12:00:00Z`));
    await page.goto("/admin/schedule");
    await expect(page.locator(".schedule-tick").first()).toHaveText(/^lun.*23/);
    await expect(page.locator(".schedule-tick").last()).toHaveText(/^dom.*29/);
  });
}

for (const [where, viewport] of [["on a desktop", { width: 1280, height: 500 }], ["on a phone", { width: 390, height: 640 }]]) {
  test(`the days stay in sight above the last line ${where}`, async ({ browser }) => {
    const page = await as(browser, DISPATCHER, "/admin/schedule", { viewport });
    const [head, lines] = [page.locator(".schedule-head"), page.locator(".schedule-line")];
    await expect(lines.first()).toBeVisible();
    await lines.last().scrollIntoViewIfNeeded();
    await expect(lines.last()).toBeInViewport();
    await expect(head).toBeInViewport();
    const [above, line] = [await head.boundingBox(), await lines.last().boundingBox()];
    expect(above.y + above.height).toBeLessThanOrEqual(line.y + 1);
  });
}
