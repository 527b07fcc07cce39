-- How often something was done and may be done again, and the devices on which people have signed in.

-- When all places will be free again, for what comes free one by one; the key names what and who.
CREATE TABLE paces (key TEXT PRIMARY KEY, full_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX paces_by_end ON paces (full_at);

-- Tries for a name, and when the next one is heard.
CREATE TABLE waits (
  key TEXT PRIMARY KEY,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX waits_by_age ON waits (seen_at);

-- Several people may have signed in on one device.
CREATE TABLE devices (
  token_hash TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('staff', 'portal')),
  person INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (token_hash, kind, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX devices_of ON devices (kind, person);
CREATE INDEX devices_by_age ON devices (seen_at);
CREATE TRIGGER staff_leave_devices AFTER DELETE ON staff BEGIN
  DELETE FROM devices WHERE kind = 'staff' AND person = OLD.id;
END;
CREATE TRIGGER contacts_leave_devices AFTER DELETE ON contacts BEGIN
  DELETE FROM devices WHERE kind = 'portal' AND person = OLD.id;
END;

-- Who forgot a password, known or not: a row like any other. The clock answers, so that the asking takes as long for everybody.
CREATE TABLE reset_requests (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('staff', 'portal')),
  email TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- What the store is still to be rid of.
CREATE TABLE left_pictures (id INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER pictures_leave AFTER DELETE ON pictures BEGIN
  INSERT OR IGNORE INTO left_pictures (id) VALUES (OLD.id);
END;
