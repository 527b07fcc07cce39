//! What fields of a day or a time have beyond their box: how they are read, and the calendar that opens beside them, a month
//! as a grid and the quarters of the hour.
//!
//! It is a part of its own, which `date` fetches. By keyboard it is the ARIA date picker dialog: arrows go by days and weeks,
//! Home and End within the week, Page Up and Down by months, with Shift by years; Enter chooses; Esc closes.
//!
//! Its stylesheet comes with it, so that nobody fetches the look of what they don't open.
//!
//! Invariant: cells are never taken away while it is open, so focus isn't lost.

mod moment;
mod reading;

use domain::time::{Date, Datelike, Days, HOUR, MINUTE, read_date, week_of};
use js_sys::{Array, Function, Reflect};
use leptos::{ev, html, prelude::*};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::date::{Asked, Calendar, Told};
use super::icon::Icon;
use super::{bring_into_sight, id, words};
use crate::text::{amount, date, t, zone};
use moment::{Wall, show_time};
use reading::reader;

pub(super) static CALENDAR: Calendar = Calendar { read: reading::read, view };

/// Minutes between the times that are offered, and how many rows there are of weeks.
const STEP: u32 = 15;
const WEEKS: i64 = 6;

#[derive(Clone, Copy)]
struct State {
    timed: bool,
    start: Option<Wall>,
    bounds: (Option<Date>, Option<Date>),
    told: Told,
    today: Date,
    chosen: RwSignal<Option<Date>>,
    minute: RwSignal<Option<u32>>,
    /// The day that has the focus, or will have it; its month is shown.
    at: RwSignal<Date>,
    /// The time that the list's keys have come to.
    active: RwSignal<u32>,
    grid: NodeRef<html::Tbody>,
    list: NodeRef<html::Ul>,
    root: NodeRef<html::Div>,
}

impl State {
    fn is_open(self, day: Date) -> bool {
        let (min, max) = self.bounds;
        min.is_none_or(|min| day >= min) && max.is_none_or(|max| day <= max)
    }

    /// The times that may be chosen: of an end on its first day those after the start.
    fn times(self) -> Vec<u32> {
        let after = self.start.filter(|start| self.chosen.get() == Some(start.day)).map(|start| start.minute);
        (0..24 * 60).step_by(STEP as usize).filter(|minute| after.is_none_or(|after| *minute > after)).collect()
    }

    /// Shows a day, with the focus on it if `focus`.
    fn go(self, day: Option<Date>, focus: bool) {
        let Some(day) = day else { return };
        self.at.set(day);
        if focus {
            self.focus_day();
        }
    }

    fn focus_day(self) {
        request_animation_frame(move || {
            let grid = self.grid.try_get_untracked().flatten();
            focus(grid.and_then(|grid| grid.query_selector("[tabindex='0']").ok().flatten()));
        });
    }

    fn pick_day(self, day: Date) {
        if !self.is_open(day) {
            return;
        }
        self.at.set(day);
        self.chosen.set(Some(day));
        if !self.timed {
            self.told.choose.run(day.to_string());
            return self.told.close.run(());
        }
        if let Some(minute) = self.minute.get_untracked() {
            self.told.choose.run(Wall { day, minute }.kept());
        }
        request_animation_frame(move || focus(self.list.try_get_untracked().flatten().map(Into::into)));
    }

    fn pick_time(self, minute: u32) {
        self.minute.set(Some(minute));
        let day = self.chosen.get_untracked().unwrap_or_else(|| self.at.get_untracked());
        self.told.choose.run(Wall { day, minute }.kept());
        self.told.close.run(());
    }

    fn grid_key(self, event: &ev::KeyboardEvent) {
        let at = self.at.get_untracked();
        let days = |days: i64| moved(at, days);
        let weekday = at.signed_duration_since(week_of(at)).num_days();
        let months = if event.shift_key() { 12 } else { 1 };
        let to = match event.key().as_str() {
            "ArrowLeft" => days(-1),
            "ArrowRight" => days(1),
            "ArrowUp" => days(-7),
            "ArrowDown" => days(7),
            "Home" => days(-weekday),
            "End" => days(6 - weekday),
            "PageUp" => in_months(at, -months),
            "PageDown" => in_months(at, months),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        self.go(to, true);
    }

    fn list_key(self, event: &ev::KeyboardEvent) {
        let times = untrack(|| self.times());
        let active = self.active.get_untracked();
        let at = times.iter().position(|time| *time >= active).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowDown" => at + 1,
            "ArrowUp" => at.saturating_sub(1),
            "PageDown" => at + 4,
            "PageUp" => at.saturating_sub(4),
            "Home" => 0,
            "End" => times.len(),
            "Enter" | " " => {
                event.prevent_default();
                event.stop_propagation();
                return if let Some(minute) = times.get(at) {
                    self.pick_time(*minute)
                };
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(minute) = times.get(to.min(times.len().saturating_sub(1))) {
            self.active.set(*minute);
            self.show_active();
        }
    }

    fn show_active(self) {
        request_animation_frame(move || {
            let list = self.list.try_get_untracked().flatten();
            if let Some(option) = list.and_then(|list| list.query_selector("[data-active]").ok().flatten()) {
                bring_into_sight(&option);
            }
        });
    }

    /// Tab stays inside.
    fn tab(self, event: &ev::KeyboardEvent) {
        if event.key() != "Tab" {
            return;
        }
        let stops =
            self.root.get_untracked().and_then(|root| root.query_selector_all("[tabindex='0'],[data-stop]").ok());
        let Some(stops) = stops else { return };
        let here = document().active_element();
        let at =
            (0..stops.length()).find(|at| here.as_ref().is_some_and(|here| here.is_same_node(stops.get(*at).as_ref())));
        let last = stops.length().saturating_sub(1);
        let to = match (event.shift_key(), at) {
            (true, Some(0) | None) => last,
            (false, Some(at)) if at == last => 0,
            _ => return,
        };
        event.prevent_default();
        focus(stops.get(to).and_then(|stop| stop.dyn_into().ok()));
    }
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

fn moved(day: Date, days: i64) -> Option<Date> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) }
}

/// The same day so many months away, or the last before it that the month has.
fn in_months(day: Date, months: i32) -> Option<Date> {
    let all = day.year() * 12 + i32::try_from(day.month0()).ok()? + months;
    let month = u32::try_from(all.rem_euclid(12)).ok()? + 1;
    (28..=day.day()).rev().chain([day.day()]).find_map(|day| Date::from_ymd_opt(all.div_euclid(12), month, day))
}

fn first_of(day: Date) -> Date {
    Date::from_ymd_opt(day.year(), day.month(), 1).unwrap_or(day)
}

/// Puts the calendar's stylesheet on the page, once.
fn style_page() {
    thread_local! {
        static STYLED: Cell<bool> = const { Cell::new(false) };
    }
    let add = || {
        let class: Function = Reflect::get(&js_sys::global(), &"CSSStyleSheet".into())?.dyn_into()?;
        let sheet = Reflect::construct(&class, &Array::new())?;
        let replace: Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
        replace.call1(&sheet, &include_str!("../../../style/kit/calendar.css").into())?;
        let sheets: Array = Reflect::get(&document(), &"adoptedStyleSheets".into())?.dyn_into()?;
        sheets.push(&sheet);
        Ok::<(), JsValue>(())
    };
    if !STYLED.replace(true) && add().is_err() {
        leptos::logging::error!("the calendar has no look");
    }
}

fn cell(state: State, first: Memo<Date>, place: i64) -> AnyView {
    let day = move || moved(first.get(), place).unwrap_or(state.today);
    let is_chosen = move || state.chosen.get() == Some(day());
    view! {
        <td role="gridcell" aria-selected=move || if is_chosen() { "true" } else { "false" }>
            <button
                type="button"
                class="calendar-day"
                tabindex=move || if state.at.get() == day() { "0" } else { "-1" }
                aria-label=move || date::whole_day(day())
                aria-current=move || (day() == state.today).then_some("date")
                aria-disabled=move || (!state.is_open(day())).then_some("true")
                data-outside=move || day().month() != state.at.get().month()
                on:click=move |_| state.pick_day(day())
            >
                {move || day().day()}
            </button>
        </td>
    }
    .into_any()
}

fn month(state: State) -> AnyView {
    let first = Memo::new(move |_| week_of(first_of(state.at.get())));
    let title = id::unique("month");
    let names = move |place: i64| {
        let day = moved(first.get_untracked(), place).unwrap_or(state.today);
        let (short, long) = date::weekday(day);
        view! { <th scope="col" abbr=long>{short}</th> }
    };
    let week = move |week: i64| {
        view! { <tr>{(0..7).map(|day| cell(state, first, week * 7 + day)).collect_view()}</tr> }
    };
    let turn = move |months: i32, label, icon: Icon| {
        view! {
            <button
                type="button"
                class="calendar-turn"
                data-stop
                aria-label=label
                on:click=move |_| state.go(in_months(state.at.get_untracked(), months), false)
            >
                {icon.view()}
            </button>
        }
    };
    view! {
        <div class="calendar-month">
            <div class="calendar-head">
                {turn(-1, t(words::PREVIOUS_MONTH), Icon::Left)}
                <span class="calendar-title" id=title.clone() aria-live="polite">{move || date::whole_month(state.at.get())}</span>
                {turn(1, t(words::NEXT_MONTH), Icon::Right)}
            </div>
            <table class="calendar-grid" role="grid" aria-labelledby=title>
                <thead><tr>{(0..7).map(names).collect_view()}</tr></thead>
                <tbody on:keydown=move |event| state.grid_key(&event) node_ref=state.grid>
                    {(0..WEEKS).map(week).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn times(state: State) -> AnyView {
    let list = id::unique("times");
    let prefix = list.clone();
    let option = move |minute: u32| {
        let is_active = move || state.active.get() == minute;
        // How long it then lasts, of an end.
        let length = state.start.zip(state.chosen.get()).map(|(start, day)| {
            let days = day.signed_duration_since(start.day).num_days();
            days * 24 * HOUR + (i64::from(minute) - i64::from(start.minute)) * MINUTE
        });
        let length = length.filter(|length| (1..24 * HOUR).contains(length)).map(amount::duration);
        view! {
            <li
                role="option"
                class="calendar-time"
                id=[prefix.as_str(), &minute.to_string()].concat()
                aria-selected=move || if state.minute.get() == Some(minute) { "true" } else { "false" }
                data-active=move || is_active().then_some("true")
                on:click=move |_| state.pick_time(minute)
            >
                <span>{show_time(minute)}</span>
                {length.map(|length| view! { <span class="calendar-length">{length}</span> })}
            </li>
        }
    };
    let active = {
        let list = list.clone();
        move || [list.as_str(), &state.active.get().to_string()].concat()
    };
    view! {
        <ul
            class="calendar-times"
            role="listbox"
            tabindex="0"
            id=list
            aria-label=t(words::TIME)
            aria-activedescendant=active
            on:keydown=move |event| state.list_key(&event)
            node_ref=state.list
        >
            {move || state.times().into_iter().map(&option).collect_view()}
        </ul>
    }
    .into_any()
}

fn view(asked: Asked, told: Told) -> AnyView {
    style_page();
    let today = reader().today;
    let (timed, start) = (asked.timed, reading::start(&asked));
    let plain = zone::plain(&asked.kept);
    let at = Wall::read(plain);
    let (day, minute) = (at.map(|at| at.day).or_else(|| read_date(plain)), at.map(|at| at.minute));
    let first = day.or(start.map(|start| start.day)).unwrap_or(today);
    let state = State {
        timed,
        start,
        bounds: reading::bounds(&asked),
        told,
        today,
        chosen: RwSignal::new(day.or(start.map(|start| start.day))),
        minute: RwSignal::new(minute),
        at: RwSignal::new(first),
        active: RwSignal::new(minute.or(start.map(|start| start.minute + 60)).unwrap_or(9 * 60) / STEP * STEP),
        grid: NodeRef::new(),
        list: NodeRef::new(),
        root: NodeRef::new(),
    };
    request_animation_frame(move || {
        told.place.try_run(());
        state.show_active();
        state.focus_day();
    });
    // A day without its time says in the field what is missing.
    on_cleanup(move || {
        if let (Some(Some(day)), Some(None)) = (state.chosen.try_get_untracked(), state.minute.try_get_untracked())
            && timed
            && start.is_none_or(|start| start.day != day)
        {
            told.choose.try_run(reader().show_day(day));
        }
    });
    let to_today = move |_| {
        state.go(Some(today), true);
        state.pick_day(today);
    };
    view! {
        <div class="calendar-choice" on:keydown=move |event| state.tab(&event) node_ref=state.root>
            <div class="calendar-parts">{month(state)}{timed.then(|| times(state))}</div>
            <div class="calendar-foot">
                <button type="button" class="link" data-stop hidden=!state.is_open(today) on:click=to_today>
                    {t(words::TODAY)}
                </button>
                <button type="button" class="link" data-stop on:click=move |_| told.close.run(())>{t(words::CLOSE)}</button>
            </div>
        </div>
    }
    .into_any()
}
