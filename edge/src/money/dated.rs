//! On which day a payment may have been made: not in the future, and one long before its invoice is asked about.

use domain::check::FieldCode;
use domain::problem::{Obstacle, ProblemKind};
use domain::text::Text;
use domain::time::{Date, Instant, MINUTE};

use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::io::intl;

/// How far a device's clock may be ahead of ours.
const AHEAD: i64 = 5 * MINUTE;
/// Days before its invoice from which a payment is more likely a slip than money in advance.
const LONG_BEFORE: i64 = 30;

const FUTURE: Text = Text([
    "Un cobro no puede estar en el futuro; ahora es {now}.",
    "A payment can't be in the future; it is {now} now.",
    "Un incasso non può essere nel futuro; adesso è {now}.",
    "Data wpłaty nie może być w przyszłości; teraz jest {now}.",
]);
const BEFORE: Text = Text([
    "El cobro lleva fecha del {paid}, mucho antes de que se emitiera la factura ({issued}).",
    "The payment is dated {paid}, long before the invoice was issued ({issued}).",
    "L'incasso porta la data {paid}, molto prima dell'emissione della fattura ({issued}).",
    "Wpłata ma datę {paid}, na długo przed wystawieniem faktury ({issued}).",
]);

/// # Errors
/// 422 at `at`; 409 `WarningsUnconfirmed`, unless `despite` it.
pub fn check(
    caller: &Caller,
    at: Instant,
    issued_on: Option<Date>,
    now: Instant,
    despite: bool,
) -> Result<(), Refusal> {
    let language = caller.language;
    if at > now.plus(AHEAD) {
        let now = intl::instant(now, caller.zone, language);
        let sentence = FUTURE.fill(language, &[("now", &now)]);
        return Err(Refusal::invalid_fields(vec![("at", FieldCode::OutOfRange, sentence)]));
    }
    let paid = caller.zone.date(at);
    let Some(issued) = issued_on else { return Ok(()) };
    if despite || issued.signed_duration_since(paid).num_days() <= LONG_BEFORE {
        return Ok(());
    }
    let (paid, issued) = (intl::date(paid, language), intl::date(issued, language));
    let sentence = BEFORE.fill(language, &[("paid", &paid), ("issued", &issued)]);
    let obstacle = Obstacle { kind: "paid_before_issue".to_owned(), id: None, label: sentence.clone() };
    Err(Refusal::new(ProblemKind::WarningsUnconfirmed).with_detail(sentence).with_obstacles(vec![obstacle]))
}
