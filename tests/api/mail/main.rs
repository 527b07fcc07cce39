//! Mail: secrets that only go in, consent, and mails that go out once.

mod compose;
mod consent;
mod crash;
mod deliveries;
mod engines;
mod failures;
mod files;
mod hosts;
mod keys;
mod limits;
mod links;
mod outcomes;
mod refreshing;
mod renewing;
mod scene;
mod secrets;
mod sending;
mod servers;
mod undelivered;
mod upkeep;
mod walk;
