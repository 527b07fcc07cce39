//! How often a person may do what is kept, sent, or takes long; and what nobody came to use is taken away.

use api_tests::{Answer, Client, Company, client, making};
use domain::{
    check::Draft,
    clock::JobName,
    fleet::vehicle::{Vehicle, VehicleDraft},
    id::PictureId,
    mail::outbox::{ComposeDraft, MessageDraft, Recipient},
    problem::ProblemKind,
    record::{Created, RecordKind},
    session::ProfileDraft,
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n a picture as far as anybody looks";

fn upload(person: &Client) -> Answer {
    let text = format!("a note, number {}", api_tests::unique());
    person.call("POST", "/api/files?name=note.txt").header("content-type", "text/plain").bytes(text.into_bytes()).send()
}

fn add_picture(person: &Client) -> Answer {
    person.call("POST", "/api/pictures").header("content-type", "image/png").bytes(PNG.to_vec()).send()
}

fn write(person: &Client) -> Answer {
    let message = MessageDraft {
        to: vec![Recipient::new("", "ana@cliente.example")],
        subject: "Hola".into(),
        text: "Hola.".into(),
        ..MessageDraft::default()
    };
    person.keyed("/api/outbox", &ComposeDraft { message, ..ComposeDraft::default() })
}

/// Does it until there is an end to it, which says when it goes on; how often it was done.
fn until_refused(act: impl Fn() -> Answer) -> usize {
    for times in 0..80 {
        let answer = act();
        if answer.status != 429 {
            answer.done();
            continue;
        }
        let problem = answer.refused(ProblemKind::TooManyRequests);
        let seconds = problem.retry_after.expect("it says when to try again");
        assert_eq!(answer.header("retry-after"), seconds.to_string());
        let in_words = problem.detail.chars().any(|message| message.is_ascii_digit());
        assert!((1..=900).contains(&seconds) && in_words, "{problem:?}");
        return times;
    }
    panic!("it goes on and on");
}

#[test]
fn there_is_an_end_to_what_one_person_does_in_a_row_and_nobody_else_notices() {
    let company = Company::shared();
    let (busy, other) = (company.hire("dispatcher").client, company.hire("dispatcher").client);
    let (customer, neighbour) = (company.contact().portal, company.contact().portal);
    let request = |portal: &Client| portal.keyed("/api/portal/bookings", &making::request(making::tomorrow()));
    let rename = |portal: &Client| {
        let name = format!("Ana {}", api_tests::unique());
        portal.call("PUT", "/api/portal/me").json(&ProfileDraft { name, ..ProfileDraft::default() }).send()
    };
    for (what, times) in [
        ("files", until_refused(|| upload(&busy))),
        ("pictures", until_refused(|| add_picture(&busy))),
        ("mails", until_refused(|| write(&busy))),
        ("exports", until_refused(|| busy.get("/api/vehicle-types.csv"))),
        ("requests", until_refused(|| request(&customer))),
        ("names", until_refused(|| rename(&customer))),
    ] {
        assert!(times >= 15, "{what}: nobody at work comes to the end, but {times} were enough");
    }
    for answer in [upload(&other), add_picture(&other), write(&other), request(&neighbour), rename(&neighbour)] {
        answer.done();
    }
    // A wait is over once the time has passed.
    company.server.pass_time("UPDATE paces SET full_at = full_at - 3600000");
    upload(&busy).done();
}

#[test]
fn what_was_refused_for_being_too_often_left_nothing_behind() {
    let company = Company::fresh("too-often");
    let customer = company.contact().portal;
    let (key, draft) = (client::key(), making::request(making::tomorrow()));
    let request = |key: &str| customer.call("POST", "/api/portal/bookings").key(key).json(&draft).send();
    let first = request(&key);
    until_refused(|| request(&client::key()));
    let count = || company.server.count("SELECT (SELECT count(*) FROM bookings) + (SELECT count(*) FROM history)");
    let before = count();
    request(&client::key()).refused(ProblemKind::TooManyRequests);
    assert_eq!(count(), before);
    let again: Created = request(&key).expect(201).json();
    assert_eq!(again.id, first.json::<Created>().id, "what was done already is answered all the same");
}

#[test]
fn whoever_may_keep_nothing_uploads_nothing() {
    let company = Company::shared();
    for role in ["viewer", "driver"] {
        let person = company.client_with_role(role);
        upload(&person).refused(ProblemKind::NotAllowed);
        add_picture(&person).refused(ProblemKind::NotAllowed);
    }
    // Accounting writes mails, which may have files; it keeps nothing with a picture.
    upload(&company.hire("accounting").client).done();
    add_picture(&company.client_with_role("accounting")).refused(ProblemKind::NotAllowed);
}

#[test]
fn a_picture_that_nothing_names_is_taken_away_and_a_named_one_stays() {
    let company = Company::fresh("pictures");
    let add = || add_picture(&company.owner).expect(201).json::<Created>().id;
    let (left, young, named) = (add(), add(), add());
    let draft = VehicleDraft { photos: vec![PictureId(named)], ..company.vehicle_draft() };
    assert!(draft.errors().is_empty());
    let vehicle = company.owner.create(RecordKind::Vehicle, &draft).id;
    let old = |id: i64| company.server.pass_time(&format!("UPDATE pictures SET created_at = 1 WHERE id = {id}"));
    let clean = || company.owner.call("POST", &format!("/api/clock/{}/run", JobName::CleanUp.code())).send().done();
    old(left);
    old(named);
    clean();
    let get = |id: i64| company.owner.get(&format!("/api/pictures/{id}")).status;
    assert_eq!([left, young, named].map(get), [404, 200, 200]);
    let mut kept: Vehicle = company.owner.find(RecordKind::Vehicle, vehicle);
    kept.fields.photos.clear();
    company.owner.update(RecordKind::Vehicle, vehicle, kept.version, &kept.fields).done();
    clean();
    assert_eq!(get(named), 404, "nothing names it any more");
    assert_eq!(company.server.count("SELECT count(*) FROM left_pictures"), 0, "nor do its bytes lie in the store");
}
