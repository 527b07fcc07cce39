//! An app registration: what the company registered at Microsoft, Google or another provider, so that accounts can consent.
//!
//! The client secret is no part of the draft: it is set by itself ([`SecretDraft`]) and never read back.
//!
//! Invariant: nothing here can hold a client secret but the draft that brings it.

use serde::{Deserialize, Serialize};

use super::failure::MailFailure;
use super::host::is_public_address;
use super::remark::Remark;
use crate::check::{Check, Draft, FieldCode};
use crate::choice::choices;
use crate::fields;
use crate::list::{By, Filter};
use crate::record::Record;
use crate::time::{Date, Instant};

crate::choice! {
    /// At whom an app is registered.
    pub enum Provider {
        Microsoft = "microsoft": "Microsoft", "Microsoft", "Microsoft", "Microsoft";
        Google = "google": "Google", "Google", "Google", "Google";
        Oidc = "oidc": "Otro (OpenID Connect)", "Other (OpenID Connect)", "Altro (OpenID Connect)", "Inny (OpenID Connect)";
    }
}

impl Provider {
    /// Where the provider sends people back to; it has to be registered exactly so.
    #[must_use]
    pub const fn redirect_path(self) -> &'static str {
        match self {
            Self::Microsoft => "/admin/smtp_oauth_microsoft/token",
            Self::Google => "/oauth/google/callback",
            Self::Oidc => "/oauth/callback",
        }
    }
}

crate::choice! {
    /// Whose people may consent.
    pub enum Audience {
        Single = "single": "Solo nuestra organización", "Our organisation only", "Solo la nostra organizzazione", "Tylko nasza organizacja";
        Organisations = "organisations": "Cualquier organización", "Any organisation", "Qualsiasi organizzazione", "Dowolna organizacja";
        Everyone = "everyone": "Cualquier organización y cuentas personales", "Any organisation and personal accounts", "Qualsiasi organizzazione e account personali", "Dowolna organizacja i konta osobiste";
    }
}

crate::draft! {
    /// An app as its provider's console shows it, but for its secret.
    #[derive(Debug)]
    pub struct MailAppDraft {
        /// Unique.
        pub name: String = line(80).required().as_name();
        pub provider: Provider, begins Provider::Microsoft;
        pub audience: Audience, begins Audience::Single;
        /// Microsoft's directory id or domain; required for [`Audience::Single`].
        pub tenant: String = line(120);
        pub client_id: String = line(200).required();
        /// Of another provider; empty for Microsoft and Google.
        pub authorise_url: String = line(300);
        pub token_url: String = line(300);
        pub secret_expires_on: Option<Date> = required();
        /// One address or range in a line (`203.0.113.0/24`); empty: from anywhere.
        pub allowed_ips: String = paragraph(2_000);
        pub active: bool, begins true;
        pub description: String = paragraph(2_000);
    }
}

impl Draft for MailAppDraft {
    fn rules(&self, check: &mut Check) {
        let needs_tenant = self.provider == Provider::Microsoft && self.audience == Audience::Single;
        check.that("tenant", !needs_tenant || !self.tenant.is_empty(), FieldCode::Required);
        for (field, url) in [("authorise_url", &self.authorise_url), ("token_url", &self.token_url)] {
            check.that(field, url.is_empty() || is_public_address(url), FieldCode::NotPublic);
            check.that(field, self.provider != Provider::Oidc || !url.is_empty(), FieldCode::Required);
        }
        check.that("allowed_ips", ranges(&self.allowed_ips).all(|range| range.is_some()), FieldCode::WrongType);
    }
}

/// An address range: the network's address and how many leading bits count.
type Range = (core::net::IpAddr, u32);

fn ranges(lines: &str) -> impl Iterator<Item = Option<Range>> {
    lines.split(['\n', ',', ' ', '\r']).filter(|line| !line.is_empty()).map(|line| {
        let (address, bits) = line.split_once('/').map_or((line, None), |(address, bits)| (address, Some(bits)));
        let address: core::net::IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
        (bits <= most).then_some((address, bits))
    })
}

/// Whether somebody at `address` may authorise; with no ranges, everybody may.
#[must_use]
pub fn may_come_from(allowed_ips: &str, address: &str) -> bool {
    let Ok(address) = address.parse::<core::net::IpAddr>() else { return ranges(allowed_ips).next().is_none() };
    let bits = |ip: core::net::IpAddr| match ip {
        core::net::IpAddr::V4(ip) => (u128::from(u32::from(ip)) << 96, true),
        core::net::IpAddr::V6(ip) => (u128::from(ip), false),
    };
    let (wanted, four) = bits(address);
    let mut all = ranges(allowed_ips).flatten().peekable();
    all.peek().is_none()
        || all.any(|(network, length)| {
            let (network, network_four) = bits(network);
            let differing = network ^ wanted;
            network_four == four && (length == 0 || differing.leading_zeros() >= length)
        })
}

crate::draft! {
    /// A new client secret.
    pub struct SecretDraft {
        pub secret: String = line(500).required();
        pub expires_on: Option<Date> as SECRET_EXPIRES_ON = required();
        /// Kept beside the current one until that ends, rather than in its place.
        pub next: bool;
    }
}

impl core::fmt::Debug for SecretDraft {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SecretDraft").field("expires_on", &self.expires_on).finish_non_exhaustive()
    }
}

impl Draft for SecretDraft {}

/// What the edge knows of an app beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailAppFacts {
    /// Whether a client secret is kept; the secret itself is never answered.
    pub has_secret: bool,
    /// Whether its successor is kept beside it.
    pub has_next_secret: bool,
    /// The last day of that successor; empty without one.
    pub next_secret_expires_on: Option<Date>,
    /// When an administrator consented for the whole organisation.
    pub consented_at: Option<Instant>,
    /// When it was last tried; empty while it never was.
    pub tested_at: Option<Instant>,
    /// The last trouble with the app itself, unless it is in order.
    pub failure: Option<MailFailure>,
    /// The provider's words.
    pub server_message: String,
    /// How the last consent came to nothing; empty once one was given.
    pub consent_failure: Option<MailFailure>,
    /// The provider's own words about that; may be empty.
    pub consent_message: String,
    /// What we noticed ourselves beside `consent_failure`.
    pub consent_remark: Option<Remark>,
    /// What we noticed ourselves beside `failure`.
    pub remark: Option<Remark>,
    /// How many accounts that aren't archived stand on it.
    pub accounts: i64,
}

/// An app registration as those who keep mail get it.
pub type MailApp = Record<MailAppDraft, MailAppFacts>;

crate::row! {
    /// An app registration in its list.
    pub struct MailAppRow {
        pub name: String;
        pub provider: Provider;
        pub secret_expires_on: Date;
        pub active: bool;
        pub failure: Option<MailFailure>;
    }
    sorts: rising("name"), rising("secret_expires_on");
    filters:
        Filter::new("provider", fields::PROVIDER, By::OneOf(choices::<Provider>));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_let_in_by_range_family_and_emptiness() {
        assert!(may_come_from("", "198.51.100.7") && may_come_from("", "local"));
        let lines = "203.0.113.0/24\n2001:db8::/32, 198.51.100.7";
        for inside in ["203.0.113.200", "2001:db8:1::9", "198.51.100.7"] {
            assert!(may_come_from(lines, inside), "{inside}");
        }
        for outside in ["203.0.114.1", "2001:db9::1", "198.51.100.8", "::ffff:203.0.113.1", "local"] {
            assert!(!may_come_from(lines, outside), "{outside}");
        }
    }

    #[test]
    fn a_range_that_cannot_be_read_is_refused() {
        let draft = |lines: &str| MailAppDraft { allowed_ips: lines.into(), ..MailAppDraft::default() };
        let wrong = |lines: &str| draft(lines).errors().iter().any(|error| error.field == "allowed_ips");
        assert!(wrong("203.0.113.0/33") && wrong("oficina") && wrong("1.2.3/8"));
        assert!(!wrong("0.0.0.0/0\n::1"));
    }
}
