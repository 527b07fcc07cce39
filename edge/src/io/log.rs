//! The Worker's log. What a person can't mend is told here with the request's id, and to them without its insides.
//!
//! Invariant: no body, cookie, token or password is ever given to these functions.

pub fn error(request: &str, message: &str) {
    worker::console_error!("{request} {message}");
}

pub fn info(message: &str) {
    worker::console_log!("{message}");
}
