use super::*;

fn wanted(decimal: char, places: u8) -> Wanted {
    Wanted { decimal, places, beside: vec!["EUR".into(), "€".into(), "km".into(), "zł".into()], one_reading: false }
}

/// As a field of nine decimals reads it, with a decimal comma and with a decimal point.
fn both(typed: &str) -> [Option<String>; 2] {
    [',', '.'].map(|decimal| read(typed, &wanted(decimal, 9)).ok().map(|read| read.number))
}

/// What is typed, what a reader of es, it and pl means by it, and what a reader of en does; none: refused.
pub(crate) const SPELLINGS: &[(&str, Option<&str>, Option<&str>)] = &[
    ("1234,5", Some("1234.5"), Some("1234.5")),
    ("1.234,50", Some("1234.5"), Some("1234.5")),
    ("1,234.50", Some("1234.5"), Some("1234.5")),
    ("1.5", Some("1.5"), Some("1.5")),
    ("1,5", Some("1.5"), Some("1.5")),
    ("1.500", Some("1500"), Some("1.5")),
    ("1,500", Some("1.5"), Some("1500")),
    ("1.459", Some("1459"), Some("1.459")),
    ("1.234.567", Some("1234567"), Some("1234567")),
    ("1,234,567.891", Some("1234567.891"), Some("1234567.891")),
    // A group of thousands never follows a lone zero, a leading zero or more than three digits.
    ("0.125", Some("0.125"), Some("0.125")),
    ("0,125", Some("0.125"), Some("0.125")),
    ("00.125", Some("0.125"), Some("0.125")),
    ("012.345", Some("12.345"), Some("12.345")),
    ("1234.567", Some("1234.567"), Some("1234.567")),
    ("1234,567", Some("1234.567"), Some("1234.567")),
    ("0.125,5", None, None),
    ("0.125.500", None, None),
    ("1234.567,5", None, None),
    ("012.345,5", None, None),
    // Signs aren't mixed, nor repeated but between thousands.
    ("10.10.10", None, None),
    ("1.234,567.89", None, None),
    ("1.234 567", None, None),
    ("1,2,3.4.5", None, None),
    ("12.34,5", None, None),
    ("1..5", None, None),
    ("1.,5", None, None),
    ("1,00,000", None, None),
    // Spaces of every kind, and the apostrophes of Switzerland.
    (" 1 200 ", Some("1200"), Some("1200")),
    ("1\u{202f}234,50", Some("1234.5"), Some("1234.5")),
    ("1\u{a0}234\u{a0}567.5", Some("1234567.5"), Some("1234567.5")),
    ("1\u{2009}234", Some("1234"), Some("1234")),
    ("1'234.50", Some("1234.5"), Some("1234.5")),
    ("1’234,50", Some("1234.5"), Some("1234.5")),
    ("0 125", None, None),
    ("12 34", None, None),
    ("1234 567", None, None),
    // Other scripts, other minus signs, and what can't be seen.
    ("１２３４．５", Some("1234.5"), Some("1234.5")),
    ("١٢٣٤٫٥", Some("1234.5"), Some("1234.5")),
    ("۱٬۲۳۴", Some("1234"), Some("1234")),
    ("\u{2212}0,50", Some("-0.5"), Some("-0.5")),
    ("– 5", Some("-5"), Some("-5")),
    ("+5", Some("5"), Some("5")),
    ("\u{200e}\u{2212}5\u{200b}", Some("-5"), Some("-5")),
    ("-0", Some("0"), Some("0")),
    ("--5", None, None),
    ("5-", None, None),
    // What was pasted along.
    ("€ 1.234,56", Some("1234.56"), Some("1234.56")),
    ("1.234,56\u{a0}€", Some("1234.56"), Some("1234.56")),
    ("-€5", Some("-5"), Some("-5")),
    ("€\u{2212}5", Some("-5"), Some("-5")),
    ("12 eur", Some("12"), Some("12")),
    ("1 234,50 zł", Some("1234.5"), Some("1234.5")),
    ("12km", Some("12"), Some("12")),
    ("£5", None, None),
    ("12 mi", None, None),
    ("007", Some("7"), Some("7")),
    (",5", Some("0.5"), Some("0.5")),
    ("5.", Some("5"), Some("5")),
    ("", None, None),
    (",", None, None),
    ("12a", None, None),
    ("1e3", None, None),
    ("1;5", None, None),
    ("½", None, None),
];

#[test]
fn numbers_are_read_as_they_are_written_or_refused() {
    for (typed, comma, point) in SPELLINGS {
        let expected = [comma, point].map(|number| number.map(str::to_owned));
        assert_eq!(both(typed), expected, "{typed}");
    }
}

#[test]
fn where_two_readings_are_possible_both_are_told() {
    let es = wanted(',', 3);
    let read_es = |typed: &str| read(typed, &es).unwrap();
    assert_eq!(read_es("1.459"), Read { number: "1459".into(), other: Some("1.459".into()) });
    assert_eq!(understood(&read_es("1.459"), ',').unwrap(), "Se entiende 1459. Si quería decir 1,459, escríbalo así.");
    for clear in ["1,459", "1459", "1.459,00", "1 459", "0.125", "1234.567", "1.234.567"] {
        assert_eq!(read_es(clear).other, None, "{clear}");
    }
    let english = read("1,459", &wanted('.', 3)).unwrap();
    assert_eq!(english, Read { number: "1459".into(), other: Some("1.459".into()) });
    // Where there are no decimals there is one reading.
    assert_eq!(read("1.459", &wanted(',', 0)).unwrap().other, None);
}

#[test]
fn a_unit_price_with_two_readings_is_refused_naming_those_that_would_be_accepted() {
    let price = |places| Wanted { one_reading: true, ..wanted(',', places) };
    let message = |places| read("1.459", &price(places)).unwrap_err().sentence(',');
    assert!(message(3).contains("1459,00") && message(3).contains("1,459"), "{}", message(3));
    assert!(message(2).contains("1459,00") && !message(2).contains("1,459"), "{}", message(2));
    let price = price(2);
    assert_eq!(read("1.459,00", &price).unwrap().number, "1459");
    assert_eq!(read("1,459", &price).unwrap_err(), Unread::TooManyDecimals(2));
}

#[test]
fn more_decimals_than_can_be_kept_are_refused_and_never_rounded() {
    assert_eq!(read("1250,5", &wanted(',', 0)), Err(Unread::TooManyDecimals(0)));
    assert_eq!(read("9,9751", &wanted(',', 3)), Err(Unread::TooManyDecimals(3)));
    assert_eq!(read("9,975", &wanted(',', 3)).unwrap().number, "9.975");
    assert_eq!(read("12,000", &wanted(',', 0)).unwrap().number, "12");
    assert_eq!(read("1234567890123456", &wanted(',', 2)), Err(Unread::TooManyDigits));
}

/// Numbers of many lengths, whole and with every count of decimals, that no pattern of a reader was made for.
fn numbers() -> impl Iterator<Item = String> {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    (0..4_000_u32).map(move |at| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let whole = (seed % 10_u64.pow(at % 13)).to_string();
        let fraction = format!("{:03}", (seed >> 20) % 1_000);
        canonical(at % 5 == 0, &whole, &fraction[..(at % 4) as usize])
    })
}

#[test]
fn what_is_shown_is_read_back_as_the_same_number_in_every_language() {
    for language in ["es", "en", "it", "pl"] {
        let wanted = wanted(decimal_sign(language), 3);
        for number in numbers() {
            let shown = show(&number, wanted.decimal);
            let expected = Read { number: number.clone(), other: None };
            assert_eq!(read(&shown, &wanted), Ok(expected), "{language} {shown}");
        }
    }
}

#[test]
fn an_amount_copied_from_a_page_is_read_back_as_the_same_number() {
    for (decimal, group) in [(',', "."), ('.', ","), (',', "\u{a0}"), (',', "\u{202f}")] {
        for number in numbers() {
            let minus = if number.starts_with('-') { "\u{2212}" } else { "" };
            let (whole, fraction) =
                number.trim_start_matches('-').split_once('.').unwrap_or((number.trim_start_matches('-'), ""));
            let fraction = &format!("{fraction:0<3}")[..2];
            let groups: Vec<_> =
                whole.as_bytes().rchunks(3).rev().map(|part| std::str::from_utf8(part).unwrap()).collect();
            let shown = [minus, &groups.join(group), &decimal.to_string(), fraction, "\u{a0}€"].concat();
            let expected = canonical(!minus.is_empty(), whole, fraction);
            assert_eq!(read(&shown, &wanted(decimal, 2)), Ok(Read { number: expected, other: None }), "{shown}");
        }
    }
}

#[test]
fn what_is_unread_is_kept_as_it_was_typed_with_its_reason() {
    let kept = unread("Why", "1.459");
    assert_eq!((why_unread(&kept), as_typed(&kept)), (Some("Why"), Some("1.459")));
    assert_eq!((why_unread("1.459"), as_typed("")), (None, None));
}

#[test]
fn money_keeps_the_currencys_decimals() {
    assert_eq!(to_minor("12.5", 2).as_deref(), Some("1250"));
    assert_eq!(to_minor("0.05", 2).as_deref(), Some("5"));
    assert_eq!(to_minor("1200", 0).as_deref(), Some("1200"));
    assert_eq!(to_minor("1.234", 3).as_deref(), Some("1234"));
    assert_eq!(to_minor("1.234", 2), None);
    assert_eq!(from_minor("5", 2), "0.05");
    assert_eq!(from_minor("-1250", 2), "-12.50");
    assert_eq!(from_minor("1200", 0), "1200");
    assert_eq!(from_minor("", 2), "");
}

/// What is kept of a unit price, typed with a decimal comma in a currency of so many decimals, and how it is shown again.
fn unit_price(typed: &str, exponent: u8) -> Option<(String, String)> {
    let wanted = Wanted { one_reading: true, ..wanted(',', exponent + 4) };
    let kept = to_minor(&read(typed, &wanted).ok()?.number, exponent + 4)?;
    let shown = show(&from_parts(&kept, exponent, 4), ',');
    Some((kept, shown))
}

#[test]
fn a_unit_price_has_four_decimals_more_than_its_currency() {
    for (typed, exponent, kept, shown) in [
        ("1,459", 2, "1459000", "1,459"),
        ("0.01459", 2, "14590", "0,01459"),
        ("1.459,5", 2, "1459500000", "1459,50"),
        ("12,5", 2, "12500000", "12,50"),
        ("80", 2, "80000000", "80,00"),
        ("0,123456", 2, "123456", "0,123456"),
        ("1500,0001", 0, "15000001", "1500,0001"),
        ("1500", 0, "15000000", "1500"),
        ("0,0000001", 3, "1", "0,0000001"),
        ("1", 3, "10000000", "1,000"),
        ("-0,05", 2, "-50000", "-0,05"),
    ] {
        assert_eq!(unit_price(typed, exponent), Some((kept.to_owned(), shown.to_owned())), "{typed}");
    }
    for (typed, exponent) in [("0,1234567", 2), ("0,00001", 0), ("0,00000001", 3), ("1.459", 2), ("1234567890123", 2)] {
        assert_eq!(unit_price(typed, exponent), None, "{typed}");
    }
}

#[test]
fn a_unit_price_is_shown_as_it_is_read_back_whatever_its_currency() {
    for exponent in [0, 2, 3] {
        for number in numbers()
            .filter(|number| !number.contains('.') || number.split_once('.').is_some_and(|(whole, _)| whole.len() < 12))
        {
            let wanted = wanted(',', exponent + 4);
            let Ok(read) = read(&show(&number, ','), &wanted) else { continue };
            let kept = to_minor(&read.number, exponent + 4).unwrap();
            assert!(kept.parse::<i64>().is_ok(), "{kept}");
            let shown = show(&from_parts(&kept, exponent, 4), ',');
            assert_eq!(unit_price(&shown, exponent).map(|(kept, _)| kept), Some(kept), "{exponent} {number} {shown}");
        }
    }
}

#[test]
fn durations_are_read_as_people_write_them() {
    for (typed, minutes) in [
        ("1:30", Some(90)),
        ("90", Some(90)),
        ("1h 30m", Some(90)),
        ("1,5 h", Some(90)),
        ("1,25 h", Some(75)),
        ("1,01 h", None),
        ("١:٣٠", Some(90)),
        ("45 min", Some(45)),
        ("1:75", None),
        ("x", None),
    ] {
        assert_eq!(read_minutes(typed), minutes, "{typed}");
    }
    assert_eq!(show_minutes(65), "1:05");
}
