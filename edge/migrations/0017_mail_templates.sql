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
CREATE INDEX mail_templates_archived ON mail_templates (name_key, id) WHERE archived_at IS NOT NULL;
