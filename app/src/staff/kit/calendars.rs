//! The timeline of vehicles with its tray, and the week.

use super::sample;
use crate::ui::schedule::{Bar, BarKind, Board, Day, Line, Placement, Span, Tick, Waiting, Week};
use crate::ui::toast;
use crate::ui::tone::Tone;
use leptos::prelude::*;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn span(from: i64, hours: i64) -> Span {
    Span { from: from * HOUR, to: (from + hours) * HOUR }
}

fn hour(at: i64) -> String {
    let mut out = (at / HOUR % 24).to_string();
    out.push_str(":00");
    out
}

fn in_words(at: Placement) -> String {
    [&at.line, " ", &hour(at.span.from), " – ", &hour(at.span.to)].concat()
}

fn bar(id: &str, line: &str, span: Span, label: &str, tone: Tone, kind: BarKind) -> Bar {
    let detail = [&hour(span.from), " – ", &hour(span.to)].concat();
    let spoken = [label, ", ", &detail].concat();
    let movable = kind == BarKind::Solid;
    Bar { id: id.into(), line: line.into(), span, label: label.into(), detail, spoken, tone, kind, movable }
}

pub(super) fn calendars_samples() -> AnyView {
    view! {
        {sample("Timeline of vehicles", board())}
        {sample("Week", week())}
    }
    .into_any()
}

fn board() -> AnyView {
    let line = |id: &str, label: &str, detail: &str| Line {
        id: id.into(),
        label: label.into(),
        detail: detail.into(),
        href: Some("#v".into()),
    };
    let lines = vec![
        line("4821 KLM", "4821 KLM", "Mercedes Sprinter"),
        line("7730 LBC", "7730 LBC", "Mercedes Sprinter"),
        line("0152 MNP", "0152 MNP", "Iveco Daily"),
        line("9914 JKT", "9914 JKT", "Volvo FH 500"),
    ];
    let bars = RwSignal::new(vec![
        bar("1", "4821 KLM", span(8, 11), "School trip to Toledo", Tone::Accent, BarKind::Solid),
        bar("2", "4821 KLM", span(20, 6), "Airport transfer", Tone::Accent, BarKind::Solid),
        bar("3", "7730 LBC", span(6, 4), "Congress shuttle", Tone::Good, BarKind::Solid),
        bar("4", "7730 LBC", span(9, 5), "Congress shuttle, second round", Tone::Warn, BarKind::Solid),
        bar("5", "0152 MNP", span(0, 30), "Maintenance", Tone::Neutral, BarKind::Blocked),
        bar("6", "9914 JKT", span(2, 40), "Assigned to Javier Ruiz", Tone::Info, BarKind::Outline),
    ]);
    let waiting = RwSignal::new(vec![
        Waiting {
            id: "7".into(),
            label: "Hotel Miramar, 12 people".into(),
            detail: "Thu 15:00 – 18:00".into(),
            span: span(15, 3),
        },
        Waiting {
            id: "8".into(),
            label: "Pallets to Getafe".into(),
            detail: "Fri 06:00 – 10:00".into(),
            span: span(30, 4),
        },
    ]);
    let ticks = (0..12)
        .map(|n| {
            let at = n * 4 * HOUR;
            let label = if at % DAY == 0 { if n == 0 { "Thu 26".into() } else { "Fri 27".into() } } else { hour(at) };
            Tick { at, label, major: at % DAY == 0 }
        })
        .collect::<Vec<_>>();
    let moved = move |(id, to): (String, Placement)| {
        toast::good(in_words(to.clone()));
        bars.update(|all| {
            if let Some(bar) = all.iter_mut().find(|bar| bar.id == id) {
                bar.line = to.line;
                bar.span = to.span;
            }
        });
    };
    let assigned = move |(id, line): (String, String)| {
        let found = waiting.with_untracked(|all| all.iter().find(|w| w.id == id).cloned());
        if let Some(item) = found {
            waiting.update(|all| all.retain(|w| w.id != id));
            bars.update(|all| all.push(bar(&item.id, &line, item.span, &item.label, Tone::Accent, BarKind::Solid)));
        }
    };
    view! {
        <Board
            label="Vehicles, 26 and 27 March"
            window=Span { from: 0, to: 2 * DAY }
            ticks=ticks
            lines=lines
            bars=bars
            waiting=waiting
            now=Some(11 * HOUR)
            snap=HOUR / 2
            on_open=|id: String| toast::info(["Open ", &id].concat())
            on_create=|at: Placement| toast::info(["New: ", &in_words(at)].concat())
            on_move=moved
            on_assign=assigned
            in_words=in_words
        />
    }
    .into_any()
}

fn week() -> AnyView {
    let names = ["Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27", "Sat 28", "Sun 29"];
    let days = (0_i64..)
        .zip(names)
        .map(|(n, name)| Day {
            label: name.into(),
            span: Span { from: n * DAY, to: (n + 1) * DAY },
            today: n == 3,
            href: Some("#day".into()),
        })
        .collect::<Vec<_>>();
    let ticks = (0..12).map(|n| Tick { at: n * 2 * HOUR, label: hour(n * 2 * HOUR), major: false }).collect::<Vec<_>>();
    let bars = vec![
        bar("1", "", span(8, 3), "Team meeting", Tone::Neutral, BarKind::Solid),
        bar("2", "", span(24 + 9, 6), "Congress shuttle", Tone::Good, BarKind::Solid),
        bar("3", "", span(24 + 10, 4), "Hotel Miramar", Tone::Accent, BarKind::Solid),
        bar("4", "", span(72 + 20, 8), "Night transfer", Tone::Warn, BarKind::Solid),
        bar("5", "", span(96 + 7, 12), "Maintenance", Tone::Neutral, BarKind::Blocked),
    ];
    view! {
        <Week
            label="Week of 23 March"
            days=days
            ticks=ticks
            bars=bars
            now=Some(72 * HOUR + 11 * HOUR)
            on_open=|id: String| toast::info(["Open ", &id].concat())
            nothing="Nothing planned"
        />
    }
    .into_any()
}
