//! What a record's page shows.

use domain::record::RecordKind;
use domain::text::Text;
use leptos::prelude::AnyView;
use serde_json::Value;

use super::form::FormSpec;
use super::list::ListSpec;
use crate::records::field::{Field, Section};
use crate::records::shown::Shown;

pub(crate) struct DetailSpec {
    pub kind: RecordKind,
    /// Offers "Edit", and names the fields of the history.
    pub form: Option<&'static FormSpec>,
    /// Under the name; the plate, the address.
    pub subtitle: Option<fn(&Value) -> String>,
    /// Shown as a badge beside the name.
    pub state: Option<Field>,
    /// What one comes for, above the tabs.
    pub head: &'static [Field],
    /// The first has no segment in the address.
    pub tabs: &'static [Tab],
    /// Buttons of its own.
    pub actions: Option<fn(Shown) -> AnyView>,
}

pub(crate) struct Tab {
    /// The last segment of the address; empty for the first tab.
    pub slug: &'static str,
    pub label: Text,
    pub body: Body,
    /// Whether the fact `counts` says how many it holds, by its slug.
    pub counted: bool,
}

impl Tab {
    pub const fn new(slug: &'static str, label: Text, body: Body) -> Self {
        Self { slug, label, body, counted: false }
    }

    pub const fn counted(mut self) -> Self {
        self.counted = true;
        self
    }
}

pub(crate) enum Body {
    /// Cards of facts. A name is looked for in `fields`, then in `facts`.
    Facts(&'static [Section]),
    /// The records of another kind that have this one at the filter.
    List(&'static ListSpec, &'static str),
    History,
    View(fn(Shown) -> AnyView),
}
