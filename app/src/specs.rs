//! Every list and form there is, held against its row and its draft. The shape of a sheet that belongs to no record is added here.

use std::collections::{BTreeMap, BTreeSet};

use domain::check::Draft;
use domain::field::Row;
use domain::measure::FuelType;
use domain::record::{RecordKind, Wire, WithTypes};

use crate::portal;
use crate::records::field::{Field, Kind};
use crate::records::form::{Shape, assert_matches_draft, to_value};
use crate::records::{ListSpec, Record};
use crate::shell::{link, profile, reset};
use crate::staff::{account, bookings, fleet, kit, lists, mail, money, overview, people, routes, set_up, settings};
use crate::text::measure::{Measure, Measured as _};
use crate::ui::number::{minor_units, number, wanted_amount, wanted_number};
use crate::ui::numeral::Wanted;
use crate::ui::numeral::tests::SPELLINGS;

fn all() -> impl Iterator<Item = &'static Record> {
    [
        fleet::RECORDS,
        bookings::RECORDS,
        mail::RECORDS,
        mail::outbox::RECORDS,
        money::RECORDS,
        money::payments::RECORDS,
        people::RECORDS,
    ]
    .into_iter()
    .flatten()
}

fn lists() -> impl Iterator<Item = &'static ListSpec> {
    lists::LISTS.into_iter().flatten().copied()
}

/// The names of a list's row, whatever the record.
struct RowNames;

impl WithTypes for RowNames {
    type Out = Vec<&'static str>;

    fn run<D: Draft + Wire, F: Wire, R: Row + Wire>(self) -> Self::Out {
        R::FIELDS.iter().map(|field| field.name).collect()
    }
}

/// The shapes of every record's form, and of every sheet that fills a whole draft.
fn shapes() -> impl Iterator<Item = &'static Shape> {
    let sheets = [&reset::SHAPE, &link::SHAPE, &profile::PROFILE, &profile::PASSWORD, &set_up::SHAPE];
    let of_records = all().filter_map(|record| record.form.map(|form| &form.shape));
    of_records.chain(sheets).chain(mail::SHAPES.iter().copied()).chain([&settings::SHAPE])
}

#[test]
fn every_form_names_its_drafts_fields_and_can_mend_its_errors() {
    for shape in shapes() {
        assert_matches_draft(shape);
    }
}

/// Fields of drafts that no form asks for, because something else fills them in.
const NOT_ASKED: &[(RecordKind, &str)] = &[];

#[test]
fn every_field_of_a_draft_stands_in_its_form() {
    for record in all() {
        let Some(form) = record.form else { continue };
        for field in form.draft {
            let stands = form.shape.fields().any(|shown| shown.name == field.name);
            assert!(stands || NOT_ASKED.contains(&(record.kind, field.name)), "{:?}: {}", record.kind, field.name);
        }
    }
}

#[test]
fn every_field_says_how_it_is_typed() {
    for shape in shapes() {
        for field in shape.fields() {
            assert!(!matches!(field.kind, Kind::Unknown), "{} needs `.shown(…)`", field.name);
        }
    }
}

/// Whether `kept`, in units of which `scale` make one, is exactly the number that canonical digits say.
fn is_exactly(kept: i64, scale: i128, canonical: &str) -> bool {
    let (whole, fraction) = canonical.split_once('.').unwrap_or((canonical, ""));
    let digits: i128 = [whole, fraction].concat().parse().unwrap();
    i128::from(kept) * 10_i128.pow(u32::try_from(fraction.len()).unwrap()) == digits * scale
}

#[test]
fn every_number_field_keeps_exactly_what_was_typed_or_refuses_it_whatever_the_spelling() {
    let typed_in = |kind: Kind, decimal: char, text: &str| -> Option<(i64, i128)> {
        let plain = |places: u8, unit: &str| Wanted { decimal, ..wanted_number(places, unit) };
        let (kept, scale) = match kind {
            Kind::Whole | Kind::Year => (number(text, &plain(0, "")), 1),
            Kind::Measure(measure) => {
                let scale = i128::from(measure.metric().1);
                (number(text, &plain(measure.places(), measure.sign())), scale)
            }
            _ => (minor_units(text, &Wanted { decimal, ..wanted_amount("EUR", 2, false) }), 100),
        };
        to_value(kind, &kept, true).ok()?.as_i64().map(|kept| (kept, scale))
    };
    // What an invoice's lines and the company's rates are typed in.
    let grids = [Measure::Quantity, Measure::Percent].map(|measure| ("grid", Kind::Measure(measure)));
    let sheets = bookings::SHAPES.iter().chain(money::SHAPES).copied();
    let fuels = || FuelType::ALL.iter().copied().map(Some).chain([None]);
    let kinds = |field: &Field| match field.kind {
        Kind::OfFuel(what, _) => fuels().map(|fuel| (field.name, Kind::Measure(what.measure(fuel)))).collect(),
        kind => vec![(field.name, kind)],
    };
    let fields = shapes().chain(sheets).flat_map(Shape::fields).flat_map(kinds);
    let mut walked = 0;
    for (name, kind) in fields.chain(grids) {
        if !matches!(kind, Kind::Whole | Kind::Year | Kind::Measure(_) | Kind::Money | Kind::Price) {
            continue;
        }
        walked += 1;
        for (text, comma, point) in SPELLINGS {
            for (decimal, means) in [(',', comma), ('.', point)] {
                let Some((kept, scale)) = typed_in(kind, decimal, text) else { continue };
                let means = means.unwrap_or_else(|| panic!("{name} keeps {kept} of {text:?}, which is no number"));
                assert!(is_exactly(kept, scale, means), "{name} keeps {kept} of {text:?}, which means {means}");
            }
        }
        assert_eq!(
            typed_in(kind, ',', "1250").map(|(kept, scale)| i128::from(kept) == 1250 * scale),
            Some(true),
            "{name}"
        );
    }
    assert!(walked > 40, "only {walked} number fields were found");
}

#[test]
fn every_column_is_a_field_of_its_row_and_one_of_them_is_the_title() {
    for list in lists() {
        let known = list.kind.with_types(RowNames);
        assert!(known.contains(&"id"), "{known:?}");
        for column in list.columns {
            assert!(known.contains(&column.name), "no row of {} has a {}", list.kind.collection(), column.name);
        }
        let titles = list.columns.iter().filter(|column| column.place == crate::ui::table::Place::Title).count();
        assert_eq!(titles, 1, "{} has one title column", list.kind.collection());
    }
}

/// The parts that addresses lead to, as the binary names them.
const PARTS: [(&str, &[&str]); 13] = [
    ("account", account::ROOTS),
    ("bookings", bookings::ROOTS),
    ("fleet", fleet::ROOTS),
    ("kit", kit::ROOTS),
    ("lists", lists::ROOTS),
    ("mail", mail::ROOTS),
    ("money", money::ROOTS),
    ("outbox", mail::outbox::ROOTS),
    ("overview", overview::ROOTS),
    ("payments", money::payments::ROOTS),
    ("people", people::ROOTS),
    ("schedule", bookings::schedule::ROOTS),
    ("settings", settings::ROOTS),
];

#[test]
fn the_page_knows_what_each_address_needs() {
    let told =
        |text: &str| serde_json::from_str::<BTreeMap<String, BTreeSet<String>>>(text).expect("lists of addresses");
    let known = |parts: &[(&str, &[&str])]| -> BTreeMap<String, BTreeSet<String>> {
        let led_to = |root: &&&str| !root.starts_with('(');
        let roots = |roots: &[&str]| roots.iter().filter(led_to).map(|root| (*root).to_owned()).collect();
        parts.iter().map(|(part, own)| ((*part).to_owned(), roots(own))).collect()
    };
    assert_eq!(told(include_str!("../page/staff.roots.json")), known(&PARTS));
    let portal = [
        ("account", portal::account::ROOTS),
        ("bookings", portal::bookings::ROOTS),
        ("invoices", portal::invoices::ROOTS),
    ];
    assert_eq!(told(include_str!("../page/portal.roots.json")), known(&portal));
}

#[test]
fn every_address_belongs_to_one_part() {
    let count = |root: &str| PARTS.iter().flat_map(|(_, roots)| roots.iter()).filter(|known| **known == root).count();
    for kind in RecordKind::ALL {
        let collection = kind.collection();
        let listed = lists().filter(|list| list.kind == *kind).count();
        assert_eq!((listed, count(collection)), (1, 1), "{collection} has a list, in one part");
        assert_eq!(count(&format!("{collection}/")), 1, "what is below {collection} lies in one part");
    }
    for entry in routes::entries() {
        let mut segments = entry.path.trim_start_matches("/admin/").split_inclusive('/');
        assert_eq!(count(segments.next().unwrap_or_default()), 1, "{} lies in one part", entry.path);
    }
}

/// Kinds that the sidebar doesn't lead to, because their records are opened where they belong.
const NOT_IN_THE_SIDEBAR: &[(RecordKind, &str)] =
    &[(RecordKind::Logbook, "on its booking, its driver and the schedule")];

#[test]
fn every_kind_of_record_is_reached_from_the_sidebar() {
    for record in RecordKind::ALL {
        let path = format!("/admin/{}", record.collection());
        let stands = routes::entries().any(|entry| entry.path == path);
        let elsewhere = NOT_IN_THE_SIDEBAR.iter().any(|(kind, _)| kind == record);
        assert!(stands != elsewhere, "{path} has its line in `NAV`, or a reason in `NOT_IN_THE_SIDEBAR`");
    }
}

#[test]
fn every_line_of_the_sidebar_has_a_key_of_its_own() {
    for entry in routes::entries() {
        assert!(entry.path.starts_with("/admin/"), "{} lies below /admin", entry.path);
        let keys = routes::entries().filter(|other| other.key == entry.key).count();
        assert_eq!(keys, 1, "g {} leads to one place", entry.key);
    }
}

#[test]
fn an_area_has_few_lines_and_what_stands_beside_a_screen_stands_beside_a_line_of_its_own_area() {
    for group in routes::NAV {
        let lines: Vec<_> = group.entries.iter().filter(|entry| entry.place == routes::Place::Sidebar).collect();
        assert!(!lines.is_empty() && lines.len() <= routes::MOST_LINES, "{:?} has {} lines", group.title, lines.len());
        for entry in group.entries {
            if let routes::Place::Beside(path) = entry.place {
                assert!(lines.iter().any(|line| line.path == path), "{} stands beside {path}", entry.path);
            }
        }
    }
}
