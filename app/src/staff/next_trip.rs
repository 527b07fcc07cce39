//! The trip that a vehicle, a driver or a customer is on, else the one that comes next, at the head of its page.

use domain::bookings::next_trip::NextTrip;
use domain::record::RecordKind;
use leptos::prelude::*;

use crate::records::value::link;
use crate::records::{Field, Fields, Kind};
use crate::text::{bookings as words, date, fields, fill, t};
use crate::ui::cell::Cell;

pub(super) const FIELD: Field = Field::new("next_trip", fields::NEXT_TRIP_AT, Kind::Shown(shown));

/// When, and beneath it what.
fn shown(of: &dyn Fields) -> Cell {
    let Ok(trip) = serde_json::from_value::<NextTrip>(of.field("next_trip").clone()) else { return Cell::Empty };
    let when = if trip.is_running {
        [t(fields::ON_TRIP), " ", &fill(words::UNTIL, &[("time", &date::time(trip.to))])].concat()
    } else {
        begins(trip.from)
    };
    Cell::View(ViewFn::from(move || {
        let name = trip.name.clone().unwrap_or_default();
        let name = match trip.booking {
            Some(booking) => link(RecordKind::Booking, booking, name).view(),
            None => name.into_any(),
        };
        let exact = date::span(trip.from, trip.to);
        view! { <span class="cell-two" title=exact><span>{when.clone()}</span><span class="cell-second">{name}</span></span> }
            .into_any()
    }))
}

/// `Mañana, 08:00`, further off `vie, 12 mar, 08:00`.
pub(super) fn begins(at: domain::time::Instant) -> String {
    if date::is_near_day(at) { [date::near_day(at).as_str(), ", ", &date::time(at)].concat() } else { date::near(at) }
}
