//! Names of members: as text, hidden ones recognised, and those that no folder may have.

/// The longest name of a member, in bytes.
const MAX_NAME_BYTES: usize = 1024;

/// What a member's name is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// One that may be shown, without a leading `./`.
    Good(String),
    /// A hidden file, as in folders, or what macOS adds for itself.
    Hidden,
    /// One that may lead out of the archive or deceive who reads it; and why.
    Unsafe(&'static str),
}

/// Judges a name.
pub(super) fn judge(name: &str) -> Name {
    let mut name = name;
    while let Some(rest) = name.strip_prefix("./") {
        name = rest;
    }
    let drive = name.as_bytes().get(1) == Some(&b':')
        && name.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    if name.is_empty() || name.split('/').any(str::is_empty) {
        let absolute = name.starts_with('/');
        return Name::Unsafe(if absolute {
            "it begins at the root of the disk"
        } else {
            "a part of it is empty"
        });
    }
    if name.len() > MAX_NAME_BYTES {
        return Name::Unsafe("it is longer than 1,024 bytes");
    }
    if drive {
        return Name::Unsafe("it begins with the letter of a drive");
    }
    if name.contains('\\') {
        return Name::Unsafe("it has a backslash");
    }
    if name.chars().any(deceives) {
        return Name::Unsafe("it has characters that control and do not show");
    }
    if name.split('/').any(|part| part == ".." || part == ".") {
        return Name::Unsafe("it climbs out of the archive");
    }
    if name.starts_with("__MACOSX/") || name.split('/').any(|part| part.starts_with('.')) {
        return Name::Hidden;
    }
    Name::Good(name.to_string())
}

/// Controls, and marks that turn the direction of writing.
fn deceives(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A name for messages: what does not show is replaced, what is long is cut.
pub(super) fn printable(name: &str) -> String {
    let mut out: String = name
        .chars()
        .take(120)
        .map(|c| if deceives(c) { '\u{FFFD}' } else { c })
        .collect();
    if name.chars().nth(120).is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_hidden_and_unsafe_names() {
        for (name, good) in [
            ("a.csv", "a.csv"),
            ("./d/é œ.csv", "d/é œ.csv"),
            ("a..b/c:d.csv", "a..b/c:d.csv"),
        ] {
            assert_eq!(judge(name), Name::Good(good.into()));
        }
        for name in [".x", "a/.b/c.csv", "__MACOSX/._a.csv", "..."] {
            assert_eq!(judge(name), Name::Hidden, "{name}");
        }
        let long = "a".repeat(1025);
        for name in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "c:\\a",
            "C:a",
            "a\\b",
            "a\0b",
            "a\nb",
            "a//b",
            "a/./b",
            "a/\u{202E}vsc.b",
            &long,
        ] {
            assert!(matches!(judge(name), Name::Unsafe(_)), "{name:?}");
        }
        assert_eq!(printable("a\0b"), "a\u{FFFD}b");
        assert_eq!(printable(&long).chars().count(), 121);
    }
}
