//! What the tables, the store and the log hold of secrets: nothing in clear, and nothing by a key that may go.

use crate::{
    links::{by_default, invite, token_in},
    scene::{Mailbox, Scene, outcome, set_password},
};
use api_tests::{Client, Company, Server, server::SEALING_KEYS};
use domain::{
    clock::{JobName, JobView},
    mail::{app::Provider, preset::Encryption, server::Engine},
    record::Created,
};
use rusqlite::{Connection, OpenFlags, types::ValueRef};
use std::{collections::BTreeSet, fs, path::Path};

const SEALED: [(&str, &str); 9] = [
    ("mail_apps", "secret"),
    ("mail_apps", "next_secret"),
    ("mail_accounts", "password"),
    ("mail_accounts", "outgoing_password"),
    ("tokens", "access"),
    ("tokens", "refresh"),
    ("unconfirmed_grants", "access"),
    ("unconfirmed_grants", "refresh"),
    ("outbox", "link"),
];

/// An account with both passwords, at the test's submission server.
fn by_password(scene: &Scene) -> i64 {
    let mut mailbox = Mailbox::at(scene.peers, scene.peers.places.receiver.smtps, Encryption::Tls);
    mailbox.account.separate_outgoing = true;
    mailbox.account.outgoing_login = mailbox.account.address.clone();
    let made = mailbox.keep(&scene.company);
    let password = &scene.peers.account(0).password;
    let version = set_password(&scene.company, &made, password, true).version;
    set_password(&scene.company, &Created { version, ..made }, password, false).id
}

/// Accounts of every engine, each of which sends; their ids.
fn every_engine(scene: &Scene, person: &Client) -> Vec<i64> {
    let app = scene.app(Provider::Microsoft);
    scene.secret(app.id, &scene.peers.places.secrets.next, true);
    let back = scene.ask(&scene.depart_for_app(person, app.id));
    assert_eq!(outcome(&scene.come_back(person, &back)), "consented");
    let accounts = vec![
        by_password(scene),
        scene.account(&app, Engine::GraphApp).id,
        scene.authorised(Provider::Microsoft, Engine::Graph).1.id,
        scene.authorised(Provider::Microsoft, Engine::SmtpOAuth).1.id,
        scene.authorised(Provider::Google, Engine::Gmail).1.id,
    ];
    // Somebody else's consent waits beside the grant in use.
    assert_eq!(scene.authorise(person, accounts[2], "&peer=other"), "confirm");
    all_send(scene, person, &accounts);
    accounts
}

fn all_send(scene: &Scene, person: &Client, accounts: &[i64]) {
    for account in accounts {
        let attempt = scene.test_mail(person, *account);
        assert!(attempt.went_well(), "{attempt:?}");
    }
}

#[test]
fn nothing_secret_stands_in_the_tables_the_store_or_the_log() {
    let scene = Scene::fresh("dump");
    let person = scene.person();
    let accounts = every_engine(&scene, &person);
    // What fails says most: a refused secret, a revoked grant, a dead token, a wrong password.
    let (app, graph) = scene.authorised(Provider::Microsoft, Engine::Graph);
    let (_, smtp) = scene.authorised(Provider::Microsoft, Engine::SmtpOAuth);
    let account = scene.authorised(Provider::Google, Engine::Gmail).1;
    scene.peers.revoke(&account.fields.address);
    scene.peers.revoke(&smtp.fields.address);
    scene.secret(app.id, "un-secreto-equivocado", false);
    scene.end_access(graph.id);
    let refreshed = accounts[2];
    scene.end_access(refreshed);
    for id in [graph.id, smtp.id, account.id] {
        assert!(!scene.test_mail(&person, id).went_well());
        assert!(scene.send(scene.compose(id)).facts.failure.is_some());
    }
    assert!(scene.test_mail(&person, refreshed).went_well());
    let departed = scene.depart(&person, graph.id);
    let state = departed.split("state=").nth(1).and_then(|rest| rest.split('&').next()).expect("a state");

    let clients: BTreeSet<String> = scene.company.server.texts("SELECT client_id FROM mail_apps").into_iter().collect();
    let asked = scene.peers.asked().into_iter().filter(|one| clients.contains(&one.client_id));
    let mut secrets: BTreeSet<String> = asked.flat_map(|one| one.secrets).collect();
    assert!(secrets.len() > 30, "{} secrets went over the wire", secrets.len());
    secrets.extend([scene.peers.account(0).password.clone(), "un-secreto-equivocado".into(), state.to_owned()]);
    secrets.extend(person.cookies().into_values());
    let dump = dump(&scene.company.server);
    for known in [&smtp.fields.address, &app.fields.client_id] {
        assert!(found(&dump, known), "the dump holds what is no secret: {known}");
    }
    for secret in &secrets {
        assert!(!found(&dump, secret), "{secret} stands in clear in {:?}", places(&dump, secret));
    }
}

/// Every table as text, every file as it lies on the disk, and the log, by name.
pub(crate) fn dump(server: &Server) -> Vec<(String, Vec<u8>)> {
    let mut all = vec![("the log".to_owned(), server.log().into_bytes())];
    files(&server.folder, &mut all);
    for path in all.iter().map(|(name, _)| name.clone()).filter(|name| name.ends_with(".sqlite")).collect::<Vec<_>>() {
        let database = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database opens");
        let tables = "SELECT name FROM sqlite_master WHERE type = 'table'";
        let mut tables = database.prepare(tables).expect("tables are listed");
        let tables: Vec<String> =
            tables.query_map([], |row| row.get(0)).expect("tables").collect::<Result<_, _>>().expect("names");
        for table in tables {
            let mut rows = database.prepare(&format!("SELECT * FROM \"{table}\"")).expect("a table is read");
            let columns = rows.column_count();
            let mut rows = rows.query([]).expect("rows");
            let mut text = Vec::new();
            while let Some(row) = rows.next().expect("a row") {
                for column in 0..columns {
                    if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref_unwrap(column) {
                        text.extend_from_slice(bytes);
                        text.push(b'\n');
                    }
                }
            }
            all.push((format!("{path}: {table}"), text));
        }
    }
    all
}

fn files(folder: &Path, into: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push((path.display().to_string(), fs::read(&path).unwrap_or_default()));
        }
    }
}

fn found(dump: &[(String, Vec<u8>)], text: &str) -> bool {
    !places(dump, text).is_empty()
}

pub(crate) fn places<'d>(dump: &'d [(String, Vec<u8>)], text: &str) -> Vec<&'d str> {
    let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    dump.iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name.as_str()).collect()
}

#[test]
fn a_new_key_takes_over_everything_and_the_old_one_can_go() {
    const NEW: &str = "t2:HxwdHh8aGxwZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwI=";
    let scene = Scene::fresh("keys");
    let person = scene.person();
    let accounts = every_engine(&scene, &person);
    by_default(&scene, accounts[0]);
    let invited = invite(&scene.company, &format!("/api/staff/{}/link", scene.company.staff_member("viewer")));
    let sealed_by = |scene: &Scene, key: &str| -> i64 {
        let count = |(table, column): &(&str, &str)| {
            let sql = format!("SELECT count(*) FROM {table} WHERE {column} LIKE '{key}.%'");
            scene.company.server.count(&sql)
        };
        SEALED.iter().map(count).sum()
    };
    let sealed = sealed_by(&scene, "t1");
    // Every place holds something, or the test would prove little.
    for (table, column) in SEALED {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} IS NOT NULL");
        assert!(scene.company.server.count(&sql) > 0, "{table}.{column}");
    }
    let (scene, person) = again(scene, &person, &format!("{NEW},{SEALING_KEYS}"));
    all_send(&scene, &person, &accounts);
    let path = format!("/api/clock/{}/run", JobName::ResealSecrets.code());
    let run = || scene.company.owner.call("POST", &path).send().done().json::<JobView>().runs[0].done;
    assert_eq!((run(), run()), (sealed, 0), "once for each");
    assert_eq!((sealed_by(&scene, "t1"), sealed_by(&scene, "t2")), (0, sealed));
    let (scene, person) = again(scene, &person, NEW);
    all_send(&scene, &person, &accounts);
    person.call("POST", &format!("/api/mail-accounts/{}/confirm", accounts[2])).send().done();
    assert!(scene.validate(&person, accounts[2]).went_well());
    let token = token_in(&scene, scene.send(invited.mail.expect("it went by mail")).id);
    let _ = scene.company.nobody().get(&format!("/api/links/{token}")).expect(200);
}

/// The same company with other keys.
fn again(scene: Scene, person: &Client, keys: &str) -> (Scene, Client) {
    let Scene { peers, company, .. } = scene;
    let (folder, owner, vehicle_type) = (company.server.folder.clone(), company.owner.again(), company.vehicle_type);
    drop(company);
    let server = Server::sealed_by(keys, &folder, Some(peers));
    let (owner, person) = (owner.at(&server.url), person.at(&server.url));
    (Scene::with_peers(peers, Company::again_on(server, owner, vehicle_type)), person)
}
