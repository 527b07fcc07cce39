//! What lies above the page: dialogs, confirmations, toasts, the palette.

use super::{row, sample};
use crate::ui::button::{Button, Kind};
use crate::ui::confirm::{self, Ask};
use crate::ui::date::DateTimeInput;
use crate::ui::dialog::{Dialog, DialogKind};
use crate::ui::field::Field;
use crate::ui::form::{Form, FormSection};
use crate::ui::icon::Icon;
use crate::ui::input::TextInput;
use crate::ui::palette::{Command, Palette};
use crate::ui::toast;
use crate::ui::unsaved;
use leptos::prelude::*;

pub(super) fn overlays_samples() -> AnyView {
    let (centre, side, palette) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let wide = RwSignal::new(false);
    let archive = |()| {
        let done = || toast::undo("4821 KLM archived", || toast::info("4821 KLM restored"));
        confirm::ask(
            Ask::new(
                "Archive 4821 KLM?",
                "It leaves the lists and the timeline; its trips and costs stay.",
                "Archive vehicle",
                done,
            )
            .danger(),
        );
    };
    let buttons = row(view! {
        <Button label="Dialog" on_press=move |()| centre.set(true) />
        <Button label="Wide dialog" on_press=move |()| wide.set(true) />
        <Button label="Side panel" on_press=move |()| side.set(true) />
        <Button label="Confirm" on_press=archive />
        <Button label="Palette" icon=Icon::Command on_press=move |()| palette.set(true) />
        <Button label="Toast" on_press=|()| toast::good("Booking approved") />
        <Button label="Toast with undo" on_press=|()| toast::undo("Booking archived", || toast::info("Booking restored")) />
        <Button label="Bad news" on_press=|()| toast::bad("The invoice could not be sent") />
    });
    view! {
        {sample("Above the page", buttons)}
        <Dialog open=centre title="Approve BK-2026-00120">
            <p>"The customer is told the amount at once."</p>
            <div class="actions" data-at="end">
                <Button label="Cancel" on_press=move |()| centre.set(false) />
                <Button label="Approve booking" kind=Kind::Primary on_press=move |()| centre.set(false) />
            </div>
        </Dialog>
        <Dialog open=wide title="Someone else changed this booking" kind=DialogKind::Wide>
            <p>"Both versions stand here beside one another."</p>
        </Dialog>
        {side_form(side)}
        {commands(palette)}
    }
    .into_any()
}

fn side_form(open: RwSignal<bool>) -> AnyView {
    let name = RwSignal::new(String::new());
    let may_close = move |()| {
        unsaved::then(move || {
            name.set(String::new());
            open.set(false);
        });
        false
    };
    let save = move |()| {
        name.set(String::new());
        open.set(false);
        toast::good("Logbook created");
    };
    view! {
        <Dialog open=open title="New logbook" kind=DialogKind::Side may_close=may_close>
            <Form
                busy=false
                submit_error=None
                submit="Create logbook"
                on_submit=save
                on_cancel=move |()| open.set(false)
                dirty=move || name.with(|n| !n.is_empty())
            >
                <FormSection>
                    <Field label="Name" required=true wide=true><TextInput value=name /></Field>
                    <Field label="From" required=true><DateTimeInput value=RwSignal::new("2026-03-27T08:00".to_owned()) /></Field>
                    <Field label="To" required=true><DateTimeInput value=RwSignal::new("2026-03-27T19:00".to_owned()) /></Field>
                </FormSection>
            </Form>
        </Dialog>
    }
    .into_any()
}

fn commands(open: RwSignal<bool>) -> AnyView {
    let command = |id: &str, label: &str, detail: &str, group: &str, icon| Command {
        id: id.into(),
        label: label.into(),
        detail: detail.into(),
        group: group.into(),
        icon: Some(icon),
    };
    let all = move || {
        vec![
            command("bookings", "Bookings", "g b", "Go to", Icon::Calendar),
            command("vehicles", "Vehicles", "g v", "Go to", Icon::Truck),
            command("new", "New booking", "n", "Do", Icon::Plus),
            command("v1", "Mercedes Sprinter", "4821 KLM", "Vehicles", Icon::Truck),
            command("d1", "Javier Ruiz", "Driver", "People", Icon::Person),
        ]
    };
    let query = RwSignal::new(String::new());
    let fitting = move || {
        let query = query.get().to_lowercase();
        let fits = |c: &Command| c.label.to_lowercase().contains(&query) || c.detail.to_lowercase().contains(&query);
        all().into_iter().filter(fits).collect::<Vec<_>>()
    };
    let pick = |id: String| toast::info(["Picked ", &id].concat());
    view! { <Palette open=open query=query commands=fitting on_pick=pick /> }.into_any()
}
