//! Roles: named sets of permissions.
//!
//! Special about them: nobody may put into a role what they may not grant, nor restore one that allows it, and the
//! owner's stays as it is.

use domain::field::{Described, Row};
use domain::history::HistoryAct;
use domain::people::role::RoleDraft;
use domain::people::role::RoleRow;
use domain::permission::{BUILT_IN_ROLES, OWNER, Permissions, built_in_name};
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::search;
use domain::text::Text;
use serde_json::Value as Json;

use crate::db::Statement;
use crate::http::problems::Refusal;
use crate::records::document;
use crate::records::list::{List, code_column, rising};
use crate::records::table::{Fields, Hooks, Own, Table, draft, fact};
use crate::records::write::Write;

pub static TABLE: Table = Table {
    kind: RecordKind::Role,
    fields: Fields::Columns(RoleDraft::FIELDS),
    facts: &[
        fact("built_in", "t.built_in"),
        fact(
            "holders",
            "(SELECT count(*) FROM staff_roles JOIN staff ON staff.id = staff_roles.staff WHERE staff_roles.role = t.id \
             AND staff.active = 1 AND staff.archived_at IS NULL)",
        ),
    ],
    list: List {
        from: "roles t",
        row: RoleRow::FIELDS,
        cells: &[code_column(RoleRow::NAME).read_as(built_in_name), code_column(RoleRow::BUILT_IN).read_as(built_in)],
        sorts: &[rising("name", "t.name_key")],
        filters: &[],
        words: "roles",
        archives: true,
    },
    label: "t.name",
    hint: "t.description",
    found_by: &["name", "description"],
    refers: &[],
    own: Own::Nothing,
    draft: draft::<RoleDraft>,
    hooks: Hooks { allow, after, ..Hooks::NONE },
};

fn built_in(code: &str) -> Option<Text> {
    BUILT_IN_ROLES.iter().find(|role| role.code == code).map(|role| role.name)
}

fn allow(save: &Write) -> Result<(), Refusal> {
    if save.fact("built_in") == OWNER {
        return Err(ProblemKind::BuiltInRole.into());
    }
    let mine = save.caller.permissions.grantable();
    let had = permissions(save.before("permissions"))?;
    let may = match (save.act, save.draft) {
        // An archived role allows nothing, so restoring it gives all of it, to oneself too.
        (HistoryAct::Restored, _) => mine.covers(had),
        (_, None) => true,
        // What the role allowed before may stay; what is added must be one's own to give.
        _ => mine.and(had).covers(permissions(save.after("permissions"))?),
    };
    if may { Ok(()) } else { Err(ProblemKind::NotAllowed.into()) }
}

fn after(save: &Write) -> Vec<Statement> {
    also_found(save.id, document::text(save.after("name"))).into_iter().collect()
}

/// A built-in role that has its first name is found by it in every language.
pub fn also_found(role: i64, name: &str) -> Option<Statement> {
    let words = search::words(&built_in_name(name)?.0.join(" "));
    let learn = "INSERT OR IGNORE INTO words (kind, word, id) SELECT 'roles', value, ? FROM json_each(?)";
    Some(Statement::new(learn).bind(role).bind(Json::from(words).to_string()))
}

fn permissions(codes: &Json) -> Result<Permissions, Refusal> {
    // One that is being created had none.
    if codes.is_null() {
        return Ok(Permissions::default());
    }
    serde_json::from_value(codes.clone()).map_err(|error| Refusal::internal(format!("permissions of a role: {error}")))
}
