//! What the machine says of itself by its variables: whether it is a developer's (`LOCAL`), so that providers may be our own and
//! people may name the machine itself (and nothing else that isn't public), and whether every answer tells the tests what it cost (`SHOW_COST`). A published Worker has neither.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use worker::Env;

static LOCAL: AtomicBool = AtomicBool::new(false);
static SHOWS_COST: AtomicBool = AtomicBool::new(false);

/// Reads the variables when the first call comes in; asking for them each time costs crossings of the module's border.
pub fn learn(env: &Env) {
    static LEARNED: Once = Once::new();
    let says = |name: &str| env.var(name).is_ok_and(|value| value.to_string() == "1");
    LEARNED.call_once(|| {
        LOCAL.store(says("LOCAL"), Ordering::Relaxed);
        SHOWS_COST.store(says("SHOW_COST"), Ordering::Relaxed);
    });
}

#[must_use]
pub fn is_so() -> bool {
    LOCAL.load(Ordering::Relaxed)
}

#[must_use]
pub fn shows_cost() -> bool {
    SHOWS_COST.load(Ordering::Relaxed)
}
