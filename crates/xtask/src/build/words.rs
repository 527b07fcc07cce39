//! An app's words, taken out of its finished files and put beside them: a file for each part and language.
//!
//! In the code a sentence stands with all of its languages behind a mark (`domain::text`). Its number takes the words' place, the
//! rest becomes zeros, which weigh nothing on the wire. `app.es.json` has the main file's words, `app_home.es.json` those of
//! the main file with `home`, `sign_in.es.json` those of the part called `sign_in`: lists of sentences, each behind the number of
//! its first.
//!
//! Invariant: the files' lengths stay, so no address in them moves.

use super::parts::{MAIN, Parts, beginnings, main_with};
use crate::Result;
use domain::text::{END, Language, MARK};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

/// A sentence in every language, in the order of [`Language::ALL`].
type Sentence = Vec<String>;

/// The sentences of one file, whose numbers begin at `first`.
struct Words {
    first: u32,
    sentences: Vec<Sentence>,
}

/// Takes the words out of the files in `folder`, of which `parts` says what each part brings.
pub fn take_out(folder: &Path, parts: &Parts) -> Result<()> {
    let mut stems: Vec<&str> = parts.values().flatten().map(String::as_str).collect();
    stems.sort_unstable();
    stems.dedup();
    let mut found = BTreeMap::new();
    let (mut first, mut of_main) = (0, HashMap::new());
    for stem in [MAIN].into_iter().chain(stems) {
        let file = folder.join(stem).with_extension("wasm");
        let mut code = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        // What the main file says too has its number.
        let mut numbers: HashMap<Sentence, u32> = of_main.clone();
        let sentences = number(&mut code, first, &mut numbers).map_err(|why| format!("{}: {why}", file.display()))?;
        fs::write(&file, code)?;
        if stem == MAIN {
            if sentences.is_empty() {
                return Err(format!("{} says nothing: its words were not found", file.display()).into());
            }
            of_main = numbers;
        }
        let words = Words { first, sentences };
        first += u32::try_from(words.sentences.len())?;
        found.insert(stem, words);
    }
    let of = |stems: &[String]| stems.iter().filter_map(|stem| found.get(stem.as_str())).collect::<Vec<_>>();
    let mut all = vec![("app".to_owned(), of(&[MAIN.to_owned()]))];
    for (part, stems) in beginnings(parts) {
        let words = [of(&[MAIN.to_owned()]), of(stems)].concat();
        let file = folder.join(main_with(part)).with_extension("wasm");
        let mut code = fs::read(&file)?;
        let numbers = words.iter().flat_map(|words| (words.first..).zip(&words.sentences));
        let mut numbers = numbers.map(|(number, sentence)| (sentence.clone(), number)).collect();
        if !number(&mut code, first, &mut numbers)?.is_empty() {
            return Err(format!("{} says what none of its parts says", file.display()).into());
        }
        fs::write(file, code)?;
        all.push((main_with(part), words));
    }
    all.extend(parts.iter().map(|(part, stems)| (part.clone(), of(stems))));
    for (part, words) in all {
        for (index, language) in Language::ALL.iter().enumerate() {
            let file = folder.join(format!("{part}.{}.json", language.code()));
            fs::write(file, lists(&words, index).to_string())?;
        }
    }
    Ok(())
}

/// The words of one language.
fn lists(words: &[&Words], language: usize) -> Value {
    let files = words.iter().filter(|words| !words.sentences.is_empty()).map(|words| {
        let sentences = words.sentences.iter().filter_map(|sentence| sentence.get(language)).map(|word| json!(word));
        Value::Array([json!(words.first)].into_iter().chain(sentences).collect())
    });
    files.collect()
}

/// Puts numbers in the place of words; gives the sentences that had none before, the first of which gets `next`.
fn number(code: &mut [u8], next: u32, numbers: &mut HashMap<Sentence, u32>) -> Result<Vec<Sentence>> {
    let (mut sentences, mut at) = (Vec::new(), 0);
    while let Some(found) = code.get(at..).and_then(|rest| rest.windows(MARK.len()).position(|bytes| bytes == MARK)) {
        let start = at + found;
        let words = start + MARK.len() + size_of::<u32>();
        let rest = code.get(words..).unwrap_or_default();
        let mut pieces = rest.split(|byte| *byte == END);
        let sentence = (0..Language::ALL.len())
            .map(|_| Ok(String::from_utf8(pieces.next().ok_or("ends within a sentence")?.to_vec())?))
            .collect::<Result<Sentence>>()?;
        let end = words + sentence.iter().map(|word| word.len() + 1).sum::<usize>();
        let fresh = next + u32::try_from(sentences.len())?;
        let number = *numbers.entry(sentence.clone()).or_insert(fresh);
        if number == fresh {
            sentences.push(sentence);
        }
        let place = code.get_mut(start..end).ok_or("ends within a sentence")?;
        place.fill(0);
        for (byte, digit) in place.iter_mut().skip(MARK.len()).zip(number.to_le_bytes()) {
            *byte = digit;
        }
        at = end;
    }
    Ok(sentences)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the compiler leaves it: `domain::text::Sentence`.
    fn sentence(words: [&str; 4]) -> Vec<u8> {
        let mut bytes = [&MARK[..], &u32::MAX.to_le_bytes()].concat();
        for word in words {
            bytes.extend(word.bytes().chain([END]));
        }
        bytes
    }

    #[test]
    fn words_give_way_to_numbers_and_nothing_moves() {
        let (yes, no) = (sentence(["Sí", "Yes", "Sì", "Tak"]), sentence(["No", "No", "", "Nie"]));
        let before = [b"code".to_vec(), yes.clone(), b"more".to_vec(), no, yes, b"end".to_vec()].concat();
        let mut code = before.clone();
        let mut numbers = HashMap::new();
        let found = number(&mut code, 7, &mut numbers).expect("whole sentences");
        assert_eq!(found, [["Sí", "Yes", "Sì", "Tak"], ["No", "No", "", "Nie"]]);
        assert_eq!(code.len(), before.len());
        assert!(code.starts_with(b"code") && code.ends_with(b"end"));
        assert_eq!(
            code.iter().filter(|byte| **byte != 0).map(|byte| *byte as char).collect::<String>(),
            "code\u{7}more\u{8}\u{7}end"
        );
        let words = Words { first: 7, sentences: found };
        assert_eq!(lists(&[&words], 3), json!([[7, "Tak", "Nie"]]));
    }

    #[test]
    fn a_sentence_of_the_main_file_keeps_its_number_in_a_part() {
        let mut numbers = HashMap::from([(["a"; 4].map(str::to_owned).to_vec(), 3)]);
        let mut code = [sentence(["a"; 4]), sentence(["b"; 4])].concat();
        assert_eq!(number(&mut code, 9, &mut numbers).expect("whole sentences"), [["b"; 4]]);
        assert_eq!(code[MARK.len()], 3);
    }

    #[test]
    fn half_a_sentence_is_an_error() {
        let mut code = sentence(["a"; 4]);
        code.pop();
        assert!(number(&mut code, 0, &mut HashMap::new()).is_err());
    }
}
