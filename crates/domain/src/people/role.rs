//! A role: a named set of permissions. Six are built in; all but the owner's can be edited.

use serde::{Deserialize, Serialize};

use crate::check::{Check, Draft};
use crate::permission::Permissions;
use crate::record::Kept;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RoleDraft {
    pub name: String,
    pub description: String,
    pub permissions: Permissions,
}

impl Draft for RoleDraft {
    fn check(&self, check: &mut Check) {
        check.required("name", &self.name, 80);
        check.line("description", &self.description, 300);
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoleFacts {
    /// `owner`, `dispatcher`… for the roles every company starts with; those can't be deleted.
    pub built_in: Option<String>,
    /// Active staff who have it.
    pub holders: i64,
}

pub type Role = Kept<RoleDraft, RoleFacts>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoleRow {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub built_in: Option<String>,
}
