//! The control of a field, by the kind of its value.

use leptos::prelude::*;
use serde_json::Value;

use super::super::field::{Choices, Field, Kind};
use super::super::picker::RecordPicker;
use super::super::value::{Fields, text_of};
use super::state::FormState;
use super::{picture, typed};
use crate::net::call;
use crate::net::fetch::resource;
use crate::text::{amount, records as words, t};
use crate::ui::check::Switch;
use crate::ui::choice::Choice;
use crate::ui::field::Field as Frame;
use crate::ui::input::{DateInput, DateTimeInput, TextArea, TextInput, TextKind};
use crate::ui::multi_select::MultiSelect;
use crate::ui::number::{MoneyInput, NumberInput};
use crate::ui::select::Select;
use crate::ui::stars::StarInput;

/// A field in its frame; `existing` is whether the record is kept already.
pub(super) fn framed(state: FormState, field: &'static Field, existing: bool) -> AnyView {
    if let Some((other, _)) = field.only_if {
        // What no longer stands in the form must not be sent.
        Effect::new(move || {
            if state.draft.with(|draft| draft.get(other).is_some()) && !state.stands(field) {
                state.set(field.name, (state.shape.blank)().get(field.name).cloned().unwrap_or_default());
            }
        });
    }
    let stands = Memo::new(move |_| state.stands(field));
    let fixed = (field.fixed && existing).then(|| t(words::FIXED).to_owned());
    let draw = move || {
        let fixed = fixed.clone();
        let wide = field.wide
            || matches!(field.kind, Kind::Paragraph | Kind::Choices(_) | Kind::References(..) | Kind::Picture);
        view! {
            <Frame
                label=t(field.label)
                name=field.name
                help=field.help.map(t).unwrap_or_default()
                error=state.error(field.name)
                required=field.required
                disabled_reason=Signal::stored(fixed)
                wide=wide
                group=is_group(field.kind)
            >
                {control(state, field)}
            </Frame>
        }
        .into_any()
    };
    if field.only_if.is_none() {
        return draw();
    }
    (move || stands.get().then(&draw)).into_any()
}

const fn is_group(kind: Kind) -> bool {
    matches!(kind, Kind::Choices(_) | Kind::References(..) | Kind::Picture | Kind::Stars | Kind::Custom(_))
}

/// A control's text that follows into the draft.
fn text(state: FormState, field: &'static Field) -> RwSignal<String> {
    let text = RwSignal::new(untrack(|| typed::to_text(field.kind, &state.value(field.name))));
    Effect::new(move |before: Option<()>| {
        let typed = text.get();
        if before.is_some() {
            untrack(|| state.type_in(field, &typed));
        }
    });
    text
}

fn control(state: FormState, field: &'static Field) -> AnyView {
    let text = || text(state, field);
    match field.kind {
        Kind::Line | Kind::Code | Kind::Capitals => view! { <TextInput value=text() /> }.into_any(),
        Kind::Email => view! { <TextInput value=text() kind=TextKind::Email autocomplete="off" /> }.into_any(),
        Kind::SignInEmail => {
            view! { <TextInput value=text() kind=TextKind::Email autocomplete="username" /> }.into_any()
        }
        Kind::Phone => view! { <TextInput value=text() kind=TextKind::Phone autocomplete="off" /> }.into_any(),
        Kind::Password => view! { <TextInput value=text() kind=TextKind::Password /> }.into_any(),
        Kind::NewPassword => view! { <TextInput value=text() kind=TextKind::NewPassword /> }.into_any(),
        Kind::Paragraph => view! { <TextArea value=text() /> }.into_any(),
        Kind::Whole | Kind::Year => view! { <NumberInput value=text() whole=true /> }.into_any(),
        Kind::Money => {
            let (currency, exponent) = amount::currency();
            view! { <MoneyInput value=text() currency=currency exponent=exponent /> }.into_any()
        }
        Kind::Measure(measure) => view! { <NumberInput value=text() unit=measure.unit().0 /> }.into_any(),
        Kind::Date => view! { <DateInput value=text() /> }.into_any(),
        Kind::Instant | Kind::Ago => view! { <DateTimeInput value=text() /> }.into_any(),
        Kind::Choice(choices) | Kind::State(choices) => {
            // A choice that the draft can't do without offers no "none".
            let optional = (state.shape.blank)().get(field.name).is_none_or(Value::is_null);
            view! { <Select value=text() options=listed(choices) empty=if optional { "–" } else { "" } /> }.into_any()
        }
        Kind::Choices(choices) => {
            let chosen = ids(state, field, |id| Some(Value::String(id.to_owned())));
            view! { <MultiSelect value=chosen options=listed(choices) /> }.into_any()
        }
        Kind::Flag => flag(state, field),
        Kind::Stars => stars(state, field),
        Kind::Reference(kind, name) => {
            let (first, label) = untrack(|| {
                (state.value(field.name).as_i64(), state.facts.with_value(|facts| text_of(facts.field(name))))
            });
            let value = RwSignal::new(first);
            Effect::new(move |before: Option<()>| {
                let id = value.get();
                if before.is_some() {
                    state.set(field.name, id.map_or(Value::Null, Value::from));
                }
            });
            view! { <RecordPicker kind=kind value=value name=label /> }.into_any()
        }
        Kind::References(kind, _) => {
            let chosen = ids(state, field, |id| id.parse::<i64>().ok().map(Value::from));
            let offered = resource::<Vec<domain::record::Choice>>(move || {
                Some(call(domain::route::Endpoint::Record(kind, domain::record::Verb::Options)))
            });
            let choice = |one: domain::record::Choice| Choice::new(one.id.to_string(), one.label).detail(one.hint);
            let options = Signal::derive(move || {
                offered.value.get().unwrap_or_default().into_iter().map(choice).collect::<Vec<_>>()
            });
            view! { <MultiSelect value=chosen options=options /> }.into_any()
        }
        Kind::Picture => picture::control(state, field),
        Kind::Custom(custom) => (custom.control)(state, field),
    }
}

fn listed(choices: Choices) -> Vec<Choice> {
    choices().into_iter().map(|(code, label)| Choice::new(code, t(label))).collect()
}

/// A list in the draft as a list of ids.
fn ids(state: FormState, field: &'static Field, read: fn(&str) -> Option<Value>) -> RwSignal<Vec<String>> {
    let first = untrack(|| {
        state.value(field.name).as_array().map(|all| all.iter().map(text_of).collect::<Vec<_>>()).unwrap_or_default()
    });
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
    let on = RwSignal::new(untrack(|| state.value(field.name).as_bool().unwrap_or_default()));
    let change = move |on: bool| state.set(field.name, Value::Bool(on));
    let word = move || t(if on.get() { words::YES } else { words::NO });
    // The frame's label names the switch; beside it stands what it is set to.
    view! { <Switch value=on label="" on_change=change /><span class="switch-word" aria-hidden="true">{word}</span> }
        .into_any()
}

fn stars(state: FormState, field: &'static Field) -> AnyView {
    let value = RwSignal::new(untrack(|| {
        state.value(field.name).as_i64().and_then(|stars| u8::try_from(stars).ok()).unwrap_or_default()
    }));
    Effect::new(move |before: Option<()>| {
        let stars = value.get();
        if before.is_some() {
            state.set(field.name, Value::from(stars));
        }
    });
    view! { <StarInput value=value /> }.into_any()
}
