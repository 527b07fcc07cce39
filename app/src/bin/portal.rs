//! The customer portal: its parts, each cut into a file of its own by the build.

use app::portal::{self, account, bookings, invoices};
use app::{Find, Missing, Part};
use leptos::wasm_split::wasm_split;

#[wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)]
fn open_account() -> Result<Find, Missing> {
    Ok(account::open())
}

#[wasm_split(bookings, wasm_split_path = leptos::wasm_split, fallible)]
fn open_bookings() -> Result<Find, Missing> {
    Ok(bookings::open())
}

#[wasm_split(invoices, wasm_split_path = leptos::wasm_split, fallible)]
fn open_invoices() -> Result<Find, Missing> {
    Ok(invoices::open())
}

static PARTS: &[Part] = &[
    Part { roots: account::ROOTS, load: || Box::pin(open_account()) },
    Part { roots: bookings::ROOTS, load: || Box::pin(open_bookings()) },
    Part { roots: invoices::ROOTS, load: || Box::pin(open_invoices()) },
];

fn main() {
    portal::start(PARTS);
}
