// What the kit looks like: each sample of its page against the picture in `pictures/`. Fails on a sample without a picture
// and on a picture without a sample; `cargo xtask test e2e -- kit-pictures --update-snapshots` takes them anew.
//
// They are the same on every machine: one pinned font instead of the system's, letters drawn as `fonts.conf` says, a clock that
// stands still, and neither the native date boxes' own wording nor the arrow, which that font lacks.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import config from "./playwright.config.mjs";
import { OWNER, signIn } from "./people.mjs";

const PICTURES = join(import.meta.dirname, "pictures");
const FONT = createRequire(import.meta.url).resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");
const STYLE = `
  @font-face {
    font-family: Pictures;
    font-weight: 100 900;
    src: url(data:font/woff2;base64,${readFileSync(FONT).toString("base64")}) format("woff2");
  }
  :root { --font: Pictures; --font-code: Pictures; }
  .change-after::before { content: "» "; }
  ::-webkit-datetime-edit { visibility: hidden; }
  .topbar, .bottom-bar, .skip-link { visibility: hidden; }
`;

// A newer Chromium may draw an edge a shade otherwise: what differs less than `threshold` counts as the same,
// and so does a speck. Four pixels of padding or another shade of a state's colour are far beyond both.
const TOLERANCE = { threshold: 0.05, maxDiffPixels: 60 };

test.use({
  bypassCSP: true,
  launchOptions: {
    ...config.use.launchOptions,
    env: { ...process.env, FONTCONFIG_FILE: join(import.meta.dirname, "fonts.conf") },
  },
});

// Each component in both themes and in both shapes, but for what other pictures show as well.
const SHAPES = [
  { name: "desk", colorScheme: "light", viewport: { width: 1280, height: 900 }, tallest: 1000, without: ["above-the-page"] },
  {
    name: "phone", colorScheme: "dark", viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true,
    tallest: 1700, without: ["above-the-page", "in-a-narrow-place"],
  },
];

// What a press brings up, and where it then stands.
const button = (page, name) => page.getByRole("button", { name, exact: true });
const toast = (page, hasText) => page.getByRole("status").filter({ hasText });
const RAISED = [
  { name: "menu-open", raise: (page) => button(page, "Actions").click(), where: (page) => page.getByRole("menu") },
  {
    name: "combobox-open",
    raise: (page) => page.getByRole("combobox", { name: "Customer" }).fill("sprinter"),
    where: (page) => page.getByRole("listbox").filter({ has: page.getByRole("option", { name: /7730 LBC/ }) }),
  },
  { name: "dialog", raise: (page) => button(page, "Dialog").click(), where: (page) => page.getByRole("dialog") },
  { name: "dialog-wide", raise: (page) => button(page, "Wide dialog").click(), where: (page) => page.getByRole("dialog") },
  { name: "dialog-side", raise: (page) => button(page, "Side panel").click(), where: (page) => page.getByRole("dialog") },
  { name: "confirm", raise: (page) => button(page, "Confirm").click(), where: (page) => page.getByRole("dialog") },
  { name: "palette", raise: (page) => button(page, "Palette").click(), where: (page) => page.getByRole("dialog") },
  { name: "toast-undo", raise: (page) => button(page, "Toast with undo").click(), where: (page) => toast(page, "Booking archived") },
  { name: "toast-bad", raise: (page) => button(page, "Bad news").click(), where: (page) => toast(page, "could not be sent") },
];

async function openKit(page) {
  await signIn(page, OWNER, "/admin/");
  await page.clock.setFixedTime(new Date("2026-03-26T11:00:00+01:00"));
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/admin/kit");
  await draw(page);
}

async function draw(page) {
  await expect(page.getByRole("heading", { level: 1, name: "Kit" })).toBeVisible();
  await page.addStyleTag({ content: STYLE });
  await page.evaluate(() => document.fonts.load("16px Pictures"));
}

for (const { name: shape, tallest, without, ...options } of SHAPES) {
  test.describe(shape, () => {
    test.use(options);

    test(`each sample of the kit looks as in its picture: ${shape}`, async ({ page }) => {
      test.slow();
      // A sample taller than the window would be pieced together, with what is fixed to the window in it.
      await page.setViewportSize({ width: options.viewport.width, height: tallest });
      await openKit(page);
      const seen = [];
      const looksRight = async (name, part) => {
        expect(seen, "two samples of one name").not.toContain(`${name}.png`);
        seen.push(`${name}.png`);
        await expect.soft(part, name).toHaveScreenshot([shape, `${name}.png`], TOLERANCE);
      };
      const samples = page.getByRole("main").locator("section.card");
      for (const sample of await samples.all()) {
        const title = await sample.getByRole("heading", { level: 2 }).first().innerText();
        const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
        if (without.includes(name)) continue;
        expect((await sample.boundingBox()).height, title).toBeLessThan(tallest);
        await looksRight(name, sample);
      }
      await page.setViewportSize(options.viewport);
      for (const { name, raise, where } of RAISED) {
        await page.reload();
        await draw(page);
        await raise(page);
        await looksRight(name, where(page));
      }
      expect(readdirSync(join(PICTURES, shape)).sort(), "pictures of samples that are no more").toEqual(seen.sort());
    });
  });
}
