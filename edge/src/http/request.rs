//! A call: the request as handlers see it.
//!
//! A handler asks for its caller and its rows in one go ([`Call::staff`], [`Call::customer`]), because the session check and
//! the query travel in one batch; a keyed one asks by [`Call::staff_keyed`] or [`Call::customer_keyed`].

use std::cell::Cell;
use std::rc::Rc;

use domain::check::Draft;
use domain::permission::Permissions;
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::route::{Endpoint, Route, Who};
use domain::sight::Sight;
use domain::text::Language;
use domain::time::Instant;
use worker::web_sys::Request;
use worker::{Context, Env, Headers};

use super::address::Address;
use super::body;
use super::caller::{Actor, Caller, PortalCaller};
use super::idempotency::{Begun, Key};
use super::problems::Refusal;
use super::sessions::{self, Kind};

pub use super::body::Chunks;
use crate::db::{Db, Rows, Statement};
use crate::io::zone::Zone;
use crate::io::{clock, log};

/// Bytes of a JSON body.
const LARGEST_BODY: usize = 64 * 1024;
/// Bytes of a picture.
pub const LARGEST_PICTURE: usize = 2 * 1024 * 1024;

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
}

pub struct Call {
    pub env: Env,
    pub db: Db,
    pub now: Instant,
    pub route: Route,
    arrived: Rc<Arrived>,
    place: String,
    body: Vec<u8>,
    context: Context,
    language: Cell<Option<Language>>,
    permissions: Cell<Option<Permissions>>,
}

impl Call {
    /// Finds the route, refuses foreign origins and oversized bodies.
    ///
    /// # Errors
    /// 403, 404, 405, 413, and 503 when the database can't be had.
    pub async fn receive(arrived: Rc<Arrived>, env: Env, context: Context) -> Result<Self, Refusal> {
        let Arrived { request, address, .. } = &*arrived;
        let method = request.method();
        let (route, place) = domain::route::find(&method, &address.path)
            .map_err(|known| if known { ProblemKind::MethodNotAllowed } else { ProblemKind::NotFound })?;
        let place = place.to_owned();
        if method != "GET" {
            address.check(arrived.header("sec-fetch-site").as_deref(), arrived.header("origin").as_deref())?;
        }
        let largest = match route.endpoint {
            Endpoint::AddPicture => Some(LARGEST_PICTURE),
            _ if route.flags.body => Some(LARGEST_BODY),
            _ => None,
        };
        let body = match largest {
            Some(largest) => body::read(request, arrived.header("content-length").as_deref(), largest).await?,
            None => Vec::new(),
        };
        let now = clock::now();
        // Its guess at the company's date is mended, if it is wrong, by [`Call::anew`].
        let db = Db::open(&env, now)?;
        Ok(Self {
            env,
            db,
            now,
            route,
            arrived,
            place,
            body,
            context,
            language: Cell::new(None),
            permissions: Cell::new(None),
        })
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

    /// The caller's once known, else what the browser asks for.
    #[must_use]
    pub fn language(&self) -> Language {
        self.known_language().unwrap_or_else(|| self.arrived.language())
    }

    /// The caller's, once known.
    #[must_use]
    pub fn known_language(&self) -> Option<Language> {
        self.language.get()
    }

    /// What the caller sees of a kind's records, once it is known who calls. Customers have shapes of their own.
    #[must_use]
    pub fn sight(&self, kind: RecordKind) -> Sight {
        self.permissions.get().map_or(Sight::WHOLE, |permissions| Sight::of(kind, permissions))
    }

    /// The refusal as the caller may hear it. The record that it may show is the one that the path names.
    #[must_use]
    pub fn hiding(&self, refusal: Refusal) -> Refusal {
        let Some(permissions) = self.permissions.get() else { return refusal };
        let path = self.arrived.address.path.strip_prefix("/api/").unwrap_or_default();
        let kind = RecordKind::from_collection(path.split('/').next().unwrap_or_default());
        let sight = kind.map_or(Sight::WHOLE, |kind| Sight::of(kind, permissions));
        refusal.hiding(sight, permissions, self.language())
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

    #[must_use]
    pub fn device(&self) -> String {
        self.header("user-agent").unwrap_or_default()
    }

    /// The body as it came.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.body
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
        let header = self.header("if-match").unwrap_or_default();
        header.trim().trim_matches('"').parse().map_err(|_| ProblemKind::VersionMissing.into())
    }

    /// The body as trimmed JSON, for drafts that are put right before they are read.
    ///
    /// # Errors
    /// 400, 415.
    pub fn json(&self) -> Result<serde_json::Value, Refusal> {
        body::json(self.header("content-type").as_deref(), &self.body)
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
        let session = sessions::staff(&self.token_hash(Kind::Staff)?, self.now);
        let rows = self.db.read(&joined(session, &statements)).await?;
        let mut caller: Caller = rows.json(0)?.ok_or(ProblemKind::SignInNeeded)?;
        self.language.set(Some(caller.language));
        self.permissions.set(Some(caller.permissions));
        if !caller.enter(self.route.who) {
            return Err(ProblemKind::NotAllowed.into());
        }
        self.note_seen(caller.session.0, caller.seen_at);
        let rows = self.anew(caller.zone, &statements, rows.skip(1)).await?;
        Ok((caller, rows))
    }

    /// As [`Call::staff`], for a question that may not be understood: who may not ask learns that first.
    ///
    /// # Errors
    /// As [`Call::staff`]; then the question's own.
    pub async fn staff_asking(&self, question: Result<Statement, Refusal>) -> Result<(Caller, Rows), Refusal> {
        match question {
            Ok(statement) => self.staff(vec![statement]).await,
            Err(refusal) => self.staff(Vec::new()).await.and(Err(refusal)),
        }
    }

    /// The signed-in contact of a customer, let in by the route's rule, with the statements' rows.
    ///
    /// # Errors
    /// 401, 403.
    pub async fn customer(&self, statements: Vec<Statement>) -> Result<(PortalCaller, Rows), Refusal> {
        let session = sessions::portal(&self.token_hash(Kind::Portal)?, self.now);
        let rows = self.db.read(&joined(session, &statements)).await?;
        let caller: PortalCaller = rows.json(0)?.ok_or(ProblemKind::SignInNeeded)?;
        self.language.set(Some(caller.language));
        match self.route.who {
            Who::CustomerBookings if !caller.bookings_open => return Err(ProblemKind::PortalClosed.into()),
            Who::Customer | Who::CustomerBookings => {}
            _ => return Err(ProblemKind::NotAllowed.into()),
        }
        self.note_seen(caller.session.0, caller.seen_at);
        let rows = self.anew(caller.zone, &statements, rows.skip(1)).await?;
        Ok((caller, rows))
    }

    /// The rows again, if they depend on a date that turned out not to be the company's.
    async fn anew(&self, zone: Zone, statements: &[Statement], rows: Rows) -> Result<Rows, Refusal> {
        zone.expect();
        if self.db.set_today(self.now, zone) && statements.iter().any(Statement::needs_today) {
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
    pub async fn staff_keyed(&self, mut statements: Vec<Statement>) -> Result<Begun<Caller>, Refusal> {
        statements.insert(0, self.earlier(Kind::Staff)?);
        let (caller, rows) = self.staff(statements).await?;
        let actor = Actor::from(&caller);
        self.begun(caller, &actor, rows)
    }

    /// As [`Call::customer`], for a call that is done once per `Idempotency-Key`.
    ///
    /// # Errors
    /// As [`Call::customer`]; 400 without a key, 422 for a key that was used for something else.
    pub async fn customer_keyed(&self, mut statements: Vec<Statement>) -> Result<Begun<PortalCaller>, Refusal> {
        statements.insert(0, self.earlier(Kind::Portal)?);
        let (caller, rows) = self.customer(statements).await?;
        let actor = Actor::from(&caller);
        self.begun(caller, &actor, rows)
    }

    fn earlier(&self, kind: Kind) -> Result<Statement, Refusal> {
        Ok(Key::earlier(&self.token_hash(kind)?, &self.header("idempotency-key").unwrap_or_default()))
    }

    fn begun<C>(&self, caller: C, actor: &Actor, rows: Rows) -> Result<Begun<C>, Refusal> {
        let key = Key::new(self.header("idempotency-key"), actor, self.arrived.address.path.as_bytes(), &self.body)?;
        match rows.json(0)? {
            Some(earlier) => Ok(Begun::Again(key.replay(earlier)?)),
            None => Ok(Begun::First { caller, key, rows: rows.skip(1) }),
        }
    }

    /// The session's token, hashed, for statements that find their person by it.
    ///
    /// # Errors
    /// 401 when there is none.
    pub fn token_hash(&self, kind: Kind) -> Result<String, Refusal> {
        let cookies = self.header("cookie").unwrap_or_default();
        sessions::token_hash(kind, &cookies).ok_or_else(|| ProblemKind::SignInNeeded.into())
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

fn joined(first: Statement, rest: &[Statement]) -> Vec<Statement> {
    let mut all = Vec::with_capacity(rest.len() + 1);
    all.push(first);
    all.extend_from_slice(rest);
    all
}
