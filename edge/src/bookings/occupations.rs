//! What occupies a vehicle or a driver: read here and nowhere else. Triggers keep the rows beside their sources, and one of them
//! keeps apart what keeps out.
//!
//! Invariant: what keeps out never overlaps, so reading a span costs what lies in it and one row before.

use domain::people::driver::DriverState;
use domain::record::RecordKind;
use domain::text::Language;
use domain::time::{Instant, Span};
use serde::Deserialize;

use crate::db::Sql;

/// The end of what has none yet.
pub const NO_END: Instant = Instant(9_007_199_254_740_991);

/// Of what is in the way the first so many are named; the rest would tell nobody more.
const MOST_NAMED: i64 = 5;

/// What keeps somebody or something out.
#[derive(Debug, Deserialize)]
pub struct Occupation {
    pub kind: RecordKind,
    pub id: i64,
    /// A trip's.
    number: String,
    /// A trip's name; of anything else nothing.
    title: String,
    pub from: Instant,
    pub to: Option<Instant>,
}

impl Occupation {
    /// A trip by its number; of leave who is away, and no more: why is personnel's.
    pub fn name(&self, who: &str, language: Language) -> String {
        match self.kind {
            RecordKind::Leave => [who, " · ", DriverState::OnLeave.label().get(language)].concat(),
            _ => self.number.clone(),
        }
    }

    /// How long of it lies in a span, in milliseconds.
    pub fn within(&self, span: Span) -> i64 {
        let to = self.to.map_or(span.to, |to| to.min(span.to));
        Span { from: self.from.max(span.from), to }.length()
    }

    /// A trip by its name, where all that is shown is about one vehicle or driver; of leave that it is leave.
    pub fn title(&self, language: Language) -> String {
        match self.kind {
            RecordKind::Leave => DriverState::OnLeave.label().get(language).to_owned(),
            _ => self.title.clone(),
        }
    }
}

/// Yields a list of what keeps a record of the collection out of a span, as [`Occupation`]s, as far as `besides` holds of the
/// row `o` and its trip `l`.
pub fn reading(collection: &str, id: i64, span: Span, besides: &Sql) -> Sql {
    let mut subject = Sql::default();
    subject.with("?", id);
    first(MOST_NAMED, collection, &subject, span, besides)
}

/// The same of a subject (SQL), and the first so many.
pub fn first(most: i64, collection: &str, subject: &Sql, span: Span, besides: &Sql) -> Sql {
    let mut sql = Sql::default();
    sql.push(
        "SELECT json_group_array(json_object('kind', source_kind, 'id', source, 'number', number, 'title', title, 'from', \"from\", 'to', \"to\")) \
         FROM (SELECT o.source_kind, o.source, coalesce(l.number, '') AS number, coalesce(l.name, '') AS title, o.\"from\", \
         nullif(o.\"to\", 9007199254740991) AS \"to\" FROM occupations o \
         LEFT JOIN logbooks l ON o.source_kind = 'logbooks' AND l.id = o.source WHERE ",
    );
    sql.append(&keeps_out(collection, subject, span)).append(besides);
    sql.with(" ORDER BY o.\"from\", o.source LIMIT ?", most).push(")");
    sql
}

/// Holds of a row `o` of `occupations` that keeps a subject (SQL, of a collection) out of a span.
pub fn keeps_out(collection: &str, subject: &Sql, span: Span) -> Sql {
    let of_subject = |alias: &str| {
        let mut sql = Sql::default();
        sql.push(alias)
            .push("subject_kind = '")
            .push(collection)
            .push("' AND ")
            .push(alias)
            .push("subject = ")
            .append(subject);
        sql.push(" AND ").push(alias).push("effect = 'keeps_out'");
        sql
    };
    let mut sql = of_subject("o.");
    sql.with(" AND o.\"from\" < ?", span.to).with(" AND o.\"to\" > ?", span.from);
    // Of those that begin before the span the last alone can reach into it.
    sql.push(" AND o.\"from\" >= coalesce((SELECT \"from\" FROM occupations WHERE ").append(&of_subject(""));
    sql.with(" AND \"from\" <= ?", span.from).push(" ORDER BY \"from\" DESC LIMIT 1), 0)");
    sql
}
