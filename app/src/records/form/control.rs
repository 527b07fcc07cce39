//! The control of a field, by the kind of its value: those that any form may have. The others are in `more`.

use std::cell::RefCell;

use domain::time::Instant;
use leptos::prelude::*;

use super::super::field::{Choices, Field, Kind};
use super::standing::stands;
use super::{FormState, more, typed};
use crate::text::{date, records as words, t, zone};
use crate::ui::choice::Choice;
use crate::ui::date::{DateInput, DateTimeInput};
use crate::ui::field::Field as Frame;
use crate::ui::input::{TextArea, TextInput, TextKind};
use crate::ui::select::Select;

/// Asks which of two hours a typed time means.
pub(super) type Which = fn(RwSignal<String>) -> AnyView;

thread_local! {
    /// What stands below a typed time that happens twice; `hours` brings it. A list, as in `more`.
    pub(super) static WHICH: RefCell<Vec<Which>> = const { RefCell::new(Vec::new()) };
}

/// A field in its frame; `existing` is whether the record is kept already.
pub(super) fn framed(state: FormState, field: &'static Field, existing: bool) -> AnyView {
    if let Some((other, _)) = field.only_if {
        // What no longer stands in the form must not be sent.
        Effect::new(move || {
            if state.decides(other).is_some() && !stands(state, field) {
                state.set(field.name, state.blank_of(field.name));
            }
        });
    }
    let stands = Memo::new(move |_| stands(state, field));
    let fixed = (field.fixed && existing).then(|| t(words::FIXED).to_owned());
    let draw = move || {
        let fixed = fixed.clone();
        let wide = field.wide
            || matches!(
                field.kind,
                Kind::Paragraph | Kind::Choices(_) | Kind::References(..) | Kind::Picture | Kind::Pictures
            );
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
    match kind {
        Kind::Custom(custom) => custom.group,
        kind => {
            matches!(kind, Kind::Choices(_) | Kind::References(..) | Kind::Picture | Kind::Pictures | Kind::Stars)
        }
    }
}

/// A control's text that follows into the draft.
pub(super) fn text(state: FormState, field: &'static Field) -> RwSignal<String> {
    let text = RwSignal::new(untrack(|| typed::to_text(field.kind, &state.value(field.name))));
    Effect::new(move |before: Option<()>| {
        let typed = text.get();
        if before.is_some() {
            untrack(|| type_in(state, field, &typed));
        }
    });
    text
}

/// Takes over what was typed into a field's control.
pub(super) fn type_in(state: FormState, field: &'static Field, text: &str) {
    let empty = state.blank_of(field.name);
    let kind = state.draft.with_untracked(|draft| field.kind.measured(draft));
    let (value, why) = match typed::to_value(kind, text, empty.is_null()) {
        Ok(value) => (value, None),
        Err(why) => (empty, Some((field.name.to_owned(), why))),
    };
    state.leave_unread(field.name, why);
    state.set(field.name, value);
}

fn control(state: FormState, field: &'static Field) -> AnyView {
    let text = || text(state, field);
    match field.kind {
        Kind::Line | Kind::Capitals => view! { <TextInput value=text() /> }.into_any(),
        Kind::Email => view! { <TextInput value=text() kind=TextKind::Email autocomplete="off" /> }.into_any(),
        Kind::SignInEmail => {
            view! { <TextInput value=text() kind=TextKind::Email autocomplete="username" /> }.into_any()
        }
        Kind::Phone => view! { <TextInput value=text() kind=TextKind::Phone autocomplete="off" /> }.into_any(),
        Kind::Password => view! { <TextInput value=text() kind=TextKind::Password /> }.into_any(),
        Kind::NewPassword => view! { <TextInput value=text() kind=TextKind::NewPassword /> }.into_any(),
        Kind::Paragraph => view! { <TextArea value=text() /> }.into_any(),
        Kind::Date => view! { <DateInput value=text() /> }.into_any(),
        Kind::Instant => {
            let value = text();
            let start = Signal::derive(move || kept_start(state, field));
            if let Some(of) = field.of {
                follow_start(state, field, of, value);
            }
            let other =
                move || value.with(|typed| zone::elsewhere(zone::from_input(typed).unwrap_or_else(|_| date::now())));
            let which = WHICH.with_borrow(|all| all.first().copied());
            let hint = move || other().then(|| view! { <small class="muted">{zone::hint()}</small> });
            view! { <DateTimeInput value=value start=start />{which.map(|which| which(value))}{hint} }.into_any()
        }
        Kind::Choice(_) | Kind::State(_) => {
            // A choice that the draft can't do without offers no "none".
            let optional = state.blank_of(field.name).is_null();
            view! { <Select value=text() options=offered(field.kind) empty=if optional { "–" } else { "" } /> }
                .into_any()
        }
        Kind::Custom(custom) => (custom.control)(state, field),
        _ => more::control(state, field),
    }
}

/// When the span begins that a field ends, as a control keeps it.
fn kept_start(state: FormState, field: &'static Field) -> String {
    let start = field.of.and_then(|of| state.value(of).as_i64());
    start.map(|at| zone::to_input(Instant(at))).unwrap_or_default()
}

/// A start that moves takes the end along, so that it lasts as long.
fn follow_start(state: FormState, field: &'static Field, of: &'static str, value: RwSignal<String>) {
    let drawn = state.epoch.get_untracked();
    Effect::new(move |before: Option<Option<i64>>| {
        let now = state.value(of).as_i64();
        let before = before.flatten();
        let end = untrack(|| state.value(field.name)).as_i64();
        // Another draft has its own end.
        if let (Some(was), Some(now), Some(end), true) = (before, now, end, state.epoch.get_untracked() == drawn)
            && was != now
        {
            value.set(zone::to_input(Instant(end + now - was)));
        }
        now.or(before)
    });
}

fn offered(kind: Kind) -> Vec<Choice> {
    match kind {
        Kind::Choice(choices) => listed(choices),
        Kind::State(states) => states().into_iter().map(|(code, label, _)| Choice::new(code, t(label))).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn listed(choices: Choices) -> Vec<Choice> {
    choices().into_iter().map(|(code, label)| Choice::new(code, t(label))).collect()
}
