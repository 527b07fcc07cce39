//! Client secrets and passwords go in and never come out.

use api_tests::{Client, Company, specimens};
use domain::{
    id::StaffId,
    mail::{
        account::{AccountKind, MailAccountDraft},
        app::{MailApp, SecretDraft},
    },
    problem::ProblemKind,
    record::RecordKind,
    time::read_date,
};
use serde_json::json;

const SECRET: &str = "7Qz~un-secreto-que-nadie-lee";

#[test]
fn a_client_secret_is_kept_but_never_answered() {
    let company = Company::shared();
    let app = company.owner.create(RecordKind::MailApp, &specimens::mail_app());
    let path = format!("/api/mail-apps/{}/secret", app.id);
    let draft = SecretDraft { secret: SECRET.into(), expires_on: read_date("2027-05-01"), next: false };
    let put = |version: i64| company.owner.call("PUT", &path).version(version).json(&draft).send();
    let kept: MailApp = put(app.version).done().json();
    assert!(kept.facts.has_secret && kept.fields.secret_expires_on == read_date("2027-05-01"));
    put(app.version).refused(ProblemKind::Stale);
    for path in ["", "/history"] {
        let body = company.owner.get(&format!("/api/mail-apps/{}{path}", app.id)).done().excerpt();
        assert!(!body.contains(SECRET), "{body}");
    }
    let sealed: String = company
        .server
        .sql()
        .query_row("SELECT secret FROM mail_apps WHERE id = ?", [app.id], |row| row.get(0))
        .expect("the secret is kept");
    assert!(sealed.starts_with("t1.") && !sealed.contains(SECRET), "{sealed}");
}

/// What is tried is shown with all that the server said, so it is for whoever may see the account.
#[test]
fn an_account_is_tried_by_who_sets_it_up_and_is_unknown_to_all_others() {
    let company = Company::shared();
    let owner_of_it = company.hire("dispatcher");
    let personal = MailAccountDraft {
        name: format!("Personal {}", api_tests::unique()),
        kind: AccountKind::Personal,
        owner: Some(StaffId(owner_of_it.staff)),
        ..specimens::new_mail_account(company)
    };
    let corporate = company.owner.create(RecordKind::MailAccount, &specimens::new_mail_account(company)).id;
    let personal = company.owner.create(RecordKind::MailAccount, &personal).id;
    let message = json!({ "to": "ana@cliente.example", "subject": "Prueba", "text": "Hola." });
    let tried = |person: &Client, account: i64, what: &str| {
        person.call("POST", &format!("/api/mail-accounts/{account}/{what}")).json(&message).send()
    };
    for what in ["validate", "test", "authorise"] {
        for role in ["dispatcher", "accounting"] {
            let other = company.client_with_role(role);
            let unknown = tried(&other, 404, what).refused(ProblemKind::NotFound);
            for account in [corporate, personal] {
                let answer = tried(&other, account, what).refused(ProblemKind::NotFound);
                assert_eq!((answer.title, answer.detail), (unknown.title.clone(), unknown.detail.clone()), "{what}");
            }
        }
        tried(&owner_of_it.client, corporate, what).refused(ProblemKind::NotFound);
        for person in [&owner_of_it.client, &company.owner] {
            assert!(matches!(tried(person, personal, what).status, 200 | 409), "{what}");
        }
    }
}

#[test]
fn only_who_manages_mail_sets_a_secret() {
    let company = Company::shared();
    let app = company.owner.create(RecordKind::MailApp, &specimens::mail_app());
    let draft = SecretDraft { secret: SECRET.into(), expires_on: read_date("2027-05-01"), next: false };
    let call = company.client_with_role("dispatcher");
    let call = call.call("PUT", &format!("/api/mail-apps/{}/secret", app.id));
    call.version(app.version).json(&draft).send().refused(ProblemKind::NotAllowed);
}
