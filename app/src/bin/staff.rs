//! The staff app: its parts, cut off by the build into as many files as are named here, with others for what several share. The
//! sign-in and the frame are parts as well: whoever begins has one of them.

use app::staff::bookings::schedule;
use app::staff::mail::outbox;
use app::staff::{self, account, bookings, fleet, home, kit, mail, money, people, settings, sign_in};
use app::{Find, Missing, Part, forms};
use leptos::wasm_split::wasm_split;

/// A part that the build cuts into a file of its name: what only the area's `open` reaches.
macro_rules! part {
    ($area:ident, $with:expr) => {{
        #[wasm_split($area, wasm_split_path = leptos::wasm_split, fallible)]
        fn $area() -> Result<Find, Missing> {
            Ok($area::open())
        }
        Part { roots: $area::ROOTS, file: stringify!($area), load: || Box::pin($area()), with: $with }
    }};
}

/// What an area with forms comes with.
const FORMS: Option<&str> = forms::ROOTS.first().copied();

static PARTS: &[Part] = &[
    part!(account, FORMS),
    part!(bookings, FORMS),
    part!(fleet, FORMS),
    part!(forms, None),
    part!(home, None),
    part!(kit, FORMS),
    part!(mail, FORMS),
    part!(money, FORMS),
    part!(outbox, FORMS),
    part!(people, FORMS),
    part!(schedule, FORMS),
    part!(settings, FORMS),
    part!(sign_in, None),
];

fn main() {
    staff::start(PARTS);
}
