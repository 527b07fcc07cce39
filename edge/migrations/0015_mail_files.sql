-- A mail's files go with its row.
CREATE TRIGGER outbox_takes_its_files AFTER DELETE ON outbox BEGIN
  UPDATE files SET state = 'removed' WHERE kind = 'outbox' AND record = OLD.id;
END;
