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
    INSERT INTO customers (id, created_at, updated_at, company, active)
    SELECT 2000000 + i, i / 2, i, iif(i > 130, 'Zeta ', 'Alfa ') || i % 100, i % 2 FROM n;
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
        let page: Page<Vec<Value>> = COMPANY.owner.page(specimen.kind, &query);
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
        let table = specimen.kind.collection().replace('-', "_");
        let live = if specimen.has(Verb::Archive) { " WHERE archived_at IS NULL" } else { "" };
        let rows = COMPANY.server.count(&format!("SELECT count(*) FROM {table}{live}"));
        assert!(rows >= 5, "{rows}");
        for sort in specimen.sorts {
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
        for sort in bookings.sorts.iter().flat_map(|sort| [(*sort).to_owned(), format!("-{sort}")]) {
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
        for sort in customers.sorts.iter().flat_map(|sort| [(*sort).to_owned(), format!("-{sort}")]) {
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
        for sort in specimen.sorts {
            let first: Page<Value> = COMPANY.owner.page(specimen.kind, &format!("sort={sort}&limit=1"));
            let cursor = client::escape(&first.next.unwrap_or_default());
            for other in specimen.sorts {
                let answer = COMPANY.owner.get(&format!("{}?sort={other}&cursor={cursor}", specimen.collection()));
                assert!(matches!(answer.status, 200 | 400), "{}: {}", answer.line, answer.excerpt());
            }
        }
    });
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

/// Records of an RFC 4180 text: a line break within quotes doesn't end one.
fn records(csv: &str) -> usize {
    let mut quoted = false;
    let ends = csv.bytes().filter(|byte| {
        quoted ^= *byte == b'"';
        *byte == b'\n' && !quoted
    });
    ends.count()
}

#[test]
fn a_csv_has_a_line_for_every_row_and_one_for_the_names() {
    specimens::each(Verb::Export, |specimen| {
        let answer = COMPANY.owner.get(&format!("{}.csv", specimen.collection())).expect(200);
        assert!(answer.header("content-type").starts_with("text/csv"));
        assert!(answer.header("content-disposition").contains("attachment"));
        let rows: Vec<Value> = COMPANY.owner.rows(specimen.kind, "");
        assert_eq!(records(&answer.body), rows.len() + 1);
        let page: Page<Value> = COMPANY.owner.page(specimen.kind, "limit=1");
        let names = answer.body.lines().next().unwrap_or_default().trim_start_matches('\u{feff}').to_owned();
        assert_eq!(names.split(',').collect::<Vec<_>>(), page.columns);
    });
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
    assert_eq!(records(&answer.body), 431);
    company.owner.get("/api/vehicle-groups.csv?sort=nonsense").refused(ProblemKind::MalformedQuery);
}

#[test]
fn a_name_that_looks_like_a_formula_stays_text_in_a_spreadsheet() {
    let company = Company::shared();
    let name = format!("=1+{}", api_tests::unique());
    let draft = CustomerDraft { company: name.clone(), ..company.customer_draft() };
    company.owner.create(RecordKind::Customer, &draft);
    let csv = company.owner.get("/api/customers.csv").expect(200).body;
    assert!(csv.contains(&format!("'{name}")));
}
