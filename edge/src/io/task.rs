//! What a request sets going, for the promise that the runtime waits for; and a promise that a request waits for.
//!
//! The crates' own queue asks the runtime for a microtask at the start and whenever something wakes a future, and two of those
//! cost a list about as much as the rest of this Worker does (`tests/bench`). Here a future is polled as it is begun, and again in
//! the very callback that settled what it waits for. Whatever else wakes it, a timer say, is heeded in a microtask, since it may
//! count on not being asked at once.
//!
//! Invariant: no future is polled inside another's poll.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use js_sys::{Function, Promise};
use worker::wasm_bindgen::closure::Closure;
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen::{JsCast, JsValue};

type Running = Pin<Box<dyn Future<Output = ()>>>;
type Outcome = Result<JsValue, JsValue>;
/// Takes the number of a promise, and what it was settled with.
type Callback = Closure<dyn FnMut(f64, JsValue)>;

/// The number that a future is known by: what wakes it might be sent between threads, which it can't be.
struct Number(u64);

/// A promise that is waited for.
#[derive(Default)]
struct Awaited {
    outcome: Option<Outcome>,
    waker: Option<Waker>,
}

thread_local! {
    static LAST: Cell<u64> = const { Cell::new(0) };
    /// Those that wait. One that is being polled stands here empty.
    static TASKS: RefCell<BTreeMap<u64, Option<Running>>> = const { RefCell::new(BTreeMap::new()) };
    static WOKEN: RefCell<VecDeque<Arc<Number>>> = const { RefCell::new(VecDeque::new()) };
    /// Whether who holds the turn asks the woken at its end.
    static HELD: Cell<bool> = const { Cell::new(false) };
    static ASK: Closure<dyn FnMut()> = Closure::new(|| turn(|| ()));
    static AWAITED: RefCell<BTreeMap<u64, Awaited>> = const { RefCell::new(BTreeMap::new()) };
    // Made once: the runtime keeps books on every closure that is made, to know when it is no longer held.
    static KEPT: Callback = Closure::new(|number, value| settle(number, Ok(value)));
    static BROKEN: Callback = Closure::new(|number, error| settle(number, Err(error)));
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = queueMicrotask)]
    fn queue_microtask(closure: &Function);

    #[wasm_bindgen(js_name = Function)]
    type Numbered;
    #[wasm_bindgen(method)]
    fn bind(this: &Numbered, context: &JsValue, number: f64) -> Function;

    #[wasm_bindgen(js_name = Promise)]
    type Then;
    #[wasm_bindgen(method)]
    fn then(this: &Then, kept: &Function, broken: &Function);
}

/// Begins `future`, and settles the promise whose functions these are as it ends.
pub fn begin(future: impl Future<Output = Outcome> + 'static, resolve: Function, reject: Function) {
    let number = next();
    let future = Box::pin(async move {
        // Neither can fail: they are the promise's own.
        let _ = match future.await {
            Ok(value) => resolve.call1(&JsValue::UNDEFINED, &value),
            Err(error) => reject.call1(&JsValue::UNDEFINED, &error),
        };
    });
    TASKS.with_borrow_mut(|tasks| tasks.insert(number, Some(future)));
    turn(|| Arc::new(Number(number)).wake());
}

/// Waits for `promise`.
#[allow(clippy::cast_precision_loss)]
pub fn settled(promise: &Promise) -> Settled {
    let number = next();
    AWAITED.with_borrow_mut(|awaited| awaited.insert(number, Awaited::default()));
    let bound =
        |callback: &Callback| callback.as_ref().unchecked_ref::<Numbered>().bind(&JsValue::UNDEFINED, number as f64);
    promise.unchecked_ref::<Then>().then(&KEPT.with(bound), &BROKEN.with(bound));
    Settled(number)
}

/// A promise that is waited for, by its number.
pub struct Settled(u64);

impl Future for Settled {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let waker = context.waker().clone();
        // The waker before is let go of only afterwards: a future may go with it that waits for another promise.
        let (outcome, _before) = AWAITED.with_borrow_mut(|awaited| {
            let awaited = awaited.entry(self.0).or_default();
            (awaited.outcome.take(), awaited.waker.replace(waker))
        });
        outcome.map_or(Poll::Pending, Poll::Ready)
    }
}

impl Drop for Settled {
    fn drop(&mut self) {
        AWAITED.with_borrow_mut(|awaited| awaited.remove(&self.0));
    }
}

impl Wake for Number {
    fn wake(self: Arc<Self>) {
        let first = WOKEN.with_borrow_mut(|woken| {
            woken.push_back(self);
            woken.len() == 1
        });
        if first && !HELD.get() {
            ASK.with(|ask| queue_microtask(ask.as_ref().unchecked_ref()));
        }
    }
}

fn next() -> u64 {
    let number = LAST.get() + 1;
    LAST.set(number);
    number
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn settle(number: f64, outcome: Outcome) {
    turn(|| {
        // Nobody may wait any more.
        let waker = AWAITED.with_borrow_mut(|awaited| {
            let awaited = awaited.get_mut(&(number as u64))?;
            awaited.outcome = Some(outcome);
            awaited.waker.take()
        });
        waker.into_iter().for_each(Waker::wake);
    });
}

/// Does `first`, then asks those that it woke, and those that they wake.
fn turn(first: impl FnOnce()) {
    let within = HELD.replace(true);
    first();
    if within {
        return;
    }
    while let Some(number) = WOKEN.with_borrow_mut(VecDeque::pop_front) {
        poll(number);
    }
    HELD.set(false);
}

fn poll(number: Arc<Number>) {
    let Some(mut future) = TASKS.with_borrow_mut(|tasks| tasks.get_mut(&number.0)?.take()) else { return };
    let key = number.0;
    let ready = future.as_mut().poll(&mut Context::from_waker(&Waker::from(number))).is_ready();
    TASKS.with_borrow_mut(|tasks| if ready { tasks.remove(&key) } else { tasks.insert(key, Some(future)) });
}
