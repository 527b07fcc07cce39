//! Who is at the door: the first-run page, the sign-in, the links from mails, or the app itself.

use domain::session::Me;
use domain::settings::SetUpState;
use leptos::prelude::*;

use super::{frame, set_up};
use crate::nav::{self, Screen, Screens};
use crate::net::fetch::resource;
use crate::net::{call, failure};
use crate::session;
use crate::shell::{self, STAFF, link, reset, sign_in};
use crate::ui::failure::ErrorState;
use crate::ui::shell::DoorShell;
use domain::route::Endpoint;

/// What is open to anyone.
const OUTSIDE: &[Screen] = &[
    Screen::new("link/{}", || link::page(&STAFF)),
    Screen::new("forgot", || reset::page(&STAFF)),
    Screen::new("setup", set_up::page),
];

fn outside(path: &str) -> Option<nav::Found> {
    nav::find_screen(OUTSIDE, path.strip_prefix(STAFF.base)?)
}

pub(super) fn view() -> AnyView {
    let path = nav::path();
    let is_outside = Memo::new(move |_| path.with(|path| outside(path).is_some()));
    (move || {
        if is_outside.get() {
            door(Screens(nav::ScreensProps { find: outside, not_found: || ().into_any() }))
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
    let me = resource::<Me>(|| Some(call(Endpoint::GetMe).quietly().fresh()));
    let entered = RwSignal::new(false);
    Effect::new(move || {
        if let Some(me) = me.value.get() {
            session::enter(me);
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
    door((move || if needed.get() { set_up::page() } else { sign_in::page(&STAFF, done) }).into_any())
}
