//! Every change of a record: who, when, which field, before and after.

use super::words;
use crate::text::t;
use leptos::prelude::*;

#[derive(Clone, Debug, Default)]
pub struct HistoryEntry {
    pub who: String,
    /// What was done, e.g. "changed" or "approved the booking".
    pub did: String,
    pub when: String,
    pub exact: String,
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug, Default)]
pub struct Change {
    pub field: String,
    /// Empty: there was nothing.
    pub before: String,
    pub after: String,
}

#[component]
pub fn History(#[prop(into)] entries: Signal<Vec<HistoryEntry>>) -> AnyView {
    view! { <ol class="history">{move || entries.get().into_iter().map(entry).collect_view()}</ol> }.into_any()
}

fn entry(entry: HistoryEntry) -> AnyView {
    let value = |class, name, text: String| {
        let text = if text.is_empty() { "–".to_owned() } else { text };
        view! { <dd class=class><span class="hidden-text">{name}": "</span>{text}</dd> }
    };
    let change = |change: Change| {
        view! {
            <div class="change">
                <dt>{change.field}</dt>
                {value("change-before", t(words::BEFORE), change.before)}
                {value("change-after", t(words::AFTER), change.after)}
            </div>
        }
    };
    view! {
        <li class="history-entry">
            <p class="history-head">
                <strong>{entry.who}</strong>" "{entry.did}
                <time class="history-when" title=entry.exact>{entry.when}</time>
            </p>
            {(!entry.changes.is_empty()).then(|| view! { <dl>{entry.changes.into_iter().map(change).collect_view()}</dl> })}
        </li>
    }
    .into_any()
}
