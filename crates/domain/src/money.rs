//! Money: amounts in integer minor units of the company's currency, tax, invoices and payments.
//!
//! Amounts are `i64` minor units throughout; the [`Currency`] says how many decimals they have on screen. A price of one unit
//! is a [`UnitPrice`](unit_price::UnitPrice), which has four more.
//!
//! Invariant: no amount is ever a float.

pub mod iban;
pub mod invoice;
pub mod payment;
pub mod unit_price;

use serde::{Deserialize, Serialize};

use crate::check::{Check, FieldCode, LARGEST};
use crate::field::{Field, Kind, Value};
use crate::measure::Measure;
use crate::text::Text;

/// An ISO 4217 code of a currency in use, with its exponent (minor digits) known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency {
    /// Three capital letters.
    pub code: &'static str,
    /// Decimals: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217, list one).
    pub exponent: u32,
}

macro_rules! currencies {
    ($($exponent:literal: $($code:literal)+;)+) => {
        /// Currencies a company can keep its books in.
        pub const CURRENCIES: &[Currency] = &[$($(Currency { code: $code, exponent: $exponent }),+),+];
    };
}

currencies! {
    2: "EUR" "USD" "GBP" "CHF" "PLN" "CZK" "DKK" "SEK" "NOK" "RON" "BGN" "HUF" "TRY" "UAH" "MXN" "ARS" "BRL" "COP" "PEN"
       "UYU" "BOB" "DOP" "GTQ" "CRC" "CAD" "AUD" "NZD" "MAD" "DZD" "EGP" "AED" "SAR" "QAR" "ILS" "INR" "CNY" "ZAR" "NGN" "KES";
    0: "JPY" "KRW" "CLP" "PYG" "ISK" "VND";
    3: "KWD" "BHD" "OMR" "JOD" "TND";
}

impl Currency {
    /// The currency of that code; `None` for one that no company can keep its books in.
    #[must_use]
    pub fn find(code: &str) -> Option<Self> {
        CURRENCIES.iter().copied().find(|currency| currency.code == code)
    }

    /// Minor units in one major unit: 100 for EUR, 1 for JPY.
    #[must_use]
    pub const fn scale(self) -> i64 {
        10_i64.pow(self.exponent)
    }

    /// `12345` as `123.45`, for machine-readable output; on screen `Intl` formats it.
    #[must_use]
    pub fn plain(self, minor: i64) -> String {
        let sign = if minor < 0 { "-" } else { "" };
        let (whole, part) =
            (minor.unsigned_abs() / self.scale().unsigned_abs(), minor.unsigned_abs() % self.scale().unsigned_abs());
        match self.exponent {
            0 => format!("{sign}{whole}"),
            digits => format!("{sign}{whole}.{part:0width$}", width = digits as usize),
        }
    }
}

/// A tax rate in thousandths of a percent: 21000 is 21 %, 9975 is 9.975 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct TaxRate(pub i64);

impl TaxRate {
    /// 100 %.
    pub const LARGEST: i64 = 100_000;

    /// The tax on the sum of an invoice's net amounts at this rate, rounded half up (away from zero) to the minor unit
    /// (product rule, section 2; EN 16931, BR-CO-17).
    #[must_use]
    pub fn tax_on(self, net: i64) -> i64 {
        divide_half_up(i128::from(net) * i128::from(self.0), 100_000)
    }
}

impl Value for TaxRate {
    const KIND: Kind = Kind::Measure(Measure::Percent);

    /// From nothing to 100 %.
    fn check(&self, field: &Field, check: &mut Check) {
        let holds = (0..=Self::LARGEST).contains(&self.0);
        check.allowed(field.name, holds, FieldCode::OutOfRange, || "0–100 %".to_owned());
    }
}

const MOST: Text = crate::text!(
    "El máximo son {about} unidades mínimas de la moneda.",
    "At most {about} of the currency's smallest units fit here.",
    "Al massimo {about} unità minime della valuta.",
    "Najwyżej {about} najmniejszych jednostek waluty."
);

/// Refuses an amount beyond [`LARGEST`] minor units, naming the bound, unless it `holds`. Says whether it held.
fn fits(field: &str, holds: bool, check: &mut Check) -> bool {
    holds || check.say(field, FieldCode::TooLarge, MOST, LARGEST.to_string())
}

/// What a tax is called, without its rate: `IVA` of `IVA 21 %`.
#[must_use]
pub fn tax_word(tax: &str) -> &str {
    tax.split_once(|c: char| c.is_ascii_digit()).map_or(tax, |(word, _)| word).trim()
}

/// A price on which a tax comes, in the same words for everybody: `285,50 € + IVA`. A rate that the tax's name ends in is left
/// out, since the invoice may have another; without a name there is no tax to come. A line may end before the sign only.
#[must_use]
pub fn before_tax(price: &str, tax: &str) -> String {
    let name = tax_word(tax);
    if price.is_empty() || name.is_empty() { price.to_owned() } else { [price, " +\u{a0}", name].concat() }
}

/// `dividend / divisor` rounded half away from zero, saturating at the ends of `i64`.
#[must_use]
pub fn divide_half_up(dividend: i128, divisor: i128) -> i64 {
    let half = divisor / 2;
    let rounded = if dividend < 0 { (dividend - half) / divisor } else { (dividend + half) / divisor };
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tax_rounds_half_up() {
        assert_eq!(TaxRate(21_000).tax_on(1050), 221); // 220.5
        assert_eq!(TaxRate(21_000).tax_on(1045), 219); // 219.45
        assert_eq!(TaxRate(10_000).tax_on(5), 1); // 0.5
        assert_eq!(TaxRate(21_000).tax_on(-1050), -221);
    }

    #[test]
    fn a_price_says_which_tax_comes_on_top() {
        assert_eq!(before_tax("285,50 €", "IVA"), "285,50 € +\u{a0}IVA");
        assert_eq!(before_tax("285,50 €", "IVA 21 %"), "285,50 € +\u{a0}IVA");
        assert_eq!(before_tax("285,50 €", ""), "285,50 €");
        assert_eq!(before_tax("", "IVA"), "");
    }

    #[test]
    fn a_rate_has_three_decimals() {
        assert_eq!(TaxRate(9_975).tax_on(818_000), 81_596); // 81,595.5
        assert_eq!(TaxRate(21_005).tax_on(100_000), 21_005);
    }

    #[test]
    fn amounts_have_their_currencys_decimals() {
        let currency = |code| Currency::find(code).unwrap();
        assert_eq!(currency("EUR").plain(-5), "-0.05");
        assert_eq!(currency("JPY").plain(1500), "1500");
        assert_eq!(currency("KWD").plain(1500), "1.500");
        assert_eq!(Currency::find("XXX"), None);
    }
}
