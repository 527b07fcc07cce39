//! A vendor: whom the company buys from.

use crate::address::Address;
use crate::check::Draft;
use crate::fields;
use crate::list::{By, Filter};
use crate::record::{NoFacts, Record};

crate::choice! {
    /// What is bought of a vendor.
    pub enum Supply {
        Fuel = "fuel": "Combustible", "Fuel", "Carburante", "Paliwo";
        Parts = "parts": "Repuestos", "Parts", "Ricambi", "Części";
        /// Repairs and maintenance.
        Service = "service": "Taller", "Service", "Officina", "Serwis";
        Insurance = "insurance": "Seguros", "Insurance", "Assicurazioni", "Ubezpieczenia";
        /// New and used ones, leases and rentals.
        Vehicles = "vehicles": "Vehículos", "Vehicles", "Veicoli", "Pojazdy";
        Other = "other": "Otros", "Other", "Altro", "Inne";
    }
}

crate::draft! {
    /// What the company knows of a vendor.
    #[derive(Debug)]
    pub struct VendorDraft {
        /// Unique.
        pub name: String = line(160).required().as_name();
        pub tax_id: String = line(40).as_tax_number();
        pub supplies: Vec<Supply>;
        pub phone: String = phone();
        pub email: String = email();
        pub address: Address;
        pub notes: String = paragraph(4_000);
        /// An inactive vendor keeps its history.
        pub active: bool, begins true;
    }
}

impl Draft for VendorDraft {}

/// A vendor as staff get it.
pub type Vendor = Record<VendorDraft, NoFacts>;

crate::row! {
    /// A vendor in the staff's list.
    pub struct VendorRow {
        pub name: String;
        pub supplies: Vec<Supply>;
        pub phone: String = phone();
        pub email: String = email();
        pub city: String;
        pub tax_id: String;
        pub active: bool;
    }
    sorts: rising("name"), falling("created_at");
    filters: Filter::new("active", fields::ACTIVE, By::Flag);
}
