//! Forms that don't show all their fields at once. In a long one what is required stands first in each section, the long rest
//! is folded, and sections are jumped to. What is created from within another form asks only what it can't do without.
//!
//! Part of what only staff's forms have; `more` lends it.
//!
//! Invariant: a field with a value, or with something wrong, is never hidden.

use leptos::prelude::*;

use super::control::framed;
use super::more::How;
use super::{FormState, Shape};
use crate::records;
use crate::records::field::{Field, Section};
use crate::text::{fill, records as words, t};
use crate::ui::button::{Button, Kind, Size};
use crate::ui::form::{FormAnchors, FormMore, FormSection};

/// A form with more fields than this is long.
const LONG: usize = 16;
/// Fewer than these that may be left out aren't worth folding.
const FEW: usize = 4;
/// Fewer sections than these are found without anchors.
const SECTIONS: usize = 3;

/// The form's sections, if it doesn't show all its fields at once.
pub(super) fn sections(state: FormState, shape: &'static Shape, how: How) -> Option<AnyView> {
    let (visibility, _, brief) = how;
    if brief {
        return only_needed(state, shape, how);
    }
    if shape.fields().filter(|field| visibility.shows(field.name)).count() <= LONG {
        return None;
    }
    let titles: Vec<_> =
        shape.sections.iter().map(|section| t(section.title)).filter(|title| !title.is_empty()).collect();
    let anchors = (titles.len() >= SECTIONS).then(|| view! { <FormAnchors titles=titles /> });
    let sections = shape.sections.iter().map(|one| section(state, one, how)).collect_view();
    Some(view! { {anchors}{sections} }.into_any())
}

fn seen(section: &'static Section, (visibility, ..): How) -> impl Iterator<Item = &'static Field> {
    section.fields.iter().filter(move |field| visibility.shows(field.name))
}

fn is_blank(state: FormState, field: &Field) -> bool {
    untrack(|| state.value(field.name) == state.blank_of(field.name))
}

fn section(state: FormState, section: &'static Section, how: How) -> AnyView {
    // A switch says how it is set, so it stays in sight as well.
    let stays = |field: &&Field| field.required || matches!(field.kind, records::Kind::Flag);
    let (mut first, mut rest): (Vec<_>, Vec<_>) = seen(section, how).partition(|field| stays(field));
    if rest.len() < FEW {
        first = seen(section, how).collect();
        rest.clear();
    }
    let draw =
        move |fields: Vec<&'static Field>| fields.into_iter().map(|field| framed(state, field, how.1)).collect_view();
    let folded = (!rest.is_empty()).then(|| {
        let label = fill(words::MORE_FIELDS, &[("count", &rest.len().to_string())]);
        let filled = rest.iter().any(|field| !is_blank(state, field));
        let errors: Vec<_> = rest.iter().map(|field| state.error(field.name)).collect();
        let open = Signal::derive(move || filled || errors.iter().any(|error| error.with(Option::is_some)));
        view! { <FormMore label=label open=open>{draw(rest)}</FormMore> }
    });
    let note = section.note.map(|note| note(state));
    view! { <FormSection title=t(section.title)>{draw(first)}{folded}</FormSection>{note} }.into_any()
}

/// What a new record can't do without, and a button for the rest.
fn only_needed(state: FormState, shape: &'static Shape, how: How) -> Option<AnyView> {
    // Where fields stand or fall with others, what is needed isn't known beforehand.
    if shape.fields().any(|field| field.only_if.is_some()) {
        return None;
    }
    let wrong = state.draft.with_untracked(shape.check);
    let needed = |field: &Field| {
        let is_wrong = wrong.iter().any(|error| error.field.split('.').next() == Some(field.name));
        field.required || is_wrong || !is_blank(state, field)
    };
    let left_out: Vec<_> =
        shape.sections.iter().flat_map(|section| seen(section, how)).filter(|f| !needed(f)).collect();
    if left_out.is_empty() {
        return None;
    }
    let brief = RwSignal::new(true);
    let errors: Vec<_> = left_out.iter().map(|field| state.error(field.name)).collect();
    Effect::new(move || {
        if errors.iter().any(|error| error.with(Option::is_some)) {
            brief.set(false);
        }
    });
    let label = fill(words::MORE_FIELDS, &[("count", &left_out.len().to_string())]);
    let is_left_out = |field: &Field| left_out.iter().any(|one| one.name == field.name);
    let sections = shape.sections.iter().map(|section| {
        let fields = seen(section, how).map(|field| {
            if is_left_out(field) {
                (move || (!brief.get()).then(|| framed(state, field, how.1))).into_any()
            } else {
                framed(state, field, how.1)
            }
        });
        let note = section.note.map(|note| note(state));
        let fields = fields.collect_view();
        let hidden = seen(section, how).all(is_left_out);
        view! {
            <div hidden=move || hidden && brief.get()>
                <FormSection title=t(section.title)>{fields}</FormSection>
                {note}
            </div>
        }
    });
    let sections = sections.collect_view();
    let rest = move || {
        let label = label.clone();
        brief.get().then(|| {
            view! { <div><Button label=label kind=Kind::Quiet size=Size::Small on_press=move |()| brief.set(false) /></div> }
        })
    };
    Some(view! { {sections}{rest} }.into_any())
}
