//! Who is at the door: the sign-in, a link from a mail, or the portal itself.

use domain::route::Endpoint;
use domain::session::PortalMe;
use leptos::prelude::*;

use super::{inside, session};
use crate::nav::part::{self, Sought};
use crate::nav::{self, Screens};
use crate::net::fetch::resource;
use crate::net::{call, failure};
use crate::shell::{self, knock};
use crate::ui::failure::ErrorState;
use crate::ui::progress::Skeleton;
use crate::ui::shell::DoorShell;

/// What is open to anyone.
const OUTSIDE: &[&str] = &["link/{}", "forgot"];

fn is_outside(path: &str) -> bool {
    OUTSIDE.iter().any(|pattern| nav::fit(pattern, path).is_some())
}

fn outside(path: &str) -> Sought {
    if is_outside(path) { part::find(path) } else { Sought::Nowhere }
}

fn door(page: AnyView) -> AnyView {
    view! { <DoorShell brand=shell::brand()>{page}</DoorShell> }.into_any()
}

pub(super) fn view() -> AnyView {
    nav::begin();
    let path = nav::path();
    let at_the_door = Memo::new(move |_| path.with(|path| is_outside(path)));
    (move || {
        if at_the_door.get() {
            door(view! { <Screens find=outside not_found=|| ().into_any() /> }.into_any())
        } else {
            entering()
        }
    })
    .into_any()
}

fn entering() -> AnyView {
    // Fetched while it is asked who is there; if the guess was wrong, the other part follows.
    part::bring_now(if shell::was_inside() { inside::PAGE } else { knock::PAGE });
    let me = resource::<PortalMe>(|| Some(call(Endpoint::PortalGetMe).quietly().fresh()));
    let entered = RwSignal::new(false);
    Effect::new(move || {
        if let Some(me) = me.value.get() {
            session::enter(me);
            shell::remember_inside();
            entered.set(true);
        }
    });
    let again = Callback::new(move |()| me.reload());
    (move || {
        if entered.get() {
            return inside::bring();
        }
        match me.problem.get() {
            Some(problem) if problem.status == 401 => door(knock::page(again)),
            Some(problem) => door(view! { <ErrorState failure=failure(&problem) on_retry=again /> }.into_any()),
            None => door(view! { <Skeleton lines=4 /> }.into_any()),
        }
    })
    .into_any()
}
