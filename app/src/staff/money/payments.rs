//! Payments: the list of all, each on its page with what it was allocated to, the form of one over several invoices, and on an
//! invoice's page its own, to record and to reverse. A part of its own; an invoice's page carries what it shows of them.

use domain::id::InvoiceId;
use domain::money::invoice::InvoiceStatus;
use domain::money::payment::{
    Allocation, AllocationView, Payment, PaymentDraft, PaymentMethod, PaymentRow, ReversalDraft,
};
use domain::permission::{NamedAct, Permission};
use domain::problem::{Problem, ProblemKind};
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use domain::time::MINUTE;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::allocations::ALLOCATIONS;
use super::invoices::invoice;
use crate::nav;
use crate::nav::Found;
use crate::nav::part::Find;
use crate::net::call;
use crate::records;
use crate::records::detail::{Shown, facts};
use crate::records::field::UNTITLED;
use crate::records::form::{self, FormSpec, Shape, Sheet, send_with, sheet};
use crate::records::{Body, Detail, DetailSpec, Field, Kind, ListSpec, Record, Section, Tab, choices};
use crate::records::{Fields, from_json, text_of, to_json};
use crate::records::{columns, fields};
use crate::session;
use crate::text::{amount, date, fields as labels, fill, money as words, records as record_words, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::check::Checkbox;
use crate::ui::dialog::Dialog;
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::toast;
use crate::ui::tone::Tone;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["payments/"];

pub(crate) static RECORDS: &[Record] = &[RECORD];

/// Called when the part is here.
pub fn open() -> Find {
    records::know(RECORDS);
    find
}

fn find(path: &str) -> Option<Found> {
    records::find(RECORDS, path)
}

pub(crate) const LIST: ListSpec = ListSpec {
    kind: RecordKind::Payment,
    columns: columns![PaymentRow:
        AT.title(),
        CUSTOMER_NAME,
        INVOICE_NUMBERS.table(),
        METHOD.table(),
        REFERENCE.wide(),
        AMOUNT,
    ],
    filters: PaymentRow::FILTERS,
    many: &[],
    empty: words::NO_PAYMENTS,
    icon: Icon::Money,
    row: None,
};

static DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Payment,
    form: None,
    subtitle: Some(|payment| text_of(payment.field("customer_name"))),
    state: None,
    head: &[],
    tabs: &[Tab::new("", record_words::DETAILS, Body::View(page))],
    actions: Some(reverse_button),
};

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Payment, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

static FORM: FormSpec = FormSpec::new::<PaymentDraft>(RecordKind::Payment, "reference", WHOLE).beginning(now);

fn now(draft: &mut Map<String, Value>) {
    let minute = date::now().0.div_euclid(MINUTE) * MINUTE;
    draft.insert("at".to_owned(), Value::from(minute));
}

const WHOLE: &[Section] = &[Section::new(
    UNTITLED,
    fields![PaymentDraft:
        CUSTOMER,
        AMOUNT.shown(Kind::Money).required(),
        AT,
        METHOD.shown(Kind::Choice(by_hand)).required(),
        REFERENCE,
        ALLOCATIONS.shown(Kind::Custom(ALLOCATIONS)).wide(),
    ],
)];

const FACTS: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::of_draft(PaymentDraft::AMOUNT).shown(Kind::Money),
        Field::of_draft(PaymentDraft::CUSTOMER),
        Field::of_draft(PaymentDraft::AT),
        Field::of_draft(PaymentDraft::METHOD),
        Field::of_draft(PaymentDraft::REFERENCE),
        Field::new("who", words::RECORDED_BY, Kind::Line),
    ],
)];

const PAYMENT: &[Section] = &[Section::new(
    UNTITLED,
    fields![PaymentDraft:
        AMOUNT.shown(Kind::Money).required(),
        AT,
        METHOD.shown(Kind::Choice(by_hand)).required(),
        REFERENCE,
    ],
)];

/// Of a payment to one invoice: whose it is and where it goes are known.
pub(super) static SHAPE: Shape = Shape {
    sections: PAYMENT,
    blank: form::blank::<PaymentDraft>,
    check: |draft| {
        let mut errors = form::checked::<PaymentDraft>(&to_one(draft, Some(1), 1));
        // What is refused of the one share is refused of the payment.
        errors.retain(|error| !error.field.starts_with("allocations."));
        errors
    },
};

/// The draft, with all of it to one invoice.
fn to_one(draft: &Value, customer: Option<i64>, invoice: i64) -> Value {
    let mut draft = draft.clone();
    let allocation = Allocation { invoice: Some(InvoiceId(invoice)), amount: from_json(&draft["amount"]) };
    draft["customer"] = Value::from(customer);
    draft["allocations"] = to_json(&[allocation]);
    draft
}

/// Where the one allocation's amount is refused, so is the payment's.
fn at_amount(mut problem: Problem) -> Problem {
    for error in &mut problem.errors {
        if error.field == "allocations.0.amount" {
            error.field = "amount".to_owned();
        }
    }
    problem
}

/// Online payments record themselves.
fn by_hand() -> Vec<(&'static str, domain::text::Text)> {
    choices::<PaymentMethod>().into_iter().filter(|(code, _)| *code != PaymentMethod::Online.code()).collect()
}

const REASON: &[Section] = &[Section::new(
    UNTITLED,
    fields![ReversalDraft:
        REASON.wide(),
    ],
)];

static REVERSAL: Shape = Shape::new::<ReversalDraft>(REASON);

/// "Record payment", with the whole balance and now as a start.
pub(super) fn record_button(shown: Shown) -> AnyView {
    let open = RwSignal::new(false);
    let known = invoice(shown);
    let refused = Signal::derive(move || {
        session::refused(Permission::To(NamedAct::RecordPayments))
            .or_else(|| (known.get()?.facts.status == InvoiceStatus::Paid).then(|| t(words::ALL_PAID).to_owned()))
    });
    let form = move || {
        let Some(invoice) = known.get_untracked() else { return ().into_any() };
        let customer = invoice.fields.customer.map(|id| id.0);
        let draft = PaymentDraft { amount: invoice.facts.balance, at: Some(date::now()), ..PaymentDraft::default() };
        // Asked about by the edge: a day long before the invoice.
        let (asked, despite) = (RwSignal::new(false), RwSignal::new(false));
        let send = send_with(move |sending| async move {
            let query = if despite.get_untracked() { "despite_warnings=true" } else { "" };
            let draft = to_one(&sending.draft, customer, shown.id);
            let sent =
                call(Endpoint::Record(RecordKind::Payment, Verb::Create)).query(query).key(&sending.key).body(&draft);
            let outcome = sent.send::<Value>().await.map_err(at_amount);
            if outcome.as_ref().is_err_and(|problem| problem.known() == Some(ProblemKind::WarningsUnconfirmed)) {
                asked.try_set(true);
            }
            outcome
        });
        let below = move |_| {
            (move || asked.get().then(|| view! { <Checkbox value=despite label=t(words::PAID_DESPITE) /> })).into_any()
        };
        let done = Callback::new(move |_| {
            open.set(false);
            toast::good(t(words::PAYMENT_RECORDED));
            shown.record.reload();
        });
        sheet(Sheet {
            start: to_json(&draft),
            over: true,
            cancel: Some(Callback::new(move |()| open.set(false))),
            below: Some(std::sync::Arc::new(below)),
            ..Sheet::new(&SHAPE, t(words::RECORD_PAYMENT), send, done)
        })
    };
    view! {
        <Button label=t(words::RECORD_PAYMENT) kind=ButtonKind::Primary icon=Icon::Money disabled_reason=refused
            on_press=move |()| open.set(true) />
        <Dialog open=open title=t(words::RECORD_PAYMENT).to_owned()>{form}</Dialog>
    }
    .into_any()
}

/// A reversal and what it reverses name one another.
fn page(shown: Shown) -> AnyView {
    let other = move |field, text| {
        let href = move || shown.number(field).map(|id| nav::record(RecordKind::Payment, id));
        move || href().map(|href| view! { <Note><a href=href>{t(text)}</a></Note> })
    };
    view! {
        {other("reversed_by", words::REVERSED_LATER)}{other("reverses", words::REVERSES)}
        {facts(shown, FACTS)}
        {allocated(shown)}
    }
    .into_any()
}

/// The invoices it went to, each with its share.
fn allocated(shown: Shown) -> AnyView {
    let known =
        Memo::new(move |_| shown.record.value.with(|record| serde_json::from_value::<Payment>(record.clone()?).ok()));
    let one = |allocation: Allocation, number: String, currency: &str| {
        let href = allocation.invoice.map(|id| nav::record(RecordKind::Invoice, id.0));
        view! {
            <li class="payment">
                <a href=href>{number}</a>
                <span class="cell-number">{amount::money(allocation.amount, currency)}</span>
            </li>
        }
    };
    let rows = move || {
        known.get().map(|payment| {
            let all = payment.fields.allocations.into_iter().zip(payment.facts.invoice_numbers);
            all.map(|(allocation, number)| one(allocation, number, &payment.facts.currency)).collect_view()
        })
    };
    view! { <Card title=t(labels::ALLOCATIONS)><ul class="payments">{rows}</ul></Card> }.into_any()
}

fn reverse_button(shown: Shown) -> AnyView {
    let (reverse, dialog) = reversal(shown);
    let refused = Signal::derive(move || {
        let over = [("reversed_by", words::WAS_REVERSED), ("reverses", words::IS_REVERSAL)];
        session::refused(Permission::To(NamedAct::RecordPayments)).or_else(|| {
            over.into_iter().find(|(field, _)| shown.number(field).is_some()).map(|(_, why)| t(why).to_owned())
        })
    });
    view! {
        <Button label=t(words::REVERSE) disabled_reason=refused on_press=move |()| reverse.run(shown.id) />
        {dialog}
    }
    .into_any()
}

/// The invoice's payments, each with its reversal.
pub(super) fn card(shown: Shown) -> AnyView {
    let known = invoice(shown);
    let (reverse, dialog) = reversal(shown);
    let rows = move || {
        let payments = known.get()?.facts.payments;
        if payments.is_empty() {
            return Some(view! { <p class="muted">{t(words::NONE_YET)}</p> }.into_any());
        }
        let all = payments.into_iter().map(|payment| one(payment, reverse)).collect_view();
        Some(view! { <ul class="payments">{all}</ul> }.into_any())
    };
    view! {
        <Card title=t(RecordKind::Payment.plural())>{rows}</Card>
        {dialog}
    }
    .into_any()
}

/// What asks for the reason and reverses a payment, by its id; afterwards the page is read anew.
fn reversal(shown: Shown) -> (Callback<i64>, AnyView) {
    let open = RwSignal::new(false);
    let reversing = RwSignal::new(0_i64);
    let form = move || {
        let id = reversing.get();
        let send = send_with(move |sending| {
            call(Endpoint::ReversePayment).at(id).key(&sending.key).body(&sending.draft).send::<Value>()
        });
        let done = Callback::new(move |_| {
            open.set(false);
            toast::good(t(words::REVERSED));
            shown.record.reload();
        });
        let form = Sheet {
            over: true,
            cancel: Some(Callback::new(move |()| open.set(false))),
            ..Sheet::new(&REVERSAL, t(words::REVERSE), send, done)
        };
        view! { <p class="muted">{t(words::REVERSE_CONSEQUENCE)}</p>{sheet(form)} }.into_any()
    };
    let reverse = Callback::new(move |id: i64| {
        reversing.set(id);
        open.set(true);
    });
    (reverse, view! { <Dialog open=open title=t(words::REVERSE).to_owned()>{form}</Dialog> }.into_any())
}

fn one(payment: AllocationView, reverse: Callback<i64>) -> AnyView {
    let id = payment.id;
    let state = if payment.reversed { Some(words::WAS_REVERSED) } else { payment.reverses.map(|_| words::IS_REVERSAL) };
    let refused = Signal::stored(session::refused(Permission::To(NamedAct::RecordPayments)));
    let open = payment.reverses.is_none() && !payment.reversed;
    let part_of = (payment.payment_amount != payment.amount)
        .then(|| fill(words::PART_OF, &[("amount", &amount::amount(payment.payment_amount))]));
    view! {
        <li class="payment">
            <span class="cell-number">{amount::amount(payment.amount)}</span>
            {part_of.map(|whole| view! { <span class="muted">{whole}</span> })}
            <span>{t(payment.method.label())}" "<span class="muted">{payment.reference}</span></span>
            <span class="muted"><a href=nav::record(RecordKind::Payment, id)>{date::instant(payment.at)}</a>" · "{payment.who}</span>
            {state.map(|label| view! { <Badge label=t(label) tone=Tone::Neutral /> })}
            {open.then(|| view! {
                <Button label=t(words::REVERSE) size=Size::Small kind=ButtonKind::Quiet disabled_reason=refused on_press=move |()| reverse.run(id) />
            })}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sheets_fill_their_drafts() {
        crate::records::form::assert_matches_draft(&super::SHAPE);
        crate::records::form::assert_matches_draft(&super::REVERSAL);
    }
}
