//! A field: its name in the draft, its label, and the kind of its value, which decides how it is shown and typed.

use domain::field;
use domain::record::RecordKind;
use domain::text::Text;
use domain::tone::States;

use leptos::prelude::AnyView;
use serde_json::Value;

use super::document::Fields;
use super::state::FormState;
use crate::text::measure::{Measure, OfFuel};
use crate::ui::cell::Cell;

pub(crate) use domain::choice::{Choices, choices};

#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// One line; `Line` shows a title as well.
    Line,
    /// A readable number such as `BK-2026-00012`.
    Code,
    Email,
    /// One's own, so the browser may fill it in.
    SignInEmail,
    Phone,
    Paragraph,
    /// Upper case as it is typed: plates, VINs.
    Capitals,
    Whole,
    /// A calendar year: a number without grouping.
    Year,
    /// Minor units of the company's currency.
    Money,
    /// The same, as a price on which tax comes.
    Price,
    Measure(Measure),
    /// Of the fuel that another field names; [`Kind::measured`] says which measure that is.
    OfFuel(OfFuel, &'static str),
    /// Milliseconds.
    Duration,
    Date,
    Instant,
    Flag,
    Choice(Choices),
    /// A choice that is a state, shown as a badge.
    State(States),
    /// A list of choices.
    Choices(Choices),
    /// Another record's id; the second is where its name stands in `facts` or in the row, where that isn't the field's own name
    /// with `_name` or `_number`.
    Reference(RecordKind, &'static str),
    /// A list of another record's ids; the second names the list of names in `facts`, if they stand there.
    References(RecordKind, &'static str),
    Picture,
    /// The first is the cover.
    Pictures,
    /// 1 to 5.
    Stars,
    Password,
    NewPassword,
    Custom(Custom),
    /// Only shown, from all that the record holds.
    Shown(fn(&dyn Fields) -> Cell),
    /// A field that only `shown` knows how to show: a test finds what was left so.
    Unknown,
}

impl Kind {
    /// How a field is typed and shown unless its form says otherwise.
    const fn of(kind: field::Kind) -> Self {
        match kind {
            field::Kind::Line | field::Kind::Latin | field::Kind::Vin => Self::Line,
            field::Kind::Paragraph => Self::Paragraph,
            field::Kind::Email => Self::Email,
            field::Kind::Phone => Self::Phone,
            field::Kind::Whole => Self::Whole,
            field::Kind::Year => Self::Year,
            field::Kind::Money => Self::Money,
            field::Kind::Price => Self::Price,
            field::Kind::Measure(measure) => Self::Measure(measure),
            field::Kind::OfFuel(what, of) => Self::OfFuel(what, of),
            field::Kind::Duration => Self::Duration,
            field::Kind::Date => Self::Date,
            field::Kind::Instant => Self::Instant,
            field::Kind::Flag => Self::Flag,
            field::Kind::Choice(choices) => Self::Choice(choices),
            field::Kind::State(states) => Self::State(states),
            field::Kind::Choices(choices) => Self::Choices(choices),
            field::Kind::Reference(kind) => Self::Reference(kind, ""),
            field::Kind::References(kind) => Self::References(kind, ""),
            field::Kind::Picture => Self::Picture,
            field::Kind::Pictures => Self::Pictures,
            field::Kind::Stars => Self::Stars,
            field::Kind::Files | field::Kind::Special => Self::Unknown,
        }
    }
}

impl Kind {
    /// With the fuel that `of` names, where it is measured by that.
    pub fn measured(self, of: &dyn Fields) -> Self {
        match self {
            Self::OfFuel(what, name) => {
                Self::Measure(what.measure(of.field(name).as_str().and_then(|code| code.parse().ok())))
            }
            kind => kind,
        }
    }
}

/// A draft's fields as a form has them: `fields![GarageDraft: NAME, PLATE.shown(Kind::Capitals)]`.
macro_rules! fields {
    ($of:ident: $($name:ident $(. $with:ident ( $($how:expr),* ))*),+ $(,)?) => {
        &[$($crate::records::field::Field::of_draft($of::$name) $(. $with($($how),*))*),+]
    };
}
pub(crate) use fields;

/// A field no other has: a grid of permissions, lines of an invoice.
#[derive(Clone, Copy)]
pub(crate) struct Custom {
    /// Reads and writes the field through the form's state.
    pub control: fn(FormState, &'static Field) -> AnyView,
    /// Several controls, labelled as a group; otherwise one, which the field's label names.
    pub group: bool,
    /// As plain words, for page and history.
    pub show: fn(&Value) -> String,
}

#[derive(Clone, Copy)]
pub(crate) struct Field {
    pub name: &'static str,
    pub label: Text,
    pub kind: Kind,
    pub help: Option<Text>,
    pub required: bool,
    pub wide: bool,
    /// Stands in the form only while another field, or a fact of what the draft refers to, has one of these values; a flag's are
    /// `true` and `false`.
    pub only_if: Option<(&'static str, &'static [&'static str])>,
    /// Can't be changed once the record exists.
    pub fixed: bool,
    /// For a reference: the draft's field whose record the one referred to belongs to, at its field of the same name. For the end
    /// of a span: the field of its start.
    pub of: Option<&'static str>,
    /// For a reference: a filter of the other list, for what may still be chosen. What was chosen before stays.
    pub only: &'static str,
}

impl Field {
    pub const fn new(name: &'static str, label: Text, kind: Kind) -> Self {
        Self {
            name,
            label,
            kind,
            help: None,
            required: false,
            wide: false,
            only_if: None,
            fixed: false,
            of: None,
            only: "",
        }
    }

    /// As its draft describes it.
    pub const fn of_draft(field: field::Field) -> Self {
        Self { required: field.required, ..Self::new(field.name, field.label, Kind::of(field.kind)) }
    }

    /// Typed and shown in another way than its kind is elsewhere.
    pub const fn shown(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    pub const fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    pub const fn only_if(mut self, field: &'static str, values: &'static [&'static str]) -> Self {
        self.only_if = Some((field, values));
        self
    }

    /// A reference to what belongs to the record that this other field names.
    pub const fn within(mut self, field: &'static str) -> Self {
        self.of = Some(field);
        self
    }

    /// The end of what another field begins: it moves along with it.
    pub const fn ends(mut self, start: &'static str) -> Self {
        self.of = Some(start);
        self
    }

    pub const fn only(mut self, filter: &'static str) -> Self {
        self.only = filter;
        self
    }

    pub const fn fixed(mut self) -> Self {
        self.fixed = true;
        self
    }
}

/// Fields that belong together, in the form as on the page.
#[derive(Clone, Copy)]
pub(crate) struct Section {
    pub title: Text,
    pub fields: &'static [Field],
    /// What the form says below them of what stands in them.
    pub note: Option<fn(FormState) -> AnyView>,
}

impl Section {
    pub const fn new(title: Text, fields: &'static [Field]) -> Self {
        Self { title, fields, note: None }
    }

    pub const fn noting(mut self, note: fn(FormState) -> AnyView) -> Self {
        self.note = Some(note);
        self
    }
}

/// A section without a title.
pub(crate) const UNTITLED: Text = domain::fields::UNLABELLED;
