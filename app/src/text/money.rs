//! Sentences of invoices and payments.

domain::texts! {}
