//! The overview: what asks for an act, how the period went beside the one before, today, what expires, and who is rated best.
//!
//! Invariant: every number leads to the list it was counted from.

mod first_steps;
mod today;

use domain::bookings::progress::BookingStatus;
use domain::fleet::document::DocumentType;
use domain::fleet::vehicle::VehicleStatus;
use domain::overview::{Counted, Expiring, Month, Overview};
use domain::record::RecordKind;
use domain::route::Endpoint;
use domain::text::Text;
use domain::time::{DAY, Date, read_date};
use leptos::prelude::*;

use super::ranking;
use crate::nav::part::Find;
use crate::nav::{self, Screen, find_screen};
use crate::net::call;
use crate::net::fetch::resource;
use crate::text::{amount, bookings as of_bookings, date, fill, overview as words, shell, t, zone};
use crate::ui::badge::Badge;
use crate::ui::chart::{BarChart, Donut, Series, Slice};
use crate::ui::choice::Choice;
use crate::ui::field::Field as Frame;
use crate::ui::heading::{Card, PageHeader};
use crate::ui::select::Select;
use crate::ui::stat::Stat;
use crate::ui::tone::Tone;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["overview"];

/// Called when the part is here.
pub fn open() -> Find {
    |path| find_screen(const { &[Screen::new("overview", overview_page)] }, path)
}

/// The periods that are offered, in days back from today, today included.
const PERIODS: [(&str, i64, Text); 4] = [
    ("30", 30, words::DAYS_30),
    ("90", 90, words::DAYS_90),
    ("180", 180, words::DAYS_180),
    ("365", 365, words::DAYS_365),
];
/// Days before its end from which a paper has to be looked at.
const URGENT: i64 = 7;

/// `/admin/overview?days=90`
fn overview_page() -> AnyView {
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

/// Both days of the period belong to it.
fn draw(overview: &Overview, period: (Date, Date)) -> AnyView {
    let earned = overview.months.iter().any(|month| month.invoiced != 0 || month.collected != 0);
    let by_month = earned.then(|| {
        let chart = months(&overview.months, &overview.currency);
        view! { <Card title=t(words::BY_MONTH)>{chart}</Card> }
    });
    let today = today::timeline(overview);
    let day_summary = today::summary(overview);
    let schedule = ViewFn::from(move || {
        let summary = day_summary.clone();
        view! { <span class="muted">{summary}</span><a href="/admin/schedule">{t(words::OPEN_SCHEDULE)}</a> }.into_any()
    });
    let all = ViewFn::from(|| {
        let href = [nav::list(RecordKind::Document).as_str(), "?validity=expired,soon"].concat();
        view! { <a href=href>{t(words::SEE_ALL)}</a> }.into_any()
    });
    let expiring = expiring(&overview.expiring);
    let by_status = by_status(&overview.bookings, period);
    let ranked = ranking::bars(overview.ranking.clone());
    view! {
        {overview.first_steps.as_deref().and_then(first_steps::view)}
        <div class="asks">{asks(overview)}</div>
        <ul class="counts">{counts(overview, period)}</ul>
        <div class="overview">
            <Card title=t(words::TODAY) actions=schedule>{today}</Card>
            <Card title=t(words::EXPIRING) actions=all>{expiring}</Card>
            {by_month}
            <div class="overview">
                <Card title=t(of_bookings::RANKING)>{ranked}</Card>
                <Card title=t(words::BY_STATUS)>{by_status}</Card>
            </div>
        </div>
    }
    .into_any()
}

/// A number that asks for an act, while there is anything to do.
fn ask(label: Text, value: String, note: Option<String>, tone: Tone, act: Text, href: String) -> AnyView {
    let (tone, note, act) = match note {
        Some(note) => (tone, note, t(act)),
        None => (Tone::Neutral, t(words::NOTHING_TO_DO).to_owned(), ""),
    };
    let (value, note) = (Signal::stored(Some(value)), Signal::stored(Some(note)));
    view! { <Stat label=t(label) value=value note=note tone=Signal::stored(tone) href=href act=act /> }.into_any()
}

/// What has to be done, each quiet while there is nothing.
fn asks(overview: &Overview) -> AnyView {
    let bookings = nav::list(RecordKind::Booking);
    let said = |there: bool, words: Text, when: Option<String>| {
        there.then(|| when.map_or_else(String::new, |when| fill(words, &[("when", &when)])))
    };
    let (waiting, unassigned) = (overview.waiting, overview.unassigned);
    let since = said(waiting > 0, words::OLDEST, overview.waiting_since.map(date::relative));
    let leaves = said(unassigned > 0, words::NEXT_LEAVES, overview.unassigned_at.map(date::near));
    let overdue = overview.overdue_balance.map(|minor| {
        let since = said(minor > 0, words::OVERDUE_SINCE, overview.overdue_since.map(|day| date::days_away(day).1));
        let href = [nav::list(RecordKind::Invoice).as_str(), "?status=overdue"].concat();
        ask(words::OVERDUE, amount::glance(minor, &overview.currency), since, Tone::Overdue, words::COLLECT, href)
    });
    let (new, without) = ([&bookings, "?to_answer=true"].concat(), [&bookings, "?unassigned=true"].concat());
    view! {
        {ask(words::WAITING, amount::number(waiting), since, Tone::New, words::ANSWER, new)}
        {ask(words::UNASSIGNED, amount::number(unassigned), leaves, Tone::Look, words::ASSIGN, without)}
        {overdue}
    }
    .into_any()
}

/// The rest in one quiet line: how the period went beside the one before, and what there is now.
fn counts(overview: &Overview, period: (Date, Date)) -> AnyView {
    let one = |label: &'static str, value: String, href: String, change: Option<AnyView>| {
        view! { <li><a href=href>{label}</a><strong>{value}</strong>{change}</li> }
    };
    let of_period = |label: Text, statuses: &[BookingStatus], more_is_good: bool| {
        let sum = |all: &[Counted<BookingStatus>]| statuses.iter().map(|status| counted(all, *status)).sum::<i64>();
        let (now, before) = (sum(&overview.bookings), sum(&overview.bookings_before));
        let codes: Vec<&str> = statuses.iter().map(|status| status.code()).collect();
        one(t(label), amount::number(now), of_status(&codes.join(","), period), change(now, before, more_is_good))
    };
    let active = counted(&overview.vehicles, VehicleStatus::Active);
    let open = overview.open_balance.map(|minor| {
        let href = [nav::list(RecordKind::Invoice).as_str(), "?status=issued,partly_paid,overdue"].concat();
        one(t(words::OPEN), amount::glance(minor, &overview.currency), href, None)
    });
    let list = |kind: RecordKind, query: &str| [nav::list(kind).as_str(), query].concat();
    // A month that isn't over can't be held against a whole one.
    let of_month = |label: Text, kind: RecordKind, sum: fn(&Month) -> i64| {
        let [.., before, last, next] = overview.months.as_slice() else { return None };
        let (sum, before) = (sum(last), sum(before));
        let value = [&amount::glance(sum, &overview.currency), " · ", &date::month(&last.month)].concat();
        let [since, until] = [last, next].map(|month| first_of(kind, month));
        let href = list(kind, &["?since=", &since, "&until=", &until].concat());
        Some(one(t(label), value, href, change(sum, before, true)))
    };
    view! {
        {of_period(words::BOOKINGS, BookingStatus::ALL, true)}
        {of_period(words::COMPLETED, &[BookingStatus::Completed], true)}
        {of_period(words::LOST, &[BookingStatus::Rejected, BookingStatus::Cancelled], false)}
        {of_month(words::INVOICED, RecordKind::Invoice, |month| month.invoiced)}
        {of_month(words::COLLECTED, RecordKind::Payment, |month| month.collected)}
        {open}
        {one(t(words::DRIVING), amount::number(overview.driving), list(RecordKind::Booking, "?status=processing"), None)}
        {one(t(words::ACTIVE_VEHICLES), amount::number(active), list(RecordKind::Vehicle, "?status=active"), None)}
        {one(t(words::DRIVERS), amount::number(overview.drivers), list(RecordKind::Driver, ""), None)}
        {one(t(words::CUSTOMERS), amount::number(overview.customers), list(RecordKind::Customer, ""), None)}
    }
    .into_any()
}

/// The day that a month begins with, as the lists of invoices and payments are asked for it.
fn first_of(kind: RecordKind, month: &Month) -> String {
    let day = [&month.month, "-01"].concat();
    match read_date(&day) {
        Some(first) if kind == RecordKind::Payment => zone::start_of(first).0.to_string(),
        _ => day,
    }
}

/// How much more or less than before; nothing where there was nothing to compare with.
fn change(now: i64, before: i64, more_is_good: bool) -> Option<AnyView> {
    if before == 0 {
        return None;
    }
    let percent = ((now - before) * 100 + (now - before).signum() * before / 2) / before;
    let shown = amount::percent(percent.abs());
    let (sign, spoken, tone) = match percent.signum() {
        0 => ("=", t(words::AS_BEFORE).to_owned(), Tone::Neutral),
        1 => (
            "▲",
            fill(words::MORE_THAN_BEFORE, &[("percent", &shown)]),
            if more_is_good { Tone::Good } else { Tone::Bad },
        ),
        _ => (
            "▼",
            fill(words::LESS_THAN_BEFORE, &[("percent", &shown)]),
            if more_is_good { Tone::Bad } else { Tone::Good },
        ),
    };
    let written = if percent == 0 { sign.to_owned() } else { [sign, " ", &shown].concat() };
    Some(
        view! { <span class="trend" data-tone=tone.name() title=spoken.clone()><span aria-hidden="true">{written}</span><span class="hidden-text">{spoken.clone()}</span></span> }
            .into_any(),
    )
}

/// The bookings of the period in these states.
fn of_status(codes: &str, (from, to): (Date, Date)) -> String {
    let instant = |day: Date| zone::start_of(day).0.to_string();
    let until = instant(to.succ_opt().unwrap_or(to));
    [nav::list(RecordKind::Booking).as_str(), "?status=", codes, "&since=", &instant(from), "&until=", &until].concat()
}

fn expiring(all: &[Expiring]) -> AnyView {
    if all.is_empty() {
        return view! { <p class="muted">{t(words::NOTHING_EXPIRES)}</p> }.into_any();
    }
    let one = |one: &Expiring| {
        let (days, away) = date::days_away(one.expires_on);
        let tone = match days {
            ..0 => Tone::Overdue,
            0..=URGENT => Tone::Look,
            _ => Tone::Neutral,
        };
        let what = if one.title.is_empty() { t(DocumentType::Licence.label()).to_owned() } else { one.title.clone() };
        let exact = date::date(one.expires_on);
        view! {
            <li title=exact>
                <Badge label=away tone=tone />
                <a href=nav::record(one.kind, one.id)>{one.owner.clone()}</a>
                <span class="muted">{what}</span>
            </li>
        }
    };
    view! { <ul class="expiring">{all.iter().map(one).collect_view()}</ul> }.into_any()
}

fn by_status(bookings: &[Counted<BookingStatus>], period: (Date, Date)) -> AnyView {
    let slices: Vec<Slice> = bookings
        .iter()
        // What waits for an answer is looked for here, also when nothing does.
        .filter(|one| one.count > 0 || one.status == BookingStatus::New)
        .map(|one| Slice {
            label: t(one.status.label()).to_owned(),
            value: one.count,
            tone: Some(one.status.tone()),
            href: Some(of_status(one.status.code(), period)),
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
