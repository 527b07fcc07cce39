-- The clock's jobs with their history, and what of the notices goes out by mail.

ALTER TABLE jobs ADD COLUMN next_run_at INTEGER NOT NULL DEFAULT 0;

CREATE TABLE job_runs (
  id INTEGER PRIMARY KEY,
  job TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  -- Milliseconds.
  took INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'more', 'failed')),
  -- What was done, as a count.
  done INTEGER NOT NULL DEFAULT 0,
  -- The failure's words, for whoever runs the server.
  said TEXT NOT NULL DEFAULT '',
  by_hand INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX job_runs_of ON job_runs (job, id);
CREATE INDEX job_runs_old ON job_runs (started_at);

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
  audience TEXT NOT NULL CHECK (audience IN ('staff', 'portal')),
  person INTEGER NOT NULL,
  notice TEXT NOT NULL,
  in_app INTEGER NOT NULL CHECK (in_app IN (0, 1)),
  mail INTEGER NOT NULL CHECK (mail IN (0, 1)),
  PRIMARY KEY (audience, person, notice)
) STRICT, WITHOUT ROWID;

-- Two deliveries of one notice: in the app (shown or not) and by mail (none, owed, written into the outbox).
ALTER TABLE notifications ADD COLUMN shown INTEGER NOT NULL DEFAULT 1 CHECK (shown IN (0, 1));
ALTER TABLE notifications ADD COLUMN mail TEXT NOT NULL DEFAULT 'none' CHECK (mail IN ('none', 'owed', 'written'));
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

-- Where the company signs in; links in mails begin with it. Learnt from the address that staff sign in at.
ALTER TABLE company ADD COLUMN site TEXT NOT NULL DEFAULT '';

-- How far ahead an expiry is told, and to whom.
ALTER TABLE company ADD COLUMN expiry_steps TEXT NOT NULL DEFAULT '["30","7","0"]';
ALTER TABLE company ADD COLUMN expiry_recipients TEXT NOT NULL DEFAULT '[]';

-- A notice is owed once for a document, its expiry, a step and a recipient; a renewal starts afresh.
CREATE TABLE expiry_notices (
  document INTEGER NOT NULL,
  expires_on TEXT NOT NULL,
  step INTEGER NOT NULL,
  person INTEGER NOT NULL,
  PRIMARY KEY (document, expires_on, step, person)
) STRICT, WITHOUT ROWID;

-- An invoice is told to be overdue once for a due date and a recipient.
CREATE TABLE overdue_notices (
  invoice INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  PRIMARY KEY (invoice, due_on)
) STRICT, WITHOUT ROWID;

-- A client secret's end is told once for its date and a step.
CREATE TABLE secret_notices (
  app INTEGER NOT NULL,
  expires_on TEXT NOT NULL,
  step INTEGER NOT NULL,
  PRIMARY KEY (app, expires_on, step)
) STRICT, WITHOUT ROWID;
