//! A customer: the company that books and pays.

use crate::address::Address;
use serde::{Deserialize, Serialize};

use crate::bookings::next_trip::NextTrip;
use crate::check::Draft;
use crate::fields;
use crate::list::{By, Filter};
use crate::record::Record;
use crate::text::Language;

crate::draft! {
    /// What the company knows of a customer; its people are contacts.
    #[derive(Debug)]
    pub struct CustomerDraft {
        pub company: String = line(160).required().as_name();
        pub tax_id: String = line(40).as_tax_number();
        /// Said where another customer has the same tax number: a branch.
        pub shares_tax_id: bool;
        /// As printed on an invoice.
        pub billing_address: Address;
        pub phone: String = phone();
        pub email: String = email();
        pub language: Language;
        pub notes: String = paragraph(4_000);
        /// An inactive customer keeps its history; its contacts can't sign in.
        pub active: bool, begins true;
    }
}

impl Draft for CustomerDraft {}

/// What a customer has yet to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomerOwes {
    /// Minor units of the company's currency.
    pub balance: i64,
    /// The part that was due before today.
    pub overdue: i64,
}

/// How much hangs on a customer, each counted to 100 and absent for whoever may not see what is counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomerCounts {
    /// Live ones.
    pub contacts: i64,
    /// Live ones.
    #[serde(default)]
    pub bookings: Option<i64>,
    /// Drafts among them.
    #[serde(default)]
    pub invoices: Option<i64>,
    /// All there are.
    #[serde(default)]
    pub payments: Option<i64>,
    /// All there are.
    #[serde(default)]
    pub ratings: Option<i64>,
}

/// What the edge knows of a customer beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomerFacts {
    /// The booking that is under way, else the next one that is approved; absent for whoever may not see bookings.
    #[serde(default)]
    pub next_trip: Option<NextTrip>,
    /// Absent for whoever may not see money.
    #[serde(default)]
    pub owes: Option<CustomerOwes>,
    /// The contact that is rung first, by name; empty without one.
    pub primary_contact: String,
    /// Of what hangs on it.
    pub counts: CustomerCounts,
}

/// A customer as staff get it.
pub type Customer = Record<CustomerDraft, CustomerFacts>;

crate::row! {
    /// A customer in the staff's list.
    pub struct CustomerRow {
        pub company: String;
        pub tax_id: String;
        pub phone: String = phone();
        pub email: String = email();
        pub active: bool;
        pub street: String;
        pub postcode: String;
        pub city: String;
        pub region: String;
        /// ISO 3166-1 alpha-2.
        pub country: String;
    }
    sorts: rising("company"), falling("created_at");
    filters:
        Filter::new("active", fields::ACTIVE, By::Flag);
}
