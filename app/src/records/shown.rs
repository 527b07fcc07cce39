//! A record on its page: what was asked for, and what an act on it was refused with.

use domain::problem::Problem;
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use leptos::prelude::*;
use serde_json::Value;

use super::document::{self, Fields, NULL, name_of, text_of};
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

    /// What is read of a record that has nothing, until it is there.
    fn read<T>(self, read: impl FnOnce(&Value) -> T) -> T {
        self.record.value.with(|record| read(record.as_ref().unwrap_or(&NULL)))
    }

    /// Empty until it is there.
    pub fn name(self) -> String {
        names::shown(self.kind, self.read(name_of))
    }

    pub fn version(self) -> i64 {
        self.read(document::version)
    }

    pub fn number(self, field: &str) -> Option<i64> {
        self.read(|record| record.field(field).as_i64())
    }

    pub fn text(self, field: &str) -> String {
        self.read(|record| text_of(record.field(field)))
    }

    pub fn flag(self, field: &str) -> bool {
        self.read(|record| record.field(field).as_bool() == Some(true))
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
