//! A vehicle type: a name of the company's own to tell vehicles apart by.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft};
use crate::fleet::vehicle::Colour;
use crate::record::{Kept, NoFacts};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct VehicleTypeDraft {
    /// Unique.
    pub name: String,
    pub description: String,
    pub colour: Option<Colour>,
}

impl Draft for VehicleTypeDraft {
    fn check(&self, check: &mut Check) {
        check.required("name", &self.name, 80);
        check.paragraph("description", &self.description, 1_000);
    }
}

pub type VehicleType = Kept<VehicleTypeDraft, NoFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VehicleTypeRow {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub colour: Option<Colour>,
}
