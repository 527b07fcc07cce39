//! A vehicle: identity, life, purchase and specifications in one draft.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::id::{PictureId, VehicleGroupId, VehicleTypeId};
use crate::record::Kept;
use crate::time::{Date, Instant};

crate::choice! {
    pub enum VehicleStatus {
        Active = "active": "Activo", "Active", "Attivo", "Aktywny";
        Inactive = "inactive": "Inactivo", "Inactive", "Inattivo", "Nieaktywny";
        InShop = "in_shop": "En taller", "In shop", "In officina", "W warsztacie";
        OutOfService = "out_of_service": "Fuera de servicio", "Out of service", "Fuori servizio", "Wycofany";
        Sold = "sold": "Vendido", "Sold", "Venduto", "Sprzedany";
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
    pub enum Ownership {
        Owned = "owned": "En propiedad", "Owned", "Di proprietà", "Własny";
        Leased = "leased": "En leasing", "Leased", "In leasing", "W leasingu";
        Rented = "rented": "Alquilado", "Rented", "A noleggio", "Wynajęty";
        Customers = "customers": "Del cliente", "Customer's", "Del cliente", "Klienta";
    }
}

crate::choice! {
    pub enum FuelType {
        Petrol = "petrol": "Gasolina", "Petrol", "Benzina", "Benzyna";
        Diesel = "diesel": "Diésel", "Diesel", "Diesel", "Olej napędowy";
        Cng = "cng": "GNC", "CNG", "Metano", "CNG";
        Lpg = "lpg": "GLP", "LPG", "GPL", "LPG";
        Electricity = "electricity": "Electricidad", "Electricity", "Elettricità", "Prąd";
        Hybrid = "hybrid": "Híbrido", "Hybrid", "Ibrido", "Hybryda";
        Hydrogen = "hydrogen": "Hidrógeno", "Hydrogen", "Idrogeno", "Wodór";
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
    pub enum DriveType {
        Front = "front": "Delantera", "Front-wheel", "Anteriore", "Przedni";
        Rear = "rear": "Trasera", "Rear-wheel", "Posteriore", "Tylny";
        All = "all": "Total", "All-wheel", "Integrale", "Na wszystkie koła";
    }
}

crate::choice! {
    pub enum GearboxType {
        Manual = "manual": "Manual", "Manual", "Manuale", "Manualna";
        Automatic = "automatic": "Automática", "Automatic", "Automatico", "Automatyczna";
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct VehicleDraft {
    // Identity
    pub name: String,
    /// ISO 3779; upper case, unique.
    pub vin: String,
    /// Of what has no VIN: a trailer, an old or a foreign vehicle.
    pub chassis_number: String,
    /// Unique among vehicles that aren't archived.
    pub plate: String,
    pub vehicle_type: Option<VehicleTypeId>,
    pub vehicle_group: Option<VehicleGroupId>,
    pub year: Option<i64>,
    pub make: String,
    pub model: String,
    pub trim: String,
    pub colour: String,
    pub registration_region: String,
    pub photo: Option<PictureId>,
    pub status: VehicleStatus,
    pub ownership: Ownership,
    pub body_type: String,
    pub body_subtype: String,
    pub seats: Option<i64>,
    /// Grams.
    pub payload: Option<i64>,

    // Life
    pub in_service_on: Option<Date>,
    /// Metres.
    pub in_service_odometer: Option<i64>,
    pub expected_life_months: Option<i64>,
    /// Metres.
    pub expected_life_distance: Option<i64>,
    /// Minor units.
    pub resale_value: Option<i64>,
    pub out_of_service_on: Option<Date>,
    /// Metres.
    pub out_of_service_odometer: Option<i64>,

    // Purchase
    pub purchase_vendor: String,
    pub purchased_on: Option<Date>,
    /// Minor units.
    pub purchase_price: Option<i64>,
    /// Metres.
    pub purchase_odometer: Option<i64>,
    pub warranty_until: Option<Date>,
    /// Metres.
    pub warranty_distance: Option<i64>,
    pub purchase_notes: String,

    // Specifications
    /// Millimetres.
    pub length: Option<i64>,
    /// Millimetres.
    pub width: Option<i64>,
    /// Millimetres.
    pub height: Option<i64>,
    /// Millimetres.
    pub wheelbase: Option<i64>,
    /// Millilitres.
    pub cargo_volume: Option<i64>,
    /// Grams.
    pub curb_weight: Option<i64>,
    /// Grams.
    pub gross_weight: Option<i64>,
    /// Grams.
    pub towing_capacity: Option<i64>,
    pub engine: String,
    /// Cubic centimetres, which are millilitres.
    pub engine_displacement: Option<i64>,
    /// Watts.
    pub engine_power: Option<i64>,
    pub emission_class: String,
    pub gearbox: Option<GearboxType>,
    pub gears: Option<i64>,
    pub drive: Option<DriveType>,
    pub fuel_type: Option<FuelType>,
    /// Millilitres.
    pub tank_capacity: Option<i64>,
    /// Watt-hours.
    pub battery_capacity: Option<i64>,
    pub wheel_size: String,
    pub tyre_size: String,
    pub brakes: String,
    /// Millilitres in 100 km, in town.
    pub consumption_city: Option<i64>,
    /// Millilitres in 100 km, on the road.
    pub consumption_road: Option<i64>,
    /// Millilitres in 100 km, combined.
    pub consumption_combined: Option<i64>,
    pub notes: String,
}

impl Default for VehicleDraft {
    fn default() -> Self {
        Self {
            name: String::new(),
            vin: String::new(),
            chassis_number: String::new(),
            plate: String::new(),
            vehicle_type: None,
            vehicle_group: None,
            year: None,
            make: String::new(),
            model: String::new(),
            trim: String::new(),
            colour: String::new(),
            registration_region: String::new(),
            photo: None,
            status: VehicleStatus::Active,
            ownership: Ownership::Owned,
            body_type: String::new(),
            body_subtype: String::new(),
            seats: None,
            payload: None,
            in_service_on: None,
            in_service_odometer: None,
            expected_life_months: None,
            expected_life_distance: None,
            resale_value: None,
            out_of_service_on: None,
            out_of_service_odometer: None,
            purchase_vendor: String::new(),
            purchased_on: None,
            purchase_price: None,
            purchase_odometer: None,
            warranty_until: None,
            warranty_distance: None,
            purchase_notes: String::new(),
            length: None,
            width: None,
            height: None,
            wheelbase: None,
            cargo_volume: None,
            curb_weight: None,
            gross_weight: None,
            towing_capacity: None,
            engine: String::new(),
            engine_displacement: None,
            engine_power: None,
            emission_class: String::new(),
            gearbox: None,
            gears: None,
            drive: None,
            fuel_type: None,
            tank_capacity: None,
            battery_capacity: None,
            wheel_size: String::new(),
            tyre_size: String::new(),
            brakes: String::new(),
            consumption_city: None,
            consumption_road: None,
            consumption_combined: None,
            notes: String::new(),
        }
    }
}

impl Draft for VehicleDraft {
    fn check(&self, check: &mut Check) {
        check.required("name", &self.name, 80);
        check.vin("vin", &self.vin);
        check.latin("plate", &self.plate);
        check.present("vehicle_type", self.vehicle_type.as_ref());
        if let Some(year) = self.year {
            check.within("year", year, 1900..=2099);
        }
        for (field, value, max) in [
            ("chassis_number", &self.chassis_number, 40),
            ("plate", &self.plate, 20),
            ("make", &self.make, 60),
            ("model", &self.model, 60),
            ("trim", &self.trim, 60),
            ("colour", &self.colour, 40),
            ("registration_region", &self.registration_region, 60),
            ("body_type", &self.body_type, 60),
            ("body_subtype", &self.body_subtype, 60),
            ("purchase_vendor", &self.purchase_vendor, 120),
            ("engine", &self.engine, 120),
            ("emission_class", &self.emission_class, 20),
            ("wheel_size", &self.wheel_size, 40),
            ("tyre_size", &self.tyre_size, 40),
            ("brakes", &self.brakes, 120),
        ] {
            check.line(field, value, max);
        }
        if let Some(seats) = self.seats {
            check.within("seats", seats, 0..=300);
        }
        if let Some(months) = self.expected_life_months {
            check.within("expected_life_months", months, 1..=1_200);
        }
        if let Some(gears) = self.gears {
            check.within("gears", gears, 1..=32);
        }
        for (field, value) in [
            ("payload", self.payload),
            ("in_service_odometer", self.in_service_odometer),
            ("expected_life_distance", self.expected_life_distance),
            ("resale_value", self.resale_value),
            ("out_of_service_odometer", self.out_of_service_odometer),
            ("purchase_price", self.purchase_price),
            ("purchase_odometer", self.purchase_odometer),
            ("warranty_distance", self.warranty_distance),
            ("length", self.length),
            ("width", self.width),
            ("height", self.height),
            ("wheelbase", self.wheelbase),
            ("cargo_volume", self.cargo_volume),
            ("curb_weight", self.curb_weight),
            ("gross_weight", self.gross_weight),
            ("towing_capacity", self.towing_capacity),
            ("engine_displacement", self.engine_displacement),
            ("engine_power", self.engine_power),
            ("tank_capacity", self.tank_capacity),
            ("battery_capacity", self.battery_capacity),
            ("consumption_city", self.consumption_city),
            ("consumption_road", self.consumption_road),
            ("consumption_combined", self.consumption_combined),
        ] {
            check.optional_measure(field, value);
        }
        for (field, value) in [
            ("in_service_on", self.in_service_on),
            ("out_of_service_on", self.out_of_service_on),
            ("purchased_on", self.purchased_on),
            ("warranty_until", self.warranty_until),
        ] {
            check.date(field, value);
        }
        if let (Some(start), Some(end)) = (self.in_service_on, self.out_of_service_on) {
            check.that("out_of_service_on", end >= start, FieldCode::BeforeStart);
        }
        check.paragraph("purchase_notes", &self.purchase_notes, 4_000);
        check.paragraph("notes", &self.notes, 4_000);
    }
}

/// A change of status or group, kept with its date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatusChange {
    pub at: Instant,
    pub status: VehicleStatus,
    pub group_name: String,
    pub who: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VehicleFacts {
    pub type_name: String,
    pub group_name: String,
    /// Who has it now, by assignment.
    pub driver: Option<i64>,
    pub driver_name: String,
    /// Metres: the highest value known from trips and assignments.
    pub odometer: Option<i64>,
    /// Newest first, at most 50.
    pub status_changes: Vec<StatusChange>,
}

pub type Vehicle = Kept<VehicleDraft, VehicleFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VehicleRow {
    pub id: i64,
    pub name: String,
    pub plate: String,
    pub make: String,
    pub model: String,
    pub year: Option<i64>,
    pub type_name: String,
    pub status: VehicleStatus,
    pub seats: Option<i64>,
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
        let said = errors[0].sentence(crate::text::Language::Es);
        assert!(said.contains("А ≠ A, В ≠ B, С ≠ C"), "{said}");
        assert_eq!(VehicleDraft { plate: "ŻÓŁ 123".into(), ..van() }.errors(), []);
    }

    #[test]
    fn negative_measures_are_refused_by_name() {
        let errors = VehicleDraft { payload: Some(-1), ..van() }.errors();
        assert_eq!(errors[0].field, "payload");
    }
}
