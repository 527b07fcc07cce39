//! Every engine with every refusal that its server can give: what becomes of the mail, how often it was tried, what the account's
//! light says, and who is told.

use crate::scene::{Mailbox, Scene};
use api_tests::Client;
use domain::mail::{
    account::{AccountState, MailAccount},
    app::{MailApp, Provider},
    failure::{MailFailure, Remedy},
    outbox::OutboxStatus,
    preset::Encryption,
    server::Engine,
};
use domain::time::Instant;
use serde_json::{Value, json};

/// A refusal, and what it means; in the order of the way a mail goes.
struct Refusal {
    answer: Value,
    failure: &'static str,
    status: OutboxStatus,
}

fn refusal(answer: Value, failure: &'static str, status: OutboxStatus) -> Refusal {
    Refusal { answer, failure, status }
}

use OutboxStatus::{Failed, PerhapsSent, Waiting};

fn graph() -> Vec<Refusal> {
    let reply = |status: u16, code: &str, message: &str| json!({ "status": status, "body": { "error": { "code": code, "message": message } } });
    vec![
        refusal(reply(401, "InvalidAuthenticationToken", "Access token has expired."), "reauth_required", Waiting),
        refusal(reply(403, "ErrorAccessDenied", "Access is denied."), "scope_missing", Waiting),
        refusal(
            reply(403, "ErrorAccessDenied", "[RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings."),
            "policy_blocked",
            Waiting,
        ),
        refusal(
            reply(403, "ErrorSendAsDenied", "does not have the right to send mail on behalf of"),
            "policy_blocked",
            Waiting,
        ),
        refusal(reply(404, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive"), "policy_blocked", Waiting),
        refusal(reply(404, "ErrorInvalidUser", "The requested user is invalid."), "auth_rejected", Waiting),
        refusal(reply(400, "ErrorInvalidRecipients", "At least one recipient isn't valid."), "permanent", Failed),
        refusal(
            reply(413, "ErrorMessageSizeExceeded", "The message exceeds the maximum supported size."),
            "permanent",
            Failed,
        ),
        refusal(reply(429, "ApplicationThrottled", "over its MailboxConcurrency limit."), "throttled", Waiting),
        refusal(reply(500, "ErrorInternalServerError", "An internal server error occurred."), "server_gone", Waiting),
        refusal(json!({ "status": 503, "body": "<html>" }), "server_gone", Waiting),
        // What became of it the mailbox is asked at the next attempt.
        refusal(json!({ "status": 504, "body": "<html>" }), "server_gone", Waiting),
        refusal(json!({ "status": 200, "body": "<html>" }), "protocol", Waiting),
        refusal(json!({ "close": true }), "server_gone", Waiting),
    ]
}

fn gmail() -> Vec<Refusal> {
    let reply = |status: u16, reason: &str| json!({ "status": status, "body": { "error": { "code": status, "message": "Words.", "errors": [{ "reason": reason }] } } });
    vec![
        refusal(reply(401, "authError"), "reauth_required", Waiting),
        refusal(reply(403, "insufficientPermissions"), "scope_missing", Waiting),
        refusal(reply(403, "accessNotConfigured"), "policy_blocked", Waiting),
        refusal(reply(403, "domainPolicy"), "policy_blocked", Waiting),
        refusal(reply(403, "dailyLimitExceeded"), "throttled", Waiting),
        refusal(reply(429, "rateLimitExceeded"), "throttled", Waiting),
        refusal(reply(400, "invalidArgument"), "permanent", Failed),
        refusal(reply(500, "backendError"), "server_gone", Waiting),
        refusal(json!({ "status": 503, "body": "<html>" }), "server_gone", Waiting),
        refusal(json!({ "status": 502, "body": "<html>" }), "server_gone", PerhapsSent),
        refusal(json!({ "status": 200, "body": "<html>" }), "protocol", PerhapsSent),
        refusal(json!({ "close": true }), "server_gone", PerhapsSent),
    ]
}

fn smtp(by_token: bool) -> Vec<Refusal> {
    let reply = |stage: &str, reply: &str| json!({ "stage": stage, "reply": reply });
    let (sign_in, refused) = if by_token { ("XOAUTH2", "reauth_required") } else { ("AUTH", "auth_rejected") };
    vec![
        refusal(reply(sign_in, "535 5.7.3 Authentication unsuccessful"), refused, Waiting),
        refusal(
            reply(
                sign_in,
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
            ),
            "smtp_auth_disabled",
            Waiting,
        ),
        refusal(
            reply(sign_in, "535 5.7.139 the request did not meet the criteria to be authenticated successfully."),
            "policy_blocked",
            Waiting,
        ),
        refusal(reply(sign_in, "454 4.7.0 Too many login attempts, please try again later."), "throttled", Waiting),
        refusal(reply(sign_in, "454 4.7.0 Temporary authentication failure"), "server_gone", Waiting),
        refusal(
            reply("MAIL", "550 5.7.60 SMTP; Client does not have permissions to send as this sender"),
            "policy_blocked",
            Waiting,
        ),
        refusal(reply("MAIL", "550 5.4.5 Daily user sending limit exceeded."), "throttled", Waiting),
        refusal(reply("MAIL", "421 4.3.0 Temporary System Problem."), "server_gone", Waiting),
        refusal(json!({ "stage": "MAIL", "close": true }), "server_gone", Waiting),
        refusal(reply("MAIL", "hola, buenos días"), "protocol", Waiting),
        refusal(reply("DATA", "554 5.7.1 Message rejected as spam"), "permanent", Failed),
        refusal(reply("DATA", "552 5.3.4 Message size exceeds fixed maximum message size"), "permanent", Failed),
        refusal(reply("DATA", "451 4.3.0 Error: queue file write error"), "server_gone", Waiting),
        refusal(json!({ "stage": "DATA", "close": true, "after": true }), "server_gone", PerhapsSent),
    ]
}

/// A sender of its own at the test's submission server, whom its orders name.
fn account(scene: &Scene, person: &Client, app: Option<&MailApp>, engine: Engine, known: bool) -> MailAccount {
    let receiver = &scene.peers.places.receiver;
    let Some(app) = app else {
        // Whom the server doesn't know it refuses as it is ordered to, and nobody else meets that order.
        let flota = scene.peers.account(0);
        let mut mailbox = Mailbox::at(scene.peers, receiver.smtps, Encryption::Tls);
        mailbox.account.address = format!("clave{}@vega.example", api_tests::unique());
        mailbox.account.login = if known { flota.address.clone() } else { String::new() };
        return mailbox.keep_with(&scene.company, &flota.password);
    };
    let smtps = |mailbox: &mut Mailbox| {
        mailbox.server.outgoing_port = Some(i64::from(receiver.smtps));
        mailbox.server.outgoing_encryption = Encryption::Tls;
    };
    let account = scene.account_with(app, engine, smtps);
    if engine != Engine::GraphApp {
        assert_eq!(scene.authorise(person, account.id, ""), "authorised");
    }
    account
}

#[test]
fn every_engine_meets_every_refusal_of_its_server() {
    let scene = Scene::alone();
    let consented = json!({ "consented": true, "roles": ["Mail.Send", "Mail.ReadWrite"] });
    let microsoft = scene.app_with(Provider::Microsoft, &consented, |_| {});
    let google = scene.app(Provider::Google);
    for (engine, app, peer, refusals) in [
        (Engine::Graph, Some(&microsoft), "graph", graph()),
        (Engine::GraphApp, Some(&microsoft), "graph", graph()),
        (Engine::Gmail, Some(&google), "gmail", gmail()),
        (Engine::SmtpOAuth, Some(&microsoft), "smtp", smtp(true)),
        (Engine::SmtpPassword, None, "smtp", smtp(false)),
    ] {
        // One for each engine: nobody authorises more than twenty at once.
        let person = scene.person();
        for Refusal { answer, failure, status } in refusals {
            let sign_in = matches!(answer["stage"].as_str(), Some("XOAUTH2" | "AUTH"));
            let account = account(&scene, &person, app, engine, !sign_in);
            let mail = scene.compose(account.id);
            let mut order =
                json!({ "peer": peer, "match": account.fields.address, "times": 2, "name": format!("walk-{mail}") });
            order.as_object_mut().expect("an object").extend(answer.as_object().expect("an object").clone());
            // Only what asks for another token is asked twice.
            let twice = failure == "reauth_required" || engine == Engine::GraphApp && failure == "scope_missing";
            order["times"] = if twice { 2.into() } else { 1.into() };
            scene.peers.order(&order);
            let what = format!("{engine:?} {answer}");
            let tried = scene.send(mail);
            // Nobody signs in for an app that acts by itself.
            let expected =
                if engine == Engine::GraphApp && failure == "reauth_required" { "consent_missing" } else { failure };
            let kind: MailFailure = expected.parse().expect("a failure of ours");
            assert_eq!((tried.facts.status, tried.facts.failure), (status, Some(kind)), "{what}: {tried:?}");
            assert_eq!(tried.facts.attempts, 1, "{what}");
            assert!(!tried.facts.server_message.is_empty() || tried.facts.remark.is_some(), "{what}: nothing is said");
            let by_itself = tried.facts.next_at < Instant::LATEST && status == Waiting;
            assert_eq!(by_itself, status == Waiting && kind.remedy() != Remedy::AwaitPerson, "{what}");
            // The light turns, and whoever can mend it is told once, only where a person has to mend the account.
            let awaits = kind.remedy() == Remedy::AwaitPerson;
            let state = scene.find(account.id).facts.state;
            assert_eq!(matches!(state, AccountState::NeedsSignIn | AccountState::Error), awaits, "{what}: {state:?}");
            assert_eq!(state == AccountState::NeedsSignIn, kind.asks_for_sign_in(), "{what}");
            let anybody = format!(
                "SELECT count(*) > 0 FROM notifications WHERE kind = 'mail-accounts' AND subject = {}",
                account.id
            );
            assert_eq!(scene.company.server.count(&anybody) == 1, awaits, "{what}: who is told");
            let reached = usize::from(answer["after"] == true);
            assert_eq!(scene.accepted(mail).len(), reached, "{what}");
        }
    }
}
