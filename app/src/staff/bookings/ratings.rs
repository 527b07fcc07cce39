//! Ratings as customers gave them, and the ranking they make.

use domain::bookings::rating::RatingRow;
use domain::bookings::rating::{Ranked, Ranking};
use domain::record::RecordKind;
use domain::route::Endpoint;
use leptos::prelude::*;

use crate::nav;
use crate::net::call;
use crate::net::fetch::resource;
use crate::records::columns;
use crate::records::list;
use crate::records::{Kind, ListSpec, Record};
use crate::text::{amount, bookings as words, count, t};
use crate::ui::heading::{Card, PageHeader};
use crate::ui::icon::Icon;
use crate::ui::stars::Stars;

pub(crate) const LIST: ListSpec = ListSpec {
    kind: RecordKind::Rating,
    columns: columns![RatingRow:
        DRIVER.shown(Kind::Reference(RecordKind::Driver, "driver_name")).title(),
        STARS.state(),
        COMMENT,
        BOOKING.shown(Kind::Reference(RecordKind::Booking, "booking_number")),
        CUSTOMER_NAME,
        AT.called(words::RATED_AT),
    ],
    filters: RatingRow::FILTERS,
    empty: words::NO_RATINGS,
    icon: Icon::Star,
    row: None,
};

pub(crate) const RECORD: Record = Record { kind: RecordKind::Rating, list: &LIST, form: None, detail: None };

/// `/admin/ratings`: the ranking above what it is made of.
pub(crate) fn page() -> AnyView {
    let ranking = resource::<Ranking>(move || Some(call(Endpoint::GetRanking)));
    view! {
        <PageHeader title=t(RecordKind::Rating.plural()) />
        <Card title=t(words::RANKING)>{ranking.view(places)}</Card>
        {list::body(&LIST, None)}
    }
    .into_any()
}

/// Drivers by place, best first; below them, without a place, those with too few ratings for one.
pub(crate) fn places(ranking: Ranking) -> AnyView {
    let Ranking { ranked, unranked } = ranking;
    if ranked.is_empty() && unranked.is_empty() {
        return view! { <p class="muted">{t(words::NO_RATINGS)}</p> }.into_any();
    }
    let driver = |ranked: Ranked| {
        let stars = ranked.standing.score.map(|score| {
            let tenths = u32::try_from(score / 100).unwrap_or_default();
            view! { <Stars tenths=tenths shown=amount::stars(score) /> }
        });
        view! {
            <li class="ranked">
                <a href=nav::record(RecordKind::Driver, ranked.driver)>{ranked.name}</a>
                {stars}
                <span class="muted">{count(ranked.standing.ratings, words::RATINGS)}</span>
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
