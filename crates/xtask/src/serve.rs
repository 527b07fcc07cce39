//! The local runtime as a child process: `edge/serve.mjs`, which says on its first line of JSON where it answers.
//!
//! Its standard input is a pipe that we hold: when we end, however we end, it closes and the child ends too.

use crate::{
    Result,
    build::Profile,
    machine::{Machine, read, root},
    state::State,
};
use std::{
    io::{self, BufRead, BufReader},
    path::PathBuf,
    process::{Child, ChildStdin, Command, Stdio},
    thread,
};

pub struct Server {
    child: Child,
    /// Held open for as long as the child shall live; `Child::wait` would close its own copy.
    alive: Option<ChildStdin>,
    pub url: String,
}

pub struct Options<'a> {
    pub state: &'a State,
    pub profile: Profile,
    pub port: u16,
    /// Fire the cron trigger by itself, as the real platform does.
    pub cron: bool,
}

impl Server {
    pub fn start(machine: &Machine, options: &Options) -> Result<Self> {
        let mut node = script(machine, options.state);
        node.arg("--port").arg(options.port.to_string());
        node.arg("--worker").arg(options.profile.worker()).arg("--assets").arg(options.profile.dist());
        node.arg("--vars").arg(options.state.secrets()?);
        if options.cron {
            node.arg("--cron");
        }
        let mut child = node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let alive = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().ok_or("the runtime has no output")?);
        // What was being done when the runtime was last ended begins again before it is ready, and may say so first.
        let mut line = String::new();
        let url = loop {
            line.clear();
            if output.read_line(&mut line)? == 0 {
                break None;
            }
            match serde_json::from_str::<serde_json::Value>(&line) {
                Ok(ready) => break ready.get("url").and_then(|url| Some(url.as_str()?.to_owned())),
                Err(_) => eprint!("{line}"),
            }
        };
        // What the Worker logs comes the same way; unread, it would block the child or break its pipe.
        thread::spawn(move || io::copy(&mut output, &mut io::stderr()));
        match url {
            Some(url) => Ok(Self { child, alive, url }),
            None => {
                let _ = child.kill();
                Err(format!("the runtime did not start (is port {} taken?)", options.port).into())
            }
        }
    }

    /// Waits until the child ends by itself, by Ctrl-C or by a fault.
    pub fn wait(mut self) -> Result<()> {
        let status = self.child.wait()?;
        if status.success() { Ok(()) } else { Err(format!("the runtime ended with {status}").into()) }
    }

    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.alive.take());
        let _ = self.child.wait();
    }
}

/// One that nothing listens on at the moment.
pub fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Creates and migrates a state's database and gives its SQLite file.
pub fn database_file(machine: &Machine, state: &State) -> Result<PathBuf> {
    let line = read(script(machine, state).arg("--migrate-only"))?;
    let ready: serde_json::Value = serde_json::from_str(&line)?;
    let file = ready.get("database").and_then(|file| file.as_str());
    Ok(PathBuf::from(file.ok_or("the runtime named no database file")?))
}

fn script(machine: &Machine, state: &State) -> Command {
    let mut node = machine.node();
    node.arg(root().join("edge/serve.mjs")).arg("--state").arg(state.folder());
    node
}
