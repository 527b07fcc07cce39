//! Old data is told of in one notice to each reader, which lists it, in the app and by mail.

use api_tests::{Client, Company, now};
use domain::{
    clock::{JobName, JobView},
    fleet::document::{Document, DocumentDraft},
    id::StaffId,
    notice::Notice,
    record::RecordKind,
    session::Notification,
    settings::{Company as Settings, CompanyDraft, ExpiryStep},
    time::{DAY, Instant},
};

fn run(company: &Company, job: JobName) {
    let ran: JobView = company.owner.call("POST", &format!("/api/clock/{}/run", job.code())).send().expect(200).json();
    assert_eq!(ran.runs.first().map_or("", |run| run.error_message.as_str()), "", "{ran:?}");
}

/// Lets the clock tell of what is owed until nothing is left, and write the mails.
fn tell(company: &Company, job: JobName) {
    for _ in 0..4 {
        run(company, job);
    }
    run(company, JobName::WriteMails);
}

fn settle(company: &Company, change: impl FnOnce(&mut CompanyDraft)) {
    let mut settings: Settings = company.owner.get("/api/settings").expect(200).json();
    change(&mut settings.fields);
    company.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send().done();
}

fn notices_of(person: &Client, notice: Notice) -> Vec<Notification> {
    let all: Vec<Notification> = person.get("/api/notifications").expect(200).json();
    all.into_iter().filter(|one| one.notice == notice).collect()
}

/// The texts of the mails to somebody, oldest first.
fn mails(company: &Company, email: &str) -> Vec<String> {
    company.server.texts(&format!(
        "SELECT mail ->> '$.text' FROM outbox WHERE mail ->> '$.to[0].address' = '{email}' ORDER BY created_at, id"
    ))
}

/// What links begin with.
fn site(company: &Company) -> String {
    company.server.texts("SELECT site FROM company").concat()
}

const OLD: i64 = 200;

#[test]
fn a_step_or_a_recipient_that_is_switched_on_over_old_documents_is_one_digest_to_each_that_lists_them() {
    let company = Company::fresh("digests");
    company.move_to_noon();
    let vehicle = company.vehicle();
    let [first, later] = ["dispatcher", "workshop"].map(|role| company.hire(role));
    settle(&company, |draft| {
        draft.expiry_steps = vec![ExpiryStep::Seven];
        draft.expiry_recipients = vec![StaffId(first.staff)];
    });
    let (first_id, later_id) = (first.staff, later.staff);
    // Sixty days ahead and twenty behind: some are beyond the step of seven, some have long expired.
    let company = company.restarted(None, |sql| {
        let fill = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) \
                    INSERT INTO documents (id, created_at, updated_at, vehicle, document_type, title, title_key, expires_on) \
                    SELECT 1000000 + i, i, i, ?2, 'permit', 'Permiso ' || i, 'permiso ' || i, date('now', (i % 80 - 20) || ' days') FROM n";
        sql.execute(fill, [OLD, vehicle]).expect("the documents are written");
    });
    let (one, two) = (first.client.at(&company.server.url), later.client.at(&company.server.url));
    let site = site(&company);
    let due = |days: i64| {
        let due = format!("SELECT count(*) FROM documents WHERE lasts_until <= date('now', '{days} days')");
        company.server.count(&due)
    };
    let lists = |person: &Client, email: &str, digests: usize, documents: i64| {
        let all = notices_of(person, Notice::DocumentExpiring);
        assert_eq!(all.len(), digests, "{all:?}");
        let newest = &all[0];
        assert_eq!((newest.subject, newest.label.as_str()), (0, documents.to_string().as_str()));
        assert_eq!(i64::try_from(newest.lines.len()), Ok(documents.min(200)));
        let line = &newest.lines[0];
        assert!(line.label.starts_with("Permiso ") && line.label.contains("Van "), "{line:?}");
        assert!(newest.lines.is_sorted_by_key(|line| line.due_on.clone()), "soonest first");
        let sent = mails(&company, email);
        assert_eq!(sent.len(), digests, "as many mails");
        let text = sent.last().expect("one mail at least");
        for line in &newest.lines {
            assert!(text.contains(&line.label), "{} isn't there", line.label);
            assert!(text.contains(&format!("{site}/admin/documents/{}", line.subject)), "no link to {}", line.subject);
        }
        assert!(text.contains("Caduca en ") && text.contains("Caducó hace "), "the days left, and gone by");
    };

    tell(&company, JobName::WarnExpiringDocuments);
    lists(&one, &first.email, 1, due(7));
    // A step is added.
    settle(&company, |draft| draft.expiry_steps = vec![ExpiryStep::Seven, ExpiryStep::Sixty]);
    tell(&company, JobName::WarnExpiringDocuments);
    lists(&one, &first.email, 2, due(60));
    // A recipient is added.
    settle(&company, |draft| draft.expiry_recipients = vec![StaffId(first_id), StaffId(later_id)]);
    tell(&company, JobName::WarnExpiringDocuments);
    lists(&two, &later.email, 1, due(60));
    assert_eq!(notices_of(&one, Notice::DocumentExpiring).len(), 2, "who was told of all is told nothing");

    // A renewal starts afresh, and one document alone is a notice of its own.
    let draft: Document = company.owner.find(RecordKind::Document, 1_000_001);
    let renewed = DocumentDraft { expires_on: Instant(now() + 30 * DAY).utc_date(), ..draft.fields };
    company.owner.update(RecordKind::Document, draft.id, draft.version, &renewed).done();
    tell(&company, JobName::WarnExpiringDocuments);
    let all = notices_of(&two, Notice::DocumentExpiring);
    assert_eq!((all.len(), all[0].subject, all[0].lines.len()), (2, draft.id, 1), "{all:?}");
    assert!(all[0].label.starts_with("Permiso 1 · Van "), "{all:?}");
}

#[test]
fn old_invoices_and_old_secrets_are_one_digest_too() {
    let company = Company::fresh("digests-of-others");
    let contact = company.contact();
    let (customer, vehicle) = (contact.customer, company.vehicle_type);
    let company = company.restarted(None, |sql| {
        let invoices = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) \
            INSERT INTO invoices (id, created_at, updated_at, customer, due_on, lines, currency, subtotal, tax, total, number, \
            issued_at, issued_on, issuer, billed_to) SELECT 1000000 + i, i, i, ?2, date('now', -(i % 90 + 2) || ' days'), '[]', \
            'EUR', 100, 21, 121, printf('F-2025-%05d', i), i, '2025-01-01', '{}', '{\"name\":\"Cliente\"}' FROM n";
        // More than one run tells of.
        sql.execute(invoices, [450, customer]).expect("the invoices are written");
        let apps = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12) \
            INSERT INTO mail_apps (id, created_at, updated_at, name, name_key, provider, client_id, secret_expires_on) \
            SELECT 1000000 + i, i, i, 'App ' || i, 'app ' || i, 'google', 'client-' || i, date('now', i || ' days') FROM n WHERE ?1 > 0";
        sql.execute(apps, [vehicle]).expect("the apps are written");
    });
    tell(&company, JobName::WarnOverdueInvoices);
    tell(&company, JobName::WarnExpiringSecrets);
    let portal = contact.portal.at(&company.server.url);
    let of_customer: Vec<Notification> = portal.get("/api/portal/notifications").expect(200).json();
    assert_eq!(of_customer.len(), 1, "{of_customer:?}");
    let of_staff = notices_of(&company.owner, Notice::InvoiceOverdue);
    for all in [&of_customer, &of_staff] {
        assert_eq!((all.len(), all[0].label.as_str(), all[0].lines.len()), (1, "450", 200));
    }
    assert!(of_staff[0].lines[0].label.contains(" · Customer "), "staff are told whose: {:?}", of_staff[0].lines[0]);
    let secrets = notices_of(&company.owner, Notice::SecretExpiring);
    assert_eq!((secrets.len(), secrets[0].label.as_str(), secrets[0].lines.len()), (1, "12", 12));
    let sent = mails(&company, &contact.email);
    let [text] = &sent[..] else { panic!("one mail: {sent:?}") };
    assert!(text.contains("+ 250"), "of what is not listed it says how much there is");
    for line in &of_customer[0].lines {
        assert!(text.contains(&line.label), "{} isn't there", line.label);
        assert!(
            text.contains(&format!("{}/invoices/{}\n", site(&company), line.subject)),
            "no link to {}",
            line.subject
        );
    }
}
