//! A vehicle type: a name of the company's own to tell vehicles apart by.

use crate::check::Draft;
use crate::fleet::vehicle::Colour;
use crate::people::driver::LicenceClass;
use crate::record::{NoFacts, Record};

crate::draft! {
    /// A type of vehicle that the company has, and that customers may ask for.
    #[derive(Debug)]
    pub struct VehicleTypeDraft {
        /// Unique.
        pub name: String = line(80).required().as_name();
        pub description: String = paragraph(1_000);
        pub colour: Option<Colour>;
        /// What one has to be allowed to drive, unless the vehicle says otherwise.
        pub licence_class: Option<LicenceClass>;
    }
}

impl Draft for VehicleTypeDraft {}

/// A vehicle type as staff get it.
pub type VehicleType = Record<VehicleTypeDraft, NoFacts>;

crate::row! {
    /// A vehicle type in the staff's list.
    pub struct VehicleTypeRow {
        pub name: String;
        pub description: String;
        pub colour: Option<Colour>;
    }
    sorts: rising("name"), falling("created_at");
}
