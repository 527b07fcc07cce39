//! What anything that listens on a mail server's port may say: see `crate::fuzz`.

use proptest::collection::vec;
use proptest::prelude::*;

use super::reply::{Garbage, LONGEST_REPLY, Reader};
use super::{Client, Envelope, Plan, Security, SignIn, Step, Task, content};
use crate::fuzz::config;
use crate::fuzz::strategies::words;
use crate::secret::Secret;
use crate::wire::{Unreached, UnreachedKind};

const PASSWORD: &str = "s3creto-largo-de-flota";
const TOKEN: &str = "eyJ0eXAiOiJKV1QifQ.un-token";

/// What servers say at one step or another, and what they shouldn't.
fn server_bytes() -> impl Strategy<Value = Vec<u8>> {
    const REPLIES: [&str; 24] = [
        "220 mail.vega.example ESMTP\r\n",
        "250-mail.vega.example\r\n250-SIZE 1000000\r\n250-STARTTLS\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN XOAUTH2\r\n",
        "250-mail.vega.example\r\n250 AUTH LOGIN\r\n",
        "250 ok\r\n",
        "235 2.7.0 accepted\r\n",
        "334 \r\n",
        "334 VXNlcm5hbWU6\r\n",
        "334 eyJzdGF0dXMiOiI0MDAifQ==\r\n",
        "354 go on\r\n",
        "250 2.0.0 queued as 4F1\r\n",
        "421 4.3.2 closing\r\n",
        "450 4.2.1 later\r\n",
        "535 5.7.8 s3creto-largo-de-flota is wrong\r\n",
        "535-5.7.8 s3creto-lar\r\n535 5.7.8 go-de-flota\r\n",
        "535 eyJ0eXAiOiJKV1QifQ.un-token\r\n",
        "550 5.1.1 no such user\r\n",
        "554 5.7.1 no\r\n",
        "250-",
        "25",
        "999 nonsense\r\n",
        "HTTP/1.1 400 Bad Request\r\n",
        "\u{16}\u{3}\u{1}",
        "\n",
        "",
    ];
    prop_oneof![
        12 => proptest::sample::select(&REPLIES[..]).prop_map(|reply| reply.as_bytes().to_vec()),
        2 => (200..600_u16, words()).prop_map(|(code, words)| format!("{code} {words}\r\n").into_bytes()),
        1 => vec(any::<u8>(), 0..100),
        1 => (1..4_000_usize).prop_map(|lines| format!("{}250 ok\r\n", "250-x\r\n".repeat(lines)).into_bytes()),
        1 => (proptest::sample::select(&REPLIES[..]), 1..2_000_usize).prop_map(|(reply, times)| reply.repeat(times).into_bytes()),
    ]
}

/// A script that goes well as far as it is long enough, with what was drawn in between.
fn script() -> impl Strategy<Value = Vec<Vec<u8>>> {
    const WELL: [usize; 9] = [0, 1, 3, 1, 4, 3, 3, 8, 9];
    const STEPS: [&str; 10] = [
        "220 mail.vega.example ESMTP\r\n",
        "250-mail.vega.example\r\n250-STARTTLS\r\n250 AUTH PLAIN XOAUTH2\r\n",
        "",
        "250 ok\r\n",
        "235 2.7.0 accepted\r\n",
        "",
        "",
        "",
        "354 go on\r\n",
        "250 2.0.0 queued as 4F1\r\n",
    ];
    prop_oneof![
        vec(server_bytes(), 0..14),
        (0..=WELL.len(), vec(server_bytes(), 0..6)).prop_map(|(far, then)| {
            let well = WELL.iter().take(far).filter_map(|step| STEPS.get(*step)).map(|reply| reply.as_bytes().to_vec());
            well.chain(then).collect()
        }),
    ]
}

fn sign_in() -> impl Strategy<Value = SignIn> {
    prop_oneof![
        Just(SignIn::Password { user: "flota".into(), password: Secret::new(PASSWORD) }),
        Just(SignIn::Token { user: "flota@vega.example".into(), token: Secret::new(TOKEN) }),
    ]
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_conversation_ends_and_keeps_its_secrets_whatever_the_server_says(
        script in script(),
        cut in 1..50_usize,
        implicit in any::<bool>(),
        sign_in in sign_in(),
        validate in any::<bool>(),
        to in vec("[a-z]{1,3}@[a-z]{1,3}\\.example|<x>|ñ@b\\.example", 0..3),
    ) {
        let message = b"Subject: Hola\r\n\r\n.punto\r\n".to_vec();
        let task = if validate {
            Task::Validate
        } else {
            Task::Send(Envelope { from: "flota@vega.example".into(), to: to.clone(), message })
        };
        let security = if implicit { Security::Implicit } else { Security::StartTls };
        let secrets: Vec<String> = sign_in.secrets().iter().map(|secret| secret.expose().to_owned()).collect();
        let mut client = Client::new(Plan { security, our_name: "volante.example".into(), sign_in, task });
        client.connected();
        let mut bytes = script.iter().flat_map(|reply| reply.chunks(cut));
        let (mut private, mut ended, mut steps) = (implicit, 0, 0);
        loop {
            match client.next() {
                Step::Write(written) => {
                    let written = String::from_utf8_lossy(&written).into_owned();
                    prop_assert!(private || !secrets.iter().any(|secret| written.contains(secret)), "in clear: {written}");
                    prop_assert!(written.ends_with("\r\n"));
                }
                Step::HandOver => {}
                // An empty slice says that the server has closed.
                Step::Read => client.receive(bytes.next().unwrap_or_default()),
                Step::StartTls => {
                    prop_assert!(!private);
                    private = true;
                    client.encrypted();
                }
                Step::Done(outcome) => {
                    ended += 1;
                    prop_assert!(!secrets.iter().any(|secret| bare(&outcome.server_message).contains(secret)), "{outcome:?}");
                    prop_assert!(private);
                }
                Step::Failed(failed) => {
                    ended += 1;
                    let printed = format!("{failed:?}");
                    prop_assert!(!secrets.iter().any(|secret| bare(&printed).contains(secret)), "{printed}");
                }
                Step::Close => break,
            }
            steps += 1;
            prop_assert!(steps < 3_000_000, "it goes round and round at {:?}", client.stage());
        }
        prop_assert_eq!(ended, 1, "it is told once how it ended");
        let shown: String = client.transcript().iter().map(|line| bare(&line.text)).collect();
        prop_assert!(!secrets.iter().any(|secret| shown.contains(secret)), "{shown}");
        client.unreached(&Unreached::new(UnreachedKind::Closed, ""));
        prop_assert_eq!(client.next(), Step::Close, "nothing more comes after the end");
    }

    #[test]
    fn a_reply_is_the_same_however_it_is_cut_and_never_longer_than_what_is_kept(bytes in server_bytes(), cut in 1..70_usize) {
        let read = |cut: usize| {
            let mut reader = Reader::default();
            let mut replies = Vec::new();
            for piece in bytes.chunks(cut) {
                reader.take(piece);
                loop {
                    match reader.next() {
                        Ok(Some(reply)) => replies.push(Ok(reply)),
                        Ok(None) => break,
                        Err(garbage) => {
                            replies.push(Err(garbage));
                            return replies;
                        }
                    }
                }
            }
            replies
        };
        let pieces = read(cut);
        prop_assert_eq!(&pieces, &read(bytes.len().max(1)));
        for reply in pieces.into_iter().filter_map(|reply: Result<_, Garbage>| reply.ok()) {
            let kept: usize = reply.lines.iter().map(|line| line.len() + "250 \n".len()).sum();
            prop_assert!(kept <= LONGEST_REPLY, "{kept} bytes");
        }
    }

    #[test]
    fn a_message_is_read_back_from_the_wire_and_ends_once(message in vec(any::<u8>(), 0..200)) {
        // What matters on the wire stands in half of the places.
        let message: Vec<u8> = message.into_iter().map(|byte| b"\r\n.".get(usize::from(byte % 6)).copied().unwrap_or(byte)).collect();
        let wire = content::write(&message);
        // As a server reads it (RFC 5321 §4.5.2): to the first line with a dot alone, one dot less on the others.
        let mut lines = Vec::new();
        let mut rest = wire.as_slice();
        loop {
            let end = rest.windows(2).position(|pair| pair == b"\r\n").expect("it ends");
            let (line, after) = (&rest[..end], &rest[end + 2..]);
            rest = after;
            if line == b"." {
                break;
            }
            prop_assert!(!line.contains(&b'\r') && !line.contains(&b'\n'), "a bare line end");
            lines.push(line.strip_prefix(b".").unwrap_or(line).to_vec());
        }
        prop_assert!(rest.is_empty(), "something stands behind the end");
        let text = String::from_utf8_lossy(&message).replace("\r\n", "\n").replace('\r', "\n");
        let read: Vec<String> = lines.iter().map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        let wrote: Vec<&str> = text.strip_suffix('\n').unwrap_or(&text).split('\n').collect();
        prop_assert!(read == wrote || (message.is_empty() && read.is_empty()), "{read:?} {wrote:?}");
    }
}
