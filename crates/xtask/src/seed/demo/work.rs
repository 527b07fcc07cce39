//! What drivers note of their work, and what customers say of it.

use super::{
    RATINGS, TIME_CARDS,
    bookings::{Seeder, Written},
    journeys::{COMMENTS, ITALIAN_COMMENTS, POLISH_COMMENTS},
    plan::Trip,
    staff,
};
use crate::{
    Result,
    seed::{
        journal::{Entry, change},
        row::{Row, Stamp},
    },
};
use domain::{
    bookings::{
        progress::{BookingStatus, LogbookStatus},
        time_card::TimeCardDraft,
    },
    id::LogbookId,
    notice::Notice,
    text::Language,
    time::{HOUR, Instant, MINUTE},
};

/// Shifts within a trip: a break after at most five hours, a night between days.
fn shifts(trip: &Trip) -> Vec<(i64, Option<i64>)> {
    let length = trip.to - trip.from;
    match trip.status {
        LogbookStatus::New | LogbookStatus::Cancelled => vec![],
        LogbookStatus::Processing if trip.running => vec![(trip.from, None)],
        LogbookStatus::Processing => vec![(trip.from, Some(trip.from + 20 * MINUTE))],
        LogbookStatus::Completed if length <= 6 * HOUR => vec![(trip.from, Some(trip.to))],
        LogbookStatus::Completed if length <= 20 * HOUR => {
            let pause = trip.from + length / 2;
            vec![(trip.from, Some(pause)), (pause + 45 * MINUTE, Some(trip.to))]
        }
        LogbookStatus::Completed => {
            let mornings = (0..).map(|day| trip.from + day * 24 * HOUR).take_while(|from| from + HOUR < trip.to);
            mornings.map(|from| (from, Some((from + 9 * HOUR).min(trip.to)))).collect()
        }
    }
}

pub fn cards(seeder: &mut Seeder, logbook: i64, trip: &Trip) -> Result<()> {
    let driver = staff::driver(trip.driver);
    for (from, to) in shifts(trip) {
        let id: i64 =
            seeder
                .connection
                .query_row("SELECT coalesce(max(id), ?) + 1 FROM time_cards", [TIME_CARDS], |row| row.get(0))?;
        let started =
            TimeCardDraft { logbook: Some(LogbookId(logbook)), from: Some(Instant(from)), ..TimeCardDraft::default() };
        let notes = if seeder.chance.percent(4) { "Espera por retraso del vuelo." } else { "" };
        let draft = TimeCardDraft { to: to.map(Instant), notes: notes.into(), ..started.clone() };
        let stamp = to.map_or(Stamp::new(from), |to| Stamp::new(from).changed(to, 1));
        Row::record("time_cards", id, stamp, &draft)?.insert(seeder.connection)?;
        seeder.journal.created("time-cards", id, from, &driver, &started)?;
    }
    Ok(())
}

/// Three in five customers with a portal rate their driver.
pub fn rating(seeder: &mut Seeder, booking: &Written, trip: &Trip) -> Result<()> {
    let planned = booking.planned;
    let customer = &seeder.customers[planned.customer];
    let Some(contact) = customer.portal_contact() else { return Ok(()) };
    let done = planned.status == BookingStatus::Completed && trip.status == LogbookStatus::Completed;
    let at = planned.closed + seeder.chance.between(40 * MINUTE, 50 * HOUR);
    if !done || at >= seeder.clock.now || !seeder.chance.percent(60) {
        return Ok(());
    }
    let driver = &staff::ALL[trip.driver];
    let mood = if seeder.chance.percent(3) { -250 } else { seeder.chance.between(-90, 100) };
    let stars = ((driver.skill + mood) / 100).clamp(1, 5);
    let comment = match customer.draft.language {
        _ if seeder.chance.percent(35) => "",
        Language::Pl if stars > 3 => seeder.chance.pick(&POLISH_COMMENTS),
        Language::It if stars > 3 => seeder.chance.pick(&ITALIAN_COMMENTS),
        _ => seeder.chance.pick(&COMMENTS[stars as usize - 1]),
    };
    let id: i64 =
        seeder.connection.query_row("SELECT coalesce(max(id), ?) + 1 FROM ratings", [RATINGS], |row| row.get(0))?;
    let row = Row::new("ratings").with("id", id).with("at", at).with("booking", booking.id);
    let row = row.text("booking_number", &booking.number).with("driver", staff::driver_id(trip.driver));
    let row = row.with("contact", contact.id).text("customer_name", &customer.draft.company);
    row.with("stars", stars).text("comment", comment).insert(seeder.connection)?;
    seeder.notify(("staff", staff::driver(trip.driver).id), Notice::DriverRated, at, booking);
    let changes = vec![change("stars", None::<i64>, stars)];
    seeder.journal.note(Entry { kind: "bookings", record: booking.id, at, who: &contact.who(), act: "rated", changes })
}
