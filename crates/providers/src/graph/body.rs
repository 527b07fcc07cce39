//! A mail in Graph's own form (Microsoft Graph reference: `message`, `fileAttachment`, `user: sendMail`).
//!
//! Graph lets `internetMessageHeaders` carry `x-` headers only; those of a thread and `Auto-Submitted` go as the MAPI
//! properties that Exchange writes these headers from (MS-OXCMAIL).
//!
//! Invariant: field names are Microsoft's, written nowhere else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::mail::{Attachment, Mail, Mailbox};

/// PidTagInReplyToId.
const IN_REPLY_TO: &str = "String 0x1042";
/// PidTagInternetReferences.
const REFERENCES: &str = "String 0x1039";
/// In PS_INTERNET_HEADERS, whose properties are headers by name.
const AUTO_SUBMITTED: &str = "String {00020386-0000-0000-C000-000000000046} Name Auto-Submitted";
const LIST_UNSUBSCRIBE: &str = "String {00020386-0000-0000-C000-000000000046} Name List-Unsubscribe";

/// The message without its files: the body of "create a draft".
pub(super) fn message(mail: &Mail) -> Value {
    let (kind, content) = if mail.html.is_empty() { ("Text", &mail.text) } else { ("HTML", &mail.html) };
    let mut message = Map::new();
    message.insert("subject".into(), json!(mail.subject));
    message.insert("body".into(), json!({ "contentType": kind, "content": content }));
    message.insert("from".into(), recipient(&mail.from));
    message.insert("toRecipients".into(), recipients(&mail.to));
    message.insert("internetMessageId".into(), json!(bracketed(&mail.message_id)));
    for (name, list) in [("ccRecipients", &mail.cc), ("bccRecipients", &mail.bcc), ("replyTo", &mail.reply_to)] {
        if !list.is_empty() {
            message.insert(name.into(), recipients(list));
        }
    }
    let mut properties = Vec::new();
    if let Some(id) = &mail.in_reply_to {
        properties.push(json!({ "id": IN_REPLY_TO, "value": bracketed(id) }));
    }
    if !mail.references.is_empty() {
        let all: Vec<_> = mail.references.iter().map(|id| bracketed(id)).collect();
        properties.push(json!({ "id": REFERENCES, "value": all.join(" ") }));
    }
    if mail.automatic {
        properties.push(json!({ "id": AUTO_SUBMITTED, "value": "auto-generated" }));
        let suppress = json!([{ "name": "X-Auto-Response-Suppress", "value": "All" }]);
        message.insert("internetMessageHeaders".into(), suppress);
    }
    if let Some(page) = &mail.switched_off_at {
        properties.push(json!({ "id": LIST_UNSUBSCRIBE, "value": bracketed(page) }));
    }
    if !properties.is_empty() {
        message.insert("singleValueExtendedProperties".into(), Value::Array(properties));
    }
    Value::Object(message)
}

/// The body of `sendMail`, files included. A copy is kept in Sent Items: it is what a second attempt looks for.
pub(super) fn send_mail(mail: &Mail) -> Value {
    let mut message = message(mail);
    if !mail.attachments.is_empty()
        && let Value::Object(fields) = &mut message
    {
        fields.insert("attachments".into(), mail.attachments.iter().map(attachment).collect());
    }
    json!({ "message": message, "saveToSentItems": true })
}

/// One file with its bytes.
pub(super) fn attachment(file: &Attachment) -> Value {
    let mut value = json!({
        "@odata.type": "#microsoft.graph.fileAttachment",
        "name": file.name,
        "contentType": file.content_type,
        "contentBytes": STANDARD.encode(&file.bytes),
    });
    shown(&mut value, file);
    value
}

/// The body of `createUploadSession`.
pub(super) fn upload_session(file: &Attachment) -> Value {
    let mut item = json!({
        "attachmentType": "file",
        "name": file.name,
        "contentType": file.content_type,
        "size": file.bytes.len(),
    });
    shown(&mut item, file);
    json!({ "AttachmentItem": item })
}

fn shown(value: &mut Value, file: &Attachment) {
    if let (Some(id), Value::Object(fields)) = (&file.shown_as, value) {
        fields.insert("isInline".into(), json!(true));
        fields.insert("contentId".into(), json!(id));
    }
}

/// How Message-IDs are written and searched for.
pub(super) fn bracketed(id: &str) -> String {
    format!("<{id}>")
}

fn recipients(list: &[Mailbox]) -> Value {
    list.iter().map(recipient).collect()
}

fn recipient(mailbox: &Mailbox) -> Value {
    if mailbox.name.trim().is_empty() {
        json!({ "emailAddress": { "address": mailbox.address } })
    } else {
        json!({ "emailAddress": { "address": mailbox.address, "name": mailbox.name } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::tests::sample;

    #[test]
    fn a_mail_has_microsofts_field_names() {
        let mut mail = sample();
        mail.cc = vec![Mailbox::new("", "taller@vega.example")];
        mail.attachments = vec![Attachment {
            name: "a.pdf".into(),
            content_type: "application/pdf".into(),
            bytes: b"%PDF".to_vec(),
            shown_as: None,
        }];
        assert_eq!(
            send_mail(&mail),
            json!({
                "message": {
                    "subject": "Reserva aprobada: mañana a las 9",
                    "body": { "contentType": "HTML", "content": "<p>Hasta mañana, Ana.</p>" },
                    "from": { "emailAddress": { "address": "flota@vega.example", "name": "Flota Vega, S.L." } },
                    "toRecipients": [{ "emailAddress": { "address": "ana@cliente.example", "name": "Ana Núñez" } }],
                    "ccRecipients": [{ "emailAddress": { "address": "taller@vega.example" } }],
                    "internetMessageId": "<outbox-7.c0ffee@vega.example>",
                    "attachments": [{
                        "@odata.type": "#microsoft.graph.fileAttachment",
                        "name": "a.pdf",
                        "contentType": "application/pdf",
                        "contentBytes": "JVBERg==",
                    }],
                },
                "saveToSentItems": true,
            })
        );
    }

    #[test]
    fn a_notice_in_a_thread_says_so_by_properties() {
        let mut mail = sample();
        mail.html.clear();
        mail.automatic = true;
        mail.in_reply_to = Some("b@x".into());
        mail.references = vec!["a@x".into(), "b@x".into()];
        let message = message(&mail);
        assert_eq!(message["body"]["contentType"], "Text");
        assert_eq!(message["internetMessageHeaders"][0]["name"], "X-Auto-Response-Suppress");
        let properties = message["singleValueExtendedProperties"].as_array().unwrap();
        let values: Vec<_> = properties.iter().map(|property| property["value"].as_str().unwrap()).collect();
        assert_eq!(values, ["<b@x>", "<a@x> <b@x>", "auto-generated"]);
    }
}
