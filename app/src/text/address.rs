//! Addresses as they are written, with countries named by the browser.

use domain::address::{self, Address};
use serde_json::Value;

use super::intl;

/// `Reino Unido`
pub(crate) fn country(code: &str) -> String {
    intl::country_name(code).unwrap_or_else(|| code.to_owned())
}

/// Every country's code and name, in the order of the reader's alphabet.
pub(crate) fn countries() -> Vec<(&'static str, String)> {
    let mut all: Vec<_> = address::countries().map(|code| (code, country(code))).collect();
    all.sort_by(|(_, one), (_, other)| intl::compare(one, other));
    all
}

/// As an envelope from `home` has it.
pub(crate) fn lines(address: &Address, home: &str) -> Vec<String> {
    address.lines(home, country)
}

/// Of a field's value, in one line, with the country.
pub(crate) fn in_one_line(value: &Value) -> String {
    let address: Address = serde_json::from_value(value.clone()).unwrap_or_default();
    lines(&address, "").join(", ")
}
