//! Who is signed in to the portal, as the contact that they act as.

use domain::session::PortalMe;
use leptos::prelude::*;

use crate::device::TAB;
use crate::net::state;
use crate::text;

thread_local! {
    static ME: ArcRwSignal<Option<PortalMe>> = ArcRwSignal::new(None);
}

/// `None` until somebody has signed in; never on a page inside.
pub(crate) fn me() -> Signal<Option<PortalMe>> {
    ME.with(Clone::clone).into()
}

/// Of who is signed in, followed; nothing where nobody is, which no page inside sees.
pub(crate) fn of_me<T: Default>(read: impl FnOnce(&PortalMe) -> T) -> T {
    ME.with(|me| me.with(|me| me.as_ref().map(read).unwrap_or_default()))
}

pub(super) fn enter(me: PortalMe) {
    text::follow(&me.company);
    text::adopt(me.language);
    TAB.belong_to(me.id.0);
    state::act_as(me.id.0);
    ME.with(|signal| signal.set(Some(me)));
}

/// Whether the company takes bookings through the portal.
pub(crate) fn takes_bookings() -> bool {
    ME.with(|me| me.with_untracked(|me| me.as_ref().is_some_and(|me| me.company.portal_bookings)))
}
