// Measures how long the apps' first pages take on a slow phone, in Chromium, and prints each request as a line of a waterfall:
//
//   cargo xtask bench --first-load [-- --runs 3 --kbit 1600 --latency 150 --cpu 4 --only NAME]
//
// The built pages and the Worker stand behind a front that speaks HTTP/2 and Brotli as the platform's does. Times are from the
// start of the navigation, the median of the runs. A page is ready when its first row, card or field is there.
import { execFileSync } from "node:child_process";
import { X509Certificate, createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as ask } from "node:http";
import { createSecureServer } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { chromium } from "playwright-core";
import { start } from "../../edge/local.mjs";

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    kbit: { type: "string", default: "1600" },
    latency: { type: "string", default: "150" },
    cpu: { type: "string", default: "4" },
    only: { type: "string", default: "" },
  },
});
const PASSWORD = "volante-demo-2026";
const ROW = "main tbody tr";

// What is ready when, in milliseconds, and what may have been fetched by then, in kB and requests.
const PAGES = [
  { name: "portal: sign in", path: "/", ready: "input[type=password]", within: 1800, kb: 205 },
  { name: "portal: bookings", path: "/bookings", as: "marta@hotelmirasierra.example", ready: ".portal-cards li", within: 1800, kb: 215 },
  { name: "staff: overview", path: "/admin/overview", as: "ana@vega.example", ready: "main .stat, main section h2", within: 2800, kb: 340 },
  { name: "staff: bookings", path: "/admin/bookings", as: "ana@vega.example", ready: ROW, within: 2800, kb: 340 },
  { name: "staff: vehicles", path: "/admin/vehicles", as: "ana@vega.example", ready: ROW, within: 2800, kb: 340 },
  { name: "staff: invoices", path: "/admin/invoices", as: "ana@vega.example", ready: ROW, within: 2800, kb: 340 },
];
const AGAIN = 600;
// From a click to the frame that answers it: the row of the day, another order, a view.
const ANSWERED = 100;
const CLICK = ".view:not([aria-current]), .table-sort, .portal-cards a";
const PAINTED = 800;
const REQUESTS = 10;

const server = await start({ state: process.env.VOLANTE_STATE });
const front = await standInFront(server.url);
const profiles = [];

try {
  const contexts = new Map([[undefined, await context()]]);
  for (const page of PAGES.filter(({ name }) => name.includes(options.only))) {
    if (!contexts.has(page.as)) contexts.set(page.as, await signedIn(page));
    const runs = [];
    for (let run = 0; run < Number(options.runs); run += 1) runs.push(await measure(contexts.get(page.as), page));
    tell(page, runs);
  }
} finally {
  for (const { made, folder } of profiles) {
    await made.close();
    rmSync(folder, { recursive: true, force: true });
  }
  front.close();
  await server.stop();
}

/** A browser with a profile on the disk: of a private window nothing is kept, compiled code neither. */
async function context() {
  const folder = mkdtempSync(join(tmpdir(), "volante-profile-"));
  const made = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.VOLANTE_CHROMIUM ?? "/usr/bin/chromium",
    // What comes under a certificate that is wrong is never kept.
    args: ["--no-sandbox", "--disable-dev-shm-usage", `--ignore-certificate-errors-spki-list=${front.key}`],
    locale: "pl-PL",
    viewport: { width: 390, height: 844 },
  });
  profiles.push({ made, folder });
  return made;
}

/** Nobody comes again at once: by then the browser has kept what it compiled. */
const BETWEEN = 4_000;

async function signedIn({ as, path }) {
  const made = await context();
  const page = await made.newPage();
  await page.goto(front.url + (path.startsWith("/admin") ? "/admin/" : "/"));
  await page.locator("input[type=email]").fill(as);
  await page.locator("input[type=password]").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator("input[type=password]").waitFor({ state: "detached" });
  // A profile in another language than the browser's loads the page once more.
  await page.waitForTimeout(3000);
  await page.close();
  return made;
}

/** The page with nothing kept, then once more with what the first time left. */
async function measure(context, { path, ready }) {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.clearBrowserCache");
  const throughput = (Number(options.kbit) * 1000) / 8;
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false, latency: Number(options.latency), downloadThroughput: throughput, uploadThroughput: throughput,
  });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: Number(options.cpu) });
  await page.addInitScript((selector) => {
    const look = () => {
      if (!document.querySelector(selector)) return;
      globalThis.readyAt = performance.now();
      watch.disconnect();
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { childList: true, subtree: true });
  }, ready);
  const first = await visit(page, devtools, path);
  await page.waitForTimeout(BETWEEN);
  await page.goto("about:blank");
  const again = await visit(page, devtools, path);
  const answered = await answer(page);
  await page.close();
  return { first, again, answered };
}

/** How long the first click takes to be seen; nothing where there is nothing to press. */
async function answer(page) {
  return page.evaluate((selector) => new Promise((resolve) => {
    const pressed = document.querySelector(selector);
    if (!pressed) return resolve(undefined);
    const began = performance.now();
    const frame = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
    new MutationObserver((_, watch) => (watch.disconnect(), frame())).observe(document, { subtree: true, childList: true, attributes: true });
    pressed.click();
  }), CLICK);
}

async function visit(page, devtools, path) {
  const seen = new Map();
  const listen = {
    "Network.requestWillBeSent": ({ requestId, request, timestamp }) =>
      seen.set(requestId, { url: request.url.replace(front.url, ""), from: timestamp, bytes: 0 }),
    "Network.requestServedFromCache": ({ requestId }) => Object.assign(seen.get(requestId) ?? {}, { kept: true }),
    "Network.responseReceived": ({ requestId, response }) =>
      Object.assign(seen.get(requestId) ?? {}, { kept: response.fromDiskCache || response.fromPrefetchCache }),
    "Network.loadingFinished": ({ requestId, timestamp, encodedDataLength }) =>
      Object.assign(seen.get(requestId) ?? {}, { to: timestamp, bytes: encodedDataLength }),
  };
  for (const [event, handle] of Object.entries(listen)) devtools.on(event, handle);
  await page.goto(front.url + path, { waitUntil: "commit" });
  const ready = await (await page.waitForFunction(() => globalThis.readyAt, null, { timeout: 60_000 })).jsonValue();
  const painted = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
  for (const [event, handle] of Object.entries(listen)) devtools.off(event, handle);
  const [{ from: began }] = seen.values();
  const at = (time) => (time - began) * 1000;
  const lines = [...seen.values()]
    .filter(({ url, kept }) => !kept && url.startsWith("/"))
    .map(({ url, from, to, bytes }) => ({ url, from: at(from), to: to === undefined ? ready : at(to), bytes }))
    .filter(({ from }) => from < ready);
  return { ready, painted, lines, bytes: lines.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function tell({ name, within, kb }, runs) {
  const of = (read) => median(runs.map(read));
  const ready = of(({ first }) => first.ready);
  const shown = runs.find(({ first }) => first.ready === ready).first;
  const verdict = (value, bar) => `${Math.round(value)} of ${bar}${value > bar ? "  OVER" : ""}`;
  console.log(`\n${name}`);
  console.log(`  ready       ${verdict(ready, within)} ms`);
  console.log(`  painted     ${verdict(of(({ first }) => first.painted), PAINTED)} ms`);
  console.log(`  fetched     ${verdict(of(({ first }) => first.bytes / 1000), kb)} kB`);
  console.log(`  requests    ${verdict(of(({ first }) => first.lines.length), REQUESTS)}`);
  console.log(`  once more   ${verdict(of(({ again }) => again.ready), AGAIN)} ms, ${Math.round(of(({ again }) => again.bytes / 1000))} kB`);
  const answered = runs.map((run) => run.answered).filter((time) => time !== undefined);
  if (answered.length) console.log(`  a click     ${verdict(median(answered), ANSWERED)} ms`);
  const scale = 40 / shown.ready;
  for (const { url, from, to, bytes } of shown.lines) {
    const bar = " ".repeat(Math.round(from * scale)) + "█".repeat(Math.max(1, Math.round((to - from) * scale)));
    const [numbers, file] = [[from, to, bytes / 1000].map((n) => Math.round(n)), url.split("/").slice(-2).join("/").slice(0, 60)];
    console.log(`  ${numbers.map((n) => String(n).padStart(5)).join(" ")} kB  ${bar.padEnd(42)} ${file}`);
  }
}

/** A front before the local server, which speaks neither HTTP/2 nor Brotli. Files are pressed once. */
async function standInFront(origin) {
  const folder = mkdtempSync(join(tmpdir(), "volante-front-"));
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
    "-subj", "/CN=localhost", "-keyout", key, "-out", cert], { stdio: "ignore" });
  const pressed = new Map();
  const press = promisify(brotliCompress);
  const listener = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true }, async (incoming, outgoing) => {
    const headers = Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => !name.startsWith(":")));
    Object.assign(headers, { host: origin.host, "accept-encoding": "identity" });
    if (headers.origin) headers.origin = origin.origin;
    const passed = ask({ host: origin.hostname, port: origin.port, method: incoming.method, path: incoming.url, headers }, async (answer) => {
      let body = Buffer.concat(await answer.toArray());
      const { connection, "transfer-encoding": coding, "keep-alive": kept, "content-length": length, ...told } = answer.headers;
      if (body.length > 200 && /json|javascript|wasm|css|html/.test(told["content-type"] ?? "")) {
        const file = !incoming.url.startsWith("/api");
        const known = file && pressed.get(incoming.url);
        body = known || await press(body, { params: { [constants.BROTLI_PARAM_QUALITY]: file ? 11 : 4 } });
        if (file && answer.statusCode === 200) pressed.set(incoming.url, body);
        told["content-encoding"] = "br";
      }
      outgoing.writeHead(answer.statusCode, told);
      outgoing.end(body);
    });
    incoming.pipe(passed);
  });
  await new Promise((resolve) => listener.listen(0, "localhost", resolve));
  return {
    url: `https://localhost:${listener.address().port}`,
    key: createHash("sha256").update(new X509Certificate(readFileSync(cert)).publicKey.export({ type: "spki", format: "der" })).digest("base64"),
    close: () => {
      listener.close();
      rmSync(folder, { recursive: true });
    },
  };
}
