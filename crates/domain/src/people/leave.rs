//! Leave: when a driver is away, and why.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft};
use crate::choice::choices;
use crate::fields;
use crate::id::DriverId;
use crate::list::{By, Filter};
use crate::record::{Record, RecordKind};
use crate::time::Instant;

crate::choice! {
    /// What sort of absence it is.
    pub enum LeaveKind {
        Holiday = "holiday": "Vacaciones", "Holiday", "Ferie", "Urlop wypoczynkowy";
        Sick = "sick": "Baja por enfermedad", "Sick leave", "Malattia", "Zwolnienie lekarskie";
        Parental = "parental": "Permiso parental", "Parental leave", "Congedo parentale", "Urlop rodzicielski";
        Unpaid = "unpaid": "Permiso sin sueldo", "Unpaid leave", "Permesso non retribuito", "Urlop bezpłatny";
        Other = "other": "Otro", "Other", "Altro", "Inny";
    }
}

crate::draft! {
    /// A time in which a driver is away; no two of one driver overlap.
    #[derive(Debug)]
    pub struct LeaveDraft {
        pub driver: Option<DriverId> = required();
        pub kind: LeaveKind as LEAVE_KIND, begins LeaveKind::Holiday;
        pub from: Option<Instant> = required();
        /// Empty until further notice.
        pub to: Option<Instant>;
        pub reason: String = paragraph(2_000);
    }
}

impl Draft for LeaveDraft {
    fn rules(&self, check: &mut Check) {
        check.order("to", self.from, self.to);
    }
}

/// What the edge knows of leave beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeaveFacts {
    /// As the driver is called now.
    pub driver_name: String,
}

/// Leave as those whom it concerns get it.
pub type Leave = Record<LeaveDraft, LeaveFacts>;

crate::row! {
    /// Leave in a list.
    pub struct LeaveRow {
        pub driver: i64;
        pub driver_name: String as DRIVER;
        pub kind: LeaveKind as LEAVE_KIND;
        pub from: Instant;
        pub to: Option<Instant>;
    }
    sorts: falling("from");
    filters:
        Filter::new("driver", fields::DRIVER, By::Record(RecordKind::Driver)),
        Filter::new("kind", fields::LEAVE_KIND, By::AnyOf(choices::<LeaveKind>)),
        Filter::new("from", fields::FROM, By::Dates);
}
