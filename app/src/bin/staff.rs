//! The staff app: its parts, cut off by the build into as many files as `wasm_split` names here: what a driver needs, what
//! the office needs, and the rest.

use app::staff::{self, account, bookings, door, fleet, kit, mail, money, people, settings};
use app::{Find, Missing, Part};
use leptos::wasm_split::wasm_split;

#[wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)]
fn open_account() -> Result<Find, Missing> {
    Ok(account::open())
}

#[wasm_split(door, wasm_split_path = leptos::wasm_split, fallible)]
fn open_door() -> Result<Find, Missing> {
    Ok(door::open())
}

#[wasm_split(bookings, wasm_split_path = leptos::wasm_split, fallible)]
fn open_bookings() -> Result<Find, Missing> {
    Ok(bookings::open())
}

#[wasm_split(office, wasm_split_path = leptos::wasm_split, fallible)]
fn open_fleet() -> Result<Find, Missing> {
    Ok(fleet::open())
}

#[wasm_split(kit, wasm_split_path = leptos::wasm_split, fallible)]
fn open_kit() -> Result<Find, Missing> {
    Ok(kit::open())
}

#[wasm_split(office, wasm_split_path = leptos::wasm_split, fallible)]
fn open_mail() -> Result<Find, Missing> {
    Ok(mail::open())
}

#[wasm_split(office, wasm_split_path = leptos::wasm_split, fallible)]
fn open_money() -> Result<Find, Missing> {
    Ok(money::open())
}

#[wasm_split(office, wasm_split_path = leptos::wasm_split, fallible)]
fn open_people() -> Result<Find, Missing> {
    Ok(people::open())
}

#[wasm_split(office, wasm_split_path = leptos::wasm_split, fallible)]
fn open_settings() -> Result<Find, Missing> {
    Ok(settings::open())
}

static PARTS: &[Part] = &[
    Part { roots: account::ROOTS, load: || Box::pin(open_account()) },
    Part { roots: door::ROOTS, load: || Box::pin(open_door()) },
    Part { roots: bookings::ROOTS, load: || Box::pin(open_bookings()) },
    Part { roots: fleet::ROOTS, load: || Box::pin(open_fleet()) },
    Part { roots: kit::ROOTS, load: || Box::pin(open_kit()) },
    Part { roots: mail::ROOTS, load: || Box::pin(open_mail()) },
    Part { roots: money::ROOTS, load: || Box::pin(open_money()) },
    Part { roots: people::ROOTS, load: || Box::pin(open_people()) },
    Part { roots: settings::ROOTS, load: || Box::pin(open_settings()) },
];

fn main() {
    staff::start(PARTS);
}
