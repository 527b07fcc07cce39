//! Sealing: what must be kept but never read back by people (client secrets, passwords, tokens) is AES-256-GCM in the tables.
//!
//! A sealed text is `key id.iv.ciphertext`, the latter two in base64url; its additional data name the table, the row and the
//! column, so that a sealed text copied elsewhere can't be opened. `SEALING_KEYS` holds `id:base64` pairs: the first seals,
//! all of them open.
//!
//! Invariant: no error of this module holds what was sealed, nor a key.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use providers::secret::Secret;
use worker::Env;
use worker::wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use worker::wasm_bindgen_futures::JsFuture;

use super::random;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = importKey, catch)]
    fn import_key(
        format: &str,
        key: &Uint8Array,
        algorithm: &str,
        extractable: bool,
        usages: &Array,
    ) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], catch)]
    fn encrypt(algorithm: &Object, key: &JsValue, data: &Uint8Array) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], catch)]
    fn decrypt(algorithm: &Object, key: &JsValue, data: &Uint8Array) -> Result<Promise, JsValue>;
}

/// The Worker secret that holds the keys.
const KEYS: &str = "SEALING_KEYS";

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("SEALING_KEYS is missing or not `id:base64 of 32 bytes`")]
    NoKey,
    #[error("sealed with a key that SEALING_KEYS no longer holds")]
    KeyGone,
    #[error("a sealed text was changed or belongs elsewhere")]
    Broken,
}

struct Key {
    id: String,
    bytes: Vec<u8>,
}

/// The keys, ready to seal and to open.
pub struct Sealer(Vec<Key>);

impl Sealer {
    /// # Errors
    /// [`SealError::NoKey`] when the Worker has no usable key.
    pub fn from_env(env: &Env) -> Result<Self, SealError> {
        let keys = env.var(KEYS).map_err(|_| SealError::NoKey)?;
        Self::read(&keys.to_string())
    }

    fn read(keys: &str) -> Result<Self, SealError> {
        let read = |pair: &str| {
            let (id, key) = pair.trim().split_once(':')?;
            let bytes = STANDARD.decode(key).ok().filter(|bytes| bytes.len() == 32)?;
            let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            plain.then(|| Key { id: id.to_owned(), bytes })
        };
        let keys: Option<Vec<Key>> = keys.split(',').map(read).collect();
        keys.filter(|keys| !keys.is_empty()).map(Self).ok_or(SealError::NoKey)
    }

    /// The ids of the keys that still open but no longer seal.
    #[must_use]
    pub fn older(&self) -> Vec<&str> {
        self.0.iter().skip(1).map(|key| key.id.as_str()).collect()
    }

    /// `place` is `table:row:column`.
    ///
    /// # Errors
    /// [`SealError::NoKey`].
    pub async fn seal(&self, place: &str, secret: &Secret) -> Result<String, SealError> {
        let key = self.0.first().ok_or(SealError::NoKey)?;
        let iv = random::bytes::<12>();
        let cipher = run(key, &iv, place, secret.expose().as_bytes(), true).await.ok_or(SealError::NoKey)?;
        Ok(format!("{}.{}.{}", key.id, URL_SAFE_NO_PAD.encode(iv), URL_SAFE_NO_PAD.encode(cipher)))
    }

    /// # Errors
    /// [`SealError::KeyGone`], [`SealError::Broken`].
    pub async fn open(&self, place: &str, sealed: &str) -> Result<Secret, SealError> {
        let mut parts = sealed.split('.');
        let (Some(id), Some(iv), Some(cipher), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(SealError::Broken);
        };
        let key = self.0.iter().find(|key| key.id == id).ok_or(SealError::KeyGone)?;
        let iv = URL_SAFE_NO_PAD.decode(iv).map_err(|_| SealError::Broken)?;
        let cipher = URL_SAFE_NO_PAD.decode(cipher).map_err(|_| SealError::Broken)?;
        let plain = run(key, &iv, place, &cipher, false).await.ok_or(SealError::Broken)?;
        String::from_utf8(plain).map(Secret::new).map_err(|_| SealError::Broken)
    }
}

async fn run(key: &Key, iv: &[u8], place: &str, data: &[u8], seals: bool) -> Option<Vec<u8>> {
    let usage = Array::of1(&JsValue::from_str(if seals { "encrypt" } else { "decrypt" }));
    let imported = import_key("raw", &Uint8Array::from(key.bytes.as_slice()), "AES-GCM", false, &usage).ok()?;
    let imported = JsFuture::from(imported).await.ok()?;
    let algorithm = Object::new();
    for (name, value) in [
        ("name", JsValue::from_str("AES-GCM")),
        ("iv", Uint8Array::from(iv).into()),
        ("additionalData", Uint8Array::from(place.as_bytes()).into()),
    ] {
        Reflect::set(&algorithm, &JsValue::from_str(name), &value).ok()?;
    }
    let data = Uint8Array::from(data);
    let promise = if seals { encrypt(&algorithm, &imported, &data) } else { decrypt(&algorithm, &imported, &data) };
    let buffer = JsFuture::from(promise.ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_in_order_and_bad_ones_refused() {
        let key = STANDARD.encode([7; 32]);
        let sealer = Sealer::read(&format!("b:{key}, a:{key}"));
        let ids: Vec<String> =
            sealer.map(|sealer| sealer.0.into_iter().map(|key| key.id).collect()).unwrap_or_default();
        assert_eq!(ids, ["b", "a"]);
        for bad in ["", "a", "a:c2hvcnQ=", ":AAAA", &format!("a.b:{key}"), &format!("a:{key},")] {
            assert!(Sealer::read(bad).is_err(), "{bad}");
        }
    }
}
