//! The company's own words in a notice, and how they will look.

use api_tests::Company;
use domain::{
    mail::template::MailTemplateDraft,
    notice::{Notice, NoticeSetting, NoticeWording, Preview, WordingDraft, places},
    problem::ProblemKind,
    record::RecordKind,
    text::Language,
};

fn draft(subject: &str, body: &str) -> WordingDraft {
    WordingDraft { language: Language::Es, subject: subject.into(), body: body.into() }
}

fn spanish(setting: &NoticeSetting) -> &NoticeWording {
    setting.wordings.iter().find(|wording| wording.language == Language::Es).expect("every language is there")
}

#[test]
fn own_words_take_the_place_of_volantes_until_they_are_taken_back() {
    let company = Company::fresh("words");
    let put =
        |body: &WordingDraft| company.owner.call("PUT", "/api/notices/booking_approved/wording").json(body).send();
    let kept: NoticeSetting = put(&draft("Va: {what}", "Hola, {person}")).expect(200).json();
    assert_eq!((spanish(&kept).subject.as_str(), spanish(&kept).own), ("Va: {what}", true));
    let back: NoticeSetting = put(&draft("", "")).expect(200).json();
    assert!(!spanish(&back).own && spanish(&back).subject.contains("{what}"));
    let problem = put(&draft("only a subject", "")).refused(ProblemKind::Invalid);
    assert_eq!(problem.errors.first().map(|error| error.field.as_str()), Some("body"));
}

#[test]
fn a_place_that_nobody_fills_and_half_a_brace_are_refused_in_every_text_by_name() {
    let company = Company::fresh("places");
    for notice in Notice::ALL {
        let known = places(*notice);
        // What another notice fills, this one may not.
        let foreign = Notice::ALL.iter().flat_map(|other| places(*other)).find(|place| !known.contains(place));
        let wrong = ["nope", foreign.expect("no notice fills everything")].map(|name| ["{", name, "}"].concat());
        for language in Language::ALL {
            for field in ["subject", "body"] {
                let all = wrong.iter().map(String::as_str).chain(["{person", "person}"]);
                // What is wrong doesn't depend on the language; that each is looked at does.
                for text in all.take(if *language == Language::Es { 4 } else { 1 }) {
                    let mut draft = WordingDraft { language: *language, subject: "Va".into(), body: "Hola".into() };
                    if field == "subject" { &mut draft.subject } else { &mut draft.body }.push_str(text);
                    let path = format!("/api/notices/{}/wording", notice.code());
                    let problem = company.owner.call("PUT", &path).json(&draft).send().refused(ProblemKind::Invalid);
                    let [error] = &problem.errors[..] else { panic!("{notice:?}: {problem:?}") };
                    assert_eq!(error.field, field);
                    assert!(error.message.contains(text), "{text}: {}", error.message);
                    for place in known {
                        assert!(error.message.contains(&["{", place, "}"].concat()), "{place}: {}", error.message);
                    }
                }
            }
        }
    }
    assert!(company.server.texts("SELECT notice FROM notice_texts").is_empty(), "nothing was kept");
}

#[test]
fn a_template_names_only_places_that_are_filled() {
    let company = Company::fresh("places-of-templates");
    let good = MailTemplateDraft {
        name: "Oferta".into(),
        subject: "{what}".into(),
        body: "Hola, {person}".into(),
        ..MailTemplateDraft::default()
    };
    let made = company.owner.create(RecordKind::MailTemplate, &good);
    for wrong in [
        MailTemplateDraft { subject: "{nope}".into(), ..good.clone() },
        MailTemplateDraft { body: "Hola, {person".into(), ..good.clone() },
    ] {
        let field = if wrong.subject == good.subject { "body" } else { "subject" };
        let another = MailTemplateDraft { name: "Otra".into(), ..wrong.clone() };
        for answer in [
            company.owner.update(RecordKind::MailTemplate, made.id, made.version, &wrong),
            company.owner.try_create(RecordKind::MailTemplate, &another),
        ] {
            let problem = answer.refused(ProblemKind::Invalid);
            assert_eq!(problem.errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), [field]);
            assert!(problem.errors[0].message.contains("{company}, {person}"), "{problem:?}");
        }
    }
}

#[test]
fn a_preview_fills_in_the_places_and_lets_no_markup_through() {
    let company = Company::fresh("preview");
    let body = draft("{what} <b>", "Hola, {person} <script>alert(1)</script>\n\nRecogida: {when}\nImporte: {amount}");
    let preview: Preview =
        company.owner.call("POST", "/api/notices/booking_approved/preview").json(&body).send().expect(200).json();
    assert!(preview.subject.starts_with("BK-"), "{}", preview.subject);
    assert!(!preview.html.contains("<script>") && preview.html.contains("&lt;script&gt;"), "{}", preview.html);
    assert!(preview.text.contains("Recogida: ") && !preview.text.contains('{'), "{}", preview.text);
    assert!(company.server.texts("SELECT notice FROM notice_texts").is_empty(), "a preview keeps nothing");
}
