// Serves the built Worker for `cargo xtask run`, the API tests and the browser tests:
//
//   node edge/serve.mjs --state DIR [--port N] [--worker DIR] [--assets DIR] [--vars FILE] [--var NAME=VALUE]… [--cron]
//   node edge/serve.mjs --state DIR --migrate-only
//
// Prints one line of JSON on standard output once requests are answered: `url`, `database` (the SQLite file), `pid`. A line of
// standard input, `tick` or the key of a piece of work, fires the clock or wakes that piece; once that is done it is printed.
// The runtime itself is a child process: killed, it comes back on the same port and with the same data.
// Ends on SIGINT, SIGTERM, or when standard input closes, so nothing outlives the process that started it.
import { readFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { RELEASE_ASSETS, RELEASE_WORKER, start } from "./local.mjs";

const { values: options } = parseArgs({
  options: {
    state: { type: "string" },
    port: { type: "string", default: "0" },
    worker: { type: "string", default: RELEASE_WORKER },
    assets: { type: "string", default: RELEASE_ASSETS },
    vars: { type: "string" },
    var: { type: "string", multiple: true, default: [] },
    cron: { type: "boolean", default: false },
    "migrate-only": { type: "boolean", default: false },
  },
});
if (!options.state) {
  console.error("--state DIR is required: the folder of the database and the files");
  process.exit(2);
}
const state = resolve(options.state);

async function databaseFile() {
  const folder = join(state, "d1", "miniflare-D1DatabaseObject");
  const name = (await readdir(folder)).find((entry) => /^[0-9a-f]{64}\.sqlite$/.test(entry));
  return join(folder, name);
}

const fromFile = options.vars ? JSON.parse(await readFile(options.vars, "utf8")) : {};
const fromArguments = options.var.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);

const server = await start({
  state,
  port: Number(options.port),
  worker: options["migrate-only"] ? null : resolve(options.worker),
  assets: resolve(options.assets),
  vars: { ...fromFile, ...Object.fromEntries(fromArguments) },
  cron: options.cron,
});
console.log(JSON.stringify({ url: server.url.origin, database: await databaseFile(), pid: process.pid }));

let ending = false;
async function end() {
  if (ending) return;
  ending = true;
  await server.stop();
  process.exit(0);
}

if (options["migrate-only"]) await end();
process.on("SIGINT", end);
process.on("SIGTERM", end);
process.stdin.on("error", end);
createInterface({ input: process.stdin })
  .on("line", async (key) => console.log(JSON.stringify({ woken: key, done: await server.wake(key) })))
  .on("close", end);
