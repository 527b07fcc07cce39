//! Mail: secrets that only go in, consent, and mails that go out once.

mod secrets;
mod sending;
