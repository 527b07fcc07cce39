//! The company's own words in a notice, and how they will look.

use api_tests::Company;
use domain::{
    notice::{NoticeSetting, NoticeWording, Preview, WordingDraft},
    problem::ProblemKind,
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
fn a_preview_fills_in_the_places_and_lets_no_markup_through() {
    let company = Company::fresh("preview");
    let body = draft("{what} <b>", "Hola, {person} <script>alert(1)</script>\n\nRecogida: {when}\nMotivo: {unknown}");
    let preview: Preview =
        company.owner.call("POST", "/api/notices/booking_approved/preview").json(&body).send().expect(200).json();
    assert!(preview.subject.starts_with("BK-"), "{}", preview.subject);
    assert!(!preview.html.contains("<script>") && preview.html.contains("&lt;script&gt;"), "{}", preview.html);
    assert!(preview.text.contains("{unknown}") && !preview.text.contains("{when}"), "{}", preview.text);
    assert!(company.server.texts("SELECT notice FROM notice_texts").is_empty(), "a preview keeps nothing");
}
