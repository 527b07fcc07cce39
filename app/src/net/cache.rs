//! Answers to GETs, by address, so that going back shows at once what was there while it is asked anew.
//!
//! Any write empties it: what a write touches is known to the edge alone. A question that is a body (availability of a draft) is
//! no write and empties nothing.
//!
//! Invariant: an answer is known by all that was asked; nothing that sent a body stands here.

use std::cell::RefCell;
use std::collections::VecDeque;

use super::Answer;

/// Enough for a morning of going back and forth.
const MOST: usize = 60;

thread_local! {
    static KEPT: RefCell<VecDeque<(String, Answer)>> = const { RefCell::new(VecDeque::new()) };
}

pub(super) fn cached(address: &str) -> Option<Answer> {
    KEPT.with_borrow(|kept| kept.iter().find(|(known, _)| known == address).map(|(_, answer)| answer.clone()))
}

pub(super) fn put(address: String, answer: Answer) {
    KEPT.with_borrow_mut(|kept| {
        kept.retain(|(known, _)| *known != address);
        kept.push_back((address, answer));
        if kept.len() > MOST {
            kept.pop_front();
        }
    });
}

pub(super) fn clear() {
    KEPT.with_borrow_mut(VecDeque::clear);
}
