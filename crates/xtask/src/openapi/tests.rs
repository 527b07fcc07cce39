//! Whether the document is one, and true of the routes.

use super::{check, document, shapes::each_reference};
use domain::route::{self, Who};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn the_committed_document_is_what_the_routes_say() {
    assert_eq!(check().map_err(|error| error.to_string()), Ok(()));
}

#[test]
fn every_reference_leads_somewhere() {
    let mut document = document();
    let whole = document.clone();
    let mut count = 0;
    each_reference(&mut document, &mut |reference| {
        count += 1;
        let target = reference.strip_prefix('#').and_then(|pointer| whole.pointer(pointer));
        assert!(target.is_some(), "{reference}");
    });
    assert!(count > 500);
}

#[test]
fn every_component_is_referred_to() {
    let mut document = document();
    let mut used = BTreeSet::new();
    each_reference(&mut document, &mut |reference| {
        used.insert(reference.clone());
    });
    for component in ["schemas", "parameters", "responses"] {
        for name in document["components"][component].as_object().into_iter().flat_map(|all| all.keys()) {
            assert!(used.contains(&format!("#/components/{component}/{name}")), "{component}/{name}");
        }
    }
}

#[test]
fn every_route_is_described_and_its_operation_has_a_name_of_its_own() {
    let document = document();
    let mut names = BTreeSet::new();
    for route in route::all() {
        let operation = &document["paths"][route.path()][route.method.name().to_lowercase()];
        let name = operation["operationId"].as_str().unwrap_or_default();
        assert!(names.insert(name.to_owned()), "{name}");
        assert_eq!(operation["security"] == Value::Array(vec![]), route.who == Who::Anyone, "{name}");
        let parameters = operation["parameters"].to_string();
        assert_eq!(route.path().contains("{id}"), parameters.contains("parameters/id\""), "{name}");
        assert_eq!(route.flags.keyed, parameters.contains("parameters/key\""), "{name}");
        assert_eq!(route.flags.versioned, parameters.contains("parameters/version\""), "{name}");
        let sends_json = operation["requestBody"]["content"]["application/json"].is_object();
        assert_eq!(route.flags.body, sends_json, "{name}");
    }
    let described: usize = document["paths"]
        .as_object()
        .into_iter()
        .flat_map(|all| all.values())
        .filter_map(Value::as_object)
        .map(|all| all.len())
        .sum();
    assert_eq!(described, names.len());
}

#[test]
fn a_field_says_its_unit_and_a_closed_set_what_its_codes_are() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["VehicleDraft"]["properties"]["payload"]["description"], "Grams.");
    assert_eq!(schemas["BookingDraft"]["properties"]["vehicle_type"]["description"], "An id of `vehicle-types`.");
    assert_eq!(schemas["VehicleStatus"]["enum"][2], "in_shop");
    let description = schemas["VehicleStatus"]["description"].as_str().unwrap_or_default();
    assert!(description.contains("`in_shop`: “In shop”"), "{description}");
    assert!(!document.to_string().contains("](crate::"), "a link into Rust's documentation");
}

#[test]
fn a_row_is_an_array_of_its_fields_in_order() {
    let document = document();
    let cells = &document["components"]["schemas"]["VehiclePage"]["properties"]["rows"]["items"]["prefixItems"];
    let titles: Vec<_> = cells.as_array().into_iter().flatten().filter_map(|cell| cell["title"].as_str()).collect();
    let first = [
        "id",
        "name",
        "plate",
        "make",
        "model",
        "year",
        "type_name",
        "status",
        "seats",
        "driver_name",
        "first_end",
        "first_end_type",
        "on_trip",
        "next_trip_at",
    ];
    assert_eq!(titles.split_last(), Some((&"cover", &first[..])));
}
