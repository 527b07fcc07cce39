//! One-line and longer text, and the bare `<input>` that the other typed controls are made of.
//!
//! Values are `RwSignal<String>`, so that a form can be driven by field names alone.

use super::field::Control;
use super::icon::Icon;
use super::words;
use crate::text::t;
use leptos::{html, oco::Oco, prelude::*};
use web_sys::HtmlInputElement;

/// Decides keyboard, autofill and what the browser checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    #[default]
    Plain,
    Email,
    Phone,
    Password,
    NewPassword,
    Colour,
    /// Digits only, e.g. a set-up code.
    Code,
}

impl TextKind {
    const fn html_type(self) -> &'static str {
        match self {
            Self::Plain | Self::Code => "text",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Password | Self::NewPassword => "password",
            Self::Colour => "color",
        }
    }

    const fn autocomplete(self) -> Option<&'static str> {
        match self {
            Self::Email => Some("email"),
            Self::Phone => Some("tel"),
            Self::Password => Some("current-password"),
            Self::NewPassword => Some("new-password"),
            Self::Code => Some("one-time-code"),
            _ => None,
        }
    }
}

/// What every typed control hands to [`bare`].
pub(super) struct Bare {
    pub html_type: &'static str,
    pub input_mode: Option<&'static str>,
    pub autocomplete: Option<String>,
    pub placeholder: Oco<'static, str>,
    /// The id of the `<datalist>` with what is suggested.
    pub list: Option<String>,
    pub max_length: Option<u32>,
    pub min: Option<String>,
    pub max: Option<String>,
    /// What stands in the box.
    pub shown: Signal<String>,
    pub on_input: Callback<String>,
    /// Leaving the box or pressing Enter.
    pub on_commit: Callback<()>,
    pub node: NodeRef<html::Input>,
}

impl Bare {
    pub fn new(shown: Signal<String>, on_input: Callback<String>) -> Self {
        Self {
            html_type: "text",
            input_mode: None,
            autocomplete: None,
            placeholder: Oco::Borrowed(""),
            list: None,
            max_length: None,
            min: None,
            max: None,
            shown,
            on_input,
            on_commit: Callback::new(|()| ()),
            node: NodeRef::new(),
        }
    }
}

pub(super) fn bare(bare: Bare) -> AnyView {
    let control = Control::current();
    let Bare {
        html_type,
        input_mode,
        autocomplete,
        placeholder,
        list,
        max_length,
        min,
        max,
        shown,
        on_input,
        on_commit,
        node,
    } = bare;
    view! {
        <input
            class="input"
            type=html_type
            id=control.id()
            inputmode=input_mode
            autocomplete=autocomplete
            placeholder=(!placeholder.is_empty()).then_some(placeholder)
            list=list
            maxlength=max_length.map(|n| n.to_string())
            min=min
            max=max
            required=control.required
            aria-invalid=move || control.invalid()
            aria-describedby=move || control.described_by()
            readonly=move || control.disabled()
            aria-disabled=move || control.disabled().then_some("true")
            prop:value=move || shown.get()
            on:input=move |e| on_input.run(event_target_value(&e))
            on:change=move |_| {
                on_commit.try_run(());
            }
            node_ref=node
        />
    }
    .into_any()
}

#[component]
pub fn TextInput(
    value: RwSignal<String>,
    #[prop(optional)] kind: TextKind,
    #[prop(optional, into)] placeholder: Oco<'static, str>,
    #[prop(optional)] max_length: Option<u32>,
    /// The browser's autofill word, where the kind's own is not the right one.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// The id of the `<datalist>` with what is suggested.
    #[prop(optional, into)]
    list: Option<String>,
    #[prop(optional, into)] min: Option<String>,
    #[prop(optional, into)] max: Option<String>,
    /// After leaving the box with a changed value.
    #[prop(optional, into)]
    on_commit: Option<Callback<()>>,
) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let input = bare(Bare {
        html_type: kind.html_type(),
        input_mode: matches!(kind, TextKind::Code).then_some("numeric"),
        autocomplete: autocomplete.or_else(|| kind.autocomplete().map(str::to_owned)),
        placeholder,
        list,
        max_length,
        min,
        max,
        on_commit: on_commit.unwrap_or_else(|| Callback::new(|()| ())),
        node,
        ..Bare::new(value.into(), Callback::new(move |typed| value.set(typed)))
    });
    if !matches!(kind, TextKind::Password | TextKind::NewPassword) {
        return input;
    }
    let shown = RwSignal::new(false);
    let flip = move |_| {
        shown.update(|on| *on = !*on);
        if let Some(input) = node.get_untracked() {
            let input: &HtmlInputElement = &input;
            input.set_type(if shown.get_untracked() { "text" } else { "password" });
        }
    };
    view! {
        <span class="affix">
            {input}
            <button
                class="affix-button"
                type="button"
                aria-label=move || t(if shown.get() { words::HIDE_PASSWORD } else { words::SHOW_PASSWORD })
                aria-pressed=move || if shown.get() { "true" } else { "false" }
                on:click=flip
            >
                {Icon::Eye.view()}
            </button>
        </span>
    }
    .into_any()
}

/// Text of several lines; grows with what is typed where the browser can do that.
#[component]
pub fn TextArea(
    value: RwSignal<String>,
    #[prop(default = 3)] rows: u32,
    #[prop(optional, into)] placeholder: Oco<'static, str>,
    #[prop(optional)] max_length: Option<u32>,
) -> AnyView {
    let control = Control::current();
    view! {
        <textarea
            class="input textarea"
            id=control.id()
            rows=rows.to_string()
            placeholder=(!placeholder.is_empty()).then_some(placeholder)
            maxlength=max_length.map(|n| n.to_string())
            required=control.required
            aria-invalid=move || control.invalid()
            aria-describedby=move || control.described_by()
            readonly=move || control.disabled()
            aria-disabled=move || control.disabled().then_some("true")
            prop:value=move || value.get()
            on:input=move |e| value.set(event_target_value(&e))
        />
    }
    .into_any()
}
