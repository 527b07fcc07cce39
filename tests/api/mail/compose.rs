//! Writing about a record: what one begins with, who may, and what is seen of it there afterwards.

use api_tests::{Company, making::tomorrow, specimens, unique};
use domain::{
    id::{MailAccountId, StaffId},
    list::Page,
    mail::{
        account::{AccountKind, MailAccountDraft},
        outbox::{ComposeDraft, MailAboutRow, MessageDraft, OutboxMail, OutboxRow, OutboxStatus, Recipient},
        template::{ComposeOptions, MailTemplateDraft, TemplateFor},
    },
    people::customer::CustomerDraft,
    problem::ProblemKind,
    record::{Created, RecordKind},
};

fn about(kind: RecordKind, record: i64) -> String {
    format!("record_kind={}&record={record}", kind.collection())
}

#[test]
fn a_mail_about_a_booking_begins_with_its_customer_and_filled_in_templates() {
    let company = Company::shared();
    let customer = CustomerDraft { email: "taller@cliente.example".into(), ..company.customer_draft() };
    let name = customer.company.clone();
    let customer = company.owner.create(RecordKind::Customer, &customer).id;
    let booking = company.booking(customer, tomorrow()).id;
    let template = |offered_for, name: &str| MailTemplateDraft {
        name: format!("{name} {}", unique()),
        offered_for,
        subject: "{customer}: {what}".into(),
        body: "Hola, {person}:\n\nImporte: {balance}\n\n{company}".into(),
    };
    let (offered, other) = (template(TemplateFor::Bookings, "b"), template(TemplateFor::Invoices, "i"));
    for template in [&offered, &other] {
        company.owner.create(RecordKind::MailTemplate, template);
    }
    let options: ComposeOptions = company
        .owner
        .get(&format!("/api/outbox/compose-options?{}", about(RecordKind::Booking, booking)))
        .expect(200)
        .json();
    assert_eq!(options.to, [Recipient::new(&name, "taller@cliente.example")]);
    let filled = options.templates.iter().find(|one| one.name == offered.name).expect("it is offered");
    assert_eq!(filled.subject, format!("{name}: {}", options.what));
    assert!(options.what.starts_with("BK-"), "{}", options.what);
    // What a booking doesn't have is left out with its line.
    assert!(filled.text.starts_with(&format!("Hola, {name}:\n\n")), "{}", filled.text);
    assert!(!filled.text.contains("Importe"), "{}", filled.text);
    assert!(options.templates.iter().all(|one| one.name != other.name));
}

#[test]
fn one_is_offered_the_accounts_that_one_may_send_from() {
    let company = Company::fresh("senders");
    let dispatcher = company.hire("dispatcher");
    let add = |change: &dyn Fn(&mut MailAccountDraft)| {
        let mut draft = specimens::new_mail_account(&company);
        change(&mut draft);
        company.owner.create(RecordKind::MailAccount, &draft).id
    };
    let everyones = add(&|_| {});
    let default = add(&|draft| draft.is_default = true);
    let me: domain::session::Me = dispatcher.client.get("/api/me").expect(200).json();
    let own = add(&|draft| {
        draft.kind = AccountKind::Personal;
        draft.owner = Some(me.id);
    });
    let others = add(&|draft| draft.people = vec![StaffId(company.staff_member("dispatcher"))]);
    add(&|draft| draft.active = false);
    let options: ComposeOptions = dispatcher.client.get("/api/outbox/compose-options").expect(200).json();
    let mut offered: Vec<i64> = options.senders.iter().map(|one| one.id).collect();
    assert_eq!(offered.first(), Some(&default));
    offered.sort_unstable();
    let mut right = vec![everyones, default, own];
    right.sort_unstable();
    assert_eq!(offered, right);
    let from = |account| ComposeDraft { account: Some(MailAccountId(account)), ..specimens::message() };
    assert_eq!(dispatcher.client.keyed("/api/outbox", &from(others)).fields(), ["account"]);
    let _ = dispatcher.client.keyed("/api/outbox", &from(own)).expect(201);
}

#[test]
fn a_mail_is_opened_called_off_and_sent_again_by_whoever_wrote_it() {
    let company = Company::shared();
    let (author, other) = (company.hire("dispatcher").client, company.hire("accounting").client);
    let mail = author.keyed("/api/outbox", &specimens::message()).expect(201).json::<Created>().id;
    let others = other.keyed("/api/outbox", &specimens::message()).expect(201).json::<Created>().id;
    let path = |tail: &str| format!("/api/outbox/{mail}{tail}");
    let version = || company.owner.find::<OutboxMail>(RecordKind::OutboxMail, mail).version;
    let own: Vec<OutboxRow> = author.rows(RecordKind::OutboxMail, "");
    assert_eq!(own.iter().map(|row| row.id).collect::<Vec<_>>(), [mail], "and not {others}");
    for tail in ["", "/history"] {
        let _ = author.get(&path(tail)).expect(200);
        other.get(&path(tail)).refused(ProblemKind::NotFound);
    }
    for (act, becomes) in [("/cancel", OutboxStatus::Cancelled), ("/resend", OutboxStatus::Waiting)] {
        let press = |person: &api_tests::Client| person.call("POST", &path(act)).version(version()).send();
        press(&other).refused(ProblemKind::NotFound);
        assert_eq!(press(&author).expect(200).json::<OutboxMail>().facts.status, becomes);
    }
    let pressed = company.owner.call("POST", &path("/cancel")).version(version()).send();
    assert_eq!(pressed.expect(200).json::<OutboxMail>().facts.status, OutboxStatus::Cancelled, "and by who sees all");
}

#[test]
fn a_list_of_mails_says_how_many_more_recipients_there_are() {
    let company = Company::shared();
    let booking = company.booking(company.customer(), tomorrow()).id;
    let author = company.hire("dispatcher").client;
    let to = |name: &str| Recipient::new("", &format!("{name}@cliente.example"));
    let mut draft = ComposeDraft { about: Some(RecordKind::Booking), record: Some(booking), ..specimens::message() };
    for (cc, bcc) in [(vec![], vec![]), (vec![to("eva")], vec![to("luis")])] {
        draft.message = MessageDraft { to: vec![to("ana")], cc, bcc, ..draft.message };
        let _ = author.keyed("/api/outbox", &draft).expect(201);
    }
    let mut listed: Vec<String> =
        author.rows::<OutboxRow>(RecordKind::OutboxMail, "").into_iter().map(|row| row.to).collect();
    listed.sort_unstable();
    assert_eq!(listed, ["ana@cliente.example", "ana@cliente.example +2"]);
    let path = format!("/api/outbox/about?{}", about(RecordKind::Booking, booking));
    let page: Page<MailAboutRow> = author.get(&path).expect(200).json();
    let mut there: Vec<String> = page.rows.into_iter().filter_map(|row| row.to).collect();
    there.sort_unstable();
    assert_eq!(there, listed);
}

#[test]
fn what_was_written_about_a_record_is_seen_there_by_whoever_sees_the_record() {
    let company = Company::shared();
    let booking = company.booking(company.customer(), api_tests::making::tomorrow()).id;
    let dispatcher = company.client_with_role("dispatcher");
    let mut draft = specimens::message();
    (draft.about, draft.record) = (Some(RecordKind::Booking), Some(booking));
    let made: Created = dispatcher.keyed("/api/outbox", &draft).expect(201).json();
    let path = format!("/api/outbox/about?{}", about(RecordKind::Booking, booking));
    for reader in ["dispatcher", "viewer"] {
        let rows = company.client_with_role(reader).get(&path).expect(200).json::<Page<MailAboutRow>>().rows;
        let seen: Vec<_> = rows.iter().map(|row| (row.id, row.status)).collect();
        assert_eq!(seen, [(made.id, OutboxStatus::Waiting)], "{reader}");
    }
    // A driver who doesn't drive it knows neither of the booking nor of its mails.
    company.client_with_role("driver").get(&path).refused(ProblemKind::NotFound);
    // One who does learns of no price that a subject may say, and of no customer's address.
    let trip = company.trip(company.customer(), tomorrow());
    draft.record = Some(trip.booking);
    let _ = dispatcher.keyed("/api/outbox", &draft).expect(201);
    let path = format!("/api/outbox/about?{}", about(RecordKind::Booking, trip.booking));
    let shows = |person: &api_tests::Client| {
        let page: domain::list::Page<serde_json::Value> = person.get(&path).expect(200).json();
        assert!(!page.rows.is_empty());
        ["subject", "to"].map(|name| page.columns.iter().any(|column| column == name))
    };
    assert_eq!(shows(&company.invite_staff(trip.driver.staff)), [false, false]);
    assert_eq!(shows(&dispatcher), [true, true]);
    company.owner.get("/api/outbox/about?record_kind=vehicles&record=7").refused(ProblemKind::MalformedQuery);
    company.owner.get("/api/outbox/about").refused(ProblemKind::MalformedQuery);
    let invoice = format!("/api/outbox/compose-options?{}", about(RecordKind::Invoice, 7));
    dispatcher.get(&invoice).refused(ProblemKind::NotFound);
}
