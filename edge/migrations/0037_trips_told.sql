-- A notice of a trip keeps what it tells of as it was when it was told: the trip's own time, and what it was before. JSON of
-- the places that `jobs/mails.rs` fills in; they win over what the record says by then.
ALTER TABLE notifications ADD COLUMN told TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(told));
