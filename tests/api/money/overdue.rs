//! Overdue derives from the due date and the company's today. Time is moved by moving the company: it is at least a day
//! later on Kiritimati than on Samoa.

use api_tests::{Answer, Company};
use domain::{
    id::CustomerId,
    list::Page,
    money::{
        TaxRate,
        invoice::{Invoice, InvoiceDraft, InvoiceLine, InvoiceRow, InvoiceStatus, PortalInvoiceRow},
        unit_price::UnitPrice,
    },
    overview::Overview,
    record::RecordKind,
    settings::Company as Settings,
};

fn find(company: &Company, invoice: i64) -> Invoice {
    company.owner.find(RecordKind::Invoice, invoice)
}

/// Issues a draft on its first version.
fn issue(company: &Company, invoice: i64) -> Answer {
    company.owner.call("POST", &format!("/api/invoices/{invoice}/issue")).version(1).send()
}

fn move_to(company: &Company, zone: &str) {
    let mut settings: Settings = company.owner.get("/api/settings").expect(200).json();
    settings.fields.zone = zone.into();
    settings.fields.due_days = 0;
    company.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send().done();
}

#[test]
fn an_open_invoice_is_overdue_from_the_day_after_it_was_due() {
    let company = Company::fresh("overdue-by-zone");
    move_to(&company, "Pacific/Pago_Pago");
    let contact = company.contact();
    let line = InvoiceLine {
        booking: None,
        description: "Van".into(),
        quantity: 1_000,
        unit_price: UnitPrice::of_amount(1_000),
        tax: TaxRate(0),
        tax_name: String::new(),
    };
    let draft =
        InvoiceDraft { customer: Some(CustomerId(contact.customer)), lines: vec![line], ..InvoiceDraft::default() };
    let issued = |paid: i64| {
        let invoice = company.owner.create(RecordKind::Invoice, &draft).id;
        issue(&company, invoice).done();
        if paid > 0 {
            company.pay(invoice, paid).expect(201);
        }
        invoice
    };
    let (open, partly, paid) = (issued(0), issued(400), issued(1_000));
    let statuses = || [open, partly, paid].map(|invoice| find(&company, invoice).facts.status);
    let listed = |status: &str| {
        let rows = company.owner.rows::<InvoiceRow>(RecordKind::Invoice, &format!("status={status}"));
        let mut ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        ids
    };
    let sorted = |mut ids: Vec<i64>| {
        ids.sort_unstable();
        ids
    };
    assert_eq!(statuses(), [InvoiceStatus::Issued, InvoiceStatus::PartlyPaid, InvoiceStatus::Paid]);
    assert_eq!((listed("issued"), listed("partly_paid"), listed("overdue")), (vec![open], vec![partly], vec![]));

    move_to(&company, "Pacific/Kiritimati");
    assert_eq!(statuses(), [InvoiceStatus::Overdue, InvoiceStatus::Overdue, InvoiceStatus::Paid]);
    assert_eq!((listed("issued"), listed("partly_paid")), (vec![], vec![]));
    assert_eq!(listed("overdue"), sorted(vec![open, partly]));
    assert_eq!(listed("overdue,paid"), sorted(vec![open, partly, paid]));

    let seen: Page<PortalInvoiceRow> = contact.portal.get("/api/portal/invoices?status=overdue").expect(200).json();
    assert_eq!(seen.rows.len(), 2);
    let seen: Invoice = contact.portal.get(&format!("/api/portal/invoices/{open}")).expect(200).json();
    assert_eq!(seen.facts.status, InvoiceStatus::Overdue);
    let overview: Overview = company.owner.get("/api/overview").expect(200).json();
    assert_eq!((overview.open_balance, overview.overdue_balance), (Some(1_600), Some(1_600)));
}
