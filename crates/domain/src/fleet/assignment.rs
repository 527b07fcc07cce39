//! An assignment: who has which vehicle, from when to when.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::fields;
use crate::id::{DriverId, VehicleId};
use crate::list::{By, Filter};
use crate::record::Record;
use crate::record::RecordKind;
use crate::time::Instant;

crate::draft! {
    /// Whose hands a vehicle is in; no vehicle is in two drivers' at once.
    #[derive(Debug)]
    pub struct AssignmentDraft {
        pub vehicle: Option<VehicleId> = required();
        pub driver: Option<DriverId> = required();
        pub from: Option<Instant> = required();
        pub starting_odometer: Option<i64> = measure(Measure::Distance, 10_000_000);
        /// Empty while it lasts.
        pub to: Option<Instant>;
        pub ending_odometer: Option<i64> = measure(Measure::Distance, 10_000_000);
        pub notes: String = paragraph(2_000);
    }
}

impl Draft for AssignmentDraft {
    fn rules(&self, check: &mut Check) {
        check.order("to", self.from, self.to);
        if let (Some(start), Some(end)) = (self.starting_odometer, self.ending_odometer) {
            check.that("ending_odometer", end >= start, FieldCode::BeforeStart);
        }
        check.that("ending_odometer", self.ending_odometer.is_none() || self.to.is_some(), FieldCode::NotAllowed);
    }
}

/// What the edge knows of an assignment beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssignmentFacts {
    /// As the vehicle is called now.
    pub vehicle_name: String,
    /// As the driver is called now.
    pub driver_name: String,
}

/// An assignment as staff get it, and its driver.
pub type Assignment = Record<AssignmentDraft, AssignmentFacts>;

crate::row! {
    /// An assignment in the staff's list, or in a driver's own.
    pub struct AssignmentRow {
        pub vehicle: i64;
        pub vehicle_name: String as VEHICLE;
        pub driver: i64;
        pub driver_name: String as DRIVER;
        pub from: Instant;
        pub to: Option<Instant>;
    }
    sorts: falling("from");
    filters:
        Filter::new("vehicle", fields::VEHICLE, By::Record(RecordKind::Vehicle)),
        Filter::new("driver", fields::DRIVER, By::Record(RecordKind::Driver)),
        Filter::new("from", fields::FROM, By::Dates);
}
