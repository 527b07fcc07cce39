//! What the OpenAPI document says of queries and headers is what the edge takes: no more, no less, each refusal by name. And
//! HTTP's own rules: HEAD is GET without its body, and a method that isn't known is told which are (RFC 9110).

use api_tests::{Answer, Client, Company, client, specimens};
use domain::{
    list::LONGEST_SEARCH,
    problem::ProblemKind,
    record::Verb,
    route::{self, Endpoint, Method, Route, Who},
};
use serde_json::{Value, json};

struct Scene {
    company: &'static Company,
    /// Of this scene alone: exports are limited.
    owner: Client,
    portal: Client,
    document: Value,
}

impl Scene {
    fn new() -> Self {
        let company = Company::shared();
        let document = company.nobody().get("/api/openapi.json").expect(200).json();
        Self { company, owner: company.hire("owner").client, portal: company.contact().portal, document }
    }

    fn person(&self, route: &Route) -> &Client {
        if matches!(route.who, Who::Customer | Who::CustomerBookings) { &self.portal } else { &self.owner }
    }

    fn parameters(&self, route: &Route) -> Vec<Value> {
        let operation = &self.document["paths"][route.path()][route.method.name().to_lowercase()];
        let resolve = |parameter: &Value| {
            let pointer = parameter["$ref"].as_str().expect("parameters are referred to").trim_start_matches('#');
            self.document.pointer(pointer).cloned().expect("they are there")
        };
        operation["parameters"].as_array().into_iter().flatten().map(resolve).collect()
    }

    /// The route with this query, and what else it needs to be heard.
    fn ask(&self, route: &Route, query: &str) -> Answer {
        let path = route.path().replace("{id}", "4503599627370495").replace("{token}", "x") + query;
        let mut call = self.person(route).call(route.method.name(), &path);
        if route.flags.keyed {
            call = call.key(&client::key());
        }
        if route.flags.versioned {
            call = call.version(1);
        }
        if route.flags.body { call.json(&json!({})).send() } else { call.send() }
    }
}

/// Values that a parameter with this schema can't have.
fn impossible(schema: &Value) -> Vec<String> {
    let mut values = vec![String::new()];
    match schema["type"].as_str() {
        Some("integer") => {
            values.extend(["x", "1.5", "99999999999999999999"].map(str::to_owned));
            values.extend(schema["minimum"].as_i64().map(|least| (least - 1).to_string()));
            values.extend(schema["maximum"].as_i64().map(|most| (most + 1).to_string()));
        }
        Some("boolean") => values.extend(["perhaps", "1"].map(str::to_owned)),
        Some("string") if schema["format"] == "date" => values.extend(["tomorrow", "2026-02-30"].map(str::to_owned)),
        _ => {}
    }
    if schema["enum"].is_array() {
        values.push("nonsense".to_owned());
    }
    values.extend(schema["maxLength"].as_u64().map(|most| "x".repeat(usize::try_from(most).unwrap_or_default() + 1)));
    values
}

/// Parameters that are there both or not at all.
fn in_pairs(name: &str) -> bool {
    matches!(name, "record_kind" | "record")
}

/// A parameter with a value that it can have.
fn right(parameter: &Value) -> String {
    let name = parameter["name"].as_str().expect("a name");
    let value = match name {
        "from" => "1800000000000",
        "to" => "1800000001000",
        "record_kind" => "bookings",
        "name" => "note.txt",
        _ => "1",
    };
    format!("{name}={value}")
}

#[test]
fn every_parameter_that_the_document_names_is_held_to_what_it_says() {
    let scene = Scene::new();
    let mut faults = Vec::new();
    for route in route::all() {
        if route.who == Who::Anyone && route.method != Method::Get {
            continue;
        }
        let parameters = scene.parameters(&route);
        let queried: Vec<&Value> = parameters.iter().filter(|parameter| parameter["in"] == "query").collect();
        let filters = queried.iter().any(|parameter| parameter["name"] == "filters");
        let mut refuse = |name: &str, value: &str| {
            // What else is needed, or goes with it, is right.
            let others = queried.iter().filter(|other| other["name"] != name);
            let needed =
                others.filter(|other| other["required"] == true || other["name"].as_str().is_some_and(in_pairs));
            let rest: String = needed.map(|other| format!("&{}", right(other))).collect();
            let answer = scene.ask(&route, &format!("?{name}={}{rest}", client::escape(value)));
            let named = || answer.problem().errors.iter().any(|error| error.field == name && !error.message.is_empty());
            if !matches!(answer.status, 400 | 422) || !named() {
                faults.push(format!("{} {value:.20}: {} {}", answer.line, answer.status, answer.excerpt()));
            }
        };
        for parameter in &queried {
            let name = parameter["name"].as_str().expect("a name");
            let name = if name == "filters" { "nonsense" } else { name };
            for value in impossible(&parameter["schema"]) {
                refuse(name, &value);
            }
        }
        refuse("nonsense", "1");
        if filters {
            refuse("sort", "nonsense");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_list_takes_what_the_document_says_and_nothing_else_of_what_lists_take() {
    let scene = Scene::new();
    let mut faults = Vec::new();
    for route in route::all() {
        let parameters = scene.parameters(&route);
        let has = |name: &str| parameters.iter().any(|parameter| parameter["name"] == name);
        if !has("filters") && route.endpoint != Endpoint::GetSchedule {
            continue;
        }
        let needed: String =
            parameters.iter().filter(|one| one["required"] == true).map(|one| format!("&{}", right(one))).collect();
        for query in ["q=x", "archived=true", "archived=false", "limit=1", "sort=nonsense", "cursor=[1,1]"] {
            let (name, _) = query.split_once('=').expect("a value");
            let answer = scene.ask(&route, &format!("?{query}{needed}"));
            let taken = match name {
                // Which sorts there are, and what a cursor is made of, is each list's own.
                "sort" | "cursor" => answer.status == 200 || !answer.excerpt().contains("unknown_field"),
                _ => answer.status != 400,
            };
            if taken != has(name) {
                faults.push(format!("{query}: {} {}", answer.line, answer.status));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_search_may_be_as_long_as_it_is_said_and_nothing_is_said_twice() {
    let company = Company::shared();
    for path in ["/api/search", "/api/customers", "/api/customers/options"] {
        let ask = |length: usize| company.owner.get(&format!("{path}?q={}", client::escape(&"ñ".repeat(length))));
        let _ = ask(LONGEST_SEARCH).expect(200);
        let problem = ask(LONGEST_SEARCH + 1).refused(ProblemKind::MalformedQuery);
        assert_eq!(problem.errors[0].field, "q");
    }
    let problem = company.owner.get("/api/customers?active=true&active=false").refused(ProblemKind::MalformedQuery);
    assert_eq!(problem.errors[0].field, "active");
}

#[test]
fn headers_are_held_to_what_the_document_says() {
    let scene = Scene::new();
    for route in route::all() {
        let path = route.path().replace("{id}", "4503599627370495").replace("{token}", "x");
        let call = || scene.person(&route).call(route.method.name(), &path).json(&json!({}));
        if route.flags.keyed {
            for key in ["x".repeat(15), "x".repeat(81)] {
                call().key(&key).send().refused(ProblemKind::IdempotencyKeyMissing);
            }
            call().send().refused(ProblemKind::IdempotencyKeyMissing);
        }
    }
    specimens::each(Verb::Update, |specimen| {
        let path = format!("{}/{}", specimen.collection(), (specimen.make)(scene.company));
        for version in ["", "x", "1.5"] {
            let call = scene.company.owner.call("PUT", &path).header("if-match", version).json(&json!({}));
            call.send().refused(ProblemKind::VersionMissing);
        }
    });
}

#[test]
fn head_is_answered_as_get_is_without_its_body() {
    let scene = Scene::new();
    // Exports have an end, and others ask for some too.
    let owner = scene.company.hire("owner");
    for route in route::all().filter(|route| route.method == Method::Get) {
        let path = route.path().replace("{id}", "4503599627370495").replace("{token}", "x");
        let portal = matches!(route.who, Who::Customer | Who::CustomerBookings);
        let person = if portal { &scene.portal } else { &owner.client };
        let [get, head] = ["GET", "HEAD"].map(|method| person.call(method, &path).send());
        let outside = |answer: &Answer| {
            let (status, mut headers) = answer.outside();
            // It needn't be told (RFC 9110, section 8.6), and a problem's holds the request's own id.
            headers.remove("content-length");
            headers.remove("transfer-encoding");
            // That the cost is told, not how much: other tests write between the two.
            headers.entry("server-timing".to_owned()).and_modify(String::clear);
            (status, headers)
        };
        assert_eq!(outside(&head), outside(&get), "{path}");
        assert_eq!(head.body, "", "{path}");
    }
    let company = Company::shared();
    for path in ["/", "/bookings/7", "/admin/", "/admin/bookings/7", "/robots.txt"] {
        let head = company.nobody().call("HEAD", path).send().expect(200);
        assert_eq!(head.body, "", "{path}");
    }
}

#[test]
fn a_method_that_a_path_does_not_know_is_told_which_it_knows() {
    let company = Company::shared();
    let allowed = |method: &str, path: &str| {
        let answer = company.owner.call(method, path).send();
        answer.refused(ProblemKind::MethodNotAllowed);
        let mut methods: Vec<String> = answer.header("allow").split(", ").map(str::to_owned).collect();
        methods.sort();
        methods.join(" ")
    };
    for route in route::all() {
        let path = route.path().replace("{id}", "7").replace("{token}", "x");
        let methods = allowed("PATCH", &path);
        assert!(methods.split(' ').any(|method| method == route.method.name()), "{path}: {methods}");
    }
    assert_eq!(allowed("DELETE", "/api/bookings"), "GET HEAD POST");
    assert_eq!(allowed("PUT", "/api/session"), "DELETE POST");
    for path in ["/bookings/7", "/admin/bookings/7", "/oauth/google/callback", "/admin/smtp_oauth_microsoft/token"] {
        assert_eq!(allowed("POST", path), "GET HEAD", "{path}");
    }
}
