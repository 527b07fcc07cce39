//! The rooms of the house and what they may touch, where neither Cargo nor a lint can say it.
//!
//! A rule is a folder, the files in it that are let off, and words that must not stand there; some words may stand so often and no
//! more ([`CEILINGS`]). The rooms of the edge and of the
//! apps, and within some of them, also stand one above the other ([`HOUSES`]): a room imports from those below it, so that no
//! circle comes about. Each of the edge's writes its own tables ([`tables`]), and each
//! class belongs to one stylesheet ([`styles`]).

mod styles;
mod tables;

use crate::{Result, machine::root};
use std::{collections::BTreeSet, fs, path::Path};

struct Rule {
    room: &'static str,
    /// Paths below the room, or beginnings of them, that the rule does not bind.
    except: &'static [&'static str],
    never: &'static [&'static str],
    because: &'static str,
}

const RULES: [Rule; 6] = [
    Rule {
        room: "app/src/ui",
        except: &[],
        never: &["leptos_router", "crate::net", "crate::records", "crate::staff", "crate::portal"],
        because: "the kit knows no router, no network and no records",
    },
    Rule { room: "app/src", except: &["net"], never: &["gloo_net"], because: "only app/src/net talks to the network" },
    Rule {
        room: "app/src",
        except: &[],
        never: &[" style="],
        because: "the policy forbids inline styles: use a class, or an SVG attribute",
    },
    Rule {
        room: "edge/src",
        except: &["db"],
        never: &["js_name = DB", "D1Database", "worker::d1", ".d1("],
        because: "only edge/src/db names D1",
    },
    Rule {
        room: "edge/src",
        except: &["io", "db", "http"],
        never: &["extern \"C\""],
        because: "the runtime's own functions are bound in edge/src/io and db, its answers in http",
    },
    Rule {
        room: "edge/src",
        except: &["io"],
        never: &[
            ".kv(",
            "js_sys::Date",
            "Date::now()",
            "Math::random",
            "Fetch::",
            "worker::Socket",
            "Utc::now",
            "SystemTime",
        ],
        because: "the outside world enters through edge/src/io",
    },
];

/// How often a word may stand in some rooms, their tests aside: one that is right in few places is asked about in each new one.
struct Ceiling {
    rooms: &'static [&'static str],
    /// Files that are tests as a whole, as in [`Rule::except`].
    except: &'static [&'static str],
    word: &'static str,
    most: usize,
    because: &'static str,
}

const CEILINGS: [Ceiling; 1] = [Ceiling {
    rooms: &["app/src", "edge/src", "crates/domain/src", "crates/providers/src"],
    except: &["fuzz", "smtp/fuzz"],
    word: "unwrap_or_default",
    most: 100,
    because: "what is missing is rarely nothing: return an error, or read it by what says why nothing is right \
        (`Rows::row_json`, `document::text`, `from_json`, `to_json`, `title_of`, `date::when`)",
}];

impl Ceiling {
    fn count(&self, inside: &Path, text: &str) -> usize {
        if self.except.iter().any(|let_off| inside.to_string_lossy().starts_with(let_off)) {
            return 0;
        }
        let code = text.split("\nmod tests {").next().unwrap_or(text);
        code.lines().map(|line| line.split("//").next().unwrap_or(line).matches(self.word).count()).sum()
    }

    /// What the rooms have too many of, as a sentence.
    fn broken(&self) -> Result<Option<String>> {
        let mut found = 0;
        for room in self.rooms.iter().map(|room| root().join(room)) {
            walk(&room, &mut |file, text| found += self.count(file.strip_prefix(&room).unwrap_or(file), text))?;
        }
        let Self { word, most, because, .. } = self;
        Ok((found > *most).then(|| format!("`{word}` stands in {found} places, and may in {most}: {because}")))
    }
}

impl Rule {
    /// What breaks the rule in a file whose path below the room is `inside`, as line numbers and words.
    fn broken(&self, inside: &Path, text: &str) -> Vec<(usize, &'static str)> {
        if self.except.iter().any(|let_off| inside.to_string_lossy().starts_with(let_off)) {
            return Vec::new();
        }
        let code = text.lines().map(|line| line.split("//").next().unwrap_or(line));
        let found = |line: &str| self.never.iter().find(|word| line.contains(**word)).copied();
        code.enumerate().filter_map(|(number, line)| Some((number + 1, found(line)?))).collect()
    }
}

/// The rooms of a crate, or of a room in it, from the ground up. A room's code names only rooms that stand before it.
struct House {
    folder: &'static str,
    /// The module that the rooms are in, as `a::b`; the crate's root where that is empty.
    module: &'static str,
    floors: &'static [&'static str],
}

const HOUSES: [House; 4] = [
    House {
        folder: "edge/src",
        module: "",
        floors: &[
            "io", "db", "work", "http", "records", "notices", "settings", "mail", "people", "fleet", "bookings",
            "money", "portal", "overview", "set_up", "tables", "jobs", "pages", "router", "lib",
        ],
    },
    House {
        folder: "app/src",
        module: "",
        floors: &[
            "device",
            "text",
            "ui",
            "nav",
            "net",
            "session",
            "records",
            "print_view",
            "shell",
            "portal",
            "staff",
            "specs",
            "lib",
            "bin",
        ],
    },
    House {
        folder: "app/src/records",
        module: "records",
        floors: &[
            "document",
            "state",
            "field",
            "value",
            "names",
            "rights",
            "shown",
            "spec",
            "history",
            "obstacles",
            "decide",
            "files",
            "picker",
            "form",
            "source",
            "neighbours",
            "list",
            "detail",
        ],
    },
    House {
        folder: "app/src/staff/bookings",
        module: "staff::bookings",
        floors: &[
            "candidates",
            "assign",
            "steps",
            "answers",
            "logbook_page",
            "time_cards",
            "logbooks",
            "logbook_card",
            "invoice",
            "transitions",
            "change_requests",
            "ratings",
            "today",
            "booking_form",
            "booking_page",
            "bookings",
            "schedule",
        ],
    },
];

impl House {
    fn floor(&self, room: &str) -> Option<usize> {
        self.floors.iter().position(|floor| *floor == room)
    }

    /// The imports that point upwards in a file whose path below the folder is `inside`, as sentences.
    fn upwards(&self, inside: &Path, text: &str) -> Vec<String> {
        let place = format!("{}/{}", self.folder, inside.display());
        let room = inside.iter().next().unwrap_or_default().to_string_lossy();
        let room = room.trim_end_matches(".rs");
        let Some(floor) = self.floor(room) else {
            return vec![format!("{place}: `{room}` stands on no floor: add it to HOUSES in rooms.rs")];
        };
        // Tests stand above everything.
        let code = text.split("#[cfg(test)]").next().unwrap_or(text);
        let mut broken = Vec::new();
        for named in self.named_rooms(inside, code) {
            match self.floor(&named) {
                Some(other) if other > floor => {
                    broken.push(format!("{place}: `{room}` imports from `{named}`, which stands above it"));
                }
                // The crate's root lends its macros; any other stands above the rooms in it.
                None if !self.module.is_empty() => {
                    let module = self.module;
                    broken.push(format!("{place}: `{room}` imports `{named}` from `{module}`, which stands above it"));
                }
                _ => {}
            }
        }
        broken
    }

    /// What the code of a file names directly behind this house's module, by whichever way.
    fn named_rooms(&self, inside: &Path, code: &str) -> BTreeSet<String> {
        let house: Vec<&str> = self.module.split("::").filter(|name| !name.is_empty()).collect();
        let below = inside.with_extension("");
        let file: Vec<String> = house.iter().copied().map(str::to_owned).chain(names_of(&below)).collect();
        let within = |path: &Vec<String>| {
            path.iter().zip(&house).take_while(|(name, house)| name == house).count() == house.len()
        };
        paths(code, &file).into_iter().filter(within).filter_map(|path| path.into_iter().nth(house.len())).collect()
    }
}

pub fn check() -> Result<()> {
    let mut broken = upwards()?;
    broken.extend(tables::check()?);
    broken.extend(styles::check()?);
    for ceiling in &CEILINGS {
        broken.extend(ceiling.broken()?);
    }
    for rule in &RULES {
        let room = root().join(rule.room);
        walk(&room, &mut |file, text| {
            for (line, word) in rule.broken(file.strip_prefix(&room).unwrap_or(file), text) {
                let place = file.strip_prefix(root()).unwrap_or(file).display();
                broken.push(format!("{place}:{line}: `{}`: {}", word.trim(), rule.because));
            }
        })?;
    }
    if broken.is_empty() { Ok(()) } else { Err(format!("\n   {}", broken.join("\n   ")).into()) }
}

/// Every import that points upwards, as sentences.
fn upwards() -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for house in &HOUSES {
        let folder = root().join(house.folder);
        walk(&folder, &mut |file, text| {
            broken.extend(house.upwards(file.strip_prefix(&folder).unwrap_or(file), text));
        })?;
    }
    Ok(broken)
}

/// The names that a path consists of.
fn names_of(path: &Path) -> Vec<String> {
    path.iter().map(|name| name.to_string_lossy().into_owned()).collect()
}

/// The paths in the code of a module that begin at `crate` or `super`, from the crate's root on, a group's members each.
fn paths(text: &str, module: &[String]) -> Vec<Vec<String>> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or(line)).flat_map(|line| [line, "\n"]).collect();
    let mut found = Vec::new();
    for (at, begins) in ["crate::", "super::"].iter().flat_map(|begin| code.match_indices(begin)) {
        // A second `super` is read with the first.
        if code[..at].ends_with("super::") || code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let (mut rest, mut base) = (&code[at..], module.to_vec());
        if begins == "crate::" {
            (rest, base) = (&rest[begins.len()..], Vec::new());
        }
        while let Some(further) = rest.strip_prefix("super::") {
            (rest, _) = (further, base.pop());
        }
        flatten(rest, base, &mut found);
    }
    found
}

/// A path's names behind those that are known, and the paths of its group.
fn flatten(text: &str, mut base: Vec<String>, found: &mut Vec<Vec<String>>) {
    let text = text.trim_start();
    if let Some(group) = text.strip_prefix('{') {
        let (mut depth, mut from) = (0_i32, 0);
        for (at, c) in group.char_indices() {
            if depth == 0 && matches!(c, ',' | '}') {
                flatten(&group[from..at], base.clone(), found);
                from = at + 1;
            }
            depth += i32::from(c == '{') - i32::from(c == '}');
            if depth < 0 {
                return;
            }
        }
        return;
    }
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let rest = &text[name.len()..];
    if !name.is_empty() && name != "self" {
        base.push(name);
    }
    match rest.strip_prefix("::") {
        Some(rest) => flatten(rest, base, found),
        None => found.push(base),
    }
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path, &str)) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, visit)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            visit(&path, &fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_finds_each_of_its_words_and_lets_off_whom_it_says() {
        for rule in &RULES {
            for word in rule.never {
                let code = format!("fn f() {{}}\nlet x = {word};\n// {word}");
                assert_eq!(rule.broken(Path::new("some/file.rs"), &code), [(2, *word)], "{}", rule.because);
                for except in rule.except {
                    assert_eq!(rule.broken(&Path::new(except).join("file.rs"), &code), [], "{except}");
                }
            }
        }
    }

    #[test]
    fn a_word_is_counted_wherever_it_stands_in_code() {
        for ceiling in &CEILINGS {
            let code =
                format!("a.{0}(b.{0}()) // {0}\nc.{0}();\n#[cfg(test)]\nmod tests {{\n    d.{0}();\n}}", ceiling.word);
            assert_eq!(ceiling.count(Path::new("some/file.rs"), &code), 3, "{}", ceiling.word);
            assert_eq!(ceiling.count(Path::new("fuzz/file.rs"), &code), 0, "{}", ceiling.word);
            let none =
                Ceiling { most: 0, except: ceiling.except, rooms: ceiling.rooms, word: ceiling.word, because: "" };
            assert!(none.broken().expect("code").is_some(), "{}", ceiling.word);
        }
    }

    #[test]
    fn every_room_that_a_rule_lets_off_needs_it() {
        for rule in RULES.iter().filter(|rule| !rule.except.is_empty()) {
            let mut needed = false;
            for except in rule.except {
                let needs = |text: &str| rule.never.iter().any(|word| text.contains(word));
                let file = root().join(rule.room).join(format!("{except}.rs"));
                needed |= fs::read_to_string(file).is_ok_and(|text| needs(&text));
                let room = root().join(rule.room).join(except);
                walk(&room, &mut |_, text| needed |= needs(text)).expect("code");
            }
            assert!(needed, "nobody does it any more: {}", rule.because);
        }
    }

    #[test]
    fn every_room_that_is_named_is_found_and_no_comment_counts() {
        let named = |house: &House, file: &str, code: &str| {
            house.named_rooms(Path::new(file), code).into_iter().collect::<Vec<_>>()
        };
        let code = "use crate::{db::{Sql, Statement}, mail,\n    people::links};\nfn f() { crate::io::log::error(); } // crate::money";
        assert_eq!(named(&HOUSES[0], "http.rs", code), ["db", "io", "mail", "people"]);
        let records = House { folder: "", module: "records", floors: &["field", "form"] };
        for code in [
            "use super::super::field::Field;",
            "use super::super::{field::{Field, Kind}, form};",
            "use crate::records::{field, form::page};",
            "use crate::{net, records::{field::Kind, form}};",
            "fn f() { super::super::field::f() }",
        ] {
            assert_eq!(named(&records, "form/page.rs", code)[0], "field", "{code}");
        }
        assert_eq!(named(&records, "form/page.rs", "use super::sheet; use crate::net::call;"), ["form"]);
        assert_eq!(named(&records, "list.rs", "use super::refused;"), ["refused"]);
    }

    #[test]
    fn an_import_from_a_room_above_is_found_and_a_room_on_no_floor() {
        for house in &HOUSES {
            let [ground, next, ..] = house.floors else { panic!("{} has floors", house.folder) };
            let found = |room: &str, code: &str| house.upwards(Path::new(&format!("{room}/file.rs")), code).len();
            let path = |room: &str| {
                ["crate", house.module, room].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join("::")
            };
            assert_eq!(found(ground, &format!("use {}::thing;", path(next))), 1);
            assert_eq!(found(next, &format!("use {}::thing;", path(ground))), 0);
            assert_eq!(found(ground, &format!("fn f() {{}}\n#[cfg(test)]\nmod tests {{ use {}; }}", path(next))), 0);
            assert_eq!(found("shed", ""), 1);
        }
        assert_eq!(HOUSES[2].upwards(Path::new("list/tools.rs"), "use super::super::refused;").len(), 1);
    }

    #[test]
    fn the_rooms_of_the_edge_and_of_the_apps_stand_one_above_the_other() {
        assert_eq!(upwards().expect("the code is read"), Vec::<String>::new());
    }
}
