//! Mails to send, each with a Message-ID of its own, and bytes that are hard to carry.

use std::sync::atomic::{AtomicUsize, Ordering};

use providers::mail::{Attachment, Mail, Mailbox};

use crate::net;

/// What no other test has.
pub fn unique(name: &str) -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(1);
    format!("{name}-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

pub fn mail(name: &str, from: &str) -> Mail {
    Mail {
        from: Mailbox::new("Flota Vega, S.L.", from),
        to: vec![Mailbox::new("Ana Núñez", "ana@cliente.example")],
        subject: "Reserva aprobada: mañana a las 9".into(),
        html: "<p>Hasta mañana, Ana.</p>\n<p>.</p>".into(),
        text: "Hasta mañana, Ana.\n.\n..\nFrom here on: €\n".into(),
        message_id: format!("{}@vega.example", unique(name)),
        date: net::now(),
        ..Mail::default()
    }
}

/// Every byte there is, dots at line starts and bare line ends among them.
pub fn bytes(length: usize) -> Vec<u8> {
    let pattern = (0..=255u8).chain(*b"\n.\n\r\n..\r\n.\r\nFrom \n\r\r\n");
    pattern.cycle().take(length).collect()
}

pub fn file(name: &str, length: usize) -> Attachment {
    Attachment { name: name.into(), content_type: "application/pdf".into(), bytes: bytes(length), shown_as: None }
}
