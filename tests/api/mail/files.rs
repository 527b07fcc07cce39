//! Files of a mail: they arrive as they were brought in, belong to that mail alone, and go with it.

use api_tests::{Client, client::escape, now, specimens};
use domain::{
    check::FieldCode,
    file::{File, LARGEST},
    id::{FileId, MailAccountId},
    mail::{
        app::Provider,
        outbox::{ComposeDraft, OutboxMail, OutboxStatus},
        server::Engine,
    },
    problem::ProblemKind,
    record::Created,
    time::DAY,
};
use peers::Accepted;
use serde_json::json;

use crate::scene::Scene;
use crate::sending::account;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n";
const PDF_IN_BASE64: &str = "JVBERi0xLjcKMSAwIG9iago8PCA+PgplbmRvYmoKdHJhaWxlcgo8PCA+PgolJUVPRgo=";

fn add(person: &Client, name: &str, bytes: Vec<u8>) -> File {
    let path = format!("/api/files?name={}", escape(name));
    person.call("POST", &path).header("content-type", "application/octet-stream").bytes(bytes).send().expect(201).json()
}

fn pdf(length: usize) -> Vec<u8> {
    let mut bytes = PDF.to_vec();
    // Not the same everywhere, so that a piece in the wrong place is seen.
    bytes.extend((PDF.len()..length).map(|at| u8::try_from(at / 1000 % 251).unwrap_or_default()));
    bytes
}

fn with_files(account: Option<i64>, files: &[FileId]) -> ComposeDraft {
    let mut draft = specimens::message();
    draft.account = account.map(MailAccountId);
    draft.message.attachments = files.to_vec();
    draft
}

/// Composes and lets the clock send; the mail and what the peer has of it.
fn sent(scene: &Scene, draft: &ComposeDraft) -> (OutboxMail, Accepted) {
    let made: Created = scene.company.owner.keyed("/api/outbox", draft).expect(201).json();
    let mail = scene.send(made.id);
    assert_eq!(mail.facts.status, OutboxStatus::Sent, "{mail:?}");
    let mut accepted = scene.accepted(made.id);
    assert_eq!(accepted.len(), 1);
    (mail, accepted.remove(0))
}

#[test]
fn a_file_goes_by_smtp_as_it_came() {
    let scene = Scene::shared();
    let (peers, company) = (scene.peers, &scene.company);
    let file = add(&company.owner, "itv año.pdf", PDF.to_vec());
    let account = account(company, peers, &peers.account(0).password, |_| {});
    let (mail, accepted) = sent(scene, &with_files(Some(account.id), &[file.id]));
    assert_eq!(mail.facts.attached, std::slice::from_ref(&file));
    let raw = String::from_utf8(peers.raw(&accepted)).expect("a mail in ASCII");
    assert!(raw.lines().collect::<String>().contains(PDF_IN_BASE64), "{raw}");
    assert!(raw.contains("application/pdf") && raw.contains("a%C3%B1o.pdf"), "{raw}");
    // It is the mail's now: whoever sees the mail sees it, and no other mail can have it.
    let path = format!("/api/files/{}", file.id);
    assert_eq!(scene.person().get(&path).expect(200).body.as_bytes(), PDF);
    let again = company.owner.keyed("/api/outbox", &with_files(None, &[file.id]));
    assert_eq!(again.fields(), ["message.attachments"]);
}

#[test]
fn large_files_go_by_graph_in_pieces() {
    let scene = Scene::shared();
    let app = json!({ "consented": true, "roles": ["Mail.Send", "Mail.ReadWrite"] });
    let account = scene.account(&scene.app_with(Provider::Microsoft, &app, |_| {}), Engine::GraphApp);
    let (large, small) = (pdf(7_000_000), pdf(20_000));
    let files = [("large.pdf", &large), ("small.pdf", &small)];
    let files = files.map(|(name, bytes)| add(&scene.company.owner, name, bytes.clone()).id);
    let (_, accepted) = sent(scene, &with_files(Some(account.id), &files));
    assert_eq!(accepted.via, "graph send");
    let files: Vec<_> = accepted.files.iter().map(|file| (file.name.as_str(), file.size)).collect();
    assert_eq!(files, [("large.pdf", large.len()), ("small.pdf", small.len())]);
    assert!(scene.peers.file(&accepted, 0) == large && scene.peers.file(&accepted, 1) == small, "the bytes differ");
}

#[test]
fn a_mail_names_only_files_that_its_writer_brought_in_and_not_too_much() {
    let company = &Scene::shared().company;
    let compose = |files: &[FileId]| company.owner.keyed("/api/outbox", &with_files(None, files));
    let others = add(&company.client_with_role("dispatcher"), "hers.pdf", PDF.to_vec()).id;
    let own = add(&company.owner, "a.pdf", PDF.to_vec()).id;
    for refused in [&[FileId(7)][..], &[others], &[own, own]] {
        assert_eq!(compose(refused).fields(), ["message.attachments"], "{refused:?}");
    }
    let heavy = ["a.pdf", "b.pdf"].map(|name| add(&company.owner, name, pdf(LARGEST)).id);
    let refused = compose(&heavy).refused(ProblemKind::Invalid);
    assert_eq!(
        (refused.errors[0].field.as_str(), refused.errors[0].code),
        ("message.attachments", FieldCode::FilesTooLarge)
    );
    // A refused mail leaves them as they were: still the writer's, to be named again.
    let _ = compose(&heavy[..1]).expect(201);
}

#[test]
fn files_go_with_their_mail_and_those_of_no_mail_after_a_day() {
    let scene = Scene::alone();
    let company = &scene.company;
    let [kept, left] = ["kept.pdf", "left.pdf"].map(|name| add(&company.owner, name, PDF.to_vec()).id);
    let made: Created = company.owner.keyed("/api/outbox", &with_files(None, &[kept])).expect(201).json();
    let there = |file: FileId| company.server.count(&format!("SELECT count(*) FROM files WHERE id = {file}"));
    let clear = || company.owner.call("POST", "/api/clock/clean_up_what_expired/run").send().done();
    for file in [kept, left] {
        let earlier = now() - 2 * DAY;
        company.server.pass_time(&format!("UPDATE files SET created_at = {earlier} WHERE id = {file}"));
    }
    clear();
    assert_eq!((there(kept), there(left)), (1, 0));
    company.server.pass_time(&format!("DELETE FROM outbox WHERE id = {}", made.id));
    clear();
    assert_eq!(there(kept), 0);
}
