//! A booking's money on its page: its invoice, or what one would come to and the button that drafts it.

use domain::bookings::booking::Booking;
use domain::bookings::progress::BookingStatus;
use domain::id::BookingId;
use domain::money::invoice::{InvoiceLine, InvoiceLink, InvoiceStatus, taxes, totals};
use domain::permission::{Act, Area, Permission};
use domain::record::{Created, RecordKind};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::nav;
use crate::net::{call, new_key};
use crate::print_view::tax_on;
use crate::session;
use crate::text::{amount, bookings as words, print_view as print_words, shell, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Size};
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::toast;

/// Drafting, once however often it is pressed.
#[derive(Clone, Copy)]
pub(super) struct Drafting {
    booking: i64,
    pub busy: RwSignal<bool>,
    /// One key while the page lives: pressed twice, drafted once.
    key: StoredValue<String>,
}

impl Drafting {
    pub fn new(booking: i64) -> Self {
        Self { booking, busy: RwSignal::new(false), key: StoredValue::new(new_key()) }
    }

    pub fn draft(self) {
        let Self { booking, busy, key } = self;
        busy.set(true);
        spawn_local(async move {
            let outcome = call(Endpoint::DraftInvoice).at(booking).key(&key.get_value()).send::<Created>().await;
            busy.try_set(false);
            match outcome {
                Ok(created) => {
                    toast::good(crate::records::done(crate::text::records::CREATED, RecordKind::Invoice, ""));
                    nav::go(&nav::record(RecordKind::Invoice, created.id));
                }
                Err(problem) => toast::bad(problem.title),
            }
        });
    }

    fn button(self, booking: &Booking) -> AnyView {
        let refused = Signal::stored(refused(booking));
        view! {
            <Button label=t(words::DRAFT_INVOICE) size=Size::Small icon=Icon::Money busy=self.busy disabled_reason=refused
                on_press=move |()| self.draft() />
        }
        .into_any()
    }
}

/// Why the signed-in person may not draft its invoice now.
pub(super) fn refused(booking: &Booking) -> Option<String> {
    session::refused(Permission::In(Area::Money, Act::Create)).or_else(|| {
        let situation = &booking.facts.situation;
        let out = matches!(situation.status, BookingStatus::New | BookingStatus::Rejected | BookingStatus::Cancelled);
        (out || situation.amount.is_none()).then(|| t(words::NOT_BILLABLE).to_owned())
    })
}

/// The invoice that counts, if there is one.
pub(super) fn live(booking: &Booking) -> Option<&InvoiceLink> {
    let is_live = |status| !matches!(status, InvoiceStatus::Cancelled | InvoiceStatus::Credited);
    booking.facts.invoice.as_ref().filter(|invoice| is_live(invoice.status))
}

/// The line of an invoice of a booking's amount, at the company's first rate.
fn expected(amount: i64) -> InvoiceLine {
    let rate = session::me().with_untracked(|me| me.as_ref().and_then(|me| me.tax_rates.first().cloned()));
    InvoiceLine::of_booking(BookingId(0), "", amount, rate.unwrap_or_default())
}

/// What a booking's amount comes to with tax.
pub(super) fn with_tax(amount: i64) -> String {
    amount::amount(totals(&[expected(amount)]).total)
}

/// What it brings: its invoice, or what an invoice of its amount would come to at the company's first rate.
pub(super) fn card(known: Signal<Option<Booking>>, drafting: Drafting) -> AnyView {
    let body = move || {
        let booking = known.get()?;
        let sum = |label: String, value: i64| view! { <div><dt>{label}</dt><dd>{amount::amount(value)}</dd></div> };
        let expected = booking.facts.situation.amount.map(|amount| {
            let line = expected(amount);
            let (sums, by_rate) = (totals(std::slice::from_ref(&line)), taxes(std::slice::from_ref(&line)));
            let currency = amount::currency().0;
            view! {
                <dl class="sums">
                    {sum(t(print_words::SUBTOTAL).to_owned(), sums.subtotal)}
                    {by_rate.iter().map(|of| sum(tax_on(of, &currency), of.tax)).collect_view()}
                    {sum(t(print_words::TOTAL).to_owned(), sums.total)}
                </dl>
            }
        });
        Some(match live(&booking) {
            Some(invoice) => {
                let name = invoice.number.clone().unwrap_or_else(|| t(invoice.status.label()).to_owned());
                let owed = invoice.total - invoice.paid;
                let paid = (invoice.paid != 0 && owed != 0).then(|| sum(t(print_words::BALANCE).to_owned(), owed));
                view! {
                    <p class="invoice-link">
                        <a href=nav::record(RecordKind::Invoice, invoice.id)>{name}</a>
                        <Badge label=t(invoice.status.label()) tone=invoice.status.tone() />
                    </p>
                    <dl class="sums">{paid}{sum(t(print_words::TOTAL).to_owned(), invoice.total)}</dl>
                }
                .into_any()
            }
            None => view! {
                {expected}
                {drafting.button(&booking)}
            }
            .into_any(),
        })
    };
    view! { <Card title=t(shell::GROUP_MONEY)>{body}</Card> }.into_any()
}
