//! The records before and after one, in the list that it was last seen in.
//!
//! Kept while the app runs and no longer: a page opened by its address has none.

use std::cell::RefCell;

use domain::list::{ListQuery, Page};
use domain::record::RecordKind;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::document::{Fields, Line};
use super::shown::Shown;
use super::source::Source;
use crate::nav;
use crate::net::failure;
use crate::text::{records as words, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::icon::Icon;
use crate::ui::toast;

/// A list as far as it was looked through.
#[derive(Clone)]
struct Seen {
    kind: RecordKind,
    source: Source,
    /// Without a cursor.
    query: ListQuery,
    ids: Vec<i64>,
    /// What the page behind the last id is asked with.
    next: Option<String>,
}

thread_local! {
    /// One for each kind of record.
    static SEEN: RefCell<Vec<Seen>> = const { RefCell::new(Vec::new()) };
}

/// Notes a page of a list. One that goes on where the noted ones end is added to them, and one of the noted ones changes nothing.
pub(super) fn note(kind: RecordKind, source: &Source, asked: ListQuery, page: &Page<Vec<Value>>) {
    let cursor = asked.cursor.clone();
    let query = ListQuery { cursor: String::new(), ..asked };
    let ids = page.rows.iter().filter_map(|values| Line::of(page, values).field("id").as_i64());
    let seen = Seen { kind, source: source.clone(), query, ids: ids.collect(), next: page.next.clone() };
    SEEN.with_borrow_mut(|all| {
        let Some(one) = all.iter_mut().find(|one| one.kind == kind) else { return all.push(seen) };
        let is_same = (&one.source, &one.query) == (&seen.source, &seen.query);
        if is_same && one.next.as_ref() == Some(&cursor) {
            one.ids.extend(seen.ids);
            one.next = seen.next;
        } else if !(is_same && seen.ids.iter().all(|id| one.ids.contains(id))) {
            *one = seen;
        }
    });
}

fn seen(kind: RecordKind) -> Option<Seen> {
    SEEN.with_borrow(|all| all.iter().find(|one| one.kind == kind).cloned())
}

/// Leads to the one before and the one after; nothing for a record that was seen in no list.
pub(crate) fn neighbours(shown: Shown) -> AnyView {
    let Some((list, at)) = seen(shown.kind).and_then(|list| {
        let at = list.ids.iter().position(|id| *id == shown.id)?;
        Some((list, at))
    }) else {
        return ().into_any();
    };
    let before = at.checked_sub(1).and_then(|at| list.ids.get(at)).copied();
    let after = list.ids.get(at + 1).copied();
    let more = list.next.clone().filter(|_| after.is_none());
    let reason = |is_there: bool, why| Signal::stored((!is_there).then(|| t(why).to_owned()));
    let (is_first, is_last) =
        (reason(before.is_some(), words::IS_FIRST), reason(after.is_some() || more.is_some(), words::IS_LAST));
    let go = move |to: Option<i64>| to.into_iter().for_each(|id| nav::go(&nav::record(shown.kind, id)));
    let on = move |()| match &more {
        None => go(after),
        Some(cursor) => further(list.clone(), cursor.clone()),
    };
    view! {
        <Button label=t(words::ONE_BACK) icon=Icon::Left icon_only=true kind=ButtonKind::Quiet disabled_reason=is_first on_press=move |()| go(before) />
        <Button label=t(words::ONE_ON) icon=Icon::Right icon_only=true kind=ButtonKind::Quiet disabled_reason=is_last on_press=on />
    }
    .into_any()
}

/// Asks for the list's next page and goes to its first record.
fn further(list: Seen, cursor: String) {
    let asked = ListQuery { cursor, ..list.query.clone() };
    spawn_local(async move {
        match list.source.ask(&asked.to_query()).send::<Page<Vec<Value>>>().await {
            Ok(page) => {
                note(list.kind, &list.source, asked, &page);
                let first = page.rows.first().and_then(|values| Line::of(&page, values).field("id").as_i64());
                first.into_iter().for_each(|id| nav::go(&nav::record(list.kind, id)));
            }
            Err(problem) => toast::bad(failure(&problem).title),
        }
    });
}
