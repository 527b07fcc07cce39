//! Where a person may have us connect to: public names, over https, on the ports that mail and the web use.
//!
//! The same lists stand behind the check of every connection (`providers::host`), which reads an address as the runtime will; what
//! is refused here is so at the field, before it is kept.
//!
//! Invariant: nothing that names an address, this machine or an internal network passes, however it is spelt.

use core::net::IpAddr;

/// Web: https and its usual alternative.
pub const WEB_PORTS: &[u16] = &[443, 8443];
/// Handing mail in with TLS or STARTTLS (RFC 8314 §7); 25 is between servers and closed on the platform.
pub const SUBMISSION_PORTS: &[u16] = &[465, 587, 2525];
/// The same, and those for reading.
pub const MAIL_PORTS: &[u16] = &[465, 587, 2525, 993, 143, 995, 110];

/// Ends of names that mean something only inside a network (RFC 6761, RFC 6762, RFC 8375, RFC 9476, ICANN's `internal`, and
/// what routers and companies made up).
pub const INTERNAL: &[&str] = &[
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "arpa",
    "test",
    "invalid",
    "onion",
    "alt",
];

/// A server's name and nothing else: no scheme, user, port or path, and no address in any spelling.
#[must_use]
pub fn is_public_name(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(is_letter)
    };
    let Some((_, last)) = host.rsplit_once('.') else { return false };
    // What ends in a number is an address to a browser's reader of addresses (WHATWG URL, "ends in a number").
    let is_number = last.bytes().all(|b| b.is_ascii_digit()) || last.to_ascii_lowercase().starts_with("0x");
    host.len() <= 253
        && host.split('.').all(is_label)
        && !is_number
        && !INTERNAL.iter().any(|internal| last.eq_ignore_ascii_case(internal))
}

/// Letters of any script; digits and forms that stand for ASCII ones are not told from these by whoever reads on.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || c == '-'
    } else {
        c.is_alphabetic() && !('\u{ff00}'..='\u{ffef}').contains(&c)
    }
}

/// `https://name`, perhaps with one of [`WEB_PORTS`] and what follows; no user, no other scheme.
#[must_use]
pub fn is_public_address(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    // A backslash is a slash to browsers, and white space is taken out by them.
    let plain = !address.contains(|c: char| c == '\\' || c.is_whitespace() || c.is_control());
    let authority = rest.split_once(['/', '?', '#']).map_or(rest, |(authority, _)| authority);
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, port.parse().ok()),
        None => (authority, Some(443)),
    };
    scheme.eq_ignore_ascii_case("https")
        && plain
        && port.is_some_and(|port| WEB_PORTS.contains(&port))
        && is_public_name(host)
}

/// This machine itself, as a name or as an address over http or https on any port: what a developer's machine may be told to
/// connect to besides.
#[must_use]
pub fn is_loopback(text: &str) -> bool {
    let authority = match text.split_once("://") {
        Some(("http" | "https", rest)) => rest.split_once('/').map_or(rest, |(authority, _)| authority),
        Some(_) => return false,
        None => text,
    };
    let (host, port) = match authority.rsplit_once(':') {
        // The colon of an IPv6 address is none of a port's.
        Some((host, port)) if authority != text && !port.ends_with(']') => (host, port),
        _ => (authority, "1"),
    };
    let literal = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    let here = literal.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    (here || host.eq_ignore_ascii_case("localhost")) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_names_and_addresses_pass() {
        for host in
            ["smtp.office365.com", "ssl0.ovh.net", "correo.año.es", "xn--ao-zja.es", "a-b.example.", "SMTP.GMAIL.COM"]
        {
            assert!(is_public_name(host), "{host}");
            for rest in ["", "/", "/oauth2/v2.0/token", ":8443/x", "?a=b"] {
                assert!(is_public_address(&format!("https://{host}{rest}")), "{host}{rest}");
            }
        }
    }

    #[test]
    fn this_machine_is_told_from_all_others() {
        for here in ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.10", "::1", "[::1]", "http://localhost:5232/x"] {
            assert!(is_loopback(here), "{here}");
        }
        for here in ["http://127.0.0.1", "https://[::1]:8443/token", "http://[::1]/"] {
            assert!(is_loopback(here), "{here}");
        }
        for elsewhere in [
            "10.0.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "nas.local",
            "localhost.evil.example",
            "http://localhost@10.0.0.1/",
            "http://localhost:80@10.0.0.1/",
            "http://10.0.0.1/?localhost",
            "ftp://localhost/",
            "localhost/path",
            "localhost:25",
            "::ffff:10.0.0.1",
            "smtp.vega.example",
        ] {
            assert!(!is_loopback(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn presets_are_among_what_passes() {
        for preset in crate::mail::preset::PRESETS {
            assert!(
                is_public_name(preset.smtp.host) && SUBMISSION_PORTS.contains(&preset.smtp.port),
                "{}",
                preset.code
            );
        }
    }
}
