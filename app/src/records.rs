//! How any record is shown: its list, its page, its form and its history, from constants that say what is special to it.
//!
//! One enters by a [`Record`], one line in the `RECORDS` of its area, which gives the addresses `/new`, `/{id}` (with a tab behind
//! it) and `/{id}/edit`, and by a [`ListSpec`], one in its `LISTS`. What isn't a plain record is written by hand and hung in by
//! `Detail::Page`.
//!
//! Invariant: nothing here is generic over a record; rows and drafts are JSON, read by field name.

pub(crate) mod decide;
pub(crate) mod detail;
mod document;
pub(crate) mod field;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod names;
mod neighbours;
mod obstacles;
mod picker;
mod rights;
mod shown;
mod source;
pub(crate) mod spec;
mod state;
pub(crate) mod value;

use std::rc::Rc;

use leptos::prelude::AnyView;

use crate::nav::{Found, fit};

pub(crate) use document::{Fields, Line, NULL, from_json, number_of, part, text_of, to_json, version};
pub(crate) use field::{Field, Kind, Section, choices, fields};
pub(crate) use names::done;
pub(crate) use neighbours::neighbours;
pub(crate) use obstacles::{in_the_way, obstacles};
pub(crate) use rights::{refused, visibility};
pub(crate) use spec::detail::{Body, DetailSpec, Tab};
pub(crate) use spec::form::FormSpec;
pub(crate) use spec::list::{Column, ListSpec, columns};
pub(crate) use spec::{Detail, Record, Records, know};

/// The list at an address below `/admin/`.
pub(crate) fn find_list(lists: &[&'static ListSpec], path: &str) -> Option<Found> {
    let collection = path.trim_matches('/');
    let spec = *lists.iter().find(|spec| spec.kind.collection() == collection)?;
    Some(Found {
        view: Rc::new(|| list::list_page(spec)),
        name: collection.to_owned(),
        place: String::new(),
        tail: String::new(),
    })
}

/// The screen of an address below a record's collection, among the records.
pub(crate) fn find(records: Records, path: &str) -> Option<Found> {
    let path = path.trim_start_matches('/');
    let (collection, rest) = path.split_once('/').unwrap_or((path, ""));
    let record = records.iter().find(|record| record.kind.collection() == collection)?;
    let shown = |part: &str, place: &str, tail: &str, view: Rc<dyn Fn() -> AnyView>| {
        Some(Found { view, name: [collection, part].join("/"), place: place.to_owned(), tail: tail.to_owned() })
    };
    if let (true, Some(form)) = (rest == "new", record.form) {
        return shown("new", "", "", Rc::new(|| form::new_page(form)));
    }
    if let (Some((place, _)), Some(form)) = (fit("{}/edit", rest), record.form) {
        return shown("edit", place, "", Rc::new(|| form::edit_page(form)));
    }
    let (place, tail) = fit("{}/*", rest)?;
    place.parse::<i64>().ok()?;
    match record.detail {
        Detail::Spec(spec) => shown("{}", place, tail, Rc::new(move || detail::detail_page(spec))),
        Detail::Page(view) => shown("{}", place, tail, Rc::new(view)),
    }
}
