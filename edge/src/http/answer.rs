//! What a handler answers.

use futures_util::Stream;
use js_sys::JsString;
use worker::wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use worker::web_sys::{Response, ResponseInit};
use worker::{Headers, ResponseBuilder};

use super::problems::Refusal;
use crate::db::Text;
use crate::io::log;

pub type Answer = Result<Reply, Refusal>;

type Chunks = std::pin::Pin<Box<dyn Stream<Item = Result<Vec<u8>, worker::Error>>>>;

pub enum Body {
    Empty,
    Text(Text),
    Bytes(Vec<u8>),
    Chunks(Chunks),
}

impl From<Text> for Body {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::Bytes(text.into_bytes())
    }
}

/// A status, a body and the headers that are this answer's own.
pub struct Reply {
    status: u16,
    body: Body,
    headers: Vec<(&'static str, String)>,
}

impl Reply {
    /// JSON that is already text: what SQLite wrote is passed on unparsed.
    #[must_use]
    pub fn json_text(text: impl Into<Body>) -> Self {
        Self { status: 200, body: text.into(), headers: Vec::new() }
    }

    /// Written from the value; one that can't be is logged and answered by 500.
    #[must_use]
    pub fn json<T: serde::Serialize>(value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(bytes) => Self::json_text(Body::Bytes(bytes)),
            Err(error) => {
                log::error("answer", &error.to_string());
                Self::empty().with_status(500)
            }
        }
    }

    #[must_use]
    pub fn with_type(media_type: &str, bytes: Vec<u8>) -> Self {
        Self { status: 200, body: Body::Bytes(bytes), headers: vec![("content-type", media_type.to_owned())] }
    }

    /// Sent piece by piece, for answers that may be long.
    #[must_use]
    pub fn chunks(media_type: &str, chunks: impl Stream<Item = Result<Vec<u8>, worker::Error>> + 'static) -> Self {
        let headers = vec![("content-type", media_type.to_owned())];
        Self { status: 200, body: Body::Chunks(Box::pin(chunks)), headers }
    }

    /// Done, nothing to say.
    #[must_use]
    pub const fn empty() -> Self {
        Self { status: 204, body: Body::Empty, headers: Vec::new() }
    }

    #[must_use]
    pub const fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With what every answer carries; its own headers come after them, and replace those they name. `bodiless` where nobody
    /// gets the body.
    ///
    /// # Errors
    /// When the runtime can't make it, or a header holds what no header may hold.
    pub(super) fn into_response(mut self, common: &Headers, bodiless: bool) -> worker::Result<Response> {
        if bodiless && matches!(self.body, Body::Chunks(_)) {
            // Of any other the runtime leaves out the body and tells the length; this one is only made as it is fetched.
            self.body = Body::Bytes(Vec::new());
        }
        let with = |headers| ResponseBuilder::new().with_status(self.status).with_headers(headers);
        let response: Response = match self.body {
            Body::Empty => {
                let headers = common.clone();
                headers.delete("content-type")?;
                with(headers).empty().into()
            }
            Body::Text(text) => {
                let init = ResponseInit::new();
                if self.status != 200 {
                    init.set_status(self.status);
                }
                init.set_headers(&common.0);
                OfText::new(&text.into_js(), &init)?.unchecked_into()
            }
            Body::Bytes(bytes) => with(common.clone()).fixed(bytes).into(),
            Body::Chunks(chunks) => with(common.clone()).from_stream(chunks)?.into(),
        };
        if !self.headers.is_empty() {
            let headers = response.headers();
            for (name, value) in &self.headers {
                // Each cookie is a header of its own.
                if *name == "set-cookie" { headers.append(name, value)? } else { headers.set(name, value)? }
            }
        }
        Ok(response)
    }
}

#[wasm_bindgen]
extern "C" {
    /// `web-sys` only makes one of a text in this module's memory.
    #[wasm_bindgen(js_name = Response)]
    type OfText;
    #[wasm_bindgen(constructor, js_class = "Response", catch)]
    fn new(text: &JsString, init: &ResponseInit) -> Result<OfText, JsValue>;
}
