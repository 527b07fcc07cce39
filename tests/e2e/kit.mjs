// The kit's page as the tests draw it: the same on every machine. One pinned font instead of the system's, letters drawn as
// `fonts.conf` says, a clock that stands still, and not the arrow, which that font lacks.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "@playwright/test";
import config from "./playwright.config.mjs";
import { OWNER, signIn } from "./people.mjs";

const FONT = createRequire(import.meta.url).resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");
const STYLE = `
  @font-face {
    font-family: Pictures;
    font-weight: 100 900;
    src: url(data:font/woff2;base64,${readFileSync(FONT).toString("base64")}) format("woff2");
  }
  :root { --font: Pictures; --font-code: Pictures; }
  .change-after::before { content: "» "; }
  .topbar, .bottom-bar, .skip-link { visibility: hidden; }
`;

/** What Playwright is told to use, so that letters are drawn alike. */
export const DRAWN = {
  bypassCSP: true,
  launchOptions: {
    ...config.use.launchOptions,
    env: { ...process.env, FONTCONFIG_FILE: join(import.meta.dirname, "fonts.conf") },
  },
};

export const DESKTOP = { viewport: { width: 1280, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** The page's samples. */
export const SAMPLES = "main section.card";

// What a press brings up, and where it then stands.
const button = (page, name) => page.getByRole("button", { name, exact: true });
const toast = (page, hasText) => page.getByRole("status").filter({ hasText });
export const RAISED = [
  { name: "menu-open", raise: (page) => button(page, "Actions").click(), where: (page) => page.getByRole("menu") },
  {
    name: "combobox-open",
    raise: (page) => page.getByRole("combobox", { name: "Customer" }).fill("sprinter"),
    where: (page) => page.getByRole("listbox").filter({ has: page.getByRole("option", { name: /7730 LBC/ }) }),
  },
  { name: "calendar", raise: (page) => page.getByRole("textbox", { name: "Pick-up time" }).press("ArrowDown"), where: (page) => page.getByRole("dialog", { name: "Calendario" }) },
  { name: "dialog", raise: (page) => button(page, "Dialog").click(), where: (page) => page.getByRole("dialog") },
  { name: "dialog-wide", raise: (page) => button(page, "Wide dialog").click(), where: (page) => page.getByRole("dialog") },
  { name: "dialog-side", raise: (page) => button(page, "Side panel").click(), where: (page) => page.getByRole("dialog") },
  { name: "confirm", raise: (page) => button(page, "Confirm").click(), where: (page) => page.getByRole("dialog") },
  { name: "palette", raise: (page) => button(page, "Palette").click(), where: (page) => page.getByRole("dialog") },
  { name: "toast-undo", raise: (page) => button(page, "Toast with undo").click(), where: (page) => toast(page, "Booking archived") },
  { name: "toast-bad", raise: (page) => button(page, "Bad news").click(), where: (page) => toast(page, "could not be sent") },
];

export async function openKit(page) {
  await signIn(page, OWNER, "/admin/");
  await page.clock.setFixedTime(new Date("2026-03-26T11:00:00+01:00"));
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/admin/kit");
  await draw(page);
}

export async function draw(page) {
  await expect(page.getByRole("heading", { level: 1, name: "Kit" })).toBeVisible();
  await page.addStyleTag({ content: STYLE });
  await page.evaluate(() => document.fonts.load("16px Pictures"));
}

/** Each sample with the name of its picture. */
export async function samples(page) {
  const all = await page.locator(SAMPLES).all();
  return Promise.all(all.map(async (sample) => {
    const title = await sample.getByRole("heading", { level: 2 }).first().innerText();
    return { name: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), sample };
  }));
}
