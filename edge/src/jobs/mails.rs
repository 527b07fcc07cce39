//! Writes the mails that notices are owed: each in its reader's language, into the outbox, once.
//!
//! Documents that expire are told of in one mail to a person, however many they are: it waits until all are found.

use domain::clock::JobName;
use domain::mail::failure::MailFailure;
use domain::mail::outbox::{OutboxKind, Recipient};
use domain::money::before_tax;
use domain::notice::{self, Notice, Wording};
use domain::permission::Permissions;
use domain::record::{RecordKind, Verb};
use domain::sight::Sight;
use domain::text::Language;
use domain::time::{Instant, Span, read_date};
use serde::Deserialize;

use super::{Done, Turn};
use crate::db::{DbError, Sql, Statement};
use crate::io::intl;
use crate::io::zone::Zone;
use crate::mail::outbox::{NewMail, put};
use crate::settings::letters::{self, Company, Way};

/// Notices looked at in one run; each mail is a statement.
const MOST: usize = 60;
/// Documents of one person gathered in one mail, and those that it names.
const GATHERED: u32 = 10_000;
const NAMED: usize = 50;

#[derive(Deserialize)]
struct Owed {
    id: i64,
    audience: String,
    notice: Notice,
    kind: String,
    subject: i64,
    label: String,
    person: Option<Person>,
    wording: Option<Wording>,
    facts: Option<Facts>,
}

#[derive(Deserialize)]
struct Person {
    name: String,
    email: String,
    language: Language,
    /// Of each of their roles; customers see what is theirs.
    permissions: Option<Vec<Permissions>>,
}

impl Person {
    /// Whether they may see a value of the record that they are told of.
    fn sees(&self, kind: Option<RecordKind>, name: &str) -> bool {
        let (Some(of_roles), Some(kind)) = (&self.permissions, kind) else { return true };
        let permissions = of_roles.iter().copied().fold(Permissions::NONE, Permissions::and);
        let opens = permissions.allows(kind.needs(Verb::Get)) || kind.can_be_own();
        opens && Sight::of(kind, permissions).shows(name)
    }
}

/// What a notice tells of, as far as it has any of it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Facts {
    subject: String,
    pickup_at: Option<i64>,
    /// Of a trip: its own end, and what it was before it changed.
    ends_at: Option<i64>,
    from: String,
    to: String,
    vehicle: String,
    was_at: Option<i64>,
    was_until: Option<i64>,
    was_from: String,
    was_to: String,
    was_vehicle: String,
    amount: Option<i64>,
    balance: Option<i64>,
    reason: String,
    customer: String,
    due_on: String,
    /// A [`MailFailure`]'s code.
    failure: String,
    /// Of the account that notices go by: that it can't send would arrive only once it can.
    mute: bool,
    title: String,
    holder: String,
}

/// The notices that a mail is owed for, oldest first.
fn which_owed(columns: &str, which: &str, most: u32) -> String {
    format!("SELECT {columns} FROM notifications WHERE mail = 'owed' AND {which} ORDER BY id LIMIT {most}")
}

/// What is owed with all that its mail needs; `which` narrows the notices.
fn owed(which: &str, most: u32) -> String {
    format!(
        "SELECT json_group_array(json_object('id', n.id, 'audience', n.audience, 'notice', n.notice, 'kind', n.kind, \
         'subject', n.subject, 'label', n.label, \
         'person', json(CASE n.audience \
         WHEN 'staff' THEN (SELECT json_object('name', p.name, 'email', p.email, 'language', p.language, 'permissions', \
         json((SELECT json_group_array(json(r.permissions)) FROM staff_roles sr JOIN roles r ON r.id = sr.role \
         WHERE sr.staff = p.id AND r.archived_at IS NULL))) FROM staff p \
         WHERE p.id = n.person AND p.active = 1 AND p.archived_at IS NULL) \
         ELSE (SELECT json_object('name', p.name, 'email', p.email, 'language', p.language) FROM contacts p \
         WHERE p.id = n.person AND p.archived_at IS NULL) END), \
         'wording', json((SELECT json_object('subject', x.subject, 'body', x.body) FROM notice_texts x WHERE x.notice = n.notice \
         AND x.language = coalesce(iif(n.audience = 'staff', (SELECT language FROM staff WHERE id = n.person), \
         (SELECT language FROM contacts WHERE id = n.person)), 'es'))), \
         'facts', json_patch(coalesce(CASE n.kind \
         WHEN 'bookings' THEN (SELECT json_object('subject', b.subject, 'pickup_at', b.pickup_at, 'from', b.pickup_address, \
         'to', b.delivery_address, 'amount', b.amount, 'reason', b.reason, 'customer', c.company) \
         FROM bookings b JOIN customers c ON c.id = b.customer WHERE b.id = n.subject) \
         WHEN 'invoices' THEN (SELECT json_object('amount', i.total, 'balance', i.total - i.paid, \
         'due_on', coalesce(i.due_on, ''), 'customer', c.company) \
         FROM invoices i JOIN customers c ON c.id = i.customer WHERE i.id = n.subject) \
         WHEN 'documents' THEN (SELECT json_object('title', d.title, 'holder', d.vehicle_name || d.driver_name, \
         'due_on', coalesce(d.expires_on, '')) FROM documents d WHERE d.id = n.subject) \
         WHEN 'mail-accounts' THEN (SELECT json_object('failure', a.failure, 'mute', json(iif(a.is_default, 'true', 'false'))) FROM mail_accounts a WHERE a.id = n.subject) \
         WHEN 'mail-apps' THEN (SELECT json_object('due_on', a.secret_expires_on) FROM mail_apps a WHERE a.id = n.subject) \
         END, '{{}}'), n.told))) FROM ({}) n",
        which_owed("*", which, most)
    )
}

pub async fn write(turn: &Turn) -> Result<Done, DbError> {
    let singly = format!("notice <> '{}'", Notice::DocumentExpiring.code());
    let gathered = format!(
        "notice = '{0}' AND person = (SELECT person FROM notifications WHERE mail = 'owed' AND notice = '{0}' ORDER BY id LIMIT 1) \
         AND NOT EXISTS (SELECT 1 FROM jobs WHERE name = '{1}' AND last_result = 'more')",
        Notice::DocumentExpiring.code(),
        JobName::WarnExpiringDocuments.code()
    );
    let most = u32::try_from(MOST).unwrap_or(u32::MAX);
    let named = u32::try_from(NAMED).unwrap_or(u32::MAX);
    let rest = format!("SELECT json_group_array(id) FROM ({})", which_owed("id", &gathered, GATHERED));
    let rows = turn
        .db
        .read(&[
            Company::statement(),
            Statement::new(owed(&singly, most)),
            Statement::new(owed(&gathered, named)),
            Statement::new(rest),
        ])
        .await?;
    let Some(company) = rows.json::<Company>(0)? else { return Ok(Done { count: 0, more: false }) };
    let one_by_one: Vec<Owed> = rows.json(1)?.unwrap_or_default();
    let together: Vec<Owed> = rows.json(2)?.unwrap_or_default();
    let gathered: Vec<i64> = rows.json(3)?.unwrap_or_default();

    let mut puts: Vec<Statement> = one_by_one.iter().filter_map(|owed| mail(turn, &company, owed, &[], 1)).collect();
    if let Some(first) = together.first() {
        puts.extend(mail(turn, &company, first, &together, gathered.len()));
    }
    let ids: Vec<i64> = one_by_one.iter().map(|owed| owed.id).chain(gathered).collect();
    if ids.is_empty() {
        return Ok(Done { count: 0, more: false });
    }
    let count = i64::try_from(puts.len()).unwrap_or(i64::MAX);
    let mut written = Sql::default();
    written.with(
        "UPDATE notifications SET mail = 'written' WHERE mail = 'owed' AND id IN (SELECT value FROM json_each(?))",
        serde_json::Value::from(ids).to_string(),
    );
    puts.push(written.into());
    turn.db.write(&puts).await?;
    Ok(Done { count, more: one_by_one.len() >= MOST || !together.is_empty() })
}

/// The row of one mail; none for somebody who has left. `gathered` is of how many notices it tells, and `together` are those of
/// them that it names.
fn mail(turn: &Turn, company: &Company, owed: &Owed, together: &[Owed], gathered: usize) -> Option<Statement> {
    let person = owed.person.as_ref()?;
    let language = person.language;
    let wording = owed.wording.clone().unwrap_or_else(|| notice::wording(owed.notice, language));
    let nothing = Facts::default();
    let facts = owed.facts.as_ref().unwrap_or(&nothing);
    if facts.mute {
        return None;
    }
    let about =
        RecordKind::ALL.iter().copied().find(|kind| kind.collection() == owed.kind).filter(|_| owed.subject > 0);
    let money = |name: &str, minor: Option<i64>| {
        let seen = minor.filter(|_| person.sees(about, name));
        seen.map(|minor| intl::money(minor, &company.currency, language)).unwrap_or_default()
    };
    let day = |day: &str| read_date(day).map(|day| intl::date(day, language)).unwrap_or_default();
    let when = |from: Option<i64>, to: Option<i64>| match (from, to) {
        (Some(from), Some(to)) => {
            intl::span(Span { from: Instant(from), to: Instant(to) }, Zone::or_utc(&company.zone), language)
        }
        (Some(at), None) => intl::instant(Instant(at), &company.zone, language),
        (None, _) => String::new(),
    };
    let failure = MailFailure::parse(&facts.failure)
        .map(|failure| [failure.sentence().get(language), failure.next_step().get(language)].join(" "));
    let reason = failure.unwrap_or_else(|| facts.reason.clone());
    let named: Vec<String> = together
        .iter()
        .filter_map(|owed| owed.facts.as_ref())
        .filter(|facts| !facts.title.is_empty())
        .map(|facts| [facts.title.as_str(), " · ", &facts.holder, " · ", &day(&facts.due_on)].concat())
        .collect();
    let left = gathered.saturating_sub(named.len());
    let more = (left > 0 && !named.is_empty()).then(|| format!("+ {left}"));
    let list = named.into_iter().chain(more).collect::<Vec<_>>().join("\n");
    let what = if gathered > 1 { gathered.to_string() } else { owed.label.clone() };
    let amount = money("amount", facts.amount);
    let is_price = owed.kind == RecordKind::Booking.collection();
    let amount = if is_price { before_tax(&amount, &company.tax) } else { amount };
    let letter = notice::letter(
        &wording,
        &[
            ("company", company.name.as_str()),
            ("person", person.name.as_str()),
            ("what", what.as_str()),
            ("subject", facts.subject.as_str()),
            ("when", when(facts.pickup_at, facts.ends_at).as_str()),
            ("was_when", when(facts.was_at, facts.was_until).as_str()),
            ("from", facts.from.as_str()),
            ("to", facts.to.as_str()),
            ("vehicle", facts.vehicle.as_str()),
            ("was_from", facts.was_from.as_str()),
            ("was_to", facts.was_to.as_str()),
            ("was_vehicle", facts.was_vehicle.as_str()),
            ("amount", amount.as_str()),
            ("balance", money("balance", facts.balance).as_str()),
            ("due", day(&facts.due_on).as_str()),
            ("reason", reason.as_str()),
            ("customer", facts.customer.as_str()),
            ("list", list.as_str()),
        ],
    );
    let head = company.head(language, link(company, owed, gathered).map(Way::to_record));
    let letter = letters::addressed(&letter, &head, Recipient::new(&person.name, &person.email));
    Some(put(&NewMail {
        kind: OutboxKind::Notice,
        notice: Some(owed.id),
        account: None,
        letter: &letter,
        link: None,
        about: about.map(|kind| (kind, owed.subject)),
        by: None,
        now: turn.now,
    }))
}

/// Where the record stands in the reader's app; for several of them, the list.
fn link(company: &Company, owed: &Owed, gathered: usize) -> Option<String> {
    let app = if owed.audience == "staff" { "/admin/" } else { "/" };
    let place =
        if gathered > 1 || owed.subject == 0 { String::new() } else { ["/", &owed.subject.to_string()].concat() };
    (!company.site.is_empty()).then(|| [company.site.as_str(), app, &owed.kind, &place].concat())
}
