//! A contact: a person at a customer, who may have access to the portal. Contacts of several customers with one address are one
//! person, who signs in once and acts as one of them at a time.

use serde::{Deserialize, Serialize};

use super::staff::Access;
use crate::check::Draft;
use crate::choice::choices;
use crate::fields;
use crate::id::CustomerId;
use crate::list::{By, Filter};
use crate::record::Record;
use crate::record::RecordKind;
use crate::text::Language;
use crate::time::Instant;

crate::draft! {
    /// A person at a customer: whom to call, and who may sign in to the portal.
    #[derive(Debug)]
    pub struct ContactDraft {
        pub customer: Option<CustomerId> = required();
        pub name: String as PERSON_NAME = line(120).required().as_name();
        /// Signs in to the portal with it; unique among the customer's contacts, in lower case.
        pub email: String = email().required();
        pub phone: String = phone();
        pub position: String = line(120);
        pub language: Language;
        /// The one to call first; setting it takes it from the customer's other contacts.
        pub primary: bool;
    }
}

impl Draft for ContactDraft {}

/// What the edge knows of a contact beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContactFacts {
    /// As the customer is called now.
    pub customer_name: String,
    /// Whom the same person may act for besides, by name.
    pub other_customers: Vec<String>,
    /// How far they have come to signing in to the portal.
    pub access: Access,
    /// When they last used the portal; empty while they never have.
    pub last_seen_at: Option<Instant>,
}

/// A contact as staff get it.
pub type Contact = Record<ContactDraft, ContactFacts>;

crate::row! {
    /// A contact in the staff's list.
    pub struct ContactRow {
        pub name: String as PERSON_NAME;
        pub customer: i64;
        pub customer_name: String as CUSTOMER;
        pub email: String = email();
        pub phone: String = phone();
        pub position: String;
        pub primary: bool;
        pub access: Access;
    }
    sorts: rising("name");
    filters:
        Filter::new("customer", fields::CUSTOMER, By::Record(RecordKind::Customer)),
        Filter::new("access", fields::ACCESS, By::OneOf(choices::<Access>));
}
