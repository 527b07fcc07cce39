//! The command palette: everything reachable by typing a few letters.

use super::dialog::{Dialog, DialogKind};
use super::icon::{self, Icon};
use super::words;
use crate::text::t;
use leptos::{ev, prelude::*};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    pub id: String,
    pub label: String,
    /// What distinguishes it; or its shortcut.
    pub detail: String,
    /// Commands of one group stand together under its name.
    pub group: String,
    pub icon: Option<Icon>,
}

/// The screen decides which commands fit `query` (its own by name, records from the server) and hands them in order of
/// their groups.
#[component]
pub fn Palette(
    open: RwSignal<bool>,
    query: RwSignal<String>,
    #[prop(into)] commands: Signal<Vec<Command>>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_pick: Callback<String>,
) -> AnyView {
    let active = RwSignal::new(0_usize);
    Effect::new(move || {
        query.track();
        active.set(0);
    });
    let pick = move |id: String| {
        open.set(false);
        query.set(String::new());
        on_pick.run(id);
    };
    let key = move |event: ev::KeyboardEvent| {
        let count = commands.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => active.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => active.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(id) = commands.with_untracked(|all| all.get(active.get_untracked()).map(|c| c.id.clone())) {
                    pick(id);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <Dialog open=open title=t(words::SEARCH) kind=DialogKind::Top>
            <div class="palette">
                <input
                    class="input palette-input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=t(words::SEARCH)
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant=move || option_id(active.get())
                    placeholder=t(words::SEARCH)
                    prop:value=move || query.get()
                    on:input=move |e| query.set(event_target_value(&e))
                    on:keydown=key
                />
                <ul class="palette-list" role="listbox" id="palette-list" aria-label=t(words::SEARCH) aria-busy=move || busy.get().then_some("true")>
                    {move || rows(commands.get(), active, Callback::new(pick))}
                </ul>
                {move || (commands.with(Vec::is_empty)).then(|| view! {
                    <p class="option-note" role="status">{t(if busy.get() { words::SEARCHING } else { words::NOTHING_FOUND })}</p>
                })}
            </div>
        </Dialog>
    }
    .into_any()
}

fn option_id(index: usize) -> String {
    let mut id = String::from("palette-");
    id.push_str(&index.to_string());
    id
}

fn rows(commands: Vec<Command>, active: RwSignal<usize>, pick: Callback<String>) -> AnyView {
    let mut group = String::new();
    let mut rows = Vec::new();
    for (index, command) in commands.into_iter().enumerate() {
        if command.group != group {
            group.clone_from(&command.group);
            rows.push(view! { <li class="option-group" role="presentation">{command.group}</li> }.into_any());
        }
        let id = command.id;
        rows.push(
            view! {
                <li
                    class="option"
                    role="option"
                    id=option_id(index)
                    aria-selected=move || if active.get() == index { "true" } else { "false" }
                    on:pointermove=move |_| if active.get_untracked() != index { active.set(index) }
                    on:click=move |_| pick.run(id.clone())
                >
                    {icon::maybe(command.icon)}
                    <span class="option-label">{command.label}</span>
                    {(!command.detail.is_empty()).then(|| view! { <span class="option-detail">{command.detail}</span> })}
                </li>
            }
            .into_any(),
        );
    }
    rows.into_any()
}
