//! Money: invoices and payments.
//!
//! [`invoices`] and [`payments`] are the records; [`drafting`], [`issuing`] and [`paying`] are what is done with them. Totals
//! and tax are `domain`'s arithmetic.
//!
//! Invariant: an issued invoice and a payment are facts: nothing here edits them, and the tables' triggers see to it.

mod dated;
mod drafting;
pub mod invoices;
mod issuing;
mod notices;
mod paying;
pub mod payments;

use domain::problem::ProblemKind;
use domain::route::Endpoint;

use crate::http::answer::Answer;
use crate::http::request::Call;

/// # Errors
/// As the handler says.
pub async fn answer(call: &Call) -> Answer {
    match call.route.endpoint {
        Endpoint::DraftInvoice => drafting::draft(call).await,
        Endpoint::IssueInvoice => issuing::issue(call).await,
        Endpoint::CancelInvoice => issuing::cancel(call).await,
        Endpoint::RecordPayment => paying::record(call).await,
        Endpoint::ReversePayment => paying::reverse(call).await,
        _ => Err(ProblemKind::NotFound.into()),
    }
}
