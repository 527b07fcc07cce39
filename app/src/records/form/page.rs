//! A record's form on a page of its own, for a new one or to change one, and in a side panel of another form.

use domain::problem::Problem;
use domain::record::{Created, Verb};
use domain::route::{self, Endpoint};
use leptos::prelude::*;
use serde_json::{Value, json};

use super::super::decide;
use super::super::document::{Fields, NULL, name_of, part, text_of, version};
use super::super::field::Kind;
use super::super::names::{self, done};
use super::super::obstacles::in_the_way;
use super::super::rights::{refused, visibility};
use super::super::spec::detail::Body;
use super::super::spec::{Detail, record_of};
use super::sheet::{Send, Sheet, send_with, sheet};
use super::{FormSpec, conflict};
use crate::nav;
use crate::net::fetch::resource;
use crate::net::{Call, call};
use crate::text::{fill, records as words, small, t};
use crate::ui::button::LinkButton;
use crate::ui::empty::EmptyState;
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;
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

/// Keeps what is sent by its name, for the toast that says what was done to what.
fn naming(send: Send, name: StoredValue<String>) -> Send {
    std::sync::Arc::new(move |sending| {
        name.set_value(name_of(&json!({ "fields": sending.draft })));
        send(sending)
    })
}

/// In place of a form that can't be sent: why, and the way back.
pub(crate) fn no_form(why: String, (href, label): (String, String)) -> AnyView {
    view! { <EmptyState title=why icon=Icon::Lock><LinkButton label=label href=href icon=Icon::Left /></EmptyState> }
        .into_any()
}

fn thing(spec: &FormSpec) -> String {
    fill(words::NEW, &[("thing", &small(t(spec.kind.accusative())))])
}

/// The blank draft with what the address prefills: `?vehicle=7`.
fn prefilled(spec: &FormSpec, query: &str) -> Value {
    let (shape, mut draft) = (&spec.shape, spec.blank());
    let parameters = web_sys::UrlSearchParams::new_with_str(query).ok();
    if let (Some(parameters), Value::Object(fields)) = (parameters, &mut draft) {
        let visibility = visibility(spec.kind);
        for field in shape.fields().filter(|field| visibility.shows(field.name)) {
            let Some(text) = parameters.get(field.name) else { continue };
            let value = match field.kind {
                // As ids and milliseconds, as in the API; a control's text is for people.
                Kind::Reference(..)
                | Kind::Instant
                | Kind::Whole
                | Kind::Year
                | Kind::Money
                | Kind::Price
                | Kind::Measure(_)
                | Kind::OfFuel(..) => text.parse::<i64>().ok().map(Value::from),
                _ => super::typed::to_value(field.kind, &text, true).ok(),
            };
            if let Some(value) = value {
                fields.insert(field.name.to_owned(), value);
            }
        }
    }
    draft
}

/// Where whoever adds something to another record goes back to: its page, and the tab where the new one stands.
struct Parent {
    page: String,
    tab: String,
}

impl Parent {
    /// The record that the address begins with.
    fn of(spec: &FormSpec, query: &str) -> Option<Self> {
        let parameters = web_sys::UrlSearchParams::new_with_str(query).ok()?;
        let (kind, id) = spec.shape.fields().find_map(|field| match field.kind {
            Kind::Reference(kind, _) => Some((kind, parameters.get(field.name)?.parse().ok()?)),
            _ => None,
        })?;
        let page = nav::record(kind, id);
        let tab = match record_of(kind)?.detail {
            Detail::Spec(detail) => {
                detail.tabs.iter().find(|tab| matches!(tab.body, Body::List(list, _) if list.kind == spec.kind))
            }
            Detail::Page(_) => None,
        };
        let tab = tab.map_or_else(|| page.clone(), |tab| [page.as_str(), "/", tab.slug].concat());
        Some(Self { page, tab })
    }

    /// As it was left, if they came from there.
    fn leave(&self) {
        nav::leave(if nav::came_from(&self.page) { &self.page } else { &self.tab });
    }
}

pub(crate) fn new_page(spec: &'static FormSpec) -> AnyView {
    new_page_after(spec, ().into_any())
}

/// With what has to be read or done first between the head and the form.
pub(crate) fn new_page_after(spec: &'static FormSpec, first: AnyView) -> AnyView {
    let up = (nav::list(spec.kind), t(spec.kind.plural()).to_owned());
    let head = view! { <PageHeader title=thing(spec) up=up.clone() /> };
    if let Some(why) = refused(spec.kind, Verb::Create) {
        return view! { {head}{no_form(why, up)} }.into_any();
    }
    let address = untrack(|| [nav::path().get(), nav::query().get()].join("?"));
    let query = untrack(|| nav::query().get());
    let (refusal, name) = (RwSignal::new(None), StoredValue::new(String::new()));
    let parent = StoredValue::new(Parent::of(spec, &query));
    let leave = move |otherwise: &str| {
        parent.with_value(|parent| parent.as_ref().map_or_else(|| nav::leave(otherwise), Parent::leave));
    };
    let made = Callback::new(move |answer: Value| {
        let message = name.with_value(|name| done(words::CREATED, spec.kind, name));
        let page = serde_json::from_value::<Created>(answer).map(|created| nav::record(spec.kind, created.id));
        let Ok(page) = page else { return nav::go(&nav::list(spec.kind)) };
        leave(&page);
        if parent.with_value(Option::is_some) {
            toast::offering(message, words::LOOK_AT, move || nav::go(&page));
        } else {
            toast::good(message);
        }
    });
    let form = Sheet {
        start: prefilled(spec, &query),
        cancel: Some(Callback::new(move |()| leave(&nav::list(spec.kind)))),
        keep: Some(["draft:", &address].concat()),
        visibility: visibility(spec.kind),
        ..Sheet::new(&spec.shape, thing(spec), keeping(naming(creates(spec), name), refusal), made)
    };
    view! {
        {head}
        {first}
        {in_the_way(refusal)}
        {sheet(form)}
    }
    .into_any()
}

/// What a form's page calls the record: its number or name, or what it is and whose.
fn called(spec: &FormSpec, record: &Value) -> String {
    let name = names::shown(spec.kind, name_of(record));
    if !name.is_empty() {
        return name;
    }
    let whose = [record.field("billed_to").get("name").unwrap_or(&NULL), record.field("logbook_number")].map(text_of);
    [small(t(spec.kind.singular())), whose.concat()].join(" ").trim_end().to_owned()
}

pub(crate) fn edit_page(spec: &'static FormSpec) -> AnyView {
    let id = nav::id();
    // Never from the cache: an older version could only be refused.
    let record = resource::<Value>(move || Some(call(Endpoint::Record(spec.kind, Verb::Get)).at(id).fresh()));
    let title = Signal::derive(move || {
        let name = record.value.with(|record| record.as_ref().map(|record| called(spec, record)));
        fill(words::EDIT_TITLE, &[("name", &name.unwrap_or_default())])
    });
    let drawn = StoredValue::new(None::<Value>);
    let back = (nav::record(spec.kind, id), t(spec.kind.singular()).to_owned());
    view! {
        <PageHeader title=title up=back />
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
    let archived = || record.field("archived_at").is_number().then(|| t(words::RESTORE_FIRST).to_owned());
    if let Some(why) = refused(spec.kind, Verb::Update).or_else(archived).or_else(|| spec.closed(&record)) {
        return no_form(why, (nav::record(spec.kind, id), called(spec, &record)));
    }
    let refusal = RwSignal::new(None);
    let send = send_with(move |sending| {
        kept(call(Endpoint::Record(spec.kind, Verb::Update)).at(id).version(sending.version).body(&sending.draft))
    });
    let saved = Callback::new(move |record: Value| {
        toast::good(done(words::SAVED, spec.kind, &names::shown(spec.kind, name_of(&record))));
        nav::leave(&nav::record(spec.kind, id));
    });
    let form = Sheet {
        start: part(&record, "fields"),
        facts: part(&record, "facts"),
        version: version(&record),
        cancel: Some(Callback::new(move |()| nav::leave(&nav::record(spec.kind, id)))),
        keep: Some(["draft:", &nav::record(spec.kind, id)].concat()),
        visibility: visibility(spec.kind),
        existing: true,
        conflict: Some(conflict::view),
        saves: Some(conflict::saves(route::record(spec.kind, Verb::History), id)),
        ..Sheet::new(&spec.shape, t(words::SAVE), keeping(send, refusal), saved)
    };
    view! { {in_the_way(refusal)}{sheet(form)} }.into_any()
}

/// A new record made from within another form; `created` gets its id and name.
pub(crate) fn in_place(
    spec: &'static FormSpec,
    prefill: Value,
    dirty: RwSignal<bool>,
    created: Callback<(i64, String)>,
    cancelled: Callback<()>,
) -> AnyView {
    let mut start = spec.blank();
    if let (Value::Object(fields), Value::Object(prefill)) = (&mut start, prefill) {
        fields.extend(prefill);
    }
    let (refusal, name) = (RwSignal::new(None), StoredValue::new(String::new()));
    let made = Callback::new(move |answer: Value| {
        if let Ok(made) = serde_json::from_value::<Created>(answer) {
            let name = name.get_value();
            names::learn(spec.kind, made.id, &name);
            created.run((made.id, name));
        }
    });
    let form = Sheet {
        start,
        cancel: Some(cancelled),
        visibility: visibility(spec.kind),
        over: true,
        brief: true,
        dirty: Some(dirty),
        ..Sheet::new(&spec.shape, thing(spec), keeping(naming(creates(spec), name), refusal), made)
    };
    view! { {in_the_way(refusal)}{sheet(form)} }.into_any()
}
