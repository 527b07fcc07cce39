//! Mail about a record: what a person who writes one begins with, and what was written before.
//!
//! Invariant: of a record nothing is told to whoever may not see it, and of its customer nothing to whoever may not see
//! customers.

use domain::field::Row;
use domain::mail::outbox::MailAboutRow;
use domain::mail::outbox::Recipient;
use domain::mail::template::{ComposeOptions, FilledTemplate, SHOWN_ON, Sender, WRITTEN_FROM};
use domain::money::before_tax;
use domain::notice::{Wording, mail_text};
use domain::problem::ProblemKind;
use domain::record::{RecordKind, Verb};
use domain::text::Language;
use domain::visibility::Visibility;
use serde::Deserialize;
use serde_json::Value as Json;

use super::accounts;
use super::outbox;
use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Caller;
use crate::http::problems::Refusal;
use crate::http::request::Call;
use crate::io::intl;
use crate::io::zone::Zone;
use crate::records::list::{self, List, View, cell};
use crate::records::table::Tables;
use crate::records::{document, find, update};
use crate::settings::mail_layout::Company;

/// The record that the query names, if it names one; of these kinds.
fn about(query: &str, kinds: &[RecordKind]) -> Result<Option<(RecordKind, i64)>, Refusal> {
    let query = list::read(query)?;
    let (kind, record) = (query.filters.get("record_kind"), query.filters.get("record"));
    let (Some(kind), Some(record)) = (kind, record) else {
        let missing = if kind.is_some() { "record" } else { "record_kind" };
        return if kind.is_none() && record.is_none() { Ok(None) } else { Err(Refusal::parameter(missing)) };
    };
    let kind = RecordKind::from_collection(kind).filter(|kind| kinds.contains(kind));
    let kind = kind.ok_or_else(|| Refusal::parameter("record_kind"))?;
    Ok(Some((kind, record.parse().map_err(|_| Refusal::parameter("record"))?)))
}

/// As `domain::mail::outbox::MailAboutRow` has its fields.
static ABOUT: List = List {
    row: MailAboutRow::FIELDS,
    cells: &[
        cell(MailAboutRow::SUBJECT, "json_extract(t.mail, '$.subject')"),
        cell(MailAboutRow::TO, outbox::RECIPIENTS),
        cell(MailAboutRow::NOTICE, "(SELECT notice FROM notifications WHERE id = t.notice)"),
        cell(MailAboutRow::ACCOUNT_NAME, outbox::ACCOUNT_NAME),
    ],
    ..outbox::TABLE.list
};

/// `GET /api/outbox/about?record_kind=…&record=…`: the page.
///
/// # Errors
/// 400 naming the parameter that can't be understood; 404 for whoever may not see the record.
pub async fn mails(call: &Call, tables: Tables) -> Answer {
    let (caller, _) = call.staff(Vec::new()).await?;
    let (kind, record) = about(call.query(), SHOWN_ON)?.ok_or_else(|| Refusal::parameter("record_kind"))?;
    let query = list::read(call.query())?;
    let view = View { scope: None, visibility: Visibility::of_mails_about(caller.permissions) };
    let page = list::statement_of(&ABOUT, &query, &view, query.rows())?;
    find::seen(call, &caller, tables.table_of(kind), record).await?;
    let mut rows = call.db.read(&[page]).await?;
    Ok(Reply::json_text(list::page_of(&ABOUT, &view, rows.take_row(0)?)))
}

#[derive(Deserialize)]
struct Template {
    id: i64,
    name: String,
    subject: String,
    body: String,
}

/// `GET /api/outbox/compose-options?record_kind=…&record=…`: [`ComposeOptions`].
///
/// # Errors
/// 400 naming the parameter that can't be understood; 404 for whoever may not see the record.
pub async fn options(call: &Call, tables: Tables) -> Answer {
    let asked = about(call.query(), WRITTEN_FROM);
    let for_what = asked.as_ref().ok().copied().flatten().map_or("", |(kind, _)| kind.collection());
    let templates = Statement::new(
        "SELECT json_group_array(json_object('id', id, 'name', name, 'subject', subject, 'body', body)) FROM \
         (SELECT * FROM mail_templates WHERE archived_at IS NULL AND offered_for IN ('anything', ?) ORDER BY name_key, id)",
    );
    let (caller, rows) = call.staff(vec![accounts::senders(), templates.bind(for_what), Company::statement()]).await?;
    let senders: Vec<accounts::Sending> = rows.row_json(0)?;
    let templates: Vec<Template> = rows.row_json(1)?;
    let company: Company = rows.json(2)?.ok_or(ProblemKind::NotFound)?;
    let about = match asked? {
        Some((kind, record)) => describe(call, tables, &caller, &company, (kind, record)).await?,
        None => Notification::default(),
    };
    let mut values = about.values;
    values.push(("company", company.name.clone()));
    values.extend(about.to.first().map(|one| ("person", one.name.clone())));
    // What this record has nothing for is left out of the text, and so is nobody's name.
    let value = |place: &str| values.iter().find(|(name, _)| *name == place).map_or("", |(_, value)| value.as_str());
    let what = value("what").to_owned();
    let values: Vec<_> = domain::mail::template::PLACES.iter().map(|place| (*place, value(place))).collect();
    let filled = |template: Template| {
        let message = mail_text(&Wording { subject: template.subject, body: template.body }, &values);
        let text = message.paragraphs.iter().map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n\n");
        FilledTemplate { id: template.id, name: template.name, subject: message.subject, text }
    };
    let sender = |one: accounts::Sending| {
        let fields = one.fields;
        Sender { id: one.id, name: fields.name, address: fields.address, is_default: fields.is_default }
    };
    Ok(Reply::json(&ComposeOptions {
        senders: senders.into_iter().filter(|one| accounts::may_send_from(&one.fields, &caller)).map(sender).collect(),
        to: about.to,
        what,
        templates: templates.into_iter().map(filled).collect(),
    }))
}

/// What a record tells a mail about it.
#[derive(Default)]
struct Notification {
    to: Vec<Recipient>,
    values: Vec<(&'static str, String)>,
}

async fn describe(
    call: &Call,
    tables: Tables,
    caller: &Caller,
    company: &Company,
    about: (RecordKind, i64),
) -> Result<Notification, Refusal> {
    let (kind, record) = about;
    let record = update::parse(&find::seen(call, caller, tables.table_of(kind), record).await?)?;
    let text = |value: &Json| document::text(value).to_owned();
    let (field, fact) = (|name: &str| text(field_of(&record, name)), |name: &str| text(document::fact(&record, name)));
    // Somebody at the customer, then the customer itself: the first with an address is written to.
    let whom: Vec<(RecordKind, i64)> = match kind {
        RecordKind::Booking | RecordKind::Invoice => {
            [(RecordKind::Contact, "contact"), (RecordKind::Customer, "customer")]
                .into_iter()
                .filter_map(|(kind, name)| Some((kind, field_of(&record, name).as_i64()?)))
                .collect()
        }
        _ => Vec::new(),
    };
    let mut to = Vec::new();
    let mut language = caller.language;
    let heard = |record: &Json| field_of(record, "language").as_str().and_then(|code| code.parse::<Language>().ok());
    if kind == RecordKind::Customer {
        language = heard(&record).unwrap_or(language);
        to.push(Recipient::new(&field("company"), &field("email")));
    }
    if kind == RecordKind::Driver {
        to.push(Recipient::new(&fact("name"), &fact("email")));
    }
    for (kind, id) in whom.into_iter().filter(|(kind, _)| caller.may(kind.needs(Verb::Get))) {
        let rows = call.db.read(&[find::statement(tables.table_of(kind), id, None)]).await?;
        let Some(found) = rows.text(0) else { continue };
        let found = update::parse(&found)?;
        let name = if kind == RecordKind::Contact { "name" } else { "company" };
        let party = Recipient::new(&text(field_of(&found, name)), &text(field_of(&found, "email")));
        if to.is_empty() && !party.address.is_empty() {
            language = heard(&found).unwrap_or(language);
            to.push(party);
        }
    }
    to.retain(|party| !party.address.is_empty());
    let amount = |value: &Json| intl::amount(value.as_i64(), &company.currency, language);
    let values = match kind {
        RecordKind::Booking => {
            let zone = Zone::or_utc(&company.zone);
            let pickup_at = document::moment(field_of(&record, "pickup_at"))?;
            vec![
                ("what", fact("number")),
                ("customer", fact("customer_name")),
                ("subject", field("subject")),
                ("when", intl::instant(pickup_at, zone, language)),
                ("from", field("pickup_address")),
                ("to", field("delivery_address")),
                ("amount", before_tax(&amount(field_of(&record, "amount")), &company.tax)),
            ]
        }
        RecordKind::Invoice => {
            vec![
                ("what", fact("number")),
                ("customer", text(document::fact(&record, "billed_to").get("name").unwrap_or(&Json::Null))),
                ("amount", amount(document::fact(&record, "totals").get("total").unwrap_or(&Json::Null))),
                ("balance", amount(document::fact(&record, "balance"))),
                ("due", intl::day(&field("due_on"), language)),
            ]
        }
        RecordKind::Customer => vec![("what", field("company")), ("customer", field("company"))],
        _ => vec![("what", fact("name"))],
    };
    Ok(Notification { to, values })
}

fn field_of<'r>(record: &'r Json, name: &str) -> &'r Json {
    document::fields(record).get(name).unwrap_or(&Json::Null)
}
