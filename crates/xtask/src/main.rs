//! `cargo xtask …`: everything one does to Volante besides editing it.
//!
//! Each subcommand is one module; all begin with [`setup`], which finds or installs what the machine lacks and hands
//! out the [`machine::Machine`] that starts every child process. `cargo xtask help` lists them.
//!
//! Invariant: no step downloads anything but crates, npm packages, the Python packages of `tests/peers/requirements.txt` and,
//! where they are missing, rustup's target and linters or Debian's packages.

mod args;
mod bench;
mod build;
mod deploy;
mod docs;
mod fingerprint;
mod machine;
mod migrations;
mod openapi;
mod rooms;
mod run;
mod seed;
mod serve;
mod setup;
mod sizes;
mod state;
mod tally;
mod test;

use args::Args;
use std::process::ExitCode;

/// Errors here are for a person at a terminal: a sentence that says what to do, nothing to match on.
pub type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

const HELP: &str = "\
cargo xtask <command>

  run          build, migrate, seed and serve on one port
                 --port N  --state DIR  --data demo|empty|large  --fresh  --watch  --release
  test         everything CI runs: lint, unit, peers, sizes, api, e2e
                 one stage: test lint|unit|peers|sizes|api|e2e [--quick] [-- arguments for the runner]
                 test record KIND  what tells whether a new kind of record stands everywhere: test record vehicle-groups
  storm        try it for minutes: random calls, a crowd at once, kills with replay
                 --minutes N (each, 5)  --seed N  one of them: storm fuzz|crowd|kills
  fuzz         what strangers may send to `providers`, for minutes: other cases than `test` has, and many more
                 fuzz [N] (5)  --seed N
  build        both apps and the Worker   --release  --only apps|worker
  seed         fill a state's database anew   --state DIR  --data demo|empty|large
  setup        find or install the tools, and nothing else
  migration    begin a file for a change to the tables: migration AREA WHAT
                 --rebuild TABLE  with the statements that make a table anew
  openapi      write edge/openapi.json   --check only compares
  bench        measure against a plain-JavaScript Worker
                 --first-load  how long a slow phone waits for the first pages, in Chromium
  screenshots  take the README's pictures anew
                 --kit  those that the browser tests compare the kit with
  deploy       create what is missing, migrate and publish   --name N  --dry-run
";

fn main() -> ExitCode {
    let mut args = Args::from_env();
    let command = if args.flag("--help") || args.flag("-h") { None } else { args.command() };
    let done = machine::check_root().and_then(|()| match command.as_deref() {
        Some("run") => run::run(args),
        Some("test") => test::test(args),
        Some("storm") => test::storm(args),
        Some("fuzz") => test::fuzz(args),
        Some("build") => build::command(args),
        Some("seed") => seed_state(args),
        Some("setup") => args.finish().and_then(|()| setup::everything().map(drop)),
        Some("migration") => migrations::command(args),
        Some("openapi") => openapi::command(args),
        Some("bench") => bench::bench(args),
        Some("screenshots") => bench::screenshots(args),
        Some("deploy") => deploy::deploy(args),
        Some("help") | None => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("there is no command `{other}`\n\n{HELP}").into()),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn seed_state(mut args: Args) -> Result<()> {
    let state = state::State::at(args.value("--state")?);
    let data = args.data()?;
    args.finish()?;
    let machine = setup::for_serving()?;
    state.clear()?;
    state.fill(&machine, data, run::PORT)
}
