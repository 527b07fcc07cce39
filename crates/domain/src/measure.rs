//! What a stored integer measures, in which unit limits are said, and how it is written in the units that a company chose.
//!
//! One enters by [`Measure::unit`], and for what a tank holds by [`FuelType`].
//!
//! Invariant: what is stored is always in the unit named here, whatever the company reads it in. What was typed is shown again
//! as it was typed, and choosing other units changes nothing that is stored.

mod fuel;

pub use fuel::{FuelType, OfFuel};

crate::choice! {
    /// In which distances are shown and typed; metres are stored.
    pub enum DistanceUnit {
        Kilometre = "km": "Kilómetros", "Kilometres", "Chilometri", "Kilometry";
        Mile = "mi": "Millas", "Miles", "Miglia", "Mile";
    }
}

impl DistanceUnit {
    /// Metres in one unit.
    #[must_use]
    pub const fn metres(self) -> f64 {
        match self {
            Self::Kilometre => 1_000.0,
            Self::Mile => METRES_IN_A_MILE,
        }
    }
}

const METRES_IN_A_MILE: f64 = 1_609.344;

crate::choice! {
    /// In which volumes are shown and typed; millilitres are stored.
    pub enum VolumeUnit {
        Litre = "l": "Litros", "Litres", "Litri", "Litry";
        Gallon = "gal": "Galones (EE. UU.)", "Gallons (US)", "Galloni (USA)", "Galony (USA)";
        ImperialGallon = "imp_gal": "Galones (imperiales)", "Gallons (imperial)", "Galloni (imperiali)", "Galony (angielskie)";
    }
}

impl VolumeUnit {
    /// Millilitres in one unit.
    #[must_use]
    pub const fn millilitres(self) -> f64 {
        match self {
            Self::Litre => 1_000.0,
            Self::Gallon => 3_785.411_784,
            Self::ImperialGallon => 4_546.09,
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Litre => "l",
            Self::Gallon => "gal",
            Self::ImperialGallon => "imp gal",
        }
    }
}

crate::choice! {
    /// How what is drunk on the way is said, of fuels that are measured by volume.
    pub enum ConsumptionUnit {
        LitresIn100Km = "l_100km": "Litros en 100 km", "Litres in 100 km", "Litri per 100 km", "Litry na 100 km";
        KilometresPerLitre = "km_l": "Kilómetros por litro", "Kilometres per litre", "Chilometri al litro", "Kilometry na litr";
        MilesPerGallon = "mpg": "Millas por galón (EE. UU.)", "Miles per gallon (US)", "Miglia per gallone (USA)", "Mile na galon (USA)";
        MilesPerImperialGallon = "imp_mpg": "Millas por galón (imperial)", "Miles per gallon (imperial)", "Miglia per gallone (imperiale)", "Mile na galon (angielski)";
    }
}

impl ConsumptionUnit {
    const fn unit(self) -> Unit {
        /// Microlitres in 100 km, where a millilitre takes one so many metres.
        const fn per(metres: f64, millilitres: f64) -> Scale {
            Scale::Over(100_000.0 / metres * millilitres * 1_000.0)
        }
        match self {
            Self::LitresIn100Km => Unit { sign: "l/100 km", scale: Scale::Times(1_000_000.0) },
            Self::KilometresPerLitre => Unit { sign: "km/l", scale: per(1_000.0, 1_000.0) },
            Self::MilesPerGallon => {
                Unit { sign: "mpg", scale: per(METRES_IN_A_MILE, VolumeUnit::Gallon.millilitres()) }
            }
            Self::MilesPerImperialGallon => {
                Unit { sign: "imp mpg", scale: per(METRES_IN_A_MILE, VolumeUnit::ImperialGallon.millilitres()) }
            }
        }
    }
}

/// The units that a company reads and types in, each chosen by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Units {
    /// Of [`Measure::Distance`].
    pub distance: DistanceUnit,
    /// Of [`Measure::Volume`].
    pub volume: VolumeUnit,
    /// Of [`Measure::Consumption`].
    pub consumption: ConsumptionUnit,
}

impl Units {
    /// Kilometres and litres.
    pub const METRIC: Self = Self {
        distance: DistanceUnit::Kilometre,
        volume: VolumeUnit::Litre,
        consumption: ConsumptionUnit::LitresIn100Km,
    };
}

/// What a stored integer measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Metres.
    Distance,
    /// Millilitres.
    Volume,
    /// Millilitres of room, shown in cubic metres.
    Room,
    /// Millilitres of displacement, shown in cubic centimetres.
    Displacement,
    /// Microlitres in 100 km: fine enough for what is said in kilometres per litre or miles per gallon.
    Consumption,
    /// Milligrams in 100 km.
    GasConsumption,
    /// Milliwatt-hours in 100 km.
    EnergyConsumption,
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
    /// Thousandths of a percent.
    Percent,
    /// Thousandths of whatever an invoice's line counts.
    Quantity,
}

impl Measure {
    /// What one stored unit is, in English, for whoever writes a program.
    #[must_use]
    pub const fn stored_unit(self) -> &'static str {
        match self {
            Self::Distance => "Metres",
            Self::Volume | Self::Room | Self::Displacement => "Millilitres",
            Self::Consumption => "Microlitres in 100 km",
            Self::GasConsumption => "Milligrams in 100 km",
            Self::EnergyConsumption => "Milliwatt-hours in 100 km",
            Self::Weight => "Grams",
            Self::Length => "Millimetres",
            Self::Power => "Watts",
            Self::Energy => "Watt-hours",
            Self::Months => "Months",
            Self::Days => "Days",
            Self::Percent => "Thousandths of a percent",
            Self::Quantity => "Thousandths",
        }
    }

    /// The sign of the unit that limits are said in, and how many stored ones make one of it.
    #[must_use]
    pub const fn metric(self) -> (&'static str, i64) {
        match self {
            Self::Distance => ("km", 1_000),
            Self::Volume => ("l", 1_000),
            Self::Room => ("m³", 1_000_000),
            Self::Displacement => ("cm³", 1),
            Self::Consumption => ("l/100 km", 1_000_000),
            Self::GasConsumption => ("kg/100 km", 1_000_000),
            Self::EnergyConsumption => ("kWh/100 km", 1_000_000),
            Self::Weight => ("kg", 1_000),
            Self::Length => ("m", 1_000),
            Self::Power => ("kW", 1_000),
            Self::Energy => ("kWh", 1_000),
            Self::Percent => ("%", 1_000),
            Self::Quantity => ("", 1_000),
            Self::Months | Self::Days => ("", 1),
        }
    }

    /// The unit that it is written and typed in.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub const fn unit(self, units: Units) -> Unit {
        match self {
            Self::Distance => Unit {
                sign: match units.distance {
                    DistanceUnit::Kilometre => "km",
                    DistanceUnit::Mile => "mi",
                },
                scale: Scale::Times(units.distance.metres()),
            },
            Self::Volume => Unit { sign: units.volume.sign(), scale: Scale::Times(units.volume.millilitres()) },
            Self::Consumption => units.consumption.unit(),
            _ => {
                let (sign, factor) = self.metric();
                Unit { sign, scale: Scale::Times(factor as f64) }
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Scale {
    /// So many stored ones make one of the unit.
    Times(f64),
    /// The more of the unit, the less is stored: so much is their product.
    Over(f64),
}

/// A unit that a measure is written in, in canonical digits: `1234.5`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// Empty for what is counted in words: months, days.
    pub sign: &'static str,
    scale: Scale,
}

/// More digits than any measure has, and few enough for an `i64`.
const MOST_DIGITS: usize = 15;
/// Decimals that are ever typed.
pub const MOST_PLACES: u8 = 3;

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // far below 2^53
impl Unit {
    /// Decimals that can be typed: as many as are still the same after storing.
    #[must_use]
    pub fn places(self) -> u8 {
        match self.scale {
            // A stored one is more than half a thousandth of a unit.
            Scale::Times(factor) if factor < 10.0 => 0,
            Scale::Times(factor) if factor < 1_000.0 => 2,
            Scale::Times(_) => MOST_PLACES,
            Scale::Over(_) => 2,
        }
    }

    /// How many of the unit it is: no more digits than it takes to be read back as the same.
    #[must_use]
    pub fn to_text(self, stored: i64) -> String {
        let value = self.value(stored);
        let most = self.places();
        let fits = |text: &String| self.read(text) == Some(stored);
        (0..most).map(|places| written(value, places)).find(fits).unwrap_or_else(|| written(value, most))
    }

    /// What is stored of so many; `None` for no number, and for more decimals than would be shown again.
    #[must_use]
    pub fn read(self, typed: &str) -> Option<i64> {
        // By whole numbers: the tables for reading floating point weigh more than most screens.
        let (sign, digits) = typed.strip_prefix('-').map_or((1.0, typed), |rest| (-1.0, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all: String = [whole, fraction].concat();
        let is_number = !all.is_empty() && all.len() <= MOST_DIGITS && all.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || fraction.len() > usize::from(self.places()) {
            return None;
        }
        let decimals = (0..fraction.len()).fold(1.0, |scale, _| scale * 10.0);
        let value = sign * all.parse::<i64>().ok()? as f64 / decimals;
        let stored = match self.scale {
            Scale::Times(factor) => (value * factor).round(),
            Scale::Over(_) if value == 0.0 => 0.0,
            Scale::Over(product) => (product / value).round(),
        };
        let stored = (stored.abs() < crate::id::MAX_ID as f64).then_some(stored as i64)?;
        let stays = (self.value(stored) - value).abs() * decimals < 0.5;
        (stays || matches!(self.scale, Scale::Times(_))).then_some(stored)
    }

    fn value(self, stored: i64) -> f64 {
        match self.scale {
            Scale::Times(factor) => stored as f64 / factor,
            // Who uses nothing gets any way with it; there is no number for that but the one that was typed.
            Scale::Over(_) if stored == 0 => 0.0,
            Scale::Over(product) => product / stored as f64,
        }
    }
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn written(value: f64, places: u8) -> String {
    let scale = 10_i64.pow(u32::from(places));
    let scaled = (value * scale as f64).round() as i64;
    let (whole, rest) = (scaled.unsigned_abs() / scale.unsigned_abs(), scaled.unsigned_abs() % scale.unsigned_abs());
    let fraction = format!("{rest:0width$}", width = usize::from(places));
    let fraction = fraction.trim_end_matches('0');
    let sign = if scaled < 0 { "-" } else { "" };
    [sign, &whole.to_string(), if fraction.is_empty() { "" } else { "." }, fraction].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Measure; 15] = [
        Measure::Distance,
        Measure::Volume,
        Measure::Room,
        Measure::Displacement,
        Measure::Consumption,
        Measure::GasConsumption,
        Measure::EnergyConsumption,
        Measure::Weight,
        Measure::Length,
        Measure::Power,
        Measure::Energy,
        Measure::Months,
        Measure::Days,
        Measure::Percent,
        Measure::Quantity,
    ];

    fn every_units() -> impl Iterator<Item = Units> {
        DistanceUnit::ALL.iter().flat_map(|distance| {
            VolumeUnit::ALL.iter().flat_map(move |volume| {
                let units = |consumption: &ConsumptionUnit| Units {
                    distance: *distance,
                    volume: *volume,
                    consumption: *consumption,
                };
                ConsumptionUnit::ALL.iter().map(units).collect::<Vec<_>>()
            })
        })
    }

    /// As it is typed: `scaled` in the last decimal, without zeros at its end.
    fn typed(scaled: i64, places: u8) -> String {
        let scale = 10_i64.pow(u32::from(places));
        let fraction = (scale + scaled % scale).to_string()[1..].trim_end_matches('0').to_owned();
        let whole = scaled / scale;
        if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
    }

    #[test]
    fn what_was_typed_is_shown_again_in_whatever_units_the_company_has() {
        for (measure, units) in ALL.iter().flat_map(|measure| every_units().map(move |units| (*measure, units))) {
            let unit = measure.unit(units);
            // Up to 1,000 km for a litre; beyond, what can't be kept isn't read.
            let most = if matches!(unit.scale, Scale::Over(_)) { 99_000 } else { 100_000_000 };
            for scaled in
                (0..4_000).step_by(7).chain((0..most).step_by(499_979)).chain((0..most.min(99_000)).step_by(37))
            {
                let typed = typed(scaled, unit.places());
                let stored = unit.read(&typed).unwrap_or_else(|| panic!("{measure:?} {units:?} {typed}"));
                assert_eq!(unit.to_text(stored), typed, "{measure:?} {units:?}");
                // And so however often it is saved.
                assert_eq!(unit.read(&unit.to_text(stored)), Some(stored), "{measure:?} {units:?}");
            }
        }
    }

    #[test]
    fn what_was_typed_in_one_unit_comes_back_in_it_after_being_looked_at_in_another() {
        let litres = Measure::Volume.unit(Units::METRIC);
        let stored = litres.read("70.5").unwrap();
        assert_eq!(stored, 70_500);
        let shown: Vec<_> = VolumeUnit::ALL
            .iter()
            .map(|volume| Measure::Volume.unit(Units { volume: *volume, ..Units::METRIC }))
            .map(|unit| format!("{} {}", unit.to_text(stored), unit.sign))
            .collect();
        assert_eq!(shown, ["70.5 l", "18.624 gal", "15.508 imp gal"]);
        assert_eq!(litres.to_text(stored), "70.5");
    }

    #[test]
    fn consumption_is_what_tables_say_in_every_unit() {
        let stored = Measure::Consumption.unit(Units::METRIC).read("7.84").unwrap();
        let shown: Vec<_> = ConsumptionUnit::ALL
            .iter()
            .map(|consumption| Measure::Consumption.unit(Units { consumption: *consumption, ..Units::METRIC }))
            .map(|unit| format!("{} {}", written(unit.value(stored), 1), unit.sign))
            .collect();
        assert_eq!(shown, ["7.8 l/100 km", "12.8 km/l", "30 mpg", "36 imp mpg"]);
    }

    #[test]
    fn a_fuel_is_counted_as_it_is_sold() {
        use FuelType::{AdBlue, Cng, Diesel, Electricity, Hydrogen, Lpg, Petrol};
        for (fuels, sign, consumption) in [
            (&[Petrol, Diesel, Lpg][..], "l", Some("l/100 km")),
            (&[Cng, Hydrogen], "kg", Some("kg/100 km")),
            (&[Electricity], "kWh", Some("kWh/100 km")),
            (&[AdBlue], "l", None),
        ] {
            for fuel in fuels {
                assert_eq!(fuel.quantity().unit(Units::METRIC).sign, sign, "{fuel:?}");
                assert_eq!(fuel.consumption().map(|measure| measure.unit(Units::METRIC).sign), consumption, "{fuel:?}");
            }
        }
        // Bounds are said of all of them at once.
        for fuel in FuelType::ALL {
            for what in [OfFuel::Quantity, OfFuel::Consumption] {
                assert_eq!(what.measure(Some(*fuel)).metric().1, what.metric().1, "{fuel:?}");
            }
        }
    }

    #[test]
    fn a_measure_is_typed_in_canonical_digits() {
        let unit = |measure: Measure| measure.unit(Units::METRIC);
        for (measure, stored, text) in [
            (Measure::Length, 1_100, "1.1"),
            (Measure::Length, -50, "-0.05"),
            (Measure::Length, 2_000, "2"),
            (Measure::Weight, 1_250_500, "1250.5"),
            (Measure::Distance, 123_456_000, "123456"),
            (Measure::Percent, 9_975, "9.975"),
            (Measure::Distance, -250, "-0.25"),
        ] {
            assert_eq!((unit(measure).to_text(stored).as_str(), unit(measure).read(text)), (text, Some(stored)));
        }
        for bad in [".", "1.2.3", "abc", "1e300", "1.2345", "", "-"] {
            assert_eq!(unit(Measure::Distance).read(bad), None, "{bad}");
        }
        assert_eq!(unit(Measure::Days).read("1.5"), None);
        let mpg = Measure::Consumption.unit(Units { consumption: ConsumptionUnit::MilesPerGallon, ..Units::METRIC });
        assert_eq!((mpg.read("0"), mpg.to_text(0).as_str()), (Some(0), "0"));
        assert_eq!(mpg.read("99999.99"), None, "it would be shown as another");
    }
}
