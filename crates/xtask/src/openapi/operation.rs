//! A route in OpenAPI's words: who may call it, what it takes in path, query and headers, what it answers.

use super::exchange::{Answer, Body, Exchange};
use domain::{
    file::MediaType,
    list::{LARGEST_PAGE, LONGEST_SEARCH, PAGE},
    mail::template::{SHOWN_ON, WRITTEN_FROM},
    permission::{Act, Permission},
    record::RecordKind,
    route::{Endpoint, Query, Route, Who, choices},
};
use serde_json::{Map, Value, json};

pub fn describe_operation(route: &Route, exchange: Exchange) -> Value {
    let mut operation = Map::new();
    let mut set = |name: &str, value: Value| operation.insert(name.to_owned(), value);
    set("operationId", id(route).into());
    set("summary", route.summary().into());
    set("tags", json!([tag(&route.path())]));
    set("security", security(route.who));
    if let Some((permission, or)) = permission(route.who) {
        set("x-permission", permission.code().into());
        if let Some(or) = or {
            set("x-or", or.into());
        }
    }
    let parameters: Vec<Value> = parameter_names(route).into_iter().map(|name| refer("parameters", name)).collect();
    if !parameters.is_empty() {
        set("parameters", parameters.into());
    }
    match exchange.body {
        None => {}
        Some(Body::Json(schema)) => {
            set("requestBody", json!({ "required": true, "content": { "application/json": { "schema": schema } } }));
        }
        Some(Body::Picture) => {
            set("requestBody", json!({ "required": true, "content": pictures() }));
        }
        Some(Body::File) => {
            set("requestBody", json!({ "required": true, "content": files() }));
        }
    }
    set("responses", responses_of(exchange.answer));
    Value::Object(operation)
}

fn id(route: &Route) -> String {
    let (first, rest) = route.name().split_at(1);
    let kind = match route.endpoint {
        Endpoint::Record(kind, _) => format!("{kind:?}"),
        _ => String::new(),
    };
    format!("{}{rest}{kind}", first.to_lowercase())
}

/// The word that names the area in the path.
fn tag(path: &str) -> String {
    let mut parts = path.trim_start_matches("/api/").split(['/', '.']);
    let first = parts.next().unwrap_or_default();
    if first == "portal" { format!("portal {}", parts.next().unwrap_or_default()) } else { first.to_owned() }
}

fn security(who: Who) -> Value {
    match who {
        Who::Anyone => json!([]),
        Who::Staff | Who::Can(_) | Who::CanAny(_) | Who::CanOrOwn(_) | Who::CanOrDrives(_) => json!([{ "staff": [] }]),
        Who::Customer | Who::CustomerBookings => json!([{ "portal": [] }]),
    }
}

/// The permission asked for, and what may stand in its place.
fn permission(who: Who) -> Option<(Permission, Option<String>)> {
    match who {
        Who::Can(permission) => Some((permission, None)),
        Who::CanAny(permissions) => {
            let (first, others) = permissions.split_first()?;
            Some((*first, Some(others.iter().map(|other| other.code()).collect::<Vec<_>>().join(", "))))
        }
        Who::CanOrOwn(area) => {
            let own = Permission::In(area, Act::ViewOwn).code();
            Some((Permission::In(area, Act::View), Some(format!("{own}, narrowed to one's own"))))
        }
        Who::CanOrDrives(permission) => Some((permission, Some("driving the trip".to_owned()))),
        Who::Anyone | Who::Staff | Who::Customer | Who::CustomerBookings => None,
    }
}

fn parameter_names(route: &Route) -> Vec<&'static str> {
    let path = route.path();
    let mut names = Vec::new();
    names.extend(path.contains("{id}").then_some("id"));
    names.extend(path.contains("{token}").then_some("token"));
    names.extend_from_slice(match route.endpoint.query() {
        Query::Nothing => &[],
        Query::List(_) => &["q", "filters", "sort", "archived", "limit", "cursor"],
        Query::Export(_) => &["q", "filters", "sort", "archived", "form"],
        Query::Options(_) => &["q", "filters", "ids"],
        Query::Period => &["from", "to"],
        Query::Days => &["first", "last"],
        Query::Schedule => &["from", "to", "by", "q", "cursor"],
        Query::Candidates => &["from", "to", "by", "q", "wanted_for", "besides", "chosen"],
        Query::Since => &["since"],
        Query::Words => &["q"],
        Query::Besides => &["besides"],
        Query::Trips => &["trips", "despite_warnings"],
        Query::Branch => &["shares_tax_id"],
        Query::Name => &["name"],
        Query::Show => &["show"],
        Query::About => &["record_kind", "record", "filters", "sort", "limit", "cursor"],
        Query::ComposeOptions => &["kind_written_about", "record_written_about"],
        Query::Despite => &["despite_warnings"],
        Query::Files => &["files"],
    });
    names.retain(|name| !matches!(*name, "q" | "archived") || route.endpoint.query().takes(name));
    names.extend(route.flags.keyed.then_some("key"));
    names.extend(route.flags.versioned.then_some("version"));
    names
}

fn refer(component: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/components/{component}/{name}") })
}

/// Every parameter there is, to be referred to.
pub fn parameters() -> Value {
    let integer = json!({ "type": "integer" });
    let text = json!({ "type": "string" });
    // Nothing is asked for by leaving it out; an empty value is refused.
    let query = |name: &str, about: &str, mut schema: Value| {
        if schema["type"] == "string" && schema.get("format").is_none() {
            schema["minLength"] = 1.into();
        }
        json!({ "name": name, "in": "query", "description": about, "schema": schema })
    };
    let kinds =
        |kinds: &[RecordKind]| json!({ "enum": kinds.iter().map(|kind| kind.collection()).collect::<Vec<_>>() });
    let needed = |mut parameter: Value| {
        parameter["required"] = true.into();
        parameter
    };
    let header = |name: &str, about: &str, schema: Value| json!({ "name": name, "in": "header", "required": true, "description": about, "schema": schema });
    let date = || json!({ "type": "string", "format": "date" });
    json!({
        "id": { "name": "id", "in": "path", "required": true, "schema": integer },
        "token": { "name": "token", "in": "path", "required": true, "schema": text },
        "q": query("q", "Words to find; each must begin a word of the record.", json!({ "type": "string", "maxLength": LONGEST_SEARCH })),
        "sort": query("sort", "A sort's name, `-` before it to turn it round.", text.clone()),
        "archived": query("archived", "Only archived records instead of only live ones.", json!({ "type": "boolean", "default": false })),
        "limit": query("limit", "Rows in the page.", json!({ "type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE })),
        "cursor": query("cursor", "`next` of the page before.", text.clone()),
        "filters": {
            "name": "filters", "in": "query", "style": "form", "explode": true,
            "description": "Filters by name; several values with commas. An unknown name is refused. Every list has `id`: these records only.",
            "schema": { "type": "object", "additionalProperties": { "type": "string", "minLength": 1 } },
        },
        "ids": query("id", "The records to name, with commas, whatever is searched for.", text.clone()),
        "from": needed(query("from", "Start of the period, an instant.", integer.clone())),
        "to": needed(query("to", "End of the period, an instant that doesn't belong to it.", integer.clone())),
        "first": query("from", "First day; the current month's unless given.", date()),
        "last": query("to", "Last day; the month's unless given.", date()),
        "form": query("form", "For people: in the caller's language, with semicolons and decimal commas where that is usual. For programs: commas, the columns' names, codes, ISO 8601, decimal points, without a byte order mark.", json!({ "enum": ["people", "machine"], "default": "people" })),
        "by": query("by", "Vehicles or drivers.", json!({ "enum": ["vehicles", "drivers"], "default": "vehicles" })),
        "since": query("since", "`at` of the answer before; left out, only what waits is told.", integer.clone()),
        "wanted_for": query("booking", "The booking that they are wanted for.", integer.clone()),
        "chosen": query("chosen", "The vehicle or the driver that was chosen already, of the other kind.", integer.clone()),
        "besides": query("besides", "The logbook that is being changed, to leave out.", integer.clone()),
        "trips": query(
            "trips",
            "What becomes of the trips that the save touches: move them by the same span, release them into the tray, or keep them as they are. Without it a save that touches trips is refused (409 `trips_undecided`) with the trips as `obstacles` and the answers that are possible in `allowed`.",
            json!({ "enum": choices("trips") }),
        ),
        "name": needed(query("name", "What the file is called; its type is what its bytes say.", text.clone())),
        "show": query("show", "Show it in place instead of saving it, where its type can be.", json!({ "type": "boolean", "default": false })),
        "record_kind": needed(query("record_kind", "The record's collection.", kinds(SHOWN_ON))),
        "record": needed(query("record", "The record that the mails are about.", integer.clone())),
        "kind_written_about": query("record_kind", "The record's collection, with `record`.", kinds(WRITTEN_FROM)),
        "record_written_about": query("record", "The record that the mail will be about, with `record_kind`.", integer.clone()),
        "despite_warnings": query("despite_warnings", "Do it although it was asked about (409 `warnings_unconfirmed`), or move trips although their warnings say to think twice.", json!({ "type": "boolean", "default": false })),
        "shares_tax_id": query("shares_tax_id", "It comes back as a branch of the customer that has its tax number now (409 `taken_meanwhile`).", json!({ "type": "boolean", "default": false })),
        "files": query("files", "Ask for what large files need too.", json!({ "enum": choices("files") })),
        "key": header("Idempotency-Key", "Sent twice with one key, it is done once.", json!({ "type": "string", "minLength": 16, "maxLength": 80 })),
        "version": header("If-Match", "The version one has seen; a stale one answers 409 with the record as it is.", integer),
    })
}

/// The answers that routes share.
pub fn responses(problem: Value) -> Value {
    let text = json!({ "schema": { "type": "string" } });
    let response = |about: &str, content: Value| json!({ "description": about, "content": content });
    json!({
        "Problem": response("What is wrong with the call (RFC 9457).", json!({ "application/problem+json": { "schema": problem } })),
        "Nothing": { "description": "Done." },
        "Csv": response("The whole filtered list.", json!({ "text/csv": text })),
        "Calendar": response("An iCalendar file.", json!({ "text/calendar": text })),
        "Picture": response("The picture.", pictures()),
        "File": response("The file.", files()),
    })
}

fn pictures() -> Value {
    json!({ "image/png": {}, "image/jpeg": {}, "image/webp": {} })
}

fn files() -> Value {
    MediaType::ALL.iter().map(|media_type| (media_type.code().to_owned(), json!({}))).collect::<Map<_, _>>().into()
}

fn responses_of(answer: Answer) -> Value {
    let response = |about: &str, schema: Value| json!({ "description": about, "content": { "application/json": { "schema": schema } } });
    let (status, response) = match answer {
        Answer::Json(schema) => ("200", response("The answer.", schema)),
        Answer::Created(schema) => ("201", response("Made.", schema)),
        Answer::Nothing => ("204", refer("responses", "Nothing")),
        Answer::Csv => ("200", refer("responses", "Csv")),
        Answer::Calendar => ("200", refer("responses", "Calendar")),
        Answer::Picture => ("200", refer("responses", "Picture")),
        Answer::File => ("200", refer("responses", "File")),
    };
    json!({ status: response, "default": refer("responses", "Problem") })
}

/// Every operation's answers, without what it takes.
pub fn each_answer(paths: &mut Value, mut act: impl FnMut(&mut Value)) {
    let paths = paths.as_object_mut().into_iter().flat_map(Map::values_mut);
    for operation in paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        if let Some(responses) = operation.get_mut("responses") {
            act(responses);
        }
    }
}
