//! The company's settings: one form and its history; the notices and the clock in tabs of their own.

mod clock;
mod notices;

use domain::money::TaxRate;
use domain::permission::{NamedAct, Permission};
use domain::route::Endpoint;
use domain::session::Me;
use domain::settings::{CompanyDraft, NamedTaxRate};
use domain::text::Text;
use domain::visibility::Visibility;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use super::routes::{Entry, Group, NAV, Place, SETTINGS_PATH};
use super::set_up::{CURRENCY, ZONE};
use crate::nav::part::Find;
use crate::nav::{Found, Screen, find_screen};
use crate::net::call;
use crate::net::fetch::resource;
use crate::records::field::{Custom, UNTITLED};
use crate::records::fields;
use crate::records::form::{ADDRESS, FormState, Shape, Sheet, conflict, send_with, sheet};
use crate::records::{Field, Kind, Section, detail, history};
use crate::records::{from_json, part, to_json, version};
use crate::session;
use crate::text::measure::{Measure, Measured as _};
use crate::text::{self, amount, fields as labels, records, settings as words, shell, t};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::field::Field as Frame;
use crate::ui::filters::FilterBar;
use crate::ui::heading::PageHeader;
use crate::ui::icon::Icon;
use crate::ui::input::TextInput;
use crate::ui::note::Note;
use crate::ui::number::NumberInput;
use crate::ui::numeral::why_unread;
use crate::ui::toast;

const SECTIONS: &[Section] = &[
    Section::new(
        UNTITLED,
        fields![CompanyDraft:
            NAME,
            TAX_ID,
            PHONE,
            EMAIL,
            SITE.help(words::SITE_HELP),
            ADDRESS.shown(ADDRESS).wide(),
            LOGO,
        ],
    ),
    Section::new(
        words::CONVENTIONS,
        fields![CompanyDraft:
            CURRENCY.shown(CURRENCY).required().help(words::CURRENCY_HELP),
            ZONE.shown(ZONE).help(words::ZONE_HELP),
            LANGUAGE,
            DISTANCE_UNIT,
            VOLUME_UNIT,
            CONSUMPTION_UNIT,
        ],
    ),
    Section::new(
        words::PORTAL,
        fields![CompanyDraft:
            PORTAL_BOOKINGS.help(words::PORTAL_HELP),
            PORTAL_MONTHS_AHEAD.only_if("portal_bookings", &["true"]).help(words::PORTAL_MONTHS_HELP),
            PORTAL_LONGEST_DAYS.shown(Kind::Measure(Measure::Days)).only_if("portal_bookings", &["true"]).help(words::PORTAL_DAYS_HELP),
            PORTAL_CREW.only_if("portal_bookings", &["true"]).help(words::PORTAL_CREW_HELP),
        ],
    ),
    Section::new(
        words::BILLING,
        fields![CompanyDraft:
            TAX_RATES.shown(Kind::Custom(Custom { control: rates, group: true, show: show_rates })).wide(),
            DUE_DAYS.shown(Kind::Measure(Measure::Days)),
            PAYMENT_DETAILS.help(words::PAYMENT_DETAILS_HELP),
        ],
    ),
    Section::new(
        words::WARNINGS,
        fields![CompanyDraft:
            EXPIRY_STEPS.wide(),
            EXPIRY_RECIPIENTS.wide().help(words::EXPIRY_RECIPIENTS_HELP),
        ],
    ),
    Section::new(
        words::NUMBERING,
        fields![CompanyDraft:
            BOOKING_PREFIX.shown(Kind::Capitals).required(),
            LOGBOOK_PREFIX.shown(Kind::Capitals).required(),
            INVOICE_PREFIX.shown(Kind::Capitals).required(),
        ],
    ),
];

pub(crate) static SHAPE: Shape = Shape::new::<CompanyDraft>(SECTIONS);

/// What the addresses of its screens begin with.
pub const ROOTS: &[&str] = &["settings", "settings/"];

/// Called when the part is here.
pub fn open() -> Find {
    find
}

fn find(path: &str) -> Option<Found> {
    find_screen(SCREENS, path)
}

const SCREENS: &[Screen] = &[
    Screen::new("settings", index),
    Screen::new("settings/company", || below(labels::COMPANY, company)),
    Screen::new("settings/notices", || below(text::notices::NOTICES, notices::notices_page)),
    Screen::new("settings/clock", || below(text::notices::CLOCK, clock::clock_page)),
];

/// What one sets up once, by area; typing narrows it.
fn index() -> AnyView {
    let wanted = RwSignal::new(String::new());
    let is_wanted =
        move |label: &str| wanted.with(|wanted| label.to_lowercase().contains(&wanted.trim().to_lowercase()));
    let line = |entry: &'static Entry| {
        view! { <li><a class="set-up" href=entry.path>{entry.icon.view()}<span>{t(entry.label)}</span></a></li> }
    };
    let area = move |group: &&'static Group| {
        let here = group.entries.iter().filter(|entry| entry.place == Place::Settings && entry.opens.to_me());
        let here: Vec<_> = here.filter(|entry| is_wanted(t(entry.label))).map(line).collect();
        let title = if group.title == shell::SETTINGS { labels::COMPANY } else { group.title };
        (!here.is_empty()).then(|| view! { <section class="set-up-area"><h2>{t(title)}</h2><ul>{here}</ul></section> })
    };
    view! {
        <PageHeader title=t(shell::SETTINGS) bar=true />
        <FilterBar filters=Vec::new() chosen=Vec::new() on_change=|_| () query=wanted on_query=move |text| wanted.set(text) />
        <div class="set-up-index">{move || NAV.iter().rev().filter_map(area).collect_view()}</div>
    }
    .into_any()
}

fn below(title: Text, page: fn() -> AnyView) -> AnyView {
    let up = (SETTINGS_PATH.to_owned(), t(shell::SETTINGS).to_owned());
    view! {
        <PageHeader title=t(title) up=up />
        {page()}
    }
    .into_any()
}

fn company() -> AnyView {
    let company = resource::<Value>(|| Some(call(Endpoint::GetSettings).fresh()));
    let drawn = StoredValue::new(None::<Value>);
    let version = Signal::derive(move || company.value.with(|value| value.as_ref().map_or(0, version)));
    let refused = session::refused(Permission::To(NamedAct::ManageSettings));
    let may = refused.is_none();
    let saved = Callback::new(move |answer: Value| {
        toast::good([t(records::SAVED), ": ", t(labels::COMPANY)].concat());
        drawn.set_value(None);
        company.value.set(Some(answer));
        // Name, currency, zone and units are everywhere, so they are taken over as at the beginning.
        spawn_local(async move {
            if let Ok(me) = call(Endpoint::GetMe).quietly().fresh().send::<Me>().await {
                session::enter(me);
            }
        });
    });
    view! {
        {refused.map(|why| view! { <Note>{why}</Note> })}
        {company.view(move |record| {
            let first = drawn.get_value().unwrap_or(record);
            drawn.set_value(Some(first.clone()));
            if may { form(first, saved) } else { detail::facts_of(company.value, Visibility::FULL, SECTIONS) }
        })}
        {may.then(|| view! {
            <h2>{t(records::HISTORY)}</h2>
            {history::at(Endpoint::HistoryOfSettings.route(), 0, history::fields_of(SECTIONS), version)}
        })}
    }
    .into_any()
}

fn form(record: Value, saved: Callback<Value>) -> AnyView {
    let send = send_with(|sending| call(Endpoint::UpdateSettings).version(sending.version).body(&sending.draft).send());
    let sheet_of = Sheet {
        start: part(&record, "fields"),
        version: version(&record),
        existing: true,
        conflict: Some(conflict::view),
        saves: Some(conflict::saves(Endpoint::HistoryOfSettings.route(), 0)),
        keep: Some("draft:settings".to_owned()),
        ..Sheet::new(&SHAPE, t(records::SAVE), send, saved)
    };
    sheet(sheet_of)
}

fn read(value: &Value) -> Vec<NamedTaxRate> {
    from_json(value)
}

fn show_rates(value: &Value) -> String {
    let one = |tax: &NamedTaxRate| amount::named_tax(&tax.name, tax.rate);
    read(value).iter().map(one).collect::<Vec<_>>().join(", ")
}

/// One rate while it is typed.
#[derive(Clone, Copy)]
struct Typed {
    key: usize,
    name: RwSignal<String>,
    percent: RwSignal<String>,
}

impl Typed {
    fn new(key: usize, tax: &NamedTaxRate) -> Self {
        Self {
            key,
            name: RwSignal::new(tax.name.clone()),
            percent: RwSignal::new(Measure::Percent.to_input(tax.rate.0)),
        }
    }

    /// What can't be read is out of range, so that it is refused and not zero.
    fn tax(self) -> NamedTaxRate {
        let rate = self.percent.with(|text| Measure::Percent.parse_input(text)).unwrap_or(-1);
        NamedTaxRate { name: self.name.get(), rate: TaxRate(rate) }
    }

    fn unread(self) -> Option<String> {
        self.percent.with(|text| why_unread(text).map(str::to_owned))
    }
}

fn rates(state: FormState, field: &'static Field) -> AnyView {
    let first = read(&untrack(|| state.value(field.name)));
    let next = StoredValue::new(first.len());
    let all = RwSignal::new(first.iter().enumerate().map(|(key, tax)| Typed::new(key, tax)).collect::<Vec<_>>());
    let typed = Memo::new(move |_| all.get().into_iter().map(Typed::tax).collect::<Vec<_>>());
    Effect::new(move |before: Option<()>| {
        let rates = to_json(&typed.get());
        untrack(|| if before.is_some() { state.set(field.name, rates) } else { state.settle(field.name, rates) });
    });
    Effect::new(move || {
        let path = |at: usize| [field.name, ".", &at.to_string(), ".rate"].concat();
        let all = all.get();
        let unread = all.iter().enumerate().filter_map(|(at, tax)| Some((path(at), tax.unread()?))).collect::<Vec<_>>();
        untrack(|| state.leave_unread(field.name, unread));
    });
    let add = move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        all.update(|all| all.push(Typed::new(key, &NamedTaxRate::default())));
    };
    let row = move |tax: Typed| {
        let place = move || all.with(|all| all.iter().position(|other| other.key == tax.key));
        let error = move |part: &'static str| {
            Signal::derive(move || state.error_at(["tax_rates.", &place()?.to_string(), ".", part].concat()).get())
        };
        view! {
            <div class="rate">
                <Frame label=t(labels::NAME) error=error("name") required=true><TextInput value=tax.name /></Frame>
                <Frame label=t(words::RATE) error=error("rate") required=true><NumberInput value=tax.percent places=Measure::Percent.places() unit="%" /></Frame>
                <Button label=t(records::DELETE) icon=Icon::Trash icon_only=true kind=ButtonKind::Quiet
                    on_press=move |()| all.update(|all| all.retain(|other| other.key != tax.key)) />
            </div>
        }
    };
    view! {
        <div class="lines">
            <For each=move || all.get() key=|tax| tax.key let:tax>{row(tax)}</For>
            <div class="actions"><Button label=t(words::ADD_RATE) icon=Icon::Plus on_press=add /></div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_form_fills_the_draft() {
        crate::records::form::assert_matches_draft(&super::SHAPE);
    }
}
