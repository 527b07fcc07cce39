//! Every component of the kit in every state: its documentation and its screenshot test, at `/admin/kit`.
//!
//! Made for those who build Volante, so it speaks English only and its data is invented. Nothing here is stored or sent.

mod calendars;
mod charts;
mod fields;
mod forms;
mod lists;
mod overlays;
mod press;
mod records;

use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::ui::button::{Button, Kind, Size};
use crate::ui::heading::{Card, PageHeader};
use leptos::prelude::*;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["kit"];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(const { &[Screen::new("kit", KitPage)] }, path)
}

#[component]
fn KitPage() -> AnyView {
    let theme = RwSignal::new(document().document_element().and_then(|root| root.get_attribute("data-theme")));
    let choose = move |to: Option<&'static str>| {
        if let Some(root) = document().document_element() {
            let _ = match to {
                Some(to) => root.set_attribute("data-theme", to),
                None => root.remove_attribute("data-theme"),
            };
        }
        theme.set(to.map(str::to_owned));
    };
    let choice = move |label: &'static str, to: Option<&'static str>| {
        view! {
            <Button
                label=label
                size=Size::Small
                kind=Kind::Quiet
                pressed=move || Some(theme.with(|now| now.as_deref() == to))
                on_press=move |()| choose(to)
            />
        }
    };
    view! {
        <PageHeader title="Kit" subtitle=Some("Every component in every state.".to_owned())>
            {choice("System", None)}
            {choice("Light", Some("light"))}
            {choice("Dark", Some("dark"))}
        </PageHeader>
        {press::press_samples()}
        {fields::fields_samples()}
        {forms::forms_samples()}
        {lists::lists_samples()}
        {records::records_samples()}
        {charts::charts_samples()}
        {calendars::calendars_samples()}
        {forms::besides()}
        {overlays::overlays_samples()}
    }
    .into_any()
}

/// One titled sample.
fn sample(title: &'static str, inner: impl IntoView + 'static) -> AnyView {
    let inner = inner.into_any();
    view! { <Card title=title>{inner}</Card> }.into_any()
}

/// Samples beside one another in a row.
fn row(inner: impl IntoView + 'static) -> AnyView {
    let inner = inner.into_any();
    view! { <div class="actions">{inner}</div> }.into_any()
}
