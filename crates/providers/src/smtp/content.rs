//! The message as it goes over the wire after DATA (RFC 5321 §4.5.2).
//!
//! Invariant: only CRLF ends a line, and a line holding a single dot stands at the very end and nowhere else.

/// The message with CRLF line ends, doubled leading dots, and the final dot.
pub(super) fn write(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + message.len() / 64 + 8);
    let mut at_start = true;
    let mut bytes = message.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' | b'\n' => {
                if byte == b'\r' && bytes.peek() == Some(&b'\n') {
                    bytes.next();
                }
                out.extend_from_slice(b"\r\n");
                at_start = true;
            }
            byte => {
                if at_start && byte == b'.' {
                    out.push(b'.');
                }
                out.push(byte);
                at_start = false;
            }
        }
    }
    if !at_start {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_dots_are_doubled_and_the_end_is_marked() {
        assert_eq!(write(b"a\r\n.\r\n..b\r\n"), b"a\r\n..\r\n...b\r\n.\r\n");
        assert_eq!(write(b"no line end"), b"no line end\r\n.\r\n");
        assert_eq!(write(b""), b".\r\n");
    }

    #[test]
    fn nothing_but_crlf_ends_a_line_so_nothing_can_be_smuggled() {
        for smuggled in [&b"a\n.\nMAIL FROM:<x@y>"[..], b"a\r.\rMAIL FROM:<x@y>", b"a\n.\r\nMAIL FROM:<x@y>"] {
            assert_eq!(write(smuggled), b"a\r\n..\r\nMAIL FROM:<x@y>\r\n.\r\n");
        }
    }
}
