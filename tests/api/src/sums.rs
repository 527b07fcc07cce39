//! The sums that triggers keep, beside what a recount of everything gives.

use crate::Server;

/// As the triggers kept them; what comes to nothing may be missing.
const KEPT: &str = "
    SELECT what || ' in ' || month || ': ' || amount AS line FROM turnover WHERE amount <> 0
    UNION ALL SELECT 'owed by ' || due_on || ': ' || amount FROM owed WHERE amount <> 0
    UNION ALL SELECT 'bookings of ' || day || ': ' || json_array(\"new\", approved, processing, completed, rejected, cancelled)
      FROM booking_days WHERE \"new\" <> 0 OR approved <> 0 OR processing <> 0 OR completed <> 0 OR rejected <> 0 OR cancelled <> 0
    UNION ALL SELECT 'papers of ' || id || ' until ' || first_end FROM vehicles WHERE first_end IS NOT NULL
    UNION ALL SELECT 'first paper of ' || id || ': ' || first_end_type FROM vehicles WHERE first_end_type IS NOT NULL
    UNION ALL SELECT 'crew of ' || id || ': ' || vehicle_name || ', ' || driver_name FROM bookings WHERE vehicle_name <> ''
    UNION ALL SELECT name || ': ' || value FROM counters
      WHERE value <> 0 AND (name IN ('owed', 'drivers', 'customers') OR name LIKE 'vehicles.%')";

const RECOUNTED: &str = "
    SELECT 'invoiced in ' || substr(issued_on, 1, 7) || ': ' || sum(total) AS line FROM invoices
      WHERE issued_on IS NOT NULL AND cancelled_at IS NULL AND credited_at IS NULL GROUP BY substr(issued_on, 1, 7)
    UNION ALL SELECT 'collected in ' || strftime('%Y-%m', at / 1000, 'unixepoch') || ': ' || sum(amount) FROM payments
      GROUP BY strftime('%Y-%m', at / 1000, 'unixepoch') HAVING sum(amount) <> 0
    UNION ALL SELECT 'owed by ' || due_on || ': ' || sum(total - paid) FROM invoices
      WHERE issued_at IS NOT NULL AND cancelled_at IS NULL AND credited_at IS NULL AND paid < total GROUP BY due_on
    UNION ALL SELECT 'bookings of ' || date(pickup_at / 1000, 'unixepoch') || ': ' || json_array(sum(status = 'new'),
      sum(status = 'approved'), sum(status = 'processing'), sum(status = 'completed'), sum(status = 'rejected'),
      sum(status = 'cancelled')) FROM bookings WHERE archived_at IS NULL GROUP BY date(pickup_at / 1000, 'unixepoch')
    UNION ALL SELECT 'papers of ' || vehicle || ' until ' || min(latest) FROM (SELECT vehicle, max(lasts_until) AS latest
      FROM documents WHERE vehicle IS NOT NULL AND archived_at IS NULL GROUP BY vehicle, document_type,
      iif(document_type IN ('permit', 'contract', 'other'), lower(title), '')) WHERE latest < '9999-12-31' GROUP BY vehicle
    UNION ALL SELECT 'first paper of ' || vehicle || ': ' || document_type FROM (SELECT vehicle, document_type,
      row_number() OVER (PARTITION BY vehicle ORDER BY latest, document_type) AS place FROM (SELECT vehicle, document_type,
      max(lasts_until) AS latest FROM documents WHERE vehicle IS NOT NULL AND archived_at IS NULL GROUP BY vehicle, document_type,
      iif(document_type IN ('permit', 'contract', 'other'), lower(title), '')) WHERE latest < '9999-12-31') WHERE place = 1
    UNION ALL SELECT 'crew of ' || booking || ': ' || vehicle || ', ' || driver FROM (SELECT l.booking, v.name AS vehicle,
      d.name AS driver, row_number() OVER (PARTITION BY l.booking ORDER BY l.\"from\", l.id) AS place FROM logbooks l
      JOIN vehicles v ON v.id = l.vehicle JOIN drivers d ON d.id = l.driver WHERE l.status <> 'cancelled') WHERE place = 1
    UNION ALL SELECT 'owed: ' || sum(total - paid) FROM invoices
      WHERE issued_at IS NOT NULL AND cancelled_at IS NULL AND credited_at IS NULL HAVING sum(total - paid) > 0
    UNION ALL SELECT 'drivers: ' || count(*) FROM drivers WHERE archived_at IS NULL HAVING count(*) > 0
    UNION ALL SELECT 'customers: ' || count(*) FROM customers WHERE archived_at IS NULL HAVING count(*) > 0
    UNION ALL SELECT 'vehicles.' || status || ': ' || count(*) FROM vehicles WHERE archived_at IS NULL GROUP BY status";

impl Server {
    /// Holds the sums against what is there, in one reading.
    ///
    /// # Panics
    /// When one is not what a recount gives.
    pub fn sums_hold(&self) {
        let wrong = self.texts(&format!(
            "WITH kept AS ({KEPT}), recounted AS ({RECOUNTED})
             SELECT 'kept ' || line FROM (SELECT line FROM kept EXCEPT SELECT line FROM recounted)
             UNION ALL SELECT 'recounted ' || line FROM (SELECT line FROM recounted EXCEPT SELECT line FROM kept)"
        ));
        assert!(wrong.is_empty(), "sums that don't hold:\n{}", wrong.join("\n"));
    }
}
