//! Getting a grant as a person does: to the provider's page and back.

use domain::mail::failure::MailFailure;
use http::header::LOCATION;
use peers::Peers;
use providers::failure::Failure;
use providers::oauth::{
    App, Callback, ConsentRequest, Endpoints, Grant, Granted, Kind, Prompt, authorise_url, exchange,
};
use providers::secret::Secret;
use providers::wire::Response;

use crate::mails::unique;
use crate::net::{fetch, fetching, finish, now};

pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

pub fn microsoft(kind: Kind) -> App {
    let places = &Peers::shared().places;
    App {
        kind,
        endpoints: Endpoints::microsoft(&places.entra.url, &places.entra.tenant),
        client_id: places.entra.client_id.clone(),
        secret: Secret::new(&places.secrets.current),
        redirect: places.entra.redirect.clone(),
    }
}

pub fn google() -> App {
    let places = &Peers::shared().places;
    App {
        kind: Kind::Google,
        endpoints: Endpoints::google_at(&places.google.url),
        client_id: places.google.client_id.clone(),
        secret: Secret::new(&places.secrets.current),
        redirect: places.google.redirect.clone(),
    }
}

pub fn oidc() -> App {
    let places = &Peers::shared().places;
    let at = |path: &str| format!("{}/{path}", places.oidc.url);
    App {
        kind: Kind::Oidc,
        endpoints: Endpoints::oidc(&at("authorize"), &at("token")),
        client_id: places.oidc.client_id.clone(),
        secret: Secret::new(&places.secrets.current),
        redirect: places.oidc.redirect.clone(),
    }
}

/// A person whom no other test knows.
pub fn person(name: &str) -> String {
    format!("{}@vega.example", unique(name))
}

pub fn get(url: &str) -> Response {
    fetch(http::Request::get(url).body(Vec::new()).expect("an address")).expect("the provider answers")
}

/// What the browser brings back, or the page it is shown. `more` is added to the address: see `servers/entra.mjs`.
pub fn ask(app: &App, grant: Grant, person: &str, more: &str) -> Result<Callback, String> {
    let verifier = Secret::new(VERIFIER);
    let asking = ConsentRequest {
        grant,
        state: "estado",
        verifier: &verifier,
        login_hint: Some(person),
        prompt: Prompt::SelectAccount,
    };
    let url = authorise_url(app, &asking).expect("an address");
    come_back(app, &format!("{url}{more}"))
}

pub fn come_back(app: &App, url: &str) -> Result<Callback, String> {
    brought_back(app, url).map(|query| Callback::read(&query))
}

/// The query string at the app's own address.
pub fn brought_back(app: &App, url: &str) -> Result<String, String> {
    let answer = get(url);
    let Some(location) = answer.headers().get(LOCATION) else {
        return Err(String::from_utf8_lossy(answer.body()).into_owned());
    };
    let location = location.to_str().expect("an address");
    let query = location.strip_prefix(&format!("{}?", app.redirect)).expect("the app's own address");
    Ok(query.to_owned())
}

pub fn code(app: &App, grant: Grant, person: &str) -> Secret {
    let callback = ask(app, grant, person, "").expect("the browser is sent back");
    assert_eq!(callback.state, "estado");
    callback.outcome.expect("a code")
}

pub fn redeem(app: &App, grant: Grant, code: &Secret) -> Result<Granted, Failure> {
    finish(exchange(app, grant, code, &Secret::new(VERIFIER), now(), fetching))
}

pub fn granted(app: &App, grant: Grant, person: &str) -> Granted {
    redeem(app, grant, &code(app, grant, person)).expect("a grant")
}

pub fn kind<T>(result: Result<T, Failure>) -> MailFailure {
    result.map(drop).expect_err("a refusal").kind
}
