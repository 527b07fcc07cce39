//! Every list and form there is, held against its row and its draft. A new record's row, and the shape of a sheet that
//! belongs to no record, are added here.

use std::marker::PhantomData;

use domain::record::RecordKind;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};

use super::Record;
use super::field::{Field, Kind};
use super::form::{Shape, assert_matches_draft, to_value};
use crate::shell::{link, profile, reset, sign_in};
use crate::staff::{account, bookings, fleet, kit, mail, money, people, routes, set_up, settings};
use crate::text::measure::Measure;
use crate::ui::number::{minor_units, number, wanted_amount, wanted_number};
use crate::ui::numeral::Wanted;
use crate::ui::numeral::tests::SPELLINGS;

/// Asks a struct's `Deserialize` for its fields' names, and gives it nothing.
struct Names<'n>(&'n mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        Err(Error::custom("only the names"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("not a struct"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

fn names_of<T: DeserializeOwned>(_: PhantomData<T>) -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    let _ = T::deserialize(Names(&mut names));
    names
}

fn all() -> impl Iterator<Item = &'static Record> {
    [fleet::RECORDS, bookings::RECORDS, mail::RECORDS, money::RECORDS, people::RECORDS].into_iter().flatten()
}

fn row_of(kind: RecordKind) -> &'static [&'static str] {
    use domain::{bookings, fleet, mail, money, people};
    match kind {
        RecordKind::Staff => names_of(PhantomData::<people::staff::StaffRow>),
        RecordKind::Role => names_of(PhantomData::<people::role::RoleRow>),
        RecordKind::Driver => names_of(PhantomData::<people::driver::DriverRow>),
        RecordKind::Customer => names_of(PhantomData::<people::customer::CustomerRow>),
        RecordKind::Contact => names_of(PhantomData::<people::contact::ContactRow>),
        RecordKind::Vehicle => names_of(PhantomData::<fleet::vehicle::VehicleRow>),
        RecordKind::VehicleType => names_of(PhantomData::<fleet::vehicle_type::VehicleTypeRow>),
        RecordKind::VehicleGroup => names_of(PhantomData::<fleet::vehicle_group::VehicleGroupRow>),
        RecordKind::Assignment => names_of(PhantomData::<fleet::assignment::AssignmentRow>),
        RecordKind::Document => names_of(PhantomData::<fleet::document::DocumentRow>),
        RecordKind::Booking => names_of(PhantomData::<bookings::booking::BookingRow>),
        RecordKind::Logbook => names_of(PhantomData::<bookings::logbook::LogbookRow>),
        RecordKind::TimeCard => names_of(PhantomData::<bookings::time_card::TimeCardRow>),
        RecordKind::Rating => names_of(PhantomData::<bookings::rating::RatingRow>),
        RecordKind::Invoice => names_of(PhantomData::<money::invoice::InvoiceRow>),
        RecordKind::MailApp => names_of(PhantomData::<mail::app::MailAppRow>),
        RecordKind::MailAccount => names_of(PhantomData::<mail::account::MailAccountRow>),
        RecordKind::MailTemplate => names_of(PhantomData::<mail::template::MailTemplateRow>),
        RecordKind::OutboxMail => names_of(PhantomData::<mail::outbox::OutboxRow>),
        RecordKind::Payment => names_of(PhantomData::<money::payment::PaymentRow>),
    }
}

/// The shapes of every record's form, and of every sheet that fills a whole draft.
fn shapes() -> impl Iterator<Item = &'static Shape> {
    let sheets = [&sign_in::SHAPE, &reset::SHAPE, &link::SHAPE, &profile::PROFILE, &profile::PASSWORD, &set_up::SHAPE];
    let of_records = all().filter_map(|record| record.form.map(|form| &form.shape));
    of_records.chain(sheets).chain(mail::SHAPES.iter().copied()).chain([&settings::SHAPE])
}

#[test]
fn every_form_names_its_drafts_fields_and_can_mend_its_errors() {
    for shape in shapes() {
        assert_matches_draft(shape);
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
                #[allow(clippy::cast_possible_truncation)]
                let scale = measure.unit().1 as i128;
                (number(text, &plain(measure.places(), measure.unit().0)), scale)
            }
            _ => (minor_units(text, &Wanted { decimal, ..wanted_amount("EUR", 2, false) }), 100),
        };
        to_value(kind, &kept, true).ok()?.as_i64().map(|kept| (kept, scale))
    };
    // What an invoice's lines and the company's rates are typed in.
    let grids = [Measure::Quantity, Measure::Percent].map(|measure| ("grid", Kind::Measure(measure)));
    let sheets = bookings::SHAPES.iter().chain(money::SHAPES).copied();
    let fields = shapes().chain(sheets).flat_map(Shape::fields).map(|field: &Field| (field.name, field.kind));
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
    for record in all() {
        let known = row_of(record.kind);
        assert!(known.contains(&"id"), "{known:?}");
        for column in record.list.columns {
            assert!(known.contains(&column.name), "no row of {} has a {}", record.kind.collection(), column.name);
        }
        let titles = record.list.columns.iter().filter(|column| column.place == crate::ui::table::Place::Title).count();
        assert_eq!(titles, 1, "{} has one title column", record.kind.collection());
    }
}

#[test]
fn every_address_belongs_to_one_part() {
    let parts = [
        account::ROOTS,
        bookings::ROOTS,
        fleet::ROOTS,
        kit::ROOTS,
        mail::ROOTS,
        money::ROOTS,
        people::ROOTS,
        settings::ROOTS,
    ];
    let count = |root: &str| parts.iter().flat_map(|roots| roots.iter()).filter(|known| **known == root).count();
    for record in all() {
        assert_eq!(count(record.kind.collection()), 1, "{} lies in one part", record.kind.collection());
    }
    for entry in routes::NAV.iter().flat_map(|group| group.entries).filter(|entry| entry.path != "/admin/overview") {
        assert_eq!(count(entry.path.trim_start_matches("/admin/")), 1, "{} lies in one part", entry.path);
    }
    assert_eq!(all().count(), RecordKind::ALL.len(), "every kind of record is shown");
}

#[test]
fn every_line_of_the_sidebar_has_a_key_of_its_own() {
    for entry in routes::NAV.iter().flat_map(|group| group.entries) {
        assert!(entry.path.starts_with("/admin/"), "{} lies below /admin", entry.path);
        let keys = routes::NAV.iter().flat_map(|group| group.entries).filter(|other| other.key == entry.key).count();
        assert_eq!(keys, 1, "g {} leads to one place", entry.key);
    }
}
