//! Rows that were chosen. What is done with them stands in a part, for nobody sees it before a box is ticked: [`many`](super::many).
//!
//! Invariant: what is chosen is on the page that is shown.

use domain::record::Verb;
use leptos::prelude::*;

use super::many;
use super::state::State;
use crate::nav::part;
use crate::records::spec::list::ListSpec;
use crate::ui::table::Row;

#[derive(Clone, Copy)]
pub(super) struct Selection {
    pub spec: &'static ListSpec,
    pub state: State,
    pub rows: Signal<Option<Vec<Row>>>,
    /// The rows' ids.
    pub ids: RwSignal<Vec<String>>,
    /// How many are done, of how many, while something is done with them.
    pub progress: RwSignal<Option<(usize, usize)>>,
    pub reload: Callback<()>,
}

impl Selection {
    /// Of a list that has anything to do with several rows.
    pub fn of(
        spec: &'static ListSpec,
        state: State,
        rows: Signal<Option<Vec<Row>>>,
        reload: Callback<()>,
    ) -> Option<Self> {
        if !spec.offers(Verb::Archive) && !spec.offers(Verb::Export) {
            return None;
        }
        let (ids, progress) = (RwSignal::new(Vec::<String>::new()), RwSignal::new(None));
        // Another page, another search: what isn't there any more isn't chosen.
        Effect::new(move || {
            let is_there =
                |id: &String| rows.with(|rows| rows.as_ref().is_none_or(|rows| rows.iter().any(|row| row.id == *id)));
            if ids.with(|ids| !ids.iter().all(is_there)) {
                ids.update(|ids| ids.retain(is_there));
            }
        });
        Some(Self { spec, state, rows, ids, progress, reload })
    }

    pub fn is_on(self) -> Signal<bool> {
        Signal::derive(move || self.ids.with(|ids| !ids.is_empty()) || self.progress.with(Option::is_some))
    }

    pub fn clear(self) {
        if self.progress.with_untracked(Option::is_none) {
            self.ids.set(Vec::new());
        }
    }

    /// Stands in the place of the filters while anything is chosen, from the first time on.
    pub fn bar(self) -> AnyView {
        provide_context(self);
        let (is_on, was_on) = (self.is_on(), RwSignal::new(false));
        Effect::new(move || {
            // Setting it again would draw the bar anew, and lose what it is about to tell.
            if is_on.get() && !was_on.get_untracked() {
                was_on.set(true);
            }
        });
        view! {
            <div class="selection-bar" hidden=move || !is_on.get()>{move || was_on.get().then(|| part::late(many::SELECTED))}</div>
        }
        .into_any()
    }
}
