-- Every odometer reading there is, whoever wrote it down: trips, assignments and the vehicle's own page. Triggers keep it beside
-- its source, so removing or correcting the source removes or corrects the reading. What a vehicle's clock shows never falls: a
-- reading is between its neighbours in time, not only above the highest.
CREATE TABLE odometer_readings (
  id INTEGER PRIMARY KEY,
  vehicle INTEGER NOT NULL REFERENCES vehicles (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  -- Metres.
  value INTEGER NOT NULL CHECK (value >= 0),
  source TEXT NOT NULL CHECK (source IN ('logbooks', 'assignments', 'vehicles')),
  record INTEGER NOT NULL,
  -- The source's field.
  field TEXT NOT NULL,
  UNIQUE (source, record, field)
) STRICT;
CREATE INDEX odometer_readings_of ON odometer_readings (vehicle, at, value);

CREATE TRIGGER odometer_readings_rise BEFORE INSERT ON odometer_readings BEGIN
  SELECT RAISE(ABORT, 'odometer_falls')
  WHERE (SELECT value FROM odometer_readings WHERE vehicle = NEW.vehicle AND at < NEW.at ORDER BY at DESC, value DESC LIMIT 1) > NEW.value
    OR (SELECT value FROM odometer_readings WHERE vehicle = NEW.vehicle AND at > NEW.at ORDER BY at, value LIMIT 1) < NEW.value;
END;

-- A trip's readings are of when it really began and ended, where that is known; its plan may have been another.
CREATE TRIGGER odometer_of_new_logbook AFTER INSERT ON logbooks
WHEN NEW.odometer_start IS NOT NULL OR NEW.odometer_end IS NOT NULL BEGIN
  INSERT INTO odometer_readings (vehicle, at, value, source, record, field)
  SELECT NEW.vehicle, coalesce(NEW.started_at, NEW."from"), NEW.odometer_start, 'logbooks', NEW.id, 'odometer_start'
  WHERE NEW.odometer_start IS NOT NULL;
  INSERT INTO odometer_readings (vehicle, at, value, source, record, field)
  SELECT NEW.vehicle, max(coalesce(NEW.ended_at, NEW."to"), coalesce(NEW.started_at, NEW."from") + 1), NEW.odometer_end, 'logbooks', NEW.id, 'odometer_end'
  WHERE NEW.odometer_end IS NOT NULL;
END;
CREATE TRIGGER odometer_of_logbook AFTER UPDATE OF vehicle, "from", "to", odometer_start, odometer_end, started_at, ended_at ON logbooks
WHEN NEW.odometer_start IS NOT NULL OR NEW.odometer_end IS NOT NULL OR OLD.odometer_start IS NOT NULL OR OLD.odometer_end IS NOT NULL BEGIN
  DELETE FROM odometer_readings WHERE source = 'logbooks' AND record = NEW.id;
  INSERT INTO odometer_readings (vehicle, at, value, source, record, field)
  SELECT NEW.vehicle, coalesce(NEW.started_at, NEW."from"), NEW.odometer_start, 'logbooks', NEW.id, 'odometer_start'
  WHERE NEW.odometer_start IS NOT NULL;
  INSERT INTO odometer_readings (vehicle, at, value, source, record, field)
  SELECT NEW.vehicle, max(coalesce(NEW.ended_at, NEW."to"), coalesce(NEW.started_at, NEW."from") + 1), NEW.odometer_end, 'logbooks', NEW.id, 'odometer_end'
  WHERE NEW.odometer_end IS NOT NULL;
END;
CREATE TRIGGER odometer_of_removed_logbook AFTER DELETE ON logbooks BEGIN
  DELETE FROM odometer_readings WHERE source = 'logbooks' AND record = OLD.id;
END;

CREATE TRIGGER odometer_of_new_assignment AFTER INSERT ON assignments
WHEN NEW.starting_odometer IS NOT NULL OR NEW.ending_odometer IS NOT NULL BEGIN
  INSERT INTO odometer_readings (vehicle, at, value, source, record, field)
  SELECT NEW.vehicle, NEW."from", NEW.starting_odometer, 'assignments', NEW.id, 'starting_odometer'
  WHERE NEW.starting_odometer IS NOT NULL;
  INSERT INTO odometer_readings (vehicle, at, value, source, record, field)
  SELECT NEW.vehicle, NEW."to", NEW.ending_odometer, 'assignments', NEW.id, 'ending_odometer'
  WHERE NEW.ending_odometer IS NOT NULL AND NEW."to" IS NOT NULL;
END;
CREATE TRIGGER odometer_of_assignment AFTER UPDATE OF vehicle, "from", "to", starting_odometer, ending_odometer ON assignments
WHEN NEW.starting_odometer IS NOT NULL OR NEW.ending_odometer IS NOT NULL OR OLD.starting_odometer IS NOT NULL OR OLD.ending_odometer IS NOT NULL BEGIN
  DELETE FROM odometer_readings WHERE source = 'assignments' AND record = NEW.id;
  INSERT INTO odometer_readings (vehicle, at, value, source, record, field)
  SELECT NEW.vehicle, NEW."from", NEW.starting_odometer, 'assignments', NEW.id, 'starting_odometer'
  WHERE NEW.starting_odometer IS NOT NULL;
  INSERT INTO odometer_readings (vehicle, at, value, source, record, field)
  SELECT NEW.vehicle, NEW."to", NEW.ending_odometer, 'assignments', NEW.id, 'ending_odometer'
  WHERE NEW.ending_odometer IS NOT NULL AND NEW."to" IS NOT NULL;
END;
CREATE TRIGGER odometer_of_removed_assignment AFTER DELETE ON assignments BEGIN
  DELETE FROM odometer_readings WHERE source = 'assignments' AND record = OLD.id;
END;

-- The vehicle's own dates are days, without a zone: what it was bought or began with comes before all else of that day, wherever
-- the company is, and what it ended with after it.
CREATE TRIGGER odometer_of_new_vehicle AFTER INSERT ON vehicles BEGIN
  INSERT INTO odometer_readings (vehicle, at, value, source, record, field)
  SELECT NEW.id, at, value, 'vehicles', NEW.id, field FROM (
    SELECT unixepoch(NEW.purchased_on, '-14 hours') * 1000 AS at, NEW.purchase_odometer AS value, 'purchase_odometer' AS field
    UNION ALL SELECT unixepoch(NEW.in_service_on, '-14 hours') * 1000, NEW.in_service_odometer, 'in_service_odometer'
    UNION ALL SELECT unixepoch(NEW.out_of_service_on, '+36 hours') * 1000, NEW.out_of_service_odometer, 'out_of_service_odometer'
  ) WHERE at IS NOT NULL AND value IS NOT NULL;
END;
CREATE TRIGGER odometer_of_vehicle AFTER UPDATE OF purchased_on, purchase_odometer, in_service_on, in_service_odometer,
  out_of_service_on, out_of_service_odometer ON vehicles BEGIN
  DELETE FROM odometer_readings WHERE source = 'vehicles' AND record = NEW.id;
  INSERT INTO odometer_readings (vehicle, at, value, source, record, field)
  SELECT NEW.id, at, value, 'vehicles', NEW.id, field FROM (
    SELECT unixepoch(NEW.purchased_on, '-14 hours') * 1000 AS at, NEW.purchase_odometer AS value, 'purchase_odometer' AS field
    UNION ALL SELECT unixepoch(NEW.in_service_on, '-14 hours') * 1000, NEW.in_service_odometer, 'in_service_odometer'
    UNION ALL SELECT unixepoch(NEW.out_of_service_on, '+36 hours') * 1000, NEW.out_of_service_odometer, 'out_of_service_odometer'
  ) WHERE at IS NOT NULL AND value IS NOT NULL;
END;
