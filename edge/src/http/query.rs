//! Query strings: what a route's may say, each once and with a value. What a value means is its reader's matter.

use std::borrow::Cow;

use domain::check::{Check, FieldCode};
use domain::list::LONGEST_SEARCH;
use domain::route::{Query, choices};

use super::problems::Refusal;

/// # Errors
/// 400 naming the first parameter that the route doesn't know, that stands there twice, empty, or too long.
pub fn check(query: Query, text: &str) -> Result<(), Refusal> {
    if text.is_empty() {
        return Ok(());
    }
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        let refused = |code| Err(Refusal::parameter_as(&name, code));
        if !query.takes(&name) {
            return refused(FieldCode::UnknownField);
        }
        // A file's name is a field like others, and refused as one.
        if value.is_empty() && query != Query::Name {
            return refused(FieldCode::Required);
        }
        if seen.iter().any(|seen| *seen == *name) {
            return refused(FieldCode::NotAllowed);
        }
        let mut check = Check::default();
        if name == "q" && !check.length("q", &value, LONGEST_SEARCH) {
            return Err(Refusal::parameters(check.into_errors()));
        }
        // Of a list such a name is a filter's, if anything's.
        let chosen = choices(&name).filter(|_| !query.has_filters());
        if chosen.is_some_and(|known| !known.contains(&&*value)) {
            return refused(FieldCode::UnknownValue);
        }
        seen.push(name.into_owned());
    }
    Ok(())
}

/// What one parameter says, once [`check`] let the query pass.
#[must_use]
pub fn value<'a>(text: &'a str, name: &str) -> Option<Cow<'a, str>> {
    form_urlencoded::parse(text.as_bytes()).find(|(own, _)| own == name).map(|(_, value)| value)
}

/// Whether one parameter says `true`, once [`check`] let the query pass.
#[must_use]
pub fn is_true(text: &str, name: &str) -> bool {
    value(text, name).as_deref() == Some("true")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::route::Has;

    const LIST: Query = Query::List(Has { words: true, archive: true });

    #[test]
    fn what_a_route_does_not_know_or_cannot_read_is_refused_by_name() {
        let refused =
            |query, text: &str| check(query, text).err().map(|refusal| format!("{refusal:?}")).unwrap_or_default();
        assert!(refused(Query::Nothing, "x=1").contains(r#"field: "x", code: UnknownField"#));
        assert!(refused(Query::Besides, "besides=").contains(r#"field: "besides", code: Required"#));
        assert!(refused(LIST, "status=").contains(r#"field: "status", code: Required"#));
        assert!(refused(LIST, "sort=a&sort=b").contains(r#"field: "sort", code: NotAllowed"#));
        let long = refused(Query::Words, &format!("q={}", "ñ".repeat(101)));
        assert!(long.contains(r#"field: "q", code: TooLong"#) && long.contains("\"100\""), "{long}");
        assert!(refused(Query::Show, "show=1").contains(r#"field: "show", code: UnknownValue"#));
        assert_eq!(refused(LIST, "q=x&status=new&limit=2"), "");
        assert_eq!(refused(Query::Words, &format!("q={}", "ñ".repeat(100))), "");
    }
}
