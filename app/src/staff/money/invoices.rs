//! Invoices: their list, the form of a draft, and the page that shows one as it prints.

use domain::bookings::booking::TransitionDraft;
use domain::money::invoice::InvoiceRow;
use domain::money::invoice::{Invoice, InvoiceDraft, InvoiceStatus};
use domain::permission::{NamedAct, Permission};
use domain::record::RecordKind;
use domain::route::Endpoint;
use domain::tone::states;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::{lines, payments};
use crate::nav;
use crate::net::call;
use crate::print_view;
use crate::records::detail::{Link, Shown, acts, edit_button, framed, tabs};
use crate::records::field::UNTITLED;
use crate::records::fields;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::records::{
    Column, Detail, Field, FormSpec, Kind, ListSpec, Record, Section, history, neighbours, obstacles,
};
use crate::session;
use crate::staff::mail;
use crate::text::{fields as labels, fill, money as words, print_view as print_words, records, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::confirm::{self, Ask};
use crate::ui::dialog::Dialog;
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;
use crate::ui::toast;

pub(crate) const LIST: ListSpec = ListSpec {
    kind: RecordKind::Invoice,
    columns: &[
        Column::of_row(InvoiceRow::NUMBER).shown(Kind::Code),
        // A draft has no number yet, so the row is called by its customer.
        Column::of_row(InvoiceRow::CUSTOMER_NAME).title(),
        Column::of_row(InvoiceRow::ISSUED_ON).table(),
        Column::of_row(InvoiceRow::DUE_ON).table(),
        Column::of_row(InvoiceRow::STATUS).state(),
        Column::of_row(InvoiceRow::TOTAL),
        Column::of_row(InvoiceRow::PAID).wide(),
        Column::of_row(InvoiceRow::BOOKING_NUMBERS).wide(),
    ],
    filters: InvoiceRow::FILTERS,
    many: &[],
    empty: words::EMPTY,
    icon: Icon::File,
    row: None,
};

const SECTIONS: &[Section] = &[
    Section::new(
        UNTITLED,
        fields![InvoiceDraft:
            CUSTOMER,
            DUE_ON.help(words::DUE_HELP),
        ],
    ),
    Section::new(
        UNTITLED,
        fields![InvoiceDraft:
            LINES.shown(Kind::Custom(lines::LINES)).wide(),
            NOTES.wide().help(words::NOTES_HELP),
        ],
    ),
];

/// What issuing, cancelling and paying change.
const DERIVED: &[Field] = &[
    Field::new("number", labels::NUMBER, Kind::Code),
    Field::new("status", labels::STATUS, Kind::State(states::<InvoiceStatus>)),
    Field::new("paid", print_words::PAID, Kind::Money),
];

pub(crate) const FORM: FormSpec = FormSpec::new::<InvoiceDraft>(RecordKind::Invoice, "notes", SECTIONS)
    .until(|invoice| invoice["facts"]["number"].is_string().then_some(words::STAYS));

pub(crate) const RECORD: Record = Record { kind: RecordKind::Invoice, form: Some(&FORM), detail: Detail::Page(page) };

const REASON: &[Section] = &[Section::new(
    UNTITLED,
    fields![TransitionDraft:
        REASON.required().wide(),
    ],
)];

static CANCELLATION: Shape = Shape::new::<domain::money::payment::ReversalDraft>(REASON);

pub(super) fn invoice(shown: Shown) -> Signal<Option<Invoice>> {
    Signal::derive(move || shown.record.value.with(|record| serde_json::from_value(record.clone()?).ok()))
}

fn page() -> AnyView {
    let shown = Shown::here(RecordKind::Invoice);
    let known = invoice(shown);
    let title = Signal::derive(move || {
        known.with(|invoice| match invoice {
            Some(invoice) => {
                let draft = || fill(words::DRAFT_OF, &[("customer", &invoice.facts.billed_to.name)]);
                invoice.facts.number.clone().unwrap_or_else(draft)
            }
            None => t(RecordKind::Invoice.singular()).to_owned(),
        })
    });
    let state = move || {
        known.get().map(|invoice| {
            let status = invoice.facts.status;
            view! { <Badge label=t(status.label()) tone=status.tone() /> }
        })
    };
    let there = Memo::new(move |_| shown.record.value.with(Option::is_some));
    let tail = nav::tail();
    let links = vec![
        Link::new("", t(RecordKind::Invoice.singular())),
        Link::new(mail::about::MAILS, t(mail::about::TITLE)),
        Link::new("history", t(records::HISTORY)),
    ];
    let up = (nav::list(RecordKind::Invoice), t(RecordKind::Invoice.plural()).to_owned());
    view! {
        <PageHeader title=title up=up state=ViewFn::from(move || state().into_any())>
            {neighbours(shown)}
            {move || there.get().then(|| buttons(shown))}
        </PageHeader>
        <div class="screen-only">
            {obstacles(shown.refusal)}
            {tabs(shown, links, tail)}
        </div>
        {framed(
            shown,
            ViewFn::from(move || {
                let tail = tail.get();
                if tail == "history" {
                    let fields = history::fields_of(SECTIONS).into_iter().chain(DERIVED).collect();
                    history::of_record(RecordKind::Invoice, shown.id, fields, Signal::derive(move || shown.version()))
                } else if tail == mail::about::MAILS {
                    mail::about::mails(shown)
                } else {
                    view! {
                        {move || known.get().map(|invoice| print_view::invoice(&invoice))}
                        <div class="screen-only">{payments::card(shown)}</div>
                    }
                    .into_any()
                }
            }),
        )}
    }
    .into_any()
}

/// What can be done in the invoice's state; the main act last.
fn buttons(shown: Shown) -> AnyView {
    let known = invoice(shown);
    let cancelling = RwSignal::new(false);
    let print = move |()| print_view::print();
    let acts = move || {
        let invoice = known.get()?;
        Some(match invoice.facts.status {
            InvoiceStatus::Draft => draft_buttons(shown),
            InvoiceStatus::Cancelled | InvoiceStatus::Credited => ().into_any(),
            _ => {
                let paid = (invoice.facts.paid > 0).then(|| t(words::PAID_STAYS).to_owned());
                let refused = session::refused(Permission::To(NamedAct::CancelInvoices)).or(paid);
                view! {
                    <Button label=t(words::CANCEL) icon=Icon::Close disabled_reason=Signal::stored(refused)
                        on_press=move |()| cancelling.set(true) />
                    {payments::record_button(shown)}
                }
                .into_any()
            }
        })
    };
    view! {
        <Button label=t(print_words::PRINT) icon=Icon::Print on_press=print />
        {mail::about::button(shown)}
        {acts}
        <Dialog open=cancelling title=t(words::CANCEL).to_owned()>
            {move || cancel_form(shown, cancelling)}
        </Dialog>
    }
    .into_any()
}

fn draft_buttons(shown: Shown) -> AnyView {
    let issue = move |()| {
        let ask =
            Ask::new(t(words::ISSUE_QUESTION), t(words::ISSUE_CONSEQUENCE), t(words::ISSUE), move || issue(shown));
        confirm::ask(ask);
    };
    let refused = session::refused(Permission::To(NamedAct::IssueInvoices));
    view! {
        {acts::menu(shown)}
        {edit_button(&FORM, shown)}
        <Button label=t(words::ISSUE) kind=ButtonKind::Primary icon=Icon::Check disabled_reason=Signal::stored(refused) on_press=issue />
    }
    .into_any()
}

fn issue(shown: Shown) {
    let version = untrack(|| shown.version());
    spawn_local(async move {
        match call(Endpoint::IssueInvoice).at(shown.id).version(version).done().await {
            Ok(()) => toast::good(t(words::ISSUED)),
            Err(problem) => {
                shown.refusal.try_set(Some(problem));
            }
        }
        shown.record.reload();
    });
}

fn cancel_form(shown: Shown, open: RwSignal<bool>) -> AnyView {
    let (id, version) = (shown.id, untrack(|| shown.version()));
    let send = send_with(move |sending| {
        call(Endpoint::CancelInvoice).at(id).version(version).body(&sending.draft).send::<Value>()
    });
    let done = Callback::new(move |_| {
        open.set(false);
        toast::good(t(words::CANCELLED));
        shown.record.reload();
    });
    let form = Sheet {
        over: true,
        cancel: Some(Callback::new(move |()| open.set(false))),
        back: records::BACK,
        ..Sheet::new(&CANCELLATION, t(words::CANCEL), send, done)
    };
    view! { <p class="muted">{t(words::CANCEL_CONSEQUENCE)}</p>{sheet(form)} }.into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
    }
}
