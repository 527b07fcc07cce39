//! The clock: its jobs, what they tell of, and that nothing is told twice.

use api_tests::{Company, making};
use domain::{
    clock::{JobName, JobView, RunOutcome},
    id::CustomerId,
    money::{
        TaxRate,
        invoice::{InvoiceDraft, InvoiceLine},
        unit_price::UnitPrice,
    },
    notice::Notice,
    problem::ProblemKind,
    record::RecordKind,
    session::Notification,
    settings::Company as Settings,
};

fn run(company: &Company, job: JobName) -> JobView {
    company.owner.call("POST", &format!("/api/clock/{}/run", job.code())).send().expect(200).json()
}

fn notified(company: &Company, notice: Notice) -> usize {
    let all: Vec<Notification> = company.owner.get("/api/notifications").expect(200).json();
    all.iter().filter(|one| one.notice == notice).count()
}

/// Issued and due on Samoa yesterday: overdue on Kiritimati, where it is at least a day later.
fn overdue_invoice(company: &Company) -> i64 {
    let move_to = |zone: &str| {
        let mut settings: Settings = company.owner.get("/api/settings").expect(200).json();
        settings.fields.zone = zone.into();
        settings.fields.due_days = 0;
        company.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send().done();
    };
    move_to("Pacific/Pago_Pago");
    let line = InvoiceLine {
        booking: None,
        description: "Van".into(),
        quantity: 1_000,
        unit_price: UnitPrice::of_amount(1_000),
        tax: TaxRate(0),
        tax_name: String::new(),
    };
    let customer = Some(CustomerId(company.customer()));
    let draft = InvoiceDraft { customer, lines: vec![line], ..InvoiceDraft::default() };
    let invoice = company.owner.create(RecordKind::Invoice, &draft).id;
    company.owner.call("POST", &format!("/api/invoices/{invoice}/issue")).version(1).send().done();
    move_to("Pacific/Kiritimati");
    invoice
}

#[test]
fn every_job_is_listed_and_a_run_by_hand_stands_in_its_history() {
    let company = Company::fresh("clock");
    let before: Vec<JobView> = company.owner.get("/api/clock").expect(200).json();
    assert!(before.iter().any(|job| job.name == JobName::CleanUp && job.last_run_at.is_none()));
    let ran = run(&company, JobName::CleanUp);
    assert_eq!(ran.last_outcome, Some(RunOutcome::Done));
    assert!(ran.runs.first().is_some_and(|run| run.by_hand && run.error_message.is_empty()), "{ran:?}");
    assert!(ran.next_run_at > ran.last_run_at, "its next turn comes later");
    company.owner.call("POST", "/api/clock/no_such_job/run").send().refused(ProblemKind::NotFound);
    company.hire("dispatcher").client.get("/api/clock").refused(ProblemKind::NotAllowed);
}

#[test]
fn an_overdue_invoice_is_told_of_once() {
    let company = Company::fresh("overdue");
    let invoice = overdue_invoice(&company);
    let (first, second) = (run(&company, JobName::WarnOverdueInvoices), run(&company, JobName::WarnOverdueInvoices));
    assert_eq!(first.runs.first().map(|run| run.done), Some(1), "invoice {invoice}: {first:?}");
    assert_eq!(second.runs.first().map(|run| run.done), Some(0));
    assert_eq!(notified(&company, Notice::InvoiceOverdue), 1);
}

#[test]
fn a_notice_makes_one_mail_however_often_mails_are_written() {
    let company = Company::fresh("mails");
    let contact = company.contact();
    contact.portal.keyed("/api/portal/bookings", &making::request(making::tomorrow())).expect(201);
    let (first, second) = (run(&company, JobName::WriteMails), run(&company, JobName::WriteMails));
    assert_eq!(first.runs.first().map(|run| run.done), Some(1), "{first:?}");
    assert_eq!(second.runs.first().map(|run| run.done), Some(0));
    let mails: Vec<String> = company.server.texts("SELECT mail FROM outbox");
    assert_eq!(mails.len(), 1);
    let mail: serde_json::Value = serde_json::from_str(&mails[0]).expect("the outbox holds JSON");
    assert!(mail["subject"].as_str().is_some_and(|subject| subject.contains("BK-")), "{mail}");
    assert!(mail["html"].as_str().is_some_and(|html| html.contains("/admin/bookings/")), "{mail}");
}

#[test]
fn a_notice_that_is_switched_off_is_told_by_neither_way() {
    let company = Company::fresh("silence");
    let put = |path: &str, body: serde_json::Value| company.owner.call("PUT", path).json(&body).send();
    put("/api/notices/booking_requested", serde_json::json!({ "in_app": false, "mail": true })).done();
    put("/api/me/notices", serde_json::json!({ "notice": "booking_requested", "in_app": true, "mail": false })).done();
    company.contact().portal.keyed("/api/portal/bookings", &making::request(making::tomorrow())).expect(201);
    assert_eq!(notified(&company, Notice::BookingRequested), 0, "the company switched it off in the app");
    run(&company, JobName::WriteMails);
    assert!(company.server.texts("SELECT mail FROM outbox").is_empty(), "the owner wants no mail of it");
    put("/api/notices/no_such_notice", serde_json::json!({ "in_app": true, "mail": true }))
        .refused(ProblemKind::NotFound);
    put("/api/me/notices", serde_json::json!({ "notice": "booking_approved", "in_app": true, "mail": true }))
        .refused(ProblemKind::Invalid);
}
