//! The signed-in staff member, and what they may do.
//!
//! Invariant: a screen asks here and shows why something isn't allowed; whether it is allowed is decided at the edge.

use domain::permission::{Permission, Permissions};
use domain::route::Endpoint;
use domain::session::{Me, PreferenceDraft};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::device::TAB;
use crate::net::call;
use crate::text::{self, t};

thread_local! {
    static ME: ArcRwSignal<Option<Me>> = ArcRwSignal::new(None);
}

/// `None` until somebody has signed in; never on a screen of the staff app.
pub(crate) fn me() -> Signal<Option<Me>> {
    ME.with(Clone::clone).into()
}

/// Of who is signed in, followed; nothing where nobody is, which no screen sees.
pub(crate) fn of_me<T: Default>(read: impl FnOnce(&Me) -> T) -> T {
    ME.with(|me| me.with(|me| me.as_ref().map(read).unwrap_or_default()))
}

/// Takes over who has signed in, with their language and their company's conventions.
pub(crate) fn enter(me: Me) {
    text::follow(&me.company);
    text::adopt(me.language);
    TAB.belong_to(me.id.0);
    ME.with(|signal| signal.set(Some(me)));
}

/// How they like a list to be, as they left it on whatever device.
pub(crate) fn preference(name: &str) -> Option<String> {
    let kept: Value = ME.with(|me| me.with_untracked(|me| serde_json::from_str(&me.as_ref()?.preferences).ok()))?;
    Some(kept.get(name)?.as_str()?.to_owned())
}

/// Keeps it; what can't be kept now holds until the page is loaded anew.
pub(crate) fn prefer(name: String, value: String) {
    ME.with(|me| {
        me.update_untracked(|me| {
            if let Some(me) = me
                && let Ok(Value::Object(mut kept)) = serde_json::from_str(&me.preferences)
            {
                kept.insert(name.clone(), value.clone().into());
                me.preferences = Value::Object(kept).to_string();
            }
        });
    });
    let draft = PreferenceDraft { name, value };
    spawn_local(async move { drop(call(Endpoint::UpdatePreference).body(&draft).done().await) });
}

pub(crate) fn permissions() -> Permissions {
    ME.with(|me| me.with_untracked(|me| me.as_ref().map_or(Permissions::NONE, |me| me.permissions)))
}

pub(crate) fn may(permission: Permission) -> bool {
    permissions().allows(permission)
}

/// Why something isn't allowed; `None` when it is. Made for `disabled_reason`.
pub(crate) fn refused(permission: Permission) -> Option<String> {
    (!may(permission)).then(|| t(text::records::NOT_PERMITTED).to_owned())
}
