//! Payments: never more than is owed, never edited, reversed by a row of their own.

use super::find;
use api_tests::{
    Company,
    making::{payment, tomorrow},
    now,
};
use domain::{
    id::{CustomerId, InvoiceId},
    list::Page,
    money::{
        invoice::{Invoice, InvoiceStatus, PortalInvoiceRow},
        payment::{Payment, PaymentDraft, PaymentMethod, PaymentRow, ReversalDraft},
    },
    notice::Notice,
    problem::ProblemKind,
    record::{Created, RecordKind},
    session::Notification,
    time::{DAY, Instant},
};

fn pay(company: &Company, draft: &PaymentDraft) -> api_tests::Answer {
    company.owner.keyed("/api/payments", draft)
}

/// A payment to several invoices of a customer, each with its share.
fn over(invoices: &[(&Invoice, i64)]) -> PaymentDraft {
    let allocations = invoices.iter().flat_map(|(invoice, amount)| payment(invoice, *amount).allocations).collect();
    PaymentDraft { allocations, ..payment(invoices[0].0, invoices.iter().map(|(_, amount)| amount).sum()) }
}

#[test]
fn partial_payments_add_up_to_the_total_and_not_beyond() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let total = invoice.facts.totals.total;
    pay(company, &payment(&invoice, total - 1)).expect(201);
    assert_eq!(find(company, invoice.id).facts.status, InvoiceStatus::PartlyPaid);
    assert_eq!(pay(company, &payment(&invoice, 2)).fields(), ["allocations.0.amount"]);
    pay(company, &payment(&invoice, 1)).expect(201);
    let paid = find(company, invoice.id);
    assert_eq!((paid.facts.status, paid.facts.paid, paid.facts.balance), (InvoiceStatus::Paid, total, 0));
    assert_eq!(pay(company, &payment(&invoice, 1)).fields(), ["allocations.0.amount"]);
}

#[test]
fn amounts_that_are_none_are_refused() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    for amount in [0, -100, i64::MAX] {
        assert_eq!(pay(company, &payment(&invoice, amount)).fields(), ["amount", "allocations.0.amount"]);
    }
    let undated = PaymentDraft { at: None, ..payment(&invoice, 100) };
    assert_eq!(pay(company, &undated).fields(), ["at"]);
    let online = PaymentDraft { method: PaymentMethod::Online, ..payment(&invoice, 100) };
    assert_eq!(pay(company, &online).fields(), ["method"]);
    assert_eq!(find(company, invoice.id).facts.paid, 0);
}

#[test]
fn a_draft_and_a_cancelled_invoice_take_no_payment() {
    let company = Company::shared();
    let draft = find(company, company.invoice(company.approved(company.customer(), tomorrow())).id);
    pay(company, &payment(&draft, 100)).refused(ProblemKind::TransitionNotAllowed);
    let invoice = company.issued(company.customer());
    let reason = domain::bookings::booking::TransitionDraft { reason: "Wrong".into(), ..Default::default() };
    company.owner.act(&format!("/api/invoices/{}/cancel", invoice.id), invoice.version, &reason).done();
    pay(company, &payment(&invoice, 100)).refused(ProblemKind::TransitionNotAllowed);
    let mut nowhere = payment(&invoice, 100);
    nowhere.allocations[0].invoice = Some(InvoiceId(4_503_599_627_370_495));
    assert_eq!(pay(company, &nowhere).fields(), ["allocations.0.invoice"]);
}

#[test]
fn a_reversal_takes_the_payment_back_and_both_stay_visible() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let paid: Created = pay(company, &payment(&invoice, 1_000)).expect(201).json();
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
    pay(company, &payment(&invoice, 100)).expect(201);
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
        let draft =
            PaymentDraft { at: Some(Instant(now() - days * domain::time::DAY)), ..payment(&invoice, 100 * days) };
        pay(company, &draft).expect(201);
    }
    let rows: Vec<PaymentRow> = company.owner.rows(RecordKind::Payment, &format!("invoice={}", invoice.id));
    assert_eq!(rows.iter().map(|row| row.amount).collect::<Vec<_>>(), [100, 200, 300]);
    assert!(
        rows.iter().all(|row| Some(&row.invoice_numbers) == invoice.facts.number.as_ref() && row.currency == "EUR")
    );
    let of_customer: Vec<PaymentRow> =
        company.owner.rows(RecordKind::Payment, &format!("customer={}", rows[0].customer));
    assert_eq!(of_customer, rows);
}

#[test]
fn one_payment_goes_to_several_invoices_of_a_customer_and_its_reversal_takes_all_back() {
    let company = Company::shared();
    let contact = company.contact();
    let [first, second, third] = [0, 0, 0].map(|_| company.issued(contact.customer));
    let total = first.facts.totals.total;
    let draft = over(&[(&first, total), (&second, total - 10)]);
    let paid: Created = pay(company, &draft).expect(201).json();
    let standing = || {
        [&first, &second, &third].map(|invoice| find(company, invoice.id).facts).map(|facts| (facts.status, facts.paid))
    };
    assert_eq!(
        standing(),
        [(InvoiceStatus::Paid, total), (InvoiceStatus::PartlyPaid, total - 10), (InvoiceStatus::Issued, 0)]
    );
    let kept: Payment = company.owner.find(RecordKind::Payment, paid.id);
    let numbers = [&first, &second].map(|invoice| invoice.facts.number.clone().unwrap_or_default());
    assert_eq!((kept.fields.amount, kept.facts.customer_name), (2 * total - 10, first.facts.billed_to.name.clone()));
    let mut shares: Vec<_> =
        kept.fields.allocations.iter().map(|one| (one.invoice.unwrap_or_default().0, one.amount)).collect();
    shares.sort_unstable();
    let mut expected = [(first.id, total), (second.id, total - 10)];
    expected.sort_unstable();
    assert_eq!(shares, expected);
    let mut named = kept.facts.invoice_numbers.clone();
    named.sort();
    assert_eq!(named, numbers);
    let shown = find(company, second.id).facts.payments;
    assert_eq!(
        shown.iter().map(|one| (one.id, one.amount, one.payment_amount)).collect::<Vec<_>>(),
        [(paid.id, total - 10, 2 * total - 10)]
    );
    for invoice in [&first, &second] {
        let rows: Vec<PaymentRow> = company.owner.rows(RecordKind::Payment, &format!("invoice={}", invoice.id));
        assert_eq!(rows.iter().map(|row| (row.id, row.amount)).collect::<Vec<_>>(), [(paid.id, 2 * total - 10)]);
        assert!(numbers.iter().all(|number| rows[0].invoice_numbers.contains(number)), "{}", rows[0].invoice_numbers);
    }
    // The customer is told once.
    let told: Vec<Notification> = contact.portal.get("/api/portal/notifications").expect(200).json();
    let told: Vec<_> = told.into_iter().filter(|one| one.notice == Notice::PaymentReceived).collect();
    assert_eq!(told.len(), 1);
    assert!(numbers.iter().all(|number| told[0].label.contains(number)), "{}", told[0].label);

    let reversal = ReversalDraft { reason: "Somebody else's".into() };
    let back: Created =
        company.owner.keyed(&format!("/api/payments/{}/reverse", paid.id), &reversal).expect(201).json();
    assert_eq!(standing(), [(InvoiceStatus::Issued, 0); 3]);
    let back: Payment = company.owner.find(RecordKind::Payment, back.id);
    assert_eq!((back.fields.amount, back.fields.allocations.len()), (10 - 2 * total, 2));
}

#[test]
fn what_is_allocated_adds_up_and_fits_each_invoice_or_nothing_is_written() {
    let company = Company::shared();
    let customer = company.customer();
    let [first, second] = [0, 0].map(|_| company.issued(customer));
    let (of_another, total) = (company.issued(company.customer()), first.facts.totals.total);
    let unequal = PaymentDraft { amount: 1_000, ..over(&[(&first, 400), (&second, 500)]) };
    assert_eq!(pay(company, &unequal).fields(), ["allocations"]);
    let twice = over(&[(&first, 400), (&first, 500)]);
    assert_eq!(pay(company, &twice).fields(), ["allocations.1.invoice"]);
    let theirs = over(&[(&first, 400), (&of_another, 500)]);
    assert_eq!(pay(company, &theirs).fields(), ["allocations.1.invoice"]);
    let over_one = pay(company, &over(&[(&first, 400), (&second, total + 1)]));
    assert_eq!(over_one.fields(), ["allocations.1.amount"]);
    let said = over_one.problem().errors[0].message.clone();
    assert!(said.contains(&second.facts.number.clone().unwrap_or_default()) && said.contains("still open"), "{said}");
    let none = PaymentDraft { allocations: Vec::new(), ..payment(&first, 100) };
    assert_eq!(pay(company, &none).fields(), ["allocations"]);
    let nobody = PaymentDraft { customer: Some(CustomerId(4_503_599_627_370_495)), ..payment(&first, 100) };
    assert_eq!(pay(company, &nobody).fields(), ["customer"]);
    for invoice in [&first, &second, &of_another] {
        assert_eq!(find(company, invoice.id).facts.paid, 0);
    }
    assert_eq!(company.owner.rows::<PaymentRow>(RecordKind::Payment, &format!("customer={customer}")), []);
}

/// What the handler asks for is held by the tables, whoever writes to them.
#[test]
fn the_tables_refuse_what_no_payment_may_be() {
    let company = Company::fresh("allocations");
    let [customer, other] = [0, 0].map(|_| company.customer());
    let [first, second] = [0, 0].map(|_| company.issued(customer));
    let of_another = company.issued(other);
    let paid: Created = pay(&company, &over(&[(&first, 400), (&second, 500)])).expect(201).json();
    let company = company.restarted(None, |sql| {
        let insert = "INSERT INTO payments (id, created_at, updated_at, customer, currency, amount, at, method, who) \
            VALUES (1, 0, 0, ?1, 'EUR', 100, 0, 'cash', 'x')";
        sql.execute(insert, [customer]).expect("a payment");
        let allocate = |payment: i64, invoice: i64, amount: i64| {
            let row = "INSERT INTO payment_allocations (payment, invoice, amount) VALUES (?1, ?2, ?3)";
            sql.execute(row, [payment, invoice, amount]).map_err(|error| error.to_string())
        };
        let refused = |rule: &str, outcome: Result<usize, String>| {
            assert!(outcome.as_ref().is_err_and(|said| said.contains(rule)), "{rule}: {outcome:?}");
        };
        refused("invoice_of_other_customer", allocate(1, of_another.id, 100));
        refused("allocated_too_much", allocate(1, first.id, 101));
        refused("allocated_too_much", allocate(1, first.id, -1));
        allocate(1, first.id, 60).expect("a share");
        refused("allocated_too_much", allocate(1, second.id, 41));
        refused("overpaid", {
            let much = "INSERT INTO payments (id, created_at, updated_at, customer, currency, amount, at, method, who) \
                VALUES (2, 0, 0, ?1, 'EUR', 1000000, 0, 'cash', 'x')";
            sql.execute(much, [customer]).expect("a payment");
            allocate(2, first.id, 1_000_000)
        });
        for change in [
            "UPDATE payment_allocations SET amount = 1",
            "DELETE FROM payment_allocations",
            "UPDATE payments SET customer = customer + 1",
            "DELETE FROM payments",
        ] {
            refused("payment_fixed", sql.execute(change, []).map_err(|error| error.to_string()));
        }
    });
    assert_eq!(find(&company, first.id).facts.paid, 460);
    let back = ReversalDraft { reason: "x".into() };
    company.owner.keyed(&format!("/api/payments/{}/reverse", paid.id), &back).expect(201);
    assert_eq!((find(&company, first.id).facts.paid, find(&company, second.id).facts.paid), (60, 0));
}

#[test]
fn payments_over_several_invoices_at_once_pay_each_of_them_at_most_once() {
    let company = Company::fresh("allocations-race");
    let customer = company.customer();
    let invoices = [0, 0, 0].map(|_| company.issued(customer));
    let total = invoices[0].facts.totals.total;
    let hands: Vec<_> = (0..12).map(|_| company.owner.again()).collect();
    let answers = api_tests::race(hands.len(), |place| {
        let (one, other) = (&invoices[place % 3], &invoices[(place + 1) % 3]);
        hands[place].keyed("/api/payments", &over(&[(one, total), (other, total)]))
    });
    // Any two of the three pairs share an invoice.
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        assert!(refused.fields().iter().all(|field| field.ends_with(".amount")), "{}", refused.excerpt());
    }
    let mut paid = invoices.map(|invoice| find(&company, invoice.id).facts.paid);
    paid.sort_unstable();
    assert_eq!(paid, [0, total, total]);
}

#[test]
fn the_customer_sees_what_was_paid_and_not_who_took_it() {
    let company = Company::shared();
    let contact = company.contact();
    let invoice = company.issued(contact.customer);
    pay(company, &payment(&invoice, 500)).expect(201);
    let rows: Page<PortalInvoiceRow> = contact.portal.get("/api/portal/invoices").expect(200).json();
    assert_eq!(rows.rows.iter().map(|row| (row.id, row.paid)).collect::<Vec<_>>(), [(invoice.id, 500)]);
    let shown = contact.portal.get(&format!("/api/portal/invoices/{}", invoice.id)).expect(200);
    assert!(!shown.body.contains("Olga Vega"), "{}", shown.excerpt());
}

#[test]
fn a_payment_of_tomorrow_is_refused_and_one_long_before_its_invoice_is_asked_about() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let on = |days: i64| PaymentDraft { at: Some(Instant(now() + days * DAY)), ..payment(&invoice, 100) };
    for days in [1, 365] {
        let refused = pay(company, &on(days));
        assert_eq!(refused.fields(), ["at"]);
        let message = &refused.problem().errors[0].message;
        assert!(message.starts_with("A payment can't be in the future; it is "), "{message}");
    }
    let asked = pay(company, &on(-60)).refused(ProblemKind::WarningsUnconfirmed);
    assert!(asked.detail.contains("before the invoice was issued"), "{asked:?}");
    assert_eq!(asked.obstacles.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["paid_before_issue"]);
    assert_eq!(find(company, invoice.id).facts.paid, 0, "nothing is kept while it is asked");
    let despite = "/api/payments?despite_warnings=true";
    company.owner.keyed(despite, &on(-60)).expect(201);
    // Money in advance is usual.
    pay(company, &on(-10)).expect(201);
    assert_eq!(company.owner.keyed(despite, &on(1)).fields(), ["at"], "the future stays refused");
    assert_eq!(find(company, invoice.id).facts.paid, 200);
}

#[test]
fn paying_too_much_is_refused_with_what_is_open() {
    let company = Company::shared();
    let invoice = company.issued(company.customer());
    let total = invoice.facts.totals.total;
    pay(company, &payment(&invoice, total - 1_234)).expect(201);
    let message = |answer: api_tests::Answer| answer.problem().errors[0].message.clone();
    let beyond = message(pay(company, &payment(&invoice, 1_235)));
    assert!(beyond.contains("12.34") && beyond.contains("still open"), "{beyond}");
    pay(company, &payment(&invoice, 1_234)).expect(201);
    let number = invoice.facts.number.clone().unwrap_or_default();
    assert_eq!(message(pay(company, &payment(&invoice, 1))), format!("{number} is paid: nothing is open."));
}
