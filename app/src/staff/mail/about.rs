//! Mail on the page of the record it is about: the button that begins one, and what was sent before.
//!
//! Other areas' pages show these, so no more of writing a mail is here than they need.

use domain::mail::outbox::MailAboutRow;
use domain::mail::outbox::OutboxKind;
use domain::notice::Notice;
use domain::permission::{Act, Area, NamedAct, Permission};
use domain::record::RecordKind;
use domain::route::Endpoint;
use domain::text::Text;
use leptos::prelude::*;

use crate::nav;
use crate::records::Fields;
use crate::records::columns;
use crate::records::detail::Shown;
use crate::records::list::{self, Source};
use crate::records::{Kind, ListSpec};
use crate::session;
use crate::text::{mail as words, t};
use crate::ui::button::LinkUnless;
use crate::ui::cell::Cell;
use crate::ui::icon::Icon;

/// The tab's segment of the address.
pub(crate) const MAILS: &str = "mails";
pub(crate) const TITLE: Text = words::MAILS;

static LIST: ListSpec = ListSpec {
    kind: RecordKind::OutboxMail,
    columns: columns![MailAboutRow:
        SUBJECT.shown(Kind::Shown(subject)).title(),
        TO,
        CREATED_AT,
        ACCOUNT_NAME.wide(),
        STATUS.state(),
    ],
    filters: MailAboutRow::FILTERS,
    many: &[],
    empty: words::NO_MAILS_YET,
    icon: Icon::Mail,
    row: Some(leads),
};

/// Or what is known of it where it isn't seen: it may say a price.
fn subject(row: &dyn Fields) -> Cell {
    let label = |name| row.field(name).as_str();
    let notice = || label("notice")?.parse::<Notice>().ok().map(|notice| t(notice.label()).to_owned());
    let kind = || label("kind")?.parse::<OutboxKind>().ok().map(|kind| t(kind.label()).to_owned());
    label("subject").map(str::to_owned).or_else(notice).or_else(kind).map_or(Cell::Empty, Cell::text)
}

/// The whole mail is for whoever may see the outbox, and for whoever wrote it.
fn leads(row: &dyn Fields) -> Option<String> {
    let id = row.field("id").as_i64()?;
    let wrote = || session::me().with_untracked(|me| me.as_ref().map(|me| me.id.0)) == row.field("created_by").as_i64();
    let may = |act| session::may(Permission::In(Area::Mail, act));
    (may(Act::View) || may(Act::ViewOwn) && wrote()).then(|| nav::record(RecordKind::OutboxMail, id))
}

pub(super) fn query(kind: RecordKind, id: i64) -> String {
    ["record_kind=", kind.collection(), "&record=", &id.to_string()].concat()
}

/// Where one writes about a record.
pub(crate) fn href(shown: Shown) -> String {
    [nav::list(RecordKind::OutboxMail).as_str(), "/new?", &query(shown.kind, shown.id)].concat()
}

/// "Write mail".
pub(crate) fn button(shown: Shown) -> AnyView {
    let href = href(shown);
    let refused = session::refused(Permission::To(NamedAct::SendMail));
    view! { <LinkUnless refused=refused label=t(words::WRITE) href=href icon=Icon::Mail /> }.into_any()
}

/// The mails about the record, with their state.
pub(crate) fn mails(shown: Shown) -> AnyView {
    list::from(&LIST, Source { route: Endpoint::ListMailsAbout.route(), more: query(shown.kind, shown.id) })
}
