//! Bytes on their way in: counted and digested as they pass, so that no file is ever whole in memory.
//!
//! Invariant: what passes is at most `domain::file::LARGEST` bytes; the stream ends in an error at the first one more.

use std::cell::RefCell;
use std::rc::Rc;

use domain::file::LARGEST;
use domain::problem::ProblemKind;
use futures_util::{Stream, StreamExt, stream};
use sha2::{Digest, Sha256};

use super::media;
use crate::http::problems::Refusal;
use crate::http::request::{Call, Chunks};
use crate::io::hash;

/// Bytes looked at to know a type: where an office file names its first parts.
const HEAD: usize = 64 * 1024;

/// An upload whose bytes have not been read yet.
pub struct Incoming(Chunks);

impl Incoming {
    /// What a call sends as its body.
    ///
    /// # Errors
    /// 413 when the announced length says so.
    pub fn from_call(call: &Call) -> Result<Self, Refusal> {
        if super::too_long(call.header("content-length").as_deref()) {
            return Err(ProblemKind::TooLarge.into());
        }
        Ok(Self(call.chunks()))
    }

    /// What comes first, at least as much as the type is known by.
    ///
    /// # Errors
    /// 400 when the connection breaks.
    pub async fn head(&mut self) -> Result<Vec<u8>, Refusal> {
        let mut head = Vec::new();
        while head.len() < HEAD {
            match self.0.next().await {
                Some(chunk) => head.extend_from_slice(&chunk?),
                None => break,
            }
        }
        Ok(head)
    }

    /// Everything, the head first, and the tally of what has passed.
    ///
    /// What is an archive (`MediaType::is_archive`) is searched for what can run on the way, since names stand at its end too.
    pub fn counted(
        self,
        head: Vec<u8>,
        archive: bool,
    ) -> (impl Stream<Item = Result<Vec<u8>, &'static str>> + 'static, Tally) {
        let tally = Tally::default();
        tally.0.borrow_mut().archive = archive;
        let counting = tally.clone();
        let all = stream::once(async move { Ok(head) }).chain(self.0);
        (all.map(move |chunk| counting.take(chunk)), tally)
    }
}

/// What has passed so far: read once the stream is at its end.
#[derive(Clone, Default)]
pub struct Tally(Rc<RefCell<Counted>>);

/// What a tally counts.
#[derive(Default)]
struct Counted {
    /// Bytes.
    size: usize,
    /// Of the bytes so far.
    digest: Sha256,
    /// What ended the stream early.
    refusal: Option<Refusal>,
    /// See [`Incoming::counted`].
    archive: bool,
    /// The last bytes of an archive, where a name may have begun.
    end: Vec<u8>,
}

impl Tally {
    /// Counts a chunk and lets it pass, or ends the stream.
    fn take(&self, chunk: Result<Vec<u8>, Refusal>) -> Result<Vec<u8>, &'static str> {
        let mut counted = self.0.borrow_mut();
        let chunk = chunk.map_err(|refusal| {
            counted.refusal = Some(refusal);
            "the connection broke"
        })?;
        counted.size = counted.size.saturating_add(chunk.len());
        if counted.size > LARGEST {
            counted.refusal = Some(ProblemKind::TooLarge.into());
            return Err("too large");
        }
        counted.digest.update(&chunk);
        if counted.archive {
            counted.end.extend_from_slice(&chunk);
            if media::names_what_runs(&counted.end) {
                counted.refusal = Some(ProblemKind::UnsupportedType.into());
                return Err("it can run something");
            }
            let seen = counted.end.len().saturating_sub(media::LONGEST_NAME);
            counted.end.drain(..seen);
        }
        Ok(chunk)
    }

    /// Bytes and their SHA-256 in base64url.
    ///
    /// # Errors
    /// What ended the stream early.
    pub fn finish(self) -> Result<(i64, String), Refusal> {
        let counted = self.0.take();
        match counted.refusal {
            Some(refusal) => Err(refusal),
            None => Ok((i64::try_from(counted.size).unwrap_or(i64::MAX), hash::base64url(&counted.digest.finalize()))),
        }
    }
}
