-- Vehicles with their types and groups, who has which vehicle, documents of vehicles and drivers, odometer readings.

CREATE TABLE vehicle_types (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  -- Folded: what it is compared by.
  name_key TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  colour TEXT,
  licence_class TEXT
) STRICT;
CREATE UNIQUE INDEX vehicle_types_name ON vehicle_types (name_key) WHERE archived_at IS NULL;
CREATE INDEX vehicle_types_by_name ON vehicle_types (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vehicle_types_archived ON vehicle_types (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX vehicle_types_by_created ON vehicle_types (created_at, id) WHERE archived_at IS NULL;

CREATE TABLE vehicle_groups (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL,
  -- Folded: what it is compared by.
  name_key TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  colour TEXT
) STRICT;
CREATE UNIQUE INDEX vehicle_groups_name ON vehicle_groups (name_key) WHERE archived_at IS NULL;
CREATE INDEX vehicle_groups_by_name ON vehicle_groups (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vehicle_groups_archived ON vehicle_groups (name_key, id) WHERE archived_at IS NOT NULL;
CREATE INDEX vehicle_groups_by_created ON vehicle_groups (created_at, id) WHERE archived_at IS NULL;

CREATE TABLE vehicles (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  name TEXT NOT NULL DEFAULT '',
  -- Folded: what it is put in order by.
  name_key TEXT NOT NULL,
  "vin" TEXT NOT NULL DEFAULT '',
  "chassis_number" TEXT NOT NULL DEFAULT '',
  "plate" TEXT NOT NULL DEFAULT '',
  -- Their letters and digits alone, folded: what they are compared by.
  vin_key TEXT NOT NULL,
  plate_key TEXT NOT NULL,
  "vehicle_type" INTEGER NOT NULL REFERENCES vehicle_types (id),
  "vehicle_group" INTEGER REFERENCES vehicle_groups (id),
  "year" INTEGER,
  "make" TEXT NOT NULL DEFAULT '',
  "model" TEXT NOT NULL DEFAULT '',
  "trim" TEXT NOT NULL DEFAULT '',
  "colour" TEXT NOT NULL DEFAULT '',
  "registration_region" TEXT NOT NULL DEFAULT '',
  -- A list of ids, the cover first.
  "photos" TEXT NOT NULL DEFAULT '[]',
  "status" TEXT NOT NULL DEFAULT 'active',
  "ownership" TEXT NOT NULL DEFAULT 'owned',
  "body_type" TEXT NOT NULL DEFAULT '',
  "body_subtype" TEXT NOT NULL DEFAULT '',
  "seats" INTEGER,
  "payload" INTEGER,
  "licence_class" TEXT,
  "in_service_on" TEXT,
  "in_service_odometer" INTEGER,
  "expected_life_months" INTEGER,
  "expected_life_distance" INTEGER,
  "resale_value" INTEGER,
  "out_of_service_on" TEXT,
  "out_of_service_odometer" INTEGER,
  "purchase_vendor" TEXT NOT NULL DEFAULT '',
  "purchased_on" TEXT,
  "purchase_price" INTEGER,
  "purchase_odometer" INTEGER,
  "warranty_until" TEXT,
  "warranty_distance" INTEGER,
  "purchase_notes" TEXT NOT NULL DEFAULT '',
  "length" INTEGER,
  "width" INTEGER,
  "height" INTEGER,
  "wheelbase" INTEGER,
  "cargo_volume" INTEGER,
  "curb_weight" INTEGER,
  "gross_weight" INTEGER,
  "towing_capacity" INTEGER,
  "engine" TEXT NOT NULL DEFAULT '',
  "engine_displacement" INTEGER,
  "engine_power" INTEGER,
  "emission_class" TEXT NOT NULL DEFAULT '',
  "gearbox" TEXT,
  "gears" INTEGER,
  "drive" TEXT,
  "fuel_type" TEXT,
  "tank_capacity" INTEGER,
  "second_fuel_type" TEXT,
  "second_tank_capacity" INTEGER,
  "wheel_size" TEXT NOT NULL DEFAULT '',
  "tyre_size" TEXT NOT NULL DEFAULT '',
  "brakes" TEXT NOT NULL DEFAULT '',
  "consumption_city" INTEGER,
  "consumption_road" INTEGER,
  "consumption_combined" INTEGER,
  "notes" TEXT NOT NULL DEFAULT '',
  -- The day on which the first of its papers ends, of each kind the latest one; kept by the triggers of `documents`.
  first_end TEXT
) STRICT;
CREATE UNIQUE INDEX vehicles_vin ON vehicles (vin_key) WHERE vin_key <> '' AND archived_at IS NULL;
CREATE UNIQUE INDEX vehicles_plate ON vehicles (plate_key) WHERE plate_key <> '' AND archived_at IS NULL;
CREATE INDEX vehicles_by_name ON vehicles (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_plate ON vehicles (plate, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_created ON vehicles (created_at, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_status ON vehicles (status, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_type ON vehicles (vehicle_type, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_group ON vehicles (vehicle_group, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_first_end ON vehicles (first_end, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_archived ON vehicles (name_key, id) WHERE archived_at IS NOT NULL;

CREATE TRIGGER vehicles_photos_in AFTER INSERT ON vehicles WHEN NEW.photos <> '[]' BEGIN
  INSERT INTO record_pictures (kind, record, place, picture) SELECT 'vehicles', NEW.id, key, value FROM json_each(NEW.photos);
END;
CREATE TRIGGER vehicles_photos AFTER UPDATE OF photos ON vehicles WHEN NEW.photos <> OLD.photos BEGIN
  DELETE FROM record_pictures WHERE kind = 'vehicles' AND record = NEW.id;
  INSERT INTO record_pictures (kind, record, place, picture) SELECT 'vehicles', NEW.id, key, value FROM json_each(NEW.photos);
END;
CREATE TRIGGER vehicles_photos_out AFTER DELETE ON vehicles BEGIN
  DELETE FROM record_pictures WHERE kind = 'vehicles' AND record = OLD.id;
END;

-- Status and group changes, kept with their dates (product section 4).
CREATE TABLE status_changes (
  seq INTEGER PRIMARY KEY,
  vehicle INTEGER NOT NULL REFERENCES vehicles (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  status TEXT NOT NULL,
  group_name TEXT NOT NULL,
  who TEXT NOT NULL
) STRICT;
CREATE INDEX status_changes_of ON status_changes (vehicle, seq);

CREATE TABLE assignments (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  vehicle INTEGER NOT NULL REFERENCES vehicles (id),
  driver INTEGER NOT NULL REFERENCES drivers (id),
  "from" INTEGER NOT NULL,
  starting_odometer INTEGER,
  "to" INTEGER,
  ending_odometer INTEGER,
  notes TEXT NOT NULL DEFAULT '',
  -- Names as they are now, kept by triggers, so that lists need no joins.
  vehicle_name TEXT NOT NULL DEFAULT '',
  driver_name TEXT NOT NULL DEFAULT '',
  CHECK ("to" IS NULL OR "from" < "to")
) STRICT;
CREATE INDEX assignments_by_from ON assignments ("from", id);
CREATE INDEX assignments_of_vehicle ON assignments (vehicle, "from", id);
CREATE INDEX assignments_of_driver ON assignments (driver, "from", id);

-- No overlap for a vehicle; an open end reaches to the end of time. Spans are half-open.
CREATE TRIGGER assignments_apart_in BEFORE INSERT ON assignments BEGIN
  SELECT RAISE(ABORT, 'assignment_overlaps') WHERE EXISTS (
    SELECT 1 FROM assignments WHERE vehicle = NEW.vehicle
      AND "from" < coalesce(NEW."to", 9007199254740991) AND coalesce("to", 9007199254740991) > NEW."from");
END;
CREATE TRIGGER assignments_apart BEFORE UPDATE OF vehicle, "from", "to" ON assignments BEGIN
  SELECT RAISE(ABORT, 'assignment_overlaps') WHERE EXISTS (
    SELECT 1 FROM assignments WHERE vehicle = NEW.vehicle AND id <> NEW.id
      AND "from" < coalesce(NEW."to", 9007199254740991) AND coalesce("to", 9007199254740991) > NEW."from");
END;
CREATE TRIGGER assignments_named AFTER INSERT ON assignments BEGIN
  UPDATE assignments SET vehicle_name = (SELECT name FROM vehicles WHERE id = NEW.vehicle),
    driver_name = (SELECT name FROM drivers WHERE id = NEW.driver) WHERE id = NEW.id;
END;
CREATE TRIGGER assignments_renamed AFTER UPDATE OF vehicle, driver ON assignments BEGIN
  UPDATE assignments SET vehicle_name = (SELECT name FROM vehicles WHERE id = NEW.vehicle),
    driver_name = (SELECT name FROM drivers WHERE id = NEW.driver) WHERE id = NEW.id;
END;

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  vehicle INTEGER REFERENCES vehicles (id),
  driver INTEGER REFERENCES drivers (id),
  document_type TEXT NOT NULL,
  title TEXT NOT NULL,
  -- Folded: what it is put in order by.
  title_key TEXT NOT NULL,
  number TEXT NOT NULL DEFAULT '',
  issued_on TEXT,
  expires_on TEXT,
  notes TEXT NOT NULL DEFAULT '',
  files TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(files)),
  -- Names as they are now, kept by triggers, so that lists need no joins.
  vehicle_name TEXT NOT NULL DEFAULT '',
  driver_name TEXT NOT NULL DEFAULT '',
  -- What doesn't end stands behind everything that does, and "not yet" is one range of it.
  lasts_until TEXT GENERATED ALWAYS AS (coalesce(expires_on, '9999-12-31')) VIRTUAL,
  CHECK ((vehicle IS NULL) <> (driver IS NULL))
) STRICT;
CREATE INDEX documents_by_end ON documents (lasts_until, id) WHERE archived_at IS NULL;
CREATE INDEX documents_by_title ON documents (title_key, id) WHERE archived_at IS NULL;
CREATE INDEX documents_by_created ON documents (created_at, id) WHERE archived_at IS NULL;
CREATE INDEX documents_archived ON documents (lasts_until, id) WHERE archived_at IS NOT NULL;
CREATE INDEX documents_by_type ON documents (document_type, lasts_until, id) WHERE archived_at IS NULL;
CREATE INDEX documents_of_vehicle ON documents (vehicle, lasts_until, id) WHERE vehicle IS NOT NULL;
CREATE INDEX documents_of_driver ON documents (driver, lasts_until, id) WHERE driver IS NOT NULL;

CREATE TRIGGER documents_named AFTER INSERT ON documents BEGIN
  UPDATE documents SET vehicle_name = coalesce((SELECT name FROM vehicles WHERE id = NEW.vehicle), ''),
    driver_name = coalesce((SELECT name FROM drivers WHERE id = NEW.driver), '') WHERE id = NEW.id;
END;
CREATE TRIGGER documents_renamed AFTER UPDATE OF vehicle, driver ON documents BEGIN
  UPDATE documents SET vehicle_name = coalesce((SELECT name FROM vehicles WHERE id = NEW.vehicle), ''),
    driver_name = coalesce((SELECT name FROM drivers WHERE id = NEW.driver), '') WHERE id = NEW.id;
END;
CREATE TRIGGER vehicles_renamed_on_documents AFTER UPDATE OF name ON vehicles WHEN NEW.name <> OLD.name BEGIN
  UPDATE documents SET vehicle_name = NEW.name WHERE vehicle = NEW.id;
END;
CREATE TRIGGER drivers_renamed_on_documents AFTER UPDATE OF name ON drivers WHEN NEW.name <> OLD.name BEGIN
  UPDATE documents SET driver_name = NEW.name WHERE driver = NEW.id;
END;
CREATE TRIGGER documents_take_their_files AFTER DELETE ON documents BEGIN
  UPDATE files SET state = 'removed' WHERE kind = 'documents' AND record = OLD.id;
END;

-- What was renewed ends with the latest of its kind, as in `first_end` (edge/src/fleet/documents.rs).
CREATE TRIGGER vehicles_first_end_in AFTER INSERT ON documents WHEN NEW.vehicle IS NOT NULL BEGIN
  UPDATE vehicles SET first_end = (SELECT min(latest) FROM (SELECT max(lasts_until) AS latest FROM documents
    WHERE vehicle = vehicles.id AND archived_at IS NULL GROUP BY document_type,
      iif(document_type IN ('permit', 'contract', 'other'), lower(title), '')) WHERE latest < '9999-12-31') WHERE id = NEW.vehicle;
END;
CREATE TRIGGER vehicles_first_end AFTER UPDATE OF vehicle, document_type, title, expires_on, archived_at ON documents BEGIN
  UPDATE vehicles SET first_end = (SELECT min(latest) FROM (SELECT max(lasts_until) AS latest FROM documents
    WHERE vehicle = vehicles.id AND archived_at IS NULL GROUP BY document_type,
      iif(document_type IN ('permit', 'contract', 'other'), lower(title), '')) WHERE latest < '9999-12-31') WHERE id IN (OLD.vehicle, NEW.vehicle);
END;
CREATE TRIGGER vehicles_first_end_out AFTER DELETE ON documents WHEN OLD.vehicle IS NOT NULL BEGIN
  UPDATE vehicles SET first_end = (SELECT min(latest) FROM (SELECT max(lasts_until) AS latest FROM documents
    WHERE vehicle = vehicles.id AND archived_at IS NULL GROUP BY document_type,
      iif(document_type IN ('permit', 'contract', 'other'), lower(title), '')) WHERE latest < '9999-12-31') WHERE id = OLD.vehicle;
END;

-- A notice is owed once for a document, its expiry, a step and a recipient; a renewal starts afresh.
CREATE TABLE expiry_notices (
  document INTEGER NOT NULL,
  expires_on TEXT NOT NULL,
  step INTEGER NOT NULL,
  person INTEGER NOT NULL,
  PRIMARY KEY (document, expires_on, step, person)
) STRICT, WITHOUT ROWID;

-- Every odometer reading there is, whoever wrote it down: trips, assignments and the vehicle's own page. Triggers keep it beside
-- its source, so removing or correcting the source removes or corrects the reading. What a vehicle's clock shows never falls: a
-- reading is between its neighbours in time, not only above the highest.
CREATE TABLE odometer_readings (
  id INTEGER PRIMARY KEY,
  vehicle INTEGER NOT NULL REFERENCES vehicles (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  -- Metres.
  value INTEGER NOT NULL CHECK (value >= 0),
  source TEXT NOT NULL,
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
