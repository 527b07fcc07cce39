//! Who is at the door: the sign-in (or the first run), the links from mails, or the app itself.

use domain::session::Me;
use domain::settings::SetUpState;
use leptos::prelude::*;

use super::frame;
use crate::nav::part::{self, Sought};
use crate::nav::{self, Screens};
use crate::net::fetch::resource;
use crate::net::{call, failure};
use crate::session;
use crate::shell::{self, STAFF, knock};
use crate::ui::failure::ErrorState;
use crate::ui::shell::DoorShell;
use domain::route::Endpoint;

/// What is open to anyone.
const OUTSIDE: &[&str] = &["link/{}", "forgot", "setup"];

/// The address below the app's base, if it is open to anyone.
fn outside(path: &str) -> Option<&str> {
    path.strip_prefix(STAFF.base).filter(|below| OUTSIDE.iter().any(|pattern| nav::fit(pattern, below).is_some()))
}

fn find_outside(path: &str) -> Sought {
    outside(path).map_or(Sought::Nowhere, part::find)
}

pub(super) fn view() -> AnyView {
    nav::begin();
    let path = nav::path();
    let is_outside = Memo::new(move |_| path.with(|path| outside(path).is_some()));
    (move || {
        if is_outside.get() {
            door(Screens(nav::ScreensProps { find: find_outside, not_found: || ().into_any() }))
        } else {
            inside()
        }
    })
    .into_any()
}

fn door(page: AnyView) -> AnyView {
    view! { <DoorShell brand=shell::brand()>{page}</DoorShell> }.into_any()
}

fn inside() -> AnyView {
    // Fetched while it is asked who is there.
    if !shell::was_inside() {
        part::bring_now(knock::PAGE);
    }
    let me = resource::<Me>(|| Some(call(Endpoint::GetMe).quietly().fresh()));
    let entered = RwSignal::new(false);
    Effect::new(move || {
        if let Some(me) = me.value.get() {
            session::enter(me);
            shell::remember_inside();
            entered.set(true);
        }
    });
    (move || {
        if entered.get() {
            return frame::view();
        }
        match me.problem.get() {
            Some(problem) if problem.status == 401 => knocking(Callback::new(move |()| me.reload())),
            Some(problem) => {
                door(view! { <ErrorState failure=failure(&problem) on_retry=move |()| me.reload() /> }.into_any())
            }
            None => door(view! { <crate::ui::progress::Skeleton lines=4 /> }.into_any()),
        }
    })
    .into_any()
}

/// Nobody is signed in: the first run, or the sign-in.
fn knocking(done: Callback<()>) -> AnyView {
    let state = resource::<SetUpState>(|| Some(call(Endpoint::GetSetUp).quietly()));
    let needed = Memo::new(move |_| state.value.with(|state| state.is_some_and(|state| state.needed)));
    Effect::new(move || {
        if needed.get() {
            nav::replace(&STAFF.path("/setup"));
        }
    });
    door(knock::page(done))
}
