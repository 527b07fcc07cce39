//! Mail: secrets that only go in, consent, and mails that go out once.

mod consent;
mod crash;
mod engines;
mod failures;
mod files;
mod keys;
mod limits;
mod links;
mod refreshing;
mod scene;
mod secrets;
mod sending;
mod undelivered;
mod upkeep;
mod writing;
