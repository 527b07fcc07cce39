//! A customer: the company that books and pays.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft};
use crate::record::{Kept, NoFacts};
use crate::text::Language;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CustomerDraft {
    pub company: String,
    pub tax_id: String,
    /// Said where another customer has the same tax number: a branch.
    pub shares_tax_id: bool,
    /// Several lines, as printed on an invoice.
    pub billing_address: String,
    pub phone: String,
    pub email: String,
    pub language: Language,
    pub notes: String,
    /// An inactive customer keeps its history; its contacts can't sign in.
    pub active: bool,
}

impl Default for CustomerDraft {
    fn default() -> Self {
        Self {
            company: String::new(),
            tax_id: String::new(),
            shares_tax_id: false,
            billing_address: String::new(),
            phone: String::new(),
            email: String::new(),
            language: Language::default(),
            notes: String::new(),
            active: true,
        }
    }
}

impl Draft for CustomerDraft {
    fn check(&self, check: &mut Check) {
        check.required("company", &self.company, 160);
        check.line("tax_id", &self.tax_id, 40);
        check.paragraph("billing_address", &self.billing_address, 400);
        check.phone("phone", &self.phone);
        check.mailbox("email", &self.email);
        check.paragraph("notes", &self.notes, 4_000);
    }
}

pub type Customer = Kept<CustomerDraft, NoFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomerRow {
    pub id: i64,
    pub company: String,
    pub tax_id: String,
    pub phone: String,
    pub email: String,
    pub active: bool,
}
