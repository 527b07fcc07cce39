//! SMTP replies (RFC 5321 §4.2, RFC 3463, RFC 4954 §6) as Microsoft, Google and Postfix word them.
//!
//! The number alone says little: Microsoft answers 535 for a wrong password, for a policy and for a tenant whose SMTP AUTH is
//! switched off, and 550 for a recipient as for a daily limit. So the enhanced code and the words are looked at first.
//!
//! Invariant: a 4xx reply never becomes [`Kind::Permanent`].

use domain::mail::failure::{MailFailure as Kind, Stage};

use super::{Failure, says};

/// What a refusing reply means.
///
/// `text` is the whole reply's text, enhanced code included; `token` says whether a bearer token was used to sign in, whose
/// refusal asks for consent rather than for another password.
pub fn read(stage: Stage, code: u16, text: &str, token: bool) -> Failure {
    let lower = text.to_ascii_lowercase();
    Failure::new(kind(stage, code, &lower, token), &format!("{code} {text}"))
}

const RATE: &[&str] = &[
    "too many",
    "rate limit",
    "rate-limit",
    "ratelimit",
    "throttl",
    "limit exceeded",
    "quota exceeded",
    "sending quota",
    "sending limit",
    "submissionquotaexceeded",
    "exceeded the configured limit",
    "message submission rate",
    "greylist",
    "graylist",
    "unusual rate",
    "try again later, closing connection",
];

fn kind(stage: Stage, code: u16, lower: &str, token: bool) -> Kind {
    let refused = if token { Kind::ReauthRequired } else { Kind::AuthRejected };
    if says(lower, &["5.7.139", "5.7.30 ", "smtpclientauthentication is disabled", "basic authentication is not supp"])
    {
        return of_5_7_139(lower, refused);
    }
    if says(lower, &["must issue a starttls", "encryption required", "starttls is required", "starttls first"])
        || code == 538
    {
        return Kind::Tls;
    }
    if says(lower, &["sendasdenied", "send as this sender", "not owned by user", "not allowed to send as", "5.7.60 "]) {
        return Kind::PolicyBlocked;
    }
    // A full mailbox is the recipient's and a size the message's: neither has to do with how fast we are.
    let other =
        ["5.2.2", "4.2.2", "mailbox full", "mailbox is full", "over quota", "overquota", "message size", "hops"];
    if code >= 400 && !says(lower, &other) && says(lower, RATE) {
        return Kind::Throttled;
    }
    match (stage, code) {
        (_, 421) | (_, 432) if says(lower, &["4.7.", "concurrent", "thread limit"]) => Kind::Throttled,
        (Stage::SignIn, 454) | (_, 400..=499) => Kind::ServerGone,
        (Stage::SignIn, 500..=504) => Kind::Protocol,
        (Stage::SignIn, 500..=599) => refused,
        // At a later stage these mean that the sign-in did not count.
        (_, 530) | (_, 535) => refused,
        (_, 550) if says(lower, &["5.7.57", "not authenticated"]) => refused,
        (_, 550) if says(lower, &["5.7.708", "5.1.8 ", "access denied, traffic not accepted"]) => Kind::PolicyBlocked,
        (Stage::Greeting, 554) => Kind::PolicyBlocked,
        (Stage::Connect | Stage::Tls | Stage::Greeting, 500..=599) => Kind::Protocol,
        (_, 500 | 502 | 503 | 504) => Kind::Protocol,
        (_, 500..=599) => Kind::Permanent,
        _ => Kind::Protocol,
    }
}

/// Microsoft hangs several different reasons on this one code; its sentence tells them apart.
fn of_5_7_139(lower: &str, refused: Kind) -> Kind {
    if says(lower, &["credentials were incorrect"]) {
        refused
    } else if says(lower, &["did not meet the criteria", "conditional access"]) {
        Kind::PolicyBlocked
    } else {
        Kind::SmtpAuthDisabled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUSY: Kind = Kind::Throttled;

    fn kind_of(stage: Stage, line: &str) -> Kind {
        let (code, text) = line.split_at(3);
        read(stage, code.parse().unwrap(), text.trim(), false).kind
    }

    #[test]
    fn microsofts_refusals_to_sign_in_are_told_apart() {
        for (line, kind) in [
            (
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [MR2P264CA0098.FRAP264.PROD.OUTLOOK.COM]",
                Kind::SmtpAuthDisabled,
            ),
            (
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
                Kind::SmtpAuthDisabled,
            ),
            (
                "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
                Kind::SmtpAuthDisabled,
            ),
            ("550 5.7.30 Basic authentication is not supported for Client Submission.", Kind::SmtpAuthDisabled),
            ("535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.", Kind::AuthRejected),
            (
                "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.",
                Kind::PolicyBlocked,
            ),
            ("535 5.7.3 Authentication unsuccessful [AM0PR02CA0101.eurprd02.prod.outlook.com]", Kind::AuthRejected),
            ("530 5.7.57 Client not authenticated to send mail.", Kind::AuthRejected),
            ("451 5.7.3 STARTTLS is required to send mail", Kind::Tls),
        ] {
            assert_eq!(kind_of(Stage::SignIn, line), kind, "{line}");
        }
    }

    #[test]
    fn googles_refusals_to_sign_in_are_recognised() {
        for (line, kind) in [
            (
                "535 5.7.8 Username and Password not accepted. For more information, go to https://support.google.com/mail/?p=BadCredentials - gsmtp",
                Kind::AuthRejected,
            ),
            (
                "534 5.7.9 Application-specific password required. For more information, go to https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp",
                Kind::AuthRejected,
            ),
            ("530 5.7.0 Must issue a STARTTLS command first. - gsmtp", Kind::Tls),
            ("454 4.7.0 Too many login attempts, please try again later. - gsmtp", BUSY),
            ("454 4.7.0 Temporary authentication failure", Kind::ServerGone),
        ] {
            assert_eq!(kind_of(Stage::SignIn, line), kind, "{line}");
        }
    }

    #[test]
    fn a_refused_token_asks_for_consent_and_not_for_a_password() {
        assert_eq!(read(Stage::SignIn, 535, "5.7.3 Authentication unsuccessful", true).kind, Kind::ReauthRequired);
    }

    #[test]
    fn limits_are_waited_for_whatever_their_number() {
        for line in [
            "421 4.7.28 Gmail has detected an unusual rate of unsolicited mail. - gsmtp",
            "421 4.4.2 Message submission rate for this client has exceeded the configured limit",
            "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded",
            "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information.",
            "450 4.2.0 <ana@vega.example>: Recipient address rejected: Greylisted, see http://postgrey.example/help",
            "452 4.5.3 Too many recipients",
            "550 5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to https://support.google.com/a/answer/166852 - gsmtp",
            "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException",
        ] {
            assert_eq!(kind_of(Stage::Recipients, line), BUSY, "{line}");
        }
    }

    #[test]
    fn temporary_trouble_is_the_servers() {
        for line in [
            "421 4.3.0 Temporary System Problem. Try again later. - gsmtp",
            "421 mx1.vega.example Service not available, closing transmission channel",
            "450 4.1.2 <ana@vega.example>: Recipient address rejected: Domain not found",
            "451 4.3.0 Error: queue file write error",
            "452 4.3.1 Insufficient system storage",
        ] {
            assert_eq!(kind_of(Stage::Message, line), Kind::ServerGone, "{line}");
        }
    }

    #[test]
    fn what_is_wrong_with_the_mail_itself_is_permanent() {
        for (stage, line) in [
            (
                Stage::Recipients,
                "550 5.1.1 <nadie@vega.example>: Recipient address rejected: User unknown in local recipient table",
            ),
            (Stage::Recipients, "550 5.1.1 The email account that you tried to reach does not exist. - gsmtp"),
            (Stage::Recipients, "552 5.2.2 The email account that you tried to reach is over quota. - gsmtp"),
            (Stage::Message, "552 5.3.4 Message size exceeds fixed maximum message size"),
            (Stage::Message, "552 5.3.4 Message size limit exceeded"),
            (Stage::Message, "554 5.4.6 Too many hops"),
            (Stage::Message, "554 5.7.1 Message rejected as spam"),
            (Stage::Recipients, "553 5.1.3 The recipient address is not a valid RFC 5321 address. - gsmtp"),
        ] {
            assert_eq!(kind_of(stage, line), Kind::Permanent, "{line}");
        }
    }

    #[test]
    fn a_sender_one_may_not_be_is_the_organisations_rule() {
        for line in [
            "554 5.2.252 SendAsDenied; flota@vega.example not allowed to send as ana@vega.example",
            "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
            "553 5.7.1 <ana@vega.example>: Sender address rejected: not owned by user flota@vega.example",
            "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.",
        ] {
            assert_eq!(kind_of(Stage::Recipients, line), Kind::PolicyBlocked, "{line}");
        }
    }
}
