//! What only one record may have, only one may have however it is spelt; and what is searched is found however it is spelt.

use api_tests::{Company, specimens, unique};
use domain::{
    people::customer::CustomerRow,
    record::{RecordKind, Verb},
};
use serde_json::{Value, json};

/// Other spellings of what people take for the same.
fn spellings(name: &str) -> Vec<String> {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_alphanumeric()).unwrap_or(c);
    vec![
        name.to_uppercase(),
        name.to_lowercase(),
        name.replace('ó', "o\u{301}"),
        name.replace('ó', "o").replace('Ł', "L").replace('ß', "SS"),
        name.chars().map(wide).collect(),
        name.replace(' ', "\u{a0}"),
        name.replace(' ', "   "),
        name.replace(' ', " \u{200b}\u{2060}"),
    ]
}

#[test]
fn a_unique_name_is_one_whatever_its_case_marks_composition_width_and_spaces() {
    let company = Company::shared();
    specimens::each(Verb::Create, |specimen| {
        // Of others the key only puts lists in order.
        let index = format!(
            "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = '{}' AND sql LIKE 'CREATE UNIQUE%(name_key%'",
            specimen.kind.table()
        );
        let named = company.server.count(&index) > 0;
        let Some(draft) = specimen.draft.filter(|_| named) else { return };
        let name = format!("Łódź ó ß {}", unique());
        let mut first = draft(company);
        first["name"] = json!(name);
        let id = company.owner.create(specimen.kind, &first).id;
        assert_eq!(company.owner.raw(specimen.kind, id)["fields"]["name"], json!(name), "what was typed is kept");
        for spelling in spellings(&name) {
            let mut twin = draft(company);
            twin["name"] = json!(spelling);
            assert_eq!(company.owner.try_create(specimen.kind, &twin).fields(), ["name"], "{spelling}");
        }
        let mut other = draft(company);
        other["name"] = json!(format!("{name}b"));
        company.owner.create(specimen.kind, &other);
    });
}

/// Ids of the hits of a list, a picker and the palette.
fn found(company: &Company, query: &str) -> [Vec<i64>; 3] {
    let q = api_tests::client::escape(query);
    let rows: Vec<CustomerRow> = company.owner.rows(RecordKind::Customer, &format!("q={q}"));
    let ids = |answer: Value| {
        let all = answer.as_array().cloned().unwrap_or_default();
        all.iter()
            .filter(|hit| hit["kind"].is_null() || hit["kind"] == "customers")
            .filter_map(|hit| hit["id"].as_i64())
            .collect()
    };
    let answer = |path: &str| company.owner.get(&format!("{path}?q={q}")).expect(200).json::<Value>();
    [rows.iter().map(|row| row.id).collect(), ids(answer("/api/customers/options")), ids(answer("/api/search"))]
}

#[test]
fn lists_pickers_and_the_palette_find_names_without_their_marks_and_numbers_by_their_digits() {
    let company = Company::shared();
    for (name, queries) in [
        ("Škoda", &["skoda", "ŠKODA", "S\u{30c}koda"][..]),
        ("Groß", &["gross", "groß", "GROSS"]),
        ("Žatec", &["zatec"]),
        ("Ștefan", &["stefan"]),
        ("Đakovo", &["dakovo"]),
        ("Ørsted", &["orsted"]),
        ("İstanbul", &["istanbul", "ISTANBUL"]),
        ("García", &["garcia", "Garci\u{301}a"]),
        ("Garci\u{301}a", &["garcia", "García"]),
    ] {
        let mut draft = company.customer_draft();
        let word = format!("q{}", unique());
        draft.company = format!("{name} {word}");
        let id = company.owner.create(RecordKind::Customer, &draft).id;
        for query in queries {
            assert_eq!(found(company, &format!("{query} {word}")), [[id]; 3], "{query} finds {name}");
        }
    }
    let mut draft = company.customer_draft();
    let tail = format!("{:06}", unique() % 1_000_000);
    draft.phone = format!("+34 600 {} {}", &tail[..3], &tail[3..]);
    draft.tax_id = format!("B-81.{}.{}", &tail[3..], &tail[..3]);
    let id = company.owner.create(RecordKind::Customer, &draft).id;
    for query in [
        format!("600{tail}"),
        format!("+34600{tail}"),
        format!("600-{tail}"),
        format!("B81{}{}", &tail[3..], &tail[..3]),
    ] {
        assert_eq!(found(company, &query), [[id]; 3], "{query}");
    }
}
