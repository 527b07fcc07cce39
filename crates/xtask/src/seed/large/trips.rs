//! The bookings of the large data with their logbooks, time cards and ratings.

use super::{BOOKINGS, CUSTOMERS, LOGBOOKS, Site, Slot, TIME_CARDS, people};
use crate::{
    Result,
    seed::{
        journal::{Entry, Journal, change},
        numbers::Numbers,
        row::{Row, Stamp},
    },
};
use chrono::Datelike;
use domain::{
    bookings::{booking::BookingDraft, logbook::LogbookDraft, progress::BookingStatus, time_card::TimeCardDraft},
    id::{BookingId, ContactId, CustomerId, DriverId, LogbookId, VehicleId, VehicleTypeId},
    time::{DAY, Instant},
};

const SUBJECTS: [&str; 8] = [
    "Traslado al aeropuerto",
    "Recogida en la estación",
    "Excursión del colegio",
    "Reparto de mercancía",
    "Congreso en IFEMA",
    "Ruta de empresa",
    "Mudanza de oficina",
    "Boda y regreso",
];
const STREETS: [&str; 10] = [
    "Calle Mayor",
    "Gran Vía",
    "Paseo del Prado",
    "Avenida de América",
    "Calle de Goya",
    "Calle de Serrano",
    "Ronda de Segovia",
    "Calle de Orense",
    "Plaza de Castilla",
    "Calle de Embajadores",
];

/// A booking as its invoice needs it.
pub struct Made {
    pub id: i64,
    pub customer: i64,
    pub number: String,
    pub subject: &'static str,
    pub amount: i64,
    pub status: BookingStatus,
    pub ends_at: i64,
}

struct Assigned {
    logbook: i64,
    slot: Slot,
    done: bool,
}

/// Of a hundred bookings three have no logbook and twenty-three have two, which makes 120 logbooks.
pub fn write(site: &Site, journal: &mut Journal) -> Result<Vec<Made>> {
    let mut numbers = (
        Numbers::new("bookings", &site.company.booking_prefix, 5),
        Numbers::new("logbooks", &site.company.logbook_prefix, 5),
    );
    let mut made = Vec::with_capacity(BOOKINGS as usize);
    let mut assigned: Vec<Assigned> = Vec::with_capacity(LOGBOOKS as usize);
    for id in 1..=BOOKINGS {
        let first = assigned.len() as i64;
        let count = match id % 100 {
            0..3 => 0,
            3..26 => 2,
            _ => 1,
        };
        // One without a logbook stands where the next one's slot lies.
        let slots: Vec<Slot> = (first..first + count.max(1)).map(|n| Slot(n.min(LOGBOOKS - 1))).collect();
        let booking = booking(site, journal, &mut numbers.0, id, (&slots, count > 0))?;
        for slot in slots.into_iter().take(count as usize) {
            let logbook = assigned.len() as i64 + 1;
            let done = logbook_of(site, journal, &mut numbers.1, (logbook, slot), &booking)?;
            assigned.push(Assigned { logbook, slot, done });
            if done && booking.status == BookingStatus::Completed && id % 2 == 0 {
                rating(site, logbook, &booking, slot)?;
            }
        }
        made.push(booking);
    }
    numbers.0.write(site.connection)?;
    numbers.1.write(site.connection)?;
    cards(site, &assigned)?;
    Ok(made)
}

fn booking(
    site: &Site,
    journal: &mut Journal,
    numbers: &mut Numbers,
    id: i64,
    (slots, assigned): (&[Slot], bool),
) -> Result<Made> {
    let spans = || slots.iter().map(|slot| slot.span(site.today));
    let pickup_at = spans().map(|(from, _)| from).min().unwrap_or(site.now);
    let ends_at = spans().map(|(_, to)| to).max().unwrap_or(site.now);
    let status = match id % 100 {
        0..3 if pickup_at > site.now => BookingStatus::New,
        0 => BookingStatus::Rejected,
        1 | 2 => BookingStatus::Cancelled,
        26..30 => BookingStatus::Cancelled,
        _ if ends_at <= site.now => BookingStatus::Completed,
        _ if pickup_at <= site.now => BookingStatus::Processing,
        _ => BookingStatus::Approved,
    };
    let customer = id * 7_919 % CUSTOMERS + 1;
    let (created, amount) = (pickup_at - 10 * DAY, 4_000 + id * 37 % 90_000);
    let subject = SUBJECTS[id as usize % SUBJECTS.len()];
    let street = |n: i64| format!("{} {}, 28{:03} Madrid", STREETS[(n % 10) as usize], n % 180 + 1, n % 50 + 1);
    let contact = people::customer(customer);
    let draft = BookingDraft {
        customer: Some(CustomerId(customer)),
        contact: Some(ContactId(customer)),
        subject: subject.into(),
        pickup_address: street(id),
        pickup_at: Some(Instant(pickup_at)),
        delivery_address: street(id * 3 + 7),
        ends_at: Some(Instant(ends_at)),
        phone: contact.phone.clone(),
        vehicle_type: Some(VehicleTypeId(crate::seed::demo::vehicles::type_id(crate::seed::demo::models::Kind::Van))),
        passengers: Some(id % 50 + 1),
        load: format!("{} maletas", id % 50 + 1),
        amount: assigned.then_some(amount),
        ..BookingDraft::default()
    };
    let number = numbers.next(people::date(created).year());
    let row = Row::record("bookings", id, Stamp::new(created), &draft)?.text("number", &number);
    row.text("status", status.code()).with("by_customer", id % 3 > 0).insert(site.connection)?;
    journal.find_by(
        "bookings",
        id,
        &[&number, &draft.subject, &draft.pickup_address, &draft.delivery_address, &draft.load],
    );
    let who = Site::dispatcher();
    let mut note = |at, act, changes| journal.note(Entry { kind: "bookings", record: id, at, who: &who, act, changes });
    note(created, "created", vec![])?;
    if status == BookingStatus::Completed {
        note(created + 1, "approved", vec![change("amount", None::<i64>, amount)])?;
        note(ends_at, "completed", vec![])?;
    }
    Ok(Made { id, customer, number, subject, amount, status, ends_at })
}

/// Whether it was driven.
fn logbook_of(
    site: &Site,
    journal: &mut Journal,
    numbers: &mut Numbers,
    (id, slot): (i64, Slot),
    booking: &Made,
) -> Result<bool> {
    let (from, to) = slot.span(site.today);
    let status = match booking.status {
        BookingStatus::Cancelled => "cancelled",
        _ if to <= site.now => "completed",
        _ if from <= site.now => "processing",
        _ => "new",
    };
    let done = status == "completed";
    let start = 10_000_000 + slot.0 / super::VEHICLES * 220_000;
    let draft = LogbookDraft {
        name: booking.subject.into(),
        booking: Some(BookingId(booking.id)),
        vehicle: Some(VehicleId(slot.vehicle())),
        driver: Some(DriverId(slot.driver())),
        from: Some(Instant(from)),
        to: Some(Instant(to)),
        odometer_start: done.then_some(start),
        odometer_end: done.then_some(start + 150_000),
        description: String::new(),
    };
    let assigned = from - 9 * DAY;
    let number = numbers.next(people::date(assigned).year());
    let row = Row::record("logbooks", id, Stamp::new(assigned), &draft)?.text("number", &number);
    row.text("status", status).insert(site.connection)?;
    journal.find_by("logbooks", id, &[&number, &draft.name]);
    Ok(done)
}

fn rating(site: &Site, id: i64, booking: &Made, slot: Slot) -> Result<()> {
    let row = Row::new("ratings").with("id", id).with("at", booking.ends_at + DAY / 3).with("booking", booking.id);
    let row = row.text("booking_number", &booking.number).with("driver", slot.driver());
    let row = row.with("contact", booking.customer).text("customer_name", &people::company_name(booking.customer));
    row.with("stars", 3 + (slot.0 + slot.driver()) % 3).text("comment", "Todo bien.").insert(site.connection)
}

/// The latest first: the trigger that keeps a driver's cards apart then finds none that begin before.
fn cards(site: &Site, assigned: &[Assigned]) -> Result<()> {
    let done = assigned.iter().filter(|assigned| assigned.done).count() as i64;
    let mut left = TIME_CARDS;
    for (before, logbook) in assigned.iter().filter(|assigned| assigned.done).rev().enumerate() {
        let (from, to) = logbook.slot.span(site.today);
        let count = left / (done - before as i64);
        for part in (0..count).rev() {
            let length = (to - from) / count;
            let (from, to) = (from + part * length, from + (part + 1) * length);
            let draft = TimeCardDraft {
                logbook: Some(LogbookId(logbook.logbook)),
                from: Some(Instant(from)),
                to: Some(Instant(to)),
                notes: String::new(),
            };
            Row::record("time_cards", left, Stamp::new(from).changed(to, 1), &draft)?.insert(site.connection)?;
            left -= 1;
        }
    }
    Ok(())
}
