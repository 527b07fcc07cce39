//! A file that hangs on a record: what may be kept, and what a record says of it.
//!
//! Files are uploaded first and named in the record's draft afterwards; until a record names them nobody but the uploader
//! sees them, and the edge forgets them after a day.
//!
//! Invariant: a file's type is what its bytes say, never what its name or its sender does.

use serde::{Deserialize, Serialize};

use crate::check::{Check, FieldCode};
use crate::id::FileId;

/// Bytes of the largest file.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// Bytes of the largest picture.
pub const LARGEST_PICTURE: usize = 2 * 1024 * 1024;
/// Characters of the longest name.
pub const LONGEST_NAME: usize = 200;
/// Pictures of one record.
pub const MOST_PICTURES: usize = 20;
/// Files of one record.
pub const MOST: usize = 20;

crate::choice! {
    /// What may be kept, by its media type.
    pub enum MediaType {
        Pdf = "application/pdf": "PDF", "PDF", "PDF", "PDF";
        Png = "image/png": "Imagen PNG", "PNG picture", "Immagine PNG", "Obraz PNG";
        Jpeg = "image/jpeg": "Imagen JPEG", "JPEG picture", "Immagine JPEG", "Obraz JPEG";
        Webp = "image/webp": "Imagen WebP", "WebP picture", "Immagine WebP", "Obraz WebP";
        Heic = "image/heic": "Imagen HEIC", "HEIC picture", "Immagine HEIC", "Obraz HEIC";
        Text = "text/plain": "Texto", "Text", "Testo", "Tekst";
        Csv = "text/csv": "Tabla CSV", "CSV table", "Tabella CSV", "Tabela CSV";
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Documento de Word", "Word document", "Documento Word", "Dokument Word";
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Libro de Excel", "Excel workbook", "Foglio Excel", "Skoroszyt Excel";
    }
}

impl MediaType {
    /// Extensions its names may end in; the first is given to a name that has another.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Webp => &["webp"],
            Self::Heic => &["heic", "heif"],
            Self::Text => &["txt"],
            Self::Csv => &["csv"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
        }
    }

    /// Whether it is an archive of parts, any of which may be named at its end.
    #[must_use]
    pub const fn is_archive(self) -> bool {
        matches!(self, Self::Docx | Self::Xlsx)
    }

    /// Whether every browser shows it in an `<img>`.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Webp)
    }

    /// Whether it is shown in place; everything else is only handed over to be kept.
    #[must_use]
    pub const fn is_shown(self) -> bool {
        self.is_picture() || matches!(self, Self::Pdf)
    }

    /// The name with an extension that tells the truth.
    #[must_use]
    pub fn named(self, name: &str) -> String {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let right = |known: &&&str| ending.eq_ignore_ascii_case(known);
        match (self.extensions().iter().find(right), self.extensions().first()) {
            (None, Some(first)) => format!("{name}.{first}"),
            _ => name.to_owned(),
        }
    }
}

/// A file as its record tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct File {
    /// What a draft names it by.
    pub id: FileId,
    /// As it was uploaded, with an ending that tells its type: [`MediaType::named`].
    pub name: String,
    /// What its bytes are.
    pub media_type: MediaType,
    /// Bytes.
    pub size: i64,
}

/// Checks a draft's list of files: not too many, none twice.
pub fn check(check: &mut Check, field: &str, files: &[FileId]) {
    check.count(field, files.len(), MOST);
    let again = files.iter().enumerate().any(|(at, file)| files.iter().take(at).any(|earlier| earlier == file));
    check.that(field, !again, FieldCode::Duplicate);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_lies_about_its_type_is_given_the_right_ending() {
        assert_eq!(MediaType::Png.named("permit.pdf"), "permit.pdf.png");
        assert_eq!(MediaType::Jpeg.named("Permit.JPEG"), "Permit.JPEG");
        assert_eq!(MediaType::Pdf.named("permit"), "permit.pdf");
    }

    #[test]
    fn a_file_is_named_once() {
        let errors = |files: &[i64]| {
            let mut all = Check::default();
            check(&mut all, "files", &files.iter().copied().map(FileId).collect::<Vec<_>>());
            all.into_errors().into_iter().map(|error| error.code).collect::<Vec<_>>()
        };
        assert_eq!(errors(&[1, 2, 3]), []);
        assert_eq!(errors(&[1, 2, 1]), [FieldCode::Duplicate]);
        assert_eq!(errors(&(0..21).collect::<Vec<_>>()), [FieldCode::TooMany]);
    }
}
