//! Measures: stored in metres, millilitres, grams…, shown and typed in the company's units.

use domain::settings::{DistanceUnit, VolumeUnit};

use super::amount;

/// What a stored integer measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// Metres.
    Distance,
    /// Millilitres.
    Volume,
    /// Millilitres of room, shown in cubic metres.
    Room,
    /// Millilitres of displacement, shown in cubic centimetres.
    Displacement,
    /// Millilitres in 100 km.
    Consumption,
    /// Grams.
    Weight,
    /// Millimetres.
    Length,
    /// Watts.
    Power,
    /// Watt-hours.
    Energy,
    /// Months.
    Months,
    /// Days.
    Days,
    /// Basis points of a percent.
    Percent,
}

/// More digits than any measure has, and few enough for an `i64`.
const MOST_DIGITS: usize = 15;

impl Measure {
    /// The unit's sign, how many stored ones make one of it, and the decimals worth showing.
    pub(crate) fn unit(self) -> (&'static str, f64, u8) {
        let (distance, volume) = super::conventions(|company| (company.distance, company.volume));
        let metric = distance == DistanceUnit::Kilometre;
        match self {
            Self::Distance => (if metric { "km" } else { "mi" }, distance.metres(), 0),
            Self::Volume => (volume_sign(volume), volume.millilitres(), 1),
            Self::Room => ("m³", 1_000_000.0, 2),
            Self::Displacement => ("cm³", 1.0, 0),
            Self::Consumption => match (metric, volume) {
                (true, VolumeUnit::Litre) => ("l/100 km", 1_000.0, 1),
                (true, VolumeUnit::Gallon) => ("gal/100 km", volume.millilitres(), 1),
                // In 100 km to in 100 miles.
                (false, unit) => (
                    if unit == VolumeUnit::Litre { "l/100 mi" } else { "gal/100 mi" },
                    unit.millilitres() / 1.609_344,
                    1,
                ),
            },
            Self::Weight => ("kg", 1_000.0, 0),
            Self::Length => ("m", 1_000.0, 2),
            Self::Power => ("kW", 1_000.0, 0),
            Self::Energy => ("kWh", 1_000.0, 1),
            Self::Months => (super::t(super::records::UNIT_MONTHS), 1.0, 0),
            Self::Days => (super::t(super::records::UNIT_DAYS), 1.0, 0),
            Self::Percent => ("%", 100.0, 2),
        }
    }

    /// `123.456 km`
    #[allow(clippy::cast_precision_loss)]
    pub(crate) fn show(self, stored: i64) -> String {
        let (unit, factor, places) = self.unit();
        [amount::decimal(stored as f64 / factor, places).as_str(), unit].join("\u{a0}")
    }

    /// In canonical digits (`1234.5`), for an input.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    pub(crate) fn to_input(self, stored: i64) -> String {
        let (_, factor, _) = self.unit();
        // Three decimals keep what was stored through any unit we have; trailing zeros go.
        let thousandths = (stored as f64 / factor * 1_000.0).round() as i64;
        let (whole, rest) = (thousandths.abs() / 1_000, thousandths.abs() % 1_000);
        let fraction = (1_000 + rest).to_string();
        let fraction = fraction.strip_prefix('1').unwrap_or_default().trim_end_matches('0');
        let sign = if thousandths < 0 { "-" } else { "" };
        [sign, &whole.to_string(), if fraction.is_empty() { "" } else { "." }, fraction].concat()
    }

    /// From canonical digits.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    pub(crate) fn parse_input(self, typed: &str) -> Option<i64> {
        // By whole numbers: the tables for reading floating point weigh more than most screens.
        let (sign, digits) = typed.strip_prefix('-').map_or((1.0, typed), |rest| (-1.0, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all: String = [whole, fraction].concat();
        let is_number = !all.is_empty() && all.len() <= MOST_DIGITS && all.bytes().all(|byte| byte.is_ascii_digit());
        let scale = (0..fraction.len()).fold(1.0, |scale, _| scale * 10.0);
        let value = is_number.then(|| all.parse::<i64>().ok()).flatten()? as f64 / scale;
        let stored = (sign * value * self.unit().1).round();
        (stored.abs() < domain::id::MAX_ID as f64).then_some(stored as i64)
    }
}

const fn volume_sign(unit: VolumeUnit) -> &'static str {
    match unit {
        VolumeUnit::Litre => "l",
        VolumeUnit::Gallon => "gal",
    }
}

#[cfg(test)]
mod tests {
    use super::Measure;

    #[test]
    fn a_measure_survives_its_input() {
        for (measure, stored) in [
            (Measure::Distance, 123_456_000),
            (Measure::Volume, 70_500),
            (Measure::Percent, 2_150),
            (Measure::Length, 5_932),
        ] {
            assert_eq!(measure.parse_input(&measure.to_input(stored)), Some(stored));
        }
        assert_eq!(Measure::Length.to_input(1_100), "1.1");
        assert_eq!(Measure::Length.to_input(-50), "-0.05");
        assert_eq!(Measure::Length.to_input(2_000), "2");
        assert_eq!(Measure::Distance.parse_input("12.5"), Some(12_500));
        assert_eq!(Measure::Distance.parse_input("-0.25"), Some(-250));
        assert_eq!(Measure::Distance.parse_input("."), None);
        assert_eq!(Measure::Distance.parse_input("1.2.3"), None);
        assert_eq!(Measure::Distance.parse_input("abc"), None);
        assert_eq!(Measure::Distance.parse_input("1e300"), None);
    }
}
