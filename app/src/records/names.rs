//! The names of records known only by their ids: a filter from a link, a prefilled picker, a value in a history.
//!
//! Asked for once each and kept for the life of the page; until then, and when they can't be seen, there is none. Pickers'
//! options know them, archived ones too; records that no picker offers are read.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::permission::built_in_name;
use domain::record::{Choice, RecordKind, Verb};
use domain::route::Endpoint;
use domain::text::Text;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::document::name_of;
use crate::net::call;
use crate::text::{small, t};

thread_local! {
    static KNOWN: RefCell<BTreeMap<(RecordKind, i64), ArcRwSignal<String>>> = const { RefCell::new(BTreeMap::new()) };
}

pub(crate) fn name(kind: RecordKind, id: i64) -> ArcRwSignal<String> {
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&(kind, id)).cloned()) {
        return known;
    }
    let signal = ArcRwSignal::new(String::new());
    KNOWN.with_borrow_mut(|known| known.insert((kind, id), signal.clone()));
    let asked = signal.clone();
    spawn_local(async move {
        if let Some(name) = ask(kind, id).await {
            asked.set(name);
        }
    });
    signal
}

async fn ask(kind: RecordKind, id: i64) -> Option<String> {
    if kind.verbs().contains(&Verb::Options) {
        let query = ["id=", &id.to_string()].concat();
        let found = call(Endpoint::Record(kind, Verb::Options)).query(query).send::<Vec<Choice>>().await.ok()?;
        return found.into_iter().next().map(|choice| shown(kind, choice.label));
    }
    let record = call(Endpoint::Record(kind, Verb::Get)).at(id).send::<Value>().await.ok()?;
    Some(name_of(&record))
}

/// A role as the reader calls it: built-in ones have a name in every language.
pub(crate) fn of_role(name: &str) -> String {
    built_in_name(name).map_or_else(|| name.to_owned(), |known| t(known).to_owned())
}

/// What a kind's record is called.
pub(crate) fn shown(kind: RecordKind, name: String) -> String {
    if kind == RecordKind::Role { of_role(&name) } else { name }
}

/// Remembers a name that was seen elsewhere.
pub(crate) fn learn(kind: RecordKind, id: i64, name: &str) {
    KNOWN.with_borrow_mut(|known| match known.get(&(kind, id)) {
        Some(signal) if signal.with_untracked(|old| old != name) => signal.set(name.to_owned()),
        Some(_) => {}
        None => {
            known.insert((kind, id), ArcRwSignal::new(name.to_owned()));
        }
    });
}

/// What was done, and to what: `Created: vehicle Van 12`.
pub(crate) fn done(what: Text, kind: RecordKind, name: &str) -> String {
    [t(what), ": ", &small(t(kind.singular())), if name.is_empty() { "" } else { " " }, name].concat()
}
