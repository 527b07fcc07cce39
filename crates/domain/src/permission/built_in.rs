//! The roles that a company begins with, and what each grants there.
//!
//! Invariant: this is only how a company begins; afterwards its rows of `roles` say what holds.

use super::{Act, Area, NamedAct, Permission, Permissions};
use crate::text::Text;

/// A role every company starts with. Owners can edit all but [`OWNER`].
pub struct BuiltInRole {
    /// Stored in `roles.built_in`.
    pub code: &'static str,
    /// What it is called in each language until somebody renames it.
    pub name: Text,
    /// What it may be called where it is kept: its name in any language.
    pub names: [&'static str; 4],
    /// What it grants in a new company; its owners may edit that, but for [`OWNER`]'s.
    pub permissions: fn() -> Permissions,
}

macro_rules! role {
    ($code:expr, $permissions:expr, $es:literal, $en:literal, $it:literal, $pl:literal) => {
        BuiltInRole {
            code: $code,
            name: crate::text!($es, $en, $it, $pl),
            names: [$es, $en, $it, $pl],
            permissions: $permissions,
        }
    };
}

/// The one role that can't be edited and whose last active holder can't be removed.
pub const OWNER: &str = "owner";

/// The name of a built-in role in every language, if it still has the one it began with in any of them; a renamed one has only
/// its own.
#[must_use]
pub fn built_in_name(name: &str) -> Option<Text> {
    BUILT_IN_ROLES.iter().find(|role| role.names.contains(&name)).map(|role| role.name)
}

const KEEP: [Act; 4] = [Act::View, Act::Create, Act::Edit, Act::Archive];

fn grant(areas: &[Area], acts: &[Act]) -> Permissions {
    areas.iter().flat_map(|area| acts.iter().map(|act| Permission::In(*area, *act))).collect()
}

fn acts(named: &[NamedAct]) -> Permissions {
    named.iter().map(|named| Permission::To(*named)).collect()
}

/// The roles of product rule, section 3, in the order of their list.
pub const BUILT_IN_ROLES: [BuiltInRole; 6] = [
    role!(OWNER, Permissions::of_owner, "Propietario", "Owner", "Titolare", "Właściciel"),
    role!(
        "dispatcher",
        || {
            grant(&[Area::Bookings, Area::Customers, Area::Calendar, Area::Tickets], &KEEP)
                .and(grant(
                    &[Area::Overview, Area::Fleet, Area::Workshop, Area::Vendors, Area::People, Area::Reports],
                    &[Act::View],
                ))
                .and(grant(&[Area::Fleet], &[Act::Create, Act::Edit]))
                .and(grant(&[Area::Mail], &[Act::ViewOwn]))
                .and(acts(&[NamedAct::ApproveBookings, NamedAct::AssignDespiteWarning, NamedAct::SendMail]))
        },
        "Coordinador",
        "Dispatcher",
        "Operatore",
        "Dyspozytor"
    ),
    role!(
        "workshop",
        || {
            grant(&[Area::Workshop, Area::Fleet, Area::Vendors], &KEEP)
                .and(grant(&[Area::Overview, Area::Bookings, Area::Calendar, Area::Reports], &[Act::View]))
                .and(grant(&[Area::Mail], &[Act::ViewOwn]))
        },
        "Taller",
        "Workshop",
        "Officina",
        "Warsztat"
    ),
    role!(
        "accounting",
        || {
            grant(&[Area::Money, Area::Vendors], &KEEP)
                .and(grant(&[Area::Customers], &[Act::View, Act::Create, Act::Edit]))
                .and(grant(
                    &[Area::Overview, Area::Bookings, Area::Fleet, Area::Workshop, Area::People, Area::Reports],
                    &[Act::View],
                ))
                .and(grant(&[Area::Mail], &[Act::ViewOwn]))
                .and(acts(&[
                    NamedAct::IssueInvoices,
                    NamedAct::RecordPayments,
                    NamedAct::CancelInvoices,
                    NamedAct::SendMail,
                ]))
        },
        "Contabilidad",
        "Accounting",
        "Contabilità",
        "Księgowość"
    ),
    role!(
        "driver",
        || {
            grant(&[Area::Bookings, Area::Fleet, Area::Personnel, Area::Mail, Area::Calendar], &[Act::ViewOwn])
                .and(grant(&[Area::Fleet], &[Act::CreateOwn]))
        },
        "Conductor",
        "Driver",
        "Autista",
        "Kierowca"
    ),
    role!(
        "viewer",
        || {
            grant(
                &[
                    Area::Overview,
                    Area::Bookings,
                    Area::Fleet,
                    Area::Workshop,
                    Area::Money,
                    Area::Customers,
                    Area::Vendors,
                    Area::People,
                    Area::Tickets,
                    Area::Calendar,
                    Area::Reports,
                ],
                &[Act::View],
            )
        },
        "Consulta",
        "Viewer",
        "Consultazione",
        "Podgląd"
    ),
];
