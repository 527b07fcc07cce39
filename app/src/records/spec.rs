//! What the app knows of each kind of record, as constants; the rooms above make lists, forms and pages of it.

pub(crate) mod detail;
pub(crate) mod form;
pub(crate) mod list;

use std::cell::RefCell;

use domain::record::RecordKind;
use leptos::prelude::AnyView;

use crate::nav::part;
use detail::DetailSpec;
use form::FormSpec;

/// How a record's page comes about.
#[derive(Clone, Copy)]
pub(crate) enum Detail {
    Spec(&'static DetailSpec),
    /// Written by hand; finds its record by `nav::id()`.
    Page(fn() -> AnyView),
}

/// A kind of record but for its list, which stands with all others in a part of its own.
#[derive(Clone, Copy)]
pub(crate) struct Record {
    pub kind: RecordKind,
    pub form: Option<&'static FormSpec>,
    pub detail: Detail,
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
    part::part_of(&[kind.collection(), "/new"].concat())?.fetch().await.ok()?;
    record_of(kind)
}
