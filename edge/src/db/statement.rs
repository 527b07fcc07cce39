//! A statement with its values, and the builder that keeps both in step.

use worker::wasm_bindgen::JsValue;

use super::error::DbError;

/// What can be bound. Flags are bound as 0 and 1, lists as JSON text for `json_each`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Null,
    Int(i64),
    Text(String),
}

impl Value {
    /// D1 takes JavaScript numbers, exact up to 2^53, which ids and amounts stay below.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn to_js(&self) -> JsValue {
        match self {
            Self::Null => JsValue::NULL,
            Self::Int(number) => JsValue::from_f64(*number as f64),
            Self::Text(text) => JsValue::from_str(text),
        }
    }

    /// A list, for `json_each`.
    ///
    /// # Errors
    /// [`DbError::Broken`] when it can't be written as JSON.
    pub fn list<T: serde::Serialize>(list: &[T]) -> Result<Self, DbError> {
        let text = serde_json::to_string(list).map_err(|error| DbError::Broken(format!("a list to bind: {error}")))?;
        Ok(Self::Text(text))
    }

    /// What one of our own structs is as JSON text. One that can't be written as such is bound as nothing, which a column that
    /// must hold something refuses: the batch fails, and nothing is kept half.
    pub fn json<T: serde::Serialize>(value: &T) -> Self {
        serde_json::to_string(value).map_or(Self::Null, Self::Text)
    }

    /// A draft's field as its column holds it: flags as 0/1, arrays and objects as JSON text.
    #[must_use]
    pub fn of_json(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(flag) => Self::Int(i64::from(*flag)),
            serde_json::Value::Number(number) => number.as_i64().map_or(Self::Null, Self::Int),
            serde_json::Value::String(text) => Self::Text(text.clone()),
            serde_json::Value::Array(_) | serde_json::Value::Object(_) => Self::Text(value.to_string()),
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Int(i64::from(flag))
    }
}

impl From<domain::time::Instant> for Value {
    fn from(at: domain::time::Instant) -> Self {
        Self::Int(at.0)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One statement. Values stand at the `?`s in order; at most 100 of them (D1's limit).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    pub sql: String,
    pub values: Vec<Value>,
    /// Whether its `?`s say which value they mean, since some mean the same.
    pub(super) numbered: bool,
}

impl Statement {
    #[must_use]
    pub fn new(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), ..Self::default() }
    }

    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// # Errors
    /// [`DbError::Broken`] unless there is a value for each place and a place for each value.
    pub(super) fn check(&self) -> Result<(), DbError> {
        // Those that are numbered were put together here, of what was found to be right.
        let (places, values) =
            (if self.numbered { self.values.len() } else { places(&self.sql).count() }, self.values.len());
        if places == values {
            return Ok(());
        }
        Err(DbError::Broken(format!("{values} values for {places} places: {}", self.sql)))
    }

    /// Whether its SQL names [`super::TODAY`].
    #[must_use]
    pub fn needs_today(&self) -> bool {
        // Looking for one byte at a time is several times quicker than for a word.
        self.sql.match_indices('$').any(|(at, _)| self.sql.get(at..).is_some_and(|rest| rest.starts_with(super::TODAY)))
    }

    /// Several SELECTs as one whose columns are the first row of each; none where there is nothing to join, or they have too
    /// many values.
    pub(super) fn joined(several: &[Self]) -> Option<Self> {
        let values: usize = several.iter().map(|one| one.values.len()).sum();
        if several.len() < 2 || values > MOST_VALUES {
            return None;
        }
        let mut joined = Self {
            // Room for what stands between them.
            sql: String::with_capacity(several.iter().map(|one| one.sql.len() + 16).sum()),
            values: Vec::with_capacity(values),
            numbered: several.iter().any(|one| one.numbered),
        };
        for (place, one) in several.iter().enumerate() {
            joined.sql.push_str(if place == 0 { "SELECT (" } else { ", (" });
            one.write_to(&mut joined);
            // Without names of their own, columns are called by all of their SQL.
            joined.sql.push_str(&format!(") AS c{place}"));
        }
        Some(joined)
    }

    /// Its SQL and values behind those of another.
    fn write_to(&self, other: &mut Self) {
        self.write_after(other.values.len(), &mut other.sql);
        other.values.extend_from_slice(&self.values);
        other.numbered |= self.numbered;
    }

    /// Its SQL where so many values come before its own: those that are numbered are moved on.
    fn write_after(&self, before: usize, sql: &mut String) {
        if !self.numbered {
            sql.push_str(&self.sql);
            return;
        }
        for piece in pieces(&self.sql) {
            let Some(rest) = piece.strip_prefix('?') else {
                sql.push_str(piece);
                continue;
            };
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            sql.push('?');
            if let Some(Ok(number)) = rest.strip_suffix(after).map(str::parse::<usize>) {
                sql.push_str(&(number + before).to_string());
            }
            sql.push_str(after);
        }
    }
}

/// Who asks, as a statement of one row or none, and when they may ask: what they ask is a further column of that row, which SQLite
/// works out only where the gate is open.
pub struct SessionCheck {
    /// `SELECT` and the first column, which says who it is; the table that `from` names is this row.
    pub who: Statement,
    pub from: &'static str,
    /// SQL over that row.
    pub open: String,
}

impl SessionCheck {
    /// Who asks, and nothing of what.
    #[must_use]
    pub fn alone(&self) -> Statement {
        let mut alone = self.who.clone();
        alone.sql.push_str(self.from);
        alone
    }

    /// Who asks and, where they may, the first row of each question; none where they have too many values.
    pub(super) fn before(&self, questions: &[Statement]) -> Option<Statement> {
        let values: usize = questions.iter().map(|one| one.values.len()).sum();
        if values + self.who.values.len() > MOST_VALUES {
            return None;
        }
        let mut guarded = self.who.clone();
        guarded.sql.reserve(questions.iter().map(|one| one.sql.len() + self.open.len() + 32).sum());
        for (place, question) in questions.iter().enumerate() {
            guarded.sql.push_str(&format!(", CASE WHEN {} THEN (", self.open));
            question.write_to(&mut guarded);
            guarded.sql.push_str(&format!(") END AS c{}", place + 1));
        }
        guarded.sql.push_str(self.from);
        Some(guarded)
    }
}

/// SQL put together piece by piece, each piece with the values of its `?`s.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub fn with(&mut self, text: &str, value: impl Into<Value>) -> &mut Self {
        self.text.push_str(text);
        self.values.push(value.into());
        self
    }

    /// The values of `?`s already pushed.
    pub fn bind_all(&mut self, values: &[Value]) -> &mut Self {
        self.values.extend(values.iter().cloned());
        self
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn append(&mut self, other: &Self) -> &mut Self {
        self.text.push_str(&other.text);
        self.values.extend(other.values.iter().cloned());
        self
    }
}

impl From<Sql> for Statement {
    fn from(sql: Sql) -> Self {
        if sql.values.len() < MANY { Self { sql: sql.text, values: sql.values, numbered: false } } else { shared(sql) }
    }
}

/// What D1 takes.
const MOST_VALUES: usize = 100;
/// From so many values on, equal ones are bound once: D1 takes a hundred.
const MANY: usize = 40;

/// Equal values bound once. What has too few or too many is left as it is, and refused when it is to run.
fn shared(sql: Sql) -> Statement {
    if places(&sql.text).count() != sql.values.len() {
        return Statement { sql: sql.text, values: sql.values, numbered: false };
    }
    let mut values: Vec<Value> = Vec::new();
    let mut text = String::with_capacity(sql.text.len() + 2 * sql.values.len());
    let mut given = sql.values.into_iter();
    for piece in pieces(&sql.text) {
        let Some((rest, value)) = piece.strip_prefix('?').and_then(|rest| Some((rest, given.next()?))) else {
            text.push_str(piece);
            continue;
        };
        let place = values.iter().position(|known| *known == value).unwrap_or(values.len());
        if place == values.len() {
            values.push(value);
        }
        text.push_str(&format!("?{}{rest}", place + 1));
    }
    Statement { sql: text, values, numbered: true }
}

/// Where SQL has places for values: at each `?` that stands in no text and in no name.
pub fn places(sql: &str) -> impl Iterator<Item = usize> {
    let mut quote = None;
    sql.bytes().enumerate().filter_map(move |(at, byte)| match (quote, byte) {
        (None, b'\'' | b'"') => {
            quote = Some(byte);
            None
        }
        (None, b'?') => Some(at),
        // A quote that stands twice ends a text and begins it again.
        (Some(open), _) if open == byte => {
            quote = None;
            None
        }
        _ => None,
    })
}

/// The SQL cut before each of its places.
fn pieces(sql: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends = places(sql).chain(std::iter::once(sql.len()));
    ends.filter_map(move |end| {
        let piece = sql.get(from..end);
        from = end;
        piece
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_travel_as_one_statement_unless_they_have_too_many_values() {
        let one = |values| Statement {
            sql: "SELECT a FROM b WHERE c = ?".into(),
            values: vec![Value::Int(7); values],
            numbered: false,
        };
        let joined = Statement::joined(&[one(1), one(1)]).map(|joined| (joined.sql, joined.values.len()));
        let sql = "SELECT (SELECT a FROM b WHERE c = ?) AS c0, (SELECT a FROM b WHERE c = ?) AS c1";
        assert_eq!(joined, Some((sql.to_owned(), 2)));
        assert_eq!(Statement::joined(&[one(1)]), None);
        assert_eq!(Statement::joined(&[one(39), one(39), one(39)]), None);
    }

    #[test]
    fn what_is_asked_stands_behind_whether_it_may_be() {
        let question = |values| Statement {
            sql: "SELECT a FROM b WHERE c = ?".into(),
            values: vec![Value::Int(7); values],
            numbered: false,
        };
        let who = Statement::new("WITH s AS (SELECT 1 AS x WHERE ?) SELECT x AS c0").bind(1);
        let session_check = SessionCheck { who, from: " FROM s", open: "x = 1".into() };
        let guarded =
            session_check.before(&[question(1), question(1)]).map(|guarded| (guarded.sql, guarded.values.len()));
        let sql = "WITH s AS (SELECT 1 AS x WHERE ?) SELECT x AS c0, CASE WHEN x = 1 THEN (SELECT a FROM b WHERE c = ?) END \
            AS c1, CASE WHEN x = 1 THEN (SELECT a FROM b WHERE c = ?) END AS c2 FROM s";
        assert_eq!(guarded, Some((sql.to_owned(), 3)));
        assert_eq!(session_check.before(&[question(60), question(40)]), None);
        assert_eq!(session_check.alone().sql, "WITH s AS (SELECT 1 AS x WHERE ?) SELECT x AS c0 FROM s");
    }

    #[test]
    fn values_that_are_bound_once_keep_their_places_where_others_come_before_them() {
        let mut many = Sql::default();
        for place in 0..MANY {
            many.with(" AND a = ?", i64::from(place % 2 == 0));
        }
        let one = Statement::new("SELECT b FROM c WHERE d = ?").bind(7);
        let joined = Statement::joined(&[one.clone(), many.into(), one]).expect("they are few");
        assert_eq!(joined.values, [7, 1, 0, 7].map(Value::Int));
        assert!(
            joined.sql.starts_with("SELECT (SELECT b FROM c WHERE d = ?) AS c0, ( AND a = ?2 AND a = ?3 AND a = ?2")
        );
        assert!(joined.sql.ends_with("(SELECT b FROM c WHERE d = ?) AS c2"));
    }

    #[test]
    fn a_question_mark_in_a_text_or_a_name_is_no_place() {
        assert_eq!(places("a = ? AND b = 'what? it''s ?' AND \"c?\" = ?").collect::<Vec<_>>(), [4, 41]);
        assert_eq!(Statement::new("a = '?'").check().ok(), Some(()));
    }

    #[test]
    fn a_value_too_few_or_too_many_is_an_error_and_drops_nothing() {
        let one = Statement::new("SELECT a FROM b WHERE c = ?");
        assert!(matches!(one.check(), Err(DbError::Broken(_))));
        assert!(one.clone().bind(1).check().is_ok());
        assert!(matches!(one.bind(1).bind(2).check(), Err(DbError::Broken(_))));
        // Where there are many, equal ones are bound once: not before each has its place.
        for too in [-1_i64, 1] {
            let mut sql = Sql::default();
            for place in 0..MANY {
                sql.with(" AND a = ? AND b <> '?'", i64::try_from(place).unwrap_or_default());
            }
            if too > 0 {
                sql.bind_all(&[Value::Int(1)]);
            } else {
                sql.push(" AND c = ?");
            }
            let statement = Statement::from(sql);
            assert!(statement.sql.matches("b <> '?'").count() == MANY, "{}", statement.sql);
            assert!(matches!(statement.check(), Err(DbError::Broken(_))));
        }
    }

    #[test]
    fn many_equal_values_are_bound_once() {
        let mut sql = Sql::default();
        for place in 0..MANY {
            sql.with(" AND a = ?", if place % 2 == 0 { "x" } else { "y" });
        }
        let statement = Statement::from(sql);
        assert_eq!(statement.values, [Value::from("x"), Value::from("y")]);
        assert!(statement.sql.starts_with(" AND a = ?1 AND a = ?2 AND a = ?1"));
    }
}
