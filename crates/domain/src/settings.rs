//! The company's settings: one row, one form.
//!
//! Invariant: the currency is fixed by the first issued amount; changing it would change what every number means.

use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::bookings::booking::LONGEST_DAYS;
use crate::check::{Check, Draft, FieldCode};
use crate::id::{PictureId, StaffId};
use crate::measure::{ConsumptionUnit, DistanceUnit, VolumeUnit};
use crate::money::{Currency, TaxRate};
use crate::record::{NoFacts, Record};
use crate::text::Language;

crate::draft! {
    /// A rate that invoice lines may be taxed at, and what the tax is called: `IVA 21 %`.
    #[derive(Debug)]
    pub struct NamedTaxRate {
        pub name: String = line(Self::LONGEST).required();
        pub rate: TaxRate as TAX = measure(Measure::Percent, 100);
    }
}

impl Draft for NamedTaxRate {}

impl NamedTaxRate {
    /// Characters of a name.
    pub const LONGEST: usize = 40;
}

crate::draft! {
    /// Everything about the company that its people can set.
    #[derive(Debug)]
    pub struct CompanyDraft {
        pub name: String = line(160).required();
        pub logo: Option<PictureId>;
        pub address: Address;
        pub tax_id: String = line(40);
        pub phone: String = phone();
        pub email: String = email();
        /// Where both apps are reached: scheme, host and port, no slash at its end. What goes by mail leads here and nowhere else.
        /// Empty: letters carry no links.
        pub site: String = line(200);
        /// ISO 4217.
        pub currency: String = by_rule(), begins "EUR".into();
        /// IANA time zone; decides what "today" is.
        pub zone: String = line(60).required(), begins "Europe/Madrid".into();
        pub language: Language;
        pub distance_unit: DistanceUnit, begins DistanceUnit::Kilometre;
        pub volume_unit: VolumeUnit, begins VolumeUnit::Litre;
        pub consumption_unit: ConsumptionUnit, begins ConsumptionUnit::LitresIn100Km;
        /// Whether customers see and request bookings; closed means refused by the API too.
        pub portal_bookings: bool, begins true;
        /// How far ahead customers may book, in months.
        pub portal_months_ahead: i64 = whole(1, 60), begins 24;
        /// How long a booking of theirs may last, in days.
        pub portal_longest_days: i64 = whole(1, LONGEST_DAYS), begins 31;
        /// Whether customers learn who drives them with what, and by which phone they are reached; kept from them, it is by the API too.
        pub portal_crew: bool, begins true;
        /// The first is the default.
        pub tax_rates: Vec<NamedTaxRate> = at_most(20), begins vec![NamedTaxRate { name: "IVA".into(), rate: TaxRate(21_000) }];
        /// Letters before the year in booking numbers.
        pub booking_prefix: String = by_rule(), begins "BK".into();
        pub logbook_prefix: String = by_rule(), begins "LB".into();
        pub invoice_prefix: String = by_rule(), begins "F".into();
        /// Days to pay, from issue.
        pub due_days: i64 = whole(0, 365), begins 30;
        /// Printed on invoices and shown on the portal: account and bank.
        pub payment_details: String = paragraph(600);
        /// How many days ahead a document's expiry is told.
        pub expiry_steps: Vec<ExpiryStep>, begins vec![ExpiryStep::Thirty, ExpiryStep::Seven, ExpiryStep::Zero];
        /// Staff who are told of it; the owners when none of them is active.
        pub expiry_recipients: Vec<StaffId> = at_most(50);
    }
}

crate::choice! {
    /// Days before a document expires.
    pub enum ExpiryStep {
        Ninety = "90": "90 días antes", "90 days ahead", "90 giorni prima", "90 dni przed";
        Sixty = "60": "60 días antes", "60 days ahead", "60 giorni prima", "60 dni przed";
        Thirty = "30": "30 días antes", "30 days ahead", "30 giorni prima", "30 dni przed";
        Fourteen = "14": "14 días antes", "14 days ahead", "14 giorni prima", "14 dni przed";
        Seven = "7": "7 días antes", "7 days ahead", "7 giorni prima", "7 dni przed";
        One = "1": "El día antes", "The day before", "Il giorno prima", "Dzień przed";
        Zero = "0": "El mismo día", "On the day", "Il giorno stesso", "W dniu wygaśnięcia";
    }
}

impl Draft for CompanyDraft {
    fn rules(&self, check: &mut Check) {
        check.that("site", self.site.is_empty() || public_address(&self.site).is_some(), FieldCode::PublicAddress);
        check.that("currency", Currency::find(&self.currency).is_some(), FieldCode::UnknownValue);
        for (field, prefix) in [
            ("booking_prefix", &self.booking_prefix),
            ("logbook_prefix", &self.logbook_prefix),
            ("invoice_prefix", &self.invoice_prefix),
        ] {
            let letters = (1..=4).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_uppercase());
            check.allowed(field, letters, FieldCode::OutOfRange, || "A–ZZZZ".to_owned());
        }
    }
}

/// The address as it is kept, if links may lead there: `https` and a host, or `http` on this machine; a port, and nothing more.
#[must_use]
pub fn public_address(typed: &str) -> Option<String> {
    let address = typed.trim_end_matches('/').to_lowercase();
    let (scheme, place) = address.split_once("://")?;
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (place, None),
    };
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let here = host == "localhost" || host.ends_with(".localhost") || matches!(host, "127.0.0.1" | "[::1]");
    let named = host == "[::1]" || host.split('.').all(label);
    let digits =
        |port: &str| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0);
    (named && port.is_none_or(digits) && (scheme == "https" || (scheme == "http" && here))).then_some(address)
}

/// The settings as they are kept: one record, whose history is kept too.
pub type Company = Record<CompanyDraft, NoFacts>;

/// What anybody may know of the company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CompanyFace {
    /// Shown before anybody has signed in.
    pub name: String,
    /// Answered by `GetLogo`; none while the company has none.
    pub logo: Option<PictureId>,
}

/// What both apps need to know of the company to show anything to somebody signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CompanyConventions {
    /// Which company's Volante this is.
    pub name: String,
    /// The number that customers are asked to call; may be empty.
    pub phone: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA.
    pub zone: String,
    /// In which distances are shown.
    pub distance_unit: DistanceUnit,
    /// In which volumes are shown.
    pub volume_unit: VolumeUnit,
    /// In which consumption is shown and typed.
    pub consumption_unit: ConsumptionUnit,
    /// Whether customers may use bookings in the portal.
    pub portal_bookings: bool,
    /// How far ahead customers may book, in months.
    pub portal_months_ahead: i64,
    /// How long a booking of theirs may last, in days.
    pub portal_longest_days: i64,
    /// What the tax is called that comes on a booking's price; empty if none does.
    pub tax: String,
}

/// Whether the first-run page is still to be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetUpState {
    /// True until there is a company and its first owner.
    pub needed: bool,
}

crate::draft! {
    /// The first-run page.
    #[derive(Debug)]
    pub struct SetUpDraft {
        /// Printed by the server when it starts without a company.
        pub code: String as SET_UP_CODE = line(80).required();
        pub company: String as COMPANY_NAME = line(160).required();
        /// ISO 4217.
        pub currency: String = by_rule();
        /// IANA.
        pub zone: String = line(60).required();
        pub language: Language;
        pub owner_name: String = line(120).required();
        pub owner_email: String = email().required();
        pub password: String = by_rule();
    }
}

impl Draft for SetUpDraft {
    fn rules(&self, check: &mut Check) {
        check.that("currency", Currency::find(&self.currency).is_some(), FieldCode::UnknownValue);
        crate::password::check(check, "password", &self.password);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_a_bare_https_address_or_to_this_machine() {
        for (typed, kept) in [
            ("https://volante.example", "https://volante.example"),
            ("HTTPS://Volante.Example/", "https://volante.example"),
            ("https://volante.example:8443", "https://volante.example:8443"),
            ("https://łódź.example", "https://łódź.example"),
            ("http://localhost:8787", "http://localhost:8787"),
            ("http://127.0.0.1:1", "http://127.0.0.1:1"),
            ("http://[::1]:8787", "http://[::1]:8787"),
        ] {
            assert_eq!(public_address(typed).as_deref(), Some(kept), "{typed}");
        }
        for typed in [
            "volante.example",
            "http://volante.example",
            "http://localhost.evil.example",
            "https://",
            "https://volante.example/admin",
            "https://volante.example?x",
            "https://ana@volante.example",
            "https://volante.example:0",
            "https://volante.example:65536",
            "https://volante.example:+1",
            "https://volante..example",
            "https://-volante.example",
            "https://volante example",
            "javascript://volante.example",
        ] {
            assert_eq!(public_address(typed), None, "{typed}");
        }
    }
}
