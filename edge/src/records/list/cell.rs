//! A list's values: where they are read from, and how a spreadsheet gets them.

use std::borrow::Cow;

use domain::field::{Field, Kind};
use domain::fields::UNLABELLED;
use domain::text::Text;

use super::List;
use crate::records::table::Shape;

/// What a code says, in words.
pub type ReadAs = fn(&str) -> Option<Text>;

/// A value of a row that isn't simply the column of its name.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// The row struct's field.
    name: &'static str,
    /// Empty: the column of that name.
    sql: &'static str,
    /// See [`Cell::read_as`].
    read_as: Option<ReadAs>,
}

/// Read from elsewhere: `cell(VehicleRow::TYPE_NAME, "vt.name")`.
#[must_use]
pub const fn cell(field: Field, sql: &'static str) -> Cell {
    Cell { name: field.name, sql, read_as: None }
}

/// A column whose codes say something by [`Cell::read_as`].
#[must_use]
pub const fn code_column(field: Field) -> Cell {
    cell(field, "")
}

impl Cell {
    /// Text that a spreadsheet's reader gets in other words.
    #[must_use]
    pub const fn read_as(self, read_as: ReadAs) -> Self {
        Self { read_as: Some(read_as), ..self }
    }
}

/// One column of a list.
#[derive(Clone, Copy)]
pub struct Column<'l> {
    /// What the row struct says of it.
    pub field: &'static Field,
    /// What the list says of it.
    cell: Option<&'l Cell>,
}

/// What a column's codes say.
pub enum CodeWords {
    /// As a function says.
    ReadAs(ReadAs),
    /// Each code with its words.
    Listed(Vec<(&'static str, Text)>),
}

impl CodeWords {
    /// The words of a code; none where it is a text of its own.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<Text> {
        match self {
            Self::ReadAs(read_as) => read_as(code),
            Self::Listed(listed) => listed.iter().find(|(known, _)| *known == code).map(|(_, text)| *text),
        }
    }
}

impl List {
    /// Its columns in the order of the row struct's fields.
    pub fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        self.row
            .iter()
            .map(|field| Column { cell: self.cells.iter().find(|cell| cell.name == field.name), ..Column::new(field) })
    }
}

impl Column<'_> {
    /// In the column of its own name.
    #[must_use]
    pub const fn new(field: &'static Field) -> Self {
        Self { field, cell: None }
    }

    /// What it is called in the row struct and in the page's `columns`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.field.name
    }

    /// SQL of the value, among rows called `t`.
    #[must_use]
    pub fn sql(&self) -> Cow<'static, str> {
        match self.cell.map(|cell| cell.sql).filter(|sql| !sql.is_empty()) {
            Some(sql) => sql.into(),
            None => format!("t.\"{}\"", self.field.name).into(),
        }
    }

    /// Whether `sql`, as an order says it, is this very value.
    #[must_use]
    pub fn is(&self, sql: &str) -> bool {
        let own = self.sql();
        own == sql || own.strip_prefix("t.\"").and_then(|own| own.strip_suffix('"')) == sql.strip_prefix("t.")
    }

    /// How SQL writes its value as JSON.
    #[must_use]
    pub const fn shape(&self) -> Shape {
        Shape::of_kind(self.field.kind)
    }

    /// What its codes say; nothing where it has none.
    #[must_use]
    pub fn words(&self) -> CodeWords {
        match (self.cell.and_then(|cell| cell.read_as), self.field.kind) {
            (Some(read_as), _) => CodeWords::ReadAs(read_as),
            (None, Kind::Choice(choices)) => CodeWords::Listed(choices()),
            (None, Kind::State(states)) => {
                CodeWords::Listed(states().into_iter().map(|(code, text, _)| (code, text)).collect())
            }
            _ => CodeWords::Listed(Vec::new()),
        }
    }

    /// An id, a version, a code without labels: nothing that a spreadsheet's reader looks at.
    #[must_use]
    pub fn is_for_programs(&self, list: &List) -> bool {
        let named = |other: &Field| matches!(other.name.strip_prefix(self.field.name), Some("_name" | "_number"));
        let says_nothing = self.field.label == UNLABELLED || matches!(self.field.kind, Kind::Picture);
        says_nothing || list.row.iter().any(named)
    }
}
