//! The browser's `Intl`, reached by name; it knows four languages, every zone and every currency for free.
//!
//! Formatters are costly to make and cheap to use, so each is made once.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static MADE: RefCell<BTreeMap<String, (JsValue, Function)>> = const { RefCell::new(BTreeMap::new()) };
}

/// Options of a formatter: name and value, numbers as digits.
pub(super) type Options<'o> = &'o [(&'o str, &'o str)];

/// Forgets every formatter, because the company's zone may have changed.
pub(super) fn forget() {
    MADE.with_borrow_mut(BTreeMap::clear);
}

fn make(class: &str, locale: &str, options: Options) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let bag = Object::new();
    for (name, value) in options {
        let value = value.parse::<u32>().map_or_else(|_| JsValue::from_str(value), JsValue::from);
        Reflect::set(&bag, &(*name).into(), &value).ok()?;
    }
    Reflect::construct(&class, &Array::of2(&locale.into(), &bag)).ok()
}

/// Calls `method` of the `class` formatter made with `options`.
fn run(class: &str, locale: &str, options: Options, method: &str, arguments: &Array) -> Option<String> {
    let mut key = [class, locale, method].join("|");
    for (name, value) in options {
        key.push('|');
        key.push_str(name);
        key.push_str(value);
    }
    let known = MADE.with_borrow(|made| made.get(&key).cloned());
    let (formatter, call) = match known {
        Some(known) => known,
        None => {
            let formatter = make(class, locale, options)?;
            let call: Function = Reflect::get(&formatter, &method.into()).ok()?.dyn_into().ok()?;
            MADE.with_borrow_mut(|made| made.insert(key, (formatter.clone(), call.clone())));
            (formatter, call)
        }
    };
    call.apply(&formatter, arguments).ok()?.as_string()
}

/// English as it is written where the company is: dates with the day first, 24 hours.
pub(super) fn locale() -> &'static str {
    match super::language() {
        domain::text::Language::En => "en-GB",
        other => other.code(),
    }
}

#[allow(clippy::cast_precision_loss)] // amounts and instants stay far below 2^53
const fn js(number: i64) -> f64 {
    number as f64
}

/// As [`run`], in the reader's language; what `Intl` refuses, as an instant beyond its calendar, is left out.
fn written(class: &str, options: Options, arguments: &Array) -> String {
    run(class, locale(), options, "format", arguments).unwrap_or_default()
}

pub(super) fn number(value: f64, options: Options) -> String {
    written("NumberFormat", options, &Array::of1(&value.into()))
}

/// A decimal given as text, so that no digit is lost to a float.
pub(super) fn decimal(value: &str, options: Options) -> String {
    run("NumberFormat", locale(), options, "format", &Array::of1(&value.into())).unwrap_or_else(|| value.to_owned())
}

pub(super) fn instant(milliseconds: i64, options: Options) -> String {
    written("DateTimeFormat", options, &Array::of1(&date_of(milliseconds)))
}

fn date_of(milliseconds: i64) -> js_sys::Date {
    js_sys::Date::new(&JsValue::from_f64(js(milliseconds)))
}

pub(super) fn date_in(locale: &str, milliseconds: i64, options: Options) -> Option<String> {
    run("DateTimeFormat", locale, options, "format", &Array::of1(&date_of(milliseconds)))
}

pub(super) fn relative(value: i64, unit: &str) -> String {
    relative_in(value, unit, "long")
}

pub(super) fn relative_short(value: i64, unit: &str) -> String {
    relative_in(value, unit, "narrow")
}

fn relative_in(value: i64, unit: &str, style: &'static str) -> String {
    let arguments = Array::of2(&js(value).into(), &unit.into());
    written("RelativeTimeFormat", &[("numeric", "auto"), ("style", style)], &arguments)
}

/// The name of a currency in the reader's language.
pub(super) fn currency_name(code: &str) -> Option<String> {
    run("DisplayNames", locale(), &[("type", "currency")], "of", &Array::of1(&code.into()))
}

/// The name of a country in the reader's language.
pub(super) fn country_name(code: &str) -> Option<String> {
    run("DisplayNames", locale(), &[("type", "region")], "of", &Array::of1(&code.into()))
}

/// Which of two texts comes first in the reader's alphabet.
pub(super) fn compare(one: &str, other: &str) -> core::cmp::Ordering {
    js_sys::JsString::from(one).locale_compare(other, &Array::of1(&locale().into()), &Object::new()).cmp(&0)
}

/// Every IANA zone the browser knows; empty where it doesn't say.
pub(super) fn zones() -> Vec<String> {
    let listed = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let list: Function = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        list.call1(&intl, &"timeZone".into()).ok()?.dyn_into::<Array>().ok()
    };
    listed().into_iter().flatten().filter_map(|zone| zone.as_string()).collect()
}

/// Milliseconds that this device's clock is ahead of UTC at an instant.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
pub(super) fn device_offset(at: i64) -> i64 {
    -(js_sys::Date::new(&(at as f64).into()).get_timezone_offset() as i64) * domain::time::MINUTE
}

/// The zone of this device.
pub(super) fn zone_of_browser() -> Option<String> {
    let formatter = make("DateTimeFormat", "en", &[])?;
    let resolve: Function = Reflect::get(&formatter, &"resolvedOptions".into()).ok()?.dyn_into().ok()?;
    Reflect::get(&resolve.call0(&formatter).ok()?, &"timeZone".into()).ok()?.as_string()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    One,
    Few,
    Other,
}

pub(super) fn plural_category(number: i64) -> Category {
    let found = run("PluralRules", locale(), &[], "select", &Array::of1(&js(number).into()));
    match found.as_deref() {
        Some("one") => Category::One,
        Some("few") => Category::Few,
        _ => Category::Other,
    }
}
