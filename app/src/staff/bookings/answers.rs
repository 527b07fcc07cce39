//! What a driver says to a planned trip, where they say it and where others read it.

use std::cell::RefCell;

use domain::bookings::answer::{AnswerState, DeclineDraft, DriverAnswer, TripAnswer, may_answer};
use domain::bookings::logbook::LogbookSummary;
use domain::bookings::progress::LogbookStatus;
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::net::call;
use crate::records::field::UNTITLED;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::records::to_json;
use crate::records::{Fields, Section, fields};
use crate::session;
use crate::text::{bookings as words, date, fill, t};
use crate::ui::badge::Badge;
use crate::ui::cell::Cell;
use crate::ui::toast;

const REASON: &[Section] = &[Section::new(
    UNTITLED,
    fields![DeclineDraft:
        REASON.wide().help(words::DECLINE_HELP),
    ],
)];

static DECLINE: Shape = Shape::new::<DeclineDraft>(REASON);

thread_local! {
    /// The trips that the server was told of, at the version that was shown.
    static TOLD: RefCell<Vec<(i64, i64)>> = const { RefCell::new(Vec::new()) };
}

/// Whether the signed-in person drives it.
pub(super) fn is_mine(logbook: &LogbookSummary) -> bool {
    let driver = session::me().with_untracked(|me| me.as_ref().and_then(|me| me.driver));
    driver.is_some_and(|driver| driver.0 == logbook.driver)
}

/// Tells the server once that these are before their driver's eyes, of those that it doesn't know that of.
pub(super) fn see(logbook: &LogbookSummary) {
    let of = (logbook.id, logbook.version);
    let is_new = logbook.status == LogbookStatus::New && logbook.answer.seen_at.is_none();
    if !is_new || !is_mine(logbook) || TOLD.with_borrow(|told| told.contains(&of)) {
        return;
    }
    TOLD.with_borrow_mut(|told| told.push(of));
    spawn_local(async move {
        // A trip that changed meanwhile is shown anew, and told of then; what was not heard is told again.
        if call(Endpoint::SeeLogbook).at(of.0).version(of.1).quietly().done().await.is_err() {
            TOLD.with_borrow_mut(|told| told.retain(|one| *one != of));
        }
    });
}

/// Whether its driver may say this now.
pub(super) fn may(logbook: &LogbookSummary, answer: TripAnswer) -> bool {
    may_answer(logbook.status, logbook.answer.given, answer)
}

pub(super) fn accept(of: (i64, i64), done: Callback<()>) {
    spawn_local(async move {
        match call(Endpoint::AcceptLogbook).at(of.0).version(of.1).done().await {
            Ok(()) => toast::good(t(words::TRIP_ACCEPTED)),
            Err(problem) => toast::bad(problem.title),
        }
        done.run(());
    });
}

/// Asks why; `big` for a phone.
pub(super) fn decline_sheet(of: (i64, i64), big: bool, visible: RwSignal<bool>, done: Callback<()>) -> AnyView {
    let send = send_with(move |sending| {
        call(Endpoint::DeclineLogbook).at(of.0).version(of.1).body(&sending.draft).send::<Value>()
    });
    let declined = Callback::new(move |_| {
        visible.set(false);
        toast::good(t(words::TRIP_DECLINED));
        done.run(());
    });
    let form = Sheet {
        start: to_json(&DeclineDraft::default()),
        over: true,
        big,
        cancel: Some(Callback::new(move |()| visible.set(false))),
        ..Sheet::new(&DECLINE, t(words::DECLINE_TRIP), send, declined)
    };
    view! { <p class="muted">{t(words::DECLINE_CONSEQUENCE)}</p>{sheet(form)} }.into_any()
}

/// Of a planned trip, how far it has come with its driver: a word and since when, and why it was declined.
pub(super) fn said(status: LogbookStatus, answer: &DriverAnswer) -> Option<AnyView> {
    if status != LogbookStatus::New {
        return None;
    }
    let state = answer.state();
    let since = answer.since().map(|at| view! { <span class="muted" title=date::instant(at)>{date::near(at)}</span> });
    let word = if state == AnswerState::Declined {
        view! { <Badge label=t(state.label()) tone=state.tone() /> }.into_any()
    } else {
        view! { <span class="muted">{t(state.label())}</span> }.into_any()
    };
    let reason = (!answer.reason.is_empty())
        .then(|| view! { <span>{fill(words::REASON_WAS, &[("reason", &answer.reason)])}</span> });
    Some(view! { <p class="trip-said">{word}" "{since}" "{reason}</p> }.into_any())
}

/// The same of a logbook, whatever it has come to since.
pub(super) fn cell(of: &dyn Fields) -> Cell {
    let Ok(answer) = serde_json::from_value::<DriverAnswer>(of.field("answer").clone()) else { return Cell::Empty };
    if answer.state() == AnswerState::Unseen && of.field("status").as_str() != Some(LogbookStatus::New.code()) {
        return Cell::Empty;
    }
    let since = answer.since().map(date::instant).unwrap_or_default();
    let facts = [t(answer.state().label()), &since, &answer.reason];
    Cell::text(facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · "))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sheet_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::DECLINE);
    }
}
