//! Who may make which move: every state, every move, everybody, against `domain`'s machine.

use api_tests::{
    Answer, Client, Company, Driver,
    making::{AMOUNT, hours_from},
    now, unique,
};
use domain::{
    bookings::{
        booking::{Booking, TransitionDraft},
        progress::{BookingStatus, Initiator, Transition, refusal},
    },
    permission::{BUILT_IN_ROLES, Permissions},
    record::RecordKind,
    route::{self, Who},
    time::{HOUR, Span},
};
use std::sync::Arc;

struct Actor {
    name: &'static str,
    client: Arc<Client>,
    permissions: Permissions,
    /// Their own profile: then the trips are theirs.
    driver: Option<Driver>,
}

fn kept(company: &Company, id: i64) -> Booking {
    company.owner.find(RecordKind::Booking, id)
}

fn make(client: &Client, booking: &Booking, by: Transition) -> Answer {
    let amount = (by == Transition::Approve).then_some(AMOUNT);
    let draft = TransitionDraft { amount, reason: "Because.".into() };
    client.act(&route::of_transition(by).path_to(&booking.id.to_string()), booking.version, &draft)
}

/// A span that no other test's booking shares, so that one driver can have them all; past, so that none starts early.
fn span_of_its_own() -> Span {
    hours_from(now() - 3 * HOUR * i64::try_from(unique()).unwrap_or_default(), 2)
}

/// A booking in each state, driven by `driver` where it has a trip.
fn in_state(company: &Company, status: BookingStatus, driver: Driver) -> i64 {
    let customer = company.customer();
    let trip = || company.trip_with(customer, span_of_its_own(), company.vehicle(), driver);
    let ended = |by| {
        let id = company.booking(customer, span_of_its_own()).id;
        make(&company.owner, &kept(company, id), by).done();
        id
    };
    match status {
        BookingStatus::New => company.booking(customer, span_of_its_own()).id,
        BookingStatus::Approved => trip().booking,
        BookingStatus::Processing => {
            let trip = trip();
            company.step(&trip, "start");
            company.step(&trip, "finish");
            trip.booking
        }
        BookingStatus::Completed => {
            let trip = trip();
            company.drive(&trip);
            trip.booking
        }
        BookingStatus::Rejected => ended(Transition::Reject),
        BookingStatus::Cancelled => ended(Transition::Cancel),
    }
}

/// Everybody of a built-in role, and a driver whose own trips these are.
fn everybody(company: &Company) -> Vec<Actor> {
    let of_role = |code: &'static str| {
        let role = BUILT_IN_ROLES.iter().find(|role| role.code == code).expect("a built-in role");
        Actor { name: code, client: company.client_with_role(code), permissions: (role.permissions)(), driver: None }
    };
    let mut all: Vec<Actor> = BUILT_IN_ROLES.iter().map(|role| of_role(role.code)).collect();
    let driver = company.driver();
    let client = Arc::new(company.invite_staff(driver.staff));
    all.push(Actor { name: "the trip's driver", client, driver: Some(driver), ..of_role("driver") });
    all
}

#[test]
fn everybody_makes_exactly_the_moves_that_the_machine_allows_them() {
    let company = Company::shared();
    for actor in everybody(company) {
        let driver = actor.driver.unwrap_or_else(|| company.driver());
        for status in BookingStatus::ALL {
            for by in Transition::ALL {
                let id = in_state(company, *status, driver);
                let before = kept(company, id);
                let drives_it = actor.driver.is_some() && !before.facts.logbooks.is_empty();
                let initiator = Initiator::Staff { permissions: actor.permissions, drives_it };
                let allowed = refusal(&before.facts.situation, *by, initiator).is_none();
                let answer = make(&actor.client, &before, *by);
                let moved = kept(company, id).facts.situation.status != *status;
                let what_happened = format!("{} {status:?} {by:?}: {} {}", actor.name, answer.status, answer.excerpt());
                assert_eq!(moved, allowed, "{what_happened}");
                let wanted = match route::of_transition(*by).who {
                    _ if allowed => 200,
                    // Who has no business with any is told so before anybody looks at it; to a driver another's trip is none.
                    Who::CanOrDrives(permission) if !actor.permissions.allows(permission) && !drives_it => {
                        if actor.driver.is_some() { 404 } else { 403 }
                    }
                    Who::Can(permission) if !actor.permissions.allows(permission) => 403,
                    _ => 409,
                };
                assert_eq!(answer.status, wanted, "{what_happened}");
            }
        }
    }
}
