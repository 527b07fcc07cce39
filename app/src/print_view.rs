//! The invoice as it is printed: what staff look over before issuing and what the customer receives is one and the same.
//!
//! Invariant: everything on the page comes from the invoice itself, so an issued one never changes with the settings.

use domain::money::invoice::{Invoice, InvoiceLine, InvoiceStatus, Party, TaxTotal};
use leptos::prelude::*;

use crate::text::measure::{Measure, Measured as _};
use crate::text::{address, amount, date, fields as labels, print_view as words, t};
use crate::ui::badge::Badge;

/// Lines of an address or of payment details.
fn lines<L: Into<String>>(all: impl IntoIterator<Item = L>) -> AnyView {
    let line = |line: L| view! { <span>{line.into()}</span><br /> };
    all.into_iter().map(line).collect_view().into_any()
}

/// `home` is the issuer's country: only another one is named.
fn party(party: &Party, home: &str) -> AnyView {
    let tax_id = (!party.tax_id.is_empty())
        .then(|| view! { <span>{[t(labels::TAX_ID), " ", &party.tax_id].concat()}</span><br /> });
    let reach = [party.phone.as_str(), party.email.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <strong>{party.name.clone()}</strong><br />
        {lines(address::lines(&party.address, home))}
        {tax_id}
        <span class="muted">{reach}</span>
    }
    .into_any()
}

/// `booking` is the number of the one that the line is for, where the invoice has several.
fn row(line: &InvoiceLine, booking: Option<&str>, currency: &str) -> AnyView {
    let booking = booking.map(|number| view! { <span class="print-view-booking">{number.to_owned()}</span> });
    view! {
        <tr>
            <td>{line.description.clone()}{booking}</td>
            <td class="cell-number">{amount::plain(&Measure::Quantity.to_input(line.quantity))}</td>
            <td class="cell-number">{amount::unit_price(line.unit_price, currency)}</td>
            <td class="cell-number">{amount::tax_rate(line.tax)}</td>
            <td class="cell-number">{amount::money(line.net(), currency)}</td>
        </tr>
    }
    .into_any()
}

fn total(label: String, value: i64, currency: &str) -> AnyView {
    view! { <tr><th scope="row" colspan="4">{label}</th><td class="cell-number">{amount::money(value, currency)}</td></tr> }.into_any()
}

/// `IVA 21 % de 285,50 €`
pub(crate) fn tax_on(of: &TaxTotal, currency: &str) -> String {
    let name = if of.name.is_empty() { t(words::TAX) } else { &of.name };
    let (tax, net) = (amount::named_tax(name, of.rate), amount::money(of.net, currency));
    crate::text::fill(words::TAX_ON, &[("tax", &tax), ("net", &net)])
}

pub(crate) fn invoice(invoice: &Invoice) -> AnyView {
    let (fields, facts) = (&invoice.fields, &invoice.facts);
    let (currency, home) = (facts.currency.as_str(), facts.issuer.address.country.as_str());
    // One booking is named above; of several, each at its lines.
    let (only, several) = match facts.bookings.as_slice() {
        [only] => (Some(only.number.clone()), &[][..]),
        several => (None, several),
    };
    let of = |line: &InvoiceLine| several.iter().find(|booking| Some(booking.id) == line.booking);
    let number_of = |line| of(line).map(|booking| booking.number.as_str());
    let rows = fields.lines.iter().map(|line| row(line, number_of(line), currency)).collect_view();
    let taxes = facts.taxes.iter().map(|of| total(tax_on(of, currency), of.tax, currency)).collect_view();
    let number = facts.number.clone().unwrap_or_else(|| t(InvoiceStatus::Draft.label()).to_owned());
    let dates = [(words::ISSUED_ON, facts.issued_on), (labels::DUE_ON, fields.due_on)]
        .into_iter()
        .filter_map(|(label, day)| Some(view! { <div><dt>{t(label)}</dt><dd>{date::date(day?)}</dd></div> }))
        .collect_view();
    let booking = only.map(|number| view! { <div><dt>{t(labels::BOOKING)}</dt><dd>{number}</dd></div> });
    let paid = (facts.paid != 0).then(|| total(t(words::PAID).to_owned(), facts.paid, currency));
    // Nothing is due on what was paid.
    let balance =
        (facts.paid != 0 && facts.balance != 0).then(|| total(t(words::BALANCE).to_owned(), facts.balance, currency));
    let details = (!facts.issuer.payment_details.is_empty()).then(|| {
        view! { <section class="keep-together"><h3>{t(labels::PAYMENT_DETAILS)}</h3><p>{lines(facts.issuer.payment_details.lines())}</p></section> }
    });
    let notes =
        (!fields.notes.is_empty()).then(|| view! { <p class="keep-together">{lines(fields.notes.lines())}</p> });
    let label = number.clone();
    view! {
        <article class="print-view" aria-label=label>
            <header class="print-view-head">
                <div>{party(&facts.issuer, home)}</div>
                <div class="print-view-title">
                    <h2>{t(words::INVOICE)}</h2>
                    <p class="print-view-number">{number}</p>
                    // A draft's number says it already.
                    {facts.number.is_some().then(|| view! {
                        <span class="screen-only"><Badge label=t(facts.status.label()) tone=facts.status.tone() /></span>
                    })}
                </div>
            </header>
            <div class="print-view-parties">
                <div><h3>{t(words::BILLED_TO)}</h3><p>{party(&facts.billed_to, home)}</p></div>
                <dl class="print-view-dates">{dates}{booking}</dl>
            </div>
            <div class="print-view-scroll">
                <table class="print-view-lines">
                    <thead><tr>
                        <th scope="col">{t(labels::DESCRIPTION)}</th>
                        <th scope="col" class="cell-number">{t(words::QUANTITY)}</th>
                        <th scope="col" class="cell-number">{t(words::UNIT_PRICE)}</th>
                        <th scope="col" class="cell-number">{t(words::TAX)}</th>
                        <th scope="col" class="cell-number">{t(words::NET)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                    <tfoot class="keep-together">
                        {total(t(words::SUBTOTAL).to_owned(), facts.totals.subtotal, currency)}
                        {taxes}
                        <tr class="print-view-total"><th scope="row" colspan="4">{t(words::TOTAL)}</th>
                            <td class="cell-number">{amount::money(facts.totals.total, currency)}</td></tr>
                        {paid}
                        {balance}
                    </tfoot>
                </table>
            </div>
            {details}
            {notes}
        </article>
    }
    .into_any()
}

/// The browser's own print dialog.
pub(crate) fn print() {
    let _ = window().print();
}
