//! A staff member: the HR record and the staff sign-in in one.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::id::{DriverId, PictureId, RoleId};
use crate::record::Kept;
use crate::text::Language;
use crate::time::Instant;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct StaffDraft {
    pub name: String,
    /// Signs in with it; unique among staff, in lower case.
    pub email: String,
    pub phone: String,
    pub job_title: String,
    pub language: Language,
    pub photo: Option<PictureId>,
    /// Deactivation ends every session at once.
    pub active: bool,
    pub roles: Vec<RoleId>,
    /// Cost of an hour of work, minor units.
    pub hourly_rate: Option<i64>,
}

impl Default for StaffDraft {
    fn default() -> Self {
        Self {
            name: String::new(),
            email: String::new(),
            phone: String::new(),
            job_title: String::new(),
            language: Language::default(),
            photo: None,
            active: true,
            roles: Vec::new(),
            hourly_rate: None,
        }
    }
}

impl Draft for StaffDraft {
    fn check(&self, check: &mut Check) {
        check.required("name", &self.name, 120);
        if check.required("email", &self.email, 254) {
            check.mailbox("email", &self.email);
        }
        check.phone("phone", &self.phone);
        check.line("job_title", &self.job_title, 120);
        check.that("roles", !self.roles.is_empty(), FieldCode::Required);
        check.count("roles", self.roles.len(), 20);
        check.optional_measure("hourly_rate", self.hourly_rate);
    }
}

crate::choice! {
    /// How far someone has come to signing in.
    pub enum Access {
        None = "none": "Sin acceso", "No access", "Nessun accesso", "Brak dostępu";
        Invited = "invited": "Invitado", "Invited", "Invitato", "Zaproszony";
        Active = "active": "Activo", "Active", "Attivo", "Aktywny";
        Disabled = "disabled": "Desactivado", "Disabled", "Disattivato", "Wyłączony";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffFacts {
    pub access: Access,
    pub last_seen_at: Option<Instant>,
    /// The driver profile, if there is one.
    pub driver: Option<DriverId>,
    /// The roles' names, in the order of `fields.roles`.
    pub role_names: Vec<String>,
}

pub type Staff = Kept<StaffDraft, StaffFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaffRow {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub job_title: String,
    pub active: bool,
    pub access: Access,
}
