//! Grants that are given: codes, refresh tokens, client credentials.

use domain::mail::failure::MailFailure;
use peers::Peers;
use providers::oauth::{AdminConsent, Grant, Kind, Match, admin_consent_url, client_credentials, me, read_me, refresh};
use providers::secret::Secret;
use serde_json::json;

use crate::granting::{ask, brought_back, google, granted, kind, microsoft, oidc, person, redeem};
use crate::mails::unique;
use crate::net::{fetch, fetching, finish, now};

#[test]
fn a_code_becomes_a_grant_that_lasts_and_says_who_gave_it() {
    let (app, ana) = (microsoft(Kind::MicrosoftDelegated), person("ana"));
    let granted = granted(&app, Grant::GraphSend, &ana);
    assert!(granted.refresh.is_some());
    assert!(granted.expires_at > now());
    assert!(
        granted.scopes.iter().any(|scope| scope == "https://graph.microsoft.com/Mail.Send"),
        "{:?}",
        granted.scopes
    );
    let who = granted.who.expect("an id_token came along");
    assert_eq!(who.matches(&ana), Match::Same);
    assert_eq!(who.tenant.as_deref(), Some(Peers::shared().places.entra.tenant.as_str()));

    let answer = fetch(me(&Peers::shared().places.graph.url, &granted.access).unwrap()).unwrap();
    assert_eq!(read_me(&answer, now()).unwrap().matches(&ana), Match::Same);
}

#[test]
fn somebody_else_who_consents_is_noticed() {
    let (app, ana) = (microsoft(Kind::MicrosoftDelegated), person("ana"));
    let code = ask(&app, Grant::GraphSend, &ana, "&peer=other").unwrap().outcome.unwrap();
    let who = redeem(&app, Grant::GraphSend, &code).unwrap().who.unwrap();
    assert_eq!(who.matches(&ana), Match::Other("otra@vega.example".into()));
}

#[test]
fn a_refresh_token_is_replaced_at_each_use_and_the_old_one_ends_the_grant() {
    let app = microsoft(Kind::MicrosoftDelegated);
    let first = granted(&app, Grant::OutlookSmtp, &person("ana")).refresh.unwrap();
    let spend = |token: &Secret| finish(refresh(&app, Grant::OutlookSmtp, token, now(), fetching));

    let second = spend(&first).unwrap().refresh.unwrap();
    assert_ne!(first, second);
    let third = spend(&second).unwrap().refresh.unwrap();
    assert_ne!(second, third);

    let failure = spend(&second).unwrap_err();
    assert_eq!(failure.kind, MailFailure::ReauthRequired);
    assert!(failure.server_message.contains("AADSTS50173"), "{failure}");
    // Whoever used it again may have stolen it, so what came of it is dead too.
    assert_eq!(kind(spend(&third)), MailFailure::ReauthRequired);
}

#[test]
fn both_secrets_are_good_while_one_is_renewed() {
    let app = microsoft(Kind::MicrosoftDelegated);
    let next = app.with_secret(Secret::new(&Peers::shared().places.secrets.next));
    let refreshed = granted(&app, Grant::GraphSend, &person("ana")).refresh.unwrap();
    assert!(finish(refresh(&next, Grant::GraphSend, &refreshed, now(), fetching)).is_ok());
}

#[test]
fn an_app_acts_by_itself_once_an_administrator_consented() {
    let mut app = microsoft(Kind::MicrosoftAppOnly);
    app.client_id = unique("app");
    Peers::shared().app(&json!({ "client_id": app.client_id }));
    let ask = || finish(client_credentials(&app, now(), fetching));
    assert_eq!(kind(ask()), MailFailure::ConsentMissing);

    let url = admin_consent_url(&app, "estado").unwrap().unwrap();
    let declined = brought_back(&app, &format!("{url}&peer=decline")).unwrap();
    assert!(AdminConsent::is_one(&declined));
    assert_eq!(kind(AdminConsent::read(&declined).outcome), MailFailure::ConsentMissing);

    let consented = brought_back(&app, &url).unwrap();
    assert!(AdminConsent::is_one(&consented));
    let consent = AdminConsent::read(&consented);
    assert_eq!(consent.state, "estado");
    assert_eq!(consent.outcome.unwrap(), Peers::shared().places.entra.tenant);

    let granted = ask().unwrap();
    assert_eq!(granted.refresh, None);
    assert!(granted.who.is_none());
}

#[test]
fn google_keeps_its_refresh_token() {
    let (app, ana) = (google(), person("ana"));
    let first = granted(&app, Grant::GmailSend, &ana);
    assert_eq!(first.who.unwrap().matches(&ana), Match::Same);
    let token = first.refresh.unwrap();
    let again = finish(refresh(&app, Grant::GmailSend, &token, now(), fetching)).unwrap();
    assert_eq!(again.refresh, Some(token.clone()));
    assert_ne!(again.access, first.access);
    Peers::shared().revoke(&ana);
    assert_eq!(kind(finish(refresh(&app, Grant::GmailSend, &token, now(), fetching))), MailFailure::ReauthRequired);
}

#[test]
fn any_other_provider_is_spoken_to_by_the_book() {
    let (app, ana) = (oidc(), person("ana"));
    let first = granted(&app, Grant::OutlookSmtp, &ana);
    assert_eq!(first.who.unwrap().matches(&ana), Match::Same);
    let token = first.refresh.unwrap();
    let spend = |token: &Secret| finish(refresh(&app, Grant::OutlookSmtp, token, now(), fetching));
    assert_ne!(spend(&token).unwrap().refresh, Some(token.clone()));
    assert_eq!(kind(spend(&token)), MailFailure::ReauthRequired);

    let declined = ask(&app, Grant::Oidc, &ana, "&peer=decline").unwrap();
    assert_eq!(kind(declined.outcome), MailFailure::ConsentMissing);
    let wrong = app.with_secret(Secret::new("otro"));
    let code = ask(&app, Grant::Oidc, &ana, "").unwrap().outcome.unwrap();
    assert_eq!(kind(redeem(&wrong, Grant::Oidc, &code)), MailFailure::SecretWrong);
    assert!(redeem(&app, Grant::Oidc, &code).is_ok());
}
