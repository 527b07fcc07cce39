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

/// Signs of units that people say measures in, and how many stored ones make one.
const METRES: (&str, i64) = ("m", 1_000);
const CUBIC_METRES: (&str, i64) = ("m³", 1_000_000);
const CUBIC_CENTIMETRES: (&str, i64) = ("cm³", 1);
const KILOGRAMS: (&str, i64) = ("kg", 1_000);
const LITRES: (&str, i64) = ("l", 1_000);
const LITRES_IN_100_KM: (&str, i64) = ("l/100 km", 1_000);
const KILOWATTS: (&str, i64) = ("kW", 1_000);
const KILOWATT_HOURS: (&str, i64) = ("kWh", 1_000);
const KILOMETRES: (&str, i64) = ("km", 1_000);

impl Draft for VehicleDraft {
    fn check(&self, check: &mut Check) {
        check.required("name", &self.name, 80);
        check.vin("vin", &self.vin);
        check.latin("plate", &self.plate);
        check.latin("chassis_number", &self.chassis_number);
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
        for (field, value, range) in [
            ("seats", self.seats, 0..=300),
            ("expected_life_months", self.expected_life_months, 1..=1_200),
            ("gears", self.gears, 1..=32),
        ] {
            if let Some(value) = value {
                check.within(field, value, range);
            }
        }
        for (field, value, most, (unit, factor)) in [
            ("length", self.length, 40, METRES),
            ("width", self.width, 6, METRES),
            ("height", self.height, 6, METRES),
            ("wheelbase", self.wheelbase, 20, METRES),
            ("cargo_volume", self.cargo_volume, 200, CUBIC_METRES),
            ("payload", self.payload, 200_000, KILOGRAMS),
            ("curb_weight", self.curb_weight, 200_000, KILOGRAMS),
            ("gross_weight", self.gross_weight, 200_000, KILOGRAMS),
            ("towing_capacity", self.towing_capacity, 200_000, KILOGRAMS),
            ("engine_displacement", self.engine_displacement, 30_000, CUBIC_CENTIMETRES),
            ("engine_power", self.engine_power, 2_000, KILOWATTS),
            ("tank_capacity", self.tank_capacity, 5_000, LITRES),
            ("battery_capacity", self.battery_capacity, 2_000, KILOWATT_HOURS),
            ("consumption_city", self.consumption_city, 300, LITRES_IN_100_KM),
            ("consumption_road", self.consumption_road, 300, LITRES_IN_100_KM),
            ("consumption_combined", self.consumption_combined, 300, LITRES_IN_100_KM),
            ("in_service_odometer", self.in_service_odometer, 10_000_000, KILOMETRES),
            ("expected_life_distance", self.expected_life_distance, 10_000_000, KILOMETRES),
            ("out_of_service_odometer", self.out_of_service_odometer, 10_000_000, KILOMETRES),
            ("purchase_odometer", self.purchase_odometer, 10_000_000, KILOMETRES),
            ("warranty_distance", self.warranty_distance, 10_000_000, KILOMETRES),
        ] {
            let value = value.unwrap_or_default();
            let _ = check.that(field, value >= 0, FieldCode::Negative)
                && check.allowed(field, value <= most * factor, FieldCode::OutOfRange, || format!("0–{most} {unit}"));
        }
        for (field, value) in [("resale_value", self.resale_value), ("purchase_price", self.purchase_price)] {
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
            consumption_road: Some(300_001),
            ..van()
        };
        let said: Vec<_> = typed.errors().iter().map(|error| error.sentence(crate::text::Language::En)).collect();
        assert_eq!(
            said,
            ["0–40 m", "0–200000 kg", "0–5000 l", "0–300 l/100 km"].map(|bound| format!("Allowed: {bound}."))
        );
        let large = VehicleDraft { length: Some(40_000), width: Some(6_000), gross_weight: Some(200_000_000), ..van() };
        assert_eq!(large.errors(), []);
    }

    #[test]
    fn negative_measures_are_refused_by_name() {
        let errors = VehicleDraft { payload: Some(-1), ..van() }.errors();
        assert_eq!(errors[0].field, "payload");
    }
}
