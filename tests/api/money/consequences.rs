//! What issuing and paying bring along: who is told, what history says, what two at once can't do.

use api_tests::{
    Company,
    making::{payment, tomorrow},
    race,
};
use domain::{
    history::HistoryEntry,
    id::{BookingId, CustomerId},
    list::Page,
    money::{
        invoice::{Invoice, InvoiceDraft},
        payment::{Payment, PaymentDraft, PaymentRow, ReversalDraft},
    },
    notice::Notice,
    problem::ProblemKind,
    record::{Created, RecordKind},
    session::Notification,
};

fn find(company: &Company, invoice: i64) -> Invoice {
    company.owner.find(RecordKind::Invoice, invoice)
}

#[test]
fn the_customer_is_told_of_the_invoice_and_of_each_payment_and_history_of_all() {
    let company = Company::shared();
    let contact = company.contact();
    let invoice = company.issued(contact.customer);
    let paid: Created = company.pay(invoice.id, 500).expect(201).json();
    let reversal = ReversalDraft { reason: "Somebody else's".into() };
    let back: Created =
        company.owner.keyed(&format!("/api/payments/{}/reverse", paid.id), &reversal).expect(201).json();
    let notified: Vec<Notification> = contact.portal.get("/api/portal/notifications").expect(200).json();
    let of_this: Vec<Notice> = notified.iter().filter(|one| one.subject == invoice.id).map(|one| one.notice).collect();
    assert_eq!(of_this, [Notice::PaymentReceived, Notice::InvoiceIssued]);
    let history: Vec<HistoryEntry> =
        company.owner.get(&format!("/api/invoices/{}/history", invoice.id)).expect(200).json();
    let acts: Vec<&str> = history.iter().rev().map(|entry| entry.act.code()).collect();
    assert_eq!(acts, ["created", "issued", "payment_recorded", "payment_reversed"]);
    assert_eq!(history[1].changes[0].after, 500);
    let kept: Payment = company.owner.find(RecordKind::Payment, paid.id);
    assert_eq!(
        (kept.facts.reversed_by, &kept.fields),
        (Some(back.id), &PaymentDraft { at: kept.fields.at, ..payment(&invoice, 500) })
    );
    assert_eq!(kept.facts.invoice_numbers, [invoice.facts.number.unwrap_or_default()]);
}

#[test]
fn the_booking_decides_who_is_billed() {
    let company = Company::shared();
    let draft = || find(company, company.invoice(company.approved(company.customer(), tomorrow())).id);
    let invoice = draft();
    let elsewhere = InvoiceDraft { customer: Some(CustomerId(company.customer())), ..invoice.fields };
    assert_eq!(company.owner.update(RecordKind::Invoice, invoice.id, 1, &elsewhere).fields(), ["customer"]);
    let of_another = InvoiceDraft { lines: draft().fields.lines, ..elsewhere.clone() };
    assert_eq!(company.owner.try_create(RecordKind::Invoice, &of_another).fields(), ["lines.0.booking"]);
    let mut alone = elsewhere;
    alone.lines[0].booking = None;
    let customer = alone.customer.unwrap_or_default().0;
    let invoice = company.owner.create(RecordKind::Invoice, &alone).id;
    let not_approved = Some(BookingId(company.booking(customer, tomorrow()).id));
    let mut early = alone;
    early.lines[0].booking = not_approved;
    company.owner.update(RecordKind::Invoice, invoice, 1, &early).refused(ProblemKind::TransitionNotAllowed);
}

#[test]
fn an_invoice_issued_by_many_at_once_gets_one_number() {
    let company = Company::fresh("issuing");
    let draft = company.invoice(company.approved(company.customer(), tomorrow())).id;
    let clients: Vec<_> = (0..16).map(|_| company.owner.again()).collect();
    let path = format!("/api/invoices/{draft}/issue");
    let answers = race(clients.len(), |place| clients[place].call("POST", &path).version(1).send());
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        answer.refused(ProblemKind::Stale);
    }
    assert_eq!(company.server.count("SELECT value FROM counters WHERE name LIKE 'invoices-%'"), 1);
}

#[test]
fn payments_sent_at_once_never_add_up_to_more_than_is_owed() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let half = payment(&invoice, invoice.facts.totals.total / 2);
    let hands: Vec<_> = (0..12).map(|_| company.owner.again()).collect();
    let answers = race(hands.len(), |place| hands[place].keyed("/api/payments", &half));
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 2);
    assert!(find(company, invoice.id).facts.paid <= invoice.facts.totals.total);
}

#[test]
fn a_payment_is_found_by_its_reference_its_invoice_and_its_customer() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let mut draft = payment(&invoice, 100);
    draft.reference = "Transferencia 8842-XK".into();
    let id = company.owner.keyed("/api/payments", &draft).expect(201).json::<Created>().id;
    let number = invoice.facts.number.unwrap_or_default();
    for q in ["8842", &number, &api_tests::client::escape(&invoice.facts.billed_to.name)] {
        let found: Page<PaymentRow> = company.owner.list_page(RecordKind::Payment, &format!("q={q}"));
        assert!(found.rows.iter().any(|row| row.id == id), "{q}");
    }
}
