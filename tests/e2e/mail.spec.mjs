// A mail written from a booking: who manages mail sets server and account up and keeps a template, a dispatcher writes with them.
import { expect, test } from "@playwright/test";
import { DISPATCHER, OWNER, VIEWER, as } from "./people.mjs";

const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n");

test("a dispatcher writes a mail from a booking and sees it there with its state", async ({ browser }) => {
  const unique = Date.now();
  const owner = await as(browser, OWNER, "/admin/mail-accounts/new");
  await owner.getByLabel("Nombre", { exact: true }).fill(`Oficina ${unique}`);
  await owner.getByLabel("Correo electrónico").fill("oficina@vega.example");
  // What a mailbox signs in as is asked once it is known that its server speaks SMTP.
  await expect(owner.getByLabel("Usuario", { exact: true })).toHaveCount(0);
  await owner.getByRole("combobox", { name: /^Servidor de correo/ }).fill(`OVH ${unique}`);
  await owner.getByRole("option", { name: `Crear «OVH ${unique}»` }).click();
  const aside = owner.getByRole("dialog");
  await aside.getByLabel("Proveedor").selectOption({ label: "OVH" });
  await expect(aside.getByLabel("Nombre", { exact: true })).toHaveValue(`OVH ${unique}`);
  await expect(aside.getByLabel("Modo de envío")).toHaveValue("smtp_password");
  await expect(aside.getByLabel("Servidor de salida")).toHaveValue("ssl0.ovh.net");
  await expect(aside.getByLabel("Puerto de salida")).toHaveValue("465");
  await aside.getByRole("button", { name: "Añadir servidor de correo" }).click();
  await expect(owner.getByText("SMTP con contraseña · ssl0.ovh.net")).toBeVisible();
  await expect(owner.getByText("Una vez guardada, ponga la contraseña en su página.")).toBeVisible();
  await expect(owner.getByLabel("Usuario", { exact: true })).toBeVisible();
  await owner.getByRole("button", { name: "Añadir cuenta de correo" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: `Oficina ${unique}` })).toBeVisible();

  await owner.goto("/admin/mail-templates/new");
  await owner.getByLabel("Nombre", { exact: true }).fill(`Confirmación ${unique}`);
  await owner.getByLabel("Asunto").fill(`Su reserva {what} ${unique}`);
  await owner.getByLabel("Texto").fill("Hola, {person}:\n\nLe esperamos en {from}.\nVence: {due}\n\n{company}");
  await owner.getByRole("button", { name: "Añadir plantilla de correo" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: `Confirmación ${unique}` })).toBeVisible();

  const page = await as(browser, DISPATCHER, "/admin/bookings");
  await page.getByRole("main").getByRole("table").getByRole("link").first().click();
  await page.getByRole("button", { name: "Más acciones", exact: true }).click();
  await page.getByRole("menuitem", { name: "Escribir correo" }).click();
  await page.getByRole("main").getByLabel("De", { exact: false }).first().selectOption({ label: `Oficina ${unique} · oficina@vega.example` });
  await page.getByLabel("Plantilla de correo").selectOption({ label: `Confirmación ${unique}` });
  await expect(page.getByLabel("Asunto")).toHaveValue(new RegExp(`^Su reserva BK-.* ${unique}$`));
  await expect(page.getByLabel("Texto")).toHaveValue(/Le esperamos en (?!\{)/);
  await expect(page.getByLabel("Texto")).not.toHaveValue(/Vence/);
  await page.getByLabel("Para").fill("nadie");
  await page.locator('input[type="file"]').first().setInputFiles([{ name: "mapa.pdf", mimeType: "application/pdf", buffer: PDF }]);
  await expect(page.getByRole("button", { name: "mapa.pdf", exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Enviar correo" }).click();
  await expect(page.getByText("Escriba una dirección de correo válida.").first()).toBeVisible();
  await page.getByLabel("Para").fill("Marta <marta@cliente.example>, otra@cliente.example");
  await page.getByRole("button", { name: "Vista previa" }).click();
  await expect(page.getByRole("dialog").getByText("Marta <marta@cliente.example>")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Enviar correo" }).click();

  await expect(page).toHaveURL(/\/admin\/bookings\/\d+\/mails$/);
  const row = page.getByRole("row", { name: new RegExp(`${unique}`) });
  await expect(row).toContainText("En espera");
  await expect(row).toContainText("marta@cliente.example");

  // Who may not see the outbox of all opens the mails they wrote.
  const booking = new URL(page.url()).pathname;
  await row.getByRole("link", { name: new RegExp(`${unique}`) }).click();
  await page.getByRole("button", { name: "No enviar" }).click();
  await expect(page.getByRole("main").getByText("Cancelado").first()).toBeVisible();
  await page.getByRole("button", { name: "Enviar de nuevo" }).click();
  await expect(page.getByRole("main").getByText("En espera").first()).toBeVisible();

  await owner.goto(booking);
  await owner.getByRole("link", { name: new RegExp(`Su reserva .* ${unique}`) }).click();
  await expect(owner.getByRole("link", { name: "mapa.pdf", exact: true })).toBeVisible();
});

test("a server's form says beforehand how many accounts have to sign in again", async ({ browser }) => {
  const unique = Date.now();
  const page = await as(browser, OWNER, "/admin/mail-servers");
  const call = (method, path, body, headers) => page.evaluate(async ([method, path, body, headers]) => {
    const init = { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
    return await (await fetch(path, init)).json();
  }, [method, path, body, headers]);
  const draft = { name: `Servidor ${unique}`, outgoing_engine: "smtp_password", outgoing_host: "smtp.vega.example", outgoing_port: 587 };
  const server = await call("POST", "/api/mail-servers", draft, { "idempotency-key": `server-of-test-${unique}` });
  for (const name of ["Taller", "Almacén"]) {
    const draft = { name: `${name} ${unique}`, server: server.id, address: "taller@vega.example" };
    const account = await call("POST", "/api/mail-accounts", draft, { "idempotency-key": `account-of-test-${name.length}-${unique}` });
    await call("PUT", `/api/mail-accounts/${account.id}/password`, { password: "una clave", outgoing: false }, { "if-match": `${account.version}` });
  }
  await page.goto(`/admin/mail-servers/${server.id}/edit`);
  await page.getByLabel("Nombre", { exact: true }).fill(`Otro nombre ${unique}`);
  const warning = page.getByText("2 cuentas olvidan su contraseña");
  await expect(warning).toHaveCount(0);
  await page.getByLabel("Servidor de salida").fill("smtp2.vega.example");
  await expect(warning).toBeVisible();
  await page.getByRole("button", { name: "Guardar cambios" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Otro nombre ${unique}`, exact: true })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Cuentas de correo" }).click();
  await page.getByRole("main").getByRole("link", { name: `Taller ${unique}` }).click();
  await expect(page.getByText("Falta la contraseña")).toBeVisible();
});

test("who may not send mail is told so on the button", async ({ browser }) => {
  const page = await as(browser, VIEWER, "/admin/bookings");
  await page.getByRole("main").getByRole("table").getByRole("link").first().click();
  await page.getByRole("button", { name: "Más acciones", exact: true }).click();
  await expect(page.getByRole("menuitem", { name: /Escribir correo/ })).toHaveAttribute("aria-disabled", "true");
});
