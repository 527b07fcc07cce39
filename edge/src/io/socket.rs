//! A TCP connection, private from the start or made so later.
//!
//! The runtime's sockets are bound here rather than taken from `worker::Socket`, which panics where `startTls` throws and
//! can't be told how long to wait.
//!
//! Invariant: nothing waits without an end.

use core::future::Future;

use futures_util::future::{Either, select};
use js_sys::{Object, Promise, Reflect, Uint8Array};
use providers::host::Target;
use providers::wire::{Unreached, UnreachedKind};
use worker::wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::wasm_bindgen_futures::JsFuture;

use super::clock;
use super::fetch::unreached;

#[wasm_bindgen(module = "cloudflare:sockets")]
extern "C" {
    #[wasm_bindgen(js_name = connect, catch)]
    fn open(address: &Object, options: &Object) -> Result<Raw, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Raw;
    #[wasm_bindgen(method, getter, catch)]
    fn opened(this: &Raw) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn readable(this: &Raw) -> Result<Stream, JsValue>;
    #[wasm_bindgen(method, getter, catch)]
    fn writable(this: &Raw) -> Result<Stream, JsValue>;
    #[wasm_bindgen(method, js_name = startTls, catch)]
    fn start_tls(this: &Raw) -> Result<Raw, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn close(this: &Raw) -> Result<Promise, JsValue>;

    type Stream;
    #[wasm_bindgen(method, js_name = getReader, catch)]
    fn reader(this: &Stream) -> Result<Handle, JsValue>;
    #[wasm_bindgen(method, js_name = getWriter, catch)]
    fn writer(this: &Stream) -> Result<Handle, JsValue>;

    type Handle;
    #[wasm_bindgen(method, catch)]
    fn read(this: &Handle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Handle, bytes: &Uint8Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, js_name = releaseLock, catch)]
    fn release(this: &Handle) -> Result<(), JsValue>;
}

/// Milliseconds for one step, where nobody says otherwise.
pub const LONGEST: u64 = 60_000;
/// Milliseconds until somebody has to have answered the call at all.
const CONNECT: u64 = 15_000;

pub struct Socket(Raw);

impl Socket {
    /// Connects to a place that was checked; with `tls`, privately from the first byte, else so that [`Socket::start_tls`] can
    /// follow.
    ///
    /// # Errors
    /// When nobody answers, or the handshake fails.
    pub async fn connect(to: &Target, tls: bool) -> Result<Self, Unreached> {
        match Self::dial(to, tls).await {
            // Of a connection that was to be private at once the runtime says the same whatever was at fault. If the port can
            // be reached in clear, it was the certificate.
            Err(refused) if tls && matches!(refused.kind, UnreachedKind::Refused | UnreachedKind::Closed) => {
                match Self::dial(to, false).await {
                    Ok(open) => {
                        open.close().await;
                        Err(as_tls(refused))
                    }
                    Err(_) => Err(refused),
                }
            }
            outcome => outcome,
        }
    }

    async fn dial(to: &Target, tls: bool) -> Result<Self, Unreached> {
        let address = object(&[("hostname", to.host.as_str().into()), ("port", f64::from(to.port).into())])?;
        let options = object(&[("secureTransport", if tls { "on" } else { "starttls" }.into())])?;
        let raw = open(&address, &options).map_err(unreached)?;
        within(CONNECT, raw.opened().map_err(unreached)?).await?;
        Ok(Self(raw))
    }

    /// What has come, within so many milliseconds; nothing when the other side has closed.
    ///
    /// # Errors
    /// When the connection broke or nothing came in time.
    pub async fn read(&self, longest: u64) -> Result<Vec<u8>, Unreached> {
        let reader = self.0.readable().and_then(|stream| stream.reader()).map_err(unreached)?;
        let outcome = match reader.read() {
            Ok(promise) => within(longest, promise).await,
            Err(error) => Err(unreached(error)),
        };
        let _ = reader.release();
        let part = |name: &str| Reflect::get(outcome.as_ref().unwrap_or(&JsValue::NULL), &JsValue::from_str(name));
        let value = part("value").ok().filter(|value| !value.is_undefined());
        outcome?;
        Ok(value.map(|value| Uint8Array::new(&value).to_vec()).unwrap_or_default())
    }

    /// # Errors
    /// When the connection broke.
    pub async fn write(&self, bytes: &[u8]) -> Result<(), Unreached> {
        let writer = self.0.writable().and_then(|stream| stream.writer()).map_err(unreached)?;
        let outcome = match writer.write(&Uint8Array::from(bytes)) {
            Ok(promise) => within(LONGEST, promise).await,
            Err(error) => Err(unreached(error)),
        };
        let _ = writer.release();
        outcome.map(drop)
    }

    /// The same connection, private from here on.
    ///
    /// # Errors
    /// When the handshake fails.
    pub async fn start_tls(self) -> Result<Self, Unreached> {
        let raw = self.0.start_tls().map_err(unreached).map_err(as_tls)?;
        within(CONNECT, raw.opened().map_err(unreached)?).await.map_err(as_tls)?;
        Ok(Self(raw))
    }

    /// How that goes doesn't matter.
    pub async fn close(self) {
        if let Ok(promise) = self.0.close() {
            let _ = within(1_000, promise).await;
        }
    }
}

/// Whatever goes wrong while the handshake is under way is the handshake's, unless it only took too long.
fn as_tls(unreached: Unreached) -> Unreached {
    match unreached.kind {
        UnreachedKind::TimedOut => unreached,
        _ => Unreached { kind: UnreachedKind::Tls, ..unreached },
    }
}

async fn within(milliseconds: u64, promise: Promise) -> Result<JsValue, Unreached> {
    race(milliseconds, JsFuture::from(promise)).await
}

async fn race(
    milliseconds: u64,
    future: impl Future<Output = Result<JsValue, JsValue>> + Unpin,
) -> Result<JsValue, Unreached> {
    match select(future, Box::pin(clock::wait(milliseconds))).await {
        Either::Left((outcome, _)) => outcome.map_err(unreached),
        Either::Right(_) => Err(Unreached::new(UnreachedKind::TimedOut, "no answer in the time allowed")),
    }
}

fn object(pairs: &[(&str, JsValue)]) -> Result<Object, Unreached> {
    let object = Object::new();
    for (name, value) in pairs {
        Reflect::set(&object, &JsValue::from_str(name), value).map_err(unreached)?;
    }
    Ok(object.unchecked_into())
}
