//! The two commands that start a Node script against the release build.

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
pub fn bench(args: Args) -> Result<()> {
    let rest = rest_of(args)?;
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
    let rest = rest_of(args)?;
    let mut machine = machine()?;
    setup::add_browser(&mut machine)?;
    let state = State::named("screenshots");
    state.clear()?;
    state.fill(&machine, Data::Demo, PORT)?;
    script(&machine, "tests/e2e/screenshots.mjs", &state, &rest)
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
