//! Numbers, money and durations: typed in the reader's way, kept in one canonical way (see `numeral`).
//!
//! While the box is being typed in it shows exactly what was typed; on leaving it shows what was understood, or why it
//! wasn't. What could mean two numbers is told beside the box while it stands there.

use super::field::Control;
use super::input::{Bare, bare};
use super::numeral::{self, Wanted};
use super::words;
use crate::text::t;
use leptos::{oco::Oco, prelude::*};

/// Typed text as a field keeps it: its value, and what to say of it beside the box.
struct Entry {
    value: String,
    note: Option<String>,
}

/// Typed text as a number with decimals is kept.
#[cfg(test)]
pub(crate) fn number(typed: &str, wanted: &Wanted) -> String {
    entry_of(typed, wanted, |number| number.to_owned()).value
}

/// Typed text as an amount is kept: in minor units, of which `wanted` says how many decimals they are.
#[cfg(test)]
pub(crate) fn minor_units(typed: &str, wanted: &Wanted) -> String {
    entry_of(typed, wanted, |number| numeral::to_minor(number, wanted.places).unwrap_or_default()).value
}

/// What [`MoneyInput`] keeps, as a number; nothing for what is empty or can't be read, which a draft's check tells of.
pub(crate) fn minor_units_of(kept: &str) -> i64 {
    kept.parse().unwrap_or_default()
}

fn entry_of(typed: &str, wanted: &Wanted, keep: impl Fn(&str) -> String) -> Entry {
    if typed.trim().is_empty() {
        return Entry { value: String::new(), note: None };
    }
    match numeral::read(typed, wanted) {
        Ok(read) => Entry { value: keep(&read.number), note: numeral::understood(&read, wanted.decimal) },
        Err(why) => Entry { value: numeral::unread(&why.sentence(wanted.decimal), typed), note: None },
    }
}

/// A control whose shown text differs from its kept value.
struct Typed {
    value: RwSignal<String>,
    read: Box<dyn Fn(&str) -> Entry + Send + Sync>,
    /// Kept value → shown text.
    show: Box<dyn Fn(&str) -> String + Send + Sync>,
    input_mode: &'static str,
    placeholder: Oco<'static, str>,
    /// Fixed words before and after the box: a unit, a currency.
    around: (Oco<'static, str>, Oco<'static, str>),
}

fn typed(typed: Typed) -> AnyView {
    let Typed { value, read, show, input_mode, placeholder, around } = typed;
    let control = Control::current();
    let draft = RwSignal::new(None::<String>);
    let note = RwSignal::new(None::<String>);
    let shown = Signal::derive(move || {
        draft
            .get()
            .unwrap_or_else(|| value.with(|kept| numeral::as_typed(kept).map_or_else(|| show(kept), str::to_owned)))
    });
    let on_input = move |text: String| {
        let kept = read(&text);
        draft.set(Some(text));
        note.set(kept.note);
        // What can't be understood is kept as typed with its reason, so that the form refuses it and nothing typed is lost.
        value.set(kept.value);
        control.complain(None);
    };
    let on_commit = move |()| {
        draft.set(None);
        control.complain(value.with_untracked(|kept| numeral::why_unread(kept).map(str::to_owned)));
    };
    let input = bare(Bare {
        input_mode: Some(input_mode),
        autocomplete: Some("off".to_owned()),
        placeholder,
        on_commit: Callback::new(on_commit),
        ..Bare::new(shown, Callback::new(on_input))
    });
    view! {
        <span class="numeric">
            {with_affix(around.0, input, around.1)}
            <span class="field-help" role="status">{move || note.get()}</span>
        </span>
    }
    .into_any()
}

/// The decimal sign of the page's language.
pub(crate) fn decimal_sign() -> char {
    #[cfg(target_family = "wasm")]
    let tag = crate::text::page_tag();
    #[cfg(not(target_family = "wasm"))]
    let tag = None::<String>;
    numeral::decimal_sign(tag.as_deref().unwrap_or(crate::text::language().code()))
}

/// A box with a fixed word before or after it.
fn with_affix(before: Oco<'static, str>, input: AnyView, after: Oco<'static, str>) -> AnyView {
    if before.is_empty() && after.is_empty() {
        return input;
    }
    let long = after.chars().count() > 6;
    view! {
        <span class="affix">
            {(!before.is_empty()).then(|| view! { <span class="affix-word" data-at="start">{before}</span> })}
            {input}
            {(!after.is_empty()).then(|| view! { <span class="affix-word" data-at="end" data-long=long>{after}</span> })}
        </span>
    }
    .into_any()
}

/// What a field of numbers with at most `places` decimals keeps.
pub(crate) fn wanted_number(places: u8, unit: &str) -> Wanted {
    Wanted { decimal: decimal_sign(), places, beside: vec![unit.to_owned()], one_reading: false }
}

/// What a field of amounts keeps.
pub(crate) fn wanted_amount(currency: &str, places: u8, one_reading: bool) -> Wanted {
    let signs = numeral::signs(currency).iter().copied();
    let beside = signs.chain([currency]).map(str::to_owned).collect();
    Wanted { decimal: decimal_sign(), places, beside, one_reading }
}

/// A number; kept as `"1234.5"`.
#[component]
pub fn NumberInput(
    value: RwSignal<String>,
    /// Decimals that can be kept; with none the phone shows the plain digit keyboard.
    #[prop(default = numeral::MOST_PLACES)]
    places: u8,
    /// Shown behind the number, e.g. `km`.
    #[prop(optional, into)]
    unit: Oco<'static, str>,
    #[prop(optional, into)] placeholder: Oco<'static, str>,
) -> AnyView {
    let wanted = wanted_number(places, &unit);
    let decimal = wanted.decimal;
    typed(Typed {
        value,
        read: Box::new(move |text| entry_of(text, &wanted, str::to_owned)),
        show: Box::new(move |kept| numeral::show(kept, decimal)),
        input_mode: if places == 0 { "numeric" } else { "decimal" },
        placeholder,
        around: (Oco::Borrowed(""), unit),
    })
}

/// An amount; kept as whole minor units (`"1250"` for 12.50 EUR), or in parts of them.
#[component]
pub fn MoneyInput(
    value: RwSignal<String>,
    /// ISO 4217, shown behind the amount.
    #[prop(into)]
    currency: Oco<'static, str>,
    /// Decimals of the currency: EUR 2, JPY 0, KWD 3.
    #[prop(default = 2)]
    exponent: u8,
    /// Decimals beyond these: the price of a unit has four, and is kept in that much smaller units.
    #[prop(optional)]
    finer: u8,
    /// A price by which other numbers are multiplied: what could mean two amounts is refused.
    #[prop(optional)]
    one_reading: bool,
    /// Shown behind the amount in place of the currency alone: `EUR + IVA`.
    #[prop(optional, into)]
    shown: Oco<'static, str>,
) -> AnyView {
    let behind = if shown.is_empty() { currency.clone() } else { shown };
    let places = exponent + finer;
    let wanted = wanted_amount(&currency, places, one_reading);
    let decimal = wanted.decimal;
    typed(Typed {
        value,
        read: Box::new(move |text| {
            entry_of(text, &wanted, |number| numeral::to_minor(number, places).unwrap_or_default())
        }),
        show: Box::new(move |kept| {
            if kept.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
                numeral::show(&numeral::from_parts(kept, exponent, finer), decimal)
            } else {
                kept.to_owned()
            }
        }),
        input_mode: "decimal",
        placeholder: Oco::Borrowed(""),
        around: (Oco::Borrowed(""), behind),
    })
}

/// A length of time; kept as whole minutes.
#[component]
pub fn DurationInput(value: RwSignal<String>) -> AnyView {
    let read = |text: &str| {
        let minutes = numeral::read_minutes(text).map(|minutes| minutes.to_string());
        let value = match minutes {
            Some(minutes) => minutes,
            None if text.trim().is_empty() => String::new(),
            None => numeral::unread(t(words::WRONG_DURATION), text),
        };
        Entry { value, note: None }
    };
    typed(Typed {
        value,
        read: Box::new(read),
        show: Box::new(|kept| kept.parse().map_or_else(|_| kept.to_owned(), numeral::show_minutes)),
        input_mode: "text",
        placeholder: t(words::DURATION_HINT).into(),
        around: (Oco::Borrowed(""), Oco::Borrowed("")),
    })
}
