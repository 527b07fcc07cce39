//! Ratings, and the ranking they make.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::fields;
use crate::id::DriverId;
use crate::list::{By, Filter};
use crate::money::divide_half_up;
use crate::people::driver::RatingSummary;
use crate::record::RecordKind;
use crate::time::Instant;

crate::draft! {
    /// What a customer gives a driver of a completed booking, once (product rule, section 6).
    #[derive(Debug)]
    pub struct RatingDraft {
        pub driver: Option<DriverId> = required();
        /// 1 to 5.
        pub stars: i64 = by_rule();
        pub comment: String = paragraph(2_000);
    }
}

impl Draft for RatingDraft {
    fn rules(&self, check: &mut Check) {
        // No star at all is none chosen.
        if check.that("stars", self.stars != 0, FieldCode::Required) {
            check.within("stars", self.stars, 1..=5);
        }
    }
}

/// A rating as its booking shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RatingView {
    /// The driver's id.
    pub driver: i64,
    /// As the driver is called now.
    pub driver_name: String,
    /// 1 to 5.
    pub stars: i64,
    /// The customer's words; may be empty.
    pub comment: String,
    /// When it was given.
    pub at: Instant,
}

crate::row! {
    /// A rating in the staff's list, or in a driver's own.
    pub struct RatingRow {
        pub at: Instant as RATED_AT;
        pub stars: i64 = stars();
        pub comment: String;
        pub driver: i64;
        pub driver_name: String as DRIVER;
        pub booking: i64;
        pub booking_number: String as BOOKING;
        pub customer_name: String as CUSTOMER;
    }
    sorts: falling("at");
    filters:
        Filter::new("driver", fields::DRIVER, By::Record(RecordKind::Driver)),
        Filter::new("customer", fields::CUSTOMER, By::Record(RecordKind::Customer)),
        Filter::new("at", fields::RATED_AT, By::Dates);
}

/// The drivers who still drive, by how they are rated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ranking {
    /// Best first.
    pub ranked: Vec<Ranked>,
    /// Those with fewer than [`RANKED_FROM`] ratings stand apart, by how many they have.
    pub unranked: Vec<Ranked>,
}

/// A driver in the ranking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ranked {
    /// The driver's id.
    pub driver: i64,
    /// As the driver is called now.
    pub name: String,
    /// What they are ranked by.
    pub rating_summary: RatingSummary,
}

/// Ratings from which on a driver is ranked (product section 6).
pub const RANKED_FROM: i64 = 5;

/// How many ratings at the fleet's mean every driver starts with (product section 6).
pub const WEIGHT: i64 = 5;

/// Where a driver stands among a fleet with so many stars and ratings.
#[must_use]
pub fn rating_summary(stars: i64, ratings: i64, fleet_stars: i64, fleet_ratings: i64) -> RatingSummary {
    let ranked = ratings >= RANKED_FROM;
    let score = ranked.then(|| score(stars, ratings, fleet_stars, fleet_ratings)).flatten();
    RatingSummary { ratings, stars, score }
}

/// The Bayesian average in thousandths of a star: the driver's stars and [`WEIGHT`] ratings at the fleet's mean, over as
/// many ratings. `None` while the fleet has none.
#[must_use]
pub fn score(stars: i64, ratings: i64, fleet_stars: i64, fleet_ratings: i64) -> Option<i64> {
    if fleet_ratings <= 0 {
        return None;
    }
    // (stars + W · F/N) / (ratings + W), multiplied through by N so that it rounds once.
    let over = i128::from(stars) * i128::from(fleet_ratings) + i128::from(WEIGHT) * i128::from(fleet_stars);
    let under = i128::from(ratings + WEIGHT) * i128::from(fleet_ratings);
    Some(divide_half_up(over * 1_000, under))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_star_is_none_chosen_and_a_sixth_is_out_of_range() {
        for (stars, code) in [(0, FieldCode::Required), (6, FieldCode::OutOfRange), (-1, FieldCode::OutOfRange)] {
            let draft = RatingDraft { driver: Some(DriverId(1)), stars, ..RatingDraft::default() };
            let errors: Vec<_> = draft.errors().into_iter().map(|error| (error.field, error.code)).collect();
            assert_eq!(errors, [("stars".to_owned(), code)]);
        }
    }

    #[test]
    fn one_perfect_rating_would_beat_many_good_ones_and_so_is_not_ranked() {
        let (stars, ratings) = (5 + 47, 1 + 10);
        assert_eq!(score(5, 1, stars, ratings), Some(4_773));
        assert_eq!(score(47, 10, stars, ratings), Some(4_709));
        assert_eq!(rating_summary(5, 1, stars, ratings).score, None);
        assert_eq!(rating_summary(47, 10, stars, ratings).score, Some(4_709));
    }

    #[test]
    fn few_ratings_are_drawn_towards_the_fleets_mean() {
        // The mean is four stars. Five perfect ratings count half, twenty count four fifths.
        assert_eq!(score(0, 0, 400, 100), Some(4_000));
        assert_eq!(score(25, 5, 400, 100), Some(4_500));
        assert_eq!(score(100, 20, 400, 100), Some(4_800));
        assert_eq!(score(0, 0, 0, 0), None, "a fleet without ratings has no mean");
    }

    #[test]
    fn a_driver_is_ranked_from_five_ratings_on() {
        assert_eq!(rating_summary(20, 4, 45, 9).score, None);
        assert_eq!(rating_summary(25, 5, 45, 9).score, score(25, 5, 45, 9));
    }
}
