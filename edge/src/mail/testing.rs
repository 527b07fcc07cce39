//! Trying out, for a person who watches: an app's credentials, an account without sending, a test mail.
//!
//! Invariant: an answer names the stages that passed and the one that failed, and holds no secret.

use domain::mail::account::{Attempt, TestMailDraft};
use domain::mail::failure::Stage;
use domain::mail::outbox::{MessageDraft, OutboxKind, Recipient};
use domain::mail::server::Engine;
use providers::failure::{Failure, StageFailure, http_stage};
use providers::oauth::{App, me, read_me, test_credentials};
use providers::smtp::Task;
use providers::{gmail, graph};

use super::consent::limited;
use super::context::{Account, MailContext};
use super::outbox::{NewMail, put_as};
use super::sending::answered;
use super::{accounts, apps, delivery, grants, outbox, smtp};
use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;
use crate::io::random;

/// `POST /api/mail-apps/{id}/test`: [`Attempt`].
///
/// # Errors
/// 404, 429.
pub async fn test_app(call: &Call) -> Answer {
    let (caller, app) = apps::managed(call).await?;
    limited(call, "test", &caller).await?;
    let context = MailContext::open(&call.db, &call.env)?;
    let outcome = match context.apps(&app, true, call.origin()).await {
        Ok(apps) => {
            let ask = async |app: &App| test_credentials(app, context.now(), |request| context.send(request)).await;
            grants::with_secrets(&context, &app, &apps, ask).await.map(|(_, promoted)| promoted)
        }
        Err(failure) => Err(failure),
    };
    let (code, server_message, remark) = outcome.as_ref().map_or_else(
        |failure| (Some(failure.kind.code()), failure.server_message.as_str(), grants::remark(failure)),
        |_| (None, "", None),
    );
    let keep =
        Statement::new("UPDATE mail_apps SET failure = ?, server_message = ?, remark = ?, tested_at = ? WHERE id = ?");
    let mut statements = vec![keep.bind(code).bind(server_message).bind(remark).bind(context.now()).bind(app.id)];
    let outcome = match outcome {
        Ok(promoted) => {
            statements.extend(promoted);
            statements.push(outbox::release_app(app.id, context.now()));
            Ok(String::new())
        }
        Err(failure) => Err(failure.at(Stage::Token)),
    };
    call.db.write(&statements).await?;
    let passed = if outcome.is_ok() { vec![Stage::Token] } else { Vec::new() };
    Ok(Reply::json(&attempt_of(passed, outcome, Vec::new())))
}

/// `POST /api/mail-accounts/{id}/validate`: [`Attempt`].
///
/// # Errors
/// 404, 429.
pub async fn validate(call: &Call) -> Answer {
    let (caller, account, _) = accounts::managed(call, Vec::new()).await?;
    limited(call, "try", &caller).await?;
    let context = MailContext::open(&call.db, &call.env)?;
    let (outcome, transcript, passed) = match account.server.engine {
        Engine::SmtpOAuth | Engine::SmtpPassword => {
            let conversation = smtp::run_conversation(&context, &account, Task::Validate, 0, async || Ok(())).await;
            (conversation.outcome.map(|done| done.server_message), conversation.transcript, conversation.passed)
        }
        engine @ (Engine::Graph | Engine::GraphApp | Engine::Gmail) => {
            let (outcome, passed) = by_token(&context, &account, engine).await;
            (outcome, Vec::new(), passed)
        }
    };
    let mut statements = delivery::light(&account, &outcome, context.now());
    if outcome.is_ok() {
        statements.push(outbox::release(account.id, context.now()));
    }
    if !statements.is_empty() {
        call.db.write(&statements).await?;
    }
    Ok(Reply::json(&attempt_of(passed, outcome, transcript)))
}

/// Shows the token to the mailbox it is for. Where sending is all that was granted, the mailbox's refusal to show more tells
/// that it took the token.
async fn by_token(
    context: &MailContext<'_>,
    account: &Account,
    engine: Engine,
) -> (Result<String, StageFailure>, Vec<Stage>) {
    let mut passed = Vec::new();
    let base = if engine == Engine::Gmail { context.gmail() } else { context.graph() };
    let outcome = grants::with_token(context, account, async |token| {
        passed = vec![Stage::Token];
        let at_sign_in = |failure: Failure| failure.at(Stage::SignIn);
        let request = match engine {
            Engine::Gmail => gmail::profile(&base, &token),
            Engine::GraphApp => graph::newest(&base, &account.fields.address, &token),
            Engine::Graph | Engine::SmtpOAuth | Engine::SmtpPassword => me(&base, &token),
        };
        let answer = context.send(request.map_err(at_sign_in)?).await;
        let answer = answer.map_err(|unreached| {
            let failure = Failure::from(unreached);
            let stage = http_stage(failure.kind);
            failure.at(if stage == Stage::Message { Stage::Connect } else { stage })
        })?;
        answered(&mut passed, &base, answer.status().as_u16());
        let read = match engine {
            Engine::Gmail => gmail::read_profile(&answer, context.now()),
            Engine::GraphApp => graph::read_newest(&answer, context.now()).map(|()| account.fields.address.clone()),
            Engine::Graph | Engine::SmtpOAuth | Engine::SmtpPassword => {
                read_me(&answer, context.now()).map(|who| who.addresses.into_iter().next().unwrap_or(who.name))
            }
        };
        read.map_err(|failure| {
            passed.retain(|stage| *stage != Stage::SignIn);
            at_sign_in(failure)
        })
    })
    .await;
    (outcome, passed)
}

/// `POST /api/mail-accounts/{id}/test`: [`Attempt`].
///
/// # Errors
/// 404, 422, 429.
pub async fn send_test(call: &Call) -> Answer {
    let (caller, account, _) = accounts::managed(call, Vec::new()).await?;
    let draft: TestMailDraft = call.draft()?;
    // A draft that can't be sent is no try.
    limited(call, "try", &caller).await?;
    let message = MessageDraft {
        to: vec![Recipient::new("", &draft.to)],
        subject: draft.subject,
        text: draft.text,
        ..MessageDraft::default()
    };
    let context = MailContext::open(&call.db, &call.env)?;
    let id = random::id();
    let mail = NewMail {
        kind: OutboxKind::Test,
        notice: None,
        account: Some(account.id),
        link: None,
        message: &message,
        about: None,
        by: None,
        now: call.now,
    };
    call.db.write(&[put_as(id, &mail)]).await?;
    let (outcome, transcript, passed) = match delivery::send_now(&context, id).await? {
        Some(sent) => (sent.outcome.map(|accepted| accepted.server_message), sent.transcript, sent.passed),
        // The clock was faster by a moment; the outbox says how it went.
        None => (Ok(String::new()), Vec::new(), Vec::new()),
    };
    if outcome.is_err() {
        // Whoever tests tries again by hand; a test that arrives tomorrow says nothing.
        let end = Statement::new(
            "UPDATE outbox SET status = 'failed', next_at = ?, version = version + 1 WHERE id = ? AND status = 'waiting'",
        );
        call.db.write(&[end.bind(context.now()).bind(id)]).await?;
    }
    Ok(Reply::json(&attempt_of(passed, outcome, transcript)))
}

fn attempt_of(passed: Vec<Stage>, outcome: Result<String, StageFailure>, transcript: Vec<String>) -> Attempt {
    let attempt = Attempt {
        passed,
        failed: None,
        failure: None,
        server_message: String::new(),
        remark: None,
        transcript,
        perhaps_sent: false,
    };
    match outcome {
        Ok(server_message) => Attempt { server_message, ..attempt },
        Err(StageFailure { stage, failure, perhaps_accepted, .. }) => Attempt {
            failed: Some(stage),
            failure: Some(failure.kind),
            server_message: failure.server_message,
            remark: failure.remark,
            perhaps_sent: perhaps_accepted,
            ..attempt
        },
    }
}
