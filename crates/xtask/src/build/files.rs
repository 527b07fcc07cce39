//! Which of an app's parts stand together in which file.
//!
//! The cutter writes a file for each set of parts that something is shared by: over a hundred for ten parts, most of them tiny. Here
//! they become few. What both who is signed in and who isn't begin with joins the main file; what only the former do joins the part
//! `home`, which every other part may then count on. Of the rest two files are joined as long as that spares requests worth more than
//! what some part now fetches in vain. What a session begins with has a main file with all of it besides (`parts`).
//!
//! Invariant: a part's files hold all that it needs beyond the main file.

use std::collections::{BTreeMap, BTreeSet};

/// The part that the sign-in stands in, and the one that everybody has who is signed in.
pub const SIGN_IN: &str = "sign_in";
pub const HOME: &str = "home";

/// The parts that a session of somebody signed in begins with, of those that an app has.
pub const BEGINNINGS: [&str; 3] = [HOME, "lists", "overview"];

/// How much more a byte costs that somebody waits for: of the sign-in and the beginnings. The others come in a quiet moment.
const WAITING: i64 = 8;

/// What a request costs, in bytes of code before it is made small: about 3 kB on the wire.
const REQUEST: i64 = 12_000;

/// Two files aren't joined to more than this: about 60 kB on the wire.
const LARGEST: i64 = 220_000;

/// Files that are to be one, and the parts that need it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Group {
    pub stems: Vec<String>,
    pub parts: BTreeSet<String>,
    weight: i64,
}

impl Group {
    /// What joining with another spares, less what is then fetched in vain.
    fn gain(&self, other: &Self) -> i64 {
        let in_vain = |one: &Self, two: &Self| one.weight * cost(two.parts.difference(&one.parts));
        let together = self.parts.intersection(&other.parts).filter(|part| !BEGINNINGS.contains(&part.as_str()));
        REQUEST * cost(together) - in_vain(self, other) - in_vain(other, self)
    }

    fn join(&mut self, other: Self) {
        self.stems.extend(other.stems);
        self.parts.extend(other.parts);
        self.weight += other.weight;
    }
}

/// What a byte of these parts costs together.
fn cost<'a>(parts: impl Iterator<Item = &'a String>) -> i64 {
    let waits = |part: &String| part == SIGN_IN || BEGINNINGS.contains(&part.as_str());
    parts.map(|part| if waits(part) { WAITING } else { 1 }).sum()
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What joins the main file, and the other files; from the files that each part needs, and what each weighs.
pub fn group(parts: &BTreeMap<String, Vec<String>>, weigh: impl Fn(&str) -> usize) -> (Vec<String>, Vec<Group>) {
    let mut needed_by: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (part, stems) in parts {
        for stem in stems {
            needed_by.entry(stem).or_default().insert(part.clone());
        }
    }
    let (mut main, mut home, mut groups) = (Vec::new(), Group::default(), Vec::<Group>::new());
    for (stem, parts) in needed_by {
        let group = |parts| Group { stems: vec![stem.to_owned()], parts, weight: count(weigh(stem)) };
        match (parts.contains(HOME), parts.contains(SIGN_IN)) {
            (true, true) => main.push(stem.to_owned()),
            (true, false) => home.join(group(parts)),
            _ => groups.push(group(parts)),
        }
    }
    while let Some((one, two)) = best(&groups) {
        let other = groups.swap_remove(two);
        if let Some(group) = groups.get_mut(one) {
            group.join(other);
        }
    }
    if !home.stems.is_empty() {
        home.parts = parts.keys().filter(|part| *part != SIGN_IN).cloned().collect();
        groups.push(home);
    }
    for group in &mut groups {
        // A part's own file comes first, and names what they are joined to.
        group.stems.sort_by_key(|stem| (!stem.starts_with("split_"), stem.clone()));
    }
    (main, groups)
}

/// The two groups, by their places, that are best joined next.
fn best(groups: &[Group]) -> Option<(usize, usize)> {
    let pairs = groups.iter().enumerate().flat_map(|(one, first)| {
        groups.iter().enumerate().skip(one + 1).map(move |(two, second)| (first, second, one, two))
    });
    let fitting = pairs.filter(|(first, second, ..)| first.weight + second.weight <= LARGEST);
    let gains = fitting.map(|(first, second, one, two)| (first.gain(second), one, two)).filter(|(gain, ..)| *gain > 0);
    gains.max_by_key(|(gain, ..)| *gain).map(|(_, one, two)| (one, two))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files by the parts that need them.
    fn grouped(files: &[(&str, &[&str], usize)]) -> (Vec<String>, Vec<Group>) {
        let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (stem, needed_by, _) in files {
            for part in *needed_by {
                parts.entry((*part).to_owned()).or_default().push((*stem).to_owned());
            }
        }
        let weigh = |stem: &str| files.iter().find(|(other, ..)| *other == stem).map_or(0, |(.., weight)| *weight);
        group(&parts, weigh)
    }

    #[test]
    fn what_everybody_begins_with_is_in_the_main_file() {
        let (main, groups) = grouped(&[
            ("chunk_1", &["sign_in", "home", "mail"], 9_000),
            ("chunk_2", &["home", "mail"], 9_000),
            ("split_home", &["home"], 9_000),
            ("split_sign_in", &["sign_in"], 9_000),
            ("split_mail", &["mail"], 90_000),
        ]);
        assert_eq!(main, ["chunk_1"]);
        let home = groups.iter().find(|group| group.stems[0] == "split_home").expect("a file of its own");
        assert_eq!(home.stems, ["split_home", "chunk_2"]);
        assert!(home.parts.contains("mail") && !home.parts.contains("sign_in"), "{home:?}");
    }

    #[test]
    fn a_small_file_joins_a_larger_and_two_large_ones_stay_apart() {
        let (_, groups) = grouped(&[
            ("chunk_1", &["fleet", "mail", "money"], 90_000),
            ("chunk_2", &["fleet", "mail"], 500),
            ("split_fleet", &["fleet"], 90_000),
            ("split_mail", &["mail"], 90_000),
            ("split_money", &["money"], 90_000),
        ]);
        let mut stems: Vec<_> = groups.iter().map(|group| group.stems.join(" ")).collect();
        stems.sort();
        assert_eq!(stems, ["chunk_1 chunk_2", "split_fleet", "split_mail", "split_money"]);
    }
}
