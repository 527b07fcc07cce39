//! What only the staff's forms have: pickers, pictures, measures.
//!
//! It is a part of its own, which the areas with such forms bring along. The portal names no such part, so none of this, and
//! nothing that it is made of, is in the files that customers download.

use std::cell::RefCell;

use domain::money::before_tax;
use domain::visibility::Visibility;
use leptos::prelude::*;
use serde_json::Value;

use super::super::document::{from_json, text_of};
use super::super::field::{Field, Kind};
use super::super::names;
use super::super::value::name_beside;
use super::FormState;
use super::control::{listed, text, type_in};
use super::picker::RecordPicker;
use super::{Shape, folded, picture, typed};
use crate::nav::part::Find;
use crate::net::call;
use crate::net::fetch::resource;
use crate::text::measure::{Measured as _, OfFuel};
use crate::text::{amount, records as words, t};
use crate::ui::check::Switch;
use crate::ui::choice::Choice;
use crate::ui::multi_select::MultiSelect;
use crate::ui::number::{MoneyInput, NumberInput};
use crate::ui::stars::StarInput;

/// What the person sees, whether the record is kept already, and whether only what is needed is asked for at first.
pub(super) type How = (Visibility, bool, bool);
type Folded = fn(FormState, &'static Shape, How) -> Option<AnyView>;
type Control = fn(FormState, &'static Field) -> AnyView;

thread_local! {
    // A list, though it gets one: what is read from a list the compiler doesn't call by name, and so doesn't draw in here.
    static CONTROLS: RefCell<Vec<Control>> = const { RefCell::new(Vec::new()) };
    static FOLDED: RefCell<Vec<Folded>> = const { RefCell::new(Vec::new()) };
}

/// No address anybody could go to: the name of this part.
pub const ROOTS: &[&str] = &["(forms)"];

/// Called when the part is here.
pub fn open() -> Find {
    CONTROLS.set(vec![control_of_staff]);
    FOLDED.set(vec![folded::sections]);
    |_| None
}

pub(super) fn control(state: FormState, field: &'static Field) -> AnyView {
    match field.kind {
        Kind::Stars => stars(state, field),
        _ => {
            let control = CONTROLS.with_borrow(|controls| controls.first().copied());
            control.map_or_else(|| ().into_any(), |control| control(state, field))
        }
    }
}

/// A form's sections where some of its fields aren't shown at once; only staff's have such.
pub(super) fn folded(state: FormState, shape: &'static Shape, how: How) -> Option<AnyView> {
    let folded = FOLDED.with_borrow(|all| all.first().copied());
    folded.and_then(|folded| folded(state, shape, how))
}

fn control_of_staff(state: FormState, field: &'static Field) -> AnyView {
    let text = || text(state, field);
    match field.kind {
        Kind::Whole | Kind::Year => view! { <NumberInput value=text() places=0 /> }.into_any(),
        Kind::Money => {
            let (currency, exponent) = amount::currency();
            view! { <MoneyInput value=text() currency=currency exponent=exponent /> }.into_any()
        }
        Kind::Price => {
            let (currency, exponent) = amount::currency();
            let tax = crate::text::conventions(|company| before_tax(&currency, &company.tax));
            view! { <MoneyInput value=text() currency=currency exponent=exponent shown=tax /> }.into_any()
        }
        Kind::Measure(measure) => {
            view! { <NumberInput value=text() places=measure.places() unit=measure.sign() /> }.into_any()
        }
        Kind::OfFuel(what, of) => of_fuel(state, field, (what, of)),
        Kind::Choices(choices) => {
            let chosen = ids(state, field, |id| Some(Value::String(id.to_owned())));
            view! { <MultiSelect value=chosen options=listed(choices) /> }.into_any()
        }
        Kind::Flag => flag(state, field),
        Kind::Reference(kind, name) => {
            let (first, label) = untrack(|| {
                (state.value(field.name).as_i64(), state.facts.with(|facts| name_beside(field.name, name, facts)))
            });
            let value = RwSignal::new(first);
            Effect::new(move |before: Option<()>| {
                let id = value.get();
                if before.is_some() {
                    state.set(field.name, id.map_or(Value::Null, Value::from));
                }
            });
            let owner = Memo::new(move |_| state.value(field.of?).as_i64());
            // What belonged to another goes with it.
            Effect::new(move |before: Option<Option<i64>>| {
                let now = owner.get();
                if before.flatten().is_some_and(|before| Some(before) != now) {
                    value.set(None);
                }
                now
            });
            let narrowed = Signal::derive(move || {
                let of = field.of.zip(owner.get()).map(|(name, id)| [name, "=", &id.to_string()].concat());
                of.unwrap_or_else(|| field.only.to_owned())
            });
            view! { <RecordPicker kind=kind value=value name=label narrowed=narrowed /> }.into_any()
        }
        Kind::References(kind, _) => {
            let chosen = ids(state, field, |id| id.parse::<i64>().ok().map(Value::from));
            let offered = resource::<Vec<domain::record::Choice>>(move || {
                Some(call(domain::route::Endpoint::Record(kind, domain::record::Verb::Options)))
            });
            let choice = move |one: domain::record::Choice| {
                Choice::new(one.id.to_string(), names::shown(kind, one.label)).detail(one.hint)
            };
            let options =
                Signal::derive(move || offered.value.get().into_iter().flatten().map(choice).collect::<Vec<_>>());
            view! { <MultiSelect value=chosen options=options /> }.into_any()
        }
        Kind::Picture => picture::control(state, field),
        Kind::Pictures => picture::several(state, field),
        _ => ().into_any(),
    }
}

/// The unit follows the fuel; what was typed stays, in the unit that now stands beside it.
fn of_fuel(state: FormState, field: &'static Field, (what, of): (OfFuel, &'static str)) -> AnyView {
    let measure = Memo::new(move |_| what.measure(state.value(of).as_str().and_then(|code| code.parse().ok())));
    let text = RwSignal::new(untrack(|| typed::to_text(Kind::Measure(measure.get()), &state.value(field.name))));
    Effect::new(move |before: Option<()>| {
        measure.track();
        let typed = text.get();
        if before.is_some() {
            untrack(|| type_in(state, field, &typed));
        }
    });
    let draw = move || {
        let measure = measure.get();
        view! { <NumberInput value=text places=measure.places() unit=measure.sign() /> }
    };
    draw.into_any()
}

/// A list in the draft as a list of ids.
fn ids(state: FormState, field: &'static Field, read: fn(&str) -> Option<Value>) -> RwSignal<Vec<String>> {
    let first = untrack(|| state.value(field.name).as_array().into_iter().flatten().map(text_of).collect::<Vec<_>>());
    let chosen = RwSignal::new(first);
    Effect::new(move |before: Option<()>| {
        let all = chosen.get();
        if before.is_some() {
            state.set(field.name, Value::Array(all.iter().filter_map(|id| read(id)).collect()));
        }
    });
    chosen
}

fn flag(state: FormState, field: &'static Field) -> AnyView {
    let on = RwSignal::new(untrack(|| state.value(field.name) == Value::Bool(true)));
    let change = move |on: bool| state.set(field.name, Value::Bool(on));
    let word = move || t(if on.get() { words::YES } else { words::NO });
    // The frame's label names the switch; beside it stands what it is set to.
    view! { <Switch value=on label="" on_change=change /><span class="switch-word" aria-hidden="true">{word}</span> }
        .into_any()
}

fn stars(state: FormState, field: &'static Field) -> AnyView {
    let value = RwSignal::new(untrack(|| from_json(&state.value(field.name))));
    Effect::new(move |before: Option<()>| {
        let stars = value.get();
        if before.is_some() {
            state.set(field.name, Value::from(stars));
        }
    });
    view! { <StarInput value=value /> }.into_any()
}
