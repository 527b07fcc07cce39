//! Requests to others, as `providers` writes them.
//!
//! `worker::Request` turns methods it doesn't know into GET, so the runtime's own `fetch` is called.
//!
//! Invariant: no redirect is followed, and no answer is waited for or read without an end.

use http::header::{HeaderName, HeaderValue};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use providers::wire::{Request, Response, Unreached, UnreachedKind};
use worker::wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch, catch)]
    fn fetch(url: &str, init: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = AbortSignal, js_name = timeout, catch)]
    fn timeout(milliseconds: u32) -> Result<JsValue, JsValue>;

    type Answer;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Answer) -> u16;
    #[wasm_bindgen(method, getter)]
    fn headers(this: &Answer) -> JsValue;
    #[wasm_bindgen(method, js_name = arrayBuffer, catch)]
    fn array_buffer(this: &Answer) -> Result<Promise, JsValue>;
}

/// Milliseconds for the whole exchange; an upload of some megabytes fits in.
const LONGEST: u32 = 30_000;
/// Bytes of an answer.
const LARGEST: u32 = 8 * 1024 * 1024;

/// Sends one request and reads the whole answer, whatever its status.
///
/// # Errors
/// When no answer came.
pub async fn send(request: Request) -> Result<Response, Unreached> {
    let (parts, body) = request.into_parts();
    let headers = Array::new();
    for (name, value) in &parts.headers {
        // The runtime writes the length itself, and refuses to be told.
        if name == http::header::CONTENT_LENGTH {
            continue;
        }
        let value = String::from_utf8_lossy(value.as_bytes());
        headers.push(&Array::of2(&JsValue::from_str(name.as_str()), &JsValue::from_str(&value)));
    }
    let init = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&init, &JsValue::from_str(name), value).map_err(unreached);
    set("method", &JsValue::from_str(parts.method.as_str()))?;
    set("headers", &headers)?;
    set("redirect", &JsValue::from_str("manual"))?;
    set("signal", &timeout(LONGEST).map_err(unreached)?)?;
    if !matches!(parts.method, http::Method::GET | http::Method::HEAD) {
        set("body", &Uint8Array::from(body.as_slice()))?;
    }
    let answer = JsFuture::from(fetch(&parts.uri.to_string(), &init).map_err(unreached)?).await.map_err(unreached)?;
    let answer: Answer = answer.unchecked_into();
    let mut builder = http::Response::builder().status(answer.status());
    for pair in Array::from(&answer.headers()).iter() {
        let pair: Array = pair.unchecked_into();
        let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) else { continue };
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            builder = builder.header(name, value);
        }
    }
    let buffer = JsFuture::from(answer.array_buffer().map_err(unreached)?).await.map_err(unreached)?;
    let bytes = Uint8Array::new(&buffer);
    if bytes.length() > LARGEST {
        return Err(Unreached::new(UnreachedKind::Closed, "the answer is too long"));
    }
    builder.body(bytes.to_vec()).map_err(|error| Unreached::new(UnreachedKind::Closed, error.to_string()))
}

/// A JavaScript exception's own words.
pub(super) fn unreached(error: JsValue) -> Unreached {
    let words = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    Unreached::from_words(&words.or_else(|| error.as_string()).unwrap_or_else(|| "no connection".to_owned()))
}
