//! Sending through Microsoft Graph: in one request when it fits, else a draft, its files piece by piece, and "send".
//!
//! [`Sending`] says which request comes next and is given the answer. 202 means accepted, not delivered. What has to be
//! remembered between two attempts is in [`Progress`].
//!
//! Invariant: a second attempt looks for the first one's traces, by draft and by Message-ID, before it sends anything, as far
//! as the token's permissions let it look.

mod body;
mod draft;
mod sending;
mod upload;

pub use draft::delete_draft;
pub use sending::Sending;

use domain::mail::failure::MailFailure;
use domain::time::Instant;
use http::Method;
use http::header::HeaderName;
use percent_encoding::utf8_percent_encode;
use serde::{Deserialize, Serialize};

use crate::failure::{Failure, StageFailure, graph as recognise};
use crate::oauth::SEGMENT;
use crate::secret::Secret;
use crate::wire::{Draft, Request, Response};

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
    /// Whose mailbox.
    pub owner: Owner,
    /// An access token for Graph; its permissions decide what may be looked at.
    pub token: Secret,
}

/// What an earlier attempt left behind. Store it whenever it changed: before a request that changes it is made, and after
/// its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// A request was made: a later attempt looks before it sends.
    pub tried: bool,
    /// The request that sends the mail was made, or was about to be, and no answer is known: whoever can't look must not send
    /// again.
    pub perhaps: bool,
    /// The token may not look into the mailbox: nobody can find out what became of a lost answer.
    pub blind: bool,
    /// Graph's id of the draft that holds this mail.
    pub draft: Option<String>,
}

/// What the caller does next.
#[derive(Debug)]
pub enum Step {
    /// Make this request and pass the answer to [`Sending::answer`].
    Request(Request),
    /// Graph accepted the mail, now or before; nothing more is to be done.
    Done(Accepted),
    /// This attempt is over; a later one goes on from [`Sending::progress`].
    Failed(StageFailure),
}

/// Graph took the mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// An earlier attempt had sent it; this one found it and sent nothing.
    pub before: bool,
}

/// Asks a mailbox for its newest message, as the app itself. The permission to send doesn't show it: that refusal too tells that
/// the token is taken.
///
/// # Errors
/// `Protocol` when the request can't be written.
pub fn newest(base: &str, address: &str, token: &Secret) -> Result<Request, Failure> {
    let owner = Owner::User(address.to_owned());
    let access = Access { base: base.to_owned(), owner, token: token.clone() };
    access.request(Method::GET, "messages?$top=1&$select=id")?.build()
}

/// Reads the answer to [`newest`].
///
/// # Errors
/// What Graph refused it with: a token that it doesn't take, a mailbox that isn't there or that a policy keeps from the app.
pub fn read_newest(response: &Response, now: Instant) -> Result<(), Failure> {
    if response.status().as_u16() == 200 {
        return Ok(());
    }
    let failure = recognise::read(response, now);
    if failure.kind == MailFailure::ScopeMissing { Ok(()) } else { Err(failure) }
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
