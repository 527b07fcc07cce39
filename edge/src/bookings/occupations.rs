//! What occupies a vehicle or a driver: read here and nowhere else. Triggers keep the rows beside their sources, and one of them
//! keeps apart what keeps out.
//!
//! Invariant: what keeps out never overlaps, so reading a span costs what lies in it and one row before.

use domain::time::Span;

use crate::db::Sql;

/// Yields `from`, `to`, `source_kind` and `source` of whatever keeps a subject (SQL, of a collection) out of a span.
pub fn keeping_out(collection: &str, subject: &Sql, span: Span) -> Sql {
    let mut of_subject = Sql::default();
    of_subject.push("subject_kind = '").push(collection).push("' AND subject = ").append(subject);
    of_subject.push(" AND effect = 'keeps_out'");
    let mut sql = Sql::default();
    sql.push("SELECT \"from\", \"to\", source_kind, source FROM occupations WHERE ").append(&of_subject);
    sql.with(" AND \"from\" < ?", span.to).with(" AND \"to\" > ?", span.from);
    // Of those that begin before the span the last alone can reach into it.
    sql.push(" AND \"from\" >= coalesce((SELECT \"from\" FROM occupations WHERE ").append(&of_subject);
    sql.with(" AND \"from\" <= ?", span.from).push(" ORDER BY \"from\" DESC LIMIT 1), 0)");
    sql
}
