//! A list's state is the address's query string; everything here reads it or goes to another one.

use domain::list::{By, Filter, ListQuery};
use leptos::prelude::*;

use super::super::rights::visibility;
use super::super::{names, picker};
use super::period;
use crate::nav;
use crate::records::spec::list::{ListSpec, View, Views};
use crate::session;
use crate::text::{records as words, t};
use crate::ui::choice::Choice;
use crate::ui::filters::{self as ui, Chosen, FilterKind};

/// The address's parameter that says which row of the list its page begins with. Only the app reads it.
const ROW: &str = "row";

/// Which of the list's views is shown. Only the app reads it.
const VIEW: &str = "view";

/// What an address says of a list.
#[derive(Clone, Default, PartialEq)]
pub(super) struct At {
    pub query: ListQuery,
    /// The view that it names.
    pub view: Option<String>,
    /// Beside a cursor: the row it leads to.
    pub row: Option<usize>,
}

impl At {
    fn read(search: &str) -> Self {
        let mut query = nav::list_query(search);
        let row = query.filters.remove(ROW).and_then(|row| row.parse().ok());
        let view = query.filters.remove(VIEW);
        Self { query, view, row }
    }

    /// Counted from 1.
    pub fn first_row(&self) -> Option<usize> {
        if self.query.cursor.is_empty() { Some(1) } else { self.row }
    }
}

#[derive(Clone, Copy)]
pub(super) struct State {
    /// What the address says.
    pub query: Memo<ListQuery>,
    /// The same with what the view asks for.
    pub shown: Memo<ListQuery>,
    views: Option<(&'static ListSpec, &'static Views)>,
    at: Memo<At>,
    path: Memo<String>,
    fixed: StoredValue<Option<(&'static str, String)>>,
}

impl State {
    pub fn of_address(fixed: Option<(&'static str, String)>) -> Self {
        let search = nav::query();
        let at = Memo::new(move |_| search.with(|search| At::read(search)));
        let query = Memo::new(move |_| at.with(|at| at.query.clone()));
        Self { query, shown: query, views: None, at, path: nav::path(), fixed: StoredValue::new(fixed) }
    }

    /// Whose address names a view.
    pub fn in_views(self, spec: &'static ListSpec, views: &'static Views) -> Self {
        let state = Self { views: Some((spec, views)), ..self };
        let shown = Memo::new(move |_| {
            let mut query = state.query.get();
            if let Some(view) = state.view() {
                let mut asked = ListQuery::default();
                (view.asks)(&mut asked);
                for (name, value) in asked.filters {
                    query.filters.entry(name).or_insert(value);
                }
                if query.sort.is_empty() {
                    query.sort = asked.sort;
                }
            }
            query
        });
        Self { shown, ..state }
    }

    /// The view that is shown: the address's, else the one they chose last where nothing else is asked for.
    pub fn view(self) -> Option<&'static View> {
        let (spec, views) = self.views?;
        let called = |code: &str| views.all.iter().find(|view| view.code == code);
        self.at.with(|at| match &at.view {
            Some(view) => called(view),
            None if at.query == ListQuery::default() => {
                kept_view(spec).and_then(|code| called(&code)).or_else(|| called(views.first))
            }
            None => None,
        })
    }

    pub const fn has_views(self) -> bool {
        self.views.is_some()
    }

    /// The column whose days part the rows, while they are in its order.
    pub fn days(self) -> Option<&'static str> {
        let (_, views) = self.views?;
        self.shown.with(|query| (query.sorting().0 == views.days).then_some(views.days))
    }

    pub fn address_of_view(self, view: &View) -> String {
        [self.path.get_untracked().as_str(), "?", VIEW, "=", view.code].concat()
    }

    /// What is asked of the edge: the address's state, narrowed to the record whose page this is.
    pub fn asked(self) -> ListQuery {
        self.shown.track();
        self.asked_untracked()
    }

    /// The same, without following it.
    pub fn asked_untracked(self) -> ListQuery {
        let mut query = self.shown.get_untracked();
        if let Some((name, value)) = self.fixed.get_value() {
            query.filters.insert(name.to_owned(), value);
        }
        query
    }

    /// What the address says now.
    pub fn at(self) -> At {
        self.at.get_untracked()
    }

    pub fn address_of(self, at: &At) -> String {
        let address = self.address(&at.query);
        match at.row.filter(|_| !at.query.cursor.is_empty()) {
            Some(row) => [address.as_str(), "&", ROW, "=", &row.to_string()].concat(),
            None => address,
        }
    }

    pub fn address(self, query: &ListQuery) -> String {
        let mut query = query.clone();
        if let Some(view) = untrack(|| self.view()) {
            query.filters.insert(VIEW.to_owned(), view.code.to_owned());
        }
        let text = query.to_query();
        let path = self.path.get_untracked();
        if text.is_empty() { path } else { [path.as_str(), "?", &text].concat() }
    }

    /// The present state with a change; always from the first page.
    fn changed(self, change: impl FnOnce(&mut ListQuery)) -> String {
        let mut query = self.query.get_untracked();
        query.cursor.clear();
        change(&mut query);
        self.address(&query)
    }

    pub fn change_query(self, change: impl FnOnce(&mut ListQuery)) {
        nav::replace_query(&self.changed(change));
    }

    pub fn set_words(self, text: String) {
        // Back leads past the letters of a search.
        nav::replace(&self.changed(|query| query.q = text));
    }

    pub fn set_filter(self, spec: &'static ListSpec, chosen: Chosen) {
        let by = spec.filters.iter().find(|filter| filter.name == chosen.key).map(|filter| filter.by);
        self.change_query(|query| {
            if let Some(by @ (By::Dates | By::Days)) = by {
                return period::set(query, by, &chosen.value);
            }
            if chosen.value.is_empty() {
                query.filters.remove(&chosen.key);
            } else {
                query.filters.insert(chosen.key, chosen.value);
            }
        });
    }

    pub fn clear(self) {
        self.change_query(|query| query.filters.clear());
    }
}

pub(super) fn filters(spec: &'static ListSpec, fixed: Option<&(&'static str, String)>) -> Vec<ui::Filter> {
    let visibility = visibility(spec.kind);
    let open = |filter: &&Filter| fixed.is_none_or(|(name, _)| *name != filter.name) && visibility.shows(filter.name);
    let offered = spec.filters.iter().filter(open);
    offered.map(|filter| ui::Filter { key: filter.name, label: t(filter.label), kind: kind(filter) }).collect()
}

fn kind(filter: &Filter) -> FilterKind {
    let listed = |choices: domain::choice::Choices| {
        choices().into_iter().map(|(code, label)| Choice::new(code, t(label))).collect()
    };
    match filter.by {
        By::OneOf(choices) => FilterKind::OneOf(listed(choices)),
        By::AnyOf(choices) => FilterKind::AnyOf(listed(choices)),
        By::Record(kind) => FilterKind::Search(picker::search(kind)),
        By::Dates | By::Days => FilterKind::Dates,
        By::Flag => FilterKind::OneOf(vec![Choice::new("true", t(words::YES)), Choice::new("false", t(words::NO))]),
    }
}

/// The filters that are set; those by record show its name.
pub(super) fn chosen(spec: &'static ListSpec, state: State) -> Signal<Vec<Chosen>> {
    Signal::derive(move || {
        let query = state.query.get();
        let set = spec.filters.iter().filter_map(|filter| {
            let value = match filter.by {
                by @ (By::Dates | By::Days) => period::range_of(&query, by)?,
                _ => query.filters.get(filter.name)?.clone(),
            };
            let shown = match filter.by {
                By::Dates | By::Days => period::shown(&value),
                By::Record(kind) => value.parse().map(|id| names::name(kind, id).get()).unwrap_or_default(),
                _ => String::new(),
            };
            Some(Chosen { key: filter.name.to_owned(), value, shown })
        });
        set.collect()
    })
}

fn view_of(spec: &ListSpec) -> String {
    ["view:", spec.kind.collection()].concat()
}

fn kept_view(spec: &ListSpec) -> Option<String> {
    session::preference(&view_of(spec))
}

pub(super) fn keep_view(spec: &ListSpec, view: &View) {
    session::prefer(view_of(spec), view.code.to_owned());
}

const DENSITY: &str = "density";

pub(super) fn is_roomy() -> bool {
    session::preference(DENSITY).as_deref() == Some("roomy")
}

pub(super) fn keep_density(roomy: bool) {
    let density = if roomy { "roomy" } else { "dense" };
    session::prefer(DENSITY.to_owned(), density.to_owned());
}
