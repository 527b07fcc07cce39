//! How any record is kept: list, CSV, picker, create, read, save, archive, restore, delete, history.
//!
//! A record is a [`table::Table`]: its columns, its list, its facts, what it refers to. [`answer`] does the rest. What a
//! record does beyond that hangs on the table's [`table::Hooks`] or is a handler of its own made from [`write`]'s pieces.
//!
//! Invariant: nothing here knows any record; nothing here is generic over a record's type.

pub mod archive;
pub mod create;
pub mod csv;
pub mod files;
pub mod find;
pub mod history;
pub mod kept;
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
pub async fn answer(call: &Call, tables: Tables, kind: RecordKind, verb: Verb) -> Answer {
    let table = tables.of(kind);
    match verb {
        Verb::List => list::answer(call, table).await,
        Verb::Export => csv::answer(call, table).await,
        Verb::Options => options::answer(call, table).await,
        Verb::Create => create::answer(call, tables, table).await,
        Verb::Get => find::answer(call, table).await,
        Verb::Update => update::answer(call, tables, table).await,
        Verb::Archive => archive::archive(call, tables, table).await,
        Verb::Restore => archive::restore(call, tables, table).await,
        Verb::Delete => archive::delete(call, tables, table).await,
        Verb::History => history::answer(call, table).await,
    }
}
