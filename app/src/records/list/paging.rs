//! Pages by cursor. A cursor knows only what comes after it, so the address says which row its page begins with, and the
//! way back is remembered as one goes forward.

use domain::list::ListQuery;
use leptos::prelude::*;

use super::state::{At, State};
use crate::text::{amount, count_of, fill, records as words};

/// The page that is shown: of which address, how many rows it has and what comes after it. While another is awaited it stays
/// what it is, so that neither the counter nor a link speaks of rows that aren't here yet.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Shown {
    pub at: At,
    pub length: usize,
    pub next: Option<String>,
}

#[derive(Clone, Copy)]
pub(super) struct Paging {
    state: State,
    shown: Signal<Shown>,
}

impl Paging {
    pub fn new(state: State, shown: Signal<Shown>) -> Self {
        Self { state, shown }
    }

    /// "51–100"; how many, where the address doesn't say which.
    pub fn rows(self) -> Signal<String> {
        Signal::derive(move || {
            let Shown { at, length, .. } = self.shown.get();
            match at.first_row() {
                Some(first) if length > 0 => {
                    let last = first.saturating_add(length - 1);
                    let (from, to) = (amount::plain(&first.to_string()), amount::plain(&last.to_string()));
                    fill(words::PAGE_ROWS, &[("from", &from), ("to", &to)])
                }
                _ => count_of(length, words::ROWS),
            }
        })
    }

    pub fn next(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let Shown { at, length, next } = self.shown.get();
            let here = self.state.address_of(&at);
            let row = at.first_row().map(|first| first.saturating_add(length));
            let next = At { query: ListQuery { cursor: next?, ..at.query }, row, ..at };
            let address = self.state.address_of(&next);
            back::remember(&address, &here);
            Some(address)
        })
    }

    /// The page one came from, or else the first.
    pub fn previous(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let at = self.shown.with(|shown| shown.at.clone());
            if at.query.cursor.is_empty() {
                return None;
            }
            let known = back::from(&self.state.address_of(&at));
            Some(known.unwrap_or_else(|| self.state.address(&ListQuery { cursor: String::new(), ..at.query })))
        })
    }
}

/// The way back outlives a reload, as the address does, and ends with the window.
mod back {
    use crate::device::TAB;

    fn key(address: &str) -> String {
        ["before:", address].concat()
    }

    pub fn remember(address: &str, before: &str) {
        TAB.keep(&key(address), before);
    }

    pub fn from(address: &str) -> Option<String> {
        TAB.kept(&key(address))
    }
}
