//! What protects everybody: origins, headers, cookies, and a log that keeps secrets.

use api_tests::{
    Company, PASSWORD,
    company::sign_in,
    server::{SEALING_KEYS, SETUP_CODE},
    specimens,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    mail::app::SecretDraft,
    problem::ProblemKind,
    record::RecordKind,
    route::{self, Method},
    time::read_date,
};
use sha2::{Digest as _, Sha256};

#[test]
fn what_changes_something_is_refused_from_another_site() {
    let company = Company::shared();
    let foreign: &[&[(&str, &str)]] = &[
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:1")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        &[],
    ];
    for route in route::all().filter(|route| route.method != Method::Get) {
        let path = route.path().replace("{id}", "7").replace("{token}", "token");
        for headers in foreign {
            let mut call =
                company.owner.call(route.method.name(), &path).without("origin").key("key-of-a-forger-1").version(1);
            for (name, value) in *headers {
                call = call.header(name, value);
            }
            call.json(&serde_json::json!({})).send().refused(ProblemKind::ForeignOrigin);
        }
    }
}

#[test]
fn a_requests_name_does_not_tell_how_many_there_were() {
    let nobody = Company::shared().nobody();
    let mut names: Vec<String> = (0..12).map(|_| nobody.get("/api/health").header("x-request-id").to_owned()).collect();
    assert!(names.iter().all(|name| name.len() == 16), "{names:?}");
    let ends = |name: &String| name[..12].to_owned();
    names = names.iter().map(ends).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 12, "they begin alike");
}

#[test]
fn every_answer_of_the_worker_carries_the_headers_that_keep_data_data() {
    let company = Company::shared();
    let contact = company.contact();
    let booking = company.booking(contact.customer, api_tests::making::tomorrow());
    let file = company.owner.call("POST", "/api/files?name=note.txt").bytes(b"a note".to_vec()).send();
    let file: domain::file::File = file.expect(201).json();
    let mut answers = vec![
        company.owner.get("/api/me"),
        company.owner.call("HEAD", "/api/me").send(),
        company.owner.get("/api/customers.csv"),
        company.owner.get("/api/nothing"),
        company.owner.get("/nothing.png"),
        company.owner.get(&format!("/api/files/{}", file.id.0)),
        company.owner.call("PATCH", "/api/me").send(),
        company.owner.call("POST", "/bookings").send(),
        contact.portal.get(&format!("/api/portal/bookings/{}/calendar.ics", booking.id)),
        company.nobody().get("/api/me"),
        company.nobody().get("/api/health"),
        company.nobody().post("/api/session", &serde_json::json!({})),
    ];
    for path in ["/oauth/google/callback?state=x&code=y", "/admin/smtp_oauth_microsoft/token?error=access_denied"] {
        answers.extend(["GET", "HEAD", "POST"].map(|method| company.nobody().call(method, path).send()));
    }
    for route in route::all() {
        let path = route.path().replace("{id}", "7").replace("{token}", "token");
        answers.push(company.nobody().call(route.method.name(), &path).send());
    }
    for answer in answers {
        let is = |name: &str, value: &str| assert_eq!(answer.header(name), value, "{}: {name}", answer.line);
        is("x-content-type-options", "nosniff");
        is("referrer-policy", "no-referrer");
        is("cross-origin-resource-policy", "same-origin");
        let cached = answer.header("cache-control");
        let revalidated = cached == "private, no-cache" && !answer.header("etag").is_empty();
        assert!(cached == "no-store" || revalidated, "{}: {cached}", answer.line);
        assert!(answer.header("strict-transport-security").contains("max-age="), "{}", answer.line);
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{}", answer.line);
        assert!(answer.header("access-control-allow-origin").is_empty(), "{}", answer.line);
    }
}

#[test]
fn a_picture_is_asked_for_anew_each_time_and_signing_out_empties_the_cache() {
    let company = Company::shared();
    let png = b"\x89PNG\r\n\x1a\n a picture as far as anybody looks".to_vec();
    let added = company.owner.call("POST", "/api/pictures").header("content-type", "image/png").bytes(png).send();
    let path = format!("/api/pictures/{}", added.expect(201).json::<domain::record::Created>().id);
    let picture = company.owner.get(&path).expect(200);
    assert_eq!(picture.header("cache-control"), "private, no-cache");
    let tag = picture.header("etag").to_owned();
    let known = company.owner.call("GET", &path).header("if-none-match", &tag).send().expect(304);
    assert_eq!(known.body, "");
    company.nobody().call("GET", &path).header("if-none-match", &tag).send().refused(ProblemKind::SignInNeeded);

    for (kind, base) in [("staff", "/api"), ("portal", "/api/portal")] {
        let (colleague, contact) = (company.hire("viewer"), company.contact());
        let person = if kind == "staff" { &colleague.client } else { &contact.portal };
        let email = if kind == "staff" { &colleague.email } else { &contact.email };
        let sessions: serde_json::Value = person.get(&format!("{base}/me/sessions")).expect(200).json();
        let own = sessions[0]["id"].as_i64().expect("an id");
        for path in [format!("{base}/me/sessions/{own}"), format!("{base}/session"), format!("{base}/me/sessions")] {
            let ended = person.call("DELETE", &path).send();
            assert_eq!(ended.done().header("clear-site-data"), "\"cache\"", "{path}");
            sign_in(person, &format!("{base}/session"), email);
        }
    }
}

#[test]
fn the_pages_run_only_what_is_theirs() {
    let company = Company::shared();
    for path in ["/", "/admin", "/admin/", "/admin/bookings/7", "/bookings/7"] {
        let answer = company.nobody().get(path);
        let answer = if answer.status / 100 == 3 { company.nobody().get(answer.header("location")) } else { answer };
        let page = answer.expect(200);
        let policy = page.header("content-security-policy");
        // What isn't named falls back to nothing: objects, frames, workers.
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!page.header("referrer-policy").is_empty(), "{path}");
        assert!(!page.body.contains(" style=\"") && !page.body.contains(" onload="), "{path}");
        // One script stands in a page, and runs by its hash.
        let script =
            page.body.split("<script>").nth(1).and_then(|rest| rest.split("</script>").next()).expect("a script");
        let hash = BASE64_STANDARD.encode(Sha256::digest(script));
        assert!(policy.contains(&format!("'sha256-{hash}'")), "{path}: {policy}");
        assert_eq!(page.body.matches("<script").count(), 1, "{path}");
    }
    let page = company.nobody().get("/").expect(200);
    let is_file = |value: &&str| value.starts_with("/assets/") && !value.ends_with('/');
    let files = page.body.split('"').filter(is_file).collect::<Vec<_>>();
    assert!(files.len() > 2, "{files:?}");
    for path in files {
        let file = company.nobody().get(path).expect(200);
        assert_eq!(file.header("x-content-type-options"), "nosniff", "{path}");
        assert!(file.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert!(file.header("cache-control").contains("immutable"), "{path}");
    }
    for path in ["/assets/gone-1234.js", "/gone.png"] {
        let _ = company.nobody().get(path).expect(404);
    }
}

#[test]
fn the_session_cookie_cannot_be_read_by_scripts_or_sent_by_others() {
    let company = Company::shared();
    let (colleague, contact) = (company.hire("viewer"), company.contact());
    for (path, email) in [("/api/session", colleague.email), ("/api/portal/session", contact.email)] {
        let signed_in = company.nobody().post(path, &domain::session::SignIn { email, password: PASSWORD.into() });
        let cookie = signed_in.done_cookie();
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"] {
            assert!(cookie.split("; ").any(|found| found.eq_ignore_ascii_case(part)), "{part}: {cookie}");
        }
        assert!(!cookie.to_ascii_lowercase().contains("domain="), "{cookie}");
        let token = cookie.split(['=', ';']).nth(1).unwrap_or_default();
        assert!(token.len() >= 32, "{cookie}");
        assert!(!signed_in.body.contains(token), "the token stays in the cookie");
        let stored = format!("SELECT count(*) FROM sessions WHERE token_hash = '{token}'");
        assert_eq!(company.server.count(&stored), 0, "only its hash is stored");
    }
}

#[test]
fn nothing_secret_is_printed() {
    let company = Company::fresh("log");
    let contact = company.contact();
    let person = company.hire("dispatcher");
    sign_in(&company.nobody(), "/api/session", &person.email);
    company.nobody().post(
        "/api/session",
        &domain::session::SignIn { email: person.email.clone(), password: "a wrong password typed".into() },
    );
    company.nobody().get("/api/links/a-token-that-was-guessed");
    company.owner.post("/api/bookings", &serde_json::json!({ "subject": 7 }));
    // What is sealed, and what can no longer be opened.
    let sealed = "a client secret that was typed";
    let app = company.owner.create(RecordKind::MailApp, &specimens::mail_app());
    let draft = SecretDraft { secret: sealed.into(), expires_on: read_date("2030-01-01"), next: false };
    let path = format!("/api/mail-apps/{}", app.id);
    company.owner.call("PUT", &format!("{path}/secret")).version(app.version).json(&draft).send().done();
    let database = rusqlite::Connection::open(&company.server.database).expect("the database opens");
    database.execute("UPDATE mail_apps SET secret = 't1.AAAA.AAAA' WHERE id = ?", [app.id]).expect("it is spoilt");
    company.owner.call("POST", &format!("{path}/test")).send();
    let log = company.server.log();
    let key = SEALING_KEYS.split_once(':').map_or(SEALING_KEYS, |(_, key)| key);
    let mut secrets = vec![PASSWORD.to_owned(), SETUP_CODE.to_owned(), key.to_owned(), sealed.to_owned()];
    secrets.push("a wrong password typed".to_owned());
    secrets.push("a-token-that-was-guessed".to_owned());
    for client in [&company.owner, &contact.portal, &person.client] {
        secrets.extend(client.cookies().into_values());
    }
    for secret in secrets {
        assert!(!log.contains(&secret), "the log holds {secret}: {log}");
    }
}

#[test]
fn the_public_face_tells_no_more_than_it_must() {
    let company = Company::shared();
    let face = company.nobody().get("/api/company").expect(200);
    for private in ["booking_prefix", "due_days", "setup", "code"] {
        assert!(!face.body.contains(&format!("\"{private}\"")), "{private}");
    }
    let health = company.nobody().get("/api/health").expect(200);
    assert!(health.body.len() < 300, "{}", health.body);
}
