//! A call that is refused until a person decides something: what becomes of trips, or whether to do it despite warnings. Asks, and
//! sends it again with the answer.
//!
//! Only the staff's forms bring it; [`Decisions`] stands once, at their root.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::task::{Poll, Waker};

use domain::bookings::trips::TripsAnswer;
use domain::problem::{Obstacle, Problem, ProblemKind};
use domain::record::RecordKind;
use leptos::prelude::*;
use serde_json::Value;

use crate::nav;
use crate::net::Call;
use crate::text::{bookings as words, records, t};
use crate::ui::button::{Button, Kind};
use crate::ui::dialog::{Dialog, title_of};

/// What is asked, and what may be answered.
#[derive(Clone)]
struct Question {
    problem: Problem,
    answers: Vec<String>,
}

thread_local! {
    // Outlives every component, so that asking works after an await.
    static ASKED: ArcRwSignal<Option<Question>> = ArcRwSignal::new(None);
    static WAITING: RefCell<Option<Waker>> = const { RefCell::new(None) };
    /// The answer's place; `Some(None)` when it was dismissed.
    static GIVEN: RefCell<Option<Option<usize>>> = const { RefCell::new(None) };
}

fn asked() -> ArcRwSignal<Option<Question>> {
    ASKED.with(Clone::clone)
}

fn give(answer: Option<usize>) {
    GIVEN.set(Some(answer));
    asked().set(None);
    if let Some(waker) = WAITING.take() {
        waker.wake();
    }
}

async fn choose(question: Question) -> Option<usize> {
    GIVEN.set(None);
    asked().set(Some(question));
    poll_fn(|context| match GIVEN.take() {
        Some(answer) => Poll::Ready(answer),
        None => {
            WAITING.set(Some(context.waker().clone()));
            Poll::Pending
        }
    })
    .await
}

/// What may be said of the trips, if that is what it was refused for.
fn answers(problem: &Problem) -> Vec<TripsAnswer> {
    problem.allowed.iter().filter_map(|code| code.parse().ok()).collect()
}

/// What was saved or archived, and how many trips went back into the tray with it, where that was the answer.
pub(crate) struct Settled {
    pub record: Value,
    pub released: Option<usize>,
}

/// Sends a save or an archiving; asks what becomes of its trips when it touches any, and whether to do it despite warnings.
pub(crate) async fn settled(call: Call) -> Result<Settled, Problem> {
    let mut sent = call.clone();
    let mut released = None;
    loop {
        let problem = match sent.send::<Value>().await {
            Err(problem) => problem,
            Ok(record) => return Ok(Settled { record, released }),
        };
        let answers = answers(&problem);
        let warned = problem.known() == Some(ProblemKind::WarningsUnconfirmed);
        if answers.is_empty() {
            if !warned {
                return Err(problem);
            }
            let again = |_: bool| call.clone().query("despite_warnings=true").send::<Value>();
            let record = confirm(problem, t(records::SAVE_ANYWAY), again).await?;
            return Ok(Settled { record, released });
        }
        let labels = answers.iter().map(|answer| t(answer.label()).to_owned()).collect();
        let chosen = choose(Question { problem: problem.clone(), answers: labels }).await;
        let Some(answer) = chosen.and_then(|place| answers.get(place)) else { return Err(problem) };
        let despite = if warned && *answer == TripsAnswer::Move { "&despite_warnings=true" } else { "" };
        released = (*answer == TripsAnswer::Release).then_some(problem.obstacles.len());
        sent = call.clone().query(["trips=", answer.code(), despite].concat());
    }
}

/// Sends what may be warned of; `send` is called again with `true` once the warnings were read. `label` says what is done.
pub(crate) async fn confirmed<F>(label: &str, send: impl Fn(bool) -> F) -> Result<Value, Problem>
where
    F: Future<Output = Result<Value, Problem>>,
{
    match send(false).await {
        Err(problem) if problem.known() == Some(ProblemKind::WarningsUnconfirmed) => {
            confirm(problem, label, send).await
        }
        done => done,
    }
}

async fn confirm<F>(problem: Problem, label: &str, send: impl Fn(bool) -> F) -> Result<Value, Problem>
where
    F: Future<Output = Result<Value, Problem>>,
{
    let question = Question { problem: problem.clone(), answers: vec![label.to_owned()] };
    if choose(question).await.is_some() { send(true).await } else { Err(problem) }
}

fn line(obstacle: Obstacle) -> AnyView {
    match RecordKind::from_collection(&obstacle.kind).zip(obstacle.id) {
        Some((kind, id)) => {
            view! { <li><a href=nav::record(kind, id) target="_blank">{obstacle.label}</a></li> }.into_any()
        }
        None => view! { <li>{obstacle.label}</li> }.into_any(),
    }
}

#[component]
pub(crate) fn Decisions() -> AnyView {
    let current = RwSignal::from(asked());
    let open = RwSignal::new(false);
    Effect::new(move || open.set(current.with(Option::is_some)));
    let title = title_of(current, |question| match question.problem.known() {
        Some(ProblemKind::TripsUndecided) => t(words::TRIPS_QUESTION).to_owned(),
        Some(ProblemKind::WarningsUnconfirmed) => t(words::WARNINGS_QUESTION).to_owned(),
        _ => question.problem.title.clone(),
    });
    let body = move || {
        let Question { problem, answers } = current.get_untracked()?;
        let of_trips = answers.len() > 1 || problem.known() == Some(ProblemKind::TripsUndecided);
        let detail = (!problem.detail.is_empty()).then(|| view! { <p>{problem.detail}</p> });
        let buttons = answers.into_iter().enumerate().map(|(place, label)| {
            let kind = if place == 0 { Kind::Primary } else { Kind::Plain };
            view! { <Button label=label kind=kind on_press=move |()| give(Some(place)) /> }
        });
        Some(view! {
            {detail}
            <div class="obstacles"><ul>{problem.obstacles.into_iter().map(line).collect_view()}</ul></div>
            {of_trips.then(|| view! { <p class="muted">{t(words::DRIVERS_NOTIFIED)}</p> })}
            <div class="actions" data-at="end">
                <Button label=t(records::BACK) kind=Kind::Quiet on_press=move |()| give(None) />
                {buttons.collect_view()}
            </div>
        })
    };
    let body = StoredValue::new(body);
    view! {
        <Dialog open=open title=title on_close=move |()| give(None)>
            {move || body.with_value(|body| body())}
        </Dialog>
    }
    .into_any()
}
