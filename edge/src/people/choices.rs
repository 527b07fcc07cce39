//! What a person wants to be told of, and how. What nobody chose is told in both ways.

use domain::notice::{Channels, Notice, NoticeChoice, NoticeChoiceDraft};

use super::profile::signed_in;
use crate::db::{DbError, Rows, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;
use crate::http::sessions::Kind;
use crate::notices::ChosenChannels;

/// What customers are told of.
const OF_CUSTOMERS: &[Notice] = &[
    Notice::BookingApproved,
    Notice::BookingRejected,
    Notice::BookingCancelled,
    Notice::BookingCompleted,
    Notice::ChangeAccepted,
    Notice::RequestDeclined,
    Notice::InvoiceIssued,
    Notice::InvoiceOverdue,
    Notice::PaymentReceived,
];

/// What staff are told of.
const OF_STAFF: &[Notice] = &[
    Notice::BookingRequested,
    Notice::ChangeRequested,
    Notice::CancellationRequested,
    Notice::BookingCancelled,
    Notice::TripAssigned,
    Notice::TripChanged,
    Notice::TripWithdrawn,
    Notice::TripDeclined,
    Notice::VehicleAssigned,
    Notice::DriverRated,
    Notice::InvoiceOverdue,
    Notice::DocumentExpiring,
    Notice::SecretExpiring,
    Notice::MailTroubled,
    Notice::MailFailed,
    Notice::ResetRequested,
];

const fn offered(kind: Kind) -> &'static [Notice] {
    match kind {
        Kind::Staff => OF_STAFF,
        Kind::Portal => OF_CUSTOMERS,
    }
}

fn kept(kind: Kind, person: i64) -> Statement {
    ChosenChannels::select("notice_choices WHERE audience = ? AND person = ?").bind(kind.code()).bind(person)
}

fn choices(kind: Kind, rows: &Rows, place: usize) -> Result<Vec<NoticeChoice>, DbError> {
    let kept = ChosenChannels::read(rows, place)?;
    let choice = |notice: &Notice| {
        let Channels { in_app, mail } = kept.channels(*notice);
        NoticeChoice { notice: *notice, in_app, mail }
    };
    Ok(offered(kind).iter().map(choice).collect())
}

/// `GET /api/me/notices`: a list of `domain::notice::NoticeChoice`.
///
/// # Errors
/// 401.
pub async fn get_choices(call: &Call, kind: Kind) -> Answer {
    let (person, _) = signed_in(call, kind, Vec::new()).await?;
    let rows = call.db.read(&[kept(kind, person.actor.id)]).await?;
    Ok(Reply::json(&choices(kind, &rows, 0)?))
}

/// `PUT /api/me/notices`: 200 as [`get_choices`].
///
/// # Errors
/// 422 for a notice that isn't offered.
pub async fn update(call: &Call, kind: Kind) -> Answer {
    let (person, _) = signed_in(call, kind, Vec::new()).await?;
    let draft: NoticeChoiceDraft = call.draft()?;
    if !offered(kind).iter().any(|notice| notice.code() == draft.notice) {
        return Err(crate::http::problems::Refusal::field("notice", domain::check::FieldCode::UnknownValue));
    }
    let write = Statement::new(
        "INSERT INTO notice_choices (audience, person, notice, in_app, mail) VALUES (?, ?, ?, ?, ?) \
         ON CONFLICT DO UPDATE SET in_app = excluded.in_app, mail = excluded.mail",
    )
    .bind(kind.code())
    .bind(person.actor.id)
    .bind(draft.notice)
    .bind(draft.in_app)
    .bind(draft.mail);
    let rows = call.db.write(&[write, kept(kind, person.actor.id)]).await?;
    Ok(Reply::json(&choices(kind, &rows, 1)?))
}
