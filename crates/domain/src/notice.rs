//! What people are told, in the app and by mail: the notices, what Volante says in each, and how a text is filled in.
//!
//! One enters by [`Notice`]; [`mail_text`] puts a mail together from a company's text, or Volante's own, and what it tells of.
//!
//! Invariant: nothing here knows how a date or an amount is written; values arrive as the reader is to see them.

mod default_wording;
mod places;

pub use places::{Misplaced, misplaced};
use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::field::{Described, Field};
use crate::text::Language;

crate::choice! {
    /// What somebody is told of.
    pub enum Notice {
        BookingRequested = "booking_requested": "Nueva reserva", "New booking", "Nuova prenotazione", "Nowa rezerwacja";
        BookingApproved = "booking_approved": "Reserva aprobada", "Booking approved", "Prenotazione approvata", "Rezerwacja zatwierdzona";
        BookingRejected = "booking_rejected": "Reserva rechazada", "Booking rejected", "Prenotazione rifiutata", "Rezerwacja odrzucona";
        BookingCancelled = "booking_cancelled": "Reserva cancelada", "Booking cancelled", "Prenotazione annullata", "Rezerwacja anulowana";
        ChangeRequested = "change_requested": "Piden un cambio", "Change requested", "Modifica richiesta", "Prośba o zmianę";
        CancellationRequested = "cancellation_requested": "Piden cancelar", "Cancellation requested", "Annullamento richiesto", "Prośba o anulowanie";
        ChangeAccepted = "change_accepted": "Petición aceptada", "Request accepted", "Richiesta accettata", "Prośba przyjęta";
        RequestDeclined = "request_declined": "Petición rechazada", "Request declined", "Richiesta rifiutata", "Prośba odrzucona";
        TripAssigned = "trip_assigned": "Viaje asignado", "Trip assigned", "Viaggio assegnato", "Przydzielono przejazd";
        TripChanged = "trip_changed": "Viaje cambiado", "Trip changed", "Viaggio modificato", "Zmieniono przejazd";
        TripWithdrawn = "trip_withdrawn": "Viaje retirado", "Trip withdrawn", "Viaggio rimosso", "Wycofano przejazd";
        TripDeclined = "trip_declined": "Viaje rechazado", "Trip declined", "Viaggio rifiutato", "Odrzucono przejazd";
        VehicleAssigned = "vehicle_assigned": "Vehículo asignado", "Vehicle assigned", "Veicolo assegnato", "Przydzielono pojazd";
        BookingCompleted = "booking_completed": "Reserva completada", "Booking completed", "Prenotazione completata", "Rezerwacja zakończona";
        DriverRated = "driver_rated": "Conductor valorado", "Driver rated", "Autista valutato", "Oceniono kierowcę";
        InvoiceIssued = "invoice_issued": "Factura emitida", "Invoice issued", "Fattura emessa", "Wystawiono fakturę";
        InvoiceOverdue = "invoice_overdue": "Factura vencida", "Invoice overdue", "Fattura scaduta", "Faktura po terminie";
        PaymentReceived = "payment_received": "Pago recibido", "Payment received", "Pagamento ricevuto", "Otrzymano wpłatę";
        DocumentExpiring = "document_expiring": "Documento por caducar", "Document expiring", "Documento in scadenza", "Dokument traci ważność";
        SecretExpiring = "secret_expiring": "Secreto de correo por caducar", "Mail secret expiring", "Segreto di posta in scadenza", "Sekret poczty wygasa";
        MailTroubled = "mail_troubled": "Una cuenta de correo necesita atención", "A mail account needs attention", "Un account di posta richiede attenzione", "Konto pocztowe wymaga uwagi";
        MailFailed = "mail_failed": "Correo por revisar", "Mail to check", "E-mail da verificare", "Wiadomość do sprawdzenia";
        ResetRequested = "reset_requested": "Piden restablecer una contraseña", "Password reset requested", "Richiesta di nuova password", "Prośba o nowe hasło";
        /// Carries a link to somebody who has not signed in yet.
        Invitation = "invitation": "Invitación", "Invitation", "Invito", "Zaproszenie";
        /// Carries a link to somebody who forgot their password.
        NewPassword = "new_password": "Contraseña nueva", "New password", "Nuova password", "Nowe hasło";
    }
}

impl Notice {
    /// Whether it is the message of a single-use link: it goes by mail alone, and nobody can switch it off.
    #[must_use]
    pub const fn carries_link(self) -> bool {
        matches!(self, Self::Invitation | Self::NewPassword)
    }
}

/// A subject and a body, with `{places}`. An empty line parts paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wording {
    /// At most 160 characters, in one line.
    pub subject: String,
    /// At most 4,000 characters.
    pub body: String,
}

impl Wording {
    /// Whether it has a place for all that a digest tells of.
    #[must_use]
    pub fn lists(&self) -> bool {
        self.body.contains("{list}")
    }
}

crate::draft! {
    /// A [`Wording`] in one language, as it is edited. Both empty: what Volante says.
    #[derive(Debug, Eq)]
    pub struct WordingDraft {
        pub language: Language;
        pub subject: String = line(LONGEST_SUBJECT);
        pub body: String as TEXT = paragraph(LONGEST_BODY);
    }
}

/// Characters of a subject, and of a body.
const LONGEST_SUBJECT: usize = 160;
const LONGEST_BODY: usize = 4_000;

impl Draft for WordingDraft {
    fn rules(&self, check: &mut Check) {
        check.that("body", self.subject.is_empty() == self.body.is_empty(), FieldCode::Required);
    }
}

/// Whether something is told in the app and by mail; for a company or for one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// As a notification, behind the bell.
    pub in_app: bool,
    /// To the person's address.
    pub mail: bool,
}

impl Described for Channels {
    const FIELDS: &'static [Field] = &[];
    fn check_fields(&self, _: &mut Check) {}
}

impl Draft for Channels {}

/// One notice as a person chooses about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeChoice {
    /// What they may choose about.
    pub notice: Notice,
    /// Whether they want a notification.
    pub in_app: bool,
    /// Whether they want a mail.
    pub mail: bool,
}

crate::draft! {
    /// What a person chooses about one notice.
    #[derive(Debug, Eq)]
    pub struct NoticeChoiceDraft {
        /// A notice's code.
        pub notice: String = by_rule();
        pub in_app: bool;
        pub mail: bool;
    }
}

impl Draft for NoticeChoiceDraft {
    fn rules(&self, check: &mut Check) {
        check.that("notice", self.notice.parse::<Notice>().is_ok(), FieldCode::UnknownValue);
    }
}

/// One notice as the company keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeSetting {
    /// What is told.
    pub notice: Notice,
    /// Whether anybody gets a notification of it.
    pub in_app: bool,
    /// Whether anybody gets a mail of it.
    pub mail: bool,
    /// The places its texts may name.
    pub places: Vec<String>,
    /// In every language: the company's text, or Volante's.
    pub wordings: Vec<NoticeWording>,
}

/// What a notice's mail says in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeWording {
    /// Its readers'.
    pub language: Language,
    /// With `{places}` still to be filled in.
    pub subject: String,
    /// With `{places}` still to be filled in; an empty line parts paragraphs.
    pub body: String,
    /// Whether they are the company's own words.
    pub own: bool,
}

/// A mail as it will look, with invented facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Preview {
    /// The subject, filled in.
    pub subject: String,
    /// The whole page, as a mail's HTML part.
    pub html: String,
    /// The same for readers of plain text.
    pub text: String,
}

/// The text of a mail: paragraphs of lines, ready to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailText {
    /// One line.
    pub subject: String,
    /// Each paragraph's lines; none is without any.
    pub paragraphs: Vec<Vec<String>>,
}

/// What Volante says of a notice.
#[must_use]
pub fn wording(notice: Notice, language: Language) -> Wording {
    wording_of(notice, false, language)
}

/// As [`wording`], also for a digest of several, whose `{what}` is their number.
#[must_use]
pub fn wording_of(notice: Notice, is_digest: bool, language: Language) -> Wording {
    let several = is_digest.then(|| default_wording::for_several(notice)).flatten();
    let (subject, body) = several.unwrap_or_else(|| default_wording::for_one(notice));
    Wording { subject: subject.get(language).to_owned(), body: body.get(language).to_owned() }
}

/// The places a notice's text may name.
#[must_use]
pub const fn places(notice: Notice) -> &'static [&'static str] {
    use Notice as N;
    match notice {
        N::BookingRequested | N::BookingCompleted | N::DriverRated => {
            &["company", "person", "what", "subject", "when", "from", "to", "customer"]
        }
        N::TripAssigned | N::TripWithdrawn => {
            &["company", "person", "what", "subject", "when", "from", "to", "vehicle", "customer"]
        }
        N::TripDeclined => {
            &["company", "person", "what", "subject", "when", "from", "to", "vehicle", "driver", "reason", "customer"]
        }
        N::TripChanged => &[
            "company",
            "person",
            "what",
            "subject",
            "when",
            "was_when",
            "from",
            "was_from",
            "to",
            "was_to",
            "vehicle",
            "was_vehicle",
            "customer",
        ],
        N::BookingApproved => &["company", "person", "what", "subject", "when", "from", "to", "amount", "customer"],
        N::ChangeRequested | N::CancellationRequested | N::ChangeAccepted | N::RequestDeclined => {
            &["company", "person", "what", "subject", "when", "from", "to", "reason", "customer"]
        }
        N::BookingRejected | N::BookingCancelled => {
            &["company", "person", "what", "subject", "when", "from", "to", "reason", "customer"]
        }
        N::InvoiceIssued => &["company", "person", "what", "amount", "balance", "due", "customer"],
        N::PaymentReceived => &["company", "person", "what", "paid", "amount", "balance", "due", "customer"],
        N::InvoiceOverdue => &["company", "person", "what", "amount", "balance", "due", "customer", "list"],
        N::DocumentExpiring => &["company", "person", "what", "list"],
        N::SecretExpiring => &["company", "person", "what", "due", "list"],
        N::MailFailed => &["company", "person", "what", "reason", "list"],
        N::MailTroubled => &["company", "person", "what", "reason"],
        N::VehicleAssigned | N::ResetRequested => &["company", "person", "what"],
        N::Invitation | N::NewPassword => &["company", "person", "link", "until"],
    }
}

/// Fills a wording in. A line whose every place is empty is left out with its label, a place nobody knows stays as it is.
#[must_use]
pub fn mail_text(wording: &Wording, values: &[(&str, &str)]) -> MailText {
    let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let paragraphs = wording.body.split("\n\n").map(|paragraph| {
        let lines = paragraph.lines().filter_map(|line| filled(line.trim_end(), &value));
        lines.flat_map(|line| line.split('\n').map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    });
    MailText {
        // A subject is one line, whatever a value holds (RFC 5322 section 2.2).
        subject: filled(&wording.subject, &value).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "),
        paragraphs: paragraphs.filter(|lines| lines.iter().any(|line| !line.is_empty())).collect(),
    }
}

fn filled<'v>(line: &str, value: &impl Fn(&str) -> Option<&'v str>) -> Option<String> {
    let mut out = String::with_capacity(line.len() + 32);
    let (mut named, mut filled) = (0, 0);
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((value(name)?, after))) {
            Some((text, after)) => {
                named += 1;
                filled += usize::from(!text.is_empty());
                out.push_str(text);
                // "Vega, S.L." ends the sentence with its own stop.
                rest = after.strip_prefix('.').filter(|_| text.ends_with('.')).unwrap_or(after);
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    (named == 0 || filled > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(subject: &str, body: &str) -> Wording {
        Wording { subject: subject.into(), body: body.into() }
    }

    #[test]
    fn a_line_whose_values_are_missing_is_left_out() {
        let text = wording("{what} approved", "Hello {person}\n\nPrice: {amount}\nFrom {from} to {to}\n\n{reason}");
        let message = mail_text(
            &text,
            &[("what", "BK-1"), ("person", "Ana"), ("amount", ""), ("from", "A"), ("to", ""), ("reason", "")],
        );
        assert_eq!(message.subject, "BK-1 approved");
        assert_eq!(message.paragraphs, [vec!["Hello Ana".to_owned()], vec!["From A to ".to_owned()]]);
    }

    #[test]
    fn a_value_that_ends_in_a_stop_ends_the_sentence() {
        let message =
            mail_text(&wording("{company}", "Thank you, {company}.\n\n{company}..."), &[("company", "Vega, S.L.")]);
        assert_eq!(message.paragraphs, [["Thank you, Vega, S.L."], ["Vega, S.L..."]]);
    }

    #[test]
    fn a_subject_stays_one_line_and_braces_nobody_meant_stay() {
        let message = mail_text(&wording("{what}", "{unknown} and { alone"), &[("what", "two\r\nlines")]);
        assert_eq!(message.subject, "two lines");
        assert_eq!(message.paragraphs, [["{unknown} and { alone"]]);
    }

    #[test]
    fn volantes_own_words_name_only_places_that_are_filled() {
        for notice in Notice::ALL {
            for language in Language::ALL {
                let Wording { subject, body } = super::wording(*notice, *language);
                assert!(!subject.is_empty() && !body.is_empty(), "{notice:?} {language:?}");
                for part in [&subject, &body] {
                    for place in part.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
                        assert!(places(*notice).contains(&place), "{notice:?} in {language:?} names {place}");
                    }
                }
            }
        }
    }

    #[test]
    fn half_a_wording_is_refused() {
        let draft = WordingDraft { subject: "x".into(), ..WordingDraft::default() };
        assert_eq!(draft.errors().len(), 1);
        assert!(WordingDraft::default().errors().is_empty());
    }
}
