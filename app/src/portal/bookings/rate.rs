//! Rating a driver, once, after the trip.

use domain::bookings::booking::PortalBooking;
use domain::bookings::rating::{RatingDraft, RatingView};
use domain::id::DriverId;
use domain::route::Endpoint;
use leptos::prelude::*;
use serde_json::Value;

use crate::net::call;
use crate::net::fetch::Resource;
use crate::records::field::UNTITLED;
use crate::records::fields;
use crate::records::form::{Shape, Sheet, send_with, sheet};
use crate::records::to_json;
use crate::records::{Kind, Section};
use crate::text::{date, fill, portal as words, t};
use crate::ui::stars::Stars;
use crate::ui::stars::tenths;
use crate::ui::toast;

const SECTIONS: &[Section] = &[Section::new(
    UNTITLED,
    fields![RatingDraft:
        STARS.shown(Kind::Stars).required(),
        COMMENT,
    ],
)];

static SHAPE: Shape = Shape::new::<RatingDraft>(SECTIONS);

pub(super) fn form(booking: i64, driver: i64, name: String, shown: Resource<PortalBooking>) -> AnyView {
    let start = RatingDraft { driver: Some(DriverId(driver)), ..RatingDraft::default() };
    let send = send_with(move |sending| {
        call(Endpoint::PortalRateDriver).at(booking).key(&sending.key).body(&sending.draft).send::<Value>()
    });
    let done = Callback::new(move |_| {
        toast::good(t(words::THANKS));
        shown.reload();
    });
    let form = Sheet { start: to_json(&start), ..Sheet::new(&SHAPE, t(words::SEND_RATING), send, done) };
    view! {
        <h3>{fill(words::RATE, &[("name", &name)])}</h3>
        {sheet(form)}
    }
    .into_any()
}

/// What was said.
pub(super) fn given(rating: &RatingView) -> AnyView {
    let stars = tenths(rating.stars);
    let comment = (!rating.comment.is_empty()).then(|| view! { <p>{rating.comment.clone()}</p> });
    view! {
        <li class="rating">
            <strong>{rating.driver_name.clone()}</strong>
            <Stars tenths=stars shown=rating.stars.to_string() />
            <span class="muted">{date::near(rating.at)}</span>
            {comment}
        </li>
    }
    .into_any()
}
