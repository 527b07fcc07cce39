//! A calendar of bars: rows × time ([`Board`]) and days × hours ([`Week`]).
//!
//! Time is UTC milliseconds throughout and is never read from a clock: the screen hands in the window, the ticks with
//! their words, and "now". Places are written through the CSSOM (`style:left`), never as a `style` attribute.

mod board;
mod keys;
mod moving;
mod tray;
mod week;

pub use board::Board;
pub use week::{Day, Week};

use super::tone::Tone;

/// Half-open, in UTC milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    pub from: i64,
    pub to: i64,
}

impl Span {
    fn length(self) -> i64 {
        (self.to - self.from).max(1)
    }

    fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// A vehicle, a driver.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub id: String,
    pub label: String,
    pub detail: String,
    pub href: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BarKind {
    #[default]
    Solid,
    /// Hatched: nothing else may stand here (maintenance, leave).
    Blocked,
    /// Only an outline: lies behind the others (an assignment).
    Outline,
}

impl BarKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Blocked => "blocked",
            Self::Outline => "outline",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bar {
    pub id: String,
    pub line: String,
    pub span: Span,
    pub label: String,
    /// A second line, where there is room: the times.
    pub detail: String,
    /// What is read out and shown as the title: label, times, people, state.
    pub spoken: String,
    pub tone: Tone,
    pub kind: BarKind,
    pub movable: bool,
}

/// A mark of time at the head of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tick {
    pub at: i64,
    pub label: String,
    /// A day's beginning among hours.
    pub major: bool,
}

/// Something that waits to be put on a line; its time is fixed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub id: String,
    pub label: String,
    pub detail: String,
    pub span: Span,
}

/// Where something was put.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    pub line: String,
    pub span: Span,
}

/// `part` of `whole` as CSS per cent with two decimals.
fn percent(part: i64, whole: i64) -> String {
    let hundredths = i64::try_from(i128::from(part) * 10_000 / i128::from(whole.max(1))).unwrap_or(0);
    let mut out = String::new();
    if hundredths < 0 {
        out.push('-');
    }
    let hundredths = hundredths.unsigned_abs();
    out.push_str(&(hundredths / 100).to_string());
    out.push_str(if hundredths % 100 < 10 { ".0" } else { "." });
    out.push_str(&(hundredths % 100).to_string());
    out.push('%');
    out
}

/// The visible part of a span: its start and length as CSS per cent of the window.
pub fn place(span: Span, window: Span) -> (String, String) {
    let from = span.from.clamp(window.from, window.to);
    let to = span.to.clamp(window.from, window.to);
    (percent(from - window.from, window.length()), percent(to - from, window.length()))
}

/// Gives each span (sorted by start) the first lane in which it touches nothing, and says how many lanes there are.
fn lanes(spans: &[Span]) -> (Vec<usize>, usize) {
    let mut ends: Vec<i64> = Vec::new();
    let given = spans
        .iter()
        .map(|span| match ends.iter_mut().enumerate().find(|(_, end)| **end <= span.from) {
            Some((lane, end)) => {
                *end = span.to;
                lane
            }
            None => {
                ends.push(span.to);
                ends.len() - 1
            }
        })
        .collect();
    (given, ends.len().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, to: i64) -> Span {
        Span { from, to }
    }

    #[test]
    fn an_end_may_equal_the_next_start() {
        assert_eq!(lanes(&[span(0, 10), span(5, 8), span(10, 20), span(8, 9)]), (vec![0, 1, 0, 1], 2));
        assert!(!span(0, 10).overlaps(span(10, 20)));
    }

    #[test]
    fn places_are_cut_at_the_window() {
        let window = span(100, 300);
        assert_eq!(place(span(150, 175), window), ("25.00%".into(), "12.50%".into()));
        assert_eq!(place(span(0, 101), window), ("0.00%".into(), "0.50%".into()));
    }
}
