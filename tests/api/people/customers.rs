//! Customers.

use api_tests::{Company, making, now};
use domain::{
    address::Address,
    bookings::booking::TransitionDraft,
    money::invoice::Invoice,
    people::customer::{Customer, CustomerDraft, CustomerRow},
    problem::ProblemKind,
    record::RecordKind,
    time::HOUR,
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
fn an_address_is_kept_and_exported_in_its_parts_and_refused_at_the_one_that_is_wrong() {
    let company = Company::shared();
    let address = Address {
        street: "18 Albion Street".into(),
        postcode: "LS1 6PA".into(),
        city: "Leeds".into(),
        region: "West Yorkshire".into(),
        country: "GB".into(),
    };
    let draft = |address: &Address| CustomerDraft { billing_address: address.clone(), ..company.customer_draft() };
    let created = company.owner.create(RecordKind::Customer, &draft(&address));
    let kept: Customer = company.owner.find(RecordKind::Customer, created.id);
    assert_eq!(kept.fields.billing_address, address);
    let rows: Vec<CustomerRow> = company.owner.rows(RecordKind::Customer, "");
    let row = rows.into_iter().find(|row| row.id == created.id).expect("it is listed");
    assert_eq!((row.postcode.as_str(), row.city.as_str(), row.country.as_str()), ("LS1 6PA", "Leeds", "GB"));
    let exported = company.owner.get("/api/customers.csv?form=machine").expect(200).body;
    assert!(exported.contains(",18 Albion Street,LS1 6PA,Leeds,West Yorkshire,GB\r\n"), "{exported}");

    let wrong = Address { postcode: "1".repeat(21), country: "UK".into(), ..address.clone() };
    let refused = company.owner.keyed("/api/customers", &draft(&wrong));
    assert_eq!(refused.fields(), ["billing_address.postcode", "billing_address.country"]);
    let mut unknown = serde_json::json!(draft(&address));
    unknown["billing_address"]["town"] = "Leeds".into();
    assert_eq!(company.owner.keyed("/api/customers", &unknown).fields(), ["billing_address.town"]);
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
        format!("ES {number}"),
        number.replace(['-', '.'], ""),
        number.to_lowercase(),
        number.replace('.', " "),
        number.replace('B', "В"),
    ] {
        let twin = CustomerDraft { tax_id: spelling.clone(), ..draft() };
        let refused = company.owner.try_create(RecordKind::Customer, &twin).refused(ProblemKind::Invalid);
        assert_eq!(refused.errors[0].field, "tax_id", "{spelling}");
        assert_eq!(refused.obstacles[0].id, Some(head.id), "{spelling}");
        assert!(refused.errors[0].message.contains(&first.company), "{spelling}: {}", refused.errors[0].message);
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

#[test]
fn a_customer_with_open_bookings_or_unpaid_invoices_is_not_archived_and_they_are_named() {
    let company = Company::shared();
    let customer = company.customer();
    let archive = || {
        let version = making::version(&company.owner, RecordKind::Customer, customer);
        company.owner.call("POST", &format!("/api/customers/{customer}/archive")).version(version).send()
    };
    let named = || {
        let problem = archive().refused(ProblemKind::TransitionNotAllowed);
        assert!(!problem.detail.is_empty());
        problem.obstacles.into_iter().filter_map(|one| one.id.map(|id| (one.kind, id))).collect::<Vec<_>>()
    };
    let made = |booking: i64, act: &str, draft: &TransitionDraft| {
        let version = making::version(&company.owner, RecordKind::Booking, booking);
        company.owner.act(&format!("/api/bookings/{booking}/{act}"), version, draft).done();
    };
    let cancel = TransitionDraft { reason: "Twice".into(), amount: None };
    let new = company.booking(customer, making::tomorrow()).id;
    assert_eq!(named(), [("bookings".to_owned(), new)]);
    made(new, "cancel", &cancel);
    let trip = company.trip(customer, making::hours_from(now() - HOUR, 2));
    assert_eq!(named(), [("bookings".to_owned(), trip.booking)]);
    company.step(&trip, "start");
    assert_eq!(named(), [("bookings".to_owned(), trip.booking)]);
    let invoice = company.invoice(trip.booking);
    company.owner.call("POST", &format!("/api/invoices/{}/issue", invoice.id)).version(invoice.version).send().done();
    company.step(&trip, "finish");
    made(trip.booking, "complete", &TransitionDraft::default());
    assert_eq!(named(), [("invoices".to_owned(), invoice.id)]);
    let owed = company.owner.find::<Invoice>(RecordKind::Invoice, invoice.id).facts.balance;
    company.pay(invoice.id, owed).expect(201);
    archive().done();
}

#[test]
fn a_customer_comes_back_as_a_branch_where_another_has_its_tax_number_by_now() {
    let company = Company::shared();
    let number = format!("B{:08}", api_tests::unique() % 100_000_000);
    let draft = || CustomerDraft { tax_id: number.clone(), ..company.customer_draft() };
    let old = company.owner.create(RecordKind::Customer, &draft()).id;
    company.owner.act(&format!("/api/customers/{old}/archive"), 1, &()).done();
    let new = company.owner.create(RecordKind::Customer, &draft()).id;
    let refused =
        company.owner.act(&format!("/api/customers/{old}/restore"), 2, &()).refused(ProblemKind::TakenMeanwhile);
    assert_eq!((refused.errors[0].field.as_str(), refused.obstacles[0].id), ("tax_id", Some(new)));
    company.owner.act(&format!("/api/customers/{old}/restore?shares_tax_id=true"), 2, &()).done();
    assert!(company.owner.find::<Customer>(RecordKind::Customer, old).fields.shares_tax_id);
}
