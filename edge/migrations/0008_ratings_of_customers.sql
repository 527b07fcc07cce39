-- A customer's page lists the ratings it gave.

ALTER TABLE ratings ADD COLUMN customer INTEGER REFERENCES customers (id);

-- What was said stays; which customer it belongs to is filled in by the trigger below.
DROP TRIGGER ratings_final;
CREATE TRIGGER ratings_final BEFORE UPDATE OF at, booking, driver, contact, stars, comment ON ratings
BEGIN SELECT RAISE(ABORT, 'rating_final'); END;

UPDATE ratings SET customer = (SELECT customer FROM bookings WHERE bookings.id = ratings.booking);
CREATE TRIGGER ratings_of_customer_in AFTER INSERT ON ratings BEGIN
  UPDATE ratings SET customer = (SELECT customer FROM bookings WHERE id = NEW.booking) WHERE id = NEW.id;
END;
CREATE INDEX ratings_of_customer ON ratings (customer, at, id);
