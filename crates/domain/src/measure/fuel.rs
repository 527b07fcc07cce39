//! What a tank or a battery holds, and in which measures that is counted.
//!
//! Invariant: what is measured of a fuel has one bound for all of them, since the field that names the fuel may change.

use super::Measure;

crate::choice! {
    /// What a tank or a battery holds.
    pub enum FuelType {
        Petrol = "petrol": "Gasolina", "Petrol", "Benzina", "Benzyna";
        Diesel = "diesel": "Diésel", "Diesel", "Diesel", "Olej napędowy";
        Cng = "cng": "GNC", "CNG", "Metano", "CNG";
        Lpg = "lpg": "GLP", "LPG", "GPL", "LPG";
        Electricity = "electricity": "Electricidad", "Electricity", "Elettricità", "Prąd";
        Hydrogen = "hydrogen": "Hidrógeno", "Hydrogen", "Idrogeno", "Wodór";
        /// Nothing is driven with it: it cleans a diesel's exhaust.
        AdBlue = "adblue": "AdBlue", "AdBlue", "AdBlue", "AdBlue";
    }
}

impl FuelType {
    /// What a quantity of it is: millilitres, grams or watt-hours.
    #[must_use]
    pub const fn quantity(self) -> Measure {
        match self {
            Self::Petrol | Self::Diesel | Self::Lpg | Self::AdBlue => Measure::Volume,
            Self::Cng | Self::Hydrogen => Measure::Weight,
            Self::Electricity => Measure::Energy,
        }
    }

    /// What of it is used in 100 km; none where there is no such thing.
    #[must_use]
    pub const fn consumption(self) -> Option<Measure> {
        match self {
            Self::AdBlue => None,
            Self::Petrol | Self::Diesel | Self::Lpg => Some(Measure::Consumption),
            Self::Cng | Self::Hydrogen => Some(Measure::GasConsumption),
            Self::Electricity => Some(Measure::EnergyConsumption),
        }
    }
}

/// What is measured of a fuel that another field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfFuel {
    /// What there is, or was put in.
    Quantity,
    /// What is used in 100 km.
    Consumption,
}

impl OfFuel {
    /// As long as no fuel is named, or none of which there is such a thing, as of petrol.
    #[must_use]
    pub fn measure(self, fuel: Option<FuelType>) -> Measure {
        match self {
            Self::Quantity => fuel.map_or(Measure::Volume, FuelType::quantity),
            Self::Consumption => fuel.and_then(FuelType::consumption).unwrap_or(Measure::Consumption),
        }
    }

    /// What one stored unit is, in English, for whoever writes a program.
    #[must_use]
    pub const fn stored_unit(self) -> &'static str {
        match self {
            Self::Quantity => "Millilitres, grams or watt-hours, by the fuel",
            Self::Consumption => "Microlitres, milligrams or milliwatt-hours in 100 km, by the fuel",
        }
    }

    /// The signs of the units that limits are said in, and how many stored ones make one of any of them.
    #[must_use]
    pub const fn metric(self) -> (&'static str, i64) {
        match self {
            Self::Quantity => ("l · kg · kWh", 1_000),
            Self::Consumption => ("l · kg · kWh/100 km", 1_000_000),
        }
    }
}
