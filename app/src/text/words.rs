//! The words of the sentences, which `boot.js` fetches in the page's language: those of the app's main file before it starts,
//! those of a part with its code.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Lists of sentences, each behind the number of its first.
    #[wasm_bindgen(js_name = volanteWords)]
    fn fetch_words(file: &str) -> Promise;
}

/// The words of the app's main file.
pub(crate) const MAIN: &str = "app";

/// They could not be fetched.
pub(crate) struct Missing;

/// Begins to fetch the words of a file at once; they are known when this is done.
pub(crate) fn fetch(file: &str) -> impl Future<Output = Result<(), Missing>> + use<> {
    let fetched = JsFuture::from(fetch_words(file));
    async move {
        let lists = fetched.await.map_err(|_| Missing)?;
        for list in Array::from(&lists).iter() {
            learn(&Array::from(&list));
        }
        Ok(())
    }
}

#[cfg(target_family = "wasm")]
fn learn(list: &Array) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the build counted them")]
    let first = list.shift().as_f64().map(|first| first as usize);
    // Without it nobody knows whose words they are; then `t` says that they are missing.
    let Some(first) = first else { return };
    domain::text::learn(first, list.iter().filter_map(|word| word.as_string()).collect());
}

/// Elsewhere each sentence has its words.
#[cfg(not(target_family = "wasm"))]
fn learn(_: &Array) {}
