//! The trip that a vehicle, a driver or a customer is on, else the one that comes next.

use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// What a record's page begins with, so that nobody has to look for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextTrip {
    /// Whose page says more; absent for whoever may not see bookings.
    #[serde(default)]
    pub booking: Option<i64>,
    /// As the trip is called; absent for whoever may not see bookings.
    #[serde(default)]
    pub name: Option<String>,
    /// When it begins by plan.
    pub from: Instant,
    /// When it ends by plan.
    pub to: Instant,
    /// Whether it is under way.
    pub is_running: bool,
}
