//! Trying out, for a person who watches: an app's credentials, an account without sending, a test mail.
//!
//! Invariant: an answer names the stages that passed and the one that failed, and holds no secret.

use domain::mail::account::{Attempt, Engine, TestMailDraft};
use domain::mail::app::Provider;
use domain::mail::failure::{MailFailure, Stage};
use domain::mail::outbox::{LetterDraft, OutboxKind, Recipient};
use domain::problem::ProblemKind;
use providers::failure::{Failure, StageFailure};
use providers::oauth::{me, read_me};
use providers::smtp::Task;

use super::consent::limited;
use super::desk::{Account, Desk, REGISTRATION, Registration};
use super::outbox::{NewMail, put_as};
use super::{accounts, grants, outbox, posting, smtp};
use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::{fetch, random};

/// The stages of a talk by SMTP, of one by HTTP, and of a token alone.
const BY_SMTP: &[Stage] =
    &[Stage::Token, Stage::Connect, Stage::Greeting, Stage::Tls, Stage::SignIn, Stage::Recipients, Stage::Message];
const BY_HTTP: &[Stage] = &[Stage::Token, Stage::Connect, Stage::Tls, Stage::SignIn, Stage::Message];

/// `POST /api/mail-apps/{id}/test`: [`Attempt`].
///
/// # Errors
/// 404, 429.
pub async fn test_app(call: &Call) -> Answer {
    let id = call.record()?;
    let find =
        Statement::new(format!("SELECT {REGISTRATION} FROM mail_apps a WHERE a.id = ? AND a.archived_at IS NULL"));
    let (caller, rows) = call.staff(vec![find.bind(id)]).await?;
    let app: Registration = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    limited(call, "test", &caller).await?;
    let desk = Desk::open(&call.db, &call.env)?;
    let outcome = match desk.apps(&app, true, call.origin()).await {
        Ok(apps) => grants::of_app(&desk, &app, &apps).await.map(|(_, promoted)| promoted),
        Err(failure) => Err(failure),
    };
    // Google gives apps no token of their own, but says who it doesn't know before it says so.
    let outcome = match outcome {
        Err(failure) if app.provider != Provider::Microsoft && !failure.kind.is_the_apps() && reached(&failure) => {
            Ok(Vec::new())
        }
        outcome => outcome,
    };
    let (code, said) = outcome.as_ref().map_or_else(|f| (f.kind.code(), f.said.as_str()), |_| ("", ""));
    let keep = Statement::new("UPDATE mail_apps SET failure = ?, said = ?, tested_at = ? WHERE id = ?");
    let mut statements = vec![keep.bind(code).bind(said).bind(desk.now()).bind(id)];
    let outcome = match outcome {
        Ok(promoted) => {
            statements.extend(promoted);
            statements.push(outbox::release_app(id, desk.now()));
            Ok(String::new())
        }
        Err(failure) => Err(failure.at(Stage::Token)),
    };
    call.db.write(&statements).await?;
    Ok(Reply::json(&told(&[Stage::Token], outcome, Vec::new())))
}

/// Whether the provider itself answered.
fn reached(failure: &Failure) -> bool {
    use MailFailure as F;
    !matches!(failure.kind, F::DnsOrBlocked | F::Tls | F::ServerGone | F::Throttled { .. })
}

/// `POST /api/mail-accounts/{id}/validate`: [`Attempt`].
///
/// # Errors
/// 403, 404, 429.
pub async fn validate(call: &Call) -> Answer {
    let (caller, account) = mine(call).await?;
    limited(call, "try", &caller).await?;
    let desk = Desk::open(&call.db, &call.env)?;
    let (outcome, transcript, stages) = match account.fields.engine {
        Engine::SmtpOAuth | Engine::SmtpPassword => {
            let talk = smtp::talk(&desk, &account, Task::Validate).await;
            (talk.outcome.map(|done| done.said), talk.transcript, BY_SMTP)
        }
        engine => (by_token(&desk, &account, engine).await, Vec::new(), BY_HTTP),
    };
    let mut statements = posting::light(&account, &outcome, desk.now());
    if outcome.is_ok() {
        statements.push(outbox::release(account.id, desk.now()));
    }
    if !statements.is_empty() {
        call.db.write(&statements).await?;
    }
    let until = stages.iter().position(|stage| *stage == Stage::SignIn).map_or(0, |place| place.saturating_add(1));
    let stages = applicable(&account, stages.get(..until).unwrap_or(stages));
    Ok(Reply::json(&told(&stages, outcome, transcript)))
}

/// Sending is all that is granted, so a token is as far as one can look without sending, except who it belongs to.
async fn by_token(desk: &Desk<'_>, account: &Account, engine: Engine) -> Result<String, StageFailure> {
    let token = grants::access(desk, account).await.map_err(|failure| failure.at(Stage::Token))?;
    if engine != Engine::Graph {
        return Ok(String::new());
    }
    let request = me(&desk.graph(), &token).map_err(|failure| failure.at(Stage::SignIn))?;
    let response = fetch::send(request).await.map_err(|unreached| Failure::from(unreached).at(Stage::Connect))?;
    let who = read_me(&response, desk.now()).map_err(|failure| failure.at(Stage::SignIn))?;
    Ok(who.addresses.into_iter().next().unwrap_or(who.name))
}

/// `POST /api/mail-accounts/{id}/test`: [`Attempt`].
///
/// # Errors
/// 403, 404, 422, 429.
pub async fn send_test(call: &Call) -> Answer {
    let (caller, account) = mine(call).await?;
    let draft: TestMailDraft = call.draft()?;
    // A draft that can't be sent is no try.
    limited(call, "try", &caller).await?;
    let letter = LetterDraft {
        to: vec![Recipient::new("", &draft.to)],
        subject: draft.subject,
        text: draft.text,
        ..LetterDraft::default()
    };
    let desk = Desk::open(&call.db, &call.env)?;
    let id = random::id();
    let mail = NewMail {
        kind: OutboxKind::Test,
        notice: None,
        account: Some(account.id),
        link: None,
        letter: &letter,
        about: None,
        by: None,
        now: call.now,
    };
    call.db.write(&[put_as(id, &mail)]).await?;
    let stages = match account.fields.engine {
        Engine::SmtpOAuth | Engine::SmtpPassword => BY_SMTP,
        _ => BY_HTTP,
    };
    let (outcome, transcript) = match posting::send_now(&desk, id).await? {
        Some(sent) => (sent.outcome, sent.transcript),
        // The clock was faster by a moment.
        None => (Ok(String::new()), Vec::new()),
    };
    if outcome.is_err() {
        // Whoever tests tries again by hand; a test that arrives tomorrow says nothing.
        let end = Statement::new(
            "UPDATE outbox SET status = 'failed', next_at = ?, version = version + 1 WHERE id = ? AND status = 'waiting'",
        );
        call.db.write(&[end.bind(desk.now()).bind(id)]).await?;
    }
    Ok(Reply::json(&told(&applicable(&account, stages), outcome, transcript)))
}

/// The account, if the caller may try it out.
async fn mine(call: &Call) -> Result<(Caller, Account), Refusal> {
    let id = call.record()?;
    let (caller, rows) = call.staff(vec![accounts::statement("t.id = ?").bind(id)]).await?;
    let account: Account = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    if !accounts::may_manage(&account, &caller) && !accounts::may_send(&account, &caller) {
        return Err(ProblemKind::NotAllowed.into());
    }
    Ok((caller, account))
}

/// Without a token's stage for those who have a password.
fn applicable(account: &Account, stages: &[Stage]) -> Vec<Stage> {
    let token = account.fields.engine.needs_app();
    stages.iter().copied().filter(|stage| token || *stage != Stage::Token).collect()
}

fn told(stages: &[Stage], outcome: Result<String, StageFailure>, transcript: Vec<String>) -> Attempt {
    match outcome {
        Ok(said) => Attempt { passed: stages.to_vec(), failed: None, failure: None, said, transcript },
        Err(StageFailure { stage, failure, .. }) => {
            let passed = stages.iter().copied().take_while(|passed| *passed != stage).collect();
            Attempt { passed, failed: Some(stage), failure: Some(failure.kind), said: failure.said, transcript }
        }
    }
}
