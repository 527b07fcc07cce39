//! Whole conversations, as real servers hold them.

use super::*;
use crate::failure::StageFailure;
use crate::secret::Secret;
use crate::smtp::{Envelope, SignIn};

const EXCHANGE_BEFORE: &str = "250-AM0PR02CA0101.outlook.office365.com Hello [198.51.100.7]\r\n250-SIZE 157286400\r\n250-PIPELINING\r\n250-DSN\r\n250-ENHANCEDSTATUSCODES\r\n250-STARTTLS\r\n250-8BITMIME\r\n250-BINARYMIME\r\n250-CHUNKING\r\n250 SMTPUTF8\r\n";
const EXCHANGE_AFTER: &str = "250-AM0PR02CA0101.outlook.office365.com Hello [198.51.100.7]\r\n250-SIZE 157286400\r\n250-PIPELINING\r\n250-DSN\r\n250-ENHANCEDSTATUSCODES\r\n250-AUTH LOGIN XOAUTH2\r\n250-8BITMIME\r\n250-BINARYMIME\r\n250-CHUNKING\r\n250 SMTPUTF8\r\n";
const PLAIN_OFFERED: &str = "250-mail.vega.example\r\n250-SIZE 1000\r\n250 AUTH PLAIN LOGIN\r\n";

fn by_token() -> SignIn {
    SignIn::Token { user: "flota@vega.example".into(), token: Secret::new("eyJ0eXAi.token") }
}

fn by_password() -> SignIn {
    SignIn::Password { user: "flota".into(), password: Secret::new("s3creto-largo") }
}

fn envelope(to: &[&str]) -> Task {
    Task::Send(Envelope {
        from: "flota@vega.example".into(),
        to: to.iter().map(ToString::to_string).collect(),
        message: b"Subject: Hola\r\n\r\n.punto\r\n".to_vec(),
    })
}

fn client(security: Security, sign_in: SignIn, task: Task) -> Client {
    Client::new(Plan { security, our_name: "volante.example".into(), sign_in, task })
}

/// Plays the server's replies one at a time; what the client wrote, and how it ended.
fn converse(client: &mut Client, replies: &[&str]) -> (Vec<String>, Step) {
    let mut replies = replies.iter();
    let mut written = Vec::new();
    loop {
        match client.next() {
            Step::Write(bytes) => written.push(String::from_utf8(bytes).unwrap()),
            Step::Read => client.receive(replies.next().map_or(&b""[..], |reply| reply.as_bytes())),
            Step::HandOver => {}
            Step::StartTls => {
                written.push("(tls)".into());
                client.encrypted();
            }
            end => return (written, end),
        }
    }
}

fn failed(step: Step) -> StageFailure {
    match step {
        Step::Failed(failure) => failure,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mail_goes_out_through_microsoft_with_a_token() {
    let mut client = client(Security::StartTls, by_token(), envelope(&["ana@cliente.example"]));
    let (written, end) = converse(
        &mut client,
        &[
            "220 AM0PR02CA0101.outlook.office365.com Microsoft ESMTP MAIL Service ready\r\n",
            EXCHANGE_BEFORE,
            "220 2.0.0 SMTP server ready\r\n",
            EXCHANGE_AFTER,
            "235 2.7.0 Authentication successful\r\n",
            "250 2.1.0 Sender OK\r\n",
            "250 2.1.5 Recipient OK\r\n",
            "354 Start mail input; end with <CRLF>.<CRLF>\r\n",
            "250 2.0.0 OK <outbox-7@vega.example> [Hostname=AM0PR02MB1234]\r\n",
        ],
    );
    let server_message = "2.0.0 OK <outbox-7@vega.example> [Hostname=AM0PR02MB1234]".to_string();
    assert_eq!(end, Step::Done(Outcome { server_message, refused: vec![] }));
    assert_eq!(written[..3], ["EHLO volante.example\r\n", "STARTTLS\r\n", "(tls)"]);
    assert!(written[4].starts_with("AUTH XOAUTH2 dXNlcj1mbG90YUB2ZWdhLmV4YW1wbGUBYXV0aD1CZWFyZXIg"));
    assert_eq!(
        written[5..],
        [
            "MAIL FROM:<flota@vega.example> SIZE=25\r\n",
            "RCPT TO:<ana@cliente.example>\r\n",
            "DATA\r\n",
            "Subject: Hola\r\n\r\n..punto\r\n.\r\n"
        ]
    );
    assert_eq!(client.next(), Step::Write(b"QUIT\r\n".to_vec()));
    assert_eq!(client.next(), Step::Read);
    client.receive(b"221 2.0.0 Service closing transmission channel\r\n");
    assert_eq!(client.next(), Step::Close);
}

#[test]
fn a_refused_token_is_refused_only_after_the_challenge_is_answered() {
    let mut client = client(Security::Implicit, by_token(), Task::Validate);
    let (written, end) = converse(
        &mut client,
        &[
            "220 smtp.gmail.com ESMTP a1-20020a5d - gsmtp\r\n",
            "250-smtp.gmail.com at your service\r\n250-SIZE 35882577\r\n250 AUTH LOGIN PLAIN XOAUTH2 PLAIN-CLIENTTOKEN OAUTHBEARER\r\n",
            "334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==\r\n",
            "535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials a1-20020a5d - gsmtp\r\n",
        ],
    );
    assert_eq!(written[2], "\r\n");
    let failure = failed(end);
    assert_eq!((failure.stage, failure.failure.kind), (Stage::SignIn, MailFailure::ReauthRequired));
    assert!(
        failure
            .failure
            .server_message
            .ends_with(r#"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#)
    );
    assert!(failure.failure.server_message.contains("p=BadCredentials"));
}

#[test]
fn a_tenant_that_switched_smtp_off_is_recognised() {
    let mut client = client(Security::Implicit, by_password(), Task::Validate);
    let (_, end) = converse(
        &mut client,
        &[
            "220 ready\r\n",
            EXCHANGE_AFTER,
            "334 VXNlcm5hbWU6\r\n",
            "334 UGFzc3dvcmQ6\r\n",
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.\r\n",
        ],
    );
    assert_eq!(failed(end).failure.kind, MailFailure::SmtpAuthDisabled);
}

#[test]
fn validation_stops_after_the_sign_in_and_says_goodbye() {
    let mut client = client(Security::Implicit, by_password(), Task::Validate);
    let (written, end) = converse(&mut client, &["220 ready\r\n", PLAIN_OFFERED, "235 2.7.0 Logged in.\r\n"]);
    assert_eq!(end, Step::Done(Outcome { server_message: "2.7.0 Logged in.".into(), refused: vec![] }));
    assert_eq!(written.len(), 2);
    assert_eq!(client.next(), Step::Write(b"QUIT\r\n".to_vec()));
    client.receive(b"");
    assert_eq!(client.next(), Step::Close);
}

#[test]
fn no_secret_reaches_the_transcript_even_if_the_server_repeats_it() {
    let mut client = client(Security::Implicit, by_password(), Task::Validate);
    let echo = "535 5.7.8 Error: authentication failed: AGZsb3RhAHMzY3JldG8tbGFyZ28= s3creto-largo\r\n";
    let (_, end) = converse(&mut client, &["220 ready\r\n", PLAIN_OFFERED, echo]);
    assert_eq!(failed(end).failure.server_message, "535 5.7.8 Error: authentication failed: •••• ••••");
    let lines = client.transcript();
    let shown: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(shown[5], "AUTH PLAIN ••••");
    assert!(shown.iter().all(|line| !line.contains("s3creto") && !line.contains("AGZsb3Rh")), "{shown:?}");
}

#[test]
fn nothing_is_said_in_clear_to_a_server_without_starttls() {
    let mut client = client(Security::StartTls, by_password(), Task::Validate);
    let (written, end) = converse(&mut client, &["220 ready\r\n", PLAIN_OFFERED]);
    assert_eq!(written, ["EHLO volante.example\r\n"]);
    let failure = failed(end);
    assert_eq!((failure.stage, failure.failure.kind), (Stage::Tls, MailFailure::Tls));
}

#[test]
fn words_slipped_in_before_tls_are_not_believed() {
    let mut client = client(Security::StartTls, by_password(), Task::Validate);
    let injected = "220 ready to start TLS\r\n250 AUTH PLAIN\r\n";
    let (written, end) = converse(&mut client, &["220 ready\r\n", EXCHANGE_BEFORE, injected]);
    assert_eq!(failed(end).stage, Stage::Tls);
    assert!(!written.contains(&"(tls)".to_string()));
}

#[test]
fn a_port_that_speaks_tls_from_the_start_is_recognised() {
    let mut client = client(Security::StartTls, by_password(), Task::Validate);
    client.receive(&[0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46]);
    assert_eq!(failed(client.next()).failure.kind, MailFailure::Tls);
    assert_eq!(client.next(), Step::Close);
}

#[test]
fn a_connection_that_ends_before_the_first_word_inside_tls_failed_to_shake_hands() {
    let greeting = ["220 mail.vega.example ESMTP\r\n", EXCHANGE_BEFORE, "220 2.0.0 Ready to start TLS\r\n"];
    // What workerd says of a certificate it doesn't trust, once the machine has written EHLO.
    let words = "internal error; reference = rucqfuq29b2cj34mig9o71ph";
    let mut client = client(Security::StartTls, by_password(), Task::Validate);
    for reply in greeting {
        assert!(matches!(client.next(), Step::Read | Step::Write(_)));
        client.receive(reply.as_bytes());
        while matches!(client.next(), Step::Write(_)) {}
    }
    client.encrypted();
    assert_eq!(client.next(), Step::Write(b"EHLO volante.example\r\n".to_vec()));
    client.unreached(&Unreached::new(UnreachedKind::Closed, words));
    let failure = failed(client.next());
    assert_eq!((failure.stage, failure.failure.kind), (Stage::Tls, MailFailure::Tls));
    assert_eq!(failure.failure, Failure::ours(MailFailure::Tls, Remark::Certificate), "its words are no server's");
}

#[test]
fn a_connection_that_ends_later_is_the_servers_doing() {
    let mut client = client(Security::StartTls, by_password(), Task::Validate);
    let replies = ["220 mail.vega.example ESMTP\r\n", EXCHANGE_BEFORE, "220 2.0.0 Ready\r\n", EXCHANGE_AFTER];
    let (_, end) = converse(&mut client, &replies);
    let failure = failed(end);
    assert_eq!((failure.stage, failure.failure.kind), (Stage::SignIn, MailFailure::ServerGone));
}

#[test]
fn refused_recipients_are_named_while_the_others_get_the_mail() {
    let to = ["ana@cliente.example", "nadie@cliente.example", "lleno@cliente.example"];
    let mut client = client(Security::Implicit, by_password(), envelope(&to));
    let (_, end) = converse(
        &mut client,
        &[
            "220 ready\r\n",
            PLAIN_OFFERED,
            "235 ok\r\n",
            "250 ok\r\n",
            "250 2.1.5 Ok\r\n",
            "550 5.1.1 <nadie@cliente.example>: Recipient address rejected: User unknown in local recipient table\r\n",
            "452 4.2.2 <lleno@cliente.example>: Mailbox full\r\n",
            "354 go\r\n",
            "250 2.0.0 Ok: queued as 4F1C2A0B\r\n",
        ],
    );
    let Step::Done(outcome) = end else { panic!("{end:?}") };
    assert_eq!(outcome.server_message, "2.0.0 Ok: queued as 4F1C2A0B");
    let refused: Vec<_> = outcome.refused.iter().map(|(who, why)| (who.as_str(), why.kind)).collect();
    assert_eq!(refused, [(to[1], MailFailure::Permanent), (to[2], MailFailure::ServerGone)]);
}

#[test]
fn when_all_are_refused_one_that_may_be_taken_later_keeps_the_mail_alive() {
    let to = ["nadie@cliente.example", "gris@cliente.example"];
    let mut client = client(Security::Implicit, by_password(), envelope(&to));
    let refusals = ["550 5.1.1 User unknown\r\n", "450 4.2.0 Greylisted\r\n"];
    let opening = ["220 ready\r\n", PLAIN_OFFERED, "235 ok\r\n", "250 ok\r\n"];
    let (written, end) = converse(&mut client, &[&opening[..], &refusals].concat());
    let failure = failed(end);
    assert_eq!(failure.stage, Stage::Recipients);
    assert_eq!(failure.failure.kind, MailFailure::Throttled);
    assert!(!written.contains(&"DATA\r\n".to_string()));
}

#[test]
fn silence_after_the_last_dot_means_perhaps() {
    let opening = ["220 ready\r\n", PLAIN_OFFERED, "235 ok\r\n", "250 ok\r\n", "250 ok\r\n"];
    let mut sent = client(Security::Implicit, by_password(), envelope(&["ana@cliente.example"]));
    let (_, end) = converse(&mut sent, &[&opening[..], &["354 go\r\n"]].concat());
    let failure = failed(end);
    assert!(failure.perhaps_accepted);
    assert_eq!((failure.stage, failure.failure.kind), (Stage::Message, MailFailure::ServerGone));

    let mut unsent = client(Security::Implicit, by_password(), envelope(&["ana@cliente.example"]));
    let (_, end) = converse(&mut unsent, &opening);
    assert!(!failed(end).perhaps_accepted);

    let mut refused = client(Security::Implicit, by_password(), envelope(&["ana@cliente.example"]));
    let (_, end) =
        converse(&mut refused, &[&opening[..], &["354 go\r\n", "554 5.7.1 Message rejected as spam\r\n"]].concat());
    assert!(!failed(end).perhaps_accepted);
}

#[test]
fn a_message_too_large_is_not_even_begun() {
    let mut large = client(Security::Implicit, by_password(), envelope(&["ana@cliente.example"]));
    if let Task::Send(envelope) = &mut large.plan.task {
        envelope.message = vec![b'x'; 1_001];
    }
    let (written, end) = converse(&mut large, &["220 ready\r\n", PLAIN_OFFERED, "235 ok\r\n"]);
    let failure = failed(end);
    assert_eq!((failure.stage, failure.failure.kind), (Stage::Message, MailFailure::Permanent));
    assert_eq!(written.len(), 2);
}

#[test]
fn an_address_beyond_ascii_asks_for_smtputf8() {
    let task = || envelope(&["łukasz@firma.example"]);
    let mut able = client(Security::Implicit, by_token(), task());
    let (written, _) = converse(&mut able, &["220 ready\r\n", EXCHANGE_AFTER, "235 ok\r\n"]);
    assert_eq!(written[2], "MAIL FROM:<flota@vega.example> SIZE=25 SMTPUTF8\r\n");
    let mut unable = client(Security::Implicit, by_password(), task());
    let (_, end) = converse(&mut unable, &["220 ready\r\n", PLAIN_OFFERED, "235 ok\r\n"]);
    assert_eq!(failed(end).failure.kind, MailFailure::Permanent);
}

#[test]
fn an_address_can_not_carry_a_second_command() {
    let task = envelope(&["ana@cliente.example>\r\nRCPT TO:<otro@cliente.example"]);
    let mut client = client(Security::Implicit, by_password(), task);
    let (written, end) = converse(&mut client, &["220 ready\r\n", PLAIN_OFFERED, "235 ok\r\n"]);
    assert_eq!(failed(end).failure.kind, MailFailure::Permanent);
    assert_eq!(written.len(), 2);
}

#[test]
fn a_connection_that_never_came_about_says_at_which_stage() {
    for (how, stage, kind) in [
        (UnreachedKind::Name, Stage::Connect, MailFailure::DnsOrBlocked),
        (UnreachedKind::Refused, Stage::Connect, MailFailure::DnsOrBlocked),
        (UnreachedKind::Tls, Stage::Tls, MailFailure::Tls),
        (UnreachedKind::TimedOut, Stage::Greeting, MailFailure::ServerGone),
    ] {
        let mut client = client(Security::Implicit, by_password(), Task::Validate);
        client.unreached(&Unreached::new(how, "no"));
        let failure = failed(client.next());
        assert_eq!((failure.stage, failure.failure.kind), (stage, kind));
    }
}

#[test]
fn a_server_without_the_way_we_need_is_told_from_one_without_any() {
    let none = "250 mail.vega.example\r\n";
    let mut client_none = client(Security::Implicit, by_password(), Task::Validate);
    let (_, end) = converse(&mut client_none, &["220 ready\r\n", none]);
    assert_eq!(failed(end).failure.kind, MailFailure::SmtpAuthDisabled);
    let mut client_other = client(Security::Implicit, by_token(), Task::Validate);
    let (_, end) = converse(&mut client_other, &["220 ready\r\n", PLAIN_OFFERED]);
    assert_eq!(failed(end).failure.server_message, "AUTH PLAIN LOGIN");
}

#[test]
fn an_accepted_mail_stays_accepted_whatever_the_server_says_in_the_same_breath() {
    for behind in ["nonsense\r\n", "250-and more", "999 \r\n", "\u{16}\u{3}\u{1}"] {
        let mut client = client(Security::Implicit, by_password(), envelope(&["ana@cliente.example"]));
        let last = format!("250 2.0.0 queued\r\n{behind}");
        let replies = ["220 hi\r\n", PLAIN_OFFERED, "235 ok\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n", &last];
        let (_, end) = converse(&mut client, &replies);
        assert!(matches!(&end, Step::Done(outcome) if outcome.server_message == "2.0.0 queued"), "{behind:?}: {end:?}");
        assert_eq!(client.next(), Step::Write(b"QUIT\r\n".to_vec()));
    }
}
