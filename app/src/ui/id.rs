//! Names for elements that point at one another (labels, descriptions, popovers).

use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// An element id that no other element of this page has.
pub fn unique(prefix: &str) -> String {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let mut id = String::with_capacity(prefix.len() + 6);
    id.push_str(prefix);
    id.push('-');
    id.push_str(&number.to_string());
    id
}
