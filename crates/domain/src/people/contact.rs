//! A contact: a person at a customer, who may have access to the portal.

use serde::{Deserialize, Serialize};

use super::staff::Access;
use crate::check::{Check, Draft};
use crate::id::CustomerId;
use crate::record::Kept;
use crate::text::Language;
use crate::time::Instant;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ContactDraft {
    pub customer: Option<CustomerId>,
    pub name: String,
    /// Signs in to the portal with it; unique among contacts, in lower case.
    pub email: String,
    pub phone: String,
    pub position: String,
    pub language: Language,
    /// The one to call first; setting it takes it from the customer's other contacts.
    pub primary: bool,
}

impl Draft for ContactDraft {
    fn check(&self, check: &mut Check) {
        check.present("customer", self.customer.as_ref());
        check.required("name", &self.name, 120);
        if check.required("email", &self.email, 254) {
            check.mailbox("email", &self.email);
        }
        check.phone("phone", &self.phone);
        check.line("position", &self.position, 120);
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContactFacts {
    pub customer_name: String,
    pub access: Access,
    pub last_seen_at: Option<Instant>,
}

pub type Contact = Kept<ContactDraft, ContactFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContactRow {
    pub id: i64,
    pub name: String,
    pub customer: i64,
    pub customer_name: String,
    pub email: String,
    pub phone: String,
    pub position: String,
    pub primary: bool,
    pub access: Access,
}
