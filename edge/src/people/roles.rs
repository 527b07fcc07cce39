//! Roles: named sets of permissions.
//!
//! Special about them: nobody may put into a role what they may not do themselves, and the owner's stays as it is.

use domain::people::role::RoleDraft;
use domain::permission::{BUILT_IN_ROLES, OWNER, Permissions};
use domain::problem::ProblemKind;
use domain::record::RecordKind;
use domain::text::Text;
use serde_json::Value as Json;

use crate::http::problems::Refusal;
use crate::records::list::{List, cell, rising};
use crate::records::table::{Hooks, Own, Referred, Table, column, draft, fact, json};
use crate::records::write::Write;

pub static TABLE: Table = Table {
    kind: RecordKind::Role,
    name: "roles",
    fields: &[column("name"), column("description"), json("permissions")],
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
        cells: &[
            cell("id", "t.id"),
            cell("name", "t.name"),
            cell("description", "t.description"),
            cell("built_in", "t.built_in").choice(built_in),
        ],
        sorts: &[rising("name", "t.name_key")],
        filters: &[],
        words: "roles",
        archives: true,
    },
    label: "t.name",
    hint: "t.description",
    found_by: &["name", "description"],
    refers: &[],
    referred: &[Referred { by: RecordKind::Staff, column: "roles" }],
    own: Own::Nothing,
    draft: draft::<RoleDraft>,
    hooks: Hooks { allow, ..Hooks::NONE },
};

fn built_in(code: &str) -> Option<Text> {
    BUILT_IN_ROLES.iter().find(|role| role.code == code).map(|role| role.name)
}

fn allow(save: &Write) -> Result<(), Refusal> {
    if save.fact("built_in") == OWNER {
        return Err(ProblemKind::BuiltInRole.into());
    }
    if save.draft.is_none() {
        return Ok(());
    }
    let mine = save.caller.permissions;
    let had = permissions(save.before("permissions"));
    // What the role allowed before may stay; what is added must be one's own to give.
    if mine.and(had).covers(permissions(save.after("permissions"))) {
        Ok(())
    } else {
        Err(ProblemKind::NotAllowed.into())
    }
}

fn permissions(codes: &Json) -> Permissions {
    serde_json::from_value(codes.clone()).unwrap_or_default()
}
