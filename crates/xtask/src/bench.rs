//! The commands that start a Node script against the release build.

use crate::{
    Result,
    args::Args,
    build::{self, Part, Profile},
    machine::{Machine, root, run},
    run::PORT,
    seed::Data,
    setup,
    state::State,
    test,
};

/// `tests/bench/run.mjs`, over the `large` data, which is made once and kept.
///
/// With `--first-load` it is `tests/bench/first-load.mjs` over the `demo` data: how long a slow phone waits.
pub fn bench(mut args: Args) -> Result<()> {
    let first_load = args.flag("--first-load");
    let rest = rest_of(args)?;
    if first_load {
        return browser_script("tests/bench/first-load.mjs", "first-load", &rest);
    }
    let machine = machine()?;
    let state = State::named("bench");
    state.prepare(&machine, Data::Large, PORT)?;
    script(&machine, "tests/bench/run.mjs", &state, &rest)
}

/// `tests/e2e/screenshots.mjs`, over fresh `demo` data; the kit's pictures are taken by the test that compares them.
pub fn screenshots(mut args: Args) -> Result<()> {
    if args.flag("--kit") {
        args.finish()?;
        return test::take_pictures();
    }
    browser_script("tests/e2e/screenshots.mjs", "screenshots", &rest_of(args)?)
}

/// A script that opens the apps in a browser, over fresh `demo` data.
fn browser_script(path: &str, state: &str, rest: &[String]) -> Result<()> {
    let mut machine = machine()?;
    setup::add_browser(&mut machine)?;
    let state = State::named(state);
    state.clear()?;
    state.fill(&machine, Data::Demo, PORT)?;
    script(&machine, path, &state, rest)
}

fn rest_of(mut args: Args) -> Result<Vec<String>> {
    let rest = std::mem::take(&mut args.rest);
    args.finish()?;
    Ok(rest)
}

fn machine() -> Result<Machine> {
    let machine = setup::for_building()?;
    build::build(&machine, Profile::Release, Part::Everything)?;
    Ok(machine)
}

fn script(machine: &Machine, path: &str, state: &State, rest: &[String]) -> Result<()> {
    let mut node = machine.node();
    run(node.arg(root().join(path)).args(rest).env("VOLANTE_STATE", state.folder()))
}
