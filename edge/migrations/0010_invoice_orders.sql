-- Invoices of a state by the day they were issued.

CREATE INDEX invoices_by_state_issued ON invoices (state, issued_on, id);
