//! The staff app: its parts, cut off by the build into as many files as are named here: what a driver needs, what the office
//! needs, and the rest. The overview, with which most begin, is in the main file.

use app::staff::{self, account, bookings, fleet, kit, mail, money, people, settings, sign_in};
use app::{Find, Missing, Part};
use leptos::wasm_split::wasm_split;

/// A part that the build cuts into the file `$file`: what only the area's `open` reaches.
macro_rules! part {
    ($file:ident, $area:ident) => {{
        #[wasm_split($file, wasm_split_path = leptos::wasm_split, fallible)]
        fn $area() -> Result<Find, Missing> {
            Ok($area::open())
        }
        Part { roots: $area::ROOTS, file: stringify!($file), load: || Box::pin($area()) }
    }};
}

static PARTS: &[Part] = &[
    part!(account, account),
    part!(bookings, bookings),
    part!(sign_in, sign_in),
    part!(office, fleet),
    part!(kit, kit),
    part!(office, mail),
    part!(office, money),
    part!(office, people),
    part!(office, settings),
];

fn main() {
    staff::start(PARTS);
}
