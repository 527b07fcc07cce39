//! The kit: everything the apps are made of. One component, one file, one stylesheet (`style/kit/`), every state on
//! `/admin/kit`. No router, no net, no records: links are plain `<a href>`, searches and saves are callbacks.
//!
//! Invariant: nothing here has an inline `style` attribute (the Content-Security-Policy forbids it); sizes that depend on
//! data are SVG attributes, `<progress>`, or set through the CSSOM with `style:name=value`.
//!
//! How props are written: `S<T>` below is `#[prop(into)] Signal<T>` and takes a value, a signal or a closure; words that
//! never change while shown take `&'static str` or `String` (`Oco`); `Cb<T>` takes a closure of one argument (`|()|` for
//! none). `?` marks what may be left out. `reason` stands for `disabled_reason: S<Option<String>>`: why not, or `None`.
//! Components return `AnyView`; tables, facts, menus take data instead of views, so they are compiled once.
//!
//! # Pressing
//! - `Button(label: S<String>, kind?, size?, icon?, icon_only?: bool, busy?: S<bool>, reason?, submit?: bool, on_press?: Cb<()>, pressed?: S<Option<bool>>)`; `Kind::{Primary, Plain, Quiet, Danger}`, `Size::{Small, Normal, Big}`
//! - `LinkUnless(refused: Option<String>, label: String, href: String, kind?, icon)`; `LinkButton(label, href: S<String>, kind?, size?, icon?, external?: bool, download?: String)`
//! - `Menu(items: S<Vec<MenuItem>>, label?: String, icon?, small?: bool)`; `MenuItem::new(label, fn)` / `::link(label, href)` `.icon()` `.danger()` `.disabled(Option<reason>)`
//! - `Tabs(label: String, tabs: S<Vec<Tab>>, current: S<String>)`; `Tab::new(href, label).count(n)`
//!
//! # Fields (a control goes inside a `Field`, which gives it id, help and error)
//! - `Field(label, name?, help?, error?: S<Option<String>>, required?: bool, reason?, wide?: bool, group?: bool) {control}`
//! - `TextInput(value: RwSignal<String>, kind?: TextKind, placeholder?, max_length?: u32, autocomplete?, min?, max?, on_commit?: Cb<()>)`; `TextKind::{Plain, Email, Phone, Password, NewPassword, Colour, Code}`
//! - `TextArea(value, rows = 3, placeholder?, max_length?)`
//! - `DateInput(value, min?: S<String>, max?)` keeps `YYYY-MM-DD`; `DateTimeInput(value, start?: S<String>)` keeps `YYYY-MM-DDTHH:MM`, of an end with its start
//! - `NumberInput(value, places = 3, unit?, placeholder?)` keeps `1234.5`; `DurationInput(value)` keeps minutes
//! - `MoneyInput(value, currency, exponent = 2, finer = 0, one_reading?: bool)` keeps minor units, or parts of them, as digits
//! - `Select(value, options: S<Vec<Choice>>, empty?, on_change?: Cb<String>)`; `Choice::new(id, label).detail(text)`
//! - `Combobox(value: RwSignal<Option<Choice>>, search: Cb<Search>, placeholder?, on_create?: Cb<String>, on_change?: Cb<Option<Choice>>)`; answer with `search.answer(Ok(choices))`
//! - `MultiSelect(value: RwSignal<Vec<String>>, options)`, in a `Field` with `group=true`
//! - `Checkbox(value: RwSignal<bool>, label, on_change?: Cb<bool>)`, `Switch(…)` likewise
//! - `FileDrop(uploads: S<Vec<Upload>>, on_files: Cb<Vec<File>>, on_remove: Cb<String>, accept?, multiple = true)`, `group=true`
//! - `StarInput(value: RwSignal<u8>)`, `group=true`; `Stars(tenths: u32, shown: String)` shows a rating
//!
//! # Forms
//! - `Form(busy: S<bool>, submit_error: S<Option<Failure>>, submit, on_submit: Cb<()>, on_cancel?: Cb<()>, errors?: S<Vec<FieldError>>, dirty?: S<bool>, reason?, danger?: bool, big?: bool, extra?: ViewFn) {sections}`
//! - `FormAnchors(titles)`, `FormMore(label, open: S<bool>) {fields}`: of a long form
//! - `FormSection(title?, help?) {fields}`; `FieldError { name, label, message }`
//! - `unsaved::guard(dirty)`, `unsaved::then(go)`, `unsaved::is_unsaved()`: what a hand-written form needs to keep its text
//!
//! # Lists
//! - `Table(label: String, columns: S<Vec<Column>>, rows: S<Option<Vec<Row>>>, busy?: S<bool>, sort?: S<Option<Sort>>, on_sort?: Cb<Sort>, selected?: RwSignal<Vec<String>>, roomy?: S<bool>, empty?: ViewFn, expected = 8)`; `Column::new(key, title).place(Place::{Title, State, Fact, Wide}).number().sortable()`, `Row { id, name, href, cells, muted }`
//! - `Cell::{Empty, Text, Number, Two, Badge, Exact, Link, Yes, Stars, View}`, `Cell::text(s)`
//! - `FilterBar(filters: S<Vec<Filter>>, chosen: S<Vec<Chosen>>, on_change: Cb<Chosen>, query: S<String>, on_query: Cb<String>, on_clear?: Cb<()>) {end}`; `FilterKind::{OneOf, AnyOf, Dates, Search}`
//! - `Pages(shown: S<String>, previous: S<Option<String>>, next: S<Option<String>>)`, hrefs
//! - `EmptyState(title, detail?, icon?) {actions}`; `ErrorState(failure: Failure, on_retry?: Cb<()>)`; `ErrorNote(failure: S<Option<Failure>>)`; `Failure { title, detail, request_id }`
//! - `LoadingLine(active: S<bool>)`, `ProgressBar(label, percent: S<Option<u8>>)`, `Skeleton(lines = 3)`
//!
//! # Records
//! - `PageHeader(title: S<String>, subtitle?: S<Option<String>>, up?: (href, name), state?: ViewFn) {actions}`; `Card(title, actions?: ViewFn, flush?: bool) {body}`
//! - `Facts(facts: S<Vec<Fact>>)`, `Fact::new(label, Cell)`; `Stat(label, value: S<Option<String>>, note?: S<Option<String>>, tone?: S<Tone>, href?: String, act?)`
//! - `Badge(label: S<String>, tone?: S<Tone>, icon?)`; `Chip(label: String, tone?, href?: String, on_remove?: Cb<()>)`; `Note(tone?) {text}`; `Tone`: of messages `{Neutral, Accent, Good, Warn, Bad, Info}`, else of states, each with its sign
//! - `Timeline(events: S<Vec<TimelineEvent>>)`; `History(entries: S<Vec<HistoryEntry>>)`
//!
//! # Above the page
//! - `Dialog(open: RwSignal<bool>, title: S<String>, kind?: DialogKind, may_close?: Cb<(), bool>, on_close?: Cb<()>) {content}`; `DialogKind::{Centre, Wide, Side, Top}`, `Side` is the side panel
//! - `confirm::ask(Ask::new(title, consequence, action, on_yes).danger().dismiss(label))`; `Confirms()` once at the root
//! - `toast::{good, info, bad}(text)`, `toast::undo(text, on_undo)`, `toast::offering(text, label, on_press)`; `Toasts()` once at the root
//! - `Palette(open: RwSignal<bool>, query: RwSignal<String>, commands: S<Vec<Command>>, busy?: S<bool>, on_pick: Cb<String>)`
//! - `OfflineBanner(unreachable?: S<bool>)`, part of the shells
//!
//! # Charts and calendars
//! - `BarChart(label: String, labels: S<Vec<String>>, series: S<Vec<Series>>, format: Callback<i64, String>)`, `LineChart(…)` likewise; `Donut(label: String, slices: S<Vec<Slice>>, format)`
//! - `Board(label: String, window: S<Span>, ticks: S<Vec<Tick>>, lines: S<Vec<Line>>, bars: S<Vec<Bar>>, waiting?: S<Vec<Waiting>>, now?: S<Option<i64>>, snap = 15 min, on_open: Cb<String>, on_create?: Cb<Placement>, on_move?: Cb<(String, Placement)>, on_assign?: Cb<(String, String)>, in_words: Callback<Placement, String>)`
//! - `Week(label: String, days: S<Vec<Day>>, ticks: S<Vec<Tick>>, bars: S<Vec<Bar>>, now?, on_open: Cb<String>, nothing: String)`
//!
//! # Frames
//! - `StaffShell(brand: S<String>, home, nav: S<Vec<NavArea>>, bottom: S<Vec<NavLink>>, current: S<String>, on_search: Cb<()>, tools: ViewFn, unreachable?: S<bool>) {page}`
//! - `PortalShell(brand, home, links: S<Vec<NavLink>>, current, tools?: ViewFn, unreachable?) {page}`; `SignInShell(brand) {box}`; `NavLink::new(href, label).icon()`
//! - Arrangements without a component (`style/layout.css`): `.actions` a row of buttons (`data-at="end"`), `.stack` things below one another (`data-gap="small"`), `.tiles` equal cards (`data-size="large"`), `.split` a record and its side, `.reading` 72 characters, `.cards` cards of unequal height in columns, `.paper` what is printed, `.screen-only` what is not.

pub mod badge;
pub mod button;
pub mod cell;
pub mod chart;
pub mod check;
pub mod choice;
pub mod combobox;
pub mod confirm;
pub mod date;
pub mod dialog;
pub mod empty;
pub mod facts;
pub mod failure;
pub mod field;
pub mod file_drop;
pub mod filters;
pub mod form;
pub mod heading;
pub mod history;
pub mod icon;
pub mod input;
pub mod menu;
pub mod multi_select;
pub mod note;
pub mod number;
pub mod offline;
pub mod pages;
pub mod palette;
pub mod progress;
pub mod schedule;
pub mod select;
pub mod shell;
pub mod stars;
pub mod stat;
pub mod steps;
pub mod table;
pub mod tabs;
pub mod timeline;
pub mod toast;
pub mod tone;
pub mod unsaved;

mod anchor;
mod calendar;
pub(crate) mod id;
pub(crate) mod numeral;
mod popup;
mod tip;
mod words;

/// Scrolls no further than it takes.
fn bring_into_sight(element: &web_sys::Element) {
    let nearest = web_sys::ScrollIntoViewOptions::new();
    nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&nearest);
}
