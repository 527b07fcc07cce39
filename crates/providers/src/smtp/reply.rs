//! Replies: three digits, and one or more lines of text (RFC 5321 §4.2).
//!
//! Invariant: a server can't make us keep more than [`LONGEST_REPLY`] bytes.

/// Bytes of a whole reply. RFC 5321 §4.5.3.1.5 allows 512 a line; the longest EHLO answers in use are a tenth of this.
pub(super) const LONGEST_REPLY: usize = 16 * 1024;

/// A whole reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub code: u16,
    /// Each without its number; may be empty.
    pub lines: Vec<String>,
}

impl Reply {
    /// All lines in one, as a person reads them; the enhanced code that some servers repeat on each line is kept once.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let enhanced = self.lines.first().and_then(|line| line.split(' ').next()).filter(|word| is_enhanced(word));
        for (at, line) in self.lines.iter().enumerate() {
            let line = match enhanced {
                Some(code) if at > 0 => line.strip_prefix(code).unwrap_or(line),
                _ => line,
            };
            if at > 0 {
                text.push(' ');
            }
            text.push_str(line.trim());
        }
        text
    }

    pub const fn is_positive(&self) -> bool {
        self.code >= 200 && self.code < 300
    }
}

/// `5.7.139` and the like (RFC 3463 §2).
pub(super) fn is_enhanced(word: &str) -> bool {
    let mut parts = word.split('.');
    let digits = |part: Option<&str>| {
        part.is_some_and(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    digits(parts.next()) && digits(parts.next()) && digits(parts.next()) && parts.next().is_none()
}

/// What is no reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Garbage {
    /// The first bytes are a TLS record: the port speaks TLS from the start, and we didn't.
    Tls,
    Line(String),
    TooLong,
}

/// Collects bytes until a reply is whole.
#[derive(Default)]
pub(super) struct Reader {
    bytes: Vec<u8>,
    lines: Vec<String>,
    code: Option<u16>,
    kept: usize,
}

impl Reader {
    pub fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Whether something is left that no reply has used up.
    pub fn has_more(&self) -> bool {
        !self.bytes.is_empty() || self.code.is_some()
    }

    /// The next reply, if it is whole. A line may end in LF alone, and its text may be missing (RFC 5321 §4.2 lets it).
    pub fn next(&mut self) -> Result<Option<Reply>, Garbage> {
        // Content types 20 to 24 of a TLS record, major version 3 (RFC 8446 §5.1).
        if matches!(self.bytes.as_slice(), [20..=24, 3, ..]) {
            return Err(Garbage::Tls);
        }
        while let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.bytes.drain(..=end).collect();
            self.kept = self.kept.saturating_add(line.len());
            if self.kept > LONGEST_REPLY {
                return Err(Garbage::TooLong);
            }
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches(['\r', '\n']);
            let parts = line.split_at_checked(3).and_then(|(code, rest)| Some((code.parse::<u16>().ok()?, rest)));
            let (code, rest) = match parts {
                Some((code @ 200..=599, rest)) if self.code.is_none_or(|known| known == code) => (code, rest),
                _ => return Err(Garbage::Line(line.to_string())),
            };
            let (more, text) = match rest.split_at_checked(1) {
                None => (false, ""),
                Some((" ", text)) => (false, text),
                Some(("-", text)) => (true, text),
                Some(_) => return Err(Garbage::Line(line.to_string())),
            };
            self.lines.push(text.to_string());
            self.code = Some(code);
            if !more {
                self.code = None;
                self.kept = 0;
                return Ok(Some(Reply { code, lines: core::mem::take(&mut self.lines) }));
            }
        }
        if self.kept.saturating_add(self.bytes.len()) > LONGEST_REPLY {
            return Err(Garbage::TooLong);
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Option<Reply>, Garbage> {
        let mut reader = Reader::default();
        reader.take(bytes);
        reader.next()
    }

    #[test]
    fn a_reply_of_several_lines_is_read_whole_and_said_once() {
        let google = b"534-5.7.9 Application-specific password required. For more information, go to\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor a1-gsmtp\r\n";
        let reply = read(google).unwrap().unwrap();
        assert_eq!(reply.code, 534);
        assert_eq!(
            reply.text(),
            "5.7.9 Application-specific password required. For more information, go to https://support.google.com/mail/?p=InvalidSecondFactor a1-gsmtp"
        );
    }

    #[test]
    fn a_reply_may_arrive_byte_by_byte() {
        let mut reader = Reader::default();
        for byte in b"250-mail.vega.example\r\n250 SIZE 1000\r" {
            reader.take(&[*byte]);
            assert_eq!(reader.next(), Ok(None));
        }
        reader.take(b"\n220 ");
        assert_eq!(reader.next().unwrap().unwrap().lines, ["mail.vega.example", "SIZE 1000"]);
        assert_eq!(reader.next(), Ok(None));
        assert!(reader.has_more());
    }

    #[test]
    fn bare_numbers_and_bare_line_feeds_are_understood() {
        assert_eq!(read(b"250\r\n"), Ok(Some(Reply { code: 250, lines: vec![String::new()] })));
        assert_eq!(read(b"250 ok\n"), Ok(Some(Reply { code: 250, lines: vec!["ok".into()] })));
    }

    #[test]
    fn what_is_no_reply_is_refused() {
        assert_eq!(read(b"HTTP/1.1 400 Bad Request\r\n"), Err(Garbage::Line("HTTP/1.1 400 Bad Request".into())));
        assert_eq!(read(b"250-a\r\n251 b\r\n"), Err(Garbage::Line("251 b".into())));
        assert_eq!(read(&[0x15, 3, 1, 0, 2, 2, 70]), Err(Garbage::Tls));
        assert_eq!(read("€€\r\n".as_bytes()), Err(Garbage::Line("€€".into())));
    }

    #[test]
    fn a_reply_without_end_is_cut_off() {
        assert_eq!(read(&[b'2'; LONGEST_REPLY + 1]), Err(Garbage::TooLong));
        assert_eq!(read("250-x\r\n".repeat(4_000).as_bytes()), Err(Garbage::TooLong));
        let ended_at_once = format!("{}250 ok\r\n", "250-x\r\n".repeat(4_000));
        assert_eq!(read(ended_at_once.as_bytes()), Err(Garbage::TooLong));
    }
}
