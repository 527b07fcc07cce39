//! A period asked for in a query string: `from` and `to`, instants, half-open.

use domain::list::ListQuery;
use domain::time::{Instant, Span};

use crate::http::problems::Refusal;
use crate::records::list;

/// A query of which nothing but `known` filters is accepted.
///
/// # Errors
/// 400 naming the parameter that can't be understood.
pub fn query(text: &str, known: &[&str]) -> Result<ListQuery, Refusal> {
    let query = list::read(text)?;
    match query.filters.keys().find(|name| !known.contains(&name.as_str())) {
        Some(unknown) => Err(Refusal::parameter(unknown)),
        None => Ok(query),
    }
}

/// The span from `from` to `to`, at most `longest` milliseconds.
///
/// # Errors
/// 400 naming the parameter that is missing, isn't an instant, or makes the span too long.
pub fn read_span(query: &ListQuery, longest: i64) -> Result<Span, Refusal> {
    let instant = |name: &str| {
        let given = query.filters.get(name).and_then(|value| value.parse().ok()).map(Instant);
        given.filter(|at| at.plausible()).ok_or_else(|| Refusal::parameter(name))
    };
    let span = Span { from: instant("from")?, to: instant("to")? };
    if span.from < span.to && span.length() <= longest { Ok(span) } else { Err(Refusal::parameter("to")) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use domain::time::DAY;

    fn refused(text: &str) -> bool {
        query(text, &["from", "to"]).and_then(|query| read_span(&query, DAY)).is_err()
    }

    #[test]
    fn a_period_has_two_ends_in_order_and_is_not_too_long() {
        assert!(!refused("from=1800000000000&to=1800086400000"));
        assert!(refused("from=1800000000000&to=1800086400001"));
        assert!(refused("from=1800000000000&to=1800000000000"));
        assert!(refused("from=1800000000000"));
        assert!(refused("from=yesterday&to=1800000000000"));
        assert!(refused("from=1800000000000&to=1800086400000&by=moon"));
    }
}
