//! Notifications: each person's own, unread until read.

use api_tests::{Client, Company, making};
use domain::{
    bookings::booking::{Booking, TransitionDraft},
    notice::Notice,
    problem::ProblemKind,
    record::{Created, RecordKind},
    session::{Me, Notification, PortalMe, PreferenceDraft},
};
use serde_json::{Value, json};

fn all(person: &Client, path: &str) -> Vec<Notification> {
    person.get(path).expect(200).json()
}

#[test]
fn a_request_tells_those_who_may_approve_and_nobody_else() {
    let company = Company::shared();
    let (approver, workshop) = (company.hire("dispatcher"), company.hire("workshop"));
    let contact = company.contact();
    let requested: Created =
        contact.portal.keyed("/api/portal/bookings", &making::request(making::tomorrow())).expect(201).json();
    let notified = |person: &Client| all(person, "/api/notifications").iter().any(|note| note.subject == requested.id);
    assert!(notified(&approver.client) && notified(&company.owner));
    let told = all(&approver.client, "/api/notifications").into_iter().find(|note| note.subject == requested.id);
    let about = told.and_then(|note| note.about).expect("it says what, whose and when");
    let booking: Booking = company.owner.find(RecordKind::Booking, requested.id);
    let is = (about.title, about.who, about.at);
    assert_eq!(is, (booking.fields.subject, booking.facts.customer_name, booking.fields.pickup_at));
    assert!(!notified(&workshop.client));
}

#[test]
fn reading_marks_ones_own_and_nobody_elses() {
    let company = Company::shared();
    let (one, other) = (company.hire("dispatcher"), company.hire("dispatcher"));
    let contact = company.contact();
    contact.portal.keyed("/api/portal/bookings", &making::request(making::tomorrow())).expect(201);
    let unread = |person: &Client| person.get("/api/me").expect(200).json::<Me>().unread;
    assert!(unread(&one.client) > 0 && unread(&other.client) > 0);
    one.client.call("POST", "/api/notifications/read").send().done();
    assert_eq!(unread(&one.client), 0);
    assert!(all(&one.client, "/api/notifications").iter().all(|note| note.read));
    assert!(unread(&other.client) > 0);
}

#[test]
fn a_customer_is_told_of_their_bookings_and_of_nobody_elses() {
    let company = Company::shared();
    let (contact, stranger) = (company.contact(), company.contact());
    let requested: Created =
        contact.portal.keyed("/api/portal/bookings", &making::request(making::tomorrow())).expect(201).json();
    let reason = TransitionDraft { reason: "No vehicle that day".into(), ..TransitionDraft::default() };
    company.owner.act(&format!("/api/bookings/{}/reject", requested.id), requested.version, &reason).done();
    let notes = all(&contact.portal, "/api/portal/notifications");
    assert!(
        notes.iter().any(|note| note.notice == Notice::BookingRejected && note.subject == requested.id),
        "{notes:?}"
    );
    assert!(all(&stranger.portal, "/api/portal/notifications").is_empty());
    assert_eq!(contact.portal.get("/api/portal/me").expect(200).json::<PortalMe>().unread, 1);
    contact.portal.call("POST", "/api/portal/notifications/read").send().done();
    assert_eq!(contact.portal.get("/api/portal/me").expect(200).json::<PortalMe>().unread, 0);
}

#[test]
fn how_one_likes_a_list_to_be_is_kept_with_the_person() {
    let company = Company::shared();
    let (one, other) = (company.hire("dispatcher"), company.hire("dispatcher"));
    let prefer = |name: &str, value: &str| {
        let draft = PreferenceDraft { name: name.into(), value: value.into() };
        one.client.call("PUT", "/api/me/preferences").json(&draft).send()
    };
    prefer("view:bookings", "today").expect(204);
    prefer("view:bookings", "unassigned").expect(204);
    prefer("columns:vehicles", "year,seats").expect(204);
    let kept = |person: &Client| {
        let me: Me = person.get("/api/me").expect(200).json();
        serde_json::from_str::<Value>(&me.preferences).expect("it is JSON")
    };
    assert_eq!(kept(&one.client), json!({ "columns:vehicles": "year,seats", "view:bookings": "unassigned" }));
    assert_eq!(kept(&other.client), json!({}));
    for name in ["", "theme", "view:", "view:spaceships", "view:bookings:x"] {
        assert_eq!(prefer(name, "x").fields(), ["name"], "{name}");
    }
    assert_eq!(prefer("density", &"x".repeat(1_001)).fields(), ["value"]);
    let draft = PreferenceDraft { name: "density".into(), value: "roomy".into() };
    let contact = company.contact();
    contact.portal.call("PUT", "/api/me/preferences").json(&draft).send().refused(ProblemKind::SignInNeeded);
}
