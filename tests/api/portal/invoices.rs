use api_tests::Company;
use domain::{
    bookings::booking::TransitionDraft,
    list::Page,
    money::invoice::{Invoice, InvoiceStatus, PortalInvoiceRow},
};

#[test]
fn a_customer_sees_what_was_issued_paid_and_cancelled() {
    let company = Company::shared();
    let contact = company.contact();
    let (paid, cancelled) = (company.issued(contact.customer), company.issued(contact.customer));
    company.pay(paid.id, 500).expect(201);
    let reason = TransitionDraft { reason: "Twice".into(), ..TransitionDraft::default() };
    company.owner.act(&format!("/api/invoices/{}/cancel", cancelled.id), 2, &reason).done();

    let answer = contact.portal.get("/api/portal/invoices").expect(200);
    let listed: Page<PortalInvoiceRow> = answer.json();
    let status = |id: i64| listed.rows.iter().find(|row| row.id == id).map(|row| row.status);
    assert_eq!(
        (status(paid.id), status(cancelled.id)),
        (Some(InvoiceStatus::PartlyPaid), Some(InvoiceStatus::Cancelled))
    );
    assert!(answer.cost().statements <= 3);

    let answer = contact.portal.get(&format!("/api/portal/invoices/{}", paid.id)).expect(200);
    let seen: Invoice = answer.json();
    assert_eq!((seen.facts.paid, seen.facts.payments.len()), (500, 1));
    assert!(seen.facts.payments.iter().all(|payment| payment.who.is_empty()), "staff names stay inside");
    assert!(!answer.body.contains("Olga Vega"));
    assert_eq!(seen.facts.billed_to, paid.facts.billed_to);
    assert!(answer.cost().statements <= 2, "{:?}", answer.cost());
}
