//! Today as a small timeline: a line for each vehicle that drives, and one for what nobody drives yet.

use domain::bookings::progress::LogbookStatus;
use domain::overview::{Overview, TodayTrip};
use domain::record::RecordKind;
use domain::time::{HOUR, Instant};
use leptos::prelude::*;

use crate::nav;
use crate::text::{count_of, date, fill, overview as words, t, zone};
use crate::ui::schedule::{Span as Stretch, place};
use crate::ui::tone::Tone;

/// Lines shown; the schedule has the others.
const LINES: usize = 10;
/// The hour that a day begins with, unless a trip begins sooner.
const MORNING: i64 = 6;
/// Hours between two marks.
const MARKS: i64 = 3;
/// Words need this part of the window beside their bar, or stand in its tip alone: an eighth.
const LEGIBLE: i64 = 8;

struct Line {
    name: String,
    detail: String,
    bars: Vec<Bar>,
}

struct Bar {
    from: Instant,
    to: Instant,
    booking: i64,
    text: String,
    state: &'static str,
    tone: Tone,
}

pub(super) fn timeline(overview: &Overview) -> AnyView {
    let mut lines = Vec::<Line>::new();
    for trip in &overview.today {
        let at = lines.iter().position(|line| line.name == trip.vehicle_name).unwrap_or_else(|| {
            lines.push(Line { name: trip.vehicle_name.clone(), detail: trip.driver_name.clone(), bars: Vec::new() });
            lines.len() - 1
        });
        if let Some(line) = lines.get_mut(at) {
            line.bars.push(of_trip(trip));
        }
    }
    if lines.is_empty() && overview.unassigned_today.is_empty() {
        return view! { <p class="muted">{t(words::NO_TRIPS)}</p> }.into_any();
    }
    let more = lines.len().saturating_sub(LINES);
    lines.truncate(LINES);
    if !overview.unassigned_today.is_empty() {
        let bars = overview.unassigned_today.iter().map(|booking| Bar {
            from: booking.from,
            to: booking.to,
            booking: booking.booking,
            text: booking.subject.clone(),
            state: t(words::UNASSIGNED),
            tone: Tone::Look,
        });
        lines.push(Line { name: t(words::UNASSIGNED).to_owned(), detail: String::new(), bars: bars.collect() });
    }
    let window = window(&lines);
    let marks = (0..).map(|mark| Instant(window.from + mark * MARKS * HOUR)).take_while(|at| at.0 < window.to);
    let marks = marks
        .map(|at| view! { <span class="day-mark" style:left=left_of(at, window)>{date::time(at)}</span> })
        .collect_view();
    let now = date::now();
    let now = (window.from..window.to).contains(&now.0).then(|| {
        view! { <span class="day-now" style:left=left_of(now, window) aria-hidden="true"></span> }
    });
    let more = (more > 0).then(|| {
        view! { <p><a href="/admin/schedule">{count_of(more, words::MORE_VEHICLES)}</a></p> }
    });
    view! {
        <div class="day">
            <div class="day-marks" aria-hidden="true"><div class="day-track">{marks}</div></div>
            <ul>{lines.into_iter().map(|line| draw(line, window)).collect_view()}</ul>
            <div class="day-over"><div class="day-track">{now}</div></div>
        </div>
        {more}
    }
    .into_any()
}

fn of_trip(trip: &TodayTrip) -> Bar {
    Bar {
        from: trip.from,
        to: trip.to,
        booking: trip.booking,
        text: trip.subject.clone(),
        state: t(trip.status.label()),
        tone: if trip.status == LogbookStatus::New { Tone::Assigned } else { trip.status.tone() },
    }
}

/// From the morning, or the hour of the first trip, to the end of the company's day.
fn window(lines: &[Line]) -> Stretch {
    let today = zone::today();
    let from = zone::start_of(today).0;
    let to = today.succ_opt().map_or(from, |tomorrow| zone::start_of(tomorrow).0);
    let first = lines.iter().flat_map(|line| &line.bars).map(|bar| bar.from.0).min().unwrap_or(to);
    Stretch { from: from + MORNING.min((first - from).max(0) / HOUR / MARKS * MARKS) * HOUR, to }
}

fn left_of(at: Instant, window: Stretch) -> String {
    place(Stretch { from: at.0, to: at.0 }, window).0
}

fn draw(line: Line, window: Stretch) -> AnyView {
    let Line { name, detail, bars } = line;
    let spoken_of = [name.as_str(), detail.as_str()].join(" ");
    let stretches: Vec<Stretch> = bars.iter().map(|bar| Stretch { from: bar.from.0, to: bar.to.0 }).collect();
    // From here on nothing stands on the line yet.
    let mut free = window.from;
    let bars = bars.into_iter().enumerate().map(|(at, bar)| {
        let own = Stretch { from: bar.from.0, to: bar.to.0 };
        let (left, width) = place(own, window);
        let next = stretches.get(at + 1).map_or(window.to, |next| next.from);
        let (before, after) = (own.from - free, next - own.to);
        let fits = |room: i64| room * LEGIBLE > window.to - window.from;
        let is_left = !fits(after) && fits(before);
        let room = if is_left { before } else { after };
        free = if is_left { own.to } else { next };
        let spoken = [date::times(bar.from, bar.to).as_str(), &bar.text, &spoken_of, bar.state].join(" · ");
        // As long as there is room; CSS measures it in the bar's own length.
        let longest = share(room, own.to.min(window.to) - own.from.max(window.from));
        let text = fits(room).then(|| view! { <span style:max-width=longest>{bar.text}</span> });
        view! {
            <a class="day-bar" data-tone=bar.tone.name() data-before=is_left href=nav::record(RecordKind::Booking, bar.booking)
                style:left=left style:width=width aria-label=spoken.clone() title=spoken.clone()><i class="day-fill"></i>{text}</a>
        }
    });
    view! {
        <li class="day-line">
            <span class="day-name"><strong>{name}</strong><span class="muted">{detail}</span></span>
            <div class="day-track">{bars.collect_view()}</div>
        </li>
    }
    .into_any()
}

/// So much of a whole as CSS per cent.
fn share(part: i64, whole: i64) -> String {
    [(part * 100 / whole.max(1)).to_string().as_str(), "%"].concat()
}

/// `9 viajes · 2 en curso · 3 terminados`
pub(super) fn summary(overview: &Overview) -> String {
    let of = |status: LogbookStatus| overview.today.iter().filter(|trip| trip.status == status).count();
    let number = |many: usize| crate::text::amount::number(i64::try_from(many).unwrap_or(i64::MAX));
    fill(
        words::TODAY_SUMMARY,
        &[
            ("trips", &count_of(overview.today.len(), words::TRIPS)),
            ("running", &number(of(LogbookStatus::Processing))),
            ("done", &number(of(LogbookStatus::Completed))),
        ],
    )
}
