//! The customer's portal: what can be asked for, changed and seen there. (That it is only one's own, `house` walks.)

mod bookings;
mod calendar;
mod invoices;
mod ratings;
