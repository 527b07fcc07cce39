//! What one unit of a line costs, more finely than money can be paid: a litre of fuel, a kilometre.
//!
//! Invariant: a unit price becomes an amount by [`UnitPrice::times`] alone, which rounds once.

use serde::{Deserialize, Serialize};

use super::{Currency, divide_half_up, fits};
use crate::check::{Check, FieldCode, LARGEST};
use crate::field::{Field, Kind, Value};

/// A price of one unit before tax, in ten-thousandths of a minor unit: 14590 is 0.01459 EUR. From 0 to
/// 9,000,000,000,000,000, which is below 2^53.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct UnitPrice(pub i64);

impl UnitPrice {
    /// Decimals beyond the currency's: EUR has 6 in all, JPY 4, KWD 7.
    pub const DECIMALS: u8 = 4;
    const PER_MINOR_UNIT: i64 = 10_i64.pow(Self::DECIMALS as u32);
    /// As many minor units as any amount may have.
    pub const LARGEST: i64 = LARGEST * Self::PER_MINOR_UNIT;

    /// The price that an amount is, for one of something.
    #[must_use]
    pub const fn of_amount(minor: i64) -> Self {
        Self(minor.saturating_mul(Self::PER_MINOR_UNIT))
    }

    /// What so many thousandths of the unit come to, in minor units, rounded half up (product rule, section 2).
    #[must_use]
    pub fn times(self, quantity: i64) -> i64 {
        divide_half_up(i128::from(quantity) * i128::from(self.0), 1_000 * i128::from(Self::PER_MINOR_UNIT))
    }

    /// In canonical digits with as many decimals as it needs, and at least the currency's: `12.50`, `0.01459`.
    #[must_use]
    pub fn plain(self, currency: Currency) -> String {
        let least = currency.exponent as usize;
        let places = least + usize::from(Self::DECIMALS);
        let digits = format!("{:0width$}", self.0.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let needed = fraction.trim_end_matches('0').len().max(least);
        let sign = if self.0 < 0 { "-" } else { "" };
        let point = if needed == 0 { "" } else { "." };
        [sign, whole, point, fraction.split_at(needed).0].concat()
    }
}

impl Value for UnitPrice {
    const KIND: Kind = Kind::Special;

    fn check(&self, field: &Field, check: &mut Check) {
        let holds = check.that(field.name, self.0 >= 0, FieldCode::Negative);
        let _ = holds && fits(field.name, self.0 <= Self::LARGEST, check);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Canonical digits as an integer of so many decimals, by long hand.
    fn read(plain: &str, places: usize) -> i128 {
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        format!("{whole}{fraction:0<places$}").parse().unwrap()
    }

    /// Numbers of every length up to the largest.
    fn prices() -> impl Iterator<Item = UnitPrice> {
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let drawn = (0..4_000_u32).map(move |at| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            i64::try_from(seed % 10_u64.pow(at % 16)).unwrap()
        });
        drawn.chain([0, 1, UnitPrice::LARGEST]).map(UnitPrice)
    }

    #[test]
    fn a_price_is_written_with_every_decimal_it_has_and_at_least_its_currencys() {
        for (code, least) in [("EUR", 2), ("JPY", 0), ("KWD", 3)] {
            let currency = Currency::find(code).unwrap();
            for price in prices() {
                let plain = price.plain(currency);
                assert_eq!(read(&plain, least + 4), i128::from(price.0), "{code} {plain}");
                let decimals = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                assert!(decimals == least || (decimals > least && !plain.ends_with('0')), "{code} {plain}");
            }
        }
        let plain = |code, price| UnitPrice(price).plain(Currency::find(code).unwrap());
        assert_eq!(plain("EUR", 14_590), "0.01459");
        assert_eq!(plain("EUR", 12_500_000), "12.50");
        assert_eq!(plain("JPY", 15_000_001), "1500.0001");
        assert_eq!(plain("JPY", 15_000_000), "1500");
        assert_eq!(plain("KWD", 1), "0.0000001");
    }

    #[test]
    fn a_net_is_rounded_once_and_half_up() {
        // 45.123 l at 1.459 EUR are 65.834457 EUR.
        assert_eq!(UnitPrice(1_459_000).times(45_123), 6_583);
        assert_eq!(UnitPrice(4_999).times(1_000), 0);
        assert_eq!(UnitPrice(5_000).times(1_000), 1);
        assert_eq!(UnitPrice(-5_000).times(1_000), -1);
        // A third of a cent, three times.
        assert_eq!(UnitPrice(3_333).times(3_000), 1);
        assert_eq!(UnitPrice::of_amount(12_345).times(1_000), 12_345);
    }

    #[test]
    fn the_largest_price_is_exact_in_json_and_its_bound_is_said() {
        const { assert!(UnitPrice::LARGEST < 1 << 53) };
        const FIELD: Field =
            Field::new::<UnitPrice>("unit_price", crate::fields::UNIT_PRICE, crate::field::Spec::PLAIN);
        let message = |price: i64| {
            let mut check = Check::default();
            FIELD.check(&UnitPrice(price), &mut check);
            check.into_errors().iter().map(|error| error.sentence(crate::text::Language::En)).collect::<String>()
        };
        assert_eq!(message(UnitPrice::LARGEST), "");
        assert!(message(UnitPrice::LARGEST + 1).contains("900000000000"), "{}", message(UnitPrice::LARGEST + 1));
        assert!(!message(-1).is_empty());
    }
}
