-- Indexes for what people filter by, and for what the overview adds up.

CREATE INDEX staff_by_active ON staff (active, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX staff_by_access ON staff (access, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX customers_by_active ON customers (active, company_key, id) WHERE archived_at IS NULL;
CREATE INDEX contacts_by_access ON contacts (access, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX contacts_by_primary ON contacts ("primary", name_key, id) WHERE archived_at IS NULL;
CREATE INDEX invoices_of_customer_issued ON invoices (customer, issued_on, id) WHERE issued_on IS NOT NULL;
CREATE INDEX payments_by_method ON payments (method, at, id);

-- What is still owed on, by how much came in; whether it is overdue depends on the day and stands in no column.
ALTER TABLE invoices ADD COLUMN owing TEXT GENERATED ALWAYS AS (CASE
  WHEN state <> 'open' THEN NULL WHEN paid > 0 THEN 'partly_paid' ELSE 'issued' END) VIRTUAL;
CREATE INDEX invoices_by_owing ON invoices (owing, due_on, id) WHERE owing IS NOT NULL;

CREATE INDEX invoices_owed ON invoices (due_on, total, paid) WHERE owing IS NOT NULL;
CREATE INDEX payments_collected ON payments (at, amount);
