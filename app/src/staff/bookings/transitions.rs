//! A booking's transitions as buttons: each asks for what the transition takes, and a button that can't be pressed says why.
//!
//! The reason is `domain`'s own refusal, the one the edge would answer.

use domain::bookings::booking::{Booking, TransitionDraft};
use domain::bookings::progress::{BookingStatus, Initiator, Transition, refusal, transitions};
use domain::check::{Check, FieldError};
use domain::problem::ProblemKind;
use domain::route;
use domain::text::Text;
use domain::time::Span;
use leptos::prelude::*;
use serde_json::Value;

use super::logbook_card::Panel;
use super::{invoice, logbook_card};
use crate::net::call_at;
use crate::records::Section;
use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::fields;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::records::to_json;
use crate::session;
use crate::text::{bookings as words, fill, records, t};
use crate::ui::dialog::{Dialog, title_of};
use crate::ui::icon::Icon;
use crate::ui::menu::MenuItem;
use crate::ui::toast;

const AMOUNT: &[Section] = &[Section::new(
    UNTITLED,
    fields![TransitionDraft:
        AMOUNT.required().wide().help(words::AMOUNT_HELP),
    ],
)];
const REASON: &[Section] = &[Section::new(
    UNTITLED,
    fields![TransitionDraft:
        REASON.wide().help(words::REASON_HELP),
    ],
)];
const NEEDED_REASON: &[Section] = &[Section::new(
    UNTITLED,
    fields![TransitionDraft:
        REASON.required().wide().help(words::REASON_HELP),
    ],
)];
const NOTHING: &[Section] = &[];

fn checks(by: Transition, from: BookingStatus, draft: &Value) -> Vec<FieldError> {
    let mut check = Check::default();
    if let Ok(draft) = serde_json::from_value::<TransitionDraft>(draft.clone()) {
        draft.check_for(by, from, &mut check);
    }
    check.into_errors()
}

/// A move's form; `from` is a state in which it asks for what `sections` have.
macro_rules! shape {
    ($by:expr, $from:expr, $sections:expr) => {
        Shape { sections: $sections, blank: blank_move, check: |draft| checks($by, $from, draft) }
    };
}

pub(super) static APPROVE: Shape = shape!(Transition::Approve, BookingStatus::New, AMOUNT);
static REJECT: Shape = shape!(Transition::Reject, BookingStatus::New, NEEDED_REASON);
static CANCEL: Shape = shape!(Transition::Cancel, BookingStatus::New, REASON);
static BREAK_OFF: Shape = shape!(Transition::Cancel, BookingStatus::Processing, NEEDED_REASON);
static PLAIN: Shape = Shape { sections: NOTHING, blank: blank_move, check: |_| Vec::new() };

fn blank_move() -> Value {
    to_json(&TransitionDraft::default())
}

const fn shape(by: Transition, from: BookingStatus) -> &'static Shape {
    match (by, from) {
        (Transition::Approve, _) => &APPROVE,
        (Transition::Reject, _) => &REJECT,
        (Transition::Cancel, BookingStatus::Processing) => &BREAK_OFF,
        (Transition::Cancel, _) => &CANCEL,
        (Transition::Complete, _) => &PLAIN,
    }
}

const fn consequence(by: Transition) -> domain::text::Text {
    match by {
        Transition::Approve => words::APPROVE_CONSEQUENCE,
        Transition::Reject => words::REJECT_CONSEQUENCE,
        Transition::Cancel => words::CANCEL_CONSEQUENCE,
        Transition::Complete => words::COMPLETE_CONSEQUENCE,
    }
}

const fn icon(by: Transition) -> Icon {
    match by {
        Transition::Approve | Transition::Complete => Icon::Check,
        Transition::Reject | Transition::Cancel => Icon::Close,
    }
}

/// Why the signed-in person may not make the move now.
pub(super) fn reason(booking: &Booking, by: Transition) -> Option<String> {
    let driver = session::me().with(|me| me.as_ref().and_then(|me| me.driver));
    let drives_it = driver.is_some_and(|driver| {
        booking.facts.logbooks.iter().any(|logbook| logbook.driver == driver.0 && logbook.status.is_active())
    });
    let initiator = Initiator::Staff { permissions: session::permissions(), drives_it };
    refusal(&booking.facts.situation, by, initiator).map(|refusal| t(refusal.text()).to_owned())
}

/// Which transition is asked about, in a dialog.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    by: RwSignal<Option<Transition>>,
    open: RwSignal<bool>,
}

impl Asking {
    pub fn new() -> Self {
        Self { by: RwSignal::new(None), open: RwSignal::new(false) }
    }

    pub fn ask(self, by: Transition) {
        self.by.set(Some(by));
        self.open.set(true);
    }
}

/// The others that exist from here.
pub(super) fn items(booking: &Booking, besides: Option<Transition>, asking: Asking) -> Vec<MenuItem> {
    let one = |by: Transition| {
        let item = MenuItem::new(t(by.label()), move || asking.ask(by)).icon(icon(by));
        let item = if matches!(by, Transition::Reject | Transition::Cancel) { item.danger() } else { item };
        item.disabled(reason(booking, by))
    };
    transitions(booking.facts.situation.status).filter(|by| Some(*by) != besides).map(one).collect()
}

/// Asks for what the transition takes.
pub(super) fn dialog(shown: Shown, known: Signal<Option<Booking>>, asking: Asking, panel: Panel) -> AnyView {
    let Asking { by, open } = asking;
    let title = title_of(by, |by: &Transition| t(by.label()).to_owned());
    view! {
        <Dialog open=open title=title>
            {move || by.get().map(|by| ask(shown, known, (by, open), panel))}
        </Dialog>
    }
    .into_any()
}

/// What is said once it is done.
pub(super) const fn done_message(by: Transition) -> Text {
    match by {
        Transition::Approve => words::WAS_APPROVED,
        Transition::Reject => words::WAS_REJECTED,
        Transition::Cancel => words::WAS_CANCELLED,
        Transition::Complete => words::WAS_COMPLETED,
    }
}

/// Says for how much, and leads on to whom to assign.
fn approved(booking: Booking, amount: i64, panel: Panel) {
    let text = fill(words::WAS_APPROVED_FOR, &[("amount", &invoice::with_tax(amount))]);
    match booking.fields.pickup_at.zip(booking.fields.ends_at) {
        Some((from, to)) if logbook_card::refused().is_none() => {
            toast::offering(text, words::ASSIGN, move || panel.assign(&booking, Span { from, to }));
        }
        _ => toast::good(text),
    }
}

fn ask(
    shown: Shown,
    known: Signal<Option<Booking>>,
    (by, open): (Transition, RwSignal<bool>),
    panel: Panel,
) -> AnyView {
    let id = shown.id;
    let version = untrack(|| shown.version());
    let from = known.get_untracked().map_or(BookingStatus::New, |booking| booking.facts.situation.status);
    let mut start = blank_move();
    // Approving confirms the amount that may already have been agreed.
    if let (Transition::Approve, Some(amount), Value::Object(fields)) =
        (by, untrack(|| shown.number("amount")), &mut start)
    {
        fields.insert("amount".to_owned(), amount.into());
    }
    let approved_for = StoredValue::new(None::<i64>);
    let send = send_with(move |sending| async move {
        approved_for.set_value(sending.draft.get("amount").and_then(Value::as_i64));
        let outcome = call_at(&route::of_transition(by))
            .at(id)
            .version(sending.version)
            .body(&sending.draft)
            .send::<Value>()
            .await;
        // Somebody was quicker: show what is there now beside the refusal.
        if outcome.as_ref().is_err_and(|problem| {
            matches!(problem.known(), Some(ProblemKind::Stale | ProblemKind::TransitionNotAllowed))
        }) {
            shown.record.reload();
        }
        outcome
    });
    let done = Callback::new(move |_| {
        open.set(false);
        match known.get_untracked().zip(approved_for.get_value()) {
            Some((booking, amount)) if by == Transition::Approve => approved(booking, amount, panel),
            _ => toast::good(t(done_message(by))),
        }
        shown.record.reload();
    });
    let form = Sheet {
        start,
        version,
        over: true,
        cancel: Some(Callback::new(move |()| open.set(false))),
        back: records::BACK,
        ..Sheet::new(shape(by, from), t(by.label()), send, done)
    };
    view! {
        <p class="muted">{t(consequence(by))}</p>
        {sheet(form)}
    }
    .into_any()
}
