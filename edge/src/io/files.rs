//! Files, kept in KV: pictures whole, whatever hangs on records piece by piece.

use futures_util::{Stream, StreamExt};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_streams::ReadableStream;
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
pub async fn read_bytes(env: &Env, name: &str) -> Result<Option<Vec<u8>>, FileError> {
    Ok(env.kv(BINDING)?.get(name).bytes().await?)
}

/// Stores what a stream brings; nothing, if it ends in an error.
///
/// # Errors
/// When the store doesn't answer, or the stream ended in an error.
pub async fn put_chunks(
    env: &Env,
    name: &str,
    chunks: impl Stream<Item = Result<Vec<u8>, &'static str>> + 'static,
) -> Result<(), FileError> {
    let chunks = chunks.map(|chunk| match chunk {
        Ok(bytes) => Ok(Uint8Array::from(bytes.as_slice()).into()),
        Err(why) => Err(JsValue::from_str(why)),
    });
    let stream = ReadableStream::from_stream(chunks).into_raw().unchecked_into();
    Ok(env.kv(BINDING)?.put_stream(name, stream)?.execute().await?)
}

/// The bytes piece by piece; `None` when there are none of that name.
///
/// # Errors
/// When the store doesn't answer.
pub async fn chunks(
    env: &Env,
    name: &str,
) -> Result<Option<impl Stream<Item = Result<Vec<u8>, worker::Error>> + 'static>, FileError> {
    let Some(stream) = env.kv(BINDING)?.get(name).stream().await? else { return Ok(None) };
    let chunks = ReadableStream::from_raw(stream.unchecked_into()).into_stream();
    Ok(Some(chunks.map(|chunk| match chunk {
        Ok(bytes) => Ok(Uint8Array::new(&bytes).to_vec()),
        Err(error) => Err(error.into()),
    })))
}

/// Takes it away; nothing happens when it isn't there.
///
/// # Errors
/// When the store doesn't answer.
pub async fn delete(env: &Env, name: &str) -> Result<(), FileError> {
    Ok(env.kv(BINDING)?.delete(name).await?)
}
