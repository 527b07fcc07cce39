//! The first run: guarded by the code, done once.

use api_tests::{Client, Server, company::set_up, race};
use domain::{
    problem::ProblemKind,
    session::Me,
    settings::{SetUpDraft, SetUpState},
};

#[test]
fn the_first_run_makes_the_company_and_its_owner_once() {
    let server = Server::fresh("once");
    let nobody = Client::new(&server.url);
    assert!(nobody.get("/api/setup").expect(200).json::<SetUpState>().needed);
    nobody.get("/api/me").refused(ProblemKind::SignInNeeded);
    nobody.post("/api/setup", &set_up()).done();
    assert!(!nobody.get("/api/setup").expect(200).json::<SetUpState>().needed);
    let owner = Client::new(&server.url);
    api_tests::company::sign_in(&owner, "/api/session", "olga@vega.example");
    let me: Me = owner.get("/api/me").expect(200).json();
    assert_eq!(me.permissions, domain::permission::Permissions::of_owner());
    assert_eq!((me.company.name.as_str(), me.company.currency.as_str()), ("Transportes Vega", "EUR"));
    Client::new(&server.url).post("/api/setup", &set_up()).refused(ProblemKind::AlreadyDone);
}

#[test]
fn of_many_first_runs_at_once_one_is_done() {
    let server = Server::fresh("many");
    let answers = race(8, |place| {
        let draft = SetUpDraft { owner_email: format!("owner{place}@vega.example"), ..set_up() };
        Client::new(&server.url).post("/api/setup", &draft)
    });
    assert_eq!(answers.iter().filter(|answer| answer.status < 300).count(), 1);
    let counts = "SELECT (SELECT count(*) FROM company) || ' ' || (SELECT count(*) FROM staff) || ' ' || (SELECT count(*) FROM roles)";
    let counts: String = server.sql().query_row(counts, [], |row| row.get(0)).expect("counts");
    assert_eq!(counts, "1 1 6");
}

#[test]
fn the_code_is_not_guessed_quickly() {
    let server = Server::fresh("guessing");
    let nobody = Client::new(&server.url);
    let guess =
        |number: i32| nobody.post("/api/setup", &SetUpDraft { code: format!("guess {number}"), ..set_up() }).status;
    let statuses: Vec<u16> = (0..130).map(guess).take_while(|status| *status != 429).collect();
    assert!(statuses.len() < 130 && statuses.iter().all(|status| *status == 422), "{statuses:?}");
}
