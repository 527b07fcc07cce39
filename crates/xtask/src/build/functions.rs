//! Which functions lie in which of an app's files, and how much each weighs before it is made small.
//!
//! Read from the names that the linker leaves, which wasm-opt drops. The build keeps the list beside its other work; the sizes stage
//! looks there for what lies in the wrong file.

use crate::Result;
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fs, path::Path};
use wasmparser::{CustomSectionReader, ImportSectionReader, KnownCustom, Name, Parser, Payload, TypeRef};

#[derive(Serialize, Deserialize)]
pub struct Function {
    /// The stem of its file's name.
    pub file: String,
    pub bytes: u64,
    pub name: String,
}

/// The functions of every file of code in a folder.
pub fn list(folder: &Path) -> Result<Vec<Function>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            let file = path.file_stem().unwrap_or_default().to_string_lossy();
            all.extend(read(&fs::read(&path)?)?.into_iter().map(|(bytes, name)| Function {
                file: file.clone().into_owned(),
                bytes,
                name,
            }));
        }
    }
    Ok(all)
}

/// What the functions of a file weigh together.
pub fn weigh(code: &[u8]) -> Result<usize> {
    let mut sum = 0;
    for payload in Parser::new(0).parse_all(code) {
        if let Payload::CodeSectionEntry(body) = payload? {
            sum += body.as_bytes().len();
        }
    }
    Ok(sum)
}

/// Sizes and names, in the file's order.
fn read(code: &[u8]) -> Result<Vec<(u64, String)>> {
    let (mut imported, mut sizes, mut names) = (0, Vec::new(), HashMap::new());
    for payload in Parser::new(0).parse_all(code) {
        match payload? {
            Payload::ImportSection(imports) => imported += functions_in(imports)?,
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                sizes.push(range.end - range.start);
            }
            Payload::CustomSection(section) => names.extend(names_in(&section)?),
            _ => {}
        }
    }
    let named = |(index, bytes)| (bytes, names.remove(&index).unwrap_or_default().to_owned());
    Ok((imported..).zip(sizes).map(named).collect())
}

/// How many functions a file borrows.
pub fn functions_in(imports: ImportSectionReader) -> Result<u32> {
    let mut functions = 0;
    for import in imports.into_imports() {
        functions += u32::from(matches!(import?.ty, TypeRef::Func(_)));
    }
    Ok(functions)
}

/// What functions are called, by their indexes, if the section tells names.
pub fn names_in<'a>(section: &CustomSectionReader<'a>) -> Result<Vec<(u32, &'a str)>> {
    let KnownCustom::Name(parts) = section.as_known() else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for part in parts {
        let Name::Function(map) = part? else { continue };
        for naming in map {
            let naming = naming?;
            names.push((naming.index, naming.name));
        }
    }
    Ok(names)
}
