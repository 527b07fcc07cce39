//! What stands in the way of a refused act, with links to it.

use domain::problem::{Problem, ProblemKind};
use domain::record::RecordKind;
use leptos::prelude::*;

use super::names;
use crate::nav;
use crate::net::failure;
use crate::text::{records as words, t};
use crate::ui::failure::ErrorNote;

/// What a refusal says, with links to what stands in the way.
pub(crate) fn obstacles(refusal: RwSignal<Option<Problem>>) -> AnyView {
    let message = Signal::derive(move || refusal.with(|problem| problem.as_ref().map(failure)));
    view! { <ErrorNote failure=message />{in_the_way(refusal)} }.into_any()
}

/// Links to what stands in the way of a refused act.
pub(crate) fn in_the_way(refusal: RwSignal<Option<Problem>>) -> AnyView {
    let links = move || {
        let problem = refusal.get()?;
        let refers = problem.known() == Some(ProblemKind::StillReferred);
        let (message, all) = (if refers { words::IN_THE_WAY } else { words::HAS_IT }, problem.obstacles);
        (!all.is_empty()).then(|| {
            let link = |obstacle: domain::problem::Obstacle| {
                let href = RecordKind::from_collection(&obstacle.kind)
                    .zip(obstacle.id)
                    .map(|(kind, id)| nav::record(kind, id));
                let label = match RecordKind::from_collection(&obstacle.kind) {
                    Some(kind) => names::shown(kind, obstacle.label),
                    None => obstacle.label,
                };
                view! { <li><a href=href>{label}</a></li> }
            };
            view! { <div class="obstacles"><p>{t(message)}</p><ul>{all.into_iter().map(link).collect_view()}</ul></div> }
        })
    };
    links.into_any()
}
