//! A record's page: its name and state, what can be done with it, and tabs by address.
//!
//! A page written by hand uses the same parts: [`Shown`], [`acts::menu`], [`tabs`], [`facts`], [`obstacles`](super::obstacles::obstacles).

pub(crate) mod acts;

use domain::permission::{Act, Permission};
use domain::record::{RecordKind, Verb};
use domain::visibility::Visibility;
use leptos::prelude::*;
use serde_json::Value;

use super::document::Fields as _;
use super::field::{Field, Kind, Section};
use super::obstacles::obstacles;
use super::rights::{refused, visibility};
pub(crate) use super::shown::Shown;
use super::spec::detail::{Body, DetailSpec, Tab};
use super::spec::form::FormSpec;
use super::value::cell;
use super::{history, list, neighbours};
use crate::nav;
use crate::session;
use crate::text::{fill, records as words, t};
use crate::ui::badge::Badge;
use crate::ui::button::{Kind as ButtonKind, LinkButton, LinkUnless};
use crate::ui::cell::Cell;
use crate::ui::empty::EmptyState;
use crate::ui::facts::{Fact, Facts, HeadFacts};
use crate::ui::heading::{Card, PageHeader};
use crate::ui::icon::Icon;
use crate::ui::tabs::{self as ui, Tabs};
use crate::ui::tone::Tone;

pub(crate) fn detail_page(spec: &'static DetailSpec) -> AnyView {
    let shown = Shown::here(spec.kind);
    let name = Signal::derive(move || {
        let name = shown.name();
        if name.is_empty() { t(spec.kind.singular()).to_owned() } else { name }
    });
    let subtitle = Signal::derive(move || {
        let text = shown.record.value.with(|record| Some((spec.subtitle?)(record.as_ref()?)));
        text.filter(|text| !text.is_empty())
    });
    let up = (nav::list(spec.kind), t(spec.kind.plural()).to_owned());
    let tail = nav::tail();
    let head = Signal::derive(move || {
        let seen = visibility(spec.kind);
        let fact = |record: &Value| {
            let seen = spec.head.iter().filter(|field| seen.shows(field.name));
            seen.filter_map(|field| fact(field, record)).collect()
        };
        shown.record.value.with(|record| record.as_ref().map(fact)).unwrap_or_default()
    });
    let links = spec.tabs.iter().map(Link::of).collect();
    let body = move || {
        let slug = tail.get();
        let tab = spec.tabs.iter().find(|tab| tab.slug == slug).or(spec.tabs.first());
        tab.map(|tab| tab_body(spec, tab, shown))
    };
    let body = StoredValue::new(body);
    let there = Memo::new(move |_| shown.record.value.with(Option::is_some));
    view! {
        <PageHeader title=name subtitle=subtitle up=up state=ViewFn::from(move || states(spec, shown))>
            {neighbours(shown)}
            {move || there.get().then(|| view! {
                {spec.actions.map(|actions| actions(shown))}
                {spec.form.map(|form| edit_button(form, shown))}
                {acts::menu_until(shown, move || closed(spec.form?, shown))}
            })}
        </PageHeader>
        {obstacles(shown.refusal)}
        <HeadFacts facts=head />
        {tabs(shown, links, tail)}
        {framed(shown, ViewFn::from(move || body.with_value(|body| body()).into_any()))}
    }
    .into_any()
}

fn states(spec: &'static DetailSpec, shown: Shown) -> AnyView {
    let state = move || {
        let field = spec.state?;
        shown.record.value.with(|record| Some(cell(field.kind, field.name, record.as_ref()?).view()))
    };
    view! { {state}{archived_badge(shown)} }.into_any()
}

/// Stands beside its state while it is archived.
pub(crate) fn archived_badge(shown: Shown) -> AnyView {
    let badge = || view! { <Badge label=t(words::ARCHIVED_BADGE) tone=Tone::Neutral icon=Icon::Archive /> };
    (move || shown.is_archived().then(badge)).into_any()
}

/// Why its form is closed.
pub(crate) fn closed(form: &'static FormSpec, shown: Shown) -> Option<String> {
    shown.record.value.with(|record| form.closed(record.as_ref()?))
}

/// Leads to the form, or says why it doesn't.
pub(crate) fn edit_button(form: &'static FormSpec, shown: Shown) -> AnyView {
    let href = [nav::record(shown.kind, shown.id).as_str(), "/edit"].concat();
    (move || {
        let archived = || shown.is_archived().then(|| t(words::RESTORE_FIRST).to_owned());
        let refused = refused(shown.kind, Verb::Update).or_else(archived).or_else(|| closed(form, shown));
        view! { <LinkUnless refused=refused label=t(words::EDIT) href=href.clone() icon=Icon::Edit /> }
    })
    .into_any()
}

/// A tab's place in the row of them.
pub(crate) struct Link {
    slug: &'static str,
    label: &'static str,
    counted: bool,
}

impl Link {
    pub(crate) const fn new(slug: &'static str, label: &'static str) -> Self {
        Self { slug, label, counted: false }
    }

    fn of(tab: &Tab) -> Self {
        Self { slug: tab.slug, label: t(tab.label), counted: tab.counted }
    }

    /// How many it holds, of a record that counts them.
    fn count(&self, shown: Shown) -> Option<u32> {
        let count = |record: &Value| record.field("counts").get(self.slug)?.as_u64();
        let count = shown.record.value.with(|record| count(record.as_ref().filter(|_| self.counted)?))?;
        u32::try_from(count).ok().filter(|count| *count > 0)
    }
}

/// The tabs of a record's page; one alone is none, and a record that isn't there has none.
pub(crate) fn tabs(shown: Shown, tabs: Vec<Link>, tail: Signal<String>) -> AnyView {
    if tabs.len() < 2 {
        return ().into_any();
    }
    let missing = Memo::new(move |_| shown.is_missing());
    let tabs = StoredValue::new(tabs);
    let draw = move || {
        let href = move |slug: &str| {
            let base = nav::record(shown.kind, shown.id);
            if slug.is_empty() { base } else { [base.as_str(), "/", slug].concat() }
        };
        let link = move |link: &Link| ui::Tab { count: link.count(shown), ..ui::Tab::new(href(link.slug), link.label) };
        let links = Signal::derive(move || tabs.with_value(|tabs| tabs.iter().map(link).collect::<Vec<ui::Tab>>()));
        let current = Signal::derive(move || tail.with(|slug| href(slug)));
        view! { <Tabs label=t(shown.kind.singular()) tabs=links current=current /> }
    };
    (move || (!missing.get()).then(draw)).into_any()
}

/// The page's content once the record is here; one that isn't there is said to be missing, with a way on.
pub(crate) fn framed(shown: Shown, content: ViewFn) -> AnyView {
    let there = Memo::new(move |_| shown.record.value.with(Option::is_some));
    let missing = Memo::new(move |_| shown.is_missing());
    (move || {
        if missing.get() {
            let thing = t(shown.kind.singular());
            return view! {
                <EmptyState title=fill(words::MISSING, &[("thing", thing)]) detail=t(words::MISSING_DETAIL) icon=Icon::Search>
                    <LinkButton label=t(shown.kind.plural()) href=nav::list(shown.kind) kind=ButtonKind::Primary />
                </EmptyState>
            }
            .into_any();
        }
        crate::net::fetch::frame(
            there.into(),
            shown.record.problem,
            shown.record.busy,
            Callback::new(move |()| shown.record.reload()),
            content.clone(),
        )
    })
    .into_any()
}

/// Whether one may see its list, or what is one's own of it.
fn lists(kind: RecordKind) -> bool {
    let own = || kind.can_be_own() && session::may(Permission::In(kind.area(), Act::ViewOwn));
    session::may(kind.needs(Verb::List)) || own()
}

fn tab_body(spec: &'static DetailSpec, tab: &'static Tab, shown: Shown) -> AnyView {
    match &tab.body {
        Body::Facts(sections) => facts(shown, sections),
        Body::List(list, filter) if lists(list.kind) => list::within(list, filter, shown.id),
        Body::List(..) => view! { <p class="muted">{t(words::NOT_PERMITTED)}</p> }.into_any(),
        Body::History => {
            let changed = Signal::derive(move || shown.version());
            history::of_record(spec.kind, shown.id, history_fields(spec), changed)
        }
        Body::View(view) => view(shown),
    }
}

/// What can change: the form's fields, or those the page shows when there is no form; and the state.
fn history_fields(spec: &'static DetailSpec) -> history::HistoryFields {
    let mut fields = match spec.form {
        Some(form) => history::fields_of(form.shape.sections),
        None => {
            let shown = |tab: &'static Tab| match tab.body {
                Body::Facts(sections) => history::fields_of(sections),
                _ => Vec::new(),
            };
            spec.tabs.iter().flat_map(shown).collect()
        }
    };
    fields.extend(&spec.state);
    fields
}

/// Sections of fields as cards of facts; what is empty takes no room.
pub(crate) fn facts(shown: Shown, sections: &'static [Section]) -> AnyView {
    facts_of(shown.record.value, visibility(shown.kind), sections)
}

/// The same of what is no record.
pub(crate) fn facts_of(
    record: RwSignal<Option<Value>>,
    visibility: Visibility,
    sections: &'static [Section],
) -> AnyView {
    // Whom it refers to has a name only among a record's facts.
    let is_named = |field: &&Field| !matches!(field.kind, Kind::References(_, ""));
    let seen = move |section: &'static Section| {
        section.fields.iter().filter(is_named).filter(move |field| visibility.shows(field.name))
    };
    let filled = move |section: &'static Section| {
        record.with(|record| {
            let Some(record) = record else { return Vec::new() };
            let facts = seen(section).filter_map(|field| fact(field, record));
            facts.collect::<Vec<Fact>>()
        })
    };
    let card = move |section: &'static Section| {
        let there = Memo::new(move |_| !filled(section).is_empty());
        let title = if t(section.title).is_empty() { t(words::DETAILS) } else { t(section.title) };
        move || {
            let facts = Signal::derive(move || filled(section));
            there.get().then(|| view! { <Card title=title><Facts facts=facts /></Card> })
        }
    };
    let nothing =
        Memo::new(move |_| record.with(Option::is_some) && sections.iter().all(|section| filled(section).is_empty()));
    view! {
        <div class="cards">
            {sections.iter().map(card).collect_view()}
            {move || nothing.get().then(|| view! { <p class="muted">{t(words::NOTHING_YET)}</p> })}
        </div>
    }
    .into_any()
}

/// What is empty is no fact; that something isn't so is one.
fn fact(field: &Field, record: &Value) -> Option<Fact> {
    let value = match cell(field.kind, field.name, record) {
        Cell::Yes(false) => Cell::text(t(words::NO)),
        value => value,
    };
    (!value.is_empty()).then(|| Fact::new(t(field.label), value))
}
