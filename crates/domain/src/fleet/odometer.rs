//! What a vehicle's clock may show.

use crate::time::{DAY, Instant};

/// What a vehicle drives in a day at most, in metres. More is a slip of the finger, most likely.
const MOST_IN_A_DAY: i64 = 2_000_000;

/// Whether a reading is further from the last one (each a time and metres) than any vehicle drives in the days begun between them.
#[must_use]
pub fn leaps(last: (Instant, i64), read: (Instant, i64)) -> bool {
    let days = (read.0.0.saturating_sub(last.0.0).saturating_sub(1) / DAY).max(0) + 1;
    read.1.saturating_sub(last.1) > days.saturating_mul(MOST_IN_A_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;

    #[test]
    fn two_thousand_kilometres_a_day_begun_are_believed_and_no_more() {
        let after = |hours: i64, kilometres: i64| {
            leaps((Instant(0), 115_354_000), (Instant(hours * HOUR), 115_354_000 + kilometres * 1_000))
        };
        assert!(!after(2, 2_000) && after(2, 2_001) && !after(0, 2_000) && after(0, 2_001));
        assert!(!after(24, 2_000) && after(24, 2_001) && !after(25, 4_000) && after(25, 4_001));
        assert!(!after(2, -5), "what falls is refused elsewhere");
    }
}
