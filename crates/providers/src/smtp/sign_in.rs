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
    Token {
        /// The mailbox's address.
        user: String,
        /// Without `Bearer`.
        token: Secret,
    },
    /// A password, or one made for this app.
    Password {
        /// As the provider wants it: often the address.
        user: String,
        /// In clear; it goes out over a private connection only.
        password: Secret,
    },
}

/// A command, and how the transcript shows it.
pub(super) struct Command {
    pub line: String,
    pub shown: String,
}

impl Command {
    pub fn plain(line: impl Into<String>) -> Self {
        let line = line.into();
        Self { shown: line.clone(), line }
    }
}

impl SignIn {
    /// The name it signs in with.
    pub fn user(&self) -> &str {
        let (Self::Token { user, .. } | Self::Password { user, .. }) = self;
        user
    }

    /// Whether it is a token, which may be refused before its time.
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

/// Octets of a command with its CRLF (RFC 5321 §4.5.3.1.4). An initial response that makes AUTH longer has to wait until it
/// is asked for (RFC 4954 §4); by itself it may have 12,288.
const LONGEST_COMMAND: usize = 512;

/// A sign-in under way.
pub(super) struct Exchange {
    way: Way,
    sign_in: SignIn,
    asked: u8,
    /// The credential did not fit on the AUTH line: it answers the first, empty challenge.
    withheld: bool,
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
        Some(Self { way, sign_in: sign_in.clone(), asked: 0, withheld: false, challenge: None })
    }

    /// The AUTH command. The credential goes along with it where it fits, which saves a round trip.
    pub fn begin(&mut self) -> Command {
        let name = match self.way {
            Way::Xoauth2 => "XOAUTH2",
            Way::Plain => "PLAIN",
            Way::Login => return Command::plain("AUTH LOGIN"),
        };
        let line = format!("AUTH {name} {}", self.sign_in.initial_response());
        self.withheld = line.len() + 2 > LONGEST_COMMAND;
        if self.withheld {
            return Command::plain(format!("AUTH {name}"));
        }
        Command { line, shown: format!("AUTH {name} ••••") }
    }

    /// The answer to a 334; `None` when the server asks for more than there is.
    pub fn respond(&mut self, challenge: &str) -> Option<Command> {
        if core::mem::take(&mut self.withheld) {
            return Some(Command { line: self.sign_in.initial_response(), shown: "••••".into() });
        }
        self.asked = self.asked.saturating_add(1);
        match (self.way, self.asked) {
            (Way::Xoauth2, 1) => {
                let json = STANDARD.decode(challenge.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                self.challenge = Some(json.unwrap_or_else(|| challenge.to_string()));
                Some(Command::plain(""))
            }
            (Way::Login, 1 | 2) => {
                let SignIn::Password { user, password } = &self.sign_in else { return None };
                let value = if self.asked == 1 { user.as_str() } else { password.expose() };
                Some(Command { line: STANDARD.encode(value), shown: "••••".into() })
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
        let mut exchange = Exchange::choose(&sign_in, &["LOGIN".into(), "XOAUTH2".into()]).unwrap();
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
            Exchange::choose(&sign_in, &offered).map(|mut exchange| exchange.begin().line)
        };
        // RFC 4616 §4's user.
        assert_eq!(way(&["LOGIN", "plain"]).unwrap(), "AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
        assert_eq!(way(&["LOGIN"]).unwrap(), "AUTH LOGIN");
        assert_eq!(way(&["XOAUTH2", "NTLM"]), None);
    }

    #[test]
    fn a_credential_goes_on_the_auth_line_up_to_512_octets_and_else_waits_to_be_asked_for() {
        let offered = ["XOAUTH2".to_owned(), "PLAIN".to_owned()];
        let long = |length: usize| Secret::new("x".repeat(length));
        for length in 1..2_000 {
            let user = "flota@vega.example".to_owned();
            for sign_in in [
                SignIn::Token { user: user.clone(), token: long(length) },
                SignIn::Password { user, password: long(length) },
            ] {
                let mut exchange = Exchange::choose(&sign_in, &offered).unwrap();
                let opening = exchange.begin();
                assert!(opening.line.len() + 2 <= 512, "{length}");
                if opening.line.split(' ').count() == 2 {
                    let command = exchange.respond("").unwrap();
                    assert_eq!(
                        (command.line, command.shown.as_str()),
                        (sign_in.initial_response(), "••••"),
                        "{length}"
                    );
                } else {
                    assert!(opening.line.ends_with(&sign_in.initial_response()), "{length}");
                }
            }
        }
    }

    #[test]
    fn a_refusal_is_answered_with_an_empty_line_after_a_withheld_token_too() {
        let sign_in = SignIn::Token { user: "a@b.example".into(), token: Secret::new("t".repeat(900)) };
        let mut exchange = Exchange::choose(&sign_in, &["XOAUTH2".to_owned()]).unwrap();
        assert_eq!(exchange.begin().line, "AUTH XOAUTH2");
        assert!(exchange.respond("").is_some_and(|command| command.line.len() > 1_200));
        assert!(exchange.respond("eyJzdGF0dXMiOiI0MDAifQ==").is_some_and(|command| command.line.is_empty()));
        assert_eq!(exchange.challenge.as_deref(), Some(r#"{"status":"400"}"#));
        assert!(exchange.respond("").is_none());
    }
}
