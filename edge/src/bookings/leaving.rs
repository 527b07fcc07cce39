//! Leave over what its driver has to do: trips still to come are asked about, whatever else keeps the driver out refuses it.
//!
//! [`OF_LEAVE`] is hung on leave's saves by wiring; that leave and trips stay apart whoever was quicker is the trigger
//! `occupations_apart`'s.

use domain::bookings::trips::Released;
use domain::history::HistoryAct;
use domain::problem::{Obstacle, ProblemKind};
use domain::time::{Instant, Span};

use super::occupations::{self, NO_END, Occupation};
use super::trips::{self, Gone, Which};
use crate::db::{Sql, Statement};
use crate::http::problems::Refusal;
use crate::io::intl;
use crate::records::document;
use crate::records::table::Settle;
use crate::records::write::Write;

pub const OF_LEAVE: Settle = Settle {
    read: |save| {
        let away = Away::read(save)?;
        Some(vec![away.gone(save).which.reading(), away.in_the_way(save)])
    },
    judge: |save, rows| {
        let away = Away::read(save);
        let in_the_way: Vec<Occupation> = rows.row_json(1)?;
        if !in_the_way.is_empty() {
            let named = in_the_way.into_iter().map(|one| named(&one, save)).collect();
            return Err(Refusal::new(ProblemKind::AlreadyBooked).with_obstacles(named));
        }
        trips::judge(away.map(|away| away.gone(save)), save, rows)
    },
};

/// Who will be away, and when.
struct Away {
    driver: i64,
    span: Span,
}

impl Away {
    /// `None` of a save after which nobody is away otherwise than before.
    fn read(save: &Write) -> Option<Self> {
        let field = |name: &str| match save.act {
            HistoryAct::Restored => save.before(name).as_i64(),
            _ => save.after(name).as_i64(),
        };
        let concerns = match save.act {
            HistoryAct::Restored => true,
            HistoryAct::Created | HistoryAct::Updated => ["driver", "from", "to"].iter().any(|name| save.changes(name)),
            _ => false,
        };
        let span = Span { from: Instant(field("from")?), to: field("to").map_or(NO_END, Instant) };
        Some(Self { driver: field("driver")?, span }).filter(|_| concerns)
    }

    const fn is_now(&self, save: &Write) -> bool {
        self.span.from.0 <= save.now.0 && save.now.0 < self.span.to.0
    }

    fn gone(&self, save: &Write) -> Gone {
        Gone {
            which: Which::open("driver = ?", self.driver).within(self.span.from, Some(self.span.to)),
            why: Released::DriverGone,
            at_once: self.is_now(save),
            may_keep: false,
        }
    }

    /// What isn't asked about: other leave, and trips that were begun or driven. One on the road now is told of by [`trips::judge`],
    /// if the driver is to be away at once.
    fn in_the_way(&self, save: &Write) -> Statement {
        let mut besides = Sql::default();
        besides.with(" AND NOT (o.source_kind = 'leave' AND o.source = ?)", save.id);
        besides.push(" AND coalesce(l.status, '') <> 'new'");
        besides.push(if self.is_now(save) { " AND coalesce(l.status, '') <> 'processing'" } else { "" });
        occupations::reading("drivers", self.driver, self.span, &besides).into()
    }
}

fn named(one: &Occupation, save: &Write) -> Obstacle {
    let language = save.caller.language;
    let who = document::text(save.fact("driver_name"));
    let when = intl::open_span(save.caller.zone, language)(Some(one.from), one.to);
    let label = [&one.name(who, language), " · ", &when].concat();
    Obstacle { kind: one.kind.collection().to_owned(), id: Some(one.id), label }
}
