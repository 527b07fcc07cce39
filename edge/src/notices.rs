//! How somebody is told of something: the statements that every area puts into the batch of what it tells of.
//!
//! What a notice says in a mail is `settings::notices`' matter, what a person is told of `people::choices`', and who reads them
//! `people::notifications`'.
//!
//! Invariant: nothing here decides how a notice is delivered; a trigger does, in the batch that tells.

use domain::notice::{Channels, Notice};
use domain::permission::Permission;

use crate::db::{DbError, Rows, Statement};

/// How each statement that tells somebody begins; a `SELECT` of these columns follows.
pub const NOTIFY: &str = "INSERT INTO notifications (audience, person, at, notice, kind, subject, label) ";

/// The same, with what was so when it was told.
pub const NOTIFY_WITH_FACTS: &str =
    "INSERT INTO notifications (audience, person, at, notice, kind, subject, label, facts) ";

/// The ids of the active staff who have the permission, as SQL to join.
#[must_use]
pub fn staff_who_may(permission: Permission) -> String {
    format!(
        "(SELECT staff.id FROM staff WHERE staff.active = 1 AND staff.archived_at IS NULL AND EXISTS (SELECT 1 \
         FROM staff_roles JOIN roles ON roles.id = staff_roles.role AND roles.archived_at IS NULL \
         JOIN json_each(roles.permissions) held ON held.value = '{}' WHERE staff_roles.staff = staff.id))",
        permission.code()
    )
}

/// Rows of `notice, in_app, mail`: what was chosen. Both ways are on for a notice without one.
pub struct ChosenChannels(Vec<(String, i64, i64)>);

impl ChosenChannels {
    /// `from` is a table with these columns, or one with a condition.
    #[must_use]
    pub fn select(from: &str) -> Statement {
        Statement::new(format!("SELECT json_group_array(json_array(notice, in_app, mail)) FROM {from}"))
    }

    /// What [`Self::select`] found, at its place in the batch.
    ///
    /// # Errors
    /// When the rows are something else.
    pub fn read(rows: &Rows, place: usize) -> Result<Self, DbError> {
        rows.row_json(place).map(Self)
    }

    pub fn channels(&self, notice: Notice) -> Channels {
        let own = self.0.iter().find(|(code, ..)| code == notice.code());
        own.map_or(Channels { in_app: true, mail: true }, |(_, in_app, mail)| Channels {
            in_app: *in_app == 1,
            mail: *mail == 1,
        })
    }
}
