//! Forged requests: what changes something must come from our own pages.

use domain::problem::ProblemKind;

use super::problems::Refusal;

/// Every browser in use says where a request comes from (`Sec-Fetch-Site`, else `Origin`); a client that is no browser says
/// `Origin`. What says nothing is refused.
///
/// # Errors
/// [`ProblemKind::ForeignOrigin`].
pub fn check(url: &str, site: Option<&str>, origin: Option<&str>) -> Result<(), Refusal> {
    let ours = match (site, origin) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => !origin.is_empty() && host(origin) == host(url),
        (None, None) => false,
    };
    if ours { Ok(()) } else { Err(ProblemKind::ForeignOrigin.into()) }
}

/// Scheme, host and port of an address.
#[must_use]
pub fn of(url: &str) -> String {
    let scheme = url.split("://").next().unwrap_or_default();
    format!("{scheme}://{}", host(url).unwrap_or_default())
}

fn host(url: &str) -> Option<&str> {
    url.split_once("://")?.1.split(['/', '?', '#']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_and_typed_addresses_may_change_things() {
        let url = "https://volante.example/api/bookings";
        let ok = |site, origin| check(url, site, origin).is_ok();
        assert!(ok(Some("same-origin"), None));
        assert!(ok(Some("none"), None));
        assert!(ok(None, Some("https://volante.example")));
        assert!(!ok(Some("same-site"), Some("https://volante.example")));
        assert!(!ok(Some("cross-site"), None));
        assert!(!ok(None, Some("https://evil.example")));
        assert!(!ok(None, Some("null")));
        assert!(!ok(None, None));
    }
}
