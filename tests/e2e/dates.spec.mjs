// Days and times as their reader writes them: typed in short, chosen in the calendar, by keyboard alone.
import { expect, test } from "@playwright/test";
import { OWNER, as } from "./people.mjs";

const calendar = (page) => page.getByRole("dialog", { name: "Calendario" });
const now = new Date();
const pad = (number) => String(number).padStart(2, "0");
/** The day so many days from now, as Spanish has it. */
const spanish = (days, sign = "/") => {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  return [pad(day.getDate()), pad(day.getMonth() + 1), day.getFullYear()].join(sign);
};
/** A year ahead, so that nothing is near today. */
const YEAR = now.getFullYear() + 1;

async function type(box, words) {
  await box.fill(words);
  await box.blur();
}

test("a day and a time are read however they are typed, and what can't be read says how", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/bookings/new");
  const [start, end] = [page.getByLabel(/^Recogida/), page.getByLabel("Fin previsto")];
  for (const [words, hour] of [["mañana 9", "09:00"], ["mañana 930", "09:30"], ["mañana, 15.30", "15:30"], ["1800", "18:00"]]) {
    await type(start, words);
    await expect(start).toHaveValue(`${spanish(1)} ${hour}`);
  }
  await type(start, `3 dic ${YEAR} 9:30`);
  await expect(start).toHaveValue(`03/12/${YEAR} 09:30`);

  await type(start, "nunca");
  await expect(start).toHaveValue("nunca");
  await expect(start).toHaveAccessibleDescription(/no es una fecha con hora.*mañana 9:30/);
  await type(start, `30/02/${YEAR} 9:30`);
  await expect(start).toHaveAccessibleDescription(/Ese día no existe/);
  // What could be read last is what a time alone is added to.
  await type(start, `3/12/${YEAR} 10:00`);

  await type(end, "1330");
  await expect(end).toHaveValue(`03/12/${YEAR} 13:30`);
  await type(end, "+2h");
  await expect(end).toHaveValue(`03/12/${YEAR} 12:00`);
  await expect(page.getByRole("status").filter({ hasText: "2 h" })).toBeVisible();
  await type(end, "+90");
  await expect(end).toHaveValue(`03/12/${YEAR} 11:30`);
  await type(end, "9");
  await expect(end).toHaveValue(`04/12/${YEAR} 09:00`);
  await type(end, `2/12/${YEAR} 9`);
  await expect(end).toHaveAccessibleDescription(new RegExp(`No puede ser antes del 03/12/${YEAR}`));
});

test("moving the start moves the end along, so that a booking lasts as long", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/bookings/new");
  const [start, end] = [page.getByLabel(/^Recogida/), page.getByLabel("Fin previsto")];
  await type(start, `3/12/${YEAR} 22:00`);
  await type(end, "+3h");
  await expect(end).toHaveValue(`04/12/${YEAR} 01:00`);
  await type(start, `10/12/${YEAR} 8`);
  await expect(end).toHaveValue(`10/12/${YEAR} 11:00`);
});

test("the calendar is walked and left by keyboard, and gives the focus back", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/documents/new");
  const box = page.getByLabel("Fecha de expedición");
  await type(box, `31/01/${YEAR}`);
  await box.press("ArrowDown");
  const open = calendar(page);
  await expect(open.getByRole("gridcell", { selected: true })).toHaveText("31");
  const focused = (name) => expect(open.getByRole("button", { name, exact: false })).toBeFocused();
  await focused(`, 31 de enero de ${YEAR}`);
  await page.keyboard.press("PageDown");
  await focused(`, 28 de febrero de ${YEAR}`);
  await page.keyboard.press("ArrowRight");
  await focused(`, 1 de marzo de ${YEAR}`);
  await page.keyboard.press("ArrowUp");
  await focused(`, 22 de febrero de ${YEAR}`);
  await page.keyboard.press("Home");
  await expect(open.getByRole("button", { name: /^lunes/ }).and(page.locator(":focus"))).toBeVisible();
  await page.keyboard.press("End");
  await expect(open.getByRole("button", { name: /^domingo/ }).and(page.locator(":focus"))).toBeVisible();
  await page.keyboard.press("Shift+PageUp");
  await expect(open.getByText(`febrero de ${YEAR - 1}`)).toBeVisible();
  // Tab stays inside.
  for (let press = 0; press < 8; press += 1) {
    await page.keyboard.press("Tab");
    await expect(open.locator(":focus")).toHaveCount(1);
  }
  await page.keyboard.press("Escape");
  await expect(open).toBeHidden();
  await expect(page.getByRole("button", { name: "Calendario", description: "Fecha de expedición" })).toBeFocused();
  await expect(box).toHaveValue(`31/01/${YEAR}`);

  await page.keyboard.press("Enter");
  await focused(`, 31 de enero de ${YEAR}`);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(open).toBeHidden();
  await expect(box).toHaveValue(`30/01/${YEAR}`);
});

test("of a time the day is chosen first and then the hour, an end's with how long it lasts", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/bookings/new");
  const [start, end] = [page.getByLabel(/^Recogida/), page.getByLabel("Fin previsto")];
  await type(start, `3/12/${YEAR} 9:00`);
  await end.press("ArrowDown");
  const open = calendar(page);
  // Before it begins it can't end.
  await expect(open.getByRole("button", { name: `, 2 de diciembre de ${YEAR}` })).toBeDisabled();
  await open.getByRole("button", { name: `, 3 de diciembre de ${YEAR}` }).click();
  await expect(open.getByRole("listbox", { name: "Hora" })).toBeFocused();
  await expect(open.getByRole("option").first()).toHaveText(/09:15\s*15 min/);
  await open.getByRole("option", { name: "11:30" }).click();
  await expect(open).toBeHidden();
  await expect(end).toHaveValue(`03/12/${YEAR} 11:30`);
  // The day alone changes, and the hour stays.
  await end.press("ArrowDown");
  await open.getByRole("button", { name: `, 4 de diciembre de ${YEAR}` }).click();
  await page.keyboard.press("Escape");
  await expect(end).toHaveValue(`04/12/${YEAR} 11:30`);
});

test("on a phone the calendar is a sheet whose days are wide enough for a thumb", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/bookings/new", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await page.getByRole("button", { name: "Calendario" }).first().tap();
  const sheet = await calendar(page).boundingBox();
  expect(Math.round(sheet.x)).toBe(0);
  expect(Math.round(sheet.width)).toBe(390);
  expect(Math.round(sheet.y + sheet.height)).toBe(844);
  const day = await calendar(page).getByRole("gridcell").first().boundingBox();
  expect(day.width).toBeGreaterThanOrEqual(44);
  expect(day.height).toBeGreaterThanOrEqual(44);
});

for (const [language, who, start, sign, tomorrow, third, monday] of [
  ["it", "giulia@lombardaeventi.example", /^Partenza/, "/", "domani", "3 dic", /lunedì/i],
  ["pl", "agnieszka@wislatravel.example", /^Data i godzina odbioru/, ".", "jutro", "3.12", /poniedziałek/i],
]) {
  test(`a reader of ${language} types and reads days in that language`, async ({ browser }) => {
    const page = await as(browser, who, "/");
    await page.goto("/bookings/new");
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    const box = page.getByRole("textbox", { name: start });
    await type(box, `${tomorrow} 9:30`);
    await expect(box).toHaveValue(`${spanish(1, sign)} 09:30`);
    await type(box, `${third}${third.includes(sign) ? sign : " "}${YEAR} 18`);
    await expect(box).toHaveValue(["03", "12", `${YEAR} 18:00`].join(sign));
    await box.press("ArrowDown");
    await expect(page.getByRole("columnheader").first()).toHaveAttribute("abbr", monday);
    await expect(page.getByRole("gridcell", { selected: true })).toHaveText("3");
  });
}

test("a reader of English types and reads days in that language", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/");
  await page.evaluate(() => localStorage.setItem("volante.language", "en"));
  // Only on this page: the profile keeps its own.
  await page.route("**/api/me", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/"language":"es"/, '"language":"en"') });
  });
  await page.goto("/admin/documents/new");
  const box = page.getByRole("textbox", { name: "Issued on" });
  for (const [words, day] of [["tomorrow", spanish(1)], [`Dec 3 ${YEAR}`, `03/12/${YEAR}`], [`3rd December ${YEAR}`, `03/12/${YEAR}`]]) {
    await type(box, words);
    await expect(box).toHaveValue(day);
  }
  await type(box, "never");
  await expect(box).toHaveAccessibleDescription(/This is not a date.*tomorrow/);
});
