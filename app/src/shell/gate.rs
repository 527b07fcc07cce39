//! Who may see what: pages open to anyone, the sign-in, or the app itself.

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::{AppSpec, brand, remember_signed_in, unveil, veil};
use crate::nav::part::{self, Lookup};
use crate::nav::{self, Screens};
use crate::net::fetch::resource;
use crate::net::{call_at, failure};
use crate::ui::failure::ErrorState;
use crate::ui::progress::Skeleton;
use crate::ui::shell::SignInShell;

/// One app's gate; `M` is what the edge says of who is signed in.
pub(crate) struct Gate<M: 'static> {
    pub app: &'static AppSpec,
    /// Addresses below the app's base that are open to anyone.
    pub public: &'static [&'static str],
    /// [`Gate::open_to_anyone`] of this one.
    pub find: fn(&str) -> Lookup,
    /// Fetches the part that is likely to be wanted, while it is asked who is there.
    pub prefetch: fn(),
    /// Takes over who is signed in.
    pub enter: fn(M),
    pub signed_in: fn() -> AnyView,
    /// What somebody unknown sees, who may come in once the callback is run.
    pub sign_in: fn(Callback<()>) -> AnyView,
}

impl<M: Clone + DeserializeOwned + Send + Sync + 'static> Gate<M> {
    /// The address below the base, if it is open to anyone.
    fn public<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.app.base)
            .filter(|below| self.public.iter().any(|pattern| nav::fit(pattern, below).is_some()))
    }

    pub fn open_to_anyone(&self, path: &str) -> Lookup {
        self.public(path).map_or(Lookup::NotFound, part::lookup)
    }

    pub fn view(&'static self) -> AnyView {
        nav::begin();
        let path = nav::path();
        let public = Memo::new(move |_| path.with(|path| self.public(path).is_some()));
        (move || {
            if public.get() {
                unveil();
                return signed_out(screens(self.find));
            }
            self.entering()
        })
        .into_any()
    }

    fn entering(&'static self) -> AnyView {
        (self.prefetch)();
        let me = resource::<M>(|| Some(call_at(&self.app.get_me).quietly().fresh()));
        let entered = RwSignal::new(false);
        Effect::new(move || {
            if let Some(me) = me.value.get() {
                (self.enter)(me);
                remember_signed_in();
                entered.set(true);
            }
        });
        let again = Callback::new(move |()| me.reload());
        (move || {
            if entered.get() {
                unveil();
                return (self.signed_in)();
            }
            let Some(problem) = me.problem.get() else {
                // Until it is known who is there, what was painted first stays.
                return veil().is_none().then(|| view! { <Skeleton lines=4 /> }).into_any();
            };
            unveil();
            signed_out(if problem.status == 401 {
                (self.sign_in)(again)
            } else {
                view! { <ErrorState failure=failure(&problem) on_retry=again /> }.into_any()
            })
        })
        .into_any()
    }
}

fn screens(find: fn(&str) -> Lookup) -> AnyView {
    view! { <Screens find=find not_found=|| ().into_any() /> }.into_any()
}

fn signed_out(page: AnyView) -> AnyView {
    view! { <SignInShell brand=brand()>{page}</SignInShell> }.into_any()
}
