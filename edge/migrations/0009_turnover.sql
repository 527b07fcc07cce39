-- What was invoiced and collected by day, kept by triggers: the overview adds up the days of a year instead of every invoice
-- and payment there is. Cancelled and credited invoices count for nothing.

CREATE TABLE turnover (
  what TEXT NOT NULL CHECK (what IN ('invoiced', 'collected')),
  -- Of what was invoiced the company's date of issue, of what was collected the UTC date of payment.
  day TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (what, day)
) STRICT, WITHOUT ROWID;

INSERT INTO turnover (what, day, amount) SELECT 'invoiced', issued_on, sum(total) FROM invoices
WHERE issued_on IS NOT NULL AND cancelled_at IS NULL AND credited_at IS NULL GROUP BY issued_on;
INSERT INTO turnover (what, day, amount) SELECT 'collected', date(at / 1000, 'unixepoch'), sum(amount) FROM payments GROUP BY 2;

CREATE TRIGGER turnover_of_new_invoice AFTER INSERT ON invoices
WHEN NEW.issued_on IS NOT NULL AND NEW.cancelled_at IS NULL AND NEW.credited_at IS NULL BEGIN
  INSERT INTO turnover (what, day, amount) VALUES ('invoiced', NEW.issued_on, NEW.total)
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
END;
CREATE TRIGGER turnover_of_invoice AFTER UPDATE OF issued_on, cancelled_at, credited_at ON invoices BEGIN
  INSERT INTO turnover (what, day, amount) SELECT 'invoiced', OLD.issued_on, -OLD.total
  WHERE OLD.issued_on IS NOT NULL AND OLD.cancelled_at IS NULL AND OLD.credited_at IS NULL
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
  INSERT INTO turnover (what, day, amount) SELECT 'invoiced', NEW.issued_on, NEW.total
  WHERE NEW.issued_on IS NOT NULL AND NEW.cancelled_at IS NULL AND NEW.credited_at IS NULL
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
END;
CREATE TRIGGER turnover_of_payment AFTER INSERT ON payments BEGIN
  INSERT INTO turnover (what, day, amount) VALUES ('collected', date(NEW.at / 1000, 'unixepoch'), NEW.amount)
  ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
END;
