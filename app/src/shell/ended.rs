//! The session ended under an open page: sign in over it, and what was being done goes on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::prompt::Ended;
use super::sign_in;
use crate::net::{call_at, state};
use crate::text::{shell as words, t};
use crate::ui::dialog::Dialog;

/// Called for by [`prompt::session_ended`](super::prompt::session_ended). Somebody else must not go on with the page of whoever was signed in.
pub(crate) fn dialog() -> AnyView {
    let Some(Ended(app, who)) = use_context() else { return ().into_any() };
    let open = RwSignal::new(false);
    let ended = state::session_ended();
    Effect::new(move || open.set(ended.get()));
    let done = Callback::new(move |()| {
        spawn_local(async move {
            let me = call_at(&app.get_me).quietly().send::<Value>().await;
            let now = me.ok().and_then(|me| me.get("id").and_then(Value::as_i64));
            if now == who.get_untracked() {
                state::resume();
            } else {
                let _ = location().set_href(app.home);
            }
        });
    });
    view! {
        // Nothing behind it works without a session, so it can't be closed away.
        <Dialog open=open title=t(words::SESSION_ENDED) may_close=Callback::new(|()| false)>
            <p class="muted">{t(words::SESSION_ENDED_HELP)}</p>
            {move || sign_in::form(app.sign_in, done)}
        </Dialog>
    }
    .into_any()
}
