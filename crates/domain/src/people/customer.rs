//! A customer: the company that books and pays.

use crate::address::Address;
use crate::check::Draft;
use crate::fields;
use crate::list::{By, Filter};
use crate::record::{NoFacts, Record};
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

/// A customer as staff get it.
pub type Customer = Record<CustomerDraft, NoFacts>;

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
