//! A booking's page, on which most of a dispatcher's day happens: what it is in one line, how far it has come, the one act that comes
//! next, its route and crew, and beside them the customer and the money.
//!
//! Invariant: at most one primary button; whatever else is possible stands in the menu.

use std::cmp::Ordering;

use domain::bookings::answer::TripAnswer;
use domain::bookings::booking::Booking;
use domain::bookings::logbook::LogbookSummary;
use domain::bookings::progress::{BookingStatus, LogbookStatus, Stage, Transition};
use domain::money::invoice::InvoiceStatus;
use domain::permission::{Act, Area, NamedAct, Permission};
use domain::record::RecordKind;
use domain::text::Text;
use domain::time::{Instant, Span};
use leptos::prelude::*;

use super::booking_form::{DERIVED, FORM, SECTIONS};
use super::invoice::Drafting;
use super::logbook_card::{Panel, gaps};
use super::transitions::Asking;
use super::{change_requests, invoice, logbook_card, today, transitions};
use crate::nav;
use crate::records::detail::{Link, Shown, acts, archived_badge, edit_button, framed, tabs};
use crate::records::value::link;
use crate::records::{files, history, neighbours, obstacles, visibility};
use crate::session;
use crate::staff::mail;
use crate::text::{
    address, amount, bookings as words, count, date, fields as labels, fill, mail as mail_words, records, t, zone,
};
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Kind as ButtonKind, LinkButton, Size};
use crate::ui::heading::{Card, PageHeader};
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuItem};
use crate::ui::note::Note;
use crate::ui::stars::{Stars, tenths};
use crate::ui::steps::{Reached, Step, Steps};
use crate::ui::tone::Tone;

/// The record, read as what it is; `None` until it is there.
fn booking(shown: Shown) -> Signal<Option<Booking>> {
    Signal::derive(move || shown.record.value.with(|record| serde_json::from_value(record.clone()?).ok()))
}

/// What lies open over the page, whichever button opened it.
#[derive(Clone, Copy)]
struct Opened {
    asking: Asking,
    panel: Panel,
    drafting: Drafting,
}

/// `/admin/bookings/{id}`.
pub(crate) fn booking_page() -> AnyView {
    let shown = Shown::here(RecordKind::Booking);
    let known = booking(shown);
    let opened = Opened { asking: Asking::new(), panel: Panel::new(), drafting: Drafting::new(shown.id) };
    let title = Signal::derive(move || {
        let subject = shown.text("subject");
        if subject.is_empty() { t(RecordKind::Booking.singular()).to_owned() } else { subject }
    });
    let subtitle = Signal::derive(move || {
        let (number, customer) = (shown.text("number"), shown.text("customer_name"));
        (!number.is_empty()).then(|| [number, customer].join(" · "))
    });
    assign_at_once(known, opened.panel);
    let there = Memo::new(move |_| shown.record.value.with(Option::is_some));
    let tail = nav::tail();
    let links = [("", words::TRIP), (mail::about::MAILS, mail::about::TITLE), ("history", records::HISTORY)];
    let links = links.map(|(slug, label)| Link::new(slug, t(label))).into();
    let up = (nav::list(RecordKind::Booking), t(RecordKind::Booking.plural()).to_owned());
    view! {
        <PageHeader title=title subtitle=subtitle up=up state=ViewFn::from(move || state(shown, known))>
            {neighbours(shown)}
            {move || there.get().then(|| view! {
                {move || known.get().map(|booking| main_act(&booking, opened))}
                {edit_button(&FORM, shown)}
                <Menu items=Signal::derive(move || further(shown, known, opened)) />
            })}
        </PageHeader>
        {transitions::dialog(shown, known, opened.asking, opened.panel)}
        {logbook_card::dialog(shown, opened.panel)}
        {obstacles(shown.refusal)}
        {change_requests::banner(shown, known, opened.asking)}
        {move || there.get().then(|| view! {
            <p class="fact-line">{move || facts_in_a_row(known)}</p>
            <Steps label=t(words::STAGES) steps=Signal::derive(move || steps(known)) />
        })}
        {tabs(shown, links, tail)}
        {framed(
            shown,
            ViewFn::from(move || {
                let tail = tail.get();
                if tail == "history" {
                    let fields = history::fields_of(SECTIONS).into_iter().chain(DERIVED).collect();
                    history::of_record(RecordKind::Booking, shown.id, fields, Signal::derive(move || shown.version()))
                } else if tail == mail::about::MAILS {
                    mail::about::mails(shown)
                } else {
                    trip(shown, known, opened)
                }
            }),
        )}
    }
    .into_any()
}

/// What the query of its address says for the panel to be open that assigns.
pub(super) const ASSIGN: &str = "assign";

/// Opens the panel once the booking is there, if its address says so and anything is left to assign.
fn assign_at_once(known: Signal<Option<Booking>>, panel: Panel) {
    let asked = nav::query();
    let opened = StoredValue::new(false);
    Effect::new(move || {
        let is_asked = asked.with(|query| query.trim_start_matches('?').starts_with(ASSIGN));
        let Some(booking) = known.get().filter(|_| is_asked && !opened.get_value()) else { return };
        opened.set_value(true);
        if let Some(Next::Assign(span)) = next(&booking)
            && logbook_card::refused().is_none()
        {
            panel.assign(&booking, span);
        }
    });
}

/// What the booking waits for.
enum Next {
    Transition(Transition),
    Assign(Span),
    /// A trip was declined: somebody else has to be found.
    Reassign(i64),
    /// The signed-in driver's own trip begins or ends.
    Step(LogbookSummary),
    Invoice,
}

fn next(booking: &Booking) -> Option<Next> {
    let active = || booking.facts.logbooks.iter().filter(|logbook| logbook.status.is_active());
    let me = session::me().with(|me| me.as_ref().and_then(|me| me.driver));
    let mine = |status| {
        let own =
            move |logbook: &&LogbookSummary| me.is_some_and(|me| me.0 == logbook.driver) && logbook.status == status;
        active().find(own).cloned()
    };
    match booking.facts.situation.status {
        BookingStatus::New => Some(Next::Transition(Transition::Approve)),
        BookingStatus::Approved | BookingStatus::Processing => {
            let is_driven = active().count() > 0 && active().all(|logbook| logbook.status == LogbookStatus::Completed);
            let running = mine(LogbookStatus::Processing).map(Next::Step);
            let declined = |logbook: &&LogbookSummary| {
                logbook.status == LogbookStatus::New && logbook.answer.given == Some(TripAnswer::Declined)
            };
            let edits = session::refused(Permission::In(Area::Bookings, Act::Edit)).is_none();
            let reassign = || active().find(declined).filter(|_| edits).map(|logbook| Next::Reassign(logbook.id));
            let gap = || gaps(booking).first().map(|gap| Next::Assign(*gap));
            running
                .or_else(reassign)
                .or_else(gap)
                .or_else(|| mine(LogbookStatus::New).map(Next::Step))
                .or_else(|| is_driven.then_some(Next::Transition(Transition::Complete)))
        }
        BookingStatus::Completed => invoice::live(booking).is_none().then_some(Next::Invoice),
        BookingStatus::Rejected | BookingStatus::Cancelled => None,
    }
}

/// The page's one primary button.
fn main_act(booking: &Booking, opened: Opened) -> Option<AnyView> {
    let of = booking.clone();
    let (label, icon, refused, press): (String, Icon, Option<String>, Callback<()>) = match next(booking)? {
        Next::Transition(by) => (
            t(by.label()).to_owned(),
            Icon::Check,
            transitions::reason(booking, by),
            Callback::new(move |()| opened.asking.ask(by)),
        ),
        Next::Assign(span) => {
            let is_whole = (Some(span.from), Some(span.to)) == (booking.fields.pickup_at, booking.fields.ends_at);
            let label = if is_whole { t(words::ASSIGN).to_owned() } else { logbook_card::assign_label(span) };
            let press = Callback::new(move |()| opened.panel.assign(&of, span));
            (label, Icon::Key, logbook_card::refused(), press)
        }
        Next::Reassign(logbook) => {
            let press = Callback::new(move |()| opened.panel.change(logbook));
            (t(words::CHANGE_ASSIGNMENT).to_owned(), Icon::Key, None, press)
        }
        Next::Step(logbook) => {
            let (label, _) = logbook_card::step_of(logbook.status)?;
            (t(label).to_owned(), Icon::Play, None, Callback::new(move |()| opened.panel.step(&logbook)))
        }
        Next::Invoice => {
            let press = Callback::new(move |()| opened.drafting.draft());
            (t(words::DRAFT_INVOICE).to_owned(), Icon::Money, invoice::refused(booking), press)
        }
    };
    let refused = Signal::stored(refused);
    Some(
        view! {
            <Button label=label kind=ButtonKind::Primary icon=icon busy=opened.drafting.busy disabled_reason=refused on_press=press />
        }
        .into_any(),
    )
}

/// What else is possible.
fn further(shown: Shown, known: Signal<Option<Booking>>, opened: Opened) -> Vec<MenuItem> {
    let mut items = Vec::new();
    if let Some(booking) = known.get() {
        let main = match next(&booking) {
            Some(Next::Transition(by)) => Some(by),
            _ => None,
        };
        items.extend(transitions::items(&booking, main, opened.asking));
    }
    let refused = session::refused(Permission::To(NamedAct::SendMail));
    items.push(MenuItem::link(t(mail_words::WRITE), mail::about::href(shown)).icon(Icon::Mail).disabled(refused));
    items.extend(acts::items(shown, || None));
    items
}

fn state(shown: Shown, known: Signal<Option<Booking>>) -> AnyView {
    let badge = move || {
        known.get().map(|booking| {
            let stage = stage_of(&booking);
            view! { <Badge label=t(stage.label()) tone=stage.tone() /> }
        })
    };
    view! { {badge}{archived_badge(shown)} }.into_any()
}

fn stage_of(booking: &Booking) -> Stage {
    let trips = booking.facts.logbooks.iter().filter(|logbook| logbook.status.is_active()).count();
    booking.facts.situation.status.stage(i64::try_from(trips).unwrap_or(i64::MAX))
}

/// When, how long, what with and for how much.
fn facts_in_a_row(known: Signal<Option<Booking>>) -> Option<AnyView> {
    let booking = known.get()?;
    let fields = &booking.fields;
    let (from, to) = (fields.pickup_at?, fields.ends_at?);
    let when = view! { <strong>{[date::short_day(from).as_str(), ", ", &date::times(from, to)].concat()}</strong> };
    let facts = [
        amount::duration(to.0 - from.0),
        fields.passengers.map(|people| count(people, words::PASSENGERS)).unwrap_or_default(),
        fields.load.clone(),
        booking.facts.vehicle_type_name.clone(),
        booking.facts.situation.amount.map(amount::price).unwrap_or_default(),
    ];
    let facts = facts.into_iter().filter(|fact| !fact.is_empty()).map(|fact| view! { <span>{fact}</span> });
    let open = !booking.facts.situation.status.is_final();
    let away = open.then(|| view! { <span class="muted" title=date::instant(from)>{date::relative(from)}</span> });
    Some(view! { {when}{facts.collect_view()}{away} }.into_any())
}

/// How far it has come, and on the ordinary way what lies ahead; the last is that its invoice is paid.
fn steps(known: Signal<Option<Booking>>) -> Vec<Step> {
    let Some(booking) = known.get() else { return Vec::new() };
    let here = stage_of(&booking);
    let step = |label: Text, tone, reached| Step { label: t(label).to_owned(), detail: String::new(), tone, reached };
    if matches!(here, Stage::Rejected | Stage::Cancelled) {
        return vec![
            step(Stage::New.label(), Stage::New.tone(), Reached::Past),
            step(here.label(), here.tone(), Reached::Here),
        ];
    }
    let way = [Stage::New, Stage::Approved, Stage::Assigned, Stage::Running, Stage::Completed];
    let is_paid = booking.facts.invoice.as_ref().is_some_and(|invoice| invoice.status == InvoiceStatus::Paid);
    let at = way.iter().position(|stage| *stage == here).unwrap_or_default();
    let reached = |place: usize| match place.cmp(&at) {
        Ordering::Less => Reached::Past,
        Ordering::Equal if is_paid && here == Stage::Completed => Reached::Past,
        Ordering::Equal => Reached::Here,
        Ordering::Greater => Reached::Ahead,
    };
    let mut steps: Vec<Step> =
        way.iter().enumerate().map(|(place, stage)| step(stage.label(), stage.tone(), reached(place))).collect();
    if visibility(RecordKind::Booking).shows("invoice") {
        let reached = if is_paid { Reached::Here } else { Reached::Ahead };
        steps.push(step(InvoiceStatus::Paid.label(), InvoiceStatus::Paid.tone(), reached));
    }
    steps
}

/// Its route and crew, and beside them whom it is for and what it brings.
fn trip(shown: Shown, known: Signal<Option<Booking>>, opened: Opened) -> AnyView {
    let visibility = visibility(RecordKind::Booking);
    view! {
        {move || reason(shown)}
        <div class="with-rail">
            <div class="cards">
                <Card title=t(words::WHERE_AND_WHEN)>{move || known.get().map(|booking| route(&booking))}</Card>
                {logbook_card::card(shown, known, opened.panel)}
                {move || ratings(known)}
            </div>
            <div class="cards">
                <Card title=t(words::WHO)>{move || known.get().map(|booking| customer(&booking))}</Card>
                {visibility.shows("invoice").then(|| invoice::card(known, opened.drafting))}
                {files::card(shown)}
            </div>
        </div>
    }
    .into_any()
}

/// From and to, each with its time large, its place, and where a map shows it; what was noted stands below.
fn route(booking: &Booking) -> AnyView {
    let fields = &booking.fields;
    let day = |at: Instant| zone::today_at(at);
    let in_one_day = fields.pickup_at.zip(fields.ends_at).is_some_and(|(from, to)| day(from) == day(to));
    let stop = |at: Option<Instant>, address: &str| {
        let (place, rest) = address::place_and_rest(address);
        view! {
            <li class="stop">
                <span class="stop-time">
                    {at.map(|at| view! { <strong>{date::time(at)}</strong>{(!in_one_day).then(|| view! { <small class="muted">{date::short_day(at)}</small> })} })}
                </span>
                <span class="stop-place">
                    <strong>{place.to_owned()}</strong>
                    {(!rest.is_empty()).then(|| view! { <span class="muted">{rest.to_owned()}</span> })}
                </span>
                <a class="stop-map" href=today::map(address) target="_blank" rel="noopener">{t(words::MAP)}</a>
            </li>
        }
    };
    let note = |label: Text, text: &str| {
        let text = text.to_owned();
        (!text.is_empty()).then(|| view! { <p class="quote"><span class="muted">{t(label)}</span>{text}</p> })
    };
    view! {
        <ol class="route">{stop(fields.pickup_at, &fields.pickup_address)}{stop(fields.ends_at, &fields.delivery_address)}</ol>
        {note(labels::NOTE, &fields.note)}
        {note(labels::INTERNAL_NOTE, &fields.internal_note)}
    }
    .into_any()
}

/// Whom it is for, and how they are reached.
fn customer(booking: &Booking) -> AnyView {
    let (fields, facts) = (&booking.fields, &booking.facts);
    let named = |kind, id: i64, name: &str| link(kind, id, name.to_owned()).view();
    let company = fields
        .customer
        .map(|id| view! { <p class="rail-name">{named(RecordKind::Customer, id.0, &facts.customer_name)}</p> });
    let contact = fields.contact.map(|id| view! { <p>{named(RecordKind::Contact, id.0, &facts.contact_name)}</p> });
    let phone = fields.phone.clone();
    let call = (!phone.is_empty()).then(|| {
        let href = ["tel:", &phone.replace(' ', "")].concat();
        view! { <LinkButton label=phone href=href size=Size::Small icon=Icon::Phone /> }
    });
    let came = date::near(booking.created_at);
    let came = if facts.by_customer {
        [t(words::BY_CUSTOMER), " · ", &came].concat()
    } else {
        [t(words::REQUESTED_AT), " · ", &came].concat()
    };
    view! { {company}{contact}<p class="actions">{call}</p><p class="muted">{came}</p> }.into_any()
}

/// Why it was rejected or cancelled.
fn reason(shown: Shown) -> Option<AnyView> {
    let reason = shown.text("reason");
    (!reason.is_empty())
        .then(|| view! { <Note tone=Tone::Warn>{fill(words::REASON_WAS, &[("reason", &reason)])}</Note> }.into_any())
}

fn ratings(known: Signal<Option<Booking>>) -> Option<AnyView> {
    let booking = known.get()?;
    if booking.facts.ratings.is_empty() {
        return None;
    }
    let one = |rating: domain::bookings::rating::RatingView| {
        let stars = tenths(rating.stars);
        view! {
            <li class="rating">
                <a href=nav::record(RecordKind::Driver, rating.driver)>{rating.driver_name}</a>
                <Stars tenths=stars shown=rating.stars.to_string() />
                <span class="muted">{date::near(rating.at)}</span>
                {(!rating.comment.is_empty()).then(|| view! { <p>{rating.comment}</p> })}
            </li>
        }
    };
    let list = booking.facts.ratings.into_iter().map(one).collect_view();
    Some(view! { <Card title=t(RecordKind::Rating.plural())><ul class="ratings">{list}</ul></Card> }.into_any())
}
