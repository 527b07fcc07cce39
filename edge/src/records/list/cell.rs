//! A list's values: what they are, and how a spreadsheet gets them.

use domain::choice::Choice;
use domain::fields;
use domain::text::Text;

use super::List;
use crate::records::table::Shape;

/// A value of a row.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub name: &'static str,
    pub sql: &'static str,
    pub shape: Shape,
    /// How a spreadsheet should get it.
    pub meaning: Meaning,
    /// What a spreadsheet calls it; none: as `domain::fields` does.
    called: Option<Text>,
}

#[derive(Clone, Copy, Debug)]
pub enum Meaning {
    AsIs,
    /// Epoch milliseconds.
    Instant,
    /// Minor units of the company's currency.
    Money,
    /// Milliseconds.
    Duration,
    /// A code of a closed set, with its labels.
    Choice(fn(&str) -> Option<Text>),
}

/// The label of one of a choice's codes.
#[must_use]
pub fn label<C: Choice>(code: &str) -> Option<Text> {
    C::ALL.iter().find(|choice| choice.code() == code).map(|choice| choice.label())
}

#[must_use]
pub const fn cell(name: &'static str, sql: &'static str) -> Cell {
    Cell { name, sql, shape: Shape::Plain, meaning: Meaning::AsIs, called: None }
}

impl Cell {
    #[must_use]
    pub const fn flag(self) -> Self {
        Self { shape: Shape::Flag, ..self }
    }

    #[must_use]
    pub const fn json(self) -> Self {
        Self { shape: Shape::Json, ..self }
    }

    #[must_use]
    pub const fn instant(self) -> Self {
        Self { meaning: Meaning::Instant, ..self }
    }

    #[must_use]
    pub const fn money(self) -> Self {
        Self { meaning: Meaning::Money, ..self }
    }

    #[must_use]
    pub const fn duration(self) -> Self {
        Self { meaning: Meaning::Duration, ..self }
    }

    /// An id, a version, a code without labels: nothing that a spreadsheet's reader looks at.
    #[must_use]
    pub fn is_for_programs(&self, list: &List) -> bool {
        let named = |other: &Cell| matches!(other.name.strip_prefix(self.name), Some("_name" | "_number"));
        matches!(self.name, "id" | "version" | "created_by" | "reverses") || list.cells.iter().any(named)
    }

    /// A choice's code: `cell("status", "t.status").choice(label::<VehicleStatus>)`.
    #[must_use]
    pub const fn choice(self, label: fn(&str) -> Option<Text>) -> Self {
        Self { meaning: Meaning::Choice(label), ..self }
    }

    /// Where another column or field of that name is something else.
    #[must_use]
    pub const fn called(self, label: Text) -> Self {
        Self { called: Some(label), ..self }
    }

    /// What people call it: as its field, or as the record that it names.
    #[must_use]
    pub fn heading(&self) -> Text {
        let of = ["_name", "_number"].iter().find_map(|end| self.name.strip_suffix(end));
        self.called.or_else(|| fields::of(self.name)).or_else(|| fields::of(of?)).unwrap_or(Text([self.name; 4]))
    }
}
