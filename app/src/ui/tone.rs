//! What a colour says, as the domain has it, and the sign that says the same without colour.

use leptos::prelude::*;

pub use domain::tone::Tone;

/// On a 14-unit grid.
const RING: &str = "M7 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10";

/// What is drawn of a state's sign: lines, what is filled, and lines in the ground's colour above that.
const fn drawn(tone: Tone) -> Option<[&'static str; 3]> {
    Some(match tone {
        Tone::New | Tone::Approved => [RING, "", ""],
        Tone::Assigned => [RING, "M7 4a3 3 0 0 1 0 6z", ""],
        Tone::Running => [RING, "M7 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5", ""],
        Tone::Completed => ["", "M7 1.25a5.75 5.75 0 1 0 0 11.5 5.75 5.75 0 0 0 0-11.5", "M4.5 7.2l1.8 1.8 3.3-3.7"],
        Tone::Paid => ["M1.5 7.5l2.4 2.5 4.5-5.5M6.6 9.3l.8.7 4.7-5.5", "", ""],
        Tone::Rejected => ["M7 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10M5.2 5.2l3.6 3.6M8.8 5.2L5.2 8.8", "", ""],
        Tone::Overdue => ["M7 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10M7 4.3v3M7 9.5v.1", "", ""],
        Tone::Cancelled => ["M7 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10M3.7 10.3l6.6-6.6", "", ""],
        Tone::Look => ["M7 2l5.3 9.5H1.7zM7 5.8v2.4M7 9.7v.1", "", ""],
        Tone::Free => ["M7 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10M4.7 7.1l1.6 1.6 3-3.2", "", ""],
        Tone::Hold => ["M7 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10M5.7 5.2v3.6M8.3 5.2v3.6", "", ""],
        Tone::Neutral | Tone::Accent | Tone::Good | Tone::Warn | Tone::Bad | Tone::Info => return None,
    })
}

/// The sign of a state; nothing for what is none.
pub fn sign(tone: Tone) -> AnyView {
    let Some([line, fill, knock]) = drawn(tone) else { return ().into_any() };
    let part =
        |class: &'static str, path: &'static str| (!path.is_empty()).then(|| view! { <path class=class d=path /> });
    view! {
        <svg class="sign" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
            {part("sign-line", line)}
            {part("sign-fill", fill)}
            {part("sign-knock", knock)}
        </svg>
    }
    .into_any()
}
