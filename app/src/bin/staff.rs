//! The staff app: its parts, cut off by the build into as many files as are named here, with others for what several share. The
//! sign-in and the frame are parts as well: whoever begins has one of them.

use app::staff::bookings::schedule;
use app::staff::mail::outbox;
use app::staff::money::payments;
use app::staff::{self, account, bookings, fleet, help, home, kit, lists, mail, money, overview, people, settings};
use app::{Part, forms, many, part, sign_in};

/// What an area with forms comes with.
const FORMS: Option<&str> = forms::ROOTS.first().copied();

static PARTS: &[Part] = &[
    part!(account, FORMS),
    part!(bookings, FORMS),
    part!(fleet, FORMS),
    part!(forms),
    part!(help),
    part!(home),
    part!(kit, FORMS),
    part!(lists),
    part!(mail, FORMS),
    part!(many),
    part!(money, FORMS),
    part!(outbox, FORMS),
    part!(overview),
    part!(payments, FORMS),
    part!(people, FORMS),
    part!(schedule, FORMS),
    part!(settings, FORMS),
    part!(sign_in),
];

fn main() {
    staff::start(PARTS);
}
