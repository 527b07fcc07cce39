-- Bookings, what occupies vehicles and drivers, logbooks, time cards, ratings.

CREATE TABLE bookings (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  number TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL DEFAULT 'new',
  customer INTEGER NOT NULL REFERENCES customers (id),
  contact INTEGER REFERENCES contacts (id),
  subject TEXT NOT NULL,
  pickup_address TEXT NOT NULL,
  pickup_at INTEGER NOT NULL,
  delivery_address TEXT NOT NULL,
  ends_at INTEGER NOT NULL,
  phone TEXT NOT NULL,
  vehicle_type INTEGER REFERENCES vehicle_types (id),
  passengers INTEGER,
  "load" TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  internal_note TEXT NOT NULL DEFAULT '',
  amount INTEGER CHECK (amount > 0),
  -- Why it was rejected or cancelled.
  reason TEXT NOT NULL DEFAULT '',
  by_customer INTEGER NOT NULL DEFAULT 0,
  -- Active logbooks, kept by their triggers: the tray shows approved bookings without any.
  active_logbooks INTEGER NOT NULL DEFAULT 0,
  -- Its live invoice, kept by the triggers of `invoice_bookings`: of one column there is one value, so that it is on no two.
  invoice INTEGER,
  to_invoice INTEGER GENERATED ALWAYS AS (invoice IS NULL AND status IN ('approved', 'processing', 'completed')) VIRTUAL,
  files TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(files)),
  CHECK (pickup_at < ends_at),
  CHECK (status IN ('new', 'rejected', 'cancelled') OR amount IS NOT NULL)
) STRICT;
CREATE INDEX bookings_by_pickup ON bookings (pickup_at, id) WHERE archived_at IS NULL;
CREATE INDEX bookings_by_created ON bookings (created_at, id) WHERE archived_at IS NULL;
CREATE INDEX bookings_by_number ON bookings (number, id) WHERE archived_at IS NULL;
CREATE INDEX bookings_by_status ON bookings (status, pickup_at, id) WHERE archived_at IS NULL;
CREATE INDEX bookings_of_customer ON bookings (customer, pickup_at, id) WHERE archived_at IS NULL;
CREATE INDEX bookings_archived ON bookings (pickup_at, id) WHERE archived_at IS NOT NULL;
CREATE INDEX bookings_unassigned ON bookings (pickup_at, id)
  WHERE status = 'approved' AND active_logbooks = 0 AND archived_at IS NULL;
CREATE INDEX bookings_to_invoice ON bookings (pickup_at, id) WHERE to_invoice = 1 AND archived_at IS NULL;
CREATE INDEX bookings_of_customer_to_invoice ON bookings (customer, pickup_at, id)
  WHERE to_invoice = 1 AND archived_at IS NULL;
CREATE INDEX bookings_by_amount ON bookings (amount, id) WHERE archived_at IS NULL;
CREATE INDEX bookings_by_end ON bookings (ends_at, id) WHERE archived_at IS NULL;
CREATE INDEX bookings_of_type ON bookings (vehicle_type, pickup_at, id) WHERE archived_at IS NULL;
CREATE INDEX bookings_of_customer_by_status ON bookings (customer, status, pickup_at, id) WHERE archived_at IS NULL;

CREATE TRIGGER bookings_contact_in BEFORE INSERT ON bookings WHEN NEW.contact IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'contact_of_other_customer')
  WHERE NOT EXISTS (SELECT 1 FROM contacts WHERE id = NEW.contact AND customer = NEW.customer);
END;
CREATE TRIGGER bookings_contact BEFORE UPDATE OF contact, customer ON bookings WHEN NEW.contact IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'contact_of_other_customer')
  WHERE NOT EXISTS (SELECT 1 FROM contacts WHERE id = NEW.contact AND customer = NEW.customer);
END;
CREATE TRIGGER bookings_take_their_files AFTER DELETE ON bookings BEGIN
  UPDATE files SET state = 'removed' WHERE kind = 'bookings' AND record = OLD.id;
END;

-- What occupies a vehicle or a driver: the one source of who is free. Each row is kept by triggers beside its source, in the batch
-- that changes it, whatever kind of source that is: put in and taken away, never changed.
CREATE TABLE occupations (
  -- The collection: vehicles, drivers.
  subject_kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  -- keeps_out: nothing else that keeps out may have the subject meanwhile. warns: whoever plans is only told.
  effect TEXT NOT NULL,
  -- Half-open; what has no end yet reaches to 9007199254740991.
  "from" INTEGER NOT NULL,
  "to" INTEGER NOT NULL,
  source_kind TEXT NOT NULL,
  source INTEGER NOT NULL,
  PRIMARY KEY (subject_kind, subject, effect, "from", source_kind, source),
  CHECK ("from" < "to")
) STRICT, WITHOUT ROWID;

-- Neither vehicle nor driver is had twice (product section 6). What keeps out never overlaps, so of all that begins before the new
-- one ends only the last can reach into it, however long anything lasts.
CREATE TRIGGER occupations_apart BEFORE INSERT ON occupations WHEN NEW.effect = 'keeps_out' BEGIN
  SELECT CASE NEW.subject_kind WHEN 'vehicles' THEN RAISE(ABORT, 'vehicle_booked') ELSE RAISE(ABORT, 'driver_booked') END
  WHERE (SELECT "to" FROM occupations WHERE subject_kind = NEW.subject_kind AND subject = NEW.subject AND effect = 'keeps_out'
    AND "from" < NEW."to" ORDER BY "from" DESC LIMIT 1) > NEW."from";
END;

-- Leave keeps its driver from everything else, until it is archived.
CREATE TRIGGER leave_occupies AFTER INSERT ON leave WHEN NEW.archived_at IS NULL BEGIN
  INSERT INTO occupations (subject_kind, subject, effect, "from", "to", source_kind, source)
  VALUES ('drivers', NEW.driver, 'keeps_out', NEW."from", coalesce(NEW."to", 9007199254740991), 'leave', NEW.id);
END;
CREATE TRIGGER leave_occupies_otherwise AFTER UPDATE OF driver, "from", "to", archived_at ON leave
WHEN NEW.driver <> OLD.driver OR NEW."from" <> OLD."from" OR NEW."to" IS NOT OLD."to"
  OR (NEW.archived_at IS NULL) <> (OLD.archived_at IS NULL) BEGIN
  DELETE FROM occupations WHERE subject_kind = 'drivers' AND subject = OLD.driver AND effect = 'keeps_out'
    AND "from" = OLD."from" AND source_kind = 'leave' AND source = OLD.id;
  INSERT INTO occupations (subject_kind, subject, effect, "from", "to", source_kind, source)
  SELECT 'drivers', NEW.driver, 'keeps_out', NEW."from", coalesce(NEW."to", 9007199254740991), 'leave', NEW.id
  WHERE NEW.archived_at IS NULL;
END;
CREATE TRIGGER leave_occupies_no_more AFTER DELETE ON leave BEGIN
  DELETE FROM occupations WHERE subject_kind = 'drivers' AND subject = OLD.driver AND effect = 'keeps_out'
    AND "from" = OLD."from" AND source_kind = 'leave' AND source = OLD.id;
END;

CREATE TABLE logbooks (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  number TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL DEFAULT 'new',
  name TEXT NOT NULL,
  booking INTEGER NOT NULL REFERENCES bookings (id),
  vehicle INTEGER NOT NULL REFERENCES vehicles (id),
  driver INTEGER NOT NULL REFERENCES drivers (id),
  "from" INTEGER NOT NULL,
  "to" INTEGER NOT NULL,
  odometer_start INTEGER,
  odometer_end INTEGER,
  description TEXT NOT NULL DEFAULT '',
  -- Warnings set aside when it was assigned (JSON array of codes), and who did so.
  overridden TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(overridden)),
  overridden_by TEXT NOT NULL DEFAULT '',
  vehicle_name TEXT NOT NULL DEFAULT '',
  driver_name TEXT NOT NULL DEFAULT '',
  -- When it really began and ended; empty until then, and where nobody was there to say.
  started_at INTEGER,
  ended_at INTEGER,
  CHECK ("from" < "to")
) STRICT;
CREATE INDEX logbooks_by_from ON logbooks ("from", id);
CREATE INDEX logbooks_by_status ON logbooks (status, "from", id);
CREATE INDEX logbooks_of_booking ON logbooks (booking, "from");
CREATE INDEX logbooks_of_vehicle ON logbooks (vehicle, "from", id);
CREATE INDEX logbooks_of_driver ON logbooks (driver, "from", id);
-- A vehicle and a driver run one trip at a time.
CREATE UNIQUE INDEX logbooks_running_vehicle ON logbooks (vehicle) WHERE status = 'processing';
CREATE UNIQUE INDEX logbooks_running_driver ON logbooks (driver) WHERE status = 'processing';

-- A trip is given to a booking that is open, a vehicle that can drive and a driver who is there. Who is booked otherwise is
-- `occupations`' matter.
CREATE TRIGGER logbooks_may_begin BEFORE INSERT ON logbooks WHEN NEW.status <> 'cancelled' BEGIN
  SELECT RAISE(ABORT, 'booking_not_open')
  WHERE NOT EXISTS (SELECT 1 FROM bookings WHERE id = NEW.booking AND archived_at IS NULL
    AND status IN ('approved', 'processing', 'completed'));
  SELECT RAISE(ABORT, 'vehicle_unavailable')
  WHERE NOT EXISTS (SELECT 1 FROM vehicles WHERE id = NEW.vehicle AND status = 'active' AND archived_at IS NULL);
  SELECT RAISE(ABORT, 'driver_unavailable') WHERE NOT EXISTS (
    SELECT 1 FROM drivers JOIN staff ON staff.id = drivers.staff WHERE drivers.id = NEW.driver
      AND drivers.archived_at IS NULL AND staff.active = 1 AND staff.archived_at IS NULL AND drivers.status <> 'inactive');
END;
CREATE TRIGGER logbooks_may_change BEFORE UPDATE OF vehicle, driver, "from", "to" ON logbooks
WHEN NEW.status <> 'cancelled' AND (NEW.vehicle <> OLD.vehicle OR NEW.driver <> OLD.driver
  OR NEW."from" <> OLD."from" OR NEW."to" <> OLD."to") BEGIN
  SELECT RAISE(ABORT, 'vehicle_unavailable')
  WHERE NOT EXISTS (SELECT 1 FROM vehicles WHERE id = NEW.vehicle AND status = 'active' AND archived_at IS NULL);
  SELECT RAISE(ABORT, 'driver_unavailable') WHERE NOT EXISTS (
    SELECT 1 FROM drivers JOIN staff ON staff.id = drivers.staff WHERE drivers.id = NEW.driver
      AND drivers.archived_at IS NULL AND staff.active = 1 AND staff.archived_at IS NULL AND drivers.status <> 'inactive');
END;
-- A cancelled logbook gave its vehicle and driver back; it can't take them again unseen.
CREATE TRIGGER logbooks_stay_cancelled BEFORE UPDATE OF status ON logbooks
WHEN OLD.status = 'cancelled' AND NEW.status <> 'cancelled'
BEGIN SELECT RAISE(ABORT, 'logbook_cancelled'); END;
-- A trip keeps its vehicle and its driver for its plan, until it is cancelled.
CREATE TRIGGER logbooks_occupy AFTER INSERT ON logbooks WHEN NEW.status <> 'cancelled' BEGIN
  INSERT INTO occupations (subject_kind, subject, effect, "from", "to", source_kind, source) VALUES
    ('vehicles', NEW.vehicle, 'keeps_out', NEW."from", NEW."to", 'logbooks', NEW.id),
    ('drivers', NEW.driver, 'keeps_out', NEW."from", NEW."to", 'logbooks', NEW.id);
END;
CREATE TRIGGER logbooks_occupy_otherwise AFTER UPDATE OF vehicle, driver, "from", "to", status ON logbooks
WHEN NEW.vehicle <> OLD.vehicle OR NEW.driver <> OLD.driver OR NEW."from" <> OLD."from" OR NEW."to" <> OLD."to"
  OR (NEW.status = 'cancelled') <> (OLD.status = 'cancelled') BEGIN
  DELETE FROM occupations WHERE subject_kind = 'vehicles' AND subject = OLD.vehicle AND effect = 'keeps_out'
    AND "from" = OLD."from" AND source_kind = 'logbooks' AND source = OLD.id;
  DELETE FROM occupations WHERE subject_kind = 'drivers' AND subject = OLD.driver AND effect = 'keeps_out'
    AND "from" = OLD."from" AND source_kind = 'logbooks' AND source = OLD.id;
  INSERT INTO occupations (subject_kind, subject, effect, "from", "to", source_kind, source)
  SELECT 'vehicles', NEW.vehicle, 'keeps_out', NEW."from", NEW."to", 'logbooks', NEW.id WHERE NEW.status <> 'cancelled';
  INSERT INTO occupations (subject_kind, subject, effect, "from", "to", source_kind, source)
  SELECT 'drivers', NEW.driver, 'keeps_out', NEW."from", NEW."to", 'logbooks', NEW.id WHERE NEW.status <> 'cancelled';
END;
CREATE TRIGGER logbooks_leave_off AFTER DELETE ON logbooks BEGIN
  DELETE FROM occupations WHERE subject_kind = 'vehicles' AND subject = OLD.vehicle AND effect = 'keeps_out'
    AND "from" = OLD."from" AND source_kind = 'logbooks' AND source = OLD.id;
  DELETE FROM occupations WHERE subject_kind = 'drivers' AND subject = OLD.driver AND effect = 'keeps_out'
    AND "from" = OLD."from" AND source_kind = 'logbooks' AND source = OLD.id;
END;

CREATE TRIGGER logbooks_named AFTER INSERT ON logbooks BEGIN
  UPDATE logbooks SET vehicle_name = (SELECT name FROM vehicles WHERE id = NEW.vehicle),
    driver_name = (SELECT name FROM drivers WHERE id = NEW.driver) WHERE id = NEW.id;
  UPDATE bookings SET active_logbooks = active_logbooks + (NEW.status <> 'cancelled') WHERE id = NEW.booking;
END;
CREATE TRIGGER logbooks_renamed AFTER UPDATE OF vehicle, driver ON logbooks BEGIN
  UPDATE logbooks SET vehicle_name = (SELECT name FROM vehicles WHERE id = NEW.vehicle),
    driver_name = (SELECT name FROM drivers WHERE id = NEW.driver) WHERE id = NEW.id;
END;
CREATE TRIGGER logbooks_counted AFTER UPDATE OF status ON logbooks
WHEN (OLD.status = 'cancelled') <> (NEW.status = 'cancelled') BEGIN
  UPDATE bookings SET active_logbooks = active_logbooks + (NEW.status <> 'cancelled') - (OLD.status <> 'cancelled')
  WHERE id = NEW.booking;
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

CREATE TABLE time_cards (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  logbook INTEGER NOT NULL REFERENCES logbooks (id),
  "from" INTEGER NOT NULL,
  "to" INTEGER,
  notes TEXT NOT NULL DEFAULT '',
  -- The logbook's driver and number, kept by triggers.
  driver INTEGER REFERENCES drivers (id),
  driver_name TEXT NOT NULL DEFAULT '',
  logbook_number TEXT NOT NULL DEFAULT '',
  CHECK ("to" IS NULL OR "from" < "to")
) STRICT;
CREATE INDEX time_cards_by_from ON time_cards ("from", id);
CREATE INDEX time_cards_of_driver ON time_cards (driver, "from", id);
CREATE INDEX time_cards_of_logbook ON time_cards (logbook, "from", id);
CREATE UNIQUE INDEX time_cards_running ON time_cards (driver) WHERE "to" IS NULL;

-- No overlap per driver; a running card reaches to the end of time. Cards last two days at most.
CREATE TRIGGER time_cards_apart_in BEFORE INSERT ON time_cards BEGIN
  SELECT RAISE(ABORT, 'logbook_cancelled') WHERE EXISTS (SELECT 1 FROM logbooks WHERE id = NEW.logbook AND status = 'cancelled');
  SELECT RAISE(ABORT, 'time_card_overlaps') WHERE EXISTS (
    SELECT 1 FROM time_cards WHERE driver = (SELECT driver FROM logbooks WHERE id = NEW.logbook)
      AND "from" < coalesce(NEW."to", 9007199254740991) AND coalesce("to", 9007199254740991) > NEW."from");
END;
CREATE TRIGGER time_cards_apart BEFORE UPDATE OF logbook, "from", "to" ON time_cards BEGIN
  SELECT RAISE(ABORT, 'time_card_overlaps') WHERE EXISTS (
    SELECT 1 FROM time_cards WHERE driver = (SELECT driver FROM logbooks WHERE id = NEW.logbook) AND id <> NEW.id
      AND "from" < coalesce(NEW."to", 9007199254740991) AND coalesce("to", 9007199254740991) > NEW."from");
END;
CREATE TRIGGER time_cards_named AFTER INSERT ON time_cards BEGIN
  UPDATE time_cards SET (driver, driver_name, logbook_number) =
    (SELECT driver, driver_name, number FROM logbooks WHERE id = NEW.logbook) WHERE id = NEW.id;
END;
CREATE TRIGGER time_cards_renamed AFTER UPDATE OF logbook ON time_cards BEGIN
  UPDATE time_cards SET (driver, driver_name, logbook_number) =
    (SELECT driver, driver_name, number FROM logbooks WHERE id = NEW.logbook) WHERE id = NEW.id;
END;
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

CREATE TABLE ratings (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  booking INTEGER NOT NULL REFERENCES bookings (id),
  booking_number TEXT NOT NULL,
  driver INTEGER NOT NULL REFERENCES drivers (id),
  contact INTEGER NOT NULL REFERENCES contacts (id),
  customer_name TEXT NOT NULL,
  stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  comment TEXT NOT NULL DEFAULT '',
  customer INTEGER REFERENCES customers (id)
) STRICT;
CREATE UNIQUE INDEX ratings_once ON ratings (booking, driver);
CREATE INDEX ratings_by_at ON ratings (at, id);
CREATE INDEX ratings_of_driver ON ratings (driver, at, id);
CREATE INDEX ratings_of_customer ON ratings (customer, at, id);
CREATE INDEX ratings_of_stars ON ratings (stars, at, id);

CREATE TRIGGER ratings_due BEFORE INSERT ON ratings BEGIN
  SELECT RAISE(ABORT, 'rating_not_due') WHERE NOT EXISTS (
    SELECT 1 FROM bookings JOIN logbooks ON logbooks.booking = bookings.id
    WHERE bookings.id = NEW.booking AND bookings.status = 'completed'
      AND logbooks.driver = NEW.driver AND logbooks.status = 'completed');
END;
CREATE TRIGGER ratings_counted AFTER INSERT ON ratings BEGIN
  UPDATE drivers SET ratings = ratings + 1, stars = stars + NEW.stars WHERE id = NEW.driver;
  INSERT INTO counters (name, value) VALUES ('ratings', 1) ON CONFLICT DO UPDATE SET value = value + 1;
  INSERT INTO counters (name, value) VALUES ('stars', NEW.stars) ON CONFLICT DO UPDATE SET value = value + NEW.stars;
END;
-- Names follow the records they belong to.
CREATE TRIGGER vehicles_renamed AFTER UPDATE OF name ON vehicles WHEN NEW.name <> OLD.name BEGIN
  UPDATE assignments SET vehicle_name = NEW.name WHERE vehicle = NEW.id;
  UPDATE logbooks SET vehicle_name = NEW.name WHERE vehicle = NEW.id;
END;
CREATE TRIGGER drivers_renamed AFTER UPDATE OF name ON drivers WHEN NEW.name <> OLD.name BEGIN
  UPDATE assignments SET driver_name = NEW.name WHERE driver = NEW.id;
  UPDATE logbooks SET driver_name = NEW.name WHERE driver = NEW.id;
  UPDATE time_cards SET driver_name = NEW.name WHERE driver = NEW.id;
END;
CREATE TRIGGER ratings_final BEFORE UPDATE OF at, booking, driver, contact, stars, comment ON ratings
BEGIN SELECT RAISE(ABORT, 'rating_final'); END;
CREATE TRIGGER ratings_of_customer_in AFTER INSERT ON ratings BEGIN
  UPDATE ratings SET customer = (SELECT customer FROM bookings WHERE id = NEW.booking) WHERE id = NEW.id;
END;
