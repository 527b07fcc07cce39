//! A time card: work on a logbook, from when to when. An open one has no end yet; a driver has at most one open.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::fields;
use crate::id::LogbookId;
use crate::list::{By, Filter};
use crate::record::Record;
use crate::record::RecordKind;
use crate::text::Text;
use crate::time::{HOUR, Instant};

crate::draft! {
    /// A span of work, as it is entered or corrected by hand.
    #[derive(Debug)]
    pub struct TimeCardDraft {
        pub logbook: Option<LogbookId> = required();
        pub from: Option<Instant> = required();
        /// Empty while it runs.
        pub to: Option<Instant>;
        pub notes: String = paragraph(2_000);
    }
}

/// The longest card, in hours: longer ones are a forgotten stop.
const LONGEST_HOURS: i64 = 48;
/// The same in milliseconds.
pub const LONGEST: i64 = LONGEST_HOURS * HOUR;
const TOO_LONG: Text = crate::text!(
    "Un parte abarca {about} horas como mucho.",
    "A time card spans {about} hours at most.",
    "Una scheda copre al massimo {about} ore.",
    "Karta obejmuje najwyżej {about} godzin."
);

impl Draft for TimeCardDraft {
    fn rules(&self, check: &mut Check) {
        check.order("to", self.from, self.to);
        if let (Some(from), Some(to)) = (self.from, self.to)
            && to.0.saturating_sub(from.0) > LONGEST
        {
            check.say("to", FieldCode::OutOfRange, TOO_LONG, LONGEST_HOURS.to_string());
        }
    }
}

/// What the edge knows of a time card beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimeCardFacts {
    /// The logbook's.
    pub logbook_number: String,
    /// The logbook's driver, whose work it is.
    pub driver: i64,
    /// As the driver is called now.
    pub driver_name: String,
    /// Milliseconds; empty while it runs.
    pub worked: Option<i64>,
}

/// A time card as staff get it, and its driver.
pub type TimeCard = Record<TimeCardDraft, TimeCardFacts>;

crate::row! {
    /// A time card in the staff's list, or in a driver's own.
    pub struct TimeCardRow {
        pub version: i64 as UNLABELLED;
        pub logbook: i64;
        pub logbook_number: String as LOGBOOK;
        pub driver: i64;
        pub driver_name: String as DRIVER;
        pub from: Instant;
        pub to: Option<Instant>;
        /// Empty while it runs.
        pub worked: Option<i64> = duration();
        pub notes: String;
    }
    sorts: falling("from");
    filters:
        Filter::new("driver", fields::DRIVER, By::Record(RecordKind::Driver)),
        Filter::new("from", fields::FROM, By::Dates);
}

/// Work in a period, by driver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkTotal {
    /// The driver's id.
    pub driver: i64,
    /// As the driver is called now.
    pub driver_name: String,
    /// How many closed time cards that is.
    pub cards: i64,
    /// Milliseconds of closed cards that began in the period: a shift counts whole on the day it begins.
    pub worked: i64,
}
