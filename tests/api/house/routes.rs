//! The route table, walked as everybody: the one place where "who may do what" is checked for all of it.

use api_tests::{
    Answer, Client, Company, client,
    company::sign_in,
    making::{assign, tomorrow},
};
use domain::{
    notice::WordingDraft,
    permission::{Act, BUILT_IN_ROLES, Permission, Permissions},
    problem::ProblemKind,
    route::{self, Endpoint, Route, Who},
    settings::Company as Settings,
};
use serde_json::json;

/// An id that nothing has.
const NOBODYS: &str = "4503599627370495";

fn call(person: &Client, route: &Route) -> Answer {
    let path = route.path().replace("{id}", NOBODYS).replace("{token}", "no-such-token");
    let mut call = person.call(route.method.name(), &path);
    if route.flags.keyed {
        call = call.key(&client::key());
    }
    if route.flags.versioned {
        call = call.version(1);
    }
    // Every draft has something required, so an empty one never gets past its check.
    match route.flags.body {
        true => call.json(&json!({})).send(),
        false => call.send(),
    }
}

fn line(route: &Route) -> String {
    format!("{} {}", route.method.name(), route.path())
}

/// The routes, those that end the caller's session last.
fn walk() -> Vec<Route> {
    let mut routes: Vec<Route> = route::all().collect();
    routes.sort_by_key(|route| ends_the_session(route.endpoint));
    routes
}

fn ends_the_session(endpoint: Endpoint) -> bool {
    use Endpoint::{PortalSignOut, PortalSignOutEverywhere, SignOut, SignOutEverywhere};
    matches!(endpoint, SignOut | SignOutEverywhere | PortalSignOut | PortalSignOutEverywhere)
}

fn is_the_portals(route: &Route) -> bool {
    route.path().starts_with("/api/portal/")
}

/// Whether the caller got in: so it is when the answer says anything but "sign in" or "not allowed".
fn opened(answer: &Answer) -> bool {
    assert!(answer.status < 500, "{}: {} {}", answer.line, answer.status, answer.excerpt());
    if answer.status >= 400 {
        let kind = answer.problem().known();
        return !matches!(kind, Some(ProblemKind::SignInNeeded | ProblemKind::NotAllowed));
    }
    true
}

#[test]
fn nobody_without_a_session_gets_in_where_one_is_asked_for() {
    let nobody = Company::shared().nobody();
    for route in walk() {
        let answer = call(&nobody, &route);
        match route.who {
            Who::Anyone => assert!(opened(&answer), "{}: {}", line(&route), answer.excerpt()),
            _ => drop(answer.refused(ProblemKind::SignInNeeded)),
        }
    }
}

#[test]
fn every_built_in_role_is_answered_as_the_table_says() {
    let company = Company::shared();
    for role in &BUILT_IN_ROLES {
        let permissions = (role.permissions)();
        let person = company.hire(role.code);
        for route in walk() {
            let answer = call(&person.client, &route);
            let wanted = may(permissions, route.who);
            let right = match route.who {
                Who::Customer | Who::CustomerBookings => answer.refused(ProblemKind::SignInNeeded).status == 401,
                _ if wanted => opened(&answer),
                _ => answer.refused(ProblemKind::NotAllowed).status == 403,
            };
            assert!(right, "{} for {}: {} {}", line(&route), role.code, answer.status, answer.excerpt());
            if ends_the_session(route.endpoint) && !is_the_portals(&route) {
                person.client.get("/api/me").refused(ProblemKind::SignInNeeded);
                sign_in(&person.client, "/api/session", &person.email);
            }
        }
    }
}

/// Nobody here has a driver profile, so nothing is anybody's trip.
fn may(permissions: Permissions, who: Who) -> bool {
    match who {
        Who::Anyone | Who::Staff => true,
        Who::Can(permission) | Who::CanOrDrives(permission) => permissions.allows(permission),
        Who::CanAny(any) => any.iter().any(|permission| permissions.allows(*permission)),
        Who::CanOrOwn(area) => permissions.allows(Permission::In(area, Act::ViewOwn)),
        Who::Customer | Who::CustomerBookings => false,
    }
}

#[test]
fn a_portal_session_opens_the_portal_and_nothing_of_staffs() {
    let contact = Company::shared().contact();
    for route in walk() {
        let answer = call(&contact.portal, &route);
        match route.who {
            Who::Anyone | Who::Customer | Who::CustomerBookings => {
                assert!(opened(&answer), "{}: {} {}", line(&route), answer.status, answer.excerpt());
            }
            _ => drop(answer.refused(ProblemKind::SignInNeeded)),
        }
        if ends_the_session(route.endpoint) && is_the_portals(&route) {
            contact.portal.get("/api/portal/me").refused(ProblemKind::SignInNeeded);
            sign_in(&contact.portal, "/api/portal/session", &contact.email);
        }
    }
}

#[test]
fn a_closed_portal_refuses_bookings_and_still_shows_invoices() {
    let company = Company::fresh("closed");
    let contact = company.contact();
    let mut settings: Settings = company.owner.get("/api/settings").expect(200).json();
    settings.fields.portal_bookings = false;
    company.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send().done();
    for route in walk() {
        match route.who {
            Who::CustomerBookings => drop(call(&contact.portal, &route).refused(ProblemKind::PortalClosed)),
            Who::Customer if !ends_the_session(route.endpoint) => {
                assert!(opened(&call(&contact.portal, &route)), "{}", line(&route));
            }
            _ => {}
        }
    }
}

#[test]
fn an_unknown_path_is_not_found_and_a_known_one_names_the_method_it_refuses() {
    let owner = &Company::shared().owner;
    for path in ["/api/", "/api/nothing", "/api/bookings/7/8", "/api/bookings/x7", "/api/vehicles/1.5"] {
        owner.get(path).refused(ProblemKind::NotFound);
    }
    for (method, path) in [("DELETE", "/api/bookings"), ("PUT", "/api/session"), ("PATCH", "/api/vehicles/7")] {
        owner.call(method, path).send().refused(ProblemKind::MethodNotAllowed);
    }
    for (method, path) in [("POST", "/admin/"), ("PUT", "/"), ("POST", "/admin/bookings")] {
        assert_eq!(owner.call(method, path).send().expect(405).header("allow"), "GET, HEAD", "{method} {path}");
    }
}

#[test]
fn what_is_said_to_change_nothing_writes_nothing() {
    let company = Company::shared();
    for route in walk().into_iter().filter(|route| route.flags.reads) {
        let (path, body) = match route.endpoint {
            Endpoint::GetAvailability => {
                let booking = company.approved(company.customer(), tomorrow());
                let draft = assign(booking, company.vehicle(), company.driver().id, tomorrow()).logbook;
                ("/api/availability", json!(draft))
            }
            Endpoint::PreviewNotice => ("/api/notices/booking_approved/preview", json!(WordingDraft::default())),
            other => panic!("{other:?} is asked here, too"),
        };
        let answer = company.owner.post(path, &body).expect(200);
        assert_eq!(answer.cost().rows_written, 0, "{}", line(&route));
    }
}
