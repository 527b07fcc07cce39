//! What is written beside the records: the words they are found by, their history, and what people were told.

use super::{row::Row, words::Words};
use crate::Result;
use domain::{
    history::{Change, changes},
    notice::Notice,
};
use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;

/// Who did something, as history names them.
#[derive(Clone)]
pub struct Who {
    pub kind: &'static str,
    pub id: i64,
    pub name: String,
}

pub struct Entry<'a> {
    pub kind: &'static str,
    pub record: i64,
    pub at: i64,
    pub who: &'a Who,
    pub act: &'static str,
    pub changes: Vec<Change>,
}

/// `staff` or `portal`, and the person's id.
pub type Recipient = (&'static str, i64);

pub struct Notification {
    pub to: Recipient,
    pub at: i64,
    pub notice: Notice,
    pub kind: &'static str,
    pub subject: i64,
    pub label: String,
    pub read: bool,
}

struct Noted {
    kind: &'static str,
    record: i64,
    at: i64,
    who: Who,
    act: &'static str,
    changes: String,
}

/// Collects until [`Journal::write`], because words go in fastest, and history reads best, in order.
#[derive(Default)]
pub struct Journal {
    words: Words,
    history: Vec<Noted>,
    notifications: Vec<Notification>,
}

impl Journal {
    pub fn find_by(&mut self, kind: &'static str, id: i64, texts: &[&str]) {
        self.words.add(kind, id, &texts.join("\n"));
    }

    pub fn note(&mut self, entry: Entry) -> Result<()> {
        let Entry { kind, record, at, who, act, changes } = entry;
        let changes = serde_json::to_string(&changes)?;
        self.history.push(Noted { kind, record, at, who: who.clone(), act, changes });
        Ok(())
    }

    /// A creation tells every field that was filled in.
    pub fn created(
        &mut self,
        kind: &'static str,
        record: i64,
        at: i64,
        who: &Who,
        draft: &impl Serialize,
    ) -> Result<()> {
        let fields = changes(&Value::Object(serde_json::Map::new()), &serde_json::to_value(draft)?);
        let filled = |value: &Value| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(values) => !values.is_empty(),
            _ => true,
        };
        let changes = fields.into_iter().filter(|change| filled(&change.after)).collect();
        self.note(Entry { kind, record, at, who, act: "created", changes })
    }

    pub fn notify(&mut self, notification: Notification) {
        self.notifications.push(notification);
    }

    pub fn write(mut self, connection: &Connection, first_notification: i64) -> Result<()> {
        self.words.write(connection)?;
        self.history.sort_by_key(|noted| noted.at);
        for noted in self.history {
            let row = Row::new("history").text("kind", noted.kind).with("record", noted.record).with("at", noted.at);
            let row = row.text("who_kind", noted.who.kind).with("who", noted.who.id).text("who_name", &noted.who.name);
            row.text("act", noted.act).with("changes", noted.changes).insert(connection)?;
        }
        // Newest first is by id, so ids follow time.
        self.notifications.sort_by_key(|notification| notification.at);
        for (id, notification) in (first_notification..).zip(self.notifications) {
            let row = Row::new("notifications")
                .with("id", id)
                .text("audience", notification.to.0)
                .with("person", notification.to.1);
            let row = row
                .with("at", notification.at)
                .text("notice", notification.notice.code())
                .text("kind", notification.kind);
            let read_at = notification.read.then_some(notification.at + domain::time::HOUR);
            row.with("subject", notification.subject)
                .text("label", &notification.label)
                .with("read_at", read_at)
                .insert(connection)?;
        }
        connection.execute_batch(ABOUT)?;
        Ok(())
    }
}

/// What the edge tells of a booking when it tells of it.
const ABOUT: &str = "UPDATE notifications SET facts = (SELECT json_object('about', json_object('title', b.subject, \
    'who', iif(audience = 'staff', c.company, ''), 'at', b.pickup_at)) FROM bookings b JOIN customers c ON c.id = b.customer \
    WHERE b.id = notifications.subject) WHERE kind = 'bookings' AND subject IN (SELECT id FROM bookings);";

/// One field's change, for a history entry.
pub fn change(field: &str, before: impl Into<Value>, after: impl Into<Value>) -> Change {
    Change { field: field.to_owned(), before: before.into(), after: after.into() }
}
