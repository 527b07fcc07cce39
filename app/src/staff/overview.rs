//! The overview: what waits, what drives today, what was earned, and who is rated best.
//!
//! Invariant: every number leads to the list it was counted from.

use domain::bookings::progress::BookingStatus;
use domain::overview::{Counted, Month, Overview, TodayTrip};
use domain::record::RecordKind;
use domain::route::Endpoint;
use domain::time::{DAY, Date};
use leptos::prelude::*;

use super::ranking;
use crate::nav;
use crate::net::call;
use crate::net::fetch::resource;
use crate::text::{amount, bookings as of_bookings, date, overview as words, shell, t, zone};
use crate::ui::badge::Badge;
use crate::ui::chart::{BarChart, Donut, Series, Slice};
use crate::ui::choice::Choice;
use crate::ui::field::Field as Frame;
use crate::ui::heading::{Card, PageHeader};
use crate::ui::select::Select;
use crate::ui::stat::Stat;
use crate::ui::tone::Tone;

/// The periods that are offered, in days back from today, today included.
const PERIODS: [(&str, i64, domain::text::Text); 4] = [
    ("30", 30, words::DAYS_30),
    ("90", 90, words::DAYS_90),
    ("180", 180, words::DAYS_180),
    ("365", 365, words::DAYS_365),
];

/// `/admin/overview?days=90`
pub(crate) fn overview_page() -> AnyView {
    let address = nav::query();
    let days = Memo::new(move |_| {
        address.with(|query| {
            let asked = query.split('&').find_map(|part| part.trim_start_matches('?').strip_prefix("days="));
            PERIODS.iter().find(|(code, ..)| asked == Some(*code)).map_or(("30", 30), |(code, days, _)| (*code, *days))
        })
    });
    let period = Memo::new(move |_| {
        let today = zone::today();
        (zone::today_at(date::now().plus(-(days.get().1 - 1) * DAY)).unwrap_or(today), today)
    });
    let overview = resource::<Overview>(move || {
        let (from, to) = period.get();
        Some(call(Endpoint::GetOverview).query(["from=", &from.to_string(), "&to=", &to.to_string()].concat()))
    })
    .follow();
    let chosen = RwSignal::new(days.get_untracked().0.to_owned());
    Effect::new(move || chosen.set(days.get().0.to_owned()));
    let options: Vec<Choice> = PERIODS.iter().map(|(code, _, label)| Choice::new(*code, t(*label))).collect();
    let choose = move |code: String| nav::replace_query(&["/admin/overview?days=", &code].concat());
    view! {
        <PageHeader title=t(shell::OVERVIEW)>
            <Frame label=t(words::PERIOD)><Select value=chosen options=options on_change=choose /></Frame>
        </PageHeader>
        {overview.view(move |overview| draw(&overview, period.get_untracked()))}
    }
    .into_any()
}

fn counted<S: PartialEq + Copy>(all: &[Counted<S>], status: S) -> i64 {
    all.iter().find(|one| one.status == status).map_or(0, |one| one.count)
}

fn stat(label: domain::text::Text, value: String, tone: Tone, href: String) -> AnyView {
    view! { <Stat label=t(label) value=Signal::stored(Some(value)) tone=Signal::stored(tone) href=href /> }.into_any()
}

/// Both days of the period belong to it.
fn draw(overview: &Overview, period: (Date, Date)) -> AnyView {
    let bookings = nav::list(RecordKind::Booking);
    let invoices = nav::list(RecordKind::Invoice);
    let active = counted(&overview.vehicles, domain::fleet::vehicle::VehicleStatus::Active);
    let money = overview.open_balance.zip(overview.overdue_balance).map(|(open, overdue)| {
        view! {
            {stat(words::OPEN, amount::glance(open, &overview.currency), Tone::Neutral, [&invoices, "?status=issued,partly_paid,overdue"].concat())}
            {stat(words::OVERDUE, amount::glance(overdue, &overview.currency),
                if overdue > 0 { Tone::Bad } else { Tone::Neutral }, [&invoices, "?status=overdue"].concat())}
        }
    });
    let earned = overview.months.iter().any(|month| month.invoiced != 0 || month.collected != 0);
    let by_month = earned.then(|| {
        let chart = months(&overview.months, &overview.currency);
        view! { <Card title=t(words::BY_MONTH)>{chart}</Card> }
    });
    let today = trips(&overview.today);
    let by_status = by_status(&overview.bookings, period);
    let ranked = ranking::places(overview.ranking.clone());
    let waiting = if overview.waiting > 0 { Tone::Warn } else { Tone::Neutral };
    view! {
        <div class="stats">
            {stat(words::WAITING, amount::number(overview.waiting), waiting, [&bookings, "?status=new"].concat())}
            {stat(words::DRIVING, amount::number(overview.driving), Tone::Neutral, [&bookings, "?status=processing"].concat())}
            {stat(words::ACTIVE_VEHICLES, amount::number(active), Tone::Neutral, [&nav::list(RecordKind::Vehicle), "?status=active"].concat())}
            {stat(words::DRIVERS, amount::number(overview.drivers), Tone::Neutral, nav::list(RecordKind::Driver))}
            {stat(words::CUSTOMERS, amount::number(overview.customers), Tone::Neutral, nav::list(RecordKind::Customer))}
            {money}
        </div>
        <div class="cards">
            <Card title=t(words::TODAY)>{today}</Card>
            <Card title=t(words::BY_STATUS)>{by_status}</Card>
            {by_month}
            <Card title=t(of_bookings::RANKING)>{ranked}</Card>
        </div>
    }
    .into_any()
}

fn trips(trips: &[TodayTrip]) -> AnyView {
    if trips.is_empty() {
        return view! { <p class="muted">{t(words::NO_TRIPS)}</p> }.into_any();
    }
    let one = |trip: &TodayTrip| {
        view! {
            <li class="logbook">
                <div class="logbook-head">
                    <a href=nav::record(RecordKind::Booking, trip.booking)>{trip.subject.clone()}</a>
                    <Badge label=t(trip.status.label()) tone=trip.status.tone() />
                </div>
                <p class="muted">{[date::span(trip.from, trip.to).as_str(), " · ", &trip.vehicle_name, " · ", &trip.driver_name].concat()}</p>
            </li>
        }
    };
    view! { <ul class="logbooks">{trips.iter().map(one).collect_view()}</ul> }.into_any()
}

fn by_status(bookings: &[Counted<BookingStatus>], (from, to): (Date, Date)) -> AnyView {
    let instant = |day: Date| zone::start_of(day).0.to_string();
    let period = ["&since=", &instant(from), "&until=", &instant(to.succ_opt().unwrap_or(to))].concat();
    let slices: Vec<Slice> = bookings
        .iter()
        // What waits for an answer is looked for here, also when nothing does.
        .filter(|one| one.count > 0 || one.status == BookingStatus::New)
        .map(|one| Slice {
            label: t(one.status.label()).to_owned(),
            value: one.count,
            tone: Some(one.status.tone()),
            href: Some([nav::list(RecordKind::Booking).as_str(), "?status=", one.status.code(), &period].concat()),
        })
        .collect();
    if bookings.iter().all(|one| one.count == 0) {
        return view! { <p class="muted">{t(words::NO_BOOKINGS)}</p> }.into_any();
    }
    view! { <Donut label=t(words::BY_STATUS) slices=Signal::stored(slices) format=|count| amount::number(count) /> }
        .into_any()
}

fn months(months: &[Month], currency: &str) -> AnyView {
    let labels: Vec<String> = months.iter().map(|month| date::month(&month.month)).collect();
    let series = vec![
        Series { name: t(words::INVOICED).to_owned(), values: months.iter().map(|month| month.invoiced).collect() },
        Series { name: t(words::COLLECTED).to_owned(), values: months.iter().map(|month| month.collected).collect() },
    ];
    let write = |how: fn(i64, &str) -> String| {
        let currency = currency.to_owned();
        Callback::new(move |minor| how(minor, &currency))
    };
    let (format, axis) = (write(amount::money), write(amount::short));
    view! {
        <BarChart label=t(words::BY_MONTH) labels=Signal::stored(labels) series=Signal::stored(series) format=format axis=axis />
    }
    .into_any()
}
