//! Documents that expire: told of once to each recipient, however many fall due on one day.

use api_tests::{Company, making::day};
use domain::{
    clock::{JobName, JobView, RunOutcome},
    fleet::document::{DocumentDraft, DocumentType},
    id::{StaffId, VehicleId},
    record::RecordKind,
    settings::Company as Settings,
};

fn run(company: &Company, job: JobName) -> JobView {
    company.owner.call("POST", &format!("/api/clock/{}/run", job.code())).send().expect(200).json()
}

/// Statements of each run so far, by the server's log.
fn statements(company: &Company, job: JobName) -> Vec<i64> {
    let log = company.server.log();
    let begins = format!("job {} did ", job.code());
    let lines = log.lines().filter_map(|line| line.split_once(&begins)?.1.split_once(" in ")?.1.split(' ').next());
    lines.map(|count| count.parse().expect("a count")).collect()
}

#[test]
fn ten_thousand_documents_of_one_day_are_told_of_in_bounded_runs_and_none_twice() {
    const DOCUMENTS: i64 = 10_000;
    const BATCH: i64 = 1_000;
    let company = Company::fresh("ten-thousand");
    let vehicle = company.vehicle();
    let recipients = [company.staff_member("dispatcher"), company.staff_member("workshop")];
    let mut settings: Settings = company.owner.get("/api/settings").expect(200).json();
    settings.fields.expiry_recipients = recipients.map(StaffId).into();
    company.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send().done();
    let company = company.restarted(None, |sql| {
        let fill = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) \
                    INSERT INTO documents (id, created_at, updated_at, vehicle, document_type, title, title_key, expires_on) \
                    SELECT 1000000 + i, i, i, ?2, 'permit', 'Permiso ' || i, 'permiso ' || i, date('now', '+7 days') FROM n";
        sql.execute(fill, [DOCUMENTS, vehicle]).expect("the documents are written");
    });
    let owed = DOCUMENTS * 2;
    for turn in 1..=owed / BATCH {
        let ran = run(&company, JobName::WarnExpiringDocuments);
        assert_eq!((ran.runs[0].done, ran.last_outcome), (BATCH, Some(RunOutcome::More)), "run {turn}: {ran:?}");
        println!("run {turn}: {} ms", ran.runs[0].took);
        run(&company, JobName::WriteMails);
        assert_eq!(company.server.count("SELECT count(*) FROM outbox"), 0, "a notice waits for all it tells of");
    }
    for _ in 0..3 {
        let ran = run(&company, JobName::WarnExpiringDocuments);
        assert_eq!((ran.runs[0].done, ran.last_outcome), (0, Some(RunOutcome::Done)));
        run(&company, JobName::WriteMails);
    }
    let notified = "SELECT count(*) FROM notifications WHERE notice = 'document_expiring'";
    assert_eq!(company.server.count(notified), 2, "one notice to each");
    let lines = "FROM notice_lines WHERE notification IS NOT NULL";
    assert_eq!(company.server.count(&format!("SELECT count(*) {lines}")), owed);
    assert_eq!(company.server.count(&format!("SELECT count(*) FROM (SELECT DISTINCT person, subject {lines})")), owed);
    assert_eq!(company.server.count("SELECT count(*) FROM outbox"), 2, "one mail to each");
    assert_eq!(company.owner.list_page::<serde_json::Value>(RecordKind::OutboxMail, "").rows.len(), 2);
    for job in [JobName::WarnExpiringDocuments, JobName::WriteMails] {
        let most = statements(&company, job).into_iter().max();
        assert!(most.is_some_and(|most| most <= 100), "{}: {most:?} statements", job.code());
    }
}

#[test]
fn what_was_renewed_is_not_told_of() {
    let company = Company::fresh("renewed");
    let (vehicle, other) = (company.vehicle(), company.vehicle());
    let draft = |vehicle: i64, title: &str, days: i64| DocumentDraft {
        vehicle: Some(VehicleId(vehicle)),
        document_type: Some(DocumentType::Permit),
        title: title.into(),
        expires_on: day(days),
        ..DocumentDraft::default()
    };
    let create = |draft: &DocumentDraft| company.owner.create(RecordKind::Document, draft).id;
    create(&draft(vehicle, "Mercancías", 7));
    create(&draft(vehicle, "mercancías", 300));
    let owed = [create(&draft(vehicle, "Centro", 7)), create(&draft(other, "Mercancías", 7))];
    run(&company, JobName::WarnExpiringDocuments);
    let notified = company.server.texts("SELECT CAST(subject AS TEXT) FROM notice_lines ORDER BY subject");
    let mut owed = owed;
    owed.sort_unstable();
    assert_eq!(notified, owed.map(|id| id.to_string()));
}
