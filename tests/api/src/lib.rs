//! The API, tested from outside: the built Worker in the local runtime, spoken to by HTTP and nothing else.
//!
//! One enters by [`Company::shared`], a company that was set up through the API, with people of every built-in role; its
//! methods make vehicles, drivers, bookings and what else a test needs. Each binary has one runtime and one database.
//!
//! Invariant: tests share the company but never a record: each makes its own, so they can run at once in any order.

pub mod client;
pub mod company;
pub mod making;
pub mod server;
pub mod specimens;

pub use client::{Answer, Call, Client};
pub use company::{Company, Contact, Driver, Hand, PASSWORD};
pub use server::Server;

use std::sync::atomic::{AtomicU64, Ordering};

/// A number that no other caller in this process gets.
pub fn unique() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Now, in UTC epoch milliseconds.
///
/// # Panics
/// If the clock stands before 1970.
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970");
    i64::try_from(since.as_millis()).expect("a clock before the year 292278994")
}
