//! A staff member: the HR record and the staff sign-in in one.

use serde::{Deserialize, Serialize};

use crate::check::Draft;
use crate::choice::choices;
use crate::fields;
use crate::id::{DriverId, PictureId, RoleId};
use crate::list::{By, Filter};
use crate::record::Record;
use crate::text::Language;
use crate::time::Instant;

crate::draft! {
    /// Somebody who works for the company, and may sign in once they have a password.
    #[derive(Debug)]
    pub struct StaffDraft {
        pub name: String as PERSON_NAME = line(120).required().as_name();
        /// Signs in with it; unique among staff, in lower case.
        pub email: String = email().required();
        pub phone: String = phone();
        pub job_title: String = line(120);
        pub language: Language;
        pub photo: Option<PictureId>;
        /// Deactivation ends every session at once.
        pub active: bool, begins true;
        pub roles: Vec<RoleId> = at_most(20).required();
        /// Cost of an hour of work, minor units.
        pub hourly_rate: Option<i64> = money();
    }
}

impl Draft for StaffDraft {}

crate::states! {
    /// How far someone has come to signing in.
    pub enum Access {
        None = "none" Cancelled: "Sin acceso", "No access", "Nessun accesso", "Brak dostępu";
        Invited = "invited" Approved: "Invitado", "Invited", "Invitato", "Zaproszony";
        Active = "active" Free: "Activo", "Active", "Attivo", "Aktywny";
        Disabled = "disabled" Rejected: "Desactivado", "Disabled", "Disattivato", "Wyłączony";
    }
}

/// What the edge knows of a staff member beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffFacts {
    /// How far they have come to signing in.
    pub access: Access,
    /// When they last used the staff app; empty while they never have.
    pub last_seen_at: Option<Instant>,
    /// The driver profile, if there is one.
    pub driver: Option<DriverId>,
    /// The roles' names, in the order of `fields.roles`.
    pub role_names: Vec<String>,
}

/// A staff member as those who keep the staff's records get it.
pub type Staff = Record<StaffDraft, StaffFacts>;

crate::row! {
    /// A staff member in the staff's list.
    pub struct StaffRow {
        pub name: String as PERSON_NAME;
        pub email: String = email();
        pub phone: String = phone();
        pub job_title: String;
        pub active: bool;
        pub access: Access;
    }
    sorts: rising("name"), falling("created_at");
    filters:
        Filter::new("active", fields::ACTIVE, By::Flag),
        Filter::new("access", fields::ACCESS, By::OneOf(choices::<Access>));
}
