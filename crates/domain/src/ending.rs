//! How long something still lasts, in words: the days left, or the days gone by.
//!
//! Invariant: nothing here knows what day it is; the days arrive counted in the company's calendar.

use crate::text::{Language, Text};
use crate::time::Date;

crate::text::texts! {
    EXPIRES_TODAY: "Caduca hoy", "Expires today", "Scade oggi", "Wygasa dziś";
    EXPIRES_TOMORROW: "Caduca mañana", "Expires tomorrow", "Scade domani", "Wygasa jutro";
    EXPIRES_IN: "Caduca en {days} días", "Expires in {days} days", "Scade tra {days} giorni", "Wygasa za {days} dni";
    EXPIRED_YESTERDAY: "Caducó ayer", "Expired yesterday", "Scaduto ieri", "Ważność minęła wczoraj";
    EXPIRED_AGO: "Caducó hace {days} días", "Expired {days} days ago", "Scaduto da {days} giorni", "Ważność minęła {days} dni temu";
    DUE_TODAY: "Vence hoy", "Due today", "Scade oggi", "Termin mija dziś";
    DUE_TOMORROW: "Vence mañana", "Due tomorrow", "Scade domani", "Termin mija jutro";
    DUE_IN: "Vence en {days} días", "Due in {days} days", "Scade tra {days} giorni", "Termin mija za {days} dni";
    DUE_YESTERDAY: "Venció ayer", "Due yesterday", "Scaduta ieri", "Termin minął wczoraj";
    DUE_AGO: "Venció hace {days} días", "Due {days} days ago", "Scaduta da {days} giorni", "Termin minął {days} dni temu";
}

/// What comes to its end on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A document, a secret: the day is its last.
    Expiry,
    /// An invoice: the day is the last to pay on.
    Payment,
}

impl Ending {
    const fn texts(self) -> [Text; 5] {
        match self {
            Self::Expiry => [EXPIRED_AGO, EXPIRED_YESTERDAY, EXPIRES_TODAY, EXPIRES_TOMORROW, EXPIRES_IN],
            Self::Payment => [DUE_AGO, DUE_YESTERDAY, DUE_TODAY, DUE_TOMORROW, DUE_IN],
        }
    }

    /// "Expires in 6 days". Two days and more have one form in all four languages (in Polish too: `2 dni`, `5 dni`, `22 dni`);
    /// the day before and the day after have words of their own.
    #[must_use]
    pub fn describe(self, on: Date, today: Date, language: Language) -> String {
        let days = on.signed_duration_since(today).num_days();
        let [ago, yesterday, now, tomorrow, ahead] = self.texts();
        let text = match days {
            ..-1 => ago,
            -1 => yesterday,
            0 => now,
            1 => tomorrow,
            _ => ahead,
        };
        text.fill(language, &[("days", &days.unsigned_abs().to_string())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_says_the_days_that_are_left_or_gone_by() {
        let today = crate::time::read_date("2026-11-29").expect("a date");
        let describe = |days: i64, language| {
            let on = today.checked_add_signed(chrono::TimeDelta::days(days)).expect("a date");
            Ending::Expiry.describe(on, today, language)
        };
        let spanish: Vec<String> = [-3, -1, 0, 1, 6].map(|days| describe(days, Language::Es)).into();
        assert_eq!(spanish, ["Caducó hace 3 días", "Caducó ayer", "Caduca hoy", "Caduca mañana", "Caduca en 6 días"]);
        assert_eq!(describe(6, Language::En), "Expires in 6 days");
        assert_eq!(describe(-2, Language::It), "Scaduto da 2 giorni");
        for days in [2, 5, 12, 21, 22] {
            assert_eq!(describe(days, Language::Pl), format!("Wygasa za {days} dni"));
        }
    }

    #[test]
    fn no_day_is_counted_in_the_plural() {
        let today = crate::time::read_date("2026-11-29").expect("a date");
        for ending in [Ending::Expiry, Ending::Payment] {
            for language in Language::ALL {
                for days in [-1, 0, 1] {
                    let on = today.checked_add_signed(chrono::TimeDelta::days(days)).expect("a date");
                    let message = ending.describe(on, today, *language);
                    assert!(!message.contains(|c: char| c.is_ascii_digit() || c == '{'), "{message}");
                }
            }
        }
    }
}
