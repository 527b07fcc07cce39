//! Assigning a vehicle and a driver to a booking, and changing who they are.
//!
//! Whether an assignment is possible is asked of the edge while it is being filled in; the edge decides again when it is
//! saved. Warnings can be set aside by whoever may, in a second step that names them.

use domain::bookings::logbook::{AssignDraft, Availability, LogbookDraft};
use domain::bookings::progress::LogbookStatus;
use domain::permission::{NamedAct, Permission};
use domain::problem::{Problem, ProblemKind};
use domain::record::Verb;
use domain::route::Endpoint;
use leptos::prelude::*;
use serde_json::Value;

use super::candidates;
use crate::nav;
use crate::net::call;
use crate::records::decide;
use crate::records::field::{Kind, UNTITLED};
use crate::records::form::{FormState, Shape, Sheet, send_with, sheet};
use crate::records::{Field, Section};
use crate::records::{from_json, to_json};
use crate::session;
use crate::text::{bookings as words, date, records, t};
use crate::ui::note::Note;
use crate::ui::toast;
use crate::ui::tone::Tone;

const NAME: Field = Field::of_draft(LogbookDraft::NAME).wide();
const VEHICLE: Field = Field::of_draft(LogbookDraft::VEHICLE).shown(Kind::Custom(candidates::VEHICLES)).wide();
const DRIVER: Field = Field::of_draft(LogbookDraft::DRIVER).shown(Kind::Custom(candidates::DRIVERS)).wide();
const TO: Field = Field::of_draft(LogbookDraft::TO).ends("from");
const ODOMETER_START: Field = Field::of_draft(LogbookDraft::ODOMETER_START);
const DESCRIPTION: Field = Field::of_draft(LogbookDraft::DESCRIPTION).wide();

/// When first: who can be had depends on it.
const ASSIGNMENT: &[Section] = &[
    Section::new(UNTITLED, &[Field::of_draft(LogbookDraft::FROM), TO]).noting(candidates::suggestion),
    Section::new(UNTITLED, &[VEHICLE]),
    Section::new(UNTITLED, &[DRIVER]),
    Section::new(UNTITLED, &[NAME, DESCRIPTION]),
];

static SHAPE: Shape = Shape::new::<LogbookDraft>(ASSIGNMENT);

/// What may still change once the trip has begun; the edge's `allow_change` says the same.
const STARTED: &[Section] = &[
    Section::new(UNTITLED, &[TO, ODOMETER_START]),
    Section::new(UNTITLED, &[VEHICLE]),
    Section::new(UNTITLED, &[DRIVER]),
    Section::new(UNTITLED, &[NAME, DESCRIPTION]),
];

/// The same once it was driven.
const DRIVEN: &[Section] =
    &[Section::new(UNTITLED, &[NAME, ODOMETER_START, Field::of_draft(LogbookDraft::ODOMETER_END), DESCRIPTION])];

pub(super) static STARTED_SHAPE: Shape = Shape::new::<LogbookDraft>(STARTED);
pub(super) static DRIVEN_SHAPE: Shape = Shape::new::<LogbookDraft>(DRIVEN);

const fn shape(of: LogbookStatus) -> &'static Shape {
    match of {
        LogbookStatus::New => &SHAPE,
        LogbookStatus::Processing => &STARTED_SHAPE,
        LogbookStatus::Completed | LogbookStatus::Cancelled => &DRIVEN_SHAPE,
    }
}

/// Assigns; also opened by the timeline.
pub(crate) fn assign_form(draft: LogbookDraft, visible: RwSignal<bool>, done: Callback<()>) -> AnyView {
    logbook_form(draft, None, visible, done)
}

/// A new logbook, or `existing`: its id and version, and how far it has come.
pub(super) fn logbook_form(
    draft: LogbookDraft,
    existing: Option<((i64, i64), LogbookStatus)>,
    visible: RwSignal<bool>,
    done: Callback<()>,
) -> AnyView {
    let (existing, status) = existing.map_or((None, LogbookStatus::New), |(of, status)| (Some(of), status));
    let (submit, saved) =
        if existing.is_some() { (records::SAVE, records::SAVED) } else { (words::ASSIGN, words::ASSIGNED) };
    let despite = RwSignal::new(false);
    let send = send_with(move |sending| async move {
        let logbook: LogbookDraft = from_json(&sending.draft);
        let send = |confirmed: bool| {
            let despite_warnings = confirmed || despite.get_untracked();
            let call = match existing {
                None => call(Endpoint::CreateLogbook).key(&sending.key),
                Some((id, version)) => call(Endpoint::UpdateLogbook).at(id).version(version),
            };
            call.body(&AssignDraft { logbook: logbook.clone(), despite_warnings }).send::<Value>()
        };
        decide::confirmed(t(records::SAVE_ANYWAY), send).await.map_err(explained)
    });
    let finished = Callback::new(move |_| {
        visible.set(false);
        toast::good(t(saved));
        done.run(());
    });
    let start = to_json(&draft);
    let hand_over = candidates::provide(start.clone(), existing.map(|(id, _)| id));
    let form = Sheet {
        start,
        over: true,
        cancel: Some(Callback::new(move |()| visible.set(false))),
        below: Some(std::sync::Arc::new(move |state| {
            hand_over.run(state);
            // Who drove what, and when, stays: there is nothing to be had.
            let driven = status == LogbookStatus::Completed;
            if driven { ().into_any() } else { availability(state, despite, existing.map(|(id, _)| id)) }
        })),
        ..Sheet::new(shape(status), t(submit), send, finished)
    };
    sheet(form)
}

/// A refusal with what stands in the way said in full.
fn explained(mut problem: Problem) -> Problem {
    if matches!(problem.known(), Some(ProblemKind::AlreadyBooked | ProblemKind::WarningsUnconfirmed)) {
        let labels: Vec<&str> = problem.obstacles.iter().map(|obstacle| obstacle.label.as_str()).collect();
        problem.detail = labels.join(" ");
    }
    problem
}

/// What the edge says of the assignment as filled in so far, and the switch that sets warnings aside.
fn availability(state: FormState, despite: RwSignal<bool>, besides: Option<i64>) -> AnyView {
    use crate::ui::check::Checkbox;
    let asked = Memo::new(move |_| {
        let draft = state.draft.get();
        let ready = ["vehicle", "driver", "from", "to"]
            .iter()
            .all(|field| draft.get(field).is_some_and(|value| !value.is_null()));
        ready.then(|| draft.to_string())
    });
    let found = crate::net::fetch::resource::<Availability>(move || {
        let query = besides.map(|id| ["besides=", &id.to_string()].concat()).unwrap_or_default();
        asked.get().map(|draft| call(Endpoint::GetAvailability).query(query).json(draft))
    });
    let verdict = move || {
        asked.get()?;
        let found = found.value.get()?;
        let list = |all: Vec<String>| view! { <ul>{all.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul> };
        if !found.obstructions.is_empty() {
            let reasons = found.obstructions.iter().map(|one| {
                let when = match (one.from, one.to) {
                    (None, None) => String::new(),
                    (Some(from), Some(to)) => [" · ", &date::span(from, to)].concat(),
                    (from, to) => {
                        let shown = |at: Option<domain::time::Instant>| at.map_or("…".to_owned(), date::near);
                        [" · ", &shown(from), " – ", &shown(to)].concat()
                    }
                };
                let label = [one.label.as_str(), &when].concat();
                let opens = session::may(one.kind.needs(Verb::Get));
                let label = if opens {
                    view! { <a href=nav::record(one.kind, one.id) target="_blank">{label}</a> }.into_any()
                } else {
                    label.into_any()
                };
                view! { <li>{t(one.by.label())} " " {label}</li> }
            });
            let reasons = reasons.collect_view();
            return Some(view! { <Note tone=Tone::Bad><ul>{reasons}</ul></Note> }.into_any());
        }
        if found.warnings.is_empty() {
            return Some(view! { <Note tone=Tone::Good>{t(words::FREE)}</Note> }.into_any());
        }
        let warnings = list(found.warnings.iter().map(|warning| t(warning.label()).to_owned()).collect());
        let refused = session::refused(Permission::To(NamedAct::AssignDespiteWarning));
        Some(
            view! {
                <Note tone=Tone::Warn>{warnings}</Note>
                {match refused {
                    None => view! { <Checkbox value=despite label=t(words::DESPITE) /> }.into_any(),
                    Some(reason) => view! { <p class="muted">{reason}</p> }.into_any(),
                }}
            }
            .into_any(),
        )
    };
    view! { <div aria-live="polite">{verdict}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        for shape in [&super::SHAPE, &super::STARTED_SHAPE, &super::DRIVEN_SHAPE] {
            let blank = (shape.blank)();
            for field in shape.fields() {
                assert!(blank.get(field.name).is_some(), "{}", field.name);
            }
        }
    }
}
