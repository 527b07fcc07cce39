//! Who is calling: two types, so that a portal session can't reach a staff handler, nor the other way round.
//!
//! Invariant: only `http::sessions` makes either of them.

use domain::id::{ContactId, CustomerId, DriverId, PortalUserId, SessionId, StaffId};
use domain::permission::{Act, Area, NamedAct, Permission, Permissions};
use domain::record::RecordKind;
use domain::route::Who;
use domain::text::Language;
use domain::time::{Date, Instant};
use domain::visibility::Visibility;
use serde::{Deserialize, Deserializer};

use crate::io::zone::Zone;

/// A signed-in staff member.
#[derive(Debug, Deserialize)]
pub struct Caller {
    pub session: SessionId,
    pub seen_at: Instant,
    pub id: StaffId,
    pub name: String,
    pub language: Language,
    /// Of all their roles.
    #[serde(deserialize_with = "merged")]
    pub permissions: Permissions,
    /// Their driver profile.
    pub driver: Option<DriverId>,
    /// The company's, for "today".
    #[serde(deserialize_with = "zone")]
    pub zone: Zone,
    /// The company's, ISO 4217.
    pub currency: String,
    /// Whether the route lets them in only to what is their own (`view own`, or driving the trip).
    #[serde(skip)]
    pub own_only: bool,
}

impl Caller {
    #[must_use]
    pub const fn may(&self, permission: Permission) -> bool {
        self.permissions.allows(permission)
    }

    #[must_use]
    pub const fn may_do(&self, act: NamedAct) -> bool {
        self.may(Permission::To(act))
    }

    #[must_use]
    pub const fn may_in(&self, area: Area, act: Act) -> bool {
        self.may(Permission::In(area, act))
    }

    /// What they see of a kind's records.
    #[must_use]
    pub const fn visibility(&self, kind: RecordKind) -> Visibility {
        Visibility::for_permissions(kind, self.permissions)
    }

    /// The driver's id for narrowing; one that no driver has when there is no profile.
    #[must_use]
    pub fn driver_or_none(&self) -> i64 {
        self.driver.map_or(-1, |driver| driver.0)
    }

    #[must_use]
    pub fn today(&self, now: Instant) -> Date {
        self.zone.date(now)
    }

    /// Whether the route's rule lets them in; narrows them when only by what is their own.
    pub(super) fn enter(&mut self, who: Who) -> bool {
        match who {
            Who::Anyone | Who::Staff => true,
            Who::Can(permission) => self.may(permission),
            Who::CanAny(permissions) => permissions.iter().any(|permission| self.may(*permission)),
            Who::CanOrOwn(area) => {
                self.own_only = !self.may_in(area, Act::View);
                self.may_in(area, Act::ViewOwn)
            }
            Who::CanOrDrives(permission) => {
                self.own_only = !self.may(permission);
                !self.own_only || self.driver.is_some()
            }
            Who::Customer | Who::CustomerBookings => false,
        }
    }
}

/// A portal user, as the contact of one customer.
#[derive(Debug, Deserialize)]
pub struct PortalCaller {
    pub session: SessionId,
    pub seen_at: Instant,
    /// Whom they act as: what they do is this contact's, and nothing of another's is in reach.
    pub id: ContactId,
    pub user: PortalUserId,
    pub name: String,
    pub language: Language,
    pub customer: CustomerId,
    /// The company's switch for bookings, 0 or 1.
    #[serde(deserialize_with = "flag")]
    pub bookings_open: bool,
    #[serde(deserialize_with = "zone")]
    pub zone: Zone,
}

/// Who did something, as history and idempotency keys name them.
#[derive(Clone, Debug)]
pub struct Actor {
    /// `staff` or `portal`.
    pub kind: &'static str,
    pub id: i64,
    pub name: String,
}

impl Actor {
    /// One text for both parts of who they are.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}:{}", self.kind, self.id)
    }
}

impl From<&Caller> for Actor {
    fn from(caller: &Caller) -> Self {
        Self { kind: "staff", id: caller.id.0, name: caller.name.clone() }
    }
}

impl From<&PortalCaller> for Actor {
    fn from(caller: &PortalCaller) -> Self {
        Self { kind: "portal", id: caller.id.0, name: caller.name.clone() }
    }
}

fn merged<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Permissions, D::Error> {
    let of_roles = Vec::<Permissions>::deserialize(deserializer)?;
    Ok(of_roles.into_iter().fold(Permissions::NONE, Permissions::and))
}

fn zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Zone, D::Error> {
    Ok(Zone::or_utc(&String::deserialize(deserializer)?))
}

fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(i64::deserialize(deserializer)? != 0)
}
