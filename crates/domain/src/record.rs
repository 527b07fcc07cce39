//! What every record has in common: its kind, what can be asked of it, its stamp and its history.
//!
//! [`RecordKind`] names each record once; collection, area and verbs hang on it, and the route table, the edge's tables and
//! the app's screens all start from it.
//!
//! Invariant: a record's own fields are described in its own file only; nothing here knows any of them.

use serde::{Deserialize, Deserializer, Serialize};

use crate::check::Draft;
use crate::field::{Kind, Row, Value};
use crate::permission::{Act, Area, NamedAct, Permission};
use crate::text::Text;
use crate::time::Instant;

/// The bytes of a text of that length, with `_` where it has `-`.
const fn underscored<const LENGTH: usize>(text: &str) -> [u8; LENGTH] {
    let (text, mut out, mut at) = (text.as_bytes(), [0; LENGTH], 0);
    while at < LENGTH {
        out[at] = if text[at] == b'-' { b'_' } else { text[at] };
        at += 1;
    }
    out
}

macro_rules! records {
    ($($kind:ident $collection:literal $area:ident ($draft:ty, $facts:ty, $row:ty) [$($verb:ident)*]:
        ($es1:literal, $en1:literal, $it1:literal, $pl1:literal as $accusative:literal)
        ($es2:literal, $en2:literal, $it2:literal, $pl2:literal);)+) => {
        /// Every kind of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum RecordKind { $(#[doc = concat!("“", $en1, "”")] #[serde(rename = $collection)] $kind),+ }

        impl RecordKind {
            /// In the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The plural that names table, URL and folder.
            #[must_use]
            pub const fn collection(self) -> &'static str { match self { $(Self::$kind => $collection),+ } }

            /// The table that keeps it: the collection as SQL can name it.
            #[must_use]
            pub const fn table(self) -> &'static str {
                match self { $(Self::$kind => {
                    const NAME: [u8; $collection.len()] = underscored($collection);
                    match core::str::from_utf8(&NAME) { Ok(name) => name, Err(_) => $collection }
                }),+ }
            }

            /// Whose permissions its verbs ask for, but for those that [`Self::needs`] names.
            #[must_use]
            pub const fn area(self) -> Area { match self { $(Self::$kind => Area::$area),+ } }

            /// What the generic routes offer for it; acts special to a record have routes of their own.
            #[must_use]
            pub const fn verbs(self) -> &'static [Verb] { match self { $(Self::$kind => &[$(Verb::$verb),*]),+ } }

            /// What one of them is called: “Vehicle”.
            #[must_use]
            pub const fn singular(self) -> Text {
                match self { $(Self::$kind => crate::text!($es1, $en1, $it1, $pl1)),+ }
            }

            /// [`Self::singular`] as what a verb makes: “Dodaj rezerwację”.
            #[must_use]
            pub const fn accusative(self) -> Text {
                match self { $(Self::$kind => crate::text!($es1, $en1, $it1, $accusative)),+ }
            }

            /// What several are called: “Vehicles”.
            #[must_use]
            pub const fn plural(self) -> Text {
                match self { $(Self::$kind => crate::text!($es2, $en2, $it2, $pl2)),+ }
            }

            /// Does what is the same for every kind of record, with this one's types.
            pub fn with_types<W: WithTypes>(self, with: W) -> W::Out {
                use crate::{bookings, fleet, mail, money, people};
                match self { $(Self::$kind => with.run::<$draft, $facts, $row>()),+ }
            }

            /// The kind of that [`Self::collection`]; nothing for a name that no kind has.
            #[must_use]
            pub fn from_collection(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.collection() == name)
            }
        }

        impl<'de> Deserialize<'de> for RecordKind {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                crate::choice::read(from, Self::from_collection)
            }
        }
    };
}

/// What travels as JSON.
#[cfg(not(feature = "schema"))]
pub trait Wire: Serialize + serde::de::DeserializeOwned {}
#[cfg(not(feature = "schema"))]
impl<T: Serialize + serde::de::DeserializeOwned> Wire for T {}

/// What travels as JSON and is described in the OpenAPI document.
#[cfg(feature = "schema")]
pub trait Wire: Serialize + serde::de::DeserializeOwned + schemars::JsonSchema {}
#[cfg(feature = "schema")]
impl<T: Serialize + serde::de::DeserializeOwned + schemars::JsonSchema> Wire for T {}

/// Something done alike for every kind of record: what a person fills in, what the edge derives, and a list's row.
/// [`RecordKind::with_types`] chooses the types.
pub trait WithTypes {
    /// What comes of it, for every kind alike.
    type Out;

    /// Does it with one kind's draft, facts and row.
    fn run<D: Draft + Wire, F: Wire, R: Row + Wire>(self) -> Self::Out;
}

/// What the generic routes can do with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// A page of the list.
    List,
    /// The whole filtered list as CSV.
    Export,
    /// A few matches for a picker: id, label, hint.
    Options,
    /// A new one; sent twice with one `Idempotency-Key`, it is made once.
    Create,
    /// One record with its fields, facts and version.
    Get,
    /// All of its fields anew, unless somebody else has saved since (409).
    Update,
    /// Puts it out of lists and pickers, while what refers to it keeps it.
    Archive,
    /// Takes it back from the archive.
    Restore,
    /// Only while nothing refers to it.
    Delete,
    /// What changed in it, newest first, narrowed to the fields that the caller may see.
    History,
}

records! {
    Staff "staff" People (people::staff::StaffDraft, people::staff::StaffFacts, people::staff::StaffRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Empleado", "Staff member", "Dipendente", "Pracownik" as "pracownika") ("Personal", "Staff", "Personale", "Pracownicy");
    Role "roles" People (people::role::RoleDraft, people::role::RoleFacts, people::role::RoleRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Rol", "Role", "Ruolo", "Rola" as "rolę") ("Roles", "Roles", "Ruoli", "Role");
    Driver "drivers" People (people::driver::DriverDraft, people::driver::DriverFacts, people::driver::DriverRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Conductor", "Driver", "Autista", "Kierowca" as "kierowcę") ("Conductores", "Drivers", "Autisti", "Kierowcy");
    Leave "leave" Personnel (people::leave::LeaveDraft, people::leave::LeaveFacts, people::leave::LeaveRow)
        [List Export Create Get Update Archive Restore Delete History]:
        ("Ausencia", "Leave", "Assenza", "Nieobecność" as "nieobecność") ("Ausencias", "Leave", "Assenze", "Nieobecności");
    Customer "customers" Customers (people::customer::CustomerDraft, people::customer::CustomerFacts, people::customer::CustomerRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Cliente", "Customer", "Cliente", "Klient" as "klienta") ("Clientes", "Customers", "Clienti", "Klienci");
    Vendor "vendors" Vendors (people::vendor::VendorDraft, NoFacts, people::vendor::VendorRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Proveedor", "Vendor", "Fornitore", "Dostawca" as "dostawcę") ("Proveedores", "Vendors", "Fornitori", "Dostawcy");
    Contact "contacts" Customers (people::contact::ContactDraft, people::contact::ContactFacts, people::contact::ContactRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Contacto", "Contact", "Contatto", "Kontakt" as "kontakt") ("Contactos", "Contacts", "Contatti", "Kontakty");
    Vehicle "vehicles" Fleet (fleet::vehicle::VehicleDraft, fleet::vehicle::VehicleFacts, fleet::vehicle::VehicleRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Vehículo", "Vehicle", "Veicolo", "Pojazd" as "pojazd") ("Vehículos", "Vehicles", "Veicoli", "Pojazdy");
    VehicleType "vehicle-types" Fleet (fleet::vehicle_type::VehicleTypeDraft, NoFacts, fleet::vehicle_type::VehicleTypeRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Tipo de vehículo", "Vehicle type", "Tipo di veicolo", "Typ pojazdu" as "typ pojazdu") ("Tipos de vehículo", "Vehicle types", "Tipi di veicolo", "Typy pojazdów");
    VehicleGroup "vehicle-groups" Fleet (fleet::vehicle_group::VehicleGroupDraft, NoFacts, fleet::vehicle_group::VehicleGroupRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Grupo de vehículos", "Vehicle group", "Gruppo di veicoli", "Grupa pojazdów" as "grupę pojazdów") ("Grupos de vehículos", "Vehicle groups", "Gruppi di veicoli", "Grupy pojazdów");
    Assignment "assignments" Fleet (fleet::assignment::AssignmentDraft, fleet::assignment::AssignmentFacts, fleet::assignment::AssignmentRow)
        [List Export Create Get Update Delete History]:
        ("Asignación", "Assignment", "Assegnazione", "Przydział" as "przydział") ("Asignaciones", "Assignments", "Assegnazioni", "Przydziały");
    Document "documents" Fleet (fleet::document::DocumentDraft, fleet::document::DocumentFacts, fleet::document::DocumentRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Documento", "Document", "Documento", "Dokument" as "dokument") ("Documentos", "Documents", "Documenti", "Dokumenty");
    Booking "bookings" Bookings (bookings::booking::BookingDraft, bookings::booking::BookingFacts, bookings::booking::BookingRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Reserva", "Booking", "Prenotazione", "Rezerwacja" as "rezerwację") ("Reservas", "Bookings", "Prenotazioni", "Rezerwacje");
    Logbook "logbooks" Bookings (bookings::logbook::LogbookDraft, bookings::logbook::LogbookFacts, bookings::logbook::LogbookRow)
        [List Export Options Get History]:
        ("Hoja de ruta", "Logbook", "Foglio di viaggio", "Karta przejazdu" as "kartę przejazdu") ("Hojas de ruta", "Logbooks", "Fogli di viaggio", "Karty przejazdu");
    TimeCard "time-cards" Bookings (bookings::time_card::TimeCardDraft, bookings::time_card::TimeCardFacts, bookings::time_card::TimeCardRow)
        [List Export Create Get Update Delete History]:
        ("Parte de horas", "Time card", "Scheda ore", "Karta czasu pracy" as "kartę czasu pracy") ("Partes de horas", "Time cards", "Schede ore", "Karty czasu pracy");
    Rating "ratings" Bookings (bookings::rating::RatingDraft, NoFacts, bookings::rating::RatingRow)
        [List Export]:
        ("Valoración", "Rating", "Valutazione", "Ocena" as "ocenę") ("Valoraciones", "Ratings", "Valutazioni", "Oceny");
    Invoice "invoices" Money (money::invoice::InvoiceDraft, money::invoice::InvoiceFacts, money::invoice::InvoiceRow)
        [List Export Create Get Update Delete History]:
        ("Factura", "Invoice", "Fattura", "Faktura" as "fakturę") ("Facturas", "Invoices", "Fatture", "Faktury");
    Payment "payments" Money (money::payment::PaymentDraft, money::payment::PaymentFacts, money::payment::PaymentRow)
        [List Export Create Get]:
        ("Cobro", "Payment", "Incasso", "Wpłata" as "wpłatę") ("Cobros", "Payments", "Incassi", "Wpłaty");
    MailApp "mail-apps" Mail (mail::app::MailAppDraft, mail::app::MailAppFacts, mail::app::MailAppRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Aplicación de correo", "Mail app", "App di posta", "Aplikacja poczty" as "aplikację poczty") ("Aplicaciones de correo", "Mail apps", "App di posta", "Aplikacje poczty");
    MailServer "mail-servers" Mail (mail::server::MailServerDraft, mail::server::MailServerFacts, mail::server::MailServerRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Servidor de correo", "Mail server", "Server di posta", "Serwer poczty" as "serwer poczty") ("Servidores de correo", "Mail servers", "Server di posta", "Serwery poczty");
    MailAccount "mail-accounts" Mail (mail::account::MailAccountDraft, mail::account::MailAccountFacts, mail::account::MailAccountRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Cuenta de correo", "Mail account", "Account di posta", "Konto pocztowe" as "konto pocztowe") ("Cuentas de correo", "Mail accounts", "Account di posta", "Konta pocztowe");
    MailTemplate "mail-templates" Mail (mail::template::MailTemplateDraft, NoFacts, mail::template::MailTemplateRow)
        [List Export Options Create Get Update Archive Restore Delete History]:
        ("Plantilla de correo", "Mail template", "Modello di e-mail", "Szablon wiadomości" as "szablon wiadomości") ("Plantillas de correo", "Mail templates", "Modelli di e-mail", "Szablony wiadomości");
    OutboxMail "outbox" Mail (mail::outbox::MessageDraft, mail::outbox::OutboxFacts, mail::outbox::OutboxRow)
        [List Export Get History]:
        ("Correo", "Mail", "Messaggio", "Wiadomość" as "wiadomość") ("Bandeja de salida", "Outbox", "Posta in uscita", "Skrzynka nadawcza");
}

impl RecordKind {
    /// What a caller needs for a verb. Roles are kept by whoever manages roles, mail apps, servers, accounts and templates by whoever
    /// manages mail, payments recorded by whoever may; everything else by its area.
    #[must_use]
    pub const fn needs(self, verb: Verb) -> Permission {
        let changes = !matches!(verb, Verb::List | Verb::Export | Verb::Options | Verb::Get | Verb::History);
        match (self, verb) {
            (Self::MailApp | Self::MailServer | Self::MailAccount | Self::MailTemplate, _) if changes => {
                Permission::To(NamedAct::ManageMail)
            }
            (Self::Role, _) if changes => Permission::To(NamedAct::ManageRoles),
            (Self::Payment, _) if changes => Permission::To(NamedAct::RecordPayments),
            (_, Verb::List | Verb::Export | Verb::Options | Verb::Get | Verb::History) => {
                Permission::In(self.area(), Act::View)
            }
            (_, Verb::Create) => Permission::In(self.area(), Act::Create),
            (_, Verb::Update) => Permission::In(self.area(), Act::Edit),
            (_, Verb::Archive | Verb::Restore | Verb::Delete) => Permission::In(self.area(), Act::Archive),
        }
    }

    /// Whether its list is searched by words.
    #[must_use]
    pub const fn is_searched(self) -> bool {
        !matches!(self, Self::Leave | Self::Assignment | Self::TimeCard | Self::Rating | Self::OutboxMail)
    }

    /// Whether its list has archived records apart from live ones.
    #[must_use]
    pub const fn is_archived(self) -> bool {
        let mut verbs = self.verbs();
        while let [verb, rest @ ..] = verbs {
            if matches!(verb, Verb::Archive) {
                return true;
            }
            verbs = rest;
        }
        false
    }

    /// Whether reading verbs are also open, narrowed to one's own records, to whoever may only `view own`.
    #[must_use]
    pub const fn can_be_own(self) -> bool {
        matches!(
            self,
            Self::Leave
                | Self::Booking
                | Self::Logbook
                | Self::TimeCard
                | Self::Rating
                | Self::Vehicle
                | Self::Assignment
                | Self::Document
                | Self::OutboxMail
        )
    }
}

impl Value for RecordKind {
    const KIND: Kind = Kind::Special;
}

/// A record as the edge answers it: what is the same for all, the draft's fields, and facts derived from other rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Record<D, F = NoFacts> {
    /// Unique among records of its kind; see [`crate::id`].
    pub id: i64,
    /// Counts saves from 1; goes back in `If-Match`.
    pub version: i64,
    /// When it was first saved.
    pub created_at: Instant,
    /// When its version last rose; [`Self::created_at`] while it never has.
    pub updated_at: Instant,
    /// Set while archived.
    pub archived_at: Option<Instant>,
    /// What a person fills in, and sends back whole to change it.
    pub fields: D,
    /// What the edge derives; never sent back.
    pub facts: F,
}

/// For records whose fields say everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoFacts {}

/// An entry of a picker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choice {
    /// What is put into the field that refers to it.
    pub id: i64,
    /// What it is called.
    pub label: String,
    /// What distinguishes it: the plate beside a vehicle's name.
    pub hint: String,
}

/// What every create answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Created {
    /// The new record's.
    pub id: i64,
    /// Always 1.
    pub version: i64,
}
