//! Writes the list of common passwords that `people::credentials` looks words up in, from that of zxcvbn-ts (MIT), which
//! `cargo xtask setup` fetches with the other npm packages: in lower case, sorted, each between two line breaks.

use std::{collections::BTreeSet, env, error::Error, fs, path::Path};

const LIST: &str = "../node_modules/@zxcvbn-ts/language-common/src/passwords.json";
/// As `domain::password` looks them up.
const SHORTEST: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={LIST}");
    let text = fs::read_to_string(LIST).map_err(|error| format!("{LIST}: {error}; run `cargo xtask setup` first"))?;
    let all: Vec<String> = serde_json::from_str(&text)?;
    let lower = all.iter().map(|password| password.to_lowercase());
    let known: BTreeSet<String> = lower.filter(|password| password.chars().count() >= SHORTEST).collect();
    let bare = |password: &str| password.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    // What is known without its ends is looked up so.
    let is_needed = |password: &&String| **password == bare(password) || !known.contains(&bare(password));
    let kept: Vec<&str> = known.iter().filter(is_needed).map(String::as_str).collect();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("common_passwords.txt"), format!("\n{}\n", kept.join("\n")))?;
    Ok(())
}
