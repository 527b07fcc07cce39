//! Forty customers with one to three contacts: most in Madrid, one Polish, one Italian, one English, one archived.

use super::{CONTACTS, CUSTOMERS, tax_id};
use crate::{
    Result,
    seed::{
        chance::Chance,
        clock::Clock,
        journal::{Entry, Journal, Who, change},
        row::{Row, Stamp},
        sign_in::{self, Password},
    },
};
use domain::{
    address::Address,
    id::CustomerId,
    money::invoice::Party,
    people::{contact::ContactDraft, customer::CustomerDraft, staff::Access},
    text::Language,
    time::{DAY, HOUR},
};
use rusqlite::Connection;

/// Company, the name of its mail domain, street, postcode, town.
const COMPANIES: [(&str, &str, &str, &str, &str); 40] = [
    ("Hotel Mirasierra Suites, S.A.", "hotelmirasierra", "Calle de Costa Brava 18", "28034", "Madrid"),
    ("Wisła Travel Sp. z o.o.", "wislatravel", "ul. Długa 27/4", "31-147", "Kraków"),
    ("Lombarda Eventi S.r.l.", "lombardaeventi", "Via Giuseppe Verdi 12", "20121", "Milano"),
    ("Colegio San Isidro Labrador", "colegiosanisidro", "Calle de Toledo 121", "28005", "Madrid"),
    ("Frutas Hermanos Cebrián, S.L.", "frutascebrian", "Mercamadrid, nave D-14", "28053", "Madrid"),
    ("Construcciones Aldea del Fresno, S.L.", "caldeafresno", "Camino de la Dehesa 3", "28620", "Aldea del Fresno"),
    ("Northgate Conferences Ltd", "northgateconf", "18 Albion Street", "LS1 6PA", "Leeds"),
    ("Viajes Retiro, S.A.", "viajesretiro", "Calle de Alcalá 92", "28009", "Madrid"),
    ("Laboratorios Quirón Alba, S.A.", "quironalba", "Avenida de Europa 19", "28108", "Alcobendas"),
    ("Club Deportivo Vallecas Atlético", "cdvallecas", "Calle del Payaso Fofó 6", "28018", "Madrid"),
    ("Bodegas Tierra de Chinchón, S.L.", "bodegaschinchon", "Carretera de Titulcia, km 2", "28370", "Chinchón"),
    ("Muebles Nogal y Roble, S.L.", "nogalyroble", "Polígono Los Olivos, 22", "28906", "Getafe"),
    ("Ayuntamiento de Valdemorillo", "valdemorillo", "Plaza de la Constitución 1", "28210", "Valdemorillo"),
    ("Teatro Nuevo Apolo, S.L.", "nuevoapolo", "Plaza de Tirso de Molina 1", "28012", "Madrid"),
    ("Imprenta Gráficas Lavapiés, S.L.", "graficaslavapies", "Calle del Ave María 40", "28012", "Madrid"),
    ("Residencia Los Olmos, S.L.", "losolmos", "Calle de los Olmos 8", "28223", "Pozuelo de Alarcón"),
    ("Farmacéutica Henares, S.A.", "farmahenares", "Avenida de Madrid 54", "28802", "Alcalá de Henares"),
    ("Congresos y Ferias del Centro, S.A.", "congresosyferias", "Avenida del Partenón 5", "28042", "Madrid"),
    ("Cervezas La Sierra, S.L.", "cervezaslasierra", "Calle del Agua 11", "28470", "Cercedilla"),
    ("Escuela Infantil Pinocho", "eipinocho", "Calle de Illescas 74", "28024", "Madrid"),
    ("Textiles Moratalaz, S.L.", "textilesmoratalaz", "Calle de Arroyo Belincoso 9", "28030", "Madrid"),
    ("Fundación Camino Abierto", "caminoabierto", "Calle de Embajadores 181", "28045", "Madrid"),
    ("Neumáticos Torres, S.L.", "neumaticostorres", "Avenida de la Industria 40", "28820", "Coslada"),
    ("Instituto de Idiomas Babel, S.L.", "babelidiomas", "Calle de Princesa 25", "28008", "Madrid"),
    ("Parque Acuático Aquarama, S.A.", "aquaramaparque", "Carretera A-3, km 15", "28890", "Loeches"),
    ("Panificadora Santa Eugenia, S.L.", "panstaeugenia", "Calle de Puentelarra 6", "28031", "Madrid"),
    ("Asesores Bravo Murillo, S.L.P.", "asesoresbm", "Calle de Bravo Murillo 203", "28020", "Madrid"),
    ("Clínica Veterinaria El Pardo, S.L.", "vetelpardo", "Avenida de la Guardia 15", "28048", "Madrid"),
    ("Iluminación Escénica Foco, S.L.", "focoescenica", "Calle de Resina 29", "28021", "Madrid"),
    ("Peña Madridista de Parla", "pmparla", "Calle Real 64", "28981", "Parla"),
    ("Bicicletas Casa de Campo, S.L.", "bicicasacampo", "Paseo de la Puerta del Ángel 2", "28011", "Madrid"),
    ("Editorial Arganda, S.L.", "editorialarganda", "Calle de San Juan 13", "28500", "Arganda del Rey"),
    ("Floristería Azahar, S.L.", "floresazahar", "Calle de Jorge Juan 41", "28001", "Madrid"),
    ("Coral Polifónica de Móstoles", "coralmostoles", "Avenida de la Constitución 50", "28931", "Móstoles"),
    ("Servicios Aeroportuarios Jarama, S.A.", "sajarama", "Avenida de la Hispanidad s/n", "28042", "Madrid"),
    ("Metalúrgica Pinto, S.A.", "metalpinto", "Polígono La Estación, 7", "28320", "Pinto"),
    ("Restaurante Casa Lhardy Norte, S.L.", "lhardynorte", "Calle de Orense 34", "28020", "Madrid"),
    (
        "Asociación Iberoamericana para el Fomento del Transporte Sostenible, la Movilidad Compartida y la Logística \
         Urbana de Proximidad en Entornos Históricos",
        "aiftslm",
        "Paseo de la Castellana 259, torre C, planta 31, oficina 4",
        "28046",
        "Madrid",
    ),
    ("Discoteca Kapital Sur, S.L.", "kapitalsur", "Calle de Antonio López 16", "28019", "Madrid"),
    ("Exportaciones Cigarral, S.L.", "excigarral", "Carretera de Toledo, km 8", "28946", "Fuenlabrada"),
];

pub const HOTEL: usize = 0;
pub const POLISH: usize = 1;
pub const ITALIAN: usize = 2;
pub const SCHOOL: usize = 3;
pub const FRUIT: usize = 4;
pub const AGENCY: usize = 7;
const LABORATORIES: usize = 8;
pub const LONG_NAMED: usize = 37;
/// Keeps its history, but its contacts can't sign in.
const INACTIVE: usize = 38;
const ARCHIVED: usize = 39;

pub const GIVEN: [&str; 24] = [
    "Marta", "Jorge", "Beatriz", "Raúl", "Silvia", "Iván", "Patricia", "Álvaro", "Cristina", "Hugo", "Raquel", "Tomás",
    "Nerea", "Emilio", "Irene", "Gonzalo", "Alicia", "Samuel", "Lorena", "Ricardo", "Natalia", "Félix", "Begoña",
    "Ramón",
];
pub const FAMILY: [&str; 20] = [
    "Soto", "Cano", "Prado", "Arias", "Lara", "Bueno", "Ferrer", "Rubio", "Sáez", "Cortés", "Nieto", "Pascual", "Vera",
    "Marcos", "Olmo", "Tejada", "Barrios", "Crespo", "Hidalgo", "Zamora",
];
const POSITIONS: [&str; 6] = ["Recepción", "Compras", "Gerencia", "Logística", "Secretaría", "Eventos"];

pub struct Contact {
    pub id: i64,
    pub name: String,
    pub email: String,
    pub phone: String,
    position: &'static str,
    pub access: Access,
}

pub struct Customer {
    pub id: i64,
    pub draft: CustomerDraft,
    pub contacts: Vec<Contact>,
    pub created: i64,
    /// From when on it asks for nothing more.
    pub until: Option<i64>,
}

impl Customer {
    /// The first contact who can use the portal.
    pub fn portal_contact(&self) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.access == Access::Active)
    }

    /// As an invoice names it.
    pub fn party(&self) -> Party {
        Party {
            name: self.draft.company.clone(),
            tax_id: self.draft.tax_id.clone(),
            address: self.draft.billing_address.clone(),
            phone: self.draft.phone.clone(),
            email: self.draft.email.clone(),
            payment_details: String::new(),
        }
    }
}

impl Contact {
    pub fn who(&self) -> Who {
        Who { kind: "portal", id: self.id, name: self.name.clone() }
    }
}

pub fn invent(clock: &Clock, chance: &mut Chance) -> Vec<Customer> {
    let mut out: Vec<Customer> = Vec::with_capacity(COMPANIES.len());
    let mut next_contact = CONTACTS;
    for (at, (company, mail, street, postcode, city)) in COMPANIES.iter().enumerate() {
        let language = match at {
            POLISH => Language::Pl,
            ITALIAN => Language::It,
            6 => Language::En,
            _ => Language::Es,
        };
        let (country, region) = match language {
            Language::Pl => ("PL", ""),
            Language::It => ("IT", "MI"),
            Language::En => ("GB", ""),
            Language::Es => ("ES", "Madrid"),
        };
        let tax = match language {
            Language::Pl => tax_id::polish(526_025_099),
            Language::It => tax_id::italian(90_581_100),
            Language::En => "GB 980 7806 84".to_owned(),
            Language::Es => tax_id::spanish(7_200_481 + 30_817 * at as u32),
        };
        let draft = CustomerDraft {
            company: (*company).into(),
            tax_id: tax,
            shares_tax_id: false,
            billing_address: Address {
                street: (*street).into(),
                postcode: (*postcode).into(),
                city: (*city).into(),
                region: region.into(),
                country: country.into(),
            },
            phone: format!("+34 910 556 {at:03}"),
            email: format!("info@{mail}.example"),
            language,
            notes: if at == SCHOOL {
                "Factura antes del día 5. No circular en vacaciones.".into()
            } else {
                String::new()
            },
            active: at != INACTIVE,
        };
        let contacts = (0..=chance.below(3).max(usize::from(at < 5)))
            .map(|place| {
                next_contact += 1;
                contact(next_contact, (at, place), mail, chance)
            })
            .collect();
        // The first dozen have been customers from the start, the others came one after another.
        let created = clock.at(clock.day(-390 + (at as i64 - 12).max(0) * 9), 10, 0);
        let until = match at {
            INACTIVE => Some(clock.at(clock.day(-40), 0, 0)),
            ARCHIVED => Some(clock.at(clock.day(-70), 0, 0)),
            _ => None,
        };
        let created = until.map_or(created, |_| clock.at(clock.day(-390), 11, 0));
        out.push(Customer { id: CUSTOMERS + 1 + at as i64, draft, contacts, created, until });
    }
    one_person_for_two(&mut out, next_contact + 1);
    out
}

/// Somebody of the agency arranges the laboratories' travels too, with the same sign-in.
fn one_person_for_two(customers: &mut [Customer], id: i64) {
    let (name, email) = ("Beatriz Arias Lara".to_owned(), sign_in::AGENT.to_owned());
    let agent = &mut customers[AGENCY].contacts[0];
    agent.name.clone_from(&name);
    agent.email.clone_from(&email);
    let phone = agent.phone.clone();
    customers[LABORATORIES].contacts.push(Contact {
        id,
        name,
        email,
        phone,
        position: "Viajes",
        access: Access::Active,
    });
}

fn contact(id: i64, (company, place): (usize, usize), mail: &str, chance: &mut Chance) -> Contact {
    let (name, email) = match (company, place) {
        (HOTEL, 0) => ("Marta Soto Llorente".to_owned(), sign_in::SPANISH.to_owned()),
        (POLISH, 0) => ("Agnieszka Zielińska".to_owned(), sign_in::POLISH.to_owned()),
        (POLISH, _) => ("Paweł Dąbrowski".to_owned(), format!("pawel{place}@{mail}.example")),
        (ITALIAN, 0) => ("Giulia Rinaldi".to_owned(), sign_in::ITALIAN.to_owned()),
        (ITALIAN, _) => ("Matteo Greco".to_owned(), format!("matteo{place}@{mail}.example")),
        (6, 0) => ("Oliver Whitfield".to_owned(), format!("oliver@{mail}.example")),
        _ => {
            let (given, family) = (chance.pick(&GIVEN), chance.pick(&FAMILY));
            (format!("{given} {family}"), format!("contacto{}@{mail}.example", place + 1))
        }
    };
    let access = match (company, place) {
        (0..=9, 0) => Access::Active,
        (LONG_NAMED, 0) => Access::Active,
        (ARCHIVED, _) => Access::Disabled,
        (_, 0) if company % 5 == 1 => Access::Invited,
        (_, 0) if company % 5 == 3 => Access::None,
        (_, 0) => Access::Active,
        (SCHOOL, 1) => Access::Disabled,
        (_, 1) if company % 4 == 0 => Access::Active,
        (_, 1) if company % 4 == 1 => Access::Invited,
        _ => Access::None,
    };
    let phone = format!("+34 600 557 {:03}", company * 3 + place);
    Contact { id, name, email, phone, position: POSITIONS[(company + place) % POSITIONS.len()], access }
}

pub fn write(
    connection: &Connection,
    clock: &Clock,
    journal: &mut Journal,
    password: &Password,
    by: &Who,
    customers: &[Customer],
) -> Result<()> {
    for (at, customer) in customers.iter().enumerate() {
        let id = customer.id;
        let draft = &customer.draft;
        let stamp = Stamp::new(customer.created);
        let left = customer.until.map(|until| until + 12 * HOUR);
        let stamp = left.map_or(stamp, |left| stamp.changed(left, 1));
        let archived = left.filter(|_| at == ARCHIVED);
        Row::record("customers", id, stamp, draft)?.with("archived_at", archived).insert(connection)?;
        journal.find_by("customers", id, &[&draft.company, &draft.tax_id, &draft.phone, &draft.email]);
        journal.created("customers", id, customer.created, by, draft)?;
        if let Some(left) = left {
            let (act, changes) =
                if at == ARCHIVED { ("archived", vec![]) } else { ("updated", vec![change("active", true, false)]) };
            journal.note(Entry { kind: "customers", record: id, at: left, who: by, act, changes })?;
        }
        for (place, contact) in customer.contacts.iter().enumerate() {
            let draft = ContactDraft {
                customer: Some(CustomerId(id)),
                name: contact.name.clone(),
                email: contact.email.clone(),
                phone: contact.phone.clone(),
                position: contact.position.into(),
                language: customer.draft.language,
                primary: place == 0,
            };
            // Some contacts were added months after their company.
            let created = customer.created + if place == 0 { 0 } else { 30 * DAY };
            let created = created.min(clock.now - DAY);
            let given = (contact.access == Access::Active).then_some(password);
            let user = match contact.access {
                Access::None => None,
                _ => Some(sign_in::portal_user(connection, (contact.id, &contact.email, created), given)?),
            };
            let row = Row::record("contacts", contact.id, Stamp::new(created), &draft)?.with("portal_user", user);
            row.text("access", contact.access.code()).insert(connection)?;
            journal.find_by("contacts", contact.id, &[&draft.name, &draft.email, &draft.phone, &draft.position]);
            journal.created("contacts", contact.id, created, by, &draft)?;
        }
    }
    Ok(())
}
