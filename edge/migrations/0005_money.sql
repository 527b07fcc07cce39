-- Invoices and payments.

CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  customer INTEGER NOT NULL REFERENCES customers (id),
  due_on TEXT,
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  notes TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  subtotal INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  total INTEGER NOT NULL,
  -- Net and tax by rate, of which the three are the sums.
  taxes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(taxes)),
  -- The sum of what payments were allocated to it, kept by their trigger.
  paid INTEGER NOT NULL DEFAULT 0,
  -- Of the bookings that its lines are for, kept with `invoice_bookings`.
  booking_numbers TEXT NOT NULL DEFAULT '',
  -- From issue on:
  number TEXT UNIQUE,
  issued_at INTEGER,
  issued_on TEXT,
  issuer TEXT CHECK (json_valid(issuer)),
  billed_to TEXT CHECK (json_valid(billed_to)),
  cancelled_at INTEGER,
  credited_at INTEGER,
  reason TEXT NOT NULL DEFAULT '',
  -- Its status but for the due date, which needs to know today: an open one is issued, partly paid or overdue.
  state TEXT GENERATED ALWAYS AS (CASE
    WHEN cancelled_at IS NOT NULL THEN 'cancelled'
    WHEN credited_at IS NOT NULL THEN 'credited'
    WHEN issued_at IS NULL THEN 'draft'
    WHEN paid >= total THEN 'paid'
    ELSE 'open' END) VIRTUAL,
  -- What is still owed on, by how much came in; whether it is overdue depends on the day and stands in no column.
  owing TEXT GENERATED ALWAYS AS (CASE
  WHEN state <> 'open' THEN NULL WHEN paid > 0 THEN 'partly_paid' ELSE 'issued' END) VIRTUAL,
  CHECK ((number IS NULL) = (issued_at IS NULL)),
  CHECK (issued_at IS NULL OR (issued_on IS NOT NULL AND issuer IS NOT NULL AND billed_to IS NOT NULL)),
  CHECK (paid >= 0 AND paid <= total),
  CHECK (total = subtotal + tax)
) STRICT;
CREATE INDEX invoices_by_created ON invoices (created_at, id);
CREATE INDEX invoices_by_issued ON invoices (issued_on, id);
CREATE INDEX invoices_by_due ON invoices (due_on, id);
CREATE INDEX invoices_by_state ON invoices (state, created_at, id);
CREATE INDEX invoices_by_state_due ON invoices (state, due_on, id);
CREATE INDEX invoices_of_customer ON invoices (customer, created_at, id);
CREATE INDEX invoices_of_customer_issued ON invoices (customer, issued_on, id) WHERE issued_on IS NOT NULL;
CREATE INDEX invoices_by_owing ON invoices (owing, due_on, id) WHERE owing IS NOT NULL;
CREATE INDEX invoices_by_state_issued ON invoices (state, issued_on, id);
CREATE INDEX invoices_of_customer_by_state ON invoices (customer, state, due_on, id);
CREATE INDEX invoices_of_customer_by_state_issued ON invoices (customer, state, issued_on, id);
CREATE INDEX invoices_of_customer_by_owing ON invoices (customer, owing, due_on, id) WHERE owing IS NOT NULL;
CREATE INDEX invoices_owed ON invoices (due_on, id) WHERE owing IS NOT NULL;

-- Issued is immutable (product section 7): only payments, cancelling and crediting still touch the row.
CREATE TRIGGER invoices_frozen BEFORE UPDATE ON invoices
WHEN OLD.issued_at IS NOT NULL AND (
  NEW.customer <> OLD.customer OR NEW.due_on IS NOT OLD.due_on OR NEW.lines <> OLD.lines
  OR NEW.notes <> OLD.notes OR NEW.currency <> OLD.currency OR NEW.subtotal <> OLD.subtotal OR NEW.tax <> OLD.tax
  OR NEW.total <> OLD.total OR NEW.taxes <> OLD.taxes OR NEW.number IS NOT OLD.number OR NEW.issued_at IS NOT OLD.issued_at
  OR NEW.issued_on IS NOT OLD.issued_on OR NEW.issuer IS NOT OLD.issuer OR NEW.billed_to IS NOT OLD.billed_to)
BEGIN SELECT RAISE(ABORT, 'invoice_issued'); END;
CREATE TRIGGER invoices_kept BEFORE DELETE ON invoices WHEN OLD.issued_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'invoice_issued'); END;
CREATE TRIGGER invoices_paid_stay BEFORE UPDATE OF cancelled_at ON invoices
WHEN NEW.cancelled_at IS NOT NULL AND OLD.cancelled_at IS NULL AND OLD.paid > 0
BEGIN SELECT RAISE(ABORT, 'invoice_paid'); END;

-- Which bookings an invoice's lines are for, kept by its triggers, for good: `bookings.invoice` says on which live one a booking is.
CREATE TABLE invoice_bookings (
  invoice INTEGER NOT NULL REFERENCES invoices (id),
  booking INTEGER NOT NULL REFERENCES bookings (id),
  PRIMARY KEY (invoice, booking)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_bookings_of_booking ON invoice_bookings (booking, invoice);

-- A live invoice takes bookings that may be billed and that no other live one has; the check and the taking are one statement.
CREATE TRIGGER invoice_bookings_fit BEFORE INSERT ON invoice_bookings BEGIN
  SELECT RAISE(ABORT, 'booking_of_other_customer') WHERE NOT EXISTS (SELECT 1 FROM invoices i JOIN bookings b
    ON b.customer = i.customer WHERE i.id = NEW.invoice AND b.id = NEW.booking);
  SELECT CASE WHEN b.invoice IS NOT NULL THEN RAISE(ABORT, 'booking_invoiced') ELSE RAISE(ABORT, 'booking_not_billable') END
  FROM bookings b JOIN invoices i ON i.id = NEW.invoice AND i.state NOT IN ('cancelled', 'credited')
  WHERE b.id = NEW.booking AND (b.to_invoice = 0 OR b.archived_at IS NOT NULL);
END;
CREATE TRIGGER invoice_bookings_taken AFTER INSERT ON invoice_bookings BEGIN
  UPDATE bookings SET invoice = NEW.invoice WHERE id = NEW.booking
    AND EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice AND state NOT IN ('cancelled', 'credited'));
END;
CREATE TRIGGER invoice_bookings_left AFTER DELETE ON invoice_bookings BEGIN
  UPDATE bookings SET invoice = NULL WHERE id = OLD.booking AND invoice = OLD.invoice;
END;
CREATE TRIGGER invoices_take_bookings AFTER INSERT ON invoices BEGIN
  INSERT INTO invoice_bookings (invoice, booking)
  SELECT DISTINCT NEW.id, value ->> 'booking' FROM json_each(NEW.lines) WHERE value ->> 'booking' IS NOT NULL;
  UPDATE invoices SET booking_numbers = (SELECT group_concat(number, ', ') FROM (SELECT b.number FROM invoice_bookings o
    JOIN bookings b ON b.id = o.booking WHERE o.invoice = NEW.id ORDER BY b.number))
  WHERE id = NEW.id AND EXISTS (SELECT 1 FROM invoice_bookings WHERE invoice = NEW.id);
END;
CREATE TRIGGER invoices_change_bookings AFTER UPDATE OF lines, customer ON invoices
WHEN NEW.lines <> OLD.lines OR NEW.customer <> OLD.customer BEGIN
  DELETE FROM invoice_bookings WHERE invoice = NEW.id AND booking NOT IN
    (SELECT value ->> 'booking' FROM json_each(NEW.lines) WHERE value ->> 'booking' IS NOT NULL);
  SELECT RAISE(ABORT, 'booking_of_other_customer') FROM invoice_bookings o JOIN bookings b ON b.id = o.booking
  WHERE o.invoice = NEW.id AND b.customer <> NEW.customer;
  INSERT INTO invoice_bookings (invoice, booking)
  SELECT NEW.id, value ->> 'booking' FROM json_each(NEW.lines) WHERE value ->> 'booking' IS NOT NULL
  EXCEPT SELECT invoice, booking FROM invoice_bookings WHERE invoice = NEW.id;
  UPDATE invoices SET booking_numbers = coalesce((SELECT group_concat(number, ', ') FROM (SELECT b.number FROM invoice_bookings o
    JOIN bookings b ON b.id = o.booking WHERE o.invoice = NEW.id ORDER BY b.number)), '')
  WHERE id = NEW.id;
END;
-- All its bookings are free in the statement that ends it.
CREATE TRIGGER invoices_free_bookings AFTER UPDATE OF cancelled_at, credited_at ON invoices
WHEN NEW.state IN ('cancelled', 'credited') BEGIN
  UPDATE bookings SET invoice = NULL WHERE invoice = NEW.id
    AND id IN (SELECT booking FROM invoice_bookings WHERE invoice = NEW.id);
END;
CREATE TRIGGER invoices_leave_bookings BEFORE DELETE ON invoices WHEN OLD.issued_at IS NULL BEGIN
  DELETE FROM invoice_bookings WHERE invoice = OLD.id;
END;
-- Changing a booking's amount after its invoice was issued is refused (product section 6).
CREATE TRIGGER bookings_amount_fixed BEFORE UPDATE OF amount ON bookings
WHEN NEW.invoice IS NOT NULL AND NEW.amount IS NOT OLD.amount BEGIN
  SELECT RAISE(ABORT, 'amount_fixed') FROM invoices WHERE id = NEW.invoice AND issued_at IS NOT NULL;
END;
-- Whom it is billed to follows from its invoice, even from a draft.
CREATE TRIGGER bookings_customer_fixed BEFORE UPDATE OF customer ON bookings
WHEN NEW.invoice IS NOT NULL AND NEW.customer <> OLD.customer
BEGIN SELECT RAISE(ABORT, 'customer_fixed'); END;
-- A booking whose invoice was paid needs a credit note before it can be cancelled.
CREATE TRIGGER bookings_paid_stay BEFORE UPDATE OF status ON bookings
WHEN NEW.invoice IS NOT NULL AND NEW.status = 'cancelled' AND OLD.status <> 'cancelled' BEGIN
  SELECT RAISE(ABORT, 'invoice_paid') FROM invoices WHERE id = NEW.invoice AND paid > 0;
END;
-- Once issued, an invoice keeps the currency; so does the company (settings' invariant).
CREATE TRIGGER company_currency_fixed BEFORE UPDATE OF currency ON company WHEN NEW.currency <> OLD.currency BEGIN
  SELECT RAISE(ABORT, 'currency_fixed') WHERE EXISTS (SELECT 1 FROM invoices)
    OR EXISTS (SELECT 1 FROM bookings WHERE amount IS NOT NULL);
END;

CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  customer INTEGER NOT NULL REFERENCES customers (id),
  -- As the customer was called then.
  customer_name TEXT NOT NULL DEFAULT '',
  -- Of the invoices it was allocated to, kept by the allocations' trigger.
  invoice_numbers TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  -- Negative for a reversal.
  amount INTEGER NOT NULL CHECK (amount <> 0 AND (amount < 0) = (reverses IS NOT NULL)),
  at INTEGER NOT NULL,
  method TEXT NOT NULL,
  reference TEXT NOT NULL DEFAULT '',
  reverses INTEGER UNIQUE REFERENCES payments (id),
  who TEXT NOT NULL
) STRICT;
CREATE INDEX payments_by_at ON payments (at, id);
CREATE INDEX payments_of_customer ON payments (customer, at, id);
CREATE INDEX payments_by_method ON payments (method, at, id);
CREATE INDEX payments_of_customer_by_method ON payments (customer, method, at, id);
CREATE INDEX payments_collected ON payments (at, amount);

-- How much of a payment went to which invoice: together at most the payment, each at most what the invoice still owed then.
CREATE TABLE payment_allocations (
  payment INTEGER NOT NULL REFERENCES payments (id),
  invoice INTEGER NOT NULL REFERENCES invoices (id),
  -- Negative where a reversal takes it back.
  amount INTEGER NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (payment, invoice)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_allocations_of_invoice ON payment_allocations (invoice, payment);

CREATE TRIGGER payments_reverse BEFORE INSERT ON payments WHEN NEW.reverses IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'reversal_differs') WHERE NOT EXISTS (SELECT 1 FROM payments WHERE id = NEW.reverses
    AND customer = NEW.customer AND currency = NEW.currency AND amount = -NEW.amount AND reverses IS NULL);
END;
-- A reversal takes back all that its payment was allocated to.
CREATE TRIGGER payments_added AFTER INSERT ON payments BEGIN
  UPDATE payments SET customer_name = (SELECT company FROM customers WHERE id = NEW.customer) WHERE id = NEW.id;
  INSERT INTO payment_allocations (payment, invoice, amount)
  SELECT NEW.id, invoice, -amount FROM payment_allocations WHERE payment = NEW.reverses;
END;
-- The guard and the write are one statement: overpaying and paying what isn't open are refused here.
CREATE TRIGGER payment_allocations_fit BEFORE INSERT ON payment_allocations BEGIN
  SELECT RAISE(ABORT, 'invoice_of_other_customer') WHERE NOT EXISTS (SELECT 1 FROM invoices i JOIN payments p
    ON p.customer = i.customer AND p.currency = i.currency WHERE i.id = NEW.invoice AND p.id = NEW.payment);
  SELECT RAISE(ABORT, 'invoice_not_payable') WHERE NOT EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice
    AND issued_at IS NOT NULL AND cancelled_at IS NULL AND credited_at IS NULL);
  SELECT RAISE(ABORT, 'overpaid') WHERE EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice AND paid + NEW.amount > total);
  SELECT RAISE(ABORT, 'refund_too_large') WHERE EXISTS (SELECT 1 FROM invoices WHERE id = NEW.invoice AND paid + NEW.amount < 0);
  SELECT RAISE(ABORT, 'allocated_too_much') WHERE EXISTS (SELECT 1 FROM payments WHERE id = NEW.payment
    AND ((amount < 0) <> (NEW.amount < 0)
    OR abs(NEW.amount + (SELECT coalesce(sum(amount), 0) FROM payment_allocations WHERE payment = NEW.payment)) > abs(amount)));
  SELECT RAISE(ABORT, 'reversal_differs') WHERE EXISTS (SELECT 1 FROM payments p WHERE p.id = NEW.payment
    AND p.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payment_allocations a WHERE a.payment = p.reverses
    AND a.invoice = NEW.invoice AND a.amount = -NEW.amount));
  SELECT RAISE(ABORT, 'payment_fixed') WHERE EXISTS (SELECT 1 FROM payments WHERE reverses = NEW.payment);
END;
CREATE TRIGGER payment_allocations_added AFTER INSERT ON payment_allocations BEGIN
  UPDATE invoices SET paid = paid + NEW.amount, updated_at = (SELECT created_at FROM payments WHERE id = NEW.payment)
  WHERE id = NEW.invoice;
  UPDATE payments SET invoice_numbers = invoice_numbers || iif(invoice_numbers = '', '', ', ')
    || (SELECT number FROM invoices WHERE id = NEW.invoice)
  WHERE id = NEW.payment;
END;
-- Rows, never edited: a mistake is reversed by another row.
CREATE TRIGGER payments_fixed BEFORE UPDATE OF customer, currency, amount, at, method, reference, reverses, who ON payments
BEGIN SELECT RAISE(ABORT, 'payment_fixed'); END;
CREATE TRIGGER payments_kept BEFORE DELETE ON payments BEGIN SELECT RAISE(ABORT, 'payment_fixed'); END;
CREATE TRIGGER payment_allocations_fixed BEFORE UPDATE ON payment_allocations BEGIN SELECT RAISE(ABORT, 'payment_fixed'); END;
CREATE TRIGGER payment_allocations_kept BEFORE DELETE ON payment_allocations BEGIN SELECT RAISE(ABORT, 'payment_fixed'); END;

-- An invoice is told to be overdue once for a due date and a recipient.
CREATE TABLE overdue_notices (
  invoice INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  PRIMARY KEY (invoice, due_on)
) STRICT, WITHOUT ROWID;
