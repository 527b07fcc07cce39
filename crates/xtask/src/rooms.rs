//! The rooms of the house and what they may touch, where neither Cargo nor a lint can say it.
//!
//! A rule is a folder, the files in it that are let off, and words that must not stand there. The edge's rooms also stand one
//! above the other ([`FLOORS`]): a room imports from those below it, so that no circle comes about. Each writes its own tables
//! ([`tables`]).

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

/// The edge's rooms from the ground up. A room's code names only rooms that stand before it.
const FLOORS: [&str; 20] = [
    "io", "db", "work", "http", "records", "notices", "settings", "mail", "people", "fleet", "bookings", "money",
    "portal", "overview", "set_up", "tables", "jobs", "pages", "router", "lib",
];

pub fn check() -> Result<()> {
    let mut broken = upwards()?;
    broken.extend(tables::check()?);
    for rule in &RULES {
        let room = root().join(rule.room);
        walk(&room, &mut |file, text| {
            let inside = file.strip_prefix(&room).unwrap_or(file).to_string_lossy();
            if rule.except.iter().any(|let_off| inside.starts_with(let_off)) {
                return;
            }
            for (number, line) in text.lines().enumerate() {
                let code = line.split("//").next().unwrap_or(line);
                if let Some(word) = rule.never.iter().find(|word| code.contains(**word)) {
                    let place = file.strip_prefix(root()).unwrap_or(file).display();
                    broken.push(format!("{place}:{}: `{}`: {}", number + 1, word.trim(), rule.because));
                }
            }
        })?;
    }
    if broken.is_empty() { Ok(()) } else { Err(format!("\n   {}", broken.join("\n   ")).into()) }
}

/// The imports of the edge that point upwards.
fn upwards() -> Result<Vec<String>> {
    let edge = root().join("edge/src");
    let mut broken = Vec::new();
    walk(&edge, &mut |file, text| {
        let inside = file.strip_prefix(&edge).unwrap_or(file);
        let room = inside.iter().next().unwrap_or_default().to_string_lossy();
        let room = room.trim_end_matches(".rs");
        let Some(floor) = floor(room) else {
            broken.push(format!(
                "edge/src/{}: `{room}` stands on no floor: add it to FLOORS in rooms.rs",
                inside.display()
            ));
            return;
        };
        // Tests stand above everything.
        let code = text.split("#[cfg(test)]").next().unwrap_or(text);
        for named in named_rooms(code).into_iter().filter(|named| self::floor(named).is_some_and(|other| other > floor))
        {
            broken
                .push(format!("edge/src/{}: `{room}` imports from `{named}`, which stands above it", inside.display()));
        }
    })?;
    Ok(broken)
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| *floor == room)
}

/// What stands directly behind `crate::` in the code, a group's members each.
fn named_rooms(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or(line)).flat_map(|line| [line, "\n"]).collect();
    let word =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut named = BTreeSet::new();
    for path in code.split("crate::").skip(1) {
        if !path.starts_with('{') {
            named.insert(word(path));
            continue;
        }
        let mut depth = 0_i32;
        for (at, c) in path.char_indices() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            match (depth, c) {
                (0, _) => break,
                (1, '{' | ',') => drop(named.insert(word(&path[at + 1..]))),
                _ => {}
            }
        }
    }
    named
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
    fn every_rule_of_the_edge_lets_off_a_room_that_needs_it() {
        for rule in RULES.iter().filter(|rule| rule.room.starts_with("edge")) {
            let mut needed = false;
            for except in rule.except {
                let room = root().join(rule.room).join(except);
                walk(&room, &mut |_, text| needed |= rule.never.iter().any(|word| text.contains(word))).expect("code");
            }
            assert!(needed, "nobody does it any more: {}", rule.because);
        }
    }

    #[test]
    fn every_room_that_is_named_is_found_and_no_comment_counts() {
        let code = "use crate::{db::{Sql, Statement}, mail,\n    people::links};\nfn f() { crate::io::log::error(); } // crate::money";
        assert_eq!(named_rooms(code).into_iter().collect::<Vec<_>>(), ["db", "io", "mail", "people"]);
    }

    #[test]
    fn the_rooms_of_the_edge_stand_one_above_the_other() {
        assert_eq!(upwards().expect("the edge's code is read"), Vec::<String>::new());
    }
}
