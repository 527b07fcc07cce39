//! What belongs to one customer does not exist for another: every portal route, with ids of all sorts.

use api_tests::{
    Answer, Client, Company, client,
    making::{self, Trip, tomorrow},
};
use domain::{
    bookings::{
        booking::{Booking, PortalBooking, PortalBookingRow, TransitionDraft},
        change_request::{ChangeRequestDraft, RequestKind},
        rating::RatingDraft,
    },
    id::DriverId,
    list::Page,
    money::invoice::{Invoice, PortalInvoiceRow},
    problem::ProblemKind,
    record::RecordKind,
    route::{self, Endpoint, Route},
    session::SessionView,
};
use serde_json::{Value, json};

/// Ids that are nobody's, too large for anybody's, or no ids at all.
const STRANGE: &[&str] = &[
    "0",
    "-1",
    "1",
    "9007199254740992",
    "9007199254740993",
    "-9223372036854775808",
    "9223372036854775808",
    "99999999999999999999",
    "1.5",
    "1e3",
    "0x10",
    "text",
    "null",
    "%00",
    "1%20OR%201=1",
    "..",
    "%2e%2e",
    "%F0%9F%9A%90",
];

fn of_one_record() -> Vec<Route> {
    let portal = |route: &Route| route.path().starts_with("/api/portal/") && route.path().contains("{id}");
    route::all().filter(portal).collect()
}

/// A body that would be accepted, were the record one's own.
fn body(endpoint: Endpoint, trip: &Trip) -> Value {
    let rating = RatingDraft { driver: Some(DriverId(trip.driver.id)), stars: 5, comment: String::new() };
    match endpoint {
        Endpoint::PortalUpdateBooking => json!(making::request(tomorrow())),
        Endpoint::PortalCancelBooking => json!(TransitionDraft::default()),
        Endpoint::PortalRateDriver => json!(rating),
        Endpoint::PortalRequestChange => json!(ChangeRequestDraft {
            kind: Some(RequestKind::Change),
            text: "Somos dos más".into(),
            ..ChangeRequestDraft::default()
        }),
        other => panic!("say what {other:?} takes"),
    }
}

/// Asks each route for each of these ids, none of which are the caller's.
fn none_is_found(person: &Client, ids: &[i64], trip: &Trip, version: i64) {
    for route in of_one_record() {
        for id in ids {
            call(person, &route, &id.to_string(), trip, version).refused(ProblemKind::NotFound);
        }
    }
}

fn call(person: &Client, route: &Route, id: &str, trip: &Trip, version: i64) -> Answer {
    let mut call = person.call(route.method.name(), &route.path().replace("{id}", id));
    if route.flags.keyed {
        call = call.key(&client::key());
    }
    if route.flags.versioned {
        call = call.version(version);
    }
    if route.flags.body {
        call = call.json(&body(route.endpoint, trip));
    }
    call.send()
}

#[test]
fn another_customers_ids_answer_404_on_every_portal_route_and_change_nothing() {
    let company = Company::shared();
    let (owner, stranger) = (company.contact(), company.contact());
    let trip = company.completed(owner.customer);
    let invoice = company.issued(owner.customer);
    let booked = company.booking(owner.customer, tomorrow());
    let session = owner.portal.get("/api/portal/me/sessions").expect(200).json::<Vec<SessionView>>()[0].id;
    let before: Booking = company.owner.find(RecordKind::Booking, booked.id);
    let ids = [booked.id, trip.booking, trip.logbook, invoice.id, session, owner.customer, owner.id];
    none_is_found(&stranger.portal, &ids, &trip, booked.version);
    // Nor for somebody who serves two other customers, as whom ever they act.
    let both = company.serving();
    for contact in [&both.first, &both.second] {
        both.act_as(contact);
        none_is_found(&both.first.portal, &ids, &trip, booked.version);
    }
    assert_eq!(company.owner.find::<Booking>(RecordKind::Booking, booked.id), before);
    assert_eq!(company.owner.find::<Invoice>(RecordKind::Invoice, invoice.id), invoice);
    let _ = owner.portal.get("/api/portal/me").expect(200);
}

#[test]
fn whoever_acts_for_one_of_their_customers_finds_nothing_of_the_other() {
    let company = Company::shared();
    let both = company.serving();
    let portal = &both.first.portal;
    for (acting, other) in [(&both.first, &both.second), (&both.second, &both.first)] {
        let trip = company.completed(other.customer);
        let (invoice, booked) = (company.issued(other.customer), company.booking(other.customer, tomorrow()));
        both.act_as(acting);
        let before: Booking = company.owner.find(RecordKind::Booking, booked.id);
        let ids = [booked.id, trip.booking, trip.logbook, invoice.id, other.customer];
        none_is_found(portal, &ids, &trip, booked.version);
        assert_eq!(company.owner.find::<Booking>(RecordKind::Booking, booked.id), before);
        for list in ["/api/portal/bookings", "/api/portal/invoices"] {
            let page: Page<Value> = portal.get(list).expect(200).json();
            let listed = |id: i64| page.rows.iter().any(|row| row[0] == id);
            assert!(!ids.iter().any(|id| listed(*id)), "{list}: {:?}", page.rows);
        }
        let notices = portal.get("/api/portal/notifications").expect(200).body;
        assert!(!ids.iter().any(|id| notices.contains(&id.to_string())), "{notices}");
        both.act_as(other);
        for path in [format!("bookings/{}", booked.id), format!("invoices/{}", invoice.id)] {
            let _ = portal.get(&format!("/api/portal/{path}")).expect(200);
        }
    }
}

#[test]
fn strange_ids_answer_404_on_every_portal_route() {
    let company = Company::shared();
    let contact = company.contact();
    let trip = company.completed(contact.customer);
    for route in of_one_record() {
        for id in STRANGE {
            let answer = call(&contact.portal, &route, id, &trip, 1);
            // `..` is resolved before it is sent, so it may lead to another route, but never to a record.
            let lost = matches!(*id, ".." | "%2e%2e") && matches!(answer.status, 404 | 405);
            assert!(lost || answer.refused(ProblemKind::NotFound).status == 404, "{}: {}", answer.line, answer.status);
        }
    }
}

#[test]
fn the_portals_lists_hold_only_ones_own() {
    let company = Company::shared();
    let (first, second) = (company.contact(), company.contact());
    let booked = company.booking(first.customer, tomorrow());
    let _ = company.booking(second.customer, tomorrow());
    let invoice = company.issued(first.customer);
    let _ = company.issued(second.customer);
    let bookings: Page<PortalBookingRow> = first.portal.get("/api/portal/bookings").expect(200).json();
    let mut seen: Vec<i64> = bookings.rows.iter().map(|row| row.id).collect();
    seen.sort_unstable();
    let mut own: Vec<i64> = vec![booked.id, invoice.facts.bookings[0].id.0];
    own.sort_unstable();
    assert_eq!(seen, own);
    let invoices: Page<PortalInvoiceRow> = first.portal.get("/api/portal/invoices").expect(200).json();
    assert_eq!(invoices.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [invoice.id]);
}

#[test]
fn a_filter_does_not_open_another_customers_bookings() {
    let company = Company::shared();
    let (first, second) = (company.contact(), company.contact());
    let _ = company.booking(second.customer, tomorrow());
    for query in [format!("customer={}", second.customer), "archived=true".to_owned()] {
        let answer = first.portal.get(&format!("/api/portal/bookings?{query}"));
        if answer.status == 200 {
            assert!(answer.json::<Page<Value>>().rows.is_empty(), "{query}");
        } else {
            answer.refused(ProblemKind::MalformedQuery);
        }
    }
}

#[test]
fn the_internal_note_never_leaves_staff() {
    let company = Company::shared();
    let contact = company.contact();
    let mut draft = company.booking_draft(contact.customer, tomorrow());
    draft.internal_note = "haggles about everything".into();
    let booking = company.owner.create(RecordKind::Booking, &draft);
    for path in [format!("/api/portal/bookings/{}", booking.id), "/api/portal/bookings".to_owned()] {
        let answer = contact.portal.get(&path).expect(200);
        assert!(!answer.body.contains("haggles") && !answer.body.contains("internal_note"), "{path}");
    }
    let ics = contact.portal.get(&format!("/api/portal/bookings/{}/calendar.ics", booking.id)).expect(200);
    assert!(ics.body.starts_with("BEGIN:VCALENDAR") && !ics.body.contains("haggles"));
    let own: PortalBooking = contact.portal.get(&format!("/api/portal/bookings/{}", booking.id)).expect(200).json();
    assert_eq!(own.fields.subject, draft.subject);
}

#[test]
fn an_invoice_that_is_still_a_draft_does_not_exist_for_the_customer() {
    let company = Company::shared();
    let contact = company.contact();
    let draft = company.invoice(company.approved(contact.customer, tomorrow()));
    contact.portal.get(&format!("/api/portal/invoices/{}", draft.id)).refused(ProblemKind::NotFound);
    let invoices: Page<PortalInvoiceRow> = contact.portal.get("/api/portal/invoices").expect(200).json();
    assert!(invoices.rows.is_empty());
}
