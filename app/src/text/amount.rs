//! Numbers, money, durations and ratings as the reader writes them.

use domain::money::unit_price::UnitPrice;
use domain::money::{Currency, TaxRate, before_tax};
use domain::time::{HOUR, MINUTE};

use super::intl;

pub(crate) fn number(value: i64) -> String {
    plain(&value.to_string())
}

/// Canonical digits (`1234.5`) with all their decimals, of which there are at most three.
pub(crate) fn plain(canonical: &str) -> String {
    intl::decimal(canonical, &[])
}

/// Minor units of an ISO 4217 currency.
pub(crate) fn money(minor: i64, currency: &str) -> String {
    written(minor, currency, &[])
}

/// The same for a glance: what has six digits or more goes without its decimals.
pub(crate) fn glance(minor: i64, currency: &str) -> String {
    let large = minor.abs() >= 10_000_000;
    written(minor, currency, if large { &[("maximumFractionDigits", "0")] } else { &[] })
}

/// The same at an axis: `20 mil €`.
pub(crate) fn short(minor: i64, currency: &str) -> String {
    written(minor, currency, &[("notation", "compact")])
}

/// With as many decimals as it needs, and at least the currency's.
pub(crate) fn unit_price(price: UnitPrice, currency: &str) -> String {
    let plain = Currency::find(currency).map_or_else(|| price.0.to_string(), |known| price.plain(known));
    in_currency(&plain, currency, &[("maximumFractionDigits", "7")])
}

fn written(minor: i64, currency: &str, more: &[(&str, &str)]) -> String {
    let plain = Currency::find(currency).map_or_else(|| minor.to_string(), |known| known.plain(minor));
    in_currency(&plain, currency, more)
}

fn in_currency(plain: &str, currency: &str, more: &[(&str, &str)]) -> String {
    // Without grouping from four digits on, columns of amounts would not line up in Spanish and Polish.
    let options = [("style", "currency"), ("currency", currency), ("useGrouping", "always")];
    intl::decimal(plain, &[&options, more].concat())
}

/// `euro`, `złoty polski`
pub(crate) fn currency_name(code: &str) -> String {
    intl::currency_name(code).unwrap_or_else(|| code.to_owned())
}

/// Minor units of the company's currency.
pub(crate) fn amount(minor: i64) -> String {
    super::conventions(|company| money(minor, &company.currency))
}

/// A booking's price, with the tax that comes on it: `285,50 € + IVA`.
pub(crate) fn price(minor: i64) -> String {
    super::conventions(|company| before_tax(&money(minor, &company.currency), &company.tax))
}

/// The company's currency and its number of decimals.
pub(crate) fn currency() -> (String, u8) {
    super::conventions(|company| {
        let exponent = Currency::find(&company.currency).map_or(2, |known| known.exponent);
        (company.currency.clone(), u8::try_from(exponent).unwrap_or(2))
    })
}

/// `IVA 21 %`; a name that says the rate already isn't followed by it.
pub(crate) fn named_tax(name: &str, rate: TaxRate) -> String {
    let shown = tax_rate(rate);
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if bare(name).contains(&bare(&shown)) { name.to_owned() } else { [name, shown.as_str()].join(" ") }
}

#[allow(clippy::cast_precision_loss)]
pub(crate) fn tax_rate(rate: TaxRate) -> String {
    intl::number(rate.0 as f64 / 100_000.0, &[("style", "percent"), ("maximumFractionDigits", "3")])
}

/// Milliseconds as hours and minutes, units short: `3 h 20 min`.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn duration(milliseconds: i64) -> String {
    let milliseconds = milliseconds.max(0);
    let (hours, minutes) = (milliseconds / HOUR, milliseconds % HOUR / MINUTE);
    let part =
        |value: i64, unit| intl::number(value as f64, &[("style", "unit"), ("unit", unit), ("unitDisplay", "short")]);
    match (hours, minutes) {
        (0, minutes) => part(minutes, "minute"),
        (hours, 0) => part(hours, "hour"),
        (hours, minutes) => [part(hours, "hour"), part(minutes, "minute")].join(" "),
    }
}

/// Thousandths of a star, with one decimal.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn stars(thousandths: i64) -> String {
    intl::number(thousandths as f64 / 1_000.0, &[("minimumFractionDigits", "1"), ("maximumFractionDigits", "1")])
}

/// Whole per cent: `8 %`.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn percent(whole: i64) -> String {
    intl::number(whole as f64 / 100.0, &[("style", "percent")])
}

/// The size of a file: whole kilobytes, from a million bytes on megabytes with one decimal.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn bytes(size: i64) -> String {
    let unit = |unit| [("style", "unit"), ("unit", unit), ("unitDisplay", "short"), ("maximumFractionDigits", "1")];
    match size {
        ..1_000_000 => intl::number((size + 999).div_euclid(1_000) as f64, &unit("kilobyte")),
        _ => intl::number(size as f64 / 1_000_000.0, &unit("megabyte")),
    }
}
