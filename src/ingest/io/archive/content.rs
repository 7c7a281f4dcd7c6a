//! What a file is by its first bytes: an archive, a document that is packed as one, or neither.

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Plain,
    /// A zip: an archive, or a document in one (see [`is_document`]).
    Zip,
    Gzip,
    /// An archive of a kind that is not read.
    OtherArchive(&'static str),
}

impl Content {
    /// Its name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Content::Plain => "a file",
            Content::Zip => "a zip",
            Content::Gzip => "a gzip",
            Content::OtherArchive(name) => name,
        }
    }
}

/// The kind of a file that begins with `head`.
pub(super) fn of(head: &[u8]) -> Content {
    const OTHERS: [(&[u8], &str); 5] = [
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
        (b"Rar!\x1A\x07", "a RAR archive"),
        (b"\xFD7zXZ\0", "an xz archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    ];
    // `PK\5\6` is the whole of an empty zip; `PK00PK` begins one that was once split.
    if head.starts_with(b"PK\x03\x04")
        || head.starts_with(b"PK\x05\x06")
        || head.starts_with(b"PK00PK\x03\x04")
    {
        return Content::Zip;
    }
    // The third byte is the method: deflate, the only one there is.
    if head.starts_with(b"\x1F\x8B\x08") {
        return Content::Gzip;
    }
    if head.get(257..262) == Some(b"ustar") {
        return Content::OtherArchive("a tar archive");
    }
    let other = OTHERS.iter().find(|o| head.starts_with(o.0));
    match other {
        // «BZh» may begin a text; the block's mark follows the digit of its size.
        Some((b"BZh", _)) if head.get(4..10) != Some(b"1AY&SY") => Content::Plain,
        Some((_, name)) => Content::OtherArchive(name),
        None => Content::Plain,
    }
}

/// Whether the beginning of a zip is that of a document: a workbook or text of an office, a book.
pub(super) fn is_document(head: &[u8]) -> bool {
    if let Some(kind) = media_type(head) {
        return is_document_type(kind);
    }
    let first = first_name(head).unwrap_or_default();
    [
        &b"[Content_Types].xml"[..],
        b"_rels/.rels",
        b"docProps/",
        b"xl/",
        b"word/",
        b"ppt/",
    ]
    .iter()
    .any(|p| first.starts_with(p))
}

fn is_document_type(kind: &[u8]) -> bool {
    kind.starts_with(b"application/vnd.oasis.opendocument")
        || kind.starts_with(b"application/epub+zip")
}

/// Whether the names of a zip's members are those of an Office Open XML document.
pub(super) fn are_document_names<'n>(names: impl Iterator<Item = &'n [u8]>) -> bool {
    let (mut types, mut part) = (false, false);
    for name in names {
        types |= name == b"[Content_Types].xml";
        part |= [&b"_rels/.rels"[..], b"xl/", b"word/", b"ppt/"]
            .iter()
            .any(|p| name.starts_with(p));
    }
    types && part
}

/// The name of the first member, from its local header.
fn first_name(head: &[u8]) -> Option<&[u8]> {
    let length = usize::from(u16::from_le_bytes([*head.get(26)?, *head.get(27)?]));
    head.get(30..30 + length)
}

/// The content of a first member `mimetype`, which is stored and not packed.
fn media_type(head: &[u8]) -> Option<&[u8]> {
    let stored = head.get(8..10)? == [0, 0];
    let extra = usize::from(u16::from_le_bytes([*head.get(28)?, *head.get(29)?]));
    (stored && first_name(head)? == b"mimetype").then(|| head.get(38 + extra..))?
}

/// Whether the first member says that the zip is a document of another kind.
pub(super) fn has_document_type(head: &[u8]) -> bool {
    media_type(head).is_some_and(is_document_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_are_told_by_their_first_bytes() {
        assert_eq!(of(b"PK\x03\x04..."), Content::Zip);
        assert_eq!(of(b"PK\x05\x06"), Content::Zip);
        assert_eq!(of(b"\x1F\x8B\x08\0"), Content::Gzip);
        assert_eq!(
            of(b"7z\xBC\xAF\x27\x1C"),
            Content::OtherArchive("a 7z archive")
        );
        assert_eq!(of(b"BZh91AY&SY"), Content::OtherArchive("a bzip2 archive"));
        let tar = [&[b'a'; 257][..], b"ustar"].concat();
        assert_eq!(of(&tar), Content::OtherArchive("a tar archive"));
        for text in [&b"BZh, un avis"[..], b"PK, id", b"id;texte", b""] {
            assert_eq!(of(text), Content::Plain);
        }
    }

    #[test]
    fn a_zip_may_be_a_document() {
        let types: [&[u8]; 3] = [b"[Content_Types].xml", b"_rels/.rels", b"xl/workbook.xml"];
        assert!(are_document_names(types.into_iter()));
        assert!(!are_document_names([&b"xl/avis.csv"[..]].into_iter()));
        assert!(!are_document_names(
            [&b"[Content_Types].xml"[..]].into_iter()
        ));
    }
}
