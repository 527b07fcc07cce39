//! A driver: a staff member with a driver profile.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::id::StaffId;
use crate::record::Kept;
use crate::time::{Date, Instant};

crate::choice! {
    pub enum DriverStatus {
        Available = "available": "Disponible", "Available", "Disponibile", "Dostępny";
        OnLeave = "on_leave": "De permiso", "On leave", "In congedo", "Na urlopie";
        Inactive = "inactive": "Inactivo", "Inactive", "Inattivo", "Nieaktywny";
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DriverDraft {
    /// The staff member; one profile each, never changed afterwards.
    pub staff: Option<StaffId>,
    pub licence_number: String,
    pub licence_classes: Vec<LicenceClass>,
    pub licence_expires_on: Option<Date>,
    pub hired_on: Option<Date>,
    pub status: DriverStatus,
    /// While on leave: since when; empty means since ever.
    pub leave_from: Option<Instant>,
    /// While on leave: until when; empty means until further notice.
    pub leave_to: Option<Instant>,
    pub notes: String,
}

impl Default for DriverDraft {
    fn default() -> Self {
        Self {
            staff: None,
            licence_number: String::new(),
            licence_classes: Vec::new(),
            licence_expires_on: None,
            hired_on: None,
            status: DriverStatus::Available,
            leave_from: None,
            leave_to: None,
            notes: String::new(),
        }
    }
}

impl Draft for DriverDraft {
    fn check(&self, check: &mut Check) {
        check.present("staff", self.staff.as_ref());
        check.line("licence_number", &self.licence_number, 40);
        check.that("licence_classes", self.licence_classes.len() <= LicenceClass::ALL.len(), FieldCode::Duplicate);
        check.date("licence_expires_on", self.licence_expires_on);
        check.date("hired_on", self.hired_on);
        check.instant("leave_from", self.leave_from);
        check.instant("leave_to", self.leave_to);
        check.order("leave_to", self.leave_from, self.leave_to);
        let on_leave = self.status == DriverStatus::OnLeave;
        check.that("leave_from", on_leave || self.leave_from.is_none(), FieldCode::NotAllowed);
        check.that("leave_to", on_leave || self.leave_to.is_none(), FieldCode::NotAllowed);
        check.paragraph("notes", &self.notes, 4_000);
    }
}

/// A driver's place in the ranking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Standing {
    pub ratings: i64,
    /// The sum of the stars given.
    pub stars: i64,
    /// The Bayesian average in thousandths of a star; `None` for who has too few ratings to be ranked.
    pub score: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DriverFacts {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub photo: Option<i64>,
    pub standing: Standing,
}

pub type Driver = Kept<DriverDraft, DriverFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DriverRow {
    pub id: i64,
    pub name: String,
    pub phone: String,
    pub licence_classes: Vec<LicenceClass>,
    pub licence_expires_on: Option<Date>,
    pub status: DriverStatus,
    pub ratings: i64,
    pub stars: i64,
}
