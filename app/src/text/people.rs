//! Sentences of customers, contacts, drivers, staff and roles.

domain::texts! {}
