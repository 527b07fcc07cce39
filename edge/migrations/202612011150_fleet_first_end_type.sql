-- Which of a vehicle's papers ends first, beside the day on which it does (`vehicles.first_end`).

ALTER TABLE vehicles ADD COLUMN first_end_type TEXT;

DROP TRIGGER vehicles_first_end_in;
DROP TRIGGER vehicles_first_end;
DROP TRIGGER vehicles_first_end_out;

CREATE TRIGGER vehicles_first_end_in AFTER INSERT ON documents WHEN NEW.vehicle IS NOT NULL BEGIN
  UPDATE vehicles SET (first_end, first_end_type) = (SELECT latest, document_type FROM (SELECT max(lasts_until) AS latest, document_type
    FROM documents WHERE vehicle = vehicles.id AND archived_at IS NULL GROUP BY document_type,
      iif(document_type IN ('permit', 'contract', 'other'), lower(title), '')) WHERE latest < '9999-12-31'
    ORDER BY latest, document_type LIMIT 1) WHERE id = NEW.vehicle;
END;
CREATE TRIGGER vehicles_first_end AFTER UPDATE OF vehicle, document_type, title, expires_on, archived_at ON documents BEGIN
  UPDATE vehicles SET (first_end, first_end_type) = (SELECT latest, document_type FROM (SELECT max(lasts_until) AS latest, document_type
    FROM documents WHERE vehicle = vehicles.id AND archived_at IS NULL GROUP BY document_type,
      iif(document_type IN ('permit', 'contract', 'other'), lower(title), '')) WHERE latest < '9999-12-31'
    ORDER BY latest, document_type LIMIT 1) WHERE id IN (OLD.vehicle, NEW.vehicle);
END;
CREATE TRIGGER vehicles_first_end_out AFTER DELETE ON documents WHEN OLD.vehicle IS NOT NULL BEGIN
  UPDATE vehicles SET (first_end, first_end_type) = (SELECT latest, document_type FROM (SELECT max(lasts_until) AS latest, document_type
    FROM documents WHERE vehicle = vehicles.id AND archived_at IS NULL GROUP BY document_type,
      iif(document_type IN ('permit', 'contract', 'other'), lower(title), '')) WHERE latest < '9999-12-31'
    ORDER BY latest, document_type LIMIT 1) WHERE id = OLD.vehicle;
END;

UPDATE vehicles SET first_end_type = (SELECT document_type FROM (SELECT max(lasts_until) AS latest, document_type
    FROM documents WHERE vehicle = vehicles.id AND archived_at IS NULL GROUP BY document_type,
      iif(document_type IN ('permit', 'contract', 'other'), lower(title), '')) WHERE latest < '9999-12-31'
    ORDER BY latest, document_type LIMIT 1) WHERE first_end IS NOT NULL;
