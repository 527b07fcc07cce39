//! What a form holds while it is filled in, by the names of its fields.

use std::collections::{BTreeMap, BTreeSet};

use domain::check::FieldError;
use domain::problem::{Problem, ProblemField, ProblemKind};
use domain::visibility::Visibility;
use leptos::prelude::*;
use serde_json::{Map, Value};

use super::document::NULL;
use crate::net;
use crate::text::language;
use crate::ui::failure::Failure;

/// What is wrong with a draft.
type Check = fn(&Value) -> Vec<FieldError>;

#[derive(Clone, Copy)]
pub(crate) struct FormState {
    blank: fn() -> Value,
    visibility: Visibility,
    pub draft: RwSignal<Value>,
    /// The draft as it was loaded or last saved.
    pub(super) base: RwSignal<Value>,
    /// The names of what the draft refers to, as a record's `facts`.
    pub(super) facts: RwSignal<Value>,
    pub version: RwSignal<i64>,
    pub busy: RwSignal<bool>,
    pub failure: RwSignal<Option<Failure>>,
    /// Text that can't be read as its field's kind, by path (`lines.0.quantity`), and the sentence that says why.
    unreadable: RwSignal<BTreeMap<String, String>>,
    touched: RwSignal<BTreeSet<String>>,
    tried: RwSignal<bool>,
    /// What the edge said of fields.
    edge_errors: RwSignal<Vec<ProblemField>>,
    /// Counts replacements of the whole draft: the controls are drawn anew.
    pub(super) epoch: RwSignal<u32>,
    checked: Memo<Vec<FieldError>>,
}

impl FormState {
    /// `blank` is the draft to which `check` belongs; `start` and `facts` are a record's.
    pub fn new(
        (blank, check): (fn() -> Value, Check),
        visibility: Visibility,
        (start, facts): (Value, Value),
        version: i64,
    ) -> Self {
        let draft = RwSignal::new(start.clone());
        Self {
            blank,
            visibility,
            draft,
            base: RwSignal::new(start),
            facts: RwSignal::new(facts),
            version: RwSignal::new(version),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            unreadable: RwSignal::default(),
            touched: RwSignal::default(),
            tried: RwSignal::new(false),
            edge_errors: RwSignal::default(),
            epoch: RwSignal::new(0),
            checked: Memo::new(move |_| draft.with(check)),
        }
    }

    /// A field's value; follows it.
    pub fn value(self, name: &str) -> Value {
        self.draft.with(|draft| draft.get(name).unwrap_or(&NULL).clone())
    }

    /// A fact of the record, or of what its draft refers to; follows it.
    pub fn fact(self, name: &str) -> Value {
        self.facts.with(|facts| facts.get(name).unwrap_or(&NULL).clone())
    }

    /// Keeps a fact of what was just chosen, for the fields that stand in the form only with it.
    pub fn learn(self, name: &str, value: Value) {
        if self.facts.with_untracked(|facts| facts.get(name) != Some(&value)) {
            self.facts.update(|facts| {
                if !facts.is_object() {
                    *facts = Value::Object(Map::new());
                }
                if let Value::Object(facts) = facts {
                    facts.insert(name.to_owned(), value);
                }
            });
        }
    }

    /// Whether a field is no longer as it was loaded; follows it.
    pub fn changed(self, name: &str) -> bool {
        self.draft.with(|draft| self.base.with(|base| draft.get(name) != base.get(name)))
    }

    pub fn set(self, name: &str, value: Value) {
        self.edge_errors.update(|edge_errors| edge_errors.retain(|error| !belongs(&error.field, name)));
        put(self.draft, name, value);
    }

    /// What a control makes of its field as it is drawn, such as a first line: how the form begins, and nothing that was typed.
    pub fn settle(self, name: &str, value: Value) {
        if !untrack(|| self.changed(name)) {
            put(self.base, name, value.clone());
        }
        put(self.draft, name, value);
    }

    /// What the blank draft has there.
    pub fn blank_of(self, name: &str) -> Value {
        (self.blank)().get(name).cloned().unwrap_or(NULL)
    }

    /// Says which texts of a field of several controls can't be read, by path, and why; the rest of the field can.
    pub fn leave_unread(self, name: &str, texts: impl IntoIterator<Item = (String, String)>) {
        self.unreadable.update(|all| {
            all.retain(|path, _| !belongs(path, name));
            all.extend(texts);
        });
    }

    /// Puts another draft in its place.
    pub fn replace(self, draft: Value) {
        self.unreadable.update(BTreeMap::clear);
        self.edge_errors.update(Vec::clear);
        self.draft.set(draft);
        self.epoch.update(|epoch| *epoch += 1);
    }

    /// Nothing happens when the form is gone: its last field loses the focus as it goes.
    pub fn touch(self, name: String) {
        if self.touched.try_with_untracked(|touched| touched.contains(&name)) == Some(false) {
            self.touched.update(|touched| {
                touched.insert(name);
            });
        }
    }

    pub fn dirty(self) -> Signal<bool> {
        Signal::derive(move || {
            self.unreadable.with(|all| !all.is_empty()) || self.draft.with(|draft| self.base.with(|base| draft != base))
        })
    }

    /// Whether the person sees it.
    pub fn shows(self, name: &str) -> bool {
        self.visibility.shows(name)
    }

    /// What others stand or fall with: a field, or a fact of what the draft refers to.
    pub(super) fn decides(self, name: &str) -> Option<Value> {
        let field = self.draft.with(|draft| draft.get(name).cloned());
        field.or_else(|| self.facts.with(|facts| facts.get(name).cloned()))
    }

    fn message(self, name: &str) -> Option<String> {
        let from_edge = self.edge_errors.with(|edge_errors| {
            edge_errors.iter().find(|error| belongs(&error.field, name)).map(|error| error.message.clone())
        });
        let unread =
            || self.unreadable.with(|all| all.iter().find(|(path, _)| belongs(path, name)).map(|(_, why)| why.clone()));
        let checked = || {
            self.checked.with(|all| {
                all.iter().find(|error| belongs(&error.field, name)).map(|error| error.sentence(language()))
            })
        };
        from_edge.or_else(unread).or_else(checked)
    }

    /// What stands at a field: once it was left, or once saving was tried.
    pub fn error(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let shown = self.tried.get() || self.touched.with(|touched| touched.contains(name));
            let from_edge =
                self.edge_errors.with(|edge_errors| edge_errors.iter().any(|error| belongs(&error.field, name)));
            if shown || from_edge { self.message(name) } else { None }
        })
    }

    /// The same for a value inside a field (`lines.0.quantity`).
    pub fn error_at(self, path: String) -> Signal<Option<String>> {
        Signal::derive(move || {
            let from_edge = self.edge_errors.with(|edge_errors| {
                edge_errors.iter().find(|error| error.field == path).map(|error| error.message.clone())
            });
            let own = || {
                self.checked
                    .with(|all| all.iter().find(|error| error.field == path).map(|error| error.sentence(language())))
            };
            let unread = self.unreadable.with(|all| all.get(&path).cloned());
            from_edge.or_else(|| self.tried.get().then(|| unread.or_else(own)).flatten())
        })
    }

    /// What a summary says of a field, once saving was tried.
    pub fn summary(self, name: &str) -> Option<String> {
        self.tried.get().then(|| self.message(name)).flatten()
    }

    /// Whether it can be sent with these fields; from now on every error is shown.
    pub fn try_it(self, mut names: impl Iterator<Item = &'static str>) -> bool {
        self.tried.set(true);
        self.failure.set(None);
        self.edge_errors.update(Vec::clear);
        untrack(|| names.all(|name| self.message(name).is_none()))
    }

    /// Shows a refusal: the errors of these fields where they stand, the rest above the form.
    pub fn refuse(self, problem: &Problem, names: &[&'static str]) {
        let known = |error: &&ProblemField| names.iter().any(|name| belongs(&error.field, name));
        let (at_fields, elsewhere): (Vec<_>, Vec<_>) = problem.errors.iter().partition(known);
        let mut failure = net::failure(problem);
        for error in elsewhere {
            failure.detail.push_str(&error.message);
            failure.detail.push(' ');
        }
        let all_at_fields =
            problem.known() == Some(ProblemKind::Invalid) && failure.detail.is_empty() && !at_fields.is_empty();
        self.edge_errors.set(at_fields.into_iter().cloned().collect());
        self.failure.set((!all_at_fields).then_some(failure));
    }
}

fn put(draft: RwSignal<Value>, name: &str, value: Value) {
    if draft.with_untracked(|draft| draft.get(name) != Some(&value)) {
        draft.update(|draft| {
            if let Value::Object(fields) = draft {
                fields.insert(name.to_owned(), value);
            }
        });
    }
}

/// `lines.0.quantity` belongs to `lines`.
fn belongs(error: &str, field: &str) -> bool {
    error.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
