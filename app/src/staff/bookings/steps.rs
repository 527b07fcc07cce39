//! A logbook's next steps: to start, to finish, to withdraw it.

use domain::bookings::logbook::{Logbook, OdometerDraft};
use domain::problem::Problem;
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::net::call;
use crate::net::fetch::resource;
use crate::records::decide;
use crate::records::detail::Shown;
use crate::records::field::UNTITLED;
use crate::records::form::{Shape, Sheet, keeping, send_with, sheet};
use crate::records::to_json;
use crate::records::{Section, fields, in_the_way};
use crate::text::{bookings as words, fill, records, t};
use crate::ui::confirm::{self, Ask};
use crate::ui::toast;

const ODOMETER: &[Section] = &[Section::new(
    UNTITLED,
    fields![OdometerDraft:
        ODOMETER.wide().help(words::ODOMETER_HELP),
    ],
)];

pub(super) static ODOMETER_SHAPE: Shape = Shape::new::<OdometerDraft>(ODOMETER);

pub(super) fn ask_to_withdraw(shown: Shown, of: (i64, i64), number: &str) {
    let ask = Ask::new(
        fill(words::WITHDRAW_QUESTION, &[("number", number)]),
        t(words::WITHDRAW_CONSEQUENCE),
        t(words::WITHDRAW),
        move || withdraw(shown, of.0, of.1),
    );
    confirm::ask(ask.danger());
}

fn withdraw(shown: Shown, id: i64, version: i64) {
    spawn_local(async move {
        match call(Endpoint::CancelLogbook).at(id).version(version).done().await {
            Ok(()) => toast::good(t(words::WITHDRAWN)),
            Err(problem) => toast::bad(problem.title),
        }
        shown.record.reload();
    });
}

pub(super) fn odometer_form(shown: Shown, endpoint: Endpoint, of: (i64, i64), visible: RwSignal<bool>) -> AnyView {
    // The booking's page doesn't know what the clock showed last.
    let logbook =
        resource::<Logbook>(move || Some(call(Endpoint::Record(RecordKind::Logbook, Verb::Get)).at(of.0).fresh()));
    logbook.view(move |logbook| {
        let odometer = logbook.fields.odometer_start.or(logbook.facts.last_odometer);
        step_sheet(Step { endpoint, of, odometer }, false, visible, Callback::new(move |()| shown.record.reload()))
    })
}

/// A logbook's next step: which, its id and version, and the odometer to begin with.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub endpoint: Endpoint,
    pub of: (i64, i64),
    pub odometer: Option<i64>,
}

/// Its form, with links to what stands in the way; `big` for a phone.
pub(super) fn step_sheet(next: Step, big: bool, visible: RwSignal<bool>, done: Callback<()>) -> AnyView {
    let draft = OdometerDraft { odometer: next.odometer, ..OdometerDraft::default() };
    let starts = next.endpoint == Endpoint::StartLogbook;
    let submit = if starts { words::START_DRIVING } else { words::FINISH_DRIVING };
    let refusal = RwSignal::new(None);
    let send = keeping(send_with(move |sending| step(starts, next.of, sending.draft)), refusal);
    let taken = Callback::new(move |_| {
        visible.set(false);
        toast::good(t(if starts { words::TRIP_STARTED } else { words::TRIP_FINISHED }));
        done.run(());
    });
    let form = sheet(Sheet {
        start: to_json(&draft),
        over: true,
        big,
        cancel: Some(Callback::new(move |()| visible.set(false))),
        ..Sheet::new(&ODOMETER_SHAPE, t(submit), send, taken)
    });
    view! { {in_the_way(refusal)}{form} }.into_any()
}

/// Starts or finishes; a start long before its time and an odometer that leaps ask first.
async fn step(starts: bool, of: (i64, i64), draft: Value) -> Result<Value, Problem> {
    let send = |despite: bool| {
        let read = OdometerDraft { odometer: draft.get("odometer").and_then(Value::as_i64), despite_warnings: despite };
        let call = if starts { call(Endpoint::StartLogbook) } else { call(Endpoint::FinishLogbook) };
        call.at(of.0).version(of.1).body(&read).send::<Value>()
    };
    let label = if starts { words::START_ANYWAY } else { records::SAVE_ANYWAY };
    decide::confirmed(t(label), send).await
}
