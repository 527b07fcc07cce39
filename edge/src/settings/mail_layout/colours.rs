//! What a message is coloured with: on a background of its own, by day and, where the reader's client asks for it, by night.

/// One light's colours, as `#rrggbb`.
pub(super) struct Colours {
    pub background: &'static str,
    pub ink: &'static str,
    /// The foot's, and what is spelt out below a button.
    pub quiet: &'static str,
    pub link: &'static str,
    pub rule: &'static str,
    pub button: &'static str,
    pub on_button: &'static str,
}

pub(super) const DAY: Colours = Colours {
    background: "#ffffff",
    ink: "#1c2026",
    quiet: "#5b6470",
    link: "#1f5fd6",
    rule: "#d5d9df",
    button: "#1f5fd6",
    on_button: "#ffffff",
};

pub(super) const NIGHT: Colours = Colours {
    background: "#16191e",
    ink: "#e8eaed",
    quiet: "#a4acb8",
    link: "#8fb6ff",
    rule: "#3a404a",
    button: "#2a67d9",
    on_button: "#ffffff",
};

/// For clients that have a night: what stands at the elements themselves is the day's.
pub(super) fn at_night() -> String {
    let Colours { background, ink, quiet, link, rule, button, on_button } = NIGHT;
    format!(
        "<style>@media (prefers-color-scheme:dark){{.page{{background:{background}!important;color:{ink}!important}}\
         .quiet,.quiet a{{color:{quiet}!important}}.link{{color:{link}!important}}.rule{{border-color:{rule}!important}}\
         .button{{background:{button}!important;color:{on_button}!important}}}}</style>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2, relative luminance.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hexadecimal digits")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_word_of_a_letter_can_be_read_by_day_and_by_night() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
        for light in [DAY, NIGHT] {
            for (words, behind) in [
                (light.ink, light.background),
                (light.quiet, light.background),
                (light.link, light.background),
                (light.on_button, light.button),
            ] {
                let contrast = contrast(words, behind);
                assert!(contrast >= 4.5, "{words} on {behind}: {contrast:.2}");
            }
        }
    }
}
