//! Says so when the network is gone, and takes it back when it returns.

use super::icon::Icon;
use super::words;
use crate::text::t;
use leptos::{ev, prelude::*};

#[component]
pub fn OfflineBanner(
    /// The client's own observation, for networks that are there but lead nowhere.
    #[prop(optional, into)]
    unreachable: Signal<bool>,
) -> AnyView {
    let offline = RwSignal::new(!window().navigator().on_line());
    let gone = window_event_listener(ev::offline, move |_| offline.set(true));
    let back = window_event_listener(ev::online, move |_| offline.set(false));
    on_cleanup(move || {
        gone.remove();
        back.remove();
    });
    view! {
        <div role="status">
            {move || (offline.get() || unreachable.get()).then(|| view! {
                <p class="offline">{Icon::Warn.view()}<span>{t(words::OFFLINE)}</span></p>
            })}
        </div>
    }
    .into_any()
}
