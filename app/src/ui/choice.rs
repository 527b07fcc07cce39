//! One thing a person can choose, and questions to whoever knows what there is.

use leptos::prelude::*;

/// An option of a select, a combobox, a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub id: String,
    pub label: String,
    /// What distinguishes it from its namesakes (a plate, a town); may be empty.
    pub detail: String,
}

impl Choice {
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into(), detail: String::new() }
    }

    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

/// A question typed by a person. The kit knows no network: the screen answers with [`Search::answer`], at once or later;
/// late answers to earlier questions are dropped.
#[derive(Clone)]
pub struct Search {
    pub query: String,
    ticket: u32,
    reply: Callback<Answer>,
}

/// The ticket of the question, and what was found or a sentence saying what went wrong.
pub(super) type Answer = (u32, Result<Vec<Choice>, String>);

impl Search {
    pub(super) fn new(query: String, ticket: u32, reply: Callback<Answer>) -> Self {
        Self { query, ticket, reply }
    }

    /// Does nothing if whoever asked is gone by now.
    pub fn set_choices(&self, found: Result<Vec<Choice>, String>) {
        self.reply.try_run((self.ticket, found));
    }
}
