//! How any record is shown: its list, its page, its form and its history, from constants that say what is special to it.
//!
//! One enters by a [`Record`], one line in the `RECORDS` of its area. It gives four addresses: the list, `/new`, `/{id}` (with
//! a tab behind it) and `/{id}/edit`. What isn't a plain record is written by hand and hung in by `Detail::Page`.
//!
//! Invariant: nothing here is generic over a record; rows and drafts are JSON, read by field name.

pub(crate) mod decide;
pub(crate) mod detail;
pub(crate) mod field;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod names;
pub(crate) mod picker;
pub(crate) mod value;

use std::cell::RefCell;
use std::rc::Rc;

use domain::record::{RecordKind, Verb};
use domain::text::Text;
use domain::visibility::Visibility;
use leptos::prelude::*;
use serde_json::Value;

use crate::nav::{Found, fit, part};
use crate::session;
use crate::text::{small, t};

pub(crate) use detail::{Body, DetailSpec, Tab};
pub(crate) use field::{Field, Kind, Section, choices, fields};
pub(crate) use form::FormSpec;
pub(crate) use list::{Column, ListSpec, columns};

/// How a record's page comes about.
#[derive(Clone, Copy)]
pub(crate) enum Detail {
    Spec(&'static DetailSpec),
    /// Written by hand; finds its record by `nav::id()`.
    Page(fn() -> AnyView),
}

/// Everything the app knows of a kind of record.
#[derive(Clone, Copy)]
pub(crate) struct Record {
    pub kind: RecordKind,
    pub list: &'static ListSpec,
    pub form: Option<&'static FormSpec>,
    pub detail: Option<Detail>,
}

/// The records of one part of the app.
pub(crate) type Records = &'static [Record];

thread_local! {
    static KNOWN: RefCell<Vec<&'static Record>> = const { RefCell::new(Vec::new()) };
}

/// Called by a part when its code arrives.
pub(crate) fn know(records: Records) {
    KNOWN.with_borrow_mut(|known| known.extend(records));
}

/// A kind of record, if its part of the app is here.
pub(crate) fn record_of(kind: RecordKind) -> Option<&'static Record> {
    KNOWN.with_borrow(|known| known.iter().copied().find(|record| record.kind == kind))
}

/// The same, once its part is here.
pub(crate) async fn fetch_record(kind: RecordKind) -> Option<&'static Record> {
    part::part_of(kind.collection())?.fetch().await.ok()?;
    record_of(kind)
}

/// The screen of an address below `/admin/`, among the records.
pub(crate) fn find(records: Records, path: &str) -> Option<Found> {
    let path = path.trim_start_matches('/');
    let (collection, rest) = path.split_once('/').unwrap_or((path, ""));
    let record = records.iter().find(|record| record.kind.collection() == collection)?;
    let shown = |part: &str, place: &str, tail: &str, view: Rc<dyn Fn() -> AnyView>| {
        Some(Found { view, name: [collection, part].join("/"), place: place.to_owned(), tail: tail.to_owned() })
    };
    if rest.is_empty() {
        return shown("", "", "", Rc::new(|| list::list_page(record.list)));
    }
    if let (true, Some(form)) = (rest == "new", record.form) {
        return shown("new", "", "", Rc::new(|| form::new_page(form)));
    }
    if let (Some((place, _)), Some(form)) = (fit("{}/edit", rest), record.form) {
        return shown("edit", place, "", Rc::new(|| form::edit_page(form)));
    }
    let (place, tail) = fit("{}/*", rest)?;
    place.parse::<i64>().ok()?;
    // What has no page of its own stands in its list.
    let Some(detail) = record.detail else { return shown("", "", "", Rc::new(|| list::list_page(record.list))) };
    match detail {
        Detail::Spec(spec) => shown("{}", place, tail, Rc::new(move || detail::detail_page(spec))),
        Detail::Page(view) => shown("{}", place, tail, Rc::new(view)),
    }
}

/// What this person sees of a kind's records; what they don't stands on no screen.
pub(crate) fn visibility(kind: RecordKind) -> Visibility {
    Visibility::for_permissions(kind, session::permissions())
}

/// Why a verb isn't possible for this person; `None` when it is.
pub(crate) fn refused(kind: RecordKind, verb: Verb) -> Option<String> {
    session::refused(kind.needs(verb))
}

/// What was done, and to what: `Created: vehicle Van 12`.
pub(crate) fn done(what: Text, kind: RecordKind, name: &str) -> String {
    [t(what), ": ", &small(t(kind.singular())), if name.is_empty() { "" } else { " " }, name].concat()
}

/// What people know a record by: its number, its name.
pub(crate) fn name_of(record: &Value) -> String {
    let candidates = [
        ("facts", "number"),
        ("fields", "name"),
        ("fields", "company"),
        ("facts", "name"),
        ("fields", "subject"),
        ("fields", "title"),
        ("facts", "vehicle_name"),
    ];
    let text = |(part, field): &(&str, &str)| record.get(part)?.get(field)?.as_str().filter(|text| !text.is_empty());
    candidates.iter().find_map(text).unwrap_or_default().to_owned()
}
