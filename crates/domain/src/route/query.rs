//! What a call's query string may say. The edge refuses everything else, the OpenAPI document names it.

use super::Endpoint;
use crate::record::{RecordKind, Verb};

/// The parameters that a call reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query {
    Nothing,
    /// All that `domain::list::ListQuery` reads.
    List,
    /// As a list, but whole, and how it is written.
    Export,
    /// As a list, or the ids to name.
    Options,
    /// Two instants.
    Period,
    /// Two dates, or the current month.
    Days,
    /// A period, and vehicles or drivers.
    Schedule,
    /// Words to find.
    Words,
    /// The logbook to leave out.
    Besides,
    /// What becomes of the trips that a save touches.
    Trips,
    /// What a file is called.
    Name,
    /// Whether to show a file in place.
    Show,
    /// A list of mails, and the record that they are about.
    About,
    /// The record that is written about, or none.
    Desk,
    /// Whether to do it although it was asked about.
    Despite,
    /// What a consent is asked for beside sending.
    Files,
}

/// What a parameter may be where it may be only a few things.
#[must_use]
pub fn choices(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "trips" => &["move", "release", "keep"],
        "show" | "despite_warnings" => &["true", "false"],
        "files" => &["large"],
        _ => return None,
    })
}

impl Query {
    /// What it may name; none where the list says which filters it has.
    #[must_use]
    pub const fn names(self) -> Option<&'static [&'static str]> {
        Some(match self {
            Self::Nothing => &[],
            Self::List | Self::Export | Self::Options | Self::About => return None,
            Self::Period | Self::Days => &["from", "to"],
            Self::Schedule => &["from", "to", "by", "q", "cursor"],
            Self::Words => &["q"],
            Self::Besides => &["besides"],
            Self::Trips => &["trips", "despite_warnings"],
            Self::Name => &["name"],
            Self::Show => &["show"],
            Self::Desk => &["record_kind", "record"],
            Self::Despite => &["despite_warnings"],
            Self::Files => &["files"],
        })
    }
}

impl Endpoint {
    #[must_use]
    pub const fn query(self) -> Query {
        match self {
            Self::Record(_, Verb::List) | Self::PortalListBookings | Self::PortalListInvoices => Query::List,
            Self::Record(_, Verb::Export) => Query::Export,
            Self::Record(_, Verb::Options) => Query::Options,
            Self::Record(RecordKind::Booking, Verb::Update)
            | Self::Record(
                RecordKind::Vehicle | RecordKind::Driver | RecordKind::Staff,
                Verb::Update | Verb::Archive,
            ) => Query::Trips,
            Self::AddFile => Query::Name,
            Self::GetFile => Query::Show,
            Self::GetAvailability => Query::Besides,
            Self::GetWorkTotals => Query::Period,
            Self::GetSchedule => Query::Schedule,
            Self::GetOverview => Query::Days,
            Self::Search => Query::Words,
            Self::ListMailsAbout => Query::About,
            Self::GetWritingDesk => Query::Desk,
            Self::RecordPayment | Self::Record(RecordKind::Assignment, Verb::Create | Verb::Update) => Query::Despite,
            Self::AuthoriseAccount => Query::Files,
            _ => Query::Nothing,
        }
    }
}
