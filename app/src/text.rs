//! What the apps say: sentences in four languages, and numbers, dates and amounts as the reader writes them.
//!
//! One enters by [`t`] and [`fill`] for sentences, [`count`] for anything counted, and the functions of `amount`, `date`
//! and `zone` for values. Sentences live in one file per area; `fields` are the labels of
//! `domain`, shared by forms, lists and history.
//!
//! Invariant: the language can't change while a page lives, so only its [`words`] are fetched; changing it loads the page anew.

/// Sentences by name: `NAME: "es", "en", "it", "pl";`. A language that is missing isn't compiled; a name that nothing says is
/// dead code, which the compiler sees only where the macro is the crate's own.
macro_rules! texts {
    ($($(#[$meta:meta])* $name:ident: $es:literal, $en:literal, $it:literal, $pl:literal;)*) => {
        $($(#[$meta])* pub(crate) const $name: domain::text::Text = domain::text!($es, $en, $it, $pl);)*
    };
}
pub(crate) use texts;

pub(crate) mod address;
pub(crate) mod amount;
pub(crate) mod bookings;
pub(crate) mod date;
pub(crate) mod fleet;
pub(crate) mod help;
mod intl;
pub(crate) mod mail;
pub(crate) mod measure;
pub(crate) mod money;
pub(crate) mod notices;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod portal;
pub(crate) mod print_view;
pub(crate) mod records;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod words;
pub(crate) mod zone;

use std::cell::RefCell;

/// The labels of fields, which spreadsheets have as well.
pub(crate) use domain::fields;
use domain::measure::Units;
use domain::settings::CompanyConventions;
use domain::text::{Language, MISSING, Text};

use crate::device::DEVICE;

/// In small letters. The browser does it: Rust's tables needn't travel with the app.
pub(crate) fn small(text: &str) -> String {
    #[cfg(target_family = "wasm")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_family = "wasm"))]
    return text.to_lowercase();
}

/// In capital letters; as [`small`].
pub(crate) fn capitals(text: &str) -> String {
    #[cfg(target_family = "wasm")]
    return js_sys::JsString::from(text).to_upper_case().into();
    #[cfg(not(target_family = "wasm"))]
    return text.to_uppercase();
}

/// What the company decides about how values are written.
#[derive(Clone)]
pub(crate) struct Conventions {
    /// ISO 4217.
    pub currency: String,
    /// IANA.
    pub zone: String,
    pub units: Units,
    /// What the tax is called that comes on a booking's price.
    pub tax: String,
}

thread_local! {
    static LANGUAGE: Language = page_language();
    static CONVENTIONS: RefCell<Conventions> = RefCell::new(Conventions {
        currency: "EUR".to_owned(),
        zone: "UTC".to_owned(),
        units: Units::METRIC,
        tax: String::new(),
    });
}

/// Where a chosen language is kept; `boot.js` reads it before the first paint.
const STORED: &str = "volante.language";

/// The page's `lang`.
#[cfg(target_arch = "wasm32")]
pub(crate) fn page_tag() -> Option<String> {
    leptos::prelude::document().document_element()?.get_attribute("lang")
}

/// The language that `boot.js` settled on: stored, else the browser's, else Spanish.
fn page_language() -> Language {
    #[cfg(target_arch = "wasm32")]
    return page_tag().and_then(|tag| Language::from_accept(&tag)).unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    Language::default()
}

pub(crate) fn language() -> Language {
    LANGUAGE.with(|language| *language)
}

pub(crate) fn t(text: Text) -> &'static str {
    let words = text.get(language());
    if words == MISSING {
        leptos::logging::error!("the words of a sentence are missing");
    }
    words
}

/// The sentence with its `{places}` filled.
pub(crate) fn fill(text: Text, values: &[(&str, &str)]) -> String {
    text.fill(language(), values)
}

/// A sentence about a number of things: `{count}` stands for the number. Only Polish tells `few` from `many`.
#[derive(Clone, Copy)]
pub(crate) struct Counted {
    pub one: Text,
    pub few: Text,
    pub many: Text,
}

/// As [`count`], of what is in the browser's memory.
pub(crate) fn count_of(many: usize, counted: Counted) -> String {
    count(many as i64, counted)
}

pub(crate) fn count(number: i64, counted: Counted) -> String {
    let text = match intl::plural_category(number) {
        intl::Category::One => counted.one,
        intl::Category::Few => counted.few,
        intl::Category::Other => counted.many,
    };
    fill(text, &[("count", &amount::number(number))])
}

pub(crate) fn conventions<T>(read: impl FnOnce(&Conventions) -> T) -> T {
    CONVENTIONS.with_borrow(read)
}

/// Takes over the company's currency, zone and units. Called before the first screen is drawn.
pub(crate) fn follow(company: &CompanyConventions) {
    CONVENTIONS.set(Conventions {
        currency: company.currency.clone(),
        zone: company.zone.clone(),
        units: Units {
            distance: company.distance_unit,
            volume: company.volume_unit,
            consumption: company.consumption_unit,
        },
        tax: company.tax.clone(),
    });
    intl::forget();
}

/// Keeps the language of the profile on this device, for the page's first paint and the sign-in, and loads the page anew in it.
pub(crate) fn choose(chosen: Language) {
    DEVICE.keep(STORED, chosen.code());
    if chosen != language() && DEVICE.kept(STORED).is_some() {
        let _ = leptos::prelude::location().reload();
    }
}

/// Takes over the language in a person's profile: whoever was here before may have read another.
pub(crate) fn adopt(theirs: Language) {
    // Where nothing can be kept the page would come back as it is, for ever.
    if theirs != language() && DEVICE.kept(STORED).as_deref() != Some(theirs.code()) {
        choose(theirs);
    }
}
