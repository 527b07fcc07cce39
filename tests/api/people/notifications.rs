//! Notifications: each person's own, unread until read.

use api_tests::{Client, Company, making};
use domain::{
    bookings::booking::TransitionDraft,
    notice::Notice,
    record::Created,
    session::{Me, Notification, PortalMe},
};

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
