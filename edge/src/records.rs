//! How any record is kept: list, CSV, picker, create, read, save, archive, restore, delete, history.
//!
//! A record is a [`table::Table`]: its columns, its list, its facts, what it refers to. [`answer_verb`] does the rest. What a
//! record does beyond that hangs on the table's [`table::Hooks`] or is a handler of its own made from [`write`]'s pieces.
//!
//! Invariant: nothing here knows any record; nothing here is generic over a record's type.

#![deny(clippy::missing_docs_in_private_items)]

pub mod archive;
pub mod create;
pub mod csv;
pub mod document;
pub mod files;
pub mod find;
pub mod history;
pub mod list;
pub mod options;
pub mod settle;
pub mod table;
pub mod taken;
pub mod update;
pub mod write;

use domain::record::{RecordKind, Verb};

use crate::http::answer::Answer;
use crate::http::request::Call;
use table::Tables;

/// Answers a record's generic route.
///
/// # Errors
/// As the verb's own module says.
pub async fn answer_verb(call: &Call, tables: Tables, kind: RecordKind, verb: Verb) -> Answer {
    let table = tables.table_of(kind);
    match verb {
        Verb::List => list::list_records(call, table).await,
        Verb::Export => csv::export_csv(call, table).await,
        Verb::Options => options::list_options(call, table).await,
        Verb::Create => create::create_record(call, tables, table).await,
        Verb::Get => find::find_record(call, table).await,
        Verb::Update => update::update_record(call, tables, table).await,
        Verb::Archive => archive::archive(call, tables, table).await,
        Verb::Restore => archive::restore(call, tables, table).await,
        Verb::Delete => archive::delete(call, tables, table).await,
        Verb::History => history::list_history(call, table).await,
    }
}
