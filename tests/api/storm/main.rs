//! Longer tries than a run of the tests has time for: random calls, everybody at once, kills with replay. `cargo xtask storm` runs
//! them for as many minutes each as it is told, and prints how much was tried.
//!
//! Invariant: each prints its seed, and what must hold is asked by [`oracle`], never by the API that is tried.

mod chance;
mod crowd;
mod fuzz;
mod kills;
mod oracle;

use std::{
    env,
    sync::LazyLock,
    time::{Duration, Instant, SystemTime},
};

/// Whether this process has used up the minutes that `VOLANTE_STORM_MINUTES` gives each test. Each runs in a process of its own.
fn over() -> bool {
    static UNTIL: LazyLock<Instant> = LazyLock::new(|| {
        let minutes = env::var("VOLANTE_STORM_MINUTES").ok().and_then(|minutes| minutes.parse().ok()).unwrap_or(5.0);
        Instant::now() + Duration::from_secs_f64(60.0 * minutes)
    });
    Instant::now() >= *UNTIL
}

/// What `VOLANTE_STORM_SEED` says, to have a storm again; else another one each time.
fn seed() -> u64 {
    let given = env::var("VOLANTE_STORM_SEED").ok().and_then(|seed| seed.parse().ok());
    let drawn = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(1, |since| since.as_secs());
    given.unwrap_or_else(drawn)
}
