//! The timeline: a line for each vehicle or driver, what occupies it, and the tray of bookings nobody drives yet.
//!
//! The window, the lines and the page of lines are in the address: `?from=2026-03-09&days=7&by=drivers&cursor=…`. Dragging
//! a waiting booking onto a line, drawing a span, or the keyboard opens the same assignment form as the booking's page.

use domain::bookings::answer::AnswerState;
use domain::bookings::logbook::{LogbookDraft, Obstruction};
use domain::bookings::progress::LogbookStatus;
use domain::bookings::schedule::{BarKind, Lane, LaneKind, Schedule};
use domain::id::{BookingId, DriverId, VehicleId};
use domain::permission::{Act, Area, Permission};
use domain::record::{RecordKind, Verb};
use domain::route::Endpoint;
use domain::time::{DAY, Date, HOUR, Instant, read_date, week_of};
use leptos::prelude::*;

use super::{assign, today};
use crate::nav::part::Find;
use crate::nav::{self, Found, Screen};
use crate::net::call;
use crate::net::fetch::resource;
use crate::session;
use crate::text::{bookings as words, date, fleet, people, records, shell, t, zone};
use crate::ui::button::{Button, Kind as ButtonKind, Size};
use crate::ui::choice::Choice;
use crate::ui::date::DateInput;
use crate::ui::dialog::{Dialog, DialogKind};
use crate::ui::empty::EmptyState;
use crate::ui::field::Field as Frame;
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;
use crate::ui::schedule::{self as ui, Board, Placement, Span, Tick, Waiting};
use crate::ui::select::Select;
use crate::ui::toast;
use crate::ui::tone::Tone;

/// What the addresses of this part's screens begin with: the timeline, and the driver's day.
pub const ROOTS: &[&str] = &["schedule", "today"];

const SCREENS: &[Screen] = &[Screen::new("schedule", schedule_page), Screen::new("today", today::today_page)];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    nav::find_screen(SCREENS, path)
}

/// What the address says.
#[derive(Clone, PartialEq, Eq)]
struct Asked {
    from: Date,
    days: i64,
    by: LaneKind,
    cursor: String,
}

impl Asked {
    fn read(query: &str) -> Self {
        let get = |name: &str| nav::parameter(query, name);
        Self {
            from: get("from").parse().unwrap_or_else(|_| zone::today()),
            days: if get("days") == "1" { 1 } else { 7 },
            by: get("by").parse().unwrap_or(LaneKind::Vehicles),
            cursor: get("cursor"),
        }
    }

    fn go(&self) {
        let cursor = String::from(js_sys::encode_uri_component(&self.cursor));
        let mut path =
            ["/admin/schedule?from=", &self.from.to_string(), "&days=", &self.days.to_string(), "&by=", self.by.code()]
                .concat();
        if !cursor.is_empty() {
            path.push_str("&cursor=");
            path.push_str(&cursor);
        }
        nav::replace_query(&path);
    }

    /// What is shown begins with the chosen day, or with its week.
    fn first(&self) -> Date {
        if self.days == 1 { self.from } else { week_of(self.from) }
    }

    /// A day's beginning, counted from the first; days are the company's, so some have 23 or 25 hours.
    fn day(&self, after: i64) -> Instant {
        let noon = zone::start_of(self.first()).plus(after * DAY + DAY / 2);
        zone::today_at(noon).map_or(noon, zone::start_of)
    }

    fn window(&self) -> Span {
        Span { from: self.day(0).0, to: self.day(self.days).0 }
    }

    fn ticks(&self) -> Vec<Tick> {
        if self.days == 1 {
            let from = self.day(0);
            let tick = |hour: i64| {
                let at = from.plus(hour * HOUR);
                Tick { at: at.0, label: date::time(at), major: hour == 0 }
            };
            return (0..24).step_by(2).map(tick).collect();
        }
        let tick = |day: i64| {
            let at = self.day(day);
            Tick { at: at.0, label: date::short_day(at), major: true }
        };
        (0..self.days).map(tick).collect()
    }

    fn moved(&self, days: i64) -> Self {
        let noon = zone::start_of(self.from).plus(days * DAY + DAY / 2);
        Self { from: zone::today_at(noon).unwrap_or(self.from), cursor: String::new(), ..self.clone() }
    }
}

/// `/admin/schedule`
pub(crate) fn schedule_page() -> AnyView {
    let address = nav::query();
    let asked = Memo::new(move |_| address.with(|query| Asked::read(query)));
    let schedule = resource::<Schedule>(move || {
        let asked = asked.get();
        let window = asked.window();
        let cursor = String::from(js_sys::encode_uri_component(&asked.cursor));
        let query = [
            "from=",
            &window.from.to_string(),
            "&to=",
            &window.to.to_string(),
            "&by=",
            asked.by.code(),
            if cursor.is_empty() { "" } else { "&cursor=" },
            &cursor,
        ];
        Some(call(Endpoint::GetSchedule).query(query.concat()))
    })
    .follow();
    let open = RwSignal::new(false);
    let draft = RwSignal::new(None::<LogbookDraft>);
    let assign = Callback::new(move |prefill: LogbookDraft| {
        if let Some(reason) = session::refused(Permission::In(Area::Bookings, Act::Create)) {
            return toast::bad(reason);
        }
        draft.set(Some(prefill));
        open.set(true);
    });
    let done = Callback::new(move |()| schedule.reload());
    view! {
        <PageHeader title=t(shell::SCHEDULE)>{controls(asked)}</PageHeader>
        <p class="muted">{t(words::APPROACH)}</p>
        {schedule.view(move |schedule| board(schedule, asked.get_untracked(), assign))}
        <Dialog open=open title=t(words::ASSIGN_TITLE).to_owned() kind=DialogKind::Panel>
            {move || draft.get().map(|draft| assign::assign_form(draft, open, done))}
        </Dialog>
    }
    .into_any()
}

fn controls(asked: Memo<Asked>) -> AnyView {
    let day = RwSignal::new(String::new());
    let (by, days) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move || {
        let asked = asked.get();
        day.set(asked.from.to_string());
        by.set(asked.by.code().to_owned());
        days.set(asked.days.to_string());
    });
    Effect::new(move || {
        if let Some(from) = read_date(&day.get()) {
            let now = asked.get_untracked();
            if from != now.from {
                Asked { from, cursor: String::new(), ..now }.go();
            }
        }
    });
    let step = move |ahead: i64| {
        let now = asked.get_untracked();
        now.moved(ahead * now.days).go();
    };
    let lanes: Vec<Choice> = LaneKind::ALL.iter().map(|kind| Choice::new(kind.code(), t(kind.label()))).collect();
    let spans = vec![Choice::new("1", t(words::DAY_VIEW)), Choice::new("7", t(words::WEEK_VIEW))];
    let choose_lanes = move |code: String| {
        Asked { by: code.parse().unwrap_or(LaneKind::Vehicles), cursor: String::new(), ..asked.get_untracked() }.go();
    };
    let choose_days = move |code: String| Asked { days: code.parse().unwrap_or(7), ..asked.get_untracked() }.go();
    view! {
        <Frame label=t(words::LINES_BY)><Select value=by options=lanes on_change=choose_lanes /></Frame>
        <Frame label=t(crate::text::overview::PERIOD)><Select value=days options=spans on_change=choose_days /></Frame>
        <div class="schedule-day">
            <Button label=t(words::EARLIER) icon=Icon::Left icon_only=true on_press=move |()| step(-1) />
            <Frame label=t(words::DAY_VIEW)><DateInput value=day /></Frame>
            <Button label=t(words::LATER) icon=Icon::Right icon_only=true on_press=move |()| step(1) />
        </div>
        <Button label=t(shell::TODAY) on_press=move |()| Asked { from: zone::today(), cursor: String::new(), ..asked.get_untracked() }.go() />
    }
    .into_any()
}

/// What has no state has no tone.
fn tone_of(code: &str) -> Tone {
    code.parse().map_or(Tone::Neutral, LogbookStatus::tone)
}

fn bar(bar: &domain::bookings::schedule::Bar, place: usize) -> ui::Bar {
    let mut times = date::span(bar.from, bar.to);
    if bar.declined {
        times = [&times, " · ", t(words::WAS_DECLINED)].concat();
    }
    let kind = match bar.kind {
        BarKind::Logbook => ui::BarKind::Solid,
        BarKind::Assignment => ui::BarKind::Outline,
        BarKind::Leave => ui::BarKind::Blocked,
    };
    ui::Bar {
        id: place.to_string(),
        line: bar.lane.to_string(),
        span: Span { from: bar.from.0, to: bar.to.0 },
        label: if bar.label.is_empty() { t(bar.kind.label()).to_owned() } else { bar.label.clone() },
        spoken: [t(bar.kind.label()), ": ", &bar.label, ", ", &times].concat(),
        detail: times,
        tone: if bar.declined { AnswerState::Declined.tone() } else { tone_of(&bar.status) },
        kind,
        movable: false,
    }
}

/// Over the whole line of what no trip may be assigned to. It leads where the line's name leads.
fn closed(lane: &Lane, why: Obstruction, window: Span) -> ui::Bar {
    let why = t(why.label());
    ui::Bar {
        id: [CLOSED, &lane.id.to_string()].concat(),
        line: lane.id.to_string(),
        span: window,
        label: why.to_owned(),
        spoken: [&lane.label, ": ", why].concat(),
        kind: ui::BarKind::Blocked,
        ..ui::Bar::default()
    }
}

/// What the id of such a bar begins with, before its line's.
const CLOSED: &str = "closed-";

fn board(schedule: Schedule, asked: Asked, assign: Callback<LogbookDraft>) -> AnyView {
    let record = if asked.by == LaneKind::Vehicles { RecordKind::Vehicle } else { RecordKind::Driver };
    let lines: Vec<ui::Line> = schedule
        .lanes
        .iter()
        .map(|lane| ui::Line {
            id: lane.id.to_string(),
            label: lane.label.clone(),
            detail: lane.hint.clone(),
            href: Some(nav::record(record, lane.id)),
        })
        .collect();
    let why = match asked.by {
        LaneKind::Vehicles => Obstruction::VehicleUnavailable,
        LaneKind::Drivers => Obstruction::DriverUnavailable,
    };
    let unavailable =
        schedule.lanes.iter().filter(|lane| !lane.available).map(|lane| closed(lane, why, asked.window()));
    let bars: Vec<ui::Bar> =
        schedule.bars.iter().enumerate().map(|(place, one)| bar(one, place)).chain(unavailable).collect();
    let waiting: Vec<Waiting> = schedule
        .tray
        .iter()
        .map(|booking| Waiting {
            id: booking.id.to_string(),
            label: booking.subject.clone(),
            detail: [booking.customer_name.as_str(), " · ", &date::span(booking.pickup_at, booking.ends_at)].concat(),
            span: Span { from: booking.pickup_at.0, to: booking.ends_at.0 },
        })
        .collect();
    let by = asked.by;
    let on_line = move |draft: LogbookDraft, line: &str| {
        let id: Option<i64> = line.parse().ok();
        match by {
            LaneKind::Vehicles => LogbookDraft { vehicle: id.map(VehicleId), ..draft },
            LaneKind::Drivers => LogbookDraft { driver: id.map(DriverId), ..draft },
        }
    };
    let tray = StoredValue::new(schedule.tray.clone());
    let put = move |(booking, line): (String, String)| {
        let found = tray.with_value(|tray| tray.iter().find(|one| one.id.to_string() == booking).cloned());
        if let Some(booking) = found {
            let draft = LogbookDraft {
                name: booking.subject.chars().take(120).collect(),
                booking: Some(BookingId(booking.id)),
                from: Some(booking.pickup_at),
                to: Some(booking.ends_at),
                ..LogbookDraft::default()
            };
            assign.run(on_line(draft, &line));
        }
    };
    let opened = StoredValue::new(schedule.bars);
    let show = move |place: String| {
        if let Some(lane) = place.strip_prefix(CLOSED).and_then(|lane| lane.parse().ok()) {
            return nav::go(&nav::record(record, lane));
        }
        let bar = opened.with_value(|bars| bars.get(place.parse::<usize>().ok()?).cloned());
        let Some(bar) = bar else { return };
        match (bar.kind, bar.booking) {
            (BarKind::Logbook, Some(booking)) => nav::go(&nav::record(RecordKind::Booking, booking)),
            (BarKind::Assignment, _) => nav::go(&nav::record(RecordKind::Assignment, bar.id)),
            (BarKind::Leave, _) if session::may(RecordKind::Leave.needs(Verb::Get)) => {
                nav::go(&nav::record(RecordKind::Leave, bar.id));
            }
            _ => nav::go(&nav::record(RecordKind::Driver, bar.lane)),
        }
    };
    let more = schedule.next.map(|cursor| {
        let next = Asked { cursor, ..asked.clone() };
        view! { <Button label=t(words::MORE_LINES) size=Size::Small kind=ButtonKind::Quiet icon=Icon::Down on_press=move |()| next.go() /> }
    });
    let first = (!asked.cursor.is_empty()).then(|| {
        let first = Asked { cursor: String::new(), ..asked.clone() };
        view! { <Button label=t(words::FIRST_LINES) size=Size::Small kind=ButtonKind::Quiet icon=Icon::Up on_press=move |()| first.go() /> }
    });
    let nobody = (schedule.lanes.is_empty() && asked.cursor.is_empty()).then(|| {
        let detail = if by == LaneKind::Vehicles { fleet::NO_VEHICLES } else { people::NO_DRIVERS };
        view! { <EmptyState title=t(records::NOTHING_YET) detail=t(detail) icon=Icon::Truck /> }
    });
    let in_words = |placement: Placement| date::span(Instant(placement.span.from), Instant(placement.span.to));
    view! {
        <Board
            label=t(shell::SCHEDULE)
            window=Signal::stored(asked.window())
            ticks=Signal::stored(asked.ticks())
            lines=Signal::stored(lines)
            bars=Signal::stored(bars)
            waiting=Signal::stored(waiting)
            now=Signal::stored(Some(date::now().0))
            on_open=show
            on_assign=put
            in_words=in_words
        />
        {nobody}
        <div class="actions">{first}{more}</div>
    }
    .into_any()
}
