//! Handing a message to a submission server (RFC 6409): greeting, TLS, sign-in, envelope, message.
//!
//! The edge opens the socket and asks [`Client::next`] what to do, over and over: write these bytes, read some, start TLS.
//! Written here rather than taken from `io-smtp` 0.6: that crate keeps only the first line of a reply (Google's and
//! Microsoft's reasons stand in the later ones), stops at the first refused recipient, waits for ever on a reply that has no
//! end, and leaves bare line feeds in the message, which is how mails are smuggled.
//!
//! Invariant: no credential is written before the connection is private, and none ever reaches the transcript.

mod client;
mod content;
#[cfg(test)]
mod fuzz;
mod offers;
mod reply;
mod sign_in;
mod transcript;

pub use client::Client;
pub use sign_in::SignIn;
pub use transcript::Line;

use crate::failure::{Failure, StageFailure};

/// How the connection becomes private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// The edge has opened the socket with TLS (port 465, RFC 8314 §3.3).
    Implicit,
    /// In clear until the machine says [`Step::StartTls`], which it insists on (port 587, RFC 3207).
    StartTls,
}

/// What to do once connected.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How the connection becomes private; nothing goes out before.
    pub security: Security,
    /// Our name for EHLO: a host name (RFC 5321 §4.1.1.1).
    pub our_name: String,
    /// Who signs in, and by what.
    pub sign_in: SignIn,
    /// What is done once signed in.
    pub task: Task,
}

/// What a connection is for.
#[derive(Clone, Debug)]
pub enum Task {
    /// Stop after the sign-in: nothing is sent.
    Validate,
    /// Send this message.
    Send(Envelope),
}

/// Who the message comes from and goes to, and its bytes as [`crate::mime::write`] makes them.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// The address that gets bounces (RFC 5321 §3.3).
    pub from: String,
    /// Every recipient once, blind copies among them.
    pub to: Vec<String>,
    /// Not yet prepared for the wire: dots and line ends are seen to here.
    pub message: Vec<u8>,
}

/// What the caller does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Write these bytes, all of them, and ask again.
    Write(Vec<u8>),
    /// What is written next ends the message: from then on only an answer says what became of it. Whoever keeps such things
    /// notes it first.
    HandOver,
    /// Read what there is and pass it to [`Client::receive`]; nothing, when the server has closed.
    Read,
    /// Turn the connection into a TLS one and call [`Client::encrypted`], or [`Client::unreached`].
    StartTls,
    /// The task is done: record it now. Going on says goodbye properly, which is polite and needs no success.
    Done(Outcome),
    /// The task failed, and this is why; it comes once.
    Failed(StageFailure),
    /// Close the socket; there is nothing more to say.
    Close,
}

/// How a task ended well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The server's words on accepting the message, often with its queue id; on validation, those on signing in.
    pub server_message: String,
    /// Recipients that the server would not take, while it took others: the message went out without them.
    pub refused: Vec<(String, Failure)>,
}
