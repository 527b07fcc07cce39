//! The customer's bookings that wait for an invoice, to be ticked: those that are done, unless somebody says otherwise.
//!
//! Invariant: a booking is offered once; those whose lines are in the draft already aren't.

use std::collections::BTreeSet;

use domain::bookings::booking::BookingRow;
use domain::bookings::progress::BookingStatus;
use domain::list::{LARGEST_PAGE, Page};
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use leptos::prelude::*;

use crate::nav;
use crate::net::call;
use crate::net::fetch::resource;
use crate::records::detail::Shown;
use crate::session;
use crate::text::{amount, date, money as words, print_view as print_words, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind, LinkUnless};
use crate::ui::check::Checkbox;
use crate::ui::dialog::{Dialog, DialogKind};
use crate::ui::icon::Icon;
use crate::ui::note::Note;

/// In the address of a new invoice: it begins with the question which bookings.
pub(super) const ASKS: &str = "to_invoice";

/// "Invoice bookings", on the customer's page.
pub(crate) fn button(shown: Shown) -> AnyView {
    let customer = shown.id.to_string();
    let href = [nav::list(RecordKind::Invoice).as_str(), "/new?customer=", &customer, "&", ASKS, "=true"].concat();
    let refused = [RecordKind::Invoice.needs(Verb::Create), RecordKind::Booking.needs(Verb::List)];
    let refused = refused.into_iter().find_map(session::refused);
    view! { <LinkUnless refused=refused label=t(words::INVOICE_BOOKINGS) href=href icon=Icon::Money /> }.into_any()
}

/// Asks which of the customer's bookings; `had` are in the draft already.
pub(super) fn dialog(
    open: RwSignal<bool>,
    customer: Memo<Option<i64>>,
    had: Signal<Vec<i64>>,
    chosen: Callback<Vec<BookingRow>>,
) -> AnyView {
    view! {
        <Dialog open=open title=t(words::ADD_BOOKINGS).to_owned() kind=DialogKind::Wide>
            {move || offered(open, customer, had, chosen)}
        </Dialog>
    }
    .into_any()
}

fn offered(
    open: RwSignal<bool>,
    customer: Memo<Option<i64>>,
    had: Signal<Vec<i64>>,
    chosen: Callback<Vec<BookingRow>>,
) -> AnyView {
    let found = resource::<Page<BookingRow>>(move || {
        let query = ["customer=", &customer.get()?.to_string(), "&to_invoice=true&sort=-pickup_at&limit="].concat();
        let query = query + &LARGEST_PAGE.to_string();
        Some(call(Endpoint::Record(RecordKind::Booking, Verb::List)).query(query).fresh())
    });
    found.view(move |page| {
        let had = had.get_untracked();
        let rows: Vec<_> = page.rows.into_iter().filter(|row| !had.contains(&row.id) && row.amount.is_some()).collect();
        if rows.is_empty() {
            return view! { <Note>{t(words::NOTHING_TO_INVOICE)}</Note> }.into_any();
        }
        let done = rows.iter().filter(|row| row.status == BookingStatus::Completed).map(|row| row.id);
        let ticked = RwSignal::new(done.collect::<BTreeSet<i64>>());
        let list = rows.iter().map(|row| one(row, ticked)).collect_view();
        let rows = StoredValue::new(rows);
        let sum = move || {
            let all = ticked.get();
            rows.with_value(|rows| {
                rows.iter().filter(|row| all.contains(&row.id)).filter_map(|row| row.amount).sum::<i64>()
            })
        };
        let add = move |()| {
            let all = ticked.get_untracked();
            let rows = rows.with_value(|rows| rows.iter().filter(|row| all.contains(&row.id)).cloned().collect());
            chosen.run(rows);
            open.set(false);
        };
        let none = Signal::derive(move || ticked.with(BTreeSet::is_empty).then(|| t(words::NOTHING_CHOSEN).to_owned()));
        view! {
            <ul class="to-invoice">{list}</ul>
            <dl class="lines-total">
                <div><dt>{t(print_words::SUBTOTAL)}</dt><dd>{move || amount::amount(sum())}</dd></div>
            </dl>
            <div class="actions" data-at="end">
                <Button label=t(words::ADD_BOOKINGS) kind=ButtonKind::Primary disabled_reason=none on_press=add />
            </div>
        }
        .into_any()
    })
}

fn one(row: &BookingRow, ticked: RwSignal<BTreeSet<i64>>) -> AnyView {
    let id = row.id;
    let value = RwSignal::new(ticked.with_untracked(|all| all.contains(&id)));
    let change = move |on: bool| {
        ticked.update(|all| {
            if on {
                all.insert(id)
            } else {
                all.remove(&id)
            };
        });
    };
    view! {
        <li>
            <Checkbox value=value label=[row.number.as_str(), " · ", &row.subject].concat() on_change=change />
            <span class="muted">{date::instant(row.pickup_at)}</span>
            <span><Badge label=t(row.status.label()) tone=row.status.tone() /></span>
            <span class="cell-number">{row.amount.map(amount::amount)}</span>
        </li>
    }
    .into_any()
}
