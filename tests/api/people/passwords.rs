//! A new password is nothing that somebody else would try first, wherever one is set: each refusal says why.

use api_tests::{
    Answer, Client, Company, PASSWORD, Server,
    company::{set_up, token},
};
use domain::{
    check::FieldCode,
    people::{contact::ContactDraft, customer::CustomerDraft, staff::StaffDraft},
    record::RecordKind,
    session::{NewPassword, PasswordChange},
    settings::SetUpDraft,
};

/// What each place must refuse whose person is Nuria Olmedo at `nuria.olmedo@rutasdelsur.example`.
const REASONS: [(&str, FieldCode); 6] = [
    ("too short", FieldCode::ShortPassword),
    ("Password123", FieldCode::WeakPassword),
    ("Nuria Olmedo", FieldCode::PasswordOfName),
    ("olmedo-nuria-26", FieldCode::PasswordOfName),
    ("rutasdelsur.example", FieldCode::PasswordOfAddress),
    ("Transportes Vega", FieldCode::PasswordOfCompany),
];

fn refused_at_each(set: impl Fn(&str) -> Answer) {
    for (password, reason) in REASONS {
        let problem = set(password).problem();
        let errors: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(errors, [("password", reason)], "{password}");
        assert!(!problem.errors[0].message.is_empty());
    }
}

/// By link at first, then by a change, and by a reset: all of one person's.
fn refused_of_a_person(company: &Company, portal: bool, link: &str) {
    let base = if portal { "/api/portal" } else { "/api" };
    let spend = |person: &Client, password: &str| {
        let path = format!("{base}/links/{}", token(&company.link(link)));
        person.post(&path, &NewPassword { password: password.into() })
    };
    let person = company.nobody();
    refused_at_each(|password| spend(&person, password));
    spend(&person, PASSWORD).done();
    let change = |password: &str| {
        let change = PasswordChange { current: PASSWORD.into(), password: password.into() };
        person.call("PUT", &format!("{base}/me/password")).json(&change).send()
    };
    // Another person's turn to try is not used up by a few.
    for (password, reason) in REASONS.into_iter().skip(2).take(2).chain([(PASSWORD, FieldCode::PasswordAsBefore)]) {
        assert_eq!(change(password).problem().errors[0].code, reason, "{password}");
    }
    assert_eq!(spend(&company.nobody(), PASSWORD).problem().errors[0].code, FieldCode::PasswordAsBefore);
    spend(&company.nobody(), "ocho ejes y un remolque").done();
}

#[test]
fn staff_choose_nothing_that_is_known_of_them() {
    let company = Company::shared();
    let draft = StaffDraft {
        name: "Nuria Olmedo".into(),
        email: "nuria.olmedo@rutasdelsur.example".into(),
        ..company.staff_draft("viewer")
    };
    let staff = company.owner.create(RecordKind::Staff, &draft).id;
    refused_of_a_person(company, false, &format!("/api/staff/{staff}/link"));
}

#[test]
fn customers_choose_nothing_that_is_known_of_them_or_their_company() {
    let company = Company::shared();
    let customer = CustomerDraft { company: "Hotel Bahía Blanca".into(), ..company.customer_draft() };
    let customer = company.owner.create(RecordKind::Customer, &customer).id;
    let draft = ContactDraft {
        name: "Nuria Olmedo".into(),
        email: "nuria.olmedo@rutasdelsur.example".into(),
        ..company.contact_draft(customer)
    };
    let contact = company.owner.create(RecordKind::Contact, &draft).id;
    let link = format!("/api/contacts/{contact}/link");
    let spend = NewPassword { password: "hotel-bahia-blanca-1".into() };
    let answer = company.nobody().post(&format!("/api/portal/links/{}", token(&company.link(&link))), &spend);
    assert_eq!(answer.problem().errors[0].code, FieldCode::PasswordOfCompany);
    refused_of_a_person(company, true, &link);
}

#[test]
fn the_first_owner_chooses_nothing_that_is_known_of_them() {
    let server = Server::fresh("passwords");
    refused_at_each(|password| {
        let draft = SetUpDraft {
            owner_name: "Nuria Olmedo".into(),
            owner_email: "nuria.olmedo@rutasdelsur.example".into(),
            password: password.into(),
            ..set_up()
        };
        Client::new(&server.url).post("/api/setup", &draft)
    });
}
