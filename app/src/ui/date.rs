//! Days and times: typed in the reader's way, or chosen in a calendar.
//!
//! Here stands the box. What reads it and what opens beside it is a part of its own (`calendar`), fetched when the first such
//! field is drawn. What is typed shows as typed; it is read on leaving the box, on Enter, and at once where it was written in
//! full as it is kept. What can't be read is kept as typed, with the sentence that says why.

use std::cell::Cell;

use domain::text::Language;
use domain::time::read_date;
use leptos::wasm_split::SplitLoaderError;
use leptos::{ev, prelude::*, task::spawn_local};

use super::calendar;
use super::field::Control;
use super::icon::Icon;
use super::input::{Bare, bare};
use super::popup::Popup;
use super::{numeral, words};
use crate::text::{amount, language, t, zone};

/// What the part reads and draws for.
pub(super) struct Asked {
    /// As the field keeps it, and so are the others.
    pub kept: String,
    pub timed: bool,
    /// Of an end: when it begins.
    pub start: String,
    pub min: String,
    pub max: String,
}

/// What the part tells.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// What was chosen, as it is kept or as somebody would type it.
    pub choose: Callback<String>,
    pub close: Callback<()>,
    /// Its size is known now.
    pub place: Callback<()>,
}

/// What the part has.
#[derive(Clone, Copy)]
pub(super) struct Calendar {
    pub read: fn(&str, &Asked) -> String,
    pub view: fn(Asked, Told) -> AnyView,
}

/// The part could not be fetched.
struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

#[leptos::wasm_split::wasm_split(calendar, wasm_split_path = leptos::wasm_split, fallible)]
fn calendar() -> Result<Calendar, Missing> {
    Ok(calendar::CALENDAR)
}

thread_local! {
    static FETCHED: Cell<Option<Calendar>> = const { Cell::new(None) };
}

async fn fetch() -> Result<Calendar, Missing> {
    let words = crate::text::words::fetch("calendar");
    let calendar = calendar().await?;
    words.await.map_err(|_| Missing)?;
    FETCHED.set(Some(calendar));
    Ok(calendar)
}

/// What stands between the parts of a day.
pub(super) fn sign() -> char {
    if language() == Language::Pl { '.' } else { '/' }
}

/// `24/11/2026 09:30`, of what is kept.
pub(super) fn show(kept: &str) -> String {
    let (day, time) = kept.split_once('T').unwrap_or((kept, ""));
    let mut parts = day.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return kept.to_owned();
    };
    let sign = String::from(sign());
    [day, &sign, month, &sign, year, if time.is_empty() { "" } else { " " }, time].concat()
}

/// A field of a day, or of a day and a time.
#[derive(Clone, Copy)]
struct Moment {
    control: Control,
    value: RwSignal<String>,
    timed: bool,
    start: Signal<String>,
    min: Signal<String>,
    max: Signal<String>,
    /// What is being typed; `None` while the box shows the value.
    draft: RwSignal<Option<String>>,
    popup: Popup,
    /// Whether the part is here, or can't be had.
    calendar: RwSignal<Option<Result<Calendar, ()>>>,
}

impl Moment {
    fn asked(self) -> Asked {
        untrack(|| Asked {
            kept: self.value.get(),
            timed: self.timed,
            start: self.start.get(),
            min: self.min.get(),
            max: self.max.get(),
        })
    }

    fn fetch(self) {
        if !matches!(self.calendar.get_untracked(), Some(Ok(_))) {
            spawn_local(async move {
                let found = fetch().await.map_err(|_| ());
                if self.calendar.try_set(Some(found)).is_none() {
                    self.read_again();
                }
            });
        }
    }

    /// What was typed before the part came.
    fn read_again(self) {
        let typed = self.value.with_untracked(|kept| numeral::as_typed(kept).map(str::to_owned));
        if let Some(typed) = typed {
            self.keep(&typed);
        }
    }

    fn input(self, typed: String) {
        self.control.complain(None);
        if self.is_whole(&typed) {
            self.value.set(self.read(&typed));
        }
        self.draft.set(Some(typed));
    }

    /// Whether it is written as it is kept.
    fn is_whole(self, typed: &str) -> bool {
        let (day, time) = typed.split_once('T').unwrap_or((typed, ""));
        read_date(day).is_some() && time.len() == if self.timed { 5 } else { 0 }
    }

    fn read(self, typed: &str) -> String {
        match self.calendar.get_untracked() {
            _ if typed.trim().is_empty() => String::new(),
            Some(Ok(calendar)) => (calendar.read)(typed, &self.asked()),
            _ if self.is_whole(typed) => typed.to_owned(),
            Some(Err(())) => numeral::unread(t(words::NO_CALENDAR), typed),
            None => numeral::unread(t(words::LOADING), typed),
        }
    }

    /// Takes over what was typed.
    fn commit(self) {
        if let Some(typed) = self.draft.try_get_untracked().flatten() {
            self.keep(&typed);
        }
    }

    fn keep(self, typed: &str) {
        let kept = self.read(typed);
        // The second of two equal hours stays the second.
        if self.value.with_untracked(|before| zone::plain(before) != kept) {
            self.value.set(kept);
        }
        self.draft.set(None);
        self.control.complain(self.value.with_untracked(|kept| numeral::why_unread(kept).map(str::to_owned)));
    }

    fn open(self) {
        self.commit();
        self.fetch();
        self.popup.toggle();
    }

    fn panel(self) -> AnyView {
        let told = Told {
            choose: Callback::new(move |typed: String| {
                // The field may be gone with its form.
                if !self.value.is_disposed() {
                    self.keep(&typed);
                }
            }),
            close: Callback::new(move |()| self.popup.close()),
            place: Callback::new(move |()| self.popup.place()),
        };
        match self.calendar.get() {
            Some(Ok(calendar)) => (calendar.view)(self.asked(), told),
            Some(Err(())) => view! { <p class="field-help">{t(words::NO_CALENDAR)}</p> }.into_any(),
            None => view! { <p class="field-help">{t(words::LOADING)}</p> }.into_any(),
        }
    }

    /// Of an end: how long it lasts.
    fn length(self) -> Option<String> {
        let start = zone::from_input(&self.start.get()).ok()?;
        let end = zone::from_input(&self.value.get()).ok()?;
        (end > start).then(|| amount::duration(end.0 - start.0))
    }

    fn view(self) -> AnyView {
        let popup = self.popup;
        let shown = Signal::derive(move || {
            self.draft.get().unwrap_or_else(|| {
                self.value.with(|kept| numeral::as_typed(kept).map_or_else(|| show(zone::plain(kept)), str::to_owned))
            })
        });
        let input = bare(Bare {
            autocomplete: Some("off".to_owned()),
            on_commit: Callback::new(move |()| self.commit()),
            ..Bare::new(shown, Callback::new(move |typed| self.input(typed)))
        });
        let key = move |event: ev::KeyboardEvent| match event.key().as_str() {
            // The form saves on Enter, before the box is left.
            "Enter" => self.commit(),
            "ArrowDown" if !popup.open.get_untracked() && !self.control.disabled() => {
                event.prevent_default();
                self.open();
            }
            _ => (),
        };
        self.fetch();
        view! {
            <span class="date">
                <span class="affix" on:keydown=key>
                    {input}
                    <button
                        class="affix-button"
                        type="button"
                        aria-label=t(words::CALENDAR)
                        aria-describedby=self.control.part("label")
                        aria-haspopup="dialog"
                        aria-expanded=move || if popup.open.get() { "true" } else { "false" }
                        hidden=move || self.control.disabled()
                        on:pointerdown=move |e| if popup.open.get_untracked() { e.prevent_default() }
                        on:click=move |_| self.open()
                        node_ref=popup.button
                    >
                        {Icon::Calendar.view()}
                    </button>
                </span>
                <span class="field-help" role="status">{move || self.length()}</span>
            </span>
            <div
                class="menu calendar"
                role="dialog"
                aria-modal="true"
                aria-label=t(words::CALENDAR)
                tabindex="-1"
                popover="manual"
                // A letter pressed on a day is none of the page's keys.
                on:keydown=move |e| {
                    popup.key(&e);
                    e.stop_propagation();
                }
                on:focusout=move |e| popup.leave(&e)
                node_ref=popup.panel
            >
                {move || popup.open.get().then(|| self.panel())}
            </div>
        }
        .into_any()
    }
}

fn moment(value: RwSignal<String>, timed: bool, [start, min, max]: [Signal<String>; 3]) -> AnyView {
    let moment = Moment {
        control: Control::current(),
        value,
        timed,
        start,
        min,
        max,
        draft: RwSignal::new(None),
        popup: Popup::below_box(),
        calendar: RwSignal::new(FETCHED.get().map(Ok)),
    };
    moment.view()
}

/// A calendar date, `YYYY-MM-DD`.
#[component]
pub fn DateInput(
    value: RwSignal<String>,
    /// The first day that is taken, as the value is kept; empty for none.
    #[prop(optional, into)]
    min: Signal<String>,
    #[prop(optional, into)] max: Signal<String>,
) -> AnyView {
    moment(value, false, [Signal::default(), min, max])
}

/// A local date and time, `YYYY-MM-DDTHH:MM`; which zone it is meant in is the screen's matter.
#[component]
pub fn DateTimeInput(
    value: RwSignal<String>,
    /// Of the end of a span: when it begins, as the value is kept. The end may then be typed as a time alone or a length.
    #[prop(optional, into)]
    start: Signal<String>,
) -> AnyView {
    moment(value, true, [start, Signal::default(), Signal::default()])
}
