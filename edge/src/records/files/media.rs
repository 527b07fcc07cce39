//! What a file is, by its bytes.
//!
//! Invariant: a name decides only between plain text and a table, which no byte tells apart.

use domain::file::MediaType;

/// Among its first bytes; `None` for what isn't kept.
pub fn media_type_of(head: &[u8], name: &str) -> Option<MediaType> {
    if head.starts_with(b"PK\x03\x04") {
        return office(head);
    }
    match infer::get(head).map(|found| found.mime_type()) {
        Some("image/heif") => Some(MediaType::Heic),
        // The crate looks for its mark further on too; what stands before it would be shown by who reads it as something else.
        Some("application/pdf") => head.starts_with(b"%PDF-").then_some(MediaType::Pdf),
        Some(known) => known.parse().ok(),
        None => text(head, name),
    }
}

/// The part of an Office document that says what its others are (ECMA-376 part 2, 10.1.2).
const TYPES: &[u8] = b"[Content_Types].xml";
/// Bytes of it that are read.
const LONGEST_TYPES: usize = 256 * 1024;
/// What its main part is called there, without macros.
const DOCUMENT: &[u8] = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
/// As [`DOCUMENT`], of a workbook.
const WORKBOOK: &[u8] = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

/// An Office document is an archive that says in one of its parts what it is; one that can run something says that too, or has
/// a part of that name.
fn office(head: &[u8]) -> Option<MediaType> {
    let plain = |byte: &u8| if *byte == b'\'' { b'"' } else { byte.to_ascii_lowercase() };
    let types: Vec<u8> = types(head)?.iter().map(plain).collect();
    let says = |what: &[u8]| types.windows(what.len()).any(|window| window == what);
    if RUN.iter().any(|what| says(what)) || names_what_runs(head) {
        return None;
    }
    match (says(DOCUMENT), says(WORKBOOK)) {
        (true, false) => Some(MediaType::Docx),
        (false, true) => Some(MediaType::Xlsx),
        _ => None,
    }
}

/// What the parts say who can run something, in lower case: macros of either age, controls, embedded objects and programs. Nothing
/// there needs to be written by its number in XML.
const RUN: &[&[u8]] = &[
    b"macroenabled",
    b"vbaproject",
    b"macrosheet",
    b"activex",
    b"oleobject",
    b"exe\"",
    b"dll\"",
    b"scr\"",
    b"msi\"",
    b"bat\"",
    b"cmd\"",
    b"ps1\"",
    b"vbs\"",
    b"js\"",
    b"jar\"",
    b"hta\"",
    b"lnk\"",
    b"&#",
];

/// What such parts are called, wherever their names stand, in lower case; names are never packed.
const NAMED: [&[u8]; 4] = [b"/vbaproject", b"/macrosheets/", b"/activex/", b"/oleobject"];
/// Bytes of the longest of them.
pub const LONGEST_NAME: usize = 13;

/// Whether a part that can run (a macro, a control, an embedded object) is named in these bytes of an archive.
pub fn names_what_runs(bytes: &[u8]) -> bool {
    let begins =
        |rest: &[u8], name: &[u8]| rest.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
    let slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    slashes.filter_map(|(at, _)| bytes.get(at..)).any(|rest| NAMED.iter().any(|name| begins(rest, name)))
}

/// The named part, unpacked: its local header (APPNOTE 4.3.7) stands before it.
fn types(head: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 30;
    let name = head.windows(TYPES.len()).position(|window| window == TYPES)?;
    let header = head.get(name.checked_sub(HEADER)?..name)?;
    let number =
        |at: usize| Some(usize::from(u16::from_le_bytes([*header.get(at)?, *header.get(at.checked_add(1)?)?])));
    if !header.starts_with(b"PK\x03\x04") || number(26)? != TYPES.len() {
        return None;
    }
    let packed = head.get(name.checked_add(TYPES.len())?.checked_add(number(28)?)?..)?;
    match number(8)? {
        0 => {
            let length = u32::from_le_bytes(*header.get(18..22)?.first_chunk()?);
            packed.get(..usize::try_from(length).ok()?.min(LONGEST_TYPES)).map(<[u8]>::to_vec)
        }
        // A deflated part knows its own end.
        8 => miniz_oxide::inflate::decompress_to_vec_with_limit(packed, LONGEST_TYPES).ok(),
        _ => None,
    }
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

    /// A ZIP archive without its directory: local headers (APPNOTE 4.3.7), each with its name and what is in it.
    fn archive(parts: &[(&str, &str)], packed: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (name, content) in parts {
            let content = if packed {
                miniz_oxide::deflate::compress_to_vec(content.as_bytes(), 6)
            } else {
                content.as_bytes().to_vec()
            };
            let length = u32::try_from(content.len()).unwrap_or_default().to_le_bytes();
            bytes.extend_from_slice(b"PK\x03\x04\x14\0\0\0");
            bytes.extend_from_slice(&[if packed { 8 } else { 0 }, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            bytes.extend_from_slice(&length);
            bytes.extend_from_slice(&length);
            bytes.extend_from_slice(&[u8::try_from(name.len()).unwrap_or_default(), 0, 0, 0]);
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(&content);
        }
        bytes
    }

    fn document(main: &str, packed: bool) -> Vec<u8> {
        let types = format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>");
        archive(&[("_rels/.rels", "<x/>"), ("[Content_Types].xml", &types), ("word/document.xml", "<w/>")], packed)
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
            assert_eq!(media_type_of(bytes, "whatever.exe"), Some(media_type));
        }
        for packed in [true, false] {
            let with = |main: &[u8]| document(std::str::from_utf8(main).unwrap_or_default(), packed);
            assert_eq!(media_type_of(&with(DOCUMENT), "a"), Some(MediaType::Docx));
            assert_eq!(media_type_of(&with(WORKBOOK), "a"), Some(MediaType::Xlsx));
        }
    }

    #[test]
    fn what_can_run_something_is_no_document() {
        for main in [
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
        ] {
            assert_eq!(media_type_of(&document(main, true), "plan.docx"), None, "{main}");
        }
        let plain = document(std::str::from_utf8(DOCUMENT).unwrap_or_default(), true);
        let with = |part: &str| media_type_of(&[plain.clone(), archive(&[(part, "x")], true)].concat(), "plan.docx");
        assert_eq!(with("word/embeddings/Microsoft_Excel_Sheet1.xlsx"), Some(MediaType::Docx));
        for part in [
            "word/vbaProject.bin",
            "word/VbaProject.BIN",
            "xl/macrosheets/sheet1.xml",
            "xl/MacroSheets/sheet1.xml",
            "word/activeX/activeX1.xml",
            "word/embeddings/oleObject1.bin",
        ] {
            assert_eq!(with(part), None, "{part}");
            assert!(part.len() > LONGEST_NAME && NAMED.iter().all(|name| name.len() <= LONGEST_NAME));
        }
        for element in [
            "<Default Extension=\"EXE\" ContentType=\"application/x-msdownload\"/>",
            "<Override PartName=\"/word/embeddings/setup.exe\" ContentType=\"application/octet-stream\"/>",
            "<Override PartName=\"/word/a.bin\" ContentType=\"application/vnd.openxmlformats-officedocument.OLEObject\"/>",
            "<Override PartName=\"/xl/a.xml\" ContentType=\"application/vnd.ms-excel.macrosheet+xml\"/>",
            "<Override PartName=\"/word/a.bin\" ContentType=\"application/vnd.ms-office.vba&#80;roject\"/>",
        ] {
            let main = format!("{}\"/>{element}<x y=\"", std::str::from_utf8(DOCUMENT).unwrap_or_default());
            assert_eq!(media_type_of(&document(&main, true), "plan.docx"), None, "{element}");
        }
    }

    #[test]
    fn a_pdf_begins_as_one() {
        for bytes in [&b"<script>alert(1)</script>%PDF-1.7\n"[..], b"\n%PDF-1.7\n", b"GIF89a%PDF-1.7", b"x%PDF-1.7"] {
            assert_eq!(media_type_of(bytes, "invoice.pdf"), None, "{bytes:?}");
        }
    }

    #[test]
    fn text_is_what_could_be_typed_and_is_called_so() {
        assert_eq!(media_type_of("matrícula;caduca\n1234;2026-05-01\n".as_bytes(), "lista.CSV"), Some(MediaType::Csv));
        assert_eq!(media_type_of(b"plain words", "notes.txt"), Some(MediaType::Text));
        assert_eq!(media_type_of(b"plain words", "notes.pdf"), None);
        assert_eq!(media_type_of(b"plain\0words", "notes.txt"), None);
        assert_eq!(media_type_of(b"", "notes.txt"), None);
    }

    #[test]
    fn what_runs_is_not_kept_whatever_it_is_called() {
        for bytes in [&b"MZ\x90\0"[..], b"\x7fELF\x02\x01", b"<!DOCTYPE html><script>", b"#!/bin/sh\n", b"GIF89a"] {
            assert_eq!(media_type_of(bytes, "invoice.txt"), None, "{bytes:?}");
        }
        assert_eq!(media_type_of(b"<svg onload=alert(1)>", "logo.png"), None);
        assert_eq!(media_type_of(&archive(&[("setup.exe", "MZ")], false), "invoice.docx"), None);
    }
}
