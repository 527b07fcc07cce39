//! What a list shows of each row.

use domain::changes::Waiting;
use domain::list::{Filter, ListQuery, Sort as Order};
use domain::record::{RecordKind, Verb};
use domain::text::Text;

use crate::records::document::Fields;
use crate::records::field::{Field, Kind};
use crate::ui::icon::Icon;
use crate::ui::table::{Fit, Place};

#[derive(Clone, Copy)]
pub(crate) struct Column {
    /// Of the row's struct in `domain`; also what is sorted by.
    pub name: &'static str,
    pub label: Text,
    pub kind: Kind,
    pub place: Place,
    pub sortable: bool,
    pub falls: bool,
    /// `None`: as its kind has it.
    pub fit: Option<Fit>,
    /// Whether it is there until somebody chooses otherwise.
    pub begins_shown: bool,
}

impl Column {
    pub const fn new(name: &'static str, label: Text, kind: Kind) -> Self {
        Self { name, label, kind, place: Place::Fact, sortable: false, falls: false, fit: None, begins_shown: true }
    }

    /// As its row describes it.
    pub const fn of_row(field: domain::field::Field) -> Self {
        let field = Field::of_draft(field);
        Self::new(field.name, field.label, field.kind)
    }

    /// Shown in another way than its kind is elsewhere.
    pub const fn shown(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// As wide as this, whatever its kind.
    pub const fn fit(mut self, fit: Fit) -> Self {
        self.fit = Some(fit);
        self
    }

    /// Under another label than its own.
    pub const fn called(mut self, label: Text) -> Self {
        self.label = label;
        self
    }

    /// What the row is called; leads to its page.
    pub const fn title(mut self) -> Self {
        self.place = Place::Title;
        self
    }

    pub const fn state(mut self) -> Self {
        self.place = Place::State;
        self
    }

    /// Left out on a phone, which shows two facts.
    pub const fn table(mut self) -> Self {
        self.place = Place::Table;
        self
    }

    /// Left out on a phone, and where a table is narrow.
    pub const fn wide(mut self) -> Self {
        self.place = Place::Wide;
        self
    }

    /// Left out until somebody wants it.
    pub const fn on_demand(mut self) -> Self {
        self.begins_shown = false;
        self
    }

    /// Left out but where there is room for everything.
    pub const fn widest(mut self) -> Self {
        self.place = Place::Widest;
        self
    }

    /// Sorted by where its list has an order of that name, as the edge puts it.
    pub const fn sorted(mut self, sorts: &[Order]) -> Self {
        if let Some(sort) = Order::find(sorts, self.name) {
            self.sortable = true;
            self.falls = sort.falls;
        }
        self
    }
}

/// A row's fields as a list has them: `columns![GarageRow: NAME.title(), VENDOR_NAME]`.
macro_rules! columns {
    ($of:ident: $($name:ident $(. $with:ident ( $($how:expr),* ))*),+ $(,)?) => {
        &[$($crate::records::spec::list::Column::of_row($of::$name).sorted($of::SORTS) $(. $with($($how),*))*),+]
    };
}
pub(crate) use columns;

pub(crate) struct ListSpec {
    pub kind: RecordKind,
    pub columns: &'static [Column],
    pub filters: &'static [Filter],
    /// References that may be given to many rows at once.
    pub many: &'static [Field],
    /// What goes here, said while there is nothing.
    pub empty: Text,
    pub icon: Icon,
    /// Where a row leads, when not to the record's own page.
    pub row: Option<fn(&dyn Fields) -> Option<String>>,
}

impl ListSpec {
    pub fn offers(&self, verb: Verb) -> bool {
        self.kind.verbs().contains(&verb)
    }
}

/// What a list's page shows of it: a tab beside its title, with how many there are.
pub(crate) struct View {
    /// In the address, as `view`.
    pub code: &'static str,
    pub label: Text,
    pub waits: Option<Waiting>,
    /// Whether any there are have to be looked at.
    pub hot: bool,
    /// What it asks for; a filter or order that was chosen besides stands above it.
    pub asks: fn(&mut ListQuery),
}

/// The views of a list and what its days are told by.
pub(crate) struct Views {
    pub all: &'static [View],
    /// The one that the bare address shows until they chose another.
    pub first: &'static str,
    /// The column by which rows are parted into days, while the list is in its order.
    pub days: &'static str,
}
