//! What every record promises, checked on a specimen of each kind: keys, versions, archive, history, lists, CSV.

use api_tests::{
    Company, client, making,
    specimens::{self, Specimen},
};
use domain::{
    check::FieldCode,
    history::HistoryEntry,
    list::Page,
    people::customer::CustomerDraft,
    problem::ProblemKind,
    record::{Choice, Created, RecordKind, Verb},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, sync::Mutex, thread};

fn path(specimen: &Specimen, id: i64) -> String {
    format!("{}/{id}", specimen.collection())
}

/// A record made by the generic route, with the draft it was made of.
fn made(specimen: &Specimen) -> (Created, Value) {
    specimen.create(Company::shared()).expect("a kind that can be created has a draft")
}

/// The record's draft with its changeable field changed, and that field.
fn changed(specimen: &Specimen, draft: &Value) -> (Value, &'static str) {
    let (field, value) = specimen.change;
    let mut draft = draft.clone();
    draft[field] = value.into();
    (draft, field)
}

#[test]
fn a_create_sent_twice_with_one_key_makes_one_record() {
    let company = Company::shared();
    specimens::each(Verb::Create, |specimen| {
        let draft = specimen.draft.expect("a draft")(company);
        let key = client::key();
        let create = |body: &Value| company.owner.call("POST", &specimen.collection()).key(&key).json(body).send();
        let (first, second) = (create(&draft).expect(201), create(&draft).expect(201));
        assert_eq!(first.body, second.body);
        create(&changed(specimen, &draft).0).refused(ProblemKind::IdempotencyKeyReused);
    });
}

#[test]
fn a_create_sent_by_many_at_once_with_one_key_makes_one_record() {
    let company = Company::shared();
    specimens::each(Verb::Create, |specimen| {
        let draft = specimen.draft.expect("a draft")(company);
        let key = client::key();
        let answers: Vec<String> = thread::scope(|scope| {
            let send = || company.owner.again().call("POST", &specimen.collection()).key(&key).json(&draft).send();
            let sent: Vec<_> = (0..8).map(|_| scope.spawn(send)).collect();
            sent.into_iter().map(|answer| answer.join().expect("a thread").expect(201).body).collect()
        });
        assert_eq!(answers.iter().collect::<BTreeSet<_>>().len(), 1, "{answers:?}");
    });
}

#[test]
fn a_key_belongs_to_whoever_used_it() {
    let company = Company::shared();
    // Without a tax number, which two customers share only when asked.
    let draft = CustomerDraft { tax_id: String::new(), ..company.customer_draft() };
    let key = client::key();
    let create = |person: &api_tests::Client| {
        person.call("POST", "/api/customers").key(&key).json(&draft).send().expect(201).json::<Created>().id
    };
    assert_ne!(create(&company.owner), create(&company.client_with_role("dispatcher")));
}

#[test]
fn a_create_without_a_usable_key_is_refused() {
    let company = Company::shared();
    specimens::each(Verb::Create, |specimen| {
        let draft = specimen.draft.expect("a draft")(company);
        let create = || company.owner.call("POST", &specimen.collection()).json(&draft);
        create().send().refused(ProblemKind::IdempotencyKeyMissing);
        create().key("short").send().refused(ProblemKind::IdempotencyKeyMissing);
        create().key(&"k".repeat(81)).send().refused(ProblemKind::IdempotencyKeyMissing);
    });
}

#[test]
fn what_was_created_is_found_as_it_was_sent() {
    let company = Company::shared();
    specimens::each(Verb::Create, |specimen| {
        let (created, draft) = made(specimen);
        let kept = company.owner.raw(specimen.kind, created.id);
        assert_eq!((&kept["id"], &kept["version"]), (&created.id.into(), &created.version.into()));
        assert_eq!(kept["fields"], draft);
        assert!(kept["archived_at"].is_null());
    });
}

#[test]
fn every_record_reads_as_its_type() {
    let company = Company::shared();
    specimens::each(Verb::Get, |specimen| {
        let id = (specimen.make)(company);
        let answer = company.owner.get(&path(specimen, id)).expect(200);
        (specimen.types().record)(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.excerpt()));
    });
}

#[test]
fn a_save_changes_what_it_says_and_counts_the_version_up() {
    let company = Company::shared();
    specimens::each(Verb::Update, |specimen| {
        let (created, draft) = made(specimen);
        let (draft, _) = changed(specimen, &draft);
        company.owner.update(specimen.kind, created.id, created.version, &draft).done();
        let kept = company.owner.raw(specimen.kind, created.id);
        assert_eq!(kept["fields"], draft);
        assert_eq!(kept["version"], created.version + 1);
    });
}

#[test]
fn a_save_on_a_stale_version_is_refused_with_the_record_as_it_is() {
    let company = Company::shared();
    specimens::each(Verb::Update, |specimen| {
        let (created, draft) = made(specimen);
        let (newer, _) = changed(specimen, &draft);
        company.owner.update(specimen.kind, created.id, created.version, &newer).done();
        let refused = company.owner.update(specimen.kind, created.id, created.version, &draft);
        let current = refused.refused(ProblemKind::Stale).current.expect("the record as it is");
        assert_eq!(current, company.owner.raw(specimen.kind, created.id));
        assert_eq!(current["fields"], newer);
    });
}

#[test]
fn of_two_saves_on_one_version_exactly_one_wins() {
    let company = Company::shared();
    specimens::each(Verb::Update, |specimen| {
        let (created, draft) = made(specimen);
        let (draft, _) = changed(specimen, &draft);
        let statuses: Vec<u16> = thread::scope(|scope| {
            let save = || company.owner.again().update(specimen.kind, created.id, created.version, &draft).status;
            let saves: Vec<_> = (0..8).map(|_| scope.spawn(save)).collect();
            saves.into_iter().map(|save| save.join().expect("a thread")).collect()
        });
        let won = statuses.iter().filter(|status| (200..300).contains(*status)).count();
        assert_eq!((won, statuses.iter().filter(|status| **status == 409).count()), (1, 7), "{statuses:?}");
    });
}

#[test]
fn what_changes_a_record_without_its_version_is_refused() {
    let company = Company::shared();
    for (verb, method, tail) in [
        (Verb::Update, "PUT", ""),
        (Verb::Archive, "POST", "/archive"),
        (Verb::Restore, "POST", "/restore"),
        (Verb::Delete, "DELETE", ""),
    ] {
        specimens::each(verb, |specimen| {
            let (created, draft) = made(specimen);
            let call = || {
                let call = company.owner.call(method, &format!("{}{tail}", path(specimen, created.id)));
                if verb == Verb::Update { call.json(&draft) } else { call }
            };
            call().send().refused(ProblemKind::VersionMissing);
            call().header("if-match", "latest").send().refused(ProblemKind::VersionMissing);
            assert_eq!(company.owner.raw(specimen.kind, created.id)["version"], created.version);
        });
    }
}

#[test]
fn a_record_is_archived_and_restored_and_each_list_holds_it_once() {
    let company = Company::shared();
    specimens::each(Verb::Archive, |specimen| {
        let (created, draft) = made(specimen);
        specimen.settle(company, created.id);
        let act = |act: &str, version: i64| {
            company.owner.call("POST", &format!("{}/{act}", path(specimen, created.id))).version(version).send()
        };
        let listed = |query: &str| ids(specimen, query).contains(&created.id);
        let version = making::version(&company.owner, specimen.kind, created.id);
        act("archive", version + 7).refused(ProblemKind::Stale);
        act("restore", version).refused(ProblemKind::AlreadyDone);
        act("archive", version).done();
        let archived = company.owner.raw(specimen.kind, created.id);
        assert!(archived["archived_at"].is_i64());
        assert_eq!((listed(""), listed("archived=true")), (false, true), "archived");
        let version = archived["version"].as_i64().unwrap_or_default();
        company.owner.update(specimen.kind, created.id, version, &draft).refused(ProblemKind::Archived);
        act("restore", version).done();
        assert_eq!((listed(""), listed("archived=true")), (true, false), "restored");
        assert!(company.owner.raw(specimen.kind, created.id)["archived_at"].is_null());
        company.server.sums_hold();
    });
}

#[test]
fn what_a_record_can_not_be_without_is_restored_before_it() {
    let company = Company::fresh("restoring");
    let act = |kind: RecordKind, id: i64, act: &str| {
        let version = making::version(&company.owner, kind, id);
        company.owner.call("POST", &format!("/api/{}/{id}/{act}", kind.collection())).version(version).send()
    };
    let walked = Mutex::new(Vec::new());
    specimens::each(Verb::Archive, |specimen| {
        let draft = specimen.draft.expect("a draft")(&company);
        let id = company.owner.create(specimen.kind, &draft).id;
        specimen.settle(&company, id);
        let named = specimen.types().references.into_iter().filter(|(_, of, is_list)| of.is_archived() && !is_list);
        for (field, of, _) in named {
            let Some(other) = draft.get(field).and_then(Value::as_i64) else { continue };
            let mut without = draft.clone();
            without[field] = Value::Null;
            let answer = company.owner.try_create(specimen.kind, &without);
            let needed = answer.status == 422 && answer.fields().contains(&field.to_owned());
            act(specimen.kind, id, "archive").done();
            act(of, other, "archive").done();
            let restored = act(specimen.kind, id, "restore");
            if needed {
                let obstacles = restored.refused(ProblemKind::Archived).obstacles;
                let named: Vec<_> = obstacles.iter().map(|one| (one.kind.as_str(), one.id)).collect();
                assert_eq!(named, [(of.collection(), Some(other))], "{field} of {:?}", specimen.kind);
                walked.lock().expect("no test panicked").push((specimen.kind, field));
                act(of, other, "restore").done();
                act(specimen.kind, id, "restore").done();
            } else {
                restored.done();
                act(of, other, "restore").done();
            }
        }
    });
    let walked = walked.into_inner().expect("no test panicked");
    for known in [(RecordKind::Driver, "staff"), (RecordKind::Contact, "customer"), (RecordKind::Booking, "customer")] {
        assert!(walked.contains(&known), "{known:?} in {walked:?}");
    }
}

#[test]
fn a_record_nothing_refers_to_is_deleted_for_good() {
    let company = Company::shared();
    specimens::each(Verb::Delete, |specimen| {
        let (created, _) = made(specimen);
        let delete = |version: i64| company.owner.call("DELETE", &path(specimen, created.id)).version(version).send();
        delete(created.version + 7).refused(ProblemKind::Stale);
        delete(created.version).done();
        company.owner.get(&path(specimen, created.id)).refused(ProblemKind::NotFound);
        assert!(!ids(specimen, "").contains(&created.id));
        delete(created.version).refused(ProblemKind::NotFound);
        company.server.sums_hold();
    });
}

#[test]
fn a_record_that_others_refer_to_is_not_deleted_and_they_are_named() {
    let company = Company::shared();
    specimens::each(Verb::Delete, |specimen| {
        let Some(refer) = specimen.refer else { return };
        let (created, _) = made(specimen);
        let referring = refer(company, created.id);
        let version = making::version(&company.owner, specimen.kind, created.id);
        let answer = company.owner.call("DELETE", &path(specimen, created.id)).version(version).send();
        let obstacles = answer.refused(ProblemKind::StillReferred).obstacles;
        assert!(obstacles.iter().any(|obstacle| obstacle.kind == referring), "{obstacles:?}");
        assert!(obstacles.iter().all(|obstacle| !obstacle.label.is_empty()), "{obstacles:?}");
        let _ = company.owner.get(&path(specimen, created.id)).expect(200);
    });
}

#[test]
fn whatever_a_record_names_is_not_deleted_and_says_who_names_it() {
    let company = Company::shared();
    let targets = specimens::all();
    specimens::each(Verb::Create, |specimen| {
        for (field, kind, is_list) in specimen.types().references {
            let Some(target) = targets.iter().find(|target| target.kind == kind && target.has(Verb::Delete)) else {
                continue;
            };
            let mut draft = specimen.draft.expect("a draft")(company);
            let named = if is_list { draft[field][0].as_i64() } else { draft[field].as_i64() };
            let id = named.unwrap_or_else(|| named_by(company, specimen.kind, field, target, &mut draft));
            draft[field] = if is_list { json!([id]) } else { json!(id) };
            company.owner.create(specimen.kind, &draft);
            let version = making::version(&company.owner, kind, id);
            let answer = company.owner.call("DELETE", &path(target, id)).version(version).send();
            let obstacles = answer.refused(ProblemKind::StillReferred).obstacles;
            let named = obstacles.iter().any(|obstacle| obstacle.kind == specimen.kind.collection());
            assert!(named, "{field}: {obstacles:?}");
        }
    });
}

/// A record that the draft's field may name, with whatever else the draft then has to say.
fn named_by(company: &Company, kind: RecordKind, field: &str, target: &Specimen, draft: &mut Value) -> i64 {
    match (kind, field) {
        (RecordKind::Booking, "contact") => {
            company.contact_of(draft["customer"].as_i64().expect("a booking has a customer")).id
        }
        (RecordKind::Document, _) => {
            (draft["vehicle"], draft["driver"]) = (Value::Null, Value::Null);
            (target.make)(company)
        }
        (RecordKind::MailAccount, "owner") => {
            draft["kind"] = json!("personal");
            (target.make)(company)
        }
        (RecordKind::MailServer, "app") => {
            draft["outgoing_engine"] = json!("graph");
            (target.make)(company)
        }
        _ => (target.make)(company),
    }
}

#[test]
fn the_history_names_who_changed_which_field() {
    let company = Company::shared();
    specimens::each(Verb::History, |specimen| {
        if !specimen.has(Verb::Update) {
            return;
        }
        let (created, draft) = made(specimen);
        let (newer, field) = changed(specimen, &draft);
        company.owner.update(specimen.kind, created.id, created.version, &newer).done();
        let answer = company.owner.get(&format!("{}/history", path(specimen, created.id))).expect(200);
        let entries: Vec<HistoryEntry> = answer.json();
        let acts: Vec<&str> = entries.iter().map(|entry| entry.act.code()).collect();
        assert_eq!(acts, ["updated", "created"]);
        assert!(entries.iter().all(|entry| entry.who == "Olga Vega"), "{entries:?}");
        let [change] = &entries[0].changes[..] else { panic!("{:?}", entries[0].changes) };
        assert_eq!((change.field.as_str(), &change.before, &change.after), (field, &draft[field], &newer[field]));
    });
}

#[test]
fn every_list_reads_as_its_row_type() {
    let company = Company::shared();
    specimens::each(Verb::List, |specimen| {
        let id = (specimen.make)(company);
        let answer = company.owner.get(&specimen.collection()).expect(200);
        let rows =
            (specimen.types().rows)(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.excerpt()));
        assert!(rows > 0);
        let page: Page<Vec<Value>> = answer.json();
        assert!(page.rows.iter().all(|row| row.len() == page.columns.len()), "{:?}", page.columns);
        assert!(page.rows.len() >= 50 || ids(specimen, "").contains(&id));
    });
}

/// The ids of every row, whatever the number of pages.
fn ids(specimen: &Specimen, query: &str) -> Vec<i64> {
    let rows: Vec<Vec<Value>> = Company::shared().owner.rows(specimen.kind, query);
    rows.iter().filter_map(|row| row.first()?.as_i64()).collect()
}

#[test]
fn an_unknown_sort_filter_or_cursor_is_refused_by_name() {
    let company = Company::shared();
    specimens::each(Verb::List, |specimen| {
        let ask = |query: &str| company.owner.get(&format!("{}?{query}", specimen.collection()));
        for (query, name) in [
            ("sort=nonsense", "sort"),
            ("sort=id;DROP%20TABLE%20staff", "sort"),
            ("nonsense=1", "nonsense"),
            ("limit=0", "limit"),
            ("limit=201", "limit"),
            ("limit=many", "limit"),
            ("archived=perhaps", "archived"),
        ] {
            let problem = ask(query).refused(ProblemKind::MalformedQuery);
            assert_eq!(problem.errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), [name], "{query}");
        }
        for cursor in ["nonsense", "[]", "[1]", "[1,2,3]", "{}", "[null,null]", "[[],1]", "%5B1%2C%22x%22%5D", "null"] {
            ask(&format!("cursor={cursor}")).refused(ProblemKind::UnknownCursor);
        }
    });
}

#[test]
fn a_reference_to_nothing_is_refused_at_its_field() {
    let company = Company::shared();
    specimens::each(Verb::Create, |specimen| {
        let draft = specimen.draft.expect("a draft")(company);
        let references = specimen.types().references.into_iter().filter(|(.., is_list)| !is_list);
        let pictures = draft.get("photo").map(|_| "photo");
        for field in references.map(|(field, ..)| field).chain(pictures) {
            let mut dangling = draft.clone();
            dangling[field] = 4_503_599_627_370_495_i64.into();
            let problem = company.owner.try_create(specimen.kind, &dangling).refused(ProblemKind::Invalid);
            assert!(problem.errors.iter().any(|error| error.field == field), "{field}: {:?}", problem.errors);
            assert!(
                problem.errors.iter().all(|error| error.code != FieldCode::Required),
                "{field}: {:?}",
                problem.errors
            );
        }
    });
}

#[test]
fn a_picker_finds_a_record_by_what_it_is_called() {
    let company = Company::shared();
    specimens::each(Verb::Options, |specimen| {
        let id = (specimen.make)(company);
        let all: Vec<Choice> = company.owner.get(&format!("{}/options", specimen.collection())).expect(200).json();
        assert!(!all.is_empty());
        let label = label_of(specimen, id);
        let found = company.owner.get(&format!("{}/options?q={}", specimen.collection(), client::escape(&label)));
        let found: Vec<Choice> = found.expect(200).json();
        assert!(found.iter().any(|choice| choice.id == id && choice.label.contains(&label)), "{label}: {found:?}");
    });
}

fn label_of(specimen: &Specimen, id: i64) -> String {
    let kept = Company::shared().owner.raw(specimen.kind, id);
    let named = ["/facts/number", "/fields/name", "/fields/company", "/fields/title", "/facts/name"];
    let label = named.iter().find_map(|pointer| kept.pointer(pointer)?.as_str());
    label.expect("it has a name or a number").to_owned()
}
