//! A call: the request as handlers see it.
//!
//! A handler asks for its caller and its rows in one go ([`Call::staff`], [`Call::customer`]), because the session check and
//! the query travel as one statement; a keyed one asks by [`Call::staff_keyed`] or [`Call::customer_keyed`].
//!
//! Invariant: of what whoever calls may not ask nothing runs, and their answer depends on nothing but the route.

use std::cell::Cell;
use std::rc::Rc;

use domain::check::Draft;
use domain::id::ContactId;
use domain::permission::{NamedAct, Permission, Permissions};
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::route::{Endpoint, Method, Route, Who};
use domain::text::Language;
use domain::time::Instant;
use domain::visibility::Visibility;
use worker::web_sys::Request;
use worker::{Context, Env, Headers};

use super::address::Address;
use super::body;
use super::caller::{Actor, Caller, PortalCaller};
use super::idempotency::{Idempotent, Key};
use super::problems::Refusal;
use super::query;
use super::sessions::{self, Kind, Started};

pub use super::body::Chunks;
use crate::db::{Cost, Db, Rows, Statement};
use crate::io::zone::Zone;
use crate::io::{clock, hash, log};

/// Bytes of a JSON body.
const LARGEST_BODY: usize = 64 * 1024;

/// What arrived, before its route is known.
pub struct Arrived {
    pub request: Request,
    pub headers: Headers,
    pub address: Address,
    /// For the log and for support.
    pub id: String,
}

impl Arrived {
    /// What the browser asks for.
    #[must_use]
    pub fn language(&self) -> Language {
        sessions::language(self.header("accept-language"))
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }

    fn token_hash(&self, kind: Kind) -> Result<String, Refusal> {
        let hash = self.header("cookie").and_then(|cookies| sessions::token_hash(kind, &cookies));
        hash.ok_or_else(|| ProblemKind::SignInNeeded.into())
    }

    async fn whole(&self, largest: usize) -> Result<Vec<u8>, Refusal> {
        body::read(&self.request, self.header("content-length").as_deref(), largest).await
    }
}

pub struct Call {
    pub env: Env,
    pub db: Db,
    pub now: Instant,
    pub route: Route,
    arrived: Rc<Arrived>,
    place: String,
    /// Of the kind of session that the route asks for.
    token: Option<(Kind, String)>,
    body: Result<Vec<u8>, Refusal>,
    context: Context,
    language: Cell<Option<Language>>,
    permissions: Cell<Option<Permissions>>,
}

impl Call {
    /// Finds the route, refuses foreign origins and whoever brings no session where one is needed; then reads the body. What is
    /// wrong with that is told once it is known who sent it.
    ///
    /// # Errors
    /// 401, 403, 404, 405, and 503 when the database can't be had.
    pub async fn receive(arrived: Rc<Arrived>, env: Env, context: Context) -> Result<Self, Refusal> {
        let Arrived { request, address, .. } = &*arrived;
        let method = request.method();
        let (route, place) =
            domain::route::find(&method, &address.path).map_err(|allowed| Refusal::method(&allowed))?;
        let place = place.to_owned();
        if route.method != Method::Get {
            address.check(arrived.header("sec-fetch-site").as_deref(), arrived.header("origin").as_deref())?;
        }
        let token = match Kind::for_who(route.who) {
            Some(kind) => Some((kind, arrived.token_hash(kind)?)),
            None => None,
        };
        let body = if route.flags.body { arrived.whole(LARGEST_BODY).await } else { Ok(Vec::new()) };
        let now = clock::now();
        // Its guess at the company's date is mended, if it is wrong, by [`Call::anew`].
        let db = Db::open(&env, now)?;
        let (language, permissions) = (Cell::new(None), Cell::new(None));
        Ok(Self { env, db, now, route, arrived, place, token, body, context, language, permissions })
    }

    /// What this cost the database, if whoever asks runs the house: to anybody else it would tell what there is beyond what
    /// they may see, like how many records have a word.
    #[must_use]
    pub fn cost_to_show(&self) -> Option<Cost> {
        let operates = Permission::To(NamedAct::ManageSettings);
        self.permissions.get().filter(|permissions| permissions.allows(operates)).map(|_| self.db.cost())
    }

    /// Whether the query string says nothing but what the route reads.
    ///
    /// # Errors
    /// 400 naming the parameter.
    pub fn check_query(&self) -> Result<(), Refusal> {
        query::check(self.route.endpoint.query(), self.query())
    }

    /// The raw query string, without `?`.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.arrived.address.query
    }

    /// For the log and for support.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.arrived.id
    }

    /// The caller's, once known.
    #[must_use]
    pub fn known_language(&self) -> Option<Language> {
        self.language.get()
    }

    /// What the caller sees of a kind's records, once it is known who calls. Customers have shapes of their own.
    #[must_use]
    pub fn visibility(&self, kind: RecordKind) -> Visibility {
        self.permissions.get().map_or(Visibility::FULL, |permissions| Visibility::for_permissions(kind, permissions))
    }

    /// The refusal as the caller may hear it. The record that it may show is the one that the path names.
    #[must_use]
    pub fn hiding(&self, refusal: Refusal) -> Refusal {
        let Some(permissions) = self.permissions.get() else { return refusal };
        let path = self.arrived.address.path.strip_prefix("/api/");
        let collection = path.map(|path| path.split_once('/').map_or(path, |(collection, _)| collection));
        let kind = collection.and_then(RecordKind::from_collection);
        let visibility = kind.map_or(Visibility::FULL, |kind| Visibility::for_permissions(kind, permissions));
        let language = self.known_language().unwrap_or_else(|| self.arrived.language());
        refusal.hiding(visibility, permissions, language)
    }

    /// The id in the path.
    ///
    /// # Errors
    /// 404 when the path has none.
    pub fn record(&self) -> Result<i64, Refusal> {
        self.place.parse().map_err(|_| ProblemKind::NotFound.into())
    }

    /// The token in the path.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.arrived.header(name)
    }

    /// Our own address as the browser knows it: `https://volante.example`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.arrived.address.origin
    }

    /// Where it comes from, for rate limits.
    #[must_use]
    pub fn address(&self) -> String {
        self.header("cf-connecting-ip").unwrap_or_else(|| "local".to_owned())
    }

    /// Begins a session of this browser's; a portal user acts as the contact.
    #[must_use]
    pub fn start_session(&self, kind: Kind, person: i64, contact: Option<i64>) -> Started {
        // A client that doesn't say what it is is listed without a name.
        let browser = self.header("user-agent").unwrap_or_default();
        sessions::start((kind, person, contact), &browser, self.device_token(kind), self.now)
    }

    fn device_token(&self, kind: Kind) -> Option<String> {
        self.header("cookie").and_then(|cookies| sessions::device_token(kind, &cookies))
    }

    /// What the tables know this device by, if it brings the cookie of one.
    #[must_use]
    pub fn device_hash(&self, kind: Kind) -> Option<String> {
        self.device_token(kind).map(|token| hash::sha256(&[token.as_bytes()]))
    }

    /// The body as it came.
    ///
    /// # Errors
    /// 413.
    fn body(&self) -> Result<&[u8], Refusal> {
        self.body.as_deref().map_err(Clone::clone)
    }

    /// The whole of a body that isn't read beforehand.
    ///
    /// # Errors
    /// 413 for more than `largest` bytes.
    pub async fn whole(&self, largest: usize) -> Result<Vec<u8>, Refusal> {
        self.arrived.whole(largest).await
    }

    /// The body as it arrives, for calls whose body isn't read beforehand.
    #[must_use]
    pub fn chunks(&self) -> Chunks {
        body::chunks(&self.arrived.request)
    }

    /// The version in `If-Match`.
    ///
    /// # Errors
    /// 428 when there is none.
    pub fn version(&self) -> Result<i64, Refusal> {
        let header = self.header("if-match").ok_or(ProblemKind::VersionMissing)?;
        header.trim().trim_matches('"').parse().map_err(|_| ProblemKind::VersionMissing.into())
    }

    /// The body as trimmed JSON, for drafts that are put right before they are read.
    ///
    /// # Errors
    /// 400, 415.
    pub fn json(&self) -> Result<serde_json::Value, Refusal> {
        body::json(self.header("content-type").as_deref(), self.body()?)
    }

    /// The body as a checked draft.
    ///
    /// # Errors
    /// 400, 415, or 422 naming every field that is wrong.
    pub fn draft<D: Draft>(&self) -> Result<D, Refusal> {
        body::draft(self.json()?)
    }

    /// The body as `T`, for drafts whose rules depend on the record's state.
    ///
    /// # Errors
    /// 400, 415, or 422 naming the field of another type.
    pub fn shaped<T: serde::de::DeserializeOwned>(&self) -> Result<T, Refusal> {
        body::shaped(self.json()?)
    }

    /// A JSON value that was put right, as a checked draft.
    ///
    /// # Errors
    /// 422 naming every field that is wrong.
    pub fn draft_of<D: Draft>(value: serde_json::Value) -> Result<D, Refusal> {
        body::draft(value)
    }

    /// The signed-in staff member, let in by the route's rule, with the statements' rows.
    ///
    /// # Errors
    /// 401, 403.
    pub async fn staff(&self, statements: Vec<Statement>) -> Result<(Caller, Rows), Refusal> {
        let session_check =
            sessions::session_check(Kind::Staff, self.route.who, &self.token_hash(Kind::Staff)?, self.now);
        let readable = self.check_query();
        let (rows, put) = self.db.ask(&session_check, if readable.is_ok() { &statements } else { &[] }).await?;
        let mut caller: Caller = rows.json(0)?.ok_or(ProblemKind::SignInNeeded)?;
        self.language.set(Some(caller.language));
        self.permissions.set(Some(caller.permissions));
        if !caller.enter(self.route.who) {
            return Err(ProblemKind::NotAllowed.into());
        }
        readable?;
        self.note_seen(caller.session.0, caller.seen_at);
        if caller.own_only && matches!(self.route.who, Who::CanOrOwn(_)) {
            // They ask in narrower words.
            caller.zone.expect();
            self.db.set_today(self.now, caller.zone);
            return Ok((caller, Rows::default()));
        }
        let rows = self.anew(caller.zone, &statements, rows.skip(1), put).await?;
        Ok((caller, rows))
    }

    /// As [`Call::staff`], for a question that may not be understood: who may not ask learns that first.
    ///
    /// # Errors
    /// As [`Call::staff`]; then the question's own.
    pub async fn staff_asking(&self, question: Result<Statement, Refusal>) -> Result<(Caller, Rows), Refusal> {
        self.staff_asking_all(question.map(|statement| vec![statement])).await
    }

    /// As [`Call::staff_asking`], for a question of several statements.
    ///
    /// # Errors
    /// As [`Call::staff_asking`].
    pub async fn staff_asking_all(&self, question: Result<Vec<Statement>, Refusal>) -> Result<(Caller, Rows), Refusal> {
        match question {
            Ok(statements) => self.staff(statements).await,
            Err(refusal) => self.staff(Vec::new()).await.and(Err(refusal)),
        }
    }

    /// The signed-in contact of a customer, let in by the route's rule, with the statements' rows.
    ///
    /// # Errors
    /// 401, 403.
    pub async fn customer(&self, statements: Vec<Statement>) -> Result<(PortalCaller, Rows), Refusal> {
        let session_check =
            sessions::session_check(Kind::Portal, self.route.who, &self.token_hash(Kind::Portal)?, self.now);
        let readable = self.check_query();
        let (rows, put) = self.db.ask(&session_check, if readable.is_ok() { &statements } else { &[] }).await?;
        let caller: PortalCaller = rows.json(0)?.ok_or(ProblemKind::SignInNeeded)?;
        self.language.set(Some(caller.language));
        match self.route.who {
            Who::CustomerBookings if !caller.bookings_open => return Err(ProblemKind::PortalClosed.into()),
            Who::Customer | Who::CustomerBookings => {}
            _ => return Err(ProblemKind::NotAllowed.into()),
        }
        if self.shows_another(caller.id) {
            return Err(ProblemKind::ActsForAnother.into());
        }
        readable?;
        self.note_seen(caller.session.0, caller.seen_at);
        let rows = self.anew(caller.zone, &statements, rows.skip(1), put).await?;
        Ok((caller, rows))
    }

    /// Whether the window says that it shows another contact (`Acting-As`) than the session acts as by now, which another window
    /// may have changed: what was meant for one customer isn't done for the other.
    fn shows_another(&self, contact: ContactId) -> bool {
        let shown = self.header("acting-as").filter(|_| self.route.endpoint != Endpoint::PortalActAs);
        shown.is_some_and(|shown| shown != contact.to_string())
    }

    /// As [`Call::customer`], for a question that may not be understood: who may not ask learns that first.
    ///
    /// # Errors
    /// As [`Call::customer`]; then the question's own.
    pub async fn customer_asking(&self, question: Result<Statement, Refusal>) -> Result<(PortalCaller, Rows), Refusal> {
        match question {
            Ok(statement) => self.customer(vec![statement]).await,
            Err(refusal) => self.customer(Vec::new()).await.and(Err(refusal)),
        }
    }

    /// The rows, read now if they weren't put with the session, and again if they depend on a date that turned out not to be the
    /// company's.
    async fn anew(&self, zone: Zone, statements: &[Statement], rows: Rows, put: bool) -> Result<Rows, Refusal> {
        zone.expect();
        let moved = self.db.set_today(self.now, zone) && statements.iter().any(Statement::needs_today);
        if moved || !put {
            return Ok(self.db.read(statements).await?);
        }
        Ok(rows)
    }

    /// What a portal session is known by in the tables, for SQL that narrows to its customer.
    ///
    /// # Errors
    /// 401 without the cookie.
    pub fn portal_token(&self) -> Result<String, Refusal> {
        self.token_hash(Kind::Portal)
    }

    /// As [`Call::staff`], for a call that is done once per `Idempotency-Key`.
    ///
    /// # Errors
    /// As [`Call::staff`]; 400 without a key, 422 for a key that was used for something else.
    pub async fn staff_keyed(&self, mut statements: Vec<Statement>) -> Result<Idempotent<Caller>, Refusal> {
        statements.insert(0, self.previous(Kind::Staff)?);
        let (caller, rows) = self.staff(statements).await?;
        let actor = Actor::from(&caller);
        self.replay_or_first(caller, &actor, rows)
    }

    /// As [`Call::staff_keyed`], for a question that may not be understood: who may not ask learns that first, and who asked before
    /// gets the answer they got.
    ///
    /// # Errors
    /// As [`Call::staff_keyed`]; then the question's own.
    pub async fn staff_keyed_asking(
        &self,
        question: Result<Statement, Refusal>,
    ) -> Result<Idempotent<Caller>, Refusal> {
        match question {
            Ok(statement) => self.staff_keyed(vec![statement]).await,
            Err(refusal) => match self.staff_keyed(Vec::new()).await? {
                Idempotent::Replay(reply) => Ok(Idempotent::Replay(reply)),
                Idempotent::First { .. } => Err(refusal),
            },
        }
    }

    /// As [`Call::customer`], for a call that is done once per `Idempotency-Key`.
    ///
    /// # Errors
    /// As [`Call::customer`]; 400 without a key, 422 for a key that was used for something else.
    pub async fn customer_keyed(&self, mut statements: Vec<Statement>) -> Result<Idempotent<PortalCaller>, Refusal> {
        statements.insert(0, self.previous(Kind::Portal)?);
        let (caller, rows) = self.customer(statements).await?;
        let actor = Actor::from(&caller);
        self.replay_or_first(caller, &actor, rows)
    }

    fn previous(&self, kind: Kind) -> Result<Statement, Refusal> {
        Ok(Key::previous(&self.token_hash(kind)?, self.header("idempotency-key")))
    }

    fn replay_or_first<C>(&self, caller: C, actor: &Actor, rows: Rows) -> Result<Idempotent<C>, Refusal> {
        let path = self.arrived.address.path.as_bytes();
        let key = Key::new(self.header("idempotency-key"), actor, path, self.body()?)?;
        match rows.json(0)? {
            Some(previous) => Ok(Idempotent::Replay(key.replay(previous)?)),
            None => Ok(Idempotent::First { caller, key, rows: rows.skip(1) }),
        }
    }

    /// The session's token, hashed, for statements that find their person by it.
    ///
    /// # Errors
    /// 401 when there is none.
    pub fn token_hash(&self, kind: Kind) -> Result<String, Refusal> {
        match &self.token {
            Some((known, hash)) if *known == kind => Ok(hash.clone()),
            _ => self.arrived.token_hash(kind),
        }
    }

    /// The write doesn't hold up the answer.
    fn note_seen(&self, session: i64, seen_at: Instant) {
        if self.now.0.saturating_sub(seen_at.0) < sessions::SEEN_EVERY {
            return;
        }
        let (db, now, id) = (self.db.clone(), self.now, self.id().to_owned());
        self.context.wait_until(async move {
            if let Err(error) = db.write(&[sessions::seen(session, now)]).await {
                log::error(&id, &format!("session not noted as seen: {error}"));
            }
        });
    }
}
