//! Days × hours. In a narrow container the days stand below one another as a list of what happens.

use super::{Bar, Span, Tick, lanes, percent};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    pub label: String,
    /// Midnight to midnight in the company's zone; 23 or 25 hours on the nights the time changes.
    pub span: Span,
    pub today: bool,
    pub href: Option<String>,
}

#[component]
pub fn Week(
    #[prop(into)] label: String,
    #[prop(into)] days: Signal<Vec<Day>>,
    /// The hours at the side, as moments of the first day.
    #[prop(into)]
    ticks: Signal<Vec<Tick>>,
    /// A bar's `line` doesn't matter here.
    #[prop(into)]
    bars: Signal<Vec<Bar>>,
    #[prop(optional, into)] now: Signal<Option<i64>>,
    #[prop(into)] on_open: Callback<String>,
    /// Said on a day without anything.
    #[prop(into)]
    nothing: String,
) -> AnyView {
    let hours = move || {
        let first = days.with(|days| days.first().map(|day| day.span))?;
        let hour = |tick: Tick| {
            let top = percent(tick.at - first.from, first.length());
            view! { <span class="week-hour" style:top=top>{tick.label}</span> }
        };
        Some(ticks.get().into_iter().map(hour).collect_view())
    };
    view! {
        <div class="week" role="group" aria-label=label>
            <div class="week-hours" aria-hidden="true">{hours}</div>
            {move || {
                let bars = bars.get();
                days.get().into_iter().map(|one| day(one, &bars, now, on_open, nothing.clone())).collect_view()
            }}
        </div>
    }
    .into_any()
}

fn day(day: Day, bars: &[Bar], now: Signal<Option<i64>>, on_open: Callback<String>, nothing: String) -> AnyView {
    let Day { label, span, today, href } = day;
    let mut own: Vec<Bar> = bars.iter().filter(|bar| bar.span.overlaps(span)).cloned().collect();
    own.sort_by_key(|bar| (bar.span.from, bar.span.to));
    let (given, count) = lanes(&own.iter().map(|bar| bar.span).collect::<Vec<_>>());
    let empty = own.is_empty().then(|| view! { <li class="week-nothing">{nothing}</li> });
    let count = i64::try_from(count).unwrap_or(1);
    let items = own.into_iter().zip(given).map(|(bar, lane)| {
        let from = bar.span.from.max(span.from) - span.from;
        let to = bar.span.to.min(span.to) - span.from;
        let lane = i64::try_from(lane).unwrap_or(0);
        let (id, spoken) = (bar.id, bar.spoken);
        view! {
            <li
                class="week-item"
                style:top=percent(from, span.length())
                style:height=percent(to - from, span.length())
                style:left=percent(lane, count)
                style:width=percent(1, count)
            >
                <button
                    type="button"
                    class="bar"
                    data-tone=bar.tone.name()
                    data-kind=bar.kind.name()
                    title=spoken
                    on:click=move |_| on_open.run(id.clone())
                >
                    <span class="bar-label">{bar.label}</span>
                    " "
                    <span class="bar-detail">{bar.detail}</span>
                </button>
            </li>
        }
    });
    let items = items.collect_view();
    let line = move || {
        now.get().filter(|at| (span.from..span.to).contains(at)).map(|at| {
            view! { <span class="week-now" aria-hidden="true" style:top=percent(at - span.from, span.length())></span> }
        })
    };
    let name = match href {
        Some(href) => view! { <a href=href>{label}</a> }.into_any(),
        None => label.into_any(),
    };
    view! {
        <section class="week-day" data-today=today>
            <h3 aria-current=today.then_some("date")>{name}</h3>
            <div class="week-track">
                <ul>{items}{empty}</ul>
                {line}
            </div>
        </section>
    }
    .into_any()
}
