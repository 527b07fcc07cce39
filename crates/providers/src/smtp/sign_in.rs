//! AUTH (RFC 4954) by XOAUTH2, PLAIN (RFC 4616) or LOGIN, as the server offers them.
//!
//! XOAUTH2 is Google's and Microsoft's: a refusal comes as a challenge that has to be answered with an empty line before the
//! server gives its final reply.
//!
//! Invariant: what a command carries and what the transcript shows of it are made together, so neither can be forgotten.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::secret::Secret;

/// Who we are to the server.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// A bearer token whose scope is for this server: Outlook's `SMTP.Send` or `https://mail.google.com/`.
    Token { user: String, token: Secret },
    /// A password, or one made for this app.
    Password { user: String, password: Secret },
}

/// A command, and how the transcript shows it.
pub(super) struct Said {
    pub line: String,
    pub shown: String,
}

impl Said {
    pub fn plain(line: impl Into<String>) -> Self {
        let line = line.into();
        Self { shown: line.clone(), line }
    }
}

impl SignIn {
    pub fn user(&self) -> &str {
        let (Self::Token { user, .. } | Self::Password { user, .. }) = self;
        user
    }

    pub const fn by_token(&self) -> bool {
        matches!(self, Self::Token { .. })
    }

    /// Every form in which the secret could come back in a server's words.
    pub fn secrets(&self) -> Vec<Secret> {
        let (Self::Token { token: secret, .. } | Self::Password { password: secret, .. }) = self;
        vec![secret.clone(), Secret::new(STANDARD.encode(secret.expose())), Secret::new(self.initial_response())]
    }

    /// The whole credential in one string: XOAUTH2's, or PLAIN's.
    fn initial_response(&self) -> String {
        match self {
            Self::Token { user, token } => {
                STANDARD.encode(format!("user={user}\x01auth=Bearer {}\x01\x01", token.expose()))
            }
            Self::Password { user, password } => STANDARD.encode(format!("\0{user}\0{}", password.expose())),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Xoauth2,
    Plain,
    Login,
}

/// A sign-in under way.
pub(super) struct Exchange {
    way: Way,
    sign_in: SignIn,
    asked: u8,
    /// What a refusing XOAUTH2 challenge said.
    pub challenge: Option<String>,
}

impl Exchange {
    /// The best way both know; `None` when there is none.
    pub fn choose(sign_in: &SignIn, offered: &[String]) -> Option<Self> {
        let knows = |name: &str| offered.iter().any(|way| way.eq_ignore_ascii_case(name));
        let way = match sign_in {
            SignIn::Token { .. } if knows("XOAUTH2") => Way::Xoauth2,
            SignIn::Password { .. } if knows("PLAIN") => Way::Plain,
            SignIn::Password { .. } if knows("LOGIN") => Way::Login,
            _ => return None,
        };
        Some(Self { way, sign_in: sign_in.clone(), asked: 0, challenge: None })
    }

    /// The AUTH command. The credential goes along with it, which saves a round trip; AUTH lines may be 12,288 octets long
    /// (RFC 4954 §4), far more than any token in use.
    pub fn begin(&self) -> Said {
        let name = match self.way {
            Way::Xoauth2 => "XOAUTH2",
            Way::Plain => "PLAIN",
            Way::Login => return Said::plain("AUTH LOGIN"),
        };
        Said {
            line: format!("AUTH {name} {}", self.sign_in.initial_response()), shown: format!("AUTH {name} ••••")
        }
    }

    /// The answer to a 334; `None` when the server asks for more than there is.
    pub fn respond(&mut self, challenge: &str) -> Option<Said> {
        self.asked = self.asked.saturating_add(1);
        match (self.way, self.asked) {
            (Way::Xoauth2, 1) => {
                let json = STANDARD.decode(challenge.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                self.challenge = Some(json.unwrap_or_else(|| challenge.to_string()));
                Some(Said::plain(""))
            }
            (Way::Login, 1 | 2) => {
                let SignIn::Password { user, password } = &self.sign_in else { return None };
                let value = if self.asked == 1 { user.as_str() } else { password.expose() };
                Some(Said { line: STANDARD.encode(value), shown: "••••".into() })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xoauth2_is_written_as_google_and_microsoft_describe_it() {
        // Google's own example: someuser@example.com with token ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg.
        let sign_in = SignIn::Token {
            user: "someuser@example.com".into(),
            token: Secret::new("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"),
        };
        let exchange = Exchange::choose(&sign_in, &["LOGIN".into(), "XOAUTH2".into()]).unwrap();
        assert_eq!(
            exchange.begin().line,
            "AUTH XOAUTH2 dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        );
        assert_eq!(exchange.begin().shown, "AUTH XOAUTH2 ••••");
    }

    #[test]
    fn a_password_goes_by_plain_before_login_and_never_by_xoauth2() {
        let sign_in = SignIn::Password { user: "tim".into(), password: Secret::new("tanstaaftanstaaf") };
        let way = |offered: &[&str]| {
            let offered: Vec<String> = offered.iter().map(ToString::to_string).collect();
            Exchange::choose(&sign_in, &offered).map(|exchange| exchange.begin().line)
        };
        // RFC 4616 §4's user.
        assert_eq!(way(&["LOGIN", "plain"]).unwrap(), "AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
        assert_eq!(way(&["LOGIN"]).unwrap(), "AUTH LOGIN");
        assert_eq!(way(&["XOAUTH2", "NTLM"]), None);
    }
}
