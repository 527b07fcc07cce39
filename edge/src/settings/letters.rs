//! A notice's letter as a mail: HTML that mail clients show alike, and the same as plain text.
//!
//! Mail clients know no stylesheets, so styles stand at each element; colours work on white and on black.
//!
//! Invariant: whatever a value holds, it arrives as text.

use domain::notice::Letter;
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
    /// The apps' address, without a slash at its end; empty while nobody has signed in.
    pub site: String,
    pub currency: String,
    pub zone: String,
}

impl Company {
    /// A row of JSON that reads as one; none before the first run.
    #[must_use]
    pub fn statement() -> Statement {
        Statement::new(
            "SELECT json_object('name', name, 'address', address, 'phone', phone, 'site', site, 'currency', currency, \
             'zone', zone) FROM company WHERE id = 1",
        )
    }

    pub fn head(&self, language: Language, link: Option<String>) -> Head<'_> {
        let lines = self.address.lines().chain([self.phone.as_str()]).filter(|line| !line.is_empty()).collect();
        Head { company: &self.name, lines, link, language }
    }
}

/// What stands round every letter.
pub struct Head<'h> {
    company: &'h str,
    /// Address and phone, a line each.
    lines: Vec<&'h str>,
    /// Where the button leads: the record in the app, with the site's address.
    link: Option<String>,
    language: Language,
}

const OPEN: Text = Text(["Abrir en Volante", "Open in Volante", "Apri in Volante", "Otwórz w Volante"]);

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
    for paragraph in &letter.paragraphs {
        let lines: Vec<_> = paragraph.iter().map(|line| encode_text(line).into_owned()).collect();
        out.push_str(&format!("<p style=\"margin:0 0 16px\">{}</p>", lines.join("<br>")));
    }
    if let Some(link) = &head.link {
        out.push_str(&format!(
            "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"display:inline-block;padding:10px 18px;border-radius:6px;\
             background:#1f5fd6;color:#ffffff;text-decoration:none\">{}</a></p>",
            html_escape::encode_double_quoted_attribute(link),
            OPEN.get(head.language),
        ));
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
    out.extend(head.link.iter().map(|link| format!("{}: {link}", OPEN.get(head.language))));
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
            link: Some("https://x.example/a?b=\"c".into()),
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
}
