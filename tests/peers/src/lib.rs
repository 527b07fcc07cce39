//! The test servers, as a test sees them: started with the process, asked by HTTP what they accepted, told what to answer.
//!
//! One enters by [`Peers::shared`]. What each server does is said in `start.mjs`, which this crate starts, and in `servers/`.
//!
//! Invariant: they end with the process that started them, however it ends.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{
    env,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, ChildStdin, Command, Stdio},
    sync::OnceLock,
    thread,
    time::Duration,
};
use ureq::Agent;

/// Where everything is.
#[derive(Debug, Deserialize)]
pub struct Places {
    pub control: String,
    /// PEM files: the CA of every server, and the one of `receiver.untrusted`, which nobody trusts.
    pub ca: PathBuf,
    pub foreign_ca: PathBuf,
    /// The name in the mail servers' certificates.
    pub host: String,
    pub accounts: Vec<Account>,
    pub entra: Entra,
    pub google: Google,
    pub oidc: Oidc,
    pub secrets: Secrets,
    pub graph: Graph,
    pub receiver: Receiver,
    pub dovecot: Option<Dovecot>,
}

/// Somebody with a password at the mail servers. At Entra and Google anybody may sign in.
#[derive(Debug, Deserialize)]
pub struct Account {
    pub address: String,
    pub password: String,
}

#[derive(Debug, Deserialize)]
pub struct Entra {
    pub url: String,
    pub tenant: String,
    /// An app of that tenant, and one for people of any.
    pub client_id: String,
    pub any_tenant_client_id: String,
    pub redirect: String,
}

#[derive(Debug, Deserialize)]
pub struct Google {
    pub url: String,
    /// The Gmail API's address.
    pub gmail: String,
    pub client_id: String,
    pub redirect: String,
}

/// Any other provider; `/authorize`, `/token` and a discovery document.
#[derive(Debug, Deserialize)]
pub struct Oidc {
    pub url: String,
    pub client_id: String,
    pub redirect: String,
}

/// Of every app. The first two are good.
#[derive(Debug, Deserialize)]
pub struct Secrets {
    pub current: String,
    pub next: String,
    pub expired: String,
}

#[derive(Debug, Deserialize)]
pub struct Graph {
    pub url: String,
}

/// Ports of aiosmtpd; see `servers/receiver.py`.
#[derive(Debug, Deserialize)]
pub struct Receiver {
    pub relay: u16,
    pub submission: u16,
    pub smtps: u16,
    pub untrusted: u16,
    pub small: u16,
}

/// Ports of Dovecot: STARTTLS, TLS from the start, and the same for reading.
#[derive(Debug, Deserialize)]
pub struct Dovecot {
    pub submission: u16,
    pub submissions: u16,
    pub imap: u16,
    pub imaps: u16,
}

/// A mail that a server accepted.
#[derive(Debug, Deserialize)]
pub struct Accepted {
    pub number: usize,
    /// The engine: `graph sendMail`, `graph send`, `gmail send`, `gmail upload`, `smtp relay`, `smtp smtps`…
    pub via: String,
    pub message_id: String,
    pub from: String,
    pub to: Vec<String>,
    #[serde(default)]
    pub subject: String,
    /// Whose mailbox or password it was.
    #[serde(default, alias = "user")]
    pub owner: Option<String>,
    /// Graph's message, without its files.
    #[serde(default)]
    pub mail: Value,
    #[serde(default)]
    pub files: Vec<File>,
}

/// A file of a mail that went through Graph.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct File {
    pub name: String,
    pub content_type: Option<String>,
    pub size: usize,
}

/// A request to a token endpoint.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// Empty where the client said it in a header.
    pub client_id: String,
    pub grant_type: String,
    pub status: u16,
    /// Client secret, code, verifier and tokens, whichever went one way or the other.
    pub secrets: Vec<String>,
}

/// Every server, running.
pub struct Peers {
    pub places: Places,
    agent: Agent,
    /// They end when this closes.
    _alive: ChildStdin,
    _child: Child,
}

impl Peers {
    /// The ones of this process.
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Peers> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// Starts servers of its own.
    ///
    /// # Panics
    /// When one doesn't start; it has said why on standard error.
    #[must_use]
    pub fn start() -> Self {
        // Of whichever tests use them.
        let tests = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests"));
        let root = tests.join("../peers");
        let node = env::var_os("VOLANTE_NODE").map(PathBuf::from);
        let node = node.unwrap_or_else(|| root.join("../../node_modules/node/bin/node"));
        let mut child = Command::new(node)
            .arg(root.join("start.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let alive = child.stdin.take().expect("its input is piped");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output is piped");
        BufReader::new(output).read_line(&mut line).expect("its output is text");
        let places = serde_json::from_str(&line).expect("the peers say where they are");
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .proxy(None);
        Self { places, agent: config.build().new_agent(), _alive: alive, _child: child }
    }

    /// What a Worker is told to find its providers here; it believes them only while `LOCAL` is 1. The runtime trusts the
    /// mail servers by `NODE_EXTRA_CA_CERTS=places.ca`.
    #[must_use]
    pub fn variables(&self) -> [(&'static str, &str); 5] {
        let Places { entra, google, graph, .. } = &self.places;
        [
            ("LOCAL", "1"),
            ("MICROSOFT_BASE", &entra.url),
            ("GOOGLE_BASE", &google.url),
            ("GRAPH_BASE", &graph.url),
            ("GMAIL_BASE", &google.gmail),
        ]
    }

    /// Says what a server answers next; the forms are in `servers/orders.mjs` and `servers/receiver.py`.
    pub fn order(&self, order: &Value) {
        self.post("orders", order);
    }

    /// Waits until the order of this name is met.
    ///
    /// # Panics
    /// When it isn't within 30 seconds.
    pub fn await_met(&self, name: &str) {
        for _ in 0..1_500 {
            if self.get(&format!("met/{name}")) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("nothing met the order {name}");
    }

    /// The most requests at once that met the HTTP order of this name.
    #[must_use]
    pub fn most_at_once(&self, name: &str) -> usize {
        self.get(&format!("held/{name}"))
    }

    /// Adds or changes an app registration at Entra, or with `"provider"` at `google` or `oidc`.
    pub fn app(&self, app: &Value) {
        self.post("apps", app);
    }

    /// Ends every grant of a person.
    pub fn revoke(&self, account: &str) {
        self.post("revoke", &json!({ "account": account }));
    }

    /// What the token endpoints were asked, each provider's oldest first.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.get("asked")
    }

    /// What was accepted under this Message-ID, oldest first.
    #[must_use]
    pub fn accepted(&self, message_id: &str) -> Vec<Accepted> {
        let all: Vec<Accepted> = self.get("accepted");
        all.into_iter().filter(|mail| mail.message_id == message_id).collect()
    }

    /// Everything that was accepted, oldest first.
    #[must_use]
    pub fn all_accepted(&self) -> Vec<Accepted> {
        self.get("accepted")
    }

    /// A mail's bytes, as they came by SMTP or to the Gmail API.
    #[must_use]
    pub fn raw(&self, mail: &Accepted) -> Vec<u8> {
        self.bytes(&format!("accepted/{}/raw", mail.number))
    }

    /// The bytes of a file that came to Graph.
    #[must_use]
    pub fn file(&self, mail: &Accepted, at: usize) -> Vec<u8> {
        self.bytes(&format!("accepted/{}/file/{at}", mail.number))
    }

    /// # Panics
    /// When the account isn't one of the test's.
    #[must_use]
    pub fn account(&self, at: usize) -> &Account {
        self.places.accounts.get(at).expect("there are three accounts, the last with a long password")
    }

    fn post(&self, path: &str, body: &Value) {
        let url = format!("{}/{path}", self.places.control);
        let bytes = serde_json::to_vec(body).expect("JSON is written");
        let mut answer = self.agent.post(url).send(bytes).expect("the control answers");
        let answer_text = answer.body_mut().read_to_string().unwrap_or_default();
        assert_eq!(answer.status(), 204, "{body}: {answer_text}");
    }

    fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        serde_json::from_slice(&self.bytes(path)).expect("the control answers in JSON")
    }

    fn bytes(&self, path: &str) -> Vec<u8> {
        let url = format!("{}/{path}", self.places.control);
        let mut answer = self.agent.get(url).call().expect("the control answers");
        assert_eq!(answer.status(), 200, "{path}");
        let body = answer.body_mut().with_config().limit(100 << 20);
        body.read_to_vec().expect("the control sends it all")
    }
}
