//! The conversation itself, as a state machine.
//!
//! Each state waits for one reply. [`Client::receive`] moves on as far as the bytes allow; what is to be done then lies in
//! `todo` until [`Client::next`] hands it out.
//!
//! Invariant: after the message's last byte was handed out, only a reply says whether it was accepted; silence is reported
//! as "perhaps". A stage counts as passed once the server's own bytes showed it, never before.

use core::mem;
use std::collections::VecDeque;

use domain::mail::failure::{MailFailure, Remedy, Stage};
use domain::mail::remark::Remark;

use super::offers::Offers;
use super::reply::{Garbage, Reader, Reply};
use super::sign_in::{Command, Exchange};
use super::transcript::Transcript;
use super::{Line, Outcome, Plan, Security, Step, Task, content};
use crate::failure::{Failure, StageFailure, smtp as recognise};
use crate::wire::{Unreached, UnreachedKind};

/// What the next reply answers.
enum State {
    Greeting,
    Hello,
    StartTls,
    /// The caller is shaking hands.
    Handshake,
    SignIn(Box<Exchange>),
    From,
    To(usize),
    Data,
    Content,
    Goodbye,
    Over,
}

/// One attempt over one connection.
pub struct Client {
    plan: Plan,
    state: State,
    private: bool,
    /// Whether anything came since the connection was turned into a private one.
    heard_inside: bool,
    reader: Reader,
    offers: Offers,
    todo: VecDeque<Step>,
    transcript: Transcript,
    outcome: Outcome,
    accepted: usize,
    passed: Vec<Stage>,
}

impl Client {
    /// Starts where the socket is open, and private already if the plan says so.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        Self {
            private: plan.security == Security::Implicit,
            heard_inside: plan.security == Security::Implicit,
            transcript: Transcript::new(plan.sign_in.secrets()),
            plan,
            state: State::Greeting,
            reader: Reader::default(),
            offers: Offers::default(),
            todo: VecDeque::new(),
            outcome: Outcome::default(),
            accepted: 0,
            passed: Vec::new(),
        }
    }

    /// The socket is open. A private one may still have to shake hands.
    pub fn connected(&mut self) {
        self.pass(Stage::Connect);
    }

    /// What was passed, in the order in which it happened.
    #[must_use]
    pub fn passed(&self) -> &[Stage] {
        &self.passed
    }

    fn pass(&mut self, stage: Stage) {
        if !self.passed.contains(&stage) {
            self.passed.push(stage);
        }
    }

    /// What to do now.
    #[expect(clippy::should_implement_trait, reason = "an attempt is no iterator: it ends with a step, not with none")]
    pub fn next(&mut self) -> Step {
        match (self.todo.pop_front(), &self.state) {
            (Some(step), _) => step,
            (None, State::Over) => Step::Close,
            (None, State::Handshake) => Step::StartTls,
            (None, _) => Step::Read,
        }
    }

    /// How far it has come.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        match self.state {
            State::Greeting | State::Hello => Stage::Greeting,
            State::StartTls | State::Handshake => Stage::Tls,
            State::SignIn(_) => Stage::SignIn,
            State::From | State::To(_) => Stage::Recipients,
            State::Data | State::Content | State::Goodbye | State::Over => Stage::Message,
        }
    }

    /// The task, to do it over another connection; `None` once the message was begun.
    #[must_use]
    pub fn into_task(self) -> Option<Task> {
        match self.plan.task {
            Task::Send(envelope) if envelope.message.is_empty() => None,
            task => Some(task),
        }
    }

    /// What was said so far, without any secret.
    #[must_use]
    pub fn transcript(&self) -> Vec<Line> {
        self.transcript.lines()
    }

    /// Takes bytes of the server's; an empty slice when it has closed.
    pub fn receive(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            self.unreached(&Unreached::new(UnreachedKind::Closed, "the server closed the connection"));
            return;
        }
        self.pass(Stage::Connect);
        if self.private {
            self.heard_inside = true;
            self.pass(Stage::Tls);
        }
        self.reader.take(bytes);
        while !matches!(self.state, State::Over | State::Handshake) {
            match self.reader.next() {
                Ok(None) => break,
                Ok(Some(reply)) => self.answered(&reply),
                Err(garbage) => self.garbled(garbage),
            }
        }
    }

    /// The connection is private now; whatever was said before is forgotten (RFC 3207 §4.2).
    pub fn encrypted(&mut self) {
        self.private = true;
        self.heard_inside = false;
        self.offers = Offers::default();
        self.hello();
    }

    /// The connection could not be opened, could not be made private, or ended.
    pub fn unreached(&mut self, why: &Unreached) {
        if matches!(self.state, State::Goodbye | State::Over) {
            // What was asked for is done; how the goodbye goes doesn't matter.
            self.state = State::Over;
            return;
        }
        // A Worker's runtime hands the private connection out before it has shaken hands, and then says nothing of
        // certificates: an end before the first word inside is how a failed handshake looks from there.
        let why = match why.kind {
            UnreachedKind::Closed if self.private && !self.heard_inside => {
                &Unreached::new(UnreachedKind::Tls, why.words.as_str())
            }
            _ => why,
        };
        let stage = match why.kind {
            UnreachedKind::Name | UnreachedKind::Refused | UnreachedKind::Forbidden => Stage::Connect,
            UnreachedKind::Tls => Stage::Tls,
            UnreachedKind::TimedOut | UnreachedKind::Closed => self.stage(),
        };
        let perhaps_accepted = matches!(self.state, State::Content);
        self.fail_at(stage, why.clone().into(), perhaps_accepted);
    }

    fn answered(&mut self, reply: &Reply) {
        for line in &reply.lines {
            self.transcript.theirs(&format!("{} {line}", reply.code));
        }
        match mem::replace(&mut self.state, State::Over) {
            State::Greeting => self.greeted(reply),
            State::Hello => self.introduced(reply),
            State::StartTls => self.about_to_encrypt(reply),
            State::SignIn(exchange) => self.signing_in(exchange, reply),
            State::From => self.sender_taken(reply),
            State::To(at) => self.recipient_taken(at, reply),
            State::Data => self.data_allowed(reply),
            State::Content => self.message_taken(reply),
            State::Goodbye | State::Handshake | State::Over => {}
        }
    }

    fn greeted(&mut self, reply: &Reply) {
        if reply.is_positive() {
            self.pass(Stage::Greeting);
            self.hello();
        } else {
            self.refuse(Stage::Greeting, reply);
        }
    }

    fn hello(&mut self) {
        let name = &self.plan.our_name;
        let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b".-[]:".contains(&b));
        let name = if plain { name.as_str() } else { "[127.0.0.1]" };
        self.say(Command::plain(format!("EHLO {name}")), State::Hello);
    }

    fn introduced(&mut self, reply: &Reply) {
        if !reply.is_positive() {
            return self.refuse(Stage::Greeting, reply);
        }
        self.offers = Offers::read(reply);
        if self.private {
            return self.sign_in();
        }
        if self.offers.start_tls {
            self.say(Command::plain("STARTTLS"), State::StartTls);
        } else {
            self.fail(Stage::Tls, Failure::ours(MailFailure::Tls, Remark::NoStartTls));
        }
    }

    fn about_to_encrypt(&mut self, reply: &Reply) {
        if !reply.is_positive() {
            let server_message = self.transcript.redact(&format!("{} {}", reply.code, reply.text()));
            self.fail(Stage::Tls, Failure::new(MailFailure::Tls, &server_message));
        } else if self.reader.has_more() {
            // Words put in by somebody before TLS must not count as said inside it (CVE-2011-0411).
            self.fail(Stage::Tls, Failure::ours(MailFailure::Tls, Remark::StillInClear));
        } else {
            self.state = State::Handshake;
        }
    }

    fn sign_in(&mut self) {
        if self.plan.sign_in.user().contains(char::is_control) {
            let failure = Failure::ours(MailFailure::AuthRejected, Remark::BadAddress);
            return self.fail(Stage::SignIn, failure);
        }
        match Exchange::choose(&self.plan.sign_in, &self.offers.auth) {
            Some(mut exchange) => self.say(exchange.begin(), State::SignIn(Box::new(exchange))),
            None if self.offers.auth.is_empty() => {
                let failure = Failure::ours(MailFailure::SmtpAuthDisabled, Remark::NoAuth);
                self.fail(Stage::SignIn, failure);
            }
            None => {
                let server_message = self.transcript.redact(&format!("AUTH {}", self.offers.auth.join(" ")));
                let failure = Failure::new(MailFailure::AuthRejected, &server_message).with(Remark::OtherWays);
                self.fail(Stage::SignIn, failure);
            }
        }
    }

    fn signing_in(&mut self, mut exchange: Box<Exchange>, reply: &Reply) {
        match reply.code {
            334 => match exchange.respond(reply.lines.first().map_or("", String::as_str)) {
                Some(command) => self.say(command, State::SignIn(exchange)),
                None => {
                    let text = self.transcript.redact(&format!("334 {}", reply.text()));
                    self.fail(Stage::SignIn, Failure::new(MailFailure::Protocol, &text));
                }
            },
            200..=299 => {
                self.pass(Stage::SignIn);
                match &self.plan.task {
                    Task::Validate => self.done(reply.text()),
                    Task::Send(envelope) => match self.offers.mail_from(envelope) {
                        Ok(line) => self.say(Command::plain(line), State::From),
                        Err((stage, failure)) => self.fail(stage, failure),
                    },
                }
            }
            code => {
                let text = match exchange.challenge {
                    Some(challenge) => format!("{} {challenge}", reply.text()),
                    None => reply.text(),
                };
                let text = self.transcript.redact(&text);
                let failure = recognise::read(Stage::SignIn, code, &text, self.plan.sign_in.by_token());
                self.fail(Stage::SignIn, failure);
            }
        }
    }

    fn sender_taken(&mut self, reply: &Reply) {
        if reply.is_positive() { self.ask_recipient(0) } else { self.refuse(Stage::Recipients, reply) }
    }

    /// Asks for the recipient at this place, or for DATA when all were asked.
    fn ask_recipient(&mut self, at: usize) {
        let Task::Send(envelope) = &self.plan.task else { return };
        if let Some(address) = envelope.to.get(at) {
            self.say(Command::plain(format!("RCPT TO:<{address}>")), State::To(at));
        } else if self.accepted > 0 {
            self.pass(Stage::Recipients);
            self.say(Command::plain("DATA"), State::Data);
        } else {
            // One that may still be taken later keeps the mail alive.
            let lasting = |failure: &Failure| failure.kind.remedy() == Remedy::GiveUp;
            let refused = mem::take(&mut self.outcome.refused);
            let failure = refused.iter().map(|(_, failure)| failure.clone()).min_by_key(lasting);
            let failure = failure.unwrap_or(Failure::ours(MailFailure::Permanent, Remark::BadAddress));
            self.end(StageFailure { refused, ..failure.at(Stage::Recipients) });
        }
    }

    fn recipient_taken(&mut self, at: usize, reply: &Reply) {
        match reply.code {
            250..=252 => self.accepted = self.accepted.saturating_add(1),
            // The server is closing (RFC 5321 §3.8): no use in asking for the others.
            421 => return self.refuse(Stage::Recipients, reply),
            _ => {
                let failure = self.recognised(Stage::Recipients, reply);
                if let Task::Send(envelope) = &self.plan.task
                    && let Some(address) = envelope.to.get(at)
                {
                    self.outcome.refused.push((address.clone(), failure));
                }
            }
        }
        self.ask_recipient(at.saturating_add(1));
    }

    fn data_allowed(&mut self, reply: &Reply) {
        let Task::Send(envelope) = &mut self.plan.task else { return };
        if reply.code != 354 {
            return self.refuse(Stage::Message, reply);
        }
        let bytes = content::write(&mem::take(&mut envelope.message));
        self.transcript.ours(&format!("({} bytes)", bytes.len()));
        self.todo.push_back(Step::HandOver);
        self.todo.push_back(Step::Write(bytes));
        self.state = State::Content;
    }

    fn message_taken(&mut self, reply: &Reply) {
        if reply.is_positive() {
            self.pass(Stage::Message);
            self.done(reply.text());
        } else {
            self.refuse(Stage::Message, reply);
        }
    }

    fn done(&mut self, server_message: String) {
        let server_message = self.transcript.redact(&server_message);
        self.todo.push_back(Step::Done(Outcome { server_message, ..mem::take(&mut self.outcome) }));
        self.say(Command::plain("QUIT"), State::Goodbye);
    }

    fn say(&mut self, command: Command, then: State) {
        self.transcript.ours(&command.shown);
        self.todo.push_back(Step::Write(format!("{}\r\n", command.line).into_bytes()));
        self.state = then;
    }

    fn recognised(&self, stage: Stage, reply: &Reply) -> Failure {
        let text = self.transcript.redact(&reply.text());
        recognise::read(stage, reply.code, &text, self.plan.sign_in.by_token())
    }

    fn refuse(&mut self, stage: Stage, reply: &Reply) {
        let failure = self.recognised(stage, reply);
        self.fail(stage, failure);
    }

    fn garbled(&mut self, garbage: Garbage) {
        if matches!(self.state, State::Goodbye) {
            // The message was accepted, whatever is said after that and whether or not it came in the same breath.
            self.state = State::Over;
            return;
        }
        let failure = match garbage {
            Garbage::Tls => Failure::ours(MailFailure::Tls, Remark::TlsFromTheStart),
            // Whatever it is that speaks there, what it says is not shown.
            Garbage::Line(_) => Failure::unreadable(),
            Garbage::TooLong => Failure::ours(MailFailure::Protocol, Remark::Endless),
        };
        let perhaps_accepted = matches!(self.state, State::Content);
        self.fail_at(self.stage(), failure, perhaps_accepted);
    }

    fn fail(&mut self, stage: Stage, failure: Failure) {
        self.fail_at(stage, failure, false);
    }

    fn fail_at(&mut self, stage: Stage, failure: Failure, perhaps_accepted: bool) {
        self.end(StageFailure { perhaps_accepted, ..failure.at(stage) });
    }

    fn end(&mut self, failed: StageFailure) {
        self.state = State::Over;
        // What was to be written goes nowhere any more.
        self.todo.clear();
        self.todo.push_back(Step::Failed(failed));
    }
}

#[cfg(test)]
mod tests;
