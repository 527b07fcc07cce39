//! The documents name what is there: files that exist, and names that the code has.
//!
//! Only what stands in `backticks` is looked at: in every document, paths that begin in a folder of the root; in the glossary,
//! every word of code.

use crate::{Result, machine::root};
use std::{fs, path::Path};

const DOCUMENTS: [&str; 5] = ["README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/OPERATING.md", GLOSSARY];
const GLOSSARY: &str = "docs/GLOSSARY.md";
/// Where a path in a document may begin.
const FOLDERS: [&str; 8] = ["app", "crates", "docs", "edge", "public", "style", "tests", ".ci"];
/// What a build leaves there.
const MADE: [&str; 2] = ["edge/build", "edge/wrangler.deploy.toml"];
/// Where a name of the glossary may stand.
const CODE: [&str; 6] = ["app/src", "crates", "edge/src", "edge/migrations", "tests/api", "tests/e2e"];

pub fn check() -> Result<()> {
    let mut broken = Vec::new();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root().join(document))?;
        let missing = paths(&text).into_iter().filter(|path| !root().join(path).exists());
        broken.extend(missing.map(|path| format!("{document}: there is no {path}")));
    }
    let mut code = String::new();
    for folder in CODE {
        gather(&root().join(folder), &mut code)?;
    }
    let glossary = fs::read_to_string(root().join(GLOSSARY))?;
    let gone = names(&glossary).into_iter().filter(|name| !says(&code, name));
    broken.extend(gone.map(|name| format!("{GLOSSARY}: no code says {name}")));
    if broken.is_empty() { Ok(()) } else { Err(format!("\n   {}", broken.join("\n   ")).into()) }
}

fn quoted(text: &str) -> impl Iterator<Item = &str> {
    // Blocks of code stand between fences, which would turn inside and outside round.
    let prose = text.split("```").step_by(2);
    prose.flat_map(|prose| prose.split('`').skip(1).step_by(2))
}

/// The paths that a document names. One with a star or a placeholder stands for several, and is not looked for.
fn paths(text: &str) -> Vec<&str> {
    let path = |word: &&str| word.contains('/') && !word.contains(['*', '{', '<', ' ', ',', '…']);
    let inside = |word: &&str| {
        FOLDERS.contains(&word.split('/').next().unwrap_or_default()) && !MADE.iter().any(|made| word.starts_with(made))
    };
    quoted(text).filter(path).filter(inside).collect()
}

/// The names of code that the glossary gives: whatever is quoted and neither a path, an address nor a command.
fn names(text: &str) -> Vec<&str> {
    quoted(text).filter(|word| !word.contains(['/', ' ']) && !word.starts_with('.') && *word != "code").collect()
}

/// Whether a name stands in the code as a whole word.
fn says(code: &str, name: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |at: usize| !code[..at].ends_with(part_of_word) && !code[at + name.len()..].starts_with(part_of_word);
    code.match_indices(name).any(|(at, _)| whole(at))
}

fn gather(path: &Path, code: &mut String) -> Result<()> {
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, code)?;
        } else if path.extension().is_some_and(|extension| ["rs", "sql", "mjs"].iter().any(|known| extension == *known))
        {
            code.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_names_are_told_apart_and_blocks_of_code_are_passed_over() {
        let text = "See `edge/src/db.rs` and `/admin/kit`, not `edge/build` or `app/src/bin/*.rs`.\n```sh\nrun `it`\n```\n- **Seal** (`seal`)";
        assert_eq!(paths(text), ["edge/src/db.rs"]);
        assert_eq!(names(text), ["seal"]);
        assert!(says("fn seal() {}", "seal") && !says("fn unseal() { sealed() }", "seal"));
    }

    #[test]
    fn every_entry_of_the_glossary_is_one_sentence_in_the_order_of_the_alphabet() {
        let text = fs::read_to_string(root().join(GLOSSARY)).expect("a glossary");
        for part in text.split("\n## ").skip(1) {
            let terms: Vec<String> = part
                .split("\n- **")
                .skip(1)
                .map(|entry| entry.split("**").next().unwrap_or("").to_lowercase())
                .collect();
            assert!(terms.len() > 20);
            for pair in terms.windows(2) {
                assert!(pair[0] < pair[1], "{} stands before {}", pair[0], pair[1]);
            }
        }
    }
}
