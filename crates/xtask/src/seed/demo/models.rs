//! The makes and models the fleet is made of, as their data sheets describe them.

use domain::{
    fleet::vehicle::{DriveType, GearboxType, VehicleDraft},
    measure::FuelType,
};

/// [`TYPES`](super::vehicles::TYPES) by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Car,
    Van,
    Minibus,
    Coach,
    Truck,
}

pub struct Model {
    pub kind: Kind,
    make: &'static str,
    model: &'static str,
    trim: &'static str,
    body: (&'static str, &'static str),
    seats: i64,
    /// Kilograms: payload, curb, gross, towing.
    weights: [i64; 4],
    /// Millimetres: length, width, height, wheelbase.
    sizes: [i64; 4],
    cargo_litres: i64,
    engine: &'static str,
    /// Cubic centimetres; none for a motor.
    displacement: Option<i64>,
    kilowatts: i64,
    gears: (GearboxType, Option<i64>),
    drive: DriveType,
    fuel: FuelType,
    /// Litres, kilograms or kilowatt-hours.
    tank: i64,
    second: Option<(FuelType, i64)>,
    tyres: (&'static str, &'static str),
    /// Tenths of a litre, a kilogram or a kilowatt-hour in 100 km: in town, on the road, combined.
    consumption: [i64; 3],
    /// Euros.
    pub price: i64,
    /// The first eight characters of its VIN.
    pub vin: &'static str,
}

use DriveType::{All, Front, Rear};
use FuelType::{AdBlue, Cng, Diesel, Electricity};
use GearboxType::{Automatic, Manual};
use Kind::{Car, Coach, Minibus, Truck, Van};

#[rustfmt::skip]
pub const MODELS: [Model; 11] = [
    Model { kind: Car, make: "Škoda", model: "Superb", trim: "2.0 TDI Selection", body: ("Berlina", "Cinco puertas"), seats: 5, weights: [560, 1_505, 2_065, 1_900], sizes: [4_912, 1_849, 1_481, 2_841], cargo_litres: 645, engine: "2.0 TDI evo", displacement: Some(1_968), kilowatts: 110, gears: (Automatic, Some(7)), drive: Front, fuel: Diesel, tank: 66, second: None, tyres: ("17\"", "215/55 R17"), consumption: [59, 42, 48], price: 38_900, vin: "TMBAH9NP" },
    Model { kind: Car, make: "Mercedes-Benz", model: "E 220 d", trim: "Avantgarde", body: ("Berlina", "Cuatro puertas"), seats: 5, weights: [615, 1_825, 2_440, 2_100], sizes: [4_949, 1_880, 1_468, 2_961], cargo_litres: 540, engine: "OM 654 M", displacement: Some(1_993), kilowatts: 145, gears: (Automatic, Some(9)), drive: Rear, fuel: Diesel, tank: 66, second: None, tyres: ("18\"", "225/55 R18"), consumption: [61, 43, 49], price: 64_300, vin: "W1K2140L" },
    Model { kind: Car, make: "Tesla", model: "Model 3", trim: "Long Range", body: ("Berlina", "Cuatro puertas"), seats: 5, weights: [398, 1_823, 2_232, 1_000], sizes: [4_720, 1_850, 1_441, 2_875], cargo_litres: 594, engine: "Motor síncrono doble", displacement: None, kilowatts: 366, gears: (Automatic, Some(1)), drive: All, fuel: Electricity, tank: 75, second: None, tyres: ("18\"", "235/45 R18"), consumption: [121, 158, 143], price: 46_990, vin: "LRW3E7EK" },
    Model { kind: Van, make: "Mercedes-Benz", model: "Vito Tourer", trim: "114 CDI Pro larga", body: ("Furgoneta", "Pasajeros"), seats: 9, weights: [1_010, 2_090, 3_100, 2_000], sizes: [5_140, 1_928, 1_910, 3_200], cargo_litres: 1_030, engine: "OM 654 2.0", displacement: Some(1_950), kilowatts: 100, gears: (Automatic, Some(9)), drive: Rear, fuel: Diesel, tank: 70, second: None, tyres: ("16\"", "205/65 R16C"), consumption: [83, 66, 72], price: 44_200, vin: "W1V44771" },
    Model { kind: Van, make: "Ford", model: "Transit", trim: "350 L3H2 Trend", body: ("Furgón", "Techo alto"), seats: 3, weights: [1_245, 2_255, 3_500, 2_800], sizes: [5_981, 2_059, 2_550, 3_750], cargo_litres: 11_000, engine: "2.0 EcoBlue", displacement: Some(1_995), kilowatts: 96, gears: (Manual, Some(6)), drive: Front, fuel: Diesel, tank: 80, second: None, tyres: ("16\"", "235/65 R16C"), consumption: [98, 78, 85], price: 36_700, vin: "WF0EXXTT" },
    Model { kind: Van, make: "Renault", model: "Master E-Tech", trim: "L2H2 87 kWh", body: ("Furgón", "Techo alto"), seats: 3, weights: [1_365, 2_635, 4_000, 2_500], sizes: [5_685, 2_080, 2_498, 3_585], cargo_litres: 12_000, engine: "Motor síncrono bobinado", displacement: None, kilowatts: 105, gears: (Automatic, Some(1)), drive: Front, fuel: Electricity, tank: 87, second: None, tyres: ("16\"", "225/65 R16C"), consumption: [196, 258, 212], price: 52_400, vin: "VF1MAFEZ" },
    Model { kind: Minibus, make: "Mercedes-Benz", model: "Sprinter 519", trim: "Transfer 45", body: ("Minibús", "Interurbano"), seats: 20, weights: [1_650, 3_350, 5_000, 2_000], sizes: [7_367, 2_020, 2_830, 4_325], cargo_litres: 1_800, engine: "OM 654 2.0", displacement: Some(1_950), kilowatts: 140, gears: (Automatic, Some(9)), drive: Rear, fuel: Diesel, tank: 93, second: None, tyres: ("16\"", "205/75 R16C"), consumption: [132, 104, 115], price: 89_500, vin: "W1V90765" },
    Model { kind: Minibus, make: "Iveco", model: "Daily Line", trim: "50C18 CNG", body: ("Minibús", "Escolar"), seats: 22, weights: [1_900, 3_700, 5_600, 2_200], sizes: [7_515, 2_010, 2_900, 4_100], cargo_litres: 2_100, engine: "F1C 3.0", displacement: Some(2_998), kilowatts: 132, gears: (Automatic, Some(8)), drive: Rear, fuel: Cng, tank: 41, second: None, tyres: ("16\"", "195/75 R16C"), consumption: [148, 117, 129], price: 84_900, vin: "ZCFC150B" },
    Model { kind: Coach, make: "Irizar", model: "i6S", trim: "12,9 m", body: ("Autocar", "Discrecional"), seats: 55, weights: [5_200, 13_100, 18_300, 1_000], sizes: [12_920, 2_550, 3_775, 6_300], cargo_litres: 9_500, engine: "DAF MX-11 Euro VI", displacement: Some(10_837), kilowatts: 300, gears: (Automatic, Some(12)), drive: Rear, fuel: Diesel, tank: 480, second: Some((AdBlue, 48)), tyres: ("22,5\"", "295/80 R22,5"), consumption: [312, 221, 254], price: 289_000, vin: "VS9R6S12" },
    Model { kind: Coach, make: "Setra", model: "S 515 HD", trim: "ComfortClass 500", body: ("Autocar", "Gran turismo"), seats: 53, weights: [4_900, 13_400, 18_300, 1_000], sizes: [12_295, 2_550, 3_770, 6_080], cargo_litres: 9_400, engine: "OM 470 Euro VI", displacement: Some(10_677), kilowatts: 290, gears: (Automatic, Some(8)), drive: Rear, fuel: Diesel, tank: 475, second: Some((AdBlue, 45)), tyres: ("22,5\"", "295/80 R22,5"), consumption: [305, 216, 248], price: 312_000, vin: "WKK63213" },
    Model { kind: Truck, make: "MAN", model: "TGL", trim: "12.250 4x2 BL", body: ("Camión", "Caja frigorífica"), seats: 3, weights: [5_600, 6_390, 11_990, 7_500], sizes: [8_350, 2_550, 3_650, 4_500], cargo_litres: 38_000, engine: "D0836 Euro VI", displacement: Some(6_871), kilowatts: 184, gears: (Automatic, Some(12)), drive: Rear, fuel: Diesel, tank: 200, second: Some((AdBlue, 25)), tyres: ("17,5\"", "245/70 R17,5"), consumption: [252, 188, 209], price: 112_500, vin: "WMAN15ZZ" },
];

impl Model {
    /// The draft of such a vehicle, without what is its own.
    pub fn draft(&self) -> VehicleDraft {
        let kilos = |kilos: i64| Some(kilos * 1_000);
        let [payload, curb, gross, towing] = self.weights;
        let [length, width, height, wheelbase] = self.sizes;
        let [city, road, combined] = self.consumption.map(|tenths| Some(tenths * 100_000));
        let heavy = matches!(self.kind, Coach | Truck);
        VehicleDraft {
            make: self.make.into(),
            model: self.model.into(),
            trim: self.trim.into(),
            registration_region: "Madrid".into(),
            body_type: self.body.0.into(),
            body_subtype: self.body.1.into(),
            seats: Some(self.seats),
            payload: kilos(payload),
            curb_weight: kilos(curb),
            gross_weight: kilos(gross),
            towing_capacity: kilos(towing),
            length: Some(length),
            width: Some(width),
            height: Some(height),
            wheelbase: Some(wheelbase),
            cargo_volume: Some(self.cargo_litres * 1_000),
            engine: self.engine.into(),
            engine_displacement: self.displacement,
            engine_power: Some(self.kilowatts * 1_000),
            emission_class: if self.displacement.is_none() { "Cero" } else { "Euro 6" }.into(),
            gearbox: Some(self.gears.0),
            gears: self.gears.1,
            drive: Some(self.drive),
            fuel_type: Some(self.fuel),
            tank_capacity: Some(self.tank * 1_000),
            second_fuel_type: self.second.map(|(fuel, _)| fuel),
            second_tank_capacity: self.second.map(|(_, holds)| holds * 1_000),
            wheel_size: self.tyres.0.into(),
            tyre_size: self.tyres.1.into(),
            brakes: if heavy { "Disco, neumáticos, EBS y retardador" } else { "Disco ventilado, ABS y ESP" }.into(),
            consumption_city: city,
            consumption_road: road,
            consumption_combined: combined,
            expected_life_months: Some(if heavy { 144 } else { 96 }),
            expected_life_distance: Some(if heavy { 1_200_000_000 } else { 400_000_000 }),
            ..VehicleDraft::default()
        }
    }
}
