//! The words in which a draft describes its fields: `pub name: String = line(80).required();`.

use super::{Field, Kind, LARGEST, OfFuel, Spec, UNBOUNDED};
pub use crate::measure::Measure;

/// One line of at most so many characters.
#[must_use]
pub const fn line(most: usize) -> Spec {
    Spec::of(Kind::Line, most as i64)
}

/// The same in Latin letters.
#[must_use]
pub const fn latin(most: usize) -> Spec {
    Spec::of(Kind::Latin, most as i64)
}

/// Several lines of at most so many characters together.
#[must_use]
pub const fn paragraph(most: usize) -> Spec {
    Spec::of(Kind::Paragraph, most as i64)
}

/// An address of mail, of at most 254 characters (RFC 5321 §4.5.3.1.3, less its brackets).
#[must_use]
pub const fn email() -> Spec {
    Spec::of(Kind::Email, 254)
}

/// A telephone number, of at most 40 characters: see [`Check::phone`](super::Check::phone).
#[must_use]
pub const fn phone() -> Spec {
    Spec::of(Kind::Phone, 40)
}

/// A vehicle identification number: see [`Check::vin`](super::Check::vin).
#[must_use]
pub const fn vin() -> Spec {
    Spec::of(Kind::Vin, 40)
}

/// A whole number between both, which may be reached.
#[must_use]
pub const fn whole(least: i64, most: i64) -> Spec {
    Spec { least, ..Spec::of(Kind::Whole, most) }
}

/// A calendar year, 1900 to 2099.
#[must_use]
pub const fn year() -> Spec {
    Spec { least: 1900, ..Spec::of(Kind::Year, 2099) }
}

/// Minor units of the company's currency, from 0 to [`LARGEST`].
#[must_use]
pub const fn money() -> Spec {
    Spec::of(Kind::Money, LARGEST)
}

/// Minor units of the company's currency, from 1 to [`LARGEST`], on which tax comes.
#[must_use]
pub const fn price() -> Spec {
    Spec { least: 1, ..Spec::of(Kind::Price, LARGEST) }
}

/// A measure of at most so many units, as [`Measure::metric`] names them.
#[must_use]
pub const fn measure(measure: Measure, most: i64) -> Spec {
    Spec::of(Kind::Measure(measure), most)
}

/// A quantity of the fuel that the field `of` names, at most so many litres, kilograms or kilowatt-hours.
#[must_use]
pub const fn fuel(of: &'static str, most: i64) -> Spec {
    Spec::of(Kind::OfFuel(OfFuel::Quantity, of), most)
}

/// What of it is used in 100 km, at most so many litres, kilograms or kilowatt-hours.
#[must_use]
pub const fn consumption(of: &'static str, most: i64) -> Spec {
    Spec::of(Kind::OfFuel(OfFuel::Consumption, of), most)
}

/// Milliseconds, from 0 to [`LARGEST`].
#[must_use]
pub const fn duration() -> Spec {
    Spec::of(Kind::Duration, LARGEST)
}

/// 1 to 5.
#[must_use]
pub const fn stars() -> Spec {
    Spec { least: 1, ..Spec::of(Kind::Stars, 5) }
}

/// Of the type's own kind, and to be filled in.
#[must_use]
pub const fn required() -> Spec {
    Spec::PLAIN.required()
}

/// A list of the type's own kind, of at most so many.
#[must_use]
pub const fn at_most(most: usize) -> Spec {
    Spec { most: most as i64, ..Spec::PLAIN }
}

/// The same as a field of another draft.
#[must_use]
pub const fn like(other: Field) -> Spec {
    Spec { kind: Some(other.kind), required: other.required, key: other.key, least: other.least, most: other.most }
}

/// Of the type's own kind, and checked by the draft's rules alone.
#[must_use]
pub const fn by_rule() -> Spec {
    Spec { most: UNBOUNDED, ..Spec::PLAIN }
}
