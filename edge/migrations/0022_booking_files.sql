-- Files of bookings; they go with their row.

ALTER TABLE bookings ADD COLUMN files TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(files));

CREATE TRIGGER bookings_take_their_files AFTER DELETE ON bookings BEGIN
  UPDATE files SET state = 'removed' WHERE kind = 'bookings' AND record = OLD.id;
END;
