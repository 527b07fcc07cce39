//! A form: sections, an error summary, one main action.
//!
//! `busy` and `submit_error` are required, so that no form can forget them. Enter saves (⌘/Ctrl+Enter from a text area),
//! Esc cancels; leaving with unsaved changes asks; a refused save moves focus to the first field that is wrong, or brings
//! into sight why it was refused.

use super::button::{Button, Kind, Size};
use super::failure::{ErrorNote, Failure};
use super::icon::Icon;
use super::{bring_into_sight, unsaved, words};
use crate::text::t;
use leptos::{ev, html, oco::Oco, prelude::*};
use web_sys::{HtmlElement, wasm_bindgen::JsCast};

/// One field's error as the summary lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The `name` of its `Field`.
    pub name: String,
    pub label: String,
    pub message: String,
}

#[component]
pub fn Form(
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] submit_error: Signal<Option<Failure>>,
    /// Says what it does: "Save vehicle".
    #[prop(into)]
    submit: Oco<'static, str>,
    #[prop(into)] on_submit: Callback<()>,
    #[prop(optional, into)] on_cancel: Option<Callback<()>>,
    /// The fields that are wrong, in the form's order.
    #[prop(optional, into)]
    errors: Signal<Vec<FieldError>>,
    #[prop(optional, into)] dirty: Signal<bool>,
    #[prop(optional, into)] disabled_reason: Signal<Option<String>>,
    /// The action takes something away.
    #[prop(optional)]
    danger: bool,
    /// Full-width button for a phone.
    #[prop(optional)]
    big: bool,
    /// Further buttons beside the main one.
    #[prop(optional, into)]
    extra: Option<ViewFn>,
    children: Children,
) -> AnyView {
    let node = NodeRef::<html::Form>::new();
    let tried = RwSignal::new(0_u32);
    unsaved::guard(dirty);
    let send = move || {
        if !busy.get_untracked() && disabled_reason.with_untracked(Option::is_none) {
            tried.update(|n| *n += 1);
            on_submit.run(());
        }
    };
    // Answers come later than the press: focus moves once, with the first errors after each try.
    let answered = StoredValue::new(0_u32);
    Effect::new(move || {
        let first = errors.with(|all| all.first().map(|error| error.name.clone()));
        if let Some(first) = first
            && tried.get() != answered.get_value()
        {
            answered.set_value(tried.get_untracked());
            focus_field(node, first);
        }
    });
    // What is then told of the field that was left pushes down the one that one went to: that one stays in sight.
    let left = move |_| {
        request_animation_frame(|| {
            let here = document().active_element();
            if let Some(here) = here.filter(|here| here.matches("form :is(input,select,textarea)").unwrap_or(false)) {
                bring_into_sight(&here);
            }
        });
    };
    // Why it was refused stands above the fields, the button below them.
    Effect::new(move || {
        if submit_error.with(Option::is_some) && tried.get_untracked() > 0 {
            request_animation_frame(move || {
                let note = node.try_get_untracked().flatten().and_then(|form| form.first_element_child());
                if let Some(note) = note {
                    bring_into_sight(&note);
                }
            });
        }
    });
    let key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            send();
        }
        "Escape" if !event.default_prevented() => {
            if let Some(on_cancel) = on_cancel {
                event.prevent_default();
                event.stop_propagation();
                unsaved::then(move || on_cancel.run(()));
            }
        }
        _ => (),
    };
    let summary = move || {
        let list = errors.get();
        (tried.get() > 0 && list.len() > 1).then(|| {
            view! {
                <div class="note" data-tone="bad" role="group" aria-label=t(words::ERRORS_FOUND)>
                    {Icon::Alert.view()}
                    <div class="note-body">
                        <p class="failure-title">{t(words::ERRORS_FOUND)}</p>
                        <ul class="form-errors">
                            {list.into_iter().map(|error| {
                                let FieldError { name, label, message } = error;
                                let go = move |_| focus_field(node, name.clone());
                                view! { <li><button type="button" class="link" on:click=go>{label}</button>" – "{message}</li> }
                            }).collect_view()}
                        </ul>
                    </div>
                </div>
            }
        })
    };
    let press_cancel = move |on_cancel: Callback<()>| move |()| unsaved::then(move || on_cancel.run(()));
    view! {
        <form
            class="form"
            novalidate
            data-cancel=on_cancel.is_some()
            aria-busy=move || busy.get().then_some("true")
            on:submit=move |e| {
                e.prevent_default();
                send();
            }
            on:keydown=key
            on:focusout=left
            node_ref=node
        >
            <ErrorNote failure=submit_error />
            {summary}
            {children()}
            <footer class="form-foot" data-big=big>
                {on_cancel.map(|on_cancel| view! { <Button label=t(words::CANCEL) kind=Kind::Quiet on_press=press_cancel(on_cancel) /> })}
                {extra.map(|extra| extra.run())}
                <Button
                    label=submit.to_string()
                    kind=if danger { Kind::Danger } else { Kind::Primary }
                    size=if big { Size::Big } else { Size::Normal }
                    busy=busy
                    disabled_reason=disabled_reason
                    submit=true
                />
            </footer>
        </form>
    }
    .into_any()
}

/// Fields that belong together, in a grid of up to two columns.
#[component]
pub fn FormSection(
    #[prop(optional, into)] title: Oco<'static, str>,
    #[prop(optional, into)] help: Oco<'static, str>,
    children: Children,
) -> AnyView {
    let head = (!title.is_empty()).then(|| {
        view! {
            <legend class="form-legend">
                <span class="form-title">{title}</span>
                {(!help.is_empty()).then(|| view! { <span class="form-help">{help}</span> })}
            </legend>
        }
    });
    view! {
        <fieldset class="form-section">
            {head}
            <div class="form-grid">{children()}</div>
        </fieldset>
    }
    .into_any()
}

/// What may be left out, folded until it is wanted; `open` is whether something stands in it or is wrong with it.
#[component]
pub fn FormMore(
    #[prop(into)] label: Oco<'static, str>,
    #[prop(into)] open: Signal<bool>,
    children: Children,
) -> AnyView {
    let node = NodeRef::<html::Details>::new();
    Effect::new(move || {
        if let Some(fold) = node.get().filter(|_| open.get()) {
            let _ = fold.set_attribute("open", "");
        }
    });
    view! {
        <details class="form-more" data-wide node_ref=node>
            <summary>{Icon::Right.view()}{label}</summary>
            <div class="form-grid">{children()}</div>
        </details>
    }
    .into_any()
}

/// The sections of a long form, to jump to; each by its title, in the form's order.
#[component]
pub fn FormAnchors(titles: Vec<&'static str>) -> AnyView {
    let anchor = |title: &'static str| {
        let go = move |_| {
            let all = document().query_selector_all(".form-section").ok();
            let sections = all.into_iter().flat_map(|all| (0..all.length()).filter_map(move |at| all.get(at)));
            let section = sections.filter_map(|section| section.dyn_into::<HtmlElement>().ok()).find(|section| {
                let legend = section.query_selector("legend").ok().flatten();
                legend.is_some_and(|legend| legend.text_content().as_deref() == Some(title))
            });
            if let Some(section) = section {
                section.scroll_into_view();
                let first = section.query_selector("input,select,textarea,summary,button").ok().flatten();
                if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                    let stay = web_sys::FocusOptions::new();
                    stay.set_prevent_scroll(true);
                    let _ = first.focus_with_options(&stay);
                }
            }
        };
        view! { <li><button type="button" class="link" on:click=go>{title}</button></li> }
    };
    view! {
        <nav class="form-anchors" aria-label=t(words::FORM_SECTIONS)>
            <ul>{titles.into_iter().map(anchor).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// Moves focus to the control of the field called `name`.
fn focus_field(form: NodeRef<html::Form>, name: String) {
    // After the errors were drawn, so that the description is there when the control is read out.
    request_animation_frame(move || {
        let form = form.try_get_untracked().flatten();
        let first = |which: &str| {
            let selector = ["[data-name=\"", &name, "\"] :is(input,select,textarea,button)", which].concat();
            form.as_ref().and_then(|form| form.query_selector(&selector).ok().flatten())
        };
        // Of a group the one that is wrong.
        let found = first("[aria-invalid=true]").or_else(|| first(""));
        if let Some(control) = found.and_then(|c| c.dyn_into::<HtmlElement>().ok()) {
            let _ = control.focus();
        }
    });
}
