// The overview: every number on it is the number of what the list behind it holds.
import { expect, test } from "@playwright/test";
import { OWNER, signIn } from "./people.mjs";

test("every number of the overview is counted from the list it leads to", async ({ page }) => {
  await signIn(page, OWNER, "/admin/overview?days=90");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Reservas por estado" })).toBeVisible();
  const numbers = await main.locator("a[href*='?status='], a[href*='?unassigned='], a[href='/admin/drivers'], a[href='/admin/customers']").evaluateAll(
    (links) => links.map((link) => {
      const row = link.closest("tr");
      // In a legend the last cell; elsewhere the strong number nearest to the link.
      let place = link.parentElement;
      while (!row && !place.querySelector("strong")) place = place.parentElement;
      return { href: link.getAttribute("href"), text: row ? row.lastElementChild.innerText : place.querySelector("strong").innerText };
    }));
  for (const { href, text } of numbers) {
    const list = await page.evaluate(async (href) => {
      const [path, query = ""] = href.split("?");
      const all = { count: 0, balance: 0 };
      for (let cursor = ""; cursor !== null;) {
        const parameters = new URLSearchParams(query);
        parameters.set("limit", "200");
        if (cursor) parameters.set("cursor", cursor);
        const { columns, rows, next } = await (await fetch(`${path.replace("/admin", "/api")}?${parameters}`)).json();
        const at = (row, name) => row[columns.indexOf(name)];
        all.count += rows.length;
        if (path.endsWith("invoices")) all.balance += rows.reduce((sum, row) => sum + at(row, "total") - at(row, "paid"), 0);
        cursor = next;
      }
      return all;
    }, href);
    const told = Number(text.replaceAll(/[^\d]/g, ""));
    expect(told, `${href}: ${text}`).toBe(href.includes("invoices") ? list.balance : list.count);
  }
});

for (const width of [1920, 1280, 390]) {
  test(`the months under a chart stand apart at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 1000 });
    await signIn(page, OWNER, "/admin/overview?days=365");
    await expect(page.locator(".chart-axis-x").first()).toBeVisible();
    const touching = await page.locator(".chart-axis-x").evaluateAll((all) => all.flatMap((axis) => {
      const words = [...axis.children].filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const { left, right } = range.getBoundingClientRect();
        return { text: one.innerText, left, right, cut: one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible" };
      });
      return words.filter((one, at) => one.cut || (at > 0 && one.left - words[at - 1].right < 4)).map((one) => one.text);
    }));
    expect(touching).toEqual([]);
  });
}

test("what asks for an act comes first, says since when, and leads to where it is done", async ({ page }) => {
  await signIn(page, OWNER, "/admin/overview");
  const main = page.getByRole("main");
  const { unassigned, waiting } = await page.evaluate(async () => (await fetch("/api/overview")).json());
  expect(waiting).toBeGreaterThan(0);
  await expect(main.getByText(/^La más antigua: hace/)).toBeInViewport();
  expect(unassigned).toBeGreaterThan(0);
  await main.getByRole("link", { name: "Sin asignar", exact: true }).click();
  await expect(page).toHaveURL(/bookings\?unassigned=true$/);
  await expect(main.getByRole("row").nth(1)).toContainText("Aprobada");
});

test("today's trips stand on a line for each vehicle, between the hours they take, and lead to their bookings", async ({ page }) => {
  await signIn(page, OWNER, "/admin/overview");
  const card = page.getByRole("main").locator("section").filter({ has: page.getByRole("heading", { name: "Hoy", exact: true }) });
  await expect(card).toBeVisible();
  const { today } = await page.evaluate(async () => (await fetch("/api/overview")).json());
  expect(today.length).toBeGreaterThan(0);
  const trip = today[0];
  const line = card.getByRole("listitem").filter({ hasText: trip.vehicle_name });
  const bar = line.getByRole("link", { name: new RegExp(trip.subject.replace(/[^\p{L} ]/gu, ".")) }).first();
  const share = await bar.evaluate((bar) => {
    const [own, track] = [bar.getBoundingClientRect(), bar.parentElement.getBoundingClientRect()];
    return own.width / track.width;
  });
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThanOrEqual(1);
  await bar.click();
  await expect(page).toHaveURL(new RegExp(`/admin/bookings/${trip.booking}$`));
});

test("what expires is told soonest first, what has expired in red, and the best drivers are five", async ({ page }) => {
  await signIn(page, OWNER, "/admin/overview");
  const main = page.getByRole("main");
  const { expiring } = await page.evaluate(async () => (await fetch("/api/overview")).json());
  expect(expiring.length).toBeGreaterThan(2);
  const card = main.locator("section").filter({ has: page.getByRole("heading", { name: "Caduca pronto" }) });
  const lines = card.getByRole("listitem");
  await expect(lines).toHaveCount(expiring.length);
  for (const [at, { owner, expires_on }] of expiring.entries()) {
    await expect(lines.nth(at)).toContainText(owner);
    const past = expires_on < new Date().toISOString().slice(0, 10);
    if (past) await expect(lines.nth(at)).toContainText(/hace|ayer/);
  }
  const best = main.locator("section").filter({ has: page.getByRole("heading", { name: /Clasificación|mejor/i }) });
  await expect(best.getByRole("listitem")).toHaveCount(5);
});
