//! The bar above a list: a search box and filters as chips. The screen keeps the state (in the URL) and hands it back.

use super::anchor::Side;
use super::choice::{Choice, Search};
use super::combobox::Combobox;
use super::date::DateInput;
use super::field::Field;
use super::icon::Icon;
use super::popup::Popup;
use super::words;
use crate::text::t;
use domain::time::read_date;
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;
use web_sys::{HtmlElement, HtmlInputElement, wasm_bindgen::JsCast};

#[derive(Clone)]
pub struct Filter {
    pub key: &'static str,
    pub label: &'static str,
    pub kind: FilterKind,
}

#[derive(Clone)]
pub enum FilterKind {
    OneOf(Vec<Choice>),
    /// Value: ids joined by commas.
    AnyOf(Vec<Choice>),
    /// Value: `from..to`, either may be missing.
    Dates,
    /// Searched on the server.
    Search(Callback<Search>),
}

/// A filter that is set. `shown` may stay empty where the filter knows its choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    pub key: String,
    pub value: String,
    pub shown: String,
}

#[component]
pub fn FilterBar(
    #[prop(into)] filters: Signal<Vec<Filter>>,
    #[prop(into)] chosen: Signal<Vec<Chosen>>,
    /// A filter was set, or taken away by an empty value.
    #[prop(into)]
    on_change: Callback<Chosen>,
    #[prop(into)] query: Signal<String>,
    #[prop(into)] on_query: Callback<String>,
    #[prop(optional, into)] on_clear: Option<Callback<()>>,
    /// While something else stands in its place.
    #[prop(optional, into)]
    hidden: Signal<bool>,
    /// Without a search box.
    #[prop(optional)]
    unsearched: bool,
    /// What stands at the end: count, export, density.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let search = move |text: String| {
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        timer.set_value(set_timeout_with_handle(move || on_query.run(text), Duration::from_millis(250)).ok());
    };
    // Esc empties the box and then leaves it; down goes into the list.
    let key = move |event: ev::KeyboardEvent| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        match event.key().as_str() {
            "Escape" if input.value().is_empty() => {
                let _ = input.blur();
            }
            "Escape" => {
                input.set_value("");
                search(String::new());
            }
            "ArrowDown" => {
                let row = document().query_selector("main .row-link").ok().flatten();
                if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
                    let _ = row.focus();
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    on_cleanup(move || {
        if let Some(Some(timer)) = timer.try_get_value() {
            timer.clear();
        }
    });
    view! {
        <div class="filter-bar" role="search" hidden=move || hidden.get()>
            <span class="filter-search" hidden=unsearched>
                {Icon::Search.view()}
                <input
                    class="input"
                    type="search"
                    data-search=!unsearched
                    autocomplete="off"
                    placeholder=t(words::SEARCH)
                    aria-label=t(words::SEARCH)
                    prop:value=move || query.get()
                    on:input=move |event| search(event_target_value(&event))
                    on:keydown=key
                />
            </span>
            <div class="filter-strip">
                {move || filters.get().into_iter().map(|filter| one(filter, chosen, on_change)).collect_view()}
                {on_clear.map(|on_clear| view! {
                    <button type="button" class="link" hidden=move || chosen.with(Vec::is_empty) on:click=move |_| on_clear.run(())>
                        {t(words::CLEAR_ALL)}
                    </button>
                })}
                {children.map(|children| view! { <div class="filter-end">{children()}</div> })}
            </div>
        </div>
    }
    .into_any()
}

fn one(filter: Filter, chosen: Signal<Vec<Chosen>>, on_change: Callback<Chosen>) -> AnyView {
    let Filter { key, label, kind } = filter;
    let popup = Popup::new(Side::Below);
    let current = Signal::derive(move || chosen.with(|all| all.iter().find(|c| c.key == key).cloned()));
    let shown = {
        let kind = kind.clone();
        move || current.get().map(|chosen| in_words(&kind, chosen))
    };
    let set = Callback::new(move |(value, shown): (String, String)| {
        on_change.run(Chosen { key: key.to_owned(), value, shown })
    });
    let panel = move || popup.open.get().then(|| panel(&kind, label, current, set, popup));
    view! {
        <span class="filter" data-set=move || current.with(Option::is_some).then_some("true")>
            <button
                type="button"
                class="filter-button"
                aria-haspopup="dialog"
                aria-expanded=move || if popup.open.get() { "true" } else { "false" }
                on:pointerdown=move |e| if popup.open.get_untracked() { e.prevent_default() }
                on:click=move |_| popup.toggle()
                node_ref=popup.button
            >
                <span>{label}</span>
                {move || shown().map(|value| view! { <span class="filter-value">{value}</span> })}
                {Icon::Down.view()}
            </button>
            {move || current.with(Option::is_some).then(|| view! {
                <button
                    type="button"
                    class="chip-remove"
                    aria-label=t(words::REMOVE).replace("{thing}", label)
                    on:click=move |_| set.run(Default::default())
                >
                    {Icon::Close.view()}
                </button>
            })}
        </span>
        <div
            class="menu filter-panel"
            role="dialog"
            aria-label=label
            popover="manual"
            on:keydown=move |e| popup.key(&e)
            on:focusout=move |e| popup.leave(&e)
            node_ref=popup.panel
        >
            {panel}
        </div>
    }
    .into_any()
}

fn in_words(kind: &FilterKind, chosen: Chosen) -> String {
    if !chosen.shown.is_empty() {
        return chosen.shown;
    }
    match kind {
        FilterKind::OneOf(choices) | FilterKind::AnyOf(choices) => {
            let names: Vec<&str> = choices
                .iter()
                .filter(|c| chosen.value.split(',').any(|v| v == c.id))
                .map(|c| c.label.as_str())
                .collect();
            names.join(", ")
        }
        FilterKind::Dates => chosen.value.replace("..", " – "),
        FilterKind::Search(_) => chosen.value,
    }
}

fn panel(
    kind: &FilterKind,
    label: &'static str,
    current: Signal<Option<Chosen>>,
    set: Callback<(String, String)>,
    popup: Popup,
) -> AnyView {
    let value = move || current.with(value_of);
    match kind {
        FilterKind::OneOf(choices) => choices
            .iter()
            .cloned()
            .map(|choice| {
                let id = choice.id.clone();
                let picked = move || (value() == id).then_some("true");
                let press = move |_| {
                    set.run((choice.id.clone(), String::new()));
                    popup.close();
                };
                view! {
                    <button type="button" class="menu-item" aria-pressed=picked on:click=press>
                        <span class="menu-label">{choice.label}</span>
                    </button>
                }
            })
            .collect_view()
            .into_any(),
        FilterKind::AnyOf(choices) => {
            choices.iter().cloned().map(|choice| any_of(choice, current, set)).collect_view().into_any()
        }
        FilterKind::Dates => dates(current, set),
        FilterKind::Search(search) => {
            let picked = RwSignal::new(None::<Choice>);
            let change = move |choice: Option<Choice>| {
                let choice = choice.unwrap_or_default();
                set.run((choice.id, choice.label));
                popup.close();
            };
            view! { <div class="filter-form"><Combobox value=picked search=*search placeholder=label on_change=change /></div> }.into_any()
        }
    }
}

/// What a filter is set to; nothing takes it off.
fn value_of(current: &Option<Chosen>) -> String {
    current.as_ref().map(|chosen| chosen.value.clone()).unwrap_or_default()
}

fn any_of(choice: Choice, current: Signal<Option<Chosen>>, set: Callback<(String, String)>) -> AnyView {
    let id = choice.id.clone();
    let checked = move || current.with(|c| c.as_ref().is_some_and(|c| c.value.split(',').any(|v| v == id)));
    let change = move |event| {
        let on = event_target_checked(&event);
        let before = current.with_untracked(value_of);
        let mut ids: Vec<&str> = before.split(',').filter(|v| !v.is_empty() && *v != choice.id).collect();
        if on {
            ids.push(&choice.id);
        }
        set.run((ids.join(","), String::new()));
    };
    view! { <label class="checkbox menu-item"><input type="checkbox" prop:checked=checked on:change=change /><span>{choice.label}</span></label> }
        .into_any()
}

fn dates(current: Signal<Option<Chosen>>, set: Callback<(String, String)>) -> AnyView {
    let value = current.with_untracked(value_of);
    let (from, to) = value.split_once("..").unwrap_or((&value, ""));
    let [from, to] = [from, to].map(|day| RwSignal::new(day.to_owned()));
    let day = |end: RwSignal<String>| {
        let day = end.get();
        if read_date(&day).is_some() { day } else { String::new() }
    };
    Effect::new(move |before: Option<String>| {
        let period = [day(from), day(to)].join("..");
        if before.is_some_and(|before| before != period) {
            set.run((if period == ".." { String::new() } else { period.clone() }, String::new()));
        }
        period
    });
    view! {
        <div class="filter-form">
            <Field label=t(words::FROM)><DateInput value=from /></Field>
            <Field label=t(words::TO)><DateInput value=to min=from /></Field>
        </div>
    }
    .into_any()
}
