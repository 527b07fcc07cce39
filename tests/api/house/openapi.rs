//! The OpenAPI document says what the routes are: no more, no less.

use api_tests::Company;
use domain::route;
use serde_json::Value;
use std::collections::BTreeSet;

fn document() -> Value {
    Company::shared().nobody().get("/api/openapi.json").expect(200).json()
}

#[test]
fn the_document_names_every_route_and_no_other() {
    let document = document();
    assert_eq!(document["openapi"].as_str().map(|version| version.starts_with("3.1")), Some(true));
    let mut documented = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys().filter(|key| *key != "parameters") {
            documented.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let routes: BTreeSet<String> =
        route::all().map(|route| format!("{} {}", route.method.name(), route.path())).collect();
    let differ: Vec<_> = routes.symmetric_difference(&documented).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

#[test]
fn the_document_says_what_a_call_takes() {
    let document = document();
    for route in route::all() {
        let path = &document["paths"][route.path()];
        let documented = &path[route.method.name().to_lowercase()];
        let line = format!("{} {}", route.method.name(), route.path());
        let takes_json = documented["requestBody"]["content"]["application/json"].is_object();
        assert_eq!(takes_json, route.flags.body, "{line}: the body");
        let parameters: Vec<&Value> = [path, documented]
            .into_iter()
            .filter_map(|part| part["parameters"].as_array())
            .flatten()
            .map(|p| resolve(&document, p))
            .collect();
        let has = |name: &str| parameters.iter().any(|parameter| parameter["name"] == name);
        assert_eq!(has("Idempotency-Key"), route.flags.keyed, "{line}: the key");
        assert_eq!(has("If-Match"), route.flags.versioned, "{line}: the version");
        let in_path = parameters.iter().any(|parameter| parameter["in"] == "path" && parameter["name"] == "id");
        assert_eq!(in_path, route.path().contains("{id}"), "{line}: the id");
        assert!(
            documented["responses"].as_object().is_some_and(|responses| !responses.is_empty()),
            "{line}: the answers"
        );
    }
}

#[test]
fn every_reference_in_the_document_leads_somewhere() {
    let document = document();
    let mut missing = BTreeSet::new();
    visit(&document, &mut |value| {
        let target = value.get("$ref").and_then(Value::as_str).map(|target| (target, target.trim_start_matches('#')));
        if let Some((target, _)) = target.filter(|(_, pointer)| document.pointer(pointer).is_none()) {
            missing.insert(target.to_owned());
        }
    });
    assert!(missing.is_empty(), "{missing:?}");
}

fn resolve<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let target = value.get("$ref").and_then(Value::as_str);
    target.and_then(|target| document.pointer(target.trim_start_matches('#'))).unwrap_or(value)
}

fn visit(value: &Value, look: &mut impl FnMut(&Value)) {
    look(value);
    match value {
        Value::Array(values) => values.iter().for_each(|value| visit(value, look)),
        Value::Object(fields) => fields.values().for_each(|value| visit(value, look)),
        _ => {}
    }
}
