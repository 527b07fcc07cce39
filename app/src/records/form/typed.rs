//! Between a control's text and a draft's value.

use domain::check::FieldCode;
use domain::time::Instant;
use serde_json::Value;

use super::super::document::text_of;
use super::super::field::Kind;
use crate::text::measure::Measured as _;
use crate::text::{capitals, t, zone};
use crate::ui::numeral::why_unread;

/// What a control shows of a value, in its canonical form.
pub(super) fn to_text(kind: Kind, value: &Value) -> String {
    match (kind, value.as_i64()) {
        (Kind::Measure(measure), Some(stored)) => measure.to_input(stored),
        (Kind::Instant, Some(at)) => zone::to_input(Instant(at)),
        _ => text_of(value),
    }
}

/// `optional` is whether the draft can do without: its blank is `null`. What can't be read says why.
pub(crate) fn to_value(kind: Kind, text: &str, optional: bool) -> Result<Value, String> {
    let words = matches!(
        kind,
        Kind::Line
            | Kind::Email
            | Kind::SignInEmail
            | Kind::Phone
            | Kind::Paragraph
            | Kind::Capitals
            | Kind::Password
            | Kind::NewPassword
    );
    if words {
        return Ok(Value::String(if matches!(kind, Kind::Capitals) { capitals(text) } else { text.to_owned() }));
    }
    if let Some(why) = why_unread(text) {
        return Err(why.to_owned());
    }
    let message = |code: FieldCode| t(code.label()).to_owned();
    let text = text.trim();
    if text.is_empty() {
        return if optional { Ok(Value::Null) } else { Err(message(FieldCode::Required)) };
    }
    let read = match kind {
        Kind::Whole | Kind::Year | Kind::Money | Kind::Price | Kind::Stars => text.parse::<i64>().ok().map(Value::from),
        Kind::Measure(measure) => measure.parse_input(text).map(Value::from),
        Kind::Date => domain::time::read_date(text).map(|_| Value::String(text.to_owned())),
        Kind::Instant => return zone::from_input(text).map(|at| Value::from(at.0)).map_err(message),
        _ => Some(Value::String(text.to_owned())),
    };
    read.ok_or_else(|| message(FieldCode::WrongType))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(code: FieldCode) -> Result<Value, String> {
        Err(t(code.label()).to_owned())
    }

    #[test]
    fn text_becomes_the_drafts_value() {
        assert_eq!(to_value(Kind::Whole, " 12 ", true), Ok(json!(12)));
        assert_eq!(to_value(Kind::Whole, "", true), Ok(Value::Null));
        assert_eq!(to_value(Kind::Whole, "", false), refused(FieldCode::Required));
        assert_eq!(to_value(Kind::Whole, "twelve", true), refused(FieldCode::WrongType));
        assert_eq!(to_value(Kind::Capitals, "1234 abc", false), Ok(json!("1234 ABC")));
        assert_eq!(to_value(Kind::Date, "2026-02-30", true), refused(FieldCode::WrongType));
        assert_eq!(to_value(Kind::Line, "", false), Ok(json!("")));
    }
}
