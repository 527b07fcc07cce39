-- App registrations, mail accounts with their tokens, consents under way, and the outbox.
--
-- Columns named in `io::seal` hold `key id | iv | ciphertext` and are never selected by a record's own document.

CREATE TABLE mail_apps (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  -- Folded: what it is compared by.
  name_key TEXT NOT NULL,
  provider TEXT NOT NULL CHECK (provider IN ('microsoft', 'google', 'oidc')),
  audience TEXT NOT NULL DEFAULT 'single' CHECK (audience IN ('single', 'organisations', 'everyone')),
  tenant TEXT NOT NULL DEFAULT '',
  client_id TEXT NOT NULL,
  authorise_url TEXT NOT NULL DEFAULT '',
  token_url TEXT NOT NULL DEFAULT '',
  secret_expires_on TEXT NOT NULL,
  next_secret_expires_on TEXT,
  -- Addresses and CIDR ranges, one a line, from which people may authorise with this app; empty means from anywhere.
  allowed_ips TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1,
  description TEXT NOT NULL DEFAULT '',
  -- Sealed.
  secret TEXT,
  next_secret TEXT,
  consented_at INTEGER,
  -- What the provider said last of the app itself; empty while it is in order.
  failure TEXT NOT NULL DEFAULT '',
  said TEXT NOT NULL DEFAULT '',
  tested_at INTEGER,
  -- How the last consent came to nothing; empty once one was given.
  consent_failure TEXT NOT NULL DEFAULT '',
  consent_said TEXT NOT NULL DEFAULT '',
  consent_remark TEXT NOT NULL DEFAULT '',
  -- What we noticed ourselves beside `said`.
  remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX mail_apps_name ON mail_apps (name_key) WHERE archived_at IS NULL;
CREATE INDEX mail_apps_by_name ON mail_apps (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_apps_by_expiry ON mail_apps (secret_expires_on, id) WHERE archived_at IS NULL;

CREATE TABLE mail_accounts (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  -- Folded: what it is compared by.
  name_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('personal', 'corporate')),
  -- Whose it is, of a personal one.
  owner INTEGER REFERENCES staff (id),
  -- Who else may send from a corporate one; empty means everyone who may send mail.
  people TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(people)),
  engine TEXT NOT NULL CHECK (engine IN ('graph', 'graph_app', 'gmail', 'smtp_oauth', 'smtp_password')),
  app INTEGER REFERENCES mail_apps (id),
  address TEXT NOT NULL,
  sender_name TEXT NOT NULL DEFAULT '',
  preset TEXT NOT NULL DEFAULT '',
  host TEXT NOT NULL DEFAULT '',
  port INTEGER,
  encryption TEXT NOT NULL DEFAULT 'starttls' CHECK (encryption IN ('tls', 'starttls')),
  login TEXT NOT NULL DEFAULT '',
  -- Sending signs in with `outgoing_login` and its own password instead.
  separate_outgoing INTEGER NOT NULL DEFAULT 0,
  outgoing_login TEXT NOT NULL DEFAULT '',
  is_default INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1,
  -- Sealed.
  password TEXT,
  outgoing_password TEXT,
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'connected', 'needs_sign_in', 'error')),
  failure TEXT NOT NULL DEFAULT '',
  said TEXT NOT NULL DEFAULT '',
  checked_at INTEGER,
  -- How the last consent came to nothing, while an earlier one may be good; empty once one was given.
  consent_failure TEXT NOT NULL DEFAULT '',
  consent_said TEXT NOT NULL DEFAULT '',
  consent_remark TEXT NOT NULL DEFAULT '',
  -- What we noticed ourselves beside `said`.
  remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX mail_accounts_name ON mail_accounts (name_key) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX mail_accounts_default ON mail_accounts (is_default) WHERE is_default = 1 AND archived_at IS NULL;
CREATE INDEX mail_accounts_by_name ON mail_accounts (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_accounts_of_app ON mail_accounts (app);
CREATE INDEX mail_accounts_of_owner ON mail_accounts (owner);

-- A person who was sent away to consent. Deleted by the one callback that brings the state back.
CREATE TABLE oauth_states (
  state_hash TEXT PRIMARY KEY,
  -- Of the cookie that binds the state to the browser that was sent away.
  cookie_hash TEXT NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff (id),
  app INTEGER NOT NULL REFERENCES mail_apps (id),
  -- NULL: an administrator's consent for the app itself.
  account INTEGER REFERENCES mail_accounts (id),
  asked TEXT NOT NULL,
  -- Sealed.
  verifier TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX oauth_states_by_end ON oauth_states (expires_at);

CREATE TABLE tokens (
  account INTEGER PRIMARY KEY REFERENCES mail_accounts (id),
  asked TEXT NOT NULL,
  -- Sealed.
  access TEXT NOT NULL,
  refresh TEXT,
  expires_at INTEGER NOT NULL,
  scopes TEXT NOT NULL DEFAULT '',
  -- Who consented, to show; and whether a person confirmed that it is a shared mailbox's user.
  who TEXT NOT NULL DEFAULT '',
  confirmed INTEGER NOT NULL DEFAULT 1,
  granted_at INTEGER NOT NULL,
  refreshed_at INTEGER NOT NULL,
  -- Whoever holds the lease spends the refresh token; nobody else does.
  lease TEXT NOT NULL DEFAULT '',
  leased_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX tokens_by_end ON tokens (expires_at);

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  -- The same for every attempt, for ever.
  message_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('notice', 'composed', 'test')),
  -- The delivery it carries: one notice makes one row.
  notice INTEGER UNIQUE,
  -- NULL: the company's default account, whichever that is when it is sent.
  account INTEGER REFERENCES mail_accounts (id),
  mail TEXT NOT NULL CHECK (json_valid(mail)),
  record_kind TEXT,
  record INTEGER,
  status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sending', 'sent', 'partly_sent',
    'perhaps_sent', 'failed', 'cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  lease TEXT NOT NULL DEFAULT '',
  leased_until INTEGER NOT NULL DEFAULT 0,
  -- The last attempt's failure and the server's words.
  failure TEXT NOT NULL DEFAULT '',
  stage TEXT NOT NULL DEFAULT '',
  said TEXT NOT NULL DEFAULT '',
  -- What we noticed ourselves beside `said`.
  remark TEXT NOT NULL DEFAULT '',
  -- Whom the server would not take, each with its reason, and whether they are tried again; empty while everybody is to get it.
  left_out TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(left_out)),
  -- How often the whole message was handed over without an answer.
  doubts INTEGER NOT NULL DEFAULT 0,
  -- What a provider's machine has to remember between attempts.
  progress TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(progress)),
  created_by INTEGER REFERENCES staff (id),
  sent_at INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (next_at, id) WHERE status IN ('waiting', 'sending', 'partly_sent', 'perhaps_sent');
CREATE INDEX outbox_by_creation ON outbox (created_at, id);
CREATE INDEX outbox_by_status ON outbox (status, created_at, id);
CREATE INDEX outbox_about ON outbox (record_kind, record, created_at) WHERE record IS NOT NULL;
CREATE INDEX outbox_of_account ON outbox (account);
