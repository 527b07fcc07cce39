//! An invoice over several bookings: each on at most one that is live, whoever presses first.

use super::{find, issue};
use api_tests::{
    Answer, Company, client,
    making::{self, AMOUNT, tomorrow},
    race,
};
use domain::{
    bookings::booking::{Booking, BookingDraft, BookingRow, TransitionDraft},
    history::HistoryEntry,
    id::{BookingId, CustomerId},
    list::Page,
    money::invoice::{InvoiceDraft, InvoiceLine, InvoiceRow, InvoiceStatus, PortalInvoiceRow, bookings},
    problem::ProblemKind,
    record::{Created, RecordKind},
    settings::NamedTaxRate,
};

fn line(booking: i64) -> InvoiceLine {
    InvoiceLine::of_booking(BookingId(booking), "Transfer", AMOUNT, NamedTaxRate::default())
}

fn over(customer: i64, all: &[i64]) -> InvoiceDraft {
    InvoiceDraft {
        customer: Some(CustomerId(customer)),
        lines: all.iter().copied().map(line).collect(),
        ..InvoiceDraft::default()
    }
}

/// So many approved bookings of the customer.
fn approved(company: &Company, customer: i64, many: usize) -> Vec<i64> {
    (0..many).map(|_| company.approved(customer, tomorrow())).collect()
}

fn booking(company: &Company, id: i64) -> Booking {
    company.owner.find(RecordKind::Booking, id)
}

fn create(company: &Company, customer: i64, all: &[i64]) -> i64 {
    company.owner.create(RecordKind::Invoice, &over(customer, all)).id
}

fn cancel(company: &Company, invoice: i64) -> Answer {
    let draft = TransitionDraft { reason: "Wrong address".into(), ..TransitionDraft::default() };
    let path = format!("/api/invoices/{invoice}/cancel");
    company.owner.act(&path, making::version(&company.owner, RecordKind::Invoice, invoice), &draft)
}

/// Those of the customer that wait for an invoice.
fn waiting(company: &Company, customer: i64) -> Vec<i64> {
    let rows: Vec<BookingRow> =
        company.owner.rows(RecordKind::Booking, &format!("customer={customer}&to_invoice=true"));
    let mut ids: Vec<i64> = rows.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

fn sorted(mut ids: Vec<i64>) -> Vec<i64> {
    ids.sort_unstable();
    ids
}

#[test]
fn several_bookings_share_an_invoice_until_it_is_cancelled_and_all_are_free_again() {
    let company = Company::shared();
    let contact = company.contact();
    let customer = contact.customer;
    let all = approved(company, customer, 4);
    let [first, second, third, other] = all[..] else { panic!("four") };
    let invoice = create(company, customer, &[first, second, third]);
    assert_eq!(waiting(company, customer), [other]);
    let numbers: Vec<String> = [first, second, third].iter().map(|id| booking(company, *id).facts.number).collect();
    for id in [first, second, third] {
        assert_eq!(booking(company, id).facts.invoice.map(|link| link.id), Some(invoice));
        let rows: Vec<InvoiceRow> = company.owner.rows(RecordKind::Invoice, &format!("booking={id}"));
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [invoice]);
        assert_eq!(rows[0].booking_numbers, numbers.join(", "));
    }
    for number in &numbers {
        let rows: Vec<InvoiceRow> = company.owner.rows(RecordKind::Invoice, &format!("q={number}"));
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [invoice], "{number}");
    }
    issue(company, invoice).done();
    let issued = find(company, invoice);
    assert_eq!(issued.facts.bookings.iter().map(|one| one.number.clone()).collect::<Vec<_>>(), numbers);
    let seen: Page<PortalInvoiceRow> = contact.portal.get("/api/portal/invoices").expect(200).json();
    assert_eq!(seen.rows.len(), 1);
    let of_portal: domain::bookings::booking::PortalBooking =
        contact.portal.get(&format!("/api/portal/bookings/{second}")).expect(200).json();
    assert_eq!(of_portal.invoice.map(|link| link.id), Some(invoice));

    // Its amount is fixed, whichever of them it is.
    let kept = booking(company, third);
    let dearer = BookingDraft { amount: Some(AMOUNT + 1), ..kept.fields };
    assert_eq!(company.owner.update(RecordKind::Booking, third, kept.version, &dearer).fields(), ["amount"]);

    cancel(company, invoice).done();
    assert_eq!(waiting(company, customer), sorted(all));
    // What it was for stays to be seen.
    assert_eq!(find(company, invoice).facts.bookings, issued.facts.bookings);
    assert_eq!(booking(company, first).facts.invoice.map(|link| link.status), Some(InvoiceStatus::Cancelled));
    let again = create(company, customer, &[first, other]);
    assert_eq!(booking(company, first).facts.invoice.map(|link| link.id), Some(again));
}

#[test]
fn a_booking_that_is_on_another_invoice_is_named_with_it_at_its_line() {
    let company = Company::shared();
    let customer = company.customer();
    let all = approved(company, customer, 3);
    let taken = create(company, customer, &all[1..]);
    let refused = |draft: &InvoiceDraft| {
        let answer = company.owner.try_create(RecordKind::Invoice, draft);
        let problem = answer.refused(ProblemKind::AlreadyDone);
        assert_eq!(problem.obstacles.iter().map(|one| one.id).collect::<Vec<_>>(), [Some(taken)]);
        problem.errors
    };
    let errors = refused(&over(customer, &all));
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["lines.1.booking", "lines.2.booking"]);
    issue(company, taken).done();
    let number = find(company, taken).facts.number.unwrap_or_default();
    for (error, id) in refused(&over(customer, &all)).iter().zip(&all[1..]) {
        let of = booking(company, *id).facts.number;
        assert!(error.message.contains(&of) && error.message.contains(&number), "{}", error.message);
    }
    // Nothing of it was kept.
    assert_eq!(waiting(company, customer), [all[0]]);
    // Drafting for one alone says the same.
    let path = format!("/api/bookings/{}/invoice", all[1]);
    let problem = company.owner.call("POST", &path).key(&client::key()).send().refused(ProblemKind::AlreadyDone);
    assert_eq!(problem.obstacles.first().and_then(|one| one.id), Some(taken));
}

#[test]
fn only_the_customers_own_bookings_are_billed_once_they_are_approved() {
    let company = Company::shared();
    let customer = company.customer();
    let good = company.approved(customer, tomorrow());
    let send = |id: i64| company.owner.try_create(RecordKind::Invoice, &over(customer, &[good, id]));
    for id in [company.approved(company.customer(), tomorrow()), 4_242_424_242] {
        let answer = send(id);
        let _ = answer.refused(ProblemKind::Invalid);
        assert_eq!(answer.fields(), ["lines.1.booking"]);
    }
    let new = company.booking(customer, tomorrow()).id;
    let cancelled = company.approved(customer, tomorrow());
    let version = making::version(&company.owner, RecordKind::Booking, cancelled);
    company.owner.act(&format!("/api/bookings/{cancelled}/cancel"), version, &TransitionDraft::default()).done();
    for id in [new, cancelled] {
        let number = booking(company, id).facts.number;
        let problem = send(id).refused(ProblemKind::TransitionNotAllowed);
        let [error] = &problem.errors[..] else { panic!("{problem:?}") };
        assert_eq!(error.field, "lines.1.booking");
        assert!(error.message.contains(&number), "{}", error.message);
    }
    assert_eq!(waiting(company, customer), [good]);
}

#[test]
fn a_draft_gives_back_and_takes_bookings_with_its_lines_and_history_says_so() {
    let company = Company::shared();
    let customer = company.customer();
    let all = approved(company, customer, 4);
    let invoice = create(company, customer, &all[..2]);
    let kept = find(company, invoice);
    // Two lines may be for the same one.
    let draft = InvoiceDraft { lines: vec![line(all[1]), line(all[2]), line(all[1])], ..kept.fields.clone() };
    company.owner.update(RecordKind::Invoice, invoice, kept.version, &draft).done();
    assert_eq!(waiting(company, customer), sorted(vec![all[0], all[3]]));
    let history: Vec<HistoryEntry> = company.owner.get(&format!("/api/invoices/{invoice}/history")).expect(200).json();
    let lines = history[0].changes.iter().find(|change| change.field == "lines").expect("the lines changed");
    let of = |value: &serde_json::Value| {
        bookings(&serde_json::from_value::<Vec<InvoiceLine>>(value.clone()).expect("lines"))
    };
    assert_eq!(of(&lines.before), [BookingId(all[0]), BookingId(all[1])]);
    assert_eq!(of(&lines.after), [BookingId(all[1]), BookingId(all[2])]);

    // One that is refused changes nothing.
    let other = create(company, customer, &[all[0]]);
    let kept = find(company, invoice);
    let greedy = InvoiceDraft { lines: all.iter().copied().map(line).collect(), ..kept.fields.clone() };
    let refused = company.owner.update(RecordKind::Invoice, invoice, kept.version, &greedy);
    let problem = refused.refused(ProblemKind::AlreadyDone);
    assert_eq!((problem.obstacles[0].id, problem.errors[0].field.as_str()), (Some(other), "lines.0.booking"));
    assert_eq!(find(company, invoice), kept);
    assert_eq!(waiting(company, customer), [all[3]]);

    // Deleted, it leaves all of them.
    company.owner.call("DELETE", &format!("/api/invoices/{invoice}")).version(kept.version).send().done();
    assert_eq!(waiting(company, customer), sorted(vec![all[1], all[2], all[3]]));
}

#[test]
fn cancelling_one_booking_cancels_their_invoice_and_frees_the_others() {
    let company = Company::shared();
    let customer = company.customer();
    let all = approved(company, customer, 3);
    let invoice = create(company, customer, &all);
    let version = making::version(&company.owner, RecordKind::Booking, all[1]);
    let draft = TransitionDraft { reason: "Rain".into(), ..TransitionDraft::default() };
    company.owner.act(&format!("/api/bookings/{}/cancel", all[1]), version, &draft).done();
    assert_eq!(find(company, invoice).facts.status, InvoiceStatus::Cancelled);
    assert_eq!(waiting(company, customer), sorted(vec![all[0], all[2]]));

    let paid = create(company, customer, &[all[0], all[2]]);
    issue(company, paid).done();
    company.pay(paid, 100).expect(201);
    for id in [all[0], all[2]] {
        let version = making::version(&company.owner, RecordKind::Booking, id);
        let _ = company
            .owner
            .act(&format!("/api/bookings/{id}/cancel"), version, &draft)
            .refused(ProblemKind::TransitionNotAllowed);
    }
}

#[test]
fn a_booking_on_an_invoice_stays_its_customers_and_is_not_deleted() {
    let company = Company::shared();
    let customer = company.customer();
    let all = approved(company, customer, 2);
    let invoice = create(company, customer, &all);
    let kept = booking(company, all[1]);
    let moved = BookingDraft { customer: Some(CustomerId(company.customer())), ..kept.fields };
    assert_eq!(company.owner.update(RecordKind::Booking, all[1], kept.version, &moved).fields(), ["customer"]);
    let delete = company.owner.call("DELETE", &format!("/api/bookings/{}", all[1])).version(kept.version).send();
    let obstacles = delete.refused(ProblemKind::StillReferred).obstacles;
    assert!(obstacles.iter().any(|one| one.kind == "invoices" && one.id == Some(invoice)), "{obstacles:?}");
}

#[test]
fn of_forty_who_take_overlapping_bookings_at_once_each_booking_has_one_winner() {
    let company = Company::fresh("billing");
    let customer = company.customer();
    let all = approved(&company, customer, 15);
    let hands: Vec<_> = (0..40).map(|_| company.owner.again()).collect();
    // Twenty take the first ten, twenty the last ten: five are in both.
    let answers = race(hands.len(), |place| {
        let set = if place % 2 == 0 { &all[..10] } else { &all[5..] };
        hands[place].try_create(RecordKind::Invoice, &over(customer, set))
    });
    let won: Vec<i64> =
        answers.iter().filter(|answer| answer.status == 201).map(|answer| answer.json::<Created>().id).collect();
    let [winner] = won[..] else { panic!("{won:?} won") };
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        let problem = answer.refused(ProblemKind::AlreadyDone);
        assert_eq!(problem.obstacles.iter().map(|one| one.id).collect::<Vec<_>>(), [Some(winner)]);
        assert!(problem.errors.iter().all(|error| error.field.ends_with(".booking")), "{:?}", problem.errors);
    }
    assert_eq!(company.server.count("SELECT count(*) FROM invoices"), 1);
    assert_eq!(company.server.count("SELECT count(*) FROM invoice_bookings"), 10);
    assert_eq!(company.server.count("SELECT count(*) FROM bookings WHERE invoice IS NOT NULL"), 10);

    // Neighbours in a ring of five threes: of those that touch, one stands.
    let free = waiting(&company, customer);
    let answers = race(40, |place| {
        let set: Vec<i64> = (0..3).map(|step| free[(place + step) % free.len()]).collect();
        hands[place].try_create(RecordKind::Invoice, &over(customer, &set))
    });
    let won = i64::try_from(answers.iter().filter(|answer| answer.status == 201).count()).unwrap_or_default();
    assert!(won >= 1);
    assert_eq!(company.server.count("SELECT count(*) FROM invoice_bookings"), 10 + 3 * won);
    assert_eq!(company.server.count("SELECT count(*) FROM bookings WHERE invoice IS NOT NULL"), 10 + 3 * won);
    let apart = "SELECT count(*) FROM (SELECT booking FROM invoice_bookings GROUP BY booking HAVING count(*) > 1)";
    assert_eq!(company.server.count(apart), 0);
}

#[test]
fn a_booking_that_moves_to_another_customer_while_it_is_billed_goes_one_way() {
    let company = Company::shared();
    let (customer, other) = (company.customer(), company.customer());
    let id = company.approved(customer, tomorrow());
    let kept = booking(company, id);
    let moved = BookingDraft { customer: Some(CustomerId(other)), ..kept.fields };
    let hands: Vec<_> = (0..40).map(|_| company.owner.again()).collect();
    let _ = race(hands.len(), |place| {
        if place % 2 == 0 {
            hands[place].update(RecordKind::Booking, id, kept.version, &moved)
        } else {
            hands[place].try_create(RecordKind::Invoice, &over(customer, &[id]))
        }
    });
    let now = booking(company, id);
    let billed = now.facts.invoice.is_some();
    assert_eq!(now.fields.customer, Some(CustomerId(if billed { customer } else { other })));
}

#[test]
fn fifty_bookings_cost_as_many_statements_as_two() {
    let company = Company::shared();
    let customer = company.customer();
    let cost = |many: usize| {
        let all = approved(company, customer, many);
        let answer = company.owner.try_create(RecordKind::Invoice, &over(customer, &all)).expect(201);
        let id = answer.json::<Created>().id;
        let read = company.owner.get(&format!("/api/invoices/{id}")).expect(200);
        (answer.cost().statements, read.cost().statements, issue(company, id).done().cost().statements)
    };
    assert_eq!(cost(2), cost(50));
}
