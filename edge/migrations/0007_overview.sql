-- What the overview adds up, kept by triggers in the write that changes it: it costs the same however many records there are.
-- A write that changes none of this writes nothing here.

-- What was invoiced and collected by month.
CREATE TABLE turnover (
  what TEXT NOT NULL,
  -- YYYY-MM: of what was invoiced the company's date of issue, of what was collected the UTC date of payment.
  month TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (what, month)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER turnover_of_new_invoice AFTER INSERT ON invoices
WHEN NEW.issued_on IS NOT NULL AND NEW.cancelled_at IS NULL AND NEW.credited_at IS NULL BEGIN
  INSERT INTO turnover (what, month, amount) VALUES ('invoiced', substr(NEW.issued_on, 1, 7), NEW.total)
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
END;
CREATE TRIGGER turnover_of_invoice AFTER UPDATE OF issued_on, cancelled_at, credited_at ON invoices BEGIN
  INSERT INTO turnover (what, month, amount) SELECT 'invoiced', substr(OLD.issued_on, 1, 7), -OLD.total
  WHERE OLD.issued_on IS NOT NULL AND OLD.cancelled_at IS NULL AND OLD.credited_at IS NULL
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
  INSERT INTO turnover (what, month, amount) SELECT 'invoiced', substr(NEW.issued_on, 1, 7), NEW.total
  WHERE NEW.issued_on IS NOT NULL AND NEW.cancelled_at IS NULL AND NEW.credited_at IS NULL
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
END;
CREATE TRIGGER turnover_of_payment AFTER INSERT ON payments BEGIN
  INSERT INTO turnover (what, month, amount) VALUES ('collected', strftime('%Y-%m', NEW.at / 1000, 'unixepoch'), NEW.amount)
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
END;

-- What is still owed on issued invoices: all of it in the counter `owed`, and by the day it falls due. Overdue is what is owed
-- less what falls due from today on.
CREATE TABLE owed (
  due_on TEXT PRIMARY KEY,
  amount INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counters (name, value) VALUES ('owed', 0);

CREATE TRIGGER owed_of_new_invoice AFTER INSERT ON invoices WHEN NEW.state = 'open' BEGIN
  INSERT INTO owed (due_on, amount) VALUES (coalesce(NEW.due_on, '9999-12-31'), NEW.total - NEW.paid)
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
  UPDATE counters SET value = value + NEW.total - NEW.paid WHERE name = 'owed';
END;
-- An invoice's due date and total are fixed before it is owed on.
CREATE TRIGGER owed_of_invoice AFTER UPDATE OF paid, issued_at, cancelled_at, credited_at ON invoices
WHEN iif(NEW.state = 'open', NEW.total - NEW.paid, 0) <> iif(OLD.state = 'open', OLD.total - OLD.paid, 0) BEGIN
  INSERT INTO owed (due_on, amount) VALUES (coalesce(NEW.due_on, '9999-12-31'),
    iif(NEW.state = 'open', NEW.total - NEW.paid, 0) - iif(OLD.state = 'open', OLD.total - OLD.paid, 0))
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
  UPDATE counters SET value = value
    + iif(NEW.state = 'open', NEW.total - NEW.paid, 0) - iif(OLD.state = 'open', OLD.total - OLD.paid, 0) WHERE name = 'owed';
END;

-- Live bookings by the UTC day of their pick-up, in each state.
CREATE TABLE booking_days (
  day TEXT PRIMARY KEY,
  "new" INTEGER NOT NULL,
  approved INTEGER NOT NULL,
  processing INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  cancelled INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER booking_days_more AFTER INSERT ON bookings WHEN NEW.archived_at IS NULL BEGIN
  INSERT INTO booking_days VALUES (date(NEW.pickup_at / 1000, 'unixepoch'), NEW.status = 'new', NEW.status = 'approved',
    NEW.status = 'processing', NEW.status = 'completed', NEW.status = 'rejected', NEW.status = 'cancelled')
  ON CONFLICT DO UPDATE SET "new" = "new" + excluded."new", approved = approved + excluded.approved,
    processing = processing + excluded.processing, completed = completed + excluded.completed,
    rejected = rejected + excluded.rejected, cancelled = cancelled + excluded.cancelled;
END;
CREATE TRIGGER booking_days_moved AFTER UPDATE OF pickup_at, status, archived_at ON bookings
WHEN date(NEW.pickup_at / 1000, 'unixepoch') = date(OLD.pickup_at / 1000, 'unixepoch')
  AND (NEW.status <> OLD.status OR (NEW.archived_at IS NULL) <> (OLD.archived_at IS NULL)) BEGIN
  INSERT INTO booking_days VALUES (date(NEW.pickup_at / 1000, 'unixepoch'),
    (NEW.archived_at IS NULL AND NEW.status = 'new') - (OLD.archived_at IS NULL AND OLD.status = 'new'),
    (NEW.archived_at IS NULL AND NEW.status = 'approved') - (OLD.archived_at IS NULL AND OLD.status = 'approved'),
    (NEW.archived_at IS NULL AND NEW.status = 'processing') - (OLD.archived_at IS NULL AND OLD.status = 'processing'),
    (NEW.archived_at IS NULL AND NEW.status = 'completed') - (OLD.archived_at IS NULL AND OLD.status = 'completed'),
    (NEW.archived_at IS NULL AND NEW.status = 'rejected') - (OLD.archived_at IS NULL AND OLD.status = 'rejected'),
    (NEW.archived_at IS NULL AND NEW.status = 'cancelled') - (OLD.archived_at IS NULL AND OLD.status = 'cancelled'))
  ON CONFLICT DO UPDATE SET "new" = "new" + excluded."new", approved = approved + excluded.approved,
    processing = processing + excluded.processing, completed = completed + excluded.completed,
    rejected = rejected + excluded.rejected, cancelled = cancelled + excluded.cancelled;
END;
CREATE TRIGGER booking_days_left AFTER UPDATE OF pickup_at ON bookings
WHEN date(NEW.pickup_at / 1000, 'unixepoch') <> date(OLD.pickup_at / 1000, 'unixepoch') BEGIN
  UPDATE booking_days SET "new" = "new" - (OLD.status = 'new'), approved = approved - (OLD.status = 'approved'),
    processing = processing - (OLD.status = 'processing'), completed = completed - (OLD.status = 'completed'),
    rejected = rejected - (OLD.status = 'rejected'), cancelled = cancelled - (OLD.status = 'cancelled')
  WHERE day = date(OLD.pickup_at / 1000, 'unixepoch') AND OLD.archived_at IS NULL;
  INSERT INTO booking_days SELECT date(NEW.pickup_at / 1000, 'unixepoch'), NEW.status = 'new', NEW.status = 'approved',
    NEW.status = 'processing', NEW.status = 'completed', NEW.status = 'rejected', NEW.status = 'cancelled'
  WHERE NEW.archived_at IS NULL
  ON CONFLICT DO UPDATE SET "new" = "new" + excluded."new", approved = approved + excluded.approved,
    processing = processing + excluded.processing, completed = completed + excluded.completed,
    rejected = rejected + excluded.rejected, cancelled = cancelled + excluded.cancelled;
END;
CREATE TRIGGER booking_days_less AFTER DELETE ON bookings WHEN OLD.archived_at IS NULL BEGIN
  UPDATE booking_days SET "new" = "new" - (OLD.status = 'new'), approved = approved - (OLD.status = 'approved'),
    processing = processing - (OLD.status = 'processing'), completed = completed - (OLD.status = 'completed'),
    rejected = rejected - (OLD.status = 'rejected'), cancelled = cancelled - (OLD.status = 'cancelled')
  WHERE day = date(OLD.pickup_at / 1000, 'unixepoch');
END;

-- Live drivers, customers, and vehicles of each status, as counters.
INSERT INTO counters (name, value) VALUES ('drivers', 0), ('customers', 0);

CREATE TRIGGER drivers_more AFTER INSERT ON drivers WHEN NEW.archived_at IS NULL BEGIN
  UPDATE counters SET value = value + 1 WHERE name = 'drivers';
END;
CREATE TRIGGER drivers_moved AFTER UPDATE OF archived_at ON drivers
WHEN (NEW.archived_at IS NULL) <> (OLD.archived_at IS NULL) BEGIN
  UPDATE counters SET value = value + iif(NEW.archived_at IS NULL, 1, -1) WHERE name = 'drivers';
END;
CREATE TRIGGER drivers_less AFTER DELETE ON drivers WHEN OLD.archived_at IS NULL BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'drivers';
END;
CREATE TRIGGER customers_more AFTER INSERT ON customers WHEN NEW.archived_at IS NULL BEGIN
  UPDATE counters SET value = value + 1 WHERE name = 'customers';
END;
CREATE TRIGGER customers_moved AFTER UPDATE OF archived_at ON customers
WHEN (NEW.archived_at IS NULL) <> (OLD.archived_at IS NULL) BEGIN
  UPDATE counters SET value = value + iif(NEW.archived_at IS NULL, 1, -1) WHERE name = 'customers';
END;
CREATE TRIGGER customers_less AFTER DELETE ON customers WHEN OLD.archived_at IS NULL BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'customers';
END;
CREATE TRIGGER vehicles_more AFTER INSERT ON vehicles WHEN NEW.archived_at IS NULL BEGIN
  INSERT INTO counters (name, value) VALUES ('vehicles.' || NEW.status, 1) ON CONFLICT DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER vehicles_moved AFTER UPDATE OF status, archived_at ON vehicles
WHEN NEW.status <> OLD.status OR (NEW.archived_at IS NULL) <> (OLD.archived_at IS NULL) BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'vehicles.' || OLD.status AND OLD.archived_at IS NULL;
  INSERT INTO counters (name, value) SELECT 'vehicles.' || NEW.status, 1 WHERE NEW.archived_at IS NULL
  ON CONFLICT DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER vehicles_less AFTER DELETE ON vehicles WHEN OLD.archived_at IS NULL BEGIN
  UPDATE counters SET value = value - 1 WHERE name = 'vehicles.' || OLD.status;
END;
