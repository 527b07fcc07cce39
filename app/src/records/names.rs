//! The names of records known only by their ids: a filter from a link, a prefilled picker, a value in a history.
//!
//! Asked for once each and kept for the life of the page; until then, and when they can't be seen, there is none.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::net::call;

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
        if let Ok(record) = call(Endpoint::Record(kind, Verb::Get)).at(id).send::<Value>().await {
            asked.set(super::name_of(&record));
        }
    });
    signal
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
