//! Digests: what somebody is told of at one time is one notice, which lists it.
//!
//! What comes all at once (a step or a recipient switched on over old data, a night of the server's silence, an import) would
//! flood the bell if each thing rang it. A job begins its statements with [`LINE`] and a `SELECT`, over as many runs as it
//! takes, and ends with [`tell`].
//!
//! Invariant: a line is told once, in one notice.

use domain::notice::Notice;
use domain::time::Instant;

use crate::db::{Db, DbError, Statement};

/// How each statement that gathers begins; a `SELECT` of these columns follows.
pub const LINE: &str =
    "INSERT OR IGNORE INTO notice_lines (audience, person, notice, kind, subject, label, due_on, amount) ";

/// Lines that a notice shows, in the app and by mail; of what is beyond them it says how many there are.
pub const SHOWN: u32 = 200;

/// Whether lines of this notice wait to be told: `1` or nothing.
#[must_use]
pub fn waiting(notice: Notice) -> Statement {
    Statement::new("SELECT '1' WHERE EXISTS (SELECT 1 FROM notice_lines WHERE notification IS NULL AND notice = ?)")
        .bind(notice.code())
}

/// Makes one notice of each person's lines: of a single one, a notice about that record; of several, one about none, whose
/// label is their number.
#[must_use]
pub fn notify(notice: Notice, now: Instant) -> [Statement; 2] {
    let notify = Statement::new(
        "INSERT INTO notifications (audience, person, at, notice, kind, subject, label) \
         SELECT audience, person, CAST(? AS INTEGER), notice, min(kind), iif(count(*) = 1, min(subject), 0), \
         iif(count(*) = 1, min(label), CAST(count(*) AS TEXT)) FROM notice_lines WHERE notification IS NULL AND notice = ? \
         GROUP BY audience, person",
    );
    let lines = Statement::new(
        "UPDATE notice_lines SET notification = (SELECT n.id FROM notifications n WHERE n.audience = notice_lines.audience \
         AND n.person = notice_lines.person AND n.notice = notice_lines.notice ORDER BY n.id DESC LIMIT 1) \
         WHERE notification IS NULL AND notice = ?",
    );
    [notify.bind(now).bind(notice.code()), lines.bind(notice.code())]
}

/// As [`tell`], at once, of what others have gathered; nothing where nothing waits.
///
/// # Errors
/// When the database doesn't answer.
pub async fn notify_waiting(db: &Db, notice: Notice, now: Instant) -> Result<(), DbError> {
    if db.read(&[waiting(notice)]).await?.text(0).is_some() {
        db.write(&notify(notice, now)).await?;
    }
    Ok(())
}

/// `domain::session::NoticeLine`s of the notification `{of}`, soonest first, as a JSON array.
#[must_use]
pub fn lines(of: &str) -> String {
    format!(
        "(SELECT coalesce(json_group_array(json_object('subject', subject, 'label', label, 'due_on', due_on)), '[]') \
         FROM (SELECT l.subject, l.label, l.due_on FROM notice_lines l WHERE l.notification = {of} \
         ORDER BY l.due_on, l.id LIMIT {SHOWN}))"
    )
}
