//! How far ahead a booking may begin, and how long it may last: for customers by the company's setting, for staff by what is
//! sane.

use chrono::Months;
use domain::bookings::booking::{LONGEST_DAYS, MONTHS_AHEAD};
use domain::check::FieldCode;
use domain::text::{Language, Text};
use domain::time::{DAY, Date, Instant};
use serde::Deserialize;

use crate::db::Statement;
use crate::http::problems::Refusal;
use crate::io::intl;
use crate::io::zone::Zone;

#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Bounds {
    months: u32,
    days: i64,
}

const TOO_FAR: Text = Text([
    "Se puede reservar, como mucho, hasta el {until}.",
    "Bookings can begin until {until} at the latest.",
    "Si può prenotare al massimo fino al {until}.",
    "Rezerwować można najdalej do {until}.",
]);
const TOO_LONG: Text = Text([
    "Una reserva puede durar hasta {days} días; esta dura {length}.",
    "A booking may last {days} days at most; this one lasts {length}.",
    "Una prenotazione può durare al massimo {days} giorni; questa ne dura {length}.",
    "Rezerwacja może trwać najwyżej {days} dni; ta trwa {length}.",
]);
const LONGER_THAN_A_DAY: Text = Text([
    "Una reserva puede durar hasta un día; esta dura {length}.",
    "A booking may last one day at most; this one lasts {length}.",
    "Una prenotazione può durare al massimo un giorno; questa ne dura {length}.",
    "Rezerwacja może trwać najwyżej jeden dzień; ta trwa {length}.",
]);

impl Bounds {
    pub const OF_STAFF: Self = Self { months: MONTHS_AHEAD, days: LONGEST_DAYS };

    /// Those of customers, a row of JSON that reads as one.
    #[must_use]
    pub fn of_customers() -> Statement {
        Statement::new(
            "SELECT json_object('months', portal_months_ahead, 'days', portal_longest_days) FROM company WHERE id = 1",
        )
    }

    /// # Errors
    /// 422 at `pickup_at` or `ends_at`, each naming its bound.
    pub fn check(
        self,
        pickup: Option<Instant>,
        ends: Option<Instant>,
        zone: Zone,
        now: Instant,
        language: Language,
    ) -> Result<(), Refusal> {
        let mut wrong = Vec::new();
        let last = zone.date(now).checked_add_months(Months::new(self.months)).unwrap_or(Date::MAX);
        if pickup.is_some_and(|at| zone.date(at) > last) {
            let until = intl::date(last, language);
            wrong.push(("pickup_at", FieldCode::OutOfRange, TOO_FAR.fill(language, &[("until", &until)])));
        }
        if let (Some(from), Some(to)) = (pickup, ends) {
            let length = to.0.saturating_sub(from.0);
            // A day on which the clock is turned back has an hour more.
            if length > self.days.saturating_mul(DAY).saturating_add(DAY / 24) {
                let days = length.saturating_add(DAY - 1) / DAY;
                let text = if self.days == 1 { LONGER_THAN_A_DAY } else { TOO_LONG };
                let values = [("days", &*self.days.to_string()), ("length", &*days.to_string())];
                wrong.push(("ends_at", FieldCode::OutOfRange, text.fill(language, &values)));
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(Refusal::invalid_fields(wrong)) }
    }
}
