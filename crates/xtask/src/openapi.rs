//! `edge/openapi.json`: the API as the routes and shapes in `domain` describe it, committed so that a change is seen.
//!
//! One enters by [`command`]. [`exchange`] says what each endpoint takes and answers, [`shapes`] turns that into schemas,
//! [`operation`] puts a route into words.
//!
//! Invariant: nothing is described here that a route or a shape doesn't say.

mod exchange;
mod operation;
mod shapes;
#[cfg(test)]
mod tests;

use crate::{Result, args::Args, machine::root};
use domain::route;
use serde_json::{Map, Value, json};
use shapes::Shapes;
use std::{collections::BTreeMap, fmt::Write, fs, path::PathBuf};

pub fn command(mut args: Args) -> Result<()> {
    let only_check = args.flag("--check");
    args.finish()?;
    if only_check { check() } else { Ok(fs::write(file(), text(&document())?)?) }
}

pub fn check() -> Result<()> {
    let committed = fs::read_to_string(file()).unwrap_or_default();
    if committed == text(&document())? {
        Ok(())
    } else {
        Err("it is out of date: run `cargo xtask openapi` and commit".into())
    }
}

fn file() -> PathBuf {
    root().join("edge/openapi.json")
}

fn document() -> Value {
    let mut shapes = Shapes::new();
    let mut paths: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for route in route::all() {
        let exchange = exchange::exchange_of(&mut shapes, route.endpoint);
        let operation = operation::describe_operation(&route, exchange);
        paths.entry(route.path()).or_default().insert(route.method.name().to_lowercase(), operation);
    }
    let problem = shapes.given::<domain::problem::Problem>();
    let (schemas, renamed) = shapes.finish();
    let mut paths = json!(paths);
    // Bodies name what is taken, which keeps its name.
    operation::each_answer(&mut paths, |answer| renamed.apply(answer));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Volante",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Money is minor units of the company's currency, instants are UTC epoch milliseconds, dates \
                            YYYY-MM-DD, distances metres, weights grams, fuel millilitres, grams or watt-hours.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": operation::parameters(),
            "responses": operation::responses(problem),
            "securitySchemes": {
                "staff": { "type": "apiKey", "in": "cookie", "name": "__Host-staff" },
                "portal": { "type": "apiKey", "in": "cookie", "name": "__Host-portal" },
            },
        },
    })
}

/// Compact, but with a line for each path and each component, so that a change can be read.
fn text(document: &Value) -> Result<String> {
    let mut out = String::from("{");
    let members = |value: &Value| value.as_object().cloned().unwrap_or_default();
    for (at, (name, part)) in members(document).iter().enumerate() {
        write!(out, "{}\n{}:", if at == 0 { "" } else { "," }, json!(name))?;
        match name.as_str() {
            "paths" => lines(&mut out, &members(part))?,
            "components" => {
                out.push('{');
                for (at, (name, part)) in members(part).iter().enumerate() {
                    write!(out, "{}\n{}:", if at == 0 { "" } else { "," }, json!(name))?;
                    lines(&mut out, &members(part))?;
                }
                out.push('}');
            }
            _ => write!(out, "{part}")?,
        }
    }
    out.push_str("\n}\n");
    Ok(out)
}

fn lines(out: &mut String, members: &Map<String, Value>) -> Result<()> {
    out.push('{');
    for (at, (name, part)) in members.iter().enumerate() {
        write!(out, "{}\n{}:{part}", if at == 0 { "" } else { "," }, json!(name))?;
    }
    out.push('}');
    Ok(())
}
