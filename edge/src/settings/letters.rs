//! A notice's letter as a mail: HTML that mail clients show alike, and the same as plain text.
//!
//! Mail clients know no stylesheets, so styles stand at each element; colours work on white and on black.
//!
//! Invariant: whatever a value holds, it arrives as text.

use domain::mail::outbox::{LetterDraft, Recipient};
use domain::notice::{Letter, Notice};
use domain::text::{Language, Text};
use html_escape::encode_text;
use serde::Deserialize;

use crate::db::Statement;

/// The company as its letters need it.
#[derive(Deserialize)]
pub struct Company {
    pub name: String,
    address: String,
    phone: String,
    /// The apps' public address, without a slash at its end; empty while the settings have none.
    pub site: String,
    pub currency: String,
    pub zone: String,
    /// What the tax is called that comes on a booking's price; empty if none does.
    pub tax: String,
}

impl Company {
    /// A row of JSON that reads as one; none before the first run.
    #[must_use]
    pub fn statement() -> Statement {
        Statement::new(
            "SELECT json_object('name', name, 'address', address, 'phone', phone, 'site', site, 'currency', currency, \
             'zone', zone, 'tax', iif(tax_rates ->> '$[0].rate' > 0, tax_rates ->> '$[0].name', '')) FROM company WHERE id = 1",
        )
    }

    pub fn head(&self, language: Language, way: Option<Way>) -> Head<'_> {
        let lines = self.address.lines().chain([self.phone.as_str()]).filter(|line| !line.is_empty()).collect();
        Head { company: &self.name, lines, way, language }
    }
}

/// Where a letter's button leads.
pub struct Way {
    /// Whole, with the site's.
    address: String,
    label: Text,
    /// Whether the address stands below the button too, for those who can't press it.
    spelt_out: bool,
}

impl Way {
    /// To a record in the app.
    #[must_use]
    pub const fn to_record(address: String) -> Self {
        Self { address, label: OPEN, spelt_out: false }
    }

    /// To a single-use link, for its letter. A paragraph that is the address alone becomes the button.
    #[must_use]
    pub const fn to_link(address: String, letter: Notice) -> Self {
        let label = if matches!(letter, Notice::Invitation) { ACCEPT } else { CHOOSE };
        Self { address, label, spelt_out: true }
    }

    fn html(&self, language: Language) -> String {
        let button = format!(
            "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"display:inline-block;padding:10px 18px;border-radius:6px;\
             background:#1f5fd6;color:#ffffff;text-decoration:none\">{}</a></p>",
            html_escape::encode_double_quoted_attribute(&self.address),
            self.label.get(language),
        );
        if !self.spelt_out {
            return button;
        }
        let address = encode_text(&self.address);
        format!("{button}<p style=\"margin:0 0 16px;font-size:13px;color:#777777;word-break:break-all\">{address}</p>")
    }
}

/// What stands round every letter.
pub struct Head<'h> {
    company: &'h str,
    /// Address and phone, a line each.
    lines: Vec<&'h str>,
    way: Option<Way>,
    language: Language,
}

const OPEN: Text = Text(["Abrir en Volante", "Open in Volante", "Apri in Volante", "Otwórz w Volante"]);
const ACCEPT: Text =
    Text(["Aceptar la invitación", "Accept the invitation", "Accetta l'invito", "Przyjmij zaproszenie"]);
const CHOOSE: Text = Text(["Elegir contraseña", "Choose a password", "Scegli la password", "Wybierz hasło"]);

/// The letter as it goes out to somebody.
#[must_use]
pub fn addressed(letter: &Letter, head: &Head<'_>, to: Recipient) -> LetterDraft {
    LetterDraft {
        to: vec![to],
        html: html(letter, head),
        text: text(letter, head),
        subject: letter.subject.clone(),
        automatic: true,
        ..LetterDraft::default()
    }
}

pub fn html(letter: &Letter, head: &Head<'_>) -> String {
    let mut out = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>{}</title></head><body style=\"margin:0;padding:24px 12px;font:16px/1.5 -apple-system,Segoe UI,Roboto,Arial,sans-serif\">\
         <div style=\"max-width:560px;margin:0 auto\"><p style=\"margin:0 0 20px;font-size:18px;font-weight:600\">{}</p>",
        head.language.code(),
        encode_text(&letter.subject),
        encode_text(head.company),
    );
    let mut way = head.way.as_ref();
    for paragraph in &letter.paragraphs {
        if let (Some(spelt_out), [line]) = (way.filter(|way| way.spelt_out), paragraph.as_slice())
            && *line == spelt_out.address
        {
            out.push_str(&spelt_out.html(head.language));
            way = None;
            continue;
        }
        let lines: Vec<_> = paragraph.iter().map(|line| encode_text(line).into_owned()).collect();
        out.push_str(&format!("<p style=\"margin:0 0 16px\">{}</p>", lines.join("<br>")));
    }
    if let Some(way) = way {
        out.push_str(&way.html(head.language));
    }
    let foot: Vec<_> = head.lines.iter().map(|line| encode_text(line).into_owned()).collect();
    out.push_str(&format!(
        "<hr style=\"border:0;border-top:1px solid #8886;margin:24px 0 12px\"><p style=\"margin:0;font-size:13px;color:#777777\">\
         {}<br>{}</p></div></body></html>",
        encode_text(head.company),
        foot.join("<br>"),
    ));
    out
}

pub fn text(letter: &Letter, head: &Head<'_>) -> String {
    let mut out: Vec<String> = letter.paragraphs.iter().map(|lines| lines.join("\n")).collect();
    let said = |way: &&Way| way.spelt_out && out.iter().any(|paragraph| paragraph.contains(&way.address));
    let unsaid = head.way.as_ref().filter(|way| !said(way));
    let unsaid = unsaid.map(|way| format!("{}: {}", way.label.get(head.language), way.address));
    out.extend(unsaid);
    let foot: Vec<&str> = std::iter::once(head.company).chain(head.lines.iter().copied()).collect();
    out.push(format!("-- \n{}", foot.join("\n")));
    out.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_can_be_no_markup() {
        let letter =
            Letter { subject: "<b>".into(), paragraphs: vec![vec!["<script>x</script> & co".into(), "two".into()]] };
        let head = Head {
            company: "A & B",
            lines: vec!["C/ 1"],
            way: Some(Way::to_record("https://x.example/a?b=\"c".into())),
            language: Language::Es,
        };
        let html = html(&letter, &head);
        assert!(html.contains("&lt;script&gt;x&lt;/script&gt; &amp; co<br>two") && !html.contains("<script>"));
        assert!(html.contains("href=\"https://x.example/a?b=&quot;c\""));
        assert_eq!(
            text(&letter, &head),
            "<script>x</script> & co\ntwo\n\nAbrir en Volante: https://x.example/a?b=\"c\n\n-- \nA & B\nC/ 1"
        );
    }

    #[test]
    fn a_single_use_link_is_a_button_where_the_text_has_it_and_is_spelt_out() {
        let address = "https://x.example/link/abc";
        let told = |paragraphs: &[&str]| {
            let letter = Letter {
                subject: String::new(),
                paragraphs: paragraphs.iter().map(|line| vec![(*line).to_owned()]).collect(),
            };
            let way = Some(Way::to_link(address.into(), Notice::Invitation));
            let head = Head { company: "Vega", lines: Vec::new(), way, language: Language::En };
            (html(&letter, &head), text(&letter, &head))
        };
        for (paragraphs, texts) in [
            (&["One", address, "Two"][..], "One\n\nhttps://x.example/link/abc\n\nTwo\n\n-- \nVega"),
            (&["One", "Two"][..], "One\n\nTwo\n\nAccept the invitation: https://x.example/link/abc\n\n-- \nVega"),
        ] {
            let (html, text) = told(paragraphs);
            assert_eq!(text, texts);
            assert_eq!((html.matches("<a href=").count(), html.matches(address).count()), (1, 2), "{html}");
            assert_eq!(html.find(address) < html.find("Two"), paragraphs.len() == 3, "{html}");
        }
    }
}
