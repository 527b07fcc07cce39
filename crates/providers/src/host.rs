//! Where a person may make us connect to: hosts and ports typed into a server form or a CalDAV address.
//!
//! A pure check before every connection, not only when the form is saved, because what was saved may predate a rule. It looks
//! at names alone; that a public name leads to a private address is refused by the platform, which resolves it.
//!
//! Invariant: nothing that names an address or an internal network passes; with [`Rules::local`] this machine alone does.

use domain::mail::host::{INTERNAL, MAIL_PORTS, WEB_PORTS};
use oauth2::url::{Host, Url};

/// What holds besides the lists below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Development and tests: this machine's own names and addresses are let through, by plain http and on any port too.
    pub local: bool,
    /// The person chose "http" expressly for this connection, having read what that means.
    pub http: bool,
}

/// Where to connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Lower case, in its ASCII form (RFC 5890), without a final dot.
    pub host: String,
    /// From 1 to 65535; which ones are allowed is `domain::mail::host`'s to say.
    pub port: u16,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No URL and no host name can be read from it.
    #[error("not an address")]
    Malformed,
    /// The address is http, and the person didn't choose that.
    #[error("only https is allowed")]
    NotHttps,
    /// A user name or a password stands in the address.
    #[error("user name and password belong in their own fields")]
    Credentials,
    /// A port that neither mail nor the web uses.
    #[error("this port is not allowed")]
    Port,
    /// An IPv4 or IPv6 address, however it is written.
    #[error("an IP address is not allowed")]
    IpLiteral,
    /// A name of one label, or one that only an internal network has.
    #[error("an internal name is not allowed")]
    Internal,
}

/// Checks an address of a web service, such as a CalDAV base.
///
/// # Errors
/// The first rule it breaks.
pub fn web(address: &str, rules: Rules) -> Result<Target, Refused> {
    let url = Url::parse(address.trim()).map_err(|_| Refused::Malformed)?;
    let here = |host: &Host<&str>| rules.local && is_here(&host.to_owned());
    let plain = match url.scheme() {
        "https" => false,
        "http" if rules.http || url.host().as_ref().is_some_and(here) => true,
        "http" => return Err(Refused::NotHttps),
        _ => return Err(Refused::Malformed),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::Credentials);
    }
    let host = url.host().ok_or(Refused::Malformed)?;
    let port = url.port_or_known_default().ok_or(Refused::Malformed)?;
    let port_fits = WEB_PORTS.contains(&port) || (plain && port == 80);
    target(&host.to_owned(), port, port_fits, rules)
}

/// Checks a mail server's host and port.
///
/// # Errors
/// The first rule it breaks.
pub fn mail(host: &str, port: u16, rules: Rules) -> Result<Target, Refused> {
    // In a field of its own an IPv6 address needs no brackets.
    let literal = |_| Host::parse(&["[", host.trim(), "]"].concat());
    let host = Host::parse(host.trim()).or_else(literal).map_err(|_| Refused::Malformed)?;
    target(&host, port, MAIL_PORTS.contains(&port), rules)
}

/// Whether a redirect stays where the person sent us: same scheme, host and port. Others are not followed.
#[must_use]
pub fn stays(from: &str, to: &str) -> bool {
    match (Url::parse(from), Url::parse(to)) {
        (Ok(from), Ok(to)) => from.origin() == to.origin(),
        _ => false,
    }
}

/// Whether a host is this machine itself.
fn is_here(host: &Host<String>) -> bool {
    match host {
        Host::Domain(name) => name.trim_end_matches('.') == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

fn target(host: &Host<String>, port: u16, port_fits: bool, rules: Rules) -> Result<Target, Refused> {
    if port != 0 && rules.local && is_here(host) {
        return Ok(Target { host: host.to_string(), port });
    }
    if !port_fits {
        return Err(Refused::Port);
    }
    let name = match host {
        Host::Domain(name) => name.trim_end_matches('.').to_ascii_lowercase(),
        Host::Ipv4(_) | Host::Ipv6(_) => return Err(Refused::IpLiteral),
    };
    if name.is_empty() || name.len() > 253 || name.split('.').any(|label| label.is_empty() || label.len() > 63) {
        return Err(Refused::Malformed);
    }
    match name.rsplit_once('.') {
        Some((_, last)) if !INTERNAL.contains(&last) => Ok(Target { host: name, port }),
        _ => Err(Refused::Internal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRODUCTION: Rules = Rules { local: false, http: false };
    const LOCAL: Rules = Rules { local: true, http: false };

    #[test]
    fn public_names_on_their_usual_ports_pass() {
        let target = |host: &str, port| Target { host: host.into(), port };
        assert_eq!(mail("smtp.office365.com", 587, PRODUCTION), Ok(target("smtp.office365.com", 587)));
        assert_eq!(mail(" IMAP.Gmail.com. ", 993, PRODUCTION), Ok(target("imap.gmail.com", 993)));
        assert_eq!(web("https://nube.vega.es/remote.php/dav/", PRODUCTION), Ok(target("nube.vega.es", 443)));
        assert_eq!(web("https://año.es:8443", PRODUCTION), Ok(target("xn--ao-zja.es", 8443)));
    }

    #[test]
    fn an_address_in_any_spelling_is_refused() {
        for host in ["127.0.0.1", "0x7f.1", "2130706433", "0177.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "１２７.0.0.1"]
        {
            assert_eq!(mail(host, 587, PRODUCTION), Err(Refused::IpLiteral), "{host}");
            assert_eq!(web(&format!("https://{host}/"), PRODUCTION), Err(Refused::IpLiteral), "{host}");
        }
    }

    #[test]
    fn internal_names_are_refused() {
        for host in
            ["localhost", "mail", "nas.local", "metadata.google.internal", "a.localhost.", "router.home.arpa", "x.lan"]
        {
            assert_eq!(mail(host, 465, PRODUCTION), Err(Refused::Internal), "{host}");
        }
    }

    #[test]
    fn other_ports_schemes_and_embedded_passwords_are_refused() {
        assert_eq!(mail("mail.vega.es", 25, PRODUCTION), Err(Refused::Port));
        assert_eq!(mail("mail.vega.es", 22, PRODUCTION), Err(Refused::Port));
        assert_eq!(web("https://vega.es:6379/", PRODUCTION), Err(Refused::Port));
        assert_eq!(web("http://vega.es/", PRODUCTION), Err(Refused::NotHttps));
        assert_eq!(web("https://ana:clave@vega.es/", PRODUCTION), Err(Refused::Credentials));
        for address in ["file:///etc/passwd", "gopher://vega.es/", "vega.es", "https://", "https://a..b/"] {
            assert_eq!(web(address, PRODUCTION), Err(Refused::Malformed), "{address}");
        }
        assert_eq!(mail("mail vega.es", 587, PRODUCTION), Err(Refused::Malformed));
    }

    #[test]
    fn plain_http_needs_to_be_chosen() {
        let chosen = Rules { http: true, local: false };
        assert_eq!(web("http://dav.vega.es/", chosen), Ok(Target { host: "dav.vega.es".into(), port: 80 }));
        assert_eq!(web("http://127.0.0.1/", chosen), Err(Refused::IpLiteral));
        assert_eq!(web("http://dav.vega.es:443/", chosen).map(|target| target.port), Ok(443));
    }

    /// Every way to name what must not be reached, at the form and at the connection.
    #[test]
    fn what_the_form_refuses_no_connection_is_made_to_and_the_other_way_round() {
        use domain::mail::host::{is_public_address, is_public_name};
        let literals = [
            "127.0.0.1",
            "10.0.0.1",
            "169.254.169.254",
            "0x7f.1",
            "2130706433",
            "0177.0.0.1",
            "1.2.3.4.",
            "[::1]",
            "8.8.8.8",
        ];
        let inside =
            ["localhost", "mail", "nas.local", "metadata.google.internal", "a.localhost.", "x.lan", "router.home.arpa"];
        let unfit = [
            "",
            "evil.example/path",
            "user@evil.example",
            "user:pw@evil.example",
            "evil.example:25",
            "a..b",
            "a b.example",
            "https://evil.example",
            "evil.example?x",
            "evil.example#x",
            "１２７.0.0.1",
            "exa%6dple.com",
        ];
        for host in literals.iter().chain(&inside).chain(&unfit) {
            assert!(!is_public_name(host), "{host} at the form");
            // A per cent sign is decoded on the way, to a name that may be reached; the form is stricter.
            assert!(host.contains('%') || mail(host, 587, PRODUCTION).is_err(), "{host} at the connection");
        }
        for host in literals.iter().chain(&inside) {
            let address = format!("https://{host}/token");
            assert!(!is_public_address(&address) && web(&address, PRODUCTION).is_err(), "{address}");
        }
        for address in [
            "http://id.vega.es/",
            "javascript:alert(1)",
            "JAVASCRIPT://id.vega.es/%0aalert(1)",
            "file:///etc/passwd",
            "ftp://id.vega.es/",
            "https://user:pw@id.vega.es/",
            "https://user@id.vega.es/",
            "https://id.vega.es:25/",
            "https://id.vega.es:6379/",
            "//id.vega.es/",
            "id.vega.es",
            "https://",
            "https://id.vega.es:443@10.0.0.1/",
            "data:,x",
        ] {
            assert!(!is_public_address(address) && web(address, PRODUCTION).is_err(), "{address}");
        }
        for address in ["https:\\\\10.0.0.1\\", "https://id.vega.es\\@10.0.0.1/", "https://ex\tample.com/"] {
            assert!(!is_public_address(address), "{address}");
        }
    }

    #[test]
    fn a_development_machine_may_talk_to_itself() {
        assert_eq!(mail("127.0.0.1", 10_025, LOCAL), Ok(Target { host: "127.0.0.1".into(), port: 10_025 }));
        assert_eq!(web("http://localhost:5232/", LOCAL), Ok(Target { host: "localhost".into(), port: 5232 }));
        assert_eq!(web("http://[::1]:5232/", LOCAL), Ok(Target { host: "[::1]".into(), port: 5232 }));
        assert_eq!(mail("::1", 1_025, LOCAL), Ok(Target { host: "[::1]".into(), port: 1_025 }));
        assert_eq!(mail("smtp.office365.com", 587, LOCAL), mail("smtp.office365.com", 587, PRODUCTION));
    }

    #[test]
    fn a_development_machine_talks_to_nothing_else_that_is_not_public() {
        for host in ["10.0.0.1", "169.254.169.254", "0.0.0.0", "[fe80::1]", "[::ffff:10.0.0.1]"] {
            assert_eq!(mail(host, 587, LOCAL), Err(Refused::IpLiteral), "{host}");
            assert_eq!(web(&format!("https://{host}/"), LOCAL), Err(Refused::IpLiteral), "{host}");
        }
        for host in ["nas.local", "a.localhost", "metadata.google.internal", "mail"] {
            assert_eq!(mail(host, 587, LOCAL), Err(Refused::Internal), "{host}");
        }
        assert_eq!(web("http://id.vega.es/", LOCAL), Err(Refused::NotHttps));
        assert_eq!(mail("mail.vega.es", 25, LOCAL), Err(Refused::Port));
        assert_eq!(mail("localhost", 0, LOCAL), Err(Refused::Port));
    }

    #[test]
    fn a_redirect_to_another_host_is_not_followed() {
        assert!(stays("https://dav.vega.es/.well-known/caldav", "https://dav.vega.es/dav/"));
        for elsewhere in ["https://dav.other.es/", "http://dav.vega.es/", "https://dav.vega.es:8443/", "/dav/"] {
            assert!(!stays("https://dav.vega.es/", elsewhere), "{elsewhere}");
        }
    }
}
