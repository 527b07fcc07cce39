//! Files, kept in KV: pictures now, attachments later.

use worker::{Env, KvError};

const BINDING: &str = "FILES";

/// What the store says is for the log only.
#[derive(Debug, thiserror::Error)]
#[error("files: {0}")]
pub struct FileError(String);

impl From<KvError> for FileError {
    fn from(error: KvError) -> Self {
        Self(error.to_string())
    }
}

impl From<worker::Error> for FileError {
    fn from(error: worker::Error) -> Self {
        Self(error.to_string())
    }
}

/// # Errors
/// When the store doesn't answer.
pub async fn put(env: &Env, name: &str, bytes: &[u8]) -> Result<(), FileError> {
    Ok(env.kv(BINDING)?.put_bytes(name, bytes)?.execute().await?)
}

/// # Errors
/// When the store doesn't answer.
pub async fn get(env: &Env, name: &str) -> Result<Option<Vec<u8>>, FileError> {
    Ok(env.kv(BINDING)?.get(name).bytes().await?)
}
