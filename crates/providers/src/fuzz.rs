//! What strangers may send: properties that hold whatever bytes come, for all of this crate that reads any.
//!
//! Nothing panics, nothing goes round for ever, what is kept is bounded, no secret is shown. A run draws the same cases each
//! time; `cargo xtask fuzz` draws others, many more. Bytes are drawn near the documents that servers send, or they would never
//! get past the first brace. The conversation over SMTP has its own file, `smtp/fuzz.rs`.

pub(crate) mod strategies;

use core::future::ready;
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use std::cell::Cell;

use domain::mail::failure::{MailFailure, Stage};
use domain::time::{DAY, Instant};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use self::strategies::{drawn_answer, kind, mail, response, words};
use crate::failure::{self, Failure, LONGEST, StageFailure};
use crate::graph::{Access, Owner, Progress, Sending, Step};
use crate::oauth::{AdminConsent, App, Callback, Endpoints, Grant, Granted, Kind};
use crate::secret::Secret;
use crate::wire::{Response, Unreached};
use crate::{gmail, graph, host, mime, oauth};

/// Sun, 22 Nov 2026 17:00:00 GMT.
const NOW: Instant = Instant(1_795_366_800_000);

/// The same cases on every run, unless `PROPTEST_RNG_SEED` and `PROPTEST_CASES` say otherwise.
pub(crate) fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(2026);
    }
    config
}

/// What holds of every failure: its words are on one line and bounded, and no wait is longer than a day.
fn fits(failure: &Failure) -> Result<(), TestCaseError> {
    prop_assert!(failure.server_message.chars().count() <= LONGEST, "{failure:?}");
    prop_assert!(!failure.server_message.contains(char::is_control), "{failure:?}");
    if let Some(until) = failure.until {
        prop_assert_eq!(failure.kind, MailFailure::Throttled);
        prop_assert!((NOW.0..=NOW.0 + DAY).contains(&until.0), "{failure:?}");
    }
    Ok(())
}

fn stage_fits(failed: &StageFailure) -> Result<(), TestCaseError> {
    fits(&failed.failure)?;
    failed.refused.iter().try_for_each(|(_, failure)| fits(failure))
}

fn now_or_never<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waited"),
    }
}

const TOKEN: &str = "eyJ0eXAi-a-token";

fn access() -> Access {
    Access { base: graph::BASE.into(), owner: Owner::Me, token: Secret::new(TOKEN) }
}

fn app(kind: Kind) -> App {
    App {
        kind,
        endpoints: Endpoints::oidc("https://id.vega.example/auth", "https://id.vega.example/token"),
        client_id: "app".into(),
        secret: Secret::new("s~8+/="),
        redirect: "https://volante.example/r".into(),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_answer_is_recognised_as_something(response in response()) {
        for failure in [failure::graph::read(&response, NOW), failure::google::read(&response, NOW)] {
            fits(&failure)?;
        }
        failure::graph::leaves_open(&response);
        failure::google::leaves_open(&response);
        for failed in [
            graph::read_newest(&response, NOW).err(),
            gmail::read_profile(&response, NOW).err(),
            oauth::read_me(&response, NOW).err(),
        ].into_iter().flatten() {
            fits(&failed)?;
        }
    }

    #[test]
    fn gmails_answer_is_a_success_or_a_failure_that_fits(answer in drawn_answer()) {
        if let Err(failed) = gmail::read(answer, NOW) {
            stage_fits(&failed)?;
        }
    }

    #[test]
    fn words_of_a_runtime_or_a_server_are_recognised_as_something(words in words(), code in any::<u16>(), token in any::<bool>()) {
        fits(&Failure::from(Unreached::from_words(&words)))?;
        for stage in [Stage::Greeting, Stage::Tls, Stage::SignIn, Stage::Recipients, Stage::Message] {
            let failure = failure::smtp::read(stage, code, &words, token);
            fits(&failure)?;
            prop_assert!(!(400..500).contains(&code) || failure.kind != MailFailure::Permanent, "{failure:?}");
        }
        fits(&Failure::new(failure::oauth::kind(&words, &words, &[u64::from(code)]), &words))?;
    }

    #[test]
    fn no_header_makes_us_wait_longer_than_a_day(value in words()) {
        if let Some(until) = failure::retry_after::parse(&value, NOW) {
            prop_assert!((NOW.0..=NOW.0 + DAY).contains(&until.0));
        }
    }

    #[test]
    fn a_wait_is_read_back_from_each_form_it_is_written_in(seconds in 0..86_400_i64) {
        let until = NOW.plus(seconds * 1_000);
        let date = chrono::DateTime::from_timestamp_millis(until.0).unwrap();
        for form in ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"] {
            let written = date.format(form).to_string();
            prop_assert_eq!(failure::retry_after::parse(&written, NOW), Some(until), "{}", written);
        }
        prop_assert_eq!(failure::retry_after::parse(&seconds.to_string(), NOW), Some(until));
    }

    #[test]
    fn an_attempt_by_graph_ends_whatever_it_is_answered(
        answers in vec(drawn_answer(), 1..6),
        mail in mail(proptest::sample::select(vec![vec![], vec![vec![7; 100]], vec![vec![7; 4_000_000], vec![7; 10]]])),
        progress in (any::<bool>(), any::<bool>(), proptest::option::of(words())),
    ) {
        let (tried, perhaps, draft) = progress;
        let progress = Progress { tried, perhaps, blind: false, draft };
        let Ok(mut sending) = Sending::new(access(), mail, progress) else { return Ok(()) };
        // The same answers again and again: a server that never says anything new must not keep us.
        let mut answers = answers.iter().cycle();
        let mut steps = 0;
        loop {
            match sending.next() {
                Step::Request(request) => {
                    let printed = format!("{request:?}");
                    prop_assert!(!printed.contains(TOKEN));
                    let answered = answers.next().unwrap();
                    let copy = match answered {
                        Ok(response) => {
                            let mut copy = http::Response::new(response.body().clone());
                            *copy.status_mut() = response.status();
                            *copy.headers_mut() = response.headers().clone();
                            Ok(copy)
                        }
                        Err(unreached) => Err(unreached.clone()),
                    };
                    sending.receive(copy, NOW);
                }
                Step::Done(_) => break,
                Step::Failed(failed) => {
                    stage_fits(&failed)?;
                    break;
                }
            }
            steps += 1;
            prop_assert!(steps < 40, "it goes round and round: {:?}", sending.progress());
        }
    }

    #[test]
    fn a_draft_is_thrown_away_or_not_in_two_requests(answers in vec(drawn_answer(), 2), draft in words()) {
        let asked = Cell::new(0);
        let answers: Vec<_> = answers.into_iter().map(|answer| Cell::new(Some(answer))).collect();
        let send = |_| {
            asked.set(asked.get() + 1);
            ready(answers.get(asked.get() - 1).and_then(Cell::take).unwrap())
        };
        if let Err(failure) = now_or_never(graph::delete_draft(&access(), &draft, NOW, send)) {
            fits(&failure)?;
        }
    }

    #[test]
    fn a_token_endpoint_grants_only_by_a_bearer_token_and_shows_nothing_else_of_its_answer(
        answer in drawn_answer(),
        kind in kind(),
        secret in "[A-Za-z0-9]{24}",
    ) {
        // A secret in whatever is answered: it may come back as a token, and never as words.
        let answer = answer.map(|response| {
            let (parts, body) = response.into_parts();
            let body = String::from_utf8_lossy(&body).replace("\"ey\"", &format!("\"{secret}\""));
            Response::from_parts(parts, body.into_bytes())
        });
        let clone = |answer: &Result<Response, Unreached>| match answer {
            Ok(response) => {
                let mut copy = http::Response::new(response.body().clone());
                *copy.status_mut() = response.status();
                *copy.headers_mut() = response.headers().clone();
                Ok(copy)
            }
            Err(unreached) => Err(unreached.clone()),
        };
        let (app, old) = (app(kind), Secret::new("old"));
        let send = |_| ready(clone(&answer));
        let check = |granted: Result<Granted, Failure>| match granted {
            Ok(granted) => {
                prop_assert!(granted.access.expose().bytes().all(|b| b.is_ascii_graphic()) && !granted.access.is_empty());
                prop_assert!(granted.expires_at.0 >= NOW.0);
                let printed = format!("{granted:?}");
                prop_assert!(!printed.contains(&secret));
                Ok(())
            }
            Err(failure) => {
                fits(&failure)?;
                prop_assert!(!failure.server_message.contains(&secret), "{failure:?}");
                Ok(())
            }
        };
        let refreshed = now_or_never(oauth::refresh(&app, Grant::GmailSend, &old, NOW, send));
        if let Ok(granted) = &refreshed {
            prop_assert!(granted.refresh.is_some(), "the refresh token to keep is always in the answer");
        }
        check(refreshed)?;
        check(now_or_never(oauth::client_credentials(&app, NOW, send)))?;
        let verifier = Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        check(now_or_never(oauth::exchange(&app, Grant::GmailSend, &Secret::new("code"), &verifier, NOW, send)))?;
        if let Err(failure) = now_or_never(oauth::test_credentials(&app, NOW, send)) {
            fits(&failure)?;
        }
    }

    #[test]
    fn whatever_a_browser_brings_back_is_a_code_or_a_failure(
        query in prop_oneof![
            any::<String>(),
            vec((proptest::sample::select(vec!["code", "state", "error", "error_description", "iss", "tenant", "admin_consent"]), words()), 0..6)
                .prop_map(|pairs| oauth2::url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()),
        ],
    ) {
        let _ = AdminConsent::is_one(&query);
        let callback = Callback::read(&query);
        let _ = callback.is_from("https://id.vega.example/auth");
        match callback.outcome {
            Ok(code) => prop_assert!(!code.is_empty()),
            Err(failure) => fits(&failure)?,
        }
        if let Err(failure) = AdminConsent::read(&query).outcome {
            fits(&failure)?;
        }
    }

    #[test]
    fn where_we_connect_to_is_a_public_name_however_it_was_written(
        typed in prop_oneof![
            any::<String>(),
            "(https?://)?[a-z0-9.@:\\[\\]%_-]{0,40}",
            "https://([0-9a-fx]{1,10}\\.){0,4}[0-9a-fx]{1,10}(:[0-9]{1,5})?/?",
            "[0-9a-z-]{1,8}\\.(local|internal|localhost|lan|corp|home|test|example|com)\\.?",
        ],
        port in any::<u16>(),
    ) {
        let rules = host::Rules::default();
        for target in [host::web(&typed, rules), host::mail(&typed, port, rules), host::mail(&typed, 587, rules)].into_iter().flatten() {
            prop_assert!(target.host.is_ascii() && target.host == target.host.to_ascii_lowercase(), "{target:?}");
            prop_assert!(target.host.parse::<core::net::IpAddr>().is_err(), "{target:?}");
            prop_assert!(target.host.contains('.') && !target.host.ends_with('.'), "{target:?}");
            // What is let through is let through again: nothing hides a second reading.
            prop_assert_eq!(host::mail(&target.host, 587, rules).map(|again| again.host), Ok(target.host));
        }
        let _ = host::stays(&typed, "https://id.vega.example/");
    }

    #[test]
    fn a_mail_that_may_be_sent_arrives_as_it_was_written(
        mail in mail(vec(vec(any::<u8>(), 0..200), 0..3)),
    ) {
        let Ok(written) = mime::write(&mail, mime::Bcc::Written) else { return Ok(()) };
        prop_assert_eq!(&written, &mime::write(&mail, mime::Bcc::Written).unwrap(), "a retry sends the same bytes");
        let unended = written.split(|byte| *byte == b'\n').rev().skip(1).all(|line| line.ends_with(b"\r"));
        prop_assert!(unended, "a line ends without CR");
        prop_assert!(written.split(|byte| *byte == b'\n').all(|line| line.len() <= 999));
        let read = mail_parser::MessageParser::default().parse(&written).unwrap();
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(one_line(read.subject().unwrap_or_default()), one_line(&mail.subject));
        prop_assert_eq!(read.message_id(), Some(mail.message_id.as_str()));
        let to: Vec<String> = read.to().into_iter().flat_map(|list| list.iter()).filter_map(|one| one.address()).map(str::to_owned).collect();
        prop_assert_eq!(to, mail.to.iter().map(|one| one.address.clone()).collect::<Vec<_>>(), "no recipient is added or lost");
        let files: Vec<Vec<u8>> = read.attachments().map(|part| part.contents().to_vec()).collect();
        let mut sent: Vec<_> = mail.attachments.iter().map(|file| file.bytes.clone()).collect();
        let mut came = files;
        sent.sort();
        came.sort();
        prop_assert_eq!(came, sent);
    }
}
