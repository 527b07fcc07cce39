//! Bodies: JSON within a limit, trimmed, read into a draft, each fault named by its field.

use domain::check::{Draft, FieldCode};
use domain::choice::UNKNOWN;
use domain::mail::host::is_loopback;
use domain::problem::ProblemKind;
use domain::text::{is_blank, visible};
use futures_util::{Stream, StreamExt, stream};
use serde_json::Value;
use worker::web_sys::Request;

use super::problems::Refusal;
use crate::io::local;

/// Reads at most `limit` bytes of a body that says it has `announced`.
///
/// # Errors
/// [`ProblemKind::TooLarge`] as soon as the length or the bytes so far say so.
pub async fn read(request: &Request, announced: Option<&str>, limit: usize) -> Result<Vec<u8>, Refusal> {
    let announced = announced.and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(ProblemKind::TooLarge.into());
    }
    let mut chunks = chunks(request);
    let mut bytes = announced.map_or_else(Vec::new, Vec::with_capacity);
    while let Some(chunk) = chunks.next().await {
        bytes.extend_from_slice(&chunk?);
        if bytes.len() > limit {
            return Err(ProblemKind::TooLarge.into());
        }
    }
    Ok(bytes)
}

/// A body as it arrives.
pub type Chunks = std::pin::Pin<Box<dyn Stream<Item = Result<Vec<u8>, Refusal>>>>;

/// The body piece by piece; its length is the reader's matter. Nothing, once it was read.
pub fn chunks(request: &Request) -> Chunks {
    let Some(body) = request.body() else { return Box::pin(stream::empty()) };
    Box::pin(wasm_streams::ReadableStream::from_raw(body).into_stream().map(|chunk| match chunk {
        Ok(bytes) => Ok(js_sys::Uint8Array::new(&bytes).to_vec()),
        Err(_) => Err(Refusal::new(ProblemKind::MalformedBody)),
    }))
}

/// # Errors
/// 415 when it isn't JSON by name, 400 when it isn't JSON.
pub fn json(media_type: Option<&str>, bytes: &[u8]) -> Result<Value, Refusal> {
    let named = media_type.and_then(|value| value.split(';').next()).map(|name| name.trim().to_ascii_lowercase());
    if named.as_deref() != Some("application/json") {
        return Err(ProblemKind::UnsupportedType.into());
    }
    let mut value = serde_json::from_slice(bytes).map_err(|_| Refusal::new(ProblemKind::MalformedBody))?;
    trim(&mut value);
    Ok(value)
}

/// Blanks at either end are never meant, nor is what can't be seen, except in a password.
fn trim(value: &mut Value) {
    match value {
        Value::String(text) => {
            let seen = visible(text);
            let trimmed = if is_blank(&seen) { "" } else { seen.trim() };
            if trimmed.len() != text.len() {
                *text = trimmed.to_owned();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(trim),
        Value::Object(fields) => {
            let kept = |name: &str| matches!(name, "password" | "current");
            fields.iter_mut().filter(|(name, _)| !kept(name)).for_each(|(_, value)| trim(value));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Reads without checking its rules.
///
/// # Errors
/// 422 naming the field that has another type; 400 when the whole has.
pub fn shaped<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Refusal> {
    if !value.is_object() {
        return Err(ProblemKind::MalformedBody.into());
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        fault(if path == "." { "" } else { &path }, &error.into_inner().to_string())
    })
}

/// Reads and checks a draft. Only on a `LOCAL` machine may what people type name the machine itself.
///
/// # Errors
/// 422 naming every field that is wrong.
pub fn draft<D: Draft>(value: Value) -> Result<D, Refusal> {
    if let Some(field) = listed::<D>(&value) {
        return Err(Refusal::field(&field, FieldCode::WrongType));
    }
    let typed = local::is_so().then(|| value.clone());
    let draft: D = shaped(value)?;
    let mut errors = draft.errors();
    if let Some(typed) = typed {
        errors.retain(|error| error.code != FieldCode::NotPublic || !leads_here(&typed, &error.field));
    }
    if errors.is_empty() { Ok(draft) } else { Err(Refusal::invalid(errors)) }
}

/// A field that has fields of its own and is given as a list: serde would read that in their order, which nobody means.
fn listed<D: Draft>(value: &Value) -> Option<String> {
    let mut lists = value.as_object()?.iter().filter(|(_, value)| value.is_array()).map(|(name, _)| name).peekable();
    lists.peek()?;
    let blank = serde_json::to_value(D::default()).ok()?;
    lists.find(|name| blank.get(*name).is_some_and(Value::is_object)).cloned()
}

/// Whether what a draft says in a field leads to this machine; `outgoing_port` goes with `outgoing_host`.
fn leads_here(draft: &Value, field: &str) -> bool {
    let host = field.strip_suffix("_port").map(|way| [way, "_host"].concat());
    draft.get(host.as_deref().unwrap_or(field)).and_then(Value::as_str).is_some_and(is_loopback)
}

/// serde names unknown fields and values in its message only.
fn fault(path: &str, message: &str) -> Refusal {
    if let Some(name) = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()) {
        let within = path.strip_suffix(name).unwrap_or(path).trim_end_matches('.');
        let field = if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") };
        return Refusal::field(&field, FieldCode::UnknownField);
    }
    let unknown = message.starts_with(UNKNOWN);
    Refusal::field(path, if unknown { FieldCode::UnknownValue } else { FieldCode::WrongType })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use domain::fleet::vehicle::VehicleDraft;
    use serde_json::json;

    fn refused(body: Value) -> String {
        let refusal = draft::<VehicleDraft>(body).unwrap_err();
        format!("{refusal:?}")
    }

    #[test]
    fn a_wrong_type_names_its_field() {
        assert!(refused(json!({"seats": "many"})).contains(r#"field: "seats", code: WrongType"#));
        assert!(refused(json!({"wings": 2})).contains(r#"field: "wings", code: UnknownField"#));
        assert!(refused(json!({"status": "flying"})).contains(r#"field: "status", code: UnknownValue"#));
        assert!(
            refused(json!({"warranty_until": "2026-02-30"})).contains(r#"field: "warranty_until", code: WrongType"#)
        );
        assert!(refused(json!(["x"])).contains("MalformedBody"));
    }

    #[test]
    fn only_this_machine_is_let_through_where_it_may_be_named() {
        let leads = |draft: Value, field: &str| leads_here(&draft, field);
        let at =
            |host: &str| json!({"outgoing_host": host, "outgoing_port": 1025, "incoming_host": "imap.vega.example"});
        assert!(leads(at("localhost"), "outgoing_host") && leads(at("127.0.0.1"), "outgoing_port"));
        assert!(!leads(at("localhost"), "incoming_port"), "a port goes with the host of its own direction");
        assert!(leads(json!({"token_url": "http://localhost:4400/token"}), "token_url"));
        for host in ["10.0.0.1", "nas.local", "smtp.vega.example", ""] {
            assert!(!leads(at(host), "outgoing_host") && !leads(at(host), "outgoing_port"), "{host}");
        }
    }

    #[test]
    fn blanks_are_trimmed_everywhere_but_in_passwords() {
        let body = br#"{"name": " Van ", "lines": [{"text": "a "}], "password": " secret "}"#;
        let value = json(Some("application/json; charset=utf-8"), body).unwrap();
        assert_eq!(value, json!({"name": "Van", "lines": [{"text": "a"}], "password": " secret "}));
    }

    #[test]
    fn what_cannot_be_seen_is_left_out_everywhere_but_in_passwords() {
        let body = "{\"name\": \"\u{feff}Ana\u{202e} \u{200b}\", \"lines\": [{\"text\": \"\u{200b}\"}], \"password\": \"a\u{200b}\"}";
        let value = json(Some("application/json"), body.as_bytes()).unwrap();
        assert_eq!(value, json!({"name": "Ana", "lines": [{"text": ""}], "password": "a\u{200b}"}));
    }

    #[test]
    fn what_is_not_json_is_told_apart_from_broken_json() {
        assert_eq!(json(Some("text/plain"), b"{}").unwrap_err().kind(), ProblemKind::UnsupportedType);
        assert_eq!(json(None, b"{}").unwrap_err().kind(), ProblemKind::UnsupportedType);
        assert_eq!(json(Some("application/json"), b"{").unwrap_err().kind(), ProblemKind::MalformedBody);
    }
}
