// A document with its scan: uploaded with the form, seen on the vehicle's page and in the list, looked at, kept private.
import { expect, test } from "@playwright/test";
import { OWNER, as, pick, signIn } from "./people.mjs";

/** A picture of one red pixel, made large enough to be seen. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
  "base64",
);

test("a document is added with a picture, which is then shown to whoever may see it", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/documents/new");
  const title = `Permiso ${Date.now()}`;
  await page.getByLabel("Título").fill(title);
  await page.getByLabel("Tipo", { exact: false }).first().selectOption({ label: "Autorización" });
  await pick(page.getByRole("main"), "Vehículo", "Turismo 02");
  await page.getByLabel("Caduca el").fill("2031-05-02");
  const chooser = page.locator('input[type="file"]').first();
  await chooser.setInputFiles([
    { name: "permiso.png", mimeType: "image/png", buffer: PICTURE },
    { name: "disfraz.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\x90\0 no es un PDF") },
  ]);
  await expect(page.getByText("Este tipo de archivo no se admite.")).toBeVisible();
  await expect(page.getByRole("button", { name: "permiso.png", exact: true })).toBeVisible();
  await page.getByRole("button", { name: /Quitar disfraz\.pdf/ }).click();
  await page.getByRole("button", { name: "Añadir documento" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  await page.getByRole("button", { name: "Ver permiso.png" }).click();
  const picture = page.getByRole("dialog").getByRole("img", { name: "permiso.png" });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth))).toBe(1);
  const address = await picture.getAttribute("src");
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Turismo 02" }).first().click();
  await page.getByRole("main").getByRole("link", { name: /^Documentos/ }).click();
  await expect(page.getByRole("link", { name: title })).toBeVisible();

  const stranger = await (await browser.newContext()).newPage();
  const refused = await stranger.goto(address);
  expect(refused.status()).toBe(401);
});

/** A PDF of one empty page. */
const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

test("scans are dropped, pasted and photographed on a phone, and a PDF is looked at", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/documents/new", {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const title = `Seguro ${Date.now()}`;
  await page.getByLabel("Título").fill(title);
  await page.getByLabel("Tipo", { exact: false }).first().selectOption({ label: "Autorización" });
  await pick(page.getByRole("main"), "Vehículo", "Turismo 02");
  const give = (event, name, type, bytes) =>
    page.evaluate(
      ([event, name, type, bytes]) => {
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(bytes)], name, { type }));
        const place = document.querySelector(".file-drop");
        const init = { bubbles: true, cancelable: true };
        if (event === "drop") place.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: files }));
        else place.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: files }));
      },
      [event, name, type, [...bytes]],
    );
  await give("drop", "poliza.pdf", "application/pdf", PDF);
  await give("paste", "captura.png", "image/png", PICTURE);
  const camera = page.locator('input[capture="environment"]');
  await expect(page.getByText("Hacer una foto")).toBeVisible();
  await camera.setInputFiles([{ name: "foto.png", mimeType: "image/png", buffer: PICTURE }]);
  for (const name of ["poliza.pdf", "captura.png", "foto.png"]) {
    await expect(page.getByRole("button", { name, exact: true })).toBeVisible();
  }
  await page.getByRole("button", { name: "Añadir documento" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  const answered = page.waitForResponse((response) => response.url().includes("show=true"));
  await page.getByRole("button", { name: "Ver poliza.pdf" }).click();
  const response = await answered;
  expect([response.status(), response.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  await expect(page.getByRole("dialog").locator("iframe[title='poliza.pdf']")).toBeVisible();
});

test("the list says how many days are left or gone by, and a filter leaves what has expired", async ({ page }) => {
  await signIn(page, OWNER, "/admin/documents?validity=expired");
  const list = page.getByRole("table");
  await expect(list.getByText(/^(ayer|anteayer|hace \d+ d)$/).first()).toBeVisible();
  await expect(list.getByText("Vigente", { exact: true })).toHaveCount(0);
  await page.goto("/admin/documents?validity=soon");
  await expect(list.getByText(/^(hoy|mañana|pasado mañana|dentro de \d+ d)$/).first()).toBeVisible();
  // The days left, not those of the warning's step.
  const [title, days] = await page.evaluate(async () => {
    const { columns, rows } = await (await fetch("/api/documents?validity=soon&limit=50")).json();
    const of = (row, name) => row[columns.indexOf(name)];
    const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Madrid" });
    const left = (row) => Math.round((Date.parse(of(row, "expires_on")) - Date.parse(today)) / 86_400_000);
    const row = rows.find((row) => left(row) > 1);
    return [of(row, "title"), left(row)];
  });
  await expect(list.getByRole("row", { name: title }).getByText(days === 2 ? "pasado mañana" : `dentro de ${days} d`).first()).toBeVisible();
});

test("a document added on a vehicle's page leads back to the vehicle", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  await page.getByRole("link", { name: /^Turismo 02/ }).first().click();
  await page.getByRole("main").getByRole("link", { name: /^Documentos/ }).click();
  await expect(page).toHaveURL(/vehicles\/\d+\/documents/);
  const there = page.url();
  await page.getByRole("link", { name: /documento$/ }).click();
  const title = `Vuelta ${Date.now()}`;
  await page.getByLabel("Título").fill(title);
  await page.getByLabel("Tipo", { exact: false }).first().selectOption({ label: "Autorización" });
  await page.getByRole("main").getByRole("button", { name: /documento$/ }).click();
  await expect(page).toHaveURL(there);
  await expect(page.getByRole("link", { name: title })).toBeVisible();
});

test("the bell tells of all old documents in one notice, and each in its list leads to its page", async ({ page }) => {
  await signIn(page, OWNER, "/admin/documents");
  await page.evaluate(() => fetch("/api/clock/warn_expiring_documents/run", { method: "POST" }));
  await page.reload();
  await page.getByRole("button", { name: /^Notificaciones|^Avisos/ }).click();
  const digest = page.getByRole("dialog").getByRole("listitem").filter({ hasText: /^Documento por caducar× \d+/ });
  await expect(digest).toHaveCount(1);
  const lines = digest.getByRole("listitem");
  await expect(lines.first()).toContainText(/\d{4} \(.+\)$/);
  const first = lines.first().getByRole("link");
  const name = (await first.textContent()).split(" · ")[0];
  await first.click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("whoever adds a document on a vehicle's page is back there, with a way to what was added", async ({ browser }) => {
  const page = await as(browser, OWNER, "/admin/vehicles");
  await page.getByRole("link", { name: /^Turismo 02/ }).click();
  const tab = page.getByRole("main").getByRole("link", { name: /^Documentos/ });
  const address = await tab.getAttribute("href");
  // From there, and by an address that was kept.
  for (const kept of [false, true]) {
    await page.goto(address);
    const add = page.getByRole("main").getByRole("link", { name: "Añadir documento" }).first();
    const form = await add.getAttribute("href");
    await (kept ? page.goto(form) : add.click());
    const title = `Seguro ${Date.now()}`;
    await page.getByLabel("Título").fill(title);
    await page.getByLabel("Tipo", { exact: false }).first().selectOption({ label: "Autorización" });
    await page.getByRole("button", { name: "Añadir documento" }).click();
    await expect(page).toHaveURL(new RegExp(`${address}$`));
    await expect(page.getByText(`Se ha creado: documento ${title}`)).toBeVisible();
    await page.getByRole("button", { name: "Ver", exact: true }).last().click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  }
});

test("a vehicle gets several photos at once, and another one becomes its cover by keyboard", async ({ page }) => {
  await signIn(page, OWNER, "/admin/vehicles");
  const id = await page.evaluate(async () => (await (await fetch("/api/vehicles?sort=name")).json()).rows[7][0]);
  await page.goto(`/admin/vehicles/${id}/edit`);
  const photos = page.getByRole("group", { name: "Fotos" });
  const png = (name) => ({ name, mimeType: "image/png", buffer: PICTURE });
  await photos.locator('input[type="file"]').first().setInputFiles([
    png("delante.png"),
    { name: "disfraz.png", mimeType: "image/png", buffer: Buffer.from("MZ no es una foto") },
    png("lado.png"),
    png("detrás.png"),
  ]);
  // What names them is the choice of the cover beside each.
  await expect(photos.locator("img")).toHaveCount(3);
  await expect(photos.getByText("Este tipo de archivo no se admite.")).toBeVisible();
  const cover = (n) => photos.getByRole("radio", { name: `Foto principal: ${n}` });
  await expect(cover(1)).toBeChecked();
  await cover(1).focus();
  await page.keyboard.press("ArrowDown");
  await expect(cover(2)).toBeChecked();
  await expect(cover(2)).toBeFocused();
  await photos.getByRole("button", { name: "Quitar foto 3" }).click();
  const sources = await photos.locator("img").evaluateAll((all) => all.map((image) => image.getAttribute("src")));
  await page.getByRole("button", { name: "Guardar cambios" }).click();

  const shown = page.getByRole("main").locator(".pictures").getByRole("img");
  await expect(shown).toHaveCount(2);
  expect(await shown.evaluateAll((all) => all.map((image) => image.getAttribute("src")))).toEqual([sources[1], sources[0]]);
  await page.goto("/admin/vehicles?sort=name");
  await expect(page.locator(`img[src="${sources[1]}"]`)).toBeVisible();
});
