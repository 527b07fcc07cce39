//! A document of a vehicle or of a driver: what it is, until when it holds, and its scans.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::choice::choices;
use crate::fields;
use crate::file::{self, File};
use crate::id::{DriverId, FileId, VehicleId};
use crate::list::{By, Filter};
use crate::record::Record;
use crate::record::RecordKind;
use crate::time::Date;

/// Days before its last one from which a document is shown as expiring soon.
pub const SOON: i64 = 30;

crate::choice! {
    /// What a document certifies.
    pub enum DocumentType {
        Registration = "registration": "Permiso de circulación", "Registration", "Carta di circolazione", "Dowód rejestracyjny";
        Insurance = "insurance": "Certificado de seguro", "Insurance certificate", "Certificato di assicurazione", "Polisa ubezpieczeniowa";
        Inspection = "inspection": "Inspección técnica", "Inspection certificate", "Revisione", "Badanie techniczne";
        Permit = "permit": "Autorización", "Permit", "Autorizzazione", "Zezwolenie";
        Licence = "licence": "Permiso de conducir", "Driving licence", "Patente di guida", "Prawo jazdy";
        Medical = "medical": "Certificado médico", "Medical certificate", "Certificato medico", "Orzeczenie lekarskie";
        TachographCard = "tachograph_card": "Tarjeta de tacógrafo", "Tachograph card", "Carta tachigrafica", "Karta kierowcy";
        Contract = "contract": "Contrato", "Contract", "Contratto", "Umowa";
        Other = "other": "Otro", "Other", "Altro", "Inny";
    }
}

crate::states! {
    /// Where a document stands today.
    pub enum Validity {
        Expired = "expired" Overdue: "Caducado", "Expired", "Scaduto", "Nieważny";
        Soon = "soon" Look: "Caduca en los próximos 30 días", "Expires within 30 days", "Scade entro 30 giorni", "Wygasa w ciągu 30 dni";
        Valid = "valid" Free: "Vigente", "Valid", "Valido", "Ważny";
    }
}

crate::draft! {
    /// A paper that has to be valid on the road, of one vehicle or one driver.
    #[derive(Debug)]
    pub struct DocumentDraft {
        /// Either this or the driver, never both.
        pub vehicle: Option<VehicleId>;
        pub driver: Option<DriverId>;
        pub document_type: Option<DocumentType> = required();
        pub title: String = line(120).required().as_name();
        pub number: String = line(60);
        pub issued_on: Option<Date>;
        /// Its last day; empty when it doesn't end.
        pub expires_on: Option<Date>;
        pub notes: String = paragraph(4_000);
        pub files: Vec<FileId> = at_most(file::MOST);
    }
}

impl Draft for DocumentDraft {
    fn rules(&self, check: &mut Check) {
        check.that("vehicle", self.vehicle.is_some() || self.driver.is_some(), FieldCode::Required);
        check.that("driver", self.vehicle.is_none() || self.driver.is_none(), FieldCode::NotAllowed);
        if let (Some(issued), Some(expires)) = (self.issued_on, self.expires_on) {
            check.that("expires_on", issued <= expires, FieldCode::BeforeStart);
        }
    }
}

/// What the edge knows of a document beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentFacts {
    /// As the vehicle is called now; empty for a driver's document.
    pub vehicle_name: String,
    /// As the driver is called now; empty for a vehicle's document.
    pub driver_name: String,
    /// Where it stands on the company's calendar day.
    pub validity: Validity,
    /// The files that the draft names, in its order.
    pub attached: Vec<File>,
}

/// A document as staff get it.
pub type Document = Record<DocumentDraft, DocumentFacts>;

crate::row! {
    /// A document in the staff's list.
    pub struct DocumentRow {
        pub title: String;
        pub document_type: DocumentType;
        pub number: String;
        pub vehicle: Option<i64>;
        pub vehicle_name: String as VEHICLE;
        pub driver: Option<i64>;
        pub driver_name: String as DRIVER;
        pub issued_on: Option<Date>;
        pub expires_on: Option<Date>;
        pub validity: Validity;
        pub file_count: i64;
    }
    sorts: rising("expires_on"), rising("title"), falling("created_at");
    filters:
        Filter::new("validity", fields::VALIDITY, By::AnyOf(choices::<Validity>)),
        Filter::new("document_type", fields::DOCUMENT_TYPE, By::AnyOf(choices::<DocumentType>)),
        Filter::new("vehicle", fields::VEHICLE, By::Record(RecordKind::Vehicle)),
        Filter::new("driver", fields::DRIVER, By::Record(RecordKind::Driver));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(change: impl FnOnce(&mut DocumentDraft)) -> Vec<(String, FieldCode)> {
        let mut draft = DocumentDraft {
            vehicle: Some(VehicleId(1)),
            document_type: Some(DocumentType::Permit),
            title: "Permit".into(),
            ..DocumentDraft::default()
        };
        change(&mut draft);
        draft.errors().into_iter().map(|error| (error.field, error.code)).collect()
    }

    #[test]
    fn a_document_is_a_vehicles_or_a_drivers() {
        assert_eq!(errors(|_| {}), []);
        assert_eq!(errors(|draft| draft.vehicle = None), [("vehicle".into(), FieldCode::Required)]);
        assert_eq!(errors(|draft| draft.driver = Some(DriverId(2))), [("driver".into(), FieldCode::NotAllowed)]);
    }

    #[test]
    fn a_document_may_end_on_the_day_it_was_issued_but_not_before() {
        let date = |text| crate::time::read_date(text);
        let of = |expires| {
            errors(|draft| {
                draft.issued_on = date("2026-05-02");
                draft.expires_on = date(expires);
            })
        };
        assert_eq!(of("2026-05-02"), []);
        assert_eq!(of("2026-05-01"), [("expires_on".into(), FieldCode::BeforeStart)]);
    }
}
