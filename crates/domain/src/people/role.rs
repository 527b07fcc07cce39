//! A role: a named set of permissions. Six are built in; all but the owner's can be edited.

use serde::{Deserialize, Serialize};

use crate::check::Draft;
use crate::permission::Permissions;
use crate::record::Kept;

crate::draft! {
    #[derive(Debug)]
    pub struct RoleDraft {
        pub name: String = line(80).required();
        pub description: String = line(300);
        pub permissions: Permissions;
    }
}

impl Draft for RoleDraft {}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoleFacts {
    /// `owner`, `dispatcher`… for the roles every company starts with; those can't be deleted.
    pub built_in: Option<String>,
    /// Active staff who have it.
    pub holders: i64,
}

pub type Role = Kept<RoleDraft, RoleFacts>;

crate::row! {
    pub struct RoleRow {
        pub name: String;
        pub description: String;
        pub built_in: Option<String>;
    }
    sorts: rising("name");
}
