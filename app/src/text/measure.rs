//! Measures: stored in metres, millilitres, grams…, shown and typed in the company's units.

use domain::settings::{DistanceUnit, VolumeUnit};

use super::amount;

pub(crate) use domain::measure::Measure;

/// More digits than any measure has, and few enough for an `i64`.
const MOST_DIGITS: usize = 15;
/// Decimals that survive storing in any unit but those that [`Measure::places`] names.
const MOST_PLACES: u8 = crate::ui::numeral::MOST_PLACES;

/// A measure in the company's units.
pub(crate) trait Measured: Sized {
    /// The unit's sign, and how many stored ones make one of it.
    fn unit(self) -> (&'static str, f64);

    /// Decimals that can be typed: as many as are still the same after storing.
    fn places(self) -> u8;

    /// `123.456,5 km`, with every decimal that was typed.
    fn show(self, stored: i64) -> String;

    /// In canonical digits (`1234.5`), for an input: no more of them than it takes to be read back as the same.
    fn to_input(self, stored: i64) -> String;

    /// From canonical digits; `None` for more decimals than can be kept.
    fn parse_input(self, typed: &str) -> Option<i64>;
}

impl Measured for Measure {
    fn unit(self) -> (&'static str, f64) {
        let (distance, volume) = super::conventions(|company| (company.distance, company.volume));
        let metric = distance == DistanceUnit::Kilometre;
        match self {
            Self::Distance => (if metric { "km" } else { "mi" }, distance.metres()),
            Self::Volume => (volume_sign(volume), volume.millilitres()),
            Self::Room => ("m³", 1_000_000.0),
            Self::Displacement => ("cm³", 1.0),
            Self::Consumption => match (metric, volume) {
                (true, VolumeUnit::Litre) => ("l/100 km", 1_000.0),
                (true, VolumeUnit::Gallon) => ("gal/100 km", volume.millilitres()),
                // In 100 km to in 100 miles.
                (false, unit) => {
                    (if unit == VolumeUnit::Litre { "l/100 mi" } else { "gal/100 mi" }, unit.millilitres() / 1.609_344)
                }
            },
            Self::Weight => ("kg", 1_000.0),
            Self::Length => ("m", 1_000.0),
            Self::Power => ("kW", 1_000.0),
            Self::Energy => ("kWh", 1_000.0),
            Self::Months => (super::t(super::records::UNIT_MONTHS), 1.0),
            Self::Days => (super::t(super::records::UNIT_DAYS), 1.0),
            Self::Percent => ("%", 1_000.0),
            Self::Quantity => ("", 1_000.0),
        }
    }

    fn places(self) -> u8 {
        match self.unit().1 {
            // A stored one is more than half a thousandth of a unit.
            factor if factor < 10.0 => 0,
            factor if factor < 1_000.0 => 2,
            _ => MOST_PLACES,
        }
    }

    fn show(self, stored: i64) -> String {
        [amount::plain(&self.to_input(stored)).as_str(), self.unit().0].join("\u{a0}")
    }

    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn to_input(self, stored: i64) -> String {
        let value = stored as f64 / self.unit().1;
        let written = |places: u8| {
            let scale = 10_i64.pow(u32::from(places));
            let scaled = (value * scale as f64).round() as i64;
            let (whole, rest) = (scaled.abs() / scale, scaled.abs() % scale);
            let fraction = (scale + rest).to_string();
            let fraction = fraction.strip_prefix('1').unwrap_or_default().trim_end_matches('0');
            let sign = if scaled < 0 { "-" } else { "" };
            [sign, &whole.to_string(), if fraction.is_empty() { "" } else { "." }, fraction].concat()
        };
        let most = self.places();
        (0..most).map(written).find(|text| self.parse_input(text) == Some(stored)).unwrap_or_else(|| written(most))
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    fn parse_input(self, typed: &str) -> Option<i64> {
        // By whole numbers: the tables for reading floating point weigh more than most screens.
        let (sign, digits) = typed.strip_prefix('-').map_or((1.0, typed), |rest| (-1.0, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all: String = [whole, fraction].concat();
        let is_number = !all.is_empty() && all.len() <= MOST_DIGITS && all.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || fraction.len() > usize::from(self.places()) {
            return None;
        }
        let scale = (0..fraction.len()).fold(1.0, |scale, _| scale * 10.0);
        let value = all.parse::<i64>().ok()? as f64 / scale;
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
    use domain::settings::{CompanyConventions, DistanceUnit, VolumeUnit};

    use super::{Measure, Measured as _};

    const ALL: [Measure; 13] = [
        Measure::Distance,
        Measure::Volume,
        Measure::Room,
        Measure::Displacement,
        Measure::Consumption,
        Measure::Weight,
        Measure::Length,
        Measure::Power,
        Measure::Energy,
        Measure::Months,
        Measure::Days,
        Measure::Percent,
        Measure::Quantity,
    ];

    #[test]
    fn a_measure_survives_its_input() {
        for (measure, stored) in [
            (Measure::Distance, 123_456_000),
            (Measure::Volume, 70_500),
            (Measure::Percent, 21_500),
            (Measure::Percent, 9_975),
            (Measure::Length, 5_932),
            (Measure::Weight, 1_250_500),
        ] {
            assert_eq!(measure.parse_input(&measure.to_input(stored)), Some(stored));
        }
        assert_eq!(Measure::Length.to_input(1_100), "1.1");
        assert_eq!(Measure::Length.to_input(-50), "-0.05");
        assert_eq!(Measure::Length.to_input(2_000), "2");
        assert_eq!(Measure::Weight.to_input(1_250_500), "1250.5");
        assert_eq!(Measure::Distance.parse_input("12.5"), Some(12_500));
        assert_eq!(Measure::Distance.parse_input("-0.25"), Some(-250));
        for bad in [".", "1.2.3", "abc", "1e300", "1.2345"] {
            assert_eq!(Measure::Distance.parse_input(bad), None, "{bad}");
        }
        assert_eq!(Measure::Days.parse_input("1.5"), None);
    }

    #[test]
    fn what_was_typed_is_shown_again_in_whatever_units_the_company_has() {
        for (distance_unit, volume_unit) in [
            (DistanceUnit::Kilometre, VolumeUnit::Litre),
            (DistanceUnit::Kilometre, VolumeUnit::Gallon),
            (DistanceUnit::Mile, VolumeUnit::Litre),
            (DistanceUnit::Mile, VolumeUnit::Gallon),
        ] {
            crate::text::follow(&CompanyConventions {
                name: String::new(),
                phone: String::new(),
                currency: "EUR".into(),
                zone: "UTC".into(),
                distance_unit,
                volume_unit,
                portal_bookings: true,
                tax: String::new(),
                portal_months_ahead: 24,
                portal_longest_days: 31,
            });
            for measure in ALL {
                let scale = 10_i64.pow(u32::from(measure.places()));
                for scaled in (0..4_000).step_by(7).chain((0..100_000_000).step_by(499_979)) {
                    let (whole, rest) = (scaled / scale, scaled % scale);
                    let fraction = (scale + rest).to_string()[1..].trim_end_matches('0').to_owned();
                    let typed = if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") };
                    let stored = measure.parse_input(&typed).unwrap();
                    assert_eq!(measure.to_input(stored), typed, "{measure:?} {distance_unit:?} {volume_unit:?}");
                }
            }
        }
    }
}
