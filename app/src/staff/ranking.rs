//! Drivers by their ratings, as the overview and the list of ratings show them.

use domain::bookings::rating::{Ranked, Ranking};
use domain::record::RecordKind;
use leptos::prelude::*;

use crate::nav;
use crate::text::{amount, bookings as words, count, t};
use crate::ui::stars::Stars;

/// A score, in thousandths of a star.
pub(crate) fn stars(score: i64) -> AnyView {
    view! { <Stars tenths=u32::try_from(score / 100).unwrap_or_default() shown=amount::stars(score) /> }.into_any()
}

/// The best drivers, each with a bar for the score; those without a place only where nobody has one.
pub(crate) fn bars(ranking: Ranking) -> AnyView {
    if ranking.ranked.is_empty() {
        return places(ranking);
    }
    let one = |ranked: Ranked| {
        let score = ranked.rating_summary.score?;
        let ratings = ranked.rating_summary.ratings;
        Some(view! {
            <li class="ranked" data-bar="true">
                <a href=nav::record(RecordKind::Driver, ranked.driver)>{ranked.name}</a>
                <svg class="ranked-bar" viewBox="0 0 5000 1" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="ranked-ground" width="5000" height="1" />
                    <rect class="ranked-score" width=score.to_string() height="1" />
                </svg>
                <strong>{amount::stars(score)}</strong>
                <span class="muted" title=count(ratings, words::RATINGS)>{amount::number(ratings)}</span>
            </li>
        })
    };
    view! { <ol class="ranking">{ranking.ranked.into_iter().filter_map(one).collect_view()}</ol> }.into_any()
}

/// Drivers by place, best first; below them, without a place, those with too few ratings for one.
pub(crate) fn places(ranking: Ranking) -> AnyView {
    let Ranking { ranked, unranked } = ranking;
    if ranked.is_empty() && unranked.is_empty() {
        return view! { <p class="muted">{t(words::NO_RATINGS)}</p> }.into_any();
    }
    let driver = |ranked: Ranked| {
        let stars = ranked.rating_summary.score.map(stars);
        view! {
            <li class="ranked">
                <a href=nav::record(RecordKind::Driver, ranked.driver)>{ranked.name}</a>
                {stars}
                <span class="muted">{count(ranked.rating_summary.ratings, words::RATINGS)}</span>
            </li>
        }
    };
    let apart = (!unranked.is_empty()).then(|| {
        view! {
            <p class="muted">{t(words::UNRANKED)}</p>
            <ul class="ranking-apart">{unranked.into_iter().map(driver).collect_view()}</ul>
        }
    });
    view! { <ol class="ranking">{ranked.into_iter().map(driver).collect_view()}</ol>{apart} }.into_any()
}
