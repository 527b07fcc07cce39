use super::*;

fn head(company: &str, language: Language) -> Head<'_> {
    Head { company, lines: Vec::new(), way: None, language, logo: None, choices: None, listed: Vec::new() }
}

#[test]
fn a_list_of_mails_shows_what_is_told_and_not_the_greeting() {
    let message = MailText {
        subject: "BK-1".into(),
        paragraphs: vec![vec!["Hola, Ana:".into()], vec!["Hemos aprobado & confirmado su reserva.".into()]],
    };
    let html = html(&message, &head("Vega", Language::Es));
    let shown = html.find("Hemos aprobado &amp; confirmado su reserva.&#847;");
    assert!(shown.is_some() && shown < html.find("Hola, Ana:"), "{html}");
    let long = MailText { paragraphs: vec![vec!["palabra ".repeat(40)]], ..message };
    let cut = preheader(&long, None);
    assert!(cut.ends_with("palabra…") && cut.chars().count() <= PREHEADER, "{cut}");
}

#[test]
fn a_letter_has_the_logo_and_says_in_both_its_forms_where_such_mails_are_switched_off() {
    let message = MailText { subject: String::new(), paragraphs: vec![vec!["One".into()]] };
    let choices = "https://x.example/admin/profile";
    let head = Head { logo: Some("https://x.example/api/logo".into()), ..head("A \"B\"", Language::En) };
    let head = head.chosen_at(Some(choices.into()));
    let (html, text) = (html(&message, &head), text(&message, &head));
    assert!(html.contains("<img src=\"https://x.example/api/logo\" alt=\"A &quot;B&quot;\""), "{html}");
    assert!(html.contains(&format!("<a href=\"{choices}\"")), "{html}");
    assert_eq!(text, format!("One\n\n-- \nA \"B\"\nChoose which notices you get: {choices}"));
    assert_eq!(addressed(&message, &head, Recipient::new("Ana", "a@x.example")).choices, choices);
}

#[test]
fn a_line_of_the_list_is_a_link_wherever_the_words_put_it() {
    let listed = vec![Linked { text: "ITV <1>".into(), address: Some("https://x.example/1".into()) }];
    let message = MailText { subject: String::new(), paragraphs: vec![vec!["- ITV <1>".into(), "two".into()]] };
    let head = head("Vega", Language::En).listing(listed);
    let link = "- <a href=\"https://x.example/1\" class=\"link\" style=\"color:#1f5fd6\">ITV &lt;1&gt;</a><br>two";
    assert!(html(&message, &head).contains(link), "{}", html(&message, &head));
    assert_eq!(text(&message, &head), "- ITV <1>\n  https://x.example/1\ntwo\n\n-- \nVega");
}

#[test]
fn a_value_can_be_no_markup() {
    let message =
        MailText { subject: "<b>".into(), paragraphs: vec![vec!["<script>x</script> & co".into(), "two".into()]] };
    let head = Head {
        lines: vec!["C/ 1".into()],
        way: Some(Way::to_record("https://x.example/a?b=\"c".into())),
        ..head("A & B", Language::Es)
    };
    let html = html(&message, &head);
    assert!(html.contains("&lt;script&gt;x&lt;/script&gt; &amp; co<br>two") && !html.contains("<script>"));
    assert!(html.contains("href=\"https://x.example/a?b=&quot;c\""));
    assert_eq!(
        text(&message, &head),
        "<script>x</script> & co\ntwo\n\nAbrir en Volante: https://x.example/a?b=\"c\n\n-- \nA & B\nC/ 1"
    );
}

#[test]
fn a_single_use_link_is_a_button_where_the_text_has_it_and_is_spelt_out() {
    let address = "https://x.example/link/abc";
    let render = |paragraphs: &[&str]| {
        let message = MailText {
            subject: String::new(),
            paragraphs: paragraphs.iter().map(|line| vec![(*line).to_owned()]).collect(),
        };
        let way = Some(Way::to_link(address.into(), Notice::Invitation));
        let head = Head { way, ..head("Vega", Language::En) };
        (html(&message, &head), text(&message, &head))
    };
    for (paragraphs, texts) in [
        (&["One", address, "Two"][..], "One\n\nhttps://x.example/link/abc\n\nTwo\n\n-- \nVega"),
        (&["One", "Two"][..], "One\n\nTwo\n\nAccept the invitation: https://x.example/link/abc\n\n-- \nVega"),
    ] {
        let (html, text) = render(paragraphs);
        assert_eq!(text, texts);
        assert_eq!((html.matches("<a href=").count(), html.matches(address).count()), (1, 2), "{html}");
        assert_eq!(html.find(address) < html.rfind("Two"), paragraphs.len() == 3, "{html}");
    }
}
