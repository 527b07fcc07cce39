//! A booking's form, and the fields that its history names beside the form's.

use domain::bookings::booking::BookingDraft;
use domain::bookings::progress::BookingStatus;
use domain::record::RecordKind;
use domain::tone::states;
use serde_json::Value;

use crate::records::field::UNTITLED;
use crate::records::fields;
use crate::records::form::files::FILES;
use crate::records::{Field, FormSpec, Kind, Section, choices};
use crate::text::fleet::FILES_HELP;
use crate::text::{bookings as words, fields as labels};

const WHO: &[Field] = fields![BookingDraft:
    CUSTOMER,
    CONTACT.within("customer"),
    SUBJECT.wide(),
    PHONE,
];

const WHERE: &[Field] = fields![BookingDraft:
    PICKUP_ADDRESS.wide(),
    PICKUP_AT,
    ENDS_AT.ends("pickup_at"),
    DELIVERY_ADDRESS.wide(),
];

const WHAT: &[Field] = fields![BookingDraft:
    VEHICLE_TYPE,
    PASSENGERS,
    LOAD,
    AMOUNT.help(words::AMOUNT_HELP),
    NOTE.wide().help(words::NOTE_HELP),
    INTERNAL_NOTE.wide().help(words::INTERNAL_NOTE_HELP),
];

pub(super) const SECTIONS: &[Section] = &[
    Section::new(words::WHO, WHO),
    Section::new(words::WHERE_AND_WHEN, WHERE),
    Section::new(words::WHAT, WHAT),
    Section::new(
        UNTITLED,
        fields![BookingDraft:
            FILES.shown(Kind::Custom(FILES)).wide().help(FILES_HELP),
        ],
    ),
];

/// What its transitions change, a rating, and its trips.
pub(super) const DERIVED: &[Field] = &[
    Field::new("status", labels::STATUS, Kind::State(states::<BookingStatus>)),
    Field::new("text", labels::REQUEST_TEXT, Kind::Line),
    Field::new("stars", labels::STARS, Kind::Whole),
    Field::new("logbook", labels::LOGBOOK, Kind::Reference(RecordKind::Logbook, "")),
    Field::new("vehicle", labels::VEHICLE, Kind::Reference(RecordKind::Vehicle, "")),
    Field::new("driver", labels::DRIVER, Kind::Reference(RecordKind::Driver, "")),
    Field::new("from", labels::FROM, Kind::Instant),
    Field::new("to", labels::TO, Kind::Instant),
    Field::new("overridden", words::WARNINGS_SET_ASIDE, Kind::Choices(choices::<domain::bookings::logbook::Warning>)),
];

pub(super) const FORM: FormSpec = FormSpec::new::<BookingDraft>(RecordKind::Booking, "subject", SECTIONS)
    .until(|booking| is_final(booking).then_some(words::CLOSED));

fn is_final(booking: &Value) -> bool {
    let status = booking["facts"]["situation"]["status"].as_str().and_then(|code| code.parse::<BookingStatus>().ok());
    status.is_some_and(BookingStatus::is_final)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::FORM.shape);
    }
}
