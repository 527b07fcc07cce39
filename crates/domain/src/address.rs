//! A postal address in its parts, and the lines that it is written in. A trip's places are free text instead.
//!
//! One enters by a draft's field of the type [`Address`], kept as JSON in one column, and by [`Address::lines`].
//!
//! Invariant: no part that was filled in is missing from the lines, but the country where everybody knows it.

use crate::check::{Check, Draft, FieldCode};
use crate::text::Text;

/// Codes of ISO 3166-1 (alpha-2) one behind the other, in their order.
const CODES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCR\
    CUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISIT\
    JEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNU\
    NZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUA\
    UGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

/// Every country's code.
pub fn countries() -> impl Iterator<Item = &'static str> {
    (0..CODES.len()).step_by(2).filter_map(|at| CODES.get(at..at + 2))
}

/// Lines of a street that fit on an envelope.
const MOST_LINES: usize = 2;

const TOO_MANY_LINES: Text = crate::text!(
    "Caben dos líneas: la calle y el número, y lo que precise más.",
    "Two lines fit here: street and number, and what else is needed to find it.",
    "Ci stanno due righe: via e numero, e quanto serve ancora.",
    "Mieszczą się dwa wiersze: ulica z numerem i to, co jeszcze potrzebne."
);

crate::draft! {
    /// Where a company or a person gets its post.
    #[derive(Debug)]
    pub struct Address {
        /// Street and number, and a second line for what else is needed.
        pub street: String = paragraph(200);
        pub postcode: String = line(20);
        pub city: String = line(80);
        /// Province, state, county or voivodeship, as it is written there.
        pub region: String = line(80);
        /// ISO 3166-1 alpha-2, or empty.
        pub country: String = by_rule();
    }
}

impl Draft for Address {
    fn rules(&self, check: &mut Check) {
        if self.street.lines().count() > MOST_LINES {
            check.say("street", FieldCode::TooMany, TOO_MANY_LINES, String::new());
        }
        let is_known = self.country.is_empty() || countries().any(|code| code == self.country);
        check.that("country", is_known, FieldCode::UnknownValue);
    }
}

impl Address {
    /// The lines in the order of its country, as they are written by somebody in `home` (an ISO code, or empty): an address
    /// without a country is at home, and only another country's stands in the last line, by what `name` calls the code.
    #[must_use]
    pub fn lines(&self, home: &str, name: impl FnOnce(&str) -> String) -> Vec<String> {
        let country = if self.country.is_empty() { home } else { &self.country };
        let mut lines: Vec<String> = self.street.lines().map(|line| line.trim().to_owned()).collect();
        lines.extend(self.place(country));
        if country != home {
            lines.push(name(country));
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// City, postcode and region as the country's post wants them (after the formats that libaddressinput collects).
    fn place(&self, country: &str) -> Vec<String> {
        let (postcode, city, region) = (self.postcode.as_str(), self.city.as_str(), self.region.as_str());
        match country {
            "US" => vec![joined(", ", [city, &joined(" ", [region, postcode])])],
            "AU" | "CA" => vec![joined(" ", [city, region, postcode])],
            "FK" | "GB" | "GG" | "GI" | "IE" | "IM" | "JE" | "ZA" => vec![city.into(), region.into(), postcode.into()],
            "BR" => vec![joined(" - ", [city, region]), postcode.into()],
            "IN" | "NZ" | "SG" => vec![joined(" ", [city, postcode]), region.into()],
            "IT" | "SM" | "VA" => vec![joined(" ", [postcode, city, region])],
            "MX" => vec![joined(", ", [&joined(" ", [postcode, city]), region])],
            // A capital is called as its province is, which nobody writes twice.
            "ES" if region == city => vec![joined(" ", [postcode, city])],
            "ES" if !region.is_empty() => vec![joined(" ", [postcode, city, &["(", region, ")"].concat()])],
            _ => vec![joined(" ", [postcode, city]), region.into()],
        }
    }
}

/// What there is of the parts, with `between` between them.
fn joined<const N: usize>(between: &str, parts: [&str; N]) -> String {
    let there: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    there.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(street: &str, postcode: &str, city: &str, region: &str, country: &str) -> Address {
        let [street, postcode, city, region, country] = [street, postcode, city, region, country].map(str::to_owned);
        Address { street, postcode, city, region, country }
    }

    fn written(address: &Address, home: &str) -> String {
        address.lines(home, |code| format!("<{code}>")).join(" / ")
    }

    #[test]
    fn countries_are_those_of_iso_3166() {
        let all: Vec<_> = countries().collect();
        assert_eq!(all.len(), 249);
        assert!(all.iter().all(|code| code.bytes().all(|letter| letter.is_ascii_uppercase())));
        assert!(all.is_sorted());
        assert!(["ES", "GB", "IT", "PL", "US"].iter().all(|code| all.contains(code)));
    }

    #[test]
    fn each_country_has_its_own_order_of_lines() {
        for (parts, lines) in [
            (["Calle Mayor 1\n2.º B", "28013", "Madrid", "Madrid", "ES"], "Calle Mayor 1 / 2.º B / 28013 Madrid"),
            (["Calle Sol 3", "28921", "Alcorcón", "Madrid", "ES"], "Calle Sol 3 / 28921 Alcorcón (Madrid)"),
            (["Via Verdi 12", "20121", "Milano", "MI", "IT"], "Via Verdi 12 / 20121 Milano MI"),
            (["ul. Długa 27/4", "31-147", "Kraków", "", "PL"], "ul. Długa 27/4 / 31-147 Kraków"),
            (["18 Albion Street", "LS1 6PA", "Leeds", "", "GB"], "18 Albion Street / Leeds / LS1 6PA"),
            (["1 Main St", "94107", "San Francisco", "CA", "US"], "1 Main St / San Francisco, CA 94107"),
            (["1 Rue X", "H2X 1Y4", "Montréal", "QC", "CA"], "1 Rue X / Montréal QC H2X 1Y4"),
            (["Hauptstr. 1", "10115", "Berlin", "Berlin", "DE"], "Hauptstr. 1 / 10115 Berlin / Berlin"),
            (["Rua A 1", "01310-100", "São Paulo", "SP", "BR"], "Rua A 1 / São Paulo - SP / 01310-100"),
        ] {
            let [street, postcode, city, region, country] = parts;
            assert_eq!(written(&address(street, postcode, city, region, country), country), lines);
        }
    }

    #[test]
    fn only_another_country_is_named() {
        let leeds = address("18 Albion Street", "LS1 6PA", "Leeds", "", "GB");
        assert_eq!(written(&leeds, "ES"), "18 Albion Street / Leeds / LS1 6PA / <GB>");
        assert_eq!(written(&leeds, "GB"), "18 Albion Street / Leeds / LS1 6PA");
        // One without a country is at home, and in the order of home.
        let bare = Address { country: String::new(), ..leeds };
        assert_eq!(written(&bare, "GB"), "18 Albion Street / Leeds / LS1 6PA");
        assert_eq!(written(&bare, ""), "18 Albion Street / LS1 6PA Leeds");
    }

    #[test]
    fn what_is_left_out_leaves_no_sign_behind() {
        assert_eq!(written(&Address::default(), "ES"), "");
        for country in countries().chain([""]) {
            for filled in 0..16_u32 {
                let part = |bit: u32, text: &str| if filled >> bit & 1 == 1 { text.to_owned() } else { String::new() };
                let (street, postcode) = (part(0, "Street"), part(1, "Postcode"));
                let (city, region) = (part(2, "City"), part(3, "Region"));
                let lines =
                    Address { street, postcode, city, region, country: country.into() }.lines("", |_| "Country".into());
                let words = lines.join(" ");
                let named = words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count();
                assert_eq!(named, filled.count_ones() as usize + usize::from(!country.is_empty()), "{country} {words}");
                for line in &lines {
                    let signs = [' ', ',', '-'];
                    assert!(
                        !line.starts_with(signs) && !line.ends_with(signs) && !line.contains("()"),
                        "{country} {line}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_address_may_be_empty_and_is_refused_at_the_part_that_is_wrong() {
        assert_eq!(Address::default().errors(), []);
        let at =
            |address: Address| address.errors().into_iter().map(|error| (error.field, error.code)).collect::<Vec<_>>();
        assert_eq!(at(address("1\n2\n3", "", "", "", "")), [("street".to_owned(), FieldCode::TooMany)]);
        assert_eq!(at(address("", &"1".repeat(21), "", "", "")), [("postcode".to_owned(), FieldCode::TooLong)]);
        for unknown in ["XX", "es", "ESP", "DA"] {
            assert_eq!(
                at(address("", "", "", "", unknown)),
                [("country".to_owned(), FieldCode::UnknownValue)],
                "{unknown}"
            );
        }
    }
}
