// Every screen: axe finds nothing in either theme, nothing fails in the console, nothing scrolls sideways, lies on anything
// else or runs out of its box, and everything can be read and hit, on a phone as on a desktop. (The kit's page has its own tests.)
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { faults, headings } from "./measures.mjs";
import { CUSTOMER, OWNER, signIn } from "./people.mjs";
import { MADE, OPENED, RECORDS } from "./records.mjs";

test.describe.configure({ mode: "parallel" });

const LISTS = RECORDS.map((kind) => `/admin/${kind}`);
const FORMS = MADE.map((kind) => `/admin/${kind}/new`);
/** Nothing was sent in the demo. Their pages are walked by the mail's own tests, where something is. */
const NOT_IN_THE_DEMO = ["outbox", "mail-templates"];
const PAGES = OPENED.filter((kind) => !NOT_IN_THE_DEMO.includes(kind)).map((kind) => ({ list: `/api/${kind}`, under: `/admin/${kind}` }));
const OTHERS = ["overview", "today", "schedule", "schedule?by=drivers&days=1", "settings", "profile"].map((path) => `/admin/${path}`);
/** What stands on the page: the bars and the content. */
const FRAME = ".topbar,.portal-head,.sidebar,.bottom-bar,main";
/** What is pushed sideways on purpose: chips, tabs, the timeline and its tray, a role's grid. */
const PUSHED = ".filter-strip,.views,[role=tablist],.tabs,.schedule-scroll,.schedule-tray ul,.permissions";
const PORTAL = ["/bookings", "/bookings/new", "/invoices", "/profile"];

async function firstOf(page, list) {
  return page.evaluate(async (list) => {
    const answer = await (await fetch(list)).json();
    return answer.rows[0][answer.columns.indexOf("id")];
  }, list);
}

/** Whether the page, or a box on it that isn't meant to, is wider than what is seen of it. */
function sideways(page) {
  return page.evaluate((pushed) => {
    const boxes = [...document.querySelectorAll("main *")].filter(
      (one) => one.checkVisibility() && ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && !one.matches(pushed) && one.scrollWidth > one.clientWidth + 1);
    const wide = boxes.map((one) => `${one.tagName}.${one.className}`);
    return document.documentElement.scrollWidth > innerWidth ? ["the page", ...wide] : wide;
  }, PUSHED);
}

/** What axe finds; `rules` alone if they are named. */
async function axe(page, rules) {
  // There are no frames, for which it would open another page each time.
  const builder = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? builder.withRules(rules) : builder).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`);
}

/** What axe doesn't measure. How large a thing is that is pressed, the kit's own test asks. */
async function measured(page) {
  return [...(await faults(page, FRAME, 0)), ...(await headings(page))];
}

// Each window looks at what it alone can show: the themes differ in nothing but colours, a tablet in nothing but its width.
const WINDOWS = [
  ["on a phone", { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }, measured],
  ["on a tablet", { viewport: { width: 768, height: 1024 } }, () => []],
  ["on a desktop, in both themes", { viewport: { width: 1280, height: 720 } }, async (page) => {
    const light = [...(await axe(page)), ...(await measured(page))];
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = [...(await axe(page, ["color-contrast"])), ...(await faults(page, FRAME, 0))];
    await page.emulateMedia({ colorScheme: "light" });
    return [...light, ...dark.map((found) => `in the dark: ${found}`)];
  }],
];

/** Two walks, so that two workers share them. */
const halves = (paths) => [paths.filter((_, place) => place % 2 === 0), paths.filter((_, place) => place % 2 === 1)];
const APPS = [
  ...halves([...OTHERS, ...LISTS, ...FORMS, ...PAGES])
    .map((paths, half) => [`staff's screens, ${half + 1} of 2`, OWNER, "/admin/", paths]),
  ["the portal's screens", CUSTOMER, "/", [...PORTAL, ...["bookings", "invoices"].map((kind) => ({ list: `/api/portal/${kind}`, under: `/${kind}` }))]],
];

for (const [where, window, look] of WINDOWS) {
  for (const [whose, who, start, paths] of APPS) {
    test(`${whose} hold ${where}`, async ({ browser }) => {
      test.setTimeout(300_000);
      const page = await (await browser.newContext({ ...window, colorScheme: "light", reducedMotion: "reduce" })).newPage();
      const failed = [];
      page.on("pageerror", (error) => failed.push(`${page.url()} ${error.message}`));
      page.on("console", (line) => line.type() === "error" && failed.push(`${page.url()} ${line.text()}`));
      await signIn(page, who, start);
      failed.length = 0;
      for (const place of paths) {
        const path = place.under ? `${place.under}/${await firstOf(page, place.list)}` : place;
        await page.goto(path);
        await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
        await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
        expect.soft([...(await sideways(page)).map((wide) => `wider than what is seen: ${wide}`), ...(await look(page))], path).toEqual([]);
      }
      expect(failed).toEqual([]);
    });
  }
}

test("the portal's frame is dressed on a phone: things apart, places in the middle of their third", async ({ browser }) => {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  await signIn(page, CUSTOMER, "/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  const box = (locator) => locator.boundingBox();
  const ask = await box(page.getByRole("main").getByRole("link", { name: "Pedir una reserva" }));
  const filter = await box(page.getByLabel("Estado"));
  expect(filter.y).toBeGreaterThan(ask.y + ask.height + 8);
  const places = page.locator(".bottom-bar").getByRole("link");
  for (const place of await places.all()) {
    const [link, icon] = [await box(place), await box(place.locator("svg"))];
    expect(Math.abs(icon.x + icon.width / 2 - (link.x + link.width / 2))).toBeLessThan(2);
  }
});
