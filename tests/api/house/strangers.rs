//! Who may not ask learns nothing, whatever they ask: their answers are alike to the byte, and of their questions nothing runs.

use api_tests::{Answer, Client, Company, Contact, PASSWORD, client, company::sign_in, specimens};
use domain::{
    id::RoleId,
    people::{role::RoleDraft, staff::StaffDraft},
    permission::Permission,
    problem::ProblemKind,
    record::{RecordKind, Verb},
    route::{self, Route, Who},
    session::SignIn,
    settings::Company as Settings,
};
use serde_json::json;
use std::{collections::BTreeMap, thread};

/// Somebody who isn't let in, by what they bring, and how they are refused where they may not ask.
struct Stranger {
    name: &'static str,
    cookie: String,
    refused: fn(Who) -> Option<ProblemKind>,
}

struct Scene {
    company: Company,
    /// A record of each kind, which the question finds, and by its first word.
    found: BTreeMap<&'static str, i64>,
}

impl Scene {
    fn new() -> Self {
        let company = Company::fresh("strangers");
        let made = |specimen: specimens::Specimen| (specimen.kind.collection(), (specimen.make)(&company));
        let found = specimens::all().into_iter().filter(|specimen| specimen.has(Verb::Get)).map(made).collect();
        Self { company, found }
    }

    fn strangers(&self) -> Vec<Stranger> {
        let (staff, contact) = (self.company.hire("owner"), self.company.contact());
        let kept = |client: &Client| client.cookies();
        let staff_token = kept(&staff.client)["__Host-staff"].clone();
        let portal_token = kept(&contact.portal)["__Host-portal"].clone();
        let both = |staff: &str, portal: &str| format!("__Host-staff={staff}; __Host-portal={portal}");
        let (ended, expired) = (self.session(), self.session());
        self.company.server.pass_time(&format!(
            "DELETE FROM sessions WHERE person = {0} OR contact = {1}; \
             UPDATE sessions SET expires_at = 1 WHERE person = {2} OR contact = {3}",
            ended.0, ended.1.id, expired.0, expired.1.id,
        ));
        let sign_in_needed = |who| (who != Who::Anyone).then_some(ProblemKind::SignInNeeded);
        vec![
            Stranger { name: "nobody", cookie: String::new(), refused: sign_in_needed },
            Stranger { name: "a made-up session", cookie: both("x", "x"), refused: sign_in_needed },
            Stranger { name: "an ended session", cookie: ended.2, refused: sign_in_needed },
            Stranger { name: "an expired session", cookie: expired.2, refused: sign_in_needed },
            Stranger {
                name: "the other app's session",
                cookie: both(&portal_token, &staff_token),
                refused: sign_in_needed,
            },
            Stranger {
                name: "a role that may do nothing",
                cookie: self.powerless(),
                refused: |who| match who {
                    Who::Can(_) | Who::CanAny(_) | Who::CanOrOwn(_) | Who::CanOrDrives(_) => {
                        Some(ProblemKind::NotAllowed)
                    }
                    _ => None,
                },
            },
            Stranger {
                name: "a contact while bookings are closed",
                cookie: format!("__Host-portal={portal_token}"),
                refused: |who| (who == Who::CustomerBookings).then_some(ProblemKind::PortalClosed),
            },
        ]
    }

    /// Somebody of either kind, by id, and the cookies of both their sessions.
    fn session(&self) -> (i64, Contact, String) {
        let (staff, contact) = (self.company.hire("owner"), self.company.contact());
        let all = [staff.client.cookies(), contact.portal.cookies()].into_iter().flatten();
        let cookies: Vec<String> = all.map(|(name, value)| format!("{name}={value}")).collect();
        (staff.staff, contact, cookies.join("; "))
    }

    fn powerless(&self) -> String {
        let role = RoleDraft { name: "Nothing".into(), ..RoleDraft::default() };
        let role = self.company.owner.create(RecordKind::Role, &role).id;
        let draft = StaffDraft { roles: vec![RoleId(role)], ..self.company.staff_draft("viewer") };
        let staff = self.company.owner.create(RecordKind::Staff, &draft).id;
        format!("__Host-staff={}", self.company.invite_staff(staff).cookies()["__Host-staff"])
    }

    fn close_the_portal(&self) {
        let mut settings: Settings = self.company.owner.get("/api/settings").expect(200).json();
        settings.fields.portal_bookings = false;
        self.company.owner.call("PUT", "/api/settings").version(settings.version).json(&settings.fields).send().done();
    }

    /// The same route asked in ways that would find something, find nothing, and can't be read.
    fn asked(&self, asking: &Client, route: &Route, cookie: &str) -> Vec<Answer> {
        let collection = route.path().trim_start_matches("/api/").trim_start_matches("portal/").to_owned();
        let there = self.found.iter().find(|(kind, _)| collection.starts_with(**kind)).map_or(1, |(_, id)| *id);
        let at = |id: &str, query: &str| route.path().replace("{id}", id).replace("{token}", "write_mails") + query;
        let call = |path: String| asking.call(route.method.name(), &path).header("cookie", cookie);
        let mut answers = vec![
            call(at(&there.to_string(), "?q=p&limit=200"))
                .key(&client::key())
                .version(1)
                .json(&json!({ "name": "P" }))
                .send(),
            call(at("4503599627370495", "?q=zzz&limit=0&nonsense=1"))
                .header("if-match", "x")
                .bytes(b"{".to_vec())
                .send(),
        ];
        if route.flags.body {
            answers.push(call(at(&there.to_string(), "")).json(&json!({ "name": "x".repeat(80_000) })).send());
        }
        answers
    }
}

/// All of an answer that somebody sees, but for what each has for itself.
fn seen(answer: &Answer) -> String {
    let id = answer.header("x-request-id");
    let (status, mut headers) = answer.outside();
    // Whether a body was left unread is in it.
    headers.remove("connection");
    format!("{status} {headers:?} {}", answer.body.replace(id, ""))
}

#[test]
fn whatever_strangers_ask_their_answers_are_alike_and_nothing_of_it_runs() {
    let scene = Scene::new();
    let strangers = scene.strangers();
    scene.close_the_portal();
    let faults: Vec<String> = thread::scope(|scope| {
        let walks: Vec<_> = strangers.iter().map(|stranger| scope.spawn(|| walk(&scene, stranger))).collect();
        walks.into_iter().flat_map(|walk| walk.join().expect("a stranger arrives")).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with what one stranger is answered.
fn walk(scene: &Scene, stranger: &Stranger) -> Vec<String> {
    let asking = scene.company.nobody();
    let mut faults = Vec::new();
    // By refusal and by the app that is asked: all its routes are to be one like the other.
    let mut first: BTreeMap<(String, bool), (String, String)> = BTreeMap::new();
    for route in route::all() {
        let Some(kind) = (stranger.refused)(route.who) else { continue };
        for answer in scene.asked(&asking, &route, &stranger.cookie) {
            let about = format!("{}: {}", stranger.name, answer.line);
            if answer.status != kind.status() || answer.problem().known() != Some(kind) {
                faults.push(format!("{about}: {} {}", answer.status, answer.excerpt()));
            }
            if !answer.header("server-timing").is_empty() {
                faults.push(format!("{about}: says what it cost"));
            }
            let answered = (seen(&answer), answer.header("x-cost").to_owned());
            let portal = matches!(route.who, Who::Customer | Who::CustomerBookings);
            let known = first.entry((kind.code().to_owned(), portal)).or_insert_with(|| answered.clone());
            if known.0 != answered.0 {
                faults.push(format!("{about}: {} instead of {}", answered.0, known.0));
            }
            if known.1 != answered.1 {
                faults.push(format!("{about} cost {} instead of {}", answered.1, known.1));
            }
        }
    }
    faults
}

#[test]
fn what_an_answer_costs_is_told_to_nobody_but_who_runs_the_house() {
    let company = Company::shared();
    let (colleague, contact) = (company.hire("dispatcher"), company.contact());
    assert!(!company.owner.get("/api/customers").expect(200).header("server-timing").is_empty());
    // Of what they may see too: it would count what they may not.
    for (person, path) in [(&colleague.client, "/api/bookings"), (&contact.portal, "/api/portal/bookings")] {
        assert_eq!(person.get(path).expect(200).header("server-timing"), "", "{path}");
    }
    // Nor with a refusal, which may be one because of what is there.
    assert_eq!(company.owner.get("/api/customers/4503599627370495").expect(404).header("server-timing"), "");
    let wrong = SignIn { email: colleague.email.clone(), password: "not the password".into() };
    assert_eq!(company.nobody().post("/api/session", &wrong).expect(401).header("server-timing"), "");
    let again = company.nobody();
    sign_in(&again, "/api/session", &colleague.email);
    assert_eq!(again.post("/api/session", &SignIn { password: PASSWORD.into(), ..wrong }).header("server-timing"), "");
}

#[test]
fn a_name_made_of_a_permission_opens_nothing() {
    let company = Company::shared();
    let role = RoleDraft { name: format!("Nothing {}", api_tests::unique()), ..RoleDraft::default() };
    let role = company.owner.create(RecordKind::Role, &role).id;
    let everything: Vec<String> = Permission::all().map(|permission| format!("\"{}\"", permission.code())).collect();
    let draft = StaffDraft {
        name: everything.iter().take(4).cloned().collect::<Vec<_>>().join(","),
        roles: vec![RoleId(role)],
        ..company.staff_draft("viewer")
    };
    let staff = company.owner.create(RecordKind::Staff, &draft).id;
    let person = company.invite_staff(staff);
    let found =
        (specimens::all().into_iter().find(|one| one.kind == RecordKind::Booking).expect("bookings").make)(company);
    let at = |path: &str| person.get(path).expect(403).header("x-cost").to_owned();
    assert_eq!(at(&format!("/api/bookings/{found}")), at("/api/bookings/4503599627370495"));
}
