//! Settings: the company's one form, the first run that makes it, the notices and the clock.

mod clock;
mod company;
mod digests;
mod expiring;
mod first_run;
mod notices;
