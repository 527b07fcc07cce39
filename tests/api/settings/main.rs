//! Settings: the company's one form, and the first run that makes it.

mod company;
mod first_run;
