//! People: signing in and staying so, links, one's own profile, notifications; and what is special about people's records:
//! who may grant what, who can't be lost, what stays unique.

mod contacts;
mod customers;
mod drivers;
mod leave;
mod links;
mod notifications;
mod passwords;
mod roles;
mod serving;
mod sessions;
mod sign_in;
mod staff;
