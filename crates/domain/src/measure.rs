//! What a stored integer measures, and in which unit limits are said.
//!
//! Invariant: what is stored is always in the unit named here; the units a company reads are the app's affair.

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
            Self::Consumption => "Millilitres in 100 km",
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
            Self::Consumption => ("l/100 km", 1_000),
            Self::Weight => ("kg", 1_000),
            Self::Length => ("m", 1_000),
            Self::Power => ("kW", 1_000),
            Self::Energy => ("kWh", 1_000),
            Self::Percent => ("%", 1_000),
            Self::Quantity => ("", 1_000),
            Self::Months | Self::Days => ("", 1),
        }
    }
}
