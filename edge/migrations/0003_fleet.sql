-- Vehicles with their types and groups, and who has which vehicle.

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
  colour TEXT
) STRICT;
CREATE UNIQUE INDEX vehicle_types_name ON vehicle_types (name_key) WHERE archived_at IS NULL;
CREATE INDEX vehicle_types_by_name ON vehicle_types (name_key, id) WHERE archived_at IS NULL;

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
  "photo" INTEGER REFERENCES pictures (id),
  "status" TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'in_shop', 'out_of_service', 'sold')),
  "ownership" TEXT NOT NULL DEFAULT 'owned',
  "body_type" TEXT NOT NULL DEFAULT '',
  "body_subtype" TEXT NOT NULL DEFAULT '',
  "seats" INTEGER,
  "payload" INTEGER,
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
  "battery_capacity" INTEGER,
  "wheel_size" TEXT NOT NULL DEFAULT '',
  "tyre_size" TEXT NOT NULL DEFAULT '',
  "brakes" TEXT NOT NULL DEFAULT '',
  "consumption_city" INTEGER,
  "consumption_road" INTEGER,
  "consumption_combined" INTEGER,
  "notes" TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX vehicles_vin ON vehicles (vin_key) WHERE vin_key <> '' AND archived_at IS NULL;
CREATE UNIQUE INDEX vehicles_plate ON vehicles (plate_key) WHERE plate_key <> '' AND archived_at IS NULL;
CREATE INDEX vehicles_by_name ON vehicles (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_plate ON vehicles (plate, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_created ON vehicles (created_at, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_status ON vehicles (status, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_type ON vehicles (vehicle_type, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX vehicles_by_group ON vehicles (vehicle_group, name_key, id) WHERE archived_at IS NULL;

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
