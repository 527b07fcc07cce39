//! The customer's portal: what can be asked for, changed and seen there. (That it is only one's own, `house` walks.)

mod bookings;
mod calendar;
mod home;
mod invoices;
mod ratings;
