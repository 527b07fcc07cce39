//! The runtime under test: `edge/serve.mjs` as a child, with a folder of its own that survives it.

use peers::Peers;
use rusqlite::{Connection, OpenFlags};
use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

/// What guards the first run; secret like the key below it.
pub const SETUP_CODE: &str = "set-up-code-of-the-tests";

/// What seals client secrets, passwords and tokens.
pub const SEALING_KEYS: &str = "t1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// Who waits for a piece of work, by its key.
type Waiting = Arc<Mutex<Vec<(String, mpsc::Sender<i64>)>>>;

pub struct Server {
    child: Mutex<Child>,
    /// The runtime ends when this closes, so nothing outlives the test process.
    alive: Option<Mutex<ChildStdin>>,
    waiting: Waiting,
    pub url: String,
    pub database: PathBuf,
    /// What survives it.
    pub folder: PathBuf,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts with an empty database in a folder named after the test binary and `name`; kept afterwards to look into.
    #[must_use]
    pub fn fresh(name: &str) -> Self {
        let folder = folder(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the state");
        Self::at(&folder)
    }

    /// The same, with mail providers and servers that are the test's own and are trusted.
    #[must_use]
    pub fn fresh_beside(peers: &Peers, name: &str) -> Self {
        let folder = folder(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the state");
        Self::start(&folder, Some(peers))
    }

    /// Starts on a folder as it is.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self::start(folder, None)
    }

    /// Starts on a folder as it is, beside the test servers if they are given.
    #[must_use]
    pub fn start(folder: &Path, peers: Option<&Peers>) -> Self {
        Self::sealed_by(SEALING_KEYS, folder, peers)
    }

    /// The same with other keys, the first of which seals.
    #[must_use]
    pub fn sealed_by(keys: &str, folder: &Path, peers: Option<&Peers>) -> Self {
        Self::serving(&built(), keys, folder, peers)
    }

    /// Starts with an empty database and a Worker whose JavaScript begins with `script`.
    ///
    /// # Panics
    /// When there is no built Worker.
    #[must_use]
    pub fn beginning_with(script: &str, name: &str) -> Self {
        let folder = folder(name);
        let _ = fs::remove_dir_all(&folder);
        let worker = folder.join("worker");
        fs::create_dir_all(&worker).expect("a folder for the state");
        let built = built();
        let own = fs::read_to_string(built.join("index.js")).expect("a built Worker");
        fs::write(worker.join("index.js"), format!("{script}\n{own}")).expect("it is written");
        fs::copy(built.join("index_bg.wasm"), worker.join("index_bg.wasm")).expect("a built Worker");
        Self::serving(&worker, SEALING_KEYS, &folder, None)
    }

    fn serving(worker: &Path, keys: &str, folder: &Path, peers: Option<&Peers>) -> Self {
        let mut node = Command::new(setting("VOLANTE_NODE", "node_modules/node/bin/node"));
        node.arg(setting("VOLANTE_SERVE", "edge/serve.mjs")).arg("--state").arg(folder);
        node.arg("--worker").arg(worker);
        node.arg("--assets").arg(setting("VOLANTE_ASSETS", ".state/quick/dist"));
        node.arg("--var").arg(format!("SETUP_CODE={SETUP_CODE}"));
        node.arg("--var").arg(format!("SEALING_KEYS={keys}")).arg("--var").arg("SHOW_COST=1");
        if let Some(peers) = peers {
            for (name, value) in peers.variables() {
                node.arg("--var").arg(format!("{name}={value}"));
            }
            node.env("NODE_EXTRA_CA_CERTS", &peers.places.ca);
        }
        // A group of its own, so that killing reaches the runtime behind Node as well.
        node.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = node.spawn().expect("node starts");
        let log = Arc::new(Mutex::new(String::new()));
        let errors = child.stderr.take().expect("its errors are piped");
        collect(BufReader::new(errors), Arc::clone(&log));
        let mut output = BufReader::new(child.stdout.take().expect("its output is piped"));
        // What was being done when it was killed begins again before it is ready, and may say so.
        let mut message = String::new();
        let ready = loop {
            let mut line = String::new();
            if output.read_line(&mut line).expect("its output is text") == 0 {
                let _ = child.wait();
                panic!("the runtime did not start: {message}{}", log.lock().unwrap_or_else(PoisonError::into_inner));
            }
            match serde_json::from_str::<serde_json::Value>(&line) {
                Ok(ready) => break ready,
                Err(_) => message.push_str(&line),
            }
        };
        log.lock().unwrap_or_else(PoisonError::into_inner).push_str(&message);
        let waiting = Arc::default();
        hear(output, Arc::clone(&log), Arc::clone(&waiting));
        let text = |name: &str| ready[name].as_str().expect("serve.mjs names its address and database").to_owned();
        Self {
            alive: child.stdin.take().map(Mutex::new),
            waiting,
            url: text("url"),
            database: text("database").into(),
            child: Mutex::new(child),
            folder: folder.to_owned(),
            log,
        }
    }

    /// Everything the runtime printed so far.
    #[must_use]
    pub fn log(&self) -> String {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Fires the clock, as the platform does each minute; it only wakes, so what is due is done a moment later.
    pub fn tick(&self) {
        self.wake("tick");
    }

    /// Wakes a piece of work by its key, as the clock does, and waits until it is done; how much it did.
    ///
    /// # Panics
    /// When the runtime ends meanwhile.
    pub fn wake(&self, key: &str) -> i64 {
        let (done, waits) = mpsc::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push((key.to_owned(), done));
        let input = self.alive.as_ref().expect("it runs");
        writeln!(input.lock().unwrap_or_else(PoisonError::into_inner), "{key}").expect("it listens");
        waits.recv().expect("it says when it is done")
    }

    /// Waits until `sql` counts none.
    ///
    /// # Panics
    /// After half a minute.
    pub fn await_none(&self, sql: &str) {
        let started = std::time::Instant::now();
        while self.count(sql) > 0 {
            assert!(started.elapsed().as_secs() < 30, "{sql}: {}", self.count(sql));
            thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    /// Ends everything at once, without a chance to finish anything.
    ///
    /// # Panics
    /// When it wasn't running.
    pub fn kill(&self) {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let group = format!("-{}", child.id());
        let killed = Command::new("kill").args(["-9", "--", &group]).status().expect("kill runs");
        assert!(killed.success(), "the runtime was not running any more");
        let _ = child.wait();
    }

    /// The database as it lies on the disk.
    #[must_use]
    pub fn sql(&self) -> Connection {
        Connection::open_with_flags(&self.database, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the database opens")
    }

    /// Makes true in the database what only time would. The runtime must be at rest: it doesn't wait for other writers.
    ///
    /// # Panics
    /// When the SQL doesn't hold.
    pub fn pass_time(&self, sql: &str) {
        let database = Connection::open(&self.database).expect("the database opens");
        database.busy_timeout(std::time::Duration::from_secs(10)).expect("a writer can wait");
        database.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// One text of each row.
    #[must_use]
    pub fn texts(&self, sql: &str) -> Vec<String> {
        let sql_connection = self.sql();
        let mut statement = sql_connection.prepare(sql).expect("the SQL holds");
        let rows = statement.query_map([], |row| row.get(0)).expect("the query runs");
        rows.collect::<Result<_, _>>().expect("every row is a text")
    }

    pub fn count(&self, sql: &str) -> i64 {
        self.sql().query_row(sql, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.alive.take());
        let _ = self.child.lock().unwrap_or_else(PoisonError::into_inner).wait();
    }
}

/// Lines that tell of a piece of work go to who waits for it; all others are the log's.
fn hear(from: impl BufRead + Send + 'static, log: Arc<Mutex<String>>, waiting: Waiting) {
    thread::spawn(move || {
        for line in from.lines().map_while(Result::ok) {
            let woken: Option<serde_json::Value> =
                line.starts_with("{\"woken\"").then(|| serde_json::from_str(&line).ok()).flatten();
            let Some(woken) = woken else {
                log.lock().unwrap_or_else(PoisonError::into_inner).push_str(&format!("{line}\n"));
                continue;
            };
            let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(at) = waiting.iter().position(|(key, _)| woken["woken"] == key.as_str()) {
                let _ = waiting.remove(at).1.send(woken["done"].as_i64().unwrap_or_default());
            }
        }
        // Who still waits is let go: the runtime is no more.
        waiting.lock().unwrap_or_else(PoisonError::into_inner).clear();
    });
}

fn collect(mut from: impl Read + Send + 'static, log: Arc<Mutex<String>>) {
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let text = String::from_utf8_lossy(&buffer[..read]);
            log.lock().unwrap_or_else(PoisonError::into_inner).push_str(&text);
        }
    });
}

fn folder(name: &str) -> PathBuf {
    let program = env::current_exe().expect("a test has a program");
    let target = program.ancestors().nth(3).expect("it stands in target/<profile>/deps");
    let binary = program.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.split('-').next());
    target.join("tmp/api").join(binary.unwrap_or("tests")).join(name)
}

fn built() -> PathBuf {
    setting("VOLANTE_WORKER", ".state/quick/worker")
}

/// What `cargo xtask test` says, else the everyday build.
fn setting(name: &str, otherwise: &str) -> PathBuf {
    let package = || PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests"));
    env::var_os(name).map_or_else(|| package().join("../..").join(otherwise), PathBuf::from)
}
