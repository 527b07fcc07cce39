//! What a picker offers: records whose words begin as was typed.

use domain::record::{Choice, RecordKind, Verb};
use domain::route::{self, Endpoint, Route};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::names;
use crate::net::call_at;
use crate::ui::choice::{Choice as Option_, Search};

/// Answers a picker's question from the record's options.
pub(crate) fn search(kind: RecordKind) -> Callback<Search> {
    search_at(route::record(kind, Verb::Options), String::new())
}

/// The same, narrowed by further parameters (`customer=7`).
pub(crate) fn search_at(route: Route, narrowed: String) -> Callback<Search> {
    Callback::new(move |search: Search| {
        let mut query = crate::net::search_query(&search.query);
        if !query.is_empty() && !narrowed.is_empty() {
            query.push('&');
        }
        query.push_str(&narrowed);
        spawn_local(async move {
            let found = call_at(&route).query(query).send::<Vec<Choice>>().await;
            let option = |choice: Choice| match route.endpoint {
                Endpoint::Record(kind, _) => option(kind, choice),
                _ => Option_::new(choice.id.to_string(), choice.label).detail(choice.hint),
            };
            search.set_choices(found.map(|all| all.into_iter().map(option).collect()).map_err(|problem| problem.title));
        });
    })
}

fn option(kind: RecordKind, choice: Choice) -> Option_ {
    Option_::new(choice.id.to_string(), names::shown(kind, choice.label)).detail(choice.hint)
}
