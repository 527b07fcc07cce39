//! Whom to assign: the lists of vehicles and of drivers in the assignment's form, each free one first, each busy one with what it is
//! busy with, and one suggestion for both.
//!
//! Invariant: the lists say what the edge's rule says; what is chosen here is decided again when it is saved.

use domain::bookings::candidate::{Busy, Candidate, Candidates};
use domain::bookings::logbook::{LONGEST, Warning};
use domain::bookings::schedule::LaneKind;
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use domain::time::{HOUR, Instant, Span};
use leptos::ev::Event;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use serde_json::Value;
use std::time::Duration;

use crate::nav;
use crate::net::call;
use crate::net::fetch::{Resource, resource};
use crate::records::field::Custom;
use crate::records::form::FormState;
use crate::records::{Field, names};
use crate::session;
use crate::text::{amount, bookings as words, count, date, fill, t};
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::tone::Tone;

/// Of those that are free, and of those that are not, so many are shown at first: both lists are to be seen together.
const FREE_AT_FIRST: usize = 6;
const BUSY_AT_FIRST: usize = 2;

/// How long after the last key the lists are asked.
const PAUSE: Duration = Duration::from_millis(200);

/// The control of a logbook's vehicle and of its driver.
pub(super) const VEHICLES: Custom = custom(|state, field| list(state, field, LaneKind::Vehicles));
pub(super) const DRIVERS: Custom = custom(|state, field| list(state, field, LaneKind::Drivers));

const fn custom(control: fn(FormState, &'static Field) -> AnyView) -> Custom {
    Custom { control, group: true, show: |_| String::new() }
}

const fn kind_of(by: LaneKind) -> RecordKind {
    match by {
        LaneKind::Vehicles => RecordKind::Vehicle,
        LaneKind::Drivers => RecordKind::Driver,
    }
}

/// The logbook's field that names the one, and the one that names the other.
const fn fields_of(by: LaneKind) -> (&'static str, &'static str) {
    match by {
        LaneKind::Vehicles => ("vehicle", "driver"),
        LaneKind::Drivers => ("driver", "vehicle"),
    }
}

/// What is asked about, for both lists.
#[derive(Clone, Copy)]
struct Panel {
    /// The draft as filled in so far; the form hands it over.
    draft: RwSignal<Value>,
    vehicles: List,
    drivers: List,
}

#[derive(Clone, Copy)]
struct List {
    q: RwSignal<String>,
    found: Resource<Candidates>,
}

/// The span that is typed so far, if it is one.
fn span_of(draft: &Value) -> Option<Span> {
    let at = |field: &str| draft.get(field).and_then(Value::as_i64).map(Instant);
    let span = Span { from: at("from")?, to: at("to")? };
    (span.from < span.to && span.length() <= LONGEST).then_some(span)
}

/// Makes the lists known to the controls of the form that is drawn next; `besides` is the logbook that is being changed. The form
/// hands its draft to what is returned.
pub(super) fn provide(start: Value, besides: Option<i64>) -> Callback<FormState> {
    let draft = RwSignal::new(start);
    let list = |by: LaneKind| {
        let q = RwSignal::new(String::new());
        let asked = Memo::new(move |_| draft.with(|draft| address(draft, by, besides)));
        let found = resource(move || {
            let words = q.with(|words| words.trim().to_owned());
            let mut query = asked.get()?;
            if !words.is_empty() {
                query.push_str("&q=");
                query.push_str(&String::from(js_sys::encode_uri_component(&words)));
            }
            Some(call(Endpoint::ListCandidates).query(query))
        });
        List { q, found: found.follow() }
    };
    provide_context(Panel { draft, vehicles: list(LaneKind::Vehicles), drivers: list(LaneKind::Drivers) });
    Callback::new(move |state: FormState| {
        Effect::new(move || draft.set(state.draft.get()));
    })
}

/// The question without its words.
fn address(draft: &Value, by: LaneKind, besides: Option<i64>) -> Option<String> {
    let span = span_of(draft)?;
    let mut address = ["by=", by.code(), "&from=", &span.from.0.to_string(), "&to=", &span.to.0.to_string()].concat();
    let ids = [
        ("booking", draft.get("booking").and_then(Value::as_i64)),
        ("besides", besides),
        ("chosen", draft.get(fields_of(by).1).and_then(Value::as_i64)),
    ];
    for (name, id) in ids {
        if let Some(id) = id {
            address.extend(["&", name, "=", &id.to_string()]);
        }
    }
    Some(address)
}

/// The first of each that nothing speaks against, the driver with the licence that the vehicle asks for.
fn suggested(vehicles: &Candidates, drivers: &Candidates) -> Option<(Candidate, Candidate)> {
    let suits = |one: &&Candidate| one.suits();
    let may_drive = |vehicle: &Candidate, driver: &Candidate| {
        vehicle.licence_classes.iter().all(|needed| needed.is_covered_by(&driver.licence_classes))
    };
    let free: Vec<&Candidate> = drivers.candidates.iter().filter(suits).collect();
    vehicles.candidates.iter().filter(suits).find_map(|vehicle| {
        let driver = free.iter().find(|driver| may_drive(vehicle, driver))?;
        Some((vehicle.clone(), (*driver).clone()))
    })
}

/// Names who would do, above the lists, and takes both at a press; says so where nobody would.
pub(super) fn suggestion(state: FormState) -> AnyView {
    let Some(panel) = use_context::<Panel>() else { return ().into_any() };
    let chosen = move || ["vehicle", "driver"].iter().all(|field| !state.value(field).is_null());
    let shown = move || {
        if chosen() {
            return ().into_any();
        }
        let pair = panel.vehicles.found.value.with(|vehicles| {
            panel.drivers.found.value.with(|drivers| {
                vehicles.as_ref().zip(drivers.as_ref()).map(|(vehicles, drivers)| suggested(vehicles, drivers))
            })
        });
        match pair {
            None => ().into_any(),
            Some(None) => view! { <Note tone=Tone::Warn>{t(words::NOBODY_SUITS)}</Note> }.into_any(),
            Some(Some((vehicle, driver))) => {
                let names = [("vehicle", vehicle.name.as_str()), ("driver", driver.name.as_str())];
                let sentence = fill(words::SUGGESTION, &names);
                let facts: Vec<String> = facts(&vehicle).into_iter().chain(facts(&driver)).collect();
                let take = move |()| {
                    state.set("vehicle", vehicle.id.into());
                    state.set("driver", driver.id.into());
                };
                view! {
                    <div class="suggestion">
                        <div>
                            <strong>{sentence}</strong>
                            <span class="muted">{facts.join(" · ")}</span>
                        </div>
                        <Button label=t(words::TAKE_BOTH) size=Size::Small on_press=take />
                    </div>
                }
                .into_any()
            }
        }
    };
    view! { <div aria-live="polite">{shown}</div> }.into_any()
}

/// What distinguishes one beside its name.
fn facts(one: &Candidate) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(one.seats.map(|seats| count(seats, words::SEATS)));
    let classes: Vec<&str> = one.licence_classes.iter().map(|class| class.code()).collect();
    facts.extend((!classes.is_empty()).then(|| classes.join(", ")));
    facts
}

fn list(state: FormState, field: &'static Field, by: LaneKind) -> AnyView {
    let Some(panel) = use_context::<Panel>() else { return ().into_any() };
    let list = match by {
        LaneKind::Vehicles => panel.vehicles,
        LaneKind::Drivers => panel.drivers,
    };
    let chosen = Memo::new(move |_| state.value(field.name).as_i64());
    let all_of = RwSignal::new(false);
    let name = crate::ui::id::unique("candidates");
    let rows = move || {
        let Some(span) = panel.draft.with(span_of) else {
            return view! { <p class="muted">{t(words::TIMES_FIRST)}</p> }.into_any();
        };
        let Some(found) = list.found.value.get() else {
            return view! { <p class="muted" aria-busy="true">"·"</p> }.into_any();
        };
        let name = name.clone();
        let chosen_now = chosen.get();
        let absent = chosen_now
            .filter(|id| !found.candidates.iter().any(|one| one.id == *id))
            .map(|id| view! { <p>{fill(words::CHOSEN, &[("name", &names::name(kind_of(by), id).get())])}</p> });
        let (free, busy): (Vec<_>, Vec<_>) =
            found.candidates.into_iter().partition(|one| one.availability.obstructions.is_empty());
        let nothing =
            (free.is_empty() && busy.is_empty()).then(|| view! { <p class="muted">{t(words::NO_CANDIDATES)}</p> });
        let days = found.days;
        let is_chosen = move |one: &Candidate| chosen_now == Some(one.id);
        let few = |all: Vec<Candidate>, at_first: usize| {
            let whole = all_of.get() || all.len() <= at_first + 1;
            let shown = all.into_iter().enumerate();
            shown
                .filter(|(place, one)| whole || *place < at_first || is_chosen(one))
                .map(|(_, one)| one)
                .collect::<Vec<_>>()
        };
        let many = free.len() + busy.len();
        let (free, busy) = (few(free, FREE_AT_FIRST), few(busy, BUSY_AT_FIRST));
        let left = many - free.len() - busy.len();
        let draw = move |all: Vec<Candidate>, name: String| {
            let one = |one: Candidate| row((state, field), by, &name, (span, days), is_chosen(&one), one);
            all.into_iter().map(one).collect_view()
        };
        let cannot = (!busy.is_empty()).then(|| {
            let many = amount::number(found.found - found.free);
            view! { <li class="candidates-part">{t(words::CANNOT)}" "<span class="muted">{many}</span></li> }
        });
        let more = (left > 0).then(|| {
            let label = fill(words::MORE_CANDIDATES, &[("count", &left.to_string())]);
            view! {
                <Button label=label size=Size::Small kind=ButtonKind::Quiet icon=Icon::Down on_press=move |()| all_of.set(true) />
            }
        });
        view! {
            {absent}
            {nothing}
            <ul class="candidates">{draw(free, name.clone())}{cannot}{draw(busy, name)}</ul>
            {more}
        }
        .into_any()
    };
    let counts = move || {
        let counts = list.found.value.with(|found| found.as_ref().map(|found| (found.free, found.found)));
        counts.map(|(free, found)| {
            fill(words::FREE_OF, &[("free", &amount::number(free)), ("all", &amount::number(found))])
        })
    };
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let typed = move |event: Event| {
        let text = event_target_value(&event);
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        timer.set_value(
            set_timeout_with_handle(
                move || {
                    list.q.try_set(text);
                },
                PAUSE,
            )
            .ok(),
        );
    };
    view! {
        <div class="candidates-head">
            <span class="muted" aria-live="polite">{counts}</span>
            <input class="input" type="search" placeholder=t(words::FIND) aria-label=t(words::FIND) prop:value=move || list.q.get() on:input=typed />
        </div>
        {rows}
    }
    .into_any()
}

/// One that may be chosen, or what keeps it from being chosen.
fn row(
    (state, field): (FormState, &'static Field),
    by: LaneKind,
    group: &str,
    (span, days): (Span, Span),
    is_chosen: bool,
    one: Candidate,
) -> AnyView {
    let is_free = one.availability.obstructions.is_empty();
    let id = one.id;
    let choose = move |_| state.set(field.name, id.into());
    let picture = match one.photo {
        Some(photo) => {
            view! { <img class="candidate-photo" src=Endpoint::GetPicture.path(&photo.to_string()) alt="" /> }
                .into_any()
        }
        None => {
            let sign = match by {
                LaneKind::Vehicles => Icon::Truck.view(),
                LaneKind::Drivers => initials(&one.name).into_any(),
            };
            view! { <span class="candidate-photo" aria-hidden="true">{sign}</span> }.into_any()
        }
    };
    let hint = (by == LaneKind::Vehicles && !one.hint.is_empty())
        .then(|| view! { <span class="plate">{one.hint.clone()}</span> });
    let state_of = if is_free {
        match by {
            LaneKind::Vehicles => t(words::FREE_NOW).to_owned(),
            LaneKind::Drivers => fill(words::PLANNED, &[("hours", &amount::duration(one.planned))]),
        }
    } else {
        until(&one.busy, span).map_or_else(String::new, |to| fill(words::UNTIL, &[("time", &date::near(to))]))
    };
    let tone = match (is_free, one.availability.warnings.is_empty()) {
        (true, true) => "free",
        (true, false) => "look",
        (false, _) => "neutral",
    };
    let known = facts(&one).join(" · ");
    let why = reasons(&one, span);
    let bar = day_bar(&one.busy, span, days);
    view! {
        <li class="candidate" data-free=is_free.to_string()>
            <label class="candidate-line">
                <input type="radio" name=group.to_owned() checked=is_chosen prop:checked=is_chosen disabled=!is_free && !is_chosen on:change=choose />
                {picture}
                <span class="candidate-name">{one.name}</span>
                {hint}
                <span class="candidate-facts muted">{known}</span>
                {bar}
                <span class="candidate-state" data-tone=tone>{state_of}</span>
            </label>
            {why}
        </li>
    }
    .into_any()
}

/// When what is in the way of a span ends, if that is known.
fn until(busy: &[Busy], span: Span) -> Option<Instant> {
    busy.iter().filter(|one| in_the_way(one, span)).filter_map(|one| one.to).max()
}

fn in_the_way(one: &Busy, span: Span) -> bool {
    one.from < span.to && one.to.is_none_or(|to| to > span.from)
}

/// What is in the way, each leading to it, and what to think about twice.
fn reasons(one: &Candidate, span: Span) -> AnyView {
    let busy = one.busy.clone();
    let obstacles = one.availability.obstructions.iter().map(|obstacle| {
        let known =
            busy.iter().find(|busy| (busy.kind, busy.id) == (obstacle.kind, obstacle.id) && in_the_way(busy, span));
        let text = match known {
            None => t(obstacle.by.label()).to_owned(),
            Some(busy) => {
                let when =
                    busy.to.map_or_else(|| [&date::near(busy.from), " – …"].concat(), |to| date::span(busy.from, to));
                [busy.label.as_str(), " · ", &when].concat()
            }
        };
        if session::may(obstacle.kind.needs(Verb::Get)) {
            view! { <a href=nav::record(obstacle.kind, obstacle.id) target="_blank">{text}</a> }.into_any()
        } else {
            view! { <span>{text}</span> }.into_any()
        }
    });
    let obstacles: Vec<AnyView> = obstacles.collect();
    let of_candidate = |warning: &&Warning| !warning.is_of_time();
    let warnings: Vec<AnyView> = one
        .availability
        .warnings
        .iter()
        .filter(of_candidate)
        .map(|warning| {
            view! { <span class="candidate-warning">{Icon::Alert.view()}{t(warning.label())}</span> }.into_any()
        })
        .collect();
    if obstacles.is_empty() && warnings.is_empty() {
        return ().into_any();
    }
    view! { <p class="candidate-why">{obstacles}{warnings}</p> }.into_any()
}

/// First letters of the first two words.
fn initials(name: &str) -> String {
    name.split_whitespace().take(2).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// The days as a bar: what they are busy with, the wanted span as a frame, red where both meet. The same is said in words beside it.
#[allow(clippy::cast_precision_loss)]
fn day_bar(busy: &[Busy], span: Span, days: Span) -> AnyView {
    let whole = days.length().max(HOUR) as f64;
    let place = |at: Instant| ((at.0.clamp(days.from.0, days.to.0) - days.from.0) as f64 / whole * 1_000.0).round();
    let block = |from: Instant, to: Instant, class: &'static str| {
        let (left, right) = (place(from), place(to));
        view! { <rect class=class x=left y="2" width=(right - left).max(4.0) height="8" /> }
    };
    let taken = busy.iter().map(|one| block(one.from, one.to.unwrap_or(days.to), "busy-bar-busy")).collect_view();
    let clashes = busy.iter().filter(|one| in_the_way(one, span)).map(|one| {
        let (from, to) = (one.from.max(span.from), one.to.map_or(span.to, |to| to.min(span.to)));
        block(from, to, "busy-bar-clash")
    });
    let clashes = clashes.collect_view();
    let (left, right) = (place(span.from), place(span.to));
    view! {
        <svg class="busy-bar" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">
            <rect class="busy-bar-day" x="0" y="2" width="1000" height="8" />
            {taken}
            {clashes}
            <rect class="busy-bar-wanted" x=left y="0.5" width=(right - left).max(8.0) height="11" />
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::bookings::logbook::Availability;
    use domain::people::driver::LicenceClass;

    fn candidate(id: i64, classes: &[LicenceClass], warnings: Vec<Warning>) -> Candidate {
        Candidate {
            id,
            name: id.to_string(),
            hint: String::new(),
            photo: None,
            seats: None,
            licence_classes: classes.to_vec(),
            planned: 0,
            availability: Availability { obstructions: Vec::new(), warnings },
            busy: Vec::new(),
        }
    }

    fn all(candidates: Vec<Candidate>) -> Candidates {
        Candidates { days: Span { from: Instant(0), to: Instant(1) }, candidates, free: 0, found: 0 }
    }

    #[test]
    fn a_driver_is_suggested_for_a_vehicle_that_they_may_drive() {
        let vehicles =
            all(vec![candidate(1, &[], vec![Warning::OtherVehicleType]), candidate(2, &[LicenceClass::D1], vec![])]);
        let drivers = all(vec![candidate(3, &[LicenceClass::B], vec![]), candidate(4, &[LicenceClass::D], vec![])]);
        let pair = suggested(&vehicles, &drivers).map(|(vehicle, driver)| (vehicle.id, driver.id));
        assert_eq!(pair, Some((2, 4)));
        assert_eq!(suggested(&vehicles, &all(vec![candidate(3, &[LicenceClass::B], vec![])])), None);
    }

    #[test]
    fn a_span_that_is_not_one_asks_nothing() {
        let draft = |from: i64, to: i64| serde_json::json!({ "from": from, "to": to, "booking": 7, "driver": 9 });
        assert_eq!(address(&draft(2, 1), LaneKind::Vehicles, None), None);
        let asked = address(&draft(1, 2), LaneKind::Vehicles, Some(5));
        assert_eq!(asked.as_deref(), Some("by=vehicles&from=1&to=2&booking=7&besides=5&chosen=9"));
    }
}
