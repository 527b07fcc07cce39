//! What a record's page is made of.

use super::sample;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind};
use crate::ui::cell::Cell;
use crate::ui::facts::{Fact, Facts, HeadFacts};
use crate::ui::history::{Change, History, HistoryEntry};
use crate::ui::icon::Icon;
use crate::ui::note::Note;
use crate::ui::offline::OfflineBanner;
use crate::ui::progress::{LoadingLine, ProgressBar, Skeleton};
use crate::ui::stat::Stat;
use crate::ui::timeline::{Timeline, TimelineEvent};
use crate::ui::tone::Tone;
use leptos::prelude::*;

pub(super) fn records_samples() -> AnyView {
    let state = || view! { <Badge label="New" tone=Tone::Info /> }.into_any();
    let head = view! {
        <div class="page-header">
            <a class="page-up" href="#bookings">{Icon::Left.view()}"Bookings"</a>
            <div class="page-title"><h2>"School trip to Toledo"</h2>{state()}</div>
            <p class="page-subtitle">"BK-2026-00120 · Colegio San José · Friday 08:00"</p>
            <div class="actions">
                <Button label="Edit" icon=Icon::Edit />
                <Button label="Approve booking" kind=Kind::Primary disabled_reason=Some("Give it an amount first".to_owned()) />
            </div>
        </div>
    };
    view! {
        {sample("Page header", head)}
        {sample("Stats", stats())}
        <div class="tiles" data-size="large">
            {sample("What one comes for, at the head of a page", head_facts())}
            {sample("Facts", facts())}
            {sample("Timeline", timeline())}
            {sample("History", history())}
            {sample("Notes and progress", notes())}
        </div>
    }
    .into_any()
}

fn stats() -> AnyView {
    let value = |text: &str| Some(text.to_owned());
    view! {
        <div class="tiles">
            <Stat label="Bookings today" value=value("12") note=value("3 not assigned") tone=Tone::Look href="#today".to_owned() act="Assign" />
            <Stat label="Invoiced in March" value=value("€48,210") note=value("12 % more than February") />
            <Stat label="Overdue" value=value("€2,940") note=value("4 invoices") tone=Tone::Overdue href="#overdue".to_owned() act="Collect" />
            <Stat label="Vehicles active" value=None />
        </div>
    }
    .into_any()
}

fn head_facts() -> AnyView {
    let facts = vec![
        Fact::new("Next trip", Cell::Two("Tomorrow, 08:00".into(), "Shuttle for the trade fair".into())),
        Fact::new("Driver now", Cell::Link { href: "#driver".into(), text: "Rosa Jiménez".into() }),
        Fact::new("Odometer", Cell::Number("128,940 km".into())),
        Fact::new("Expires", Cell::Badge(Tone::Look, "in 5 days".into())),
    ];
    view! { <HeadFacts facts=facts /> }.into_any()
}

fn facts() -> AnyView {
    let facts = vec![
        Fact::new("Customer", Cell::Link { href: "#customer".into(), text: "Colegio San José".into() }),
        Fact::new("Pick-up", Cell::Text("Calle de Alcalá 42, Madrid\nFriday 27 March, 08:00".into())),
        Fact::new("Status", Cell::Badge(Tone::Accent, "Approved".into())),
        Fact::new("Driver", Cell::Stars { tenths: 43, shown: "4.3 · 27 ratings".into() }),
        Fact::new("Amount", Cell::Number("€1,250.00".into())),
        Fact::new("Customer sees it", Cell::Yes(true)),
        Fact::new("Colour", Cell::View(ViewFn::from(|| view! { <Badge label="White" /> }))),
        Fact::new("Internal note", Cell::Empty),
    ];
    view! { <Facts facts=facts /> }.into_any()
}

fn timeline() -> AnyView {
    let event = |title: &str, detail: &str, when: &str, tone, icon, ahead| TimelineEvent {
        title: title.into(),
        detail: detail.into(),
        when: when.into(),
        exact: "24 March 2026 10:32 CET".into(),
        tone,
        icon,
        ahead,
    };
    let events = vec![
        event("Requested", "by Lucía Ferrer in the portal", "3 days ago", Tone::Info, Icon::Plus, false),
        event("Approved with €1,250.00", "by Marta Vega", "2 days ago", Tone::Good, Icon::Check, false),
        event(
            "4821 KLM and Javier Ruiz assigned",
            "Licence expires before the trip ends; overridden",
            "today 09:12",
            Tone::Warn,
            Icon::Truck,
            false,
        ),
        event("Trip", "Friday 08:00 – 19:00", "in 2 days", Tone::Neutral, Icon::Clock, true),
    ];
    view! { <Timeline events=events /> }.into_any()
}

fn history() -> AnyView {
    let change = |field: &str, before: &str, after: &str| Change {
        field: field.into(),
        before: before.into(),
        after: after.into(),
    };
    let entry = |did: &str, changes| HistoryEntry {
        who: "Marta Vega".into(),
        did: did.into(),
        when: "2 days ago".into(),
        exact: "24 March 2026 10:32 CET".into(),
        changes,
    };
    let entries = vec![
        entry(
            "changed",
            vec![change("Amount", "", "€1,250.00"), change("Destination", "Toledo", "Plaza de Zocodover, Toledo")],
        ),
        entry("created", Vec::new()),
    ];
    view! { <History entries=entries /> }.into_any()
}

fn notes() -> AnyView {
    view! {
        <Note tone=Tone::Warn>"The driver's licence expires on 26 March, before the trip ends."</Note>
        <Note tone=Tone::Info>"Online payment is off; transfer details are shown instead."</Note>
        <Note tone=Tone::Good>"Paid in full on 20 March."</Note>
        <Note>"Drafts have no number until they are issued."</Note>
        <OfflineBanner unreachable=true />
        <ProgressBar label="Uploading photos" percent=Some(62) />
        <ProgressBar label="Preparing export" percent=None />
        <div class="kit-line"><LoadingLine active=true /></div>
        <Skeleton />
    }
    .into_any()
}
