//! Dates and amounts as a reader writes them, by the runtime's own `Intl`: for what leaves as finished text.

use domain::measure::DistanceUnit;
use domain::money::Currency;
use domain::text::Language;
use domain::time::{Date, Instant, Span, read_date};
use js_sys::{Array, Function, Intl, Object, Reflect};
use worker::wasm_bindgen::JsValue;

use super::zone::Zone;

/// Regions decide the order of day and month; English is Britain's, as the company's customers are Europe's.
const fn locale(language: Language) -> &'static str {
    match language {
        Language::Es => "es-ES",
        Language::En => "en-GB",
        Language::It => "it-IT",
        Language::Pl => "pl-PL",
    }
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        // A plain object takes any property.
        let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    options
}

fn locales(language: Language) -> Array {
    Array::of1(&JsValue::from_str(locale(language)))
}

/// What an `Intl` format writes of a value; what it refuses, as an instant beyond its calendar, is left out.
fn written(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

#[allow(clippy::cast_precision_loss)]
fn dated(at: Instant, language: Language, pairs: &[(&str, &str)]) -> String {
    let format = Intl::DateTimeFormat::new(&locales(language), &options(pairs));
    let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    written(&format.format(), &date)
}

/// A time in the zone; one that the clock shows twice says which it is.
fn timed(at: Instant, zone: Zone, language: Language, pairs: &[(&str, &str)]) -> String {
    dated(at, language, &[pairs, &[("timeZone", zone.name())]].concat()) + &zone.offset_if_twice(at)
}

/// `dom, 22 nov 2026, 09:30` in the zone.
#[must_use]
pub fn instant(at: Instant, zone: Zone, language: Language) -> String {
    let pairs = [
        ("weekday", "short"),
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ];
    timed(at, zone, language, &pairs)
}

/// `dom, 22 nov 2026, 09:30 – 11:00`, with both dates where they differ.
#[must_use]
pub fn span(span: Span, zone: Zone, language: Language) -> String {
    let same_day = zone.date(span.from) == zone.date(span.to);
    let end = if same_day {
        timed(span.to, zone, language, &[("hour", "2-digit"), ("minute", "2-digit")])
    } else {
        instant(span.to, zone, language)
    };
    [instant(span.from, zone, language).as_str(), end.as_str()].join(" – ")
}

/// The same where an end may be open, written `…`; nothing where both are.
pub fn open_span(zone: Zone, language: Language) -> impl Fn(Option<Instant>, Option<Instant>) -> String {
    move |from, to| match (from, to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) => span(Span { from, to }, zone, language),
        (from, to) => {
            let written = |at: Option<Instant>| at.map_or("…".to_owned(), |at| instant(at, zone, language));
            [written(from), written(to)].join(" – ")
        }
    }
}

/// A distance in metres as the company measures it: `53.876 km`.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn distance(metres: i64, unit: DistanceUnit, language: Language) -> String {
    let (length, sign) = match unit {
        DistanceUnit::Kilometre => (1_000.0, "km"),
        DistanceUnit::Mile => (1_609.344, "mi"),
    };
    let options = Object::new();
    let _ = Reflect::set(&options, &"maximumFractionDigits".into(), &1.into());
    let format = Intl::NumberFormat::new(&locales(language), &options);
    let number = written(&format.format(), &JsValue::from_f64(metres as f64 / length));
    [number.as_str(), sign].join(" ")
}

/// `22 nov 2026`
#[must_use]
pub fn date(day: Date, language: Language) -> String {
    let noon = day.and_hms_opt(12, 0, 0).map_or(0, |noon| noon.and_utc().timestamp_millis());
    let pairs = [("day", "numeric"), ("month", "short"), ("year", "numeric"), ("timeZone", "UTC")];
    dated(Instant(noon), language, &pairs)
}

/// As [`date`], of a column's text; nothing of one that holds no date, so that its place in a text stays empty.
#[must_use]
pub fn day(text: &str, language: Language) -> String {
    read_date(text).map(|day| date(day, language)).unwrap_or_default()
}

/// As [`money`]; nothing where there is none, or none that its reader may see, so that its place in a text stays empty.
#[must_use]
pub fn amount(minor: Option<i64>, currency: &str, language: Language) -> String {
    minor.map(|minor| money(minor, currency, language)).unwrap_or_default()
}

/// An amount in minor units: `1.234,50 €`.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn money(minor: i64, currency: &str, language: Language) -> String {
    let exponent = Currency::find(currency).and_then(|currency| i32::try_from(currency.exponent).ok()).unwrap_or(2);
    // As the apps write it.
    let pairs = [("style", "currency"), ("currency", currency), ("useGrouping", "always")];
    let format = Intl::NumberFormat::new(&locales(language), &options(&pairs));
    let value = JsValue::from_f64(minor as f64 / 10_f64.powi(exponent));
    written(&format.format(), &value)
}
