//! The staff: an office of six and sixteen drivers, one on leave, one gone, one with an expired licence.

use super::{DRIVERS, STAFF, company};
use crate::{
    Result,
    seed::{
        clock::Clock,
        journal::{Entry, Journal, Who},
        row::{Row, Stamp},
        sign_in::{self, Password},
    },
};
use domain::{
    id::{DriverId, RoleId, StaffId},
    people::{
        driver::{DriverDraft, LicenceClass},
        leave::{LeaveDraft, LeaveKind},
        staff::StaffDraft,
    },
    text::Language,
    time::{DAY, HOUR, Instant},
};
use rusqlite::Connection;

const OFFICE: [(&str, &str, &str, &str, i64); 6] = [
    ("Ana Vega Romero", sign_in::OWNER, "Gerente", "owner", 3_800),
    ("Diego Salas Cordero", sign_in::DISPATCHER, "Jefe de tráfico", "dispatcher", 2_450),
    ("Nuria Campos Lozano", "nuria@vega.example", "Tráfico", "dispatcher", 2_100),
    ("Teresa Molina Arroyo", sign_in::WORKSHOP, "Jefa de taller", "workshop", 2_300),
    ("Carmen Ruiz Estévez", sign_in::ACCOUNTING, "Administración", "accounting", 2_250),
    ("Víctor Lago Bermúdez", sign_in::VIEWER, "Asesor externo", "viewer", 0),
];

/// What someone may drive, beside cars.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drives {
    Vans,
    Coaches,
    Trucks,
    Anything,
}

pub struct Driver {
    name: &'static str,
    mail: &'static str,
    drives: Drives,
    /// Days from today.
    licence_expires: i64,
    /// Days before today.
    hired: i64,
    language: Language,
    /// Hundredths of a star that customers give on average.
    pub skill: i64,
    stay: Stay,
    /// From and to days from today, and why.
    away: &'static [(i64, i64, LeaveKind, &'static str)],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stay {
    Here,
    Invited,
    /// Gone for so many days.
    Gone(i64),
}

impl Driver {
    const fn new(name: &'static str, mail: &'static str, drives: Drives, expires: i64, hired: i64, skill: i64) -> Self {
        let language = Language::Es;
        Self { name, mail, drives, licence_expires: expires, hired, language, skill, stay: Stay::Here, away: &[] }
    }

    const fn staying(mut self, stay: Stay) -> Self {
        self.stay = stay;
        self
    }

    const fn away(mut self, away: &'static [(i64, i64, LeaveKind, &'static str)]) -> Self {
        self.away = away;
        self
    }

    const fn speaking(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    fn classes(&self) -> Vec<LicenceClass> {
        use LicenceClass::{B, C, Ce, D, D1};
        match self.drives {
            Drives::Vans => vec![B, D1],
            Drives::Coaches => vec![B, D1, D],
            Drives::Trucks => vec![B, C, Ce],
            Drives::Anything => vec![B, C, Ce, D1, D],
        }
    }

    pub fn may_drive(&self, needed: LicenceClass) -> bool {
        self.classes().contains(&needed)
    }

    /// Whether they work for the whole of a span.
    pub fn works(&self, clock: &Clock, from: i64, to: i64) -> bool {
        let start = |offset| clock.at(clock.day(offset), 0, 0);
        let free = match self.stay {
            Stay::Gone(days) => to <= start(-days),
            Stay::Here | Stay::Invited => true,
        };
        let here = self.away.iter().all(|(since, until, ..)| to <= start(*since) || from >= start(*until));
        free && here && from >= start(-self.hired)
    }

    pub fn licence_ends(&self, clock: &Clock) -> i64 {
        clock.at(clock.day(self.licence_expires), 0, 0)
    }
}

/// [`ALL`] by place: the one who can sign in, the one with a trip now, the one whose licence expires within days.
pub const LUIS: usize = 0;
pub const ROSA: usize = 1;
pub const MANUEL: usize = 2;
pub const EXPIRED: usize = 7;
pub const EXPIRING: usize = 9;

pub const ALL: [Driver; 16] = [
    Driver::new("Luis Herrero Campos", "luis", Drives::Anything, 1_310, 2_950, 470),
    Driver::new("Rosa Jiménez Ortega", "rosa", Drives::Coaches, 902, 2_214, 490),
    Driver::new("Manuel Ibáñez Soler", "manuel", Drives::Anything, 433, 3_400, 440),
    Driver::new("Youssef El Amrani", "youssef", Drives::Trucks, 1_720, 1_120, 460),
    Driver::new("Lucía Navarro Gil", "lucia", Drives::Coaches, 611, 980, 480),
    Driver::new("Andrei Popescu", "andrei", Drives::Trucks, 277, 1_530, 410),
    Driver::new("Pilar Castaño Rey", "pilar", Drives::Coaches, 1_095, 760, 450)
        .away(&[(-48, -44, LeaveKind::Sick, "Gripe."), (40, 54, LeaveKind::Holiday, "")]),
    Driver::new("Javier Montes Aguado", "javier", Drives::Trucks, -12, 2_004, 370),
    Driver::new("Katarzyna Wójcik", "katarzyna", Drives::Trucks, 820, 540, 480).speaking(Language::Pl),
    Driver::new("Antonio Vidal Roca", "antonio", Drives::Coaches, 5, 4_100, 430),
    Driver::new("Sergio Blanco Nieto", "sergio", Drives::Coaches, 58, 610, 400),
    Driver::new("Elena Marín Prieto", "elena", Drives::Trucks, 1_404, 890, 460).away(&[(
        -3,
        9,
        LeaveKind::Other,
        "Permiso por matrimonio.",
    )]),
    Driver::new("Fernando Gallego Ríos", "fernando", Drives::Vans, 345, 300, 350).away(&[(
        21,
        35,
        LeaveKind::Holiday,
        "",
    )]),
    Driver::new("Giovanni Ferri", "giovanni", Drives::Coaches, 1_560, 45, 450)
        .speaking(Language::It)
        .staying(Stay::Invited),
    Driver::new(
        "María de los Ángeles Fernández de Córdoba y Álvarez de Toledo-Montesinos",
        "angeles",
        Drives::Anything,
        690,
        1_300,
        440,
    ),
    Driver::new("Óscar Peña Duarte", "oscar", Drives::Trucks, 150, 1_800, 390).staying(Stay::Gone(60)),
];

pub fn driver_id(at: usize) -> i64 {
    DRIVERS + 1 + at as i64
}

fn staff_id_of_driver(at: usize) -> i64 {
    STAFF + 1 + (OFFICE.len() + at) as i64
}

/// As history and notifications name a driver.
pub fn driver(at: usize) -> Who {
    Who { kind: "staff", id: staff_id_of_driver(at), name: ALL[at].name.to_owned() }
}

fn office(code: &str) -> Who {
    let at = OFFICE.iter().position(|(.., role, _)| *role == code).unwrap_or_default();
    Who { kind: "staff", id: STAFF + 1 + at as i64, name: OFFICE[at].0.to_owned() }
}

pub struct Office {
    pub owner: Who,
    pub dispatchers: [Who; 2],
    pub accounting: Who,
}

impl Office {
    pub fn new() -> Self {
        let first = office("dispatcher");
        let second = Who { kind: "staff", id: first.id + 1, name: OFFICE[2].0.to_owned() };
        Self { owner: office("owner"), dispatchers: [first, second], accounting: office("accounting") }
    }
}

pub fn write(connection: &Connection, clock: &Clock, journal: &mut Journal, password: &Password) -> Result<()> {
    let owner = Office::new().owner;
    let since = clock.at(clock.day(-400), 9, 0);
    for (at, (name, email, job, role, rate)) in OFFICE.iter().enumerate() {
        let draft = StaffDraft {
            name: (*name).into(),
            email: (*email).into(),
            phone: format!("+34 910 555 1{:02}", at + 1),
            job_title: (*job).into(),
            roles: vec![RoleId(company::role(role))],
            hourly_rate: Some(*rate).filter(|rate| *rate > 0),
            ..StaffDraft::default()
        };
        let id = STAFF + 1 + at as i64;
        member(connection, journal, id, since, &draft, "active", &owner)?;
        password.give(connection, "staff", id, since)?;
    }
    for (at, driver) in ALL.iter().enumerate() {
        let hired = clock.day(-driver.hired);
        let created = clock.at(hired, 8, 0).max(since);
        let draft = StaffDraft {
            name: driver.name.into(),
            email: format!("{}@vega.example", driver.mail),
            phone: format!("+34 600 555 1{at:02}"),
            job_title: "Conducción".into(),
            language: driver.language,
            roles: vec![RoleId(company::role("driver"))],
            hourly_rate: Some(1_450 + 25 * (at as i64 % 7)),
            ..StaffDraft::default()
        };
        let staff = staff_id_of_driver(at);
        let access = if driver.stay == Stay::Invited { "invited" } else { "active" };
        member(connection, journal, staff, created, &draft, access, &owner)?;
        if access == "active" {
            password.give(connection, "staff", staff, created)?;
        }
        profile(connection, clock, journal, at, created, &owner)?;
        journal.find_by("drivers", driver_id(at), &[&draft.name, &draft.email, &draft.phone, &draft.job_title]);
    }
    Ok(())
}

fn member(
    connection: &Connection,
    journal: &mut Journal,
    id: i64,
    created: i64,
    draft: &StaffDraft,
    access: &str,
    by: &Who,
) -> Result<()> {
    Row::record("staff", id, Stamp::new(created), draft)?.text("access", access).insert(connection)?;
    journal.find_by("staff", id, &[&draft.name, &draft.email, &draft.phone, &draft.job_title]);
    journal.created("staff", id, created, by, draft)
}

fn profile(
    connection: &Connection,
    clock: &Clock,
    journal: &mut Journal,
    at: usize,
    created: i64,
    by: &Who,
) -> Result<()> {
    let driver = &ALL[at];
    let (id, staff) = (driver_id(at), staff_id_of_driver(at));
    // A Spanish licence bears the holder's identity number, whose letter is its remainder.
    let identity = 50_214_300 + 77_317 * at;
    let draft = DriverDraft {
        staff: Some(StaffId(staff)),
        licence_number: format!("{identity:08}{}", char::from(b"TRWAGMYFPDXBNJZSQVHLCKE"[identity % 23])),
        licence_classes: driver.classes(),
        licence_expires_on: Some(clock.day(driver.licence_expires)),
        hired_on: Some(clock.day(-driver.hired)),
        ..DriverDraft::default()
    };
    Row::record("drivers", id, Stamp::new(created), &draft)?.insert(connection)?;
    journal.find_by("drivers", id, &[&draft.licence_number]);
    journal.created("drivers", id, created, by, &draft)?;
    for (place, (from, to, kind, reason)) in driver.away.iter().enumerate() {
        let [from, to] = [from, to].map(|day| clock.at(clock.day(*day), 0, 0));
        let draft = LeaveDraft {
            driver: Some(DriverId(id)),
            kind: *kind,
            from: Some(Instant(from)),
            to: Some(Instant(to)),
            reason: (*reason).into(),
        };
        let asked = (from - 20 * DAY).min(clock.at(clock.day(-2), 9, 0));
        let leave = 10 * id + place as i64;
        Row::record("leave", leave, Stamp::new(asked), &draft)?.insert(connection)?;
        journal.created("leave", leave, asked, by, &draft)?;
    }
    Ok(())
}

/// What can be said only when the trips are in: who has gone drives no more.
pub fn settle(connection: &Connection, clock: &Clock, journal: &mut Journal) -> Result<()> {
    use crate::seed::journal::change;
    let owner = Office::new().owner;
    for (at, driver) in ALL.iter().enumerate() {
        let Stay::Gone(days) = driver.stay else { continue };
        let when = clock.at(clock.day(-days), 0, 0) + 18 * HOUR;
        let ids = (driver_id(at), staff_id_of_driver(at));
        connection.execute(
            "UPDATE drivers SET status = 'inactive', version = version + 1, updated_at = ? WHERE id = ?",
            (when, ids.0),
        )?;
        connection.execute(
            "UPDATE staff SET active = 0, access = 'disabled', version = version + 1, updated_at = ? WHERE id = ?",
            (when, ids.1),
        )?;
        let changes = vec![change("status", "available", "inactive")];
        journal.note(Entry { kind: "drivers", record: ids.0, at: when, who: &owner, act: "updated", changes })?;
        let changes = vec![change("active", true, false)];
        journal.note(Entry { kind: "staff", record: ids.1, at: when, who: &owner, act: "updated", changes })?;
    }
    Ok(())
}
