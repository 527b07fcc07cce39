//! The company and the roles it starts with.

use crate::{
    Result,
    run::PORT,
    seed::{
        self,
        row::{Row, Stamp},
    },
};
use domain::{
    address::Address,
    money::TaxRate,
    people::role::RoleDraft,
    permission::BUILT_IN_ROLES,
    settings::{CompanyDraft, NamedTaxRate},
    text::Language,
};
use rusqlite::Connection;

/// The tax rates by what is carried: goods, people, and what is exempt.
pub const GOODS: TaxRate = TaxRate(21_000);
pub const PEOPLE: TaxRate = TaxRate(10_000);
pub const EXEMPT: TaxRate = TaxRate(0);

/// What a rate is called on an invoice.
pub const fn tax_name(rate: TaxRate) -> &'static str {
    if rate.0 == EXEMPT.0 { "Exento" } else { "IVA" }
}

pub fn draft() -> CompanyDraft {
    let rate = |rate| NamedTaxRate { name: tax_name(rate).into(), rate };
    CompanyDraft {
        name: "Transportes Vega, S.L.".into(),
        address: Address {
            street: "Calle de la Resina 33, nave 4".into(),
            postcode: "28021".into(),
            city: "Madrid".into(),
            region: "Madrid".into(),
            country: "ES".into(),
        },
        tax_id: super::tax_id::spanish(8_134_207),
        phone: "+34 910 555 100".into(),
        email: "hola@vega.example".into(),
        site: seed::site(PORT),
        tax_rates: vec![rate(GOODS), rate(PEOPLE), rate(EXEMPT)],
        payment_details: "Transportes Vega, S.L.\nIBAN ES79 2100 0813 6101 2345 6789\nIndique el número de factura"
            .into(),
        ..CompanyDraft::default()
    }
}

pub fn write(connection: &Connection, company: &CompanyDraft, at: i64) -> Result<()> {
    Row::record("company", 1, Stamp::new(at), company)?.insert(connection)?;
    for (id, role) in (1..).zip(&BUILT_IN_ROLES) {
        let draft = RoleDraft {
            name: role.name.get(Language::Es).into(),
            description: String::new(),
            permissions: (role.permissions)(),
        };
        Row::record("roles", id, Stamp::new(at), &draft)?.text("built_in", role.code).insert(connection)?;
    }
    Ok(())
}

/// The id under which [`write`] kept a built-in role.
pub fn role(code: &str) -> i64 {
    (1..).zip(&BUILT_IN_ROLES).find(|(_, role)| role.code == code).map_or(0, |(id, _)| id)
}
