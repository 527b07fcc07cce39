//! Short names for what an app's code imports from its JavaScript.
//!
//! wasm-bindgen tells its imports apart by a hash in each name, which no compression makes smaller: 5 kB of a first page.
//!
//! Invariant: a name is changed in all of these files or in none.

use super::parts::{MAIN, Parts, beginnings, main_with};
use crate::Result;
use std::{collections::HashMap, fs, path::Path};
use wasm_encoder::{EntityType, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// What wasm-bindgen's names begin with.
const GENERATED: &str = "__wb";

/// Renames in the main files and in `app.js`.
pub fn shorten(folder: &Path, parts: &Parts) -> Result<()> {
    let mut names = HashMap::new();
    for main in [MAIN.to_owned()].into_iter().chain(beginnings(parts).map(|(part, _)| main_with(part))) {
        let file = folder.join(main).with_extension("wasm");
        let code = rename(&fs::read(&file)?, &mut names)?;
        fs::write(file, code)?;
    }
    let script_file = folder.join("app.js");
    let script = fs::read_to_string(&script_file)?;
    Ok(fs::write(&script_file, reword(&script, &names))?)
}

/// The code with short names, which are kept beside what they stand for.
fn rename(code: &[u8], names: &mut HashMap<String, String>) -> Result<Vec<u8>> {
    let mut renamed = Module::new();
    for payload in Parser::new(0).parse_all(code) {
        let payload = payload?;
        if let Payload::ImportSection(imports) = payload {
            let mut section = ImportSection::new();
            for import in imports.into_imports() {
                let import = import?;
                let next = short(names.len());
                let name = if import.name.starts_with(GENERATED) {
                    names.entry(import.name.to_owned()).or_insert(next).as_str()
                } else {
                    import.name
                };
                section.import(import.module, name, EntityType::try_from(import.ty).map_err(|_| "an unknown import")?);
            }
            renamed.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let data = code.get(usize::try_from(range.start)?..usize::try_from(range.end)?);
            renamed.section(&RawSection { id, data: data.ok_or("a section reaches beyond its file")? });
        }
    }
    Ok(renamed.finish())
}

/// The script with each of these words replaced.
fn reword(script: &str, names: &HashMap<String, String>) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut reworded = String::with_capacity(script.len());
    for piece in script.split_inclusive(|letter| !is_part(letter)) {
        let word = piece.trim_end_matches(|letter| !is_part(letter));
        reworded.push_str(names.get(word).map_or(word, String::as_str));
        reworded.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    reworded
}

/// `a`, `b`, … `z`, `ba`, `bb`…
fn short(number: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    if number < 26 { letter.to_string() } else { format!("{}{letter}", short(number / 26)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_replaced() {
        let names = HashMap::from([("__wbg_get_1".to_owned(), "a".to_owned())]);
        assert_eq!(reword("__wbg_get_1: f(__wbg_get_12, x.__wbg_get_1);", &names), "a: f(__wbg_get_12, x.a);");
    }

    #[test]
    fn no_two_names_are_alike() {
        let names: std::collections::HashSet<_> = (0..2_000).map(short).collect();
        assert_eq!(names.len(), 2_000);
    }
}
