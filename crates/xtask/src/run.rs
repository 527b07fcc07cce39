//! `cargo xtask run`: from a fresh clone to two addresses one can open.

use crate::{
    Result,
    args::Args,
    build::{self, Part, Profile},
    fingerprint,
    machine::{Machine, root},
    seed::{self, Data},
    serve::{Options, Server},
    setup,
    state::State,
};
use std::{thread::sleep, time::Duration};

/// Where the local runtime answers unless told otherwise.
pub const PORT: u16 = 8787;
const WATCHED: [&str; 9] = [
    "app",
    "crates/domain",
    "edge/src",
    "edge/migrations",
    "edge/wrangler.toml",
    "public",
    "style",
    "Cargo.toml",
    "Trunk.toml",
];

pub fn run(mut args: Args) -> Result<()> {
    let port = match args.value("--port")? {
        Some(port) => port.parse().map_err(|_| format!("--port needs a number, not `{port}`"))?,
        None => PORT,
    };
    let state = State::at(args.value("--state")?);
    let data = args.data()?;
    let (fresh, watch) = (args.flag("--fresh"), args.flag("--watch"));
    let profile = Profile::from_args(&mut args);
    args.finish()?;

    let machine = setup::for_building()?;
    build::build(&machine, profile, Part::Everything)?;
    if fresh {
        state.clear()?;
    }
    state.prepare(&machine, data, port)?;
    let options = Options { state: &state, profile, port, cron: true };
    let server = Server::start(&machine, &options)?;
    announce(&server.url, &state, data)?;
    if watch { serve_and_watch(&machine, &options, server) } else { server.wait() }
}

/// Serves; on every change builds again and, if that succeeds, starts the runtime anew on the same port.
fn serve_and_watch(machine: &Machine, options: &Options, mut server: Server) -> Result<()> {
    let inputs = || fingerprint::fingerprint_of(root(), &WATCHED, "");
    let mut built = inputs()?;
    println!("  Watching for changes.\n");
    while !server.has_ended()? {
        sleep(Duration::from_millis(700));
        // A file can vanish between being listed and being read while an editor saves it: look again then.
        let Ok(now) = inputs() else { continue };
        if now == built {
            continue;
        }
        built = now;
        match build::build(machine, options.profile, Part::Everything) {
            Ok(()) => {
                drop(server);
                server = Server::start(machine, options)?;
                println!("  Serving the new build; reload the page.");
            }
            Err(error) => eprintln!("build: {error}\n  The last good build is still served."),
        }
    }
    server.wait()
}

fn announce(url: &str, state: &State, data: Data) -> Result<()> {
    let url = url.replace("127.0.0.1", "localhost");
    println!("\n  Staff     {url}/admin/\n  Portal    {url}/\n");
    if data == Data::Empty {
        println!("  Set-up code for the first run: {}\n", state.set_up_code()?);
    }
    for person in seed::sign_ins(data) {
        println!("  {:<7} {:<14} {:<32} {}", person.app, person.who, person.email, person.password);
    }
    println!("\n  Data in {}. Ctrl-C ends.", state.folder().display());
    Ok(())
}
