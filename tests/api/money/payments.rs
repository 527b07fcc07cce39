//! Payments: never more than is owed, never edited, reversed by a row of their own.

use super::find;
use api_tests::{
    Company,
    making::{payment, tomorrow},
    now,
};
use domain::{
    list::Page,
    money::{
        invoice::{InvoiceStatus, PortalInvoiceRow},
        payment::{PaymentDraft, PaymentMethod, PaymentRow, ReversalDraft},
    },
    problem::ProblemKind,
    record::{Created, RecordKind},
    time::{DAY, Instant},
};

fn pay(company: &Company, invoice: i64, draft: &PaymentDraft) -> api_tests::Answer {
    company.owner.keyed(&format!("/api/invoices/{invoice}/payments"), draft)
}

#[test]
fn partial_payments_add_up_to_the_total_and_not_beyond() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let total = invoice.facts.totals.total;
    pay(company, invoice.id, &payment(total - 1)).expect(201);
    assert_eq!(find(company, invoice.id).facts.status, InvoiceStatus::PartlyPaid);
    assert_eq!(pay(company, invoice.id, &payment(2)).fields(), ["amount"]);
    pay(company, invoice.id, &payment(1)).expect(201);
    let paid = find(company, invoice.id);
    assert_eq!((paid.facts.status, paid.facts.paid, paid.facts.balance), (InvoiceStatus::Paid, total, 0));
    assert_eq!(pay(company, invoice.id, &payment(1)).fields(), ["amount"]);
}

#[test]
fn amounts_that_are_none_are_refused() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    for amount in [0, -100, i64::MAX] {
        assert_eq!(pay(company, invoice.id, &payment(amount)).fields(), ["amount"]);
    }
    let undated = PaymentDraft { at: None, ..payment(100) };
    assert_eq!(pay(company, invoice.id, &undated).fields(), ["at"]);
    let online = PaymentDraft { method: PaymentMethod::Online, ..payment(100) };
    assert_eq!(pay(company, invoice.id, &online).fields(), ["method"]);
    assert_eq!(find(company, invoice.id).facts.paid, 0);
}

#[test]
fn a_draft_and_a_cancelled_invoice_take_no_payment() {
    let company = Company::shared();
    let draft = company.invoice(company.approved(company.customer(), tomorrow()));
    pay(company, draft.id, &payment(100)).refused(ProblemKind::TransitionNotAllowed);
    let invoice = company.issued(company.customer());
    let reason = domain::bookings::booking::TransitionDraft { reason: "Wrong".into(), ..Default::default() };
    company.owner.act(&format!("/api/invoices/{}/cancel", invoice.id), invoice.version, &reason).done();
    pay(company, invoice.id, &payment(100)).refused(ProblemKind::TransitionNotAllowed);
    pay(company, 4_503_599_627_370_495, &payment(100)).refused(ProblemKind::NotFound);
}

#[test]
fn a_reversal_takes_the_payment_back_and_both_stay_visible() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let paid: Created = pay(company, invoice.id, &payment(1_000)).expect(201).json();
    let reverse = |id: i64, reason: &str| {
        company.owner.keyed(&format!("/api/payments/{id}/reverse"), &ReversalDraft { reason: reason.into() })
    };
    assert_eq!(reverse(paid.id, "").fields(), ["reason"]);
    let reversal: Created = reverse(paid.id, "typed twice").expect(201).json();
    let now_is = find(company, invoice.id);
    assert_eq!((now_is.facts.paid, now_is.facts.status), (0, InvoiceStatus::Issued));
    let shown: Vec<_> = now_is.facts.payments.iter().map(|p| (p.amount, p.reversed, p.reverses)).collect();
    assert_eq!(shown, [(1_000, true, None), (-1_000, false, Some(paid.id))]);
    reverse(paid.id, "again").refused(ProblemKind::AlreadyDone);
    reverse(reversal.id, "back").refused(ProblemKind::TransitionNotAllowed);
}

#[test]
fn an_invoice_with_payments_is_not_cancelled() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    pay(company, invoice.id, &payment(100)).expect(201);
    let reason = domain::bookings::booking::TransitionDraft { reason: "Wrong".into(), ..Default::default() };
    let version = find(company, invoice.id).version;
    let refused = company.owner.act(&format!("/api/invoices/{}/cancel", invoice.id), version, &reason);
    assert!(!refused.refused(ProblemKind::TransitionNotAllowed).detail.is_empty());
}

#[test]
fn payments_are_listed_by_invoice_and_time() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    for days in 1..=3 {
        let draft = PaymentDraft { at: Some(Instant(now() - days * domain::time::DAY)), ..payment(100 * days) };
        pay(company, invoice.id, &draft).expect(201);
    }
    let rows: Vec<PaymentRow> = company.owner.rows(RecordKind::Payment, &format!("invoice={}", invoice.id));
    assert_eq!(rows.iter().map(|row| row.amount).collect::<Vec<_>>(), [100, 200, 300]);
    assert!(rows.iter().all(|row| Some(&row.invoice_number) == invoice.facts.number.as_ref() && row.currency == "EUR"));
}

#[test]
fn the_customer_sees_what_was_paid_and_not_who_took_it() {
    let company = Company::shared();
    let contact = company.contact();
    let invoice = company.issued(contact.customer);
    pay(company, invoice.id, &payment(500)).expect(201);
    let rows: Page<PortalInvoiceRow> = contact.portal.get("/api/portal/invoices").expect(200).json();
    assert_eq!(rows.rows.iter().map(|row| (row.id, row.paid)).collect::<Vec<_>>(), [(invoice.id, 500)]);
    let shown = contact.portal.get(&format!("/api/portal/invoices/{}", invoice.id)).expect(200);
    assert!(!shown.body.contains("Olga Vega"), "{}", shown.excerpt());
}

#[test]
fn a_payment_of_tomorrow_is_refused_and_one_long_before_its_invoice_is_asked_about() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let on = |days: i64| PaymentDraft { at: Some(Instant(now() + days * DAY)), ..payment(100) };
    for days in [1, 365] {
        let refused = pay(company, invoice.id, &on(days));
        assert_eq!(refused.fields(), ["at"]);
        let message = &refused.problem().errors[0].message;
        assert!(message.starts_with("A payment can't be in the future; it is "), "{message}");
    }
    let asked = pay(company, invoice.id, &on(-60)).refused(ProblemKind::WarningsUnconfirmed);
    assert!(asked.detail.contains("before the invoice was issued"), "{asked:?}");
    assert_eq!(asked.obstacles.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["paid_before_issue"]);
    assert_eq!(find(company, invoice.id).facts.paid, 0, "nothing is kept while it is asked");
    let despite = format!("/api/invoices/{}/payments?despite_warnings=true", invoice.id);
    company.owner.keyed(&despite, &on(-60)).expect(201);
    // Money in advance is usual.
    pay(company, invoice.id, &on(-10)).expect(201);
    assert_eq!(company.owner.keyed(&despite, &on(1)).fields(), ["at"], "the future stays refused");
    assert_eq!(find(company, invoice.id).facts.paid, 200);
}

#[test]
fn paying_too_much_is_refused_with_what_is_open() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let total = invoice.facts.totals.total;
    pay(company, invoice.id, &payment(total - 1_234)).expect(201);
    let message = |answer: api_tests::Answer| answer.problem().errors[0].message.clone();
    let over = message(pay(company, invoice.id, &payment(1_235)));
    assert!(over.contains("12.34") && over.contains("still open"), "{over}");
    pay(company, invoice.id, &payment(1_234)).expect(201);
    assert_eq!(message(pay(company, invoice.id, &payment(1))), "It is paid: nothing is open.");
}
