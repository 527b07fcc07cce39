-- Single-use links that go by mail: the letter has a mask where the token belongs, the token lies sealed beside it.

-- Sealed. Gone once the mail went or was cancelled, or the link has ended.
ALTER TABLE outbox ADD COLUMN link TEXT;
-- Of a mail that carries a link.
ALTER TABLE outbox ADD COLUMN link_ends_at INTEGER;
-- The mail that carries it; NULL for a link that is handed on by hand.
ALTER TABLE links ADD COLUMN mail INTEGER;
CREATE INDEX links_by_mail ON links (mail) WHERE mail IS NOT NULL;
CREATE INDEX outbox_with_link ON outbox (id) WHERE link IS NOT NULL;

CREATE TRIGGER outbox_forgets_its_link AFTER UPDATE OF status ON outbox
WHEN NEW.link IS NOT NULL AND NEW.status IN ('sent', 'cancelled') BEGIN
  UPDATE outbox SET link = NULL WHERE id = NEW.id;
END;
-- Spent, replaced, taken back or expired: a link that ends takes its token out of the mail.
CREATE TRIGGER links_leave_their_mail AFTER DELETE ON links WHEN OLD.mail IS NOT NULL BEGIN
  UPDATE outbox SET link = NULL WHERE id = OLD.mail AND link IS NOT NULL;
END;
-- A mail without its token is not sent.
CREATE TRIGGER outbox_waits_with_its_link AFTER UPDATE OF link, status ON outbox
WHEN NEW.link_ends_at IS NOT NULL AND NEW.link IS NULL AND NEW.status = 'waiting' BEGIN
  UPDATE outbox SET status = 'cancelled', version = version + 1,
    next_at = CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER),
    updated_at = CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER) WHERE id = NEW.id;
  INSERT INTO history (kind, record, at, who_kind, who, who_name, act)
    VALUES ('outbox', NEW.id, CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER), 'system', 0, '', 'link_ended');
END;

-- What went to the address before is not for whoever has it now.
CREATE TRIGGER staff_change_address AFTER UPDATE OF email ON staff WHEN NEW.email <> OLD.email COLLATE NOCASE BEGIN
  DELETE FROM links WHERE kind = 'staff' AND person = NEW.id AND mail IS NOT NULL;
END;
CREATE TRIGGER contacts_change_address AFTER UPDATE OF email ON contacts WHEN NEW.email <> OLD.email COLLATE NOCASE BEGIN
  DELETE FROM links WHERE kind = 'portal' AND person = NEW.id AND mail IS NOT NULL;
END;
CREATE TRIGGER customers_end_links AFTER UPDATE OF active, archived_at ON customers
WHEN NEW.active = 0 OR NEW.archived_at IS NOT NULL BEGIN
  DELETE FROM links WHERE kind = 'portal' AND person IN (SELECT id FROM contacts WHERE customer = NEW.id);
END;
