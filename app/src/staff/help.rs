//! Help inside the product: what this screen is for, the words of its area, the keys, and how to report what doesn't work.
//!
//! A part of its own, fetched when somebody asks.

use domain::text::Text;
use leptos::html;
use leptos::prelude::*;

use super::frame;
use crate::device;
use crate::nav::part::Find;
use crate::nav::{self, Found, Screen};
use crate::net;
use crate::text::{date, fill, help as words, language, shell, t};
use crate::ui::button::{Button, Size};
use crate::ui::icon::Icon;
use crate::ui::toast;

/// No address anybody could go to: the name of this part.
pub const ROOTS: &[&str] = &[PAGE];
pub(super) const PAGE: &str = "(help)";

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    nav::find_screen(const { &[Screen::new(PAGE, page)] }, path)
}

/// What a screen is for, and the words that one meets on it.
struct About {
    /// The first segments of the addresses that it is about.
    roots: &'static [&'static str],
    purpose: Text,
    words: &'static [(Text, Text)],
}

const APPROVE: (Text, Text) = (words::TO_APPROVE, words::TO_APPROVE_IS);
const ASSIGN: (Text, Text) = (words::TO_ASSIGN, words::TO_ASSIGN_IS);
const TRIP: (Text, Text) = (words::TRIP, words::TRIP_IS);
const TIME_CARD: (Text, Text) = (words::TIME_CARD, words::TIME_CARD_IS);
const ARCHIVE: (Text, Text) = (words::ARCHIVE, words::ARCHIVE_IS);
const OVERDUE: (Text, Text) = (words::OVERDUE, words::OVERDUE_IS);
const ODOMETER: (Text, Text) = (words::ODOMETER, words::ODOMETER_IS);
const PORTAL: (Text, Text) = (words::PORTAL, words::PORTAL_IS);
const ROLE: (Text, Text) = (words::ROLE, words::ROLE_IS);

const fn about(roots: &'static [&'static str], purpose: Text, words: &'static [(Text, Text)]) -> About {
    About { roots, purpose, words }
}

const ABOUT: &[About] = &[
    about(&["overview"], words::FOR_OVERVIEW, &[APPROVE, ASSIGN, OVERDUE]),
    about(&["today"], words::FOR_TODAY, &[TRIP, TIME_CARD, ODOMETER]),
    about(&["bookings", "logbooks"], words::FOR_BOOKINGS, &[APPROVE, ASSIGN, TRIP, PORTAL, ARCHIVE]),
    about(&["schedule"], words::FOR_SCHEDULE, &[ASSIGN, TRIP]),
    about(&["time-cards"], words::FOR_TIME_CARDS, &[TIME_CARD, TRIP]),
    about(&["ratings"], words::FOR_RATINGS, &[PORTAL, TRIP]),
    about(&["vehicles"], words::FOR_VEHICLES, &[ODOMETER, ASSIGN, ARCHIVE]),
    about(&["assignments"], words::FOR_ASSIGNMENTS, &[ODOMETER, ASSIGN]),
    about(&["documents"], words::FOR_DOCUMENTS, &[ARCHIVE]),
    about(&["invoices"], words::FOR_INVOICES, &[(words::DRAFT, words::DRAFT_IS), OVERDUE]),
    about(&["payments"], words::FOR_PAYMENTS, &[OVERDUE]),
    about(&["customers", "contacts"], words::FOR_CUSTOMERS, &[PORTAL, ARCHIVE]),
    about(&["drivers", "leave"], words::FOR_DRIVERS, &[ASSIGN, ROLE, ARCHIVE]),
    about(&["staff", "roles"], words::FOR_STAFF, &[ROLE, ARCHIVE]),
    about(&["vendors"], words::FOR_VENDORS, &[ARCHIVE]),
    about(&["outbox"], words::FOR_OUTBOX, &[]),
    about(
        &[
            "settings",
            "vehicle-types",
            "vehicle-groups",
            "mail-templates",
            "mail-accounts",
            "mail-servers",
            "mail-apps",
        ],
        words::FOR_SETTINGS,
        &[ROLE, ARCHIVE],
    ),
];

fn fact(name: impl IntoView + 'static, what: String) -> AnyView {
    view! { <div class="fact"><dt>{name.into_any()}</dt><dd>{what}</dd></div> }.into_any()
}

fn page() -> AnyView {
    let path = nav::path().get_untracked();
    let root = path.trim_start_matches("/admin").trim_start_matches('/').split('/').next().unwrap_or("");
    let about = ABOUT.iter().find(|about| about.roots.contains(&root));
    let terms: Vec<_> = about.into_iter().flat_map(|about| about.words).collect();
    let terms = (!terms.is_empty()).then(|| {
        let terms = terms.into_iter().map(|(word, meaning)| fact(t(*word), t(*meaning).to_owned())).collect_view();
        view! { <h3>{t(words::WORDS)}</h3><dl class="facts help-words">{terms}</dl> }
    });
    let details = details(&path);
    let shown = details.clone();
    let copy = move |()| {
        let _ = window().navigator().clipboard().write_text(&details);
        toast::good(t(words::COPIED));
    };
    view! {
        <div class="stack">
            <p>{t(about.map_or(words::ANY_SCREEN, |about| about.purpose))}</p>
            {terms}
            <h3>{t(shell::KEYBOARD)}</h3>
            <dl class="facts keys">{keys()}</dl>
            <h3>{t(words::REPORT)}</h3>
            <p>{t(words::REPORT_HOW)}</p>
            <pre class="help-details">{shown}</pre>
            <div class="actions"><Button label=t(words::COPY) size=Size::Small icon=Icon::Copy on_press=copy /></div>
        </div>
    }
    .into_any()
}

/// What whoever looks into a fault asks first: where and when, and which request was refused last.
fn details(path: &str) -> String {
    let browser = window().navigator().user_agent().unwrap_or_else(|_| String::new());
    let when = date::instant(date::now());
    let version = ["Volante ", env!("CARGO_PKG_VERSION"), " (", language().code(), ")"].concat();
    let mut lines = vec![path.to_owned(), when, version, browser];
    lines.extend(net::last_problem().map(|id| fill(words::LAST_PROBLEM, &[("id", &id)])));
    lines.join("\n")
}

fn keys() -> Vec<AnyView> {
    let row = |keys: &str, does: String| {
        fact(keys.split(' ').map(|key| html::kbd().child(key.to_owned())).collect_view(), does)
    };
    let mut rows = vec![
        row(&[device::command_key(), " K"].concat(), t(shell::KEY_PALETTE).to_owned()),
        row("/", t(shell::KEY_SEARCH).to_owned()),
        row("n", t(shell::KEY_NEW).to_owned()),
        row("e", t(shell::KEY_EDIT).to_owned()),
        row("j k", t(shell::KEY_MOVE).to_owned()),
        row("?", t(shell::KEY_HELP).to_owned()),
    ];
    rows.extend(
        frame::entries().map(|entry| {
            row(&["g ", &entry.key.to_string()].concat(), fill(shell::KEY_GO, &[("place", t(entry.label))]))
        }),
    );
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::routes;

    #[test]
    fn every_screen_says_what_it_is_for() {
        for entry in routes::entries() {
            let root = entry.path.trim_start_matches("/admin/").split('/').next().unwrap();
            let known = ABOUT.iter().any(|about| about.roots.contains(&root));
            assert!(known, "{} isn't explained", entry.path);
        }
    }
}
