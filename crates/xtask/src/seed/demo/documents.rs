//! The papers of the twenty-four vehicles and sixteen drivers: in order, renewed, expiring tomorrow, expired.
//!
//! What has expired belongs to vehicles and drivers of their own, so that all others can be sent out without a warning.

use super::{
    DOCUMENTS,
    models::Kind,
    staff::{ALL, EXPIRED, EXPIRING, driver_id},
    vehicles::Vehicle,
};
use crate::{
    Result,
    seed::{
        clock::Clock,
        journal::{Journal, Who},
        row::{Row, Stamp},
    },
};
use domain::{
    fleet::document::{DocumentDraft, DocumentType},
    id::{DriverId, VehicleId},
    time::DAY,
};
use rusqlite::Connection;

/// Days to its end and how long it lasts, by place in the fleet; whatever else is far from its end.
const INSPECTION_TOMORROW: usize = 0;
const INSPECTION_EXPIRED: usize = 9;
const INSURANCE_EXPIRED: usize = 16;
const PERMIT_SOON: usize = 21;

struct Papers<'a> {
    connection: &'a Connection,
    clock: &'a Clock,
    journal: &'a mut Journal,
    by: &'a Who,
    next: i64,
}

pub fn write(connection: &Connection, clock: &Clock, journal: &mut Journal, by: &Who, fleet: &[Vehicle]) -> Result<()> {
    let mut papers = Papers { connection, clock, journal, by, next: DOCUMENTS };
    for (at, vehicle) in fleet.iter().enumerate() {
        papers.of_vehicle(at, vehicle)?;
    }
    (0..ALL.len()).try_for_each(|at| papers.of_driver(at))
}

impl Papers<'_> {
    fn of_vehicle(&mut self, at: usize, vehicle: &Vehicle) -> Result<()> {
        let id = vehicle.id;
        let of = |document_type, title: &str, number: String| DocumentDraft {
            vehicle: Some(VehicleId(id)),
            document_type: Some(document_type),
            title: title.into(),
            number,
            ..DocumentDraft::default()
        };
        let step = at as i64;
        let plate = &vehicle.draft.plate;
        let registration = DocumentDraft {
            issued_on: vehicle.draft.in_service_on,
            ..of(
                DocumentType::Registration,
                &format!("Permiso de circulación {plate}"),
                format!("C-{:07}", 410_233 + 37 * at),
            )
        };
        self.keep(&registration)?;
        let insurance =
            || of(DocumentType::Insurance, "Seguro de flota Mutua del Jarama", format!("POL-{:06}", 77_120 + at));
        let ends = if at == INSURANCE_EXPIRED { -6 } else { 45 + step * 11 };
        self.keep(&self.lasting(insurance(), ends, 365))?;
        let inspection = || of(DocumentType::Inspection, "ITV", format!("ITV-{:05}", 20_117 + 13 * at));
        let ends = match at {
            INSPECTION_TOMORROW => 1,
            INSPECTION_EXPIRED => -12,
            _ => 60 + step * 9,
        };
        if at % 4 == 1 {
            // Renewed: the one before has run out, and nobody need mind.
            self.keep(&self.lasting(inspection(), ends - 365, 365))?;
        }
        self.keep(&self.lasting(inspection(), ends, 365))?;
        if vehicle.kind == Kind::Truck {
            let ends = if at == PERMIT_SOON { 18 } else { 200 + step };
            let permit = of(DocumentType::Permit, "Tarjeta de transporte MDP", format!("MDP-{:05}", 9_004 + at));
            self.keep(&self.lasting(permit, ends, 730))?;
        }
        Ok(())
    }

    fn of_driver(&mut self, at: usize) -> Result<()> {
        let of = |document_type, title: &str, number: String| DocumentDraft {
            driver: Some(DriverId(driver_id(at))),
            document_type: Some(document_type),
            title: title.into(),
            number,
            ..DocumentDraft::default()
        };
        let step = at as i64;
        let medical = of(DocumentType::Medical, "Reconocimiento médico", String::new());
        let ends = if at == EXPIRED { -20 } else { 90 + step * 17 };
        self.keep(&self.lasting(medical, ends, 365))?;
        let card = of(DocumentType::TachographCard, "Tarjeta de conductor", format!("E{:014}", 50_412_000 + 71 * at));
        let ends = if at == EXPIRING { 1 } else { 300 + step * 40 };
        self.keep(&self.lasting(card, ends, 1_826))?;
        let contract = of(DocumentType::Contract, "Contrato indefinido", String::new());
        self.keep(&DocumentDraft { issued_on: Some(self.clock.day(-380)), ..contract })
    }

    fn lasting(&self, draft: DocumentDraft, ends: i64, days: i64) -> DocumentDraft {
        let (issued_on, expires_on) = (Some(self.clock.day(ends - days)), Some(self.clock.day(ends)));
        DocumentDraft { issued_on, expires_on, ..draft }
    }

    fn keep(&mut self, draft: &DocumentDraft) -> Result<()> {
        self.next += 1;
        // Written down when it was issued, if the company was there by then.
        let opened = self.clock.at(self.clock.day(-390), 10, 0);
        let issued = draft.issued_on.map_or(opened, |day| self.clock.at(day, 10, 0) + DAY);
        let created = issued.clamp(opened, self.clock.now);
        Row::record("documents", self.next, Stamp::new(created), draft)?.insert(self.connection)?;
        self.journal.find_by("documents", self.next, &[&draft.title, &draft.number]);
        self.journal.created("documents", self.next, created, self.by, draft)
    }
}
