//! Invoices: drafted from a booking, numbered on issue, frozen from then on.

use super::{find, issue};
use api_tests::{Company, making::tomorrow};
use domain::{
    bookings::booking::TransitionDraft,
    id::BookingId,
    money::{
        TaxRate,
        invoice::{InvoiceDraft, InvoiceLine, InvoiceRow, InvoiceStatus, Totals, bookings, taxes, totals},
        unit_price::UnitPrice,
    },
    people::customer::Customer,
    problem::ProblemKind,
    record::RecordKind,
    settings::Company as Settings,
    time::Date,
};

#[test]
fn the_draft_of_a_booking_has_its_amount_at_the_first_tax_rate() {
    let company = Company::shared();
    let booking = company.approved(company.customer(), tomorrow());
    let draft = find(company, company.invoice(booking).id);
    assert_eq!(bookings(&draft.fields.lines), [BookingId(booking)]);
    assert_eq!(draft.facts.bookings[0].id, BookingId(booking));
    assert_eq!(draft.facts.totals, Totals { subtotal: 12_345, tax: 2_592, total: 14_937 });
    assert_eq!((draft.facts.number, draft.facts.status), (None, InvoiceStatus::Draft));
}

#[test]
fn totals_are_what_domain_says_whatever_the_lines() {
    let company = Company::shared();
    let line = |quantity, unit_price, tax| InvoiceLine {
        description: "x".into(),
        quantity,
        unit_price: UnitPrice(unit_price),
        tax: TaxRate(tax),
        ..InvoiceLine::default()
    };
    let lines = vec![
        line(1_500, 3_333_333, 21_000),
        line(1, 9_990_001, 10_000),
        line(2_000, 50_000, 10_500),
        line(1_000_000, 999_990_000, 0),
        line(1_000, 50_000, 10_500),
    ];
    let draft = InvoiceDraft {
        customer: Some(domain::id::CustomerId(company.customer())),
        lines: lines.clone(),
        ..InvoiceDraft::default()
    };
    let created = company.owner.create(RecordKind::Invoice, &draft);
    let facts = find(company, created.id).facts;
    assert_eq!((facts.totals, facts.taxes), (totals(&lines), taxes(&lines)));
}

#[test]
fn tax_has_three_decimals_and_is_computed_once_for_each_rate() {
    let company = Company::shared();
    let customer = company.customer();
    let totals = |lines: serde_json::Value| {
        let draft = serde_json::json!({ "customer": customer, "lines": lines });
        let created: domain::record::Created = company.owner.try_create(RecordKind::Invoice, &draft).expect(201).json();
        find(company, created.id).facts
    };
    let line = |price: i64, tax: i64| serde_json::json!({ "description": "x", "quantity": 1_000, "unit_price": price * 10_000, "tax": tax, "tax_name": "TVQ" });
    let kept = totals(serde_json::json!([line(818_000, 9_975)]));
    assert_eq!(kept.totals, Totals { subtotal: 818_000, tax: 81_596, total: 899_596 });
    // Two halves of a cent are one cent of tax.
    let halves = totals(serde_json::json!([line(5, 10_000), line(5, 10_000), line(100, 9_975)]));
    let by_rate: Vec<_> = halves.taxes.iter().map(|tax| (tax.name.as_str(), tax.rate.0, tax.net, tax.tax)).collect();
    assert_eq!(by_rate, [("TVQ", 10_000, 10, 1), ("TVQ", 9_975, 100, 10)]);
    assert_eq!(halves.totals, Totals { subtotal: 110, tax: 11, total: 121 });
}

#[test]
fn a_unit_price_has_four_more_decimals_than_the_currency_and_is_bounded() {
    let company = Company::shared();
    let customer = company.customer();
    let send = |quantity: i64, price: i64| {
        let line = serde_json::json!({ "description": "Gasóleo", "quantity": quantity, "unit_price": price, "tax": 0 });
        company.owner.try_create(RecordKind::Invoice, &serde_json::json!({ "customer": customer, "lines": [line] }))
    };
    // 45.123 l at 1.459 EUR are 65.834457 EUR.
    let created: domain::record::Created = send(45_123, 1_459_000).expect(201).json();
    let kept = find(company, created.id);
    assert_eq!((kept.fields.lines[0].unit_price, kept.facts.totals.total), (UnitPrice(1_459_000), 6_583));
    let largest: domain::record::Created = send(1_000, UnitPrice::LARGEST).expect(201).json();
    assert_eq!(find(company, largest.id).fields.lines[0].unit_price.0, UnitPrice::LARGEST);
    for (quantity, price, fields) in [
        (1_000, UnitPrice::LARGEST + 1, &["lines.0.unit_price"][..]),
        (1_000, i64::MAX, &["lines.0.unit_price", "lines"]),
        (1_001, UnitPrice::LARGEST, &["lines"]),
    ] {
        let refused = send(quantity, price);
        assert_eq!(refused.fields(), fields);
        let message = &refused.problem().errors[0].message;
        assert!(message.contains("900000000000"), "{message}");
    }
}

#[test]
fn an_issued_invoice_is_numbered_dated_and_frozen() {
    let company = Company::shared();
    let customer = company.customer();
    let invoice = company.issued(customer);
    assert!(invoice.facts.number.as_deref().is_some_and(|number| number.starts_with("F-20")));
    assert_eq!(invoice.facts.status, InvoiceStatus::Issued);
    let (issued, due) = (invoice.facts.issued_on.unwrap_or_default(), invoice.fields.due_on.unwrap_or_default());
    assert_eq!((due - issued).num_days(), 30);

    let cheaper = InvoiceDraft { notes: "Never mind".into(), ..invoice.fields.clone() };
    company.owner.update(RecordKind::Invoice, invoice.id, invoice.version, &cheaper).refused(ProblemKind::AlreadyDone);
    let delete = company.owner.call("DELETE", &format!("/api/invoices/{}", invoice.id)).version(invoice.version).send();
    assert_eq!(delete.status, 409, "{}", delete.excerpt());
    issue(company, invoice.id).refused(ProblemKind::AlreadyDone);

    // Whoever moves afterwards is still billed where they were.
    let mut moved: Customer = company.owner.find(RecordKind::Customer, customer);
    let before = invoice.facts.billed_to.clone();
    moved.fields.company = "Renamed S.L.".into();
    moved.fields.billing_address.city = "Elsewhere".into();
    company.owner.update(RecordKind::Customer, customer, moved.version, &moved.fields).done();
    assert_eq!(find(company, invoice.id), invoice);
    assert_eq!(find(company, invoice.id).facts.billed_to, before);
}

#[test]
fn drafts_have_no_number_and_leave_no_gap() {
    let company = Company::fresh("gaps");
    let customer = company.customer();
    let drafts: Vec<i64> = (0..4).map(|_| company.invoice(company.approved(customer, tomorrow())).id).collect();
    company.owner.call("DELETE", &format!("/api/invoices/{}", drafts[0])).version(1).send().done();
    for id in [drafts[3], drafts[1]] {
        issue(&company, id).done();
    }
    let mut late = find(&company, drafts[2]);
    late.fields.due_on = Date::from_ymd_opt(2020, 1, 1);
    company.owner.update(RecordKind::Invoice, late.id, late.version, &late.fields).done();
    assert_eq!(issue(&company, late.id).fields(), ["due_on"]);
    let rows: Vec<InvoiceRow> = company.owner.rows(RecordKind::Invoice, "");
    let mut numbers: Vec<String> = rows.into_iter().filter_map(|row| row.number).collect();
    numbers.sort();
    let counters: Vec<&str> = numbers.iter().filter_map(|number| number.rsplit('-').next()).collect();
    assert_eq!(counters, ["0001", "0002"]);
}

#[test]
fn a_booking_has_one_live_invoice_and_another_after_it_was_cancelled() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let booking = invoice.facts.bookings[0].id.0;
    let again = || {
        company.owner.call("POST", &format!("/api/bookings/{booking}/invoice")).key(&api_tests::client::key()).send()
    };
    let obstacles = again().refused(ProblemKind::AlreadyDone).obstacles;
    assert_eq!(obstacles.first().and_then(|obstacle| obstacle.id), Some(invoice.id));
    let cancel = |reason: &str| {
        let draft = TransitionDraft { reason: reason.into(), ..TransitionDraft::default() };
        company.owner.act(&format!("/api/invoices/{}/cancel", invoice.id), invoice.version, &draft)
    };
    assert_eq!(cancel("").fields(), ["reason"]);
    cancel("Wrong address").done();
    let cancelled = find(company, invoice.id);
    assert_eq!((cancelled.facts.status, cancelled.facts.number), (InvoiceStatus::Cancelled, invoice.facts.number));
    again().expect(201);
}

#[test]
fn a_booking_that_was_not_approved_is_not_billed() {
    let company = Company::shared();
    let booking = company.booking(company.customer(), tomorrow()).id;
    let draft =
        company.owner.call("POST", &format!("/api/bookings/{booking}/invoice")).key(&api_tests::client::key()).send();
    draft.refused(ProblemKind::TransitionNotAllowed);
}

#[test]
fn lines_are_refused_by_their_place() {
    let company = Company::shared();
    let customer = company.customer();
    let with = |line: serde_json::Value| {
        let good = serde_json::json!({ "description": "x", "quantity": 1000, "unit_price": 100, "tax": 21000 });
        company
            .owner
            .try_create(RecordKind::Invoice, &serde_json::json!({ "customer": customer, "lines": [good, line] }))
            .fields()
    };
    for (line, field) in [
        (serde_json::json!({ "description": "x", "quantity": 0, "unit_price": 1, "tax": 0 }), "lines.1.quantity"),
        (serde_json::json!({ "description": "x", "quantity": 1, "unit_price": -1, "tax": 0 }), "lines.1.unit_price"),
        (serde_json::json!({ "description": "x", "quantity": 1, "unit_price": 1, "tax": 100_001 }), "lines.1.tax"),
        (serde_json::json!({ "description": "", "quantity": 1, "unit_price": 1, "tax": 0 }), "lines.1.description"),
    ] {
        assert_eq!(with(line), [field]);
    }
    let empty = serde_json::json!({ "customer": customer, "lines": [] });
    assert_eq!(company.owner.try_create(RecordKind::Invoice, &empty).fields(), ["lines"]);
}

#[test]
fn an_invoice_past_its_date_is_overdue_until_it_is_paid() {
    let company = Company::fresh("due-today");
    let mut settings: Settings = company.owner.get("/api/settings").expect(200).json();
    settings.fields.due_days = 0;
    company.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send().done();
    let invoice = company.issued(company.customer());
    // Due today is not overdue yet.
    assert_eq!(invoice.facts.status, InvoiceStatus::Issued);
    let statuses = |query: &str| {
        let rows: Vec<InvoiceRow> = company.owner.rows(RecordKind::Invoice, query);
        rows.into_iter().map(|row| row.status).collect::<Vec<_>>()
    };
    assert_eq!(statuses("status=issued"), [InvoiceStatus::Issued]);
    assert_eq!(statuses("status=overdue"), []);
    company.pay(invoice.id, 1).expect(201);
    assert_eq!(statuses("status=issued,partly_paid"), [InvoiceStatus::PartlyPaid]);
}

#[test]
fn an_invoice_is_found_by_its_number_and_its_customer() {
    let company = Company::shared();
    let mut draft = company.customer_draft();
    draft.company = format!("Buñuel{} Films", api_tests::unique());
    let customer = company.owner.create(RecordKind::Customer, &draft).id;
    let invoice = company.issued(customer);
    let word = draft.company.split(' ').next().unwrap_or_default().to_owned();
    for q in [invoice.facts.number.clone().unwrap_or_default(), word] {
        let rows: Vec<InvoiceRow> =
            company.owner.rows(RecordKind::Invoice, &format!("q={}", api_tests::client::escape(&q)));
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [invoice.id], "{q}");
    }
}
