//! The customer portal: its parts, cut off by the build into as many files as are named here, with others for what several share:
//! what is there before signing in, right after it, and each area.

use app::portal::{self, account, bookings, home, invoices, sign_in};
use app::{Find, Missing, Part};
use leptos::wasm_split::wasm_split;

/// A part that the build cuts into a file of its name: what only the area's `open` reaches.
macro_rules! part {
    ($area:ident) => {{
        #[wasm_split($area, wasm_split_path = leptos::wasm_split, fallible)]
        fn $area() -> Result<Find, Missing> {
            Ok($area::open())
        }
        Part { roots: $area::ROOTS, file: stringify!($area), load: || Box::pin($area()), with: None }
    }};
}

static PARTS: &[Part] = &[part!(account), part!(bookings), part!(home), part!(invoices), part!(sign_in)];

fn main() {
    portal::start(PARTS);
}
