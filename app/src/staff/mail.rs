//! Mail: app registrations with their guided set-up, servers, accounts with their light, and the outbox.
//!
//! Each record is a file of constants; `attempt` shows how a test went.
//!
//! Invariant: no screen ever holds a stored secret; what is typed into a secret's form is forgotten with the form.

pub(crate) mod about;
mod accounts;
mod apps;
mod attempt;
mod compose;
mod guide;
pub mod outbox;
mod servers;
mod templates;

use domain::permission::Area;
use domain::record::RecordKind;

use super::routes::{Group, Opens, record};
use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::records::{self, ListSpec, Record};
use crate::ui::icon::Icon;

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["mail-accounts/", "mail-apps/", "mail-authorised", "mail-servers/", "mail-templates/"];

/// They win over a record's pages.
const SCREENS: &[Screen] =
    &[Screen::new("mail-apps/new", apps::new_page), Screen::new("mail-authorised", attempt::nowhere)];

/// Its lines in the sidebar.
pub(crate) const NAV: Group = Group {
    title: Area::Mail.label(),
    icon: Icon::Mail,
    entries: &[
        record(RecordKind::OutboxMail, "/admin/outbox", Icon::Mail, 'u', Opens::ToOwn(Area::Mail)),
        record(RecordKind::MailTemplate, "/admin/mail-templates", Icon::File, 'j', Opens::ToViewers(Area::Mail))
            .in_settings(),
        record(RecordKind::MailAccount, "/admin/mail-accounts", Icon::Mail, 'e', Opens::ToViewers(Area::Mail))
            .in_settings(),
        record(RecordKind::MailServer, "/admin/mail-servers", Icon::Server, 'n', Opens::ToViewers(Area::Mail))
            .in_settings(),
        record(RecordKind::MailApp, "/admin/mail-apps", Icon::Key, 'q', Opens::ToViewers(Area::Mail)).in_settings(),
    ],
};

pub(crate) static RECORDS: &[Record] = &[accounts::RECORD, apps::RECORD, servers::RECORD, templates::RECORD];

pub(crate) const LISTS: &[&ListSpec] = &[&accounts::LIST, &apps::LIST, &servers::LIST, &templates::LIST, &outbox::LIST];

#[cfg(test)]
pub(crate) static SHAPES: &[&crate::records::form::Shape] =
    &[&accounts::PASSWORD, &accounts::PASSWORDS, &accounts::TEST, &apps::SECRET, &compose::SHAPE];

/// Called when the part is here.
pub fn open() -> Find {
    records::know(RECORDS);
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(SCREENS, path).or_else(|| records::find(RECORDS, path))
}
