//! The head and the bars round the portal's pages.

use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::text::Text;
use leptos::prelude::*;

use super::acting;
use super::routes::{self, Entry};
use super::session;
use crate::nav::part::{self, Lookup};
use crate::nav::{self, Screens};
use crate::net::state;
use crate::shell::{PORTAL, not_found, notices, person, prompt};
use crate::text::{portal as words, t, zone};
use crate::ui::button::{Kind as ButtonKind, LinkButton};
use crate::ui::empty::EmptyState;
use crate::ui::icon::Icon;
use crate::ui::shell::{NavLink, PortalShell};

fn find(path: &str) -> Lookup {
    let closed = || nav::find_screen(routes::CLOSED, path);
    let closed = if session::takes_bookings() { None } else { closed() };
    closed.or_else(|| nav::find_screen(routes::SCREENS, path)).map_or_else(|| part::lookup(path), Lookup::Loaded)
}

const CLOSED: Text = ProblemKind::PortalClosed.title();

/// Every address of bookings, while the company takes none through the portal.
pub(super) fn closed() -> AnyView {
    view! {
        <EmptyState title=t(CLOSED) icon=Icon::Calendar>
            <LinkButton label=t(words::INVOICES) href="/invoices".to_owned() kind=ButtonKind::Primary />
        </EmptyState>
    }
    .into_any()
}

fn entries() -> impl Iterator<Item = &'static Entry> {
    routes::NAV.iter().filter(|entry| !entry.bookings || session::takes_bookings())
}

/// The first place there is.
pub(super) fn home() -> AnyView {
    let first = entries().map(|entry| entry.path).next().unwrap_or("/profile");
    request_animation_frame(move || nav::replace(first));
    ().into_any()
}

/// Where a customer finds a record; of several, the list.
pub(super) fn href(kind: RecordKind, id: i64) -> Option<String> {
    let place = match kind {
        RecordKind::Booking => "/bookings",
        RecordKind::Invoice => "/invoices",
        _ => return None,
    };
    Some(if id == 0 { place.to_owned() } else { [place, "/", &id.to_string()].concat() })
}

pub(super) fn view() -> AnyView {
    let me = session::me();
    let links: Vec<NavLink> =
        entries().map(|entry| NavLink::new(entry.path, t(entry.label)).icon(entry.icon)).collect();
    part::prefetch_when_idle(entries().map(|entry| entry.path).chain([prompt::SIGN_IN]).collect());
    let brand = Signal::derive(move || session::of_me(|me| me.company.name.clone()));
    let name = Signal::derive(move || session::of_me(|me| me.name.clone()));
    let who = Signal::derive(move || me.with(|me| me.as_ref().map(|me| me.id.0)));
    let unread = RwSignal::new(me.with_untracked(|me| me.as_ref().map_or(0, |me| me.unread)));
    let tools = move || {
        view! {
            {notices::bell(unread)}
            {person::menu(&PORTAL, name)}
        }
        .into_any()
    };
    view! {
        <PortalShell
            brand=brand
            home=PORTAL.home
            links=links
            current=nav::path()
            tools=ViewFn::from(tools)
            unreachable=state::unreachable()
        >
            {acting::switcher()}
            {zone::lives_elsewhere().then(|| view! { <p class="muted screen-only">{zone::hint()}</p> })}
            <Screens find=find not_found=|| not_found::not_found_page(&PORTAL) />
        </PortalShell>
        {prompt::session_ended(&PORTAL, who)}
    }
    .into_any()
}
