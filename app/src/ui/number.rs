//! Numbers, money and durations: typed in the reader's way, kept in one canonical way (see `numeral`).
//!
//! While the box is being typed in it shows exactly what was typed; on leaving it shows what was understood.

use super::field::Control;
use super::input::{Bare, bare};
use super::{numeral, words};
use crate::text::t;
use leptos::{oco::Oco, prelude::*};

/// A control whose shown text differs from its kept value.
struct Typed {
    value: RwSignal<String>,
    /// Typed text → kept value; `None` if it can't be understood.
    read: fn(&str, u8) -> Option<String>,
    /// Kept value → shown text.
    show: fn(&str, u8) -> String,
    /// Handed to both: decimals of the currency.
    places: u8,
    input_mode: &'static str,
    placeholder: Oco<'static, str>,
}

fn typed(typed: Typed) -> AnyView {
    let Typed { value, read, show, places, input_mode, placeholder } = typed;
    let control = Control::current();
    let draft = RwSignal::new(None::<String>);
    let shown = Signal::derive(move || draft.get().unwrap_or_else(|| value.with(|kept| show(kept, places))));
    let on_input = move |text: String| {
        let trimmed = text.trim();
        // What can't be understood is kept as typed, so that `check()` refuses it by name and nothing typed is lost.
        let kept = if trimmed.is_empty() {
            String::new()
        } else {
            read(trimmed, places).unwrap_or_else(|| trimmed.to_owned())
        };
        draft.set(Some(text));
        value.set(kept);
        control.complain(None);
    };
    let on_commit = move |()| draft.set(None);
    bare(Bare {
        input_mode: Some(input_mode),
        autocomplete: Some("off".to_owned()),
        placeholder,
        on_commit: Callback::new(on_commit),
        ..Bare::new(shown, Callback::new(on_input))
    })
}

fn language_sign() -> char {
    let tag = document().document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    numeral::decimal_sign(&tag)
}

/// A box with a fixed word before or after it (a unit, a currency).
fn with_affix(before: Oco<'static, str>, input: AnyView, after: Oco<'static, str>) -> AnyView {
    if before.is_empty() && after.is_empty() {
        return input;
    }
    view! {
        <span class="affix">
            {(!before.is_empty()).then(|| view! { <span class="affix-word" data-at="start">{before}</span> })}
            {input}
            {(!after.is_empty()).then(|| view! { <span class="affix-word" data-at="end">{after}</span> })}
        </span>
    }
    .into_any()
}

/// A number; kept as `"1234.5"`.
#[component]
pub fn NumberInput(
    value: RwSignal<String>,
    /// Only whole numbers: the phone shows the plain digit keyboard.
    #[prop(optional)]
    whole: bool,
    /// Shown behind the number, e.g. `km`.
    #[prop(optional, into)]
    unit: Oco<'static, str>,
    #[prop(optional, into)] placeholder: Oco<'static, str>,
) -> AnyView {
    let input = typed(Typed {
        value,
        read: |text, _| numeral::read(text, language_sign()),
        show: |kept, _| numeral::show(kept, language_sign()),
        places: 0,
        input_mode: if whole { "numeric" } else { "decimal" },
        placeholder,
    });
    view! { <span class="numeric">{with_affix(Oco::Borrowed(""), input, unit)}</span> }.into_any()
}

/// An amount; kept as whole minor units (`"1250"` for 12.50 EUR).
#[component]
pub fn MoneyInput(
    value: RwSignal<String>,
    /// ISO 4217, shown behind the amount.
    #[prop(into)]
    currency: Oco<'static, str>,
    /// Decimals of the currency: EUR 2, JPY 0, KWD 3.
    #[prop(default = 2)]
    exponent: u8,
) -> AnyView {
    let input = typed(Typed {
        value,
        read: |text, places| numeral::read(text, language_sign()).and_then(|number| numeral::to_minor(&number, places)),
        show: |kept, places| {
            if kept.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
                numeral::show(&numeral::from_minor(kept, places), language_sign())
            } else {
                kept.to_owned()
            }
        },
        places: exponent,
        input_mode: "decimal",
        placeholder: Oco::Borrowed(""),
    });
    view! { <span class="numeric">{with_affix(Oco::Borrowed(""), input, currency)}</span> }.into_any()
}

/// A length of time; kept as whole minutes.
#[component]
pub fn DurationInput(value: RwSignal<String>) -> AnyView {
    let input = typed(Typed {
        value,
        read: |text, _| numeral::read_minutes(text).map(|minutes| minutes.to_string()),
        show: |kept, _| kept.parse().map_or_else(|_| kept.to_owned(), numeral::show_minutes),
        places: 0,
        input_mode: "text",
        placeholder: t(words::DURATION_HINT).into(),
    });
    view! { <span class="numeric">{input}</span> }.into_any()
}
