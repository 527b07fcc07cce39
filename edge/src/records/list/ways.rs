//! Which way is gone to the rows of a page, where no index holds them in the list's order.
//!
//! What few have, a word or a filter's value, is gathered and put in order. What many have is met soon enough by walking the
//! list and asking each row. Which of them it is, the database finds out in the same statement: by counting a little way, and
//! by asking the first rows of the list.

use domain::list::PAGE;

use super::filter::Wanted;
use super::order::base;
use super::words::{FEW, FEW_OF_SEVERAL, RARE, begins_as, has, of_kind, rarer_than};
use super::{List, Sort};
use crate::db::Sql;

/// One of several ways to the rows.
#[derive(Clone, Default)]
pub struct Way {
    pub held: Sql,
    /// SQL that holds if this way is to be gone at all; empty if always. It decides how many rows are looked for, since SQLite
    /// asks it of each row where it stands among the conditions.
    pub open: Sql,
    /// Finds the rows by what they have, and not by the list's order.
    pub gathers: bool,
}

impl Way {
    pub fn always(held: Sql) -> Self {
        Self { held, ..Self::default() }
    }

    fn chosen(held: Sql, by: &str, gathers: bool) -> Self {
        let mut open = Sql::default();
        open.push(by);
        Self { held, open, gathers }
    }
}

/// The first rows of a list, asked to tell how soon a walk meets a page.
const ASKED: u32 = 100;
/// How many of them must be wanted for a walk.
const MET: u32 = 3;
/// The rows in which a walk must find a page, else as many as [`FEW_FILTERED`] are gathered by the filters: what the first
/// rows don't have, like yesterday's under the oldest first, may come last.
const TRIED: u32 = 2_000;
const FEW_FILTERED: u32 = 5_000;

/// What rows are narrowed by besides what all of them are.
pub struct Ways<'l> {
    pub list: &'l List,
    pub sort: &'l Sort,
    pub falls: bool,
    pub filters: Sql,
    /// Whether the filters' indexes hold the rows in the list's order.
    pub in_order: bool,
    /// Those searched for.
    pub words: Vec<String>,
}

impl Ways<'_> {
    /// Adds the ways, and what chooses between them.
    pub fn choose(&self, wanted: &mut Wanted) {
        let kind = of_kind(self.list.words);
        let mut have = Sql::default();
        let mut others_have = Sql::default();
        for word in &self.words {
            have.push(" AND ").append(&has(&kind, word));
            others_have.with(" AND ((SELECT way FROM chosen) = ? OR ", word).append(&has(&kind, word)).push(")");
        }
        let apart = apart(&self.filters);
        let walked = if self.in_order { &self.filters } else { &apart };
        wanted.choice = self.choice(&wanted.all, &both(&apart, &have), &have);
        if !self.words.is_empty() {
            let mut held = Sql::default();
            held.push(" AND t.id IN (SELECT id FROM words WHERE ")
                .append(&begins_as(&kind, "(SELECT way FROM chosen)"));
            held.push(")").append(&apart);
            if self.words.len() > 1 {
                held.append(&others_have);
            }
            wanted.either.push(Way::chosen(held, "(SELECT typeof(way) FROM chosen) = 'text'", true));
        }
        if !self.in_order {
            wanted.either.push(Way::chosen(both(&self.filters, &have), "(SELECT way FROM chosen) = 1", true));
        }
        wanted.either.push(Way::chosen(both(walked, &have), "(SELECT way FROM chosen) = 0", false));
    }

    /// The way as a word to gather by, 1 for gathering by the filters, 0 for walking: the first answer holds.
    fn choice(&self, all: &Sql, apart: &Sql, have: &Sql) -> Sql {
        let mut sql = Sql::default();
        sql.push("WITH chosen (way) AS MATERIALIZED (SELECT coalesce(");
        sql.append(&self.gathered(all, RARE));
        let (asked, met) = if self.in_order { (&self.filters, have) } else { (&Sql::default(), apart) };
        let first = |what: &Sql, rows: u32| {
            let mut first = Sql::default();
            first
                .push("(SELECT (1")
                .append(what)
                .push(") AS met")
                .push(&format!(" FROM {} WHERE ", base(self.list.from)));
            first.append(all).append(asked).push(&self.order()).push(&format!(" LIMIT {rows})"));
            first
        };
        let meets = |rows: u32, least: u32| {
            let mut meets = Sql::default();
            meets.push("(SELECT count(*) FROM (SELECT 1 FROM ").append(&first(met, rows));
            meets.push(&format!(" WHERE met LIMIT {least})) = {least}"));
            meets
        };
        sql.push("(SELECT 0 WHERE ").append(&meets(ASKED, MET)).push(" OR (SELECT count(*) FROM ");
        sql.append(&first(&Sql::default(), ASKED)).push(&format!(") < {ASKED}), "));
        sql.append(&self.gathered(all, FEW));
        if !self.in_order {
            sql.push("(SELECT 0 WHERE ")
                .append(&meets(TRIED, PAGE))
                .push("), ")
                .append(&self.filtered(all, FEW_FILTERED));
        }
        if self.words.len() > 1 {
            sql.append(&rarer_than(FEW_OF_SEVERAL, &of_kind(self.list.words), &self.words)).push(", ");
        }
        sql.push("0)) ");
        sql
    }

    /// A word that fewer than `most` have, or the filters if fewer than that hold.
    fn gathered(&self, all: &Sql, most: u32) -> Sql {
        let mut sql = Sql::default();
        if !self.words.is_empty() {
            sql.append(&rarer_than(most, &of_kind(self.list.words), &self.words)).push(", ");
        }
        if !self.in_order {
            sql.append(&self.filtered(all, most));
        }
        sql
    }

    fn filtered(&self, all: &Sql, most: u32) -> Sql {
        let mut sql = Sql::default();
        sql.push(&format!("iif((SELECT count(*) FROM (SELECT 1 FROM {} WHERE ", base(self.list.from)));
        sql.append(all).append(&self.filters).push(&format!(" LIMIT {most})) < {most}, 1, NULL), "));
        sql
    }

    fn order(&self) -> String {
        let direction = if self.falls { " DESC" } else { "" };
        format!(" ORDER BY {}{direction}, t.id{direction}", self.sort.sql)
    }
}

/// The same conditions, which no index is sought for.
pub fn apart(filters: &Sql) -> Sql {
    let mut sql = Sql::default();
    if !filters.is_empty() {
        sql.push(" AND +(1").append(filters).push(")");
    }
    sql
}

fn both(one: &Sql, other: &Sql) -> Sql {
    let mut sql = one.clone();
    sql.append(other);
    sql
}
