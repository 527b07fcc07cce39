//! Time cards: work on logbooks, from when to when, with the totals of a period.

use domain::bookings::time_card::TimeCardRow;
use domain::bookings::time_card::{TimeCardDraft, WorkTotal};
use domain::permission::{Act, Area, Permission};
use domain::record::RecordKind;
use domain::route::Endpoint;
use domain::time::{DAY, Instant, Span};
use leptos::prelude::*;

use crate::nav;
use crate::net::call;
use crate::net::fetch::resource;
use crate::records::Fields;
use crate::records::field::UNTITLED;
use crate::records::{Body, Detail, DetailSpec, Field, FormSpec, Kind, ListSpec, Record, Section, Tab, list};
use crate::records::{columns, fields};
use crate::session;
use crate::text::{amount, bookings as words, date, fields as labels, fill, records, t, zone};
use crate::ui::cell::Cell;
use crate::ui::facts::{Fact, Facts};
use crate::ui::heading::{Card, PageHeader};
use crate::ui::icon::Icon;

pub(crate) const LIST: ListSpec = ListSpec {
    kind: RecordKind::TimeCard,
    columns: columns![TimeCardRow:
        FROM.shown(Kind::Shown(when)).called(words::WHEN).title(),
        WORKED,
        DRIVER.shown(Kind::Reference(RecordKind::Driver, "driver_name")),
        LOGBOOK.shown(Kind::Reference(RecordKind::Logbook, "logbook_number")).table(),
        NOTES.wide(),
    ],
    filters: TimeCardRow::FILTERS,
    many: &[],
    empty: words::NO_TIME_CARDS,
    icon: Icon::Clock,
    row: None,
};

/// From when to when; of a running one, since when.
fn when(card: &dyn Fields) -> Cell {
    let at = |name: &str| card.field(name).as_i64().map(Instant);
    let text = match (at("from"), at("to")) {
        (Some(from), Some(to)) => date::span(from, to),
        (from, _) => [&date::when(from), " –"].concat(),
    };
    Cell::Text(text)
}

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    fields![TimeCardDraft:
        LOGBOOK.only("status=new,processing,completed"),
        FROM,
        TO.help(words::RUNNING_HELP),
        NOTES.wide(),
    ],
)];

const SHOWN: &[Section] = &[Section::new(
    UNTITLED,
    &[
        Field::of_draft(TimeCardDraft::LOGBOOK),
        Field::new("driver", labels::DRIVER, Kind::Reference(RecordKind::Driver, "driver_name")),
        Field::of_draft(TimeCardDraft::FROM),
        Field::of_draft(TimeCardDraft::TO),
        Field::new("worked", labels::WORKED, Kind::Duration),
        Field::of_draft(TimeCardDraft::NOTES),
    ],
)];

pub(crate) const FORM: FormSpec = FormSpec::new::<TimeCardDraft>(RecordKind::TimeCard, "notes", SECTIONS);

pub(crate) const DETAIL: DetailSpec = DetailSpec {
    kind: RecordKind::TimeCard,
    form: Some(&FORM),
    subtitle: None,
    state: None,
    head: &[],
    tabs: &[Tab::new("", words::TIME_CARDS, Body::Facts(SHOWN)), Tab::new("history", records::HISTORY, Body::History)],
    actions: None,
};

pub(crate) const RECORD: Record =
    Record { kind: RecordKind::TimeCard, form: Some(&FORM), detail: Detail::Spec(&DETAIL) };

/// `/admin/time-cards`: the hours of the list's period by driver, above the cards.
pub(crate) fn time_cards_page() -> AnyView {
    let may = session::may(Permission::In(Area::Bookings, Act::View));
    // Whoever sees only their own need not read their name on each.
    let driver = session::me().with_untracked(|me| me.as_ref()?.driver);
    let own = driver.filter(|_| !may).map(|driver| ("driver", driver.0.to_string()));
    view! {
        <PageHeader title=t(RecordKind::TimeCard.plural())>{list::new_button(&LIST, String::new())}</PageHeader>
        {may.then(totals)}
        {list::body(&LIST, own)}
    }
    .into_any()
}

/// The longest period that the edge adds up.
const LONGEST: i64 = 366 * DAY;

/// The period and the driver that the list's filters name; without any the last 31 days.
#[derive(PartialEq, Eq)]
struct Asked {
    span: Span,
    drivers: Vec<i64>,
}

impl Asked {
    fn read(query: &str) -> Self {
        let filters = nav::list_query(query).filters;
        let at = |name: &str| filters.get(name)?.parse().ok().map(Instant);
        let (since, until) = (at("since"), at("until"));
        let to = until.unwrap_or_else(|| since.map_or(date::now(), |since| date::now().max(since.plus(DAY))));
        let from = since.unwrap_or_else(|| to.plus(-31 * DAY)).max(to.plus(-LONGEST));
        let drivers = filters.get("driver").into_iter().flat_map(|all| all.split(','));
        Self { span: Span { from, to }, drivers: drivers.filter_map(|id| id.parse().ok()).collect() }
    }
}

fn totals() -> AnyView {
    let address = nav::query();
    let asked = Memo::new(move |_| address.with(|query| Asked::read(query)));
    let found = resource::<Vec<WorkTotal>>(move || {
        let Span { from, to } = asked.with(|asked| asked.span);
        Some(call(Endpoint::GetWorkTotals).query(["from=", &from.0.to_string(), "&to=", &to.0.to_string()].concat()))
    });
    let title = move || {
        let Span { from, to } = asked.with(|asked| asked.span);
        // To the last day that has a moment in it.
        let day = |at| zone::today_at(at).map(date::date).unwrap_or_default();
        fill(words::HOURS, &[("from", &day(from)), ("to", &day(to.plus(-1)))])
    };
    let facts = move |mut totals: Vec<WorkTotal>| {
        asked.with(|asked| totals.retain(|total| asked.drivers.is_empty() || asked.drivers.contains(&total.driver)));
        if totals.is_empty() {
            return view! { <p class="muted">{t(words::NO_HOURS)}</p> }.into_any();
        }
        let fact = |total: WorkTotal| {
            let href = nav::record(RecordKind::Driver, total.driver);
            Fact::new(total.driver_name, Cell::Link { href, text: amount::duration(total.worked) })
        };
        let facts: Vec<Fact> = totals.into_iter().map(fact).collect();
        view! { <Facts facts=Signal::stored(facts) /><p class="muted">{t(words::HOURS_RULE)}</p> }.into_any()
    };
    let facts = StoredValue::new(facts);
    (move || view! { <Card title=title()>{found.view(move |totals| facts.with_value(|facts| facts(totals)))}</Card> })
        .into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
    }
}
