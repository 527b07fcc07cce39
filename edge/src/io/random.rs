//! Randomness from the runtime's `crypto`.

use domain::id::MAX_ID;
use worker::wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill(buffer: &mut [u8]);
}

#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut buffer = [0; N];
    fill(&mut buffer);
    buffer
}

/// A record's id: 1 to [`MAX_ID`], exact in JavaScript.
#[must_use]
pub fn id() -> i64 {
    let drawn = i64::from_le_bytes(bytes()) & MAX_ID;
    drawn.max(1)
}

/// 256 bits that can't be guessed, in base64url.
#[must_use]
pub fn token() -> String {
    super::hash::base64url(&bytes::<32>())
}

/// What nothing else is called, as long as every other name, in base64url.
#[must_use]
pub fn name() -> String {
    super::hash::base64url(&bytes::<12>())
}
