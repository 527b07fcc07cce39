use api_tests::{
    Company,
    making::{self, tomorrow},
};
use domain::{
    bookings::booking::{BookingRequest, TransitionDraft},
    record::Created,
};

#[test]
fn a_booking_is_one_event_whose_state_follows() {
    let company = Company::shared();
    let contact = company.contact();
    let request = BookingRequest { subject: "Boda; Sierra, Ávila".into(), ..making::request(tomorrow()) };
    let booking: Created = contact.portal.keyed("/api/portal/bookings", &request).expect(201).json();
    let path = format!("/api/portal/bookings/{}/calendar.ics", booking.id);
    let answer = contact.portal.get(&path).expect(200);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert!(answer.header("content-disposition").contains(".ics"));
    assert!(answer.body.starts_with("BEGIN:VCALENDAR\r\n") && answer.body.ends_with("END:VCALENDAR\r\n"));
    assert!(answer.body.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = answer.body.replace("\r\n ", "");
    assert!(unfolded.contains("SUMMARY:Boda\\; Sierra\\, Ávila\r\n"), "{unfolded}");
    for line in ["STATUS:TENTATIVE", "SEQUENCE:1"] {
        assert!(unfolded.split("\r\n").any(|l| l == line), "{line}");
    }
    let uid = |body: &str| body.split("\r\n").find(|line| line.starts_with("UID:")).map(str::to_owned);
    let approval = TransitionDraft { amount: Some(100), ..TransitionDraft::default() };
    company.owner.act(&format!("/api/bookings/{}/approve", booking.id), 1, &approval).done();
    let later = contact.portal.get(&path).expect(200).body;
    assert_eq!(uid(&later), uid(&answer.body));
    for line in ["STATUS:CONFIRMED", "SEQUENCE:2"] {
        assert!(later.split("\r\n").any(|l| l == line), "{line}");
    }
}
