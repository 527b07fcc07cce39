// A contact is invited: by mail while an account can send, else by a link to hand on; both are ways in.
import { expect, test } from "@playwright/test";
import { OWNER, as } from "./people.mjs";

/** Calls the API as whoever is signed in on the page. */
function call(page, method, path, body, headers = {}) {
  return page.evaluate(async ([method, path, body, headers]) => {
    const init = { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
    return await (await fetch(path, init)).json();
  }, [method, path, body, headers]);
}

test("a contact is invited by mail, or by a link that is handed on", async ({ browser }) => {
  const unique = Date.now();
  const page = await as(browser, OWNER, "/admin/customers");
  const { rows, columns } = await call(page, "GET", "/api/customers");
  const customer = rows[0][columns.indexOf("id")];
  const email = `nueva${unique}@cliente.example`;
  const contact = await call(page, "POST", "/api/contacts", { customer, name: `Nuria ${unique}`, email }, { "idempotency-key": `contact-of-test-${unique}` });

  await page.goto(`/admin/contacts/${contact.id}`);
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Invitar" }).click();
  await expect(dialog.getByText("No hay una cuenta de correo predeterminada")).toBeVisible();
  await expect(dialog.getByLabel("Enlace")).toHaveValue(/\/link\/[\w-]{40,}$/);
  await page.keyboard.press("Escape");

  const server = await call(page, "POST", "/api/mail-servers", {
    name: `Avisos ${unique}`, outgoing_engine: "smtp_password", outgoing_host: "smtp.vega.example", outgoing_port: 587,
  }, { "idempotency-key": `server-of-test-${unique}` });
  const account = await call(page, "POST", "/api/mail-accounts", {
    name: `Avisos ${unique}`, server: server.id, address: "avisos@vega.example", is_default: true,
  }, { "idempotency-key": `account-of-test-${unique}` });
  const kept = await call(page, "PUT", `/api/mail-accounts/${account.id}/password`, { password: "una clave", outgoing: false }, { "if-match": `${account.version}` });
  try {
    await page.getByRole("button", { name: "Invitar" }).click();
    await expect(dialog.getByText(`En camino a ${email}`)).toBeVisible();
    await dialog.getByRole("link", { name: "Ver el correo" }).click();
    await page.getByRole("main").getByRole("link", { name: "le invita" }).first().click();
    await expect(page.getByText(`Nuria ${unique} <${email}>`)).toBeVisible();
    await expect(page.getByText("/link/••••", { exact: false })).toBeVisible();
    const mail = page.url();

    await page.goto(`/admin/contacts/${contact.id}`);
    await page.getByRole("button", { name: "Invitar" }).click();
    await dialog.getByRole("button", { name: "Entregarlo yo" }).click();
    const link = await dialog.getByLabel("Enlace").inputValue();
    const nobody = await (await browser.newContext()).newPage();
    await nobody.goto(link);
    await expect(nobody.getByText(email)).toBeVisible();

    // The mailed links ended with the new one, so their mails don't go any more.
    await page.goto(mail);
    await expect(page.getByText("Cancelado").first()).toBeVisible();
    await expect(page.getByText("Cree uno nuevo en la ficha").filter({ visible: true })).toHaveCount(1);
    await expect(page.getByRole("button", { name: "Enviar de nuevo" })).toHaveAttribute("aria-disabled", "true");
  } finally {
    await call(page, "PUT", `/api/mail-accounts/${account.id}`, { ...kept.fields, is_default: false, active: false }, { "if-match": `${kept.version}` });
  }
});
