//! Files: known by their bytes, seen by whoever may see their record, gone with it, and nothing left of a failed upload.

use api_tests::{Answer, Client, Company, client::escape, making, now, unique};
use domain::{
    bookings::booking::{Booking, BookingDraft},
    file::{File, LARGEST, MediaType},
    fleet::document::{Document, DocumentDraft, DocumentType},
    id::{DriverId, FileId, VehicleId},
    problem::ProblemKind,
    record::{Created, RecordKind},
    time::DAY,
};
use rusqlite::Connection;
use std::{
    fs,
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    path::{Path, PathBuf},
};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

fn try_add(person: &Client, name: &str, bytes: &[u8]) -> Answer {
    let path = format!("/api/files?name={}", escape(name));
    person.call("POST", &path).header("content-type", "application/octet-stream").bytes(bytes.to_vec()).send()
}

fn add(person: &Client, name: &str, bytes: &[u8]) -> File {
    try_add(person, name, bytes).expect(201).json()
}

fn document(company: &Company, files: &[FileId]) -> DocumentDraft {
    DocumentDraft {
        vehicle: Some(VehicleId(company.vehicle())),
        document_type: Some(DocumentType::Permit),
        title: format!("Permit {}", unique()),
        files: files.to_vec(),
        ..DocumentDraft::default()
    }
}

fn path(file: &File) -> String {
    format!("/api/files/{}", file.id)
}

#[test]
fn a_file_is_what_its_bytes_say() {
    let company = Company::shared();
    let pdf = add(&company.owner, "C:\\scans\\permiso año.pdf", PDF);
    assert_eq!((pdf.name.as_str(), pdf.media_type), ("permiso año.pdf", MediaType::Pdf));
    assert_eq!(pdf.size, i64::try_from(PDF.len()).unwrap_or_default());
    assert_eq!(add(&company.owner, "permit.pdf", PNG).name, "permit.pdf.png");
    assert_eq!(add(&company.owner, "list.csv", b"plate;until\n1234 BCD;2026-05-01\n").media_type, MediaType::Csv);
    for (name, bytes) in [
        ("invoice.pdf", &b"MZ\x90\0\x03\0\0\0"[..]),
        ("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("page.txt", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("run.txt", b"#!/bin/sh\nrm -rf /\n"),
        ("archive.docx", b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x09\0\0\0setup.exe"),
        ("empty.pdf", b""),
        ("page.pdf", b"<script>alert(1)</script>\n%PDF-1.7\n"),
        ("late.pdf", b"\n%PDF-1.7\n"),
    ] {
        try_add(&company.owner, name, bytes).refused(ProblemKind::UnsupportedType);
    }
    for name in ["", "a\nb.pdf", "exe\u{202e}fdp.pdf"] {
        assert_eq!(try_add(&company.owner, name, PDF).fields(), ["name"], "{name:?}");
    }
}

/// A stored part of an archive (APPNOTE 4.3.7).
fn part(name: &str, content: &str) -> Vec<u8> {
    let (length, named) =
        (u32::try_from(content.len()).unwrap_or_default(), u16::try_from(name.len()).unwrap_or_default());
    let sizes = [length.to_le_bytes(), length.to_le_bytes()].concat();
    [
        b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0",
        &sizes[..],
        &named.to_le_bytes(),
        b"\0\0",
        name.as_bytes(),
        content.as_bytes(),
    ]
    .concat()
}

fn office(main: &str, more: &str) -> Vec<u8> {
    let types =
        format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/{main}\"/></Types>");
    let filling = "x".repeat(200_000);
    [part("[Content_Types].xml", &types), part("word/document.xml", &filling), part(more, "...")].concat()
}

#[test]
fn a_document_that_can_run_something_is_not_kept_whatever_it_is_called() {
    let company = Company::fresh("macros");
    const DOCUMENT: &str = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    assert_eq!(add(&company.owner, "plan.docx", &office(DOCUMENT, "word/styles.xml")).media_type, MediaType::Docx);
    let kept = rows(&company);
    for (main, more) in [
        ("vnd.ms-word.document.macroEnabled.main+xml", "word/vbaProject.bin"),
        ("vnd.ms-word.document.macroEnabled.main+xml", "word/styles.xml"),
        ("vnd.ms-excel.sheet.macroEnabled.main+xml", "xl/styles.xml"),
        // Named behind the part of the file that its type is known by.
        (DOCUMENT, "word/vbaProject.bin"),
        (DOCUMENT, "word/VbaProject.BIN"),
        (DOCUMENT, "xl/macrosheets/sheet1.xml"),
        (DOCUMENT, "word/activeX/activeX1.bin"),
        (DOCUMENT, "word/embeddings/oleObject1.bin"),
    ] {
        for name in ["plan.docm", "plan.docx", "plan.xlsx"] {
            try_add(&company.owner, name, &office(main, more)).refused(ProblemKind::UnsupportedType);
        }
    }
    assert_eq!((rows(&company), stored(&company).len()), (kept, 1), "nothing is left of them");
}

#[test]
fn a_file_is_handed_out_as_it_came_and_can_do_nothing() {
    let company = Company::shared();
    let file = add(&company.owner, "año.pdf", PDF);
    let answer = company.owner.get(&path(&file)).expect(200);
    assert_eq!(answer.body.as_bytes(), PDF);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"a_o.pdf\"; filename*=UTF-8''a%C3%B1o.pdf");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'; sandbox");
    assert!(answer.header("cache-control").contains("private"));
    let etag = answer.header("etag").to_owned();
    let known = company.owner.call("GET", &path(&file)).header("if-none-match", &etag).send().expect(304);
    assert_eq!((known.body.as_str(), known.header("etag")), ("", etag.as_str()));
    let shown = company.owner.get(&format!("{}?show=true", path(&file))).expect(200);
    assert!(shown.header("content-disposition").starts_with("inline;"));
    assert!(shown.header("content-security-policy").contains("frame-ancestors 'self'"));
    let text = add(&company.owner, "notes.txt", b"just words");
    let shown = company.owner.get(&format!("{}?show=true", path(&text))).expect(200);
    assert!(shown.header("content-disposition").starts_with("attachment;"));
}

#[test]
fn until_a_record_names_it_a_file_is_its_uploaders_alone() {
    let company = Company::shared();
    let other = company.client_with_role("dispatcher");
    let file = add(&company.owner, "permit.pdf", PDF);
    other.get(&path(&file)).refused(ProblemKind::NotFound);
    assert_eq!(other.try_create(RecordKind::Document, &document(company, &[file.id])).fields(), ["files"]);
    let created = company.owner.create(RecordKind::Document, &document(company, &[file.id]));
    let _ = other.get(&path(&file)).expect(200);
    let kept: Document = company.owner.find(RecordKind::Document, created.id);
    assert_eq!(kept.facts.attached, std::slice::from_ref(&file));
    // What one record has, no other can take, not even the uploader's.
    assert_eq!(company.owner.try_create(RecordKind::Document, &document(company, &[file.id])).fields(), ["files"]);
    assert_eq!(company.owner.try_create(RecordKind::Document, &document(company, &[FileId(7)])).fields(), ["files"]);
    let twice = add(&company.owner, "permit.pdf", PDF).id;
    let twice = document(company, &[twice, twice]);
    assert_eq!(company.owner.try_create(RecordKind::Document, &twice).fields(), ["files"]);
}

#[test]
fn a_file_is_seen_by_whoever_may_see_its_record() {
    let company = Company::shared();
    let (one, other) = (company.driver(), company.driver());
    let (his, hers) = (company.invite_staff(one.staff), company.invite_staff(other.staff));
    let file = add(&company.owner, "licence.pdf", PDF);
    let draft = DocumentDraft { vehicle: None, driver: Some(DriverId(one.id)), ..document(company, &[file.id]) };
    company.owner.create(RecordKind::Document, &draft);
    let _ = his.get(&path(&file)).expect(200);
    hers.get(&path(&file)).refused(ProblemKind::NotFound);
    let _ = company.client_with_role("workshop").get(&path(&file)).expect(200);
    company.nobody().get(&path(&file)).refused(ProblemKind::SignInNeeded);
    company.contact().portal.get(&path(&file)).refused(ProblemKind::SignInNeeded);
}

#[test]
fn a_bookings_files_are_staffs_and_its_drivers_alone() {
    let company = Company::shared();
    let contact = company.contact();
    let (trip, other) = (company.trip(contact.customer, making::tomorrow()), company.driver());
    let (drives, idles) = (company.invite_staff(trip.driver.staff), company.invite_staff(other.staff));
    let file = add(&company.owner, "passengers.pdf", PDF);
    let booking: Booking = company.owner.find(RecordKind::Booking, trip.booking);
    let draft = BookingDraft { files: vec![file.id], ..booking.fields };
    let kept: Booking =
        company.owner.update(RecordKind::Booking, trip.booking, booking.version, &draft).expect(200).json();
    assert_eq!(kept.facts.attached, std::slice::from_ref(&file));
    let _ = drives.get(&path(&file)).expect(200);
    idles.get(&path(&file)).refused(ProblemKind::NotFound);
    contact.portal.get(&path(&file)).refused(ProblemKind::SignInNeeded);
    let seen = contact.portal.get(&format!("/api/portal/bookings/{}", trip.booking)).expect(200).body;
    assert!(!seen.contains("passengers.pdf") && !seen.contains(&file.id.to_string()), "{seen}");
    let none = BookingDraft { files: Vec::new(), ..draft };
    company.owner.update(RecordKind::Booking, trip.booking, kept.version, &none).done();
    company.owner.get(&path(&file)).refused(ProblemKind::NotFound);
}

/// The runtime's store of files: the names that lie in it.
fn stored(company: &Company) -> Vec<String> {
    let mut names = Vec::new();
    for database in databases(&company.server.folder.join("kv")) {
        let Ok(sql) = Connection::open(database) else { continue };
        let Ok(mut keys) = sql.prepare("SELECT key FROM _mf_entries WHERE key LIKE 'files/%'") else { continue };
        names.extend(keys.query_map([], |row| row.get(0)).expect("keys").flatten());
    }
    names
}

fn databases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { databases(&path) } else { vec![path] }).collect()
}

/// The clock's turn to take away what is left over.
fn tick(company: &Company) {
    company.owner.call("POST", "/api/clock/clean_up_what_expired/run").send().done();
}

fn rows(company: &Company) -> i64 {
    company.server.count("SELECT count(*) FROM files")
}

#[test]
fn a_file_goes_with_its_record_and_with_its_name_in_the_draft() {
    let company = &Company::fresh("gone");
    let [first, second] = ["a.pdf", "b.pdf"].map(|name| add(&company.owner, name, PDF));
    assert_eq!(stored(company).len(), 2);
    let draft = document(company, &[first.id, second.id]);
    let created: Created = company.owner.create(RecordKind::Document, &draft);
    let fewer = DocumentDraft { files: vec![second.id], ..draft };
    let kept: Document =
        company.owner.update(RecordKind::Document, created.id, created.version, &fewer).expect(200).json();
    company.owner.get(&path(&first)).refused(ProblemKind::NotFound);
    let _ = company.owner.get(&path(&second)).expect(200);
    tick(company);
    assert_eq!((rows(company), stored(company)), (1, vec![format!("files/{}", second.id)]));
    let delete = format!("/api/documents/{}", created.id);
    company.owner.call("DELETE", &delete).version(kept.version).send().expect(204);
    company.owner.get(&path(&second)).refused(ProblemKind::NotFound);
    tick(company);
    assert_eq!((rows(company), stored(company).len()), (0, 0));
}

#[test]
fn a_file_that_no_record_came_to_name_is_forgotten_after_a_day() {
    let company = Company::fresh("forgotten");
    let file = add(&company.owner, "a.pdf", PDF);
    tick(&company);
    assert_eq!((rows(&company), stored(&company).len()), (1, 1));
    let database = Connection::open(&company.server.database).expect("the database opens");
    database.execute("UPDATE files SET created_at = ?", [now() - 2 * DAY]).expect("it is made older");
    drop(database);
    tick(&company);
    company.owner.get(&path(&file)).refused(ProblemKind::NotFound);
    assert_eq!((rows(&company), stored(&company).len()), (0, 0));
}

/// Sends a body as it is given, by hand, since a client would not break off; gives what was answered.
fn send_raw(company: &Company, length: &str, body: &[u8], end: bool) -> String {
    let host = company.server.url.trim_start_matches("http://");
    let cookies: Vec<String> = company.owner.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut stream = TcpStream::connect(host).expect("a connection");
    let head = format!(
        "POST /api/files?name=large.pdf HTTP/1.1\r\nhost: {host}\r\norigin: {}\r\ncookie: {}\r\nconnection: close\r\n{length}\r\n\r\n",
        company.server.url,
        cookies.join("; ")
    );
    // The other end may stop listening as soon as it has seen enough.
    let sent = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
    if end && sent.is_ok() {
        let _ = stream.shutdown(Shutdown::Both);
        return String::new();
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// Waits until a failed upload has been taken back.
fn nothing_left(company: &Company) {
    let deadline = now() + 10_000;
    while (rows(company), stored(company).len()) != (0, 0) {
        assert!(now() < deadline, "{} rows, stored: {:?}", rows(company), stored(company));
        std::thread::yield_now();
    }
}

#[test]
fn an_upload_that_grows_too_large_or_breaks_off_leaves_nothing() {
    let company = Company::fresh("failed");
    let mut large = PDF.to_vec();
    large.resize(LARGEST + 1, b' ');
    let announced = send_raw(&company, &format!("content-length: {}", large.len()), &large, false);
    assert!(announced.is_empty() || announced.starts_with("HTTP/1.1 413"), "{announced}");
    nothing_left(&company);

    let mut chunked = format!("{:x}\r\n", large.len()).into_bytes();
    chunked.extend_from_slice(&large);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    let unannounced = send_raw(&company, "transfer-encoding: chunked", &chunked, false);
    assert!(unannounced.starts_with("HTTP/1.1 413"), "{unannounced}");
    nothing_left(&company);

    let _ = send_raw(&company, &format!("content-length: {}", 5 << 20), &large[..1 << 20], true);
    nothing_left(&company);

    large.truncate(LARGEST);
    let file = add(&company.owner, "just-right.pdf", &large);
    assert_eq!(file.size, i64::try_from(LARGEST).unwrap_or_default());
    assert_eq!(company.owner.get(&path(&file)).expect(200).body.len(), LARGEST);
}
