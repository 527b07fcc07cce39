//! A driver: a staff member with a driver profile.

use serde::{Deserialize, Serialize};

use crate::bookings::next_trip::NextTrip;
use crate::check::Draft;
use crate::choice::choices;
use crate::fields;
use crate::id::{PictureId, StaffId};
use crate::list::{By, Filter};
use crate::record::Record;
use crate::time::Date;

crate::states! {
    /// Whether they drive at all; who is only away for a while has leave.
    pub enum DriverStatus {
        Available = "available" Free: "Disponible", "Available", "Disponibile", "Dostępny";
        Inactive = "inactive" Cancelled: "Inactivo", "Inactive", "Inattivo", "Nieaktywny";
    }
}

crate::states! {
    /// How they stand now: [`DriverStatus`], and whether a leave covers this moment.
    pub enum DriverState {
        Available = "available" Free: "Disponible", "Available", "Disponibile", "Dostępny";
        OnLeave = "on_leave" Hold: "Ausente", "On leave", "Assente", "Nieobecny";
        Inactive = "inactive" Cancelled: "Inactivo", "Inactive", "Inattivo", "Nieaktywny";
    }
}

crate::choice! {
    /// Classes of the European driving licence (Directive 2006/126/EC, article 4).
    pub enum LicenceClass {
        Am = "AM": "AM", "AM", "AM", "AM";
        A1 = "A1": "A1", "A1", "A1", "A1";
        A2 = "A2": "A2", "A2", "A2", "A2";
        A = "A": "A", "A", "A", "A";
        B = "B": "B", "B", "B", "B";
        Be = "BE": "BE", "BE", "BE", "BE";
        C1 = "C1": "C1", "C1", "C1", "C1";
        C1e = "C1E": "C1E", "C1E", "C1E", "C1E";
        C = "C": "C", "C", "C", "C";
        Ce = "CE": "CE", "CE", "CE", "CE";
        D1 = "D1": "D1", "D1", "D1", "D1";
        D1e = "D1E": "D1E", "D1E", "D1E", "D1E";
        D = "D": "D", "D", "D", "D";
        De = "DE": "DE", "DE", "DE", "DE";
    }
}

impl LicenceClass {
    /// Whether somebody whose licence has the classes `held` may drive what needs this one: directly, or by the equivalences of
    /// Directive 2006/126/EC, article 6 (and the lighter class that is part of a heavier one by article 4).
    #[must_use]
    pub fn is_covered_by(self, held: &[Self]) -> bool {
        let any = |of: &[Self]| of.iter().any(|class| held.contains(class));
        any(&[self])
            || match self {
                Self::Am => any(&[Self::A1, Self::A2, Self::A]) || Self::B.is_covered_by(held),
                Self::A1 => any(&[Self::A2, Self::A]),
                Self::A2 => any(&[Self::A]),
                Self::B => {
                    any(&[Self::Be, Self::C1, Self::C1e, Self::C, Self::Ce, Self::D1, Self::D1e, Self::D, Self::De])
                }
                Self::Be => any(&[Self::C1e, Self::Ce, Self::D1e, Self::De]),
                Self::C1 => any(&[Self::C1e, Self::C, Self::Ce]),
                Self::C | Self::C1e => any(&[Self::Ce]),
                Self::D1 => any(&[Self::D1e, Self::D, Self::De]),
                Self::D | Self::D1e => any(&[Self::De]),
                Self::De => any(&[Self::Ce]) && any(&[Self::D]),
                Self::A | Self::Ce => false,
            }
    }
}

crate::draft! {
    /// What makes a staff member a driver.
    #[derive(Debug)]
    pub struct DriverDraft {
        /// The staff member; one profile each, never changed afterwards.
        pub staff: Option<StaffId> as STAFF_MEMBER = required();
        pub licence_number: String = line(40);
        pub licence_classes: Vec<LicenceClass>;
        pub licence_expires_on: Option<Date>;
        pub hired_on: Option<Date>;
        pub status: DriverStatus, begins DriverStatus::Available;
        pub notes: String = paragraph(4_000);
    }
}

impl Draft for DriverDraft {}

/// A driver's place in the ranking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RatingSummary {
    /// How many ratings they have been given.
    pub ratings: i64,
    /// The sum of the stars given.
    pub stars: i64,
    /// The Bayesian average in thousandths of a star; `None` for who has too few ratings to be ranked.
    pub score: Option<i64>,
}

/// What the edge knows of a driver beyond what is filled in: their staff record's part, and how they are rated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DriverFacts {
    /// The staff member's.
    pub name: String,
    /// The staff member's.
    pub email: String,
    /// The staff member's; may be empty.
    pub phone: String,
    /// The staff member's picture, if there is one.
    pub photo: Option<i64>,
    /// How they stand now.
    pub state: DriverState,
    /// Their place in the ranking.
    pub rating_summary: RatingSummary,
    /// The trip they are on, else the next one planned.
    pub next_trip: Option<NextTrip>,
    /// The vehicle they have now, by assignment.
    pub vehicle: Option<i64>,
    /// As that vehicle is called now; empty without one.
    pub vehicle_name: String,
    /// Of what hangs on them.
    pub counts: DriverCounts,
}

/// How much hangs on a driver, each counted to 100 and absent for whoever may not see what is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DriverCounts {
    /// Live ones.
    #[serde(default)]
    pub assignments: Option<i64>,
    /// Live ones.
    #[serde(default)]
    pub documents: Option<i64>,
    /// Live ones.
    #[serde(default)]
    pub leave: Option<i64>,
    /// In whatever state.
    #[serde(default)]
    pub trips: Option<i64>,
    /// All there are.
    #[serde(default)]
    pub ratings: Option<i64>,
}

/// A driver as staff get it.
pub type Driver = Record<DriverDraft, DriverFacts>;

crate::row! {
    /// A driver in the staff's list.
    pub struct DriverRow {
        pub name: String as PERSON_NAME;
        pub phone: String = phone();
        pub licence_classes: Vec<LicenceClass>;
        pub licence_expires_on: Option<Date>;
        pub status: DriverState;
        /// The staff member's picture, if there is one.
        pub photo: Option<PictureId>;
        pub ratings: i64;
        pub stars: i64 as STARS_IN_ALL;
    }
    sorts: rising("name"), rising("licence_expires_on");
    filters:
        Filter::new("status", fields::STATUS, By::OneOf(choices::<DriverState>));
}
