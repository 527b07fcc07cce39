// Both sides of a comparison: a Worker in its own runtime, over its own copy of one state, asked over kept connections.
import { cp, mkdir, readFile, readdir, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { start } from "../../edge/local.mjs";

// Ticks of /proc's CPU times (USER_HZ, fixed at 100 for programs on every Linux).
const TICK_MS = 10;

async function children() {
  const tasks = await readdir("/proc/self/task");
  const lists = await Promise.all(tasks.map((task) => readFile(`/proc/self/task/${task}/children`, "utf8")));
  return new Set(lists.join(" ").split(/\s+/).filter(Boolean));
}

export class Side {
  // Copies the database below `state`, so that measuring leaves nothing behind.
  static async start(name, state, worker) {
    const folder = join(state, "bench", name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await cp(join(state, "d1"), join(folder, "d1"), { recursive: true });
    const side = new Side(name, folder, worker);
    await side.begin();
    return side;
  }

  constructor(name, folder, worker) {
    Object.assign(this, { name, folder, worker });
    this.cookie = "";
  }

  async begin() {
    const before = await children();
    this.server = await start({ state: this.folder, worker: this.worker, vars: {} });
    this.pids = [...(await children())].filter((pid) => !before.has(pid));
    this.agent = new Agent({ keepAlive: true, maxSockets: 64 });
  }

  // In a new process, over the same database.
  async again() {
    await this.end();
    await this.begin();
  }

  get database() {
    return this.server.database;
  }

  send(method, path, { headers = {}, body } = {}) {
    const { hostname, port, origin } = this.server.url;
    const sent = { cookie: this.cookie, origin, ...headers };
    const options = { agent: this.agent, host: hostname, port, method, path, headers: sent };
    return new Promise((resolve, reject) => {
      const call = request(options, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
        response.on("error", reject);
      });
      call.on("error", reject);
      call.end(body);
    });
  }

  // CPU time of the runtime behind this side, in milliseconds.
  async cpu() {
    const times = this.pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    });
    return (await Promise.all(times)).reduce((sum, time) => sum + time, 0);
  }

  // Calls `once` from `width` at a time for `ms`; what that came to.
  async burst(once, { width, ms }) {
    const [began, cpu] = [performance.now(), await this.cpu()];
    let calls = 0;
    const loop = async () => {
      while (performance.now() - began < ms) {
        const { status } = await once(this);
        if (status >= 300) throw new Error(`${this.name}: ${status}`);
        calls += 1;
      }
    };
    await Promise.all(Array.from({ length: width }, loop));
    return { calls, ms: performance.now() - began, cpu: (await this.cpu()) - cpu };
  }

  async end() {
    this.agent.destroy();
    await this.server.stop();
  }

  async stop() {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export function added(total, part) {
  return { calls: total.calls + part.calls, ms: total.ms + part.ms, cpu: total.cpu + part.cpu };
}

export const NOTHING = { calls: 0, ms: 0, cpu: 0 };
