//! Company tax numbers whose check digits are right, from their serial part.

/// A Spanish limited company's NIF: B, seven digits, a control digit (Orden EHA/451/2008).
pub fn spanish(serial: u32) -> String {
    let digits = format!("{serial:07}");
    // Digits in odd places are doubled and their own digits added.
    let sum: u32 =
        digits.bytes().map(|b| u32::from(b - b'0')).enumerate().map(|(at, digit)| doubled(digit, at % 2 == 0)).sum();
    format!("B{digits}{}", (10 - sum % 10) % 10)
}

/// An Italian partita IVA: ten digits and a Luhn digit.
pub fn italian(serial: u64) -> String {
    let digits = format!("{serial:010}");
    let sum: u32 =
        digits.bytes().map(|b| u32::from(b - b'0')).enumerate().map(|(at, digit)| doubled(digit, at % 2 == 1)).sum();
    format!("IT{digits}{}", (10 - sum % 10) % 10)
}

/// A Polish NIP: nine digits and their weighted sum modulo eleven. `serial` must not give ten.
pub fn polish(serial: u32) -> String {
    let digits = format!("{serial:09}");
    let sum: u32 =
        digits.bytes().zip([6, 5, 7, 2, 3, 4, 5, 6, 7]).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    format!("PL{digits}{}", sum % 11)
}

fn doubled(digit: u32, doubles: bool) -> u32 {
    let value = if doubles { digit * 2 } else { digit };
    value / 10 + value % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digits_are_those_of_numbers_in_use() {
        assert_eq!(spanish(4_610_383), "B46103834");
        assert_eq!(italian(90_581_100), "IT00905811006");
        assert_eq!(polish(526_025_099), "PL5260250995");
    }
}
