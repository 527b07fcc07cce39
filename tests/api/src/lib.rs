//! The API, tested from outside: the built Worker in the local runtime, spoken to by HTTP. Its tables are looked into to see what
//! was kept, and written to only where nothing else could make what a test needs: old rows, and thousands of them.
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
pub mod sums;

pub use client::{Answer, Call, Client};
pub use company::{Colleague, Company, Contact, Driver, PASSWORD, Serving};
pub use server::Server;

use std::{
    sync::{
        Barrier,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

/// Sends `count` calls at the same moment, each from a thread of its own, and gives their answers in order.
///
/// # Panics
/// When one of them gets no answer.
pub fn race(count: usize, send: impl Fn(usize) -> Answer + Sync) -> Vec<Answer> {
    let start = Barrier::new(count);
    thread::scope(|scope| {
        let run = |place| {
            let (start, send) = (&start, &send);
            let racer = thread::Builder::new().stack_size(256 << 10);
            let race = move || {
                start.wait();
                send(place)
            };
            racer.spawn_scoped(scope, race).expect("a thread starts")
        };
        let racers: Vec<_> = (0..count).map(run).collect();
        racers.into_iter().map(|racer| racer.join().expect("a racer arrives")).collect()
    })
}

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
