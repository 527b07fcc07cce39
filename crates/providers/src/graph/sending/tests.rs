//! Attempts against Graph's answers as its reference gives them, crashes between two of them included.

use super::*;
use crate::failure::StageFailure;
use crate::graph::Owner;
use crate::mail::tests::sample;
use crate::secret::Secret;

const NOW: Instant = Instant(1_795_366_800_000);
const DRAFT: &str = r#"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users('a')/messages/$entity","id":"AAMk=/+","isDraft":true,"internetMessageId":"<outbox-7.c0ffee@vega.example>"}"#;
const SESSION: &str = r#"{"uploadUrl":"https://outlook.office.com/upload?authtoken=ey","expirationDateTime":"2026-11-23T01:09:30Z","nextExpectedRanges":["0-"]}"#;

fn access(owner: Owner) -> Access {
    Access { base: "https://graph.microsoft.com".into(), owner, token: Secret::new("tok") }
}

fn file(name: &str, size: usize) -> Attachment {
    Attachment { name: name.into(), content_type: "application/pdf".into(), bytes: vec![1; size], shown_as: None }
}

fn large() -> Mail {
    let mut mail = sample();
    mail.attachments = vec![file("plano.pdf", 4_000_000), file("nota.pdf", 10)];
    mail
}

fn begin(mail: Mail, progress: Progress) -> Sending {
    Sending::new(access(Owner::Me), mail, progress).unwrap()
}

fn answer(status: u16, body: &str) -> Result<Response, Unreached> {
    Ok(http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap())
}

/// Method and path of the request it asks for.
fn asked(sending: &mut Sending) -> String {
    match sending.next() {
        Step::Request(request) => {
            let uri = request.uri().to_string();
            format!(
                "{} {}",
                request.method(),
                uri.trim_start_matches("https://graph.microsoft.com/v1.0/").trim_start_matches("me/")
            )
        }
        other => panic!("{other:?}"),
    }
}

fn done(sending: &mut Sending) -> Accepted {
    match sending.next() {
        Step::Done(accepted) => accepted,
        other => panic!("{other:?}"),
    }
}

fn failed(sending: &mut Sending) -> StageFailure {
    match sending.next() {
        Step::Failed(failure) => failure,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_small_mail_is_one_request() {
    let mut sending = begin(sample(), Progress::default());
    let Step::Request(request) = sending.next() else { panic!() };
    assert_eq!(request.uri(), "https://graph.microsoft.com/v1.0/me/sendMail");
    assert_eq!(request.headers()["authorization"], "Bearer tok");
    assert_eq!(request.headers()["content-type"], "application/json");
    sending.receive(answer(202, ""), NOW);
    assert_eq!(done(&mut sending), Accepted { before: false });
}

#[test]
fn an_app_sends_for_the_mailbox_it_names() {
    let owner = Owner::User("flota+avisos@vega.example".into());
    let mut sending = Sending::new(access(owner), sample(), Progress::default()).unwrap();
    assert_eq!(asked(&mut sending), "POST users/flota%2Bavisos@vega.example/sendMail");
}

#[test]
fn a_large_mail_is_drafted_uploaded_and_sent() {
    let mut sending = begin(large(), Progress::default());
    let draft = "messages/AAMk%3D%2F%2B";
    assert_eq!(asked(&mut sending), "POST messages");
    sending.receive(answer(201, DRAFT), NOW);
    assert_eq!(sending.progress().draft.as_deref(), Some("AAMk=/+"));
    assert_eq!(asked(&mut sending), format!("POST {draft}/attachments/createUploadSession"));
    sending.receive(answer(201, SESSION), NOW);
    assert_eq!(asked(&mut sending), "PUT https://outlook.office.com/upload?authtoken=ey");
    sending.receive(answer(200, r#"{"NextExpectedRanges":["3932160"]}"#), NOW);
    let Step::Request(piece) = sending.next() else { panic!() };
    assert_eq!(piece.headers()["content-range"], "bytes 3932160-3999999/4000000");
    assert!(!piece.headers().contains_key("authorization"));
    sending.receive(answer(201, ""), NOW);
    assert_eq!(asked(&mut sending), format!("POST {draft}/attachments"));
    sending.receive(answer(201, r#"{"id":"x"}"#), NOW);
    let Step::Request(submit) = sending.next() else { panic!() };
    assert!(submit.uri().path().ends_with("/send") && submit.body().is_empty());
    assert_eq!(submit.headers()["content-length"], "0");
    sending.receive(answer(202, ""), NOW);
    assert_eq!(done(&mut sending), Accepted { before: false });
}

#[test]
fn many_small_files_are_drafted_too() {
    let mut mail = sample();
    mail.attachments = (0..5).map(|n| file(&format!("{n}.pdf"), 1_000_000)).collect();
    let mut sending = begin(mail, Progress::default());
    assert_eq!(asked(&mut sending), "POST messages");
    sending.receive(answer(201, DRAFT), NOW);
    for _ in 0..5 {
        assert!(asked(&mut sending).ends_with("/attachments"));
        sending.receive(answer(201, "{}"), NOW);
    }
    assert!(asked(&mut sending).ends_with("/send"));
}

#[test]
fn after_a_crash_the_draft_goes_on_where_it_stood() {
    let progress = Progress { tried: true, draft: Some("AAMk=/+".into()), ..Progress::default() };
    let mut sending = begin(large(), progress);
    let draft = "messages/AAMk%3D%2F%2B";
    assert_eq!(asked(&mut sending), format!("GET {draft}?$select=id,isDraft&$expand=attachments($select=name)"));
    sending.receive(answer(200, r#"{"id":"AAMk=/+","isDraft":true,"attachments":[{"name":"plano.pdf"}]}"#), NOW);
    assert_eq!(asked(&mut sending), format!("POST {draft}/attachments"));
}

#[test]
fn a_draft_that_was_sent_before_the_crash_is_not_sent_again() {
    let mut sending = begin(large(), Progress { tried: true, draft: Some("AAMk=/+".into()), ..Progress::default() });
    sending.next();
    sending.receive(answer(200, r#"{"id":"AAMk=/+","isDraft":false}"#), NOW);
    assert_eq!(done(&mut sending), Accepted { before: true });
}

#[test]
fn a_draft_that_moved_is_searched_by_its_message_id() {
    let mut sending = begin(large(), Progress { tried: true, draft: Some("AAMk=/+".into()), ..Progress::default() });
    sending.next();
    sending.receive(
        answer(
            404,
            r#"{"error":{"code":"ErrorItemNotFound","message":"The specified object was not found in the store."}}"#,
        ),
        NOW,
    );
    assert_eq!(
        asked(&mut sending),
        "GET messages?$filter=internetMessageId%20eq%20%27%3Coutbox%2D7%2Ec0ffee%40vega%2Eexample%3E%27&$select=id,isDraft"
    );
    sending.receive(answer(200, r#"{"value":[{"id":"BBMk","isDraft":false}]}"#), NOW);
    assert_eq!(done(&mut sending), Accepted { before: true });
}

#[test]
fn a_second_attempt_looks_before_it_sends() {
    let tried = Progress { tried: true, ..Progress::default() };
    let mut found = begin(sample(), tried.clone());
    assert!(asked(&mut found).starts_with("GET messages?$filter="));
    found.receive(answer(200, r#"{"value":[{"id":"BBMk","isDraft":false}]}"#), NOW);
    assert_eq!(done(&mut found), Accepted { before: true });

    let mut not_found = begin(sample(), tried.clone());
    not_found.next();
    not_found.receive(answer(200, r#"{"value":[]}"#), NOW);
    assert_eq!(asked(&mut not_found), "POST sendMail");

    let denied =
        r#"{"error":{"code":"ErrorAccessDenied","message":"Access is denied. Check credentials and try again."}}"#;
    let unfit = r#"{"error":{"code":"ErrorInvalidUrlQueryFilter","message":"The query filter contains one or more invalid nodes."}}"#;
    for (status, body) in [(403, denied), (400, unfit)] {
        let mut can_not_look = begin(sample(), tried.clone());
        can_not_look.next();
        can_not_look.receive(answer(status, body), NOW);
        assert_eq!(asked(&mut can_not_look), "POST sendMail");
    }

    let mut lost_draft = begin(large(), tried);
    lost_draft.next();
    lost_draft.receive(answer(200, r#"{"value":[{"id":"CCMk","isDraft":true}]}"#), NOW);
    assert!(asked(&mut lost_draft).starts_with("GET messages/CCMk?"));
    assert_eq!(lost_draft.progress().draft.as_deref(), Some("CCMk"));
}

#[test]
fn a_refusal_is_recognised_with_its_stage() {
    for (status, body, stage, kind) in [
        (
            401,
            r#"{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed, the token is expired."}}"#,
            Stage::SignIn,
            MailFailure::ReauthRequired,
        ),
        (
            403,
            r#"{"error":{"code":"ErrorAccessDenied","message":"Access is denied. Check credentials and try again."}}"#,
            Stage::SignIn,
            MailFailure::ScopeMissing,
        ),
        (
            400,
            r#"{"error":{"code":"ErrorInvalidRecipients","message":"At least one recipient isn't valid."}}"#,
            Stage::Message,
            MailFailure::Permanent,
        ),
        (
            429,
            r#"{"error":{"code":"ApplicationThrottled","message":"Application is over its MailboxConcurrency limit."}}"#,
            Stage::Message,
            MailFailure::Throttled,
        ),
    ] {
        let mut sending = begin(sample(), Progress::default());
        sending.next();
        sending.receive(answer(status, body), NOW);
        let failure = failed(&mut sending);
        assert_eq!((failure.stage, failure.failure.kind, failure.perhaps_accepted), (stage, kind, false), "{body}");
    }
}

#[test]
fn only_silence_about_the_deciding_request_means_perhaps() {
    let silent = || Err(Unreached::new(UnreachedKind::TimedOut, "timeout"));
    let mut whole = begin(sample(), Progress::default());
    whole.next();
    whole.receive(silent(), NOW);
    assert!(failed(&mut whole).perhaps_accepted);
    let mut gateway = begin(sample(), Progress::default());
    gateway.next();
    gateway.receive(answer(504, "<html>"), NOW);
    assert!(failed(&mut gateway).perhaps_accepted);
    let mut unreachable = begin(sample(), Progress::default());
    unreachable.next();
    unreachable.receive(Err(Unreached::new(UnreachedKind::Name, "DNS lookup failed.")), NOW);
    let failure = failed(&mut unreachable);
    assert_eq!((failure.stage, failure.perhaps_accepted), (Stage::Connect, false));
    let mut draft = begin(large(), Progress::default());
    draft.next();
    draft.receive(silent(), NOW);
    assert!(!failed(&mut draft).perhaps_accepted);
    assert!(draft.progress().tried);
}

#[test]
fn a_draft_that_vanishes_under_way_is_begun_anew_the_next_time() {
    let mut sending = begin(large(), Progress::default());
    sending.next();
    sending.receive(answer(201, DRAFT), NOW);
    sending.next();
    let gone = r#"{"error":{"code":"ErrorItemNotFound","message":"The specified object was not found in the store."}}"#;
    sending.receive(answer(404, gone), NOW);
    assert_eq!(failed(&mut sending).failure.kind, MailFailure::ServerGone);
    assert_eq!(*sending.progress(), Progress { tried: true, ..Progress::default() });
}

const EXPIRED: &str =
    r#"{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed, the token is expired."}}"#;

#[test]
fn a_refused_token_is_replaced_and_the_attempt_goes_on_where_it_stood() {
    let mut small = begin(sample(), Progress::default());
    asked(&mut small);
    small.receive(answer(401, EXPIRED), NOW);
    assert_eq!(failed(&mut small).failure.kind, MailFailure::ReauthRequired);
    small.authorise(Secret::new("new"));
    let Step::Request(again) = small.next() else { panic!() };
    assert_eq!(
        (again.uri().path(), &again.headers()["authorization"]),
        ("/v1.0/me/sendMail", &"Bearer new".parse().unwrap())
    );
    small.receive(answer(202, ""), NOW);
    assert_eq!(done(&mut small), Accepted { before: false });

    // Refused at any step of a large one, it never begins a second draft.
    let steps = [
        (201, DRAFT),
        (201, SESSION),
        (200, r#"{"NextExpectedRanges":["3932160"]}"#),
        (201, ""),
        (201, "{}"),
        (202, ""),
    ];
    for at in 0..steps.len() {
        let mut sending = begin(large(), Progress::default());
        let mut drafts = 0;
        let mut token = None;
        for (place, (status, body)) in steps.iter().enumerate() {
            if place == at {
                drafts += usize::from(asked(&mut sending) == "POST messages");
                sending.receive(answer(401, EXPIRED), NOW);
                assert_eq!(failed(&mut sending).failure.kind, MailFailure::ReauthRequired, "{at}");
                sending.authorise(Secret::new("new"));
                token = Some("Bearer new");
                if matches!(place, 2 | 3) {
                    // The upload address was of the same age: it is asked for anew, and the file begun again.
                    assert!(asked(&mut sending).ends_with("createUploadSession"), "{at}");
                    sending.receive(answer(201, SESSION), NOW);
                    if place == 3 {
                        sending.next();
                        sending.receive(answer(200, r#"{"NextExpectedRanges":["3932160"]}"#), NOW);
                    }
                }
            }
            let Step::Request(request) = sending.next() else { panic!("{at} {place}") };
            drafts += usize::from(request.method() == "POST" && request.uri().path().ends_with("/me/messages"));
            if let (Some(token), Some(sent)) = (token, request.headers().get("authorization")) {
                assert_eq!(sent, token, "{at} {place}");
            }
            sending.receive(answer(*status, body), NOW);
        }
        assert_eq!(done(&mut sending), Accepted { before: false }, "{at}");
        assert!(drafts == 1 || at == 0 && drafts == 2, "{at}: {drafts}");
    }
}

#[test]
fn whoever_may_not_look_does_not_send_again_what_may_have_gone() {
    let denied = r#"{"error":{"code":"ErrorAccessDenied","message":"Access is denied."}}"#;
    let mut first = begin(sample(), Progress::default());
    asked(&mut first);
    assert!(first.progress().perhaps, "it is known before the request is made");
    first.receive(Err(Unreached::new(UnreachedKind::Closed, "closed")), NOW);
    let left = first.progress().clone();
    assert!(left.perhaps && failed(&mut first).perhaps_accepted);

    let mut second = begin(sample(), left.clone());
    assert!(asked(&mut second).starts_with("GET messages?"));
    second.receive(answer(403, denied), NOW);
    assert!(failed(&mut second).perhaps_accepted && second.progress().blind);

    // Whoever may look, and finds nothing, sends.
    let mut looked = begin(sample(), left);
    asked(&mut looked);
    looked.receive(answer(200, r#"{"value":[]}"#), NOW);
    assert!(!looked.progress().perhaps);
    assert_eq!(asked(&mut looked), "POST sendMail");

    // A refusal leaves nothing open, and the next attempt is free to send.
    let mut refused = begin(sample(), Progress::default());
    asked(&mut refused);
    refused.receive(answer(429, r#"{"error":{"code":"TooManyRequests","message":""}}"#), NOW);
    assert!(!refused.progress().perhaps && !failed(&mut refused).perhaps_accepted);
}

#[test]
fn no_other_success_counts_than_the_references() {
    for status in [200, 201, 203, 204, 206] {
        let mut sending = begin(sample(), Progress::default());
        asked(&mut sending);
        sending.receive(answer(status, "<html>Sign in to the guest network</html>"), NOW);
        let failure = failed(&mut sending);
        assert_eq!((failure.failure.kind, failure.perhaps_accepted), (MailFailure::Protocol, true), "{status}");
    }
    let mut draft = begin(large(), Progress::default());
    asked(&mut draft);
    draft.receive(answer(200, DRAFT), NOW);
    assert_eq!(failed(&mut draft).failure.kind, MailFailure::Protocol);
}

#[test]
fn a_draft_that_mail_send_alone_may_not_make_is_told_from_a_mailbox_that_may_not_send() {
    let denied = r#"{"error":{"code":"ErrorAccessDenied","message":"Access is denied."}}"#;
    let mut draft = begin(large(), Progress::default());
    asked(&mut draft);
    draft.receive(answer(403, denied), NOW);
    assert_eq!(failed(&mut draft).failure.kind, MailFailure::LargeFiles);
}

#[test]
fn a_search_that_goes_on_naming_what_nobody_finds_is_given_up() {
    let mut sending = begin(large(), Progress { tried: true, ..Progress::default() });
    for _ in 0..2 {
        assert!(asked(&mut sending).starts_with("GET messages?$filter="));
        sending.receive(answer(200, r#"{"value":[{"id":"AAMk","isDraft":true}]}"#), NOW);
        assert!(asked(&mut sending).starts_with("GET messages/AAMk?"));
        sending.receive(answer(404, "{}"), NOW);
    }
    assert_eq!(failed(&mut sending).failure.kind, MailFailure::ServerGone, "it is tried again later");
    assert_eq!(sending.progress().draft, None);
}
