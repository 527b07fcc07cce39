//! What a call's query string may say. The edge refuses everything else, the OpenAPI document names it.

use super::Endpoint;
use crate::record::{RecordKind, Verb};

/// The parameters that a call reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query {
    /// No parameter at all.
    Nothing,
    /// All that `domain::list::ListQuery` reads, as far as the list has it.
    List(Has),
    /// As a list, but whole, and how it is written.
    Export(Has),
    /// What a list is searched and narrowed by, or the ids to name.
    Options(Has),
    /// Two instants.
    Period,
    /// Two dates, or the current month.
    Days,
    /// A period, and vehicles or drivers.
    Schedule,
    /// A span, vehicles or drivers, the booking they are wanted for, the logbook to leave out, and who was chosen of the other kind.
    Candidates,
    /// Where an earlier answer ended.
    Since,
    /// Words to find.
    Words,
    /// The logbook to leave out.
    Besides,
    /// What becomes of the trips that a save touches.
    Trips,
    /// Whether a customer that comes back is a branch of the one that has its tax number.
    Branch,
    /// What a file is called.
    Name,
    /// Whether to show a file in place.
    Show,
    /// A list of mails, and the record that they are about.
    About,
    /// The record that is written about, or none.
    ComposeOptions,
    /// Whether to do it although it was asked about.
    Despite,
    /// What a consent is asked for beside sending.
    Files,
}

/// What not every list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Has {
    /// Its records are found by words.
    pub words: bool,
    /// Its records are archived.
    pub archive: bool,
}

impl Has {
    const fn of(kind: RecordKind) -> Self {
        Self { words: kind.is_searched(), archive: kind.is_archived() }
    }
}

/// What a list reads beside its filters. Of another kind of list such a name is no filter's either.
const OF_LISTS: &[&str] = &["q", "sort", "archived", "limit", "cursor"];

/// What a parameter may be where it may be only a few things.
#[must_use]
pub fn choices(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "trips" => &["move", "release", "keep"],
        "show" | "despite_warnings" | "shares_tax_id" => &["true", "false"],
        "files" => &["large"],
        _ => return None,
    })
}

impl Query {
    /// Whether it may name filters besides; the list says which.
    #[must_use]
    pub const fn has_filters(self) -> bool {
        matches!(self, Self::List(_) | Self::Export(_) | Self::Options(_) | Self::About)
    }

    /// Whether a parameter of this name is read; of a list's filters, whether it may be one's.
    #[must_use]
    pub fn takes(self, name: &str) -> bool {
        let missing = match self {
            Self::List(has) | Self::Export(has) | Self::Options(has) => {
                (name == "q" && !has.words) || (name == "archived" && !has.archive)
            }
            _ => false,
        };
        !missing && (self.names().contains(&name) || (self.has_filters() && !OF_LISTS.contains(&name)))
    }

    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Nothing => &[],
            Self::List(_) => OF_LISTS,
            Self::Export(_) => &["q", "sort", "archived", "form"],
            Self::Options(_) => &["q", "id"],
            Self::About => &["record_kind", "record", "sort", "limit", "cursor"],
            Self::Period | Self::Days => &["from", "to"],
            Self::Schedule => &["from", "to", "by", "q", "cursor"],
            Self::Candidates => &["from", "to", "by", "q", "booking", "besides", "chosen"],
            Self::Since => &["since"],
            Self::Words => &["q"],
            Self::Besides => &["besides"],
            Self::Trips => &["trips", "despite_warnings"],
            Self::Branch => &["shares_tax_id"],
            Self::Name => &["name"],
            Self::Show => &["show"],
            Self::ComposeOptions => &["record_kind", "record"],
            Self::Despite => &["despite_warnings"],
            Self::Files => &["files"],
        }
    }
}

impl Endpoint {
    /// Which parameters it reads; a call with any other is refused (400).
    #[must_use]
    pub const fn query(self) -> Query {
        match self {
            Self::Record(kind, Verb::List) => Query::List(Has::of(kind)),
            Self::Record(kind, Verb::Export) => Query::Export(Has::of(kind)),
            Self::Record(kind, Verb::Options) => Query::Options(Has::of(kind)),
            Self::PortalListBookings | Self::PortalListInvoices => Query::List(Has { words: true, archive: false }),
            Self::Record(RecordKind::Booking, Verb::Update)
            | Self::Record(RecordKind::Leave, Verb::Create | Verb::Update | Verb::Restore)
            | Self::Record(
                RecordKind::Vehicle | RecordKind::Driver | RecordKind::Staff,
                Verb::Update | Verb::Archive,
            ) => Query::Trips,
            Self::Record(RecordKind::Customer, Verb::Restore) => Query::Branch,
            Self::AddFile => Query::Name,
            Self::GetFile => Query::Show,
            Self::GetAvailability => Query::Besides,
            Self::GetWorkTotals => Query::Period,
            Self::GetSchedule => Query::Schedule,
            Self::ListCandidates => Query::Candidates,
            Self::GetOverview => Query::Days,
            Self::GetChanges => Query::Since,
            Self::Search => Query::Words,
            Self::ListMailsAbout => Query::About,
            Self::GetComposeOptions => Query::ComposeOptions,
            Self::Record(RecordKind::Payment, Verb::Create)
            | Self::Record(RecordKind::Assignment, Verb::Create | Verb::Update) => Query::Despite,
            Self::AuthoriseAccount => Query::Files,
            _ => Query::Nothing,
        }
    }
}
