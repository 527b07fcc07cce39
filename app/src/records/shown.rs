//! A record on its page: what was asked for, and what an act on it was refused with.

use domain::problem::Problem;
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use leptos::prelude::*;
use serde_json::Value;

use super::document::{Fields, name_of, text_of};
use super::names;
use crate::nav;
use crate::net::call;
use crate::net::fetch::{Resource, resource};

/// A record on its page.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    pub kind: RecordKind,
    pub id: i64,
    pub record: Resource<Value>,
    /// What an act was refused with.
    pub refusal: RwSignal<Option<Problem>>,
}

impl Shown {
    /// The record whose page the address is.
    pub fn here(kind: RecordKind) -> Self {
        let id = nav::id();
        let record = resource::<Value>(move || Some(call(Endpoint::Record(kind, Verb::Get)).at(id))).follow();
        Self { kind, id, record, refusal: RwSignal::new(None) }
    }

    /// Empty until it is there.
    pub fn name(self) -> String {
        let name = self.record.value.with(|record| record.as_ref().map(name_of).unwrap_or_default());
        names::shown(self.kind, name)
    }

    pub fn version(self) -> i64 {
        self.number("version").unwrap_or_default()
    }

    pub fn number(self, field: &str) -> Option<i64> {
        self.record.value.with(|record| record.as_ref().and_then(|record| record.field(field).as_i64()))
    }

    pub fn text(self, field: &str) -> String {
        self.record.value.with(|record| record.as_ref().map(|record| text_of(record.field(field))).unwrap_or_default())
    }

    pub fn flag(self, field: &str) -> bool {
        self.record
            .value
            .with(|record| record.as_ref().is_some_and(|record| record.field(field).as_bool() == Some(true)))
    }

    /// It was asked for, and there is none.
    pub fn is_missing(self) -> bool {
        let refused = self.record.problem.with(|problem| problem.as_ref().is_some_and(|problem| problem.status == 404));
        refused && self.record.value.with(Option::is_none)
    }

    pub fn is_archived(self) -> bool {
        self.number("archived_at").is_some()
    }
}
