//! Sessions: listed, revocable one by one or all at once, and ended by whoever takes the access away.

use api_tests::{Company, PASSWORD, company::sign_in};
use domain::{
    people::{contact, customer::Customer, staff::Staff},
    problem::ProblemKind,
    record::RecordKind,
    session::{SessionView, SignIn},
};

#[test]
fn one_session_is_ended_from_another() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    let phone = company.nobody();
    sign_in(&phone, "/api/session", &colleague.email);
    let sessions: Vec<SessionView> = colleague.client.get("/api/me/sessions").expect(200).json();
    assert_eq!(sessions.len(), 2);
    let [other] = sessions.iter().filter(|session| !session.current).collect::<Vec<_>>()[..] else {
        panic!("{sessions:?}")
    };
    colleague.client.call("DELETE", &format!("/api/me/sessions/{}", other.id)).send().done();
    phone.get("/api/me").refused(ProblemKind::SignInNeeded);
    let _ = colleague.client.get("/api/me").expect(200);
}

#[test]
fn nobody_ends_another_persons_session() {
    let company = Company::shared();
    let (one, other) = (company.hire("viewer"), company.hire("viewer"));
    let theirs = other.client.get("/api/me/sessions").expect(200).json::<Vec<SessionView>>()[0].id;
    one.client.call("DELETE", &format!("/api/me/sessions/{theirs}")).send().refused(ProblemKind::NotFound);
    let _ = other.client.get("/api/me").expect(200);
}

#[test]
fn signing_out_everywhere_ends_every_session() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    let elsewhere: Vec<_> = (0..3).map(|_| company.nobody()).collect();
    elsewhere.iter().for_each(|client| sign_in(client, "/api/session", &colleague.email));
    let stolen = colleague.client.again();
    colleague.client.call("DELETE", "/api/me/sessions").send().done();
    for client in elsewhere.iter().chain([&stolen, &colleague.client]) {
        client.get("/api/me").refused(ProblemKind::SignInNeeded);
    }
}

#[test]
fn a_signed_out_cookie_is_worth_nothing() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    let kept = colleague.client.again();
    colleague.client.call("DELETE", "/api/session").send().done();
    kept.get("/api/me").refused(ProblemKind::SignInNeeded);
}

#[test]
fn whoever_signs_out_is_signed_out_afterwards() {
    let company = Company::shared();
    let (staff, contact) = (company.hire("viewer"), company.contact());
    for (path, cookie, person) in
        [("/api/session", "__Host-staff", &staff.client), ("/api/portal/session", "__Host-portal", &contact.portal)]
    {
        let (kept, nobody) = (person.again(), company.nobody());
        for client in [person, &kept, &nobody] {
            let answer = client.call("DELETE", path).send().expect(204);
            let gone = answer.header("set-cookie");
            assert!(gone.starts_with(&format!("{cookie}=; ")) && gone.contains("Max-Age=0"), "{gone}");
            assert_eq!(answer.header("clear-site-data"), "\"cache\"");
        }
    }
}

#[test]
fn deactivation_ends_a_staff_members_sessions_at_once_and_keeps_them_out() {
    let company = Company::shared();
    let colleague = company.hire("dispatcher");
    let mut staff: Staff = company.owner.find(RecordKind::Staff, colleague.staff);
    staff.fields.active = false;
    company.owner.update(RecordKind::Staff, staff.id, staff.version, &staff.fields).done();
    colleague.client.get("/api/me").refused(ProblemKind::SignInNeeded);
    let again = SignIn { email: colleague.email, password: PASSWORD.into() };
    company.nobody().post("/api/session", &again).refused(ProblemKind::WrongSignIn);
}

#[test]
fn archiving_ends_a_staff_members_sessions_at_once() {
    let company = Company::shared();
    let colleague = company.hire("dispatcher");
    let staff: Staff = company.owner.find(RecordKind::Staff, colleague.staff);
    company.owner.call("POST", &format!("/api/staff/{}/archive", staff.id)).version(staff.version).send().done();
    colleague.client.get("/api/me").refused(ProblemKind::SignInNeeded);
}

#[test]
fn a_contact_without_access_or_of_an_inactive_customer_is_out_at_once() {
    let company = Company::shared();
    let (disabled, inactive) = (company.contact(), company.contact());
    company.owner.call("DELETE", &format!("/api/contacts/{}/access", disabled.id)).send().done();
    disabled.portal.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
    let contact: contact::Contact = company.owner.find(RecordKind::Contact, disabled.id);
    assert_eq!(contact.facts.access, domain::people::staff::Access::Disabled);
    let mut customer: Customer = company.owner.find(RecordKind::Customer, inactive.customer);
    customer.fields.active = false;
    company.owner.update(RecordKind::Customer, customer.id, customer.version, &customer.fields).done();
    inactive.portal.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
    for email in [disabled.email, inactive.email] {
        let again = SignIn { email, password: PASSWORD.into() };
        company.nobody().post("/api/portal/session", &again).refused(ProblemKind::WrongSignIn);
    }
}

#[test]
fn a_cookie_that_was_made_up_opens_nothing() {
    let company = Company::shared();
    for value in ["x", "", "%00", "' OR 1=1 --", &"a".repeat(5_000)] {
        let answer =
            company.nobody().call("GET", "/api/me").header("cookie", &format!("__Host-staff={value}")).try_send();
        if let Ok(answer) = answer {
            answer.refused(ProblemKind::SignInNeeded);
        }
    }
}
