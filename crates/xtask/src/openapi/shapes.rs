//! JSON Schemas of `domain`'s shapes: as they are taken (fields may be left out) and as they are given (none is).
//!
//! What a shape's documentation says becomes its description. A draft's or a row's field says its unit besides, and a closed set
//! what each code is called.
//!
//! A struct that goes both ways and differs in that is kept twice: `VehicleDraft` is what is sent, `VehicleFields` what
//! comes back.

use domain::{
    address::Address,
    check::Draft,
    field::{Field, Kind, Row, UNBOUNDED},
    money::invoice::InvoiceLine,
    settings::NamedTaxRate,
};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const AT: &str = "#/components/schemas/";

pub struct Shapes {
    taken: SchemaGenerator,
    given: SchemaGenerator,
    pages: Map<String, Value>,
    /// The fields of each draft, by its name.
    drafts: BTreeMap<String, &'static [Field]>,
}

impl Shapes {
    pub fn new() -> Self {
        let settings =
            || SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
        let (taken, given) = (settings().for_deserialize(), settings().for_serialize());
        Self {
            taken: taken.into_generator(),
            given: given.into_generator(),
            pages: Map::new(),
            drafts: BTreeMap::from([nested::<Address>(), nested::<InvoiceLine>(), nested::<NamedTaxRate>()]),
        }
    }

    pub fn taken<T: JsonSchema>(&mut self) -> Value {
        self.taken.subschema_for::<T>().to_value()
    }

    /// As it is taken, with the bounds of its fields.
    pub fn draft<D: Draft + JsonSchema>(&mut self) -> Value {
        self.drafts.insert(D::schema_name().into_owned(), D::FIELDS);
        self.taken::<D>()
    }

    pub fn given<T: JsonSchema>(&mut self) -> Value {
        self.given.subschema_for::<T>().to_value()
    }

    /// A page of a list, whose rows are arrays in the order of the row struct's fields.
    pub fn list_page<R: JsonSchema + Row>(&mut self) -> Value {
        let columns: Vec<&str> = R::FIELDS.iter().map(|field| field.name).collect();
        let name = R::schema_name().replace("Row", "Page");
        if !self.pages.contains_key(&name) {
            // A generator of its own keeps the row out of the document: nobody ever gets it as an object.
            let row = R::json_schema(&mut self.given).to_value();
            let cell = |field: &Field| {
                let mut schema = row.get("properties").and_then(|all| all.get(field.name)).cloned().unwrap_or_default();
                if let Value::Object(schema) = &mut schema {
                    schema.insert("title".to_owned(), field.name.into());
                    describe(schema, field);
                }
                schema
            };
            let cells: Vec<Value> = R::FIELDS.iter().map(cell).collect();
            let row = json!({ "type": "array", "prefixItems": cells, "items": false, "minItems": columns.len() });
            let named = json!({ "type": "array", "prefixItems": columns.iter().map(|c| json!({ "const": c })).collect::<Vec<_>>() });
            let page = json!({
                "type": "object",
                "required": ["columns", "rows", "next"],
                "properties": {
                    "columns": named,
                    "rows": { "type": "array", "items": row },
                    "next": { "type": ["string", "null"], "description": "The next page's cursor; null on the last page." },
                },
            });
            self.pages.insert(name.clone(), page);
        }
        json!({ "$ref": format!("{AT}{name}") })
    }

    /// `components.schemas`, and the new names of what differs between taken and given, to be put into the rest too.
    pub fn finish(mut self) -> (Map<String, Value>, Renamed) {
        let mut taken = self.taken.take_definitions(true);
        let mut given = self.given.take_definitions(true);
        given.extend(self.pages);
        for schemas in [&mut taken, &mut given] {
            schemas.values_mut().for_each(unlink);
            schemas.values_mut().for_each(name_codes);
            for (draft, fields) in &self.drafts {
                each_property(schemas.get_mut(draft), fields, describe);
            }
        }
        let mut differing: BTreeSet<String> = given
            .iter()
            .filter(|(name, schema)| taken.get(*name).is_some_and(|other| other != *schema))
            .map(|(name, _)| name.clone())
            .collect();
        // What mentions one that differs, differs too.
        loop {
            let more: Vec<String> = given
                .iter()
                .filter(|(name, schema)| {
                    taken.contains_key(*name) && !differing.contains(*name) && mentions(schema, &differing)
                })
                .map(|(name, _)| name.clone())
                .collect();
            if more.is_empty() {
                break;
            }
            differing.extend(more);
        }
        let names = differing.into_iter().map(|name| {
            let fields = format!("{}Fields", name.trim_end_matches("Draft"));
            (name, fields)
        });
        let renamed = Renamed(names.chain(given.iter().filter_map(record)).collect());
        let mut all: BTreeMap<String, Value> = taken.into_iter().collect();
        for (name, fields) in &self.drafts {
            if let Some(schema) = all.get_mut(name) {
                bound(schema, fields);
            }
        }
        for (name, mut schema) in given {
            renamed.apply(&mut schema);
            all.insert(renamed.0.get(&name).cloned().unwrap_or(name), schema);
        }
        (all.into_iter().collect(), renamed)
    }
}

/// What stands within other drafts.
fn nested<D: Draft + JsonSchema>() -> (String, &'static [Field]) {
    (D::schema_name().into_owned(), D::FIELDS)
}

/// Says of a draft's fields which have to be there, and within which bounds.
fn bound(schema: &mut Value, fields: &[Field]) {
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    if let (Value::Object(schema), false) = (&mut *schema, required.is_empty()) {
        schema.insert("required".to_owned(), json!(required));
    }
    each_property(Some(schema), fields, |property, field| {
        if property.contains_key("$ref") || field.most == UNBOUNDED {
            return;
        }
        let mut say = |word: &str, bound: i64| property.insert(word.to_owned(), bound.into());
        match field.kind {
            Kind::Line | Kind::Latin | Kind::Paragraph | Kind::Email | Kind::Phone => {
                if field.required {
                    say("minLength", 1);
                }
                say("maxLength", field.most);
            }
            Kind::Whole | Kind::Year | Kind::Stars | Kind::Money | Kind::Price | Kind::Duration => {
                say("minimum", field.least);
                say("maximum", field.most);
            }
            Kind::Measure(_) | Kind::OfFuel(..) => {
                say("minimum", 0);
                say("maximum", field.most.saturating_mul(field.kind.metric().1));
            }
            Kind::References(_) | Kind::Pictures | Kind::Files | Kind::Choices(_) | Kind::Special
                if property.contains_key("items") && field.most > 0 =>
            {
                property.insert("maxItems".to_owned(), field.most.into());
            }
            _ => {}
        }
    });
}

fn each_property(schema: Option<&mut Value>, fields: &[Field], act: impl Fn(&mut Map<String, Value>, &Field)) {
    let Some(Value::Object(properties)) = schema.and_then(|schema| schema.get_mut("properties")) else { return };
    for field in fields {
        if let Some(Value::Object(property)) = properties.get_mut(field.name) {
            act(property, field);
        }
    }
}

/// Says in which unit a field's value is, or what it is the id of, before what its documentation says.
fn describe(property: &mut Map<String, Value>, field: &Field) {
    let kind = match field.kind {
        Kind::Money | Kind::Price => "Minor units.".to_owned(),
        Kind::Duration => "Milliseconds.".to_owned(),
        Kind::Measure(measure) => format!("{}.", measure.stored_unit()),
        Kind::OfFuel(what, _) => format!("{}.", what.stored_unit()),
        Kind::Vin => "ISO 3779.".to_owned(),
        Kind::Latin => "In Latin letters.".to_owned(),
        Kind::Reference(kind) => format!("An id of `{}`.", kind.collection()),
        Kind::References(kind) => format!("Ids of `{}`.", kind.collection()),
        Kind::Picture => "The id of an uploaded picture.".to_owned(),
        Kind::Pictures => "Ids of uploaded pictures.".to_owned(),
        Kind::Files => "Ids of uploaded files.".to_owned(),
        _ => return,
    };
    let description = match property.get("description").and_then(Value::as_str) {
        Some(text) if text.contains(kind.trim_end_matches('.')) => text.to_owned(),
        Some(text) => format!("{kind} {text}"),
        None => kind,
    };
    property.insert("description".to_owned(), description.into());
}

/// Takes the links, which lead into Rust's documentation, out of a description: [`Transition`](super::Transition) stays as `Transition`.
fn unlink(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if name == "description" => *text = without_links(text),
                    other => unlink(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(unlink),
        _ => {}
    }
}

fn without_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((name, after)) = link.split_once("`]") else { break };
        let after = match after.strip_prefix('(').and_then(|target| target.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
        out.extend([before, "`", name, "`"]);
        rest = after;
    }
    out + rest
}

/// A closed set as an `enum`, whose description says what each code is: generators of clients know what to do with that.
fn name_codes(schema: &mut Value) {
    let Value::Object(schema) = schema else { return };
    let Some(Value::Array(choices)) = schema.get("oneOf") else { return };
    let code = |choice: &Value| choice.get("const").and_then(Value::as_str).map(str::to_owned);
    let Some(codes) = choices.iter().map(code).collect::<Option<Vec<String>>>() else { return };
    let mut text = schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    for (code, choice) in codes.iter().zip(choices) {
        let about = choice.get("description").and_then(Value::as_str).unwrap_or_default().replace("\n\n", " ");
        if about.trim_matches(['“', '”']) != code {
            text.push_str(&format!("\n- `{code}`: {about}"));
        }
    }
    schema.remove("oneOf");
    schema.insert("type".to_owned(), "string".into());
    schema.insert("enum".to_owned(), codes.into());
    schema.insert("description".to_owned(), text.trim_start().into());
}

/// A record is called what its draft is a draft of.
fn record((name, schema): (&String, &Value)) -> Option<(String, String)> {
    let fields = schema.pointer("/properties/fields/$ref")?.as_str()?.strip_prefix(AT)?;
    let generic = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (generic == "Record").then(|| (name.clone(), fields.trim_end_matches("Draft").to_owned()))
}

/// What a struct is called where it is given, when that differs from what is taken.
pub struct Renamed(BTreeMap<String, String>);

impl Renamed {
    pub fn apply(&self, value: &mut Value) {
        each_reference(value, &mut |reference| {
            if let Some(name) = reference.strip_prefix(AT).and_then(|name| self.0.get(name)) {
                *reference = format!("{AT}{name}");
            }
        });
    }
}

fn mentions(schema: &Value, names: &BTreeSet<String>) -> bool {
    let mut found = false;
    each_reference(&mut schema.clone(), &mut |reference| {
        found |= reference.strip_prefix(AT).is_some_and(|name| names.contains(name));
    });
    found
}

pub fn each_reference(value: &mut Value, act: &mut impl FnMut(&mut String)) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(reference) if name == "$ref" => act(reference),
                    other => each_reference(other, act),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_reference(item, act)),
        _ => {}
    }
}
