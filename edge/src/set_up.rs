//! The first run: company, built-in roles and first owner in one batch, once.

use domain::check::FieldCode;
use domain::field::Described;
use domain::history::HistoryAct;
use domain::permission::{BUILT_IN_ROLES, OWNER};
use domain::problem::ProblemKind;
use domain::settings::{CompanyDraft, SetUpDraft, public_address};
use serde_json::{Value as Json, json};

use crate::db::Statement;
use crate::http::answer::{Answer, Reply};
use crate::http::caller::Actor;
use crate::http::problems::Refusal;
use crate::http::rate::Limit;
use crate::http::request::Call;
use crate::http::sessions::Kind;
use crate::io::{hash, random};
use crate::people::credentials::{self, Owner};
use crate::people::{profile, roles, staff};
use crate::records::table::{Set, Table, set};
use crate::records::write;
use crate::settings::company;

/// The secret that the server prints when it starts without a company.
const CODE: &str = "SETUP_CODE";

/// `GET /api/setup`: `domain::settings::SetUpState`.
///
/// # Errors
/// 503.
pub async fn state(call: &Call) -> Answer {
    let needed = "SELECT json_object('needed', json(iif(EXISTS (SELECT 1 FROM company), 'false', 'true')))";
    let mut rows = call.db.read(&[Statement::new(needed)]).await?;
    Ok(Reply::json_text(rows.take_row(0)?))
}

/// `POST /api/setup`: 201 as signing in.
///
/// # Errors
/// 409 when there is a company; 422 for a wrong code and by field; 429 after too many tries.
pub async fn set_up(call: &Call) -> Answer {
    let draft: SetUpDraft = call.draft()?;
    let limit = Limit::of_address("set-up", &call.address());
    let exists = Statement::new("SELECT 'yes' FROM company");
    let rows = call.db.write(&[limit.count(call.now), limit.counted(), exists]).await?;
    limit.check(&rows, (0, 1), call.now)?;
    if rows.text(2).is_some() {
        return Err(ProblemKind::AlreadyDone.into());
    }
    let code = call.env.var(CODE).ok().map(|code| code.to_string()).filter(|code| !code.is_empty());
    // Digests are compared, so that the time taken tells nothing of the code.
    let is_code = |code: String| hash::sha256(&[code.as_bytes()]) == hash::sha256(&[draft.code.as_bytes()]);
    if !code.is_some_and(is_code) {
        return Err(Refusal::field("code", FieldCode::WrongCode));
    }
    company::known_zone(&draft.zone)?;
    let owner = Owner {
        name: draft.owner_name.clone(),
        email: draft.owner_email.clone(),
        companies: vec![draft.company.clone()],
        stored: None,
    };
    owner.check(&draft.password)?;
    write_all(call, &draft).await
}

async fn write_all(call: &Call, draft: &SetUpDraft) -> Answer {
    let founder = random::id();
    let actor = Actor { kind: "staff", id: founder, name: draft.owner_name.clone() };
    let company = json!(CompanyDraft {
        name: draft.company.clone(),
        // Whoever has the code says by opening the page where the company is reached; later only the settings do.
        site: public_address(call.origin()).unwrap_or_default(),
        currency: draft.currency.clone(),
        zone: draft.zone.clone(),
        language: draft.language,
        ..CompanyDraft::default()
    });
    let changes = write::filled_in(&company);
    let mut statements = vec![
        write::insert_into("company", CompanyDraft::FIELDS, (company::ID, call.now), &company, &[]),
        write::history(company::KIND, company::ID, &actor, call.now, HistoryAct::Created, &changes),
    ];
    let mut owner_role = 0;
    for role in &BUILT_IN_ROLES {
        let id = random::id();
        if role.code == OWNER {
            owner_role = id;
        }
        let fields = json!({
            "name": role.name.get(draft.language), "description": "", "permissions": (role.permissions)(),
        });
        statements.extend(kept(call, &roles::TABLE, id, &fields, &actor, &[set("built_in", role.code)]));
        statements.extend(roles::also_found(id, role.name.get(draft.language)));
    }
    let owner = json!({
        "name": draft.owner_name, "email": draft.owner_email.to_lowercase(), "phone": "", "job_title": "",
        "language": draft.language, "photo": null, "active": true, "roles": [owner_role], "hourly_rate": null,
    });
    statements.extend(kept(call, &staff::TABLE, founder, &owner, &actor, &[set("access", "active")]));
    statements.push(credentials::keep(Kind::Staff, founder, &credentials::hash(&draft.password)?, call.now));
    let started = call.start_session(Kind::Staff, founder, None);
    statements.extend(started.statements());
    statements.push(profile::me_statement(Kind::Staff, "p.id = ?", founder));
    let mut rows = call.db.write(&statements).await?;
    let me = rows.take_last().ok_or_else(|| Refusal::internal("the first owner can't be read"))?;
    Ok(started.carried_by(Reply::json_text(me).with_status(201)))
}

fn kept(call: &Call, table: &Table, id: i64, fields: &Json, actor: &Actor, more: &[Set]) -> Vec<Statement> {
    let mut statements = vec![write::insert(table, id, call.now, fields, more)];
    statements.extend(write::words(table, id, &write::searched_text(table, fields)));
    let changes = write::filled_in(fields);
    statements.push(write::history(table.collection(), id, actor, call.now, HistoryAct::Created, &changes));
    statements
}
