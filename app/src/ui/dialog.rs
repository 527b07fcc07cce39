//! Dialogs and side panels on the native `<dialog>`: the browser keeps focus inside and makes the rest inert.
//!
//! The content exists only while open. Focus goes back to where it was, whoever closes. The close button stands last in
//! the document and first to the eye, so that focus begins in the content.

use super::icon::Icon;
use super::{id, words};
use crate::text::t;
use leptos::{ev, html, prelude::*};
use web_sys::{HtmlElement, wasm_bindgen::JsCast};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogKind {
    /// In the middle, for a question or a short form.
    #[default]
    Centre,
    /// In the middle, for something wide.
    Wide,
    /// At the right edge, full height: a form beside the list it belongs to.
    Side,
    /// The same, for a form with lists to choose from.
    Panel,
    /// At the top, for searching.
    Top,
}

impl DialogKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::Wide => "wide",
            Self::Side => "side",
            Self::Panel => "panel",
            Self::Top => "top",
        }
    }
}

/// The title of a dialog about what a signal holds; none while it holds nothing, for then the dialog is closed.
pub fn title_of<T: Send + Sync + 'static>(of: RwSignal<Option<T>>, title: fn(&T) -> String) -> Signal<String> {
    Signal::derive(move || of.with(|of| of.as_ref().map(title).unwrap_or_default()))
}

#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] kind: DialogKind,
    /// Asked before Esc, the cross or a press outside closes it; a form with unsaved changes says no.
    #[prop(optional, into)]
    may_close: Option<Callback<(), bool>>,
    #[prop(optional, into)] on_close: Option<Callback<()>>,
    children: ChildrenFn,
) -> AnyView {
    let close = Callback::new(move |()| {
        if may_close.is_none_or(|may| may.run(())) {
            open.set(false);
            if let Some(on_close) = on_close {
                on_close.run(());
            }
        }
    });
    let children = StoredValue::new(children);
    view! {
        <Show when=move || open.get()>
            {shown(title, kind, close, children)}
        </Show>
    }
    .into_any()
}

fn shown(title: Signal<String>, kind: DialogKind, close: Callback<()>, children: StoredValue<ChildrenFn>) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    let before = StoredValue::new_local(document().active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok()));
    Effect::new(move || {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    on_cleanup(move || {
        if let Some(Some(element)) = before.try_get_value() {
            // After the dialog has gone: while it is modal, what lies behind it can't take focus.
            request_animation_frame(move || {
                let _ = element.focus();
            });
        }
    });
    let cancel = move |event: ev::Event| {
        event.prevent_default();
        close.run(());
    };
    // A press that begins and ends on the backdrop; one that began inside is the end of selecting text.
    let pressed_outside = StoredValue::new(false);
    let on_backdrop = move |event: &ev::MouseEvent| {
        event.target().and_then(|t| t.dyn_into::<web_sys::HtmlDialogElement>().ok()).is_some()
    };
    // What closes a dialog must not close the form that it stands in.
    let typed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
        }
    };
    let title_id = id::unique("dialog");
    let labelled_by = title_id.clone();
    view! {
        <dialog
            class="dialog"
            data-kind=kind.name()
            aria-labelledby=labelled_by
            on:cancel=cancel
            on:keydown=typed
            on:mousedown=move |e| pressed_outside.set_value(on_backdrop(&e))
            on:click=move |e| if pressed_outside.get_value() && on_backdrop(&e) { close.run(()) }
            node_ref=node
        >
            <div class="dialog-box">
                <h2 class="dialog-title" id=title_id>{move || title.get()}</h2>
                <div class="dialog-body">{children.with_value(|children| children())}</div>
                <button class="dialog-close" type="button" aria-label=t(words::CLOSE) on:click=move |_| close.run(())>
                    {Icon::Close.view()}
                </button>
            </div>
        </dialog>
    }
    .into_any()
}
