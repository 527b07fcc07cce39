//! A list: search, filters, sort, pages and archive in the URL, rows as JSON arrays read by column name.
//!
//! `page` stands alone, `within` stands in a tab of another record and is narrowed to it.

mod columns;
pub mod many;
mod paging;
mod period;
mod selection;
mod state;
mod tools;

use domain::list::{By, ListQuery, Page};
use domain::record::Verb;
use domain::route;
use domain::time::Instant;
use leptos::{ev, prelude::*};
use serde_json::Value;

use super::document::{Fields, Line, TRUE, text_of};
use super::field::Kind;
use super::neighbours;
use super::rights::{refused, visibility};
pub(crate) use super::source::Source;
use super::spec::list::{Column, ListSpec, View, Views};
use super::value::cell;
use crate::nav;
use crate::net::fetch::{Resource, resource};
use crate::net::{changes, failure};
use crate::session;
use crate::text::{date, fill, records as words, small, t, zone};
use crate::ui::button::{Kind as ButtonKind, LinkUnless};
use crate::ui::empty::EmptyState;
use crate::ui::failure::ErrorState;
use crate::ui::filters::FilterBar;
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;
use crate::ui::pages::Pages;
use crate::ui::table::{self, Fit, Place, Row, Sort, Table};

use columns::Columns;
use selection::Selection;
use state::State;

/// One row of the list as it is shown.
struct Drawn<'r> {
    line: Line<'r>,
    /// Whether the day stands above the rows.
    in_days: bool,
}

/// What a row has under this name tells that the day stands above it.
pub(crate) const IN_DAYS: &str = "(in days)";

impl Fields for Drawn<'_> {
    fn field(&self, name: &str) -> &Value {
        if name == IN_DAYS && self.in_days { &TRUE } else { self.line.field(name) }
    }
}

/// A list on a page of its own, in views.
pub(crate) fn page_in_views(spec: &'static ListSpec, views: &'static Views) -> AnyView {
    let source = Source { route: route::record(spec.kind, Verb::List), more: String::new() };
    let state = State::of_address(None).in_views(spec, views);
    let tabs = move || {
        let here = state.view().map(|view| view.code);
        let tab = |view: &'static View| {
            let count = view.waits.and_then(changes::waiting);
            let hot = view.hot && count.is_some();
            view! {
                <li>
                    <a class="view" href=state.address_of_view(view) aria-current=(here == Some(view.code)).then_some("page")
                        on:click=move |_| state::keep_view(spec, view)>
                        {t(view.label)}
                        {count.map(|count| view! { <span class="view-count" data-hot=hot>{count}</span> })}
                    </a>
                </li>
            }
        };
        let visibility = visibility(spec.kind);
        let is_seen = |view: &&View| {
            let mut asked = ListQuery::default();
            (view.asks)(&mut asked);
            asked.filters.keys().all(|name| visibility.shows(name))
        };
        views.all.iter().filter(is_seen).map(tab).collect_view()
    };
    let beside = view! { <nav class="views" aria-label=t(words::VIEWS)><ul>{tabs}</ul></nav> }.into_any();
    view! {
        <div class="list-page">
            <PageHeader title=t(spec.kind.plural()) bar=true beside=Some(beside)>{new_button(spec, String::new())}</PageHeader>
            {drawn(spec, state, None, source)}
        </div>
    }
    .into_any()
}

/// A list on a page of its own.
pub(crate) fn list_page(spec: &'static ListSpec) -> AnyView {
    view! {
        <div class="list-page">
            <PageHeader title=t(spec.kind.plural()) bar=true beside=nav::beside()>{new_button(spec, String::new())}</PageHeader>
            {body(spec, None)}
        </div>
    }
    .into_any()
}

/// A list inside another record's page: only what has `filter=id`, and new ones begin with it.
pub(crate) fn within(spec: &'static ListSpec, filter: &'static str, id: i64) -> AnyView {
    let fixed = (filter, id.to_string());
    view! {
        <div class="actions" data-at="end">{new_button(spec, prefill(Some(&fixed)))}</div>
        {body(spec, Some(fixed))}
    }
    .into_any()
}

/// A new one inside another record's page begins as that one's.
fn prefill(fixed: Option<&(&'static str, String)>) -> String {
    fixed.map(|(filter, id)| ["?", filter, "=", id].concat()).unwrap_or_default()
}

pub(crate) fn new_button(spec: &'static ListSpec, query: String) -> Option<AnyView> {
    let label = fill(words::NEW, &[("thing", &small(t(spec.kind.accusative())))]);
    let href = [nav::list(spec.kind).as_str(), "/new", &query].concat();
    // Whoever sees only what is theirs, on a phone, isn't shown what they will never do.
    let offers = spec.offers(Verb::Create)
        && (session::may(spec.kind.needs(Verb::List)) || session::may(spec.kind.needs(Verb::Create)));
    offers.then(|| {
        let refused = refused(spec.kind, Verb::Create);
        view! { <LinkUnless refused=refused label=label href=href kind=ButtonKind::Primary icon=Icon::Plus /> }
            .into_any()
    })
}

/// A list from a source of its own; nothing is added from it.
pub(crate) fn from(spec: &'static ListSpec, source: Source) -> AnyView {
    drawn(spec, State::of_address(None), None, source)
}

pub(crate) fn body(spec: &'static ListSpec, fixed: Option<(&'static str, String)>) -> AnyView {
    drawn(
        spec,
        State::of_address(fixed.clone()),
        fixed,
        Source { route: route::record(spec.kind, Verb::List), more: String::new() },
    )
}

fn drawn(spec: &'static ListSpec, state: State, fixed: Option<(&'static str, String)>, source: Source) -> AnyView {
    let prefill = prefill(fixed.as_ref());
    // A spreadsheet is of the record's own route, so a list from elsewhere has none to offer.
    let own = source.more.is_empty();
    let source = StoredValue::new(source);
    let asked = move || source.with_value(|source| source.ask(&state.asked().to_query()));
    let page: Resource<Page<Vec<Value>>> = resource(move || Some(asked())).follow();
    let roomy = RwSignal::new(state::is_roomy());
    let visibility = visibility(spec.kind);
    let seen = |column: &&Column| !is_fixed(column.name, fixed.as_ref()) && visibility.shows(column.name);
    let seen: Vec<&'static Column> = spec.columns.iter().filter(seen).collect();
    let chosen = Columns::of(spec);
    let columns =
        Signal::derive(move || seen.iter().copied().filter(|column| chosen.shows(column)).collect::<Vec<_>>());
    let heads = Signal::derive(move || columns.with(|columns| columns.iter().map(|column| head(column)).collect()));
    let rows = Signal::derive(move || {
        page.value.with(|page| {
            let page = page.as_ref()?;
            let in_days = state.days().is_some();
            let columns = columns.get();
            let drawn = |values: &Vec<Value>| row(spec, &columns, &Drawn { line: Line::of(page, values), in_days });
            let mut rows = page.rows.iter().map(drawn).collect::<Vec<Row>>();
            if let Some(days) = state.days() {
                let at = |values: &Vec<Value>| Line::of(page, values).field(days).as_i64().map(Instant);
                part_into_days(&mut rows, page.rows.iter().map(at));
            }
            Some(rows)
        })
    });
    let sort = Signal::derive(move || {
        state.shown.with(|query| {
            let (key, descending) = query.sorting();
            (!key.is_empty()).then(|| Sort { key: key.to_owned(), descending: descending != falls(spec, key) })
        })
    });
    let on_sort = move |sort: Sort| {
        let sign = if sort.descending == falls(spec, &sort.key) { "" } else { "-" };
        state.change_query(|query| query.sort = [sign, &sort.key].concat());
    };
    let length = Signal::derive(move || page.value.with(|page| page.as_ref().map_or(0, |page| page.rows.len())));
    let shown = RwSignal::new(paging::Shown::default());
    let settle = move || {
        page.value.with_untracked(|page| {
            let Some(page) = page else { return };
            source.with_value(|source| neighbours::note(spec.kind, source, state.asked_untracked(), page));
            shown.set(paging::Shown { at: state.at(), length: page.rows.len(), next: page.next.clone() });
        });
    };
    // An answer is always to what is asked last; one that says the same as the one before is told by the end of the waiting.
    Effect::new(move || {
        page.value.track();
        settle();
    });
    Effect::new(move || {
        if !page.busy.get() && page.problem.with_untracked(Option::is_none) {
            settle();
        }
    });
    let selection =
        Selection::of(spec, state, rows, Callback::new(move |()| page.reload())).filter(|_| own && fixed.is_none());
    let is_selecting = Signal::derive(move || selection.is_some_and(|selection| selection.is_on().get()));
    let leave = move |event: ev::KeyboardEvent| {
        if let Some(selection) = selection.filter(|_| event.key() == "Escape" && is_selecting.get_untracked()) {
            event.prevent_default();
            selection.clear();
        }
    };
    let paging = paging::Paging::new(state, shown.into());
    let nothing = move || nothing(spec, state, prefill.clone());
    let mut filters = state::filters(spec, fixed.as_ref());
    // What is so or isn't is a view of its own, where there are any.
    if state.has_views() {
        filters.retain(|filter| spec.filters.iter().all(|of| of.name != filter.key || !matches!(of.by, By::Flag)));
    }
    view! {
        <FilterBar
            filters=filters
            chosen=state::chosen(spec, state)
            on_change=move |chosen| state.set_filter(spec, chosen)
            unsearched=!spec.kind.is_searched()
            query=Signal::derive(move || state.query.with(|query| query.q.clone()))
            on_query=move |text| state.set_words(text)
            on_clear=move |()| state.clear()
            hidden=is_selecting
        >
            {own.then(|| tools::view(spec, state, roomy, chosen))}
        </FilterBar>
        {selection.map(Selection::bar)}
        {move || match page.problem.with(|problem| problem.as_ref().map(failure)) {
            Some(failure) if page.value.with(Option::is_none) => {
                view! { <ErrorState failure=failure on_retry=move |()| page.reload() /> }.into_any()
            }
            _ => ().into_any(),
        }}
        <div on:keydown=leave hidden=move || page.problem.with(Option::is_some) && page.value.with(Option::is_none)>
            <Table
                label=t(spec.kind.plural())
                columns=heads
                rows=rows
                busy=Signal::derive(move || page.busy.get() && page.value.with(Option::is_some))
                sort=sort
                on_sort=on_sort
                selected=selection.map(|selection| selection.ids)
                roomy=roomy
                empty=ViewFn::from(nothing)
            />
        </div>
        <div hidden=move || length.get() == 0>
            <Pages shown=paging.rows() previous=paging.previous() next=paging.next() />
        </div>
    }
    .into_any()
}

/// Puts the day above the first row of each.
fn part_into_days(rows: &mut [Row], times: impl Iterator<Item = Option<Instant>>) {
    let mut before = None;
    for (row, at) in rows.iter_mut().zip(times) {
        let day = at.and_then(zone::today_at);
        if day.is_some() && day != before {
            row.head = at.map(|at| {
                (date::near_day(at), if date::is_near_day(at) { date::day(at) } else { date::month_day(at) })
            });
        }
        before = day;
    }
}

fn falls(spec: &ListSpec, key: &str) -> bool {
    spec.columns.iter().any(|column| column.name == key && column.falls)
}

/// A list inside a customer's page need not name the customer in every row.
fn is_fixed(column: &str, fixed: Option<&(&'static str, String)>) -> bool {
    fixed.is_some_and(|(filter, _)| {
        column.strip_prefix(filter).is_some_and(|rest| matches!(rest, "" | "_name" | "_number"))
    })
}

fn head(column: &Column) -> table::Column {
    let fit = column.fit.unwrap_or(fit_of(column.kind));
    let mut head = table::Column::new(column.name, t(column.label)).place(column.place).fit(fit);
    if matches!(column.kind, Kind::Whole | Kind::Year | Kind::Money | Kind::Price | Kind::Measure(_)) {
        head = head.number();
    }
    if column.sortable { head.sortable() } else { head }
}

const fn fit_of(kind: Kind) -> Fit {
    match kind {
        Kind::Flag | Kind::Whole | Kind::Year | Kind::Picture | Kind::Pictures => Fit::Small,
        Kind::Code
        | Kind::Phone
        | Kind::Money
        | Kind::Price
        | Kind::Measure(_)
        | Kind::OfFuel(..)
        | Kind::Duration
        | Kind::Date
        | Kind::Choice(_)
        | Kind::State(_)
        | Kind::Stars => Fit::Medium,
        Kind::Instant => Fit::Large,
        _ => Fit::Share,
    }
}

fn row(spec: &ListSpec, columns: &[&'static Column], line: &Drawn) -> Row {
    let id = line.field("id");
    let href = match spec.row {
        Some(leads) => leads(line),
        None => id.as_i64().filter(|_| spec.offers(Verb::Get)).map(|id| nav::record(spec.kind, id)),
    };
    let title = columns.iter().find(|column| column.place == Place::Title);
    Row {
        id: text_of(id),
        name: title.map(|column| text_of(line.field(column.name))).unwrap_or_default(),
        href,
        cells: columns.iter().map(|column| cell(column.kind, column.name, line)).collect(),
        muted: false,
        head: None,
    }
}

fn nothing(spec: &'static ListSpec, state: State, prefill: String) -> AnyView {
    let narrowed = state
        .query
        .with(|query| !query.q.is_empty() || !query.filters.is_empty() || query.archived || !query.cursor.is_empty());
    if narrowed {
        return view! { <EmptyState title=t(words::NOTHING_MATCHES) detail=t(words::NOTHING_MATCHES_DETAIL) icon=Icon::Search /> }.into_any();
    }
    view! {
        <EmptyState title=t(words::NOTHING_YET) detail=t(spec.empty) icon=spec.icon>{new_button(spec, prefill)}</EmptyState>
    }
    .into_any()
}
