//! Writing a [`Mail`] as a message of RFC 5322 and MIME, for SMTP and for the Gmail API.
//!
//! `mail-builder` folds and encodes; what is ours is the tree (`mixed` around `related` around `alternative`), the headers,
//! and everything it would otherwise draw from a clock: the date, the Message-ID and the boundaries.
//!
//! Invariant: the same mail is written as the same bytes, always, so a retry sends exactly what was sent before.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::check::FieldError;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use sha2::{Digest, Sha256};

use crate::mail::{Attachment, Mail, Mailbox};

/// Who gets to see the blind copies' addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bcc {
    /// SMTP: recipients travel in the envelope, the header is left out.
    LeftOut,
    /// Gmail API: recipients are read from the headers; Google removes this one.
    Written,
}

/// The message's bytes, every line ending in CRLF and none longer than 998 octets (RFC 5322 §2.1.1).
///
/// # Errors
/// The mail's own [`Mail::check`], when it may not be sent.
pub fn write(mail: &Mail, bcc: Bcc) -> Result<Vec<u8>, Vec<FieldError>> {
    let errors = mail.check();
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut builder = MessageBuilder::new()
        .message_id(mail.message_id.as_str())
        .date(Date::new(mail.date.0.div_euclid(1_000)))
        .from(address(&mail.from));
    for (name, list) in [("To", &mail.to), ("Cc", &mail.cc), ("Reply-To", &mail.reply_to)] {
        if !list.is_empty() {
            builder = builder.header(name, addresses(list));
        }
    }
    if bcc == Bcc::Written && !mail.bcc.is_empty() {
        builder = builder.bcc(addresses(&mail.bcc));
    }
    builder = if mail.subject.contains("=?") {
        builder.header("Subject", Raw::new(encoded(&mail.subject)))
    } else {
        builder.subject(mail.subject.as_str())
    };
    if let Some(id) = &mail.in_reply_to {
        builder = builder.in_reply_to(id.as_str());
    }
    if !mail.references.is_empty() {
        builder = builder.references(MessageId::new_list(mail.references.iter().map(String::as_str)));
    }
    if mail.automatic {
        // RFC 3834 §5; the second is what Exchange listens to.
        builder = builder.header("Auto-Submitted", Raw::new("auto-generated"));
        builder = builder.header("X-Auto-Response-Suppress", Raw::new("All"));
    }
    if let Some(page) = &mail.switched_off_at {
        builder = builder.header("List-Unsubscribe", Raw::new(["<", page, ">"].concat()));
    }
    let mut bytes = Vec::new();
    builder.body(tree(mail)).serialize(&mut bytes);
    Ok(bytes)
}

fn address(mailbox: &Mailbox) -> Address<'_> {
    let name = Some(mailbox.name.trim()).filter(|name| !name.is_empty());
    Address::new_address(name, mailbox.address.as_str())
}

/// What looks like an encoded word would be read as one (RFC 2047 §2): such a subject is encoded itself, in words of at most 75
/// characters. Letters beyond ASCII `mail-builder` sees to, and names it quotes, in which there are no encoded words (§5).
fn encoded(text: &str) -> String {
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in text.chars() {
        if word.len() + letter.len_utf8() > 39 {
            words.push(core::mem::take(&mut word));
        }
        word.push(letter);
    }
    words.push(word);
    let encoded: Vec<_> = words.iter().map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word))).collect();
    encoded.join(" ")
}

fn addresses(list: &[Mailbox]) -> Address<'_> {
    Address::new_list(list.iter().map(address).collect())
}

/// The parts, nested only as deep as the mail needs.
fn tree(mail: &Mail) -> MimePart<'_> {
    let text = || MimePart::new("text/plain", lines(&mail.text));
    let html = || MimePart::new("text/html", lines(&mail.html));
    let body = match (mail.text.is_empty(), mail.html.is_empty()) {
        (_, true) => text(),
        (true, false) => html(),
        (false, false) => multipart(mail, "alternative", vec![text(), html()]),
    };
    let (shown, opened): (Vec<_>, Vec<_>) = mail.attachments.iter().partition(|file| file.shown_as.is_some());
    let body = with_files(mail, "related", body, &shown);
    with_files(mail, "mixed", body, &opened)
}

fn with_files<'m>(mail: &'m Mail, kind: &str, body: MimePart<'m>, files: &[&'m Attachment]) -> MimePart<'m> {
    if files.is_empty() {
        return body;
    }
    let parts = core::iter::once(body).chain(files.iter().map(|attachment| file(attachment))).collect();
    multipart(mail, kind, parts)
}

/// The boundary holds `=_`, which neither base64 nor quoted-printable can produce (RFC 2045 §6.7, note 5), and differs per
/// mail and level.
fn multipart<'m>(mail: &Mail, kind: &str, parts: Vec<MimePart<'m>>) -> MimePart<'m> {
    let digest = Sha256::new().chain_update(kind).chain_update(&mail.message_id).finalize();
    let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    MimePart::new(ContentType::new(format!("multipart/{kind}")).attribute("boundary", format!("=_{hex}")), parts)
}

/// A file is always base64, text too: its bytes then arrive as they are, line ends included.
fn file(attachment: &Attachment) -> MimePart<'_> {
    let kind = ContentType::new(attachment.content_type.as_str()).attribute("name", attachment.name.as_str());
    let disposition = if attachment.shown_as.is_some() { "inline" } else { "attachment" };
    let part = MimePart::new(kind, base64_lines(&attachment.bytes))
        .header("Content-Disposition", ContentType::new(disposition).attribute("filename", attachment.name.as_str()))
        .transfer_encoding("base64");
    match &attachment.shown_as {
        Some(id) => part.cid(id.as_str()),
        None => part,
    }
}

/// Lines of 76 characters (RFC 2045 §6.8).
fn base64_lines(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() / 57 * 78 + 80);
    for line in bytes.chunks(57) {
        STANDARD.encode_string(line, &mut out);
        out.push_str("\r\n");
    }
    out
}

/// What a person typed, with CRLF for every kind of line end.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
}

#[cfg(test)]
mod tests;
