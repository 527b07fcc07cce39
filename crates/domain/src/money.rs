//! Money: amounts in integer minor units of the company's currency, tax, invoices and payments.
//!
//! Amounts are `i64` minor units throughout; the [`Currency`] says how many decimals they have on screen.
//!
//! Invariant: no amount is ever a float.

pub mod invoice;
pub mod payment;

use serde::{Deserialize, Serialize};

/// An ISO 4217 code of a currency in use, with its exponent (minor digits) known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency {
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

    /// What a person typed, with `.` or `,` before the decimals: `None` if it isn't an amount or has too many decimals.
    #[must_use]
    pub fn parse(self, typed: &str) -> Option<i64> {
        parse_decimal(typed, self.exponent)
    }
}

/// Reads a decimal number as an integer of its `digits`th decimal: `("12,5", 2)` is `1250`.
///
/// The last of `.` and `,` is the decimal separator when at most `digits` digits follow; spaces (also no-break ones) and
/// the other separator group thousands.
#[must_use]
pub fn parse_decimal(typed: &str, digits: u32) -> Option<i64> {
    let compact: String =
        typed.trim().chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}' && *c != '\'').collect();
    let (negative, number) = match compact.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, compact.as_str()),
    };
    let (whole, part) = match number.rfind(['.', ',']) {
        Some(at) => {
            let (whole, rest) = number.split_at(at);
            let part = rest.get(1..)?;
            let thousands = part.len() == 3 && digits < 3 && !whole.is_empty();
            if thousands { (number, "") } else { (whole, part) }
        }
        None => (number, ""),
    };
    if whole.split(['.', ',']).skip(1).any(|group| group.len() != 3) {
        return None;
    }
    let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    if part.len() > digits as usize || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    if !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) || whole.len() > 15 {
        return None;
    }
    let padded = format!("{whole}{part:0<width$}", width = digits as usize);
    let value: i64 = padded.parse().ok()?;
    Some(if negative { -value } else { value })
}

/// A tax rate in basis points of a percent: 2100 is 21 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct TaxRate(pub i64);

impl TaxRate {
    /// 100 %.
    pub const LARGEST: i64 = 10_000;

    /// The tax on a line's net amount, rounded half up (away from zero) to the minor unit (product rule, section 2).
    #[must_use]
    pub fn of(self, net: i64) -> i64 {
        divide_half_up(i128::from(net) * i128::from(self.0), 10_000)
    }
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
    fn tax_rounds_half_up_per_line() {
        assert_eq!(TaxRate(2100).of(1050), 221); // 220.5
        assert_eq!(TaxRate(2100).of(1045), 219); // 219.45
        assert_eq!(TaxRate(1000).of(5), 1); // 0.5
        assert_eq!(TaxRate(2100).of(-1050), -221);
    }

    #[test]
    fn amounts_have_their_currencys_decimals() {
        let currency = |code| Currency::find(code).unwrap();
        assert_eq!(currency("EUR").plain(-5), "-0.05");
        assert_eq!(currency("JPY").plain(1500), "1500");
        assert_eq!(currency("KWD").plain(1500), "1.500");
        assert_eq!(Currency::find("XXX"), None);
    }

    #[test]
    fn typed_amounts_are_read_with_either_separator() {
        let eur = Currency::find("EUR").unwrap();
        for (typed, minor) in [
            ("12", 1200),
            ("12,5", 1250),
            ("12.50", 1250),
            ("1.234,56", 123_456),
            ("1,234.56", 123_456),
            ("1.234", 123_400),
            ("-3", -300),
        ] {
            assert_eq!(eur.parse(typed), Some(minor), "{typed}");
        }
        for bad in ["", ",", "12,345,6x", "1.2.3,4567", "abc", "12,5,", "1e3"] {
            assert_eq!(eur.parse(bad), None, "{bad}");
        }
    }
}
