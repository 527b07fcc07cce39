// Small windows: at a zoom of 400 % the field one is in is wholly in sight.
import { expect, test } from "@playwright/test";
import { CUSTOMER, OWNER, signIn } from "./people.mjs";

test.describe.configure({ mode: "parallel" });

/** Goes to every field of every form on the page, down and up again, and says which were not wholly in sight. */
function hidden(page) {
  return page.evaluate(async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const fields = [...document.querySelectorAll("form :is(input,select,textarea,button)")].filter(
      (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.disabled && one.tabIndex === 0);
    const wrong = [];
    for (const field of [...fields, ...fields.toReversed()]) {
      field.focus();
      await drawn();
      if (document.activeElement !== field) continue;
      const { left, top, right, bottom, height } = field.getBoundingClientRect();
      const corners = [[left + 4, top + 3], [right - 4, top + 3], [left + 4, bottom - 3], [right - 4, bottom - 3]];
      const covers = corners.map(([x, y]) => document.elementFromPoint(x, y)).find(
        (above) => !above || !(field.contains(above) || above.contains(field) || above.closest("label,.affix,.select,.field")?.contains(field) || above.closest("[popover]")));
      const name = field.labels?.[0]?.innerText || field.getAttribute("aria-label") || field.innerText || field.name;
      const out = top < 0 || bottom > innerHeight + 0.5;
      if (out || covers !== undefined) wrong.push(`${location.pathname} ${name}: ${Math.round(top)}…${Math.round(bottom)} (${Math.round(height)}) of ${innerHeight}${covers ? `, under ${covers.className || covers.tagName}` : ""}`);
    }
    return { fields: fields.length, wrong: [...new Set(wrong)] };
  });
}

test("at a zoom of 400 % the field one is in is wholly in sight, on every form", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await (await browser.newContext({ viewport: { width: 320, height: 225 }, reducedMotion: "reduce" })).newPage();
  await signIn(page, OWNER, "/admin/");
  // Every record that is made by a form, from the list of what the API takes; and what is no record.
  const made = await page.evaluate(async () => {
    const { paths } = await (await fetch("/api/openapi.json")).json();
    return Object.entries(paths).filter(([path, verbs]) => /^\/api\/[a-z-]+$/.test(path) && verbs.post && verbs.get).map(([path]) => path.replace("/api/", "/admin/"));
  });
  expect(made.length).toBeGreaterThan(10);
  const wrong = [];
  let forms = 0;
  for (const path of [...made.map((path) => `${path}/new`), "/admin/settings/company", "/admin/profile"]) {
    await page.goto(path);
    await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    const found = await hidden(page);
    forms += found.fields > 0;
    wrong.push(...found.wrong);
  }
  expect(wrong).toEqual([]);
  expect(forms).toBeGreaterThan(10);
});

test("at a zoom of 400 % the field one is in is wholly in sight in a dialog and in the portal", async ({ browser }) => {
  const page = await (await browser.newContext({ viewport: { width: 320, height: 225 }, reducedMotion: "reduce" })).newPage();
  await signIn(page, OWNER, "/admin/kit");
  await page.getByRole("button", { name: "Side panel" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect((await hidden(page)).wrong).toEqual([]);

  const portal = await (await browser.newContext({ viewport: { width: 320, height: 225 } })).newPage();
  await signIn(portal, CUSTOMER, "/bookings/new");
  for (const path of ["/bookings/new", "/profile"]) {
    await portal.goto(path);
    await expect(portal.locator("form").first()).toBeVisible();
    expect((await hidden(portal)).wrong).toEqual([]);
  }
});

test("a form's foot never covers the field one is in, in an ordinary window either", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 640 });
  await signIn(page, OWNER, "/admin/vehicles/new");
  await expect(page.getByLabel("Nombre")).toBeVisible();
  expect((await hidden(page)).wrong).toEqual([]);
});
