//! Sidebar, top bar and bottom bar round the screens of whoever is signed in.

use domain::changes::Waiting;
use domain::notice::Notice;
use domain::permission::{Act, Area, Permission};
use domain::record::RecordKind;
use domain::text::Text;
use leptos::prelude::*;

use super::routes::{self, Entry, Place};
use super::{digest, finder, help, keys};
use crate::nav::part::{self, Lookup};
use crate::nav::{self, Screen, Screens};
use crate::net::{changes, state};
use crate::records::decide::Decisions;
use crate::records::form::hours;
use crate::session;
use crate::shell::{STAFF, not_found, notices, person, prompt};
use crate::text::help::HELP;
use crate::text::{bookings, overview};
use crate::text::{t, zone};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::dialog::{Dialog, DialogKind};
use crate::ui::icon::Icon;
use crate::ui::shell::{NavArea, NavLink, StaffShell};

pub(super) fn entries() -> impl Iterator<Item = &'static Entry> {
    routes::entries().filter(|entry| entry.opens.to_me())
}

fn find(path: &str) -> Lookup {
    let Some(below) = path.strip_prefix(STAFF.base) else { return Lookup::NotFound };
    nav::find_screen(const { &[Screen::new("", home)] }, below).map_or_else(|| part::lookup(below), Lookup::Loaded)
}

/// Drives, and sees no more than the own trips.
fn is_driver() -> bool {
    let drives = session::me().with_untracked(|me| me.as_ref().is_some_and(|me| me.driver.is_some()));
    drives && !session::may(Permission::In(Area::Bookings, Act::View))
}

/// The first page there is for this person.
fn home() -> AnyView {
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
    notices::panel(&STAFF, record, act, digest::lines)
}

/// What a notification asks for; the page that it leads to begins with it.
fn act(notice: Notice) -> Option<(Text, &'static str)> {
    Some(match notice {
        Notice::BookingRequested | Notice::ChangeRequested | Notice::CancellationRequested => (overview::ANSWER, ""),
        Notice::TripDeclined => (overview::ASSIGN_ANOTHER, ""),
        Notice::BookingCompleted => (bookings::DRAFT_INVOICE, ""),
        Notice::InvoiceOverdue => (overview::COLLECT, ""),
        Notice::DocumentExpiring => (overview::RENEW, "/edit"),
        Notice::MailFailed | Notice::MailTroubled => (overview::CHECK, ""),
        _ => return None,
    })
}

fn link(entry: &Entry) -> NavLink {
    NavLink::new(entry.path, t(entry.label)).icon(entry.icon)
}

/// What waits on a line of the sidebar.
const WAITS: &[(&str, Waiting)] = &[
    ("/admin/bookings", Waiting::ToAnswer),
    ("/admin/invoices", Waiting::Overdue),
    ("/admin/outbox", Waiting::FailedMails),
];

fn count(path: &str) -> Option<String> {
    WAITS.iter().find(|(waits, _)| *waits == path).and_then(|(_, what)| changes::waiting(*what))
}

/// The lines that this person has of an area. What stands beside a screen that they may not open has a line of its own.
fn area(group: &routes::Group) -> NavArea {
    let is_open = |path: &str| entries().any(|entry| entry.path == path);
    let has_line = |entry: &&Entry| match entry.place {
        Place::Sidebar => true,
        Place::Beside(path) => !is_open(path),
        Place::Settings => false,
    };
    let links = group.entries.iter().filter(|entry| entry.opens.to_me()).filter(has_line).map(link).collect();
    NavArea { title: t(group.title).to_owned(), icon: group.icon, links }
}

/// The screens among which the one of this path is a tab: itself and those that stand beside it, or beside the same.
fn beside(path: &str) -> Vec<(&'static str, Text)> {
    let Some(here) = entries().find(|entry| entry.path == path) else { return Vec::new() };
    if here.place == Place::Settings {
        return Vec::new();
    }
    let line = here.line();
    entries().filter(|entry| entry.line() == line).map(|entry| (entry.path, entry.label)).collect()
}

/// The path whose line of the sidebar is lit on another: what has no line of its own lights the one it belongs to.
fn lit(path: &str) -> String {
    let is_at =
        |entry: &&Entry| path.strip_prefix(entry.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    match entries().filter(is_at).max_by_key(|entry| entry.path.len()) {
        Some(entry) if entry.place != Place::Sidebar => area_line(entry),
        Some(_) => path.to_owned(),
        // Logbooks are their bookings'.
        None => path.replacen("/admin/logbooks", "/admin/bookings", 1),
    }
}

fn area_line(entry: &Entry) -> String {
    let line = entry.line();
    if entries().any(|other| other.path == line) { line } else { entry.path }.to_owned()
}

pub(super) fn view() -> AnyView {
    hours::install();
    let me = session::me();
    let areas: Vec<NavArea> =
        routes::NAV.iter().map(|group| area(group)).filter(|area| !area.links.is_empty()).collect();
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
    let path = nav::path();
    let lit = Signal::derive(move || path.with(|path| lit(path)));
    nav::set_beside(beside);
    changes::watch(unread);
    let finding = RwSignal::new(false);
    let helping = RwSignal::new(false);
    keys::listen(finding, helping);
    let tools = move || {
        view! {
            <Button label=t(HELP) kind=ButtonKind::Quiet icon=Icon::Help icon_only=true on_press=move |()| helping.set(true) />
            {notices::bell(unread)}
            {person::menu(&STAFF, name)}
        }
        .into_any()
    };
    view! {
        <StaffShell
            brand=brand
            home=STAFF.home
            nav=areas
            count=count
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
        <Dialog open=helping title=t(HELP) kind=DialogKind::Side>
            {move || view! { <Screens find=|_| part::lookup(help::PAGE) not_found=|| ().into_any() /> }}
        </Dialog>
        {prompt::session_ended(&STAFF, who)}
    }
    .into_any()
}
