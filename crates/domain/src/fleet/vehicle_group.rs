//! A vehicle group: a name of the company's own to tell vehicles apart by.

use crate::check::Draft;
use crate::fleet::vehicle::Colour;
use crate::record::{NoFacts, Record};

crate::draft! {
    /// A group that the company parts its vehicles into: by place, by customer, as it likes.
    #[derive(Debug)]
    pub struct VehicleGroupDraft {
        /// Unique.
        pub name: String = line(80).required().as_name();
        pub description: String = paragraph(1_000);
        pub colour: Option<Colour>;
    }
}

impl Draft for VehicleGroupDraft {}

/// A vehicle group as staff get it.
pub type VehicleGroup = Record<VehicleGroupDraft, NoFacts>;

crate::row! {
    /// A vehicle group in the staff's list.
    pub struct VehicleGroupRow {
        pub name: String;
        pub description: String;
        pub colour: Option<Colour>;
    }
    sorts: rising("name"), falling("created_at");
}
