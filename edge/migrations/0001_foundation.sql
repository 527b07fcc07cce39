-- What every area stands on: guards, history, words, sessions, notifications, numbers.
--
-- Money is minor units, time UTC epoch milliseconds, dates YYYY-MM-DD text, flags 0/1, lists of small values JSON text.
-- Rules that compare rows are triggers, so that no write can go round them; a refusal's message is its name.

-- Never holds a row: a batch inserts a refusal's name when its guarded write changed nothing, and is rolled back whole.
CREATE TABLE guards (name TEXT NOT NULL) STRICT;
CREATE TRIGGER guards_refuse BEFORE INSERT ON guards BEGIN SELECT RAISE(ABORT, NEW.name); END;

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  record INTEGER NOT NULL,
  at INTEGER NOT NULL,
  who_kind TEXT NOT NULL CHECK (who_kind IN ('staff', 'portal', 'system')),
  who INTEGER NOT NULL,
  who_name TEXT NOT NULL,
  act TEXT NOT NULL,
  changes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(changes))
) STRICT;
CREATE INDEX history_of ON history (kind, record, seq);

CREATE TABLE words (
  kind TEXT NOT NULL,
  word TEXT NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (kind, word, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX words_of ON words (kind, id);

CREATE TABLE idempotency_keys (
  who TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (who, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at);

CREATE TABLE credentials (
  kind TEXT NOT NULL CHECK (kind IN ('staff', 'portal')),
  person INTEGER NOT NULL,
  password_hash TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (kind, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('staff', 'portal')),
  person INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  -- The absolute end; the idle end follows from seen_at.
  expires_at INTEGER NOT NULL,
  device TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_of ON sessions (kind, person);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE links (
  token_hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('staff', 'portal')),
  person INTEGER NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('invite', 'reset')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX links_of ON links (kind, person);

CREATE TABLE notifications (
  id INTEGER PRIMARY KEY,
  audience TEXT NOT NULL CHECK (audience IN ('staff', 'portal')),
  person INTEGER NOT NULL,
  at INTEGER NOT NULL,
  notice TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  label TEXT NOT NULL,
  read_at INTEGER
) STRICT;
CREATE INDEX notifications_of ON notifications (audience, person, id);
CREATE INDEX notifications_unread ON notifications (audience, person) WHERE read_at IS NULL;

CREATE TABLE pictures (
  id INTEGER PRIMARY KEY,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL
) STRICT;

CREATE TABLE jobs (
  name TEXT PRIMARY KEY,
  leased_until INTEGER NOT NULL DEFAULT 0,
  last_run_at INTEGER,
  last_result TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE company (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  logo INTEGER REFERENCES pictures (id),
  address TEXT NOT NULL DEFAULT '',
  tax_id TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  zone TEXT NOT NULL,
  language TEXT NOT NULL,
  distance_unit TEXT NOT NULL DEFAULT 'km',
  volume_unit TEXT NOT NULL DEFAULT 'l',
  portal_bookings INTEGER NOT NULL DEFAULT 1,
  portal_months_ahead INTEGER NOT NULL DEFAULT 24,
  portal_longest_days INTEGER NOT NULL DEFAULT 31,
  tax_rates TEXT NOT NULL DEFAULT '[]',
  booking_prefix TEXT NOT NULL DEFAULT 'BK',
  logbook_prefix TEXT NOT NULL DEFAULT 'LB',
  invoice_prefix TEXT NOT NULL DEFAULT 'F',
  due_days INTEGER NOT NULL DEFAULT 30,
  payment_details TEXT NOT NULL DEFAULT ''
) STRICT;
