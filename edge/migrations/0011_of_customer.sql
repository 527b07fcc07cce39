-- What a customer, or whoever looks at one, narrows by status: found without going through all of that customer's.

CREATE INDEX bookings_of_customer_by_status ON bookings (customer, status, pickup_at, id) WHERE archived_at IS NULL;
CREATE INDEX invoices_of_customer_by_state ON invoices (customer, state, due_on, id);
CREATE INDEX invoices_of_customer_by_state_issued ON invoices (customer, state, issued_on, id);
CREATE INDEX invoices_of_customer_by_owing ON invoices (customer, owing, due_on, id) WHERE owing IS NOT NULL;
