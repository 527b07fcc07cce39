//! `cargo xtask test`: everything CI runs, each thing once, ending in one line of counts.
//!
//! The release build is what the API tests, the browser tests and the size budgets look at; `--quick` looks at the
//! everyday build instead, for work on one stage.

mod record;

use crate::{
    Result,
    args::Args,
    build::{self, Part, Profile},
    docs,
    machine::{Machine, describe, read, root, run, state_root},
    openapi, rooms,
    seed::Data,
    serve::{self, Options, Server},
    setup, sizes,
    state::State,
    tally::Tally,
};
use std::{
    fs,
    num::NonZero,
    process::Command,
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

const STAGES: [&str; 6] = ["lint", "unit", "peers", "sizes", "api", "e2e"];

pub fn test(mut args: Args) -> Result<()> {
    let profile = if args.flag("--quick") { Profile::Quick } else { Profile::Release };
    let wanted = args.command();
    if wanted.as_deref() == Some("record") {
        let kind = args.command().ok_or("which kind? by its collection: `test record vehicle-groups`")?;
        args.finish()?;
        return record::record(&kind);
    }
    let rest = std::mem::take(&mut args.rest);
    args.finish()?;
    let stages: Vec<_> =
        STAGES.into_iter().filter(|stage| wanted.as_deref().is_none_or(|only| only == *stage)).collect();
    if stages.is_empty() {
        return Err(format!("the stages are {}", STAGES.join(", ")).into());
    }
    let start = Instant::now();
    let machine = prepare(&stages)?;
    let mut tally = Tally::default();
    let part = if wanted.as_deref() == Some("api") { part_for_api(profile) } else { Part::Everything };
    let mut built = None;
    let mut times = vec![("set-up", start.elapsed())];
    for stage in stages {
        let start = Instant::now();
        println!("\n═══ {stage}");
        if ["sizes", "api", "e2e"].contains(&stage) && built.is_none() {
            let done = build::build(&machine, profile, part);
            built = Some(done.map_err(|error| tally.fail("build", &error.to_string())).is_ok());
            times.push(("build", start.elapsed()));
        }
        let start = Instant::now();
        match stage {
            "lint" => lint(&machine, &mut tally),
            "unit" => unit(&machine, &mut tally, &rest)?,
            "peers" => peers(&machine, &mut tally, &rest)?,
            _ if built == Some(false) => println!("   left out: there is no build"),
            "sizes" if profile == Profile::Release => sizes::check(&machine, &mut tally),
            "api" => api(&machine, &mut tally, profile, &rest)?,
            "e2e" => e2e(&machine, &mut tally, profile, &rest)?,
            _ => println!("   sizes are those of a release build"),
        }
        times.push((stage, start.elapsed()));
        println!("═══ {stage} took {:.0?}", start.elapsed());
    }
    let all: Duration = times.iter().map(|(_, time)| *time).sum();
    let times: Vec<_> = times.iter().map(|(stage, time)| format!("{stage} {:.0?}", time)).collect();
    println!("\nOf {all:.0?}: {}", times.join(", "));
    tally.close()
}

/// The kit's pictures as the browser here draws them; beside them it is named.
pub fn take_pictures() -> Result<()> {
    let machine = prepare(&["e2e"])?;
    build::build(&machine, Profile::Quick, Part::Everything)?;
    let mut tally = Tally::default();
    let taking = ["kit-pictures", "--update-snapshots=all"].map(str::to_owned);
    e2e(&machine, &mut tally, Profile::Quick, &taking)?;
    tally.close()
}

fn prepare(stages: &[&str]) -> Result<Machine> {
    let mut machine = setup::for_building()?;
    if stages.contains(&"lint") {
        setup::add_linters(&mut machine)?;
    }
    if stages.contains(&"e2e") {
        setup::add_browser(&mut machine)?;
    }
    // The API tests start them too.
    if stages.contains(&"peers") || stages.contains(&"api") {
        setup::add_peers(&mut machine)?;
    }
    Ok(machine)
}

/// The newest compiler, by its minor version, whose every warning counts. A later one knows lints that nobody here has seen:
/// what it warns of is shown, and only what this repository denies by name fails.
const LINTED_WITH: u32 = 96;

fn lint(machine: &Machine, tally: &mut Tally) {
    let compiler = setup::compiler(machine).unwrap_or_default();
    let counts = compiler <= LINTED_WITH;
    if !counts {
        tally.leave_out(format!(
            "clippy's warnings are shown and not counted: they hold up to Rust 1.{LINTED_WITH}, this is 1.{compiler}"
        ));
    }
    let clippy = |arguments: &[&str]| {
        let mut cargo = machine.cargo();
        cargo.args(["clippy", "--quiet"]).args(arguments);
        run(if counts { cargo.args(["--", "--deny", "warnings"]) } else { &mut cargo })
    };
    tally.check("formatting", || run(machine.cargo().args(["fmt", "--all", "--check"])));
    tally.check("clippy on the host", || clippy(&["--workspace", "--exclude=app", "--exclude=edge", "--all-targets"]));
    // One after the other: together they would share `domain` as the apps have it.
    for package in ["app", "edge"] {
        let package = format!("--package={package}");
        tally.check(&format!("clippy on wasm, {package}"), || clippy(&[&package, "--target=wasm32-unknown-unknown"]));
    }
    tally.check("every room keeps to its own", rooms::check);
    tally.check("the documents name what is there", docs::check);
    tally.check("edge/openapi.json is what the routes say", openapi::check);
    tally.check("the migrations pass wrangler", || wrangler_migrates(machine));
}

/// The local runtime applies the migrations itself; this is the tool that will apply them to the real database.
fn wrangler_migrates(machine: &Machine) -> Result<()> {
    let scratch = state_root().join("wrangler");
    build::remove(&scratch)?;
    let mut wrangler = machine.command("wrangler");
    wrangler.current_dir(root().join("edge")).args(["d1", "migrations", "apply", "DB", "--local", "--persist-to"]);
    read(wrangler.arg(&scratch).env("CI", "true")).map(drop)
}

/// Every stage names the whole workspace and then the targets it runs: what crates are compiled with depends on which packages
/// are named, and two sets of features are two builds of half the dependencies.
fn cargo_test(machine: &Machine, targets: &[&str], rest: &[String]) -> Command {
    let mut cargo = machine.cargo();
    cargo.args(["test", "--no-fail-fast", "--workspace"]).args(targets).arg("--").args(rest);
    cargo
}

fn unit(machine: &Machine, tally: &mut Tally, rest: &[String]) -> Result<()> {
    tally.cargo_test("unit", &mut cargo_test(machine, &["--quiet", "--lib", "--bins"], rest))
}

/// The providers against real servers, which the tests start.
fn peers(machine: &Machine, tally: &mut Tally, rest: &[String]) -> Result<()> {
    let mut cargo = cargo_test(machine, &["--test=providers"], rest);
    tally.cargo_test("peers", cargo.env("VOLANTE_NODE", machine.node().get_program()))
}

fn api(machine: &Machine, tally: &mut Tally, profile: Profile, rest: &[String]) -> Result<()> {
    let names = api_binaries()?;
    let targets: Vec<_> = names.iter().map(|name| format!("--test={name}")).collect();
    let targets: Vec<_> = targets.iter().map(String::as_str).collect();
    let mut cargo = cargo_test(machine, &targets, rest);
    tally.cargo_test("api", with_build(&mut cargo, machine, profile))
}

/// The test binaries of `tests/api`: each folder with a `main.rs`.
fn api_binaries() -> Result<Vec<String>> {
    let folders =
        fs::read_dir(root().join("tests/api"))?.flatten().filter(|entry| entry.path().join("main.rs").is_file());
    let mut names: Vec<_> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// The ignored tests of `tests/api/storm`, each in a process of its own, so that each has all of its minutes.
pub fn storm(mut args: Args) -> Result<()> {
    let (minutes, seed) = (args.value("--minutes")?, args.value("--seed")?);
    let wanted = args.command();
    args.finish()?;
    let storms: Vec<_> =
        STORMS.into_iter().filter(|storm| wanted.as_deref().is_none_or(|only| only == *storm)).collect();
    if storms.is_empty() {
        return Err(format!("the storms are {}", STORMS.join(", ")).into());
    }
    let machine = setup::for_building()?;
    build::build(&machine, Profile::Quick, Part::Worker)?;
    for storm in storms {
        let mut cargo = machine.cargo();
        cargo.args(["test", "--package=api-tests", "--test=storm", "--", "--ignored", "--nocapture"]);
        cargo.arg(format!("{storm}::"));
        for (name, value) in [("VOLANTE_STORM_MINUTES", &minutes), ("VOLANTE_STORM_SEED", &seed)] {
            if let Some(value) = value {
                cargo.env(name, value);
            }
        }
        run(with_build(&mut cargo, &machine, Profile::Quick))?;
    }
    Ok(())
}

/// Draws cases for the properties in `providers` that `test` holds with fewer, round by round until the minutes are over.
pub fn fuzz(mut args: Args) -> Result<()> {
    let seed = args.value("--seed")?;
    let minutes = args.command();
    args.finish()?;
    let number = |text: Option<String>, otherwise: u64| match text {
        Some(text) => text.parse().map_err(|_| format!("`{text}` is no number")),
        None => Ok(otherwise),
    };
    let minutes = number(minutes, 5)?;
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let first = number(seed, since_1970.as_secs())?;
    let machine = setup::for_building()?;
    let start = Instant::now();
    for seed in first.. {
        println!("── seed {seed}");
        let mut cargo = machine.cargo();
        cargo.args(["test", "--quiet", "--package=providers", "--lib", "fuzz"]);
        cargo.env("PROPTEST_CASES", CASES_OF_A_ROUND).env("PROPTEST_RNG_SEED", seed.to_string());
        run(&mut cargo).map_err(|error| format!("{error}\n`cargo xtask fuzz 1 --seed {seed}` draws it again"))?;
        if start.elapsed().as_secs() >= 60 * minutes {
            println!("{} seeds in {:.0?}", seed - first + 1, start.elapsed());
            break;
        }
    }
    Ok(())
}

/// Of each property: a minute or less on two cores.
const CASES_OF_A_ROUND: &str = "3000";

const STORMS: [&str; 3] = ["fuzz", "crowd", "kills"];

/// The API's tests ask for the apps' pages too, but any build of them will do.
fn part_for_api(profile: Profile) -> Part {
    if profile.dist().exists() { Part::Worker } else { Part::Everything }
}

/// Tells a runner where the build is; it starts its own runtimes with `edge/serve.mjs`.
fn with_build<'a>(command: &'a mut Command, machine: &Machine, profile: Profile) -> &'a mut Command {
    command.env("VOLANTE_NODE", machine.node().get_program()).env("VOLANTE_SERVE", root().join("edge/serve.mjs"));
    let dist = profile.dist();
    let assets = if dist.exists() { dist } else { root().join("public") };
    command.env("VOLANTE_WORKER", profile.worker()).env("VOLANTE_ASSETS", assets)
}

/// Playwright against a server with the demo data for each of its workers, and one before its first run.
fn e2e(machine: &Machine, tally: &mut Tally, profile: Profile, rest: &[String]) -> Result<()> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_WORKERS);
    let demos: Vec<State> = (1..=workers).map(|number| State::named(&format!("e2e-demo-{number}"))).collect();
    let empty = State::named("e2e-empty");
    let serve = |state, data| {
        State::clear(state)?;
        // Links lead to where it will be served.
        let port = serve::free_port()?;
        state.fill(machine, data, port)?;
        Server::start(machine, &Options { state, profile, port, cron: false })
    };
    let demo_servers = demos.iter().map(|state| serve(state, Data::Demo)).collect::<Result<Vec<_>>>()?;
    let empty_server = serve(&empty, Data::Empty)?;
    let urls: Vec<String> = demo_servers.iter().map(local).collect();

    let report = state_root().join("e2e-report.json");
    let _ = fs::remove_file(&report);
    let mut playwright = machine.node();
    playwright.arg(root().join("node_modules/@playwright/test/cli.js")).arg("test");
    playwright.args(["--config", "tests/e2e/playwright.config.mjs", "--reporter=list,json"]).args(rest);
    playwright.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    playwright.env("VOLANTE_URLS", urls.join(" ")).env("VOLANTE_EMPTY_URL", local(&empty_server));
    playwright.env("VOLANTE_SETUP_CODE", empty.set_up_code()?);
    with_build(&mut playwright, machine, profile);
    println!("── e2e: {}", describe(&playwright));
    let succeeded = playwright.status()?.success();
    let report = fs::read_to_string(&report).ok().and_then(|text| serde_json::from_str(&text).ok());
    let report: serde_json::Value = report.unwrap_or_default();
    let (passed, failed) = browser_counts(&report).unwrap_or((0, 0));
    tally.add("e2e", passed, failed);
    let mut times = durations(&report);
    times.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
    for (time, title) in times.iter().take(SLOWEST) {
        println!("   {:>6.1} s  {title}", *time as f64 / 1_000.0);
    }
    skipped(&report, tally);
    if !succeeded && failed == 0 {
        tally.fail("e2e", "Playwright did not run to its end");
    }
    Ok(())
}

/// How many of the browser's tests are named with their time.
const SLOWEST: usize = 8;

/// Milliseconds and title of each test, however deep in the report.
fn durations(report: &serde_json::Value) -> Vec<(u64, String)> {
    let mut found = Vec::new();
    if let (Some(title), Some(tests)) = (report["title"].as_str(), report["tests"].as_array()) {
        let results = tests.iter().filter_map(|test| test["results"].as_array()).flatten();
        let time = results.filter_map(|result| result["duration"].as_u64()).sum();
        found.push((time, format!("{}: {title}", report["file"].as_str().unwrap_or_default())));
    }
    for part in ["suites", "specs"] {
        found.extend(report[part].as_array().into_iter().flatten().flat_map(durations));
    }
    found
}

/// A browser, a runtime and a runner each: more than four gain nothing.
const MOST_WORKERS: usize = 4;

fn local(server: &Server) -> String {
    server.url.replace("127.0.0.1", "localhost")
}

/// A test that passed only when tried again counts as failed: it will fail for somebody else.
fn browser_counts(report: &serde_json::Value) -> Option<(u32, u32)> {
    let count = |name: &str| report.get("stats")?.get(name)?.as_u64()?.try_into().ok();
    Some((count("expected")?, count("unexpected")? + count("flaky")?))
}

/// Why a test was left out stands among its annotations, however deep in the report.
fn skipped(report: &serde_json::Value, tally: &mut Tally) {
    if report.get("type").is_some_and(|kind| kind == "skip")
        && let Some(why) = report.get("description").and_then(serde_json::Value::as_str)
    {
        tally.leave_out(why.to_owned());
    }
    let parts = report.as_object().into_iter().flat_map(|parts| parts.values());
    for part in parts.chain(report.as_array().into_iter().flatten()) {
        skipped(part, tally);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_was_left_out_says_why() {
        let report = serde_json::json!({ "suites": [{ "title": "a.spec.mjs", "specs": [{ "title": "a test", "file": "a.spec.mjs", "tests": [{
            "status": "skipped",
            "annotations": [{ "type": "skip", "description": "not under this browser" }],
            "results": [{ "duration": 1_500, "annotations": [{ "type": "skip", "description": "not under this browser" }] }],
        }] }] }] });
        assert_eq!(durations(&report), [(1_500, "a.spec.mjs: a test".to_owned())]);
        let mut tally = Tally::default();
        skipped(&report, &mut tally);
        assert_eq!(tally.left_out(), ["not under this browser"]);
    }
}
