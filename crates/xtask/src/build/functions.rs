//! Which functions lie in which of an app's files, and how much each weighs before it is made small.
//!
//! Read from the names that the linker leaves, which wasm-opt drops. The build keeps the list beside its other work; the sizes stage
//! looks there for what lies in the wrong file.

use crate::Result;
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fs, path::Path};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

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
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                sizes.push(range.end - range.start);
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    for part in section {
                        if let Name::Function(map) = part? {
                            for naming in map {
                                let naming = naming?;
                                names.insert(naming.index, naming.name.to_owned());
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let named = |(index, bytes)| (bytes, names.remove(&index).unwrap_or_default());
    Ok((imported..).zip(sizes).map(named).collect())
}
