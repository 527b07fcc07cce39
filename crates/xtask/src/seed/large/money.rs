//! An invoice for every booking, and the payments of most.

use super::{Site, people, trips::Made};
use crate::{
    Result,
    seed::{
        journal::Journal,
        numbers::Numbers,
        row::{Row, Stamp},
    },
};
use chrono::{Datelike, Days};
use domain::{
    bookings::progress::BookingStatus,
    id::{BookingId, CustomerId},
    money::{
        TaxRate,
        invoice::{InvoiceDraft, InvoiceLine, Party, taxes, totals},
        unit_price::UnitPrice,
    },
    time::DAY,
};

pub fn write(site: &Site, journal: &mut Journal, bookings: &[Made]) -> Result<()> {
    let mut numbers = Numbers::new("invoices", &site.company.invoice_prefix, 4);
    let issuer = serde_json::to_string(&Party {
        name: site.company.name.clone(),
        tax_id: site.company.tax_id.clone(),
        address: site.company.address.clone(),
        payment_details: site.company.payment_details.clone(),
        ..Party::default()
    })?;
    for booking in bookings {
        invoice(site, journal, &mut numbers, &issuer, booking)?;
    }
    numbers.write(site.connection)
}

fn invoice(site: &Site, journal: &mut Journal, numbers: &mut Numbers, issuer: &str, booking: &Made) -> Result<()> {
    use BookingStatus::{Approved, Completed, Processing};
    let id = booking.id;
    // What never came about is billed without its booking.
    let billed = matches!(booking.status, Approved | Processing | Completed).then_some(BookingId(id));
    let issued = Some(booking.ends_at + DAY / 2).filter(|at| *at < site.now);
    let issued_on = issued.map(people::date);
    let draft = InvoiceDraft {
        customer: Some(CustomerId(booking.customer)),
        due_on: issued_on.and_then(|date| date.checked_add_days(Days::new(30))),
        lines: vec![InvoiceLine {
            booking: billed,
            description: booking.subject.into(),
            quantity: 1_000,
            unit_price: UnitPrice::of_amount(booking.amount),
            tax: TaxRate(if id % 2 == 0 { 21_000 } else { 10_000 }),
            tax_name: "IVA".into(),
        }],
        notes: String::new(),
    };
    let sums = totals(&draft.lines);
    let created = booking.ends_at.min(site.now);
    let customer = people::customer(booking.customer);
    let mut row = Row::record("invoices", id, Stamp::new(created), &draft)?.text("currency", &site.company.currency);
    row = row.with("subtotal", sums.subtotal).with("tax", sums.tax).with("total", sums.total);
    row = row.json("taxes", &taxes(&draft.lines))?;
    let mut number = String::new();
    if let (Some(at), Some(date)) = (issued, issued_on) {
        number = numbers.next(date.year());
        let billed_to = Party {
            name: customer.company.clone(),
            tax_id: customer.tax_id.clone(),
            address: customer.billing_address.clone(),
            ..Party::default()
        };
        row = row.text("number", &number).with("issued_at", at).with("issued_on", date.to_string());
        row = row.text("issuer", issuer).json("billed_to", &billed_to)?;
    }
    row.insert(site.connection)?;
    journal.find_by("invoices", id, &[&number]);
    match issued {
        Some(at) => pay(site, (id, booking.customer), at, sums.total),
        None => Ok(()),
    }
}

/// Of twenty one is paid in part, one not at all, and the last fortnight's not yet.
fn pay(site: &Site, (invoice, customer): (i64, i64), issued: i64, total: i64) -> Result<()> {
    let (at, amount) = (issued + 14 * DAY, if invoice % 20 == 1 { total / 3 } else { total });
    if invoice % 20 == 0 || at > site.now {
        return Ok(());
    }
    let row = Row::new("payments").with("id", invoice).with("created_at", at).with("updated_at", at);
    let row = row.with("customer", customer).text("currency", &site.company.currency).with("amount", amount);
    row.with("at", at).text("method", "transfer").text("who", people::DISPATCHER_NAME).insert(site.connection)?;
    let allocation = Row::new("payment_allocations").with("payment", invoice).with("invoice", invoice);
    allocation.with("amount", amount).insert(site.connection)
}
