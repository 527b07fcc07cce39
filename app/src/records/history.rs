//! A record's history: who changed which field from what to what, in the words of its form.

use domain::bookings::logbook::Warning;
use domain::bookings::trips::Released;
use domain::history::{Change, HistoryAct, HistoryEntry};
use domain::record::{RecordKind, Verb};
use domain::route::{self, Route};
use leptos::prelude::*;
use serde_json::Value;

use super::document::text_of;
use super::field::{Field, Kind, Section, choices};
use super::names;
use super::value::{list, plain};
use crate::net::call_at;
use crate::net::fetch::resource;
use crate::text::{bookings, date, fields, records as words, t};
use crate::ui::empty::EmptyState;
use crate::ui::history::{self as ui, History};
use crate::ui::icon::Icon;

/// What changes of these fields, and of nothing else, are told in: their labels and the kinds of their values.
pub(crate) type HistoryFields = Vec<&'static Field>;

pub(crate) fn fields_of(sections: &'static [Section]) -> HistoryFields {
    sections.iter().flat_map(|section| section.fields).collect()
}

/// `changed` makes it ask again after a save.
pub(crate) fn of_record(kind: RecordKind, id: i64, fields: HistoryFields, changed: Signal<i64>) -> AnyView {
    at(route::record(kind, Verb::History), id, fields, changed)
}

/// The history at any route that answers one.
pub(crate) fn at(route: Route, id: i64, fields: HistoryFields, changed: Signal<i64>) -> AnyView {
    let fields = StoredValue::new(fields);
    let entries = resource::<Vec<HistoryEntry>>(move || {
        changed.track();
        Some(call_at(&route).at(id))
    });
    entries.view(move |entries| {
        if entries.is_empty() {
            return view! { <EmptyState title=t(words::NO_HISTORY) icon=Icon::Clock /> }.into_any();
        }
        let shown = Signal::derive(move || {
            fields.with_value(|fields| entries.iter().map(|entry| shown(entry, fields)).collect::<Vec<_>>())
        });
        view! { <History entries=shown /> }.into_any()
    })
}

fn shown(entry: &HistoryEntry, fields: &HistoryFields) -> ui::HistoryEntry {
    ui::HistoryEntry {
        who: if entry.who.is_empty() { t(words::SYSTEM).to_owned() } else { entry.who.clone() },
        did: t(entry.act.label()).to_owned(),
        when: date::relative(entry.at),
        exact: date::instant(entry.at),
        // What it began with is what the page shows, or what the first change tells.
        changes: if entry.act == HistoryAct::Created {
            Vec::new()
        } else {
            entry.changes.iter().map(|change| change_of(change, fields)).collect()
        },
    }
}

fn change_of(change: &Change, fields: &HistoryFields) -> ui::Change {
    let field = fields.iter().find(|field| field.name == change.field);
    let label = match (field, change.field.as_str()) {
        (Some(field), _) => t(field.label).to_owned(),
        (None, "reason" | "released") => t(fields::REASON).to_owned(),
        (None, "overridden") => t(bookings::WARNINGS_SET_ASIDE).to_owned(),
        (None, name) => name.to_owned(),
    };
    let kind = match (field, change.field.as_str()) {
        (Some(field), _) => field.kind,
        (None, "released") => Kind::Choice(choices::<Released>),
        (None, "overridden") => Kind::Choices(choices::<Warning>),
        (None, _) => Kind::Line,
    };
    ui::Change { field: label, before: words_of(kind, &change.before), after: words_of(kind, &change.after) }
}

/// Like [`plain`], with the names of what is referred to.
pub(crate) fn words_of(kind: Kind, value: &Value) -> String {
    let named = |of: RecordKind, id: &Value| {
        let name = id.as_i64().map(|id| names::name(of, id).get()).unwrap_or_default();
        if name.is_empty() { text_of(id) } else { name }
    };
    match kind {
        Kind::Reference(of, _) => named(of, value),
        Kind::References(of, _) => list(value, |id| named(of, id)),
        _ => plain(kind, value),
    }
}
