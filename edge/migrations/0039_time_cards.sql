-- Work on a trip is done within it and a day around it; what is written down further off is a slip. A trip under way lasts until now,
-- and one that began or ended at another time than planned until then. A running card may always be stopped.
CREATE TRIGGER time_cards_within_in BEFORE INSERT ON time_cards BEGIN
  SELECT RAISE(ABORT, 'time_card_outside') WHERE EXISTS (SELECT 1 FROM logbooks l WHERE l.id = NEW.logbook AND NOT (
    NEW."from" >= min(l."from", coalesce(l.started_at, l."from")) - 86400000
    AND coalesce(NEW."to", NEW."from") <= max(l."to", coalesce(l.ended_at, l."to"),
      iif(l.status = 'processing', unixepoch() * 1000, 0)) + 86400000));
END;
CREATE TRIGGER time_cards_within BEFORE UPDATE OF logbook, "from", "to" ON time_cards
WHEN NEW.logbook <> OLD.logbook OR NEW."from" <> OLD."from" OR NEW."to" IS NOT OLD."to" BEGIN
  SELECT RAISE(ABORT, 'time_card_outside') WHERE NOT (
    OLD."to" IS NULL AND NEW."from" = OLD."from" AND NEW.logbook = OLD.logbook AND NEW."to" <= unixepoch() * 1000 + 60000
  ) AND EXISTS (SELECT 1 FROM logbooks l WHERE l.id = NEW.logbook AND NOT (
    NEW."from" >= min(l."from", coalesce(l.started_at, l."from")) - 86400000
    AND coalesce(NEW."to", NEW."from") <= max(l."to", coalesce(l.ended_at, l."to"),
      iif(l.status = 'processing', unixepoch() * 1000, 0)) + 86400000));
END;
