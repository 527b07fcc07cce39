//! The database: statements in, JSON texts out, errors with names.
//!
//! One enters with [`Db::read`] or [`Db::write`]; both run their statements in one transaction: a write as a batch, a read as one
//! statement where it can. Every SELECT yields one TEXT column, usually one row of JSON that SQLite wrote; a write yields nothing.
//!
//! Invariant: nothing outside this module names D1.

mod d1;
mod error;
mod guard;
mod statement;

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::rc::Rc;
use std::slice;

use domain::time::Instant;
use js_sys::JsString;
use worker::wasm_bindgen::prelude::wasm_bindgen;
use worker::wasm_bindgen::{JsCast, JsValue};

pub use error::DbError;
pub use guard::{guard, guard_unchanged};
pub use statement::{SessionCheck, Sql, Statement, Value, places};

use crate::io::clock;
use crate::io::zone::Zone;

const BINDING: &str = "DB";

/// How often a read is sent before the caller is told that the database doesn't answer.
const TRIES: u32 = 3;

/// What a request cost the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    pub statements: u32,
    pub rows_read: u64,
    pub rows_written: u64,
}

/// Stands for the company's date wherever a statement's SQL says so; see [`Db::set_today`].
pub const TODAY: &str = "$today";

#[derive(Clone)]
pub struct Db {
    database: Rc<worker::D1Database>,
    cost: Rc<Cell<Cost>>,
    today: Rc<Cell<(Instant, Zone)>>,
}

impl Db {
    /// [`TODAY`] is the date of `now` in the zone that the company was last seen in, until [`Db::set_today`] says better.
    ///
    /// # Errors
    /// [`DbError::Broken`] when the Worker was published without the binding.
    pub fn open(env: &worker::Env, now: Instant) -> Result<Self, DbError> {
        Ok(Self {
            database: Rc::new(env.d1(BINDING)?),
            cost: Rc::default(),
            today: Rc::new(Cell::new((now, Zone::expected()))),
        })
    }

    #[must_use]
    pub fn cost(&self) -> Cost {
        self.cost.get()
    }

    /// When and where it is what [`TODAY`] stands for from now on, in every copy of this database; whether that is another
    /// date than before.
    pub fn set_today(&self, now: Instant, zone: Zone) -> bool {
        let (before, there) = self.today.replace((now, zone));
        (before, there) != (now, zone) && there.date(before) != zone.date(now)
    }

    /// Runs statements that change nothing, again a few times when the connection is lost; of each, the first row comes back.
    /// They go as one statement where its values allow: each one more costs the database more than what it reads.
    ///
    /// # Errors
    /// [`DbError::Unavailable`] after the last try; otherwise as the database says.
    pub async fn read(&self, statements: &[Statement]) -> Result<Rows, DbError> {
        statements.iter().try_for_each(Statement::check)?;
        match Statement::joined(statements) {
            Some(joined) => self.patiently(slice::from_ref(&joined)).await.map(Rows::of_joined),
            None => self.patiently(statements).await.map(Rows::of),
        }
    }

    /// Who asks and, if the gate is open to them, what they ask, in one statement: of a question that may not be asked nothing
    /// runs. Whether it was put at all is said too: one with too many values isn't, and who asks is alone.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn ask(&self, session_check: &SessionCheck, questions: &[Statement]) -> Result<(Rows, bool), DbError> {
        session_check.who.check()?;
        questions.iter().try_for_each(Statement::check)?;
        let guarded = session_check.before(questions);
        let put = guarded.is_some();
        let sent = guarded.unwrap_or_else(|| session_check.alone());
        Ok((self.patiently(slice::from_ref(&sent)).await.map(Rows::of_joined)?, put))
    }

    async fn patiently(&self, sent: &[Statement]) -> Result<Vec<Vec<Option<Text>>>, DbError> {
        let mut tried = 1;
        loop {
            match self.run(sent).await {
                Err(DbError::Unavailable(_)) if tried < TRIES => clock::wait(50 * u64::from(tried)).await,
                outcome => return outcome,
            }
            tried += 1;
        }
    }

    /// Runs statements of which some write; all or none take effect. Sent once: whether a lost one took effect is not known.
    ///
    /// # Errors
    /// [`DbError::Refused`], [`DbError::Taken`] and [`DbError::Missing`] when a rule of the tables held; nothing was written.
    pub async fn write(&self, statements: &[Statement]) -> Result<Rows, DbError> {
        statements.iter().try_for_each(Statement::check)?;
        self.run(statements).await.map(Rows::of)
    }

    async fn run(&self, statements: &[Statement]) -> Result<Vec<Vec<Option<Text>>>, DbError> {
        let mut cost = self.cost.get();
        cost.statements = cost.statements.saturating_add(u32::try_from(statements.len()).unwrap_or(u32::MAX));
        let (columns, rows_read, rows_written) = d1::run(&self.database, &self.dated(statements)).await?;
        cost.rows_read = cost.rows_read.saturating_add(rows_read);
        cost.rows_written = cost.rows_written.saturating_add(rows_written);
        self.cost.set(cost);
        Ok(columns)
    }

    fn dated<'s>(&self, statements: &'s [Statement]) -> Cow<'s, [Statement]> {
        if !statements.iter().any(Statement::needs_today) {
            return Cow::Borrowed(statements);
        }
        let (now, zone) = self.today.get();
        let today = format!("'{}'", zone.date(now));
        let dated = |statement: &Statement| Statement {
            sql: statement.sql.replace(TODAY, &today),
            values: statement.values.clone(),
            numbered: statement.numbered,
        };
        Cow::Owned(statements.iter().map(dated).collect())
    }
}

#[wasm_bindgen]
extern "C" {
    /// What `js-sys` looks for is decoded anew each time.
    #[wasm_bindgen(js_name = String)]
    type Searched;
    #[wasm_bindgen(method, js_name = lastIndexOf)]
    fn last_index_of(this: &Searched, mark: &JsString) -> i32;
    #[wasm_bindgen(method, js_name = replaceAll)]
    fn replace_all(this: &Searched, mark: &JsString, by: &JsString) -> JsString;
}

thread_local! {
    static NOTHING: JsString = JsString::default();
}

/// A row's text, where the runtime keeps it: what is only passed on is never copied into this module's memory and out again.
#[derive(Clone, Debug, Default)]
pub struct Text(JsString);

impl Text {
    #[must_use]
    pub fn into_js(self) -> JsString {
        self.0
    }

    /// What stands before and after the last `mark`.
    #[must_use]
    pub fn rsplit_once(&self, mark: &JsString) -> Option<(Self, Self)> {
        let text: &Searched = self.0.unchecked_ref();
        let at = u32::try_from(text.last_index_of(mark)).ok()?;
        Some((Self(self.0.slice(0, at)), Self(self.0.slice(at + mark.length(), u32::MAX))))
    }

    #[must_use]
    pub fn without(&self, mark: &JsString) -> Self {
        Self(NOTHING.with(|nothing| self.0.unchecked_ref::<Searched>().replace_all(mark, nothing)))
    }

    #[must_use]
    pub fn between(&self, before: &str, after: &str) -> Self {
        Self(JsString::from(before).concat(&self.0).concat(&JsValue::from_str(after)))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from(&self.0))
    }
}

fn none_at(place: usize) -> DbError {
    DbError::Broken(format!("the statement at {place} yielded no row"))
}

/// What a batch yielded: for each statement its rows' only column.
#[derive(Debug, Default)]
pub struct Rows(Vec<Vec<Text>>);

impl Rows {
    /// Of statements that each have one column.
    fn of(columns: Vec<Vec<Option<Text>>>) -> Self {
        Self(columns.into_iter().map(|rows| rows.into_iter().flatten().collect()).collect())
    }

    /// Of the one row whose columns are several statements'; none of it, none of theirs.
    fn of_joined(columns: Vec<Vec<Option<Text>>>) -> Self {
        Self(columns.into_iter().flatten().map(Vec::from_iter).collect())
    }

    /// The first row of the statement at `place`.
    #[must_use]
    pub fn text(&self, place: usize) -> Option<String> {
        Some(String::from(&self.0.get(place)?.first()?.0))
    }

    /// As [`Rows::text`], to be passed on unread.
    #[must_use]
    pub fn take(&mut self, place: usize) -> Option<Text> {
        let rows = self.0.get_mut(place)?;
        if rows.is_empty() { None } else { Some(rows.swap_remove(0)) }
    }

    /// The first row of a statement that always yields one.
    ///
    /// # Errors
    /// [`DbError::Broken`] when it didn't.
    pub fn row(&self, place: usize) -> Result<String, DbError> {
        self.text(place).ok_or_else(|| none_at(place))
    }

    /// As [`Rows::row`], to be passed on unread.
    ///
    /// # Errors
    /// As [`Rows::row`].
    pub fn take_row(&mut self, place: usize) -> Result<Text, DbError> {
        self.take(place).ok_or_else(|| none_at(place))
    }

    /// As [`Rows::row`], read as `T`: how a list comes back that is empty where nothing was found, and how a number does.
    ///
    /// # Errors
    /// As [`Rows::row`], and when the row isn't a `T`.
    pub fn row_json<T: serde::de::DeserializeOwned>(&self, place: usize) -> Result<T, DbError> {
        self.json(place)?.ok_or_else(|| none_at(place))
    }

    /// How many rows the statement at `place` yielded.
    #[must_use]
    pub fn count(&self, place: usize) -> usize {
        self.0.get(place).map_or(0, Vec::len)
    }

    /// The last statement's first row.
    #[must_use]
    pub fn take_last(&mut self) -> Option<Text> {
        self.take(self.0.len().checked_sub(1)?)
    }

    /// The first row of the statement at `place`, read as `T`; `None` when there is no row.
    ///
    /// # Errors
    /// [`DbError::Broken`] when the row isn't a `T`.
    pub fn json<T: serde::de::DeserializeOwned>(&self, place: usize) -> Result<Option<T>, DbError> {
        self.text(place)
            .map(|text| serde_json::from_str(&text).map_err(|error| DbError::Broken(format!("row {place}: {error}"))))
            .transpose()
    }

    /// Without the first `count` statements' rows.
    #[must_use]
    pub fn skip(mut self, count: usize) -> Self {
        self.0.drain(..count.min(self.0.len()));
        self
    }
}
