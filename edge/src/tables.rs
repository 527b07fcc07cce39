//! Which table keeps which kind of record: wiring, above the areas that it joins.
//!
//! Whoever has to find a table by its kind is handed [`TABLES`] by the router or the clock.
//!
//! Invariant: the match is exhaustive, so a new kind of record doesn't compile without its table.

use domain::record::RecordKind;

use crate::bookings::{leaving, trips};
use crate::records::table::{Settle, Table, Tables};
use crate::{bookings, fleet, mail, money, people};

pub const TABLES: Tables = Tables { of, settle };

fn of(kind: RecordKind) -> &'static Table {
    match kind {
        RecordKind::Staff => &people::staff::TABLE,
        RecordKind::Role => &people::roles::TABLE,
        RecordKind::Driver => &people::drivers::TABLE,
        RecordKind::Leave => &people::leave::TABLE,
        RecordKind::Customer => &people::customers::TABLE,
        RecordKind::Vendor => &people::vendors::TABLE,
        RecordKind::Contact => &people::contacts::TABLE,
        RecordKind::Vehicle => &fleet::vehicles::TABLE,
        RecordKind::VehicleType => &fleet::vehicle_types::TABLE,
        RecordKind::VehicleGroup => &fleet::vehicle_groups::TABLE,
        RecordKind::Assignment => &fleet::assignments::TABLE,
        RecordKind::Document => &fleet::documents::TABLE,
        RecordKind::Booking => &bookings::bookings::TABLE,
        RecordKind::Logbook => &bookings::logbooks::TABLE,
        RecordKind::TimeCard => &bookings::time_cards::TABLE,
        RecordKind::Rating => &bookings::ratings::TABLE,
        RecordKind::Invoice => &money::invoices::TABLE,
        RecordKind::Payment => &money::payments::TABLE,
        RecordKind::MailApp => &mail::apps::TABLE,
        RecordKind::MailServer => &mail::servers::TABLE,
        RecordKind::MailAccount => &mail::accounts::TABLE,
        RecordKind::MailTemplate => &mail::templates::TABLE,
        RecordKind::OutboxMail => &mail::outbox::TABLE,
    }
}

/// What becomes of trips when what drives them goes, for good or for a while.
fn settle(kind: RecordKind) -> Option<Settle> {
    match kind {
        RecordKind::Vehicle => Some(trips::OF_VEHICLE),
        RecordKind::Driver => Some(trips::OF_DRIVER),
        RecordKind::Staff => Some(trips::OF_STAFF),
        RecordKind::Leave => Some(leaving::OF_LEAVE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::table::Target;
    use domain::check::Draft;
    use domain::field::Row;
    use domain::list::{By, Filter, Sort};
    use domain::record::{Verb, Wire, WithTypes};
    use domain::route::{Endpoint, HAS_FILES, HAS_PICTURES, Has, Query};
    use std::collections::BTreeSet;

    #[test]
    fn a_list_is_asked_for_what_its_table_has() {
        for table in TABLES.all() {
            let asked = Endpoint::Record(table.kind, Verb::List).query();
            let has = Has { words: !table.list.words.is_empty(), archive: table.list.archives };
            assert_eq!(asked, Query::List(has), "{}", table.name());
        }
    }

    #[test]
    fn whoever_may_keep_a_record_with_files_may_bring_them_and_with_a_picture_that() {
        for table in TABLES.all() {
            let files = table.field("files").is_some();
            let picture = table.references().any(|reference| reference.to == Target::Picture);
            for (has, allowed) in [(files, HAS_FILES), (picture, HAS_PICTURES)] {
                for verb in [Verb::Create, Verb::Update].iter().filter(|verb| has && table.kind.verbs().contains(verb))
                {
                    assert!(allowed.contains(&table.kind.needs(*verb)), "{} {verb:?}", table.name());
                }
            }
        }
    }

    #[test]
    fn one_area_decides_what_a_save_does_to_others() {
        for table in TABLES.all() {
            assert!(table.hooks.settle.is_none() || settle(table.kind).is_none(), "{}", table.name());
        }
    }

    /// What the columns of records' tables refer to, as the migrations say: table, column, table.
    fn foreign_keys() -> BTreeSet<(String, String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let texts: Vec<String> = files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect();
        let (mut table, mut found) = (String::new(), BTreeSet::new());
        for line in texts.iter().flat_map(|text| text.lines()) {
            if let Some(name) = line.strip_prefix("CREATE TABLE ") {
                table = name.split(' ').next().unwrap_or_default().to_owned();
            }
            if let Some((before, after)) = line.split_once(" REFERENCES ") {
                let column = before.split_whitespace().next().unwrap_or_default().trim_matches('"');
                let to = after.split(' ').next().unwrap_or_default();
                found.insert((table.clone(), column.to_owned(), to.to_owned()));
            }
        }
        let is_record = |name: &str| TABLES.all().any(|table| table.name() == name);
        found.retain(|(from, _, to)| is_record(from) && (is_record(to) || to == "pictures"));
        found
    }

    #[test]
    fn a_table_refers_to_what_its_columns_do_so_that_a_refused_deletion_names_it() {
        // Follows from another reference of the same row.
        let derived = [("time_cards", "driver", "drivers"), ("payments", "reverses", "payments")];
        let mut wanted = foreign_keys();
        for (from, column, to) in derived {
            assert!(wanted.remove(&(from.to_owned(), column.to_owned(), to.to_owned())), "{from}.{column}");
        }
        let listed: BTreeSet<_> = TABLES
            .all()
            .flat_map(|table| table.references().map(move |reference| (table, reference)))
            .filter(|(_, reference)| !reference.is_list)
            .map(|(table, reference)| {
                (table.name().to_owned(), reference.field.to_owned(), reference.to.table().to_owned())
            })
            .collect();
        assert_eq!(listed, wanted);
    }

    /// What a kind's row says of its list.
    struct ListOf;

    impl WithTypes for ListOf {
        type Out = (&'static [Sort], &'static [Filter]);

        fn run<D: Draft + Wire, F: Wire, R: Row + Wire>(self) -> Self::Out {
            (R::SORTS, R::FILTERS)
        }
    }

    #[test]
    fn a_list_has_the_orders_and_filters_that_people_are_offered() {
        for table in TABLES.all() {
            let (sorts, filters) = table.kind.with_types(ListOf);
            let here: Vec<Sort> =
                table.list.sorts.iter().map(|sort| Sort { name: sort.name, falls: sort.falls }).collect();
            assert_eq!(here, sorts, "{}", table.name());
            for filter in filters {
                for parameter in filter.parameters() {
                    let known = table.list.filters.iter().find(|known| known.name == *parameter);
                    let takes = |text: &str| known.is_some_and(|known| known.conditions(text).is_some());
                    let fits = match filter.by {
                        By::OneOf(choices) | By::AnyOf(choices) => choices().iter().all(|(code, _)| takes(code)),
                        By::Record(_) | By::Dates => takes("1"),
                        By::Days => takes("2027-01-15"),
                        By::Flag => takes("true") && takes("false"),
                    };
                    assert!(fits, "{} has no filter {parameter} for {}", table.name(), filter.name);
                }
            }
        }
    }

    #[test]
    fn what_a_table_says_of_a_reference_its_draft_leaves_open() {
        for table in TABLES.all() {
            for said in table.refers {
                let of_draft = table.field(said.field).is_some_and(|field| Target::of_kind(field.kind).is_some());
                let is_needed = if of_draft { said.live.or(said.pending).is_some() } else { said.to.is_some() };
                assert!(is_needed && !(of_draft && said.to.is_some()), "{}: {said:?}", table.name());
            }
        }
    }
}
