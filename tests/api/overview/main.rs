//! The overview of a period, and the search over everything.

use api_tests::{
    Company, client,
    making::{hours_from, payment, tomorrow},
    now,
};
use domain::{
    bookings::{booking::MoveDraft, progress::BookingStatus},
    fleet::vehicle::VehicleStatus,
    money::payment::ReversalDraft,
    overview::{Hit, Overview},
    people::customer::CustomerDraft,
    problem::ProblemKind,
    record::{Created, RecordKind},
    time::{DAY, HOUR},
};

fn overview(person: &api_tests::Client, query: &str) -> Overview {
    person.get(&format!("/api/overview?{query}")).expect(200).json()
}

fn bookings(of: &Overview, status: BookingStatus) -> i64 {
    of.bookings.iter().find(|counted| counted.status == status).map_or(0, |counted| counted.count)
}

/// The UTC date so many days from now; with a margin of days around it no zone matters.
fn day(ahead: i64) -> String {
    domain::time::Instant(now() + ahead * DAY).utc_date().map(|date| date.to_string()).unwrap_or_default()
}

#[test]
fn a_period_is_told_from_its_records() {
    let company = Company::fresh("overview");
    let contact = company.contact();
    let trip = company.trip(contact.customer, hours_from(now() + HOUR / 60, 1));
    let done = company.completed(contact.customer);
    let _ = company.booking(contact.customer, tomorrow());
    let invoice = company.issued(contact.customer);
    company.owner.keyed(&format!("/api/invoices/{}/payments", invoice.id), &payment(1_000)).expect(201);

    let around = overview(&company.owner, &format!("from={}&to={}", day(-7), day(7)));
    assert_eq!((around.currency.as_str(), around.drivers, around.customers, around.waiting), ("EUR", 2, 1, 1));
    let active = around.vehicles.iter().find(|counted| counted.status == VehicleStatus::Active);
    assert_eq!(active.map(|counted| counted.count), Some(2));
    let states =
        [BookingStatus::New, BookingStatus::Approved, BookingStatus::Completed].map(|status| bookings(&around, status));
    assert_eq!(states, [1, 2, 1]);
    assert!(around.today.iter().any(|today| today.logbook == trip.logbook));
    assert!(!around.today.iter().any(|today| today.logbook == done.logbook), "a trip that ended yesterday");
    assert_eq!(around.ranking.len(), 2);

    assert_eq!(around.months.len(), 12);
    let sums = |of: fn(&domain::overview::Month) -> i64| around.months.iter().map(of).sum::<i64>();
    assert_eq!((sums(|month| month.invoiced), sums(|month| month.collected)), (invoice.facts.totals.total, 1_000));
    assert_eq!(around.open_balance, Some(invoice.facts.totals.total - 1_000));
    assert_eq!(around.overdue_balance, Some(0));

    let before = overview(&company.owner, "from=2020-01-01&to=2020-12-31");
    assert_eq!(before.bookings.iter().map(|counted| counted.count).sum::<i64>(), 0);
    assert_eq!((before.months[0].month.as_str(), before.months[11].month.as_str()), ("2020-01", "2020-12"));
}

#[test]
fn what_is_cancelled_or_reversed_counts_for_nothing() {
    let company = Company::fresh("turnover");
    let customer = company.customer();
    let (kept, cancelled) = (company.issued(customer), company.issued(customer));
    let paid: Created =
        company.owner.keyed(&format!("/api/invoices/{}/payments", kept.id), &payment(700)).expect(201).json();
    let sums = || {
        let months = overview(&company.owner, "").months;
        (
            months.iter().map(|month| month.invoiced).sum::<i64>(),
            months.iter().map(|month| month.collected).sum::<i64>(),
        )
    };
    assert_eq!(sums(), (kept.facts.totals.total + cancelled.facts.totals.total, 700));
    let reason = MoveDraft { amount: None, reason: "Twice".into() };
    company.owner.act(&format!("/api/invoices/{}/cancel", cancelled.id), cancelled.version, &reason).done();
    let reversal = ReversalDraft { reason: "Typed twice".into() };
    company.owner.keyed(&format!("/api/payments/{}/reverse", paid.id), &reversal).expect(201);
    assert_eq!(sums(), (kept.facts.totals.total, 0));
}

#[test]
fn money_is_only_for_those_who_may_see_it() {
    let company = Company::shared();
    let _ = company.issued(company.customer());
    let seen = overview(&company.hand("dispatcher"), "");
    assert!(seen.months.is_empty());
    assert_eq!((seen.open_balance, seen.overdue_balance), (None, None));
    assert!(overview(&company.hand("viewer"), "").open_balance.is_some());
    company.hand("driver").get("/api/overview").refused(ProblemKind::NotAllowed);
}

#[test]
fn impossible_periods_are_refused_by_name() {
    let company = Company::shared();
    for (query, field) in [
        ("from=yesterday", "from"),
        ("from=2026-02-30", "from"),
        ("from=2026-03-01&to=2026-02-01", "to"),
        ("from=2020-01-01&to=2026-01-01", "to"),
        ("until=2026-01-01", "until"),
    ] {
        let problem = company.owner.get(&format!("/api/overview?{query}")).refused(ProblemKind::MalformedQuery);
        assert_eq!(problem.errors[0].field, field, "{query}");
    }
}

fn hits(person: &api_tests::Client, q: &str) -> Vec<(RecordKind, i64)> {
    let hits: Vec<Hit> = person.get(&format!("/api/search?q={}", client::escape(q))).expect(200).json();
    hits.into_iter().map(|hit| (hit.kind, hit.id)).collect()
}

#[test]
fn a_search_finds_every_kind_one_may_see_by_the_beginnings_of_words() {
    let company = Company::shared();
    let draft = CustomerDraft { company: "Bodegas Zurbarán".into(), ..company.customer_draft() };
    let customer = company.owner.create(RecordKind::Customer, &draft).id;
    let booking = company.booking(customer, tomorrow()).id;
    let invoice = company.issued(customer).id;
    let found = hits(&company.owner, "bodeg zurbaran");
    for hit in [(RecordKind::Customer, customer), (RecordKind::Booking, booking), (RecordKind::Invoice, invoice)] {
        assert!(found.contains(&hit), "{hit:?} in {found:?}");
    }
    let dispatchers = hits(&company.hand("dispatcher"), "zurb");
    assert!(dispatchers.contains(&(RecordKind::Customer, customer)));
    assert!(!dispatchers.iter().any(|(kind, _)| *kind == RecordKind::Invoice));
    let workshops = hits(&company.hand("workshop"), "zurb");
    assert!(!workshops.iter().any(|(kind, _)| *kind == RecordKind::Customer));
    assert_eq!(hits(&company.owner, ""), []);
    assert_eq!(hits(&company.owner, "%"), []);
}

#[test]
fn a_driver_finds_only_their_own_trips() {
    let company = Company::shared();
    let trip = company.trip(company.customer(), tomorrow());
    let other = company.trip(company.customer(), tomorrow());
    let driver = company.invite_staff(trip.driver.staff);
    let mine = hits(&driver, "transfer");
    assert!(mine.contains(&(RecordKind::Booking, trip.booking)));
    assert!(!mine.contains(&(RecordKind::Booking, other.booking)));
}

#[test]
fn a_kind_shows_five_hits_at_most() {
    let company = Company::shared();
    for number in 0..7 {
        let draft = CustomerDraft { company: format!("Xilófonos {number}"), ..company.customer_draft() };
        company.owner.create(RecordKind::Customer, &draft);
    }
    assert_eq!(hits(&company.owner, "xilo").len(), 5);
}
