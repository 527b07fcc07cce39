//! Who is signed in, and what people change about themselves: name, phone, language, password.

use domain::check::FieldCode;
use domain::history::{HistoryAct, changes};
use domain::problem::ProblemKind;
use domain::session::{PasswordChange, ProfileDraft};
use serde_json::Value as Json;

use super::credentials::Owner;
use super::preferences::OF_STAFF;
use super::{contacts, credentials, drivers, staff};
use crate::db::{Statement, Value};
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Actor;
use crate::http::problems::Refusal;
use crate::http::rate::{Act, Limit};
use crate::http::request::Call;
use crate::http::sessions::{ACTOR_OF_SESSION, Kind, let_in};
use crate::records::table::Table;
use crate::records::{document, find, update, write};
use crate::settings::company::CONVENTIONS;

/// `domain::session::Me` or `PortalMe` of the person for whom `whose` (SQL over `p`, one `?`) holds.
pub fn me_statement(kind: Kind, whose: &str, value: impl Into<Value>) -> Statement {
    let unread = format!(
        "(SELECT count(*) FROM notifications WHERE audience = '{}' AND person = p.id AND read_at IS NULL AND shown = 1)",
        kind.code()
    );
    let sql = match kind {
        Kind::Staff => format!(
            "SELECT json_object('id', p.id, 'name', p.name, 'email', p.email, 'phone', p.phone, 'photo', p.photo, \
             'language', p.language, 'permissions', (SELECT json_group_array(DISTINCT e.value) FROM staff_roles sr \
             JOIN roles r ON r.id = sr.role AND r.archived_at IS NULL JOIN json_each(r.permissions) e WHERE sr.staff = p.id), \
             'driver', (SELECT id FROM drivers WHERE staff = p.id AND archived_at IS NULL), 'company', {CONVENTIONS}, \
             'tax_rates', json(c.tax_rates), 'preferences', {OF_STAFF}, 'unread', {unread}) FROM staff p JOIN company c ON c.id = 1 WHERE {whose}"
        ),
        Kind::Portal => format!(
            "SELECT json_object('id', p.id, 'name', p.name, 'email', p.email, 'phone', p.phone, 'language', p.language, \
             'customer', p.customer, 'customer_name', u.company, 'contacts', {ACTS_AS}, 'company', {CONVENTIONS}, 'unread', {unread}) \
             FROM contacts p JOIN customers u ON u.id = p.customer JOIN company c ON c.id = 1 WHERE {whose}"
        ),
    };
    Statement::new(sql).bind(value)
}

/// `domain::session::ActsAs` of each contact that the portal user of the contact `p` may act as.
const ACTS_AS: &str = concat!(
    "(SELECT json_group_array(json_object('contact', id, 'customer_name', company)) FROM (SELECT o.id, v.company \
     FROM contacts o JOIN customers v ON v.id = o.customer WHERE o.portal_user = p.portal_user AND ",
    let_in!("o", "v"),
    " ORDER BY v.company_key, o.id))"
);

/// `GET /api/me`.
///
/// # Errors
/// 401.
pub async fn me(call: &Call, kind: Kind) -> Answer {
    let mine = me_statement(kind, &by_session(), call.token_hash(kind)?);
    let (_, mut rows) = signed_in(call, kind, vec![mine]).await?;
    Ok(Reply::json_text(rows.take(0).ok_or(ProblemKind::SignInNeeded)?))
}

fn by_session() -> String {
    ["p.id = ", ACTOR_OF_SESSION].concat()
}

/// A signed-in person of either kind, by what both have in common.
pub(super) struct Person {
    pub actor: Actor,
    /// Whose credentials, sessions and devices are theirs: the staff member, or the portal user.
    pub account: i64,
    pub session: i64,
}

pub(super) async fn signed_in(
    call: &Call,
    kind: Kind,
    statements: Vec<Statement>,
) -> Result<(Person, crate::db::Rows), Refusal> {
    match kind {
        Kind::Staff => {
            let (caller, rows) = call.staff(statements).await?;
            Ok((Person { actor: Actor::from(&caller), account: caller.id.0, session: caller.session.0 }, rows))
        }
        Kind::Portal => {
            let (caller, rows) = call.customer(statements).await?;
            Ok((Person { actor: Actor::from(&caller), account: caller.user.0, session: caller.session.0 }, rows))
        }
    }
}

/// The record that a person of this kind is.
pub(super) fn table(kind: Kind) -> &'static Table {
    match kind {
        Kind::Staff => &staff::TABLE,
        Kind::Portal => &contacts::TABLE,
    }
}

/// `PUT /api/me`: 200 as [`me`].
///
/// # Errors
/// 422 by field.
pub async fn update(call: &Call, kind: Kind) -> Answer {
    let (person, _) = signed_in(call, kind, Vec::new()).await?;
    let profile: ProfileDraft = call.draft()?;
    let (table, id) = (table(kind), person.actor.id);
    let rows = call.db.read(&[find::statement(table, id, None)]).await?;
    let current = update::parse(&rows.text(0).ok_or(ProblemKind::NotFound)?)?;
    let mut draft = document::fields(&current).clone();
    if let Json::Object(fields) = &mut draft {
        fields.insert("name".into(), profile.name.into());
        fields.insert("phone".into(), profile.phone.into());
        fields.insert("language".into(), profile.language.code().into());
    }
    let changed = changes(document::fields(&current), &draft);
    let limit = Limit::new(Act::OwnProfile, &person.actor);
    let mut statements = Vec::new();
    if !changed.is_empty() {
        statements.extend(limit.guard(call.now));
        let version = document::version(&current)?;
        statements.extend(write::update(table, (id, version), call.now, &changed, &[]));
        if kind == Kind::Staff {
            statements.push(drivers::forget_words(id));
        }
        statements.extend(write::words(table, id, &write::searched_text(table, &draft)));
        if kind == Kind::Staff {
            statements.push(drivers::learn_words(id));
        }
        statements.push(write::history(table.collection(), id, &person.actor, call.now, HistoryAct::Updated, &changed));
        if kind == Kind::Portal && changed.iter().any(|change| change.field == "language") {
            statements.extend(contacts::speak_alike(id, profile.language, &person.actor, call.now));
        }
    }
    statements.push(me_statement(kind, "p.id = ?", id));
    match call.db.write(&statements).await {
        Ok(mut rows) => Ok(Reply::json_text(rows.take_last().ok_or(ProblemKind::NotFound)?)),
        Err(error) => Err(limit.explain(call, error.into()).await),
    }
}

/// `PUT /api/me/password`: 204; ends the person's other sessions.
///
/// # Errors
/// 422 when the present one is wrong or the new one is easily guessed, or the same.
pub async fn change_password(call: &Call, kind: Kind) -> Answer {
    let owner = Owner::statement(kind, &by_session(), call.token_hash(kind)?);
    let (person, rows) = signed_in(call, kind, vec![owner]).await?;
    let draft: PasswordChange = call.draft()?;
    let limit = credentials::try_once(call, kind, person.account).await?;
    let owner: Owner = rows.json(0)?.ok_or(ProblemKind::NotFound)?;
    if !crate::io::password::verify(&draft.current, owner.stored.as_deref()) {
        return Err(Refusal::field("current", FieldCode::WrongPassword));
    }
    owner.check(&draft.password)?;
    let statements = [
        credentials::keep(kind, person.account, &credentials::hash(&draft.password)?, call.now),
        credentials::end_sessions(kind, person.account, person.session),
        credentials::end_links(kind, person.account),
        limit.refund(),
    ];
    call.db.write(&statements).await?;
    Ok(Reply::empty())
}
