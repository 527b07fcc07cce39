use super::*;

const SPANISH: Reader = Reader {
    sign: '/',
    months: "ene feb mar abr may jun jul ago sep oct nov dic",
    weekdays: "lun mar mie jue vie sab dom",
    near: "ayer hoy mañana pasado",
    today: day(2026, 11, 24), // a Tuesday
};

const POLISH: Reader = Reader {
    sign: '.',
    months: "sty lut mar kwi maj cze lip sie wrz paz lis gru",
    weekdays: "pon wto sro czw pia sob nie",
    near: "wczoraj dziś/dzisiaj jutro pojutrze",
    ..SPANISH
};

const ENGLISH: Reader = Reader {
    months: "jan feb mar apr may jun jul aug sep oct nov dec",
    weekdays: "mon tue wed thu fri sat sun",
    near: "yesterday today tomorrow overmorrow",
    ..SPANISH
};

const fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

fn at(kept: &str) -> Wall {
    Wall::read(kept).unwrap()
}

fn days(reader: &Reader, all: &[(&str, Date)]) {
    for (typed, wanted) in all {
        assert_eq!(reader.read_day(typed), Ok(*wanted), "{typed}");
    }
}

#[test]
fn a_day_is_read_in_the_ways_it_is_typed() {
    let third = day(2026, 12, 3);
    let same = [
        "3/12",
        "3/12/26",
        "03/12/2026",
        "3-12",
        "3 12",
        "3.12.2026",
        "3 dic",
        "3dic",
        "3 de diciembre de 2026",
        "0312",
        "031226",
        "03122026",
        "2026-12-03",
        "2026/12/3",
        "jue 3/12",
    ];
    days(&SPANISH, &same.map(|typed| (typed, third)));
    days(
        &ENGLISH,
        &[("3 Dec", third), ("Dec 3", third), ("December 3rd, 2026", third), ("the 3rd of December", third)],
    );
    days(&POLISH, &[("3.12", third), ("3 grudnia", third), ("3 GRU 2026 r.", third), ("1 paź", day(2026, 10, 1))]);
}

#[test]
fn a_day_has_a_name_near_today() {
    days(
        &SPANISH,
        &[
            ("hoy", day(2026, 11, 24)),
            (" Mañana ", day(2026, 11, 25)),
            ("manana", day(2026, 11, 25)),
            ("ayer", day(2026, 11, 23)),
        ],
    );
    days(&POLISH, &[("dzis", day(2026, 11, 24)), ("dzisiaj", day(2026, 11, 24)), ("środa", day(2026, 11, 25))]);
    // The next one, which on its own day is a week away.
    days(&SPANISH, &[("miércoles", day(2026, 11, 25)), ("lunes", day(2026, 11, 30)), ("martes", day(2026, 12, 1))]);
    days(&SPANISH, &[("24", day(2026, 11, 24)), ("5", day(2026, 12, 5))]);
}

#[test]
fn a_day_without_its_year_is_near() {
    days(&SPANISH, &[("3/1", day(2027, 1, 3)), ("1/9", day(2026, 9, 1)), ("20/8", day(2027, 8, 20))]);
    let january = Reader { today: day(2027, 1, 10), ..SPANISH };
    days(&january, &[("30/12", day(2026, 12, 30))]);
}

#[test]
fn what_is_no_day_is_refused() {
    for typed in ["", "x", "3/dcx", "1/2/3/4", "3/12/0999", "99999"] {
        assert_eq!(SPANISH.read_day(typed), Err(Unread::Letters), "{typed}");
    }
    for typed in ["30/02/2026", "31/4", "0/1", "3/13"] {
        assert_eq!(SPANISH.read_day(typed), Err(Unread::NoSuchDay), "{typed}");
    }
}

#[test]
fn a_time_is_read_in_the_ways_it_is_typed() {
    for typed in ["9:30", "930", "0930", "09:30", "9.30", "9,30", "9h30", "9:30h", "9:30 am", "9.30 a.m."] {
        assert_eq!(read_time(typed), Some(570), "{typed}");
    }
    assert_eq!(
        ["9", "21:30", "9:30 pm", "12am", "12 pm", "15 h"].map(read_time),
        [Some(540), Some(1290), Some(1290), Some(0), Some(720), Some(900)]
    );
    for typed in ["", "24", "9:60", "9:3", "13 pm", "x", "12345", "9:30:00"] {
        assert_eq!(read_time(typed), None, "{typed}");
    }
}

#[test]
fn a_moment_is_a_day_and_a_time_and_takes_the_rest_from_before() {
    let before = Some(at("2026-11-27T18:15"));
    let moment = |reader: &Reader, typed: &str| reader.read(typed, before, None);
    for typed in
        ["3/12 9:30", "3/12/2026, 09:30", "3 dic 930", "03/12/2026 9.30", "2026-12-03T09:30", "2026-12-03 09:30"]
    {
        assert_eq!(moment(&SPANISH, typed), Ok(Typed::At(at("2026-12-03T09:30"))), "{typed}");
    }
    assert_eq!(moment(&SPANISH, "mañana 9"), Ok(Typed::At(at("2026-11-25T09:00"))));
    assert_eq!(moment(&SPANISH, "15.30"), Ok(Typed::At(at("2026-11-27T15:30"))));
    assert_eq!(moment(&SPANISH, "3 dic"), Ok(Typed::At(at("2026-12-03T18:15"))));
    assert_eq!(moment(&SPANISH, "3 dic 2026"), Ok(Typed::At(at("2026-12-03T18:15"))));
    assert_eq!(moment(&POLISH, "3.12"), Ok(Typed::At(at("2026-12-03T18:15"))));
    assert_eq!(moment(&POLISH, "15.30"), Ok(Typed::At(at("2026-11-27T15:30"))));
    assert_eq!(SPANISH.read("930", None, None), Ok(Typed::At(at("2026-11-24T09:30"))));
    assert_eq!(SPANISH.read("3/12", None, None), Err(Unread::NoTime(day(2026, 12, 3))));
    assert_eq!(SPANISH.read("nunca", before, None), Err(Unread::Letters));
    assert_eq!(SPANISH.read("30/2 9:30", before, None), Err(Unread::NoSuchDay));
}

#[test]
fn an_end_may_be_a_time_after_the_start_or_a_length() {
    let start = Some(at("2026-12-03T22:00"));
    let end = |typed| SPANISH.read(typed, Some(at("2026-11-01T10:00")), start);
    assert_eq!(end("23:30"), Ok(Typed::At(at("2026-12-03T23:30"))));
    assert_eq!(end("1:30"), Ok(Typed::At(at("2026-12-04T01:30"))));
    assert_eq!(end("22:00"), Ok(Typed::At(at("2026-12-04T22:00"))));
    assert_eq!(
        ["+2h", "+90", "+1:30", "+ 1h 30m"].map(end),
        [120, 90, 90, 90].map(|minutes| Ok(Typed::After(minutes)))
    );
    assert_eq!(["+", "+0", "+x"].map(end), [Err(Unread::Letters); 3]);
    assert_eq!(SPANISH.read("+2h", None, None), Err(Unread::Letters));
}

#[test]
fn what_is_shown_is_read_back() {
    for reader in [SPANISH, POLISH, ENGLISH] {
        let moment = at("2026-10-09T00:05");
        assert_eq!(reader.read(&reader.show(moment), None, None), Ok(Typed::At(moment)));
        assert_eq!(reader.read_day(&reader.show_day(moment.day)), Ok(moment.day));
    }
    assert_eq!(POLISH.show(at("2026-11-24T09:30")), "24.11.2026 09:30");
    assert_eq!(SPANISH.show(at("2026-11-24T09:30")), "24/11/2026 09:30");
    assert_eq!(at("2026-11-24T09:30").kept(), "2026-11-24T09:30");
}
