//! A booking as an iCalendar object (RFC 5545), for the customer's own calendar.
//!
//! Written by hand: `icalendar` and `ics` fold at 76 octets, and `calcard`, which does all of it and reads as well, asks for a
//! source of randomness that has to be chosen by a compiler flag for this target.
//!
//! Invariant: what is written depends on the booking alone, so fetching it twice updates the event instead of adding one.

use domain::bookings::booking::PortalBooking;
use domain::bookings::progress::BookingStatus;
use domain::time::Instant;

use crate::io::zone;

/// Octets in a content line, its line break not counted (section 3.1).
const LONGEST_LINE: usize = 75;

/// The booking as a calendar with one event. `stamp` is when it was last saved.
pub fn calendar(booking: &PortalBooking, stamp: Instant) -> String {
    let fields = &booking.fields;
    let route = format!("{} → {}", fields.pickup_address, fields.delivery_address);
    let parts = [booking.number.as_str(), &route, &fields.load, &fields.note];
    let description = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    let mut out = Lines::default();
    out.add("BEGIN", "VCALENDAR");
    out.add("VERSION", "2.0");
    out.add("PRODID", "-//Volante//Bookings//EN");
    out.add("BEGIN", "VEVENT");
    out.add("UID", &format!("booking-{}@volante", booking.id));
    out.add("SEQUENCE", &booking.version.to_string());
    out.add("DTSTAMP", &utc(stamp));
    out.add("CREATED", &utc(booking.created_at));
    out.add("LAST-MODIFIED", &utc(stamp));
    for (name, at) in [("DTSTART", fields.pickup_at), ("DTEND", fields.ends_at)] {
        if let Some(at) = at {
            out.add(name, &utc(at));
        }
    }
    out.add("STATUS", status(booking.status));
    out.add("SUMMARY", &escaped(&fields.subject));
    out.add("LOCATION", &escaped(&fields.pickup_address));
    out.add("DESCRIPTION", &escaped(&description));
    out.add("END", "VEVENT");
    out.add("END", "VCALENDAR");
    out.text
}

/// Section 3.8.1.11.
const fn status(of: BookingStatus) -> &'static str {
    match of {
        BookingStatus::New => "TENTATIVE",
        BookingStatus::Approved | BookingStatus::Processing | BookingStatus::Completed => "CONFIRMED",
        BookingStatus::Rejected | BookingStatus::Cancelled => "CANCELLED",
    }
}

/// A date with UTC time (section 3.3.5, form 2).
fn utc(at: Instant) -> String {
    zone::utc(at).format("%Y%m%dT%H%M%SZ").to_string()
}

/// A TEXT value (section 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// Adds a content line, folded between characters so that no line exceeds its octets.
    fn add(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if octets + c.len_utf8() > LONGEST_LINE {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(c);
            octets += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::bookings::booking::BookingRequest;
    use domain::bookings::progress::Stage;

    fn booking() -> PortalBooking {
        PortalBooking {
            request: None,
            id: 77,
            version: 3,
            created_at: Instant(1_767_225_600_000),
            number: "BK-2026-00012".into(),
            status: BookingStatus::Approved,
            stage: Stage::Approved,
            fields: BookingRequest {
                subject: "Traslado; grupo, Łódź".into(),
                pickup_address: "Calle Mayor 1, Madrid".into(),
                pickup_at: Some(Instant(1_767_261_600_000)),
                delivery_address: "T4".into(),
                ends_at: Some(Instant(1_767_265_200_000)),
                phone: "+34 600 000 000".into(),
                note: "Primera línea\r\nsegunda".into(),
                ..BookingRequest::default()
            },
            vehicle_type_name: String::new(),
            amount: None,
            reason: String::new(),
            trips: Vec::new(),
            timeline: Vec::new(),
            invoice: None,
            ratings: Vec::new(),
        }
    }

    #[test]
    fn the_event_is_the_same_one_whenever_it_is_fetched() {
        let text = calendar(&booking(), Instant(1_767_229_200_000));
        for line in [
            "UID:booking-77@volante",
            "SEQUENCE:3",
            "DTSTAMP:20260101T010000Z",
            "DTSTART:20260101T100000Z",
            "DTEND:20260101T110000Z",
            "STATUS:CONFIRMED",
        ] {
            assert!(text.split("\r\n").any(|l| l == line), "{line} in {text}");
        }
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "bare line breaks");
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a;b,c\\d\r\ne\u{7}"), "a\\;b\\,c\\\\d\\ne");
    }

    #[test]
    fn long_lines_are_folded_between_characters_at_75_octets() {
        let mut booking = booking();
        booking.fields.note = "ñ€𝄞 ".repeat(60);
        let text = calendar(&booking, Instant(0));
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(text.replace("\r\n ", "").contains(&"ñ€𝄞 ".repeat(60)));
    }
}
