//! Which invoices a payment goes to: the customer's open ones, those due first first. The amount is spread over them in that
//! order until somebody types a share.
//!
//! Invariant: nothing is allocated to an invoice that isn't on the screen.

use domain::list::Page;
use domain::money::invoice::InvoiceRow;
use domain::money::payment::{Allocation, MOST_ALLOCATIONS, spread};
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use leptos::prelude::*;
use serde_json::Value;

use crate::net::call;
use crate::net::fetch::resource;
use crate::records::field::{Custom, Field};
use crate::records::form::FormState;
use crate::records::{from_json, to_json};
use crate::text::{amount, date, fill, money as words, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::field::Field as Frame;
use crate::ui::note::Note;
use crate::ui::number::{MoneyInput, minor_units_of};
use crate::ui::numeral::why_unread;

pub(super) const ALLOCATIONS: Custom = Custom { control, group: true, show };

fn read(value: &Value) -> Vec<Allocation> {
    from_json(value)
}

/// As plain words: each share.
fn show(value: &Value) -> String {
    read(value).iter().map(|one| amount::amount(one.amount)).collect::<Vec<_>>().join("; ")
}

/// An open invoice, and what of the payment goes to it while it is typed.
#[derive(Clone)]
struct Share {
    invoice: i64,
    number: String,
    /// When it is due, and what it still owes.
    help: String,
    balance: i64,
    /// Minor units, as `MoneyInput` keeps them; empty for nothing.
    text: RwSignal<String>,
}

impl Share {
    fn new(row: InvoiceRow, amount: i64) -> Self {
        let balance = row.total - row.paid;
        let due = row.due_on.map(date::date).unwrap_or_default();
        let help = fill(words::OPEN_INVOICE, &[("day", &due), ("balance", &amount::money(balance, &row.currency))]);
        Self {
            invoice: row.id,
            number: row.number.unwrap_or_default(),
            help,
            balance,
            text: RwSignal::new(kept(amount)),
        }
    }

    /// Minor units; nothing for what can't be read.
    fn amount(&self) -> i64 {
        self.text.with(|text| minor_units_of(text))
    }
}

fn kept(amount: i64) -> String {
    if amount == 0 { String::new() } else { amount.to_string() }
}

/// Where the edge and the check find a share: its place among those that are sent.
fn place(all: &[Share], invoice: i64) -> Option<usize> {
    all.iter().filter(|share| share.amount() != 0).position(|share| share.invoice == invoice)
}

fn control(state: FormState, field: &'static Field) -> AnyView {
    let customer = Memo::new(move |_| state.value("customer").as_i64());
    let paid = Memo::new(move |_| from_json::<i64>(&state.value("amount")));
    let open = resource::<Page<InvoiceRow>>(move || {
        let (customer, most) = (customer.get()?.to_string(), MOST_ALLOCATIONS.to_string());
        let query = ["customer=", &customer, "&status=issued,partly_paid,overdue&sort=due_on&limit=", &most];
        Some(call(Endpoint::Record(RecordKind::Invoice, Verb::List)).query(query.concat()).fresh())
    });
    let all = RwSignal::new(Vec::<Share>::new());
    // What was kept of an earlier visit counts as typed.
    let saved = StoredValue::new(untrack(|| read(&state.value(field.name))));
    let by_hand = RwSignal::new(saved.with_value(|saved| !saved.is_empty()));
    Effect::new(move |before: Option<Option<i64>>| {
        let now = customer.get();
        if before.is_some_and(|before| before != now) {
            saved.set_value(Vec::new());
            by_hand.set(false);
            all.set(Vec::new());
        }
        now
    });
    Effect::new(move || {
        let Some(page) = open.value.get() else { return };
        let share = |row: InvoiceRow| {
            let saved = saved.with_value(|saved| {
                saved.iter().find(|one| one.invoice.is_some_and(|id| id.0 == row.id)).map(|one| one.amount)
            });
            // What stands on the screen already stays.
            let on_screen =
                all.with_untracked(|all| all.iter().find(|share| share.invoice == row.id).map(|share| share.text));
            let mut share = Share::new(row, saved.unwrap_or_default());
            share.text = on_screen.unwrap_or(share.text);
            share
        };
        let shares: Vec<Share> = page.rows.into_iter().map(share).collect();
        all.set(shares);
    });
    Effect::new(move || {
        let (amount, all) = (paid.get(), all.get());
        if by_hand.get() {
            return;
        }
        let balances: Vec<i64> = all.iter().map(|share| share.balance).collect();
        for (share, amount) in all.iter().zip(spread(amount, &balances)) {
            if share.text.with_untracked(|text| *text != kept(amount)) {
                share.text.set(kept(amount));
            }
        }
    });
    Effect::new(move || {
        let all = all.get();
        let allocation = |share: &Share| {
            let amount = share.amount();
            (amount != 0).then_some(Allocation { invoice: Some(domain::id::InvoiceId(share.invoice)), amount })
        };
        let allocations = all.iter().filter_map(allocation).collect::<Vec<_>>();
        let path = |share: &Share| [field.name, ".", &share.invoice.to_string()].concat();
        let why = |share: &Share| share.text.with(|text| why_unread(text).map(str::to_owned));
        let unread = all.iter().filter_map(|share| Some((path(share), why(share)?))).collect::<Vec<_>>();
        untrack(|| {
            // Until the invoices are there, what was kept stays.
            if !all.is_empty() || saved.with_value(Vec::is_empty) {
                state.set(field.name, to_json(&allocations));
            }
            state.leave_unread(field.name, unread);
        });
    });
    let left = move || {
        let allocated = all.with(|all| all.iter().map(Share::amount).sum::<i64>());
        paid.get() - allocated
    };
    let again = move || {
        by_hand.get().then(|| {
            view! { <Button label=t(words::SPREAD_AGAIN) kind=ButtonKind::Quiet on_press=move |()| by_hand.set(false) /> }
        })
    };
    let body = move || {
        if customer.get().is_none() {
            return view! { <p class="muted">{t(words::CUSTOMER_FIRST)}</p> }.into_any();
        }
        if open.value.with(|page| page.as_ref().is_some_and(|page| page.rows.is_empty())) {
            return view! { <Note>{t(words::NOTHING_OPEN)}</Note> }.into_any();
        }
        view! {
            <div class="allocations" on:input=move |_| by_hand.set(true)>
                <For each=move || all.get() key=|share| share.invoice let:share>{row(state, all, share)}</For>
            </div>
            <dl class="lines-total"><div><dt>{t(words::LEFT_TO_ALLOCATE)}</dt><dd>{move || amount::amount(left())}</dd></div></dl>
            <div class="actions">{again}</div>
        }
        .into_any()
    };
    view! { {body} }.into_any()
}

fn row(state: FormState, all: RwSignal<Vec<Share>>, share: Share) -> AnyView {
    let (currency, exponent) = amount::currency();
    let invoice = share.invoice;
    let error = Signal::derive(move || {
        let at = |path: String| state.error_at(["allocations.", &path].concat()).get();
        at(invoice.to_string()).or_else(|| {
            let place = all.with(|all| place(all, invoice))?.to_string();
            at([&place, ".amount"].concat()).or_else(|| at([&place, ".invoice"].concat()))
        })
    });
    view! {
        <Frame label=share.number.clone() help=share.help.clone() error=error>
            <MoneyInput value=share.text currency=currency exponent=exponent />
        </Frame>
    }
    .into_any()
}
