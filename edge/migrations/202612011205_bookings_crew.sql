-- Who drives what for a booking, of its first trip that isn't cancelled: a list shows it in every row.

ALTER TABLE bookings ADD COLUMN vehicle_name TEXT NOT NULL DEFAULT '';
ALTER TABLE bookings ADD COLUMN driver_name TEXT NOT NULL DEFAULT '';

-- A new trip gets its names by an update (`logbooks_named`).
CREATE TRIGGER bookings_crew AFTER UPDATE OF vehicle_name, driver_name, status, "from" ON logbooks BEGIN
  UPDATE bookings SET
    vehicle_name = coalesce((SELECT vehicle_name FROM logbooks WHERE booking = NEW.booking AND status <> 'cancelled'
      ORDER BY "from", id LIMIT 1), ''),
    driver_name = coalesce((SELECT driver_name FROM logbooks WHERE booking = NEW.booking AND status <> 'cancelled'
      ORDER BY "from", id LIMIT 1), '')
  WHERE id = NEW.booking;
END;

UPDATE bookings SET
  vehicle_name = coalesce((SELECT vehicle_name FROM logbooks WHERE booking = bookings.id AND status <> 'cancelled'
    ORDER BY "from", id LIMIT 1), ''),
  driver_name = coalesce((SELECT driver_name FROM logbooks WHERE booking = bookings.id AND status <> 'cancelled'
    ORDER BY "from", id LIMIT 1), '')
WHERE active_logbooks > 0;
