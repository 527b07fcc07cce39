-- What a customer asks of a booking that is approved: another one, or none at all.

CREATE TABLE change_requests (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  booking INTEGER NOT NULL REFERENCES bookings (id),
  contact INTEGER NOT NULL REFERENCES contacts (id),
  -- change, cancellation.
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  -- The time that is asked for, where it is another.
  pickup_at INTEGER,
  ends_at INTEGER,
  -- open, accepted, declined, withdrawn; closed when its booking ended otherwise.
  state TEXT NOT NULL DEFAULT 'open',
  answered_at INTEGER,
  -- Why it was declined.
  reason TEXT NOT NULL DEFAULT '',
  CHECK (pickup_at < ends_at)
) STRICT;
CREATE UNIQUE INDEX change_requests_open ON change_requests (booking) WHERE state = 'open';
CREATE INDEX change_requests_of_booking ON change_requests (booking, at, id);

ALTER TABLE bookings ADD COLUMN open_requests INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bookings ADD COLUMN to_answer INTEGER GENERATED ALWAYS AS (status = 'new' OR open_requests > 0) VIRTUAL;
CREATE INDEX bookings_to_answer ON bookings (pickup_at, id) WHERE to_answer = 1 AND archived_at IS NULL;

-- Only what is agreed and has not begun is asked to be another.
CREATE TRIGGER change_requests_due BEFORE INSERT ON change_requests WHEN NEW.state = 'open' BEGIN
  SELECT RAISE(ABORT, 'booking_not_open')
  WHERE NOT EXISTS (SELECT 1 FROM bookings WHERE id = NEW.booking AND status = 'approved' AND archived_at IS NULL);
END;
CREATE TRIGGER change_requests_counted_in AFTER INSERT ON change_requests WHEN NEW.state = 'open' BEGIN
  UPDATE bookings SET open_requests = open_requests + 1 WHERE id = NEW.booking;
END;
CREATE TRIGGER change_requests_counted AFTER UPDATE OF state ON change_requests
WHEN OLD.state = 'open' AND NEW.state <> 'open' BEGIN
  UPDATE bookings SET open_requests = open_requests - 1 WHERE id = NEW.booking;
END;
CREATE TRIGGER change_requests_answered_once BEFORE UPDATE OF state ON change_requests WHEN OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'transition_not_allowed'); END;
-- A booking that ends leaves nothing open: cancelled, it does what was asked.
CREATE TRIGGER change_requests_closed AFTER UPDATE OF status ON bookings
WHEN NEW.status IN ('cancelled', 'completed', 'rejected') AND NEW.open_requests > 0 BEGIN
  UPDATE change_requests SET answered_at = NEW.updated_at,
    state = iif(NEW.status = 'cancelled' AND kind = 'cancellation', 'accepted', 'closed')
  WHERE booking = NEW.id AND state = 'open';
END;
