//! What must hold of the tables whatever was called, by SQL that shares nothing with the Worker's.

use api_tests::Server;

/// What there may be none of.
const NEVER: &[(&str, &str)] = &[
    (
        "trips that hold one vehicle or driver at the same time",
        "SELECT count(*) FROM logbooks a JOIN logbooks b ON a.id < b.id AND (a.vehicle = b.vehicle OR a.driver = b.driver) \
         AND a.status <> 'cancelled' AND b.status <> 'cancelled' AND a.\"from\" < b.\"to\" AND b.\"from\" < a.\"to\"",
    ),
    (
        "trips of a driver who is on leave meanwhile",
        "SELECT count(*) FROM logbooks l JOIN leave a ON a.driver = l.driver AND a.archived_at IS NULL AND l.status <> 'cancelled' \
         AND l.\"from\" < coalesce(a.\"to\", 9e15) AND a.\"from\" < l.\"to\"",
    ),
    (
        "vehicles in two running trips",
        "SELECT count(*) FROM (SELECT vehicle FROM logbooks WHERE status = 'processing' GROUP BY vehicle HAVING count(*) > 1)",
    ),
    (
        "drivers in two running trips",
        "SELECT count(*) FROM (SELECT driver FROM logbooks WHERE status = 'processing' GROUP BY driver HAVING count(*) > 1)",
    ),
    (
        "open trips of bookings that have ended",
        "SELECT count(*) FROM logbooks l JOIN bookings b ON b.id = l.booking \
         WHERE l.status IN ('new', 'processing') AND b.status IN ('cancelled', 'rejected', 'completed')",
    ),
    (
        "open trips of archived vehicles or drivers",
        "SELECT count(*) FROM logbooks l JOIN vehicles v ON v.id = l.vehicle JOIN drivers d ON d.id = l.driver \
         WHERE l.status IN ('new', 'processing') AND (v.archived_at IS NOT NULL OR d.archived_at IS NOT NULL)",
    ),
    (
        "time cards of one driver that overlap",
        "SELECT count(*) FROM time_cards a JOIN time_cards b ON a.id < b.id AND a.driver = b.driver \
         AND a.\"from\" < coalesce(b.\"to\", 9e15) AND b.\"from\" < coalesce(a.\"to\", 9e15)",
    ),
    (
        "bookings on two live invoices",
        "SELECT count(*) FROM (SELECT l.value ->> 'booking' AS booking, i.id FROM invoices i, json_each(i.lines) l \
         WHERE booking IS NOT NULL AND i.cancelled_at IS NULL AND i.credited_at IS NULL \
         GROUP BY booking HAVING count(DISTINCT i.id) > 1)",
    ),
    (
        "bookings that name another invoice than has them",
        "SELECT count(*) FROM bookings b WHERE b.invoice IS NOT (SELECT i.id FROM invoices i, json_each(i.lines) l \
         WHERE l.value ->> 'booking' = b.id AND i.cancelled_at IS NULL AND i.credited_at IS NULL)",
    ),
    (
        "invoices paid otherwise than their allocations say",
        "SELECT count(*) FROM invoices i WHERE i.paid <> (SELECT coalesce(sum(a.amount), 0) FROM payment_allocations a WHERE a.invoice = i.id)",
    ),
    (
        "payments that are not allocated in full, or to another customer's invoice",
        "SELECT count(*) FROM payments p WHERE p.amount <> (SELECT coalesce(sum(a.amount), 0) FROM payment_allocations a \
         JOIN invoices i ON i.id = a.invoice AND i.customer = p.customer WHERE a.payment = p.id)",
    ),
    (
        "reversals that do not take back what their payment was allocated to",
        "SELECT count(*) FROM payments r JOIN payment_allocations a ON a.payment = r.reverses WHERE NOT EXISTS \
         (SELECT 1 FROM payment_allocations b WHERE b.payment = r.id AND b.invoice = a.invoice AND b.amount = -a.amount)",
    ),
    (
        "invoices paid beyond their total",
        "SELECT count(*) FROM invoices WHERE issued_at IS NOT NULL AND (paid > total OR paid < 0)",
    ),
    (
        "gaps in the invoices' numbers",
        "SELECT count(*) FROM (SELECT rtrim(number, '0123456789') AS series, count(*) AS many, \
         max(CAST(substr(number, length(rtrim(number, '0123456789')) + 1) AS INTEGER)) AS last \
         FROM invoices WHERE number IS NOT NULL GROUP BY 1) WHERE many <> last",
    ),
    (
        "bookings without a history, words or a number",
        "SELECT count(*) FROM bookings b WHERE number NOT GLOB 'BK-20[0-9][0-9]-[0-9]*' \
         OR NOT EXISTS (SELECT 1 FROM history WHERE kind = 'bookings' AND record = b.id) \
         OR NOT EXISTS (SELECT 1 FROM words WHERE kind = 'bookings' AND id = b.id)",
    ),
    (
        "bookings rated twice for one driver",
        "SELECT count(*) FROM (SELECT booking, driver FROM ratings GROUP BY booking, driver HAVING count(*) > 1)",
    ),
    (
        "drivers whose stars are not those of their ratings",
        "SELECT count(*) FROM drivers d WHERE d.ratings <> (SELECT count(*) FROM ratings r WHERE r.driver = d.id) \
         OR d.stars <> (SELECT coalesce(sum(r.stars), 0) FROM ratings r WHERE r.driver = d.id)",
    ),
    ("rows that refer to nothing", "SELECT count(*) FROM pragma_foreign_key_check"),
    ("rows in the table of guards", "SELECT count(*) FROM guards"),
];

/// # Panics
/// When something is there that must never be.
pub fn holds(server: &Server, after: &str) {
    for (what, sql) in NEVER {
        assert_eq!(server.count(sql), 0, "{after}: {what}");
    }
    let owners = "SELECT count(*) FROM staff s JOIN staff_roles sr ON sr.staff = s.id JOIN roles r ON r.id = sr.role \
        WHERE r.built_in = 'owner' AND s.active = 1 AND s.archived_at IS NULL";
    assert!(server.count(owners) > 0, "{after}: nobody owns the company any more");
    server.sums_hold();
    let sound: String = server.sql().query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a verdict");
    assert_eq!(sound, "ok", "{after}");
}
