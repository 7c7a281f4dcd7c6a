//! Names in recipes: plain words as they are, others in quotation marks.

use std::fmt::{self, Write};

/// A name as a recipe prints it. Different names never print alike, and none can be taken for what follows it.
pub(super) struct Word<'w>(pub &'w str);

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':');
        if !self.0.is_empty() && self.0.chars().all(plain) {
            return f.write_str(self.0);
        }
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                '\n' => f.write_str("\\n")?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_word_is_quoted() {
        for (name, shown) in [
            ("formation", "formation"),
            ("Éducation", "Éducation"),
            ("q/question/3", "q/question/3"),
            ("", "\"\""),
            ("a; in=b", "\"a; in=b\""),
            ("a\"b\\n", "\"a\\\"b\\\\n\""),
            ("a\nb", "\"a\\nb\""),
        ] {
            assert_eq!(Word(name).to_string(), shown);
        }
    }
}
