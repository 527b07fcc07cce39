//! Every list and form there is, held against its row and its draft. A new record's row, and the shape of a sheet that
//! belongs to no record, are added here.

use std::marker::PhantomData;

use domain::record::RecordKind;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};

use super::Record;
use super::form::assert_matches_draft;
use crate::shell::{link, profile, reset, sign_in};
use crate::staff::{account, bookings, fleet, kit, mail, money, people, routes, set_up, settings};

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

#[test]
fn every_form_names_its_drafts_fields_and_can_mend_its_errors() {
    for record in all() {
        if let Some(form) = record.form {
            assert_matches_draft(&form.shape);
        }
    }
    for shape in [&sign_in::SHAPE, &reset::SHAPE, &link::SHAPE, &profile::PROFILE, &profile::PASSWORD, &set_up::SHAPE]
        .into_iter()
        .chain(crate::staff::mail::SHAPES.iter().copied())
    {
        assert_matches_draft(shape);
    }
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
