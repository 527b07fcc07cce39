//! Closed sets of values (states, kinds, methods) with one code each and a label in four languages.
//!
//! One enters by [`choice!`](crate::choice!). The code is what is stored, sent and put into URLs; the label is what is read.
//!
//! Invariant: a choice has no "other" variant that swallows unknown codes; an unknown code is an error.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::text::Text;

/// What every set defined by [`choice!`](crate::choice!) offers, for code that must not know which set it has.
pub trait Choice: Copy + Eq + 'static {
    /// In the order in which a form offers them.
    const ALL: &'static [Self];
    /// The stored and transmitted form, unique within its set.
    fn code(self) -> &'static str;
    /// What people read, in every language.
    fn label(self) -> Text;
}

/// The codes and labels of a set that isn't known by its type: [`choices`].
pub type Choices = fn() -> Vec<(&'static str, Text)>;

/// Written `choices::<VehicleStatus>` in a constant.
#[must_use]
pub fn choices<C: Choice>() -> Vec<(&'static str, Text)> {
    C::ALL.iter().map(|choice| (choice.code(), choice.label())).collect()
}

/// The one of that code.
#[must_use]
pub fn find<C: Choice>(code: &str) -> Option<C> {
    C::ALL.iter().copied().find(|choice| choice.code() == code)
}

/// What a code that nothing has is refused with.
pub const UNKNOWN: &str = "unknown code";

/// Reads a code and what it stands for: a tenth of what serde derives for each set.
///
/// # Errors
/// [`UNKNOWN`] for a code that `find` knows nothing of.
pub fn read<'de, T, D: Deserializer<'de>>(from: D, find: fn(&str) -> Option<T>) -> Result<T, D::Error> {
    let code = String::deserialize(from)?;
    find(&code).ok_or_else(|| D::Error::custom(UNKNOWN))
}

/// The code was not one of the set's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

/// Declares a closed set: an ordinary enum, with each variant's code and its label in Spanish, English, Italian and Polish.
///
/// ```ignore
/// crate::choice! {
///     /// How it was paid.
///     pub enum PaymentMethod {
///         Cash = "cash": "Efectivo", "Cash", "Contanti", "Gotówka";
///         /// A debit or credit card.                    // only where the label leaves something to say
///         Card = "card": "Tarjeta", "Card", "Carta", "Karta";
///     }
/// }
/// ```
///
/// A variant's documentation ends with its English label. Parsing an unknown code is [`UnknownCode`](crate::choice::UnknownCode).
#[macro_export]
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident { $($variants:tt)+ }) => {
        $crate::choice! { @kind $crate::field::Kind::Choice($crate::choice::choices::<Self>);
            $(#[$meta])* pub enum $name { $($variants)+ }
        }
    };
    (@kind $kind:expr; $(#[$meta:meta])* pub enum $name:ident {
        $($(#[$vmeta:meta])* $variant:ident = $code:literal: $es:literal, $en:literal, $it:literal, $pl:literal;)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$vmeta])* #[doc = ""] #[doc = concat!("“", $en, "”")] #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// In the order of declaration, in which a form offers them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stored and transmitted form.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// What people read, in every language.
            #[must_use]
            pub const fn label(self) -> $crate::text::Text {
                match self { $(Self::$variant => $crate::text!($es, $en, $it, $pl)),+ }
            }
        }

        impl $crate::choice::Choice for $name {
            const ALL: &'static [Self] = Self::ALL;
            fn code(self) -> &'static str { self.code() }
            fn label(self) -> $crate::text::Text { self.label() }
        }

        impl $crate::field::Value for $name {
            const KIND: $crate::field::Kind = $kind;
        }

        impl core::str::FromStr for $name {
            type Err = $crate::choice::UnknownCode;
            fn from_str(code: &str) -> Result<Self, Self::Err> {
                $crate::choice::find(code).ok_or($crate::choice::UnknownCode)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::choice::read(from, $crate::choice::find)
            }
        }
    };
}
