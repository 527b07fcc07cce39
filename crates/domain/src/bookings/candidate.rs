//! Whom to assign: vehicles or drivers for a span, those first who can be had and suit, each with what stands in the way.

use serde::{Deserialize, Serialize};

use super::logbook::{Availability, Warning};
use crate::people::driver::LicenceClass;
use crate::record::RecordKind;
use crate::time::{Instant, Span};

/// Vehicles or drivers in the order in which one would ask them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Candidates {
    /// The whole days that the asked span touches, in the company's zone: what a candidate's bars lie in.
    pub days: Span,
    /// Those without an obstruction first, then by how many warnings they have, then by name; at most 50.
    pub candidates: Vec<Candidate>,
    /// How many of all that were found have no obstruction.
    pub free: i64,
    /// How many were found, at most 300.
    pub found: i64,
}

/// A vehicle or a driver, as the query's `by` says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Candidate {
    /// The vehicle's or the driver's.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// A vehicle's plate, a driver's telephone number; may be empty.
    pub hint: String,
    /// A vehicle's cover picture, a driver's photo.
    pub photo: Option<i64>,
    /// A vehicle's; unknown, or a driver's, is absent.
    pub seats: Option<i64>,
    /// What a driver may drive, or what a vehicle asks of its driver.
    pub licence_classes: Vec<LicenceClass>,
    /// A driver's trips of the week (Monday to Sunday) in which the span begins, in milliseconds, this one not among them; 0 for a vehicle.
    pub planned: i64,
    /// What stands in the way of having it for the span, and what to think twice about.
    pub availability: Availability,
    /// What occupies it on those days, by its beginning.
    pub busy: Vec<Busy>,
}

impl Candidate {
    /// Whether it can be had and nothing is to be thought about: what a suggestion may name.
    #[must_use]
    pub fn suits(&self) -> bool {
        self.availability.obstructions.is_empty()
            && self.availability.warnings.iter().all(|warning| warning.is_of_time())
    }
}

impl Warning {
    /// Whether it is about the span alone, so that no other candidate would do better.
    #[must_use]
    pub const fn is_of_time(self) -> bool {
        matches!(self, Self::OutsideBooking | Self::StartsEarly)
    }
}

/// Something that occupies a candidate for a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Busy {
    /// What `id` is the id of.
    pub kind: RecordKind,
    /// That record's.
    pub id: i64,
    /// A trip's name; of leave, that it is leave.
    pub label: String,
    /// When it begins, which may be before those days.
    pub from: Instant,
    /// When it ends; empty for one without a known end.
    pub to: Option<Instant>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_another_candidate_would_not_have_keeps_one_from_being_suggested() {
        let with = |warnings: Vec<Warning>| Candidate {
            id: 1,
            name: "Minibus".into(),
            hint: String::new(),
            photo: None,
            seats: None,
            licence_classes: Vec::new(),
            planned: 0,
            availability: Availability { obstructions: Vec::new(), warnings },
            busy: Vec::new(),
        };
        assert!(with(vec![Warning::OutsideBooking]).suits());
        assert!(!with(vec![Warning::OtherVehicleType]).suits());
    }
}
