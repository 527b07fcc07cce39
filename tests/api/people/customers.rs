//! Customers.

use api_tests::Company;
use domain::{
    people::customer::{Customer, CustomerDraft, CustomerRow},
    problem::ProblemKind,
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

#[test]
fn a_tax_number_that_another_customer_has_is_asked_about_and_branches_share_it() {
    let company = Company::shared();
    let number = format!("B-{:02}.{:03}.{:03}", 10, api_tests::unique() % 1_000, api_tests::unique() % 1_000);
    let draft = || company.customer_draft();
    let first = CustomerDraft { tax_id: number.clone(), ..draft() };
    let head = company.owner.create(RecordKind::Customer, &first);
    for spelling in [
        number.clone(),
        number.replace(['-', '.'], ""),
        number.to_lowercase(),
        number.replace('.', " "),
        number.replace('B', "В"),
    ] {
        let twin = CustomerDraft { tax_id: spelling.clone(), ..draft() };
        let refused = company.owner.try_create(RecordKind::Customer, &twin).refused(ProblemKind::Invalid);
        assert_eq!(refused.errors[0].field, "tax_id", "{spelling}");
    }
    let branch = CustomerDraft { tax_id: number, shares_tax_id: true, ..draft() };
    let branch_id = company.owner.create(RecordKind::Customer, &branch).id;
    // That it does is kept, with who said so; taking it back is asked about again.
    assert!(company.owner.find::<Customer>(RecordKind::Customer, branch_id).fields.shares_tax_id);
    let alone = CustomerDraft { shares_tax_id: false, ..branch };
    assert_eq!(company.owner.update(RecordKind::Customer, branch_id, 1, &alone).fields(), ["tax_id"]);
    // The first one may be saved as it is.
    let renamed = CustomerDraft { notes: "Casa madre".into(), ..first };
    company.owner.update(RecordKind::Customer, head.id, head.version, &renamed).done();
}
