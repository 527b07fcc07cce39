//! Staff: HR record and staff sign-in in one.
//!
//! Special about them: nobody may give a role that allows more than they may themselves, nor take hold of the account of
//! somebody who may do more. Both are guards in the save's batch.

use domain::choice::choices;
use domain::field::{Described, Row};
use domain::folding::narrow;
use domain::people::staff::StaffRow;
use domain::people::staff::{Access, StaffDraft};
use domain::record::RecordKind;
use serde_json::Value as Json;

use super::drivers;
use crate::db::{Statement, Value, guard};
use crate::records::list::{List, cell, code, falling, on, rising};
use crate::records::table::{Fields, Hooks, Own, Table, draft, fact, json_fact};
use crate::records::write::Write;

/// Whoever is inactive can't sign in, however far they had come.
const ACCESS: &str = "iif(t.active = 1 OR t.access = 'none', t.access, 'disabled')";

pub static TABLE: Table = Table {
    kind: RecordKind::Staff,
    fields: Fields::Columns(StaffDraft::FIELDS),
    facts: &[
        fact("access", ACCESS),
        fact("last_seen_at", "(SELECT max(seen_at) FROM sessions WHERE kind = 'staff' AND person = t.id)"),
        fact("driver", "(SELECT id FROM drivers WHERE staff = t.id AND archived_at IS NULL)"),
        json_fact(
            "role_names",
            "(SELECT json_group_array(name) FROM (SELECT r.name FROM json_each(t.roles) e JOIN roles r ON r.id = e.value \
             ORDER BY e.key))",
        ),
    ],
    list: List {
        from: "staff t",
        row: StaffRow::FIELDS,
        cells: &[cell(StaffRow::ACCESS, ACCESS)],
        sorts: &[rising("name", "t.name_key"), falling("created_at", "t.created_at")],
        filters: &[on("active", "t.active"), code("access", "t.access", choices::<Access>)],
        words: "staff",
        archives: true,
    },
    label: "t.name",
    hint: "t.job_title",
    found_by: &["name", "email", "phone", "job_title"],
    refers: &[],
    own: Own::Nothing,
    draft: draft::<StaffDraft>,
    hooks: Hooks { normalize, before, after, ..Hooks::NONE },
};

fn normalize(body: &mut Json) {
    lower_email(body);
    if let Some(Json::Array(roles)) = body.get_mut("roles") {
        let mut seen = Vec::with_capacity(roles.len());
        roles.retain(|role| {
            !seen.contains(role) && {
                seen.push(role.clone());
                true
            }
        });
    }
}

/// Addresses are kept in lower case and usual width: people sign in with them.
pub fn lower_email(body: &mut Json) {
    if let Some(Json::String(email)) = body.get_mut("email") {
        *email = narrow(email).to_lowercase();
    }
}

fn before(save: &Write) -> Vec<Statement> {
    let mut statements = Vec::new();
    if save.changes("roles") {
        statements.push(
            guard("not_allowed", &allows_more("json_each(?) e JOIN roles r ON r.id = e.value"))
                .bind(given(save))
                .bind(permissions(save)),
        );
    }
    let of_oneself = save.caller.id.0 == save.id;
    let takes_hold = save.draft.is_none() || save.changes("email") || save.changes("active") || save.changes("roles");
    if save.current.is_some() && takes_hold && !of_oneself {
        statements.push(
            guard("not_allowed", &allows_more("staff_roles e JOIN roles r ON r.id = e.role AND e.staff = ?"))
                .bind(save.id)
                .bind(permissions(save)),
        );
    }
    if save.changes("name") || save.changes("email") || save.changes("phone") || save.changes("job_title") {
        statements.push(drivers::forget_words(save.id));
    }
    statements
}

fn after(save: &Write) -> Vec<Statement> {
    if save.draft.is_some() && save.current.is_some() { vec![drivers::learn_words(save.id)] } else { Vec::new() }
}

/// SQL that holds when one of the roles `r` grants what isn't among the permissions bound last.
fn allows_more(roles: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM {roles}, json_each(r.permissions) p \
         WHERE r.archived_at IS NULL AND p.value NOT IN (SELECT value FROM json_each(?)))"
    )
}

/// The roles that weren't there before; what someone has already isn't given by this save.
fn given(save: &Write) -> Value {
    let none = Vec::new();
    let had = save.before("roles").as_array().unwrap_or(&none);
    let wanted = save.after("roles").as_array().unwrap_or(&none);
    Value::of_json(&wanted.iter().filter(|role| !had.contains(role)).cloned().collect())
}

/// What the caller may give.
fn permissions(save: &Write) -> Value {
    Value::json(&save.caller.permissions.givable())
}
