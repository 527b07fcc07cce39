-- What every area stands on: guards, counters, history, words, keys of requests, files, the company, the clock and notices.
--
-- Money is minor units, time UTC epoch milliseconds, dates YYYY-MM-DD text, flags 0/1, lists of small values JSON text.
-- Rules that compare rows are triggers, so that no write can go round them; a refusal's message is its name.
-- What a code may be is said by types in `domain` and the edge, which refuse an unknown one; a CHECK compares columns and lists no
-- codes. How any of this is changed: docs/reference/database.md.

-- Never holds a row: a batch inserts a refusal's name when its guarded write changed nothing, and is rolled back whole.
CREATE TABLE guards (name TEXT NOT NULL) STRICT;
CREATE TRIGGER guards_refuse BEFORE INSERT ON guards BEGIN SELECT RAISE(ABORT, NEW.name); END;

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  record INTEGER NOT NULL,
  at INTEGER NOT NULL,
  who_kind TEXT NOT NULL,
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

-- The bytes lie in KV under `files/` and the id. The row comes first and goes last, so nothing lies there unknown.
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  -- pending: its bytes are on their way. kept: they are there. removed: they are to be taken away, then the row.
  state TEXT NOT NULL DEFAULT 'pending',
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL DEFAULT 0,
  -- Base64url; what the file is known again by.
  sha256 TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL,
  -- The record it hangs on, by its collection; none until one is saved that names it.
  kind TEXT,
  record INTEGER,
  CHECK ((kind IS NULL) = (record IS NULL))
) STRICT;
CREATE INDEX files_of ON files (kind, record) WHERE record IS NOT NULL;
CREATE INDEX files_adrift ON files (created_at) WHERE record IS NULL OR state <> 'kept';

CREATE TABLE pictures (
  id INTEGER PRIMARY KEY,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL
) STRICT;

-- The pictures of records that have several, in their order, the first of each its cover. The record's list of ids says the same;
-- triggers of its table keep this, so that whose a picture is can be asked.
CREATE TABLE record_pictures (
  kind TEXT NOT NULL,
  record INTEGER NOT NULL,
  place INTEGER NOT NULL,
  picture INTEGER NOT NULL REFERENCES pictures (id),
  PRIMARY KEY (kind, record, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_pictures_of ON record_pictures (picture);

-- What the store is still to be rid of.
CREATE TABLE left_pictures (id INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER pictures_leave AFTER DELETE ON pictures BEGIN
  INSERT OR IGNORE INTO left_pictures (id) VALUES (OLD.id);
END;

CREATE TABLE company (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  logo INTEGER REFERENCES pictures (id),
  -- As JSON, `domain::address::Address`.
  address TEXT NOT NULL DEFAULT '{}',
  tax_id TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  zone TEXT NOT NULL,
  language TEXT NOT NULL,
  distance_unit TEXT NOT NULL DEFAULT 'km',
  volume_unit TEXT NOT NULL DEFAULT 'l',
  consumption_unit TEXT NOT NULL DEFAULT 'l_100km',
  portal_bookings INTEGER NOT NULL DEFAULT 1,
  portal_months_ahead INTEGER NOT NULL DEFAULT 24,
  portal_longest_days INTEGER NOT NULL DEFAULT 31,
  portal_crew INTEGER NOT NULL DEFAULT 1,
  tax_rates TEXT NOT NULL DEFAULT '[]',
  booking_prefix TEXT NOT NULL DEFAULT 'BK',
  logbook_prefix TEXT NOT NULL DEFAULT 'LB',
  invoice_prefix TEXT NOT NULL DEFAULT 'F',
  due_days INTEGER NOT NULL DEFAULT 30,
  payment_details TEXT NOT NULL DEFAULT '',
  -- Where the company signs in; links in mails begin with it. Learnt from the address that staff sign in at.
  site TEXT NOT NULL DEFAULT '',
  -- How far ahead an expiry is told, and to whom.
  expiry_steps TEXT NOT NULL DEFAULT '["30","7","0"]',
  expiry_recipients TEXT NOT NULL DEFAULT '[]'
) STRICT;

-- Pieces of work: the clock's jobs, mail accounts that have something due, and mails that a person watches.
CREATE TABLE work (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  -- Of the lease under which somebody is at it: drawn anew each time, so whoever was at it before is fenced off.
  token TEXT NOT NULL DEFAULT '',
  leased_until INTEGER NOT NULL DEFAULT 0,
  -- Its turn doesn't come before.
  next_at INTEGER NOT NULL DEFAULT 0,
  last_run_at INTEGER,
  last_outcome TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_by_token ON work (token) WHERE token <> '';

-- The jobs' history.
CREATE TABLE job_runs (
  id INTEGER PRIMARY KEY,
  job TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  -- Milliseconds.
  took INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  -- What was done, as a count.
  done INTEGER NOT NULL DEFAULT 0,
  -- The failure's words, for whoever runs the server.
  error_message TEXT NOT NULL DEFAULT '',
  by_hand INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX job_runs_of ON job_runs (job, id);
CREATE INDEX job_runs_old ON job_runs (started_at);

CREATE TABLE notifications (
  id INTEGER PRIMARY KEY,
  audience TEXT NOT NULL,
  person INTEGER NOT NULL,
  at INTEGER NOT NULL,
  notice TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  label TEXT NOT NULL,
  read_at INTEGER,
  -- Two deliveries of one notice: in the app (shown or not) and by mail (none, owed, written into the outbox).
  shown INTEGER NOT NULL DEFAULT 1 CHECK (shown IN (0, 1)),
  mail TEXT NOT NULL DEFAULT 'none',
  -- A notice of a trip keeps what it tells of as it was when it was told: the trip's own time, and what it was before. JSON of
  -- the places that `jobs/mails.rs` fills in; they win over what the record says by then.
  facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts))
) STRICT;
CREATE INDEX notifications_of ON notifications (audience, person, id);
CREATE INDEX notifications_unread ON notifications (audience, person) WHERE read_at IS NULL;
CREATE INDEX notifications_owed ON notifications (id) WHERE mail = 'owed';

-- Decided in the transaction of what the notice tells of, so neither delivery can be forgotten.
CREATE TRIGGER notifications_delivered AFTER INSERT ON notifications BEGIN
  UPDATE notifications SET
    shown = coalesce((SELECT s.in_app FROM notice_switches s WHERE s.notice = new.notice), 1)
      AND coalesce((SELECT c.in_app FROM notice_choices c
        WHERE c.audience = new.audience AND c.person = new.person AND c.notice = new.notice), 1),
    mail = iif(coalesce((SELECT s.mail FROM notice_switches s WHERE s.notice = new.notice), 1)
      AND coalesce((SELECT c.mail FROM notice_choices c
        WHERE c.audience = new.audience AND c.person = new.person AND c.notice = new.notice), 1), 'owed', 'none')
  WHERE id = new.id;
END;

-- What a notice gathers. A job adds lines as it finds what is owed, over as many runs as that takes; once it has found all, each
-- person's lines become one notice, however many they are.
CREATE TABLE notice_lines (
  id INTEGER PRIMARY KEY,
  audience TEXT NOT NULL,
  person INTEGER NOT NULL,
  notice TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  -- As it was when it was found.
  label TEXT NOT NULL,
  due_on TEXT NOT NULL DEFAULT '',
  -- Minor units.
  amount INTEGER,
  -- The notice that tells of it; NULL while more is being found.
  notification INTEGER
) STRICT;
-- What is found twice before it is told is told once.
CREATE UNIQUE INDEX notice_lines_untold ON notice_lines (notice, audience, person, kind, subject) WHERE notification IS NULL;
CREATE INDEX notice_lines_of ON notice_lines (notification, due_on, id) WHERE notification IS NOT NULL;

CREATE TRIGGER notifications_take_their_lines AFTER DELETE ON notifications BEGIN
  DELETE FROM notice_lines WHERE notification = OLD.id;
END;

-- A notice that is switched off, or one channel of it; what has no row is on.
CREATE TABLE notice_switches (
  notice TEXT PRIMARY KEY,
  in_app INTEGER NOT NULL CHECK (in_app IN (0, 1)),
  mail INTEGER NOT NULL CHECK (mail IN (0, 1))
) STRICT, WITHOUT ROWID;

-- The company's own words; what has no row says what Volante says.
CREATE TABLE notice_texts (
  notice TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (notice, language)
) STRICT, WITHOUT ROWID;

-- What a person chose; no row: both.
CREATE TABLE notice_choices (
  audience TEXT NOT NULL,
  person INTEGER NOT NULL,
  notice TEXT NOT NULL,
  in_app INTEGER NOT NULL CHECK (in_app IN (0, 1)),
  mail INTEGER NOT NULL CHECK (mail IN (0, 1)),
  PRIMARY KEY (audience, person, notice)
) STRICT, WITHOUT ROWID;
