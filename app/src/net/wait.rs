//! Waiting without a runtime: for a while, or until somebody has signed in again.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

use super::state;

thread_local! {
    static WAITING: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn wake() {
    for waker in WAITING.take() {
        waker.wake();
    }
}

pub(super) async fn signed_in() {
    poll_fn(|context| {
        if !state::has_ended() {
            return Poll::Ready(());
        }
        WAITING.with_borrow_mut(|all| all.push(context.waker().clone()));
        Poll::Pending
    })
    .await;
}

pub(super) async fn sleep(milliseconds: u32) {
    let over = Rc::new(Cell::new(false));
    let mut set = false;
    poll_fn(|context| {
        if over.get() {
            return Poll::Ready(());
        }
        if !set {
            set = true;
            let (over, waker) = (Rc::clone(&over), context.waker().clone());
            let ring = move || {
                over.set(true);
                waker.wake();
            };
            leptos::prelude::set_timeout(ring, Duration::from_millis(milliseconds.into()));
        }
        Poll::Pending
    })
    .await;
}
