//! Where a list is asked for: at its record's own route, or elsewhere.

use domain::route::Route;

use crate::net::{Call, call_at};

#[derive(Clone, PartialEq)]
pub(crate) struct Source {
    pub route: Route,
    /// What is asked besides the list's own state.
    pub more: String,
}

impl Source {
    /// What a list's state asks for.
    pub fn ask(&self, asked: &str) -> Call {
        let between = if asked.is_empty() || self.more.is_empty() { "" } else { "&" };
        call_at(&self.route).query([self.more.as_str(), between, asked].concat())
    }
}
