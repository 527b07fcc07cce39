-- A mail that goes again by itself has not ended: to those left out for now, or a notice that is perhaps sent, once more after an
-- hour. Whoever is left out for good is told of at once. Parked (2100-01-01) is what only a person moves on.
DROP TRIGGER outbox_tells_of_its_end;

CREATE TRIGGER outbox_tells_of_its_end AFTER UPDATE OF status ON outbox
WHEN CASE NEW.status
    WHEN 'failed' THEN 1
    WHEN 'perhaps_sent' THEN NEW.next_at >= 4102444800000
    WHEN 'partly_sent' THEN
      (SELECT count(*) FROM json_each(NEW.left_out) l WHERE NOT json_extract(l.value, '$.later'))
      > (SELECT count(*) FROM json_each(OLD.left_out) l WHERE NOT json_extract(l.value, '$.later'))
    ELSE 0 END
  AND OLD.status <> NEW.status AND NEW.kind <> 'test'
  AND NOT EXISTS (SELECT 1 FROM notifications n WHERE n.id = NEW.notice AND n.notice = 'mail_failed')
BEGIN
  INSERT OR IGNORE INTO notice_lines (audience, person, notice, kind, subject, label)
  SELECT 'staff', s.id, 'mail_failed', 'outbox', NEW.id,
    json_extract(NEW.mail, '$.subject') || ' · ' || coalesce((SELECT group_concat(coalesce(nullif(r.value ->> 'name', ''),
      r.value ->> 'address'), ', ') FROM json_each(NEW.mail, '$.to') r), '')
  FROM staff s LEFT JOIN mail_accounts a ON a.id = NEW.account
  WHERE s.active = 1 AND s.archived_at IS NULL AND (s.id = NEW.created_by OR CASE a.kind
    -- What goes by somebody's own mailbox is theirs.
    WHEN 'personal' THEN s.id = a.owner
    ELSE EXISTS (SELECT 1 FROM staff_roles sr JOIN roles r ON r.id = sr.role AND r.archived_at IS NULL
      JOIN json_each(r.permissions) held ON held.value = 'manage_mail' WHERE sr.staff = s.id) END);
END;
