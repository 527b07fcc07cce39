// Measures the built Worker on the `large` data, beside the floor that a person would write by hand:
//
//   cargo xtask bench [-- --starts 5 --rounds 4 --ms 1000 --warm 15000 --beside NAME=DIR …]
//
// All sides run in one call, in turns, each in a runtime of its own, so that what else the machine does hits all of them. One
// process differs from the next of the same code by several percent, so each is started several times, and each ratio says how
// far the starts lie apart. CPU and counts are to be trusted; throughput is what is left when the machine is busy with nothing
// else. A list may take BAR times the floor's CPU. `--beside` measures other builds of the Worker too, to tell what a change is worth.
//
// Before anything is timed, all sides answer `--warm` calls: V8 optimises a function of WebAssembly, and of JavaScript, only
// once it has run often, and a Worker that is asked so rarely needs no throughput.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { RELEASE_WORKER } from "../../edge/local.mjs";
import { NOTHING, Side, added } from "./runtime.mjs";

const { values: options } = parseArgs({
  options: {
    starts: { type: "string", default: "5" },
    rounds: { type: "string", default: "4" },
    ms: { type: "string", default: "1000" },
    width: { type: "string", default: "8" },
    warm: { type: "string", default: "15000" },
    beside: { type: "string", multiple: true, default: [] },
  },
});
const BAR = 1.15;
const state = process.env.VOLANTE_STATE;
if (!state) {
  console.error("VOLANTE_STATE names no state with data; `cargo xtask bench` makes one");
  process.exit(2);
}
const shape = { width: Number(options.width), ms: Number(options.ms) };
const floorModule = await readFile(join(import.meta.dirname, "floor.mjs"), "utf8");

const ours = await Side.start("ours", state, process.env.VOLANTE_WORKER ?? RELEASE_WORKER);
const others = [];
for (const [name, folder] of options.beside.map((pair) => pair.split("="))) others.push(await Side.start(name, state, folder));
const floor = await Side.start("floor", state, [{ type: "ESModule", path: "floor.mjs", contents: floorModule }]);
const sides = [ours, ...others, floor];

async function bench() {
  const token = randomBytes(32).toString("base64url");
  for (const side of sides) await signIn(side, token);
  const { results: [{ customer }] } = await ours.database.prepare("SELECT customer FROM bookings ORDER BY id LIMIT 1").run();
  const { results: [{ bookings }] } = await ours.database.prepare("SELECT count(*) AS bookings FROM bookings").run();
  const second = `/api/bookings?cursor=${encodeURIComponent(JSON.parse((await ours.send("GET", "/api/bookings")).body).next)}`;
  const paths = ["/api/bookings", second, "/api/bookings?status=completed", `/api/bookings?customer=${customer}`];
  console.log(`${bookings} bookings, ${shape.width} calls at a time; ${options.starts} starts, ${options.rounds} rounds of ${shape.ms} ms in each\n`);

  const compared = new Map(paths.map((path) => [path, new Comparison(path)]));
  for (let start = 0; start < Number(options.starts); start += 1) {
    if (start > 0) for (const side of sides) await side.again();
    for (const side of sides) await warm(side);
    for (const comparison of compared.values()) await comparison.measure();
  }
  for (const comparison of compared.values()) comparison.tell();
  const listed = JSON.parse((await ours.send("GET", "/api/bookings")).body).rows.map(([id]) => id);
  await alone("one booking", () => ours.send("GET", `/api/bookings/${listed[Math.floor(Math.random() * listed.length)]}`));
  await alone("create a booking", () => create(customer));
}

// The owner, by a session written for the occasion: hashing passwords is not what is measured.
async function signIn(side, token) {
  const now = Date.now();
  const hash = createHash("sha256").update(token).digest("base64url");
  const owner = `SELECT staff FROM staff_roles JOIN roles ON roles.id = role WHERE built_in = 'owner' LIMIT 1`;
  await side.database
    .prepare(`INSERT INTO sessions (id, token_hash, kind, person, created_at, seen_at, expires_at, device)
      SELECT 1, ?, 'staff', (${owner}), ?, ?, ?, 'bench'`)
    .bind(hash, now, now, now + 86_400_000)
    .run();
  side.cookie = `__Host-staff=${token}`;
}

async function warm(side) {
  for (let calls = 0; calls < Number(options.warm); ) {
    calls += (await side.burst(() => side.send("GET", "/api/bookings"), shape)).calls;
  }
}

// One address, asked of all.
class Comparison {
  constructor(path) {
    this.path = path;
    this.totals = new Map(sides.map((side) => [side, NOTHING]));
    // To the floor's, one of each start.
    this.throughput = new Map(sides.map((side) => [side, []]));
    this.cpu = new Map(sides.map((side) => [side, []]));
  }

  // In the processes as they are now.
  async measure() {
    const once = (side) => side.send("GET", this.path);
    const names = (answer) => Object.keys(answer.headers).sort().join(" ");
    const theirs = await once(floor);
    for (const side of sides) {
      const mine = await once(side);
      if (mine.status !== 200 || !mine.body.equals(theirs.body)) {
        throw new Error(`${this.path}: ${side.name} differs\n${mine.status} ${mine.body}\n${theirs.status} ${theirs.body}`);
      }
      if (names(mine) !== names(theirs)) throw new Error(`the headers differ\n${names(mine)}\n${names(theirs)}`);
      if (side === ours) this.sample = mine;
      await side.burst(once, shape);
    }
    const here = new Map(sides.map((side) => [side, NOTHING]));
    for (let round = 0; round < Number(options.rounds); round += 1) {
      // Whoever goes first changes from round to round.
      for (const side of round % 2 ? sides : sides.toReversed()) {
        here.set(side, added(here.get(side), await side.burst(once, shape)));
      }
    }
    const them = rates(here.get(floor));
    for (const [side, burst] of here) {
      this.totals.set(side, added(this.totals.get(side), burst));
      const us = rates(burst);
      this.throughput.get(side).push(us.perSecond / them.perSecond);
      this.cpu.get(side).push(us.cpuMs / them.cpuMs);
    }
  }

  tell() {
    console.log(`list ${decodeURIComponent(this.path)} (${this.sample.body.length} bytes, the same on all sides)`);
    for (const side of sides) {
      const own = side === ours ? `  ${this.sample.headers["server-timing"] ?? ""}` : "";
      const ratio = side === floor ? "" : `  CPU × ${spread(this.cpu.get(side))}, throughput × ${spread(this.throughput.get(side))}`;
      console.log(`  ${side.name.padEnd(8)} ${describe(rates(this.totals.get(side)))}${ratio}${own}`);
    }
    const mean = this.cpu.get(ours).reduce((sum, one) => sum + one, 0) / this.cpu.get(ours).length;
    if (mean > BAR) {
      console.log(`  over the bar: ${BAR} times the floor's CPU`);
      process.exitCode = 1;
    }
    console.log("");
  }
}

// The mean, and how far the mean of as many other starts may lie from it (its standard error).
function spread(ratios) {
  const mean = ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
  if (ratios.length < 2) return mean.toFixed(2);
  const variance = ratios.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (ratios.length - 1);
  return `${mean.toFixed(3)} ± ${Math.sqrt(variance / ratios.length).toFixed(3)}`;
}

async function alone(what, once) {
  const sample = await once();
  let total = NOTHING;
  for (let round = 0; round < Number(options.rounds); round += 1) total = added(total, await ours.burst(once, shape));
  console.log(`${what} (${sample.body.length} bytes)`);
  console.log(`  ours   ${describe(rates(total))}  ${sample.headers["server-timing"] ?? ""}\n`);
}

function create(customer) {
  const pickup = Date.now() + 86_400_000;
  const draft = {
    customer, subject: "Traslado al aeropuerto", pickup_address: "Calle Mayor 1, Madrid", pickup_at: pickup,
    delivery_address: "Aeropuerto T4, Madrid", ends_at: pickup + 3_600_000, phone: "+34 600 000 000",
  };
  const headers = { "content-type": "application/json", "idempotency-key": randomUUID() };
  return ours.send("POST", "/api/bookings", { headers, body: JSON.stringify(draft) });
}

function rates({ calls, ms, cpu }) {
  return { perSecond: (calls / ms) * 1000, cpuMs: cpu / calls };
}

function describe({ perSecond, cpuMs }) {
  return `${perSecond.toFixed(0).padStart(6)} calls/s  ${cpuMs.toFixed(3)} ms CPU`;
}

try {
  await bench();
} finally {
  for (const side of sides) await side.stop();
}
