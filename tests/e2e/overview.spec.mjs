// The overview: every number on it is the number of what the list behind it holds.
import { expect, test } from "@playwright/test";
import { OWNER, signIn } from "./people.mjs";

test("every number of the overview is counted from the list it leads to", async ({ page }) => {
  await signIn(page, OWNER, "/admin/overview?days=90");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Reservas por estado" })).toBeVisible();
  const numbers = await main.locator("a[href*='?status='], a[href='/admin/drivers'], a[href='/admin/customers']").evaluateAll(
    (links) => links.map((link) => ({ href: link.getAttribute("href"), text: (link.closest("tr") ?? link.parentElement.parentElement).innerText.split(/\s*[\n\t]\s*/).at(-1) })));
  expect(numbers.length).toBeGreaterThan(9);
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
