//! A choice among many things, searched on the server while typing (ARIA 1.2 combobox with a list).
//!
//! Focus stays in the box; the list is reached by arrows and read through `aria-activedescendant`. Leaving the box without
//! choosing brings the former choice back, an emptied box takes it away.

use super::anchor::{self, Side};
use super::choice::{Answer, Choice, Search};
use super::field::Control;
use super::icon::Icon;
use super::words;
use crate::text::t;
use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, oco::Oco, prelude::*};
use std::time::Duration;

const DEBOUNCE: Duration = Duration::from_millis(180);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    Waiting,
    Choices(Vec<Choice>),
    Failed(String),
}

#[derive(Clone, Copy)]
struct State {
    control: Control,
    value: RwSignal<Option<Choice>>,
    search: Callback<Search>,
    reply: Callback<Answer>,
    on_create: Option<Callback<String>>,
    on_change: Option<Callback<Option<Choice>>>,
    /// What is being typed; `None` while the box shows the choice.
    typed: RwSignal<Option<String>>,
    open: RwSignal<bool>,
    found: RwSignal<Found>,
    active: RwSignal<usize>,
    ticket: StoredValue<u32>,
    /// What is found answers something else than what is typed by now.
    stale: StoredValue<bool>,
    /// Enter was pressed before the answer came: its first choice is meant.
    eager: StoredValue<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
    node: NodeRef<html::Input>,
    list: NodeRef<html::Ul>,
}

impl State {
    /// What is typed; nothing while the list is only looked at.
    fn text(self) -> String {
        self.typed.get_untracked().unwrap_or_default()
    }

    fn ask(self) {
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        self.ticket.update_value(|n| *n = n.wrapping_add(1));
        let search = Search::new(self.text(), self.ticket.get_value(), self.reply);
        self.search.run(search);
    }

    fn ask_soon(self) {
        // An answer to what was typed before is none any more.
        self.ticket.update_value(|n| *n = n.wrapping_add(1));
        self.stale.set_value(true);
        self.eager.set_value(false);
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        self.timer.set_value(set_timeout_with_handle(move || self.ask(), DEBOUNCE).ok());
    }

    fn open(self) {
        if !self.open.get_untracked() && !self.control.disabled_reason.with_untracked(Option::is_some) {
            self.found.set(Found::Waiting);
            self.stale.set_value(true);
            self.eager.set_value(false);
            self.active.set(0);
            self.open.set(true);
            self.ask();
        }
        self.place();
    }

    fn place(self) {
        if let (Some(list), Some(input)) = (self.list.get_untracked(), self.node.get_untracked())
            && self.open.get_untracked()
        {
            anchor::show(&list, &input, Side::BelowWide);
        }
    }

    fn close(self) {
        self.open.set(false);
        if let Some(list) = self.list.get_untracked() {
            anchor::hide(&list);
        }
    }

    fn count(self) -> usize {
        let found = self.found.with_untracked(|f| if let Found::Choices(list) = f { list.len() } else { 0 });
        found + usize::from(self.offers_creation())
    }

    fn offers_creation(self) -> bool {
        self.on_create.is_some() && self.typed.with(|t| t.as_ref().is_some_and(|t| !t.trim().is_empty()))
    }

    fn set(self, choice: Option<Choice>) {
        if self.value.with_untracked(|v| *v != choice) {
            self.value.set(choice.clone());
            if let Some(on_change) = self.on_change {
                on_change.run(choice);
            }
        }
    }

    fn pick(self, index: usize) {
        let choice =
            self.found.with_untracked(|f| if let Found::Choices(list) = f { list.get(index).cloned() } else { None });
        let typed = self.text();
        self.typed.set(None);
        self.close();
        match (choice, self.on_create) {
            (Some(choice), _) => self.set(Some(choice)),
            (None, Some(on_create)) => on_create.run(typed.trim().to_owned()),
            _ => (),
        }
    }

    fn leave(self) {
        // Also reported when the whole box is being taken away.
        if self.typed.is_disposed() {
            return;
        }
        if self.typed.get_untracked().is_some_and(|t| t.trim().is_empty()) {
            self.set(None);
        }
        self.typed.set(None);
        self.close();
    }

    fn key(self, event: &ev::KeyboardEvent) {
        let count = self.count();
        match event.key().as_str() {
            "ArrowDown" if !self.open.get_untracked() => self.open(),
            "ArrowDown" if count > 0 => self.active.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => self.active.update(|at| *at = (*at + count - 1) % count),
            "Enter" if self.open.get_untracked() && self.stale.get_value() => self.eager.set_value(true),
            "Enter" if self.open.get_untracked() => {
                if self.active.get_untracked() < count {
                    self.pick(self.active.get_untracked());
                }
            }
            "Escape" if self.open.get_untracked() => {
                event.stop_propagation();
                self.typed.set(None);
                self.close();
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn option_id(self, index: usize) -> String {
        let mut id = self.control.part("option");
        id.push_str(&index.to_string());
        id
    }

    fn option(self, index: usize, label: String, detail: String, icon: Option<Icon>) -> AnyView {
        view! {
            <li
                class="option"
                role="option"
                id=self.option_id(index)
                aria-selected=move || if self.active.get() == index { "true" } else { "false" }
                on:pointerdown=|e| e.prevent_default()
                on:pointermove=move |_| if self.active.get_untracked() != index { self.active.set(index) }
                on:click=move |_| self.pick(index)
            >
                {super::icon::maybe(icon)}
                <span class="option-label">{label}</span>
                {(!detail.is_empty()).then(|| view! { <span class="option-detail">{detail}</span> })}
            </li>
        }
        .into_any()
    }

    fn options(self) -> AnyView {
        let note = |text: String| view! { <li class="option-note" role="presentation">{text}</li> }.into_any();
        let mut rows = Vec::new();
        match self.found.get() {
            Found::Waiting => rows.push(note(t(words::SEARCHING).to_owned())),
            Found::Failed(why) => rows.push(note(why)),
            Found::Choices(list) if list.is_empty() && !self.offers_creation() => {
                rows.push(note(t(words::NOTHING_FOUND).to_owned()));
            }
            Found::Choices(list) => {
                let count = list.len();
                for (index, choice) in list.into_iter().enumerate() {
                    rows.push(self.option(index, choice.label, choice.detail, None));
                }
                if self.offers_creation() {
                    let text = self.text();
                    rows.push(self.option(
                        count,
                        t(words::CREATE).replace("{text}", text.trim()),
                        String::new(),
                        Some(Icon::Plus),
                    ));
                }
            }
        }
        rows.into_any()
    }
}

#[component]
pub fn Combobox(
    value: RwSignal<Option<Choice>>,
    /// Called with every question; answer it with `Search::answer`.
    #[prop(into)]
    search: Callback<Search>,
    #[prop(optional, into)] placeholder: Oco<'static, str>,
    /// Offers to create what was typed.
    #[prop(optional, into)]
    on_create: Option<Callback<String>>,
    #[prop(optional, into)] on_change: Option<Callback<Option<Choice>>>,
) -> AnyView {
    let control = Control::current();
    let (found, active, open) = (RwSignal::new(Found::Waiting), RwSignal::new(0), RwSignal::new(false));
    let ticket = StoredValue::new(0_u32);
    let (stale, eager) = (StoredValue::new(false), StoredValue::new(false));
    let reply = Callback::new(move |(number, answer): Answer| {
        if number == ticket.get_value() {
            stale.set_value(false);
            active.set(0);
            found.set(answer.map_or_else(Found::Failed, Found::Choices));
        }
    });
    let state = State {
        control,
        value,
        search,
        reply,
        on_create,
        on_change,
        typed: RwSignal::new(None),
        open,
        found,
        active,
        ticket,
        stale,
        eager,
        timer: StoredValue::new(None),
        node: NodeRef::new(),
        list: NodeRef::new(),
    };
    on_cleanup(move || {
        if let Some(Some(timer)) = state.timer.try_get_value() {
            timer.clear();
        }
    });
    Effect::new(move || {
        let some = found.with(|found| matches!(found, Found::Choices(list) if !list.is_empty()));
        if some && !stale.get_value() && eager.try_update_value(core::mem::take) == Some(true) {
            state.pick(0);
        }
    });
    // The list's height changes with what was found; it is placed again after it was drawn.
    Effect::new(move || {
        found.track();
        open.track();
        request_animation_frame(move || {
            if !state.typed.is_disposed() {
                state.place();
            }
        });
    });
    Effect::new(move || {
        let id = state.option_id(active.get());
        if let Some(option) = document().get_element_by_id(&id) {
            super::bring_into_sight(&option);
        }
    });
    let list_id = control.part("list");
    let shown = move || {
        state.typed.get().unwrap_or_else(|| value.with(|v| v.as_ref().map(|c| c.label.clone()).unwrap_or_default()))
    };
    let detail = move || {
        value.with(|v| {
            v.as_ref().map(|c| c.detail.clone()).filter(|d| !d.is_empty() && state.typed.with(Option::is_none))
        })
    };
    let input = move |event| {
        state.typed.set(Some(event_target_value(&event)));
        if state.open.get_untracked() { state.ask_soon() } else { state.open() }
    };
    let clear = move |_| {
        state.set(None);
        if let Some(input) = state.node.get_untracked() {
            let _ = input.focus();
        }
    };
    let can_clear = move || value.with(Option::is_some) && !control.required && !control.disabled();
    view! {
        <span class="affix combobox">
            <input
                class="input"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                id=control.id()
                placeholder=(!placeholder.is_empty()).then_some(placeholder)
                required=control.required
                readonly=move || control.disabled()
                aria-disabled=move || control.disabled().then_some("true")
                aria-invalid=move || control.invalid()
                aria-describedby=move || control.described_by()
                aria-autocomplete="list"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls=list_id.clone()
                aria-activedescendant=move || open.get().then(|| state.option_id(active.get()))
                prop:value=shown
                on:input=input
                on:click=move |_| state.open()
                on:keydown=move |e| state.key(&e)
                on:blur=move |_| state.leave()
                node_ref=state.node
            />
            <span class="affix-word" data-at="end">{detail}</span>
            <button
                class="affix-button"
                type="button"
                tabindex="-1"
                hidden=move || !can_clear()
                aria-label=t(words::CLEAR)
                on:click=clear
            >
                {Icon::Close.view()}
            </button>
            {Icon::Down.view()}
        </span>
        <ul class="options" role="listbox" popover="manual" id=list_id aria-label=t(words::SEARCH) node_ref=state.list>
            {move || if open.get() { state.options() } else { ().into_any() }}
        </ul>
    }
    .into_any()
}
