//! A mail as it is handed to an engine: the same for Graph, the Gmail API and SMTP.
//!
//! The edge fills a [`Mail`] from an outbox row, [`Mail::check`] names what may not be sent, and `graph` and `mime` write it
//! in their own form.
//!
//! Invariant: a checked mail holds no line break in anything that becomes a header (RFC 5322 §2.2, header injection).

use domain::check::{Check, FieldCode, FieldError};
use domain::time::Instant;
use oauth2::url::Host;

/// An address with the name shown before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// May be empty.
    pub name: String,
    /// `local@domain`, at most 254 characters (RFC 5321 §4.5.3.1.3).
    pub address: String,
}

impl Mailbox {
    /// A domain beyond ASCII is kept as mail servers know it (RFC 5890): so the same in every header, envelope and request.
    #[must_use]
    pub fn new(name: &str, address: &str) -> Self {
        Self { name: name.into(), address: ascii_domain(address).unwrap_or_else(|| address.to_owned()) }
    }
}

fn ascii_domain(address: &str) -> Option<String> {
    let (local, domain) = address.rsplit_once('@').filter(|(_, domain)| !domain.is_ascii())?;
    match Host::parse(domain).ok()? {
        Host::Domain(domain) => Some(format!("{local}@{domain}")),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    }
}

/// A file that travels with the mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// The file's name as the reader sees it, 1 to 200 characters.
    pub name: String,
    /// A media type without parameters, such as `application/pdf`.
    pub content_type: String,
    /// The file itself, not encoded.
    pub bytes: Vec<u8>,
    /// The Content-ID, without angle brackets, by which the HTML shows it (`<img src="cid:…">`, RFC 2392); `None` for a file
    /// to be opened.
    pub shown_as: Option<String>,
}

/// Everything an engine needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Who it is from; the account may send for this address.
    pub from: Mailbox,
    /// Whom it is for; with `cc` and `bcc` together at least one and at most [`MOST_RECIPIENTS`].
    pub to: Vec<Mailbox>,
    /// Who gets a copy that everybody sees.
    pub cc: Vec<Mailbox>,
    /// Who gets a copy that nobody else sees; how that is kept is the engine's matter ([`crate::mime::Bcc`]).
    pub bcc: Vec<Mailbox>,
    /// Where answers go; empty when they go to `from`.
    pub reply_to: Vec<Mailbox>,
    /// One line of at most [`LONGEST_SUBJECT`] characters; may be empty.
    pub subject: String,
    /// Empty when there is only text.
    pub html: String,
    /// Empty when there is only HTML.
    pub text: String,
    /// At most [`MOST_ATTACHMENTS`].
    pub attachments: Vec<Attachment>,
    /// Without angle brackets. One per outbox row, for ever: it is how a retry is recognised.
    pub message_id: String,
    /// When it was put into the outbox; a retry carries the same.
    pub date: Instant,
    /// The Message-ID this answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// The thread so far, oldest first, without angle brackets (RFC 5322 §3.6.4).
    pub references: Vec<String>,
    /// Written by no person: other machines then keep from answering (RFC 3834 §5).
    pub automatic: bool,
    /// The page on which its reader may switch such mails off (RFC 2369 §3.2).
    pub switched_off_at: Option<String>,
}

/// Characters; a longer one is no subject.
pub const LONGEST_SUBJECT: usize = 400;
/// Of one mail, all kinds together: what Exchange Online and Gmail take from one mailbox.
pub const MOST_RECIPIENTS: usize = 500;
/// Of one mail.
pub const MOST_ATTACHMENTS: usize = 50;

impl Mail {
    /// Everyone it goes to, each address once (compared without case), in the order to, cc, bcc.
    #[must_use]
    pub fn recipients(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for mailbox in self.to.iter().chain(&self.cc).chain(&self.bcc) {
            if !all.iter().any(|known| known.eq_ignore_ascii_case(&mailbox.address)) {
                all.push(&mailbox.address);
            }
        }
        all
    }

    /// Every error, with its field's name as a person filled it in (`to.0.address`); empty when the mail may be sent.
    #[must_use]
    pub fn check(&self) -> Vec<FieldError> {
        let mut check = Check::default();
        check_mailbox(&mut check, "from", &self.from);
        for (field, list) in [("to", &self.to), ("cc", &self.cc), ("bcc", &self.bcc), ("reply_to", &self.reply_to)] {
            for (at, mailbox) in list.iter().enumerate() {
                check_mailbox(&mut check, &format!("{field}.{at}"), mailbox);
            }
        }
        let recipients = self.recipients().len();
        check.that("to", recipients > 0, FieldCode::Required);
        check.that("to", recipients <= MOST_RECIPIENTS, FieldCode::TooMany);
        check.line("subject", &self.subject, LONGEST_SUBJECT);
        check_id(&mut check, "message_id", &self.message_id);
        if let Some(id) = &self.in_reply_to {
            check_id(&mut check, "in_reply_to", id);
        }
        for (at, id) in self.references.iter().enumerate() {
            check_id(&mut check, &format!("references.{at}"), id);
        }
        if let Some(page) = &self.switched_off_at {
            check_id(&mut check, "switched_off_at", page);
        }
        check.that("attachments", self.attachments.len() <= MOST_ATTACHMENTS, FieldCode::TooMany);
        for (at, attachment) in self.attachments.iter().enumerate() {
            check.nested(&format!("attachments.{at}"), |check| {
                check.required("name", &attachment.name, 200);
                check.that("content_type", is_media_type(&attachment.content_type), FieldCode::WrongType);
                if let Some(id) = &attachment.shown_as {
                    check_id(check, "shown_as", id);
                }
            });
        }
        check.into_errors()
    }
}

fn check_mailbox(check: &mut Check, field: &str, mailbox: &Mailbox) {
    check.nested(field, |check| {
        check.line("name", &mailbox.name, 160);
        if check.required("address", &mailbox.address, 254) {
            check.email("address", &mailbox.address);
        }
    });
}

/// What may stand between `<` and `>`: printable ASCII without spaces and brackets, short enough for one line.
fn check_id(check: &mut Check, field: &str, id: &str) {
    if check.required(field, id, 250) {
        let plain = id.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>'));
        check.that(field, plain, FieldCode::WrongType);
    }
}

/// `type/subtype` of RFC 6838 §4.2.
fn is_media_type(value: &str) -> bool {
    let part = |part: &str| {
        (1..=127).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    value.split_once('/').is_some_and(|(kind, sub)| part(kind) && part(sub))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A small mail that may be sent.
    pub(crate) fn sample() -> Mail {
        Mail {
            from: Mailbox::new("Flota Vega, S.L.", "flota@vega.example"),
            to: vec![Mailbox::new("Ana Núñez", "ana@cliente.example")],
            subject: "Reserva aprobada: mañana a las 9".into(),
            html: "<p>Hasta mañana, Ana.</p>".into(),
            text: "Hasta mañana, Ana.\n".into(),
            message_id: "outbox-7.c0ffee@vega.example".into(),
            date: Instant(1_795_366_800_000),
            ..Mail::default()
        }
    }

    fn refused(change: impl FnOnce(&mut Mail)) -> Vec<(String, FieldCode)> {
        let mut mail = sample();
        change(&mut mail);
        mail.check().into_iter().map(|error| (error.field, error.code)).collect()
    }

    #[test]
    fn a_line_break_in_a_header_is_refused_with_its_field() {
        type Break = (&'static str, fn(&mut Mail));
        let breaks: [Break; 7] = [
            ("subject", |mail| mail.subject = "Hola\r\nBcc: todos@vega.example".into()),
            ("from.name", |mail| mail.from.name = "Flota\nX: y".into()),
            ("to.0.name", |mail| mail.to[0].name = "Ana\rX: y".into()),
            ("to.0.address", |mail| mail.to[0].address = "ana@cliente.example\r\nX: y".into()),
            ("message_id", |mail| mail.message_id = "a@b\r\nX: y".into()),
            ("references.0", |mail| mail.references = vec!["a@b\nX: y".into()]),
            ("attachments.0.name", |mail| {
                mail.attachments = vec![Attachment {
                    name: "a\r\n.pdf".into(),
                    content_type: "application/pdf".into(),
                    ..Attachment::default()
                }];
            }),
        ];
        for (field, change) in breaks {
            assert_eq!(refused(change), [(field.into(), FieldCode::ControlCharacter)], "{field}");
        }
    }

    #[test]
    fn addresses_ids_and_media_types_are_checked() {
        assert_eq!(refused(|_| ()), []);
        assert_eq!(refused(|mail| mail.to[0].address = "ana".into()), [("to.0.address".into(), FieldCode::Email)]);
        assert_eq!(refused(|mail| mail.to.clear()), [("to".into(), FieldCode::Required)]);
        assert_eq!(refused(|mail| mail.message_id = "<a@b>".into()), [("message_id".into(), FieldCode::WrongType)]);
        let pdf = Attachment { name: "a.pdf".into(), content_type: "pdf; x=y".into(), ..Attachment::default() };
        let wrong = ("attachments.0.content_type".into(), FieldCode::WrongType);
        assert_eq!(refused(|mail| mail.attachments = vec![pdf]), [wrong]);
    }

    #[test]
    fn nobody_gets_the_same_mail_twice() {
        let mut mail = sample();
        mail.bcc = vec![Mailbox::new("", "ANA@cliente.example"), Mailbox::new("", "jefe@vega.example")];
        assert_eq!(mail.recipients(), ["ana@cliente.example", "jefe@vega.example"]);
    }
}
