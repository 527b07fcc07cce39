//! Who is at the door: what is open to anyone, the sign-in, or the app itself.

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::{Door, brand, remember_inside};
use crate::nav::part::{self, Sought};
use crate::nav::{self, Screens};
use crate::net::fetch::resource;
use crate::net::{call, failure};
use crate::ui::failure::ErrorState;
use crate::ui::progress::Skeleton;
use crate::ui::shell::DoorShell;

/// One app's gate; `M` is what the edge says of who is signed in.
pub(crate) struct Gate<M: 'static> {
    pub door: &'static Door,
    /// Addresses below the app's base that are open to anyone.
    pub outside: &'static [&'static str],
    /// [`Gate::open_to_anyone`] of this one.
    pub find: fn(&str) -> Sought,
    /// Fetches the part that is likely to be wanted, while it is asked who is there.
    pub hurry: fn(),
    /// Takes over who is signed in.
    pub enter: fn(M),
    pub inside: fn() -> AnyView,
    /// What stands at the door for somebody unknown, who may come in once the callback is run.
    pub knock: fn(Callback<()>) -> AnyView,
}

impl<M: Clone + DeserializeOwned + Send + Sync + 'static> Gate<M> {
    /// The address below the base, if it is open to anyone.
    fn outside<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.door.base)
            .filter(|below| self.outside.iter().any(|pattern| nav::fit(pattern, below).is_some()))
    }

    pub fn open_to_anyone(&self, path: &str) -> Sought {
        self.outside(path).map_or(Sought::Nowhere, part::find)
    }

    pub fn view(&'static self) -> AnyView {
        nav::begin();
        let path = nav::path();
        let outside = Memo::new(move |_| path.with(|path| self.outside(path).is_some()));
        (move || if outside.get() { at_the_door(screens(self.find)) } else { self.entering() }).into_any()
    }

    fn entering(&'static self) -> AnyView {
        (self.hurry)();
        let me = resource::<M>(|| Some(call(self.door.get_me).quietly().fresh()));
        let entered = RwSignal::new(false);
        Effect::new(move || {
            if let Some(me) = me.value.get() {
                (self.enter)(me);
                remember_inside();
                entered.set(true);
            }
        });
        let again = Callback::new(move |()| me.reload());
        (move || {
            if entered.get() {
                return (self.inside)();
            }
            at_the_door(match me.problem.get() {
                Some(problem) if problem.status == 401 => (self.knock)(again),
                Some(problem) => view! { <ErrorState failure=failure(&problem) on_retry=again /> }.into_any(),
                None => view! { <Skeleton lines=4 /> }.into_any(),
            })
        })
        .into_any()
    }
}

fn screens(find: fn(&str) -> Sought) -> AnyView {
    view! { <Screens find=find not_found=|| ().into_any() /> }.into_any()
}

fn at_the_door(page: AnyView) -> AnyView {
    view! { <DoorShell brand=brand()>{page}</DoorShell> }.into_any()
}
