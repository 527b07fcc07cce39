//! Writes the plan: bookings with their steps, logbooks, and who was told of what.

use super::{
    BOOKINGS, CHANGE_REQUESTS, LOGBOOKS,
    customers::{Contact, Customer},
    plan::{Planned, Trip},
    staff::{self, Office},
    vehicles::{Vehicle, type_id},
    work,
};
use crate::{
    Result,
    seed::{
        chance::Chance,
        clock::Clock,
        journal::{Entry, Journal, Notification, Who, change},
        numbers::Numbers,
        row::{Row, Stamp},
    },
};
use domain::{
    bookings::{
        answer::TripAnswer,
        booking::BookingDraft,
        change_request::RequestKind,
        logbook::LogbookDraft,
        progress::{BookingStatus, LogbookStatus},
    },
    history::{Change, HistoryAct},
    id::{BookingId, ContactId, CustomerId, DriverId, VehicleId, VehicleTypeId},
    notice::Notice,
    people::staff::Access,
    settings::CompanyDraft,
    time::{DAY, HOUR, Instant},
};
use rusqlite::Connection;

/// What was told longer ago has been read and swept away.
const NOTIFIED_FOR: i64 = 21 * DAY;

pub struct Seeder<'a> {
    pub connection: &'a Connection,
    pub clock: &'a Clock,
    pub journal: &'a mut Journal,
    pub chance: &'a mut Chance,
    pub company: &'a CompanyDraft,
    pub office: &'a Office,
    pub customers: &'a [Customer],
    pub fleet: &'a [Vehicle],
}

/// A booking that is in: where it lies in the plan, and what it is called.
pub struct Written<'a> {
    pub id: i64,
    pub number: String,
    pub planned: &'a Planned,
}

pub fn write<'p>(seeder: &mut Seeder, plan: &'p [Planned]) -> Result<Vec<Written<'p>>> {
    let mut numbers = Numbers::new("bookings", &seeder.company.booking_prefix, 5);
    let mut written = Vec::with_capacity(plan.len());
    for (id, planned) in (BOOKINGS + 1..).zip(plan) {
        let booking = Written { id, number: numbers.next(seeder.clock.year(planned.created)), planned };
        seeder.booking(&booking)?;
        written.push(booking);
    }
    numbers.write(seeder.connection)?;
    seeder.logbooks(&written)?;
    seeder.request(&written)?;
    Ok(written)
}

/// What a customer asks of the booking that is to be another.
const ASKED: &str = "Seremos dos personas más y llevamos una maleta grande. ¿Puede ser?";

/// Why the one trip is declined.
const DECLINED_BECAUSE: &str = "Ese día tengo médico a primera hora.";

/// What a driver let know of a planned trip: when they saw it, and what they answered when.
struct Said {
    seen_at: Option<i64>,
    answer: Option<(TripAnswer, i64)>,
}

/// One is declined; of the others some are accepted, some seen, some neither.
fn said(id: i64, trip: &Trip, now: i64, declines: bool) -> Said {
    let seen = (trip.assigned + HOUR).min(now);
    let answered = (trip.assigned + 2 * HOUR).min(now);
    match (trip.status == LogbookStatus::New, declines, id % 3) {
        (false, ..) => Said { seen_at: None, answer: None },
        (true, true, _) => Said { seen_at: Some(seen), answer: Some((TripAnswer::Declined, answered)) },
        (true, false, 0) => Said { seen_at: Some(seen), answer: None },
        (true, false, 1) => Said { seen_at: Some(seen), answer: Some((TripAnswer::Accepted, answered)) },
        (true, false, _) => Said { seen_at: None, answer: None },
    }
}

impl Seeder<'_> {
    fn booking(&mut self, booking: &Written) -> Result<()> {
        let (id, planned) = (booking.id, booking.planned);
        let customer = &self.customers[planned.customer];
        let contact = customer.portal_contact().filter(|_| planned.by_customer);
        let caller = contact.or(customer.contacts.first());
        let asked = BookingDraft {
            customer: Some(CustomerId(customer.id)),
            contact: contact.map(|contact| ContactId(contact.id)),
            subject: planned.subject.clone(),
            pickup_address: planned.journey.pickup.into(),
            pickup_at: Some(Instant(planned.pickup_at)),
            delivery_address: planned.journey.delivery.into(),
            ends_at: Some(Instant(planned.ends_at)),
            phone: caller.map_or(&customer.draft.phone, |contact| &contact.phone).clone(),
            vehicle_type: Some(VehicleTypeId(type_id(planned.journey.kind))).filter(|_| id % 7 != 0),
            passengers: planned.journey.passengers,
            load: planned.journey.load.into(),
            note: planned.note.into(),
            internal_note: String::new(),
            amount: None,
            files: Vec::new(),
        };
        let draft = BookingDraft {
            internal_note: planned.internal_note.into(),
            amount: planned.was_approved.then_some(planned.amount),
            ..asked.clone()
        };
        let steps = self.steps(booking, contact);
        let last = steps.last().map_or(planned.created, |step| step.0);
        let stamp = Stamp::new(planned.created).changed(last, steps.len() as i64);
        let row = Row::record("bookings", id, stamp, &draft)?.text("number", &booking.number);
        let row = row.text("status", planned.status.code()).text("reason", planned.reason);
        let archived = planned.archived.then_some(last + DAY);
        row.with("by_customer", planned.by_customer).with("archived_at", archived).insert(self.connection)?;

        self.journal.find_by(
            "bookings",
            id,
            &[&booking.number, &draft.subject, &draft.pickup_address, &draft.delivery_address, &draft.load],
        );
        let by = contact.map_or_else(|| self.dispatcher(id).clone(), Contact::who);
        self.journal.created("bookings", id, planned.created, &by, &asked)?;
        for (at, who, act, changes) in steps {
            self.journal.note(Entry { kind: "bookings", record: id, at, who: &who, act, changes })?;
        }
        if let Some(at) = archived {
            let who = self.dispatcher(id).clone();
            self.journal.note(Entry {
                kind: "bookings",
                record: id,
                at,
                who: &who,
                act: "archived",
                changes: vec![],
            })?;
        }
        self.notify_of(booking, contact);
        Ok(())
    }

    fn dispatcher(&self, booking: i64) -> &Who {
        &self.office.dispatchers[(booking % 3 == 0) as usize]
    }

    /// When it left each state, who moved it, and what changed.
    fn steps(&self, booking: &Written, contact: Option<&Contact>) -> Vec<(i64, Who, &'static str, Vec<Change>)> {
        use BookingStatus::{Approved, Cancelled, Completed, New, Processing, Rejected};
        let planned = booking.planned;
        let staff = self.dispatcher(booking.id).clone();
        let status = |from: BookingStatus, to: BookingStatus| change("status", from.code(), to.code());
        let because = || if planned.reason.is_empty() { None } else { Some(change("reason", "", planned.reason)) };
        let mut steps = Vec::with_capacity(3);
        if planned.was_approved {
            let amount = change("amount", None::<i64>, planned.amount);
            steps.push((planned.answered, staff.clone(), "approved", vec![amount, status(New, Approved)]));
        }
        match planned.status {
            New | Approved => {}
            Rejected => {
                let changes = because().into_iter().chain([status(New, Rejected)]).collect();
                steps.push((planned.closed, staff, "rejected", changes));
            }
            Cancelled => {
                let from = if planned.was_approved { Approved } else { New };
                let who = contact.filter(|_| from == New).map_or(staff, Contact::who);
                let changes = because().into_iter().chain([status(from, Cancelled)]).collect();
                steps.push((planned.closed, who, "cancelled", changes));
            }
            Processing | Completed => {
                let driver = planned.trips.first().map_or(staff, |trip| staff::driver(trip.driver));
                let started = planned.trips.iter().map(|trip| trip.from).min().unwrap_or(planned.pickup_at);
                steps.push((started, driver.clone(), "started", vec![status(Approved, Processing)]));
                if planned.status == Completed {
                    steps.push((planned.closed, driver, "completed", vec![status(Processing, Completed)]));
                }
            }
        }
        steps
    }

    fn notify_of(&mut self, booking: &Written, contact: Option<&Contact>) {
        use BookingStatus::{Approved, Cancelled, Completed, New, Processing, Rejected};
        let planned = booking.planned;
        let customer: Vec<i64> = match contact {
            Some(contact) => vec![contact.id],
            None => {
                let all = self.customers[planned.customer].contacts.iter();
                all.filter(|contact| contact.access == Access::Active).map(|contact| contact.id).collect()
            }
        };
        if planned.by_customer {
            self.notify_approvers(Notice::BookingRequested, planned.created, booking);
        }
        let mut notify = |notice, at| {
            customer.iter().for_each(|person| self.notify(("portal", *person), notice, at, booking));
        };
        if planned.was_approved {
            notify(Notice::BookingApproved, planned.answered);
        }
        match planned.status {
            Rejected => notify(Notice::BookingRejected, planned.closed),
            Completed => notify(Notice::BookingCompleted, planned.closed),
            Cancelled if planned.was_approved || !planned.by_customer => {
                notify(Notice::BookingCancelled, planned.closed)
            }
            Cancelled => self.notify_approvers(Notice::BookingCancelled, planned.closed, booking),
            New | Approved | Processing => {}
        }
    }

    /// The first booking ahead that was requested in the portal and is approved is asked to be another.
    fn request(&mut self, bookings: &[Written]) -> Result<()> {
        let now = self.clock.now;
        let ahead = |booking: &&Written| {
            let planned = booking.planned;
            planned.status == BookingStatus::Approved && planned.by_customer && planned.pickup_at > now + 3 * DAY
        };
        let Some(booking) = bookings.iter().find(ahead) else { return Ok(()) };
        let Some(contact) = self.customers[booking.planned.customer].portal_contact() else { return Ok(()) };
        let (at, who, contact) = ((booking.planned.answered + HOUR).min(now), contact.who(), contact.id);
        let row =
            Row::new("change_requests").with("id", CHANGE_REQUESTS + 1).with("at", at).with("booking", booking.id);
        let row = row.with("contact", contact).text("kind", RequestKind::Change.code()).text("text", ASKED);
        row.insert(self.connection)?;
        let changes = vec![change("text", None::<&str>, ASKED)];
        let act = HistoryAct::ChangeRequested.code();
        self.journal.note(Entry { kind: "bookings", record: booking.id, at, who: &who, act, changes })?;
        self.notify_approvers(Notice::ChangeRequested, at, booking);
        Ok(())
    }

    pub fn notify_approvers(&mut self, notice: Notice, at: i64, booking: &Written) {
        let office = self.office;
        for person in [&office.owner, &office.dispatchers[0], &office.dispatchers[1]] {
            self.notify(("staff", person.id), notice, at, booking);
        }
    }

    pub fn notify(&mut self, to: (&'static str, i64), notice: Notice, at: i64, booking: &Written) {
        self.notify_about(to, notice, at, ("bookings", booking.id, &booking.number));
    }

    pub fn notify_about(&mut self, to: (&'static str, i64), notice: Notice, at: i64, about: (&'static str, i64, &str)) {
        if at < self.clock.now - NOTIFIED_FOR {
            return;
        }
        let (kind, subject, label) = about;
        let read = at < self.clock.now - 30 * HOUR;
        self.journal.notify(Notification { to, at, notice, kind, subject, label: label.to_owned(), read });
    }

    fn logbooks(&mut self, bookings: &[Written]) -> Result<()> {
        let mut numbers = Numbers::new("logbooks", &self.company.logbook_prefix, 5);
        let trips = bookings.iter().flat_map(|booking| booking.planned.trips.iter().map(move |trip| (booking, trip)));
        let mut trips: Vec<(&Written, &Trip)> = trips.collect();
        trips.sort_by_key(|(_, trip)| trip.assigned);
        let now = self.clock.now;
        let declined =
            trips.iter().position(|(_, trip)| trip.status == LogbookStatus::New && trip.from > now + 2 * DAY);
        for (place, (id, (booking, trip))) in (LOGBOOKS + 1..).zip(trips).enumerate() {
            let number = numbers.next(self.clock.year(trip.assigned));
            let said = said(id, trip, now, Some(place) == declined);
            self.logbook((id, &number), booking, trip, &said)?;
            work::cards(self, id, trip)?;
            work::rating(self, booking, trip)?;
        }
        numbers.write(self.connection)
    }

    fn logbook(&mut self, (id, number): (i64, &str), booking: &Written, trip: &Trip, said: &Said) -> Result<()> {
        let vehicle = &self.fleet[trip.vehicle];
        let driver = staff::driver(trip.driver);
        let assigned = LogbookDraft {
            name: booking.planned.subject.chars().take(120).collect(),
            booking: Some(BookingId(booking.id)),
            vehicle: Some(VehicleId(vehicle.id)),
            driver: Some(DriverId(staff::driver_id(trip.driver))),
            from: Some(Instant(trip.from)),
            to: Some(Instant(trip.to)),
            ..LogbookDraft::default()
        };
        let (odometer_start, odometer_end) = trip.odometer;
        let draft = LogbookDraft { odometer_start, odometer_end, ..assigned.clone() };
        let status = |from: LogbookStatus, to: LogbookStatus| change("status", from.code(), to.code());
        let reading = |field: &str, metres: Option<i64>| metres.map(|metres| change(field, None::<i64>, metres));
        use LogbookStatus::{Cancelled, Completed, New, Processing};
        let changes = |reading: Option<Change>, status: Change| reading.into_iter().chain([status]).collect();
        let start = changes(reading("odometer_start", odometer_start), status(New, Processing));
        let end = changes(reading("odometer_end", odometer_end), status(Processing, Completed));
        let by = self.dispatcher(booking.id).clone();
        let steps: Vec<(i64, &Who, &str, Vec<Change>)> = match trip.status {
            New => match said.answer {
                Some((TripAnswer::Accepted, at)) => vec![(at, &driver, "trip_accepted", vec![])],
                Some((TripAnswer::Declined, at)) => {
                    vec![(at, &driver, "trip_declined", vec![change("reason", "", DECLINED_BECAUSE)])]
                }
                None => vec![],
            },
            Processing => vec![(trip.from, &driver, "started", start)],
            Completed => vec![(trip.from, &driver, "started", start), (trip.to, &driver, "completed", end)],
            Cancelled => vec![(booking.planned.closed, &by, "cancelled", vec![status(New, Cancelled)])],
        };
        let last = steps.last().map_or(trip.assigned, |step| step.0);
        let row = Row::record("logbooks", id, Stamp::new(trip.assigned).changed(last, steps.len() as i64), &draft)?;
        let row = row.text("number", number).text("status", trip.status.code()).json("overridden", &trip.overridden)?;
        let overridden_by = if trip.overridden.is_empty() { "" } else { &by.name };
        let row = row.text("overridden_by", overridden_by).with("seen_at", said.seen_at);
        let row = match said.answer {
            Some((answer, at)) => row.text("answer", answer.code()).with("answered_at", at),
            None => row,
        };
        let is_declined = matches!(said.answer, Some((TripAnswer::Declined, _)));
        row.text("decline_reason", if is_declined { DECLINED_BECAUSE } else { "" }).insert(self.connection)?;

        self.journal.find_by("logbooks", id, &[number, &draft.name]);
        self.journal.created("logbooks", id, trip.assigned, &by, &assigned)?;
        for (at, who, act, changes) in steps {
            if trip.status == New {
                let changes = std::iter::once(change("logbook", None::<i64>, id)).chain(changes.clone()).collect();
                self.journal.note(Entry { kind: "bookings", record: booking.id, at, who, act, changes })?;
            }
            self.journal.note(Entry { kind: "logbooks", record: id, at, who, act, changes })?;
        }
        if is_declined {
            self.notify_approvers(Notice::TripDeclined, last, booking);
        }
        self.notify(("staff", driver.id), Notice::TripAssigned, trip.assigned, booking);
        if trip.status == Cancelled {
            self.notify(("staff", driver.id), Notice::TripWithdrawn, last, booking);
        }
        Ok(())
    }
}
