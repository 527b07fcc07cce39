//! Lines × time. One tab stop: arrows go from bar to bar, Enter opens, Space picks up.

use super::super::words;
use super::moving::{Carried, Move, Moving};
use super::tray::tray;
use super::{Bar, Line, Placement, Span, Tick, Waiting, lanes, place};
use crate::text::t;
use leptos::{ev, html, prelude::*};
use web_sys::{Element, wasm_bindgen::JsCast};

#[derive(Clone, Copy)]
pub(super) struct State {
    pub window: Signal<Span>,
    pub lines: Signal<Vec<Line>>,
    pub bars: Signal<Vec<Bar>>,
    waiting: Signal<Vec<Waiting>>,
    pub moving: Moving,
    on_open: Callback<String>,
    on_create: Option<Callback<Placement>>,
    pub on_move: Option<Callback<(String, Placement)>>,
    on_assign: Option<Callback<(String, String)>>,
    pub node: NodeRef<html::Div>,
    /// The bar that has the tab stop.
    pub current: RwSignal<String>,
    /// A bar was moved by key: it is drawn anew, and focus belongs on it again.
    pub refocus: StoredValue<bool>,
}

#[component]
pub fn Board(
    /// Says what is shown, for screen readers.
    #[prop(into)]
    label: String,
    #[prop(into)] window: Signal<Span>,
    #[prop(into)] ticks: Signal<Vec<Tick>>,
    #[prop(into)] lines: Signal<Vec<Line>>,
    #[prop(into)] bars: Signal<Vec<Bar>>,
    /// Things that wait to be put on a line; they stand in a tray above.
    #[prop(optional, into)]
    waiting: Signal<Vec<Waiting>>,
    #[prop(optional, into)] now: Signal<Option<i64>>,
    /// Moves go in steps of this many milliseconds.
    #[prop(default = 900_000)]
    snap: i64,
    /// A bar was pressed.
    #[prop(into)]
    on_open: Callback<String>,
    /// A span was drawn on a line's empty ground.
    #[prop(optional, into)]
    on_create: Option<Callback<Placement>>,
    #[prop(optional, into)] on_move: Option<Callback<(String, Placement)>>,
    /// A waiting thing was put on a line: its id, the line's id.
    #[prop(optional, into)]
    on_assign: Option<Callback<(String, String)>>,
    /// A placement in words, for announcing keyboard moves.
    #[prop(into)]
    in_words: Callback<Placement, String>,
) -> AnyView {
    let moving = Moving::new(window, snap);
    let (node, current) = (NodeRef::new(), RwSignal::new(String::new()));
    let refocus = StoredValue::new(false);
    let state =
        State { window, lines, bars, waiting, moving, on_open, on_create, on_move, on_assign, node, current, refocus };
    Effect::new(move || {
        bars.track();
        if refocus.get_value() {
            refocus.set_value(false);
            request_animation_frame(move || {
                if let Some(current) = current.try_get_untracked() {
                    state.focus_bar(&current);
                }
            });
        }
    });
    // Where a week is wider than the window, it opens on what is now.
    let scroller = NodeRef::<html::Div>::new();
    Effect::new(move || {
        let (Some(scroller), Some(at)) = (scroller.get(), now.get_untracked()) else { return };
        let window = window.get();
        if (window.from..window.to).contains(&at) {
            request_animation_frame(move || {
                let room = i64::from(scroller.scroll_width() - scroller.client_width());
                let left = room * ((at - window.from) / 60_000) / (window.length() / 60_000).max(1);
                scroller.set_scroll_left(i32::try_from(left).unwrap_or(0));
            });
        }
    });
    let heads = move || {
        let window = window.get();
        ticks
            .get()
            .into_iter()
            .map(|tick| {
                let (left, _) = place(Span { from: tick.at, to: tick.at }, window);
                view! { <span class="schedule-tick" data-major=tick.major style:left=left>{tick.label}</span> }
            })
            .collect_view()
    };
    let grid = move || {
        let window = window.get();
        ticks
            .get()
            .into_iter()
            .map(|tick| {
                let (left, _) = place(Span { from: tick.at, to: tick.at }, window);
                view! { <span class="schedule-rule" data-major=tick.major style:left=left></span> }
            })
            .collect_view()
    };
    let now_line = move || {
        let window = window.get();
        now.get().filter(|at| (window.from..window.to).contains(at)).map(|at| {
            let (left, _) = place(Span { from: at, to: at }, window);
            view! { <span class="schedule-now" style:left=left></span> }
        })
    };
    // Room for every tick's words; a wider window scrolls inside its frame.
    let room = move || {
        let (count, longest) =
            ticks.with(|all| (all.len(), all.iter().map(|tick| tick.label.chars().count()).max().unwrap_or(0)));
        ["calc(var(--names) + ", &(count * (longest + 3)).to_string(), " * 0.45rem)"].concat()
    };
    let announcement = move || match moving.now.get() {
        Some(moved) if moved.by_key => [t(words::GRABBED), ". ", &in_words.run(moved.at)].concat(),
        _ => String::new(),
    };
    view! {
        <div
            class="schedule"
            role="group"
            aria-label=label
            on:keydown=move |e| state.key(&e)
            on:touchmove=move |e| moving.keep_from_scrolling(&e)
            node_ref=node
        >
            {on_assign.map(|assign| tray(waiting, moving, assign))}
            <div class="schedule-scroll" node_ref=scroller>
                <div class="schedule-body" style:min-width=room>
                    <div class="schedule-head" aria-hidden="true"><div class="schedule-corner"></div><div class="schedule-ticks">{heads}</div></div>
                    <div class="schedule-rules" aria-hidden="true">{grid}{now_line}{move || state.band()}</div>
                    <ul class="schedule-lines">{move || lines.get().into_iter().map(|line| state.line(line)).collect_view()}</ul>
                </div>
            </div>
            <p class="schedule-announcement" role="status">{announcement}</p>
        </div>
    }
    .into_any()
}

impl State {
    /// The time of the waiting thing that looks for a line, across all lines.
    fn band(self) -> Option<AnyView> {
        let picked = self.moving.picked.get()?;
        let span = self.waiting.with(|all| all.iter().find(|w| w.id == picked).map(|w| w.span))?;
        let (left, width) = place(span, self.window.get());
        Some(view! { <span class="schedule-band" style:left=left style:width=width></span> }.into_any())
    }

    fn line(self, line: Line) -> AnyView {
        let Line { id, label, detail, href } = line;
        let (for_bars, for_ghost, for_press, for_track, for_click) =
            (id.clone(), id.clone(), id.clone(), id.clone(), id.clone());
        let taken = move || {
            let window = self.window.get();
            let mut own = self.bars.with(|all| {
                all.iter().filter(|bar| bar.line == for_bars && bar.span.overlaps(window)).cloned().collect::<Vec<_>>()
            });
            own.sort_by_key(|bar| (bar.span.from, bar.span.to));
            own
        };
        let taken = Memo::new(move |_| taken());
        let lane_count = move || taken.with(|own| lanes(&own.iter().map(|b| b.span).collect::<Vec<_>>()).1);
        let placed = move || {
            let own = taken.get();
            let (given, _) = lanes(&own.iter().map(|b| b.span).collect::<Vec<_>>());
            own.into_iter().zip(given).collect::<Vec<_>>()
        };
        let ghost = move || {
            let moved = self.moving.now.get().filter(|m| m.at.line == for_ghost)?;
            let (left, width) = place(moved.at.span, self.window.get());
            Some(view! { <span class="schedule-ghost" style:left=left style:width=width></span> })
        };
        let press_head = {
            let id = id.clone();
            move |_| self.put(&id)
        };
        let name = match href {
            Some(href) => view! { <a href=href>{label.clone()}</a> }.into_any(),
            None => view! { <span>{label.clone()}</span> }.into_any(),
        };
        let can_put = self.on_assign.is_some().then(|| {
            view! {
                <button type="button" class="schedule-put" hidden=move || self.moving.picked.with(Option::is_none) on:click=press_head>
                    {t(words::ADD)}<span class="hidden-text">" "{label}</span>
                </button>
            }
        });
        let draw = move |event: ev::PointerEvent| {
            let may_draw = self.on_create.is_some() && self.moving.picked.with_untracked(Option::is_none);
            if may_draw
                && own_target(&event)
                && let Some(track) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok())
            {
                let from = self.moving.moment(&track, event.client_x());
                let span = Span { from, to: from + self.moving.snap };
                self.moving.press(&event, Carried::New, Placement { line: for_press.clone(), span });
            }
        };
        let height = move || ["calc(", &lane_count().to_string(), " * var(--lane) + var(--space-2))"].concat();
        view! {
            <li class="schedule-line">
                <div class="schedule-name" data-line-head=id>
                    {name}
                    <span class="schedule-detail">{detail}</span>
                    {can_put}
                </div>
                <div
                    class="schedule-track"
                    data-line=for_track
                    style:min-height=height
                    on:pointerdown=draw
                    on:pointermove=move |e| self.moving.drag(&e)
                    on:pointerup=move |_| self.drop_here()
                    on:pointercancel=move |_| self.moving.cancel()
                    on:click=move |_| self.put(&for_click)
                >
                    // Keyed, so that an element never turns into another bar under the focus.
                    <For each=placed key=|placed| placed.clone() children=move |(bar, lane)| self.bar(bar, lane) />
                    {ghost}
                </div>
            </li>
        }
        .into_any()
    }

    fn bar(self, bar: Bar, lane: usize) -> AnyView {
        let (span, window) = (bar.span, self.window);
        let top = ["calc(", &lane.to_string(), " * var(--lane) + var(--space-1))"].concat();
        let start = Placement { line: bar.line.clone(), span: bar.span };
        let movable = bar.movable && self.on_move.is_some();
        let (for_open, for_press, for_state, for_stop) =
            (bar.id.clone(), bar.id.clone(), bar.id.clone(), bar.id.clone());
        let carried = move || {
            let is_this = |m: &Move| m.what == Carried::Bar(for_state.clone());
            self.moving.now.with(|now| now.as_ref().is_some_and(is_this)).then_some("true")
        };
        let stop = move || {
            let first = self.current.with(String::is_empty);
            if first || self.current.with(|current| *current == for_stop) { "0" } else { "-1" }
        };
        let id = bar.id.clone();
        view! {
            <button
                type="button"
                class="bar"
                data-bar=bar.id
                data-tone=bar.tone.name()
                data-kind=bar.kind.name()
                data-movable=movable
                data-carried=carried
                title=bar.spoken.clone()
                aria-label=bar.spoken
                tabindex=stop
                style:left=move || place(span, window.get()).0
                style:width=move || place(span, window.get()).1
                style:top=top
                on:focus=move |_| self.current.set(id.clone())
                on:pointerdown=move |e| {
                    e.stop_propagation();
                    if movable {
                        self.moving.press(&e, Carried::Bar(for_press.clone()), start.clone());
                    } else {
                        self.moving.swallow_click.set_value(false);
                    }
                }
                on:click=move |e| {
                    e.stop_propagation();
                    if !self.moving.swallow_click.get_value() && self.moving.now.with_untracked(Option::is_none) {
                        self.on_open.run(for_open.clone());
                    }
                }
            >
                <span class="bar-label">{bar.label}</span>
            </button>
        }
        .into_any()
    }

    /// A line was pressed while something waits for one.
    fn put(self, line: &str) {
        let picked = self.moving.picked.get_untracked();
        if let (Some(item), Some(on_assign), false) = (picked, self.on_assign, self.moving.swallow_click.get_value()) {
            self.moving.picked.set(None);
            on_assign.run((item, line.to_owned()));
        }
    }

    fn drop_here(self) {
        if let Some(moved) = self.moving.release() {
            self.tell(moved);
        }
    }

    pub fn tell(self, moved: Move) {
        match (moved.what, self.on_move, self.on_create) {
            (Carried::Bar(id), Some(on_move), _) => on_move.run((id, moved.at)),
            (Carried::New, _, Some(on_create)) => on_create.run(moved.at),
            _ => (),
        }
    }
}

/// Whether the event happened on the element itself, not on something in it.
fn own_target(event: &ev::PointerEvent) -> bool {
    event.target() == event.current_target()
}
