//! Ratings as customers gave them, and the ranking they make.

use domain::bookings::rating::{Ranking, RatingRow};
use domain::record::RecordKind;
use domain::route::Endpoint;
use leptos::prelude::*;

use crate::net::call;
use crate::net::fetch::resource;
use crate::records::columns;
use crate::records::list;
use crate::records::{Kind, ListSpec};
use crate::staff::ranking;
use crate::text::{bookings as words, t};
use crate::ui::heading::{Card, PageHeader};
use crate::ui::icon::Icon;

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
    many: &[],
    empty: words::NO_RATINGS,
    icon: Icon::Star,
    row: None,
};

/// `/admin/ratings`: the ranking above what it is made of.
pub(crate) fn ratings_page() -> AnyView {
    let ranking = resource::<Ranking>(move || Some(call(Endpoint::GetRanking)));
    view! {
        <PageHeader title=t(RecordKind::Rating.plural()) />
        <Card title=t(words::RANKING)>{ranking.view(ranking::places)}</Card>
        {list::body(&LIST, None)}
    }
    .into_any()
}
