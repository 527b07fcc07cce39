//! Where a request was sent, and whether it comes from there too: what changes something must come from our own pages.

use domain::problem::ProblemKind;

use super::problems::Refusal;

/// An address as the runtime writes it, in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Scheme, host and port: `https://volante.example`.
    pub origin: String,
    /// From the first `/` on; never empty.
    pub path: String,
    /// Raw, without `?`.
    pub query: String,
}

impl Address {
    #[must_use]
    pub fn parse(url: &str) -> Self {
        let url = url.split_once('#').map_or(url, |(url, _)| url);
        let (rest, query) = url.split_once('?').unwrap_or((url, ""));
        let (scheme, rest) = rest.split_once("://").unwrap_or(("", rest));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        Self { origin: format!("{scheme}://{host}"), path: format!("/{path}"), query: query.to_owned() }
    }

    /// Every browser in use says where a request comes from (`Sec-Fetch-Site`, else `Origin`); a client that is no browser
    /// says `Origin`. What says nothing is refused.
    ///
    /// # Errors
    /// [`ProblemKind::ForeignOrigin`].
    pub fn check(&self, site: Option<&str>, origin: Option<&str>) -> Result<(), Refusal> {
        let ours = match (site, origin) {
            (Some(site), _) => matches!(site, "same-origin" | "none"),
            (None, Some(origin)) => host(origin).is_some_and(|host| Some(host) == self::host(&self.origin)),
            (None, None) => false,
        };
        if ours { Ok(()) } else { Err(ProblemKind::ForeignOrigin.into()) }
    }
}

fn host(origin: &str) -> Option<&str> {
    origin.split_once("://")?.1.split(['/', '?', '#']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_falls_into_its_parts() {
        let parts = |url| {
            let Address { origin, path, query } = Address::parse(url);
            [origin, path, query]
        };
        assert_eq!(parts("https://a.example:81/api/x?q=1?2/3#/b"), ["https://a.example:81", "/api/x", "q=1?2/3"]);
        assert_eq!(parts("https://a.example?q"), ["https://a.example", "/", "q"]);
    }

    #[test]
    fn only_our_own_pages_and_typed_addresses_may_change_things() {
        let address = Address::parse("https://volante.example/api/bookings");
        let ok = |site, origin| address.check(site, origin).is_ok();
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
