//! The overview of a period, and the search over everything.

use api_tests::{
    Company, client,
    making::{hours_from, payment, tomorrow, version},
    now,
};
use domain::{
    bookings::{booking::TransitionDraft, progress::BookingStatus},
    changes::{Changes, MOST_COUNTED, Waiting},
    fleet::{
        document::{DocumentDraft, DocumentType},
        vehicle::{VehicleDraft, VehicleStatus},
    },
    id::{RoleId, VehicleId},
    money::payment::{PaymentDraft, ReversalDraft},
    overview::{FirstStep, Hit, Overview},
    people::{customer::CustomerDraft, driver::DriverDraft, role::RoleDraft, staff::StaffDraft},
    permission::{Act, Area, Permission},
    problem::ProblemKind,
    record::{Created, RecordKind},
    settings::Company as Settings,
    time::{DAY, Date, HOUR, Instant, MINUTE},
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
    company.pay(invoice.id, 1_000).expect(201);

    let around = overview(&company.owner, &format!("from={}&to={}", day(-7), day(7)));
    assert_eq!((around.currency.as_str(), around.drivers, around.customers, around.waiting), ("EUR", 2, 1, 1));
    let active = around.vehicles.iter().find(|counted| counted.status == VehicleStatus::Active);
    assert_eq!(active.map(|counted| counted.count), Some(2));
    let states =
        [BookingStatus::New, BookingStatus::Approved, BookingStatus::Completed].map(|status| bookings(&around, status));
    assert_eq!(states, [1, 2, 1]);
    assert!(around.today.iter().any(|today| today.logbook == trip.logbook));
    assert!(!around.today.iter().any(|today| today.logbook == done.logbook), "a trip that ended yesterday");
    assert_eq!((around.ranking.ranked.len(), around.ranking.unranked.len()), (0, 2));

    assert_eq!(around.months.len(), 12);
    let sums = |of: fn(&domain::overview::Month) -> i64| around.months.iter().map(of).sum::<i64>();
    assert_eq!((sums(|month| month.invoiced), sums(|month| month.collected)), (invoice.facts.totals.total, 1_000));
    assert_eq!(around.open_balance, Some(invoice.facts.totals.total - 1_000));
    assert_eq!(around.overdue_balance, Some(0));

    let before = overview(&company.owner, "from=2020-01-01&to=2020-12-31");
    assert_eq!(before.bookings.iter().map(|counted| counted.count).sum::<i64>(), 0);
    assert_eq!(before.driving, 0);
    company.step(&trip, "start");
    assert_eq!(
        overview(&company.owner, "from=2020-01-01&to=2020-12-31").driving,
        1,
        "under way now, whatever the period"
    );
    assert_eq!((before.months[0].month.as_str(), before.months[11].month.as_str()), ("2020-01", "2020-12"));
    company.server.sums_hold();
}

#[test]
fn what_asks_for_an_act_is_told_with_since_when_and_the_period_beside_the_one_before() {
    let company = Company::fresh("asks");
    let customer = company.customer();
    let quiet = overview(&company.owner, "");
    assert_eq!((quiet.waiting, quiet.waiting_since, quiet.unassigned, quiet.unassigned_at), (0, None, 0, None));
    assert_eq!((quiet.overdue_since, quiet.unassigned_today.len(), quiet.expiring.len()), (None, 0, 0));

    let before = Instant(now());
    let _ = company.booking(customer, tomorrow());
    let over = company.approved(customer, hours_from(now() - 3 * DAY, 1));
    let next = hours_from(now() + 2 * DAY, 1);
    let _ = company.approved(customer, next);
    let soon = hours_from(now() + MINUTE, 1);
    let today = company.approved(customer, soon);
    let _ = company.trip(customer, tomorrow());
    let told = overview(&company.owner, &format!("from={}&to={}", day(-1), day(4)));
    assert_eq!((told.waiting, told.unassigned, told.unassigned_at), (1, 3, Some(soon.from)));
    assert!(told.waiting_since.is_some_and(|at| at >= before && at.0 <= now()));
    if told.unassigned_today.len() == 1 {
        assert_eq!((told.unassigned_today[0].booking, told.unassigned_today[0].from), (today, soon.from));
    } else {
        // A minute before midnight it is tomorrow's.
        assert!(told.unassigned_today.is_empty(), "{:?}", told.unassigned_today);
    }
    // Six days, and the six before, in which the one lies that is over.
    let all = |of: &[domain::overview::Counted<BookingStatus>]| of.iter().map(|one| one.count).sum::<i64>();
    assert_eq!((all(&told.bookings), all(&told.bookings_before)), (4, 1), "{over} is three days ago");
}

#[test]
fn whoever_sets_up_is_told_which_first_steps_are_done_until_all_are() {
    let company = Company::fresh("steps");
    let done = |person: &api_tests::Client| overview(person, "").first_steps;
    let before = done(&company.owner).expect("no booking yet");
    assert!(!before.contains(&FirstStep::Booking) && !before.contains(&FirstStep::MailAccount), "{before:?}");
    let customer = company.customer();
    let _ = (company.booking(customer, tomorrow()), company.vehicle(), company.driver());
    let after = done(&company.owner).expect("no mail account yet");
    for step in [FirstStep::Vehicle, FirstStep::Driver, FirstStep::Customer, FirstStep::Booking] {
        assert!(after.contains(&step), "{step:?} of {after:?}");
    }
    assert_eq!(done(&company.client_with_role("dispatcher")), None);
}

#[test]
fn what_ends_soon_is_told_soonest_first_and_only_to_who_may_list_it() {
    let company = Company::fresh("ending");
    let (vehicle, driver) = (company.vehicle(), company.driver());
    let date = |days: i64| api_tests::making::day(days);
    let paper = |title: &str, document_type: DocumentType, days: i64| {
        let draft = DocumentDraft {
            vehicle: Some(VehicleId(vehicle)),
            document_type: Some(document_type),
            title: title.into(),
            expires_on: date(days),
            ..DocumentDraft::default()
        };
        company.owner.create(RecordKind::Document, &draft).id
    };
    let inspection = paper("ITV", DocumentType::Inspection, 5);
    let _ = paper("Old policy", DocumentType::Insurance, -5);
    let _ = paper("New policy", DocumentType::Insurance, 200);
    let _ = paper("Far", DocumentType::Permit, 60);
    let licence = DriverDraft { licence_expires_on: date(-3), ..company.driver_draft(driver.staff) };
    company.owner.update(RecordKind::Driver, driver.id, 1, &licence).done();
    let told = |person: &api_tests::Client| -> Vec<(RecordKind, i64)> {
        overview(person, "").expiring.into_iter().map(|one| (one.kind, one.id)).collect()
    };
    assert_eq!(told(&company.owner), [(RecordKind::Driver, driver.id), (RecordKind::Document, inspection)]);
    let only = |areas: &[Area]| {
        let permissions = areas.iter().map(|area| Permission::In(*area, Act::View)).collect();
        let role = RoleDraft { name: format!("Sees {}", api_tests::unique()), permissions, ..RoleDraft::default() };
        let role = RoleId(company.owner.create(RecordKind::Role, &role).id);
        let draft = StaffDraft { roles: vec![role], ..company.staff_draft("viewer") };
        company.invite_staff(company.owner.create(RecordKind::Staff, &draft).id)
    };
    assert_eq!(told(&only(&[Area::Bookings, Area::Fleet])), [(RecordKind::Document, inspection)]);
    assert_eq!(told(&only(&[Area::Bookings, Area::People])), [(RecordKind::Driver, driver.id)]);
    assert_eq!(told(&only(&[Area::Bookings])), []);
}

fn changes(person: &client::Client, since: Option<i64>) -> Changes {
    let query = since.map(|since| format!("?since={since}")).unwrap_or_default();
    person.get(&format!("/api/changes{query}")).expect(200).json()
}

fn count(of: &Changes, what: Waiting) -> Option<i64> {
    of.waiting.iter().find(|waits| waits.what == what).map(|waits| waits.count)
}

#[test]
fn an_open_window_learns_what_others_changed_and_what_waits() {
    let company = Company::fresh("changes");
    let customer = company.customer();
    let driver = company.invite_staff(company.driver().staff);
    let first = changes(&company.owner, None);
    assert!(first.at > 0 && first.kinds.is_empty(), "{first:?}");
    assert_eq!(count(&first, Waiting::ToAnswer), Some(0));

    let _ = company.booking(customer, tomorrow());
    let _ = company.approved(customer, tomorrow());
    let next = changes(&company.owner, Some(first.at));
    assert_eq!(next.kinds, [RecordKind::Booking]);
    assert_eq!(
        [Waiting::ToAnswer, Waiting::Unassigned, Waiting::Upcoming].map(|what| count(&next, what)),
        [Some(1), Some(1), Some(2)]
    );
    assert_eq!(changes(&company.owner, Some(next.at)), Changes { kinds: Vec::new(), ..next.clone() });

    let _ = company.owner.create(RecordKind::Customer, &company.customer_draft());
    assert_eq!(changes(&company.owner, Some(next.at)).kinds, [RecordKind::Customer]);
    let seen = changes(&driver, Some(next.at));
    assert_eq!(
        (seen.kinds.as_slice(), seen.waiting.as_slice()),
        (&[][..], &[][..]),
        "who sees no customers learns nothing"
    );
    let refused = driver.get("/api/changes?since=x").refused(ProblemKind::MalformedQuery);
    assert_eq!(refused.errors[0].field, "since");
}

#[test]
fn what_waits_is_counted_up_to_a_hundred_and_no_further() {
    let company = Company::fresh("waiting");
    let customer = company.customer();
    let company = company.restarted(None, |sql| {
        let rows = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO bookings (id, \
            created_at, updated_at, number, status, customer, subject, pickup_address, pickup_at, delivery_address, ends_at, \
            phone) SELECT 1000000 + i, i, i, printf('BK-2025-%05d', i), 'new', ?, 'x', 'A', 4000000000000 + i, 'B', \
            4000003600000 + i, '600' FROM n";
        sql.execute(rows, [customer]).expect("it is written");
    });
    let answer = company.owner.get("/api/changes").expect(200);
    let cost = answer.cost();
    let told: Changes = answer.json();
    assert_eq!([Waiting::ToAnswer, Waiting::Upcoming].map(|what| count(&told, what)), [Some(MOST_COUNTED); 2]);
    assert!(cost.statements <= 2 && cost.rows_read <= 4 * MOST_COUNTED, "{cost:?}");
}

#[test]
fn the_sums_follow_every_change() {
    let company = Company::fresh("sums");
    let owner = &company.owner;
    let customer = company.customer();
    let act = |path: String| {
        owner.call("POST", &path).version(version(owner, path_kind(&path), path_id(&path))).send().done()
    };
    let cancel = TransitionDraft { reason: "Twice".into(), ..TransitionDraft::default() };
    let checked = |what: &str| {
        println!("{what}");
        company.server.sums_hold();
    };

    let booking = company.booking(customer, tomorrow());
    let later = company.booking_draft(customer, hours_from(now() + 9 * DAY, 3));
    owner.update(RecordKind::Booking, booking.id, booking.version, &later).done();
    checked("a booking of another day");
    let at = version(owner, RecordKind::Booking, booking.id);
    owner.act(&format!("/api/bookings/{}/cancel", booking.id), at, &cancel).done();
    checked("a cancelled booking");
    act(format!("/api/bookings/{}/archive", booking.id));
    checked("an archived booking");
    act(format!("/api/bookings/{}/restore", booking.id));
    checked("a restored booking");
    let _ = company.completed(customer);
    let rejected = company.booking(customer, tomorrow());
    owner.act(&format!("/api/bookings/{}/reject", rejected.id), rejected.version, &cancel).done();
    checked("a completed and a rejected booking");

    let (paid, cancelled) = (company.issued(customer), company.issued(customer));
    checked("issued invoices");
    let total = paid.facts.totals.total;
    let pay = |amount| -> Created { company.pay(paid.id, amount).expect(201).json() };
    let _ = pay(700);
    checked("a part of one");
    let rest = pay(total - 700);
    checked("all of it");
    let reversal = ReversalDraft { reason: "Typed twice".into() };
    owner.keyed(&format!("/api/payments/{}/reverse", rest.id), &reversal).expect(201);
    checked("a reversed payment");
    owner.act(&format!("/api/invoices/{}/cancel", cancelled.id), cancelled.version, &cancel).done();
    checked("a cancelled invoice");
    let billed = company.approved(customer, tomorrow());
    let draft = company.invoice(billed);
    owner.call("POST", &format!("/api/invoices/{}/issue", draft.id)).version(draft.version).send().done();
    let at = version(owner, RecordKind::Booking, billed);
    owner.act(&format!("/api/bookings/{billed}/cancel"), at, &cancel).done();
    checked("a cancelled booking and its invoice");
    let seen = overview(owner, "");
    assert_eq!((seen.open_balance, seen.overdue_balance), (Some(total - 700), Some(0)));

    let vehicle = company.vehicle();
    let sold = VehicleDraft { status: VehicleStatus::Sold, ..company.vehicle_draft() };
    owner.update(RecordKind::Vehicle, vehicle, 1, &sold).done();
    checked("a sold vehicle");
    act(format!("/api/vehicles/{vehicle}/archive"));
    checked("an archived vehicle");
    act(format!("/api/vehicles/{vehicle}/restore"));
    let driver = company.driver().id;
    act(format!("/api/drivers/{driver}/archive"));
    let gone = company.customer();
    act(format!("/api/customers/{gone}/archive"));
    checked("an archived driver and customer");
    let seen = overview(owner, "");
    let sold = seen.vehicles.iter().find(|counted| counted.status == VehicleStatus::Sold);
    assert_eq!((sold.map(|counted| counted.count), seen.drivers, seen.customers), (Some(1), 1, 1));
}

/// So many minutes into a UTC day.
fn instant(day: &str, minutes: i64) -> i64 {
    let date = |text: &str| text.parse::<Date>().expect("a date");
    (date(day) - date("1970-01-01")).num_days() * DAY + minutes * MINUTE
}

/// Of `/api/{collection}/{id}/{act}`.
fn path_kind(path: &str) -> RecordKind {
    path.split('/').nth(2).and_then(RecordKind::from_collection).expect("a collection")
}

fn path_id(path: &str) -> i64 {
    path.split('/').nth(3).and_then(|id| id.parse().ok()).expect("an id")
}

/// Wherever the company's midnight lies, a period is counted from it.
#[test]
fn days_and_months_are_the_companys() {
    let company = Company::fresh("midnights");
    let contact = company.contact();
    let invoice = company.issued(contact.customer);
    for (at, amount) in [(instant("2026-03-01", 120), 1_000), (instant("2026-02-28", 22 * 60 + 30), 200)] {
        let draft = PaymentDraft { at: Some(Instant(at)), ..payment(&invoice, amount) };
        company.owner.keyed("/api/payments?despite_warnings=true", &draft).expect(201);
    }
    let collected = |month: &str| {
        let months = overview(&company.owner, "from=2026-01-01&to=2026-06-30").months;
        months.iter().find(|one| one.month == month).map(|one| one.collected)
    };
    let counted = |day: &str| {
        let seen = overview(&company.owner, &format!("from={day}&to={day}"));
        seen.bookings.iter().map(|counted| counted.count).sum::<i64>()
    };
    for minutes in [120, 720, 22 * 60 + 30] {
        let _ = company.booking(contact.customer, hours_from(instant("2026-05-10", minutes), 1));
    }
    for (zone, february, march, ninth, tenth, eleventh) in [
        ("UTC", 200, 1_000, 0, 3, 0),
        ("Europe/Madrid", 200, 1_000, 0, 2, 1),
        ("America/New_York", 1_200, 0, 1, 2, 0),
        ("Asia/Tokyo", 0, 1_200, 0, 2, 1),
        ("Asia/Kolkata", 0, 1_200, 0, 2, 1),
    ] {
        let mut settings: Settings = company.owner.get("/api/settings").expect(200).json();
        settings.fields.zone = zone.into();
        company.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send().done();
        assert_eq!((collected("2026-02"), collected("2026-03")), (Some(february), Some(march)), "{zone}");
        assert_eq!(
            (counted("2026-05-09"), counted("2026-05-10"), counted("2026-05-11")),
            (ninth, tenth, eleventh),
            "{zone}"
        );
    }
}

#[test]
fn what_is_cancelled_or_reversed_counts_for_nothing() {
    let company = Company::fresh("turnover");
    let customer = company.customer();
    let (kept, cancelled) = (company.issued(customer), company.issued(customer));
    let paid: Created = company.pay(kept.id, 700).expect(201).json();
    let sums = || {
        let months = overview(&company.owner, "").months;
        (
            months.iter().map(|month| month.invoiced).sum::<i64>(),
            months.iter().map(|month| month.collected).sum::<i64>(),
        )
    };
    assert_eq!(sums(), (kept.facts.totals.total + cancelled.facts.totals.total, 700));
    let reason = TransitionDraft { reason: "Twice".into(), ..TransitionDraft::default() };
    company.owner.act(&format!("/api/invoices/{}/cancel", cancelled.id), cancelled.version, &reason).done();
    let reversal = ReversalDraft { reason: "Typed twice".into() };
    company.owner.keyed(&format!("/api/payments/{}/reverse", paid.id), &reversal).expect(201);
    assert_eq!(sums(), (kept.facts.totals.total, 0));
}

#[test]
fn money_is_only_for_those_who_may_see_it() {
    let company = Company::shared();
    let _ = company.issued(company.customer());
    let seen = overview(&company.client_with_role("dispatcher"), "");
    assert!(seen.months.is_empty());
    assert_eq!((seen.open_balance, seen.overdue_balance), (None, None));
    assert!(overview(&company.client_with_role("viewer"), "").open_balance.is_some());
    company.client_with_role("driver").get("/api/overview").refused(ProblemKind::NotAllowed);
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
    let dispatchers = hits(&company.client_with_role("dispatcher"), "zurb");
    assert!(dispatchers.contains(&(RecordKind::Customer, customer)));
    assert!(!dispatchers.iter().any(|(kind, _)| *kind == RecordKind::Invoice));
    let workshops = hits(&company.client_with_role("workshop"), "zurb");
    assert!(!workshops.iter().any(|(kind, _)| *kind == RecordKind::Customer));
    company.owner.get("/api/search?q=").refused(ProblemKind::MalformedQuery);
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
