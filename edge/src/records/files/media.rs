//! What a file is, by its bytes.
//!
//! Invariant: a name decides only between plain text and a table, which no byte tells apart.

use domain::file::MediaType;

/// Among its first bytes; `None` for what isn't kept.
pub fn of(head: &[u8], name: &str) -> Option<MediaType> {
    match infer::get(head).map(|found| found.mime_type()) {
        Some("image/heif") => Some(MediaType::Heic),
        // The crate looks at an archive's third part only, and not every program puts the telling one there.
        Some("application/zip") => office(head),
        Some(known) => known.parse().ok(),
        None => text(head, name),
    }
}

/// An Office document is an archive that says so in its first part and keeps the rest in a folder of its kind
/// (ECMA-376 part 2).
fn office(head: &[u8]) -> Option<MediaType> {
    let names = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    if !names(b"[Content_Types].xml") {
        return None;
    }
    if names(b"word/document.xml") {
        return Some(MediaType::Docx);
    }
    names(b"xl/workbook.xml").then_some(MediaType::Xlsx)
}

/// Text has no mark of its own: nothing in it but what a person could have typed, and a name that says so.
fn text(head: &[u8], name: &str) -> Option<MediaType> {
    let typed = |byte: &u8| *byte >= b' ' && *byte != 0x7f || matches!(byte, b'\n' | b'\r' | b'\t' | 0x0c);
    let (_, ending) = name.rsplit_once('.')?;
    let named = [MediaType::Text, MediaType::Csv]
        .into_iter()
        .find(|text| text.extensions().iter().any(|known| known.eq_ignore_ascii_case(ending)))?;
    (!head.is_empty() && head.iter().all(typed)).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ZIP archive without its directory: local headers (APPNOTE 4.3.7), each with its name and a few bytes.
    fn archive(parts: &[&str]) -> Vec<u8> {
        let content = [0_u8; 40];
        let mut bytes = Vec::new();
        for part in parts {
            bytes.extend_from_slice(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
            bytes.extend_from_slice(&[40, 0, 0, 0, 40, 0, 0, 0]);
            bytes.extend_from_slice(&[u8::try_from(part.len()).unwrap_or_default(), 0, 0, 0]);
            bytes.extend_from_slice(part.as_bytes());
            bytes.extend_from_slice(&content);
        }
        bytes
    }

    #[test]
    fn a_file_is_known_by_its_bytes() {
        let known = [
            (&b"%PDF-1.7\n"[..], MediaType::Pdf),
            (b"\x89PNG\r\n\x1a\n....", MediaType::Png),
            (b"\xff\xd8\xff\xe0....", MediaType::Jpeg),
            (b"RIFF\x10\x00\x00\x00WEBPVP8 ", MediaType::Webp),
            (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", MediaType::Heic),
        ];
        for (bytes, media_type) in known {
            assert_eq!(of(bytes, "whatever.exe"), Some(media_type));
        }
        let parts = ["[Content_Types].xml", "_rels/.rels", "docProps/app.xml"];
        let with = |last| archive(&[parts[0], parts[1], parts[2], last]);
        assert_eq!(of(&with("word/document.xml"), "a"), Some(MediaType::Docx));
        assert_eq!(of(&with("xl/workbook.xml"), "a"), Some(MediaType::Xlsx));
    }

    #[test]
    fn text_is_what_could_be_typed_and_is_called_so() {
        assert_eq!(of("matrícula;caduca\n1234;2026-05-01\n".as_bytes(), "lista.CSV"), Some(MediaType::Csv));
        assert_eq!(of(b"plain words", "notes.txt"), Some(MediaType::Text));
        assert_eq!(of(b"plain words", "notes.pdf"), None);
        assert_eq!(of(b"plain\0words", "notes.txt"), None);
        assert_eq!(of(b"", "notes.txt"), None);
    }

    #[test]
    fn what_runs_is_not_kept_whatever_it_is_called() {
        for bytes in [&b"MZ\x90\0"[..], b"\x7fELF\x02\x01", b"<!DOCTYPE html><script>", b"#!/bin/sh\n", b"GIF89a"] {
            assert_eq!(of(bytes, "invoice.txt"), None, "{bytes:?}");
        }
        assert_eq!(of(b"<svg onload=alert(1)>", "logo.png"), None);
        assert_eq!(of(&archive(&["setup.exe"]), "invoice.docx"), None);
    }
}
