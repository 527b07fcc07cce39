//! The rooms of the house and what they may touch, where neither Cargo nor a lint can say it.
//!
//! A rule is a folder, the files in it that are let off, and words that must not stand there.

use crate::{Result, machine::root};
use std::{fs, path::Path};

struct Rule {
    room: &'static str,
    /// Paths below the room, or beginnings of them, that the rule does not bind.
    except: &'static [&'static str],
    never: &'static [&'static str],
    because: &'static str,
}

const RULES: [Rule; 5] = [
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
        never: &["D1Database", "D1PreparedStatement", "worker::d1"],
        because: "only edge/src/db names D1",
    },
    Rule {
        room: "edge/src",
        except: &["io"],
        never: &["worker::Fetch", "worker::Date", "js_sys::Date", "getrandom::", "worker::kv", "Date::now()"],
        because: "the outside world enters through edge/src/io",
    },
];

pub fn check() -> Result<()> {
    let mut broken = Vec::new();
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
