//! The one client of the API; the only place that names gloo-net.
//!
//! One enters by [`call`]: `call(Endpoint::ApproveBooking).at(id).version(v).body(&draft).send::<Booking>().await`, and by
//! [`fetch::resource`] for what a screen shows. A call whose network fails or whose session has ended says so in
//! [`state`]; reads are tried again, an ended session is waited for and the call then repeated, so nothing typed is lost.
//!
//! Invariant: all of it runs on text; only the last step, reading the answer, knows a type.

mod cache;
pub(crate) mod changes;
pub(crate) mod fetch;
pub(crate) mod state;
pub(crate) mod upload;
mod wait;

use std::cell::RefCell;
use std::sync::Arc;

use domain::list::LONGEST_SEARCH;
use domain::problem::{Problem, ProblemKind};
use domain::route::{self, Endpoint, Method, Route};
use domain::text::Text;
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::Promise;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::text;
use crate::ui::failure::Failure;

#[derive(Clone)]
enum Body {
    Json(String),
    File(web_sys::File),
}

/// A call about to be made.
#[derive(Clone)]
pub(crate) struct Call {
    method: Method,
    /// It changes nothing, so what is known stays true.
    reads: bool,
    url: String,
    query: String,
    body: Option<Body>,
    version: Option<i64>,
    key: Option<String>,
    quiet: bool,
    fresh: bool,
}

/// Inlined for what [`Endpoint::special`] says.
#[inline(always)]
#[allow(clippy::inline_always)]
pub(crate) fn call(endpoint: Endpoint) -> Call {
    match endpoint.special() {
        Ok(route) => call_at(route),
        Err((kind, verb)) => call_at(&route::record(kind, verb)),
    }
}

/// The same of a route that one is handed.
pub(crate) fn call_at(route: &Route) -> Call {
    Call {
        method: route.method,
        reads: route.reads(),
        url: route.path_to("{}"),
        query: String::new(),
        body: None,
        version: None,
        key: None,
        quiet: false,
        fresh: false,
    }
}

impl Call {
    /// What stands at the path's `{id}` or `{token}`.
    pub fn at(mut self, place: impl ToString) -> Self {
        self.url = self.url.replace("{}", &String::from(js_sys::encode_uri_component(&place.to_string())));
        self
    }

    /// A query string without `?`.
    pub fn query(mut self, query: impl Into<String>) -> Self {
        self.query = query.into();
        self
    }

    pub fn body(self, body: &impl Serialize) -> Self {
        match serde_json::to_string(body) {
            Ok(text) => self.json(text),
            Err(error) => {
                leptos::logging::error!("a body that can't be written: {error}");
                self
            }
        }
    }

    /// A body that is JSON text already.
    pub fn json(mut self, text: String) -> Self {
        self.body = Some(Body::Json(text));
        self
    }

    pub fn file(mut self, file: web_sys::File) -> Self {
        self.body = Some(Body::File(file));
        self
    }

    /// The record's version, as `If-Match`.
    pub fn version(mut self, version: i64) -> Self {
        self.version = Some(version);
        self
    }

    /// An `Idempotency-Key`, one for each filled-in form: pressed twice, done once.
    pub fn key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    /// Not being signed in is an answer, not an ended session.
    pub fn quietly(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Never shown from the cache.
    pub fn fresh(mut self) -> Self {
        self.fresh = true;
        self
    }

    /// What names its answer in the cache: `None` where the question is more than the address.
    pub fn known_as(&self) -> Option<String> {
        matches!(self.method, Method::Get).then(|| self.address())
    }

    /// Path and query.
    pub fn address(&self) -> String {
        if self.query.is_empty() { self.url.clone() } else { [self.url.as_str(), "?", &self.query].concat() }
    }

    /// The answer's text.
    pub async fn text(self) -> Result<String, Problem> {
        let outcome = run(&self).await;
        if outcome.is_ok() && !self.reads {
            cache::clear();
        }
        outcome
    }

    pub async fn send<T: DeserializeOwned>(self) -> Result<T, Problem> {
        read(&self.text().await?)
    }

    /// For answers that say nothing.
    pub async fn done(self) -> Result<(), Problem> {
        self.text().await.map(|_| ())
    }
}

/// What was typed to search by, as the query string says it: nothing where nothing was, and no more than is looked at.
pub(crate) fn search_query(typed: &str) -> String {
    let typed: String = typed.trim().chars().take(LONGEST_SEARCH).collect();
    if typed.is_empty() { typed } else { ["q=", &String::from(js_sys::encode_uri_component(&typed))].concat() }
}

/// As many different numbers as `Math.random` draws.
const DRAWS: f64 = (1_u64 << 52) as f64;

/// A key for one filled-in form.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn new_key() -> String {
    let crypto = js_sys::Reflect::get(&js_sys::global(), &"crypto".into()).ok();
    let uuid = crypto.and_then(|crypto| {
        let draw: js_sys::Function = js_sys::Reflect::get(&crypto, &"randomUUID".into()).ok()?.into();
        draw.call0(&crypto).ok()?.as_string()
    });
    // Without a secure context there is no randomUUID; two numbers are unlikely enough to meet.
    uuid.unwrap_or_else(|| {
        [js_sys::Math::random(), js_sys::Math::random()].map(|n| ((n * DRAWS) as u64).to_string()).concat()
    })
}

pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    let text = if text.is_empty() { "null" } else { text };
    serde_json::from_str(text).map_err(|_| INTERNAL.problem())
}

thread_local! {
    static LAST_PROBLEM: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The id of the request that was last shown to fail, for whoever reports it.
pub(crate) fn last_problem() -> Option<String> {
    LAST_PROBLEM.with_borrow(Clone::clone)
}

/// What the kit shows of a problem. A field's error that stands at its input is not repeated here.
pub(crate) fn failure(problem: &Problem) -> Failure {
    let id = (!problem.request_id.is_empty()).then(|| problem.request_id.clone());
    if id.is_some() {
        LAST_PROBLEM.set(id.clone());
    }
    // Only what the person can't mend needs quoting.
    Failure {
        title: problem.title.clone(),
        detail: problem.detail.clone(),
        request_id: id.filter(|_| problem.status >= 500),
        lasting: matches!(problem.status, 403 | 404),
    }
}

/// Tries to reach a read this often.
const TRIES: u32 = 3;

async fn run(call: &Call) -> Result<String, Problem> {
    let mut tried = 0;
    loop {
        tried += 1;
        match once(call).await {
            Err(problem) if problem.known() == Some(ProblemKind::SignInNeeded) && !call.quiet => {
                state::end_session();
                wait::signed_in().await;
                tried = 0;
            }
            Err(problem) if problem.status == 503 && matches!(call.method, Method::Get) && tried < TRIES => {
                let asked = problem.retry_after.map_or(0, |seconds| seconds.min(5) * 1_000);
                wait::sleep(asked.max(400 << tried)).await;
            }
            outcome => return outcome,
        }
    }
}

async fn once(call: &Call) -> Result<String, Problem> {
    let response = match asked_before(call).await {
        Some(response) => response,
        None => {
            let Ok(sending) = request(call).map(Request::send) else { return Err(unreachable()) };
            let Ok(response) = sending.await else { return Err(unreachable()) };
            response
        }
    };
    let (ok, status) = (response.ok(), response.status());
    let Ok(text) = response.text().await else { return Err(unreachable()) };
    state::set_unreachable(false);
    if ok { Ok(text) } else { Err(problem_of(status, &text)) }
}

#[wasm_bindgen]
extern "C" {
    /// The answer to what `boot.js` asked before the app was here; each is had once.
    #[wasm_bindgen(js_name = volanteAsked)]
    fn asked(address: &str) -> Option<Promise>;
}

/// What the page asked already.
async fn asked_before(call: &Call) -> Option<Response> {
    let answer = asked(&call.known_as()?)?;
    let response: web_sys::Response = JsFuture::from(answer).await.ok()?.unchecked_into();
    Some(response.into())
}

/// A problem that nobody told us of. Its title is taken here, so that those of all the others needn't travel with the app.
struct Own {
    kind: ProblemKind,
    title: Text,
}

const INTERNAL: Own = Own { kind: ProblemKind::Internal, title: ProblemKind::Internal.title() };
const UNAVAILABLE: Own = Own { kind: ProblemKind::Unavailable, title: ProblemKind::Unavailable.title() };

impl Own {
    fn problem(&self) -> Problem {
        Problem {
            kind: ["/problems/", self.kind.code()].concat(),
            title: text::t(self.title).to_owned(),
            status: self.kind.status(),
            ..Problem::default()
        }
    }
}

fn problem_of(status: u16, text: &str) -> Problem {
    // In the language of the person's profile, which is the page's; before sign-in, in the one that the call asks for.
    let problem = serde_json::from_str::<Problem>(text).ok().filter(|problem| !problem.title.is_empty());
    problem.unwrap_or_else(|| if status >= 502 { UNAVAILABLE.problem() } else { INTERNAL.problem() })
}

fn request(call: &Call) -> Result<Request, gloo_net::Error> {
    let mut request = RequestBuilder::new(&call.address())
        .method(method(call.method))
        .header("Accept", "application/json")
        .header("Accept-Language", text::language().code());
    if let Some(version) = call.version {
        request = request.header("If-Match", &version.to_string());
    }
    if let Some(contact) = state::acts_as() {
        request = request.header("Acting-As", &contact.to_string());
    }
    if let Some(key) = &call.key {
        request = request.header("Idempotency-Key", key);
    }
    match &call.body {
        None => request.build(),
        Some(Body::Json(text)) => request.header("Content-Type", "application/json").body(JsValue::from_str(text)),
        Some(Body::File(file)) => request.header("Content-Type", &file.type_()).body(JsValue::from(file.clone())),
    }
}

const fn method(method: Method) -> gloo_net::http::Method {
    use gloo_net::http::Method as Http;
    match method {
        Method::Get => Http::GET,
        Method::Post => Http::POST,
        Method::Put => Http::PUT,
        Method::Delete => Http::DELETE,
    }
}

fn unreachable() -> Problem {
    state::set_unreachable(true);
    let mut problem = UNAVAILABLE.problem();
    text::t(text::shell::NETWORK).clone_into(&mut problem.title);
    problem
}

/// An answer's text, shared between the cache and whoever shows it.
pub(crate) type Answer = Arc<str>;
