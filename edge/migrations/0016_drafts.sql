-- Drafts that an attempt left in a mailbox: those of mails that were cancelled or given up are thrown away.
CREATE INDEX outbox_with_draft ON outbox (status, next_at) WHERE json_extract(progress, '$.draft') IS NOT NULL;
