// The README's pictures: `cargo xtask screenshots` runs this over fresh demo data and the release build.
// VOLANTE_URL in place of VOLANTE_STATE takes them from a server that runs already.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import config from "./playwright.config.mjs";
import { CUSTOMER, OWNER, signIn } from "./people.mjs";

const PICTURES = join(import.meta.dirname, "../../docs/pictures");
const SHOTS = [
  { name: "overview", who: OWNER, app: "/admin/", path: "/admin/overview?days=365", width: 1280 },
  { name: "schedule", who: OWNER, app: "/admin/", path: "/admin/schedule", width: 1280 },
  { name: "portal", who: CUSTOMER, app: "/", path: "/bookings", width: 390 },
];

let stop = async () => {};
let base = process.env.VOLANTE_URL;
if (!base) {
  const { start } = await import("../../edge/local.mjs");
  const server = await start({ state: process.env.VOLANTE_STATE });
  base = `http://localhost:${server.url.port}`;
  stop = server.stop;
}
await mkdir(PICTURES, { recursive: true });
const browser = await chromium.launch(config.use.launchOptions);
for (const { name, who, app, path, width } of SHOTS) {
  const context = await browser.newContext({ baseURL: base, locale: "es-ES", viewport: { width, height: 800 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  await signIn(page, who, app);
  await page.goto(path);
  await page.getByRole("main").getByRole("heading").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  await context.close();
}
await browser.close();
await stop();
process.exit(0);
