//! A customer's invoices: the list, and each one as it prints, with how to pay it.

mod due;

use domain::money::invoice::{Invoice, InvoiceStatus};
use domain::route::Endpoint;
use domain::time::read_date;
use leptos::prelude::*;

use super::pages::{self, Query};
use crate::nav::part::Find;
use crate::nav::{self, Found, Screen};
use crate::net::call;
use crate::net::fetch::resource;
use crate::print_view;
use crate::records::{Fields, Line, number_of, text_of};
use crate::text::{amount, date, fill, portal as words, print_view as print_words, t};
use crate::ui::button::Button;
use crate::ui::empty::EmptyState;
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["invoices", "invoices/"];

const SCREENS: &[Screen] = &[Screen::new("invoices", list), Screen::new("invoices/{}", page)];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    nav::find_screen(SCREENS, path)
}

/// `/invoices`
fn list() -> AnyView {
    let query = pages::query();
    let found = pages::resource(Endpoint::PortalListInvoices.route(), query);
    view! {
        <PageHeader title=t(words::INVOICES) />
        {pages::view("/invoices", query, found, row, empty)}
    }
    .into_any()
}

fn empty(_: Query) -> AnyView {
    view! { <EmptyState title=t(words::NO_INVOICES) detail=t(words::NO_INVOICES_DETAIL) icon=Icon::File /> }.into_any()
}

fn row(invoice: &Line) -> AnyView {
    let [id, total, paid] = ["id", "total", "paid"].map(|name| number_of(invoice.field(name)));
    let [number, currency, status] = ["number", "currency", "status"].map(|name| text_of(invoice.field(name)));
    let [issued_on, due_on] = ["issued_on", "due_on"].map(|name| read_date(&text_of(invoice.field(name))));
    let status = status.parse().unwrap_or(InvoiceStatus::Issued);
    let owed = status.is_owed();
    let sum = if owed { total - paid } else { total };
    let due = if status == InvoiceStatus::Overdue { words::WAS_DUE_ON } else { words::DUE_ON };
    let due = due_on.filter(|_| owed).map(|day| fill(due, &[("day", &date::date(day))]));
    view! {
        <a class="portal-card" href=["/invoices/", &id.to_string()].concat()>
            <span class="portal-card-head"><strong>{number}</strong>
                {pages::payer(status)}</span>
            <span class="portal-card-head"><span class="muted">{issued_on.map(date::date)}</span>
                <span class="cell-number">{amount::money(sum, &currency)}</span></span>
            <span class="muted">{due}</span>
        </a>
    }
    .into_any()
}

/// `/invoices/{id}`
fn page() -> AnyView {
    let id = nav::id();
    let invoice = resource::<Invoice>(move || Some(call(Endpoint::PortalGetInvoice).at(id)));
    let title = Signal::derive(move || {
        let number = invoice.value.with(|invoice| invoice.as_ref().and_then(|invoice| invoice.facts.number.clone()));
        number.unwrap_or_else(|| t(words::INVOICE).to_owned())
    });
    view! {
        <PageHeader title=title up=("/invoices".to_owned(), t(words::INVOICES).to_owned())>
            {move || invoice.value.with(Option::is_some).then(|| view! {
                <Button label=t(print_words::PRINT) icon=Icon::Print on_press=|()| print_view::print() />
            })}
        </PageHeader>
        {invoice.view(|invoice| {
            let due = due::view(&invoice);
            let sheet = print_view::invoice(&invoice);
            view! { {due}{sheet} }.into_any()
        })}
    }
    .into_any()
}
