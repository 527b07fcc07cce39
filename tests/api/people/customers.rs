//! Customers.

use api_tests::Company;
use domain::{
    people::customer::{Customer, CustomerRow},
    record::RecordKind,
};

#[test]
fn blanks_around_what_was_typed_are_not_kept() {
    let company = Company::shared();
    let mut draft = company.customer_draft();
    let name = draft.company.clone();
    draft.company = format!("  {name} ");
    let created = company.owner.create(RecordKind::Customer, &draft);
    assert_eq!(company.owner.find::<Customer>(RecordKind::Customer, created.id).fields.company, name);
}

#[test]
fn inactive_customers_are_told_apart_by_a_filter() {
    let company = Company::shared();
    let mut draft = company.customer_draft();
    draft.active = false;
    let created = company.owner.create(RecordKind::Customer, &draft);
    let rows: Vec<CustomerRow> = company.owner.rows(RecordKind::Customer, "active=false");
    assert!(rows.iter().all(|row| !row.active) && rows.iter().any(|row| row.id == created.id));
    let rows: Vec<CustomerRow> = company.owner.rows(RecordKind::Customer, "active=true");
    assert!(rows.iter().all(|row| row.active));
}
