//! Which fields a form has, and the draft that it fills.

use domain::check::{Draft, FieldError};
use domain::record::RecordKind;
use domain::text::Text;
use serde_json::{Map, Value};

use crate::records::document::to_json;
use crate::records::field::{Field, Section};
use crate::text::t;

/// Which fields a form has, and the draft they fill.
pub(crate) struct Shape {
    pub sections: &'static [Section],
    pub blank: fn() -> Value,
    pub check: fn(&Value) -> Vec<FieldError>,
}

impl Shape {
    /// The thin generic shell round everything else here.
    pub const fn new<D: Draft>(sections: &'static [Section]) -> Self {
        Self { sections, blank: blank::<D>, check: checked::<D> }
    }

    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.sections.iter().flat_map(|section| section.fields)
    }
}

pub(crate) fn blank<D: Draft>() -> Value {
    to_json(&D::default())
}

/// What is wrong with a draft. One that can't be read at all is left to the edge to refuse.
pub(crate) fn checked<D: Draft>(draft: &Value) -> Vec<FieldError> {
    D::deserialize(draft).map(|draft| draft.errors()).unwrap_or_default()
}

/// The form of a record.
pub(crate) struct FormSpec {
    pub kind: RecordKind,
    /// The field that names it: what was typed into a picker becomes this.
    pub called: &'static str,
    pub shape: Shape,
    /// All that the draft holds.
    #[cfg(test)]
    pub draft: &'static [domain::field::Field],
    /// What a new one begins with beyond the draft's own defaults: now, today.
    begins: Option<fn(&mut Map<String, Value>)>,
    /// Why a record is no longer changed, beyond being archived.
    closed: Option<fn(&Value) -> Option<Text>>,
}

impl FormSpec {
    pub const fn new<D: Draft>(kind: RecordKind, called: &'static str, sections: &'static [Section]) -> Self {
        Self {
            kind,
            called,
            shape: Shape::new::<D>(sections),
            #[cfg(test)]
            draft: D::FIELDS,
            begins: None,
            closed: None,
        }
    }

    pub const fn beginning(mut self, with: fn(&mut Map<String, Value>)) -> Self {
        self.begins = Some(with);
        self
    }

    pub const fn until(mut self, closed: fn(&Value) -> Option<Text>) -> Self {
        self.closed = Some(closed);
        self
    }

    /// The reason why `record` is no longer changed, if there is one.
    pub fn closed(&self, record: &Value) -> Option<String> {
        Some(t((self.closed?)(record)?).to_owned())
    }

    /// What a new one begins with.
    pub fn blank(&self) -> Value {
        let mut draft = (self.shape.blank)();
        if let (Some(begins), Value::Object(fields)) = (self.begins, &mut draft) {
            begins(fields);
        }
        draft
    }
}

/// Facts that fields stand in a form with, which its draft doesn't hold.
#[cfg(test)]
const DECIDING_FACTS: &[&str] = &["engine"];

/// What every form must hold: called by a test for each record and each sheet.
#[cfg(test)]
pub(crate) fn assert_matches_draft(shape: &Shape) {
    let blank = (shape.blank)();
    for field in shape.fields() {
        assert!(blank.get(field.name).is_some(), "the draft has no field {}", field.name);
        assert!(field.label.0.iter().all(|label| !label.is_empty()), "{} has no label", field.name);
        if let Some((other, _)) = field.only_if {
            let is_known = blank.get(other).is_some() || DECIDING_FACTS.contains(&other);
            assert!(is_known, "the draft has no field {other}");
        }
    }
    for error in (shape.check)(&blank) {
        let name = error.field.split_once('.').map_or(&*error.field, |(name, _)| name);
        assert!(shape.fields().any(|field| field.name == name), "nothing in the form can mend {}", error.field);
    }
}
