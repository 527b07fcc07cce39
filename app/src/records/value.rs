//! A JSON value as people read it, by the kind of its field.

use domain::record::{RecordKind, Verb};
use domain::time::{Instant, read_date};
use domain::tone::{States, Tone};
use serde_json::Value;

use super::document::{Fields, text_of};
use super::field::{Choices, Kind};
use crate::nav;
use crate::session;
use crate::text::measure::Measured as _;
use crate::text::{amount, count_of, date, records as words, t};
use crate::ui::cell::Cell;
use crate::ui::icon::Icon;
use crate::ui::stars::tenths;

fn label(choices: Choices, code: &str) -> String {
    choices()
        .into_iter()
        .find(|(known, _)| *known == code)
        .map_or_else(|| code.to_owned(), |(_, label)| t(label).to_owned())
}

fn state(states: States, code: &str) -> (String, Tone) {
    let found = states().into_iter().find(|(known, ..)| *known == code);
    found.map_or_else(|| (code.to_owned(), Tone::Neutral), |(_, label, tone)| (t(label).to_owned(), tone))
}

/// What the record is called that the field `name` refers to: it stands beside it, under `names` if that says so.
pub(crate) fn name_beside(name: &str, names: &str, of: &dyn Fields) -> String {
    if !names.is_empty() {
        return text_of(of.field(names));
    }
    let [name, number] = ["_name", "_number"].map(|end| text_of(of.field(&[name, end].concat())));
    if name.is_empty() { number } else { name }
}

/// What a list's values read as; nothing of what is no list.
pub(super) fn list(value: &Value, read: impl Fn(&Value) -> String) -> String {
    value.as_array().into_iter().flatten().map(read).collect::<Vec<_>>().join(", ")
}

/// As plain words, for a history; empty when there is nothing. References stay ids.
pub(crate) fn plain(kind: Kind, value: &Value) -> String {
    let number = || value.as_i64();
    let shown = match kind {
        Kind::Whole => number().map(amount::number),
        Kind::Money => number().map(amount::amount),
        Kind::Price => number().map(amount::price),
        Kind::Measure(measure) => number().map(|stored| measure.show(stored)),
        // Without the unit: of which fuel it was isn't known here.
        Kind::OfFuel(what, _) => number().map(|stored| amount::plain(&what.measure(None).metric_text(stored))),
        Kind::Duration => number().map(amount::duration),
        Kind::Date => value.as_str().and_then(read_date).map(date::date),
        Kind::Instant => number().map(|at| date::instant(Instant(at))),
        Kind::Flag => value.as_bool().map(|on| t(if on { words::YES } else { words::NO }).to_owned()),
        Kind::Choice(choices) => value.as_str().map(|code| label(choices, code)),
        Kind::State(states) => value.as_str().map(|code| state(states, code).0),
        Kind::Choices(choices) => Some(list(value, |one| label(choices, &text_of(one)))),
        Kind::Pictures => {
            value.as_array().filter(|all| !all.is_empty()).map(|all| photos(all.len())).or(Some(String::new()))
        }
        Kind::Custom(custom) => Some((custom.show)(value)),
        _ => None,
    };
    shown.unwrap_or_else(|| text_of(value))
}

/// As it stands in a table or among facts.
pub(crate) fn cell(kind: Kind, name: &str, of: &dyn Fields) -> Cell {
    let value = of.field(name);
    if value.is_null() {
        return Cell::Empty;
    }
    let kind = kind.measured(of);
    match kind {
        Kind::Whole | Kind::Year | Kind::Money | Kind::Price | Kind::Measure(_) | Kind::Duration => {
            Cell::Number(plain(kind, value))
        }
        Kind::Code => Cell::Fixed(text_of(value)),
        Kind::Date | Kind::Instant => Cell::Fixed(plain(kind, value)),
        Kind::Flag => value.as_bool().map_or(Cell::Empty, Cell::Yes),
        Kind::State(states) => value.as_str().map_or(Cell::Empty, |code| {
            let (label, tone) = state(states, code);
            Cell::Badge(tone, label)
        }),
        Kind::Reference(kind, names) => reference(kind, value, name_beside(name, names, of)),
        Kind::References(_, names) => Cell::text(list(of.field(names), text_of)),
        Kind::Email => {
            let text = text_of(value);
            // Behind an address may stand how many more there are.
            linked("mailto:", text.split_once(' ').map_or(text.as_str(), |(first, _)| first), &text)
        }
        Kind::Phone => linked("tel:", &text_of(value), &text_of(value)),
        Kind::Picture => value.as_i64().map_or(Cell::Empty, picture),
        Kind::Pictures => pictures(value),
        Kind::Stars => value
            .as_i64()
            .map_or(Cell::Empty, |stars| Cell::Stars { tenths: tenths(stars), shown: amount::number(stars) }),
        Kind::Shown(shown) => shown(of),
        _ => Cell::text(plain(kind, value)),
    }
}

fn linked(scheme: &str, address: &str, text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Link { href: [scheme, address].concat(), text: text.to_owned() } }
}

fn reference(kind: RecordKind, id: &Value, name: String) -> Cell {
    match id.as_i64() {
        Some(id) if !name.is_empty() => link(kind, id, name),
        _ => Cell::text(name),
    }
}

/// A record's name, leading to its page where that may be looked at, one's own at least.
pub(crate) fn link(kind: RecordKind, id: i64, name: String) -> Cell {
    let opens = kind.can_be_own() || session::may(kind.needs(Verb::Get));
    if opens { Cell::Link { href: nav::record(kind, id), text: name } } else { Cell::text(name) }
}

fn picture(id: i64) -> Cell {
    use leptos::prelude::*;
    let source = domain::route::Endpoint::GetPicture.path(&id.to_string());
    Cell::View(ViewFn::from(move || {
        view! { <img class="picture" src=source.clone() alt="" loading="lazy" /> }.into_any()
    }))
}

/// What a row is called, beside its picture or the icon that stands for one.
pub(crate) fn thumbnail(picture: Option<i64>, icon: Icon, name: String) -> Cell {
    use leptos::prelude::*;
    let source = picture.map(|id| domain::route::Endpoint::GetPicture.path(&id.to_string()));
    Cell::View(ViewFn::from(move || {
        let drawn = match source.clone() {
            Some(source) => view! { <img class="thumb" src=source alt="" loading="lazy" /> }.into_any(),
            None => view! { <span class="thumb">{icon.view()}</span> }.into_any(),
        };
        view! { <span class="thumbed">{drawn}<span title=name.clone()>{name.clone()}</span></span> }.into_any()
    }))
}

/// Days before the last one from which it is said how many are left.
const NEAR: i64 = domain::fleet::document::SOON;

/// The day on which something ends: far off the day itself, near or past how far, which nobody overlooks.
pub(crate) fn ends(value: &Value) -> Cell {
    let Some(day) = value.as_str().and_then(read_date) else { return Cell::Empty };
    match date::days_away_short(day) {
        (days @ ..=NEAR, away) => {
            let tone = if days < 0 { Tone::Overdue } else { Tone::Look };
            Cell::Badge(tone, away)
        }
        _ => Cell::Fixed(date::date(day)),
    }
}

/// Whether the day has passed.
pub(crate) fn has_ended(value: &Value) -> bool {
    value.as_str().and_then(read_date).is_some_and(|day| date::days_away(day).0 < 0)
}

fn photos(many: usize) -> String {
    count_of(many, words::PHOTOS)
}

/// All of them, each leading to itself.
fn pictures(ids: &Value) -> Cell {
    use leptos::prelude::*;
    let ids: Vec<i64> = ids.as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
    if ids.is_empty() {
        return Cell::Empty;
    }
    let one = |(at, id): (usize, &i64)| {
        let source = domain::route::Endpoint::GetPicture.path(&id.to_string());
        let name = [t(domain::fields::PHOTO), " ", &(at + 1).to_string()].concat();
        view! {
            <a href=source.clone() target="_blank" rel="external"><img class="picture" src=source.clone() alt=name loading="lazy" /></a>
        }
    };
    Cell::View(ViewFn::from(move || {
        view! { <span class="pictures">{ids.iter().enumerate().map(one).collect_view()}</span> }.into_any()
    }))
}
