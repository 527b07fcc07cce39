//! What one opens an invoice for: how much, until when, and where to. The invoice below says the rest.

use domain::money::iban;
use domain::money::invoice::{Invoice, InvoiceStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::pages;
use crate::text::{amount, date, fill, portal as words, print_view as print_words, t};
use crate::ui::button::{Button, Kind, Size};
use crate::ui::note::Note;
use crate::ui::toast;

pub(super) fn view(invoice: &Invoice) -> AnyView {
    let facts = &invoice.facts;
    let owed = facts.status.is_owed();
    let (label, sum) = if owed { (words::TO_PAY, facts.balance) } else { (print_words::TOTAL, facts.totals.total) };
    let due = if facts.status == InvoiceStatus::Overdue { words::WAS_DUE_ON } else { words::DUE_ON };
    let dates = [(due, invoice.fields.due_on.filter(|_| owed)), (words::ISSUED_ON, facts.issued_on)];
    let dates: Vec<String> =
        dates.into_iter().filter_map(|(words, day)| Some(fill(words, &[("day", &date::date(day?))]))).collect();
    view! {
        <section class="due screen-only">
            <div class="due-head">
                <h2>{t(label)}</h2>
                {pages::payer(facts.status)}
            </div>
            <p class="due-sum">{amount::money(sum, &facts.currency)}</p>
            <p class="muted">{dates.join(" · ")}</p>
            {owed.then(|| how_to_pay(invoice))}
        </section>
    }
    .into_any()
}

fn how_to_pay(invoice: &Invoice) -> AnyView {
    let facts = &invoice.facts;
    let number = facts.number.clone().unwrap_or_default();
    let details = facts.issuer.payment_details.as_str();
    let Some(account) = iban::find(details) else {
        // No account to copy: the company's own words stand at the foot of the invoice.
        let balance = amount::money(facts.balance, &facts.currency);
        let how = fill(words::HOW_TO_PAY, &[("balance", &balance), ("number", &number)]);
        return (!details.is_empty()).then(|| view! { <Note>{how}</Note> }).into_any();
    };
    let account = account.to_owned();
    let shown = account.clone();
    let copy = move |()| {
        let copying = window().navigator().clipboard().write_text(&account);
        spawn_local(async move {
            match JsFuture::from(copying).await {
                Ok(_) => toast::good(t(words::IBAN_COPIED)),
                Err(_) => toast::bad(t(words::COPY_FAILED)),
            }
        });
    };
    let fact = |label: &'static str, value: String| {
        view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
    };
    view! {
        <h3>{t(words::PAY_BY_TRANSFER)}</h3>
        <dl class="due-facts">
            {fact(t(words::PAY_TO), facts.issuer.name.clone())}
            {fact("IBAN", shown)}
            {fact(t(words::PAY_REFERENCE), number)}
        </dl>
        <Button label=t(words::COPY_IBAN) kind=Kind::Primary size=Size::Big on_press=copy />
    }
    .into_any()
}
