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

/// A typed address's place, which stands before the first comma, and the rest of it, which may be empty.
pub(crate) fn place_and_rest(address: &str) -> (&str, &str) {
    let (place, rest) = address.split_once([',', '\n']).unwrap_or((address, ""));
    (place.trim(), rest.trim())
}

/// `Hotel Mirasierra → IFEMA`, of two typed addresses.
pub(crate) fn way(from: &str, to: &str) -> String {
    [place_and_rest(from).0, " → ", place_and_rest(to).0].concat()
}

#[cfg(test)]
mod tests {
    use super::{place_and_rest, way};

    #[test]
    fn an_address_is_called_by_what_stands_before_its_first_comma() {
        assert_eq!(place_and_rest("IFEMA, puerta norte, Madrid"), ("IFEMA", "puerta norte, Madrid"));
        assert_eq!(place_and_rest(" Seis tiendas "), ("Seis tiendas", ""));
        assert_eq!(way("Calle Mayor 1, Madrid", "Aeropuerto T4"), "Calle Mayor 1 → Aeropuerto T4");
    }
}
