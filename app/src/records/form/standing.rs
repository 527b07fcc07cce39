//! Which of a form's fields stand in it now, and what is wrong with them.

use leptos::prelude::*;
use serde_json::Value;

use super::FormState;
use crate::records::field::Field;
use crate::records::spec::form::Shape;
use crate::text::t;
use crate::ui::form::FieldError;

/// Whether a field stands in the form now.
pub(super) fn stands(state: FormState, field: &Field) -> bool {
    let open = |(other, values): (&str, &[&str])| match state.decides(other) {
        Some(Value::Bool(on)) => values.contains(&if on { "true" } else { "false" }),
        value => value.as_ref().and_then(Value::as_str).is_some_and(|value| values.contains(&value)),
    };
    state.shows(field.name) && field.only_if.is_none_or(open)
}

fn standing(state: FormState, shape: &'static Shape) -> impl Iterator<Item = &'static Field> {
    shape.fields().filter(move |field| stands(state, field))
}

/// Whether it can be sent; from now on every error is shown.
pub(super) fn try_it(state: FormState, shape: &'static Shape) -> bool {
    state.try_it(standing(state, shape).map(|field| field.name))
}

/// What is wrong, in the form's order, for its summary.
pub(super) fn errors(state: FormState, shape: &'static Shape) -> Signal<Vec<FieldError>> {
    Signal::derive(move || {
        let listed = |field: &'static Field| {
            let message = state.summary(field.name)?;
            Some(FieldError { name: field.name.to_owned(), label: t(field.label).to_owned(), message })
        };
        standing(state, shape).filter_map(listed).collect()
    })
}
