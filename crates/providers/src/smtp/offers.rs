//! What EHLO said the server can do, and MAIL FROM accordingly.
//!
//! Invariant: an address that could carry a second command never becomes part of one.

use domain::mail::failure::{MailFailure, Stage};
use domain::mail::remark::Remark;

use super::Envelope;
use super::reply::Reply;
use crate::failure::Failure;

/// The extensions we use.
#[derive(Default)]
pub(super) struct Offers {
    pub start_tls: bool,
    /// `None`: not offered; 0: no fixed limit (RFC 1870 §4).
    pub size: Option<u64>,
    pub utf8: bool,
    pub auth: Vec<String>,
}

impl Offers {
    /// Reads the answer to EHLO; its first line is the server's name.
    pub fn read(reply: &Reply) -> Self {
        let mut offers = Self::default();
        for line in reply.lines.iter().skip(1) {
            // Some old servers write AUTH=LOGIN, as a draft before RFC 2554 had it.
            let mut words = line.split([' ', '=']);
            let Some(keyword) = words.next() else { continue };
            match keyword.to_ascii_uppercase().as_str() {
                "STARTTLS" => offers.start_tls = true,
                "SIZE" => offers.size = Some(words.next().and_then(|limit| limit.parse().ok()).unwrap_or(0)),
                "SMTPUTF8" => offers.utf8 = true,
                "AUTH" => offers.auth.extend(words.filter(|way| !way.is_empty()).map(str::to_string)),
                _ => {}
            }
        }
        offers
    }

    /// MAIL FROM with what the server can use: SIZE (RFC 1870 §6) and, only when needed, SMTPUTF8 (RFC 6531 §3.4).
    pub fn mail_from(&self, envelope: &Envelope) -> Result<String, (Stage, Failure)> {
        let refuse = |stage, server_message: String, remark| {
            Err((stage, Failure::new(MailFailure::Permanent, &server_message).with(remark)))
        };
        let addresses = || core::iter::once(&envelope.from).chain(&envelope.to);
        let unfit = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>');
        if let Some(address) = addresses().find(|address| address.is_empty() || address.contains(unfit)) {
            return refuse(Stage::Recipients, address.clone(), Remark::BadAddress);
        }
        let size = u64::try_from(envelope.message.len()).unwrap_or(u64::MAX);
        let mut line = format!("MAIL FROM:<{}>", envelope.from);
        if let Some(limit) = self.size {
            if limit > 0 && size > limit {
                return refuse(Stage::Message, format!("SIZE {limit} < {size}"), Remark::TooLarge);
            }
            line.push_str(&format!(" SIZE={size}"));
        }
        if addresses().any(|address| !address.is_ascii()) {
            if !self.utf8 {
                return refuse(Stage::Recipients, String::new(), Remark::NoUtf8);
            }
            line.push_str(" SMTPUTF8");
        }
        Ok(line)
    }
}
