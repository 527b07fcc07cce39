//! A booking's transitions: approve, reject, cancel, complete (product section 6). Its start is its first logbook's ([`super::steps`]).
//!
//! One enters with [`make`], for staff and for the portal alike: it reads the situation, asks `domain`'s machine, and writes
//! state, history, notices and consequences as one batch.
//!
//! Invariant: every condition that [`refusal`] looks at stands again in the batch, so a move judged on an old situation
//! changes nothing and is judged anew.

use domain::bookings::booking::TransitionDraft;
use domain::bookings::progress::{
    BookingStatus, Initiator, InvoiceHold, LogbookStatus, Refusal as Reason, Situation, Transition, refusal, target,
    transitions,
};
use domain::check::Check;
use domain::history::{Change, HistoryAct, changes};
use domain::notice::Notice;
use domain::problem::ProblemKind;

use domain::text::Language;
use domain::time::Instant;
use serde::Deserialize;
use serde_json::json;

use super::bookings::TABLE;
use super::sql::invoice_hold;
use super::{cascade, notices};
use crate::db::{Db, DbError, Rows, Sql, Statement, guard, guard_unchanged};
use crate::http::answer::Answer;
use crate::http::caller::{Actor, Caller, PortalCaller};
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::clock;
use crate::records::{find, update, write};

/// Who makes a move, and what they may see.
pub struct Requester<'c> {
    actor: Actor,
    language: Language,
    viewer: Viewer<'c>,
}

enum Viewer<'c> {
    Staff(&'c Caller),
    Customer(i64),
}

impl<'c> Requester<'c> {
    pub fn of_staff(caller: &'c Caller) -> Self {
        Self { actor: caller.into(), language: caller.language, viewer: Viewer::Staff(caller) }
    }

    pub fn of_customer(caller: &PortalCaller) -> Self {
        Self { actor: caller.into(), language: caller.language, viewer: Viewer::Customer(caller.customer.0) }
    }

    /// As what they move this booking; `None` when it isn't theirs to see.
    fn initiator(&self, found: &Found) -> Option<Initiator> {
        match self.viewer {
            Viewer::Customer(customer) => (found.customer == customer).then_some(Initiator::Customer),
            Viewer::Staff(caller) => {
                let drives_it = caller.driver.is_some_and(|driver| found.drives(driver.0));
                let sees_it = drives_it || !caller.own_only;
                sees_it.then_some(Initiator::Staff { permissions: caller.permissions, drives_it })
            }
        }
    }
}

/// A booking as its transitions need it.
#[derive(Debug, Deserialize)]
struct Found {
    version: i64,
    archived: bool,
    customer: i64,
    status: BookingStatus,
    amount: Option<i64>,
    invoice: InvoiceHold,
    logbooks: Vec<FoundLogbook>,
}

#[derive(Debug, Deserialize)]
struct FoundLogbook {
    driver: i64,
    status: LogbookStatus,
}

impl Found {
    fn situation(&self) -> Situation {
        Situation {
            status: self.status,
            amount: self.amount,
            logbooks: self.logbooks.iter().map(|logbook| logbook.status).collect(),
            invoice: Some(self.invoice),
        }
    }

    fn drives(&self, driver: i64) -> bool {
        self.logbooks.iter().any(|logbook| logbook.driver == driver && logbook.status.is_active())
    }
}

/// What [`make`] looks at.
pub fn reading(booking: i64) -> Statement {
    Statement::new(concat!(
        "SELECT json_object('version', t.version, 'archived', json(iif(t.archived_at IS NULL, 'false', 'true')), \
         'customer', t.customer, 'status', t.status, 'amount', t.amount, 'invoice', ",
        invoice_hold!(),
        ", 'logbooks', json((SELECT json_group_array(json_object('driver', driver, 'status', status)) \
         FROM logbooks WHERE booking = t.id))) \
         FROM bookings t WHERE t.id = ?"
    ))
    .bind(booking)
}

/// A move someone asks for.
pub struct Asked {
    pub booking: i64,
    /// From `If-Match`.
    pub version: i64,
    pub by: Transition,
    pub draft: TransitionDraft,
    pub bills: Bills,
}

/// What becomes of the bill of a booking that is cancelled, in the same batch: the booking, the reason, who and when. Money's
/// area stands above this one, so whoever calls hands it in.
pub type Bills = fn(i64, &str, &Actor, Instant) -> Vec<Statement>;

/// `POST /api/bookings/{id}/approve` and its like, by staff: the booking as it is now.
///
/// # Errors
/// As [`make`]; a stale version with the booking as it is.
pub async fn change_booking_status(call: &Call, by: Transition, bills: Bills) -> Answer {
    let booking = call.record()?;
    let (caller, rows) = call.staff(vec![reading(booking)]).await?;
    let asked = Asked { booking, version: call.version()?, by, draft: call.shaped()?, bills };
    let made = make(&call.db, &Requester::of_staff(&caller), &asked, rows).await;
    let stale = made.as_ref().is_err_and(|refusal| refusal.kind() == ProblemKind::Stale);
    if !stale {
        made?;
    }
    let text = call.db.read(&[find::statement(&TABLE, booking, None)]).await?.text(0).ok_or(ProblemKind::NotFound)?;
    if stale { Err(Refusal::stale(update::parse(&text)?)) } else { find::reply(caller.visibility(TABLE.kind), text) }
}

/// Makes a move. `rows` begin with what [`reading`] yielded.
///
/// # Errors
/// `Stale` without the record (who calls adds it as its reader may see it), `TransitionNotAllowed` naming those that are,
/// 422 for a missing amount or reason, 404 for what isn't theirs.
pub async fn make(db: &Db, requester: &Requester<'_>, asked: &Asked, mut rows: Rows) -> Result<(), Refusal> {
    let mut tried_before = false;
    loop {
        let found: Found = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
        let to = judge(requester, &found, asked)?;
        let batch = StatusChange { requester, asked, found: &found, to, now: clock::now() }.batch();
        match db.write(&batch).await {
            Ok(_) => return Ok(()),
            // Somebody was quicker: what they left decides what is said.
            Err(DbError::Refused(_)) if !tried_before => tried_before = true,
            Err(error) => return Err(error.into()),
        }
        rows = db.read(&[reading(asked.booking)]).await?;
    }
}

fn judge(requester: &Requester, found: &Found, asked: &Asked) -> Result<BookingStatus, Refusal> {
    let initiator = requester.initiator(found).ok_or(ProblemKind::NotFound)?;
    if found.version != asked.version {
        return Err(ProblemKind::Stale.into());
    }
    if found.archived {
        return Err(ProblemKind::Archived.into());
    }
    let situation = found.situation();
    if let Some(reason) = refusal(&situation, asked.by, initiator) {
        return Err(explain_refusal(reason, &situation, initiator, requester.language));
    }
    let mut check = Check::default();
    asked.draft.check_for(asked.by, found.status, &mut check);
    let errors = check.into_errors();
    if !errors.is_empty() {
        return Err(Refusal::invalid(errors));
    }
    target(found.status, asked.by).ok_or_else(|| ProblemKind::TransitionNotAllowed.into())
}

fn explain_refusal(reason: Reason, situation: &Situation, initiator: Initiator, language: Language) -> Refusal {
    if reason == Reason::NotPermitted {
        return ProblemKind::NotAllowed.into();
    }
    let allowed = transitions(situation.status)
        .filter(|by| refusal(situation, *by, initiator).is_none())
        .map(|by| by.code().to_owned());
    Refusal::new(ProblemKind::TransitionNotAllowed)
        .with_allowed(allowed.collect())
        .with_detail(reason.text().get(language))
}

/// A judged move, about to be written.
struct StatusChange<'m> {
    requester: &'m Requester<'m>,
    asked: &'m Asked,
    found: &'m Found,
    to: BookingStatus,
    now: Instant,
}

impl StatusChange<'_> {
    fn batch(&self) -> Vec<Statement> {
        let mut batch = self.guards();
        batch.push(self.update());
        batch.push(guard_unchanged("stale"));
        batch.push(write::history(
            TABLE.collection(),
            self.asked.booking,
            &self.requester.actor,
            self.now,
            self.act(),
            &self.changes(),
        ));
        batch.extend(self.consequences());
        batch.extend(self.notices());
        batch
    }

    fn guards(&self) -> Vec<Statement> {
        let logbooks = |status: &str| format!("EXISTS (SELECT 1 FROM logbooks WHERE booking = ? AND status {status})");
        match self.asked.by {
            Transition::Complete => vec![
                guard("transition_not_allowed", &logbooks("IN ('new', 'processing')")).bind(self.asked.booking),
                guard("transition_not_allowed", &format!("NOT {}", logbooks("= 'completed'"))).bind(self.asked.booking),
            ],
            // A paid invoice is refused by the trigger `bookings_paid_stay`.
            Transition::Approve | Transition::Reject | Transition::Cancel => Vec::new(),
        }
    }

    fn update(&self) -> Statement {
        let mut sql = Sql::default();
        sql.with("UPDATE bookings SET status = ?", self.to.code()).with(", updated_at = ?", self.now);
        sql.push(", version = version + 1");
        match self.asked.by {
            Transition::Approve => sql.with(", amount = ?", self.asked.draft.amount),
            Transition::Reject | Transition::Cancel => sql.with(", reason = ?", &self.asked.draft.reason),
            Transition::Complete => &mut sql,
        };
        sql.with(" WHERE id = ?", self.asked.booking).with(" AND version = ?", self.found.version);
        sql.with(" AND status = ?", self.found.status.code()).push(" AND archived_at IS NULL");
        sql.into()
    }

    const fn act(&self) -> HistoryAct {
        match self.asked.by {
            Transition::Approve => HistoryAct::Approved,
            Transition::Reject => HistoryAct::Rejected,
            Transition::Cancel => HistoryAct::Cancelled,
            Transition::Complete => HistoryAct::Completed,
        }
    }

    fn changes(&self) -> Vec<Change> {
        let (before, after) = match self.asked.by {
            Transition::Approve => (
                json!({ "status": self.found.status, "amount": self.found.amount }),
                json!({ "status": self.to, "amount": self.asked.draft.amount }),
            ),
            Transition::Reject | Transition::Cancel => (
                json!({ "status": self.found.status, "reason": "" }),
                json!({ "status": self.to, "reason": self.asked.draft.reason }),
            ),
            Transition::Complete => (json!({ "status": self.found.status }), json!({ "status": self.to })),
        };
        changes(&before, &after)
    }

    fn consequences(&self) -> Vec<Statement> {
        let (actor, Asked { booking, draft, bills, .. }) = (&self.requester.actor, self.asked);
        match self.asked.by {
            Transition::Cancel => {
                let mut statements = cascade::of_cancelling(*booking, actor, self.now);
                statements.extend(bills(*booking, &draft.reason, actor, self.now));
                statements
            }
            Transition::Approve | Transition::Reject | Transition::Complete => Vec::new(),
        }
    }

    fn notices(&self) -> Vec<Statement> {
        let Requester { actor, viewer, .. } = self.requester;
        let notice = match self.asked.by {
            Transition::Approve => Notice::BookingApproved,
            Transition::Reject => Notice::BookingRejected,
            Transition::Cancel => Notice::BookingCancelled,
            Transition::Complete => Notice::BookingCompleted,
        };
        vec![match viewer {
            Viewer::Staff(_) => notices::to_customer(notice, self.asked.booking, actor, self.now),
            Viewer::Customer(_) => notices::to_approvers(notice, self.asked.booking, actor, self.now),
        }]
    }
}
