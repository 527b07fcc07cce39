//! Whether this is a developer's machine, where providers may be our own and tests may look deeper.

use std::cell::OnceCell;

use worker::Env;

thread_local! {
    /// Asking the runtime for a variable costs crossings of the module's border.
    static LOCAL: OnceCell<bool> = const { OnceCell::new() };
}

#[must_use]
pub fn is_so(env: &Env) -> bool {
    LOCAL.with(|known| *known.get_or_init(|| env.var("LOCAL").is_ok_and(|value| value.to_string() == "1")))
}
