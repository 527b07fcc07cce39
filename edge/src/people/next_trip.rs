//! The trip that a vehicle or a driver is on, else the next one planned: `domain::bookings::next_trip::NextTrip`, as a fact.
//!
//! One that should have begun and hasn't still comes next, until its time is over.

/// SQL of what comes next for row `t` of vehicles or drivers; `$whose` is the column of `logbooks` that names it.
macro_rules! next_trip {
    ($whose:literal) => {
        concat!(
            "(SELECT json_object('booking', booking, 'name', name, 'from', \"from\", 'to', \"to\", 'is_running', ",
            "json(iif(status = 'processing', 'true', 'false'))) FROM (SELECT * FROM (SELECT * FROM logbooks WHERE ",
            $whose,
            " = t.id AND status = 'processing' LIMIT 1) UNION ALL SELECT * FROM (SELECT * FROM logbooks WHERE ",
            $whose,
            " = t.id AND status = 'new' AND \"from\" > (unixepoch() - 86400) * 1000 AND \"to\" > unixepoch() * 1000 ",
            "ORDER BY \"from\", id LIMIT 1)) LIMIT 1)"
        )
    };
}
pub(crate) use next_trip;
