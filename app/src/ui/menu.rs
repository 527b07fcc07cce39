//! A button with further actions behind it.

use super::anchor::Side;
use super::icon::{self, Icon};
use super::popup::Popup;
use super::words;
use crate::text::t;
use leptos::{ev, prelude::*};
use std::sync::Arc;

#[derive(Clone)]
enum Act {
    Run(Arc<dyn Fn() + Send + Sync>),
    Go(String),
    /// Saves what is there under a name.
    Save(String, String),
}

#[derive(Clone)]
pub struct MenuItem {
    label: String,
    icon: Option<Icon>,
    danger: bool,
    disabled_reason: Option<String>,
    act: Act,
}

impl MenuItem {
    pub fn new(label: impl Into<String>, on_pick: impl Fn() + Send + Sync + 'static) -> Self {
        Self { label: label.into(), icon: None, danger: false, disabled_reason: None, act: Act::Run(Arc::new(on_pick)) }
    }

    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), icon: None, danger: false, disabled_reason: None, act: Act::Go(href.into()) }
    }

    pub fn file(label: impl Into<String>, href: impl Into<String>, name: impl Into<String>) -> Self {
        let act = Act::Save(href.into(), name.into());
        Self { label: label.into(), icon: None, danger: false, disabled_reason: None, act }
    }

    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Shown under the label; the item stays reachable but does nothing.
    #[must_use]
    pub fn disabled(mut self, reason: Option<String>) -> Self {
        self.disabled_reason = reason;
        self
    }
}

#[component]
pub fn Menu(
    #[prop(into)] items: Signal<Vec<MenuItem>>,
    /// The button's words; without any it is three dots.
    #[prop(optional, into)]
    label: Option<String>,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional)] small: bool,
    /// Whose actions they are, where several such buttons stand on one screen.
    #[prop(optional, into)]
    of: String,
) -> AnyView {
    let popup = Popup::new(Side::BelowEnd);
    let named = label.is_some();
    view! {
        <button
            class="button"
            type="button"
            data-kind=if named { "plain" } else { "quiet" }
            data-size=small.then_some("small")
            data-icon-only=!named
            aria-haspopup="menu"
            aria-expanded=move || if popup.open.get() { "true" } else { "false" }
            aria-label=(!named).then(|| if of.is_empty() { t(words::MORE).to_owned() } else { [t(words::MORE), ": ", &of].concat() })
            on:pointerdown=move |e| if popup.open.get_untracked() { e.prevent_default() }
            on:click=move |_| popup.toggle()
            on:keydown=move |e: ev::KeyboardEvent| {
                if e.key() == "ArrowDown" && !popup.open.get_untracked() {
                    e.prevent_default();
                    popup.open.set(true);
                }
            }
            node_ref=popup.button
        >
            {icon::maybe(icon.or((!named).then_some(Icon::More)))}
            {label.map(|label| view! { <span class="button-label">{label}</span> })}
            {named.then(|| Icon::Down.view())}
        </button>
        <div
            class="menu"
            role="menu"
            popover="manual"
            on:keydown=move |e| popup.key(&e)
            on:focusout=move |e| popup.leave(&e)
            node_ref=popup.panel
        >
            {move || popup.open.get().then(|| items.get().into_iter().map(|item| one(item, popup)).collect_view())}
        </div>
    }
    .into_any()
}

fn one(item: MenuItem, popup: Popup) -> AnyView {
    let MenuItem { label, icon, danger, disabled_reason, act } = item;
    let disabled = disabled_reason.is_some();
    let inner = view! {
        {icon::maybe(icon)}
        <span class="menu-label">
            {label}
            {disabled_reason.map(|reason| view! { <span class="menu-reason">{reason}</span> })}
        </span>
    };
    match act {
        Act::Go(href) if !disabled => {
            view! { <a class="menu-item" role="menuitem" href=href on:click=move |_| popup.close()>{inner}</a> }
                .into_any()
        }
        Act::Save(href, name) if !disabled => view! {
            <a class="menu-item" role="menuitem" href=href download=name on:click=move |_| popup.close()>{inner}</a>
        }
        .into_any(),
        act => {
            let press = move |_| {
                if let (false, Act::Run(run)) = (disabled, &act) {
                    popup.close();
                    run();
                }
            };
            view! {
                <button
                    class="menu-item"
                    role="menuitem"
                    type="button"
                    data-danger=danger
                    aria-disabled=disabled.then_some("true")
                    on:click=press
                >
                    {inner}
                </button>
            }
            .into_any()
        }
    }
}
