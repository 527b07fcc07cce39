//! Sidebar, top bar and bottom bar round the screens of whoever is signed in.

use domain::permission::{Act, Area, Permission};
use domain::record::RecordKind;
use leptos::prelude::*;

use super::routes::{self, Entry};
use super::{digest, finder, keys};
use crate::nav::part::{self, Lookup};
use crate::nav::{self, Screens};
use crate::net::state;
use crate::records::decide::Decisions;
use crate::records::form::hours;
use crate::session;
use crate::shell::{STAFF, not_found, notices, person, prompt};
use crate::text::{t, zone};
use crate::ui::shell::{NavGroup, NavLink, StaffShell};

pub(super) fn entries() -> impl Iterator<Item = &'static Entry> {
    routes::NAV.iter().flat_map(|group| group.entries).filter(|entry| entry.opens.to_me())
}

fn find(path: &str) -> Lookup {
    let Some(below) = path.strip_prefix(STAFF.base) else { return Lookup::NotFound };
    nav::find_screen(routes::SCREENS, below).map_or_else(|| part::lookup(below), Lookup::Loaded)
}

/// Drives, and sees no more than the own trips.
fn is_driver() -> bool {
    let drives = session::me().with_untracked(|me| me.as_ref().is_some_and(|me| me.driver.is_some()));
    drives && !session::may(Permission::In(Area::Bookings, Act::View))
}

/// The first page there is for this person.
pub(super) fn home() -> AnyView {
    let known = |path: &&&str| entries().any(|entry| entry.path == **path);
    let wanted = if is_driver() { routes::BOTTOM_OF_DRIVERS } else { routes::BOTTOM };
    let first = wanted.iter().find(known).copied().unwrap_or("/admin/profile");
    request_animation_frame(move || nav::replace(first));
    ().into_any()
}

/// Where staff find a record; of several, the list.
fn record(kind: RecordKind, id: i64) -> Option<String> {
    Some(if id == 0 { nav::list(kind) } else { nav::record(kind, id) })
}

pub(super) fn notifications() -> AnyView {
    notices::panel(&STAFF, record, digest::lines)
}

fn link(entry: &Entry) -> NavLink {
    NavLink::new(entry.path, t(entry.label)).icon(entry.icon)
}

pub(super) fn view() -> AnyView {
    hours::install();
    let me = session::me();
    let groups: Vec<NavGroup> = routes::NAV
        .iter()
        .map(|group| NavGroup {
            title: t(group.title).to_owned(),
            links: group.entries.iter().filter(|entry| entry.opens.to_me()).map(link).collect(),
        })
        .filter(|group| !group.links.is_empty())
        .collect();
    let wanted = if is_driver() { routes::BOTTOM_OF_DRIVERS } else { routes::BOTTOM };
    let bottom: Vec<NavLink> =
        wanted.iter().filter_map(|path| entries().find(|entry| entry.path == *path)).take(4).map(link).collect();
    part::prefetch_when_idle(
        entries().filter_map(|entry| entry.path.strip_prefix(STAFF.base)).chain([prompt::SIGN_IN]).collect(),
    );
    let brand = Signal::derive(move || session::of_me(|me| me.company.name.clone()));
    let name = Signal::derive(move || session::of_me(|me| me.name.clone()));
    let who = Signal::derive(move || me.with(|me| me.as_ref().map(|me| me.id.0)));
    let unread = RwSignal::new(me.with_untracked(|me| me.as_ref().map_or(0, |me| me.unread)));
    // Logbooks have no line of their own: they are their bookings'.
    let path = nav::path();
    let lit = Signal::derive(move || path.with(|path| path.replacen("/admin/logbooks", "/admin/bookings", 1)));
    let finding = RwSignal::new(false);
    let helping = RwSignal::new(false);
    keys::listen(finding, helping);
    let tools = move || {
        view! {
            {notices::bell(unread)}
            {person::menu(&STAFF, name)}
        }
        .into_any()
    };
    view! {
        <StaffShell
            brand=brand
            home=STAFF.home
            nav=groups
            bottom=bottom
            current=lit
            on_search=move |()| finding.set(true)
            tools=ViewFn::from(tools)
            unreachable=state::unreachable()
        >
            {zone::lives_elsewhere().then(|| view! { <p class="muted screen-only">{zone::hint()}</p> })}
            <Screens find=find not_found=|| not_found::not_found_page(&STAFF) />
        </StaffShell>
        <Decisions />
        {finder::view(finding)}
        {keys::help(helping)}
        {prompt::session_ended(&STAFF, who)}
    }
    .into_any()
}
