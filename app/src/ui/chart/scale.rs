//! From values to the drawing's units, with round numbers at the axis. Pure.

use super::HEIGHT;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    low: i64,
    high: i64,
    step: i64,
}

impl Scale {
    /// A scale from zero (or below) to a round number above all values.
    pub fn fit(values: impl Iterator<Item = i64>) -> Self {
        let (mut low, mut high) = (0, 0);
        for value in values {
            low = low.min(value);
            high = high.max(value);
        }
        let step = round_step(high.saturating_sub(low).max(1));
        let up = |value: i64| value.saturating_add(step - 1).div_euclid(step).saturating_mul(step);
        let high = up(high);
        let low = -up(-low);
        Self { low, high: if high == low { low + step } else { high }, step }
    }

    pub fn ticks(self) -> impl Iterator<Item = i64> {
        let Self { low, high, step } = self;
        (0..=(high - low) / step).map(move |n| low + n * step)
    }

    /// Distance from the top edge.
    pub fn y(self, value: i64) -> i64 {
        let part = i128::from(self.high - value) * i128::from(HEIGHT) / i128::from(self.high - self.low);
        i64::try_from(part).unwrap_or(0)
    }
}

/// 1, 2 or 5 times a power of ten, so that about four steps cover `range`.
fn round_step(range: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if range / step < 4 || step == i64::MAX {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_ends_on_round_numbers() {
        let scale = Scale::fit([120, 4_300, 870].into_iter());
        assert_eq!(scale.ticks().collect::<Vec<_>>(), [0, 2_000, 4_000, 6_000]);
        assert_eq!((scale.y(0), scale.y(6_000), scale.y(3_000)), (HEIGHT, 0, HEIGHT / 2));
    }

    #[test]
    fn losses_stand_below_zero() {
        let scale = Scale::fit([-150, 300].into_iter());
        assert_eq!(scale.ticks().collect::<Vec<_>>(), [-200, 0, 200, 400]);
    }

    #[test]
    fn nothing_at_all_still_has_an_axis() {
        let scale = Scale::fit([0, 0].into_iter());
        assert_eq!(scale.ticks().collect::<Vec<_>>(), [0, 1]);
        assert_eq!(scale.y(0), HEIGHT);
    }
}
