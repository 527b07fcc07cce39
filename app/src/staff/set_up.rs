//! The first run: the company and its first owner, guarded by the code that the server printed.

use domain::money::CURRENCIES;
use domain::route::Endpoint;
use domain::settings::SetUpDraft;
use domain::text::{Language, Text};
use leptos::prelude::*;
use serde_json::{Value, json};

use crate::net::call;
use crate::records::field::{Custom, Field, Kind, Section, UNTITLED};
use crate::records::fields;
use crate::records::form::{FormState, Shape, Sheet, send_with, sheet};
use crate::shell::STAFF;
use crate::text::{self, fields, shell as words, t};
use crate::ui::choice::Choice;
use crate::ui::select::Select;

pub(crate) static SHAPE: Shape = Shape::new::<SetUpDraft>(&[
    Section::new(
        UNTITLED,
        fields![SetUpDraft:
            CODE.wide().help(words::SET_UP_CODE_HELP),
        ],
    ),
    Section::new(
        fields::COMPANY,
        fields![SetUpDraft:
            COMPANY.wide(),
            CURRENCY.shown(CURRENCY).required(),
            ZONE.shown(ZONE),
            LANGUAGE.required(),
        ],
    ),
    Section::new(
        words::OWNER,
        fields![SetUpDraft:
            OWNER_NAME,
            OWNER_EMAIL.shown(Kind::SignInEmail),
            PASSWORD.shown(Kind::NewPassword).required().wide().help(words::PASSWORD_HELP),
        ],
    ),
]);

/// A currency out of those that books can be kept in, named by the browser.
pub(crate) const CURRENCY: Kind =
    Kind::Custom(Custom { control: currency, group: false, show: crate::records::text_of });
/// An IANA zone out of those that the browser knows.
pub(crate) const ZONE: Kind = Kind::Custom(Custom { control: zone, group: false, show: crate::records::text_of });

fn currency(state: FormState, field: &'static Field) -> AnyView {
    let named = |code: &str| [code, " – ", &text::amount::currency_name(code)].concat();
    one_of(state, field, CURRENCIES.iter().map(|known| Choice::new(known.code, named(known.code))).collect())
}

fn zone(state: FormState, field: &'static Field) -> AnyView {
    one_of(
        state,
        field,
        text::zone::known().into_iter().map(|zone| Choice::new(zone.clone(), zone.replace('_', " "))).collect(),
    )
}

fn one_of(state: FormState, field: &'static Field, mut offered: Vec<Choice>) -> AnyView {
    let value = RwSignal::new(untrack(|| crate::records::text_of(&state.value(field.name))));
    if offered.iter().all(|choice| choice.id != value.get_untracked()) {
        offered.insert(0, Choice::new(value.get_untracked(), value.get_untracked()));
    }
    view! { <Select value=value options=offered on_change=move |chosen: String| state.set(field.name, Value::String(chosen)) /> }.into_any()
}

pub(super) fn set_up_page() -> AnyView {
    let language = Language::ALL.iter().find(|known| **known == text::language()).map_or("es", |known| known.code());
    let start = json!({
        "code": "", "company": "", "currency": "EUR", "zone": text::zone::of_browser(), "language": language,
        "owner_name": "", "owner_email": "", "password": "",
    });
    let send = send_with(|sending| call(Endpoint::SetUp).quietly().body(&sending.draft).send());
    let done = Callback::new(|_| {
        let _ = location().set_href(STAFF.home);
    });
    let title: Text = words::SET_UP_TITLE;
    view! {
        <h1>{t(title)}</h1>
        <p class="muted">{t(words::SET_UP_HELP)}</p>
        {sheet(Sheet { start, big: true, ..Sheet::new(&SHAPE, t(words::SET_UP), send, done) })}
    }
    .into_any()
}
