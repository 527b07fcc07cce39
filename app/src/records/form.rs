//! A form over any draft: one type-erased map of field to value, checked by the draft's own `check()`.
//!
//! A [`Shape`] says which fields there are and knows the draft; [`sheet`] draws it and sends it wherever `send` says. The
//! pages `new_page` and `edit_page` do that for a record. What is typed is also kept for the browser's session until it is
//! saved, so neither an ended session, a lost network nor a reload loses it.
//!
//! Invariant: the form accepts and refuses exactly what the edge does, because both run the draft's `check()`.

mod address;
mod autosave;
pub(crate) mod conflict;
mod control;
pub(crate) mod files;
mod folded;
pub(crate) mod hours;
pub mod more;
mod page;
mod picker;
mod picture;
mod sheet;
mod standing;
mod typed;

#[cfg(test)]
pub(crate) use super::spec::form::assert_matches_draft;
pub(crate) use super::spec::form::{FormSpec, Shape, blank, checked};
pub(crate) use super::state::FormState;
pub(crate) use address::ADDRESS;
pub(crate) use page::{edit_page, keeping, new_page, new_page_after, no_form};
pub(crate) use sheet::{Sheet, send_with, sheet};
#[cfg(test)]
pub(crate) use typed::to_value;
