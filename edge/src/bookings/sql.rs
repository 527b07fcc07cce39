//! SQL that several statements share, as macros, since a record's facts are written with `concat!`.
//!
//! In all of it the booking's table is `t`; in [`logbook_summary`] the logbook's is `l` and the vehicle's `v`.

/// How far the live invoice has come, as `InvoiceHold`'s codes.
macro_rules! invoice_hold {
    () => {
        "coalesce((SELECT CASE WHEN paid > 0 THEN 'paid' WHEN issued_at IS NULL THEN 'draft' ELSE 'unpaid' END \
         FROM invoices WHERE id = t.invoice), 'none')"
    };
}

/// `domain::bookings::progress::BookingStatus::stage` of the booking.
macro_rules! stage {
    () => {
        "CASE t.status WHEN 'approved' THEN iif(t.active_logbooks > 0, 'assigned', 'approved') WHEN 'processing' THEN 'running' \
         ELSE t.status END"
    };
}

/// `domain::money::invoice::Standing::status` of the invoice that is called so, as SQL. It is said here, where
/// a booking tells of its invoice, since the area of money stands above this one.
macro_rules! invoice_status {
    ($t:literal) => {
        concat!(
            "CASE WHEN ",
            $t,
            ".state <> 'open' THEN ",
            $t,
            ".state WHEN ",
            $t,
            ".due_on < $today THEN 'overdue' ELSE ",
            $t,
            ".owing END"
        )
    };
}

/// The live invoice, or else the last cancelled one, as `InvoiceLink`; its status is that of the company's today.
macro_rules! invoice_link {
    () => {
        concat!(
            "(SELECT json_object('id', i.id, 'number', i.number, 'status', ",
            $crate::bookings::sql::invoice_status!("i"),
            ", 'total', i.total, 'paid', i.paid) FROM invoice_bookings o JOIN invoices i ON i.id = o.invoice \
             WHERE o.booking = t.id ORDER BY i.cancelled_at IS NOT NULL OR i.credited_at IS NOT NULL, coalesce(i.cancelled_at, i.credited_at) DESC LIMIT 1)"
        )
    };
}

/// What a trip's driver has let know of it, as `DriverAnswer`, of the logbooks' table that is called so.
macro_rules! driver_answer {
    ($l:literal) => {
        concat!(
            "json_object('seen_at', ",
            $l,
            ".seen_at, 'given', ",
            $l,
            ".answer, 'answered_at', ",
            $l,
            ".answered_at, 'reason', ",
            $l,
            ".decline_reason)"
        )
    };
}

/// What the customer asked of the booking last, as `ChangeRequest`.
macro_rules! change_request {
    () => {
        "(SELECT json_object('id', q.id, 'kind', q.kind, 'state', q.state, 'who', c.name, 'text', q.text, 'pickup_at', q.pickup_at, \
         'ends_at', q.ends_at, 'asked_at', q.at, 'answered_at', q.answered_at, 'reason', q.reason) \
         FROM change_requests q JOIN contacts c ON c.id = q.contact WHERE q.booking = t.id ORDER BY q.at DESC, q.id DESC LIMIT 1)"
    };
}

/// A logbook as `LogbookSummary`.
macro_rules! logbook_summary {
    () => {
        concat!(
            "json_object('id', l.id, 'version', l.version, 'number', l.number, 'name', l.name, 'vehicle', l.vehicle, \
         'vehicle_name', l.vehicle_name, 'plate', v.plate, 'driver', l.driver, 'driver_name', l.driver_name, \
         'from', l.\"from\", 'to', l.\"to\", 'odometer_start', l.odometer_start, 'odometer_end', l.odometer_end, \
         'status', l.status, 'answer', ",
            $crate::bookings::sql::driver_answer!("l"),
            ", 'worked', (SELECT coalesce(sum(\"to\" - \"from\"), 0) FROM time_cards WHERE logbook = l.id))"
        )
    };
}

pub(crate) use {change_request, invoice_status, stage};
pub(super) use {driver_answer, invoice_hold, invoice_link, logbook_summary};
