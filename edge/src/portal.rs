//! The customer's portal: their own bookings, ratings and invoices. Who signs in to it is `people`'s.
//!
//! Every statement here is narrowed to the session's customer by [`own_customer!`], in the batch that checks the
//! session; what is done to a booking goes through `bookings`, by the same rules as for staff.
//!
//! Invariant: another customer's record is not refused but not found, and nothing that is only for staff is ever selected.

mod bookings;
mod calendar;
mod invoices;

use domain::problem::ProblemKind;
use domain::route::Endpoint;

use crate::db::Value;
use crate::http::answer::Answer;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::records::list::Scope;

/// SQL that holds of a row `t` of the session's customer; its one `?` is the session. One that doesn't hold has no rows.
macro_rules! own_customer {
    () => {
        "t.customer = (SELECT contacts.customer FROM sessions JOIN contacts ON contacts.id = sessions.person \
         WHERE sessions.kind = 'portal' AND sessions.token_hash = ?)"
    };
}
use own_customer;

/// # Errors
/// As the handler says.
pub async fn answer(call: &Call) -> Answer {
    match call.route.endpoint {
        Endpoint::PortalListVehicleTypes => bookings::vehicle_types(call).await,
        Endpoint::PortalListBookings => bookings::list(call).await,
        Endpoint::PortalRequestBooking => bookings::request(call).await,
        Endpoint::PortalGetBooking => bookings::get(call).await,
        Endpoint::PortalUpdateBooking => bookings::update(call).await,
        Endpoint::PortalCancelBooking => bookings::cancel(call).await,
        Endpoint::PortalGetBookingIcs => bookings::calendar(call).await,
        Endpoint::PortalRateDriver => bookings::rate(call).await,
        Endpoint::PortalListInvoices => invoices::list(call).await,
        Endpoint::PortalGetInvoice => invoices::get(call).await,
        _ => Err(ProblemKind::NotFound.into()),
    }
}

/// The scope of the caller's own rows: `sql` holds, whose one `?` is the session.
fn own(call: &Call, sql: &'static str) -> Result<Scope, Refusal> {
    Ok(Scope { sql, values: vec![Value::from(call.portal_token()?)] })
}
