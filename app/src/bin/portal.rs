//! The customer portal: its parts, cut off by the build into as many files as `wasm_split` names here: what is there before
//! signing in, right after it, and the rest.

use app::portal::{self, account, bookings, door, inside, invoices};
use app::{Find, Missing, Part};
use leptos::wasm_split::wasm_split;

#[wasm_split(rest, wasm_split_path = leptos::wasm_split, fallible)]
fn open_account() -> Result<Find, Missing> {
    Ok(account::open())
}

#[wasm_split(door, wasm_split_path = leptos::wasm_split, fallible)]
fn open_door() -> Result<Find, Missing> {
    Ok(door::open())
}

#[wasm_split(inside, wasm_split_path = leptos::wasm_split, fallible)]
fn open_inside() -> Result<Find, Missing> {
    Ok(inside::open())
}

#[wasm_split(rest, wasm_split_path = leptos::wasm_split, fallible)]
fn open_bookings() -> Result<Find, Missing> {
    Ok(bookings::open())
}

#[wasm_split(rest, wasm_split_path = leptos::wasm_split, fallible)]
fn open_invoices() -> Result<Find, Missing> {
    Ok(invoices::open())
}

static PARTS: &[Part] = &[
    Part { roots: account::ROOTS, load: || Box::pin(open_account()) },
    Part { roots: door::ROOTS, load: || Box::pin(open_door()) },
    Part { roots: inside::ROOTS, load: || Box::pin(open_inside()) },
    Part { roots: bookings::ROOTS, load: || Box::pin(open_bookings()) },
    Part { roots: invoices::ROOTS, load: || Box::pin(open_invoices()) },
];

fn main() {
    portal::start(PARTS);
}
