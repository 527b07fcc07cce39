//! How long to wait, in words.

use crate::text::Language;

/// A sentence that says when to try again; `seconds` are told in minutes from one on, rounded up.
#[must_use]
pub fn wait(seconds: u32, language: Language) -> String {
    // One, a few, many, of seconds and of minutes; Polish tells two to four from the rest.
    let (sentence, [of_seconds, of_minutes]) = match language {
        Language::Es => {
            ("Vuelva a intentarlo dentro de ", [["segundo", "segundos", "segundos"], ["minuto", "minutos", "minutos"]])
        }
        Language::En => ("Try again in ", [["second", "seconds", "seconds"], ["minute", "minutes", "minutes"]]),
        Language::It => ("Riprova tra ", [["secondo", "secondi", "secondi"], ["minuto", "minuti", "minuti"]]),
        Language::Pl => ("Spróbuj ponownie za ", [["sekundę", "sekundy", "sekund"], ["minutę", "minuty", "minut"]]),
    };
    let (count, [one, few, many]) =
        if seconds < 60 { (seconds.max(1), of_seconds) } else { (seconds.div_ceil(60), of_minutes) };
    let word = match (count, count % 10, count % 100) {
        (1, ..) => one,
        (_, 2..=4, 0..=11 | 15..=99) => few,
        _ => many,
    };
    format!("{sentence}{count} {word}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_minutes_and_in_the_right_number() {
        assert_eq!(wait(0, Language::En), "Try again in 1 second.");
        assert_eq!(wait(59, Language::Pl), "Spróbuj ponownie za 59 sekund.");
        assert_eq!(wait(60, Language::Pl), "Spróbuj ponownie za 1 minutę.");
        assert_eq!(wait(61, Language::Es), "Vuelva a intentarlo dentro de 2 minutos.");
        assert_eq!(wait(23 * 60, Language::Pl), "Spróbuj ponownie za 23 minuty.");
        assert_eq!(wait(12 * 60, Language::Pl), "Spróbuj ponownie za 12 minut.");
        assert_eq!(wait(3_600, Language::It), "Riprova tra 60 minuti.");
    }
}
