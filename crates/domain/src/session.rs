//! Signing in, and what the apps learn about who has.
//!
//! Invariant: staff and portal shapes are different types all the way down; neither can be taken for the other.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft, FieldCode};
use crate::id::{ContactId, CustomerId, DriverId, PictureId, StaffId};
use crate::notice::Notice;
use crate::password;
use crate::permission::Permissions;
use crate::record::RecordKind;
use crate::settings::{CompanyConventions, NamedTaxRate};
use crate::text::Language;
use crate::time::Instant;

crate::draft! {
    /// What a person signs in with, staff or customer.
    #[derive(Debug)]
    pub struct SignIn {
        pub email: String = line(254).required();
        pub password: String = by_rule();
    }
}

impl Draft for SignIn {
    fn rules(&self, check: &mut Check) {
        check.that("password", !self.password.is_empty(), FieldCode::Required);
        check.that("password", self.password.chars().count() <= password::LONGEST, FieldCode::TooLong);
    }
}

crate::draft! {
    /// What spending a single-use link takes.
    #[derive(Debug)]
    pub struct NewPassword {
        pub password: String as NEW_PASSWORD = by_rule();
    }
}

impl Draft for NewPassword {
    fn rules(&self, check: &mut Check) {
        password::check(check, "password", &self.password);
    }
}

crate::draft! {
    /// A new password for who knows the current one.
    #[derive(Debug)]
    pub struct PasswordChange {
        pub current: String as CURRENT_PASSWORD = by_rule();
        pub password: String as NEW_PASSWORD = by_rule();
    }
}

impl Draft for PasswordChange {
    fn rules(&self, check: &mut Check) {
        check.that("current", !self.current.is_empty(), FieldCode::Required);
        check.that("current", self.current.chars().count() <= password::LONGEST, FieldCode::TooLong);
        password::check(check, "password", &self.password);
    }
}

crate::draft! {
    /// "I forgot my password": answered alike whether the address is known or not.
    #[derive(Debug)]
    pub struct ResetRequest {
        pub email: String = email().required();
    }
}

impl Draft for ResetRequest {}

crate::choice! {
    /// What a single-use link lets its holder do: both set a password, and sign in.
    pub enum LinkPurpose {
        Invite = "invite": "Invitación", "Invitation", "Invito", "Zaproszenie";
        Reset = "reset": "Restablecer contraseña", "Reset password", "Reimpostare la password", "Nowe hasło";
    }
}

impl LinkPurpose {
    /// The message that it goes by.
    #[must_use]
    pub const fn notice(self) -> Notice {
        match self {
            Self::Invite => Notice::Invitation,
            Self::Reset => Notice::NewPassword,
        }
    }
}

crate::choice! {
    /// What somebody shows, beside the link, that it is theirs to spend.
    pub enum LinkProof {
        /// Nothing: they choose a password.
        NewPassword = "new_password": "Una contraseña nueva", "A new password", "Una nuova password", "Nowe hasło";
        /// The password that they sign in with already: the link was handed on, and its person serves other customers too.
        OwnPassword = "own_password": "Su contraseña", "Their password", "La propria password", "Własne hasło";
        /// Nothing: the link came to the address that they sign in with already.
        Link = "link": "El enlace basta", "The link will do", "Basta il link", "Wystarczy link";
    }
}

/// What a single-use link is for, shown before it is spent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkInfo {
    /// Whether they come for the first time or have forgotten their password.
    pub purpose: LinkPurpose,
    /// The person it was made for.
    pub name: String,
    /// The address they will sign in with.
    pub email: String,
    /// Whose Volante this is.
    pub company: String,
    /// Whom a contact acts for; empty for staff.
    pub customer: String,
    /// The person's.
    pub language: Language,
    /// What it takes beside the link.
    pub proof: LinkProof,
}

crate::draft! {
    /// Accepts an invitation with the sign-in that one has.
    #[derive(Debug)]
    pub struct Acceptance {
        /// The one that one signs in with, where [`LinkProof::OwnPassword`] is asked for.
        pub password: String = by_rule();
    }
}

impl Draft for Acceptance {
    fn rules(&self, check: &mut Check) {
        check.that("password", self.password.chars().count() <= password::LONGEST, FieldCode::TooLong);
    }
}

crate::draft! {
    /// How a fresh link is to reach its person.
    #[derive(Debug)]
    pub struct LinkDraft {
        /// Whoever makes it hands it on, even where a mail could carry it.
        pub by_hand: bool as UNLABELLED;
    }
}

impl Draft for LinkDraft {}

crate::choice! {
    /// Why a link that should go by mail has to be handed on.
    pub enum Unmailed {
        NoAccount = "no_account": "No hay una cuenta de correo predeterminada, así que entregue usted el enlace.", "There is no default mail account, so please pass the link on yourself.", "Non c'è un account di posta predefinito: il link va consegnato a mano.", "Nie ma domyślnego konta pocztowego, więc przekaż link samodzielnie.";
        /// Switched off, not authorised, without its password, or in trouble.
        AccountNotReady = "account_not_ready": "La cuenta de correo predeterminada no puede enviar ahora, así que entregue usted el enlace.", "The default mail account can't send at the moment, so please pass the link on yourself.", "L'account di posta predefinito al momento non può inviare: il link va consegnato a mano.", "Domyślne konto pocztowe nie może teraz wysyłać, więc przekaż link samodzielnie.";
        /// The settings have no public address.
        SiteUnknown = "site_unknown": "En Ajustes → Empresa falta la dirección pública con la que empiezan los enlaces, así que entregue usted este.", "Settings → Company has no public address for links to begin with, so please pass this one on yourself.", "In Impostazioni → Azienda manca l'indirizzo pubblico con cui iniziano i link: questo va consegnato a mano.", "W Ustawienia → Firma brakuje adresu publicznego, od którego zaczynają się linki. Przekaż ten samodzielnie.";
    }
}

/// A fresh single-use link: on its way by mail, or shown once to whoever made it, to pass on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// Whether the person has a password already.
    pub purpose: LinkPurpose,
    /// The person's address.
    pub email: String,
    /// The mail that carries it, in the outbox.
    pub mail: Option<i64>,
    /// The company's public address; empty while the settings have none.
    pub site: String,
    /// Path below it, with the token; empty when a mail carries it.
    pub path: String,
    /// Why no mail carries it, unless that is as wanted.
    pub unmailed: Option<Unmailed>,
    /// When it ends unspent.
    pub expires_at: Instant,
}

/// The signed-in staff member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    /// Their staff record's.
    pub id: StaffId,
    /// Their own.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// May be empty.
    pub phone: String,
    /// For the corner of the screen; none while they have none.
    pub photo: Option<PictureId>,
    /// In which both the app and mails speak to them.
    pub language: Language,
    /// Those of all their roles together.
    pub permissions: Permissions,
    /// Their driver profile.
    pub driver: Option<DriverId>,
    /// What screens need to know of the company.
    pub company: CompanyConventions,
    /// What an invoice's lines may be taxed at.
    pub tax_rates: Vec<NamedTaxRate>,
    /// How they like their lists to be: JSON of an object with a text for each [`PreferenceDraft::name`]. It is itself a text, which costs
    /// a first page nothing; only lists read it.
    pub preferences: String,
    /// Notifications not yet read.
    pub unread: i64,
}

crate::draft! {
    /// How somebody likes a list to be; kept with them, for every device.
    #[derive(Debug)]
    pub struct PreferenceDraft {
        /// `density`, or `view:` or `columns:` and a collection.
        pub name: String = by_rule();
        /// As the app reads it; no secret.
        pub value: String = line(1_000);
    }
}

impl Draft for PreferenceDraft {
    fn rules(&self, check: &mut Check) {
        let of_list = |name: &str| {
            let list = name.strip_prefix("view:").or_else(|| name.strip_prefix("columns:"));
            list.is_some_and(|list| RecordKind::from_collection(list).is_some())
        };
        check.that("name", self.name == "density" || of_list(&self.name), FieldCode::UnknownValue);
    }
}

/// Who is signed in to the portal, as the contact that they act as.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortalMe {
    /// Their contact record's.
    pub id: ContactId,
    /// Their own.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// May be empty.
    pub phone: String,
    /// In which both the portal and mails speak to them.
    pub language: Language,
    /// Whose records they see, and nobody else's.
    pub customer: CustomerId,
    /// What that company is called.
    pub customer_name: String,
    /// All that they may act as, this one too, by their customers' names.
    pub contacts: Vec<ActsAs>,
    /// What screens need to know of the company that runs this Volante.
    pub company: CompanyConventions,
    /// Notifications not yet read.
    pub unread: i64,
}

/// One of the contacts that a portal user may act as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActsAs {
    /// Whom to act as.
    pub contact: ContactId,
    /// What the contact's customer is called.
    pub customer_name: String,
}

crate::draft! {
    /// What people may change about themselves.
    #[derive(Debug)]
    pub struct ProfileDraft {
        pub name: String as PERSON_NAME = line(120).required();
        pub phone: String = phone();
        pub language: Language;
    }
}

impl Draft for ProfileDraft {}

/// One of a person's sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionView {
    /// What `EndSession` is called with.
    pub id: i64,
    /// When they signed in.
    pub created_at: Instant,
    /// When it was last used, to within some minutes.
    pub seen_at: Instant,
    /// The browser's `User-Agent`, cut short.
    pub device: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

impl SessionView {
    /// The device as people call it, such as `Firefox · Windows`; an unknown one as it called itself.
    #[must_use]
    pub fn called(&self) -> String {
        let first = |known: &[(&str, &'static str)]| {
            known.iter().find(|(sign, _)| self.device.contains(sign)).map(|(_, name)| *name)
        };
        // Most claim to be others too, so the more particular stand first.
        let browser = first(&[
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("SamsungBrowser", "Samsung Internet"),
            ("Firefox/", "Firefox"),
            ("FxiOS", "Firefox"),
            ("Chrome/", "Chrome"),
            ("CriOS", "Chrome"),
            ("Safari/", "Safari"),
        ]);
        let system = first(&[
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS X", "macOS"),
            ("CrOS", "ChromeOS"),
            ("Linux", "Linux"),
        ]);
        match (browser, system) {
            (Some(browser), Some(system)) => [browser, " · ", system].concat(),
            (Some(name), None) | (None, Some(name)) => name.to_owned(),
            (None, None) => self.device.clone(),
        }
    }
}

/// What somebody was told in the app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Notification"))]
pub struct Notification<L = Vec<NoticeLine>> {
    /// The notification's.
    pub id: i64,
    /// When it was given.
    pub at: Instant,
    /// What it is about; its label is the line's title.
    pub notice: Notice,
    /// The record's collection, for the link.
    pub kind: String,
    /// The record's id.
    pub subject: i64,
    /// What a person knows it by: a number, a name.
    pub label: String,
    /// What was so of it when it was told; `None` where the label says all.
    pub about: Option<NoticeAbout>,
    /// Whether they have marked it as read.
    pub read: bool,
    /// What it tells of, soonest first, where it was gathered: one of a kind or several.
    pub lines: L,
}

/// What a notification is about: what, whose and when, as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeAbout {
    /// As it is called.
    pub title: String,
    /// Whose it is, or who did it; empty where the reader knows.
    pub who: String,
    /// When it takes place.
    pub at: Option<Instant>,
}

/// One of several things that a notification tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeLine {
    /// Of the notification's kind.
    pub subject: i64,
    /// What a person knows it by.
    pub label: String,
    /// `YYYY-MM-DD`: the day on which it ends or is to be paid; empty where there is none.
    pub due_on: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_called_by_what_it_is_and_not_by_what_it_claims_to_be_too() {
        let called = |device: &str| {
            let device = device.to_owned();
            SessionView { id: 1, created_at: Instant(0), seen_at: Instant(0), device, current: false }.called()
        };
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
        assert_eq!(called(&format!("{windows} AppleWebKit/537.36 Chrome/140.0 Safari/537.36")), "Chrome · Windows");
        assert_eq!(called(&format!("{windows} Chrome/140.0 Safari/537.36 Edg/140.0")), "Edge · Windows");
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(called(iphone), "Safari · iPhone");
        assert_eq!(called("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"), "Firefox · Android");
        assert_eq!(called("curl/8.9"), "curl/8.9");
    }
}
