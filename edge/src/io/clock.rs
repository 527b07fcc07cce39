//! What time it is.

use domain::time::Instant;

/// Now. (In Workers the clock stands still between two I/O operations.)
#[must_use]
#[allow(clippy::cast_possible_truncation)]
#[expect(clippy::disallowed_methods, reason = "the one place")]
pub fn now() -> Instant {
    Instant(js_sys::Date::now() as i64)
}

pub async fn wait(milliseconds: u64) {
    worker::Delay::from(core::time::Duration::from_millis(milliseconds)).await;
}
