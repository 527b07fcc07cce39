-- A driver has seen a planned trip, and accepts or declines it. All of it is about the trip as it was planned then.

ALTER TABLE logbooks ADD COLUMN seen_at INTEGER;
-- accepted, declined; nothing until the driver says so.
ALTER TABLE logbooks ADD COLUMN answer TEXT;
ALTER TABLE logbooks ADD COLUMN answered_at INTEGER;
ALTER TABLE logbooks ADD COLUMN decline_reason TEXT NOT NULL DEFAULT '';
-- Planned trips that their drivers declined, kept by triggers of `logbooks`.
ALTER TABLE bookings ADD COLUMN declined INTEGER NOT NULL DEFAULT 0;
-- Somebody has to be found: nobody is down for it, or who is declined.
ALTER TABLE bookings ADD COLUMN to_assign INTEGER GENERATED ALWAYS AS
  (status = 'approved' AND active_logbooks = 0 OR status IN ('approved', 'processing') AND declined > 0) VIRTUAL;
CREATE INDEX bookings_to_assign ON bookings (pickup_at, id) WHERE to_assign = 1 AND archived_at IS NULL;

-- What the driver is told of as a change has to be seen and answered anew.
CREATE TRIGGER logbooks_answered_anew AFTER UPDATE OF vehicle, driver, "from", "to" ON logbooks
WHEN NEW.status = 'new' AND NEW.seen_at IS NOT NULL
  AND (NEW.vehicle <> OLD.vehicle OR NEW.driver <> OLD.driver OR NEW."from" <> OLD."from" OR NEW."to" <> OLD."to") BEGIN
  UPDATE logbooks SET seen_at = NULL, answer = NULL, answered_at = NULL, decline_reason = '' WHERE id = NEW.id;
END;
CREATE TRIGGER logbooks_answered_elsewhere AFTER UPDATE OF pickup_address, delivery_address ON bookings
WHEN NEW.pickup_address <> OLD.pickup_address OR NEW.delivery_address <> OLD.delivery_address BEGIN
  UPDATE logbooks SET seen_at = NULL, answer = NULL, answered_at = NULL, decline_reason = ''
  WHERE booking = NEW.id AND status = 'new' AND seen_at IS NOT NULL;
END;
CREATE TRIGGER logbooks_declined_in AFTER INSERT ON logbooks WHEN NEW.status = 'new' AND NEW.answer = 'declined' BEGIN
  UPDATE bookings SET declined = declined + 1 WHERE id = NEW.booking;
END;
CREATE TRIGGER logbooks_declined AFTER UPDATE OF status, answer ON logbooks
WHEN (OLD.status = 'new' AND OLD.answer IS 'declined') <> (NEW.status = 'new' AND NEW.answer IS 'declined') BEGIN
  UPDATE bookings SET declined = declined + iif(NEW.status = 'new' AND NEW.answer IS 'declined', 1, -1) WHERE id = NEW.booking;
END;
