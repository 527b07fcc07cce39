//! What a screen shows, read from the API: at once from the cache if it was seen before, then anew.
//!
//! `resource(move || Some(call(…)))` follows the signals it reads. What was shown stays until the next answer is there, unless
//! the question was a body: another draft's verdict is none.

use std::sync::Arc;
use std::time::Duration;

use domain::problem::Problem;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::{Answer, Call, cache, failure, read, state};
use crate::ui::failure::ErrorState;
use crate::ui::progress::{LoadingLine, Skeleton};

/// How much later what was occupied is asked again.
const LATER: Duration = Duration::from_secs(5);

/// The untyped part: text in, text out.
#[derive(Clone, Copy)]
struct Source {
    answer: RwSignal<Option<Answer>>,
    problem: RwSignal<Option<Problem>>,
    busy: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl Source {
    fn new(ask: Arc<dyn Fn() -> Option<Call> + Send + Sync>) -> Self {
        let source = Self {
            answer: RwSignal::new(None),
            problem: RwSignal::new(None),
            busy: RwSignal::new(true),
            again: RwSignal::new(0),
        };
        // The server is back: what could not be had is asked for again.
        let unreachable = state::unreachable();
        Effect::new(move |was: Option<bool>| {
            let gone = unreachable.get();
            if was == Some(true) && !gone && source.problem.with_untracked(Option::is_some) {
                source.again.update(|times| *times = times.wrapping_add(1));
            }
            gone
        });
        let attempt = StoredValue::new(0_u32);
        Effect::new(move || {
            source.again.track();
            attempt.update_value(|attempt| *attempt = attempt.wrapping_add(1));
            match ask() {
                Some(call) => source.start(call, attempt, attempt.get_value()),
                None => source.busy.set(false),
            }
        });
        source
    }

    fn start(self, call: Call, attempt: StoredValue<u32>, mine: u32) {
        let known_as = call.known_as();
        match &known_as {
            Some(address) if !call.fresh => cache::cached(address).into_iter().for_each(|known| self.show(known)),
            Some(_) => {}
            None => self.answer.set(None),
        }
        self.busy.set(true);
        spawn_local(async move {
            let outcome = call.text().await;
            // Somebody asked for something else meanwhile, or the screen is gone.
            if attempt.try_get_value() != Some(mine) {
                return;
            }
            match outcome {
                Ok(text) => {
                    let answer = Answer::from(text);
                    if let Some(address) = known_as {
                        cache::put(address, answer.clone());
                    }
                    self.show(answer);
                }
                Err(problem) => self.problem.set(Some(problem)),
            }
            self.busy.set(false);
        });
    }

    fn show(self, answer: Answer) {
        if self.problem.with_untracked(Option::is_some) {
            self.problem.set(None);
        }
        if self.answer.with_untracked(|shown| shown.as_ref() != Some(&answer)) {
            self.answer.set(Some(answer));
        }
    }
}

/// Something read from the API.
pub(crate) struct Resource<T: Send + Sync + 'static> {
    /// `None` until the first answer.
    pub value: RwSignal<Option<T>>,
    pub problem: RwSignal<Option<Problem>>,
    /// While an answer is awaited.
    pub busy: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Resource<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Resource<T> {}

/// Reads what `ask` calls for, again whenever a signal in it changes; `None` asks for nothing.
pub(crate) fn resource<T>(ask: impl Fn() -> Option<Call> + Send + Sync + 'static) -> Resource<T>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let source = Source::new(Arc::new(ask));
    let value = RwSignal::new(None);
    Effect::new(move || match source.answer.get().map(|answer| read::<T>(&answer)) {
        Some(Ok(read)) => value.set(Some(read)),
        Some(Err(problem)) => source.problem.set(Some(problem)),
        None => value.set(None),
    });
    Resource { value, problem: source.problem, busy: source.busy, again: source.again }
}

impl<T: Clone + Send + Sync + 'static> Resource<T> {
    /// Asks again; what is shown stays until then.
    pub fn reload(self) {
        self.again.update(|times| *times = times.wrapping_add(1));
    }

    /// Asks again, but not under somebody who is in the middle of something: then a little later.
    fn refresh(self) {
        let is_occupied =
            document().query_selector("dialog[open], main form :focus, [data-carried]").ok().flatten().is_some();
        if is_occupied {
            set_timeout(
                move || {
                    if self.again.try_get_untracked().is_some() {
                        self.refresh();
                    }
                },
                LATER,
            );
        } else if !self.busy.get_untracked() {
            self.reload();
        }
    }

    /// Asks again whenever somebody changed something; what is shown stays until the answer differs.
    pub fn follow(self) -> Self {
        if let Some(changed) = super::changes::changed() {
            Effect::new(move |before: Option<()>| {
                changed.track();
                if before.is_some() {
                    self.refresh();
                }
            });
        }
        self
    }

    /// Skeleton, failure with a retry, or what `draw` makes of the value, drawn anew whenever it changes.
    pub fn view(self, draw: impl Fn(T) -> AnyView + Send + Sync + 'static) -> AnyView {
        frame(
            Signal::derive(move || self.value.with(Option::is_some)),
            self.problem,
            self.busy,
            Callback::new(move |()| self.reload()),
            ViewFn::from(move || self.value.get().map(&draw)),
        )
    }
}

/// Never blank: a skeleton first, then the content, with a line above it while it is asked anew.
pub(crate) fn frame(
    there: Signal<bool>,
    problem: RwSignal<Option<Problem>>,
    busy: RwSignal<bool>,
    retry: Callback<()>,
    content: ViewFn,
) -> AnyView {
    let there = Memo::new(move |_| there.get());
    view! {
        <LoadingLine active=Signal::derive(move || busy.get() && there.get()) />
        {move || {
            // A failed refresh doesn't take away what is there; the banner says that the network is gone.
            if there.get() {
                return content.run();
            }
            match problem.with(|problem| problem.as_ref().map(failure)) {
                Some(failure) => view! { <ErrorState failure=failure on_retry=retry /> }.into_any(),
                None => view! { <Skeleton lines=6 /> }.into_any(),
            }
        }}
    }
    .into_any()
}
