-- The mails that somebody wrote, newest first.
CREATE INDEX outbox_by_author ON outbox (created_by, created_at, id) WHERE created_by IS NOT NULL;
