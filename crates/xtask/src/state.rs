//! A state: one folder with the local database, the files, and the secrets that belong to them.
//!
//! Invariant: a state is filled once, before anything serves it; it remembers with what.

use crate::{
    Result, build,
    machine::{Machine, root, state_root},
    seed::{self, Data},
    serve,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rusqlite::Connection;
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    time::{Instant, SystemTime, UNIX_EPOCH},
};

pub struct State {
    folder: PathBuf,
}

impl State {
    /// The state that `--state` named, else the everyday one.
    pub fn at(folder: Option<String>) -> Self {
        match folder {
            Some(given) => Self { folder: std::path::absolute(&given).unwrap_or_else(|_| given.into()) },
            None => Self::named("local"),
        }
    }

    /// A state of our own below `.state/`.
    pub fn named(name: &str) -> Self {
        Self { folder: state_root().join(name) }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn clear(&self) -> Result<()> {
        let precious =
            root().starts_with(&self.folder) || std::env::home_dir().is_some_and(|home| home.starts_with(&self.folder));
        let ours = ["d1", "secrets.json"].iter().any(|name| self.folder.join(name).exists());
        let foreign = || Ok::<_, std::io::Error>(self.folder.exists() && fs::read_dir(&self.folder)?.next().is_some());
        if precious || (!ours && foreign()?) {
            return Err(format!("{} does not look like a state, so it is left alone", self.folder.display()).into());
        }
        build::remove(&self.folder)
    }

    /// Migrates, and fills the database if nothing ever did. A state with other data in it is left as it is, and said.
    /// `port` is where it will be served.
    pub fn prepare(&self, machine: &Machine, data: Data, port: u16) -> Result<()> {
        match self.data() {
            None => self.fill(machine, data, port),
            Some(there) if there == data => Ok(()),
            Some(there) => {
                Err(format!("this state holds `{}` data; --fresh starts anew with `{}`", there.name(), data.name())
                    .into())
            }
        }
    }

    pub fn fill(&self, machine: &Machine, data: Data, port: u16) -> Result<()> {
        let start = Instant::now();
        let file = serve::database_file(machine, self)?;
        let mut connection = Connection::open(&file)?;
        // Should the machine fail meanwhile, the marker below is missing and the state is filled anew.
        connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; PRAGMA cache_size = -200000;")?;
        seed::fill(&mut connection, data, now_ms()?)?;
        connection.execute("UPDATE company SET site = ?", [seed::site(port)])?;
        connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
        fs::write(self.marker(), data.name())?;
        eprintln!("seed: `{}` data in {:.1?}", data.name(), start.elapsed());
        Ok(())
    }

    fn marker(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn data(&self) -> Option<Data> {
        let name = fs::read_to_string(self.marker()).ok()?;
        [Data::Demo, Data::Empty, Data::Large].into_iter().find(|data| data.name() == name)
    }

    /// A file of variables for the Worker: `SEALING_KEYS` and the first run's `SETUP_CODE`, each drawn once for
    /// this state, and `LOCAL`, which lets it talk to this machine.
    pub fn secrets(&self) -> Result<PathBuf> {
        let file = self.folder.join("secrets.json");
        let kept = fs::read_to_string(&file).ok().and_then(|text| serde_json::from_str(&text).ok());
        let mut secrets: serde_json::Map<String, serde_json::Value> = kept.unwrap_or_default();
        let before = secrets.len();
        for (name, value) in
            [("SEALING_KEYS", sealing_key()?), ("SETUP_CODE", random_hex(6)?), ("LOCAL", "1".to_owned())]
        {
            secrets.entry(name).or_insert_with(|| value.into());
        }
        if secrets.len() > before {
            fs::create_dir_all(&self.folder)?;
            fs::write(&file, serde_json::Value::from(secrets).to_string())?;
        }
        Ok(file)
    }

    pub fn set_up_code(&self) -> Result<String> {
        let secrets: serde_json::Value = serde_json::from_str(&fs::read_to_string(self.secrets()?)?)?;
        let code = secrets.get("SETUP_CODE").and_then(|code| code.as_str());
        Ok(code.ok_or("this state has no set-up code")?.to_owned())
    }
}

/// A key as `SEALING_KEYS` lists it: a name, and 32 bytes in base64.
pub fn sealing_key() -> Result<String> {
    let mut drawn = [0; 32];
    fs::File::open("/dev/urandom")?.read_exact(&mut drawn)?;
    Ok(format!("k1:{}", STANDARD.encode(drawn)))
}

pub fn random_hex(bytes: usize) -> Result<String> {
    let mut drawn = vec![0; bytes];
    fs::File::open("/dev/urandom")?.read_exact(&mut drawn)?;
    Ok(drawn.iter().map(|byte| format!("{byte:02x}")).collect())
}

pub fn now_ms() -> Result<i64> {
    Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?)
}
