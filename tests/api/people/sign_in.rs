//! Signing in: one answer for every mistake, a gentle lock, and no way to find out who exists.

use api_tests::{Client, Company, PASSWORD};
use domain::{
    clock::JobName,
    problem::ProblemKind,
    session::{Me, NewPassword, PasswordChange, PortalMe, ResetRequest, SignIn},
};

fn try_in(person: &Client, path: &str, email: &str, password: &str) -> api_tests::Answer {
    person.post(path, &SignIn { email: email.into(), password: password.into() })
}

#[test]
fn staff_sign_in_to_their_app_and_customers_to_theirs() {
    let company = Company::shared();
    let (colleague, contact) = (company.hire("dispatcher"), company.contact());
    let staff = company.nobody();
    try_in(&staff, "/api/session", &colleague.email.to_uppercase(), PASSWORD).done();
    assert_eq!(staff.get("/api/me").expect(200).json::<Me>().email, colleague.email);
    let customer = company.nobody();
    try_in(&customer, "/api/portal/session", &contact.email, PASSWORD).done();
    assert_eq!(customer.get("/api/portal/me").expect(200).json::<PortalMe>().customer.0, contact.customer);
    for (path, email) in [("/api/session", &contact.email), ("/api/portal/session", &colleague.email)] {
        try_in(&company.nobody(), path, email, PASSWORD).refused(ProblemKind::WrongSignIn);
    }
}

#[test]
fn an_unknown_address_and_a_wrong_password_are_told_alike() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    let wrong = try_in(&company.nobody(), "/api/session", &colleague.email, "not the password");
    let unknown = try_in(&company.nobody(), "/api/session", "who@vega.example", "not the password");
    assert_eq!(wrong.outside(), unknown.outside());
    let [wrong, unknown] = [wrong, unknown].map(|answer| answer.refused(ProblemKind::WrongSignIn));
    assert_eq!((wrong.title, wrong.detail, wrong.errors), (unknown.title, unknown.detail, unknown.errors));
}

#[test]
fn one_name_is_locked_after_a_few_wrong_passwords_and_nobody_elses() {
    let company = Company::shared();
    let (colleague, other) = (company.hire("viewer"), company.hire("viewer"));
    let tries: Vec<u16> = (0..12)
        .map(|_| try_in(&company.nobody(), "/api/session", &colleague.email, "not the password").status)
        .collect();
    assert_eq!(tries[0], 401);
    let locked = try_in(&company.nobody(), "/api/session", &colleague.email, PASSWORD);
    let problem = locked.refused(ProblemKind::TooManyRequests);
    assert!(problem.retry_after.is_some_and(|seconds| (1..=3_600).contains(&seconds)), "{tries:?}: {problem:?}");
    assert!(!locked.header("retry-after").is_empty());
    try_in(&company.nobody(), "/api/session", &other.email, PASSWORD).done();
    let _ = colleague.client.get("/api/me").expect(200);
}

/// Somebody elsewhere who doesn't know the password, until they have to wait; how long.
fn shut_out(company: &Company, path: &str, email: &str) -> u32 {
    let wrong = |_| try_in(&company.nobody(), path, email, "not the password");
    let refused = (0..20).map(wrong).find(|answer| answer.status == 429).expect("there is an end to guessing");
    let problem = refused.refused(ProblemKind::TooManyRequests);
    let seconds = problem.retry_after.expect("it says how long");
    assert_eq!(refused.header("retry-after"), seconds.to_string());
    assert!(problem.detail.chars().any(|letter| letter.is_ascii_digit()), "in words too: {problem:?}");
    seconds
}

#[test]
fn wrong_tries_elsewhere_do_not_shut_anybody_out_of_a_device_of_theirs() {
    let company = Company::shared();
    let (colleague, contact) = (company.hire("dispatcher"), company.contact());
    for (person, path, email) in [
        (&colleague.client, "/api/session", &colleague.email),
        (&contact.portal, "/api/portal/session", &contact.email),
    ] {
        person.call("DELETE", path).send().done();
        shut_out(company, path, email);
        try_in(&company.nobody(), path, email, PASSWORD).refused(ProblemKind::TooManyRequests);
        try_in(person, path, email, PASSWORD).done();
    }
    // A device is known for whom it was used by, and has its own tries.
    let other = company.hire("viewer");
    try_in(&other.client, "/api/session", &colleague.email, PASSWORD).refused(ProblemKind::TooManyRequests);
    for _ in 0..9 {
        try_in(&colleague.client, "/api/session", &colleague.email, "not the password");
    }
    try_in(&colleague.client, "/api/session", &colleague.email, PASSWORD).refused(ProblemKind::TooManyRequests);
}

#[test]
fn wrong_tries_do_not_shut_anybody_out_who_follows_a_link_of_theirs() {
    let company = Company::shared();
    let colleague = company.hire("dispatcher");
    let link = company.link(&format!("/api/staff/{}/link", colleague.staff));
    shut_out(company, "/api/session", &colleague.email);
    let person = company.nobody();
    let path = format!("/api/links/{}", api_tests::company::token(&link));
    let other = "tres ruedas y ningún volante";
    person.post(&path, &NewPassword { password: other.into() }).done();
    let _ = person.get("/api/me").expect(200);
    try_in(&person, "/api/session", &colleague.email, other).done();
}

#[test]
fn whoever_goes_on_guessing_waits_longer_each_time() {
    let company = Company::fresh("patience");
    let email = company.hire("viewer").email;
    for path in ["/api/session", "/api/portal/session"] {
        let mut waits = vec![shut_out(&company, path, &email)];
        for _ in 0..4 {
            company.server.pass_time("UPDATE waits SET next_at = 1 WHERE next_at > 0");
            waits.push(shut_out(&company, path, &email));
        }
        assert!(waits.windows(2).all(|pair| pair[1] > pair[0] + 30), "{path}: {waits:?}");
    }
}

#[test]
fn asking_for_a_new_password_again_and_again_has_an_end_for_known_and_unknown_alike() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    let ask = |person: &Client, email: &str| {
        let answer = person.post("/api/reset-requests", &ResetRequest { email: email.into() });
        let unlimited = answer.header("retry-after").is_empty();
        (answer.status, unlimited)
    };
    let asked = |email: &str| (0..7).map(|_| ask(&company.nobody(), email)).collect::<Vec<_>>();
    let (known, unknown) = (asked(&colleague.email), asked("keiner@vega.example"));
    assert_eq!(known, unknown);
    assert_eq!((known[0].0, known[6].0), (204, 429));
    assert_eq!(ask(&colleague.client, &colleague.email).0, 204, "on a device of theirs they may ask");
}

#[test]
fn asking_for_a_new_password_writes_the_same_whoever_asks() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    let cost = |email: &str| {
        let answer = company.nobody().post("/api/reset-requests", &ResetRequest { email: email.into() }).expect(204);
        answer.header("x-cost").to_owned()
    };
    assert_eq!(cost(&colleague.email), cost("niemand@vega.example"));
}

#[test]
fn a_name_nobody_has_is_locked_alike() {
    let company = Company::shared();
    let statuses: Vec<u16> = (0..14)
        .map(|_| try_in(&company.nobody(), "/api/session", "ghost@vega.example", "not the password").status)
        .collect();
    assert_eq!((statuses[0], statuses[13]), (401, 429), "{statuses:?}");
}

#[test]
fn one_address_may_try_only_so_many_names() {
    let company = Company::shared();
    let attacker = company.nobody();
    let mut last = 0;
    for number in 0..130 {
        last = try_in(&attacker, "/api/session", &format!("guess{number}@vega.example"), "not the password").status;
        if last == 429 {
            break;
        }
    }
    assert_eq!(last, 429);
    let colleague = company.hire("viewer");
    try_in(&company.nobody(), "/api/session", &colleague.email, PASSWORD).done();
}

#[test]
fn successes_do_not_add_up_to_a_lock() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    for _ in 0..15 {
        try_in(&company.nobody(), "/api/session", &colleague.email, PASSWORD).done();
    }
}

#[test]
fn a_forgotten_password_is_answered_alike_for_everybody_and_reaches_who_can_help() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    let ask = |email: &str| {
        let answer = company.nobody().post("/api/reset-requests", &ResetRequest { email: email.into() }).done();
        (answer.outside(), answer.body)
    };
    assert_eq!(ask(&colleague.email), ask("nobody-at-all@vega.example"));
    company.owner.call("POST", &format!("/api/clock/{}/run", JobName::AnswerResets.code())).send().done();
    let notices = company.owner.get("/api/notifications").expect(200).body;
    assert!(notices.contains("reset_requested"), "{notices}");
}

#[test]
fn a_changed_password_ends_the_other_sessions_and_takes_the_old_ones_place() {
    let company = Company::shared();
    let colleague = company.hire("viewer");
    let elsewhere = company.nobody();
    try_in(&elsewhere, "/api/session", &colleague.email, PASSWORD).done();
    let change = |current: &str, password: &str| {
        let draft = PasswordChange { current: current.into(), password: password.into() };
        colleague.client.call("PUT", "/api/me/password").json(&draft).send()
    };
    assert_eq!(change("not the password", "ocho ejes y un remolque").fields(), ["current"]);
    assert_eq!(change(PASSWORD, "password123").fields(), ["password"]);
    change(PASSWORD, "ocho ejes y un remolque").done();
    let _ = colleague.client.get("/api/me").expect(200);
    elsewhere.get("/api/me").refused(ProblemKind::SignInNeeded);
    try_in(&company.nobody(), "/api/session", &colleague.email, PASSWORD).refused(ProblemKind::WrongSignIn);
    try_in(&company.nobody(), "/api/session", &colleague.email, "ocho ejes y un remolque").done();
}
