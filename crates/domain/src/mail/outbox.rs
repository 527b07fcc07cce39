//! A mail on its way: what stands in the outbox, and what becomes of it.
//!
//! The sender is not part of a [`MessageDraft`]: it is the account's, chosen when the mail goes out.
//!
//! Invariant: only a mail that nobody is sending right now may be cancelled or sent again, and never to whoever has it.

use serde::{Deserialize, Serialize};

use super::failure::{MailFailure, Stage};
use super::remark::Remark;
use crate::check::{Check, Draft, FieldCode};
use crate::choice::choices;
use crate::fields;
use crate::file::{self, File};
use crate::id::{FileId, MailAccountId};
use crate::list::{By, Filter};
use crate::record::{Record, RecordKind};
use crate::text::Text;
use crate::time::Instant;

crate::choice! {
    /// How a mail came to be.
    pub enum OutboxKind {
        /// Carries a notice that the product owes somebody.
        Notice = "notice": "Aviso", "Notice", "Avviso", "Powiadomienie";
        /// Written by a person.
        Composed = "composed": "Escrito", "Written", "Scritto", "Napisana";
        Test = "test": "Prueba", "Test", "Prova", "Próbna";
    }
}

crate::states! {
    /// How far a mail has come.
    pub enum OutboxStatus {
        Waiting = "waiting" Approved: "En espera", "Waiting", "In attesa", "Oczekuje";
        Sending = "sending" Running: "Enviándose", "Being sent", "In invio", "Wysyłana";
        /// The server accepted it, which is not yet that it was delivered.
        Sent = "sent" Completed: "Enviado", "Sent", "Inviato", "Wysłana";
        /// Somebody was left out ([`LeftOut`]); those refused for now are tried again.
        PartlySent = "partly_sent" Look: "Enviado, no a todos", "Sent, not to all", "Inviato, non a tutti", "Wysłana nie do wszystkich";
        /// The server had the whole message and gave no answer. A person decides; only a notice goes once more by itself.
        PerhapsSent = "perhaps_sent" Look: "Quizá enviado", "Perhaps sent", "Forse inviato", "Być może wysłana";
        Failed = "failed" Rejected: "Fallido", "Failed", "Non riuscito", "Nieudana";
        Cancelled = "cancelled" Cancelled: "Cancelado", "Cancelled", "Annullato", "Anulowana";
    }
}

impl OutboxStatus {
    /// Whether a person may stop it; nobody stops what is being sent or has gone.
    #[must_use]
    pub const fn may_cancel(self) -> bool {
        matches!(self, Self::Waiting | Self::Failed | Self::PartlySent | Self::PerhapsSent)
    }

    /// Whether a person may have it sent now, first or again.
    #[must_use]
    pub const fn may_resend(self) -> bool {
        matches!(self, Self::Waiting | Self::Failed | Self::Cancelled | Self::PartlySent | Self::PerhapsSent)
    }

    /// Whether a person can say that it arrived.
    #[must_use]
    pub const fn may_have_arrived(self) -> bool {
        matches!(self, Self::PerhapsSent)
    }
}

/// A recipient whom the server would not take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// Theirs.
    pub address: String,
    /// Why.
    pub failure: MailFailure,
    /// The server's own words.
    pub server_message: String,
    /// Refused for now, or by a person's wish: the next attempt asks again.
    pub later: bool,
}

/// Of a mail whose answer was lost, once or when it was sent again.
pub const PERHAPS_SENT: Text = crate::text!(
    "El servidor recibió el mensaje entero, pero no llegó su respuesta: puede que ya esté entregado. Si lo envía de nuevo, podría llegar dos veces.",
    "The server got the whole message, but its answer never came: it may have been delivered already. If you send it again, it may arrive twice.",
    "Il server ha ricevuto l'intero messaggio, ma la sua risposta non è arrivata: potrebbe essere già stato consegnato. Se lo invii di nuovo, potrebbe arrivare due volte.",
    "Serwer otrzymał całą wiadomość, ale jego odpowiedź nie nadeszła: mogła już zostać dostarczona. Jeśli wyślesz ją ponownie, może przyjść dwa razy."
);

/// Why a mail can't be sent again or stopped now; `{time}` is when a broken attempt lets go of it.
pub const BEING_SENT: Text = crate::text!(
    "Se está enviando ahora mismo. Si el intento se cortó, quedará libre: {time}.",
    "It is being sent right now. If the attempt broke off, it is free again: {time}.",
    "È in corso l'invio. Se il tentativo si è interrotto, sarà di nuovo libero: {time}.",
    "Trwa wysyłanie. Jeśli próba została przerwana, wiadomość zwolni się: {time}."
);

/// Of a mail that is due while mails are being sent: it has its turn after them, or once a broken run lets go.
pub const QUEUED_BEHIND: Text = crate::text!(
    "En cola: ahora se envían otros correos. Saldrá después; si aquello se cortó, desde {time}.",
    "In the queue: other mails are being sent now. It goes after them; if that broke off, from {time}.",
    "In coda: ora si inviano altri messaggi. Partirà dopo; se quell'invio si è interrotto, da {time}.",
    "W kolejce: teraz wysyłane są inne wiadomości. Wyjdzie po nich; jeśli tamto wysyłanie przerwano, od {time}."
);

crate::choice! {
    /// What became of the single-use link in a mail.
    pub enum CarriedLink {
        None = "none": "Ninguno", "None", "Nessuno", "Brak";
        /// Sealed, to be put in when the mail is sent.
        Kept = "kept": "Guardado", "Kept", "Conservato", "Przechowywany";
        /// The mail went or was cancelled, or the link has ended.
        Gone = "gone": "Terminado", "Ended", "Terminato", "Zakończony";
    }
}

impl CarriedLink {
    /// Whether a mail with it can still be sent.
    #[must_use]
    pub const fn may_go(self) -> bool {
        !matches!(self, Self::Gone)
    }
}

/// Why a mail whose link is gone can't be sent again.
pub const LINK_GONE: Text = crate::text!(
    "El enlace de este correo ya no se guarda: el correo se envió o se canceló, o el enlace se usó, se sustituyó o caducó. Cree uno nuevo en la ficha de la persona.",
    "The link in this mail is no longer kept: the mail was sent or cancelled, or the link was used, replaced or has expired. Create a new one on the person's page.",
    "Il link di questo messaggio non è più conservato: il messaggio è stato inviato o annullato, oppure il link è stato usato, sostituito o è scaduto. Creane uno nuovo nella scheda della persona.",
    "Link z tej wiadomości nie jest już przechowywany: wiadomość wysłano lub anulowano albo link został użyty, zastąpiony lub wygasł. Utwórz nowy na stronie tej osoby."
);

crate::draft! {
    /// Somebody a mail goes to.
    #[derive(Debug, Eq)]
    pub struct Recipient {
        /// May be empty.
        pub name: String = line(160);
        pub address: String as EMAIL = email().required();
    }
}

impl Draft for Recipient {}

impl Recipient {
    /// A recipient without a check; the draft's comes later.
    #[must_use]
    pub fn new(name: &str, address: &str) -> Self {
        Self { name: name.to_owned(), address: address.to_owned() }
    }

    /// Reads addresses as people write them, with commas, semicolons or line breaks between: `Ana <ana@vega.example>, b@x.example`.
    /// What is no address is left for the draft's check to refuse.
    #[must_use]
    pub fn list(text: &str) -> Vec<Self> {
        let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
        let one = |part: &str| match part.strip_suffix('>').and_then(|part| part.rsplit_once('<')) {
            Some((name, address)) => Self::new(name.trim().trim_matches('"'), address.trim()),
            None => Self::new("", part),
        };
        parts.map(one).collect()
    }

    /// As [`Recipient::list`] reads it. A name's separators are left out.
    #[must_use]
    pub fn written(&self) -> String {
        if self.name.is_empty() {
            return self.address.clone();
        }
        let name: String = self.name.chars().filter(|c| !matches!(c, ',' | ';' | '<' | '>' | '"' | '\n')).collect();
        [&name, " <", &self.address, ">"].concat()
    }
}

/// Bytes of all files of one mail: written in base64 they stay below the 25 MB that most servers take.
pub const LARGEST_FILES: i64 = 18 * 1024 * 1024;

crate::draft! {
    /// A mail without its sender; files by their ids.
    #[derive(Debug, Eq)]
    pub struct MessageDraft {
        pub to: Vec<Recipient> as RECIPIENTS = required();
        pub cc: Vec<Recipient>;
        pub bcc: Vec<Recipient>;
        pub reply_to: Vec<Recipient>;
        pub subject: String = line(400).required();
        /// Empty when there is only text.
        pub html: String as TEXT = paragraph(50_000);
        pub text: String = paragraph(50_000);
        pub attachments: Vec<FileId> as FILES = at_most(file::MOST);
        /// Written by no person: other machines then keep from answering.
        pub automatic: bool as UNLABELLED;
        /// The page on which its reader may switch such mails off; a notice's alone.
        pub choices: String as UNLABELLED = by_rule();
    }
}

impl Draft for MessageDraft {
    fn rules(&self, check: &mut Check) {
        let all = self.to.len().saturating_add(self.cc.len()).saturating_add(self.bcc.len());
        check.that("to", all <= 100, FieldCode::TooMany);
        check.that("text", !(self.text.trim().is_empty() && self.html.trim().is_empty()), FieldCode::Required);
        check.that("choices", self.choices.is_empty(), FieldCode::NotAllowed);
    }
}

crate::draft! {
    /// A mail that a person wrote.
    #[derive(Debug)]
    pub struct ComposeDraft {
        /// `None`: the company's default.
        pub account: Option<MailAccountId> as SENDER;
        pub message: MessageDraft as UNLABELLED;
        /// The record it is about, and shown on.
        pub about: Option<RecordKind> as UNLABELLED = by_rule();
        pub record: Option<i64> as UNLABELLED = whole(1, crate::id::MAX_ID);
    }
}

impl Draft for ComposeDraft {
    fn rules(&self, check: &mut Check) {
        let is_id = |id: Option<i64>| id.is_none_or(|id| (1..=crate::id::MAX_ID).contains(&id));
        check.that("account", is_id(self.account.map(|account| account.0)), FieldCode::OutOfRange);
        check.that("record", self.about.is_some() == self.record.is_some(), FieldCode::Required);
    }
}

/// What the edge knows of a mail beyond what is written in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutboxFacts {
    /// How it came to be.
    pub kind: OutboxKind,
    /// How far it has come.
    pub status: OutboxStatus,
    /// Its `Message-ID` (RFC 5322 §3.6.4), the same however often it is sent.
    pub message_id: String,
    /// `None`: the company's default.
    pub account: Option<i64>,
    /// What the account is called now; empty while none is chosen.
    pub account_name: Option<String>,
    /// The collection of the record it is about; empty without one.
    pub record_kind: Option<String>,
    /// That record's id.
    pub record: Option<i64>,
    /// How often sending it was tried.
    pub attempts: i64,
    /// When it is tried next, while it waits.
    pub next_at: Instant,
    /// Why the last attempt came to nothing, or left somebody out.
    pub failure: Option<MailFailure>,
    /// Where it ended so.
    pub stage: Option<Stage>,
    /// The server's own words.
    pub server_message: String,
    /// What we noticed ourselves.
    pub remark: Option<Remark>,
    /// When the server accepted it; empty before.
    pub sent_at: Option<Instant>,
    /// Whom the server would not take; with [`OutboxStatus::PartlySent`], everybody else has it.
    pub left_out: Vec<LeftOut>,
    /// While it is being sent, or is due and others are: when a broken attempt lets go of it.
    pub held_until: Option<Instant>,
    /// Shown masked in the text, whatever became of it.
    pub link: CarriedLink,
    /// The staff member who wrote it, as they are called now; empty for a notice.
    pub created_by_name: Option<String>,
    /// In the draft's order.
    pub attached: Vec<File>,
}

/// A mail as those who may see it get it.
pub type OutboxMail = Record<MessageDraft, OutboxFacts>;

crate::row! {
    /// A mail in the outbox's list.
    pub struct OutboxRow {
        pub created_at: Instant as WRITTEN_AT;
        pub subject: String;
        /// The first recipient's address, and how many more there are: `ana@example.com +2`.
        pub to: String as RECIPIENT = email();
        pub kind: OutboxKind;
        pub status: OutboxStatus;
        pub account_name: Option<String> as ACCOUNT;
        pub attempts: i64;
        pub failure: Option<MailFailure>;
        pub sent_at: Option<Instant>;
        /// The staff member who wrote it.
        pub created_by: Option<i64> as UNLABELLED;
    }
    sorts: falling("created_at");
    filters:
        Filter::new("status", fields::STATUS, By::AnyOf(choices::<OutboxStatus>)),
        Filter::new("kind", fields::KIND, By::OneOf(choices::<OutboxKind>)),
        Filter::new("created_at", fields::WRITTEN_AT, By::Dates);
}

crate::row! {
    /// A mail on the page of the record that it is about.
    pub struct MailAboutRow {
        pub created_at: Instant as WRITTEN_AT;
        /// Absent for whoever doesn't see prices: it may say one.
        pub subject: Option<String>;
        /// The first recipient's address, and how many more there are; absent for whoever sees neither customers nor mail.
        pub to: Option<String> as RECIPIENT = email();
        pub kind: OutboxKind;
        /// `domain::notice::Notice::code`, while it is known which one the mail carries.
        pub notice: Option<String> as UNLABELLED;
        pub status: OutboxStatus;
        pub account_name: Option<String> as ACCOUNT;
        /// The staff member who wrote it.
        pub created_by: Option<i64> as UNLABELLED;
    }
    sorts: falling("created_at");
    filters:
        Filter::new("status", fields::STATUS, By::AnyOf(choices::<OutboxStatus>));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_are_read_as_people_write_them() {
        let read = Recipient::list("Ana Núñez <ana@vega.example>; b@x.example,\n\"Vega\" <v@vega.example> , ");
        let addresses: Vec<_> = read.iter().map(|one| (one.name.as_str(), one.address.as_str())).collect();
        assert_eq!(addresses, [("Ana Núñez", "ana@vega.example"), ("", "b@x.example"), ("Vega", "v@vega.example")]);
        let company = Recipient::new("Transportes Vega, S.L.", "v@vega.example");
        assert_eq!(Recipient::list(&company.written()), [Recipient::new("Transportes Vega S.L.", "v@vega.example")]);
    }
}
