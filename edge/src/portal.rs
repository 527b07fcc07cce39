//! The customer's portal: their own bookings, ratings and invoices. Who signs in to it is `people`'s.
//!
//! Every statement here is narrowed to the session's customer by [`own_customer!`], in the batch that checks the
//! session; what is done to a booking goes through `bookings`, by the same rules as for staff.
//!
//! Invariant: another customer's record is not refused but not found, and nothing that is only for staff is ever selected.

pub mod bookings;
mod calendar;
pub mod change_requests;
pub mod home;
pub mod invoices;

use crate::db::Value;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::records::list::Scope;

/// SQL that holds of a row `t` of the session's customer; its one `?` is the session. One that doesn't hold has no rows.
macro_rules! own_customer {
    () => {
        "t.customer = (SELECT contacts.customer FROM sessions JOIN contacts ON contacts.id = sessions.contact \
         WHERE sessions.kind = 'portal' AND sessions.token_hash = ?)"
    };
}
use own_customer;

/// The scope of the caller's own rows: `sql` holds, whose one `?` is the session.
fn own(call: &Call, sql: &'static str) -> Result<Scope, Refusal> {
    Ok(Scope { sql, values: vec![Value::from(call.portal_token()?)] })
}
