//! The requests of one attempt, in order.
//!
//! First attempt, small: `sendMail`. First attempt, large: draft, files, `send`. A later attempt that knows its draft asks
//! after it first; one that doesn't searches by Message-ID.
//!
//! Invariant: after every answer [`Sending::progress`] is enough to go on from there in another process.

use domain::check::FieldError;
use domain::mail::failure::{MailFailure, Stage};
use domain::time::Instant;
use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::upload::Upload;
use super::{Accepted, Access, Progress, Step, body, draft};
use crate::failure::{Failure, StageFailure, graph as recognise, http_stage};
use crate::mail::{Attachment, Mail};
use crate::secret::Secret;
use crate::wire::{Request, Response, Unreached, UnreachedKind};

/// Bytes of a `sendMail` request: Graph's limit is 4 MB, base64 and all.
const LARGEST_REQUEST: usize = 3_900_000;
/// Bytes of a file from which on it needs an upload session: the documented 3 MB; smaller sessions are refused from 2 MiB
/// down, larger single requests from 3,145,611 up.
const SESSION_FROM: usize = 3_000_000;

/// Which answer is awaited, or which request is next.
enum State {
    Search,
    Inspect,
    Whole(Vec<u8>),
    Create,
    /// The file at this place, in one request.
    Attach(usize),
    Session(usize),
    Piece(usize, Upload),
    Submit,
    Over(Option<Step>),
}

impl State {
    /// Whether its request sends the mail, unseen by a later attempt that may not look into the mailbox.
    const fn decides(&self) -> bool {
        matches!(self, Self::Whole(_) | Self::Submit)
    }

    /// Which success the reference gives its request; another one is something in between that answers.
    fn expects(&self, status: u16) -> bool {
        match self {
            Self::Search | Self::Inspect => status == 200,
            Self::Create | Self::Attach(_) => status == 201,
            Self::Session(_) => matches!(status, 200 | 201),
            Self::Piece(..) => matches!(status, 200..=202),
            Self::Whole(_) | Self::Submit => status == 202,
            Self::Over(_) => false,
        }
    }
}

/// One attempt to send one mail.
pub struct Sending {
    access: Access,
    mail: Mail,
    progress: Progress,
    state: State,
    /// Where it stood when its token was refused.
    stopped: Option<State>,
    /// A draft was named and wasn't there. A second one ends the attempt: a search that goes on naming what nobody finds would
    /// be asked for ever.
    missed: bool,
}

#[derive(Deserialize)]
struct Found {
    value: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: String,
    #[serde(default)]
    is_draft: bool,
    #[serde(default)]
    attachments: Vec<serde::de::IgnoredAny>,
}

impl Sending {
    /// Begins an attempt, `progress` being what the last one left (or the default).
    ///
    /// # Errors
    /// The mail's own [`Mail::check`], when it may not be sent.
    pub fn new(access: Access, mail: Mail, progress: Progress) -> Result<Self, Vec<FieldError>> {
        let errors = mail.check();
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut sending = Self { access, mail, progress, state: State::Search, stopped: None, missed: false };
        sending.state = if sending.progress.draft.is_some() {
            State::Inspect
        } else if sending.progress.tried {
            State::Search
        } else {
            sending.beginning()
        };
        Ok(sending)
    }

    /// Takes a token: to begin with, or to go on with where the last one was refused.
    pub fn authorise(&mut self, token: Secret) {
        self.access.token = token;
        self.state = match self.stopped.take() {
            // The address of an upload is a permission of its own, and ends too.
            Some(State::Piece(at, _)) => State::Session(at),
            Some(state) => state,
            None => return,
        };
    }

    /// What to remember; store it whenever it has changed.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What to do now; once per answer.
    #[expect(clippy::should_implement_trait, reason = "an attempt is no iterator: it ends with a step, not with none")]
    pub fn next(&mut self) -> Step {
        if let State::Over(step) = &mut self.state {
            let over = || Step::Failed(Failure::unreadable().at(Stage::Message));
            return step.take().unwrap_or_else(over);
        }
        match self.request() {
            Ok(request) => {
                self.progress.tried = true;
                self.progress.perhaps |= self.state.decides();
                Step::Request(request)
            }
            Err(failure) => Step::Failed(failure.at(Stage::Message)),
        }
    }

    /// Takes the answer to the request handed out last.
    pub fn receive(&mut self, answer: Result<Response, Unreached>, now: Instant) {
        let deciding = self.state.decides();
        let state = core::mem::replace(&mut self.state, State::Over(None));
        let moved = match answer {
            Err(unreached) => {
                let perhaps = matches!(unreached.kind, UnreachedKind::TimedOut | UnreachedKind::Closed);
                Err((unreached.into(), perhaps))
            }
            Ok(response) if state.expects(response.status().as_u16()) => {
                self.succeeded(state, &response).map_err(|failure| (failure, false))
            }
            Ok(response) => {
                let perhaps = recognise::leaves_open(&response);
                self.refused(state, &response, now).map_err(|failure| (failure, perhaps))
            }
        };
        let open = deciding && matches!(moved, Err((_, true)));
        if deciding && !open {
            self.progress.perhaps = false;
        }
        self.state = moved.unwrap_or_else(|(failure, _)| {
            let stage = http_stage(failure.kind);
            // What was lost before stays so, whoever else refuses now.
            let perhaps_accepted = open || self.progress.perhaps;
            State::Over(Some(Step::Failed(StageFailure { perhaps_accepted, ..failure.at(stage) })))
        });
    }

    /// How a mail begins that was never tried.
    fn beginning(&self) -> State {
        // Base64 is a third longer; the exact size is looked at only if it may fit.
        let bytes: usize = self.mail.attachments.iter().map(|file| file.bytes.len()).sum();
        if bytes / 3 * 4 < LARGEST_REQUEST
            && let Ok(json) = serde_json::to_vec(&body::send_mail(&self.mail))
            && json.len() <= LARGEST_REQUEST
        {
            return State::Whole(json);
        }
        State::Create
    }

    fn file(&self, at: usize) -> Result<&Attachment, Failure> {
        self.mail.attachments.get(at).ok_or_else(Failure::unreadable)
    }

    /// Without a draft none is named, rather than all of the folder.
    fn draft_path(&self, rest: &str) -> Result<String, Failure> {
        let id = self.progress.draft.as_deref().ok_or_else(Failure::unreadable)?;
        Ok(draft::path(id, rest))
    }

    fn request(&mut self) -> Result<Request, Failure> {
        let access = &self.access;
        let post = |path: &str| access.request(Method::POST, path);
        match &mut self.state {
            State::Search => {
                // OData doubles quotes inside a literal; a checked Message-ID may hold them.
                let id = body::bracketed(&self.mail.message_id).replace('\'', "''");
                let filter = format!("internetMessageId eq '{id}'");
                let filter = utf8_percent_encode(&filter, NON_ALPHANUMERIC);
                access.request(Method::GET, &format!("messages?$filter={filter}&$select=id,isDraft"))?.build()
            }
            State::Inspect => {
                let path = self.draft_path("?$select=id,isDraft&$expand=attachments($select=name)")?;
                access.request(Method::GET, &path)?.build()
            }
            State::Whole(json) => post("sendMail")?.body("application/json", json.clone())?.build(),
            State::Create => post("messages")?.json(&body::message(&self.mail))?.build(),
            State::Attach(at) => {
                let at = *at;
                post(&self.draft_path("/attachments")?)?.json(&body::attachment(self.file(at)?))?.build()
            }
            State::Session(at) => {
                let at = *at;
                let path = self.draft_path("/attachments/createUploadSession")?;
                post(&path)?.json(&body::upload_session(self.file(at)?))?.build()
            }
            State::Piece(at, upload) => {
                let file = self.mail.attachments.get(*at).ok_or_else(Failure::unreadable)?;
                upload.piece(&file.bytes)
            }
            State::Submit => post(&self.draft_path("/send")?)?.empty()?.build(),
            State::Over(_) => Err(Failure::unreadable()),
        }
    }

    fn succeeded(&mut self, state: State, response: &Response) -> Result<State, Failure> {
        Ok(match state {
            State::Search => {
                let found: Found = read(response)?;
                if found.value.iter().any(|item| !item.is_draft) {
                    State::Over(Some(Step::Done(Accepted { before: true })))
                } else {
                    // Whoever looked and found nothing knows that it never went.
                    self.progress.perhaps = false;
                    self.found_drafts(found)
                }
            }
            State::Inspect => {
                let item: Item = read(response)?;
                if item.is_draft {
                    self.progress.perhaps = false;
                    self.attach_from(item.attachments.len())
                } else {
                    State::Over(Some(Step::Done(Accepted { before: true })))
                }
            }
            State::Create => {
                let item: Item = read(response)?;
                self.progress.draft = Some(item.id);
                self.attach_from(0)
            }
            State::Attach(at) => self.attach_from(at.saturating_add(1)),
            State::Session(at) => {
                let size = self.file(at)?.bytes.len();
                State::Piece(at, Upload::begin(response, size)?)
            }
            // 201 with a Location ends the file; 200 asks for more.
            State::Piece(at, _) if response.status().as_u16() == 201 => self.attach_from(at.saturating_add(1)),
            State::Piece(at, mut upload) => {
                upload.moved(response, self.file(at)?.bytes.len());
                State::Piece(at, upload)
            }
            State::Whole(_) | State::Submit => State::Over(Some(Step::Done(Accepted { before: false }))),
            State::Over(step) => State::Over(step),
        })
    }

    /// A draft of an attempt whose memory was lost is used again. When the mail is small such a draft is Graph's own, about
    /// to leave: it isn't ours to send.
    fn found_drafts(&mut self, found: Found) -> State {
        let beginning = self.beginning();
        match (beginning, found.value.into_iter().next()) {
            (State::Create, Some(draft)) => {
                self.progress.draft = Some(draft.id);
                State::Inspect
            }
            (beginning, _) => beginning,
        }
    }

    fn refused(&mut self, state: State, response: &Response, now: Instant) -> Result<State, Failure> {
        let failure = recognise::read(response, now);
        match (&state, response.status().as_u16()) {
            (_, 401) => {
                self.stopped = Some(state);
                Err(failure)
            }
            // The permission to send alone doesn't let us look, and not every mailbox can be searched so; neither may keep a
            // mail from being sent, unless it may have gone already.
            (State::Search, 400 | 403 | 404) => {
                self.progress.blind = true;
                if self.progress.perhaps {
                    Err(Failure { kind: MailFailure::ServerGone, ..failure })
                } else {
                    Ok(self.beginning())
                }
            }
            // Mail.Send doesn't let us make the draft that large files need.
            (State::Create | State::Attach(_) | State::Session(_), 403)
                if failure.kind == MailFailure::ScopeMissing =>
            {
                Err(Failure { kind: MailFailure::LargeFiles, ..failure })
            }
            // Sent and moved, or thrown away by somebody; or an id of another mailbox.
            (State::Inspect, 400 | 404) => {
                self.progress.draft = None;
                if core::mem::replace(&mut self.missed, true) {
                    return Err(Failure { kind: MailFailure::ServerGone, ..failure });
                }
                Ok(State::Search)
            }
            // The draft went away while files were being added: the next attempt searches, and begins anew if need be.
            (State::Attach(_) | State::Session(_) | State::Piece(..) | State::Submit, 404) => {
                self.progress.draft = None;
                Err(Failure { kind: MailFailure::ServerGone, ..failure })
            }
            _ => Err(failure),
        }
    }

    fn attach_from(&self, at: usize) -> State {
        match self.mail.attachments.get(at) {
            Some(file) if file.bytes.len() >= SESSION_FROM => State::Session(at),
            Some(_) => State::Attach(at),
            None => State::Submit,
        }
    }
}

fn read<'r, T: Deserialize<'r>>(response: &'r Response) -> Result<T, Failure> {
    serde_json::from_slice(response.body()).map_err(|_| Failure::unreadable())
}

#[cfg(test)]
mod tests;
