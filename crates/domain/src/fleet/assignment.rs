//! An assignment: who has which vehicle, from when to when.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::id::{DriverId, VehicleId};
use crate::record::Kept;
use crate::time::Instant;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AssignmentDraft {
    pub vehicle: Option<VehicleId>,
    pub driver: Option<DriverId>,
    pub from: Option<Instant>,
    /// Metres.
    pub starting_odometer: Option<i64>,
    /// Empty while it lasts.
    pub to: Option<Instant>,
    /// Metres.
    pub ending_odometer: Option<i64>,
    pub notes: String,
}

impl Draft for AssignmentDraft {
    fn check(&self, check: &mut Check) {
        check.present("vehicle", self.vehicle.as_ref());
        check.present("driver", self.driver.as_ref());
        check.present("from", self.from.as_ref());
        check.instant("from", self.from);
        check.instant("to", self.to);
        check.order("to", self.from, self.to);
        check.optional_measure("starting_odometer", self.starting_odometer);
        check.optional_measure("ending_odometer", self.ending_odometer);
        if let (Some(start), Some(end)) = (self.starting_odometer, self.ending_odometer) {
            check.that("ending_odometer", end >= start, FieldCode::BeforeStart);
        }
        check.that("ending_odometer", self.ending_odometer.is_none() || self.to.is_some(), FieldCode::NotAllowed);
        check.paragraph("notes", &self.notes, 2_000);
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssignmentFacts {
    pub vehicle_name: String,
    pub driver_name: String,
}

pub type Assignment = Kept<AssignmentDraft, AssignmentFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssignmentRow {
    pub id: i64,
    pub vehicle: i64,
    pub vehicle_name: String,
    pub driver: i64,
    pub driver_name: String,
    pub from: Instant,
    pub to: Option<Instant>,
}
