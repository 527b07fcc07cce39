//! The ranking: drivers by their Bayesian average, and apart from them those with too few ratings for one.
//!
//! `domain::bookings::rating::standing` says where each stands. A driver's own page has the same from SQL
//! (`people::drivers::RATING_SUMMARY`), since a record is read by one statement; `tests/api/bookings/ratings.rs` holds the two together.
//!
//! Invariant: the order is made here, by score, then ratings, then name; the database gives drivers in none.

use std::cmp::Reverse;

use domain::bookings::rating::{Ranked, Ranking, rating_summary};
use domain::folding::key;
use serde::Deserialize;

use crate::db::{DbError, Rows, Statement};
use crate::http::answer::{Answer, Reply};
use crate::http::request::Call;

/// Drivers that are ranked for one answer.
const MOST: usize = 200;

#[derive(Deserialize)]
struct Fleet {
    ratings: i64,
    stars: i64,
    drivers: Vec<Rated>,
}

#[derive(Deserialize)]
struct Rated {
    driver: i64,
    name: String,
    ratings: i64,
    stars: i64,
}

/// `GET /api/ranking`: `domain::bookings::rating::Ranking`.
pub async fn get_ranking(call: &Call) -> Answer {
    let (_, rows) = call.staff(vec![reading()]).await?;
    Ok(Reply::json(&ranked(&rows, 0, MOST)?))
}

/// Reads what [`ranked`] ranks: every driver who may still drive.
pub fn reading() -> Statement {
    Statement::new(
        "SELECT json_object('ratings', coalesce((SELECT value FROM counters WHERE name = 'ratings'), 0), \
         'stars', coalesce((SELECT value FROM counters WHERE name = 'stars'), 0), 'drivers', \
         json((SELECT json_group_array(json_object('driver', id, 'name', name, 'ratings', ratings, 'stars', stars)) \
         FROM drivers WHERE archived_at IS NULL AND status <> 'inactive')))",
    )
}

/// The first `most` drivers, ranked and unranked, of what [`reading`] yielded at `place`.
///
/// # Errors
/// When that was something else.
pub fn ranked(rows: &Rows, place: usize, most: usize) -> Result<Ranking, DbError> {
    let fleet: Fleet = rows.json(place)?.ok_or_else(|| DbError::Broken("no fleet to rank".to_owned()))?;
    let all = fleet.drivers.into_iter().map(|rated| Ranked {
        rating_summary: rating_summary(rated.stars, rated.ratings, fleet.stars, fleet.ratings),
        driver: rated.driver,
        name: rated.name,
    });
    let mut all: Vec<Ranked> = all.collect();
    all.sort_by(|one, other| {
        let worth = |of: &Ranked| Reverse((of.rating_summary.score, of.rating_summary.ratings));
        worth(one)
            .cmp(&worth(other))
            .then_with(|| key(&one.name).cmp(&key(&other.name)))
            .then(one.driver.cmp(&other.driver))
    });
    let (mut ranked, mut unranked): (Vec<Ranked>, Vec<Ranked>) =
        all.into_iter().partition(|one| one.rating_summary.score.is_some());
    ranked.truncate(most);
    unranked.truncate(most);
    Ok(Ranking { ranked, unranked })
}
