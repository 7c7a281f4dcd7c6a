//! The sentences of both languages (Fluent), cut into pieces so that no number is ever plain text.

use super::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

const FR: &str = include_str!("fr.ftl");
const EN: &str = include_str!("en.ftl");

/// A placeholder in a message: the piece of the sentence that is at `{ $name }`.
///
/// `name` is what the message calls it; `count`, where there is one, is given to the message as
/// `$name-n` so that it can choose a plural: `{ $c } { $c-n -> [one] contribution *[other] contributions }`.
pub struct Arg<T> {
    /// The name in the message.
    pub name: &'static str,
    /// The number behind it, for plurals.
    pub count: Option<u64>,
    /// What is there.
    pub value: T,
}

/// A piece of a translated sentence.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<T> {
    /// Words from the catalogue.
    Text(String),
    /// The argument that the caller gave.
    Value(T),
}

/// The catalogue of one language.
pub struct Catalogue {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

/// Marks the place of argument `i` inside a formatted message: U+E000 + i, private use. Texts of the
/// catalogue hold no private-use character (a test says so), so a mark is never mistaken.
fn mark(i: usize) -> String {
    // Fewer than 6,400 arguments: the private-use area is never left.
    char::from_u32(0xE000 + i as u32)
        .unwrap_or('\u{E000}')
        .to_string()
}

impl Catalogue {
    /// The catalogue of `lang`. Both catalogues are compiled in and checked by a test.
    pub fn new(lang: Lang) -> Self {
        let (source, tag) = match lang {
            Lang::Fr => (FR, "fr"),
            Lang::En => (EN, "en"),
        };
        let resource = match FluentResource::try_new(source.to_string()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        // "fr" and "en" are valid language tags.
        let language = tag.parse().expect("a valid language tag");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Catalogue { lang, bundle }
    }

    /// The catalogue's language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether the catalogue has a message of that name.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            // A missing message shows its own name instead of hiding: tests look for it.
            return format!("[{id}]");
        };
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, args, &mut errors)
            .into_owned()
    }

    /// A message without arguments.
    pub fn text(&self, id: &str) -> String {
        self.format(id, None)
    }

    /// A message with its arguments, cut into pieces in reading order.
    pub fn sentence<T: Clone>(&self, id: &str, args: Vec<Arg<T>>) -> Vec<Piece<T>> {
        let mut fluent = FluentArgs::new();
        for (i, arg) in args.iter().enumerate() {
            fluent.set(arg.name, FluentValue::from(mark(i)));
            if let Some(n) = arg.count {
                fluent.set(format!("{}-n", arg.name), FluentValue::from(n as f64));
                let is = if n == 0 { "none" } else { "some" };
                fluent.set(format!("{}-is", arg.name), FluentValue::from(is));
            }
        }
        let text = self.format(id, Some(&fluent));
        let mut pieces = Vec::new();
        let mut plain = String::new();
        for c in text.chars() {
            let index = (c as u32).wrapping_sub(0xE000) as usize;
            match args.get(index) {
                Some(arg) => {
                    if !plain.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    }
                    pieces.push(Piece::Value(arg.value.clone()));
                }
                None => plain.push(c),
            }
        }
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(source: &str) -> Vec<String> {
        let resource = FluentResource::try_new(source.to_string()).expect("a catalogue parses");
        let mut names: Vec<String> = source
            .lines()
            .filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|l| l.split_once(" =").map(|(n, _)| n.to_string()))
            .collect();
        // Every line that looks like a message is one entry; comments are entries too.
        assert!(resource.entries().count() >= names.len());
        names.sort();
        let before = names.len();
        names.dedup();
        assert_eq!(before, names.len(), "a message is defined twice");
        names
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        let (fr, en) = (messages(FR), messages(EN));
        let missing = |a: &[String], b: &[String]| -> Vec<String> {
            a.iter().filter(|m| !b.contains(m)).cloned().collect()
        };
        assert_eq!(missing(&fr, &en), Vec::<String>::new(), "not in English");
        assert_eq!(missing(&en, &fr), Vec::<String>::new(), "not in French");
        for source in [FR, EN] {
            // A digit in the catalogue would be a number that nothing counted.
            let text = source.lines().filter(|l| !l.starts_with('#'));
            for line in text {
                assert!(
                    !line
                        .chars()
                        .any(|c| c.is_ascii_digit() || matches!(c, '«' | '"' | '“')),
                    "{line}"
                );
            }
            assert!(
                !source
                    .chars()
                    .any(|c| ('\u{E000}'..='\u{F8FF}').contains(&c))
            );
        }
    }

    #[test]
    fn every_warning_refusal_and_row_has_its_words() {
        use crate::model::{Kind, Refusal, RowKind, WarningKind};
        for lang in [Lang::Fr, Lang::En] {
            let catalogue = Catalogue::new(lang);
            for kind in WarningKind::ALL {
                let id = format!("warning-{}", kind.name().replace('_', "-"));
                assert!(catalogue.has(&id), "{id}");
            }
            for reason in Refusal::ALL {
                let id = format!("reason-{}", reason.name().replace('_', "-"));
                assert!(catalogue.has(&id), "{id}");
            }
            for what in RowKind::OTHERS {
                assert!(catalogue.has(&format!("what-{}", what.name())));
            }
            for kind in Kind::ALL {
                assert!(catalogue.has(&format!("what-{}", kind.name())));
                assert!(catalogue.has(&format!("card-{}", kind.name())));
            }
        }
    }

    #[test]
    fn a_sentence_is_cut_at_its_arguments_and_chooses_its_plural() {
        let fr = Catalogue::new(Lang::Fr);
        let cut = |n: u64| {
            fr.sentence(
                "n-contributions",
                vec![Arg {
                    name: "c",
                    count: Some(n),
                    value: n,
                }],
            )
        };
        assert_eq!(
            cut(0),
            vec![Piece::Value(0), Piece::Text("\u{A0}contribution".into())]
        );
        assert_eq!(
            cut(2),
            vec![Piece::Value(2), Piece::Text("\u{A0}contributions".into())]
        );
    }
}
