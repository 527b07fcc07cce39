//! A field described once: what a draft's or a list row's field is called, what it holds and within which bounds.
//!
//! One enters by [`draft!`](crate::draft) and [`row!`](crate::row), which declare an ordinary struct with its [`Field`]s beside
//! it. From these come the simple part of a draft's check, the edge's columns, references and CSV, the form's controls and the
//! OpenAPI document. Rules that look at several fields are written by hand in [`Draft::rules`](crate::check::Draft::rules).
//!
//! Invariant: a draft's text without a limit, and its whole number without bounds, does not compile.

mod declare;
pub mod spec;
mod value;

use crate::check::{Check, FieldCode, LARGEST};
use crate::choice::Choices;
use crate::folding::Key;
use crate::list::{Filter, Sort};
use crate::measure::{Measure, OfFuel};
use crate::record::RecordKind;
use crate::text::Text;
use crate::tone::States;

pub use value::Value;

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// One line of text.
    Line,
    /// One line of text in Latin letters: what is read aloud and compared.
    Latin,
    /// Text of several lines.
    Paragraph,
    /// An address of mail.
    Email,
    /// A telephone number as people write it.
    Phone,
    /// A vehicle identification number (ISO 3779).
    Vin,
    /// A whole number.
    Whole,
    /// A calendar year, 1900 to 2099.
    Year,
    /// Minor units of the company's currency, zero or more.
    Money,
    /// The same, more than zero, on which tax comes.
    Price,
    /// A distance, a weight, a volume…, in the unit that [`Measure`] keeps it in.
    Measure(Measure),
    /// Of the fuel that another field names.
    OfFuel(OfFuel, &'static str),
    /// Milliseconds.
    Duration,
    /// A calendar date, of the years 1900 to 2099.
    Date,
    /// UTC milliseconds, of the years 2000 to 2099.
    Instant,
    /// Yes or no; no while nobody has said.
    Flag,
    /// One of a closed set.
    Choice(Choices),
    /// One of a closed set that says how something stands.
    State(States),
    /// Several of a closed set, none twice.
    Choices(Choices),
    /// The id of another record. What it is called stands among the facts, as the field's name with `_name`.
    Reference(RecordKind),
    /// Ids of other records, none twice.
    References(RecordKind),
    /// The id of a picture that was uploaded beforehand.
    Picture,
    /// Ids of pictures, none twice; the first is the cover.
    Pictures,
    /// Ids of files, none twice.
    Files,
    /// 1 to 5.
    Stars,
    /// Fields of its own, or a shape that no other field has: kept as JSON, checked by its type.
    Special,
}

impl Kind {
    /// The sign of the unit that a measure's limits are said in, and how many stored ones make one of it.
    #[must_use]
    pub const fn metric(self) -> (&'static str, i64) {
        match self {
            Self::Measure(measure) => measure.metric(),
            Self::OfFuel(what, _) => what.metric(),
            _ => ("", 1),
        }
    }
}

/// What is known of a field wherever it appears.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// In Rust, in JSON and in the table alike.
    pub name: &'static str,
    /// What people call it, everywhere.
    pub label: Text,
    /// From which its control, its column in a spreadsheet and its check follow.
    pub kind: Kind,
    /// Whether a draft without it is refused.
    pub required: bool,
    /// What it is compared and put in order by, where that isn't what it holds.
    pub key: Option<Key>,
    /// The lower bound, itself allowed: of a whole number, a year, stars or a price; 0 for all else.
    pub least: i64,
    /// The upper bound, itself allowed: characters of a text, items of a list, the value of a whole number, units of a measure
    /// as [`Measure::metric`] names them. 0 where there is none, [`UNBOUNDED`] where a rule knows it.
    pub most: i64,
}

/// The bound of what has none here: a rule of the draft's own knows it.
pub const UNBOUNDED: i64 = i64::MAX;

/// What a draft says of a field beyond its name and type.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    kind: Option<Kind>,
    required: bool,
    key: Option<Key>,
    least: i64,
    most: i64,
}

impl Spec {
    /// What the type says is all.
    pub const PLAIN: Self = Self { kind: None, required: false, key: None, least: 0, most: 0 };

    const fn of(kind: Kind, most: i64) -> Self {
        Self { kind: Some(kind), most, ..Self::PLAIN }
    }

    /// A draft without it is refused.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// It is compared as names are: `Škoda` and `SKODA` are one.
    #[must_use]
    pub const fn as_name(self) -> Self {
        Self { key: Some(Key::Name), ..self }
    }

    /// It is compared as codes are: `1234-ABC` and `1234 abc` are one.
    #[must_use]
    pub const fn as_code(self) -> Self {
        Self { key: Some(Key::Code), ..self }
    }

    /// It is compared as tax numbers are: `ES B81342999` and `B-81.342.999` are one.
    #[must_use]
    pub const fn as_tax_number(self) -> Self {
        Self { key: Some(Key::TaxNumber), ..self }
    }
}

impl Field {
    /// A field that nobody fills in, such as a list's: its text needs no limit and its number no bounds.
    #[must_use]
    pub const fn new<V: Value>(name: &'static str, label: Text, spec: Spec) -> Self {
        let kind = match spec.kind {
            Some(kind) => kind,
            None => V::KIND,
        };
        Self { name, label, kind, required: spec.required, key: spec.key, least: spec.least, most: spec.most }
    }

    /// As [`Field::new`], for a field that people fill in.
    ///
    /// # Panics
    /// While it compiles, for a kind that needs a bound and has none.
    #[must_use]
    pub const fn filled_in<V: Value>(name: &'static str, label: Text, spec: Spec) -> Self {
        let field = Self::new::<V>(name, label, spec);
        let is_bounded = field.most > 0
            || !matches!(
                field.kind,
                Kind::Line
                    | Kind::Latin
                    | Kind::Paragraph
                    | Kind::Whole
                    | Kind::Measure(_)
                    | Kind::OfFuel(..)
                    | Kind::References(_)
                    | Kind::Pictures
            );
        assert!(is_bounded, "a text needs a limit, a number or a list of references its bounds");
        field
    }

    /// The column of its [`Key`], where it has one.
    #[must_use]
    pub fn key_column(&self) -> Option<String> {
        self.key.map(|_| format!("{}_key", self.name))
    }

    /// The value's simple rules: whether it is there, and within its bounds.
    pub fn check<V: Value>(&self, value: &V, check: &mut Check) {
        if self.required && value.is_missing() {
            check.refuse(self.name, FieldCode::Required);
        } else if self.most != UNBOUNDED {
            value.check(self, check);
        }
    }

    fn check_text(&self, text: &str, check: &mut Check) {
        let most = usize::try_from(self.most).unwrap_or(usize::MAX);
        match self.kind {
            Kind::Line => check.line(self.name, text, most),
            Kind::Latin => check.latin(self.name, text) && check.line(self.name, text, most),
            Kind::Paragraph => check.paragraph(self.name, text, most),
            Kind::Email => check.mailbox(self.name, text),
            Kind::Phone => check.phone(self.name, text),
            Kind::Vin => check.vin(self.name, text),
            _ => true,
        };
    }

    fn check_number(&self, number: i64, check: &mut Check) {
        match self.kind {
            Kind::Whole | Kind::Year | Kind::Stars => check.within(self.name, number, self.least..=self.most),
            Kind::Money | Kind::Duration => check.measure(self.name, number),
            Kind::Price => {
                check.that(self.name, number > 0, FieldCode::NotPositive)
                    && check.that(self.name, number <= self.most, FieldCode::TooLarge)
            }
            Kind::Measure(_) | Kind::OfFuel(..) => {
                let (unit, factor) = self.kind.metric();
                let most = self.most.saturating_mul(factor);
                check.that(self.name, number >= 0, FieldCode::Negative)
                    && check
                        .allowed(self.name, number <= most, FieldCode::OutOfRange, || format!("0–{} {unit}", self.most))
            }
            _ => true,
        };
    }

    fn check_list<T: Value + PartialEq>(&self, list: &[T], check: &mut Check) {
        let most = usize::try_from(self.most).ok().filter(|most| *most > 0).unwrap_or(usize::MAX);
        if !check.count(self.name, list.len(), most) {
            return;
        }
        if matches!(self.kind, Kind::Choices(_) | Kind::References(_) | Kind::Pictures | Kind::Files) {
            let again = list.iter().enumerate().any(|(at, one)| list.iter().take(at).any(|earlier| earlier == one));
            check.that(self.name, !again, FieldCode::Duplicate);
        }
        check.nested(self.name, |check| {
            for (at, one) in list.iter().enumerate() {
                one.check_at(at, check);
            }
        });
    }
}

/// A struct that [`draft!`](crate::draft) declares, with what is known of its fields.
pub trait Described {
    /// In the order of declaration, which is the order a form has.
    const FIELDS: &'static [Field];

    /// Every field's simple rules.
    fn check_fields(&self, check: &mut Check);
}

/// A row of a list, declared by [`row!`](crate::row).
pub trait Row {
    /// In the order of declaration, in which the values of a row are transmitted.
    const FIELDS: &'static [Field];
    /// The orders that its list has; the first is the list's own.
    const SORTS: &'static [Sort];
    /// What people narrow its list by.
    const FILTERS: &'static [Filter];
}
