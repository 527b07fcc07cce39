import { expect, test } from "@playwright/test";

for (const [name, path] of [["portal", "/"], ["staff", "/admin/"]]) {
  test(`the ${name} app paints its outline before the wasm arrives`, async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto(path);
    await expect(page.getByText("Volante", { exact: true })).toBeVisible();
    await expect(page.getByRole("alert")).toContainText("No se ha podido cargar la aplicación");
  });

  test(`the ${name} app starts under a policy without inline or evaluated script`, async ({ page }) => {
    const refused = [];
    page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
    page.on("pageerror", (error) => refused.push(error.message));
    const answer = await page.goto(path);
    const policy = answer.headers()["content-security-policy"];
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval' ('sha256-[\w+/=]{44}' ?){2};/);
    expect(policy).not.toContain("unsafe-inline");
    await expect(page.locator("#shell")).toHaveCount(0);
    expect(refused.filter((line) => line.includes("Content Security Policy"))).toEqual([]);
  });
}
