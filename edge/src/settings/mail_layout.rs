//! A notice as a mail: HTML that mail clients show alike, and the same as plain text.
//!
//! Mail clients know few stylesheets, so styles stand at each element; only the night's colours are a rule of their own.
//!
//! Invariant: whatever a value holds, it arrives as text.

mod colours;

use domain::address::Address;
use domain::mail::outbox::{MessageDraft, Recipient};
use domain::notice::{self, MailText, Notice};
use domain::route::Endpoint;
use domain::text::{Language, Text};
use html_escape::{encode_double_quoted_attribute, encode_text};
use serde::Deserialize;

use self::colours::DAY;
use crate::db::Statement;
use crate::http::problems::Refusal;

/// Stands for a single-use token wherever the mail that carries it is shown.
pub const MASK: &str = "••••••••••••••••";

/// The company as its mails need it.
#[derive(Deserialize)]
pub struct Company {
    pub name: String,
    address: Address,
    phone: String,
    /// The apps' public address, without a slash at its end; empty while the settings have none.
    pub site: String,
    pub currency: String,
    pub zone: String,
    /// What the tax is called that comes on a booking's price; empty if none does.
    pub tax: String,
    has_logo: bool,
}

impl Company {
    /// A row of JSON that reads as one; none before the first run.
    #[must_use]
    pub fn statement() -> Statement {
        Statement::new(
            "SELECT json_object('name', name, 'address', json(address), 'phone', phone, 'site', site, 'currency', currency, \
             'zone', zone, 'tax', iif(tax_rates ->> '$[0].rate' > 0, tax_rates ->> '$[0].name', ''), \
             'has_logo', json(iif(logo IS NULL, 'false', 'true'))) FROM company WHERE id = 1",
        )
    }

    pub fn head(&self, language: Language, way: Option<Way>) -> Head<'_> {
        let mut lines = self.address.lines(&self.address.country, str::to_owned);
        lines.extend(Some(self.phone.clone()).filter(|phone| !phone.is_empty()));
        let logo = (self.has_logo && !self.site.is_empty())
            .then(|| [self.site.as_str(), &Endpoint::GetLogo.path("")].concat());
        Head { company: &self.name, lines, way, language, logo, choices: None, listed: Vec::new() }
    }

    /// Where a member of the staff, or a customer, chooses what they are told of. None while the site isn't known.
    #[must_use]
    pub fn choices(&self, of_staff: bool) -> Option<String> {
        let page = if of_staff { "/admin/profile" } else { "/profile" };
        (!self.site.is_empty()).then(|| [self.site.as_str(), page].concat())
    }
}

/// A line of the message that leads somewhere.
pub struct Linked {
    pub text: String,
    /// None while the site isn't known.
    pub address: Option<String>,
}

/// Where a message's button leads.
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

    /// To a single-use link, for its message. A paragraph that is the address alone becomes the button.
    #[must_use]
    pub const fn to_link(address: String, message: Notice) -> Self {
        let label = if matches!(message, Notice::Invitation) { ACCEPT } else { CHOOSE };
        Self { address, label, spelt_out: true }
    }

    fn html(&self, language: Language) -> String {
        let button = format!(
            "<p style=\"margin:24px 0\"><a href=\"{}\" class=\"button\" style=\"display:inline-block;padding:10px 18px;\
             border-radius:6px;background:{};color:{};text-decoration:none\">{}</a></p>",
            encode_double_quoted_attribute(&self.address),
            DAY.button,
            DAY.on_button,
            self.label.get(language),
        );
        if !self.spelt_out {
            return button;
        }
        let address = encode_text(&self.address);
        let quiet = DAY.quiet;
        format!(
            "{button}<p class=\"quiet\" style=\"margin:0 0 16px;font-size:13px;color:{quiet};word-break:break-all\">{address}</p>"
        )
    }
}

/// What stands round every message.
pub struct Head<'h> {
    company: &'h str,
    /// Address and phone, a line each.
    lines: Vec<String>,
    way: Option<Way>,
    language: Language,
    /// Where the company's logo is to be had.
    logo: Option<String>,
    /// Where its reader chooses what they are told of.
    choices: Option<String>,
    listed: Vec<Linked>,
}

impl Head<'_> {
    /// For a notice: with the page on which its reader may switch it off.
    #[must_use]
    pub fn chosen_at(mut self, choices: Option<String>) -> Self {
        self.choices = choices;
        self
    }

    /// Lines of the message that lead somewhere, wherever its words put them.
    #[must_use]
    pub fn listing(mut self, listed: Vec<Linked>) -> Self {
        self.listed = listed;
        self
    }

    /// What a line of the message begins with, if it ends in one of the list that leads somewhere, and that one's words and address.
    fn leads<'l>(&'l self, line: &'l str) -> Option<(&'l str, &'l str, &'l str)> {
        let mut ends = self.listed.iter().filter_map(|one| Some((line.strip_suffix(one.text.as_str())?, one)));
        let (before, one) = ends.next()?;
        Some((before, &one.text, one.address.as_deref()?))
    }

    fn line_as_html(&self, line: &str) -> String {
        let Some((before, text, address)) = self.leads(line) else { return encode_text(line).into_owned() };
        let (before, text) = (encode_text(before), encode_text(text));
        let (address, colour) = (encode_double_quoted_attribute(address), DAY.link);
        format!("{before}<a href=\"{address}\" class=\"link\" style=\"color:{colour}\">{text}</a>")
    }

    fn line_as_text(&self, line: &str) -> String {
        self.leads(line).map_or_else(|| line.to_owned(), |(.., address)| [line, "\n  ", address].concat())
    }
}

const CHOICES: Text = Text([
    "Elija qué avisos recibe",
    "Choose which notices you get",
    "Scegli quali avvisi ricevere",
    "Wybierz, które powiadomienia otrzymujesz",
]);
const OPEN: Text = Text(["Abrir en Volante", "Open in Volante", "Apri in Volante", "Otwórz w Volante"]);
const ACCEPT: Text =
    Text(["Aceptar la invitación", "Accept the invitation", "Accetta l'invito", "Przyjmij zaproszenie"]);
const CHOOSE: Text = Text(["Elegir contraseña", "Choose a password", "Scegli la password", "Wybierz hasło"]);

/// Refuses texts that name a place nobody fills or have half a pair of braces: each at its field, naming what it found and
/// listing what there is.
///
/// # Errors
/// 422 by field.
pub fn places_known(texts: &[(&str, &str)], known: &[&str], language: Language) -> Result<(), Refusal> {
    let wrong = texts.iter().filter_map(|(field, text)| Some((*field, notice::misplaced(text, known)?)));
    let wrong: Vec<_> = wrong.map(|(field, found)| (field, found.code(), found.sentence(known, language))).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Refusal::invalid_fields(wrong)) }
}

/// The message as it goes out to somebody.
#[must_use]
pub fn addressed(message: &MailText, head: &Head<'_>, to: Recipient) -> MessageDraft {
    MessageDraft {
        to: vec![to],
        html: html(message, head),
        text: text(message, head),
        subject: message.subject.clone(),
        automatic: true,
        choices: head.choices.clone().unwrap_or_default(),
        ..MessageDraft::default()
    }
}

/// Characters that a client shows of a message beside its subject.
const PREHEADER: usize = 110;

/// What a list of mails shows of the message: not its greeting, which says nothing, nor a link that is for its reader alone.
fn preheader(message: &MailText, way: Option<&Way>) -> String {
    let opening = message.paragraphs.get(1..).filter(|rest| !rest.is_empty()).unwrap_or(&message.paragraphs);
    let secret = |line: &str| way.is_some_and(|way| way.spelt_out && line.contains(&way.address));
    let words = opening.iter().flatten().map(String::as_str).filter(|line| !secret(line)).collect::<Vec<_>>().join(" ");
    if words.chars().count() <= PREHEADER {
        return words;
    }
    let cut: String = words.chars().take(PREHEADER).collect();
    [cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole), "…"].concat()
}

pub fn html(message: &MailText, head: &Head<'_>) -> String {
    let (background, ink, quiet) = (DAY.background, DAY.ink, DAY.quiet);
    let company = encode_text(head.company);
    let name = match &head.logo {
        Some(logo) => format!(
            "<img src=\"{}\" alt=\"{}\" height=\"40\" style=\"height:40px;max-width:240px;border:0\">",
            encode_double_quoted_attribute(logo),
            encode_double_quoted_attribute(head.company),
        ),
        None => company.to_string(),
    };
    // What follows the preheader is not to be shown beside it, so spaces that no client leaves out stand between.
    let mut out = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>{}</title>{}</head><body class=\"page\" style=\"margin:0;background:{background};color:{ink}\">\
         <div style=\"display:none;max-height:0;overflow:hidden\">{}{}</div><div class=\"page\" style=\"padding:24px 12px;\
         background:{background};color:{ink};font:16px/1.5 -apple-system,Segoe UI,Roboto,Arial,sans-serif\">\
         <div style=\"max-width:560px;margin:0 auto\"><p style=\"margin:0 0 20px;font-size:18px;font-weight:600\">{name}</p>",
        head.language.code(),
        encode_text(&message.subject),
        colours::at_night(),
        encode_text(&preheader(message, head.way.as_ref())),
        "&#847;&zwnj;&nbsp;".repeat(40),
    );
    let mut way = head.way.as_ref();
    for paragraph in &message.paragraphs {
        if let (Some(spelt_out), [line]) = (way.filter(|way| way.spelt_out), paragraph.as_slice())
            && *line == spelt_out.address
        {
            out.push_str(&spelt_out.html(head.language));
            way = None;
            continue;
        }
        let lines: Vec<_> = paragraph.iter().map(|line| head.line_as_html(line)).collect();
        out.push_str(&format!("<p style=\"margin:0 0 16px\">{}</p>", lines.join("<br>")));
    }
    if let Some(way) = way {
        out.push_str(&way.html(head.language));
    }
    let mut foot = vec![company.to_string()];
    foot.extend(head.lines.iter().map(|line| encode_text(line).into_owned()));
    if let Some(choices) = &head.choices {
        let (address, label) = (encode_double_quoted_attribute(choices), CHOICES.get(head.language));
        foot.push(format!("<a href=\"{address}\" style=\"color:{quiet}\">{label}</a>"));
    }
    out.push_str(&format!(
        "<hr class=\"rule\" style=\"border:0;border-top:1px solid {};margin:24px 0 12px\">\
         <p class=\"quiet\" style=\"margin:0;font-size:13px;color:{quiet}\">{}</p></div></div></body></html>",
        DAY.rule,
        foot.join("<br>"),
    ));
    out
}

pub fn text(message: &MailText, head: &Head<'_>) -> String {
    let set = |lines: &Vec<String>| lines.iter().map(|line| head.line_as_text(line)).collect::<Vec<_>>().join("\n");
    let mut out: Vec<String> = message.paragraphs.iter().map(set).collect();
    let shown = |way: &&Way| way.spelt_out && out.iter().any(|paragraph| paragraph.contains(&way.address));
    let missing = head.way.as_ref().filter(|way| !shown(way));
    let missing = missing.map(|way| format!("{}: {}", way.label.get(head.language), way.address));
    out.extend(missing);
    let choices = head.choices.as_ref().map(|address| [CHOICES.get(head.language), ": ", address].concat());
    let foot: Vec<&str> =
        std::iter::once(head.company).chain(head.lines.iter().map(String::as_str)).chain(choices.as_deref()).collect();
    out.push(format!("-- \n{}", foot.join("\n")));
    out.join("\n\n")
}

#[cfg(test)]
mod tests;
