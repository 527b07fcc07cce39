//! What this person may see of records, and do with them.

use domain::record::{RecordKind, Verb};
use domain::visibility::Visibility;

use crate::session;

/// What this person sees of a kind's records; what they don't stands on no screen.
pub(crate) fn visibility(kind: RecordKind) -> Visibility {
    Visibility::for_permissions(kind, session::permissions())
}

/// Why a verb isn't possible for this person; `None` when it is.
pub(crate) fn refused(kind: RecordKind, verb: Verb) -> Option<String> {
    session::refused(kind.needs(verb))
}
