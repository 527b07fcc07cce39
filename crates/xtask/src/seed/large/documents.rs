//! Ten thousand documents that fall due on one day, to measure what is told of them: five of each vehicle.

use super::{Site, VEHICLES, people};
use crate::{
    Result,
    seed::{
        journal::Journal,
        row::{Row, Stamp},
    },
};
use chrono::Days;
use domain::{
    fleet::document::{DocumentDraft, DocumentType},
    id::VehicleId,
};

const TYPES: [(DocumentType, &str); 5] = [
    (DocumentType::Registration, "Permiso de circulación"),
    (DocumentType::Insurance, "Seguro de flota"),
    (DocumentType::Inspection, "ITV"),
    (DocumentType::Permit, "Tarjeta de transporte"),
    (DocumentType::Contract, "Contrato de renting"),
];
/// Days from today to the day on which all of them end.
const DUE_IN: u64 = 30;

pub fn write(site: &Site, journal: &mut Journal, since: i64) -> Result<()> {
    let expires_on = people::date(site.today).checked_add_days(Days::new(DUE_IN));
    let all = (1..=VEHICLES).flat_map(|vehicle| TYPES.map(|(document_type, title)| (vehicle, document_type, title)));
    for (id, (vehicle, document_type, title)) in (1..).zip(all) {
        let draft = DocumentDraft {
            vehicle: Some(VehicleId(vehicle)),
            document_type: Some(document_type),
            title: title.into(),
            number: format!("D-{id:06}"),
            issued_on: Some(people::date(since)),
            expires_on,
            ..DocumentDraft::default()
        };
        Row::record("documents", id, Stamp::new(since + id), &draft)?.insert(site.connection)?;
        journal.find_by("documents", id, &[&draft.title, &draft.number]);
    }
    Ok(())
}
