//! Logbooks: the vehicle and driver of a booking, and how they are assigned.
//!
//! Whether an assignment is possible is asked of the edge while it is being filled in; the edge decides again when it is
//! saved. Warnings can be set aside by whoever may, in a second step that names them.

use domain::bookings::logbook::LogbookRow;
use domain::bookings::logbook::{AssignDraft, Availability, Logbook, LogbookDraft, LogbookSummary, OdometerDraft};
use domain::bookings::progress::{BookingStatus, LogbookStatus};
use domain::permission::{Act, Area, NamedAct, Permission};
use domain::problem::{Problem, ProblemKind};
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use domain::tone::states;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::bookings::{self, booking};
use crate::nav;
use crate::net::call;
use crate::records::decide;
use crate::records::detail::acts::in_the_way;
use crate::records::detail::{Shown, closed};
use crate::records::field::UNTITLED;
use crate::records::form::{FormState, Shape, Sheet, keeping, send_with, sheet};
use crate::records::value::link;
use crate::records::{Body, Detail, DetailSpec, Field, Kind, ListSpec, Record, Section, Tab, choices};
use crate::records::{columns, fields};
use crate::session;
use crate::text::{amount, bookings as words, date, fields as labels, fill, records, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::confirm::{self, Ask};
use crate::ui::dialog::{Dialog, DialogKind};
use crate::ui::heading::Card;
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::toast;
use crate::ui::tone::Tone;

pub(crate) const LIST: ListSpec = ListSpec {
    kind: RecordKind::Logbook,
    columns: columns![LogbookRow:
        NUMBER.shown(Kind::Code).table(),
        NAME.title(),
        VEHICLE.shown(Kind::Reference(RecordKind::Vehicle, "vehicle_name")).table(),
        DRIVER.shown(Kind::Reference(RecordKind::Driver, "driver_name")),
        FROM,
        TO.wide(),
        STATUS.state(),
    ],
    filters: LogbookRow::FILTERS,
    empty: words::NO_LOGBOOKS_ANYWHERE,
    icon: Icon::Book,
    row: None,
};

const FACTS: &[Field] = &[
    Field::of_draft(LogbookDraft::BOOKING),
    Field::of_draft(LogbookDraft::VEHICLE),
    Field::of_draft(LogbookDraft::DRIVER),
    Field::of_draft(LogbookDraft::FROM),
    Field::of_draft(LogbookDraft::TO),
    Field::of_draft(LogbookDraft::ODOMETER_START),
    Field::of_draft(LogbookDraft::ODOMETER_END),
    Field::new("worked", labels::WORKED, Kind::Duration),
    Field::of_draft(LogbookDraft::DESCRIPTION),
    Field::new("overridden", words::WARNINGS_SET_ASIDE, Kind::Choices(choices::<domain::bookings::logbook::Warning>)),
    Field::new("overridden_by", words::SET_ASIDE_BY, Kind::Line),
];

/// `/admin/logbooks/{id}`.
pub(crate) const DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::Logbook,
    form: None,
    subtitle: None,
    state: Some(Field::new("status", labels::STATUS, Kind::State(states::<LogbookStatus>))),
    tabs: &[
        Tab::new("", words::TRIP, Body::Facts(&[Section::new(UNTITLED, FACTS)])),
        Tab::new("time-cards", words::TIME_CARDS, Body::List(&super::time_cards::LIST, "logbook")),
        Tab::new("history", records::HISTORY, Body::History),
    ],
    actions: Some(super::logbook_page::actions),
};

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::Logbook, list: &LIST, form: None, detail: Some(Detail::Spec(&DETAIL)) };

const NAME: Field = Field::of_draft(LogbookDraft::NAME).wide();
const VEHICLE: Field = Field::of_draft(LogbookDraft::VEHICLE).only("status=active");
const DRIVER: Field = Field::of_draft(LogbookDraft::DRIVER).only("status=available,on_leave");
const TO: Field = Field::of_draft(LogbookDraft::TO);
const ODOMETER_START: Field = Field::of_draft(LogbookDraft::ODOMETER_START);
const DESCRIPTION: Field = Field::of_draft(LogbookDraft::DESCRIPTION).wide();

const ASSIGNMENT: &[Section] =
    &[Section::new(UNTITLED, &[NAME, VEHICLE, DRIVER, Field::of_draft(LogbookDraft::FROM), TO, DESCRIPTION])];

static SHAPE: Shape = Shape::new::<LogbookDraft>(ASSIGNMENT);

/// What may still change once the trip has begun; the edge's `allow_change` says the same.
const STARTED: &[Section] = &[Section::new(UNTITLED, &[NAME, VEHICLE, DRIVER, TO, ODOMETER_START, DESCRIPTION])];

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

const ODOMETER: &[Section] = &[Section::new(
    UNTITLED,
    fields![OdometerDraft:
        ODOMETER.wide().help(words::ODOMETER_HELP),
    ],
)];

pub(super) static ODOMETER_SHAPE: Shape = Shape::new::<OdometerDraft>(ODOMETER);

/// What lies open over the booking's page.
#[derive(Clone)]
enum Open {
    Assign(LogbookDraft),
    Change(Box<LogbookSummary>),
    Odometer(Endpoint, i64, i64),
}

/// The booking's logbooks, each with what can be done, and "Assign".
pub(super) fn card(shown: Shown) -> AnyView {
    let known = booking(shown);
    let open = RwSignal::new(None::<Open>);
    let visible = RwSignal::new(false);
    let show = move |what: Open| {
        open.set(Some(what));
        visible.set(true);
    };
    let refused = Signal::derive(move || {
        session::refused(Permission::In(Area::Bookings, Act::Create))
            .or_else(|| closed(&bookings::FORM, shown))
            .or_else(|| {
                let status = known.get()?.facts.situation.status;
                let assignable = matches!(status, BookingStatus::Approved | BookingStatus::Processing);
                (!assignable).then(|| t(words::APPROVE_FIRST).to_owned())
            })
    });
    let assign = move |()| {
        if let Some(booking) = known.get_untracked() {
            show(Open::Assign(LogbookDraft {
                name: booking.fields.subject.chars().take(120).collect(),
                booking: Some(domain::id::BookingId(booking.id)),
                from: booking.fields.pickup_at,
                to: booking.fields.ends_at,
                ..LogbookDraft::default()
            }));
        }
    };
    let list = move || {
        let logbooks = known.get().map(|booking| booking.facts.logbooks).unwrap_or_default();
        if logbooks.is_empty() {
            return view! { <p class="muted">{t(words::NO_LOGBOOKS)}</p> }.into_any();
        }
        let all = logbooks.into_iter().map(|logbook| one(shown, logbook, Callback::new(show))).collect_view();
        view! { <ul class="logbooks">{all}</ul> }.into_any()
    };
    let title = Signal::derive(move || {
        let text = open.with(|open| match open {
            Some(Open::Odometer(Endpoint::StartLogbook, ..)) => t(words::START_DRIVING),
            Some(Open::Odometer(..)) => t(words::FINISH_DRIVING),
            Some(Open::Change(_)) => t(words::CHANGE_ASSIGNMENT),
            _ => t(words::ASSIGN_TITLE),
        });
        text.to_owned()
    });
    view! {
        <Card title=t(RecordKind::Logbook.plural()) actions=ViewFn::from(move || {
            view! { <Button label=t(words::ASSIGN) size=Size::Small icon=Icon::Plus disabled_reason=refused on_press=assign /> }.into_any()
        })>
            {list}
        </Card>
        <Dialog open=visible title=title kind=DialogKind::Side>
            {move || open.get().map(|what| match what {
                Open::Assign(draft) => assign_form(draft, visible, Callback::new(move |()| shown.record.reload())),
                Open::Change(logbook) => change_form(shown, &logbook, visible),
                Open::Odometer(endpoint, id, version) => odometer_form(shown, endpoint, (id, version), visible),
            })}
        </Dialog>
    }
    .into_any()
}

fn one(shown: Shown, logbook: LogbookSummary, show: Callback<Open>) -> AnyView {
    let driver = session::me().with_untracked(|me| me.as_ref().and_then(|me| me.driver));
    let mine = driver.is_some_and(|driver| driver.0 == logbook.driver);
    let edits = session::refused(Permission::In(Area::Bookings, Act::Edit));
    let (drives, changes) = (if mine { None } else { edits.clone() }, edits.clone());
    let (id, version) = (logbook.id, logbook.version);
    let act = move |endpoint| show.run(Open::Odometer(endpoint, id, version));
    let step = match logbook.status {
        LogbookStatus::New => Some((words::START_DRIVING, Endpoint::StartLogbook)),
        LogbookStatus::Processing => Some((words::FINISH_DRIVING, Endpoint::FinishLogbook)),
        _ => None,
    };
    let changeable = logbook.status.is_active();
    let open = matches!(logbook.status, LogbookStatus::New | LogbookStatus::Processing);
    let number = logbook.number.clone();
    let changed = logbook.clone();
    let cancel = move |()| ask_to_withdraw(shown, (id, version), &number);
    let worked = (logbook.worked > 0).then(|| view! { <span class="muted">{amount::duration(logbook.worked)}</span> });
    view! {
        <li class="logbook">
            <div class="logbook-head">
                <a href=nav::record(RecordKind::Logbook, id)>{logbook.number.clone()}</a>
                <Badge label=t(logbook.status.label()) tone=logbook.status.tone() />
                {worked}
            </div>
            <p>
                {link(RecordKind::Vehicle, logbook.vehicle, logbook.vehicle_name).view()}
                " "<span class="muted">{logbook.plate.clone()}</span>
                " · "
                {link(RecordKind::Driver, logbook.driver, logbook.driver_name).view()}
            </p>
            <p class="muted">{date::span(logbook.from, logbook.to)}</p>
            <div class="actions">
                {step.map(|(label, endpoint)| view! {
                    <Button label=t(label) size=Size::Small disabled_reason=Signal::stored(drives.clone()) on_press=move |()| act(endpoint) />
                })}
                {changeable.then(|| view! {
                    <Button label=t(records::EDIT) size=Size::Small kind=ButtonKind::Quiet disabled_reason=Signal::stored(changes)
                        on_press=move |()| show.run(Open::Change(Box::new(changed.clone()))) />
                })}
                {open.then(|| view! {
                    <Button label=t(words::WITHDRAW) size=Size::Small kind=ButtonKind::Quiet disabled_reason=Signal::stored(edits) on_press=cancel />
                })}
            </div>
        </li>
    }
    .into_any()
}

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
    let logbook = crate::net::fetch::resource::<Logbook>(move || {
        Some(call(Endpoint::Record(RecordKind::Logbook, domain::record::Verb::Get)).at(of.0).fresh())
    });
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
    let send = keeping(send_with(move |sending| step(next.endpoint, next.of, sending.draft)), refusal);
    let taken = Callback::new(move |_| {
        visible.set(false);
        toast::good(t(if starts { words::TRIP_STARTED } else { words::TRIP_FINISHED }));
        done.run(());
    });
    let form = sheet(Sheet {
        start: serde_json::to_value(&draft).unwrap_or_default(),
        over: true,
        big,
        cancel: Some(Callback::new(move |()| visible.set(false))),
        ..Sheet::new(&ODOMETER_SHAPE, t(submit), send, taken)
    });
    view! { {in_the_way(refusal)}{form} }.into_any()
}

/// Starts or finishes; a start long before its time and an odometer that leaps ask first.
async fn step(endpoint: Endpoint, of: (i64, i64), draft: Value) -> Result<Value, Problem> {
    let send = |despite: bool| {
        let read = OdometerDraft { odometer: draft.get("odometer").and_then(Value::as_i64), despite_warnings: despite };
        call(endpoint).at(of.0).version(of.1).body(&read).send::<Value>()
    };
    let label = if endpoint == Endpoint::StartLogbook { words::START_ANYWAY } else { records::SAVE_ANYWAY };
    decide::confirmed(t(label), send).await
}

fn change_form(shown: Shown, logbook: &LogbookSummary, visible: RwSignal<bool>) -> AnyView {
    let draft = LogbookDraft {
        name: logbook.name.clone(),
        booking: Some(domain::id::BookingId(shown.id)),
        vehicle: Some(domain::id::VehicleId(logbook.vehicle)),
        driver: Some(domain::id::DriverId(logbook.driver)),
        from: Some(logbook.from),
        to: Some(logbook.to),
        odometer_start: logbook.odometer_start,
        odometer_end: logbook.odometer_end,
        description: String::new(),
    };
    let (of, status) = ((logbook.id, logbook.version), logbook.status);
    // The summary has no description: the record itself is read, so that saving doesn't empty it.
    let record = crate::net::fetch::resource::<Value>(move || {
        Some(call(Endpoint::Record(RecordKind::Logbook, domain::record::Verb::Get)).at(of.0).fresh())
    });
    let draft = StoredValue::new(draft);
    record.view(move |record| {
        let mut draft = draft.get_value();
        let text = record.get("fields").and_then(|fields| fields.get("description")).and_then(Value::as_str);
        text.unwrap_or_default().clone_into(&mut draft.description);
        logbook_form(draft, Some((of, status)), visible, Callback::new(move |()| shown.record.reload()))
    })
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
        let logbook: LogbookDraft = serde_json::from_value(sending.draft).unwrap_or_default();
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
    let form = Sheet {
        start: serde_json::to_value(&draft).unwrap_or_default(),
        over: true,
        cancel: Some(Callback::new(move |()| visible.set(false))),
        below: Some(std::sync::Arc::new(move |state| {
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
