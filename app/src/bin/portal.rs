//! The customer portal: its parts, cut off by the build into as many files as are named here: what is there before signing in,
//! right after it, and the rest.

use app::portal::{self, account, bookings, home, invoices, sign_in};
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

static PARTS: &[Part] =
    &[part!(rest, account), part!(sign_in, sign_in), part!(home, home), part!(rest, bookings), part!(rest, invoices)];

fn main() {
    portal::start(PARTS);
}
