//! Writes the mails that notices are owed: each in its reader's language, into the outbox, once. A digest lists what it tells
//! of, each with a link.

use domain::ending::Ending;
use domain::mail::failure::MailFailure;
use domain::mail::outbox::PERHAPS_SENT;
use domain::mail::outbox::{OutboxKind, Recipient};
use domain::money::before_tax;
use domain::notice::{self, Notice, Wording};
use domain::permission::Permissions;
use domain::record::{RecordKind, Verb};
use domain::text::Language;
use domain::time::{Date, Instant, Span, read_date};
use domain::visibility::Visibility;
use serde::Deserialize;

use super::{Done, JobContext};
use crate::db::{DbError, Sql, Statement};
use crate::io::intl;
use crate::io::zone::Zone;
use crate::mail::outbox::{NewMail, put};
use crate::people::digests::SHOWN;
use crate::settings::mail_layout::{self, Company, Linked, Way};

/// Notices looked at in one run; each mail is a statement.
const MOST: usize = 60;
/// Digests among them, which may be long.
const DIGESTS: usize = 10;

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
    lines: Vec<Line>,
}

/// One of what a notice gathered.
#[derive(Deserialize)]
struct Line {
    subject: i64,
    label: String,
    due_on: String,
    amount: Option<i64>,
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
        opens && Visibility::for_permissions(kind, permissions).shows(name)
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
    driver: String,
    was_at: Option<i64>,
    was_until: Option<i64>,
    was_from: String,
    was_to: String,
    was_vehicle: String,
    amount: Option<i64>,
    paid: Option<i64>,
    balance: Option<i64>,
    reason: String,
    customer: String,
    due_on: String,
    /// A [`MailFailure`]'s code.
    failure: Option<MailFailure>,
    /// Of a mail of which nobody knows whether it went.
    perhaps_sent: bool,
    /// Of the account that notices go by: that it can't send would arrive only once it can.
    mute: bool,
}

/// What is owed, oldest first, with all that its mail needs; `which` narrows the notices.
fn owed(which: &str, most: usize) -> String {
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
         WHEN 'mail-accounts' THEN (SELECT json_object('failure', a.failure, 'mute', json(iif(a.is_default, 'true', 'false'))) FROM mail_accounts a WHERE a.id = n.subject) \
         WHEN 'outbox' THEN (SELECT json_object('failure', o.failure, 'perhaps_sent', json(iif(o.status = 'perhaps_sent', 'true', 'false'))) FROM outbox o WHERE o.id = n.subject) \
         WHEN 'mail-apps' THEN (SELECT json_object('due_on', a.secret_expires_on) FROM mail_apps a WHERE a.id = n.subject) \
         END, '{{}}'), n.facts), 'lines', json((SELECT coalesce(json_group_array(json_object('subject', subject, 'label', label, \
         'due_on', due_on, 'amount', amount)), '[]') FROM (SELECT * FROM notice_lines l WHERE l.notification = n.id \
         ORDER BY l.due_on, l.id LIMIT {SHOWN}))))) FROM (SELECT * FROM notifications WHERE mail = 'owed' AND {which} \
         ORDER BY id LIMIT {most}) n"
    )
}

pub async fn write(context: &JobContext) -> Result<Done, DbError> {
    let rows = context
        .db
        .read(&[
            Company::statement(),
            Statement::new(owed("subject <> 0", MOST)),
            Statement::new(owed("subject = 0", DIGESTS)),
            Statement::new("SELECT $today"),
        ])
        .await?;
    let Some(company) = rows.json::<Company>(0)? else { return Ok(Done { count: 0, more: false }) };
    let singles: Vec<Owed> = rows.row_json(1)?;
    let digests: Vec<Owed> = rows.row_json(2)?;
    let today = rows.row(3)?;
    let today = read_date(&today).ok_or_else(|| DbError::Broken(format!("today is {today}")))?;
    let more = singles.len() >= MOST || digests.len() >= DIGESTS;
    let all: Vec<Owed> = singles.into_iter().chain(digests).collect();
    if all.is_empty() {
        return Ok(Done { count: 0, more: false });
    }
    let mut puts: Vec<Statement> = all.iter().filter_map(|owed| mail(context, &company, owed, today)).collect();
    let count = i64::try_from(puts.len()).unwrap_or(i64::MAX);
    let mut written = Sql::default();
    written.with(
        "UPDATE notifications SET mail = 'written' WHERE mail = 'owed' AND id IN (SELECT value FROM json_each(?))",
        serde_json::Value::from_iter(all.iter().map(|owed| owed.id)).to_string(),
    );
    puts.push(written.into());
    context.db.write(&puts).await?;
    Ok(Done { count, more })
}

/// The row of one mail; none for somebody who has left.
fn mail(context: &JobContext, company: &Company, owed: &Owed, today: Date) -> Option<Statement> {
    let person = owed.person.as_ref()?;
    let language = person.language;
    let is_digest = owed.subject == 0;
    // Words for one don't fit several, unless they have a place for the list.
    let own = owed.wording.clone().filter(|own| !is_digest || own.lists());
    let wording = own.unwrap_or_else(|| notice::wording_of(owed.notice, is_digest, language));
    let nothing = Facts::default();
    let facts = owed.facts.as_ref().unwrap_or(&nothing);
    if facts.mute {
        return None;
    }
    let kind = RecordKind::ALL.iter().copied().find(|kind| kind.collection() == owed.kind);
    let about = kind.filter(|_| owed.subject > 0);
    let money = |name: &str, minor: Option<i64>| {
        intl::amount(minor.filter(|_| person.sees(kind, name)), &company.currency, language)
    };
    let when = |from: Option<i64>, to: Option<i64>| match (from, to) {
        (Some(from), Some(to)) => {
            intl::span(Span { from: Instant(from), to: Instant(to) }, Zone::or_utc(&company.zone), language)
        }
        (Some(at), None) => intl::instant(Instant(at), Zone::or_utc(&company.zone), language),
        (None, _) => String::new(),
    };
    let failure =
        facts.failure.map(|failure| [failure.label().get(language), failure.next_step().get(language)].join(" "));
    let doubt = facts.perhaps_sent.then(|| PERHAPS_SENT.get(language).to_owned());
    let reason = doubt.or(failure).unwrap_or_else(|| facts.reason.clone());
    let ending = if owed.kind == RecordKind::Invoice.collection() { Ending::Payment } else { Ending::Expiry };
    let linked: Vec<Linked> = owed
        .lines
        .iter()
        .map(|line| {
            let ends = read_date(&line.due_on).map(|on| {
                [ending.describe(on, today, language).as_str(), " (", &intl::date(on, language), ")"].concat()
            });
            let parts = [Some(line.label.clone()), ends, Some(money("balance", line.amount))];
            let text = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            Linked { text, address: place(company, owed, line.subject) }
        })
        .collect();
    // A digest is called by how many lines it has, not all of which are listed.
    let all = owed.label.parse::<usize>().ok().filter(|all| is_digest && *all > linked.len());
    let more = all.map(|all| format!("+ {}", all.saturating_sub(linked.len())));
    let list = linked.iter().map(|line| line.text.clone()).chain(more).collect::<Vec<_>>().join("\n");
    let amount = money("amount", facts.amount);
    let is_price = owed.kind == RecordKind::Booking.collection();
    let amount = if is_price { before_tax(&amount, &company.tax) } else { amount };
    let message = notice::mail_text(
        &wording,
        &[
            ("company", company.name.as_str()),
            ("person", person.name.as_str()),
            ("what", owed.label.as_str()),
            ("subject", facts.subject.as_str()),
            ("when", when(facts.pickup_at, facts.ends_at).as_str()),
            ("was_when", when(facts.was_at, facts.was_until).as_str()),
            ("from", facts.from.as_str()),
            ("to", facts.to.as_str()),
            ("vehicle", facts.vehicle.as_str()),
            ("driver", facts.driver.as_str()),
            ("was_from", facts.was_from.as_str()),
            ("was_to", facts.was_to.as_str()),
            ("was_vehicle", facts.was_vehicle.as_str()),
            ("amount", amount.as_str()),
            ("paid", money("paid", facts.paid).as_str()),
            ("balance", money("balance", facts.balance).as_str()),
            ("due", intl::day(&facts.due_on, language).as_str()),
            ("reason", reason.as_str()),
            ("customer", facts.customer.as_str()),
            ("list", list.as_str()),
        ],
    );
    let way = place(company, owed, owed.subject).map(Way::to_record);
    let choices = company.choices(owed.audience == "staff");
    let head = company.head(language, way).listing(linked).chosen_at(choices);
    let message = mail_layout::addressed(&message, &head, Recipient::new(&person.name, &person.email));
    Some(put(&NewMail {
        kind: OutboxKind::Notice,
        notice: Some(owed.id),
        account: None,
        message: &message,
        link: None,
        about: about.map(|kind| (kind, owed.subject)),
        by: None,
        now: context.now,
    }))
}

/// Where a record of the notice's kind stands in the reader's app; for none in particular, the list. None while the company's
/// own address isn't known.
fn place(company: &Company, owed: &Owed, subject: i64) -> Option<String> {
    let app = if owed.audience == "staff" { "/admin/" } else { "/" };
    let place = if subject == 0 { String::new() } else { ["/", &subject.to_string()].concat() };
    (!company.site.is_empty()).then(|| [company.site.as_str(), app, &owed.kind, &place].concat())
}
