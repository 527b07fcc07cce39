-- What the booking list can be sorted and filtered by, each by its own index.

CREATE INDEX bookings_by_amount ON bookings (amount, id) WHERE archived_at IS NULL;
CREATE INDEX bookings_by_end ON bookings (ends_at, id) WHERE archived_at IS NULL;
CREATE INDEX bookings_of_type ON bookings (vehicle_type, pickup_at, id) WHERE archived_at IS NULL;
