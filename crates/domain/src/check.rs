//! Checking what a person typed: a [`Draft`] is checked by the same code in the form and at the edge.
//!
//! A draft's `check` walks its fields with a [`Check`], which collects every error rather than stopping at the first.
//!
//! Invariant: checks look at the draft alone; what needs other rows (uniqueness, overlap) is guarded by the write itself.

use serde::{Deserialize, Serialize};

use crate::field::Described;
use crate::text::{Language, Text, is_blank};
use crate::time::{Date, Instant};

/// What a person fills in for a record, declared by [`draft!`](crate::draft). `Default` is the empty form.
pub trait Draft: Default + Serialize + serde::de::DeserializeOwned + Described {
    /// What holds across fields, or of one field alone among all drafts.
    fn rules(&self, _: &mut Check) {}

    /// Every field's simple rules, then the draft's own.
    fn check(&self, check: &mut Check) {
        self.check_fields(check);
        self.rules(check);
    }

    /// Every error in the draft, empty when it may be kept.
    fn errors(&self) -> Vec<FieldError> {
        let mut check = Check::default();
        self.check(&mut check);
        check.into_errors()
    }
}

/// One field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldError {
    /// The field's name in the draft; nested ones with dots (`lines.0.quantity`).
    pub field: String,
    /// Why it is refused.
    pub code: FieldCode,
    /// A sentence that says more than the code's, and what its `{about}` is.
    #[serde(skip)]
    pub detail: Option<(Text, String)>,
}

impl FieldError {
    /// An error whose sentence is the code's own.
    #[must_use]
    pub fn new(field: impl Into<String>, code: FieldCode) -> Self {
        Self { field: field.into(), code, detail: None }
    }

    /// What stands at the field.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match &self.detail {
            Some((text, about)) => text.fill(language, &[("about", about)]),
            None => self.code.label().get(language).to_owned(),
        }
    }
}

crate::choice! {
    /// Why a field's value is refused. The label is the sentence shown at the field.
    pub enum FieldCode {
        Required = "required": "Este dato es obligatorio.", "This is required.", "Questo dato è obbligatorio.", "To pole jest wymagane.";
        TooLong = "too_long": "Es demasiado largo.", "This is too long.", "È troppo lungo.", "To jest za długie.";
        TooShort = "too_short": "Es demasiado corto.", "This is too short.", "È troppo corto.", "To jest za krótkie.";
        ControlCharacter = "control_character": "Contiene caracteres no permitidos.", "This contains characters that are not allowed.", "Contiene caratteri non ammessi.", "Zawiera niedozwolone znaki.";
        WrongType = "wrong_type": "El valor no tiene el formato esperado.", "The value does not have the expected form.", "Il valore non ha il formato previsto.", "Wartość ma niewłaściwy format.";
        UnknownField = "unknown_field": "Este dato no existe aquí.", "This field does not exist here.", "Questo campo non esiste qui.", "Takie pole tu nie istnieje.";
        UnknownValue = "unknown_value": "Elija uno de los valores de la lista.", "Choose one of the listed values.", "Scegli uno dei valori in elenco.", "Wybierz jedną z wartości z listy.";
        NotFound = "not_found": "No existe o ya está archivado.", "This does not exist or is archived.", "Non esiste o è archiviato.", "Nie istnieje lub jest zarchiwizowane.";
        Taken = "taken": "Ya está en uso.", "This is already in use.", "È già in uso.", "To jest już zajęte.";
        Email = "email": "Escriba una dirección de correo válida.", "Enter a valid email address.", "Inserisci un indirizzo e-mail valido.", "Podaj prawidłowy adres e-mail.";
        Phone = "phone": "Escriba un teléfono válido.", "Enter a valid phone number.", "Inserisci un numero di telefono valido.", "Podaj prawidłowy numer telefonu.";
        Vin = "vin": "Un VIN tiene 17 letras y cifras, sin I, O ni Q.", "A VIN has 17 letters and digits, without I, O or Q.", "Un VIN ha 17 lettere e cifre, senza I, O e Q.", "VIN ma 17 liter i cyfr, bez I, O i Q.";
        Negative = "negative": "No puede ser negativo.", "This can't be negative.", "Non può essere negativo.", "Nie może być ujemne.";
        NotPositive = "not_positive": "Debe ser mayor que cero.", "This must be more than zero.", "Deve essere maggiore di zero.", "Musi być większe od zera.";
        TooLarge = "too_large": "Es un valor demasiado grande.", "This value is too large.", "Il valore è troppo grande.", "Wartość jest zbyt duża.";
        OutOfRange = "out_of_range": "Está fuera del intervalo permitido.", "This is outside the allowed range.", "È fuori dall'intervallo consentito.", "Poza dozwolonym zakresem.";
        BeforeStart = "before_start": "El final debe ser posterior al inicio.", "The end must be after the start.", "La fine deve essere successiva all'inizio.", "Koniec musi być późniejszy niż początek.";
        SkippedHour = "skipped_hour": "Esa hora no existe: esa noche se adelanta el reloj.", "That time does not exist: clocks go forward that night.", "Quell'ora non esiste: quella notte si sposta avanti l'orologio.", "Taka godzina nie istnieje: tej nocy przesuwa się zegar.";
        InThePast = "in_the_past": "Esa hora ya ha pasado; elija otra.", "This time is in the past; choose another.", "Questa ora è già passata; scegline un'altra.", "Ten czas już minął; wybierz inny.";
        Overlaps = "overlaps": "Se solapa con otro registro.", "This overlaps another record.", "Si sovrappone a un altro elemento.", "Nakłada się na inny wpis.";
        NotAllowed = "not_allowed": "Aquí no se permite.", "This is not allowed here.", "Qui non è consentito.", "Tutaj niedozwolone.";
        ShortPassword = "short_password": "Use al menos 10 caracteres; una frase vale.", "Use at least 10 characters; a sentence will do.", "Usa almeno 10 caratteri; va bene una frase.", "Użyj co najmniej 10 znaków; może być zdanie.";
        WeakPassword = "weak_password": "Es de las que se prueban primero; elija otra.", "It is one that is tried first; choose another.", "È una di quelle che si provano per prime; scegline un'altra.", "To jedno z haseł, których próbuje się najpierw; wybierz inne.";
        PasswordOfName = "password_of_name": "Es poco más que su nombre; elija otra.", "It is little more than your name; choose another.", "È poco più del tuo nome; scegline un'altra.", "To niewiele więcej niż imię i nazwisko; wybierz inne.";
        PasswordOfAddress = "password_of_address": "Es poco más que su correo; elija otra.", "It is little more than your email address; choose another.", "È poco più della tua e-mail; scegline un'altra.", "To niewiele więcej niż adres e-mail; wybierz inne.";
        PasswordOfCompany = "password_of_company": "Es poco más que el nombre de la empresa; elija otra.", "It is little more than the company's name; choose another.", "È poco più del nome dell'azienda; scegline un'altra.", "To niewiele więcej niż nazwa firmy; wybierz inne.";
        PasswordAsBefore = "password_as_before": "Es la que ya tenía; elija otra.", "It is the one you already had; choose another.", "È quella che avevi già; scegline un'altra.", "To dotychczasowe hasło; wybierz inne.";
        WrongPassword = "wrong_password": "La contraseña no es correcta.", "The password is wrong.", "La password non è corretta.", "Hasło jest nieprawidłowe.";
        WrongCode = "wrong_code": "El código no es correcto.", "The code is wrong.", "Il codice non è corretto.", "Kod jest nieprawidłowy.";
        Duplicate = "duplicate": "Está repetido.", "This is repeated.", "È ripetuto.", "Powtarza się.";
        FilesTooLarge = "files_too_large": "Los archivos pesan demasiado para un solo correo: en total caben 18 MB.", "The files are too large for one mail: 18 MB in all will fit.", "I file sono troppo grandi per un solo messaggio: in tutto c'è posto per 18 MB.", "Pliki są za duże na jedną wiadomość: razem mieści się 18 MB.";
        PublicAddress = "public_address": "Escriba la dirección sola, como https://reservas.ejemplo.es; http solo vale en este equipo (localhost).", "Enter the bare address, such as https://bookings.example.com; http is only for this machine (localhost).", "Inserisci solo l'indirizzo, come https://prenotazioni.esempio.it; http vale solo su questo computer (localhost).", "Podaj sam adres, np. https://rezerwacje.przyklad.pl; http działa tylko na tym komputerze (localhost).";
        NotPublic = "not_public": "Use https, un nombre público de Internet y un puerto permitido.", "Use https, a public internet name and an allowed port.", "Usa https, un nome pubblico di Internet e una porta consentita.", "Użyj https, publicznej nazwy internetowej i dozwolonego portu.";
        TooMany = "too_many": "Son demasiados.", "There are too many.", "Sono troppi.", "Jest ich za dużo.";
    }
}

/// The largest amount or measure accepted: with four more decimals, as a unit price has, it is still below 2^53.
pub const LARGEST: i64 = 900_000_000_000;

const CHARACTERS: Text = crate::text!(
    "Admite hasta {about} caracteres.",
    "At most {about} characters fit here.",
    "Al massimo {about} caratteri.",
    "Najwyżej {about} znaków."
);
const ALLOWED: Text =
    crate::text!("Valores admitidos: {about}.", "Allowed: {about}.", "Valori ammessi: {about}.", "Dozwolone: {about}.");

/// Collects the errors of one draft.
#[derive(Default)]
pub struct Check {
    prefix: String,
    errors: Vec<FieldError>,
}

impl Check {
    /// Refuses the field, whatever its value.
    pub fn refuse(&mut self, field: &str, code: FieldCode) {
        self.errors.push(FieldError::new(format!("{}{field}", self.prefix), code));
    }

    /// Refuses with a sentence of the field's own, whose `{about}` names what is wrong. Says that it doesn't hold.
    pub fn say(&mut self, field: &str, code: FieldCode, sentence: Text, about: String) -> bool {
        self.errors.push(FieldError {
            detail: Some((sentence, about)),
            ..FieldError::new(format!("{}{field}", self.prefix), code)
        });
        false
    }

    /// Refuses unless `holds`; says whether it held.
    pub fn that(&mut self, field: &str, holds: bool, code: FieldCode) -> bool {
        if !holds {
            self.refuse(field, code);
        }
        holds
    }

    /// Refuses unless `holds`, and names what is allowed, in figures: `1–60`, `≤ 20`. Says whether it held.
    pub fn allowed(&mut self, field: &str, holds: bool, code: FieldCode, allowed: impl FnOnce() -> String) -> bool {
        holds || self.say(field, code, ALLOWED, allowed())
    }

    /// At most `max` of them.
    pub fn count(&mut self, field: &str, count: usize, max: usize) -> bool {
        self.allowed(field, count <= max, FieldCode::TooMany, || format!("≤ {max}"))
    }

    /// At most `max` characters.
    pub fn length(&mut self, field: &str, value: &str, max: usize) -> bool {
        value.chars().count() <= max || self.say(field, FieldCode::TooLong, CHARACTERS, max.to_string())
    }

    /// Checks a nested value whose fields are named `prefix.field`.
    pub fn nested(&mut self, prefix: &str, checks: impl FnOnce(&mut Self)) {
        let length = self.prefix.len();
        self.prefix.push_str(prefix);
        self.prefix.push('.');
        checks(self);
        self.prefix.truncate(length);
    }

    /// One line, possibly empty: at most `max` characters, no control characters.
    pub fn line(&mut self, field: &str, value: &str, max: usize) -> bool {
        self.length(field, value, max)
            && self.that(field, !value.chars().any(char::is_control), FieldCode::ControlCharacter)
    }

    /// One line that may not be empty.
    pub fn required(&mut self, field: &str, value: &str, max: usize) -> bool {
        self.that(field, !is_blank(value), FieldCode::Required) && self.line(field, value, max)
    }

    /// Several lines, possibly empty: line breaks and tabs are the only control characters.
    pub fn paragraph(&mut self, field: &str, value: &str, max: usize) -> bool {
        let clean = !value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        self.length(field, value, max) && self.that(field, clean, FieldCode::ControlCharacter)
    }

    /// An address that a person would recognise as one (a full RFC 5322 grammar accepts what nobody uses). Empty passes.
    pub fn email(&mut self, field: &str, value: &str) -> bool {
        value.is_empty() || (self.line(field, value, 254) && self.that(field, is_email(value), FieldCode::Email))
    }

    /// Digits with the usual separators, at least five digits. Empty passes.
    pub fn phone(&mut self, field: &str, value: &str) -> bool {
        let digits = value.chars().filter(char::is_ascii_digit).count();
        let usual = value.chars().all(|c| c.is_ascii_digit() || " +-()./x".contains(c));
        value.is_empty()
            || (self.line(field, value, 40) && self.that(field, usual && (5..=20).contains(&digits), FieldCode::Phone))
    }

    /// A measure or amount that is zero or more and at most [`LARGEST`].
    pub fn measure(&mut self, field: &str, value: i64) -> bool {
        self.that(field, value >= 0, FieldCode::Negative) && self.that(field, value <= LARGEST, FieldCode::TooLarge)
    }

    /// As [`Self::measure`]. Nothing passes.
    pub fn optional_measure(&mut self, field: &str, value: Option<i64>) -> bool {
        value.is_none_or(|value| self.measure(field, value))
    }

    /// A whole number between both bounds, which may be reached.
    pub fn within(&mut self, field: &str, value: i64, range: core::ops::RangeInclusive<i64>) -> bool {
        let allowed = || format!("{}–{}", range.start(), range.end());
        self.allowed(field, range.contains(&value), FieldCode::OutOfRange, allowed)
    }

    /// A required choice, reference, date…
    pub fn present<T>(&mut self, field: &str, value: Option<&T>) -> bool {
        self.that(field, value.is_some(), FieldCode::Required)
    }

    /// A moment of the years 2000 to 2099. Nothing passes.
    pub fn instant(&mut self, field: &str, value: Option<Instant>) -> bool {
        value.is_none_or(|at| self.allowed(field, at.plausible(), FieldCode::OutOfRange, || "2000–2099".to_owned()))
    }

    /// A calendar date of the years 1900 to 2099. Nothing passes.
    pub fn date(&mut self, field: &str, value: Option<Date>) -> bool {
        use chrono::Datelike;
        let year = value.map(|date| i64::from(date.year()));
        year.is_none_or(|year| self.within(field, year, 1900..=2099))
    }

    /// `to` must come after `from` when both are given; the error stands at `to`.
    pub fn order<T: PartialOrd>(&mut self, field: &str, from: Option<T>, to: Option<T>) -> bool {
        match (from, to) {
            (Some(from), Some(to)) => self.that(field, from < to, FieldCode::BeforeStart),
            _ => true,
        }
    }

    /// What was found, in the order of checking.
    #[must_use]
    pub fn into_errors(self) -> Vec<FieldError> {
        self.errors
    }
}

fn is_email(value: &str) -> bool {
    let Some((local, host)) = value.rsplit_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !"<>()[]\\,;:\"@".contains(c);
    let label = |l: &str| !l.is_empty() && !l.starts_with('-') && !l.ends_with('-');
    (1..=64).contains(&local.len())
        && local.chars().all(plain)
        && host.contains('.')
        && host.split('.').all(label)
        && host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(checks: impl FnOnce(&mut Check)) -> Vec<(String, FieldCode)> {
        let mut check = Check::default();
        checks(&mut check);
        check.into_errors().into_iter().map(|e| (e.field, e.code)).collect()
    }

    #[test]
    fn every_error_is_collected_and_nested_fields_are_named_in_full() {
        let errors = refused(|c| {
            c.required("name", "  ", 10);
            c.nested("lines.0", |c| {
                c.measure("quantity", -1);
            });
        });
        assert_eq!(errors, [("name".into(), FieldCode::Required), ("lines.0.quantity".into(), FieldCode::Negative)]);
    }

    #[test]
    fn a_bound_that_was_missed_is_named() {
        let mut check = Check::default();
        check.line("name", &"ñ".repeat(121), 120);
        check.paragraph("notes", &"ñ".repeat(2_001), 2_000);
        check.within("seats", 301, 0..=300);
        check.date("expires_on", crate::time::read_date("1805-01-01"));
        check.instant("from", Some(Instant(0)));
        check.count("roles", 21, 20);
        let messages: Vec<String> = check.into_errors().iter().map(|error| error.sentence(Language::En)).collect();
        for (message, bound) in messages.iter().zip(["120", "2000", "0–300", "1900–2099", "2000–2099", "≤ 20"])
        {
            assert!(message.contains(bound), "{message}");
        }
        assert_eq!(messages.len(), 6);
    }

    #[test]
    fn addresses_are_recognised_and_typos_refused() {
        for good in ["ana@vega.es", "a.b+c@mail.example.co.uk", "łukasz@firma.pl"] {
            assert!(
                refused(|c| {
                    c.email("email", good);
                })
                .is_empty(),
                "{good}"
            );
        }
        for bad in ["ana", "ana@", "@vega.es", "ana@vega", "a b@vega.es", "ana@vega..es", "ana@@vega.es", "<a@b.es>"] {
            assert_eq!(
                refused(|c| {
                    c.email("email", bad);
                })
                .len(),
                1,
                "{bad}"
            );
        }
    }

    #[test]
    fn control_characters_are_refused_but_paragraphs_may_break_lines() {
        assert_eq!(
            refused(|c| {
                c.line("name", "a\u{0}b", 10);
            }),
            [("name".into(), FieldCode::ControlCharacter)]
        );
        assert!(
            refused(|c| {
                c.paragraph("note", "a\nb", 10);
            })
            .is_empty()
        );
    }
}
