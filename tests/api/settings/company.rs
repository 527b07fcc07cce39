//! The company's settings.

use api_tests::{Answer, Company, PASSWORD, specimens};
use domain::{
    history::HistoryEntry,
    mail::{
        account::{MailAccountDraft, PasswordDraft},
        outbox::OutboxMail,
    },
    problem::ProblemKind,
    record::RecordKind,
    session::{Link, LinkDraft, SignIn},
    settings::{Company as Settings, CompanyDraft, CompanyFace},
};

fn kept(company: &Company) -> Settings {
    company.owner.get("/api/settings").expect(200).json()
}

fn save(company: &Company, draft: &CompanyDraft) -> Answer {
    company.owner.call("PUT", "/api/settings").version(kept(company).version).json(draft).send()
}

#[test]
fn what_is_saved_shows_on_the_companys_face_and_in_its_history() {
    let company = Company::fresh("face");
    let draft =
        CompanyDraft { name: "Transportes Sol".into(), payment_details: "ES00 0000".into(), ..kept(&company).fields };
    save(&company, &draft).done();
    assert_eq!(kept(&company).fields, draft);
    let face: CompanyFace = company.nobody().get("/api/company").expect(200).json();
    assert_eq!(face.name, draft.name);
    let history: Vec<HistoryEntry> = company.owner.get("/api/settings/history").expect(200).json();
    let changed: Vec<&str> = history[0].changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(changed, ["name", "payment_details"]);
    let shown = company.nobody().get("/api/company").expect(200).body;
    assert!(!shown.contains("ES00"), "strangers are not told where to pay: {shown}");
}

#[test]
fn a_stale_or_versionless_save_is_refused() {
    let company = Company::fresh("stale");
    let settings = kept(&company);
    let draft = CompanyDraft { phone: "+34 910 000 000".into(), ..settings.fields.clone() };
    save(&company, &draft).done();
    let put = || company.owner.call("PUT", "/api/settings").json(&settings.fields);
    let problem = put().version(settings.version).send().refused(ProblemKind::Stale);
    assert_eq!(problem.current.map(|current| current["fields"]["phone"].clone()), Some("+34 910 000 000".into()));
    put().send().refused(ProblemKind::VersionMissing);
}

#[test]
fn the_currency_is_fixed_by_the_first_amount() {
    let company = Company::fresh("currency");
    let yen = |company: &Company| CompanyDraft { currency: "JPY".into(), ..kept(company).fields };
    save(&company, &yen(&company)).done();
    save(&company, &CompanyDraft { currency: "EUR".into(), ..kept(&company).fields }).done();
    let _ = company.approved(company.customer(), api_tests::making::tomorrow());
    assert_eq!(save(&company, &yen(&company)).fields(), ["currency"]);
}

#[test]
fn what_cannot_be_is_refused_by_name() {
    let company = Company::shared();
    let with = |change: fn(&mut CompanyDraft)| {
        let mut draft = kept(company).fields;
        change(&mut draft);
        save(company, &draft).fields()
    };
    assert_eq!(with(|draft| draft.currency = "XXX".into()), ["currency"]);
    assert_eq!(with(|draft| draft.zone = "Mars/Olympus".into()), ["zone"]);
    assert_eq!(with(|draft| draft.booking_prefix = "bk-1".into()), ["booking_prefix"]);
    assert_eq!(with(|draft| draft.due_days = 1_000), ["due_days"]);
    assert_eq!(with(|draft| draft.logo = Some(domain::id::PictureId(7))), ["logo"]);
}

#[test]
fn numbers_carry_the_companys_letters() {
    let company = Company::fresh("mail-layout");
    let draft = CompanyDraft { booking_prefix: "RES".into(), invoice_prefix: "V".into(), ..kept(&company).fields };
    save(&company, &draft).done();
    let invoice = company.issued(company.customer());
    assert!(invoice.facts.number.is_some_and(|number| number.starts_with("V-20")));
    assert!(invoice.facts.bookings[0].number.starts_with("RES-20"));
}

/// An account that can send, as far as anybody has seen.
fn sends_mail(company: &Company) {
    let draft = MailAccountDraft { is_default: true, ..specimens::new_mail_account(company) };
    let account = company.owner.create(RecordKind::MailAccount, &draft);
    let password = PasswordDraft { password: "una clave".into(), outgoing: false };
    let path = format!("/api/mail-accounts/{}/password", account.id);
    company.owner.call("PUT", &path).version(account.version).json(&password).send().done();
}

#[test]
fn mailed_links_lead_to_the_companys_address_wherever_somebody_signs_in() {
    let company = Company::fresh("elsewhere");
    sends_mail(&company);
    assert_eq!(kept(&company).fields.site, company.server.url, "learned when the company was set up");
    let draft = CompanyDraft { site: "HTTPS://Volante.Example/".into(), ..kept(&company).fields };
    save(&company, &draft).done();
    let site = "https://volante.example";
    assert_eq!(kept(&company).fields.site, site);

    let (owner, driver, contact) = (company.nobody(), company.hire("driver"), company.contact());
    for (path, email, person) in [
        ("/api/session", "olga@vega.example", &owner),
        ("/api/session", driver.email.as_str(), &driver.client),
        ("/api/portal/session", contact.email.as_str(), &contact.portal),
    ] {
        for (name, value) in [
            ("host", "evil.example"),
            ("x-forwarded-host", "evil.example"),
            ("x-forwarded-proto", "https"),
            ("forwarded", "host=evil.example;proto=https"),
        ] {
            let sign_in = SignIn { email: email.into(), password: PASSWORD.into() };
            let call =
                person.call("POST", path).json(&sign_in).without("origin").header("sec-fetch-site", "same-origin");
            call.header(name, value).send().done();
            assert_eq!(kept(&company).fields.site, site, "{email} by {name}");
        }
    }
    let path = format!("/api/staff/{}/link", company.staff_member("viewer"));
    let invite = company.owner.call("POST", &path).header("host", "evil.example").without("origin");
    let invite = invite.header("sec-fetch-site", "same-origin").json(&LinkDraft::default());
    let link: Link = invite.send().done().json();
    let mail: OutboxMail = company.owner.find(RecordKind::OutboxMail, link.mail.expect("it goes by mail"));
    assert!(mail.fields.text.contains(&format!("{site}/admin/link/")), "{}", mail.fields.text);
    assert!(!mail.fields.html.contains("evil"), "{}", mail.fields.html);
    assert_eq!(company.link(&path).site, site, "by hand alike");
}

#[test]
fn only_whoever_manages_settings_changes_the_public_address() {
    let company = Company::shared();
    let settings = kept(company);
    let draft = CompanyDraft { site: "https://evil.example".into(), ..settings.fields.clone() };
    let put = || company.owner.call("PUT", "/api/settings").version(settings.version);
    let by = company.hire("dispatcher");
    by.client
        .call("PUT", "/api/settings")
        .version(settings.version)
        .json(&draft)
        .send()
        .refused(ProblemKind::NotAllowed);
    for site in ["http://evil.example", "https://evil.example/x", "ftp://x", "evil.example"] {
        let draft = CompanyDraft { site: site.into(), ..settings.fields.clone() };
        assert_eq!(put().json(&draft).send().fields(), ["site"], "{site}");
    }
}
