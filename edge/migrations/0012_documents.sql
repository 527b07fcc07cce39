-- Files that hang on records, and the documents of vehicles and drivers.

-- The bytes lie in KV under `files/` and the id. The row comes first and goes last, so nothing lies there unknown.
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  -- pending: its bytes are on their way. kept: they are there. removed: they are to be taken away, then the row.
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'kept', 'removed')),
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

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  vehicle INTEGER REFERENCES vehicles (id),
  driver INTEGER REFERENCES drivers (id),
  document_type TEXT NOT NULL,
  title TEXT NOT NULL,
  -- Folded: what it is put in order by.
  title_key TEXT NOT NULL,
  number TEXT NOT NULL DEFAULT '',
  issued_on TEXT,
  expires_on TEXT,
  notes TEXT NOT NULL DEFAULT '',
  files TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(files)),
  -- Names as they are now, kept by triggers, so that lists need no joins.
  vehicle_name TEXT NOT NULL DEFAULT '',
  driver_name TEXT NOT NULL DEFAULT '',
  -- What doesn't end stands behind everything that does, and "not yet" is one range of it.
  lasts_until TEXT GENERATED ALWAYS AS (coalesce(expires_on, '9999-12-31')) VIRTUAL,
  CHECK ((vehicle IS NULL) <> (driver IS NULL))
) STRICT;
CREATE INDEX documents_by_end ON documents (lasts_until, id) WHERE archived_at IS NULL;
CREATE INDEX documents_by_title ON documents (title_key, id) WHERE archived_at IS NULL;
CREATE INDEX documents_by_created ON documents (created_at, id) WHERE archived_at IS NULL;
CREATE INDEX documents_archived ON documents (lasts_until, id) WHERE archived_at IS NOT NULL;
CREATE INDEX documents_by_type ON documents (document_type, lasts_until, id) WHERE archived_at IS NULL;
CREATE INDEX documents_of_vehicle ON documents (vehicle, lasts_until, id) WHERE vehicle IS NOT NULL;
CREATE INDEX documents_of_driver ON documents (driver, lasts_until, id) WHERE driver IS NOT NULL;

CREATE TRIGGER documents_named AFTER INSERT ON documents BEGIN
  UPDATE documents SET vehicle_name = coalesce((SELECT name FROM vehicles WHERE id = NEW.vehicle), ''),
    driver_name = coalesce((SELECT name FROM drivers WHERE id = NEW.driver), '') WHERE id = NEW.id;
END;
CREATE TRIGGER documents_renamed AFTER UPDATE OF vehicle, driver ON documents BEGIN
  UPDATE documents SET vehicle_name = coalesce((SELECT name FROM vehicles WHERE id = NEW.vehicle), ''),
    driver_name = coalesce((SELECT name FROM drivers WHERE id = NEW.driver), '') WHERE id = NEW.id;
END;
CREATE TRIGGER vehicles_renamed_on_documents AFTER UPDATE OF name ON vehicles WHEN NEW.name <> OLD.name BEGIN
  UPDATE documents SET vehicle_name = NEW.name WHERE vehicle = NEW.id;
END;
CREATE TRIGGER drivers_renamed_on_documents AFTER UPDATE OF name ON drivers WHEN NEW.name <> OLD.name BEGIN
  UPDATE documents SET driver_name = NEW.name WHERE driver = NEW.id;
END;
CREATE TRIGGER documents_take_their_files AFTER DELETE ON documents BEGIN
  UPDATE files SET state = 'removed' WHERE kind = 'documents' AND record = OLD.id;
END;
