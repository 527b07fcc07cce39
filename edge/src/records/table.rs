//! What has to be said of a record for it to be kept.
//!
//! All of it is data and plain function pointers, so that a record costs a constant and not a copy of the code.
//! In every piece of SQL the record's table is called `t`.

use std::borrow::Cow;

use domain::field::{Field, Kind};
use domain::record::{RecordKind, Verb};
use serde_json::Value as Json;

use super::list::Scope;
use super::write::Write;
use crate::db::{Rows, Statement, Value, places};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;

/// How a column's value becomes JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text, number or null.
    Plain,
    /// 0 and 1 become `false` and `true`.
    Flag,
    /// JSON text, passed on as it is.
    Json,
}

impl Shape {
    /// How a field is kept: lists and what has fields of its own as JSON text.
    #[must_use]
    pub const fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Flag => Self::Flag,
            Kind::Choices(_) | Kind::References(_) | Kind::Pictures | Kind::Files | Kind::Special => Self::Json,
            _ => Self::Plain,
        }
    }
}

/// Where a record's draft is read from.
#[derive(Clone, Copy, Debug)]
pub enum Fields {
    /// Each from the column of its name.
    Columns(&'static [Field]),
    /// Each from an expression; such a record is written by hand.
    Read(&'static [Fact]),
}

/// What stands in a record beside its draft, from an expression.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// In the record's `facts`.
    pub name: &'static str,
    /// An expression over the row `t`.
    pub sql: &'static str,
    /// How SQL writes it as JSON.
    pub shape: Shape,
}

/// What is derived from other rows or kept beside the draft.
#[must_use]
pub const fn fact(name: &'static str, sql: &'static str) -> Fact {
    Fact { name, sql, shape: Shape::Plain }
}

/// A fact whose SQL yields JSON text (`json_group_array(…)`).
#[must_use]
pub const fn json_fact(name: &'static str, sql: &'static str) -> Fact {
    Fact { name, sql, shape: Shape::Json }
}

/// How many rows there are, as in `FROM documents WHERE vehicle = t.id`, for a fact: no more than a hundred are looked at.
macro_rules! counted {
    ($rows:literal) => {
        concat!("(SELECT count(*) FROM (SELECT 1 ", $rows, " LIMIT 100))")
    };
}
pub(crate) use counted;

/// A fact that is 0 or 1.
#[must_use]
pub const fn flag_fact(name: &'static str, sql: &'static str) -> Fact {
    Fact { name, sql, shape: Shape::Flag }
}

/// What a column's ids are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Records of a kind.
    Record(RecordKind),
    /// Pictures that were uploaded beforehand.
    Picture,
}

impl Target {
    /// What a field's values name, if they name anything, and whether they are lists of it.
    #[must_use]
    pub const fn of_kind(kind: Kind) -> Option<(Self, bool)> {
        match kind {
            Kind::Reference(kind) => Some((Self::Record(kind), false)),
            Kind::References(kind) => Some((Self::Record(kind), true)),
            Kind::Picture => Some((Self::Picture, false)),
            Kind::Pictures => Some((Self::Picture, true)),
            _ => None,
        }
    }

    /// The table whose ids they are.
    #[must_use]
    pub const fn table(self) -> &'static str {
        match self {
            Self::Record(kind) => kind.table(),
            Self::Picture => "pictures",
        }
    }

    /// SQL that holds of rows which may be named: those that aren't archived.
    const fn live(self) -> &'static str {
        match self {
            Self::Record(kind) if kind.is_archived() => "archived_at IS NULL",
            _ => "1",
        }
    }
}

/// A column that names another record, or a list of them. Where it is a draft's field, what it names must exist and be live
/// when it is set. Whatever is named can't be deleted, and a refused deletion tells who names it.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// The column, which has a draft's field's name where it is one.
    pub field: &'static str,
    /// What is named.
    pub to: Target,
    /// Whether it is a list of ids, as JSON text.
    pub is_list: bool,
    /// SQL that holds of rows which may be named.
    pub live: &'static str,
    /// SQL that holds of those `t` which have to be done with before what they name is archived.
    pub pending: Option<&'static str>,
    /// As [`Refers::through`].
    pub through: Option<&'static str>,
}

impl Reference {
    /// SQL that holds of a `t` that names a record; its `?` is the record's id.
    #[must_use]
    pub fn naming(&self) -> String {
        let field = self.field;
        if let Some(through) = self.through {
            through.to_owned()
        } else if self.is_list {
            format!("EXISTS (SELECT 1 FROM json_each(t.\"{field}\") WHERE value = ?)")
        } else {
            format!("t.\"{field}\" = ?")
        }
    }
}

/// What a draft's field doesn't say of what its column names, or a column beside the draft that names something.
#[derive(Clone, Copy, Debug)]
pub struct Refers {
    /// The column.
    pub field: &'static str,
    /// What it names, where it is no field of the draft.
    pub to: Option<RecordKind>,
    /// SQL that holds of rows which may be named, where those aren't simply the live ones.
    pub live: Option<&'static str>,
    /// As [`Reference::pending`].
    pub pending: Option<&'static str>,
    /// SQL that holds of a `t` which names the record whose id its `?` is, where a table of its own says so: of what stands
    /// somewhere in the field, which that table checks.
    pub through: Option<&'static str>,
}

/// The draft's field that names another record, and further conditions; of a column beside the draft, [`Refers::to`] what.
#[must_use]
pub const fn refers(field: &'static str) -> Refers {
    Refers { field, to: None, live: None, pending: None, through: None }
}

impl Refers {
    /// What a column that is no field of the draft names.
    #[must_use]
    pub const fn to(self, kind: RecordKind) -> Self {
        Self { to: Some(kind), ..self }
    }

    /// Only rows of which this SQL holds may be referred to.
    #[must_use]
    pub const fn live(self, live: &'static str) -> Self {
        Self { live: Some(live), ..self }
    }

    /// Found by this SQL, and not in the column.
    #[must_use]
    pub const fn through(self, through: &'static str) -> Self {
        Self { through: Some(through), ..self }
    }

    /// Refuses archiving what is named while this SQL holds of any that names it.
    #[must_use]
    pub const fn while_pending(self, pending: &'static str) -> Self {
        Self { pending: Some(pending), ..self }
    }
}

/// A column written beside the draft's: `sql` is its value, with a `?` for each of `values`.
#[derive(Clone, Debug)]
pub struct Set {
    /// In the record's own table.
    pub column: Cow<'static, str>,
    /// An expression.
    pub sql: &'static str,
    /// One for each `?` in it.
    pub values: Vec<Value>,
}

/// A column that becomes one value.
#[must_use]
pub fn set(column: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Set {
    Set { column: column.into(), sql: "?", values: vec![value.into()] }
}

/// What a record does beyond being kept. Everything returned is written in the one batch of the save.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Puts right what was typed before it is checked: upper case, lower case.
    pub normalize: fn(&mut Json),
    /// Refuses by the caller, the record as it is and the draft. (What needs other rows is a guard or a trigger.)
    pub allow: fn(&Write) -> Result<(), Refusal>,
    /// Columns beside the draft's. 500 when they follow from what can't be read.
    pub set: fn(&Write) -> Result<Vec<Set>, Refusal>,
    /// Statements before the row is written.
    pub before: fn(&Write) -> Vec<Statement>,
    /// Statements after the row is written.
    pub after: fn(&Write) -> Vec<Statement>,
    /// What becomes of rows of others: see [`Settle`].
    pub settle: Option<Settle>,
    /// How a refusal by the tables is told: see [`Explain`].
    pub explain: Option<Explain>,
}

/// What a save or an archiving decides about rows of others: they are read first, and changed in the same batch.
#[derive(Clone, Copy)]
pub struct Settle {
    /// What to read; `None` where nothing of theirs is touched.
    pub read: fn(&Write) -> Option<Vec<Statement>>,
    /// Refuses until the query says what becomes of them. What it yields guards that they are still what was read, by the
    /// refusal `trips_undecided`: then it is judged once more.
    pub judge: fn(&Write, &Rows) -> Result<Settled, Refusal>,
}

/// What is written of others' rows, around the record's own.
#[derive(Default)]
pub struct Settled {
    /// Before the row is written.
    pub before: Vec<Statement>,
    /// After it.
    pub after: Vec<Statement>,
}

/// How a refusal by the tables is told in full: what stands in the way is read once it did.
#[derive(Clone, Copy)]
pub struct Explain {
    /// Empty where there is nothing to add.
    pub read: fn(&Write, &Refusal) -> Vec<Statement>,
    /// The refusal with what was read added to it.
    pub describe: fn(&Write, &Rows, Refusal) -> Refusal,
}

impl Hooks {
    /// A record that is only kept.
    pub const NONE: Self = Self {
        normalize: |_| {},
        allow: |_| Ok(()),
        set: |_| Ok(Vec::new()),
        before: |_| Vec::new(),
        after: |_| Vec::new(),
        settle: None,
        explain: None,
    };
}

/// SQL that holds of the caller's own records.
#[derive(Clone, Copy, Debug)]
pub enum Own {
    /// `view own` doesn't apply.
    Nothing,
    /// Each `?` is the id of the caller's driver.
    OfDriver(&'static str),
    /// Each `?` is the caller's own id.
    OfStaff(&'static str),
}

impl Own {
    /// The narrowing to the caller's own; `None` where nothing can be theirs. Whoever is no driver has no driver's records.
    #[must_use]
    pub fn scope(self, caller: &Caller) -> Option<Scope> {
        let (sql, whose) = match self {
            Self::Nothing => return None,
            Self::OfDriver(sql) => (sql, caller.driver_or_none()),
            Self::OfStaff(sql) => (sql, caller.id.0),
        };
        Some(Scope { sql, values: vec![whose.into(); places(sql).count()] })
    }
}

/// A record as the edge keeps it: see `docs/ARCHITECTURE.md`, "How to add a record".
pub struct Table {
    /// What it is a table of.
    pub kind: RecordKind,
    /// The draft's.
    pub fields: Fields,
    /// What a record says beside its draft.
    pub facts: &'static [Fact],
    /// Its list, which the CSV and the picker use too.
    pub list: super::list::List,
    /// SQL, over the row `t`, of what a person knows it by.
    pub label: &'static str,
    /// SQL, over the row `t`, of what tells it from its namesakes.
    pub hint: &'static str,
    /// The draft's fields whose words it is found by.
    pub found_by: &'static [&'static str],
    /// What its draft doesn't say of the columns that name other records: see [`Table::references`].
    pub refers: &'static [Refers],
    /// Which of its records are the caller's own, for who may only `view own`.
    pub own: Own,
    /// Reads the body as the draft, checks it, gives it back as JSON: [`draft`].
    pub draft: fn(Json) -> Result<Json, Refusal>,
    /// What it does beyond being kept.
    pub hooks: Hooks,
}

/// The thin typed shell: everything after it works on the draft as JSON.
///
/// # Errors
/// 422 naming every field that is wrong.
pub fn draft<D: domain::check::Draft>(body: Json) -> Result<Json, Refusal> {
    let draft: D = Call::draft_of(body)?;
    serde_json::to_value(&draft).map_err(|error| Refusal::internal(error.to_string()))
}

impl Table {
    /// Whether its rows have an `archived_at`.
    #[must_use]
    pub fn archives(&self) -> bool {
        self.kind.verbs().contains(&Verb::Archive)
    }

    /// The name its words and its history are kept under.
    #[must_use]
    pub const fn collection(&self) -> &'static str {
        self.kind.collection()
    }

    /// What SQL calls the table.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.kind.table()
    }

    /// The columns that name other records: the draft's fields that do, and those beside it.
    pub fn references(&self) -> impl Iterator<Item = Reference> {
        let (columns, more) = (self.columns(), self.refers);
        let made = move |field: &'static str, (to, is_list): (Target, bool)| {
            let said = more.iter().find(|refers| refers.field == field);
            let live = said.and_then(|said| said.live).unwrap_or(to.live());
            let (pending, through) = (said.and_then(|said| said.pending), said.and_then(|said| said.through));
            Reference { field, to, is_list, live, pending, through }
        };
        let of_draft = columns.iter().filter_map(move |field| Some(made(field.name, Target::of_kind(field.kind)?)));
        let beside = more
            .iter()
            .filter_map(move |refers| Some(made(refers.field, (Target::Record(refers.to?), refers.through.is_some()))));
        of_draft.chain(beside)
    }

    /// The draft's fields that are columns.
    #[must_use]
    pub const fn columns(&self) -> &'static [Field] {
        match self.fields {
            Fields::Columns(fields) => fields,
            Fields::Read(_) => &[],
        }
    }

    /// The draft's field of that name, where it is a column.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.columns().iter().find(|field| field.name == name)
    }
}

/// What is known of all records at once. Wiring hands it in (`crate::tables`), so that nothing here knows an area.
#[derive(Clone, Copy)]
pub struct Tables {
    /// Which table keeps a kind of record.
    pub of: fn(RecordKind) -> &'static Table,
    /// What a save decides about rows of an area that stands above the record's own.
    pub settle: fn(RecordKind) -> Option<Settle>,
}

impl Tables {
    /// The table that keeps a kind of record.
    #[must_use]
    pub fn table_of(self, kind: RecordKind) -> &'static Table {
        (self.of)(kind)
    }

    /// Every table of records, in the order of [`RecordKind::ALL`].
    pub fn all(self) -> impl Iterator<Item = &'static Table> {
        RecordKind::ALL.iter().map(move |kind| self.table_of(*kind))
    }

    /// What refers to a table's records, computed from what every table says it refers to.
    pub fn referring(self, table: &Table) -> impl Iterator<Item = (&'static Table, Reference)> {
        let wanted = Target::Record(table.kind);
        self.all().flat_map(move |by| {
            let here = by.references().filter(move |reference| reference.to == wanted);
            here.map(move |reference| (by, reference))
        })
    }

    /// The table that keeps what a reference names, where that is a record which is archived.
    #[must_use]
    pub fn archiving(self, to: Target) -> Option<&'static Table> {
        match to {
            Target::Record(kind) => Some(self.table_of(kind)).filter(|table| table.archives()),
            Target::Picture => None,
        }
    }
}
