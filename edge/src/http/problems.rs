//! Refusals: every way a call can end without being done, and the one place where they become problem documents.
//!
//! Invariant: what the system said inside goes to the log under the request's id, never into the document.

use domain::check::{FieldCode, FieldError};
use domain::permission::{Act, Permission, Permissions};
use domain::problem::{Obstacle, Problem, ProblemKind, wait};
use domain::record::{RecordKind, Verb};
use domain::text::{Language, Text};
use domain::visibility::Visibility;

use super::answer::Reply;
use crate::db::DbError;
use crate::io::log;

/// Why a call isn't done. Built by kind, then told what the case needs.
#[derive(Clone, Debug)]
pub struct Refusal(Box<Details>);

#[derive(Clone, Debug)]
struct Details {
    kind: ProblemKind,
    errors: Vec<FieldError>,
    /// By field: what is said instead of its code's sentence.
    sentences: Vec<(String, String)>,
    current: Option<serde_json::Value>,
    allowed: Vec<String>,
    obstacles: Vec<Obstacle>,
    retry_after: Option<u32>,
    detail: String,
    /// For `Allow`.
    allow: Option<String>,
    inside: Option<String>,
    /// Columns within which alone a value is taken.
    within: Vec<String>,
}

const UNSEEN: Text = Text([
    "Lo impiden registros que su rol no puede ver.",
    "Records that your role can't see stand in the way.",
    "Lo impediscono elementi che il tuo ruolo non può vedere.",
    "Przeszkadzają wpisy, których Twoja rola nie może zobaczyć.",
]);

impl Refusal {
    #[must_use]
    pub fn new(kind: ProblemKind) -> Self {
        Self(Box::new(Details {
            kind,
            errors: Vec::new(),
            sentences: Vec::new(),
            current: None,
            allowed: Vec::new(),
            obstacles: Vec::new(),
            retry_after: None,
            detail: String::new(),
            allow: None,
            inside: None,
            within: Vec::new(),
        }))
    }

    /// 422 with these errors.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let mut refusal = Self::new(ProblemKind::Invalid);
        refusal.0.errors = errors;
        refusal
    }

    /// 422 at one field.
    #[must_use]
    pub fn field(field: &str, code: FieldCode) -> Self {
        Self::invalid(vec![FieldError::new(field, code)])
    }

    /// 422 at these fields, with a sentence each, already in the reader's language: one that names the bound or the neighbour.
    #[must_use]
    pub fn invalid_fields(fields: Vec<(&str, FieldCode, String)>) -> Self {
        let errors = fields.iter().map(|(field, code, _)| FieldError::new(*field, *code)).collect();
        let mut refusal = Self::invalid(errors);
        refusal.0.sentences = fields.into_iter().map(|(field, _, sentence)| (field.to_owned(), sentence)).collect();
        refusal
    }

    /// The same refusal at other fields: of a list, at what in it is refused.
    #[must_use]
    pub fn at_fields(mut self, fields: Vec<(&str, FieldCode, String)>) -> Self {
        let told = Self::invalid_fields(fields).0;
        (self.0.errors, self.0.sentences) = (told.errors, told.sentences);
        self
    }

    /// 400 naming the parameter that can't be understood.
    #[must_use]
    pub fn parameter(name: &str) -> Self {
        Self::parameter_as(name, FieldCode::UnknownValue)
    }

    /// As [`Refusal::parameter`], saying more of what is wrong with it.
    #[must_use]
    pub fn parameter_as(name: &str, code: FieldCode) -> Self {
        Self::parameters(vec![FieldError::new(name, code)])
    }

    /// 400 with what is wrong with each.
    #[must_use]
    pub fn parameters(errors: Vec<FieldError>) -> Self {
        let mut refusal = Self::new(ProblemKind::MalformedQuery);
        refusal.0.errors = errors;
        refusal
    }

    /// 405 with the methods that the path is known with; 404 where there are none.
    #[must_use]
    pub fn method(allowed: &[&str]) -> Self {
        if allowed.is_empty() {
            return Self::new(ProblemKind::NotFound);
        }
        let mut refusal = Self::new(ProblemKind::MethodNotAllowed);
        refusal.0.allow = Some(allowed.join(", "));
        refusal
    }

    /// 409 with the record as it is now.
    #[must_use]
    pub fn stale(current: serde_json::Value) -> Self {
        let mut refusal = Self::new(ProblemKind::Stale);
        refusal.0.current = Some(current);
        refusal
    }

    /// As somebody with these permissions may hear it: `visibility` is theirs of the record as it is now, and what stands in the
    /// way is named where they may look at it.
    #[must_use]
    pub fn hiding(mut self, visibility: Visibility, permissions: Permissions, language: Language) -> Self {
        if let Some(current) = &mut self.0.current {
            visibility.hide(current);
        }
        let opens = |obstacle: &Obstacle| {
            RecordKind::from_collection(&obstacle.kind).is_none_or(|kind| {
                let own = kind.can_be_own() && permissions.allows(Permission::In(kind.area(), Act::ViewOwn));
                own || permissions.allows(kind.needs(Verb::Get))
            })
        };
        let all = self.0.obstacles.len();
        self.0.obstacles.retain(opens);
        if self.0.obstacles.len() < all && self.0.detail.is_empty() {
            self.0.detail = UNSEEN.get(language).to_owned();
        }
        self
    }

    /// 500; `inside` is for the log.
    #[must_use]
    pub fn internal(inside: impl Into<String>) -> Self {
        let mut refusal = Self::new(ProblemKind::Internal);
        refusal.0.inside = Some(inside.into());
        refusal
    }

    #[must_use]
    pub fn with_allowed(mut self, allowed: Vec<String>) -> Self {
        self.0.allowed = allowed;
        self
    }

    #[must_use]
    pub fn with_obstacles(mut self, obstacles: Vec<Obstacle>) -> Self {
        self.0.obstacles = obstacles;
        self
    }

    /// The same under another kind.
    #[must_use]
    pub fn of_kind(mut self, kind: ProblemKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// Seconds.
    #[must_use]
    pub fn with_retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// A sentence more than the title, already in the reader's language.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = detail.into();
        self
    }

    /// With this sentence at the field, already in the reader's language, instead of its code's.
    #[must_use]
    pub fn saying(mut self, field: &str, sentence: String) -> Self {
        self.0.sentences.push((field.to_owned(), sentence));
        self
    }

    /// The field whose value another record has, if that is what it was refused for.
    #[must_use]
    pub fn taken(&self) -> Option<&str> {
        self.0.errors.iter().find(|error| error.code == FieldCode::Taken).map(|error| error.field.as_str())
    }

    /// The columns that the record which has it has in common with the one refused: a contact's address is taken at its customer.
    #[must_use]
    pub fn taken_within(&self) -> &[String] {
        &self.0.within
    }

    /// Whether it is about this field, and so refused.
    #[must_use]
    pub fn is_at(&self, field: &str, code: FieldCode) -> bool {
        self.0.errors.iter().any(|error| error.field == field && error.code == code)
    }

    #[must_use]
    pub const fn kind(&self) -> ProblemKind {
        self.0.kind
    }

    /// The document, and the log's line if the system is to blame.
    pub fn into_reply(self, language: Language, request: &str) -> Reply {
        let refusal = *self.0;
        if let Some(inside) = &refusal.inside {
            log::error(request, inside);
        }
        let soon =
            refusal.retry_after.filter(|_| refusal.kind == ProblemKind::TooManyRequests && refusal.detail.is_empty());
        let mut problem = Problem {
            detail: soon.map_or(refusal.detail, |seconds| wait(seconds, language)),
            request_id: request.to_owned(),
            current: refusal.current,
            allowed: refusal.allowed,
            obstacles: refusal.obstacles,
            retry_after: refusal.retry_after,
            ..Problem::new(refusal.kind, language).with_errors(refusal.errors, language)
        };
        for error in &mut problem.errors {
            if let Some((_, sentence)) = refusal.sentences.iter().find(|(field, _)| *field == error.field) {
                error.message.clone_from(sentence);
            }
        }
        let reply = Reply::json(&problem).with_header("content-type", "application/problem+json");
        let reply = reply.with_status(refusal.kind.status());
        let reply = match refusal.retry_after {
            Some(seconds) => reply.with_header("retry-after", seconds.to_string()),
            None => reply,
        };
        match refusal.allow {
            Some(methods) => reply.with_header("allow", methods),
            None => reply,
        }
    }
}

impl From<ProblemKind> for Refusal {
    fn from(kind: ProblemKind) -> Self {
        Self::new(kind)
    }
}

type Rule = (&'static str, ProblemKind, Option<(&'static str, FieldCode)>);

/// The rules that tables enforce by trigger (migrations), by name, where the name isn't a problem's code itself.
const RULES: &[Rule] = &[
    ("owner_role_fixed", ProblemKind::BuiltInRole, None),
    ("driver_staff_fixed", ProblemKind::Invalid, Some(("staff", FieldCode::NotAllowed))),
    ("assignment_overlaps", ProblemKind::AlreadyBooked, Some(("from", FieldCode::Overlaps))),
    ("tax_id_shared", ProblemKind::Invalid, Some(("tax_id", FieldCode::Taken))),
    ("contact_of_other_customer", ProblemKind::Invalid, Some(("contact", FieldCode::NotFound))),
    ("booking_not_open", ProblemKind::TransitionNotAllowed, None),
    ("time_card_outside", ProblemKind::Invalid, Some(("from", FieldCode::OutOfRange))),
    ("odometer_falls", ProblemKind::Invalid, Some(("odometer", FieldCode::OutOfRange))),
    ("booking_moved", ProblemKind::Stale, None),
    ("vehicle_unavailable", ProblemKind::AlreadyBooked, Some(("vehicle", FieldCode::NotAllowed))),
    ("driver_unavailable", ProblemKind::AlreadyBooked, Some(("driver", FieldCode::NotAllowed))),
    ("vehicle_booked", ProblemKind::AlreadyBooked, Some(("vehicle", FieldCode::Overlaps))),
    ("driver_booked", ProblemKind::AlreadyBooked, Some(("driver", FieldCode::Overlaps))),
    ("logbook_cancelled", ProblemKind::TransitionNotAllowed, None),
    ("time_card_overlaps", ProblemKind::AlreadyBooked, Some(("from", FieldCode::Overlaps))),
    ("rating_not_due", ProblemKind::TransitionNotAllowed, None),
    ("rating_final", ProblemKind::AlreadyDone, None),
    ("invoice_issued", ProblemKind::AlreadyDone, None),
    ("invoice_paid", ProblemKind::TransitionNotAllowed, None),
    ("booking_of_other_customer", ProblemKind::Invalid, Some(("lines", FieldCode::NotFound))),
    ("booking_not_billable", ProblemKind::TransitionNotAllowed, Some(("lines", FieldCode::NotAllowed))),
    ("booking_invoiced", ProblemKind::AlreadyDone, Some(("lines", FieldCode::NotAllowed))),
    ("customer_fixed", ProblemKind::Invalid, Some(("customer", FieldCode::NotAllowed))),
    ("amount_fixed", ProblemKind::Invalid, Some(("amount", FieldCode::NotAllowed))),
    ("currency_fixed", ProblemKind::Invalid, Some(("currency", FieldCode::NotAllowed))),
    ("invoice_not_payable", ProblemKind::TransitionNotAllowed, None),
    ("overpaid", ProblemKind::Invalid, Some(("allocations", FieldCode::TooLarge))),
    ("allocated_too_much", ProblemKind::Invalid, Some(("allocations", FieldCode::OutOfRange))),
    ("invoice_of_other_customer", ProblemKind::Invalid, Some(("allocations", FieldCode::NotFound))),
    ("refund_too_large", ProblemKind::Invalid, Some(("amount", FieldCode::TooLarge))),
    ("reversal_differs", ProblemKind::AlreadyDone, None),
    ("payment_fixed", ProblemKind::AlreadyDone, None),
];

/// Unique indexes whose breach means more than "this value is in use".
const ONCE: &[(&str, ProblemKind)] = &[
    ("ratings.booking, ratings.driver", ProblemKind::AlreadyDone),
    ("change_requests.booking", ProblemKind::AlreadyDone),
    ("payments.reverses", ProblemKind::AlreadyDone),
    ("company.id", ProblemKind::AlreadyDone),
    ("time_cards.driver", ProblemKind::AlreadyBooked),
    ("logbooks.vehicle", ProblemKind::TransitionNotAllowed),
    ("logbooks.driver", ProblemKind::TransitionNotAllowed),
];

impl From<DbError> for Refusal {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Refused(name) => refused(&name),
            DbError::Taken(columns) => taken(&columns),
            DbError::Missing => Self::new(ProblemKind::Invalid),
            DbError::Unavailable(message) => {
                let mut refusal = Self::new(ProblemKind::Unavailable).with_retry_after(2);
                refusal.0.inside = Some(message);
                refusal
            }
            DbError::Broken(message) => Self::internal(message),
        }
    }
}

/// A guard's name is a problem's code, a rule's name, or `field:code` for one field.
fn refused(name: &str) -> Refusal {
    if let Some((field, Ok(code))) = name.split_once(':').map(|(field, code)| (field, code.parse())) {
        return Refusal::field(field, code);
    }
    if let Some((_, kind, field)) = RULES.iter().find(|(rule, ..)| *rule == name) {
        let mut refusal = Refusal::new(*kind);
        refusal.0.errors = field.iter().map(|(field, code)| FieldError::new(*field, *code)).collect();
        return refusal;
    }
    match ProblemKind::parse(name) {
        Some(kind) => Refusal::new(kind),
        None => Refusal::internal(format!("no problem for the rule {name}")),
    }
}

fn taken(columns: &str) -> Refusal {
    if let Some((_, kind)) = ONCE.iter().find(|(once, _)| *once == columns) {
        return Refusal::new(*kind);
    }
    let name = |column: &str| column.split_once('.').map_or(column, |(_, name)| name).to_owned();
    let (within, last) = columns.rsplit_once(", ").map_or((None, columns), |(within, last)| (Some(within), last));
    let column = name(last);
    // A key is compared in place of its field.
    let mut refusal = Refusal::field(column.strip_suffix("_key").unwrap_or(&column), FieldCode::Taken);
    refusal.0.within = within.into_iter().flat_map(|within| within.split(", ")).map(name).collect();
    refusal
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn what_the_tables_refuse_is_told_at_the_field_or_by_kind() {
        let of = |error: DbError| Refusal::from(error).0;
        let plate = of(DbError::Taken("vehicles.plate_key".into()));
        assert_eq!((plate.kind, plate.errors[0].field.as_str()), (ProblemKind::Invalid, "plate"));
        assert_eq!(of(DbError::Refused("stale".into())).kind, ProblemKind::Stale);
        let gone = of(DbError::Refused("vehicle_type:not_found".into()));
        assert_eq!((gone.errors[0].field.as_str(), gone.errors[0].code), ("vehicle_type", FieldCode::NotFound));
        assert_eq!(of(DbError::Taken("ratings.booking, ratings.driver".into())).kind, ProblemKind::AlreadyDone);
    }

    #[test]
    fn every_refusal_in_the_migrations_has_a_problem() {
        let migrations = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).into_iter().flatten();
        for file in migrations.flatten() {
            let sql = std::fs::read_to_string(file.path()).unwrap_or_default();
            for rule in sql.split("RAISE(ABORT, '").skip(1).filter_map(|rest| rest.split('\'').next()) {
                assert_ne!(refused(rule).kind(), ProblemKind::Internal, "{rule}");
            }
        }
    }
}
