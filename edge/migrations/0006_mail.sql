-- App registrations, mail servers, accounts with their tokens, consents under way, the outbox and templates.
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
  provider TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT 'single',
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
  -- What the provider said last of the app itself; NULL while it is in order.
  failure TEXT,
  server_message TEXT NOT NULL DEFAULT '',
  tested_at INTEGER,
  -- How the last consent came to nothing; NULL once one was given.
  consent_failure TEXT,
  consent_message TEXT NOT NULL DEFAULT '',
  consent_remark TEXT,
  -- What we noticed ourselves beside `server_message`.
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX mail_apps_name ON mail_apps (name_key) WHERE archived_at IS NULL;
CREATE INDEX mail_apps_by_name ON mail_apps (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_apps_by_expiry ON mail_apps (secret_expires_on, id) WHERE archived_at IS NULL;
CREATE INDEX mail_apps_by_provider ON mail_apps (provider, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_apps_archived ON mail_apps (name_key, id) WHERE archived_at IS NOT NULL;

-- A client secret's end is told once for its date and a step.
CREATE TABLE secret_notices (
  app INTEGER NOT NULL,
  expires_on TEXT NOT NULL,
  step INTEGER NOT NULL,
  PRIMARY KEY (app, expires_on, step)
) STRICT, WITHOUT ROWID;

-- Where mail is handed in, set up once for all accounts there. What only one direction uses says which by its name.
CREATE TABLE mail_servers (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  -- Folded: what it is compared by.
  name_key TEXT NOT NULL,
  preset TEXT NOT NULL DEFAULT '',
  outgoing_engine TEXT NOT NULL,
  app INTEGER REFERENCES mail_apps (id),
  outgoing_host TEXT NOT NULL DEFAULT '',
  outgoing_port INTEGER,
  outgoing_encryption TEXT NOT NULL DEFAULT 'starttls',
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX mail_servers_name ON mail_servers (name_key) WHERE archived_at IS NULL;
CREATE INDEX mail_servers_by_name ON mail_servers (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_servers_by_engine ON mail_servers (outgoing_engine, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_servers_by_active ON mail_servers (active, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_servers_archived ON mail_servers (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX mail_servers_of_app ON mail_servers (app, name_key, id);

CREATE TABLE mail_accounts (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  -- Folded: what it is compared by.
  name_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Whose it is, of a personal one.
  owner INTEGER REFERENCES staff (id),
  -- Who else may send from a corporate one; empty means everyone who may send mail.
  people TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(people)),
  server INTEGER NOT NULL REFERENCES mail_servers (id),
  address TEXT NOT NULL,
  sender_name TEXT NOT NULL DEFAULT '',
  login TEXT NOT NULL DEFAULT '',
  -- Sending signs in with `outgoing_login` and its own password instead.
  separate_outgoing INTEGER NOT NULL DEFAULT 0,
  outgoing_login TEXT NOT NULL DEFAULT '',
  is_default INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1,
  -- Sealed.
  password TEXT,
  outgoing_password TEXT,
  -- Rises when its passwords or grants are forgotten. What was begun before that leaves nothing behind.
  generation INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'new',
  failure TEXT,
  server_message TEXT NOT NULL DEFAULT '',
  checked_at INTEGER,
  -- How the last consent came to nothing, while an earlier one may be good; NULL once one was given.
  consent_failure TEXT,
  consent_message TEXT NOT NULL DEFAULT '',
  consent_remark TEXT,
  -- What we noticed ourselves beside `server_message`.
  remark TEXT
) STRICT;
CREATE UNIQUE INDEX mail_accounts_name ON mail_accounts (name_key) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX mail_accounts_default ON mail_accounts (is_default) WHERE is_default = 1 AND archived_at IS NULL;
CREATE INDEX mail_accounts_by_name ON mail_accounts (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_accounts_by_state ON mail_accounts (state, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_accounts_archived ON mail_accounts (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX mail_accounts_of_server ON mail_accounts (server, name_key, id);
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
  -- Who consented, to show.
  who TEXT NOT NULL DEFAULT '',
  granted_at INTEGER NOT NULL,
  refreshed_at INTEGER NOT NULL,
  -- Whoever holds the lease spends the refresh token; nobody else does.
  lease TEXT NOT NULL DEFAULT '',
  leased_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX tokens_by_end ON tokens (expires_at);

-- A consent that somebody else gave than the account's own address waits apart until a person confirms it: the grant that was
-- confirmed before stays in use meanwhile. Sealed as in `tokens`, where it is moved to.
CREATE TABLE unconfirmed_grants (
  account INTEGER PRIMARY KEY REFERENCES mail_accounts (id),
  asked TEXT NOT NULL,
  -- Sealed.
  access TEXT NOT NULL,
  refresh TEXT,
  expires_at INTEGER NOT NULL,
  scopes TEXT NOT NULL,
  who TEXT NOT NULL,
  granted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  -- The same for every attempt, for ever.
  message_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  -- The delivery it carries: one notice makes one row.
  notice INTEGER UNIQUE,
  -- NULL: the company's default account, whichever that is when it is sent.
  account INTEGER REFERENCES mail_accounts (id),
  mail TEXT NOT NULL CHECK (json_valid(mail)),
  record_kind TEXT,
  record INTEGER,
  status TEXT NOT NULL DEFAULT 'waiting',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  -- The token of the work's lease under which it is being sent.
  lease TEXT NOT NULL DEFAULT '',
  -- The last attempt's failure and the server's words; NULL while none failed.
  failure TEXT,
  stage TEXT,
  server_message TEXT NOT NULL DEFAULT '',
  -- What we noticed ourselves beside `server_message`.
  remark TEXT,
  -- Whom the server would not take, each with its reason, and whether they are tried again; empty while everybody is to get it.
  left_out TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(left_out)),
  -- How often the whole message was handed over without an answer.
  doubts INTEGER NOT NULL DEFAULT 0,
  -- What a provider's machine has to remember between attempts.
  progress TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(progress)),
  created_by INTEGER REFERENCES staff (id),
  sent_at INTEGER,
  -- Sealed. Gone once the mail went or was cancelled, or the link has ended.
  link TEXT,
  -- Of a mail that carries a link.
  link_ends_at INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (next_at, id) WHERE status IN ('waiting', 'sending', 'partly_sent', 'perhaps_sent');
CREATE INDEX outbox_by_creation ON outbox (created_at, id);
CREATE INDEX outbox_by_status ON outbox (status, created_at, id);
CREATE INDEX outbox_by_kind ON outbox (kind, created_at, id);
CREATE INDEX outbox_about ON outbox (record_kind, record, created_at) WHERE record IS NOT NULL;
CREATE INDEX outbox_of_account ON outbox (account);
-- Drafts that an attempt left in a mailbox: those of mails that were cancelled or given up are thrown away.
CREATE INDEX outbox_with_draft ON outbox (status, next_at) WHERE json_extract(progress, '$.draft') IS NOT NULL;
CREATE INDEX outbox_with_link ON outbox (id) WHERE link IS NOT NULL;
-- The mails that somebody wrote, newest first.
CREATE INDEX outbox_by_author ON outbox (created_by, created_at, id) WHERE created_by IS NOT NULL;

-- A mail's files go with its row.
CREATE TRIGGER outbox_takes_its_files AFTER DELETE ON outbox BEGIN
  UPDATE files SET state = 'removed' WHERE kind = 'outbox' AND record = OLD.id;
END;
-- A single-use link that goes by mail: the letter has a mask where the token belongs, the token lies sealed beside it.
CREATE TRIGGER outbox_forgets_its_link AFTER UPDATE OF status ON outbox
WHEN NEW.link IS NOT NULL AND NEW.status IN ('sent', 'cancelled') BEGIN
  UPDATE outbox SET link = NULL WHERE id = NEW.id;
END;
-- Spent, replaced, taken back or expired: a link that ends takes its token out of the mail.
CREATE TRIGGER links_leave_their_mail AFTER DELETE ON links WHEN OLD.mail IS NOT NULL BEGIN
  UPDATE outbox SET link = NULL WHERE id = OLD.mail AND link IS NOT NULL;
END;
-- A mail without its token is not sent.
CREATE TRIGGER outbox_waits_with_its_link AFTER UPDATE OF link, status ON outbox
WHEN NEW.link_ends_at IS NOT NULL AND NEW.link IS NULL AND NEW.status = 'waiting' BEGIN
  UPDATE outbox SET status = 'cancelled', version = version + 1,
    next_at = CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER),
    updated_at = CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER) WHERE id = NEW.id;
  INSERT INTO history (kind, record, at, who_kind, who, who_name, act)
    VALUES ('outbox', NEW.id, CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER), 'system', 0, '', 'link_ended');
END;
-- A mail that ended without reaching everybody is told of, once for each time it ends so: its writer, and whoever manages mail.
-- The clock makes notices of the lines. Not of a trial, whose sender watched; and not by mail of a notice of this very kind.
-- A mail that goes again by itself has not ended: to those left out for now, or a notice that is perhaps sent, once more after an
-- hour. Whoever is left out for good is told of at once. Parked (2100-01-01) is what only a person moves on.
CREATE TRIGGER outbox_tells_of_its_end AFTER UPDATE OF status ON outbox
WHEN CASE NEW.status
    WHEN 'failed' THEN 1
    WHEN 'perhaps_sent' THEN NEW.next_at >= 4102444800000
    WHEN 'partly_sent' THEN
      (SELECT count(*) FROM json_each(NEW.left_out) l WHERE NOT json_extract(l.value, '$.later'))
      > (SELECT count(*) FROM json_each(OLD.left_out) l WHERE NOT json_extract(l.value, '$.later'))
    ELSE 0 END
  AND OLD.status <> NEW.status AND NEW.kind <> 'test'
  AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.id = NEW.notice AND n.notice = 'mail_failed')
BEGIN
  INSERT OR IGNORE INTO notice_lines (audience, person, notice, kind, subject, label)
  SELECT 'staff', s.id, 'mail_failed', 'outbox', NEW.id,
    json_extract(NEW.mail, '$.subject') || ' · ' || coalesce((SELECT group_concat(coalesce(nullif(r.value ->> 'name', ''),
      r.value ->> 'address'), ', ') FROM json_each(NEW.mail, '$.to') r), '')
  FROM staff s LEFT JOIN mail_accounts a ON a.id = NEW.account
  WHERE s.active = 1 AND s.archived_at IS NULL AND (s.id = NEW.created_by OR CASE a.kind
    -- What goes by somebody's own mailbox is theirs.
    WHEN 'personal' THEN s.id = a.owner
    ELSE EXISTS (SELECT 1 FROM staff_roles sr JOIN roles r ON r.id = sr.role AND r.archived_at IS NULL
      JOIN json_each(r.permissions) held ON held.value = 'manage_mail' WHERE sr.staff = s.id) END);
END;

-- Words of the company's own that a mail begins with.
CREATE TABLE mail_templates (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  -- Folded: what it is compared by.
  name_key TEXT NOT NULL,
  -- A collection, or `anything`.
  offered_for TEXT NOT NULL DEFAULT 'anything',
  subject TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX mail_templates_name ON mail_templates (name_key) WHERE archived_at IS NULL;
CREATE INDEX mail_templates_by_name ON mail_templates (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_templates_by_use ON mail_templates (offered_for, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX mail_templates_archived ON mail_templates (name_key, id) WHERE archived_at IS NOT NULL;
