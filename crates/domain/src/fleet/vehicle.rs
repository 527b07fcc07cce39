//! A vehicle: identity, life, purchase and specifications in one draft.

use serde::{Deserialize, Serialize};

use crate::bookings::next_trip::NextTrip;
use crate::check::{Check, Draft, FieldCode};
use crate::choice::choices;
use crate::fields;
use crate::file::MOST_PICTURES;
use crate::fleet::document::DocumentType;
use crate::id::{PictureId, VehicleGroupId, VehicleTypeId};
use crate::list::{By, Filter};
use crate::measure::FuelType;
use crate::people::driver::LicenceClass;
use crate::record::Record;
use crate::record::RecordKind;
use crate::time::{Date, Instant};

crate::states! {
    /// Whether a vehicle is to be had; only an active one is assigned trips.
    pub enum VehicleStatus {
        Active = "active" Free: "Activo", "Active", "Attivo", "Aktywny";
        Inactive = "inactive" Cancelled: "Inactivo", "Inactive", "Inattivo", "Nieaktywny";
        InShop = "in_shop" Hold: "En taller", "In shop", "In officina", "W warsztacie";
        OutOfService = "out_of_service" Cancelled: "Fuera de servicio", "Out of service", "Fuori servizio", "Wycofany";
        Sold = "sold" Paid: "Vendido", "Sold", "Venduto", "Sprzedany";
    }
}

impl VehicleStatus {
    /// Whether trips may be assigned to it.
    #[must_use]
    pub const fn can_drive(self) -> bool {
        matches!(self, Self::Active)
    }
}

crate::choice! {
    /// Whose the vehicle is.
    pub enum Ownership {
        Owned = "owned": "En propiedad", "Owned", "Di proprietà", "Własny";
        Leased = "leased": "En leasing", "Leased", "In leasing", "W leasingu";
        Rented = "rented": "Alquilado", "Rented", "A noleggio", "Wynajęty";
        Customers = "customers": "Del cliente", "Customer's", "Del cliente", "Klienta";
    }
}

crate::choice! {
    /// Colours to tell types and groups apart; the app has a hue for each in both themes.
    pub enum Colour {
        Grey = "grey": "Gris", "Grey", "Grigio", "Szary";
        Red = "red": "Rojo", "Red", "Rosso", "Czerwony";
        Orange = "orange": "Naranja", "Orange", "Arancione", "Pomarańczowy";
        Yellow = "yellow": "Amarillo", "Yellow", "Giallo", "Żółty";
        Green = "green": "Verde", "Green", "Verde", "Zielony";
        Teal = "teal": "Turquesa", "Teal", "Turchese", "Turkusowy";
        Blue = "blue": "Azul", "Blue", "Blu", "Niebieski";
        Violet = "violet": "Violeta", "Violet", "Viola", "Fioletowy";
        Pink = "pink": "Rosa", "Pink", "Rosa", "Różowy";
    }
}

crate::choice! {
    /// Which wheels the engine turns.
    pub enum DriveType {
        Front = "front": "Delantera", "Front-wheel", "Anteriore", "Przedni";
        Rear = "rear": "Trasera", "Rear-wheel", "Posteriore", "Tylny";
        All = "all": "Total", "All-wheel", "Integrale", "Na wszystkie koła";
    }
}

crate::choice! {
    /// How gears are changed.
    pub enum GearboxType {
        Manual = "manual": "Manual", "Manual", "Manuale", "Manualna";
        Automatic = "automatic": "Automática", "Automatic", "Automatico", "Automatyczna";
    }
}

crate::draft! {
    /// Everything about a vehicle that people fill in (product rule, section 4).
    #[derive(Debug)]
    pub struct VehicleDraft {
        // Identity
        pub name: String = line(80).required().as_name();
        /// ISO 3779; upper case, unique.
        pub vin: String = vin().as_code();
        /// Of what has no VIN: a trailer, an old or a foreign vehicle.
        pub chassis_number: String = latin(40);
        /// Unique among vehicles that aren't archived.
        pub plate: String = latin(20).as_code();
        pub vehicle_type: Option<VehicleTypeId> = required();
        pub vehicle_group: Option<VehicleGroupId>;
        pub year: Option<i64> = year();
        pub make: String = line(60);
        pub model: String = line(60);
        pub trim: String = line(60);
        pub colour: String = line(40);
        pub registration_region: String = line(60);
        /// The first is the cover.
        pub photos: Vec<PictureId> = at_most(MOST_PICTURES);
        pub status: VehicleStatus, begins VehicleStatus::Active;
        pub ownership: Ownership, begins Ownership::Owned;
        pub body_type: String = line(60);
        pub body_subtype: String = line(60);
        pub seats: Option<i64> = whole(0, 300);
        pub payload: Option<i64> = measure(Measure::Weight, 200_000);
        /// What one has to be allowed to drive; without it, what its type says.
        pub licence_class: Option<LicenceClass>;

        // Life
        pub in_service_on: Option<Date>;
        pub in_service_odometer: Option<i64> = measure(Measure::Distance, 10_000_000);
        pub expected_life_months: Option<i64> = whole(1, 1_200);
        pub expected_life_distance: Option<i64> = measure(Measure::Distance, 10_000_000);
        pub resale_value: Option<i64> = money();
        pub out_of_service_on: Option<Date>;
        pub out_of_service_odometer: Option<i64> = measure(Measure::Distance, 10_000_000);

        // Purchase
        pub purchase_vendor: String = line(120);
        pub purchased_on: Option<Date>;
        pub purchase_price: Option<i64> = money();
        pub purchase_odometer: Option<i64> = measure(Measure::Distance, 10_000_000);
        pub warranty_until: Option<Date>;
        pub warranty_distance: Option<i64> = measure(Measure::Distance, 10_000_000);
        pub purchase_notes: String = paragraph(4_000);

        // Specifications
        pub length: Option<i64> = measure(Measure::Length, 40);
        pub width: Option<i64> = measure(Measure::Length, 6);
        pub height: Option<i64> = measure(Measure::Length, 6);
        pub wheelbase: Option<i64> = measure(Measure::Length, 20);
        pub cargo_volume: Option<i64> = measure(Measure::Room, 200);
        pub curb_weight: Option<i64> = measure(Measure::Weight, 200_000);
        pub gross_weight: Option<i64> = measure(Measure::Weight, 200_000);
        pub towing_capacity: Option<i64> = measure(Measure::Weight, 200_000);
        pub engine: String = line(120);
        pub engine_displacement: Option<i64> = measure(Measure::Displacement, 30_000);
        pub engine_power: Option<i64> = measure(Measure::Power, 2_000);
        pub emission_class: String = line(20);
        pub gearbox: Option<GearboxType>;
        pub gears: Option<i64> = whole(1, 32);
        pub drive: Option<DriveType>;
        pub fuel_type: Option<FuelType>;
        pub tank_capacity: Option<i64> = fuel("fuel_type", 5_000);
        /// Of what drives on either, and a diesel's AdBlue.
        pub second_fuel_type: Option<FuelType>;
        pub second_tank_capacity: Option<i64> = fuel("second_fuel_type", 5_000);
        pub wheel_size: String = line(40);
        pub tyre_size: String = line(40);
        pub brakes: String = line(120);
        pub consumption_city: Option<i64> = consumption("fuel_type", 300);
        pub consumption_road: Option<i64> = consumption("fuel_type", 300);
        pub consumption_combined: Option<i64> = consumption("fuel_type", 300);
        pub notes: String = paragraph(4_000);
    }
}

impl Draft for VehicleDraft {
    fn rules(&self, check: &mut Check) {
        if let (Some(start), Some(end)) = (self.in_service_on, self.out_of_service_on) {
            check.that("out_of_service_on", end >= start, FieldCode::BeforeStart);
        }
        check.that("fuel_type", self.fuel_type != Some(FuelType::AdBlue), FieldCode::NotAllowed);
        match self.second_fuel_type {
            Some(second) => check.that("second_fuel_type", self.fuel_type != Some(second), FieldCode::Duplicate),
            None => check.that("second_tank_capacity", self.second_tank_capacity.is_none(), FieldCode::NotAllowed),
        };
    }
}

/// A change of status or group, kept with its date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusChange {
    /// When it was saved.
    pub at: Instant,
    /// The status from then on.
    pub status: VehicleStatus,
    /// What the group from then on was called at the time; empty without one.
    pub group_name: String,
    /// The name of who saved it, at the time.
    pub who: String,
}

/// What the edge knows of a vehicle beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VehicleFacts {
    /// As its type is called now.
    pub type_name: String,
    /// As its group is called now; empty without one.
    pub group_name: String,
    /// Who has it now, by assignment.
    pub driver: Option<i64>,
    /// As that driver is called now; empty while nobody has it.
    pub driver_name: String,
    /// Metres: the highest value known from trips and assignments.
    pub odometer: Option<i64>,
    /// The trip it is on, else the next one planned.
    pub next_trip: Option<NextTrip>,
    /// The day on which the first of its papers ends, of each kind the latest one.
    pub first_end: Option<Date>,
    /// Which paper that is.
    pub first_end_type: Option<DocumentType>,
    /// Of what hangs on it.
    pub counts: VehicleCounts,
    /// Newest first, at most 50.
    pub status_changes: Vec<StatusChange>,
}

/// How much hangs on a vehicle, each counted to 100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VehicleCounts {
    /// Live ones.
    pub assignments: i64,
    /// Live ones.
    pub documents: i64,
}

/// A vehicle as staff get it.
pub type Vehicle = Record<VehicleDraft, VehicleFacts>;

crate::row! {
    /// A vehicle in the staff's list.
    pub struct VehicleRow {
        pub name: String;
        pub plate: String;
        pub make: String;
        pub model: String;
        pub year: Option<i64> = year();
        pub type_name: String as VEHICLE_TYPE;
        pub status: VehicleStatus;
        pub seats: Option<i64>;
        /// Who has it now; empty for nobody.
        pub driver_name: String as DRIVER;
        /// The day on which the first of its papers ends, of each kind the latest one.
        pub first_end: Option<Date>;
        /// Which paper that is.
        pub first_end_type: Option<DocumentType> as DOCUMENT_TYPE;
        /// Whether a trip of its is under way.
        pub on_trip: bool;
        /// When the next planned trip of its begins.
        pub next_trip_at: Option<Instant>;
        /// The first of its photos.
        pub cover: Option<PictureId> as PHOTO;
    }
    sorts: rising("name"), rising("plate"), falling("created_at"), rising("first_end");
    filters:
        Filter::new("status", fields::STATUS, By::AnyOf(choices::<VehicleStatus>)),
        Filter::new("vehicle_type", fields::VEHICLE_TYPE, By::Record(RecordKind::VehicleType)),
        Filter::new("vehicle_group", fields::VEHICLE_GROUP, By::Record(RecordKind::VehicleGroup));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::VehicleTypeId;

    fn van() -> VehicleDraft {
        VehicleDraft { name: "Van 1".into(), vehicle_type: Some(VehicleTypeId(1)), ..VehicleDraft::default() }
    }

    #[test]
    fn a_name_and_a_type_are_enough() {
        assert_eq!(van().errors(), []);
        let fields: Vec<_> = VehicleDraft::default().errors().into_iter().map(|e| e.field).collect();
        assert_eq!(fields, ["name", "vehicle_type"]);
    }

    #[test]
    fn a_chassis_number_that_is_no_vin_has_its_place() {
        assert_eq!(VehicleDraft { chassis_number: "12345".into(), ..van() }.errors(), []);
        assert_eq!(VehicleDraft { vin: "12345".into(), ..van() }.errors()[0].code, FieldCode::Vin);
    }

    #[test]
    fn a_letter_of_another_alphabet_on_a_plate_is_named() {
        let errors = VehicleDraft { plate: "1234 АВС".into(), ..van() }.errors();
        assert_eq!(errors[0].field, "plate");
        let message = errors[0].sentence(crate::text::Language::Es);
        assert!(message.contains("А ≠ A, В ≠ B, С ≠ C"), "{message}");
        assert_eq!(VehicleDraft { plate: "ŻÓŁ 123".into(), ..van() }.errors(), []);
        // Ones that look like a digit, too, and on any number that stands on the vehicle.
        assert_eq!(VehicleDraft { plate: "12З4 ABC".into(), ..van() }.errors()[0].field, "plate");
        assert_eq!(VehicleDraft { chassis_number: "Х12".into(), ..van() }.errors()[0].field, "chassis_number");
    }

    #[test]
    fn a_measure_that_no_vehicle_has_is_refused_naming_the_bound_in_its_unit() {
        // 1.459 in Spanish is 1459.
        let typed = VehicleDraft {
            length: Some(1_459_000),
            gross_weight: Some(200_000_001),
            tank_capacity: Some(5_000_001),
            consumption_road: Some(300_000_001),
            ..van()
        };
        let messages: Vec<_> = typed.errors().iter().map(|error| error.sentence(crate::text::Language::En)).collect();
        assert_eq!(
            messages,
            ["0–40 m", "0–200000 kg", "0–5000 l · kg · kWh", "0–300 l · kg · kWh/100 km"]
                .map(|bound| format!("Allowed: {bound}."))
        );
        let large = VehicleDraft { length: Some(40_000), width: Some(6_000), gross_weight: Some(200_000_000), ..van() };
        assert_eq!(large.errors(), []);
    }

    #[test]
    fn negative_measures_are_refused_by_name() {
        let errors = VehicleDraft { payload: Some(-1), ..van() }.errors();
        assert_eq!(errors[0].field, "payload");
    }

    #[test]
    fn a_second_tank_holds_another_fuel_and_nothing_drives_on_adblue() {
        use FuelType::{AdBlue, Diesel, Electricity, Petrol};
        let at = |first, second, tank| {
            let draft =
                VehicleDraft { fuel_type: first, second_fuel_type: second, second_tank_capacity: tank, ..van() };
            draft.errors().into_iter().map(|error| error.field).collect::<Vec<_>>()
        };
        assert!(at(Some(Petrol), Some(Electricity), Some(12_000)).is_empty());
        assert!(at(Some(Diesel), Some(AdBlue), None).is_empty());
        assert_eq!(at(Some(AdBlue), None, None), ["fuel_type"]);
        assert_eq!(at(Some(Diesel), Some(Diesel), None), ["second_fuel_type"]);
        assert_eq!(at(Some(Diesel), None, Some(1)), ["second_tank_capacity"]);
    }

    #[test]
    fn a_vehicle_lives_for_a_month_at_least() {
        for (months, refused) in [(-1, true), (0, true), (1, false), (1_200, false), (1_201, true)] {
            let draft = VehicleDraft { expected_life_months: Some(months), ..VehicleDraft::default() };
            assert_eq!(draft.errors().iter().any(|error| error.field == "expected_life_months"), refused, "{months}");
        }
    }
}
