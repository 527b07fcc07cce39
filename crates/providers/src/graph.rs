//! Sending through Microsoft Graph: in one request when it fits, else a draft, its files piece by piece, and "send".
//!
//! [`Sending`] says which request comes next and is given the answer. 202 means accepted, not delivered. What has to be
//! remembered between two attempts is in [`Progress`]: store it after every answer that changed it, and hand it in again.
//!
//! Invariant: a second attempt looks for the first one's traces, by draft and by Message-ID, before it sends anything, as far
//! as the token's permissions let it look.

mod body;
mod draft;
mod sending;
mod upload;

pub use draft::throw_away;
pub use sending::Sending;

use http::Method;
use http::header::HeaderName;
use percent_encoding::utf8_percent_encode;
use serde::{Deserialize, Serialize};

use crate::failure::{Failure, StageFailure};
use crate::oauth::SEGMENT;
use crate::secret::Secret;
use crate::wire::{Draft, Request};

/// Graph's public address; national clouds and tests have others.
pub const BASE: &str = "https://graph.microsoft.com";

/// Whose mailbox sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The person whose token it is.
    Me,
    /// This mailbox, with the app's own token.
    User(String),
}

/// A mailbox and the right to use it.
#[derive(Clone, Debug)]
pub struct Access {
    /// [`BASE`], without a version.
    pub base: String,
    pub owner: Owner,
    pub token: Secret,
}

/// What an earlier attempt left behind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// Set it, and store it, before the first request of an attempt: the next one then looks before it sends.
    pub tried: bool,
    /// Graph's id of the draft that holds this mail.
    pub draft: Option<String>,
}

/// What the caller does next.
#[derive(Debug)]
pub enum Step {
    Request(Request),
    Done(Accepted),
    Failed(StageFailure),
}

/// Graph took the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// An earlier attempt had sent it; this one found it and sent nothing.
    pub before: bool,
}

impl Access {
    /// A request below the mailbox, with its token. Ids asked for so stay the same when a draft becomes a sent message.
    fn request(&self, method: Method, path: &str) -> Result<Draft, Failure> {
        let base = self.base.trim_end_matches('/');
        let url = match &self.owner {
            Owner::Me => format!("{base}/v1.0/me/{path}"),
            Owner::User(address) => {
                format!("{base}/v1.0/users/{}/{path}", utf8_percent_encode(address, SEGMENT))
            }
        };
        let prefer = HeaderName::from_static("prefer");
        Draft::new(method, url).bearer(&self.token)?.header(prefer, "IdType=\"ImmutableId\"")
    }
}
