//! Problems: what an answer says when a call can't be done (RFC 9457).
//!
//! A [`ProblemKind`] fixes status, type and title; the edge adds what the case needs, and fills the sentences in the
//! reader's language. The app shows them as they come and puts each field's error at its input.
//!
//! Invariant: a problem never carries the insides of the system: no SQL, no stack, no other customer's data.

mod wait;

pub use wait::wait;

use serde::{Deserialize, Serialize};

use crate::check::{FieldCode, FieldError};
use crate::text::{Language, Text};

macro_rules! kinds {
    ($($(#[$meta:meta])* $kind:ident $status:literal $code:literal: $es:literal, $en:literal, $it:literal, $pl:literal;)+) => {
        /// Everything that can be wrong with a call.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ProblemKind { $($(#[$meta])* #[doc = concat!(stringify!($status), ": “", $en, "”")] $kind),+ }

        impl ProblemKind {
            /// In the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 { match self { $(Self::$kind => $status),+ } }

            /// The last segment of the problem's `type`.
            #[must_use]
            pub const fn code(self) -> &'static str { match self { $(Self::$kind => $code),+ } }

            /// What is wrong, as the reader is told.
            #[must_use]
            pub const fn title(self) -> Text {
                match self { $(Self::$kind => crate::text!($es, $en, $it, $pl)),+ }
            }

            /// The kind of that [`Self::code`]; `None` for one that isn't ours.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

kinds! {
    MalformedBody 400 "malformed_body": "El contenido enviado no se puede leer.", "The content sent can't be read.", "Il contenuto inviato non è leggibile.", "Nie można odczytać przesłanych danych.";
    MalformedQuery 400 "malformed_query": "La dirección contiene un valor no válido.", "The address contains an invalid value.", "L'indirizzo contiene un valore non valido.", "Adres zawiera nieprawidłową wartość.";
    UnknownCursor 400 "unknown_cursor": "Esta página de la lista ya no existe; vuelva al principio.", "This page of the list no longer exists; start again from the top.", "Questa pagina dell'elenco non esiste più; riparti dall'inizio.", "Ta strona listy już nie istnieje; zacznij od początku.";
    IdempotencyKeyMissing 400 "idempotency_key_missing": "Falta la clave Idempotency-Key.", "The Idempotency-Key header is missing.", "Manca l'intestazione Idempotency-Key.", "Brak nagłówka Idempotency-Key.";
    VersionMissing 428 "version_missing": "Falta la versión del registro (If-Match).", "The record's version (If-Match) is missing.", "Manca la versione del record (If-Match).", "Brak wersji wpisu (If-Match).";
    SignInNeeded 401 "sign_in_needed": "Inicie sesión para continuar.", "Sign in to continue.", "Accedi per continuare.", "Zaloguj się, aby kontynuować.";
    WrongSignIn 401 "wrong_sign_in": "El correo o la contraseña no son correctos.", "The email or the password is wrong.", "L'e-mail o la password non sono corrette.", "E-mail lub hasło są nieprawidłowe.";
    NotAllowed 403 "not_allowed": "Su rol no permite hacer esto.", "Your role does not allow this.", "Il tuo ruolo non lo consente.", "Twoja rola na to nie pozwala.";
    ForeignOrigin 403 "foreign_origin": "La petición viene de otro sitio y se ha rechazado.", "The request came from another site and was refused.", "La richiesta proviene da un altro sito ed è stata rifiutata.", "Żądanie pochodzi z innej strony i zostało odrzucone.";
    PortalClosed 403 "portal_closed": "Las reservas no están disponibles por ahora.", "Bookings are not available at the moment.", "Le prenotazioni non sono disponibili al momento.", "Rezerwacje są chwilowo niedostępne.";
    NotFound 404 "not_found": "No se ha encontrado.", "This was not found.", "Non trovato.", "Nie znaleziono.";
    LinkSpent 410 "link_spent": "Este enlace ya se usó o ha caducado. Pida uno nuevo.", "This link was used or has expired. Ask for a new one.", "Questo link è già stato usato o è scaduto. Chiedine uno nuovo.", "Ten link został już użyty lub wygasł. Poproś o nowy.";
    MethodNotAllowed 405 "method_not_allowed": "Aquí no se puede hacer eso.", "That can't be done here.", "Qui non è possibile.", "Tego nie można tu zrobić.";
    Stale 409 "stale": "Otra persona lo ha cambiado mientras tanto.", "Someone else changed it in the meantime.", "Qualcun altro lo ha modificato nel frattempo.", "Ktoś inny zmienił to w międzyczasie.";
    TransitionNotAllowed 409 "transition_not_allowed": "En este estado no es posible.", "This is not possible in the present state.", "Non è possibile nello stato attuale.", "W obecnym stanie nie jest to możliwe.";
    AlreadyBooked 409 "already_booked": "Ya está ocupado en ese horario.", "Already taken at that time.", "Già occupato in quel periodo.", "W tym czasie jest już zajęte.";
    WarningsUnconfirmed 409 "warnings_unconfirmed": "Hay avisos que confirmar.", "There are warnings to confirm.", "Ci sono avvisi da confermare.", "Są ostrzeżenia do potwierdzenia.";
    TripsUndecided 409 "trips_undecided": "Decida qué hacer con los viajes.", "Decide what becomes of the trips.", "Decidi che cosa fare dei viaggi.", "Zdecyduj, co z przejazdami.";
    AlreadyDone 409 "already_done": "Ya está hecho.", "This has already been done.", "È già stato fatto.", "To już zrobiono.";
    StillReferred 409 "still_referred": "Otros registros lo usan; archívelo en su lugar.", "Other records refer to it; archive it instead.", "Altri elementi vi fanno riferimento; puoi archiviarlo.", "Inne wpisy się do tego odwołują; zarchiwizuj to.";
    ActsForAnother 409 "acts_for_another": "Ahora actúa en nombre de otro cliente. Vuelva a cargar esta ventana.", "You now act for another customer. Reload this window.", "Ora operi per un altro cliente. Ricarica questa finestra.", "Działasz teraz w imieniu innego klienta. Wczytaj to okno ponownie.";
    TakenMeanwhile 409 "taken_meanwhile": "No se puede restaurar: otro registro tiene ahora el mismo dato. Cámbielo allí o archívelo.", "This can't be restored: another record now has the same value. Change it there or archive that one.", "Non si può ripristinare: un altro elemento ha ora lo stesso dato. Modificalo lì o archivia quell'elemento.", "Nie można przywrócić: inny wpis ma teraz tę samą wartość. Zmień ją tam lub zarchiwizuj tamten.";
    LastOwner 409 "last_owner": "Debe quedar al menos un propietario activo.", "At least one active owner must remain.", "Deve restare almeno un titolare attivo.", "Musi pozostać co najmniej jeden aktywny właściciel.";
    BuiltInRole 409 "built_in_role": "Los roles predefinidos no se eliminan, y el de propietario no se cambia.", "Built-in roles are not deleted, and the owner's is not changed.", "I ruoli predefiniti non si eliminano, e quello di titolare non si modifica.", "Ról wbudowanych się nie usuwa, a roli właściciela się nie zmienia.";
    Archived 409 "archived": "Está archivado; restáurelo primero.", "It is archived; restore it first.", "È archiviato; prima ripristinalo.", "Jest w archiwum; najpierw przywróć.";
    TooLarge 413 "too_large": "Es demasiado grande para enviarlo.", "This is too large to send.", "È troppo grande da inviare.", "To jest za duże, aby je wysłać.";
    UnsupportedType 415 "unsupported_type": "Este tipo de archivo no se admite.", "This type of content is not supported.", "Questo tipo di contenuto non è supportato.", "Ten typ danych nie jest obsługiwany.";
    Invalid 422 "invalid": "Revise los datos marcados.", "Check the marked fields.", "Controlla i campi segnalati.", "Sprawdź zaznaczone pola.";
    IdempotencyKeyReused 422 "idempotency_key_reused": "Esta clave ya se usó para otra petición.", "This key was already used for a different request.", "Questa chiave è già stata usata per un'altra richiesta.", "Ten klucz został już użyty dla innego żądania.";
    TooManyRequests 429 "too_many_requests": "Demasiados intentos en poco tiempo.", "Too many attempts in a short time.", "Troppi tentativi in poco tempo.", "Zbyt wiele prób w krótkim czasie.";
    Internal 500 "internal": "Algo ha fallado por nuestra parte; inténtelo de nuevo.", "Something failed on our side; try again.", "Qualcosa è andato storto da parte nostra; riprova.", "Coś poszło nie tak po naszej stronie; spróbuj ponownie.";
    Unavailable 503 "unavailable": "El servicio no responde; inténtelo de nuevo.", "The service is not answering; try again.", "Il servizio non risponde; riprova.", "Usługa nie odpowiada; spróbuj ponownie.";
}

/// A field's error as transmitted: with the sentence in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProblemField {
    /// The field's name in the draft; nested ones with dots (`lines.0.quantity`).
    pub field: String,
    /// Why it is refused, for programs.
    pub code: FieldCode,
    /// The same as a sentence in the reader's language.
    pub message: String,
}

/// Something that stands in the way, by kind, id and the name a person knows it by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Obstacle {
    /// A record's collection (`logbooks`) or a warning's code (`licence_expires`).
    pub kind: String,
    /// The record's, if it is one.
    pub id: Option<i64>,
    /// What people know it by.
    pub label: String,
}

/// The problem document, `application/problem+json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Problem {
    /// `/problems/` and the kind's code.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is wrong, in the reader's language; the same for every problem of the kind.
    pub title: String,
    /// The HTTP status, again.
    pub status: u16,
    /// What this case has to say beside the title; left out when that says all.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// To quote to support; also in the log.
    pub request_id: String,
    /// `Invalid`: each field that is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
    /// `Stale`: the record as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<serde_json::Value>,
    /// `TransitionNotAllowed`: those that are, by code. `TripsUndecided`: what `?trips=` may say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
    /// `AlreadyBooked`, `WarningsUnconfirmed`, `TripsUndecided`, `StillReferred`, `TakenMeanwhile`, a `taken` field: what stands in
    /// the way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<Obstacle>,
    /// `TooManyRequests`, `Unavailable`: seconds to wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

impl Problem {
    /// A problem that says no more than its kind.
    #[must_use]
    pub fn new(kind: ProblemKind, language: Language) -> Self {
        Self {
            kind: format!("/problems/{}", kind.code()),
            title: kind.title().get(language).to_owned(),
            status: kind.status(),
            ..Self::default()
        }
    }

    /// The kind, when it is one of ours.
    #[must_use]
    pub fn known(&self) -> Option<ProblemKind> {
        self.kind.strip_prefix("/problems/").and_then(ProblemKind::parse)
    }

    /// Names the fields that are wrong, with sentences in the reader's language.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>, language: Language) -> Self {
        let with_message = |e: FieldError| ProblemField { message: e.sentence(language), field: e.field, code: e.code };
        self.errors = errors.into_iter().map(with_message).collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_told_in_the_readers_language_and_known_again() {
        let problem = Problem::new(ProblemKind::Invalid, Language::It)
            .with_errors(vec![FieldError::new("name", FieldCode::Required)], Language::It);
        assert_eq!(problem.title, "Controlla i campi segnalati.");
        assert_eq!(problem.errors[0].message, "Questo dato è obbligatorio.");
        assert_eq!(problem.known(), Some(ProblemKind::Invalid));
    }
}
