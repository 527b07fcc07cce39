//! What is pressed: buttons, links, menus, tabs; and what labels things.

use domain::bookings::progress::{BookingStatus, LogbookStatus};
use domain::fleet::document::Validity;
use domain::fleet::vehicle::VehicleStatus;
use domain::mail::outbox::OutboxStatus;
use domain::money::invoice::InvoiceStatus;
use domain::tone::State;

use super::{row, sample};
use crate::text::t;
use crate::ui::badge::{Badge, Chip, plate};
use crate::ui::button::{Button, Kind, LinkButton, Size};
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuItem};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::toast;
use crate::ui::tone::Tone;
use leptos::prelude::*;

const REASON: &str = "Give the booking an amount first";

pub(super) fn press_samples() -> AnyView {
    let reason = || Some(REASON.to_owned());
    let buttons = view! {
        {row(view! {
            <Button label="Approve booking" kind=Kind::Primary />
            <Button label="Edit" icon=Icon::Edit />
            <Button label="Cancel" kind=Kind::Quiet />
            <Button label="Reject booking" kind=Kind::Danger />
        })}
        {row(view! {
            <Button label="Approve booking" kind=Kind::Primary busy=true />
            <Button label="Edit" icon=Icon::Edit busy=true />
            <Button label="Cancel" kind=Kind::Quiet busy=true />
            <Button label="Reject booking" kind=Kind::Danger busy=true />
        })}
        {row(view! {
            <Button label="Approve booking" kind=Kind::Primary disabled_reason=reason() />
            <Button label="Edit" icon=Icon::Edit disabled_reason=reason() />
            <Button label="Cancel" kind=Kind::Quiet disabled_reason=reason() />
            <Button label="Reject booking" kind=Kind::Danger disabled_reason=reason() />
        })}
        {row(view! {
            <Button label="Small" size=Size::Small />
            <Button label="Export" size=Size::Small icon=Icon::Download />
            <Button label="Print" icon=Icon::Print icon_only=true />
            <Button label="Archive" icon=Icon::Archive icon_only=true kind=Kind::Quiet />
            <Button label="Archive" icon=Icon::Archive icon_only=true size=Size::Small kind=Kind::Quiet />
            <LinkButton label="New booking" href="#new" kind=Kind::Primary icon=Icon::Plus />
            <LinkButton label="Download invoice" href="#file" icon=Icon::Download />
        })}
        <Button label="Start trip" size=Size::Big kind=Kind::Primary icon=Icon::Play />
    };
    let items = || {
        vec![
            MenuItem::new("Duplicate", || toast::good("Booking duplicated")).icon(Icon::File),
            MenuItem::link("Print", "#print").icon(Icon::Print),
            MenuItem::new("Create invoice", || ())
                .icon(Icon::Money)
                .disabled(Some("There is a live invoice already".into())),
            MenuItem::new("Archive", || toast::undo("Vehicle archived", || toast::info("Vehicle restored")))
                .icon(Icon::Archive)
                .danger(),
        ]
    };
    let menus = row(view! {
        <Menu items=items() />
        <Menu items=items() label="Actions".to_owned() />
        <Menu items=items() label="New".to_owned() icon=Icon::Plus small=true />
    });
    let tabs = vec![
        Tab::new("#overview", "Overview"),
        Tab::new("#logbooks", "Logbooks").count(3),
        Tab::new("#invoices", "Invoices").count(0),
        Tab::new("#history", "History"),
    ];
    let labels = view! {
        {row(badges::<BookingStatus>())}
        {row(badges::<LogbookStatus>())}
        {row(badges::<InvoiceStatus>())}
        {row(badges::<OutboxStatus>())}
        {row(badges::<VehicleStatus>())}
        {row(badges::<Validity>())}
        {row(view! { <Badge label="Draft" /> <Badge label="Archived" icon=Icon::Archive /> {plate("4821 KLM".to_owned())} })}
        {row(view! {
            <Chip label="Trailer" />
            <Chip label="4821 KLM" href="#vehicle".to_owned() />
            <Chip label="Madrid" on_remove=|()| () />
            <Chip label="Insurance ends in 7 days" tone=Tone::Warn />
            <Chip label="Licence expired" tone=Tone::Bad />
        })}
    };
    view! {
        {sample("Buttons", buttons)}
        <div class="tiles" data-size="large">
            {sample("Menus", menus)}
            {sample("Badges and chips", labels)}
        </div>
        {sample("Tabs", view! { <Tabs label="Booking" tabs=tabs current="#logbooks" /> })}
        {sample("Icons", icons())}
    }
    .into_any()
}

fn icons() -> AnyView {
    view! { <div class="kit-icons">{Icon::ALL.iter().map(|icon| icon.view()).collect_view()}</div> }.into_any()
}

/// Every state of a set, as screens show it.
fn badges<S: State>() -> AnyView {
    S::ALL.iter().map(|state| view! { <Badge label=t(state.label()) tone=state.tone() /> }).collect_view().into_any()
}
