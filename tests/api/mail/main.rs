//! Mail: secrets that only go in, consent, and mails that go out once.

mod crash;
mod secrets;
mod sending;
