//! A role: a named set of permissions. Six are built in; all but the owner's can be edited.

use serde::{Deserialize, Serialize};

use crate::check::Draft;
use crate::permission::Permissions;
use crate::record::Record;

crate::draft! {
    /// A name for a set of permissions; nobody may put into it what they don't hold themselves.
    #[derive(Debug)]
    pub struct RoleDraft {
        pub name: String = line(80).required().as_name();
        pub description: String = line(300);
        pub permissions: Permissions;
    }
}

impl Draft for RoleDraft {}

/// What the edge knows of a role beyond what is filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoleFacts {
    /// `owner`, `dispatcher`… for the roles every company starts with; those can't be deleted.
    pub built_in: Option<String>,
    /// Active staff who have it.
    pub holders: i64,
}

/// A role as staff get it.
pub type Role = Record<RoleDraft, RoleFacts>;

crate::row! {
    /// A role in its list.
    pub struct RoleRow {
        pub name: String;
        pub description: String;
        pub built_in: Option<String>;
    }
    sorts: rising("name");
}
