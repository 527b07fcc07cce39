//! A draft that an attempt left behind, when its mail is cancelled or given up.
//!
//! Invariant: a message that was sent is never deleted, though it keeps the draft's id.

use core::future::Future;

use domain::time::Instant;
use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::Access;
use crate::failure::{Failure, graph as recognise};
use crate::wire::{Request, Response, Unreached};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    #[serde(default)]
    is_draft: bool,
}

/// The path of a message, and of what is below it.
pub(super) fn path(id: &str, rest: &str) -> String {
    format!("messages/{}{rest}", utf8_percent_encode(id, NON_ALPHANUMERIC))
}

/// Throws a draft away; whether there still was one. Makes its requests through the closure, one after the other.
///
/// # Errors
/// What Graph refused it with.
pub async fn delete_draft<H, F>(access: &Access, draft: &str, now: Instant, http: H) -> Result<bool, Failure>
where
    H: Fn(Request) -> F,
    F: Future<Output = Result<Response, Unreached>>,
{
    let found = http(access.request(Method::GET, &path(draft, "?$select=id,isDraft"))?.build()?).await?;
    if is_gone(&found) {
        return Ok(false);
    }
    if !found.status().is_success() {
        return Err(recognise::read(&found, now));
    }
    let item: Item = serde_json::from_slice(found.body()).map_err(|_| Failure::unreadable())?;
    if !item.is_draft {
        return Ok(false);
    }
    let deleted = http(access.request(Method::DELETE, &path(draft, ""))?.build()?).await?;
    if deleted.status().is_success() || is_gone(&deleted) { Ok(true) } else { Err(recognise::read(&deleted, now)) }
}

/// Deleted or moved by somebody, or an id of another mailbox.
fn is_gone(response: &Response) -> bool {
    matches!(response.status().as_u16(), 400 | 404)
}

#[cfg(test)]
mod tests {
    use core::cell::RefCell;
    use core::pin::pin;
    use core::task::{Context, Poll, Waker};

    use super::*;
    use crate::graph::Owner;
    use crate::secret::Secret;

    /// What is made of these answers, and which requests were made.
    fn thrown(answers: &[(u16, &str)]) -> (Result<bool, Failure>, Vec<String>) {
        let access = Access { base: "https://graph.example".into(), owner: Owner::Me, token: Secret::new("tok") };
        let asked = RefCell::new(Vec::new());
        let send = |request: Request| {
            let (status, body) = answers[asked.borrow().len()];
            asked.borrow_mut().push(format!("{} {}", request.method(), request.uri().path()));
            core::future::ready(Ok(http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap()))
        };
        let outcome =
            pin!(delete_draft(&access, "AAMk=/+", Instant(1), send)).poll(&mut Context::from_waker(Waker::noop()));
        let Poll::Ready(outcome) = outcome else { panic!("nothing to wait for") };
        (outcome, asked.into_inner())
    }

    #[test]
    fn a_draft_is_deleted_and_a_sent_message_is_not() {
        let path = "/v1.0/me/messages/AAMk%3D%2F%2B";
        let (outcome, asked) = thrown(&[(200, r#"{"id":"AAMk=/+","isDraft":true}"#), (204, "")]);
        assert_eq!((outcome, asked), (Ok(true), vec![format!("GET {path}"), format!("DELETE {path}")]));
        let (outcome, asked) = thrown(&[(200, r#"{"id":"AAMk=/+","isDraft":false}"#)]);
        assert_eq!((outcome, asked.len()), (Ok(false), 1));
        assert_eq!(thrown(&[(404, "{}")]).0, Ok(false));
        assert!(thrown(&[(401, "{}")]).0.is_err());
    }
}
