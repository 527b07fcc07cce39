//! What a request sets going, as the promise that the runtime waits for; and a promise that a request waits for.
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
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use js_sys::{Function, Promise};
use worker::wasm_bindgen::closure::Closure;
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen::{JsCast, JsValue};

type Callback = Closure<dyn FnMut(JsValue)>;
type Running = Pin<Box<dyn Future<Output = ()>>>;

/// The number that a future is known by: what wakes it might be sent between threads, which it can't be.
struct Number(u64);

thread_local! {
    /// Those that wait. One that is being polled stands here empty.
    static TASKS: RefCell<BTreeMap<u64, Option<Running>>> = const { RefCell::new(BTreeMap::new()) };
    static LAST: Cell<u64> = const { Cell::new(0) };
    static WOKEN: RefCell<VecDeque<Arc<Number>>> = const { RefCell::new(VecDeque::new()) };
    /// Whether who holds the turn asks the woken at its end.
    static HELD: Cell<bool> = const { Cell::new(false) };
    static ASK: Closure<dyn FnMut()> = Closure::new(|| turn(|| ()));
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = queueMicrotask)]
    fn queue_microtask(closure: &Function);
}

/// Begins `future`; the promise is settled as it ends.
pub fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let mut future = Some(future);
    Promise::new(&mut |resolve, reject| {
        let Some(future) = future.take() else { return };
        begin(Box::pin(async move {
            // Neither can fail: they are the promise's own.
            let _ = match future.await {
                Ok(value) => resolve.call1(&JsValue::UNDEFINED, &value),
                Err(error) => reject.call1(&JsValue::UNDEFINED, &error),
            };
        }));
    })
}

/// Waits for `promise`.
pub fn settled(promise: &Promise) -> Settled {
    let state = Rc::new(RefCell::new(State::default()));
    let [kept, broken] = [Ok as fn(_) -> _, Err].map(|outcome: fn(JsValue) -> Result<JsValue, JsValue>| {
        let state = Rc::clone(&state);
        Closure::once(move |value| {
            turn(|| {
                let waker = state.borrow_mut().settle(outcome(value));
                waker.into_iter().for_each(Waker::wake);
            });
        })
    });
    let _ = promise.then2(&kept, &broken);
    state.borrow_mut().callbacks = Some([kept, broken]);
    Settled(state)
}

pub struct Settled(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    outcome: Option<Result<JsValue, JsValue>>,
    waker: Option<Waker>,
    /// Held until one of them was called.
    callbacks: Option<[Callback; 2]>,
}

impl State {
    fn settle(&mut self, outcome: Result<JsValue, JsValue>) -> Option<Waker> {
        self.callbacks = None;
        self.outcome = Some(outcome);
        self.waker.take()
    }
}

impl Future for Settled {
    type Output = Result<JsValue, JsValue>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.0.borrow_mut();
        match state.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
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

fn begin(future: Running) {
    let number = LAST.get() + 1;
    LAST.set(number);
    TASKS.with_borrow_mut(|tasks| tasks.insert(number, Some(future)));
    turn(|| Arc::new(Number(number)).wake());
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
