//! What is written is read back with another library, as a mail program would.

use mail_parser::{Message, MessageParser, MimeHeaders};

use super::*;
use crate::mail::tests::sample;

fn read(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).unwrap()
}

fn everything() -> Mail {
    let mut mail = sample();
    mail.cc = vec![Mailbox::new("", "taller@vega.example")];
    mail.bcc = vec![Mailbox::new("Jefa", "jefa@vega.example")];
    mail.reply_to = vec![Mailbox::new("Reservas \"24 h\"", "reservas@vega.example")];
    mail.html = "<p>Hasta mañana.</p><img src=\"cid:logo@vega.example\">".into();
    mail.attachments = vec![
        Attachment {
            name: "logo.png".into(),
            content_type: "image/png".into(),
            bytes: vec![0x89, b'P', b'N', b'G', 0, 255],
            shown_as: Some("logo@vega.example".into()),
        },
        Attachment {
            name: "Factura nº 12, año 2026.csv".into(),
            content_type: "text/csv".into(),
            bytes: b"a;b\n1;2\r\n.\n".to_vec(),
            shown_as: None,
        },
    ];
    mail.in_reply_to = Some("pregunta@cliente.example".into());
    mail.references = vec!["primera@cliente.example".into(), "pregunta@cliente.example".into()];
    mail.automatic = true;
    mail
}

#[test]
fn headers_arrive_as_they_were_given() {
    let bytes = write(&everything(), Bcc::LeftOut).unwrap();
    let message = read(&bytes);
    let from = message.from().unwrap().first().unwrap();
    assert_eq!((from.name(), from.address()), (Some("Flota Vega, S.L."), Some("flota@vega.example")));
    let to = message.to().unwrap().first().unwrap();
    assert_eq!((to.name(), to.address()), (Some("Ana Núñez"), Some("ana@cliente.example")));
    assert_eq!(message.reply_to().unwrap().first().unwrap().name(), Some("Reservas \"24 h\""));
    assert_eq!(message.subject(), Some("Reserva aprobada: mañana a las 9"));
    assert_eq!(message.message_id(), Some("outbox-7.c0ffee@vega.example"));
    assert_eq!(message.date().unwrap().to_rfc3339(), "2026-11-22T17:00:00Z");
    assert_eq!(message.in_reply_to().as_text(), Some("pregunta@cliente.example"));
    assert_eq!(message.references().as_text_list().unwrap().len(), 2);
    assert_eq!(message.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
}

#[test]
fn blind_copies_are_written_for_google_only() {
    let written = |bcc| String::from_utf8(write(&everything(), bcc).unwrap()).unwrap().contains("jefa@vega.example");
    assert!(!written(Bcc::LeftOut));
    assert!(written(Bcc::Written));
}

#[test]
fn text_html_picture_and_file_nest_as_mail_programs_expect() {
    let bytes = write(&everything(), Bcc::LeftOut).unwrap();
    let message = read(&bytes);
    let kinds: Vec<_> = message
        .parts
        .iter()
        .map(|part| {
            let kind = part.content_type().unwrap();
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "multipart/mixed",
            "multipart/related",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "image/png",
            "text/csv"
        ]
    );
    assert_eq!(message.body_text(0).unwrap(), "Hasta mañana, Ana.\r\n");
    assert_eq!(message.parts[5].content_id(), Some("logo@vega.example"));
    assert_eq!(message.parts[5].contents(), [0x89, b'P', b'N', b'G', 0, 255]);
    assert_eq!(message.parts[6].attachment_name(), Some("Factura nº 12, año 2026.csv"));
    assert_eq!(message.parts[6].contents(), b"a;b\n1;2\r\n.\n");
}

#[test]
fn a_mail_of_one_part_is_no_multipart() {
    let mut mail = sample();
    mail.html.clear();
    let bytes = write(&mail, Bcc::LeftOut).unwrap();
    assert_eq!(read(&bytes).parts.len(), 1);
}

#[test]
fn every_line_ends_in_crlf_and_is_short_enough() {
    let mut mail = everything();
    mail.subject = "palabra ".repeat(50);
    mail.html = format!("<p>{}</p>\n.\n", "x".repeat(5_000));
    mail.to = (0..100).map(|n| Mailbox::new("Nombre Núñez", &format!("persona{n}@cliente.example"))).collect();
    mail.references = (0..60).map(|n| format!("referencia-bastante-larga-{n}@cliente.example")).collect();
    let text = String::from_utf8(write(&mail, Bcc::LeftOut).unwrap()).unwrap();
    for line in text.split("\r\n") {
        assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "{line}");
    }
}

#[test]
fn the_same_mail_is_the_same_bytes() {
    assert_eq!(write(&everything(), Bcc::LeftOut), write(&everything(), Bcc::LeftOut));
}

#[test]
fn an_injected_header_never_gets_as_far_as_bytes() {
    let mut mail = sample();
    mail.subject = "Hola\r\nBcc: todos@vega.example".into();
    assert_eq!(write(&mail, Bcc::LeftOut).unwrap_err()[0].field, "subject");
}

#[test]
fn a_mail_that_may_be_switched_off_says_where() {
    let with = |page: &str| write(&Mail { switched_off_at: Some(page.into()), ..everything() }, Bcc::LeftOut);
    let bytes = with("https://volante.example/admin/profile").unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("\r\nList-Unsubscribe: <https://volante.example/admin/profile>\r\n"), "{text}");
    assert!(!String::from_utf8_lossy(&write(&everything(), Bcc::LeftOut).unwrap()).contains("List-Unsubscribe"));
    assert_eq!(with("https://x.example/>\r\nBcc: a@x.example").unwrap_err().len(), 1);
}

#[test]
fn text_that_looks_like_an_encoded_word_is_read_as_it_was_written() {
    let long = "=?utf-8?Q?".repeat(30);
    for text in ["=?utf-8?Q?Factura_12?=", "Re: =?iso-8859-1?B?YQ==?= y más", "a =? b", long.as_str()] {
        let mut mail = sample();
        mail.subject = text.into();
        let bytes = write(&mail, Bcc::LeftOut).unwrap();
        let message = read(&bytes);
        assert_eq!(message.subject(), Some(text));
        let lines = String::from_utf8(bytes.clone()).unwrap();
        assert!(lines.split("\r\n").take_while(|line| !line.is_empty()).all(|line| line.len() <= 78), "{lines}");
    }
}

#[test]
fn an_international_domain_is_written_in_ascii_everywhere() {
    let mut mail = sample();
    mail.to = vec![Mailbox::new("Ana", "ana@Año.example"), Mailbox::new("", "ñandú@año.example")];
    let text = String::from_utf8_lossy(&write(&mail, Bcc::LeftOut).unwrap()).into_owned();
    assert!(text.contains("ana@xn--ao-zja.example") && text.contains("ñandú@xn--ao-zja.example"), "{text}");
    assert_eq!(mail.recipients(), ["ana@xn--ao-zja.example", "ñandú@xn--ao-zja.example"]);
}
