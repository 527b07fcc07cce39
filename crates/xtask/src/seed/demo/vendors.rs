//! Eight vendors of whom the company buys.

use super::{VENDORS, tax_id};
use crate::{
    Result,
    seed::{
        journal::{Journal, Who},
        row::{Row, Stamp},
    },
};
use domain::{
    address::Address,
    people::vendor::{Supply, VendorDraft},
};
use rusqlite::Connection;

/// Name, mail domain, what it supplies, street, postcode, town.
type Invented = (&'static str, &'static str, &'static [Supply], &'static str, &'static str, &'static str);

const INVENTED: [Invented; 8] = [
    (
        "Talleres Hermanos Ocaña, S.L.",
        "talleresocana",
        &[Supply::Service, Supply::Parts],
        "Calle del Torno 14",
        "28906",
        "Getafe",
    ),
    ("Estación de Servicio La Atalaya", "eslaatalaya", &[Supply::Fuel], "Carretera de Toledo, km 9", "28044", "Madrid"),
    (
        "Recambios Villaverde, S.A.",
        "recambiosvillaverde",
        &[Supply::Parts],
        "Calle de Laguna Dalga 6",
        "28021",
        "Madrid",
    ),
    (
        "Neumáticos y Alineación Ruiz",
        "neumaticosruiz",
        &[Supply::Parts, Supply::Service],
        "Calle de la Sierra 31",
        "28320",
        "Pinto",
    ),
    (
        "Aseguradora Mutua Castellana",
        "mutuacastellana",
        &[Supply::Insurance],
        "Paseo de la Habana 60",
        "28036",
        "Madrid",
    ),
    (
        "Iberauto Industriales, S.A.",
        "iberautoindustriales",
        &[Supply::Vehicles, Supply::Service],
        "Avenida de la Industria 8",
        "28823",
        "Coslada",
    ),
    (
        "Carrocerías y Pintura El Álamo",
        "carroceriaselalamo",
        &[Supply::Service],
        "Camino del Olivar 2",
        "28607",
        "El Álamo",
    ),
    ("Lavado Integral Sur", "lavadointegralsur", &[Supply::Other], "Calle de Eduardo Torroja 17", "28914", "Leganés"),
];

pub fn write(connection: &Connection, journal: &mut Journal, by: &Who, since: i64) -> Result<()> {
    for (id, (name, site, supplies, street, postcode, city)) in (VENDORS + 1..).zip(INVENTED) {
        let serial = id - VENDORS;
        let draft = VendorDraft {
            name: name.into(),
            tax_id: tax_id::spanish(4_700_000 + u32::try_from(serial)? * 113),
            supplies: supplies.to_vec(),
            phone: format!("+34 910 55 01 {:02}", 10 + serial),
            email: format!("clientes@{site}.example"),
            address: Address {
                street: street.into(),
                postcode: postcode.into(),
                city: city.into(),
                country: "ES".into(),
                ..Address::default()
            },
            active: serial != 8,
            ..VendorDraft::default()
        };
        Row::record("vendors", id, Stamp::new(since), &draft)?.insert(connection)?;
        journal.find_by("vendors", id, &[&draft.name, &draft.tax_id, &draft.phone, &draft.email]);
        journal.created("vendors", id, since, by, &draft)?;
    }
    Ok(())
}
