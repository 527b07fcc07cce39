//! Invocations of their own: Durable Objects, which do nothing but what their name says (`entry.mjs`).
//!
//! Invariant: whoever wakes one doesn't wait for what it does; only [`watch`] does.

use worker::Env;

const BINDING: &str = "WORK";

/// Has the object of this name begin what its name says, in an invocation of its own.
///
/// # Errors
/// The platform's words, when it can't be reached.
pub async fn wake(env: &Env, name: &str) -> Result<(), String> {
    ask(env, name, "https://piece/wake").await.map(drop)
}

/// As [`wake`], and waits until it is done; how much it did.
///
/// # Errors
/// As [`wake`].
pub async fn watch(env: &Env, name: &str) -> Result<i64, String> {
    let done = ask(env, name, "https://piece/watch").await?;
    done.parse().map_err(|_| format!("no number: {done}"))
}

async fn ask(env: &Env, name: &str, what: &str) -> Result<String, String> {
    let asked = async {
        let object = env.durable_object(BINDING)?.get_by_name(name)?;
        object.fetch_with_str(what).await?.text().await
    };
    asked.await.map_err(|error| error.to_string())
}
