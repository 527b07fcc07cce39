//! Buttons and links that look like buttons.
//!
//! A button that may not be pressed stays focusable and says why (`disabled_reason`), as a tooltip and to screen readers;
//! the browser's `disabled` would hide both. A busy button keeps its width and swallows presses.

use super::icon::{self, Icon};
use super::tip::Tip;
use leptos::{ev, oco::Oco, prelude::*};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    Primary,
    #[default]
    Plain,
    Quiet,
    Danger,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    Small,
    #[default]
    Normal,
    /// Full width and tall: the one action of a phone screen.
    Big,
}

impl Size {
    const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Normal => "normal",
            Self::Big => "big",
        }
    }
}

#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<Icon>,
    /// Shows only the icon; the label becomes the accessible name and the tooltip.
    #[prop(optional)]
    icon_only: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    /// Why the button can't be pressed now; `None` when it can.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// Submits the form it stands in.
    #[prop(optional)]
    submit: bool,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
    /// For toggles.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
) -> AnyView {
    let hint = Signal::derive(move || disabled_reason.get().or_else(|| icon_only.then(|| label.get())));
    let tip = Tip::new(hint);
    let described = move || disabled_reason.with(Option::is_some).then(|| tip.described_by()).flatten();
    let press = move |event: ev::MouseEvent| {
        if busy.get_untracked() || disabled_reason.with_untracked(Option::is_some) {
            event.prevent_default();
            event.stop_propagation();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class="button"
            type=if submit { "submit" } else { "button" }
            data-kind=kind.name()
            data-size=size.name()
            data-icon-only=icon_only
            aria-label=move || icon_only.then(|| label.get())
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || (busy.get() || disabled_reason.with(Option::is_some)).then_some("true")
            aria-describedby=described
            aria-pressed=move || pressed.get().map(|on| if on { "true" } else { "false" })
            on:click=press
            on:pointerenter=move |e| tip.show(e.current_target())
            on:pointerleave=move |_| tip.hide()
            on:focus=move |e| tip.show(e.current_target())
            on:blur=move |_| tip.hide()
            on:keydown=move |e| tip.key(&e)
        >
            {icon::maybe(icon)}
            {(!icon_only).then(|| view! { <span class="button-label">{move || label.get()}</span> })}
        </button>
        {tip.view()}
    }
    .into_any()
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    #[prop(into)] label: Oco<'static, str>,
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<Icon>,
    /// Opens outside of the app: in a new tab.
    #[prop(optional)]
    external: bool,
    /// Saves what it points to, under this name.
    #[prop(optional, into)]
    download: Option<String>,
) -> AnyView {
    view! {
        <a
            class="button"
            data-kind=kind.name()
            data-size=size.name()
            href=move || href.get()
            target=external.then_some("_blank")
            rel=external.then_some("noopener noreferrer external")
            download=download
        >
            {icon::maybe(icon)}
            <span class="button-label">{label}</span>
        </a>
    }
    .into_any()
}

/// A link that looks like a button; in its place, for whom it leads nowhere, the button that says why.
#[component]
pub fn LinkUnless(
    /// Why it leads nowhere; `None` when it leads.
    refused: Option<String>,
    #[prop(into)] label: String,
    #[prop(into)] href: String,
    #[prop(optional)] kind: Kind,
    icon: Icon,
) -> AnyView {
    match refused {
        None => view! { <LinkButton label=label href=href kind=kind icon=icon /> }.into_any(),
        reason => {
            view! { <Button label=label kind=kind icon=icon disabled_reason=Signal::stored(reason) /> }.into_any()
        }
    }
}
