//! An address: a group of its parts, in the order in which they are written.

use domain::address::Address;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::super::document::{NULL, text_of};
use super::super::field::{Custom, Field, Kind};
use super::FormState;
use crate::text::address::{countries, in_one_line};
use crate::text::t;
use crate::ui::choice::Choice;
use crate::ui::field::Field as Frame;
use crate::ui::input::{TextArea, TextInput};
use crate::ui::select::Select;

/// Of a draft's field that holds a `domain::address::Address`.
pub(crate) const ADDRESS: Kind = Kind::Custom(Custom { control, group: true, show: in_one_line });

/// One part while it is typed.
type Part = (domain::field::Field, RwSignal<String>);

fn control(state: FormState, field: &'static Field) -> AnyView {
    let first = untrack(|| state.value(field.name));
    let parts = [Address::STREET, Address::POSTCODE, Address::CITY, Address::REGION, Address::COUNTRY]
        .map(|part| (part, RwSignal::new(text_of(first.get(part.name).unwrap_or(&NULL)))));
    Effect::new(move |before: Option<()>| {
        let typed = parts.map(|(part, text)| (part.name.to_owned(), Value::String(text.get())));
        if before.is_some() {
            untrack(|| state.set(field.name, Value::Object(Map::from_iter(typed))));
        }
    });
    let framed = move |(part, text): Part| {
        // Made inside its frame, whose label it takes.
        let control = move || match part.name {
            "street" => view! { <TextArea value=text rows=2 /> }.into_any(),
            "country" => {
                let offered: Vec<_> = countries().into_iter().map(|(code, name)| Choice::new(code, name)).collect();
                view! { <Select value=text options=offered empty="–" /> }.into_any()
            }
            _ => view! { <TextInput value=text autocomplete="off" /> }.into_any(),
        };
        let error = state.error_at([field.name, ".", part.name].concat());
        view! { <Frame label=t(part.label) error=error>{control()}</Frame> }
    };
    view! { <div class="address">{parts.map(framed).collect_view()}</div> }.into_any()
}
