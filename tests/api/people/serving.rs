//! One person, several customers: one sign-in, as apart as before.

use api_tests::{
    Answer, Client, Company, Contact, PASSWORD, Serving,
    company::{new_password, sign_in, token},
    making::{self, tomorrow, version},
    race, unique,
};
use domain::{
    bookings::booking::TransitionDraft,
    check::FieldCode,
    history::{HistoryAct, HistoryEntry},
    id::{ContactId, CustomerId},
    people::{
        contact::{Contact as Kept, ContactDraft},
        customer::{Customer, CustomerDraft},
        staff::Access,
    },
    problem::ProblemKind,
    record::{Created, RecordKind},
    session::{
        Acceptance, ActsAs, LinkInfo, LinkProof, NewPassword, Notification, PasswordChange, PortalMe, ProfileDraft,
        SessionView, SignIn,
    },
    text::Language,
};

const SIGN_IN: &str = "/api/portal/session";

fn me(portal: &Client) -> PortalMe {
    portal.get("/api/portal/me").expect(200).json()
}

fn kept(company: &Company, contact: i64) -> Kept {
    company.owner.find(RecordKind::Contact, contact)
}

fn act(company: &Company, kind: RecordKind, id: i64, act: &str) {
    let path = format!("/api/{}/{id}/{act}", kind.collection());
    company.owner.act(&path, version(&company.owner, kind, id), &()).done();
}

fn disable(company: &Company, contact: i64) {
    company.owner.call("DELETE", &format!("/api/contacts/{contact}/access")).send().done();
}

fn set_active(company: &Company, customer: i64, active: bool) {
    let customer: Customer = company.owner.find(RecordKind::Customer, customer);
    let draft = CustomerDraft { active, ..customer.fields };
    company.owner.update(RecordKind::Customer, customer.id, customer.version, &draft).done();
}

/// Moves a contact to another address.
fn move_to(company: &Company, contact: i64, email: &str) {
    let Kept { version, fields, .. } = kept(company, contact);
    let draft = ContactDraft { email: email.into(), ..fields };
    company.owner.update(RecordKind::Contact, contact, version, &draft).done();
}

/// A contact of a customer of its own, who isn't invited yet.
fn somebody(company: &Company, email: &str) -> i64 {
    let draft = ContactDraft { email: email.into(), ..company.contact_draft(company.customer()) };
    company.owner.create(RecordKind::Contact, &draft).id
}

/// The path of a fresh link that is handed on.
fn handed(company: &Company, contact: i64) -> String {
    format!("/api/portal/links/{}", token(&company.link(&format!("/api/contacts/{contact}/link"))))
}

fn try_in(company: &Company, email: &str, password: &str) -> Answer {
    company.nobody().post(SIGN_IN, &SignIn { email: email.into(), password: password.into() })
}

fn accept(person: &Client, link: &str, password: &str) -> Answer {
    person.post(&format!("{link}/accept"), &Acceptance { password: password.into() })
}

fn proof(company: &Company, link: &str) -> LinkProof {
    company.nobody().get(link).expect(200).json::<LinkInfo>().proof
}

#[test]
fn one_sign_in_serves_two_customers_one_at_a_time() {
    let company = Company::shared();
    let Serving { first, second } = company.serving();
    let portal = &first.portal;
    let is = |contact: &Contact| {
        let me = me(portal);
        assert_eq!((me.id, me.customer), (ContactId(contact.id), CustomerId(contact.customer)));
        let mut contacts: Vec<i64> = me.contacts.iter().map(|one| one.contact.0).collect();
        contacts.sort_unstable();
        let mut both = [first.id, second.id];
        both.sort_unstable();
        assert_eq!(contacts, both);
    };
    is(&first);
    let switched = portal.call("PUT", &format!("/api/portal/me/contacts/{}", second.id)).send().expect(200);
    assert_eq!(switched.json::<PortalMe>().id.0, second.id);
    is(&second);
    // What is done is the contact's that they act as.
    let asked: Created = portal.keyed("/api/portal/bookings", &making::request(tomorrow())).expect(201).json();
    let booking: domain::bookings::booking::Booking = company.owner.find(RecordKind::Booking, asked.id);
    assert_eq!(
        (booking.fields.customer, booking.fields.contact),
        (Some(CustomerId(second.customer)), Some(ContactId(second.id)))
    );
    // Whoever signs in again goes on as the same.
    let elsewhere = company.nobody();
    sign_in(&elsewhere, SIGN_IN, &first.email);
    assert_eq!(me(&elsewhere).id.0, second.id);
    // Each session acts by itself, and all of them are one person's.
    elsewhere.call("PUT", &format!("/api/portal/me/contacts/{}", first.id)).send().done();
    is(&second);
    assert!(portal.get("/api/portal/me/sessions").expect(200).json::<Vec<SessionView>>().len() >= 2);
    let others = kept(company, first.id).facts.other_customers;
    assert_eq!(others, [company.owner.find::<Customer>(RecordKind::Customer, second.customer).fields.company]);
    // A contact with one customer is offered that one alone.
    let alone = company.contact();
    let [ActsAs { contact, .. }] = &me(&alone.portal).contacts[..] else { panic!("{:?}", me(&alone.portal)) };
    assert_eq!(contact.0, alone.id);
}

#[test]
fn nobody_acts_as_a_contact_that_is_not_theirs_or_not_let_in() {
    let company = Company::shared();
    let Serving { first, second } = company.serving();
    let third = company.also_of(&first, company.customer());
    let stranger = company.contact();
    let invited = somebody(company, &first.email);
    let _ = handed(company, invited);
    let uninvited = somebody(company, &first.email);
    disable(company, second.id);
    set_active(company, third.customer, false);
    for contact in [stranger.id, invited, uninvited, second.id, third.id, first.customer, 0, -1] {
        let act = |id: i64| first.portal.call("PUT", &format!("/api/portal/me/contacts/{id}")).send();
        act(contact).refused(ProblemKind::NotFound);
    }
    assert_eq!(me(&first.portal).contacts.len(), 1);
    assert_eq!(me(&first.portal).id.0, first.id);
}

#[test]
fn who_is_invited_by_two_customers_before_accepting_either_has_one_password() {
    let company = Company::shared();
    let email = format!("twice{}@customer.example", unique());
    let (first, second) = (somebody(company, &email), somebody(company, &email));
    let links = [handed(company, first), handed(company, second)];
    assert!(links.iter().all(|link| proof(company, link) == LinkProof::NewPassword));
    let person = company.nobody();
    accept(&person, &links[0], PASSWORD).refused(ProblemKind::Stale);
    person.post(&links[0], &new_password()).done();
    assert_eq!(me(&person).contacts.len(), 1, "the other invitation is not accepted with it");
    assert_eq!(kept(company, second).facts.access, Access::Invited);
    // Whoever has the second link chooses nothing any more: it may have been handed to somebody else.
    assert_eq!(proof(company, &links[1]), LinkProof::OwnPassword);
    let other = company.nobody();
    other.post(&links[1], &NewPassword { password: "seis ejes y dos remolques".into() }).refused(ProblemKind::Stale);
    for wrong in ["", "not the password"] {
        let refused = accept(&other, &links[1], wrong).refused(ProblemKind::Invalid);
        assert_eq!((refused.errors[0].field.as_str(), refused.errors[0].code), ("password", FieldCode::WrongPassword));
    }
    assert!(other.cookies().is_empty());
    other.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
    accept(&other, &links[1], PASSWORD).done();
    assert_eq!((me(&other).id.0, me(&other).contacts.len()), (second, 2));
    accept(&company.nobody(), &links[1], PASSWORD).refused(ProblemKind::LinkSpent);
    assert_eq!(me(&person).contacts.len(), 2, "the session that was there stays");
    let acts: Vec<HistoryEntry> = company.owner.get(&format!("/api/contacts/{second}/history")).expect(200).json();
    assert_eq!(acts[0].act, HistoryAct::InvitationAccepted);
}

#[test]
fn guessing_at_a_link_that_was_handed_on_is_guessing_at_the_sign_in() {
    let company = Company::shared();
    let person = company.contact();
    let link = handed(company, somebody(company, &person.email));
    let tried: Vec<u16> = (0..8).map(|_| accept(&company.nobody(), &link, "not the password").status).collect();
    assert_eq!((tried[0], tried[7]), (422, 429), "{tried:?}");
    accept(&company.nobody(), &link, PASSWORD).refused(ProblemKind::TooManyRequests);
    try_in(company, &person.email, PASSWORD).refused(ProblemKind::TooManyRequests);
    accept(&person.portal, &link, PASSWORD).done();
}

#[test]
fn of_two_invitations_that_are_followed_at_once_one_chooses_the_password() {
    let company = Company::shared();
    for round in 0..6 {
        let email = format!("race{}@customer.example", unique());
        let contacts = [somebody(company, &email), somebody(company, &email)];
        let links = contacts.map(|contact| handed(company, contact));
        let password = |racer: usize| format!("cuatro ruedas y {racer} volantes");
        let answers = race(2, |racer| company.nobody().post(&links[racer], &NewPassword { password: password(racer) }));
        let won = answers.iter().position(|answer| answer.status == 200).expect("one of them gets in");
        let lost = 1 - won;
        assert!(
            [ProblemKind::Stale].contains(&answers[lost].problem().known().expect("a problem")),
            "{round}: {answers:?}"
        );
        try_in(company, &email, &password(won)).done();
        try_in(company, &email, &password(lost)).refused(ProblemKind::WrongSignIn);
        assert_eq!(kept(company, contacts[lost]).facts.access, Access::Invited);
        let person = company.nobody();
        accept(&person, &links[lost], &password(won)).done();
        assert_eq!(me(&person).contacts.len(), 2);
    }
}

/// Takes one of two customers away in some way, and says what came of a session that acted for it and of one that didn't.
fn removed(company: &Company, remove: impl Fn(&Contact)) -> (Serving, Client) {
    let both = company.serving();
    let other = company.nobody();
    sign_in(&other, SIGN_IN, &both.first.email);
    other.call("PUT", &format!("/api/portal/me/contacts/{}", both.second.id)).send().done();
    let pending = {
        let draft = ContactDraft {
            email: format!("p{}@customer.example", unique()),
            ..company.contact_draft(both.first.customer)
        };
        let contact = company.owner.create(RecordKind::Contact, &draft).id;
        (contact, handed(company, contact))
    };
    let reset = handed(company, both.first.id);
    remove(&both.first);
    for portal in [&both.first.portal, &other] {
        let me = me(portal);
        assert_eq!((me.id.0, me.customer.0, me.contacts.len()), (both.second.id, both.second.customer, 1));
    }
    company.nobody().get(&reset).refused(ProblemKind::LinkSpent);
    // Whoever else the customer has goes by what became of the customer.
    let left = kept(company, pending.0).facts.access;
    assert_eq!(left, Access::Invited);
    let back = company.nobody();
    sign_in(&back, SIGN_IN, &both.first.email);
    assert_eq!(me(&back).id.0, both.second.id);
    (both, other)
}

#[test]
fn who_is_removed_from_one_customer_goes_on_for_the_other_and_with_the_last_is_out() {
    let company = Company::shared();
    let archived = |contact: &Contact| act(company, RecordKind::Contact, contact.id, "archive");
    let customer_archived = |contact: &Contact| act(company, RecordKind::Customer, contact.customer, "archive");
    let disabled = |contact: &Contact| disable(company, contact.id);
    let inactive = |contact: &Contact| set_active(company, contact.customer, false);
    let ways: [&dyn Fn(&Contact); 4] = [&archived, &customer_archived, &disabled, &inactive];
    for (way, remove) in ways.iter().enumerate() {
        let (both, other) = removed(company, remove);
        ways[(way + 1) % 4](&both.second);
        for portal in [&both.first.portal, &other] {
            portal.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
        }
        try_in(company, &both.first.email, PASSWORD).refused(ProblemKind::WrongSignIn);
        assert_eq!(
            company.server.count(&format!(
                "SELECT count(*) FROM sessions WHERE contact IN ({}, {})",
                both.first.id, both.second.id
            )),
            0
        );
    }
}

#[test]
fn who_is_restored_at_a_customer_acts_for_it_again() {
    let company = Company::shared();
    let (both, _) = removed(company, |contact| act(company, RecordKind::Contact, contact.id, "archive"));
    act(company, RecordKind::Contact, both.first.id, "restore");
    assert_eq!(me(&both.first.portal).contacts.len(), 2);
    both.act_as(&both.first);
    assert_eq!(me(&both.first.portal).id.0, both.first.id);
}

#[test]
fn with_its_last_contact_a_sign_in_is_gone() {
    let company = Company::shared();
    let both = company.serving();
    let user = format!("SELECT count(*) FROM portal_users WHERE email = '{}'", both.first.email);
    let left = |what: &str| {
        company.server.count(&format!(
            "SELECT count(*) FROM {what} WHERE kind = 'portal' AND person NOT IN (SELECT id FROM portal_users)"
        ))
    };
    for (contact, remains) in [(&both.first, 1), (&both.second, 0)] {
        let delete = company.owner.call("DELETE", &format!("/api/contacts/{}", contact.id));
        delete.version(version(&company.owner, RecordKind::Contact, contact.id)).send().done();
        assert_eq!(company.server.count(&user), remains);
        if remains == 1 {
            assert_eq!(me(&both.first.portal).id.0, both.second.id);
        }
    }
    both.first.portal.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
    assert_eq!(["sessions", "credentials", "links", "devices"].map(left), [0; 4]);
}

#[test]
fn the_address_of_somebodys_only_contact_is_the_one_they_sign_in_with_then() {
    let company = Company::shared();
    let contact = company.contact();
    let email = format!("moved{}@customer.example", unique());
    move_to(company, contact.id, &email.to_uppercase());
    assert_eq!(me(&contact.portal).email, email);
    try_in(company, &email, PASSWORD).done();
    try_in(company, &contact.email, PASSWORD).refused(ProblemKind::WrongSignIn);
    assert_eq!(kept(company, contact.id).facts.access, Access::Active);
    // An invitation that wasn't accepted goes along too.
    let invited = somebody(company, &format!("to-move{}@customer.example", unique()));
    let link = handed(company, invited);
    move_to(company, invited, &format!("moved{}@customer.example", unique()));
    company.nobody().post(&link, &new_password()).done();
}

#[test]
fn another_address_at_one_customer_opens_nothing_of_the_others() {
    let company = Company::shared();
    // What keeps the sign-in where it is may be without access by now: it could be given back.
    let archived = |contact: &Contact| act(company, RecordKind::Contact, contact.id, "archive");
    let disabled = |contact: &Contact| disable(company, contact.id);
    let before: [&dyn Fn(&Contact); 3] = [&|_| (), &archived, &disabled];
    for before in before {
        let both = company.serving();
        before(&both.second);
        let email = format!("mine{}@customer.example", unique());
        move_to(company, both.first.id, &email);
        let moved = kept(company, both.first.id);
        assert_eq!(moved.facts.access, Access::None);
        let acts: Vec<HistoryEntry> =
            company.owner.get(&format!("/api/contacts/{}/history", both.first.id)).expect(200).json();
        assert_eq!(
            [acts[0].act, acts[1].act].iter().filter(|act| **act == HistoryAct::AccessDisabled).count(),
            1,
            "{acts:?}"
        );
        try_in(company, &email, PASSWORD).refused(ProblemKind::WrongSignIn);
        // Invited anew, it is a sign-in of its own, and what comes back is not its.
        let link = handed(company, both.first.id);
        assert_eq!(proof(company, &link), LinkProof::NewPassword);
        let newcomer = company.nobody();
        newcomer.post(&link, &new_password()).done();
        if kept(company, both.second.id).archived_at.is_some() {
            act(company, RecordKind::Contact, both.second.id, "restore");
        } else if kept(company, both.second.id).facts.access == Access::Active {
            assert_eq!(me(&both.first.portal).id.0, both.second.id);
        } else {
            both.first.portal.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
        }
        let contacts = me(&newcomer).contacts;
        assert_eq!(contacts.iter().map(|one| one.contact.0).collect::<Vec<_>>(), [both.first.id]);
        newcomer
            .call("PUT", &format!("/api/portal/me/contacts/{}", both.second.id))
            .send()
            .refused(ProblemKind::NotFound);
    }
}

#[test]
fn an_address_that_somebody_signs_in_with_already_is_theirs_alone() {
    let company = Company::shared();
    let (contact, other) = (company.contact(), company.contact());
    move_to(company, contact.id, &other.email);
    // The one who moved is out and brings nothing along; the other gets in there only by accepting.
    contact.portal.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
    assert_eq!(kept(company, contact.id).facts.access, Access::None);
    assert_eq!(me(&other.portal).contacts.len(), 1);
    assert_eq!(
        company.server.count(&format!("SELECT count(*) FROM portal_users WHERE email = '{}'", contact.email)),
        0
    );
    let link = handed(company, contact.id);
    assert_eq!(proof(company, &link), LinkProof::OwnPassword);
    accept(&other.portal, &link, PASSWORD).done();
    assert_eq!((me(&other.portal).id.0, me(&other.portal).contacts.len()), (contact.id, 2));
}

#[test]
fn a_window_that_shows_one_customer_does_nothing_for_the_other() {
    let company = Company::shared();
    let both = company.serving();
    let portal = &both.first.portal;
    let shown = |method: &str, path: &str, contact: &Contact| {
        portal.call(method, path).header("acting-as", &contact.id.to_string()).key(&api_tests::client::key())
    };
    let request =
        |contact: &Contact| shown("POST", "/api/portal/bookings", contact).json(&making::request(tomorrow())).send();
    request(&both.first).expect(201);
    both.act_as(&both.second);
    let bookings =
        || company.server.count(&format!("SELECT count(*) FROM bookings WHERE customer = {}", both.second.customer));
    let before = bookings();
    request(&both.first).refused(ProblemKind::ActsForAnother);
    shown("GET", "/api/portal/bookings", &both.first).send().refused(ProblemKind::ActsForAnother);
    shown("GET", "/api/portal/me", &both.first).send().refused(ProblemKind::ActsForAnother);
    assert_eq!(bookings(), before);
    // From there one can switch back, and the other window then is the one that is told.
    shown("PUT", &format!("/api/portal/me/contacts/{}", both.first.id), &both.first).send().done();
    request(&both.second).refused(ProblemKind::ActsForAnother);
    request(&both.first).expect(201);
}

#[test]
fn a_key_that_was_used_for_one_customer_answers_nothing_for_the_other() {
    let company = Company::shared();
    let both = company.serving();
    let (key, draft) = (api_tests::client::key(), making::request(tomorrow()));
    let ask = || {
        both.first
            .portal
            .call("POST", "/api/portal/bookings")
            .key(&key)
            .json(&draft)
            .send()
            .expect(201)
            .json::<Created>()
            .id
    };
    let first = ask();
    assert_eq!(ask(), first);
    both.act_as(&both.second);
    assert_ne!(ask(), first);
}

#[test]
fn each_customers_notices_are_told_where_they_belong() {
    let company = Company::shared();
    let both = company.serving();
    let portal = &both.first.portal;
    let asked: Created = portal.keyed("/api/portal/bookings", &making::request(tomorrow())).expect(201).json();
    let reason = TransitionDraft { reason: "No vehicle that day".into(), ..TransitionDraft::default() };
    company.owner.act(&format!("/api/bookings/{}/reject", asked.id), asked.version, &reason).done();
    let told = || portal.get("/api/portal/notifications").expect(200).json::<Vec<Notification>>().len();
    both.act_as(&both.second);
    assert_eq!((told(), me(portal).unread), (0, 0));
    portal.call("POST", "/api/portal/notifications/read").send().done();
    both.act_as(&both.first);
    assert_eq!((told(), me(portal).unread), (1, 1));
}

#[test]
fn a_changed_password_is_changed_for_all_of_somebodys_customers() {
    let company = Company::shared();
    let both = company.serving();
    let elsewhere = company.nobody();
    sign_in(&elsewhere, SIGN_IN, &both.first.email);
    elsewhere.call("PUT", &format!("/api/portal/me/contacts/{}", both.second.id)).send().done();
    let pending = somebody(company, &both.first.email);
    let (invitation, reset) = (handed(company, pending), handed(company, both.second.id));
    let change = PasswordChange { current: PASSWORD.into(), password: "ocho ejes y un remolque".into() };
    both.first.portal.call("PUT", "/api/portal/me/password").json(&change).send().done();
    elsewhere.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
    try_in(company, &both.first.email, PASSWORD).refused(ProblemKind::WrongSignIn);
    company.nobody().get(&reset).refused(ProblemKind::LinkSpent);
    // An invitation sets no password, and asks for the new one.
    accept(&both.first.portal, &invitation, PASSWORD).refused(ProblemKind::Invalid);
    accept(&both.first.portal, &invitation, &change.password).done();
    assert_eq!(me(&both.first.portal).contacts.len(), 3);
}

#[test]
fn a_new_password_by_link_ends_the_sessions_for_all_of_somebodys_customers() {
    let company = Company::shared();
    let both = company.serving();
    let link = handed(company, both.second.id);
    assert_eq!(proof(company, &link), LinkProof::NewPassword);
    let person = company.nobody();
    person.post(&link, &NewPassword { password: "ocho ejes y un remolque".into() }).done();
    both.first.portal.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
    assert_eq!((me(&person).id.0, me(&person).contacts.len()), (both.second.id, 2));
}

#[test]
fn a_language_is_chosen_once_and_a_name_for_each_customer() {
    let company = Company::shared();
    let both = company.serving();
    let draft = ProfileDraft { name: "Ewa Nowak".into(), phone: String::new(), language: Language::Pl };
    both.first.portal.call("PUT", "/api/portal/me").json(&draft).send().done();
    let [first, second] = [both.first.id, both.second.id].map(|contact| kept(company, contact));
    assert_eq!((first.fields.language, second.fields.language), (Language::Pl, Language::Pl));
    assert_eq!(first.fields.name, "Ewa Nowak");
    assert_ne!(second.fields.name, "Ewa Nowak");
    let acts: Vec<HistoryEntry> =
        company.owner.get(&format!("/api/contacts/{}/history", both.second.id)).expect(200).json();
    assert_eq!(acts[0].changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["language"]);
}
