//! A file in pieces (Microsoft Graph reference: `attachment: createUploadSession`).
//!
//! The address that Graph hands out is itself the permission, so no token goes with the pieces, and it isn't stored: a later
//! attempt begins the file anew, which is harmless because a file is attached only when its last byte has arrived.
//!
//! Invariant: pieces go in order, each from where the server says it stands.

use core::ops::Range;

use http::Method;
use http::header::CONTENT_RANGE;
use serde::Deserialize;

use crate::failure::Failure;
use crate::wire::{Draft, Request, Response};

/// Bytes of a piece: a multiple of 320 KiB under 4 MB.
pub(super) const PIECE: usize = 12 * 320 * 1_024;
const _: () = assert!(PIECE < 4_000_000);

/// A file on its way.
pub(super) struct Upload {
    url: String,
    at: usize,
    /// Pieces that may still be sent; a server that never moves on is given up.
    left: usize,
}

#[derive(Deserialize)]
struct Session {
    #[serde(rename = "uploadUrl")]
    upload_url: String,
}

#[derive(Deserialize)]
struct SessionStatus {
    #[serde(rename = "nextExpectedRanges", alias = "NextExpectedRanges", default)]
    next_expected_ranges: Vec<String>,
}

impl Upload {
    /// Begins where the answer to `createUploadSession` says.
    pub fn begin(response: &Response, size: usize) -> Result<Self, Failure> {
        let session: Session = serde_json::from_slice(response.body()).map_err(|_| Failure::unreadable())?;
        Ok(Self { url: session.upload_url, at: 0, left: 2 * size.div_ceil(PIECE) + 4 })
    }

    /// The next piece; the last one ends with the file.
    pub fn piece(&mut self, bytes: &[u8]) -> Result<Request, Failure> {
        self.left = self.left.checked_sub(1).ok_or_else(Failure::unreadable)?;
        let range = self.range(bytes.len());
        let piece = bytes.get(range.clone()).filter(|piece| !piece.is_empty());
        let piece = piece.ok_or_else(Failure::unreadable)?;
        let header = format!("bytes {}-{}/{}", range.start, range.end.saturating_sub(1), bytes.len());
        Draft::new(Method::PUT, self.url.clone())
            .header(CONTENT_RANGE, &header)?
            .body("application/octet-stream", piece.to_vec())?
            .build()
    }

    fn range(&self, size: usize) -> Range<usize> {
        self.at..self.at.saturating_add(PIECE).min(size)
    }

    /// Moves on to where the server stands, or by one piece if it doesn't say. Ranges are written `2097152`, `2097152-` or
    /// `2097152-3483321`.
    pub fn moved(&mut self, response: &Response, size: usize) {
        let status = serde_json::from_slice::<SessionStatus>(response.body()).ok();
        let next = status.and_then(|status| {
            let first = status.next_expected_ranges.into_iter().next()?;
            first.split('-').next()?.parse::<usize>().ok()
        });
        self.at = next.unwrap_or_else(|| self.range(size).end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(body: &str) -> Response {
        http::Response::builder().status(200).body(body.as_bytes().to_vec()).unwrap()
    }

    fn new_upload(size: usize) -> Upload {
        let body = r#"{"@odata.context":"x","uploadUrl":"https://outlook.office.com/api/gv1.0/Users('a')/Messages('b')/AttachmentSessions('c')?authtoken=ey","expirationDateTime":"2026-11-23T01:09:30Z","nextExpectedRanges":["0-"]}"#;
        Upload::begin(&response(body), size).unwrap()
    }

    #[test]
    fn pieces_go_in_order_without_a_token() {
        let bytes = vec![7; PIECE + 5];
        let mut upload = new_upload(bytes.len());
        let first = upload.piece(&bytes).unwrap();
        assert_eq!(first.headers()["content-range"], "bytes 0-3932159/3932165");
        assert!(!first.headers().contains_key("authorization"));
        upload.moved(&response(r#"{"ExpirationDateTime":"x","NextExpectedRanges":["3932160"]}"#), bytes.len());
        let last = upload.piece(&bytes).unwrap();
        assert_eq!(last.headers()["content-range"], "bytes 3932160-3932164/3932165");
        assert_eq!(last.body().len(), 5);
    }

    #[test]
    fn the_server_says_where_it_stands() {
        let bytes = vec![7; 3 * PIECE];
        let mut upload = new_upload(bytes.len());
        upload.piece(&bytes).unwrap();
        upload.moved(&response(r#"{"nextExpectedRanges":["327680-"]}"#), bytes.len());
        assert_eq!(upload.piece(&bytes).unwrap().headers()["content-range"], "bytes 327680-4259839/11796480");
        upload.moved(&response("{}"), bytes.len());
        assert_eq!(upload.piece(&bytes).unwrap().headers()["content-range"], "bytes 4259840-8191999/11796480");
    }

    #[test]
    fn a_server_that_never_moves_on_is_given_up() {
        let bytes = vec![7; 10];
        let mut upload = new_upload(bytes.len());
        let mut pieces = 0;
        while upload.piece(&bytes).is_ok() {
            upload.moved(&response(r#"{"nextExpectedRanges":["0"]}"#), bytes.len());
            pieces += 1;
        }
        assert_eq!(pieces, 6);
    }
}
