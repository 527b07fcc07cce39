// Every screen: axe finds nothing in either theme, nothing fails in the console, nothing scrolls sideways, lies on anything
// else or runs out of its box, and everything can be read and hit, on a phone as on a desk.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { faults, headings } from "./measures.mjs";
import { CUSTOMER, OWNER, signIn } from "./people.mjs";

const STAFF = [
  "overview", "today", "bookings", "bookings/new", "schedule", "schedule?by=drivers&days=1", "logbooks", "time-cards",
  "ratings", "vehicles", "vehicles/new", "vehicle-types", "vehicle-groups", "assignments", "assignments/new", "documents", "documents/new", "invoices",
  "invoices/new", "payments", "customers", "customers/new", "contacts", "drivers", "staff", "staff/new", "roles", "roles/new",
  "outbox", "outbox/new", "mail-accounts", "mail-accounts/new", "mail-apps", "mail-apps/new", "mail-templates", "mail-templates/new",
  "settings", "profile", "kit",
].map((path) => `/admin/${path}`);
const RECORDS = ["bookings", "vehicles", "documents", "invoices", "payments", "customers", "contacts", "drivers", "staff", "roles", "logbooks"];
/** What stands on the page: the bars and the content. */
const FRAME = ".topbar,.portal-head,.sidebar,.bottom-bar,main";
/** What is pushed sideways on purpose: chips, tabs, the timeline and its tray, a role's grid. */
const PUSHED = ".filter-strip,[role=tablist],.tabs,.schedule-scroll,.schedule-tray ul,.permissions";
const PORTAL = ["/bookings", "/bookings/new", "/invoices", "/profile"];

async function firstOf(page, list) {
  return page.evaluate(async (list) => {
    const answer = await (await fetch(list)).json();
    return answer.rows[0][answer.columns.indexOf("id")];
  }, list);
}

async function audit(page, path) {
  await page.goto(path);
  await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
  // The kit shows what is busy for ever.
  if (path !== "/admin/kit") await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`), path).toEqual([]);
  await look(page, path);
}

/** What axe doesn't measure. How large a thing is that is pressed, the kit's own test asks. */
async function look(page, path) {
  expect.soft([...(await faults(page, FRAME, 0)), ...(await headings(page))], path).toEqual([]);
}

function failures(page) {
  const seen = [];
  page.on("pageerror", (error) => seen.push(`${page.url()} ${error.message}`));
  return seen;
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on any staff screen (${colorScheme})`, async ({ browser }) => {
    test.setTimeout(600_000);
    const page = await (await browser.newContext({ colorScheme })).newPage();
    const failed = failures(page);
    await signIn(page, OWNER, "/admin/");
    const records = [];
    for (const kind of RECORDS) records.push(`/admin/${kind}/${await firstOf(page, `/api/${kind}`)}`);
    for (const path of [...STAFF, ...records]) await audit(page, path);
    expect(failed).toEqual([]);
  });

  test(`axe finds nothing on any portal screen (${colorScheme})`, async ({ browser }) => {
    const page = await (await browser.newContext({ colorScheme })).newPage();
    const failed = failures(page);
    await signIn(page, CUSTOMER, "/");
    const records = [];
    for (const kind of ["bookings", "invoices"]) records.push(`/${kind}/${await firstOf(page, `/api/portal/${kind}`)}`);
    for (const path of [...PORTAL, ...records]) await audit(page, path);
    expect(failed).toEqual([]);
  });
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

const WINDOWS = [
  ["on a phone", { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }],
  ["on a tablet", { viewport: { width: 768, height: 1024 } }],
  ["on a desk", { viewport: { width: 1280, height: 720 } }],
];
for (const [where, window] of WINDOWS) {
  const walk = async (page, paths) => {
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
      // The kit shows what is busy for ever.
      if (path !== "/admin/kit") await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      expect.soft(await sideways(page), path).toEqual([]);
      if (window.isMobile) await look(page, path);
    }
  };

  test(`no screen scrolls sideways ${where}`, async ({ browser }) => {
    test.setTimeout(180_000);
    const page = await (await browser.newContext(window)).newPage();
    await signIn(page, OWNER, "/admin/");
    const records = [];
    for (const kind of RECORDS) records.push(`/admin/${kind}/${await firstOf(page, `/api/${kind}`)}`);
    await walk(page, [...STAFF, ...records]);
  });

  test(`no screen of the portal scrolls sideways ${where}`, async ({ browser }) => {
    const page = await (await browser.newContext(window)).newPage();
    await signIn(page, CUSTOMER, "/");
    const records = [];
    for (const kind of ["bookings", "invoices"]) records.push(`/${kind}/${await firstOf(page, `/api/portal/${kind}`)}`);
    await walk(page, [...PORTAL, ...records]);
  });
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
