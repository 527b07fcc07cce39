// Starts every test server, prints where they are as one line of JSON, and stops with whoever started it:
//
//   node tests/peers/start.mjs [--state DIR] [--without-dovecot]
//
// DIR holds certificates, Dovecot's files and `peers.json` (the same JSON); without it a temporary folder that is removed.
// Ends on SIGINT, SIGTERM, or when standard input closes. By hand: `node tests/peers/start.mjs` and Ctrl+C.
//
// Beside the servers there is `control`:
//   GET  /accepted[?message_id=…][&via=…]  what was accepted, oldest first; /accepted/N/raw, /accepted/N/file/I give bytes
//   GET  /met/NAME  whether the order of that name was met
//   GET  /held/NAME the most requests that the order of that name held up at once
//   GET  /asked     every request to a token endpoint, with the secrets that went either way
//   POST /orders    what a peer answers next: see servers/orders.mjs
//   POST /apps      {client_id, redirects, secrets, anyTenant, consented, roles}: adds or changes an app registration
//   POST /revoke    {account}: ends every grant of that person
//   POST /settings  {ttl}: seconds that access tokens made from now on are good for
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeAuthority } from "./servers/authority.mjs";
import { startDovecot } from "./servers/dovecot.mjs";
import { TENANT, startEntra } from "./servers/entra.mjs";
import { startGoogle } from "./servers/google.mjs";
import { startGraph } from "./servers/graph.mjs";
import { reply, serve } from "./servers/http.mjs";
import { startOidc } from "./servers/oidc.mjs";
import { Orders } from "./servers/orders.mjs";
import { startReceiver } from "./servers/receiver.mjs";

const ACCOUNTS = {
  "flota@vega.example": "Clave-de-flota-1",
  "otra@vega.example": "Clave-de-otra-2",
  // Too long to stand on the line of its command.
  "larga@vega.example": "Clave-larga-".repeat(36),
};
const REDIRECT = "https://volante.example/admin/smtp_oauth_microsoft/token";
const SECRETS = [
  { value: "aB8Q~secreto.actual_+/=&%41" },
  { value: "secreto-siguiente" },
  { value: "secreto-caducado", expired: true },
];
const MICROSOFT = { redirects: [REDIRECT], secrets: SECRETS, anyTenant: false, consented: false };
const APPS = {
  entra: {
    "1b6b05a2-0001-4000-8000-000000000001": MICROSOFT,
    "1b6b05a2-0002-4000-8000-000000000002": { ...MICROSOFT, anyTenant: true },
  },
  google: {
    "1042-volante.apps.googleusercontent.com": {
      redirects: ["https://volante.example/oauth/google/callback"],
      secrets: SECRETS,
    },
  },
  oidc: { volante: { redirects: ["https://volante.example/oauth/callback"], secrets: SECRETS } },
};

const { values: options } = parseArgs({
  options: { state: { type: "string" }, "without-dovecot": { type: "boolean", default: false } },
});
const folder = options.state ? resolve(options.state) : await mkdtemp(join(tmpdir(), "volante-peers-"));
await mkdir(folder, { recursive: true });
// Dovecot's processes are users of their own.
await chmod(folder, 0o755);
const stops = [];

let ending = false;
async function end(code = 0) {
  if (ending) return;
  ending = true;
  for (const stop of stops) stop();
  if (!options.state) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}
process.on("SIGINT", () => end()).on("SIGTERM", () => end());
process.stdin
  .on("end", () => end())
  .on("error", () => end())
  .resume();

function python() {
  const installed = fileURLToPath(new URL("../../.state/python/bin/python", import.meta.url));
  const chosen = process.env.VOLANTE_PYTHON ?? installed;
  if (!existsSync(chosen)) throw new Error("the receiving mail server isn't installed: run `cargo xtask setup`");
  return chosen;
}

async function start() {
  const orders = new Orders();
  const apps = Object.fromEntries(Object.entries(APPS).map(([name, all]) => [name, new Map(Object.entries(all))]));
  const [trusted, foreign] = await Promise.all([makeAuthority(folder, "trusted"), makeAuthority(folder, "foreign")]);
  const plan = { trusted, foreign, users: ACCOUNTS };
  const receiver = await startReceiver({ python: python(), plan, accept: (mail) => orders.accept(mail), meet: (name) => orders.met.add(name) });
  stops.push(receiver.stop);
  const entra = await startEntra({ orders, apps: apps.entra });
  const google = await startGoogle({ orders, apps: apps.google });
  const oidc = await startOidc({ orders, apps: apps.oidc });
  const graph = await startGraph({ orders, entra, apps: apps.entra });
  let dovecot;
  if (!options["without-dovecot"]) {
    const introspection = `${entra.url}/${TENANT}/oauth2/v2.0/introspect`;
    const { certificate, key } = trusted;
    // Somebody may take a port between its being found and its being used.
    for (let tries = 1; !dovecot; tries++) {
      dovecot = await startDovecot({
        folder: join(folder, "dovecot"),
        certificate,
        key,
        introspection,
        relay: receiver.ports.relay,
        users: ACCOUNTS,
      }).catch((error) => {
        if (tries === 3) throw error;
      });
    }
    stops.push(dovecot.stop);
    dovecot.ended.then((words) => ending || (console.error(words), end(1)));
  }
  const control = await serve("control", (asked) =>
    obey(asked, { orders, apps, issuers: [entra, google, oidc], receiver }),
  );
  const [single, many] = Object.keys(APPS.entra);
  const [client] = Object.keys(APPS.google);
  return {
    control: control.url,
    ca: trusted.ca,
    foreign_ca: foreign.ca,
    host: "localhost",
    accounts: Object.entries(ACCOUNTS).map(([address, password]) => ({ address, password })),
    entra: { url: entra.url, tenant: TENANT, client_id: single, any_tenant_client_id: many, redirect: REDIRECT },
    google: { url: google.url, gmail: google.gmail, client_id: client, redirect: APPS.google[client].redirects[0] },
    oidc: { url: oidc.url, client_id: "volante", redirect: APPS.oidc.volante.redirects[0] },
    secrets: { current: SECRETS[0].value, next: SECRETS[1].value, expired: SECRETS[2].value },
    graph: { url: graph.url },
    receiver: receiver.ports,
    dovecot: dovecot?.ports ?? null,
    pid: process.pid,
  };
}

async function obey({ method, path, query, bytes }, { orders, apps, issuers, receiver }) {
  const body = () => JSON.parse(bytes.toString());
  const [, what, number, part, at] = path.split("/");
  if (method === "GET" && what === "accepted") {
    await receiver.settle();
    if (!number) return reply(200, orders.list(query));
    const found = part === "raw" ? orders.raw(Number(number)) : orders.file(Number(number), Number(at));
    return found ? reply(200, found, { "content-type": "application/octet-stream" }) : reply(404);
  }
  if (method === "GET" && what === "met") return reply(200, orders.met.has(decodeURIComponent(number)));
  if (method === "GET" && what === "held")
    return reply(200, orders.held.get(decodeURIComponent(number))?.most ?? 0);
  if (method === "GET" && what === "asked") return reply(200, issuers.flatMap(({ issuer }) => issuer.asked));
  if (method !== "POST") return reply(404);
  if (what === "orders") {
    const order = body();
    if (order.peer === "smtp") await receiver.order(order);
    else orders.add(order);
    return reply(204);
  }
  if (what === "apps") {
    const { client_id, provider = "entra", ...app } = body();
    const before =
      apps[provider].get(client_id) ?? (provider === "entra" ? MICROSOFT : { redirects: [], secrets: SECRETS });
    apps[provider].set(client_id, { ...before, ...app });
    return reply(204);
  }
  if (what === "revoke") {
    const { account } = body();
    for (const { issuer } of issuers) issuer.store.revoke((entry) => entry.accountId === account);
    return reply(204);
  }
  if (what === "settings") {
    for (const { issuer } of issuers) issuer.ttl = body().ttl;
    return reply(204);
  }
  return reply(404);
}

try {
  const peers = await start();
  await writeFile(join(folder, "peers.json"), `${JSON.stringify(peers, null, 2)}\n`);
  console.log(JSON.stringify(peers));
} catch (error) {
  console.error(error);
  await end(1);
}
