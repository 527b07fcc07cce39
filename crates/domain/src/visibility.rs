//! What somebody sees of a record that they may look at: prices, invoices, costs and pay are not everybody's.
//!
//! One enters by [`Visibility::for_permissions`]. A value is named once, here, by what fields, facts, columns, sorts, filters and the history
//! call it (a part of a fact by `fact.part`); the edge leaves it out of whatever it answers and the app out of its screens.
//!
//! Invariant: what isn't restricted here is seen by everybody who may look at the record.

use serde_json::{Map, Value};

use crate::check::{FieldCode, FieldError};
use crate::permission::{Act, Area, NamedAct, Permission, Permissions};
use crate::record::RecordKind;

/// Values that only some see.
#[derive(Clone, Copy, Debug)]
pub struct Restriction {
    /// What fields, facts, columns, sorts and filters call them; a part of a fact as `fact.part`.
    pub names: &'static [&'static str],
    /// Any one of these is enough.
    pub lifted_by: &'static [Permission],
}

const SEES_MONEY: Permission = Permission::In(Area::Money, Act::View);

const SEES_BOOKINGS: Permission = Permission::In(Area::Bookings, Act::View);

const OF_BOOKINGS: &[Restriction] = &[
    Restriction {
        names: &["amount", "situation.amount"],
        lifted_by: &[SEES_MONEY, Permission::To(NamedAct::ApproveBookings)],
    },
    Restriction { names: &["invoice", "situation.invoice", "to_invoice"], lifted_by: &[SEES_MONEY] },
];

/// When somebody or something is on its way tells nobody what is carried and for whom.
const NEXT_TRIP: Restriction =
    Restriction { names: &["next_trip.booking", "next_trip.name"], lifted_by: &[SEES_BOOKINGS] };

/// A cost is seen with money, or by who may edit the record it stands on.
const OF_VEHICLES: &[Restriction] = &[
    Restriction {
        names: &["purchase_price", "resale_value"],
        lifted_by: &[SEES_MONEY, Permission::In(Area::Fleet, Act::Edit)],
    },
    NEXT_TRIP,
];

const OF_DRIVERS: &[Restriction] = &[
    NEXT_TRIP,
    Restriction { names: &["counts.trips", "counts.ratings"], lifted_by: &[SEES_BOOKINGS] },
    Restriction { names: &["counts.leave"], lifted_by: &[Permission::In(Area::Personnel, Act::View)] },
    Restriction {
        names: &["counts.assignments", "counts.documents"],
        lifted_by: &[Permission::In(Area::Fleet, Act::View)],
    },
];

const OF_CUSTOMERS: &[Restriction] = &[
    Restriction { names: &["owes", "counts.invoices", "counts.payments"], lifted_by: &[SEES_MONEY] },
    Restriction { names: &["next_trip", "counts.bookings", "counts.ratings"], lifted_by: &[SEES_BOOKINGS] },
];

/// What somebody earns is personnel's.
const OF_STAFF: &[Restriction] =
    &[Restriction { names: &["hourly_rate"], lifted_by: &[Permission::In(Area::Personnel, Act::View)] }];

/// Of the mails about a record, for whoever may see the record: a subject may say a price, and a recipient is mostly a customer.
pub(crate) const OF_MAILS_ABOUT: &[Restriction] = &[
    Restriction { names: &["subject"], lifted_by: &[SEES_MONEY, Permission::To(NamedAct::ApproveBookings)] },
    Restriction {
        names: &["to"],
        lifted_by: &[Permission::In(Area::Customers, Act::View), Permission::In(Area::Mail, Act::View)],
    },
];

impl RecordKind {
    /// The values of this kind's records that only some see.
    #[must_use]
    pub const fn restrictions(self) -> &'static [Restriction] {
        match self {
            Self::Booking => OF_BOOKINGS,
            Self::Vehicle => OF_VEHICLES,
            Self::Driver => OF_DRIVERS,
            Self::Customer => OF_CUSTOMERS,
            Self::Staff => OF_STAFF,
            _ => &[],
        }
    }
}

/// What somebody sees of a kind's records.
#[derive(Clone, Copy, Debug)]
pub struct Visibility {
    restrictions: &'static [Restriction],
    permissions: Permissions,
}

impl Visibility {
    /// Nothing is hidden.
    pub const FULL: Self = Self { restrictions: &[], permissions: Permissions::NONE };

    /// What holders of `permissions` see of a kind's records.
    #[must_use]
    pub const fn for_permissions(kind: RecordKind, permissions: Permissions) -> Self {
        Self { restrictions: kind.restrictions(), permissions }
    }

    /// Of the mails about a record.
    #[must_use]
    pub const fn of_mails_about(permissions: Permissions) -> Self {
        Self { restrictions: OF_MAILS_ABOUT, permissions }
    }

    fn hidden(self) -> impl Iterator<Item = &'static str> {
        let down = move |restriction: &&Restriction| {
            !restriction.lifted_by.iter().any(|permission| self.permissions.allows(*permission))
        };
        self.restrictions.iter().filter(down).flat_map(|restriction| restriction.names).copied()
    }

    /// Whether they see what is called so.
    #[must_use]
    pub fn shows(self, name: &str) -> bool {
        !self.hidden().any(|hidden| hidden == name)
    }

    /// Whether nothing is hidden from them.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.hidden().next().is_none()
    }

    /// Takes what isn't seen out of a record's document (`Record`).
    pub fn hide(self, record: &mut Value) {
        for name in self.hidden() {
            let (outer, inner) = name.split_once('.').map_or((name, None), |(outer, inner)| (outer, Some(inner)));
            for part in ["fields", "facts"] {
                let Some(Value::Object(part)) = record.get_mut(part) else { continue };
                match inner {
                    None => drop(part.remove(outer)),
                    Some(inner) => {
                        drop(part.get_mut(outer).and_then(Value::as_object_mut).map(|fact| fact.remove(inner)))
                    }
                }
            }
        }
    }

    /// Takes the changes of what isn't seen out of a history, and the saves that changed nothing else.
    pub fn hide_changes(self, history: &mut Value) {
        let Value::Array(entries) = history else { return };
        entries.retain_mut(|entry| {
            let Some(Value::Array(changes)) = entry.get_mut("changes") else { return true };
            let before = changes.len();
            changes.retain(|change| change.get("field").and_then(Value::as_str).is_none_or(|field| self.shows(field)));
            let emptied = changes.is_empty() && before > 0;
            !emptied || entry.get("act").is_none_or(|act| act != "updated")
        });
    }

    /// Gives a draft what its writer doesn't see, as it is `kept`.
    ///
    /// # Errors
    /// Names every field that they would set without seeing it.
    pub fn fill(self, draft: &mut Value, kept: Option<&Map<String, Value>>) -> Result<(), Vec<FieldError>> {
        let Value::Object(draft) = draft else { return Ok(()) };
        let mut errors = Vec::new();
        for name in self.hidden() {
            if draft.remove(name).is_some_and(|value| !value.is_null()) {
                errors.push(FieldError::new(name, FieldCode::NotAllowed));
            }
            if let Some(value) = kept.and_then(|kept| kept.get(name)) {
                draft.insert(name.to_owned(), value.clone());
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission::BUILT_IN_ROLES;
    use serde_json::json;

    fn of(role: &str, kind: RecordKind) -> Visibility {
        let role = BUILT_IN_ROLES.iter().find(|known| known.code == role).unwrap();
        Visibility::for_permissions(kind, (role.permissions)())
    }

    #[test]
    fn prices_invoices_costs_and_pay_are_seen_by_whom_they_concern() {
        for (kind, name, who) in [
            (RecordKind::Booking, "amount", &["owner", "dispatcher", "accounting", "viewer"][..]),
            (RecordKind::Booking, "invoice", &["owner", "accounting", "viewer"]),
            (RecordKind::Vehicle, "purchase_price", &["owner", "dispatcher", "workshop", "accounting", "viewer"]),
            (RecordKind::Staff, "hourly_rate", &["owner"]),
        ] {
            for role in &BUILT_IN_ROLES {
                assert_eq!(of(role.code, kind).shows(name), who.contains(&role.code), "{kind:?} {name} {}", role.code);
            }
        }
    }

    #[test]
    fn when_a_vehicle_leaves_tells_nobody_for_whom() {
        let fleet = [Permission::In(Area::Fleet, Act::View)].into_iter().collect();
        let mut record = json!({ "facts": { "next_trip": { "booking": 7, "name": "Gala", "from": 1 } } });
        Visibility::for_permissions(RecordKind::Vehicle, fleet).hide(&mut record);
        assert_eq!(record, json!({ "facts": { "next_trip": { "from": 1 } } }));
        let customers = [Permission::In(Area::Customers, Act::View)].into_iter().collect();
        let facts = json!({ "next_trip": {}, "owes": {}, "primary_contact": "Ana",
            "counts": { "contacts": 1, "bookings": 2, "invoices": 3, "payments": 4, "ratings": 5 } });
        let mut record = json!({ "facts": facts });
        Visibility::for_permissions(RecordKind::Customer, customers).hide(&mut record);
        assert_eq!(record, json!({ "facts": { "primary_contact": "Ana", "counts": { "contacts": 1 } } }));
    }

    #[test]
    fn mails_about_a_record_tell_prices_and_customers_to_whom_they_concern() {
        for role in &BUILT_IN_ROLES {
            let visibility = Visibility::of_mails_about((role.permissions)());
            let seen = ["owner", "dispatcher", "accounting", "viewer"].contains(&role.code);
            assert_eq!((visibility.shows("subject"), visibility.shows("to")), (seen, seen), "{}", role.code);
        }
    }

    #[test]
    fn what_is_not_seen_is_in_no_part_of_a_record() {
        let mut record = json!({
            "id": 7, "fields": { "subject": "x", "amount": 3 },
            "facts": { "situation": { "status": "new", "amount": 3, "invoice": "paid" }, "invoice": { "total": 4 } },
        });
        of("dispatcher", RecordKind::Booking).hide(&mut record);
        let seen = json!({
            "id": 7, "fields": { "subject": "x", "amount": 3 }, "facts": { "situation": { "status": "new", "amount": 3 } },
        });
        assert_eq!(record, seen);
        of("workshop", RecordKind::Booking).hide(&mut record);
        assert_eq!(
            record,
            json!({ "id": 7, "fields": { "subject": "x" }, "facts": { "situation": { "status": "new" } } })
        );
    }

    #[test]
    fn a_history_keeps_what_is_seen_of_it() {
        let change = |field: &str| json!({ "field": field, "before": 1, "after": 2 });
        let mut history = json!([
            { "act": "updated", "changes": [change("amount")] },
            { "act": "updated", "changes": [change("amount"), change("note")] },
            { "act": "approved", "changes": [change("amount")] },
        ]);
        of("driver", RecordKind::Booking).hide_changes(&mut history);
        assert_eq!(
            history,
            json!([{ "act": "updated", "changes": [change("note")] }, { "act": "approved", "changes": [] }])
        );
    }

    #[test]
    fn a_save_keeps_what_its_writer_does_not_see_and_sets_none_of_it() {
        let visibility = of("driver", RecordKind::Booking);
        let kept = json!({ "amount": 3, "note": "" });
        let fill = |mut draft: Value| visibility.fill(&mut draft, kept.as_object()).map(|()| draft);
        assert_eq!(fill(json!({ "note": "n" })), Ok(json!({ "note": "n", "amount": 3 })));
        assert_eq!(fill(json!({ "note": "n", "amount": null })), Ok(json!({ "note": "n", "amount": 3 })));
        assert_eq!(fill(json!({ "amount": 4 })).unwrap_err()[0].field, "amount");
        let mut new = json!({ "amount": null });
        assert_eq!(visibility.fill(&mut new, None), Ok(()));
        assert_eq!(new, json!({}));
    }
}
