// The floor: what a person would write by hand for the booking list, in plain JavaScript. It checks the same session and
// permission as ours, asks the same rows in the same order, and answers the same bytes under the same headers by `.all()` and
// `Response.json`. Ours has to be at least as fast.

const SESSION = `SELECT s.id AS session, s.seen_at, p.id, p.name, p.language, c.zone, c.currency, d.id AS driver,
  (SELECT json_group_array(json(r.permissions)) FROM staff_roles sr JOIN roles r ON r.id = sr.role
    WHERE sr.staff = p.id AND r.archived_at IS NULL) AS permissions
  FROM sessions s JOIN staff p ON p.id = s.person JOIN company c ON c.id = 1
  LEFT JOIN drivers d ON d.staff = p.id AND d.archived_at IS NULL
  WHERE s.token_hash = ? AND s.kind = 'staff' AND s.expires_at > ? AND s.seen_at > ? AND p.active = 1 AND p.archived_at IS NULL`;

const IDLE = 12 * 60 * 60 * 1000;
const PAGE = 50;
const COLUMNS = ["id", "number", "subject", "customer", "customer_name", "pickup_at", "ends_at", "pickup_address",
  "delivery_address", "status", "amount"];
const ROWS = `SELECT t.id, t.number, t.subject, t.customer, u.company AS customer_name, t.pickup_at, t.ends_at,
  t.pickup_address, t.delivery_address, t.status, t.amount
  FROM bookings t CROSS JOIN customers u ON u.id = t.customer WHERE t.archived_at IS NULL`;

const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
};

function headers(results) {
  const sum = (name) => results.reduce((total, { meta }) => total + meta[name], 0);
  const cost = `statements=${results.length} rows_read=${sum("rows_read")} rows_written=${sum("rows_written")}`;
  return { ...HEADERS, "server-timing": `db;desc="${cost}"`, "x-request-id": crypto.randomUUID() };
}

async function hashOf(token) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return btoa(String.fromCharCode(...new Uint8Array(digest))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function list(database, query) {
  let sql = ROWS;
  const values = [];
  if (query.has("status")) {
    sql += " AND t.status = ?";
    values.push(query.get("status"));
  }
  if (query.has("customer")) {
    sql += " AND t.customer = ?";
    values.push(Number(query.get("customer")));
  }
  if (query.has("cursor")) {
    const [pickup, id] = JSON.parse(query.get("cursor"));
    sql += " AND (t.pickup_at, t.id) < (?, ?)";
    values.push(pickup, id);
  }
  return database.prepare(`${sql} ORDER BY t.pickup_at DESC, t.id DESC LIMIT ${PAGE + 1}`).bind(...values);
}

export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname !== "/api/bookings") return new Response(null, { status: 404 });
    const token = /(?:^|;\s*)__Host-staff=([^;]+)/.exec(request.headers.get("cookie") ?? "")?.[1];
    if (!token) return new Response(null, { status: 401 });
    const now = Date.now();
    const session = env.DB.prepare(SESSION).bind(await hashOf(token), now, now - IDLE);
    const [callers, page] = await env.DB.batch([session, list(env.DB, url.searchParams)]);
    const [caller] = callers.results;
    if (!caller) return new Response(null, { status: 401 });
    if (!JSON.parse(caller.permissions).flat().includes("bookings.view")) return new Response(null, { status: 403 });
    const more = page.results.length > PAGE;
    const rows = page.results.slice(0, PAGE).map((row) => Object.values(row));
    const last = rows.at(-1);
    const next = more ? JSON.stringify([last[COLUMNS.indexOf("pickup_at")], last[0]]) : null;
    return Response.json({ columns: COLUMNS, rows, next }, { headers: headers([callers, page]) });
  },
};
