//! Which permissions belong to which use. One token serves one resource, so each use is a grant of its own.
//!
//! For SMTP the scope is Outlook's, although the permission is added under Graph in the portal: a Graph token is refused there.
//!
//! Invariant: what [`Grant::missing`] demands is part of what [`Grant::asked`] asks for.

use serde::{Deserialize, Serialize};

/// What a connection is for; stored with it under its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// `POST /me/sendMail`.
    GraphSend,
    /// The same, with drafts: attachments that need an upload session, and recognising what was already sent.
    GraphSendLarge,
    /// SMTP at Outlook by XOAUTH2.
    OutlookSmtp,
    /// The Gmail API, sending only.
    GmailSend,
    /// SMTP (and later IMAP and POP3) at Gmail by XOAUTH2.
    GmailSmtp,
    /// Any other provider's mail server by XOAUTH2: who signs in, for as long as nobody takes it back.
    Oidc,
    /// Nothing but who signs in.
    Identity,
}

const READ_WRITE: &str = "https://graph.microsoft.com/Mail.ReadWrite";

const WHO: [&str; 3] = ["openid", "profile", "email"];

impl Grant {
    /// Every scope to ask for, what identifies the person included.
    #[must_use]
    pub fn asked(self) -> Vec<&'static str> {
        let mut scopes = self.needed().to_vec();
        if self == Self::GraphSendLarge {
            scopes.push(READ_WRITE);
        }
        match self {
            // Without it there is no refresh token; `User.Read` is what `/me` asks for.
            Self::GraphSend | Self::GraphSendLarge => {
                scopes.extend(["https://graph.microsoft.com/User.Read", "offline_access"])
            }
            Self::OutlookSmtp | Self::Oidc => scopes.push("offline_access"),
            // Google asks for `access_type=offline` instead.
            Self::GmailSend | Self::GmailSmtp | Self::Identity => {}
        }
        scopes.extend(WHO);
        scopes
    }

    /// What it is all about. Large files are a wish: without them the grant still sends, and says so.
    const fn needed(self) -> &'static [&'static str] {
        match self {
            Self::GraphSend | Self::GraphSendLarge => &["https://graph.microsoft.com/Mail.Send"],
            Self::OutlookSmtp => &["https://outlook.office.com/SMTP.Send"],
            Self::GmailSend => &["https://www.googleapis.com/auth/gmail.send"],
            Self::GmailSmtp => &["https://mail.google.com/"],
            Self::Oidc | Self::Identity => &[],
        }
    }

    /// Whether it must come with a refresh token.
    #[must_use]
    pub const fn lasts(self) -> bool {
        !matches!(self, Self::Identity)
    }

    /// What the person unticked: needed scopes that `granted` lacks.
    ///
    /// Microsoft writes Graph's scopes with or without their resource, in either case; `https://mail.google.com/` includes
    /// everything at Gmail.
    #[must_use]
    pub fn missing(self, granted: &[String]) -> Vec<&'static str> {
        let has = |scope: &str| granted.iter().any(|other| short(other) == short(scope));
        let everything = self == Self::GmailSend && has("https://mail.google.com/");
        let needed = self.needed().iter().copied();
        needed.filter(|scope| !everything && !has(scope)).collect()
    }
}

/// Whether what was granted lets large files be sent through Graph.
#[must_use]
pub fn lets_large_files(granted: &[String]) -> bool {
    granted.iter().any(|scope| short(scope) == short(READ_WRITE))
}

/// A scope as it is compared.
fn short(scope: &str) -> String {
    match scope.strip_prefix("https://graph.microsoft.com/") {
        Some(name) => name.to_ascii_lowercase(),
        None => scope.replace("outlook.office365.com", "outlook.office.com").to_ascii_lowercase(),
    }
}

/// What app-only tokens ask for: all that an administrator consented to.
pub(super) const APP_ONLY: &str = "https://graph.microsoft.com/.default";

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(scopes: &str) -> Vec<String> {
        scopes.split(' ').map(str::to_string).collect()
    }

    #[test]
    fn smtp_at_outlook_never_asks_for_a_graph_scope() {
        assert!(Grant::OutlookSmtp.asked().iter().all(|scope| !scope.contains("graph")));
        assert!(Grant::OutlookSmtp.asked().contains(&"https://outlook.office.com/SMTP.Send"));
    }

    #[test]
    fn both_of_microsofts_spellings_count() {
        for scopes in ["Mail.Send User.Read profile openid email", "https://graph.microsoft.com/mail.send openid"] {
            assert!(Grant::GraphSend.missing(&granted(scopes)).is_empty(), "{scopes}");
        }
        let outlook = granted("https://outlook.office365.com/SMTP.Send");
        assert!(Grant::OutlookSmtp.missing(&outlook).is_empty());
    }

    #[test]
    fn an_unticked_box_is_missed() {
        let only_who = granted("openid https://www.googleapis.com/auth/userinfo.email");
        assert_eq!(Grant::GmailSend.missing(&only_who), ["https://www.googleapis.com/auth/gmail.send"]);
        assert!(Grant::GmailSend.missing(&granted("openid https://mail.google.com/")).is_empty());
    }

    #[test]
    fn sending_is_granted_without_large_files_too_and_it_is_known_which() {
        let half = granted("Mail.Send User.Read");
        assert!(Grant::GraphSendLarge.missing(&half).is_empty() && !lets_large_files(&half));
        assert!(lets_large_files(&granted("Mail.Send https://graph.microsoft.com/mail.readwrite")));
        assert!(!Grant::GraphSend.asked().contains(&READ_WRITE) && Grant::GraphSendLarge.asked().contains(&READ_WRITE));
        assert!(!Grant::GraphSendLarge.missing(&granted("Mail.ReadWrite")).is_empty());
    }

    #[test]
    fn whoever_is_to_send_tomorrow_asks_for_a_grant_that_lasts() {
        for grant in [Grant::GraphSend, Grant::GraphSendLarge, Grant::OutlookSmtp, Grant::Oidc] {
            assert!(grant.lasts() && grant.asked().contains(&"offline_access"), "{grant:?}");
        }
    }

    #[test]
    fn what_is_needed_is_asked_for() {
        let all = [
            Grant::GraphSend,
            Grant::GraphSendLarge,
            Grant::OutlookSmtp,
            Grant::GmailSend,
            Grant::GmailSmtp,
            Grant::Oidc,
            Grant::Identity,
        ];
        for grant in all {
            let asked: Vec<_> = grant.asked().iter().map(ToString::to_string).collect();
            assert!(grant.missing(&asked).is_empty(), "{grant:?}");
        }
    }
}
