//! Measures: stored in metres, millilitres, grams…, shown and typed in the company's units.

use domain::measure::{Unit, Units};

use super::amount;

pub(crate) use domain::measure::{Measure, OfFuel};

fn here(measure: Measure) -> Unit {
    measure.unit(super::conventions(|company| company.units))
}

/// A measure in the company's units.
pub(crate) trait Measured: Sized {
    fn sign(self) -> &'static str;

    /// Decimals that can be typed: as many as are still the same after storing.
    fn places(self) -> u8;

    /// `123.456,5 km`, with every decimal that was typed.
    fn show(self, stored: i64) -> String;

    /// In canonical digits (`1234.5`), for an input: no more of them than it takes to be read back as the same.
    fn to_input(self, stored: i64) -> String;

    /// The same in the units that limits are said in, whatever the company's are.
    fn metric_text(self, stored: i64) -> String;

    /// From canonical digits; `None` for more decimals than can be kept.
    fn parse_input(self, typed: &str) -> Option<i64>;
}

impl Measured for Measure {
    fn sign(self) -> &'static str {
        match self {
            Self::Months => super::t(super::records::UNIT_MONTHS),
            Self::Days => super::t(super::records::UNIT_DAYS),
            _ => here(self).sign,
        }
    }

    fn places(self) -> u8 {
        here(self).places()
    }

    fn show(self, stored: i64) -> String {
        [amount::plain(&self.to_input(stored)).as_str(), self.sign()].join("\u{a0}")
    }

    fn to_input(self, stored: i64) -> String {
        here(self).to_text(stored)
    }

    fn metric_text(self, stored: i64) -> String {
        self.unit(Units::METRIC).to_text(stored)
    }

    fn parse_input(self, typed: &str) -> Option<i64> {
        here(self).read(typed)
    }
}
