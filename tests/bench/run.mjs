// Measures the built Worker on the `large` data, beside the floor that a person would write by hand:
//
//   cargo xtask bench [-- --rounds 8 --ms 1000 --warm 15000]
//
// Before anything is timed, both sides answer `--warm` calls: V8 optimises a function of WebAssembly, and of JavaScript, only
// once it has run often, and a Worker that is asked so rarely needs no throughput.
//
// Both sides run in one call, in turns, each in a runtime of its own, so that what else the machine does hits both. CPU and
// counts are to be trusted; throughput is what is left when the machine is busy with nothing else.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { RELEASE_WORKER } from "../../edge/local.mjs";
import { NOTHING, Side, added } from "./runtime.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "8" },
    ms: { type: "string", default: "1000" },
    width: { type: "string", default: "8" },
    warm: { type: "string", default: "15000" },
  },
});
const state = process.env.VOLANTE_STATE;
if (!state) {
  console.error("VOLANTE_STATE names no state with data; `cargo xtask bench` makes one");
  process.exit(2);
}
const shape = { width: Number(options.width), ms: Number(options.ms) };
const floorModule = await readFile(join(import.meta.dirname, "floor.mjs"), "utf8");

const ours = await Side.start("ours", state, process.env.VOLANTE_WORKER ?? RELEASE_WORKER);
const floor = await Side.start("floor", state, [{ type: "ESModule", path: "floor.mjs", contents: floorModule }]);
try {
  await bench();
} finally {
  await ours.stop();
  await floor.stop();
}

async function bench() {
  const token = randomBytes(32).toString("base64url");
  for (const side of [ours, floor]) await signIn(side, token);
  const { results: [{ customer }] } = await ours.database.prepare("SELECT customer FROM bookings ORDER BY id LIMIT 1").run();
  const { results: [{ bookings }] } = await ours.database.prepare("SELECT count(*) AS bookings FROM bookings").run();
  const second = `/api/bookings?cursor=${encodeURIComponent(JSON.parse((await ours.send("GET", "/api/bookings")).body).next)}`;
  console.log(`${bookings} bookings; ${options.rounds} rounds of ${shape.ms} ms for each side, ${shape.width} calls at a time\n`);

  for (const side of [ours, floor]) await warm(side);
  for (const path of ["/api/bookings", second, "/api/bookings?status=completed", `/api/bookings?customer=${customer}`]) {
    await compare(path);
  }
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
  side.headers = { cookie: `__Host-staff=${token}`, origin: side.server.url.origin };
}

async function warm(side) {
  for (let calls = 0; calls < Number(options.warm); ) {
    calls += (await side.burst(() => side.send("GET", "/api/bookings"), shape)).calls;
  }
}

async function compare(path) {
  const [mine, theirs] = [await ours.send("GET", path), await floor.send("GET", path)];
  if (mine.status !== 200 || !mine.body.equals(theirs.body)) {
    throw new Error(`${path}: the sides differ\n${mine.status} ${mine.body}\n${theirs.status} ${theirs.body}`);
  }
  const names = (answer) => Object.keys(answer.headers).sort().join(" ");
  if (names(mine) !== names(theirs)) throw new Error(`the headers differ\n${names(mine)}\n${names(theirs)}`);
  const totals = new Map([[ours, NOTHING], [floor, NOTHING]]);
  const once = (side) => side.send("GET", path);
  for (const side of totals.keys()) await side.burst(once, shape);
  const pairs = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    const pair = new Map();
    // Whoever goes first changes from round to round.
    for (const side of round % 2 ? [ours, floor] : [floor, ours]) {
      const burst = await side.burst(once, shape);
      pair.set(side, rates(burst));
      totals.set(side, added(totals.get(side), burst));
    }
    pairs.push([pair.get(ours).perSecond / pair.get(floor).perSecond, pair.get(ours).cpuMs / pair.get(floor).cpuMs]);
  }
  const of = (side) => rates(totals.get(side));
  console.log(`list ${decodeURIComponent(path)} (${mine.body.length} bytes, the same on both sides)`);
  console.log(`  ours   ${told(of(ours))}  ${mine.headers["server-timing"] ?? ""}`);
  console.log(`  floor  ${told(of(floor))}`);
  // The middle one of the rounds: what else the machine does in one of them moves it little.
  const [throughput, cpu] = [0, 1].map((at) => pairs.map((pair) => pair[at]).sort((a, b) => a - b)[pairs.length >> 1]);
  console.log(`  ratio  throughput ${throughput.toFixed(2)} (1 or more is the budget), CPU ${cpu.toFixed(2)}\n`);
}

async function alone(what, once) {
  const sample = await once();
  let total = NOTHING;
  for (let round = 0; round < Number(options.rounds); round += 1) total = added(total, await ours.burst(once, shape));
  console.log(`${what} (${sample.body.length} bytes)`);
  console.log(`  ours   ${told(rates(total))}  ${sample.headers["server-timing"] ?? ""}\n`);
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

function told({ perSecond, cpuMs }) {
  return `${perSecond.toFixed(0).padStart(6)} calls/s  ${cpuMs.toFixed(3)} ms CPU`;
}
