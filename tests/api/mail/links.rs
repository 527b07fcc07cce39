//! Invitations and new passwords by mail: the link arrives, works once, and stands nowhere else in clear.

use crate::{
    keys,
    scene::Scene,
    sending::account,
    servers::{change_server, lead_elsewhere},
};
use api_tests::{
    Answer, Client, Company, Contact,
    company::{new_password, sign_in, token},
};
use domain::{
    clock::JobName,
    history::HistoryEntry,
    list::Page,
    mail::{
        account::MailAccount,
        failure::MailFailure,
        outbox::{CarriedLink, MailAboutRow, OutboxMail, OutboxStatus},
    },
    notice::{Notice, NoticeSetting, Preview, WordingDraft},
    people::{
        contact::ContactDraft,
        customer::{Customer, CustomerDraft},
        staff::{Access, Staff, StaffDraft},
    },
    problem::ProblemKind,
    record::RecordKind,
    session::{
        Acceptance, Link, LinkDraft, LinkInfo, LinkProof, LinkPurpose, NewPassword, Notification, PortalMe,
        ResetRequest, Unmailed,
    },
    text::Language,
    time::DAY,
};
use mail_parser::MessageParser;
use serde_json::json;

/// Makes an account the company's default.
pub(crate) fn by_default(scene: &Scene, id: i64) {
    change(scene, id, |account| account.fields.is_default = true);
}

fn change(scene: &Scene, id: i64, change: impl FnOnce(&mut MailAccount)) {
    let mut account = scene.find(id);
    change(&mut account);
    scene.company.owner.update(RecordKind::MailAccount, id, account.version, &account.fields).done();
}

/// Presses "Invite".
pub(crate) fn invite(company: &Company, path: &str) -> Link {
    company.owner.post(path, &LinkDraft::default()).done().json()
}

/// What the peer has of a mail that went: subject, HTML and text.
fn arrived(scene: &Scene, mail: i64) -> (String, String, String) {
    let accepted = scene.accepted(mail);
    assert_eq!(accepted.len(), 1, "{:?}", scene.mail(mail));
    let raw = scene.peers.raw(&accepted[0]);
    let message = MessageParser::default().parse(&raw).expect("a mail");
    let (html, text) = (message.body_html(0).expect("HTML"), message.body_text(0).expect("text"));
    (message.subject().unwrap_or_default().to_owned(), html.into_owned(), text.into_owned())
}

/// The token in a mail that went, the same in its text, its button and below that.
pub(crate) fn token_in(scene: &Scene, mail: i64) -> String {
    let (_, html, text) = arrived(scene, mail);
    let address = text.split_whitespace().find(|word| word.contains("/link/")).expect("an address");
    assert_eq!((html.matches(address).count(), html.contains('•')), (2, false), "{html}");
    assert!(html.contains(&format!("<a href=\"{address}\"")), "{html}");
    address.rsplit('/').next().expect("a token").to_owned()
}

/// A company with a default account that can send; nobody else writes there.
fn scene(name: &str) -> (Scene, i64) {
    let scene = Scene::fresh(name);
    let password = &scene.peers.account(0).password;
    let account = account(&scene.company, scene.peers, password, |mailbox| mailbox.account.is_default = true);
    (scene, account.id)
}

fn contact(scene: &Scene, language: Language) -> (i64, i64) {
    let customer = scene.company.customer();
    let draft = ContactDraft { language, ..scene.company.contact_draft(customer) };
    (scene.company.owner.create(RecordKind::Contact, &draft).id, customer)
}

/// Runs the clock once and says what became of a mail.
fn run(scene: &Scene, mail: i64) -> OutboxMail {
    scene.company.owner.call("POST", "/api/clock/send_mails/run").send().done();
    scene.mail(mail)
}

fn about(scene: &Scene, kind: RecordKind, id: i64) -> Vec<i64> {
    let path = format!("/api/outbox/about?record_kind={}&record={id}", kind.collection());
    scene.company.owner.get(&path).expect(200).json::<Page<MailAboutRow>>().rows.iter().map(|row| row.id).collect()
}

#[test]
fn requests_for_unknown_addresses_hold_nobody_up() {
    let (scene, _) = scene("flood");
    let company = &scene.company;
    let person = company.hire("viewer");
    company.server.pass_time(
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 500) INSERT INTO reset_requests \
         (kind, email, at) SELECT iif(n % 2, 'staff', 'portal'), 'nobody' || n || '@flood.example', 1 FROM n",
    );
    let ask = ResetRequest { email: person.email.to_uppercase() };
    company.nobody().post("/api/reset-requests", &ask).done();
    company.owner.call("POST", &format!("/api/clock/{}/run", JobName::AnswerResets.code())).send().done();
    assert_eq!(about(&scene, RecordKind::Staff, person.staff).len(), 1);
    let left: i64 =
        company.server.sql().query_row("SELECT count(*) FROM reset_requests", [], |row| row.get(0)).expect("a count");
    assert_eq!(left, 0);
}

fn acts(scene: &Scene, mail: i64) -> Vec<String> {
    let history: Vec<HistoryEntry> = scene.company.owner.get(&format!("/api/outbox/{mail}/history")).expect(200).json();
    history.into_iter().map(|entry| entry.act.code().to_owned()).collect()
}

/// "I forgot my password", in either app.
fn forget(scene: &Scene, path: &str, email: &str) -> Answer {
    let answer = scene.company.nobody().post(path, &ResetRequest { email: email.into() }).expect(204);
    scene.company.owner.call("POST", &format!("/api/clock/{}/run", JobName::AnswerResets.code())).send().done();
    answer
}

const STAFF_RESET: &str = "/api/reset-requests";
const PORTAL_RESET: &str = "/api/portal/reset-requests";

#[test]
fn an_invitation_goes_by_mail_and_its_link_works_once() {
    let (scene, _) = scene("invited");
    let company = &scene.company;
    let staff = company.staff_member("viewer");
    let (contact, customer) = contact(&scene, Language::Pl);
    let mut tokens = Vec::new();
    for (path, links, shown_on, subject) in [
        (format!("/api/staff/{staff}/link"), "/api/links", (RecordKind::Staff, staff), "Transportes Vega le invita"),
        (
            format!("/api/contacts/{contact}/link"),
            "/api/portal/links",
            (RecordKind::Customer, customer),
            "Zaproszenie od Transportes Vega",
        ),
    ] {
        let link = invite(company, &path);
        let mail = link.mail.expect("it goes by mail");
        assert_eq!((link.purpose, link.path.as_str(), link.unmailed), (LinkPurpose::Invite, "", None));
        assert_eq!(about(&scene, shown_on.0, shown_on.1), [mail]);
        let waits = scene.mail(mail);
        assert_eq!((waits.facts.status, waits.facts.link), (OutboxStatus::Waiting, CarriedLink::Kept));
        assert_eq!(waits.fields.to[0].address, link.email);
        let sent = run(&scene, mail);
        assert_eq!((sent.facts.status, sent.facts.link), (OutboxStatus::Sent, CarriedLink::Gone), "{sent:?}");
        assert_eq!((&sent.fields.html, &sent.fields.text), (&waits.fields.html, &waits.fields.text), "still masked");
        assert_eq!(arrived(&scene, mail).0, subject);
        let token = token_in(&scene, mail);
        assert!(arrived(&scene, mail).2.contains(&format!("\n{}/", company.server.url)), "it begins with our address");
        assert!(sent.fields.text.contains("/link/••••") && !sent.fields.text.contains(&token), "{sent:?}");
        let (person, address) = (company.nobody(), format!("{links}/{token}"));
        let info: LinkInfo = person.get(&address).expect(200).json();
        assert_eq!(info.email, link.email);
        // Nobody has used it yet, so it would be worth having.
        tokens.push(token);
        let dump = keys::dump(&company.server);
        assert!(!keys::places(&dump, &link.email).is_empty(), "the dump holds what is no secret");
        for token in &tokens {
            assert!(keys::places(&dump, token).is_empty(), "it stands in clear in {:?}", keys::places(&dump, token));
        }
        person.post(&address, &new_password()).done();
        company.nobody().post(&address, &new_password()).refused(ProblemKind::LinkSpent);
        let resend = company.owner.call("POST", &format!("/api/outbox/{mail}/resend")).version(sent.version).send();
        resend.refused(ProblemKind::TransitionNotAllowed);
    }
    assert_eq!(company.owner.find::<Staff>(RecordKind::Staff, staff).facts.access, Access::Active);
}

#[test]
fn without_an_account_that_can_send_the_link_is_handed_on_and_says_why() {
    let scene = Scene::fresh("unmailed");
    let company = &scene.company;
    let path = format!("/api/staff/{}/link", company.staff_member("viewer"));
    let by_hand = |why: Option<Unmailed>, link: &Link| {
        assert_eq!((link.mail, link.unmailed), (None, why), "{link:?}");
        let _ = company.nobody().get(&format!("/api/links/{}", token(link))).expect(200);
    };
    by_hand(Some(Unmailed::NoAccount), &invite(company, &path));
    let password = &scene.peers.account(0).password;
    let account = account(company, scene.peers, password, |mailbox| mailbox.account.is_default = true).id;
    change(&scene, account, |account| account.fields.active = false);
    by_hand(Some(Unmailed::AccountNotReady), &invite(company, &path));
    change(&scene, account, |account| account.fields.active = true);
    let at = scene.server_of(&scene.find(account)).id;
    change_server(company, at, |server| server.active = false);
    by_hand(Some(Unmailed::AccountNotReady), &invite(company, &path));
    change_server(company, at, |server| server.active = true);
    let mailed = invite(company, &path);
    // Another server: its password is forgotten, and nothing can be sent until it is given again.
    change_server(company, at, lead_elsewhere);
    by_hand(Some(Unmailed::AccountNotReady), &invite(company, &path));
    by_hand(None, &company.link(&path));
    assert_eq!(scene.mail(mailed.mail.expect("that went by mail")).facts.status, OutboxStatus::Cancelled);
}

#[test]
fn a_mail_whose_link_has_ended_is_called_off_and_never_sent() {
    let (scene, _) = scene("ended");
    let company = &scene.company;
    let owner = &company.owner;
    let invited = |path: &str| invite(company, path).mail.expect("it goes by mail");
    let called_off = |mail: i64, why: &str| {
        let found = scene.mail(mail);
        let state = (found.facts.status, found.facts.link);
        assert_eq!(state, (OutboxStatus::Cancelled, CarriedLink::Gone), "{why}: {found:?}");
        assert_eq!(acts(&scene, mail), ["link_ended"], "{why}");
        let again = owner.call("POST", &format!("/api/outbox/{mail}/resend")).version(found.version).send();
        let problem = again.refused(ProblemKind::LinkSpent);
        assert!(!problem.detail.is_empty(), "{why}: {problem:?}");
    };
    let staff = company.staff_member("viewer");
    let path = format!("/api/staff/{staff}/link");
    let (first, second) = (invited(&path), invited(&path));
    called_off(first, "a newer one took its place");
    let mut member: Staff = owner.find(RecordKind::Staff, staff);
    member.fields.email = format!("otra{}@vega.example", api_tests::unique());
    owner.update(RecordKind::Staff, staff, member.version, &member.fields).done();
    called_off(second, "the person has another address");
    let third = invited(&path);
    let member: Staff = owner.find(RecordKind::Staff, staff);
    let gone = StaffDraft { active: false, ..member.fields };
    owner.update(RecordKind::Staff, staff, member.version, &gone).done();
    called_off(third, "the person has left");

    let (contact, customer) = contact(&scene, Language::Es);
    let path = format!("/api/contacts/{contact}/link");
    let taken = invited(&path);
    owner.call("DELETE", &format!("/api/contacts/{contact}/access")).send().done();
    called_off(taken, "access was taken away");
    let asleep = invited(&path);
    let found: Customer = owner.find(RecordKind::Customer, customer);
    let draft = CustomerDraft { active: false, ..found.fields };
    owner.update(RecordKind::Customer, customer, found.version, &draft).done();
    called_off(asleep, "the customer is inactive");

    let late = invited(&format!("/api/staff/{}/link", company.staff_member("viewer")));
    let past = format!("UPDATE outbox SET link_ends_at = link_ends_at - {} WHERE id = {late}", 8 * DAY);
    company.server.pass_time(&past);
    run(&scene, late);
    called_off(late, "it has expired");
    let forgotten = invited(&format!("/api/staff/{}/link", company.staff_member("viewer")));
    company.server.pass_time("UPDATE links SET expires_at = 1");
    owner.call("POST", &format!("/api/clock/{}/run", JobName::CleanUp.code())).send().done();
    called_off(forgotten, "it was cleaned away");
    for mail in [first, second, third, taken, asleep, late, forgotten] {
        assert!(scene.accepted(mail).is_empty(), "{mail} went out");
    }
}

#[test]
fn a_mail_that_was_cancelled_gives_its_link_up_and_one_that_failed_may_go_again() {
    let (scene, account) = scene("again");
    let owner = &scene.company.owner;
    let act = |mail: i64, act: &str| {
        owner.call("POST", &format!("/api/outbox/{mail}/{act}")).version(scene.mail(mail).version).send()
    };
    let path = format!("/api/staff/{}/link", scene.company.staff_member("viewer"));
    let mail = invite(&scene.company, &path).mail.expect("it goes by mail");
    act(mail, "cancel").done();
    assert_eq!(scene.mail(mail).facts.link, CarriedLink::Gone);
    act(mail, "resend").refused(ProblemKind::LinkSpent);

    let mail = invite(&scene.company, &path).mail.expect("it goes by mail");
    let found = scene.find(account);
    let wrong = json!({ "password": "otra-clave", "outgoing": false });
    let set = |version: i64, body: &serde_json::Value| {
        owner.call("PUT", &format!("/api/mail-accounts/{account}/password")).version(version).json(body).send().done()
    };
    set(found.version, &wrong);
    let waits = run(&scene, mail);
    assert_eq!(
        (waits.facts.failure, waits.facts.link),
        (Some(MailFailure::AuthRejected), CarriedLink::Kept),
        "{waits:?}"
    );
    let right = json!({ "password": scene.peers.account(0).password, "outgoing": false });
    set(scene.find(account).version, &right);
    act(mail, "resend").done();
    assert_eq!(run(&scene, mail).facts.status, OutboxStatus::Sent);
    let _ = scene.company.nobody().get(&format!("/api/links/{}", token_in(&scene, mail))).expect(200);
}

#[test]
fn a_forgotten_password_is_mended_by_mail_and_nobody_has_to_act() {
    let (scene, _) = scene("forgotten");
    let company = &scene.company;
    let (colleague, Contact { email, portal, .. }) = (company.hire("viewer"), company.contact());
    let of_portal: (&Client, &str) = (&portal, &email);
    let mails = || company.server.count("SELECT count(*) FROM outbox");
    for (path, links, me, (person, email)) in [
        (STAFF_RESET, "/api/links", "/api/me", (&colleague.client, colleague.email.as_str())),
        (PORTAL_RESET, "/api/portal/links", "/api/portal/me", of_portal),
    ] {
        let before = mails();
        let stranger = forget(&scene, path, "nadie@otra.example");
        assert_eq!(mails(), before, "a stranger gets nothing");
        let known = forget(&scene, path, &email.to_uppercase());
        assert_eq!((known.outside(), &known.body), (stranger.outside(), &stranger.body), "they are told alike");
        assert_eq!(mails(), before + 1);
        let newest = |status: &str| -> i64 {
            company.server.count(&format!("SELECT max(id) FROM outbox WHERE status = '{status}' AND link IS NOT NULL"))
        };
        let first = newest("waiting");
        assert_eq!(run(&scene, first).facts.status, OutboxStatus::Sent);
        let older = format!("{links}/{}", token_in(&scene, first));
        let _ = company.nobody().get(&older).expect(200);
        forget(&scene, path, email);
        // Anybody may ask for another; who has the first in their hands is not to lose it.
        let _ = company.nobody().get(&older).expect(200);
        let second = newest("waiting");
        assert_eq!(run(&scene, second).facts.status, OutboxStatus::Sent);
        let address = format!("{links}/{}", token_in(&scene, second));
        let info: LinkInfo = company.nobody().get(&address).expect(200).json();
        assert_eq!(info.purpose, LinkPurpose::Reset);
        let another = NewPassword { password: "tres puertas correderas".into() };
        company.nobody().post(&address, &another).done();
        company.nobody().get(&address).refused(ProblemKind::LinkSpent);
        company.nobody().get(&older).refused(ProblemKind::LinkSpent);
        person.get(me).refused(ProblemKind::SignInNeeded);
    }
    let notified: Vec<Notification> = company.owner.get("/api/notifications").expect(200).json();
    assert!(notified.iter().all(|one| one.notice != Notice::ResetRequested), "{notified:?}");
}

/// A contact with this address, of a customer of its own, and the link that was mailed there.
fn mailed(scene: &Scene, email: &str) -> (i64, String) {
    let draft = ContactDraft { email: email.into(), ..scene.company.contact_draft(scene.company.customer()) };
    let contact = scene.company.owner.create(RecordKind::Contact, &draft).id;
    let mail = invite(&scene.company, &format!("/api/contacts/{contact}/link")).mail.expect("it goes by mail");
    run(scene, mail);
    (contact, format!("/api/portal/links/{}", token_in(scene, mail)))
}

fn proof(scene: &Scene, link: &str) -> LinkProof {
    scene.company.nobody().get(link).expect(200).json::<LinkInfo>().proof
}

fn accept(person: &Client, link: &str) -> Answer {
    person.post(&format!("{link}/accept"), &Acceptance::default())
}

fn contacts(person: &Client) -> usize {
    person.get("/api/portal/me").expect(200).json::<PortalMe>().contacts.len()
}

#[test]
fn whoever_reads_the_mail_they_sign_in_with_accepts_a_second_customers_invitation_by_the_link_alone() {
    let (scene, _) = scene("serving");
    let email = format!("agente{}@viajes.example", api_tests::unique());
    let ((_, first), (second, other)) = (mailed(&scene, &email), mailed(&scene, &email));
    let person = scene.company.nobody();
    person.post(&first, &new_password()).done();
    assert_eq!(contacts(&person), 1);
    assert_eq!(proof(&scene, &other), LinkProof::Link);
    scene.company.nobody().post(&other, &new_password()).refused(ProblemKind::Stale);
    let elsewhere = scene.company.nobody();
    accept(&elsewhere, &other).done();
    assert_eq!(elsewhere.get("/api/portal/me").expect(200).json::<PortalMe>().id.0, second);
    assert_eq!((contacts(&elsewhere), contacts(&person)), (2, 2));
    accept(&scene.company.nobody(), &other).refused(ProblemKind::LinkSpent);
    sign_in(&scene.company.nobody(), "/api/portal/session", &email);
}

#[test]
fn whoever_was_handed_a_link_for_anothers_address_is_out_once_that_one_follows_a_mail() {
    let (scene, _) = scene("handed");
    let company = &scene.company;
    let email = format!("agente{}@viajes.example", api_tests::unique());
    let draft = ContactDraft { email: email.clone(), ..company.contact_draft(company.customer()) };
    let wrong = company.owner.create(RecordKind::Contact, &draft).id;
    let stranger = company.invite_contact(wrong);
    let (_, link) = mailed(&scene, &email);
    // Nobody knows whose the password is, so the one who reads the mail chooses another.
    assert_eq!(proof(&scene, &link), LinkProof::NewPassword);
    accept(&stranger, &link).refused(ProblemKind::Stale);
    let owner = company.nobody();
    owner.post(&link, &NewPassword { password: "tres puertas correderas".into() }).done();
    stranger.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
    let known = domain::session::SignIn { email: email.clone(), password: api_tests::PASSWORD.into() };
    stranger.post("/api/portal/session", &known).refused(ProblemKind::WrongSignIn);
    assert_eq!(contacts(&owner), 2);
    let (_, next) = mailed(&scene, &email);
    assert_eq!(proof(&scene, &next), LinkProof::Link);
    // A password by a link that is handed on is anybody's again.
    let reset = company.link(&format!("/api/contacts/{wrong}/link"));
    company.nobody().post(&format!("/api/portal/links/{}", token(&reset)), &new_password()).done();
    assert_eq!(proof(&scene, &next), LinkProof::NewPassword);
    // So it is where the mail goes to another address.
    let moved = company.contact();
    let kept: domain::people::contact::Contact = company.owner.find(RecordKind::Contact, moved.id);
    let draft = ContactDraft { email: format!("otra{}@viajes.example", api_tests::unique()), ..kept.fields };
    company.owner.update(RecordKind::Contact, moved.id, kept.version, &draft).done();
    assert_eq!(proof(&scene, &mailed(&scene, &draft.email).1), LinkProof::NewPassword);
}

#[test]
fn whoever_serves_several_customers_gets_one_mail_for_a_forgotten_password() {
    let (scene, _) = scene("one-mail");
    let company = &scene.company;
    let both = company.serving();
    let uninvited = ContactDraft { email: both.first.email.clone(), ..company.contact_draft(company.customer()) };
    company.owner.create(RecordKind::Contact, &uninvited);
    forget(&scene, PORTAL_RESET, &both.first.email);
    assert_eq!(company.server.count("SELECT count(*) FROM outbox"), 1);
    let told: Vec<Notification> = company.owner.get("/api/notifications").expect(200).json();
    assert!(told.iter().all(|one| one.notice != Notice::ResetRequested), "{told:?}");
    let mail = company.server.count("SELECT max(id) FROM outbox");
    run(&scene, mail);
    let person = company.nobody();
    person
        .post(
            &format!("/api/portal/links/{}", token_in(&scene, mail)),
            &NewPassword { password: "tres puertas correderas".into() },
        )
        .done();
    assert_eq!(contacts(&person), 2);
}

#[test]
fn whoever_may_not_sign_in_gets_no_link_by_asking_for_one() {
    let (scene, account) = scene("strangers");
    let company = &scene.company;
    let owner = &company.owner;
    let links = || company.server.count("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM links)");
    let resets = || {
        let notified: Vec<Notification> = owner.get("/api/notifications").expect(200).json();
        notified.iter().filter(|one| one.notice == Notice::ResetRequested).count()
    };
    let left = company.hire("viewer");
    let member: Staff = owner.find(RecordKind::Staff, left.staff);
    owner.update(RecordKind::Staff, left.staff, member.version, &StaffDraft { active: false, ..member.fields }).done();
    let (shut_out, of_sleeper) = (company.contact(), company.contact());
    owner.call("DELETE", &format!("/api/contacts/{}/access", shut_out.id)).send().done();
    let customer: Customer = owner.find(RecordKind::Customer, of_sleeper.customer);
    let asleep = CustomerDraft { active: false, ..customer.fields };
    owner.update(RecordKind::Customer, of_sleeper.customer, customer.version, &asleep).done();
    let before = links();
    for (path, email) in [
        (STAFF_RESET, &left.email),
        (PORTAL_RESET, &left.email),
        (PORTAL_RESET, &shut_out.email),
        (PORTAL_RESET, &of_sleeper.email),
    ] {
        forget(&scene, path, email);
        assert_eq!((links(), resets()), (before, 0), "{path} {email}");
    }
    // Who was never invited is for staff to decide upon; so is everybody while no mail can go.
    let uninvited = company.contact_draft(company.customer());
    owner.create(RecordKind::Contact, &uninvited);
    forget(&scene, PORTAL_RESET, &uninvited.email);
    assert_eq!((links(), resets()), (before, 1));
    let colleague = company.hire("viewer");
    change(&scene, account, |account| account.fields.active = false);
    forget(&scene, STAFF_RESET, &colleague.email);
    assert_eq!((links(), resets()), (before, 2));
}

#[test]
fn the_letters_words_are_the_companys_to_change_but_they_always_go() {
    let (scene, _) = scene("mail-layout");
    let company = &scene.company;
    let all: Vec<NoticeSetting> = company.owner.get("/api/notices").expect(200).json();
    let message = all.iter().find(|setting| setting.notice == Notice::Invitation).expect("it is among the notices");
    assert_eq!((message.in_app, message.mail), (false, true));
    assert_eq!(message.places, ["company", "person", "link", "until"]);
    let off = json!({ "in_app": false, "mail": false });
    let switch = company.owner.call("PUT", "/api/notices/invitation").json(&off).send();
    switch.refused(ProblemKind::TransitionNotAllowed);
    let own = WordingDraft {
        language: Language::Es,
        subject: "Entre, {person}".into(),
        body: "Bienvenido a {company}, hasta el {until}.".into(),
    };
    let preview: Preview = company.owner.post("/api/notices/invitation/preview", &own).expect(200).json();
    assert!(preview.text.contains("Aceptar la invitación: ") && preview.text.contains("/link/••••"), "{preview:?}");
    assert!(!preview.text.contains('{'), "{preview:?}");
    company.owner.call("PUT", "/api/notices/invitation/wording").json(&own).send().done();
    let staff = company.staff_member("viewer");
    let mail = invite(company, &format!("/api/staff/{staff}/link")).mail.expect("it goes by mail");
    assert_eq!(run(&scene, mail).facts.status, OutboxStatus::Sent);
    let (subject, html, text) = arrived(&scene, mail);
    let name = company.owner.find::<Staff>(RecordKind::Staff, staff).fields.name;
    assert_eq!(subject, format!("Entre, {name}"));
    assert!(
        text.contains("Bienvenido a Transportes Vega, hasta el ") && html.contains("Aceptar la invitación"),
        "{text}"
    );
    let _ = company.nobody().get(&format!("/api/links/{}", token_in(&scene, mail))).expect(200);
}
