// The Worker on this machine: the built module in workerd, with D1, KV, assets and the clock, all under one folder.
// `start` is what `serve.mjs`, the benchmarks and the screenshots enter by. Nothing here reaches the network.
import { readFile, readdir, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Log, LogLevel, Miniflare, convertV4MiniflareOptions } from "miniflare";
import { parse } from "smol-toml";

const HERE = import.meta.dirname;
export const RELEASE_WORKER = join(HERE, "build");
export const RELEASE_ASSETS = join(HERE, "..", "dist");

// The table and its columns are wrangler's own, so either tool can carry on where the other stopped.
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

async function readConfig() {
  return parse(await readFile(join(HERE, "wrangler.toml"), "utf8"));
}

// A module that answers nothing: enough for a database that only has to be created and migrated.
const NO_WORKER = [{ type: "ESModule", path: "none.mjs", contents: "export default { fetch() { return new Response() } }" }];

async function workerModules(folder) {
  const read = (name) => readFile(join(folder, name));
  return [
    { type: "ESModule", path: "index.js", contents: await read("index.js") },
    { type: "CompiledWasm", path: "index_bg.wasm", contents: await read("index_bg.wasm") },
  ];
}

/**
 * Starts the runtime and applies the migrations that are still missing.
 * @param {object} options
 * @param {string} options.state folder of the database and the files
 * @param {number} [options.port] 0 picks a free one
 * @param {string|object[]|null} [options.worker] folder that `cargo xtask build` wrote, or modules as Miniflare takes them; null
 *   serves nothing but holds the database
 * @param {string} [options.assets] folder that is served as static assets
 * @param {Record<string, string>} [options.vars] variables and secrets of the Worker
 * @param {boolean} [options.cron] fire the cron trigger on its own, every minute
 * @returns {Promise<{url: URL, runtime: Miniflare, database: D1Database, wake: (key: string) => Promise<number>, stop: () => Promise<void>}>}
 *   `wake` fires the clock (`tick`), or wakes the piece of work of that key and waits until it is done; how much it did
 */
export async function start({ state, port = 0, worker = RELEASE_WORKER, assets = RELEASE_ASSETS, vars = {}, cron = false }) {
  const config = await readConfig();
  await mkdir(state, { recursive: true });
  const [database] = config.d1_databases;
  const runtime = new Miniflare(convertV4MiniflareOptions({
    name: config.name,
    host: "127.0.0.1",
    port,
    log: new Log(LogLevel.WARN),
    logRequests: false,
    cf: false,
    telemetry: { enabled: false },
    unsafeTriggerHandlers: true,
    resourcePersistencePath: state,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags ?? [],
    modules: worker === null ? NO_WORKER : Array.isArray(worker) ? worker : await workerModules(worker),
    bindings: { ...config.vars, ...vars },
    d1Databases: { [database.binding]: database.database_id },
    kvNamespaces: Object.fromEntries(config.kv_namespaces.map(({ binding, id }) => [binding, id])),
    // Modules of a benchmark's own have no such classes.
    ...(typeof worker !== "string" ? {} : {
      durableObjects: Object.fromEntries(
        config.durable_objects.bindings.map(({ name, class_name }) => [name, { className: class_name, useSQLite: true }]),
      ),
    }),
    ...(worker === null ? {} : {
      assets: {
        directory: assets,
        binding: config.assets.binding,
        run_worker_first: config.assets.run_worker_first,
        routerConfig: { has_user_worker: true },
      },
    }),
  }));
  const url = await runtime.ready;
  const binding = await runtime.getD1Database(database.binding);
  await migrate(binding, join(HERE, database.migrations_dir));
  const clock = cron ? setInterval(() => tick(runtime, config.triggers.crons[0]), 60_000) : undefined;
  const stop = async () => {
    clearInterval(clock);
    await runtime.dispose();
  };
  const wake = (key) => (key === "tick" ? tick(runtime, config.triggers.crons[0]) : work(runtime, config, key));
  return { url, runtime, database: binding, wake, stop };
}

async function tick(runtime, cron) {
  const worker = await runtime.getWorker();
  await worker.scheduled({ cron, scheduledTime: new Date() }).catch((error) => console.error("cron:", error.message));
  return 0;
}

async function work(runtime, config, key) {
  const objects = await runtime.getDurableObjectNamespace(config.durable_objects.bindings[0].name);
  return Number(await (await objects.getByName(key).fetch("https://piece/watch")).text());
}

async function migrate(database, folder) {
  await database.prepare(MIGRATIONS_TABLE).run();
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all();
  const applied = new Set(results.map(({ name }) => name));
  const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  for (const name of files.filter((file) => !applied.has(file))) {
    const sql = await readFile(join(folder, name), "utf8");
    const record = database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name);
    await database.batch([database.prepare(sql), record]).catch((error) => {
      throw new Error(`${name}: ${error.message}`);
    });
  }
}
