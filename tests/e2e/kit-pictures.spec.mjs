// What the kit looks like: each sample of its page against the picture in `pictures/`. `cargo xtask screenshots --kit` takes
// them anew, under the browser that is here.
//
// A browser's update may break a line elsewhere, so pictures are compared only under the very browser that `taken-with.txt`
// beside them names; under another, that is said. What must hold under every browser is measured (kit-measures.spec.mjs), and
// that each sample has its picture and each picture its sample is looked after under every one.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import config from "./playwright.config.mjs";
import { DESKTOP, DRAWN, PHONE, RAISED, draw, openKit, samples } from "./kit.mjs";

const PICTURES = join(import.meta.dirname, "pictures");

// What differs less than `threshold` counts as the same, and so does a speck. Four pixels of padding or another shade of a
// state's colour are far beyond both.
const TOLERANCE = { threshold: 0.05, maxDiffPixels: 60 };

/** The browser with its build, since each build brings its own letters. */
const BROWSER = execFileSync(config.use.launchOptions.executablePath, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

test.use(DRAWN);

// Each component in both themes and in both shapes, but for what other pictures show as well.
const SHAPES = [
  { name: "desktop", colorScheme: "light", ...DESKTOP, tallest: 1000, without: ["above-the-page"] },
  { name: "phone", colorScheme: "dark", ...PHONE, tallest: 1700, without: ["above-the-page", "in-a-narrow-place"] },
];

for (const { name: shape, tallest, without, ...options } of SHAPES) {
  const folder = join(PICTURES, shape);
  const note = join(folder, "taken-with.txt");
  const pictured = (all) => all.filter(({ name }) => !without.includes(name));

  test.describe(shape, () => {
    test.use(options);

    test(`each sample of the kit has a picture, and each picture a sample: ${shape}`, async ({ page }) => {
      await openKit(page);
      const names = [...pictured(await samples(page)), ...RAISED].map(({ name }) => `${name}.png`);
      expect(new Set(names).size, "two samples of one name").toBe(names.length);
      if (isTaking()) return;
      expect(readdirSync(folder).filter((file) => file.endsWith(".png")).sort()).toEqual(names.sort());
    });

    test(`each sample of the kit looks as in its picture: ${shape}`, async ({ page }, info) => {
      test.slow();
      const named = isTaking() ? BROWSER : readFileSync(note, "utf8").trim();
      test.skip(named !== BROWSER,
        `the kit's pictures (${shape}) were taken with ${named}, this is ${BROWSER}: not compared. cargo xtask screenshots --kit takes them anew`);
      // A sample taller than the window would be pieced together, with what is fixed to the window in it.
      await page.setViewportSize({ width: options.viewport.width, height: tallest });
      await openKit(page);
      const seen = [];
      const looksRight = async (name, part) => {
        seen.push(`${name}.png`);
        await expect.soft(part, name).toHaveScreenshot([shape, `${name}.png`], TOLERANCE);
      };
      for (const { name, sample } of pictured(await samples(page))) {
        expect((await sample.boundingBox()).height, name).toBeLessThan(tallest);
        await looksRight(name, sample);
      }
      await page.setViewportSize(options.viewport);
      for (const { name, raise, where } of RAISED) {
        await page.reload();
        await draw(page);
        await raise(page);
        await looksRight(name, where(page));
      }
      if (isTaking() && info.errors.length === 0) {
        for (const file of readdirSync(folder)) if (file.endsWith(".png") && !seen.includes(file)) rmSync(join(folder, file));
        writeFileSync(note, `${BROWSER}\n`);
      }
    });
  });
}

/** Whether this run takes the pictures instead of comparing them. */
function isTaking() {
  return ["all", "changed"].includes(test.info().config.updateSnapshots);
}
