//! The route table, as data: method, path, who, what in, what out, in words.
//!
//! The edge's router dispatches on [`Endpoint`], the app's client builds paths from it, the OpenAPI document and the
//! permission tests walk [`all`]. A route that isn't here does not exist.
//!
//! Invariant: who may call is said here and nowhere else; a handler only narrows further ("own").

mod query;

pub use query::{Has, Query, choices};

use crate::bookings::progress::Transition;
use crate::permission::{Area, Permission};
use crate::record::{RecordKind, Verb};

/// The methods that endpoints have; HEAD is answered wherever GET is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Changes nothing.
    Get,
    /// Makes something, or does something to it.
    Post,
    /// Sets something anew, whole.
    Put,
    /// Takes something away.
    Delete,
}

impl Method {
    /// As it stands in a request.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Nobody has to be signed in.
    Anyone,
    /// Any signed-in staff member.
    Staff,
    /// Staff with the permission.
    Can(Permission),
    /// Staff with any of these.
    CanAny(&'static [Permission]),
    /// Staff with `view` in the area, or with `view own`, narrowed to their own records.
    CanOrOwn(Area),
    /// Staff with the permission, or whoever drives the trip in question.
    CanOrDrives(Permission),
    /// A signed-in contact of a customer.
    Customer,
    /// A signed-in contact, while the portal's bookings are open.
    CustomerBookings,
}

/// What a call promises beyond its method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Takes an `Idempotency-Key`: sent twice, done once.
    pub keyed: bool,
    /// Takes the record's version in `If-Match`.
    pub versioned: bool,
    /// Takes a JSON body.
    pub body: bool,
    /// Changes nothing though it isn't a GET: its question is a draft, which travels as a body.
    pub reads: bool,
}

macro_rules! flags {
    ((-)) => {
        Flags { keyed: false, versioned: false, body: false, reads: false }
    };
    (($($flag:ident)+)) => {
        Flags { $($flag: true,)+ ..flags!((-)) }
    };
}

mod table;

pub use table::{Endpoint, HAS_FILES, HAS_PICTURES, SETS_MAIL_UP};
use table::{SPECIAL, documentation};

/// A path: fixed, or derived from a record's collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Path {
    Fixed(&'static str),
    Of(RecordKind, &'static str),
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// What the router dispatches on.
    pub endpoint: Endpoint,
    /// The one method it answers.
    pub method: Method,
    path: Path,
    /// Who may call it; anybody else gets 401 or 403.
    pub who: Who,
    /// What it promises and takes.
    pub flags: Flags,
}

const NOTHING: Flags = flags!((-));
const KEYED: Flags = flags!((keyed body));
const VERSIONED: Flags = flags!((versioned));

/// A verb of a kind of record. Of one that the kind doesn't have, no call is answered.
#[must_use]
pub const fn record(kind: RecordKind, verb: Verb) -> Route {
    let (method, tail, flags) = match verb {
        Verb::List => (Method::Get, "", NOTHING),
        Verb::Export => (Method::Get, ".csv", NOTHING),
        Verb::Options => (Method::Get, "/options", NOTHING),
        Verb::Create => (Method::Post, "", KEYED),
        Verb::Get => (Method::Get, "/{id}", NOTHING),
        Verb::Update => (Method::Put, "/{id}", Flags { body: true, ..VERSIONED }),
        Verb::Archive => (Method::Post, "/{id}/archive", VERSIONED),
        Verb::Restore => (Method::Post, "/{id}/restore", VERSIONED),
        Verb::Delete => (Method::Delete, "/{id}", VERSIONED),
        Verb::History => (Method::Get, "/{id}/history", NOTHING),
    };
    let reads = matches!(verb, Verb::List | Verb::Export | Verb::Get | Verb::History);
    let who = if reads && kind.can_be_own() { Who::CanOrOwn(kind.area()) } else { Who::Can(kind.needs(verb)) };
    Route { endpoint: Endpoint::Record(kind, verb), method, path: Path::Of(kind, tail), who, flags }
}

const fn verb_said(verb: Verb) -> (&'static str, &'static str) {
    match verb {
        Verb::List => ("List", "A page of the list"),
        Verb::Export => ("Export", "The filtered list as CSV"),
        Verb::Options => ("Options", "Matches for a picker"),
        Verb::Create => ("Create", "Create a record"),
        Verb::Get => ("Get", "One record"),
        Verb::Update => ("Update", "Save a record"),
        Verb::Archive => ("Archive", "Archive a record"),
        Verb::Restore => ("Restore", "Restore an archived record"),
        Verb::Delete => ("Delete", "Delete a record nothing refers to"),
        Verb::History => ("History", "What changed, newest first"),
    }
}

/// Every route; the special ones first, since some of their paths look like a record's.
pub fn all() -> impl Iterator<Item = Route> {
    let of_records = RecordKind::ALL.iter().flat_map(|kind| kind.verbs().iter().map(|verb| record(*kind, *verb)));
    SPECIAL.iter().map(|endpoint| endpoint.route()).chain(of_records)
}

impl Route {
    /// The handler's name; for records the verb's.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        documentation(self.endpoint).0
    }

    /// What it does, in English.
    #[must_use]
    pub const fn summary(&self) -> &'static str {
        documentation(self.endpoint).1
    }

    /// With `{id}` and `{token}` in place.
    #[must_use]
    pub fn path(&self) -> String {
        match self.path {
            Path::Fixed(path) => path.to_owned(),
            Path::Of(kind, tail) => ["/api/", kind.collection(), tail].concat(),
        }
    }

    /// With what stands at `{id}` or `{token}`.
    #[must_use]
    pub fn path_to(&self, place: &str) -> String {
        let path = self.path();
        match (path.find('{'), path.find('}')) {
            (Some(open), Some(close)) => {
                let (before, _) = path.split_at(open);
                let (_, after) = path.split_at(close + 1);
                [before, place, after].concat()
            }
            _ => path,
        }
    }

    /// Whether a call of it changes nothing.
    #[must_use]
    pub const fn reads(&self) -> bool {
        matches!(self.method, Method::Get) || self.flags.reads
    }

    /// Whether a concrete path is this route's, and if so the segment that stands at its `{…}`.
    #[must_use]
    pub fn matches<'p>(&self, path: &'p str) -> Option<&'p str> {
        match self.path {
            Path::Fixed(pattern) => match_pattern(pattern, path),
            Path::Of(kind, tail) => match_pattern(tail, path.strip_prefix("/api/")?.strip_prefix(kind.collection())?),
        }
    }
}

fn match_pattern<'p>(pattern: &str, path: &'p str) -> Option<&'p str> {
    // A call tries every pattern, and nearly all part from its path within a few bytes: sooner than a search for the brace begins.
    let same = pattern.bytes().zip(path.bytes()).take_while(|(one, other)| one == other).count();
    let (pattern, rest) = (pattern.get(same..)?, path.get(same..)?);
    if pattern.is_empty() {
        return rest.is_empty().then_some("");
    }
    let (_, after) = pattern.strip_prefix('{')?.split_once('}')?;
    let place = rest.strip_suffix(after)?;
    (!place.is_empty() && !place.contains('/')).then_some(place)
}

/// The route of a call, and the segment at its `{…}`. HEAD is GET whose body nobody gets (RFC 9110, section 9.3.2).
///
/// # Errors
/// The methods that the path is known with, for `Allow`; none when it isn't known.
pub fn find<'p>(method: &str, path: &'p str) -> Result<(Route, &'p str), Vec<&'static str>> {
    let method = if method == HEAD { Method::Get.name() } else { method };
    let mut known = Vec::new();
    for route in all() {
        if let Some(place) = route.matches(path) {
            // `/api/bookings/options` is also `/api/bookings/{id}` with a strange id: take numbers only.
            let is_id = route.path().contains("{id}");
            if is_id && place.parse::<i64>().is_err() {
                continue;
            }
            if route.method.name() == method {
                return Ok((route, place));
            }
            known.push(route.method.name());
            known.extend((route.method == Method::Get).then_some(HEAD));
        }
    }
    Err(known)
}

/// Answered wherever GET is, and changes nothing.
pub const HEAD: &str = "HEAD";

impl Endpoint {
    /// Its row of the table.
    #[must_use]
    #[inline(always)]
    #[allow(clippy::inline_always)]
    pub const fn route(self) -> Route {
        match self.special() {
            Ok(route) => *route,
            Err((kind, verb)) => record(kind, verb),
        }
    }

    /// The path with `{id}` or `{token}` filled in.
    #[must_use]
    #[inline(always)]
    #[allow(clippy::inline_always)]
    pub fn path(self, place: &str) -> String {
        match self.special() {
            Ok(route) => route.path_to(place),
            Err((kind, verb)) => record(kind, verb).path_to(place),
        }
    }
}

/// The route of a booking's move by staff.
#[must_use]
pub const fn of_transition(by: Transition) -> Route {
    match by {
        Transition::Approve => Endpoint::ApproveBooking.route(),
        Transition::Reject => Endpoint::RejectBooking.route(),
        Transition::Cancel => Endpoint::CancelBooking.route(),
        Transition::Complete => Endpoint::CompleteBooking.route(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_routes_share_method_and_path() {
        let mut seen = BTreeSet::new();
        for route in all() {
            assert!(seen.insert((route.method.name(), route.path())), "{} {}", route.method.name(), route.path());
        }
    }

    #[test]
    fn every_route_is_found_by_its_own_path() {
        for route in all() {
            let path = route.path().replace("{id}", "7").replace("{token}", "abc");
            let found = find(route.method.name(), &path).map(|(r, _)| r.endpoint);
            assert_eq!(found, Ok(route.endpoint), "{path}");
            assert_eq!(route.endpoint.path(if path.contains("abc") { "abc" } else { "7" }), path);
        }
    }

    #[test]
    fn unknown_paths_and_wrong_methods_are_told_apart() {
        assert_eq!(find("GET", "/api/nothing"), Err(vec![]));
        assert_eq!(find("DELETE", "/api/bookings"), Err(vec!["GET", "HEAD", "POST"]));
        assert_eq!(find("GET", "/api/bookings/x7"), Err(vec![]));
        assert_eq!(find("GET", "/api/bookings/7/8"), Err(vec![]));
        assert_eq!(find("HEAD", "/api/bookings/7"), find("GET", "/api/bookings/7"));
        for path in ["", "/api", "/api/bookings/", "/api/bookings/{id}", "/api/bookings/ñ", "/api/bookings.csvx"] {
            assert_eq!(find("GET", path), Err(vec![]), "{path}");
        }
    }

    #[test]
    fn the_portal_is_only_for_customers_and_staff_routes_only_for_staff() {
        for route in all() {
            let portal = route.path().starts_with("/api/portal/");
            match route.who {
                Who::Customer | Who::CustomerBookings => assert!(portal, "{}", route.path()),
                Who::Anyone => {}
                _ => assert!(!portal, "{}", route.path()),
            }
        }
    }
}
