//! A table of records. Columns and rows are data, so one compiled body draws every table.
//!
//! `rows` is `None` until the first answer (skeleton rows); afterwards old rows stay while new ones load (`busy`). In a
//! narrow container every row becomes a card: title, state, two facts (see [`Place`]).

use super::cell::Cell;
use super::icon::Icon;
use super::progress::LoadingLine;
use super::tip::Tip;
use super::words;
use crate::text::t;
use leptos::{ev, html, prelude::*};
use web_sys::{Element, HtmlElement, wasm_bindgen::JsCast};

/// Where a column goes when rows become cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    Title,
    State,
    #[default]
    Fact,
    /// Only in a table.
    Table,
    /// Only in the wide table.
    Wide,
    /// Only in a table with room for everything.
    Widest,
}

/// How wide a column is: as what stands in it needs, or its share of what is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    #[default]
    Share,
    /// A number's last digits.
    Tiny,
    /// A year, a count, a flag.
    Small,
    /// A date, a state, an amount, a telephone number.
    Medium,
    /// A moment, a span.
    Large,
}

impl Fit {
    const fn name(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Tiny => "tiny",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Column {
    /// The name the server sorts by.
    pub key: &'static str,
    pub title: &'static str,
    pub place: Place,
    pub number: bool,
    pub sortable: bool,
    pub fit: Fit,
}

impl Column {
    pub const fn new(key: &'static str, title: &'static str) -> Self {
        Self { key, title, place: Place::Fact, number: false, sortable: false, fit: Fit::Share }
    }

    #[must_use]
    pub const fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    #[must_use]
    pub const fn fit(mut self, fit: Fit) -> Self {
        self.fit = fit;
        self
    }

    /// Right-aligned, tabular figures.
    #[must_use]
    pub const fn number(mut self) -> Self {
        self.number = true;
        self
    }

    #[must_use]
    pub const fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    fn place_name(&self) -> &'static str {
        match self.place {
            Place::Title => "title",
            Place::State => "state",
            Place::Fact => "fact",
            Place::Table => "table",
            Place::Wide => "wide",
            Place::Widest => "widest",
        }
    }
}

#[derive(Clone, Default)]
pub struct Row {
    pub id: String,
    /// Names the row for its checkbox.
    pub name: String,
    /// Where the whole row leads.
    pub href: Option<String>,
    /// One per column.
    pub cells: Vec<Cell>,
    /// Greyed, e.g. archived.
    pub muted: bool,
    /// Stands above it, over all columns: where a new day begins.
    pub head: Option<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    pub key: String,
    pub descending: bool,
}

#[component]
pub fn Table(
    /// Says what is listed, for screen readers.
    #[prop(into)]
    label: String,
    #[prop(into)] columns: Signal<Vec<Column>>,
    #[prop(into)] rows: Signal<Option<Vec<Row>>>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] sort: Signal<Option<Sort>>,
    #[prop(optional, into)] on_sort: Option<Callback<Sort>>,
    /// Ids of picked rows; without it there are no checkboxes.
    #[prop(optional_no_strip)]
    selected: Option<RwSignal<Vec<String>>>,
    /// Rows with room for a second line.
    #[prop(optional, into)]
    roomy: Signal<bool>,
    /// Stands where the rows would, when there are none.
    #[prop(optional, into)]
    empty: ViewFn,
    /// Skeleton rows to show while `rows` is `None`.
    #[prop(default = 8)]
    expected: usize,
) -> AnyView {
    let node = NodeRef::<html::Table>::new();
    let ticks = selected.map(|ids| Ticks { ids, rows, last: StoredValue::new(None) });
    let cut = RwSignal::new(None::<String>);
    let tip = Tip::new(cut.into());
    let reached = move |event: ev::FocusEvent| {
        let target = event.target();
        cut.set(target.clone().and_then(|target| what_is_cut(&target.dyn_into().ok()?)));
        tip.show(target);
    };
    let heads = move || columns.get().into_iter().map(|column| head(column, sort, on_sort)).collect_view();
    let body = move || match rows.get() {
        None => skeleton(columns.with(Vec::len) + usize::from(selected.is_some()), expected),
        Some(list) => {
            columns.with(|columns| list.into_iter().map(|row| one(row, columns, ticks)).collect_view().into_any())
        }
    };
    let nothing = move || rows.with(|rows| rows.as_ref().is_some_and(Vec::is_empty));
    view! {
        <div class="table-frame" data-roomy=move || roomy.get().then_some("true")>
            <LoadingLine active=busy />
            <table
                class="table"
                role="table"
                aria-label=label
                aria-busy=move || rows.with(Option::is_none).then_some("true")
                on:keydown=move |e| {
                    tip.key(&e);
                    step(node, &e);
                }
                on:focusin=reached
                on:focusout=move |_| tip.hide()
                node_ref=node
                hidden=nothing
            >
                <thead role="rowgroup">
                    <tr role="row">
                        {selected.map(|selected| all_box(rows, selected))}
                        {heads}
                    </tr>
                </thead>
                <tbody role="rowgroup">{body}</tbody>
            </table>
            {tip.view()}
            {move || nothing().then(|| empty.run())}
        </div>
    }
    .into_any()
}

fn head(column: Column, sort: Signal<Option<Sort>>, on_sort: Option<Callback<Sort>>) -> AnyView {
    let key = column.key;
    let state = move || sort.with(|sort| sort.as_ref().filter(|sort| sort.key == key).map(|sort| sort.descending));
    let inner = match on_sort.filter(|_| column.sortable) {
        None => column.title.into_any(),
        Some(on_sort) => {
            let press = move |_| on_sort.run(Sort { key: key.to_owned(), descending: state() == Some(false) });
            let icon = move || match state() {
                None => Icon::Sort.view(),
                Some(false) => Icon::ArrowUp.view(),
                Some(true) => Icon::ArrowDown.view(),
            };
            view! { <button type="button" class="table-sort" on:click=press>{column.title}{icon}</button> }.into_any()
        }
    };
    let order = move || state().map(|descending| if descending { "descending" } else { "ascending" });
    view! {
        <th role="columnheader" scope="col" data-place=column.place_name() data-number=column.number data-fit=column.fit.name() title=column.title aria-sort=order>
            {inner}
        </th>
    }
    .into_any()
}

/// The picked rows of a table.
#[derive(Clone, Copy)]
struct Ticks {
    ids: RwSignal<Vec<String>>,
    rows: Signal<Option<Vec<Row>>>,
    /// The one that was ticked last, from which Shift reaches.
    last: StoredValue<Option<String>>,
}

impl Ticks {
    /// Picks a row or lets it go; `reaching` all from the one ticked last to it.
    fn tick(self, id: &str, on: bool, reaching: bool) {
        let reached = self.rows.with_untracked(|rows| {
            let place = |id: &str| rows.iter().flatten().position(|row| row.id == id);
            let from = self.last.get_value().filter(|_| reaching).and_then(|last| place(&last));
            let (from, to) = (from.or_else(|| place(id)), place(id));
            let (Some(from), Some(to)) = (from, to) else { return Vec::new() };
            let span = from.min(to)..=from.max(to);
            rows.iter().flatten().skip(*span.start()).take(span.count()).map(|row| row.id.clone()).collect()
        });
        self.last.set_value(Some(id.to_owned()));
        self.ids.update(|ids| {
            ids.retain(|id| !reached.contains(id));
            if on {
                ids.extend(reached);
            }
        });
    }
}

fn one(row: Row, columns: &[Column], selected: Option<Ticks>) -> AnyView {
    let Row { id, name, href, cells, muted, head } = row;
    // A head over columns that a narrow window leaves out would bring them back as empty ones.
    let is_always = |column: &&Column| !matches!(column.place, Place::Wide | Place::Widest);
    let span = (columns.iter().filter(is_always).count() + usize::from(selected.is_some())).to_string();
    let head = head.map(|(what, more)| {
        view! {
            <tr role="row" class="table-day">
                <th role="rowheader" scope="rowgroup" colspan=span>{what}" "<span class="table-day-more">{more}</span></th>
            </tr>
        }
    });
    let mut href = href;
    // The link wraps the title cell and is stretched over the row by its stylesheet.
    let titled = columns.iter().position(|c| c.place == Place::Title).unwrap_or(0);
    let cells = cells
        .into_iter()
        .zip(columns)
        .enumerate()
        .map(|(at, (cell, column))| {
            let (short, whole) = (cell.short(), cell.whole());
            let inner = match (at == titled).then(|| href.take()).flatten() {
                Some(href) => view! { <a class="row-link" href=href>{cell.view()}</a> }.into_any(),
                None => cell.view(),
            };
            view! {
                <td role="cell" data-place=column.place_name() data-number=column.number data-short=short data-label=column.title title=whole>
                    {inner}
                </td>
            }
        })
        .collect_view();
    let (marked, shown) = (id.clone(), id.clone());
    let tick = selected.map(|selected| {
        let press = move |event: ev::MouseEvent| {
            let reaching = event.shift_key();
            selected.tick(&id, event_target_checked(&event), reaching);
        };
        view! {
            <td role="cell" class="table-tick">
                <input
                    type="checkbox"
                    aria-label=t(words::SELECT_ROW).replace("{thing}", &name)
                    prop:checked=move || selected.ids.with(|all| all.contains(&shown))
                    on:click=press
                />
            </td>
        }
    });
    let is_marked = move || selected.is_some_and(|s| s.ids.with(|all| all.contains(&marked))).then_some("true");
    view! { {head}<tr role="row" data-muted=muted data-selected=is_marked>{tick}{cells}</tr> }.into_any()
}

fn all_box(rows: Signal<Option<Vec<Row>>>, selected: RwSignal<Vec<String>>) -> AnyView {
    let count = move || rows.with(|rows| rows.as_ref().map_or(0, Vec::len));
    let all = move || count() > 0 && selected.with(Vec::len) == count();
    let change = move |event| {
        let ids = if event_target_checked(&event) {
            rows.with_untracked(|rows| rows.iter().flatten().map(|row| row.id.clone()).collect())
        } else {
            Vec::new()
        };
        selected.set(ids);
    };
    view! {
        <th role="columnheader" scope="col" class="table-tick">
            <input
                type="checkbox"
                aria-label=t(words::SELECT_ALL)
                prop:checked=all
                prop:indeterminate=move || !all() && selected.with(|all| !all.is_empty())
                on:change=change
            />
        </th>
    }
    .into_any()
}

fn skeleton(columns: usize, rows: usize) -> AnyView {
    (0..rows)
        .map(|_| {
            let cells =
                (0..columns).map(|_| view! { <td role="cell"><span class="skeleton"></span></td> }).collect_view();
            view! { <tr role="row" class="table-skeleton">{cells}</tr> }
        })
        .collect_view()
        .into_any()
}

/// What a row's cells have no room for, when its link is reached by keyboard: who points at a cell has its title.
fn what_is_cut(link: &Element) -> Option<String> {
    if !link.matches(".row-link:focus-visible").ok()? {
        return None;
    }
    let cells = link.closest("tr").ok()??.query_selector_all("td").ok()?;
    let is_cut = |of: &Element| of.scroll_width() > of.client_width();
    let whole = |cell: Element| {
        let inner = cell.query_selector(".cell-two, .row-link, .thumbed span").ok().flatten();
        let cut = is_cut(&cell) || inner.is_some_and(|inner| is_cut(&inner));
        cut.then(|| cell.get_attribute("title").filter(|title| !title.is_empty()).or_else(|| cell.text_content()))
            .flatten()
            .filter(|text| !text.trim().is_empty())
    };
    let cells = (0..cells.length()).filter_map(|at| cells.get(at)?.dyn_into::<Element>().ok());
    let all: Vec<String> = cells.filter_map(whole).collect();
    (!all.is_empty()).then(|| all.join(" · "))
}

/// j and k (and the arrows) go from row to row.
fn step(table: NodeRef<html::Table>, event: &ev::KeyboardEvent) {
    let forward = match event.key().as_str() {
        "j" | "ArrowDown" => true,
        "k" | "ArrowUp" => false,
        _ => return,
    };
    let Some(list) = table.get_untracked().and_then(|table| table.query_selector_all(".row-link").ok()) else { return };
    let links: Vec<HtmlElement> = (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let Some(at) = links.iter().position(|link| active.as_ref().is_some_and(|a| a.is_same_node(Some(link)))) else {
        return;
    };
    let next = if forward { at + 1 } else { at.wrapping_sub(1) };
    if let Some(link) = links.get(next) {
        event.prevent_default();
        let _ = link.focus();
    }
}
