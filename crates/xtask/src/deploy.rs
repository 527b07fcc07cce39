//! `cargo xtask deploy`: from an account one can sign in to (`wrangler login`, or `CLOUDFLARE_API_TOKEN` with
//! `CLOUDFLARE_ACCOUNT_ID`) to an address one can open. Running it again upgrades.
//!
//! In order: release build, D1 database and KV namespace (made if missing), migrations, secrets that are missing, the
//! Worker with its assets, and with it the Durable Objects' class. The version that still serves meanwhile keeps working,
//! by the policy of docs/reference/database.md: first expand, contract with a later version.
//!
//! What it costs, as of 2026 (the platform's pricing page has the last word): the Workers Paid plan at 5 USD a month
//! is needed, because Argon2id takes more than the free plan's 10 ms of CPU. It includes 10 million requests and
//! 30 million CPU milliseconds a month (then 0.30 and 0.02 USD a million), 25 billion rows read, 50 million rows
//! written (then 0.001 and 1 USD a million) and 5 GB of D1 (then 0.75 USD a GB), and a million KV writes. Assets are
//! free. A company of the demo's size stays far inside what is included.

use crate::{
    Result,
    args::Args,
    build::{self, Part, Profile},
    machine::{Machine, read, root, run, state_root},
    setup,
    state::{random_hex, sealing_key},
};
use serde_json::{Map, Value};
use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::Command,
};

/// The ids that `edge/wrangler.toml` holds in place of an account's own.
const NO_DATABASE: &str = "00000000-0000-0000-0000-000000000000";
const NO_NAMESPACE: &str = "00000000000000000000000000000000";

pub fn deploy(mut args: Args) -> Result<()> {
    let name = args.value("--name")?.unwrap_or_else(|| "volante".to_owned());
    let dry_run = args.flag("--dry-run");
    args.finish()?;
    let machine = setup::for_building()?;
    build::build(&machine, Profile::Release, Part::Everything)?;
    let account = Account { machine: &machine, name: &name };
    if dry_run {
        let config = account.config(NO_DATABASE, NO_NAMESPACE)?;
        return run(&mut account.wrangler(&["deploy", "--dry-run"], Some(&config)));
    }
    account.publish()
}

struct Account<'a> {
    machine: &'a Machine,
    name: &'a str,
}

impl Account<'_> {
    fn publish(&self) -> Result<()> {
        let database = self.database()?;
        let namespace = self.namespace()?;
        let config = self.config(&database, &namespace)?;
        say("applying the migrations that are missing");
        run(self.wrangler(&["d1", "migrations", "apply", "DB", "--remote"], Some(&config)).env("CI", "true"))?;
        let secrets = self.missing_secrets(&config)?;
        say("publishing");
        let mut publish = self.wrangler(&["deploy"], Some(&config));
        let file = state_root().join("deploy-secrets.json");
        if !secrets.is_empty() {
            write_private(&file, &Value::Object(secrets.clone()).to_string())?;
            publish.arg("--secrets-file").arg(&file);
        }
        let published = read(&mut publish);
        let _ = fs::remove_file(&file);
        let output = published?;
        println!("{output}\n");
        let address = output.split_whitespace().find(|word| word.starts_with("https://")).unwrap_or("(see above)");
        println!("  Portal    {address}/\n  Staff     {address}/admin/");
        if let Some(code) = secrets.get("SETUP_CODE").and_then(Value::as_str) {
            println!(
                "\n  Set-up code for the first run: {code}\n  It is shown this once; `wrangler secret put SETUP_CODE` sets another."
            );
        }
        Ok(())
    }

    fn database(&self) -> Result<String> {
        let find = || -> Result<Option<String>> {
            let list = read(&mut self.wrangler(&["d1", "list", "--json"], None)).map_err(|error| {
                format!("{error}\nIs this machine signed in? `npx wrangler login`, or set CLOUDFLARE_API_TOKEN.")
            })?;
            Ok(id_of(&list, "name", self.name, "uuid"))
        };
        if let Some(id) = find()? {
            return Ok(id);
        }
        say(&format!("creating the D1 database `{}`", self.name));
        read(&mut self.wrangler(&["d1", "create", self.name], None))?;
        Ok(find()?.ok_or("the new database is not in the account's list yet; start again in a minute")?)
    }

    fn namespace(&self) -> Result<String> {
        let title = format!("{}-files", self.name);
        let find = || -> Result<Option<String>> {
            let list = read(&mut self.wrangler(&["kv", "namespace", "list"], None))?;
            Ok(id_of(&list, "title", &title, "id"))
        };
        if let Some(id) = find()? {
            return Ok(id);
        }
        say(&format!("creating the KV namespace `{title}`"));
        read(&mut self.wrangler(&["kv", "namespace", "create", &title], None))?;
        Ok(find()?.ok_or("the new namespace is not in the account's list yet; start again in a minute")?)
    }

    /// Secrets are set once and then left: new `SEALING_KEYS` would make everything sealed by the old unreadable.
    fn missing_secrets(&self, config: &Path) -> Result<Map<String, Value>> {
        // Before the first deployment there is no Worker to ask, and the question fails.
        let known = read(&mut self.wrangler(&["secret", "list"], Some(config))).unwrap_or_default();
        let mut missing = Map::new();
        for (name, value) in [("SEALING_KEYS", sealing_key()?), ("SETUP_CODE", random_hex(6)?)] {
            if !known.contains(&format!("\"{name}\"")) {
                missing.insert(name.to_owned(), value.into());
            }
        }
        Ok(missing)
    }

    /// The committed configuration with this account's ids, beside it so that its paths hold; git ignores it.
    fn config(&self, database: &str, namespace: &str) -> Result<PathBuf> {
        let committed = fs::read_to_string(root().join("edge/wrangler.toml"))?;
        let named = committed.replace("name = \"volante\"", &format!("name = \"{}\"", self.name));
        let config = root().join("edge/wrangler.deploy.toml");
        fs::write(&config, named.replace(NO_DATABASE, database).replace(NO_NAMESPACE, namespace))?;
        Ok(config)
    }

    fn wrangler(&self, words: &[&str], config: Option<&Path>) -> Command {
        let mut wrangler = self.machine.command("wrangler");
        wrangler.current_dir(root().join("edge")).args(words);
        if let Some(config) = config {
            wrangler.arg("--config").arg(config);
        }
        wrangler
    }
}

/// Finds the entry with that name in a JSON list, which wrangler may precede with remarks.
fn id_of(list: &str, key: &str, name: &str, id: &str) -> Option<String> {
    let entries: Vec<Value> = serde_json::from_str(list.get(list.find('[')?..)?).ok()?;
    let entry = entries.iter().find(|entry| entry.get(key).and_then(Value::as_str) == Some(name))?;
    Some(entry.get(id)?.as_str()?.to_owned())
}

fn write_private(file: &Path, text: &str) -> Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file)?;
    Ok(file.write_all(text.as_bytes())?)
}

fn say(what: &str) {
    println!("deploy: {what}");
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn finds_an_id_by_name_behind_wranglers_remarks() {
        let list = "A remark\n[{\"uuid\":\"a\",\"name\":\"other\"},{\"uuid\":\"b\",\"name\":\"volante\"}]";
        assert_eq!(id_of(list, "name", "volante", "uuid").as_deref(), Some("b"));
        assert_eq!(id_of(list, "name", "absent", "uuid"), None);
        assert_eq!(id_of("not signed in", "name", "volante", "uuid"), None);
    }
}
