//! Lists as people use them: paged both ways, searched, exported. On a company of its own, so that nothing moves meanwhile.

use api_tests::{
    Company, client,
    specimens::{self, Specimen},
};
use domain::{
    fleet::vehicle_group::VehicleGroupDraft,
    list::Page,
    people::customer::CustomerDraft,
    problem::ProblemKind,
    record::{RecordKind, Verb},
};
use serde_json::Value;
use std::{collections::BTreeSet, sync::LazyLock};

/// A few of everything; what one kind needs of another makes more of that.
static COMPANY: LazyLock<Company> = LazyLock::new(|| {
    let company = Company::fresh("lists");
    for specimen in specimens::all() {
        for _ in 0..5 {
            (specimen.make)(&company);
        }
    }
    for _ in 0..3 {
        let twin = CustomerDraft { company: "Gemelos".into(), ..company.customer_draft() };
        company.owner.create(RecordKind::Customer, &twin);
        let staff = company.staff_member("driver");
        let unlicensed =
            domain::people::driver::DriverDraft { licence_expires_on: None, ..company.driver_draft(staff) };
        company.owner.create(RecordKind::Driver, &unlicensed);
    }
    company.restarted(None, |sql| sql.execute_batch(MANY).expect("it is written"))
});

/// More customers than are gathered without asking how soon a walk meets them: half of them early in the alphabet, every other
/// one active.
const MANY: &str = "
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 260)
    INSERT INTO customers (id, created_at, updated_at, company, company_key, tax_id_key, active)
    SELECT 2000000 + i, i / 2, i, iif(i > 130, 'Zeta ', 'Alfa ') || i % 100, iif(i > 130, 'zeta ', 'alfa ') || i % 100, '', i % 2 FROM n;
    INSERT INTO words (kind, word, id)
    SELECT 'customers', lower(substr(company, 1, 4)), id FROM customers WHERE id > 2000000 AND id < 3000000
    UNION ALL SELECT 'customers', 'muchos', id FROM customers WHERE id > 2000000 AND id < 3000000
    UNION ALL SELECT 'customers', 'pocos', id FROM customers WHERE id > 2000000 AND id < 3000000 AND id % 50 = 1;";

fn first_of_each(rows: &[Vec<Value>]) -> Vec<i64> {
    rows.iter().filter_map(|row| row.first()?.as_i64()).collect()
}

fn walk(specimen: &Specimen, query: &str) -> Vec<i64> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    for _ in 0..1_000 {
        let behind = if cursor.is_empty() { cursor } else { format!("&cursor={}", client::escape(&cursor)) };
        let query = format!("{query}&limit=4{behind}");
        let page: Page<Vec<Value>> = COMPANY.owner.list_page(specimen.kind, &query);
        ids.extend(first_of_each(&page.rows));
        match page.next {
            None => return ids,
            Some(next) => {
                assert_eq!(page.rows.len(), 4, "only the last page may be shorter");
                cursor = next;
            }
        }
    }
    panic!("the pages never end");
}

#[test]
fn paging_visits_every_row_exactly_once_in_both_directions_of_every_sort() {
    specimens::each(Verb::List, |specimen| {
        let table = specimen.kind.table();
        let live = if specimen.has(Verb::Archive) { " WHERE archived_at IS NULL" } else { "" };
        let rows = COMPANY.server.count(&format!("SELECT count(*) FROM {table}{live}"));
        assert!(rows >= 5, "{rows}");
        for sort in specimen.sorts() {
            let forward = walk(specimen, &format!("sort={sort}"));
            let mut backward = walk(specimen, &format!("sort=-{sort}"));
            backward.reverse();
            assert_eq!(forward, backward, "{sort}");
            assert_eq!(forward.len(), usize::try_from(rows).unwrap_or_default(), "{sort}");
            assert_eq!(forward.iter().collect::<BTreeSet<_>>().len(), forward.len(), "{sort}");
        }
    });
}

/// Whether the values are merged by the database (few) or gathered (many), they make one list in one order.
#[test]
fn several_values_of_a_filter_make_one_list() {
    let all = specimens::all();
    let bookings = all.iter().find(|specimen| specimen.kind == RecordKind::Booking).expect("bookings are listed");
    for codes in ["new,approved", "approved,completed,new", "approved,completed,new,processing,rejected"] {
        let quoted = codes.replace(',', "', '");
        let wanted =
            COMPANY.server.texts(&format!("SELECT CAST(id AS TEXT) FROM bookings WHERE status IN ('{quoted}')"));
        let wanted: BTreeSet<i64> = wanted.iter().filter_map(|id| id.parse().ok()).collect();
        for sort in bookings.sorts().flat_map(|sort| [sort.to_owned(), format!("-{sort}")]) {
            let mut expected = walk(bookings, &format!("sort={sort}"));
            expected.retain(|id| wanted.contains(id));
            assert_eq!(walk(bookings, &format!("sort={sort}&status={codes}")), expected, "{codes} by {sort}");
        }
    }
}

/// Whether what is wanted is gathered and put in order, or met by walking the list, it makes the same list.
#[test]
fn what_many_have_is_listed_as_what_few_have() {
    let all = specimens::all();
    let customers = all.iter().find(|specimen| specimen.kind == RecordKind::Customer).expect("customers are listed");
    let word = |word: &str| format!("id IN (SELECT id FROM words WHERE kind = 'customers' AND word = '{word}')");
    for (query, held) in [
        ("q=muchos", word("muchos")),
        ("q=alfa", word("alfa")),
        ("q=zet", word("zeta")),
        ("q=pocos", word("pocos")),
        ("q=muchos+zeta", word("zeta")),
        ("q=muchos+pocos+alfa", format!("{} AND {}", word("pocos"), word("alfa"))),
        ("q=alfa+zeta", "0".to_owned()),
        ("q=zeta&active=true", format!("{} AND active = 1", word("zeta"))),
        ("active=true", "active = 1".to_owned()),
        ("active=false", "active = 0".to_owned()),
    ] {
        let wanted = COMPANY.server.texts(&format!("SELECT CAST(id AS TEXT) FROM customers WHERE {held}"));
        let wanted: BTreeSet<i64> = wanted.iter().filter_map(|id| id.parse().ok()).collect();
        for sort in customers.sorts().flat_map(|sort| [sort.to_owned(), format!("-{sort}")]) {
            let mut expected = walk(customers, &format!("sort={sort}"));
            expected.retain(|id| wanted.contains(id));
            assert_eq!(expected.len(), wanted.len(), "{query}");
            assert_eq!(walk(customers, &format!("sort={sort}&{query}")), expected, "{query} by {sort}");
        }
    }
}

#[test]
fn a_cursor_of_one_sort_does_not_break_another() {
    specimens::each(Verb::List, |specimen| {
        for sort in specimen.sorts() {
            let first: Page<Value> = COMPANY.owner.list_page(specimen.kind, &format!("sort={sort}&limit=1"));
            let cursor = client::escape(&first.next.unwrap_or_default());
            for other in specimen.sorts() {
                let answer = COMPANY.owner.get(&format!("{}?sort={other}&cursor={cursor}", specimen.collection()));
                assert!(matches!(answer.status, 200 | 400), "{}: {}", answer.line, answer.excerpt());
            }
        }
    });
}

/// Sorted by what it is called, wherever a list can be, and the lanes of the timeline alike.
#[test]
fn a_name_stands_among_its_letters_whatever_their_case_and_marks() {
    let company = Company::shared();
    let number = api_tests::unique();
    let names = ["\u{c1}baco", "adela", "BELTR\u{c1}N", "\u{d3}scar", "\u{17b}uk", "Zulema"]
        .map(|name| format!("{name} {number}x"));
    specimens::each(Verb::Create, |specimen| {
        if specimen.searched.is_empty() || !specimen.sorts().any(|sort| sort == specimen.searched) {
            return;
        }
        let make = |name: &String| {
            let mut draft = specimen.draft.expect("a draft")(company);
            draft[specimen.searched] = name.clone().into();
            company.owner.create(specimen.kind, &draft).id
        };
        let mut made: Vec<i64> = names.iter().rev().map(make).collect();
        made.reverse();
        let sort = specimen.searched;
        let mut listed = Vec::new();
        let mut behind = String::new();
        loop {
            let query = format!("q={number}x&sort={sort}&limit=2{behind}");
            let page: Page<Vec<Value>> = company.owner.list_page(specimen.kind, &query);
            listed.extend(first_of_each(&page.rows));
            match page.next {
                Some(next) => behind = format!("&cursor={}", client::escape(&next)),
                None => break,
            }
        }
        assert_eq!(listed, made);
    });
    let drivers: Vec<i64> = company
        .owner
        .rows::<domain::people::staff::StaffRow>(RecordKind::Staff, &format!("q={number}x&sort=name"))
        .into_iter()
        .map(|staff| company.owner.create(RecordKind::Driver, &company.driver_draft(staff.id)).id)
        .collect();
    let rows: Vec<Vec<Value>> = company.owner.rows(RecordKind::Driver, &format!("q={number}x&sort=name"));
    assert_eq!(first_of_each(&rows), drivers);
    let period = format!("from={}&to={}", api_tests::now(), api_tests::now() + domain::time::DAY);
    for (by, kind) in [("drivers", RecordKind::Driver), ("vehicles", RecordKind::Vehicle)] {
        let schedule: Value =
            company.owner.get(&format!("/api/schedule?{period}&by={by}&q={number}x")).expect(200).json();
        let lanes: Vec<i64> =
            schedule["lanes"].as_array().into_iter().flatten().filter_map(|lane| lane["id"].as_i64()).collect();
        let rows: Vec<Vec<Value>> = company.owner.rows(kind, &format!("q={number}x&sort=name"));
        assert_eq!(lanes, first_of_each(&rows), "{by}");
        assert_eq!(lanes.len(), names.len());
    }
}

#[test]
fn a_search_finds_words_by_their_beginnings_without_accents_or_case() {
    let company = Company::shared();
    specimens::each(Verb::Create, |specimen| {
        if specimen.searched.is_empty() {
            return;
        }
        let number = api_tests::unique();
        let mut draft = specimen.draft.expect("a draft")(company);
        draft[specimen.searched] = format!("Núñez & Łódź {number}ab").into();
        let created = company.owner.create(specimen.kind, &draft);
        let found = |q: &str| {
            let rows: Vec<Vec<Value>> = company.owner.rows(specimen.kind, &format!("q={}", client::escape(q)));
            first_of_each(&rows)
        };
        for q in [format!("nunez lodz {number}ab"), format!("{number}AB NÚÑEZ"), format!("ŁÓD {number}ab nu")] {
            assert_eq!(found(&q), [created.id], "{q}");
        }
        assert_eq!(found(&format!("{number}ab missing")), [0_i64; 0]);
        draft[specimen.searched] = format!("Other {number}cd").into();
        company.owner.update(specimen.kind, created.id, created.version, &draft).done();
        assert_eq!(found(&format!("nunez {number}ab")), [0_i64; 0], "the old words are forgotten");
        assert_eq!(found(&format!("{number}cd")), [created.id]);
    });
}

/// A CSV's records, as a reader finds them that parts fields at `separator`.
fn read(csv: &str, separator: u8) -> Vec<Vec<String>> {
    let text = csv.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let all = reader.records().map(|record| record.expect("it is CSV").iter().map(str::to_owned).collect());
    all.collect()
}

fn records(csv: &str, separator: u8) -> usize {
    read(csv, separator).len()
}

#[test]
fn a_csv_has_a_line_for_every_row_and_one_for_the_names() {
    specimens::each(Verb::Export, |specimen| {
        let answer = COMPANY.owner.get(&format!("{}.csv?form=machine", specimen.collection())).expect(200);
        assert!(answer.header("content-type").starts_with("text/csv"));
        assert!(answer.header("content-disposition").contains("attachment"));
        assert!(!answer.body.starts_with('\u{feff}'), "programs stumble over it");
        let rows: Vec<Value> = COMPANY.owner.rows(specimen.kind, "");
        let all = read(&answer.body, b',');
        assert_eq!(all.len(), rows.len() + 1);
        let page: Page<Value> = COMPANY.owner.list_page(specimen.kind, "limit=1");
        assert_eq!(all[0], page.columns);
        let answer = COMPANY.owner.get(&format!("{}.csv?form=poem", specimen.collection()));
        answer.refused(ProblemKind::MalformedQuery);
    });
}

/// The same list in each language: its own headings, states and signs, and never a raw name.
#[test]
fn a_csv_speaks_its_readers_language() {
    let company = Company::fresh("csv");
    for specimen in specimens::all() {
        (specimen.make)(&company);
    }
    let booking = company.approved(company.customer(), api_tests::making::tomorrow());
    for (language, separator, amount, state, yes) in [
        ("es", b';', "123,45", "Aprobada", "Sí"),
        ("en", b',', "123.45", "Approved", "Yes"),
        ("it", b';', "123,45", "Approvata", "Sì"),
        ("pl", b';', "123,45", "Zatwierdzona", "Tak"),
    ] {
        let me: Value = company.owner.get("/api/me").expect(200).json();
        let profile = serde_json::json!({ "name": me["name"], "phone": me["phone"], "language": language });
        company.owner.call("PUT", "/api/me").json(&profile).send().done();
        // One person may only take so many files in a row.
        specimens::each(Verb::Export, |specimen| {
            if matches!(language, "it" | "pl") && specimen.kind != RecordKind::Vehicle {
                return;
            }
            let body = company.owner.get(&format!("{}.csv", specimen.collection())).expect(200).body;
            assert!(body.starts_with('\u{feff}'), "Excel knows UTF-8 by it");
            let page: Page<Value> = company.owner.list_page(specimen.kind, "limit=1");
            let all = read(&body, separator);
            let width = all[0].len();
            assert!(width > 1 && all.iter().all(|record| record.len() == width), "{:?}", all[0]);
            for heading in &all[0] {
                assert!(!page.columns.contains(heading) && !heading.contains('_'), "{language}: {heading}");
            }
        });
        let bookings = company.owner.get("/api/bookings.csv").expect(200).body;
        let number = company.owner.raw(RecordKind::Booking, booking)["facts"]["number"].clone();
        let row = read(&bookings, separator).into_iter().find(|row| number == row[0].as_str()).expect("the booking");
        assert!(row.iter().any(|cell| cell == amount) && row.iter().any(|cell| cell == state), "{row:?}");
        let customers = company.owner.get("/api/customers.csv").expect(200).body;
        assert!(read(&customers, separator)[1].iter().any(|cell| cell == yes), "{customers}");
    }
}

/// What a formula begins with; a number may begin with its sign.
fn runs(field: &str) -> bool {
    let number = field.strip_prefix('-').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    field.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number
}

/// Everything that anybody typed, by whichever separator it is read, in both forms.
#[test]
fn no_field_of_any_csv_begins_like_a_formula_whoever_reads_it() {
    const ARMED: &str = "Hotel;=1+1;@x,+2,-3\t=4;\"=5\"";
    let company = Company::fresh("formulas");
    for specimen in specimens::all() {
        (specimen.make)(&company);
        let Some(draft) = specimen.draft else { continue };
        let mut draft = draft(&company);
        let texts: Vec<String> = draft
            .as_object()
            .expect("an object")
            .iter()
            .filter(|(_, value)| value.is_string())
            .map(|(name, _)| name.clone())
            .collect();
        for name in texts {
            for armed in [ARMED.to_owned(), format!("{ARMED}\n=6\r\n@7"), ARMED.replace('\t', " ")] {
                let before = draft[&name].clone();
                draft[&name] = format!("{armed} {}", api_tests::unique()).into();
                if company.owner.try_create(specimen.kind, &draft).status == 201 {
                    break;
                }
                draft[&name] = before;
            }
        }
    }
    let contact = company.contact();
    let mut wish = api_tests::making::request(api_tests::making::tomorrow());
    wish.subject = format!("=cmd;{}", ARMED.replace('\t', " "));
    contact.portal.keyed("/api/portal/bookings", &wish).expect(201);
    let mut armed = 0;
    for form in ["people", "machine"] {
        for specimen in specimens::all().iter().filter(|specimen| specimen.has(Verb::Export)) {
            let csv = company.owner.get(&format!("{}.csv?form={form}", specimen.collection())).expect(200).body;
            armed += csv.matches("'=1+1").count();
            for separator in [b',', b';', b'\t'] {
                let found: Vec<String> =
                    read(&csv, separator).concat().into_iter().filter(|field| runs(field)).collect();
                assert!(found.is_empty(), "{} by {}: {found:?}", specimen.kind.collection(), char::from(separator));
            }
        }
    }
    assert!(armed > 10, "{armed} texts that look like formulas came through");
}

#[test]
fn a_csv_is_filtered_as_its_list_is_and_longer_than_a_page() {
    let company = Company::shared();
    let word = format!("Largo{}", api_tests::unique());
    for number in 0..430 {
        let draft = VehicleGroupDraft { name: format!("{word} {number}"), ..VehicleGroupDraft::default() };
        company.owner.create(RecordKind::VehicleGroup, &draft);
    }
    let answer = company.owner.get(&format!("/api/vehicle-groups.csv?q={word}&sort=-name")).expect(200);
    assert_eq!(records(&answer.body, b','), 431);
    company.owner.get("/api/vehicle-groups.csv?sort=nonsense").refused(ProblemKind::MalformedQuery);
}
