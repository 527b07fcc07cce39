//! Each class of the stylesheets belongs to one of their files: of two that style the same name, one undoes what the other does.
//!
//! What is printed (`print.css`) and how the frame lies (`layout*.css`) say of others' classes where they stand, and are let off.

use crate::{Result, machine::root};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// The folders whose files each describe something of their own.
const FOLDERS: [&str; 2] = ["style/kit", "style/screens"];

/// Every class that is styled in two files, as a sentence.
pub fn check() -> Result<Vec<String>> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        for entry in fs::read_dir(root().join(folder))? {
            let entry = entry?;
            files
                .push((format!("{folder}/{}", entry.file_name().to_string_lossy()), fs::read_to_string(entry.path())?));
        }
    }
    Ok(styled_twice(&files))
}

fn styled_twice(files: &[(String, String)]) -> Vec<String> {
    let mut places: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, text) in files {
        for class in text.lines().filter_map(class_alone) {
            places.entry(class).or_default().insert(file);
        }
    }
    let twice = places.into_iter().filter(|(_, files)| files.len() > 1);
    twice
        .map(|(class, files)| {
            let files: Vec<_> = files.into_iter().collect();
            format!(".{class} is styled in {}: give one of them another name", files.join(" and "))
        })
        .collect()
}

/// The class of a selector that is nothing else: `.chip {`, `.chip,`.
fn class_alone(line: &str) -> Option<&str> {
    let class = line.trim().strip_prefix('.')?.strip_suffix([',', '{'])?.trim_end();
    class.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-').then_some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_of_two_files_is_named_and_one_inside_another_is_not() {
        let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let files = [
            file("a.css", ".bar {\n}\n.chip,\n.mark {\n}\n"),
            file("b.css", "  .bar {\n  }\n.list .chip {\n}\n.mark:hover {\n}\n"),
        ];
        assert_eq!(styled_twice(&files), [".bar is styled in a.css and b.css: give one of them another name"]);
    }
}
