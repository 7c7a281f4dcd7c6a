//! What a file is that holds no contributions, and what to do with it.

use std::fmt;

/// A file of a kind that is known and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherDocument {
    /// A PDF.
    Pdf,
    /// A pointer of Git LFS, in the place of a file.
    GitLfs,
    /// An image.
    Image,
    /// A text document in RTF.
    Rtf,
    /// XML.
    Xml,
    /// A text without a table.
    Prose,
    /// A table of counts.
    Counts,
    /// An office file of before 2007, or one with a password.
    OldOffice,
    /// A text document of an office program.
    TextDocument,
    /// A presentation.
    Presentation,
    /// An Excel workbook in its binary form.
    BinaryWorkbook,
    /// A web archive (MHTML).
    WebArchive,
    /// A page of the web that is no contribution page of 2014-15.
    WebPage,
}

impl OtherDocument {
    /// What it is.
    pub fn what(self) -> &'static str {
        match self {
            OtherDocument::Pdf => "it is a PDF, which holds no rows",
            OtherDocument::GitLfs => {
                "it is a Git LFS pointer, which stands for the file and does not hold it"
            }
            OtherDocument::Image => "it is an image, which holds no text",
            OtherDocument::Rtf => "it is a text document (RTF)",
            OtherDocument::Xml => "it is an XML document of no format that is read",
            OtherDocument::Prose => "it is a text without a table",
            OtherDocument::Counts => "it is a table of counts (a pivot table), which holds no text",
            OtherDocument::OldOffice => {
                "it is an Office file of before 2007 (.xls, .doc) or one with a password"
            }
            OtherDocument::TextDocument => "it is a text document (.docx, .odt)",
            OtherDocument::Presentation => "it is a presentation (.pptx)",
            OtherDocument::BinaryWorkbook => "it is a binary Excel workbook (.xlsb)",
            OtherDocument::WebArchive => "a web archive (MHTML), which is not read",
            OtherDocument::WebPage => {
                "an HTML page whose text holds neither «Vous êtes sur la page de contribution de ...» nor «La \
                 contribution #N»: it is no contribution page of 2014-15, or was saved before it had loaded"
            }
        }
    }

    /// What to do with it.
    pub fn hint(self) -> &'static str {
        match self {
            OtherDocument::Pdf => "ask for the table it was made from, as CSV or XLSX",
            OtherDocument::GitLfs => {
                "fetch the file with `git lfs pull`, or download it from the page of the repository"
            }
            OtherDocument::Image => "ask for the table that it shows, as CSV or XLSX",
            OtherDocument::Rtf => {
                "copy its table into a sheet and save that as XLSX or CSV, one row a contribution"
            }
            OtherDocument::Xml => "export it as CSV, XLSX or JSON, one row a contribution",
            OtherDocument::Prose => {
                "put each contribution into a row of its own under a header such as «Texte», and save that as CSV or \
                 XLSX"
            }
            OtherDocument::Counts => {
                "give the table of the rows that were counted, or the file with the sheet that holds them"
            }
            OtherDocument::OldOffice => {
                "open it and save its table as XLSX or CSV, without password"
            }
            OtherDocument::TextDocument | OtherDocument::Presentation => {
                "copy its table into a sheet and save that as XLSX or CSV"
            }
            OtherDocument::BinaryWorkbook => "open it and save it as XLSX",
            OtherDocument::WebArchive => {
                "open it in a browser and save it as HTML, «page web, HTML uniquement»"
            }
            OtherDocument::WebPage => "open it in a browser, and save it once all of it is shown",
        }
    }
}

/// What it is, then what to do with it.
impl fmt::Display for OtherDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what(), self.hint())
    }
}
