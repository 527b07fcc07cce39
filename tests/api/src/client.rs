//! One person's browser, or nobody's: keeps the session cookie by hand, because `Secure` ones don't travel over plain HTTP.

use domain::{
    list::Page,
    problem::{Problem, ProblemKind},
    record::{Created, RecordKind},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use ureq::{Agent, http::Request};

pub struct Client {
    agent: Agent,
    pub url: String,
    /// Name to value.
    cookies: Mutex<BTreeMap<String, String>>,
    /// Sent as the address that the platform says a call comes from, since attempts are counted by it.
    address: String,
}

impl Client {
    #[must_use]
    pub fn new(url: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .proxy(None);
        let number = crate::unique();
        Self {
            agent: config.build().new_agent(),
            url: url.to_owned(),
            cookies: Mutex::default(),
            address: format!("10.{}.{}.{}", number >> 16 & 255, number >> 8 & 255, number & 255),
        }
    }

    /// The same person in the same browser, over connections of its own.
    #[must_use]
    pub fn again(&self) -> Self {
        self.at(&self.url)
    }

    /// The same person, after the server moved.
    #[must_use]
    pub fn at(&self, url: &str) -> Self {
        let other = Self::new(url);
        *other.cookies.lock().unwrap_or_else(PoisonError::into_inner) = self.cookies();
        Self { address: self.address.clone(), ..other }
    }

    #[must_use]
    pub fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn call(&self, method: &str, path: &str) -> Call<'_> {
        let mut headers = vec![("accept-language".to_owned(), "en".to_owned())];
        headers.push(("cf-connecting-ip".to_owned(), self.address.clone()));
        if method != "GET" {
            headers.push(("origin".to_owned(), self.url.clone()));
        }
        let cookies: Vec<String> = self.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            headers.push(("cookie".to_owned(), cookies.join("; ")));
        }
        Call { client: self, method: method.to_owned(), path: path.to_owned(), headers, body: Vec::new() }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.call("GET", path).send()
    }

    pub fn post<T: Serialize>(&self, path: &str, body: &T) -> Answer {
        self.call("POST", path).json(body).send()
    }

    /// Creates under a key of its own.
    pub fn create<T: Serialize>(&self, kind: RecordKind, draft: &T) -> Created {
        self.try_create(kind, draft).expect(201).json()
    }

    pub fn try_create<T: Serialize>(&self, kind: RecordKind, draft: &T) -> Answer {
        self.call("POST", &format!("/api/{}", kind.collection())).key(&key()).json(draft).send()
    }

    /// A keyed call that is no record's own create.
    pub fn keyed<T: Serialize>(&self, path: &str, body: &T) -> Answer {
        self.call("POST", path).key(&key()).json(body).send()
    }

    pub fn update<T: Serialize>(&self, kind: RecordKind, id: i64, version: i64, draft: &T) -> Answer {
        self.call("PUT", &format!("/api/{}/{id}", kind.collection())).version(version).json(draft).send()
    }

    /// A versioned call that isn't a save: a move, archiving, issuing.
    pub fn act<T: Serialize>(&self, path: &str, version: i64, body: &T) -> Answer {
        self.call("POST", path).version(version).json(body).send()
    }

    pub fn find<T: DeserializeOwned>(&self, kind: RecordKind, id: i64) -> T {
        self.get(&format!("/api/{}/{id}", kind.collection())).expect(200).json()
    }

    /// A record whose type doesn't matter here.
    pub fn raw(&self, kind: RecordKind, id: i64) -> Value {
        self.find(kind, id)
    }

    pub fn list_page<R: DeserializeOwned>(&self, kind: RecordKind, query: &str) -> Page<R> {
        self.get(&format!("/api/{}?{query}", kind.collection())).expect(200).json()
    }

    /// Every row of a list, whatever the number of pages.
    pub fn rows<R: DeserializeOwned>(&self, kind: RecordKind, query: &str) -> Vec<R> {
        let mut rows = Vec::new();
        let mut behind = String::new();
        loop {
            let page: Page<R> = self.list_page(kind, &format!("{query}&limit=200{behind}"));
            rows.extend(page.rows);
            match page.next {
                Some(next) => behind = format!("&cursor={}", escape(&next)),
                None => return rows,
            }
        }
    }
}

/// An `Idempotency-Key` never used before.
#[must_use]
pub fn key() -> String {
    format!("key-of-the-tests-{:08}-{}", crate::unique(), std::process::id())
}

/// A value for a query string.
#[must_use]
pub fn escape(value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    value.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A request before it is sent.
pub struct Call<'c> {
    client: &'c Client,
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Call<'_> {
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    #[must_use]
    pub fn key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    #[must_use]
    pub fn version(self, version: i64) -> Self {
        self.header("if-match", &version.to_string())
    }

    #[must_use]
    pub fn json<T: Serialize>(self, body: &T) -> Self {
        let body = serde_json::to_vec(body).expect("a body is JSON");
        self.header("content-type", "application/json").bytes(body)
    }

    #[must_use]
    pub fn bytes(mut self, body: Vec<u8>) -> Self {
        self.body = body;
        self
    }

    /// Sends it; a new session's cookie is kept.
    pub fn send(self) -> Answer {
        let line = format!("{} {}", self.method, self.path);
        self.try_send().unwrap_or_else(|error| panic!("{line}: {error}"))
    }

    /// # Errors
    /// When there is no answer at all: the server is gone, or closed the connection on the way.
    pub fn try_send(self) -> Result<Answer, ureq::Error> {
        let line = format!("{} {}", self.method, self.path);
        let mut request =
            Request::builder().method(self.method.as_str()).uri(format!("{}{}", self.client.url, self.path));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let agent = &self.client.agent;
        let bodiless = self.body.is_empty() && matches!(self.method.as_str(), "GET" | "HEAD" | "DELETE" | "OPTIONS");
        let mut response = match bodiless {
            true => agent.run(request.body(()).expect("a request"))?,
            false => agent.run(request.body(self.body).expect("a request"))?,
        };
        let all = response.headers().iter();
        let headers: Vec<(String, String)> = all
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        for (_, value) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            self.client.keep(value);
        }
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(64 << 20).read_to_vec()?;
        Ok(Answer { line, status, headers, body: String::from_utf8_lossy(&body).into_owned() })
    }
}

impl Client {
    fn keep(&self, set_cookie: &str) {
        let mut parts = set_cookie.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { return };
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = value.is_empty() || parts.any(|part| part.eq_ignore_ascii_case("max-age=0"));
        if ended {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

#[derive(Clone, Debug)]
pub struct Answer {
    /// What was asked, to tell failures apart.
    pub line: String,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    /// Insists on a status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}: {}", self.line, self.excerpt());
        self
    }

    /// Insists that it was done.
    #[track_caller]
    pub fn done(self) -> Self {
        assert!((200..300).contains(&self.status), "{}: {} {}", self.line, self.status, self.excerpt());
        self
    }

    #[must_use]
    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{}: {error}: {}", self.line, self.excerpt()))
    }

    /// Insists on a problem document of this kind, whole and of the right media type.
    #[track_caller]
    pub fn refused(&self, kind: ProblemKind) -> Problem {
        let problem = self.problem();
        assert_eq!(problem.known(), Some(kind), "{}: {} {}", self.line, self.status, self.excerpt());
        problem
    }

    /// Insists on a problem document of some known kind.
    #[track_caller]
    pub fn problem(&self) -> Problem {
        let problem: Problem = self.json();
        let kind = problem.known().unwrap_or_else(|| panic!("{}: {}: {}", self.line, self.status, self.excerpt()));
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.line);
        assert_eq!((self.status, problem.status), (kind.status(), kind.status()), "{}", self.line);
        assert!(!problem.title.is_empty() && !problem.request_id.is_empty(), "{}: {}", self.line, self.excerpt());
        problem
    }

    /// The fields that a 422 names.
    #[must_use]
    #[track_caller]
    pub fn fields(&self) -> Vec<String> {
        self.refused(ProblemKind::Invalid).errors.into_iter().map(|error| error.field).collect()
    }

    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// What the answer cost: D1 statements, rows read, rows written. The local runtime says so to everybody.
    #[must_use]
    #[track_caller]
    pub fn cost(&self) -> Cost {
        let timing = self.header("x-cost");
        let number = |name: &str| {
            let after = timing.split(&format!("{name}=")).nth(1)?;
            after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
        };
        let cost = || {
            Some(Cost {
                statements: number("statements")?,
                rows_read: number("rows_read")?,
                rows_written: number("rows_written")?,
            })
        };
        cost().unwrap_or_else(|| panic!("{}: no counts in X-Cost: {timing:?}", self.line))
    }

    /// Status and headers, but for the one that is each answer's own: what two answers must share that are to be told alike.
    #[must_use]
    pub fn outside(&self) -> (u16, BTreeMap<String, String>) {
        let own = |name: &str| matches!(name, "x-request-id" | "date" | "x-cost");
        (self.status, self.headers.iter().filter(|(name, _)| !own(name)).cloned().collect())
    }

    /// Insists that it was done and set a cookie: the cookie, with its attributes.
    #[must_use]
    #[track_caller]
    pub fn done_cookie(&self) -> &str {
        assert!((200..300).contains(&self.status), "{}: {} {}", self.line, self.status, self.excerpt());
        self.header("set-cookie")
    }

    #[must_use]
    pub fn excerpt(&self) -> String {
        self.body.chars().take(600).collect()
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub statements: i64,
    pub rows_read: i64,
    pub rows_written: i64,
}
