// What must hold of every sample of the kit under every browser and font, in numbers: nothing lies on anything else or runs
// out of its box, everything can be read and hit, headings and focus go in order.
import { expect, test } from "@playwright/test";
import { DESKTOP, DRAWN, PHONE, RAISED, SAMPLES, openKit } from "./kit.mjs";
import { TARGET, faults, headings } from "./measures.mjs";

test.use(DRAWN);

// Asked again for a moment: a browser may take a frame to draw another theme.
const settled = (measure, what) => expect.configure({ soft: true }).poll(measure, { message: what, timeout: 3_000 });

const ABOVE = "dialog[open],[popover]:popover-open,.toast";

for (const [shape, options, target] of [["desktop", DESKTOP, TARGET.pointer], ["phone", PHONE, TARGET.finger]]) {
  test.describe(shape, () => {
    test.use(options);

    test(`every sample of the kit can be read, hit and walked in both themes: ${shape}`, async ({ page }) => {
      await openKit(page);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await settled(() => faults(page, SAMPLES, target), colorScheme).toEqual([]);
        expect.soft(await headings(page), colorScheme).toEqual([]);
      }
    });

    test(`what the kit raises above the page can be read, hit and walked in both themes: ${shape}`, async ({ page }) => {
      await openKit(page);
      for (const { name, raise, where } of RAISED) {
        await raise(page);
        await expect(where(page)).toBeVisible();
        for (const theme of ["light", "dark"]) {
          await page.locator(ABOVE).evaluateAll((all, theme) => all.forEach((one) => {
            one.setAttribute("data-theme", theme);
            one.style.color = "var(--text)";
          }), theme);
          await settled(() => faults(page, ABOVE, target), `${name}, ${theme}`).toEqual([]);
        }
        await page.keyboard.press("Escape");
      }
    });
  });
}
