//! Pages by cursor. A cursor knows only what comes after it, so the way back is remembered as one goes forward.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::list::ListQuery;
use leptos::prelude::*;

use super::state::State;
use crate::text::{amount, count, fill, records as words};

thread_local! {
    /// A page's address → the address before it, and the rows before it.
    static TRAIL: RefCell<BTreeMap<String, (String, usize)>> = const { RefCell::new(BTreeMap::new()) };
}

#[derive(Clone, Copy)]
pub(super) struct Paging {
    state: State,
    next: Signal<Option<String>>,
    length: Signal<usize>,
}

impl Paging {
    pub fn new(state: State, next: Signal<Option<String>>, length: Signal<usize>) -> Self {
        Self { state, next, length }
    }

    /// Rows before this page, when one came here page by page.
    fn before(self, query: &ListQuery) -> Option<usize> {
        if query.cursor.is_empty() {
            return Some(0);
        }
        let address = self.state.address(query);
        TRAIL.with_borrow(|trail| trail.get(&address).map(|(_, before)| *before))
    }

    pub fn shown(self) -> Signal<String> {
        Signal::derive(move || {
            let length = self.length.get();
            let whole = |number: usize| i64::try_from(number).unwrap_or_default();
            match self.state.query.with(|query| self.before(query)) {
                Some(before) if length > 0 => {
                    let (from, to) = (amount::number(whole(before + 1)), amount::number(whole(before + length)));
                    fill(words::PAGE_ROWS, &[("from", &from), ("to", &to)])
                }
                _ => count(whole(length), words::ROWS),
            }
        })
    }

    pub fn next(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let cursor = self.next.get()?;
            let query = self.state.query.get();
            let here = self.state.address(&query);
            let address = self.state.address(&ListQuery { cursor, ..query.clone() });
            if let Some(before) = self.before(&query) {
                let rows = before + self.length.get();
                TRAIL.with_borrow_mut(|trail| trail.insert(address.clone(), (here, rows)));
            }
            Some(address)
        })
    }

    /// The page one came from, or else the first.
    pub fn previous(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let query = self.state.query.get();
            if query.cursor.is_empty() {
                return None;
            }
            let known = TRAIL.with_borrow(|trail| trail.get(&self.state.address(&query)).map(|(back, _)| back.clone()));
            Some(known.unwrap_or_else(|| self.state.address(&ListQuery { cursor: String::new(), ..query })))
        })
    }
}
