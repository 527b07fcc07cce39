//! A record's form on a page of its own, for a new one or to change one, and in a side panel of another form.

use domain::problem::Problem;
use domain::record::{Created, Verb};
use domain::route::Endpoint;
use leptos::prelude::*;
use serde_json::Value;

use super::super::detail::acts::in_the_way;
use super::super::field::Kind;
use super::super::{decide, name_of, names, refused, sight};
use super::sheet::{Send, Sheet, send_with, sheet};
use super::{FormSpec, conflict};
use crate::nav;
use crate::net::fetch::resource;
use crate::net::{Call, call};
use crate::text::{fill, records as words, small, t};
use crate::ui::heading::PageHeader;
use crate::ui::toast;

fn creates(spec: &'static FormSpec) -> Send {
    send_with(move |sending| {
        kept(call(Endpoint::Record(spec.kind, Verb::Create)).key(&sending.key).body(&sending.draft))
    })
}

/// Sends a save, asking what it is asked about.
async fn kept(save: Call) -> Result<Value, Problem> {
    decide::settled(save).await.map(|settled| settled.record)
}

/// Keeps what it was refused with, for the links above the form to what stands in the way.
pub(crate) fn keeping(send: Send, refusal: RwSignal<Option<Problem>>) -> Send {
    std::sync::Arc::new(move |sending| {
        let sent = send(sending);
        Box::pin(async move {
            let outcome = sent.await;
            refusal.try_set(outcome.as_ref().err().cloned());
            outcome
        })
    })
}

fn thing(spec: &FormSpec) -> String {
    fill(words::NEW, &[("thing", &small(t(spec.kind.singular())))])
}

/// The blank draft with what the address prefills: `?vehicle=7`.
fn prefilled(spec: &FormSpec, query: &str) -> Value {
    let (shape, mut draft) = (&spec.shape, spec.blank());
    let parameters = web_sys::UrlSearchParams::new_with_str(query).ok();
    if let (Some(parameters), Value::Object(fields)) = (parameters, &mut draft) {
        let sight = sight(spec.kind);
        for field in shape.fields().filter(|field| sight.shows(field.name)) {
            let Some(text) = parameters.get(field.name) else { continue };
            let value = match field.kind {
                // As ids and milliseconds, as in the API; a control's text is for people.
                Kind::Reference(..)
                | Kind::Instant
                | Kind::Whole
                | Kind::Year
                | Kind::Money
                | Kind::Price
                | Kind::Measure(_) => text.parse::<i64>().ok().map(Value::from),
                _ => super::typed::to_value(field.kind, &text, true).ok(),
            };
            if let Some(value) = value {
                fields.insert(field.name.to_owned(), value);
            }
        }
    }
    draft
}

/// The page of the record that the address begins with, to which whoever added something there goes back.
fn begun_at(spec: &FormSpec, query: &str) -> Option<String> {
    let parameters = web_sys::UrlSearchParams::new_with_str(query).ok()?;
    spec.shape.fields().find_map(|field| match field.kind {
        Kind::Reference(kind, _) => parameters.get(field.name)?.parse().ok().map(|id| nav::record(kind, id)),
        _ => None,
    })
}

pub(crate) fn new_page(spec: &'static FormSpec) -> AnyView {
    new_page_after(spec, ().into_any())
}

/// With what has to be read or done first between the head and the form.
pub(crate) fn new_page_after(spec: &'static FormSpec, first: AnyView) -> AnyView {
    let address = untrack(|| [nav::path().get(), nav::query().get()].join("?"));
    let query = untrack(|| nav::query().get());
    let refusal = RwSignal::new(None);
    let parent = begun_at(spec, &query);
    let done = Callback::new(move |answer: Value| {
        toast::good(t(words::CREATED));
        if let Some(parent) = parent.as_ref().filter(|parent| nav::came_from(parent)) {
            return nav::leave(parent);
        }
        match serde_json::from_value::<Created>(answer) {
            Ok(created) => nav::leave(&nav::record(spec.kind, created.id)),
            Err(_) => nav::go(&nav::list(spec.kind)),
        }
    });
    let form = Sheet {
        start: prefilled(spec, &query),
        cancel: Some(Callback::new(move |()| nav::leave(&nav::list(spec.kind)))),
        keep: Some(["draft:", &address].concat()),
        sight: sight(spec.kind),
        refused: refused(spec.kind, Verb::Create),
        ..Sheet::new(&spec.shape, thing(spec), keeping(creates(spec), refusal), done)
    };
    let up = (nav::list(spec.kind), t(spec.kind.plural()).to_owned());
    view! {
        <PageHeader title=thing(spec) up=up />
        {first}
        {in_the_way(refusal)}
        {sheet(form)}
    }
    .into_any()
}

pub(crate) fn edit_page(spec: &'static FormSpec) -> AnyView {
    let id = nav::id();
    // Never from the cache: an older version could only be refused.
    let record = resource::<Value>(move || Some(call(Endpoint::Record(spec.kind, Verb::Get)).at(id).fresh()));
    let title = Signal::derive(move || {
        let name = record.value.with(|record| record.as_ref().map(name_of).unwrap_or_default());
        let name = names::shown(spec.kind, name);
        fill(words::EDIT_TITLE, &[("name", &name)])
    });
    let drawn = StoredValue::new(None::<Value>);
    let back = nav::record(spec.kind, id);
    view! {
        <PageHeader title=title up=(back, t(spec.kind.singular()).to_owned()) />
        {record.view(move |record| {
            // Reading it anew must not take away what is being typed.
            let first = drawn.get_value().unwrap_or(record);
            drawn.set_value(Some(first.clone()));
            edit(spec, id, first)
        })}
    }
    .into_any()
}

fn edit(spec: &'static FormSpec, id: i64, record: Value) -> AnyView {
    let part = |name: &str| record.get(name).cloned().unwrap_or_default();
    let refusal = RwSignal::new(None);
    let send = send_with(move |sending| {
        kept(call(Endpoint::Record(spec.kind, Verb::Update)).at(id).version(sending.version).body(&sending.draft))
    });
    let done = Callback::new(move |_| {
        toast::good(t(words::SAVED));
        nav::leave(&nav::record(spec.kind, id));
    });
    let archived = part("archived_at").is_number().then(|| t(words::RESTORE_FIRST).to_owned());
    let refused = refused(spec.kind, Verb::Update).or(archived).or_else(|| spec.closed(&record));
    let form = Sheet {
        start: part("fields"),
        facts: part("facts"),
        version: part("version").as_i64().unwrap_or_default(),
        cancel: Some(Callback::new(move |()| nav::leave(&nav::record(spec.kind, id)))),
        keep: Some(["draft:", &nav::record(spec.kind, id)].concat()),
        sight: sight(spec.kind),
        existing: true,
        conflict: Some(conflict::view),
        saves: Some(conflict::saves(Endpoint::Record(spec.kind, Verb::History), id)),
        refused,
        ..Sheet::new(&spec.shape, t(words::SAVE), keeping(send, refusal), done)
    };
    view! { {in_the_way(refusal)}{sheet(form)} }.into_any()
}

/// A new record made from within another form; `created` gets its id and name.
pub(crate) fn in_place(
    spec: &'static FormSpec,
    begun: Value,
    dirty: RwSignal<bool>,
    created: Callback<(i64, String)>,
    cancelled: Callback<()>,
) -> AnyView {
    let mut start = spec.blank();
    if let (Value::Object(fields), Value::Object(begun)) = (&mut start, begun) {
        fields.extend(begun);
    }
    let named = StoredValue::new(String::new());
    let inner = creates(spec);
    let send: Send = std::sync::Arc::new(move |sending| {
        named.set_value(sending.draft.get(spec.called).and_then(Value::as_str).unwrap_or_default().to_owned());
        inner(sending)
    });
    let done = Callback::new(move |answer: Value| {
        if let Ok(made) = serde_json::from_value::<Created>(answer) {
            let name = named.get_value();
            names::learn(spec.kind, made.id, &name);
            created.run((made.id, name));
        }
    });
    let form = Sheet {
        start,
        cancel: Some(cancelled),
        sight: sight(spec.kind),
        over: true,
        dirty: Some(dirty),
        ..Sheet::new(&spec.shape, thing(spec), send, done)
    };
    sheet(form)
}
