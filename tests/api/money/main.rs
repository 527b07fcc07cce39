//! Money: invoices that freeze when they are issued, and payments that are never edited.

mod billing;
mod consequences;
mod invoices;
mod overdue;
mod payments;

use api_tests::{Answer, Company};
use domain::{money::invoice::Invoice, record::RecordKind};

fn find(company: &Company, id: i64) -> Invoice {
    company.owner.find(RecordKind::Invoice, id)
}

fn issue(company: &Company, id: i64) -> Answer {
    let version = find(company, id).version;
    company.owner.call("POST", &format!("/api/invoices/{id}/issue")).version(version).send()
}
