//! Who is at the door: the sign-in, a link from a mail, or the portal itself.

use domain::route::Endpoint;
use domain::session::PortalMe;
use leptos::prelude::*;

use super::{frame, session};
use crate::nav::{self, Screen, Screens};
use crate::net::fetch::resource;
use crate::net::{call, failure};
use crate::shell::{self, PORTAL, link, reset, sign_in};
use crate::ui::failure::ErrorState;
use crate::ui::progress::Skeleton;
use crate::ui::shell::DoorShell;

/// What is open to anyone.
const OUTSIDE: &[Screen] =
    &[Screen::new("link/{}", || link::page(&PORTAL)), Screen::new("forgot", || reset::page(&PORTAL))];

fn outside(path: &str) -> Option<nav::Found> {
    nav::find_screen(OUTSIDE, path)
}

fn door(page: AnyView) -> AnyView {
    view! { <DoorShell brand=shell::brand()>{page}</DoorShell> }.into_any()
}

pub(super) fn view() -> AnyView {
    let path = nav::path();
    let is_outside = Memo::new(move |_| path.with(|path| outside(path).is_some()));
    (move || {
        if is_outside.get() {
            door(view! { <Screens find=outside not_found=|| ().into_any() /> }.into_any())
        } else {
            inside()
        }
    })
    .into_any()
}

fn inside() -> AnyView {
    let me = resource::<PortalMe>(|| Some(call(Endpoint::PortalGetMe).quietly().fresh()));
    let entered = RwSignal::new(false);
    Effect::new(move || {
        if let Some(me) = me.value.get() {
            session::enter(me);
            entered.set(true);
        }
    });
    let again = Callback::new(move |()| me.reload());
    (move || {
        if entered.get() {
            return frame::view();
        }
        match me.problem.get() {
            Some(problem) if problem.status == 401 => door(sign_in::page(&PORTAL, again)),
            Some(problem) => door(view! { <ErrorState failure=failure(&problem) on_retry=again /> }.into_any()),
            None => door(view! { <Skeleton lines=4 /> }.into_any()),
        }
    })
    .into_any()
}
