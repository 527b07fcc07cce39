//! What the types of fields say of themselves: their kind, and which of their values can be.

use super::{Field, Kind};
use crate::check::Check;
use crate::text::is_blank;
use crate::time::{Date, Instant};

/// What a field's value can be.
pub trait Value {
    /// What it is unless the draft says otherwise.
    const KIND: Kind;

    /// Whether nothing was filled in.
    fn is_missing(&self) -> bool {
        false
    }

    /// The field's bounds. Nothing filled in passes.
    fn check(&self, _: &Field, _: &mut Check) {}

    /// As an item of a list, at its place.
    fn check_at(&self, _: usize, _: &mut Check) {}
}

impl Value for String {
    const KIND: Kind = Kind::Line;

    fn is_missing(&self) -> bool {
        is_blank(self)
    }

    fn check(&self, field: &Field, check: &mut Check) {
        field.check_text(self, check);
    }
}

impl Value for i64 {
    const KIND: Kind = Kind::Whole;

    fn check(&self, field: &Field, check: &mut Check) {
        field.check_number(*self, check);
    }
}

impl Value for bool {
    const KIND: Kind = Kind::Flag;
}

impl Value for Date {
    const KIND: Kind = Kind::Date;

    fn check(&self, field: &Field, check: &mut Check) {
        check.date(field.name, Some(*self));
    }
}

impl Value for Instant {
    const KIND: Kind = Kind::Instant;

    fn check(&self, field: &Field, check: &mut Check) {
        check.instant(field.name, Some(*self));
    }
}

impl<V: Value> Value for Option<V> {
    const KIND: Kind = V::KIND;

    fn is_missing(&self) -> bool {
        self.as_ref().is_none_or(V::is_missing)
    }

    fn check(&self, field: &Field, check: &mut Check) {
        if let Some(value) = self {
            value.check(field, check);
        }
    }
}

impl<V: Value + PartialEq> Value for Vec<V> {
    const KIND: Kind = match V::KIND {
        Kind::Choice(choices) => Kind::Choices(choices),
        Kind::Reference(kind) => Kind::References(kind),
        Kind::Picture => Kind::Pictures,
        Kind::Files => Kind::Files,
        _ => Kind::Special,
    };

    fn is_missing(&self) -> bool {
        self.is_empty()
    }

    fn check(&self, field: &Field, check: &mut Check) {
        field.check_list(self, check);
    }
}
