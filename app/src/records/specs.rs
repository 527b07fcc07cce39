//! Every form there is, held against its draft. A new record's or sheet's shape is added here.

use super::form::assert_matches_draft;
use crate::shell::{link, profile, reset, sign_in};
use crate::staff::{routes, set_up};

#[test]
fn every_form_names_its_drafts_fields_and_can_mend_its_errors() {
    for record in routes::RECORDS {
        if let Some(form) = record.form {
            assert_matches_draft(&form.shape);
        }
    }
    for shape in [&sign_in::SHAPE, &reset::SHAPE, &link::SHAPE, &profile::PROFILE, &profile::PASSWORD, &set_up::SHAPE] {
        assert_matches_draft(shape);
    }
}

#[test]
fn every_list_has_one_title_and_no_column_twice() {
    for record in routes::RECORDS {
        let names: Vec<_> = record.list.columns.iter().map(|column| column.name).collect();
        assert!(names.iter().all(|name| names.iter().filter(|other| *other == name).count() == 1), "{names:?}");
        let titles = record.list.columns.iter().filter(|column| column.place == crate::ui::table::Place::Title).count();
        assert_eq!(titles, 1, "{} has one title column", record.kind.collection());
    }
}

#[test]
fn every_line_of_the_sidebar_has_a_key_of_its_own() {
    for entry in routes::NAV.iter().flat_map(|group| group.entries) {
        let path = entry.path.strip_prefix("/admin/").unwrap_or_default();
        assert!(!path.is_empty(), "{} lies below /admin", entry.path);
        let keys = routes::NAV.iter().flat_map(|group| group.entries).filter(|other| other.key == entry.key).count();
        assert_eq!(keys, 1, "g {} leads to one place", entry.key);
    }
}
