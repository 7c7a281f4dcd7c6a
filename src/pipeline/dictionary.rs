//! The dictionary of a corpus: its own, else the shipped one; and the corpus's title.

use super::PipelineError;
use crate::annotate::themes::{Dictionary, SHIPPED};
use crate::ingest::sha256_hex;
use crate::store::{Corpus, DictionaryInfo, Manifest};
use std::fs;

/// The title: `corpus.toml`'s, else the first source's file name.
pub(super) fn title(corpus: &Corpus, manifest: &Manifest) -> String {
    corpus
        .config
        .title
        .clone()
        .or_else(|| manifest.sources.first().map(|s| s.label.clone()))
        .unwrap_or_else(|| corpus.name())
}

/// The text of the corpus's own dictionary where it has one, else of the shipped one (`None`); its SHA-256.
pub(super) fn dictionary_info(corpus: &Corpus) -> Result<(Option<String>, String), PipelineError> {
    let path = corpus.root.join("themes.toml");
    match fs::read_to_string(&path) {
        Ok(text) => {
            let sha256 = sha256_hex(text.as_bytes());
            Ok((Some(text), sha256))
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            Ok((None, sha256_hex(SHIPPED.as_bytes())))
        }
        Err(e) => Err(PipelineError::Usage(format!("{}: {e}", path.display()))),
    }
}

/// The corpus's own dictionary where it has one, else the shipped one.
pub(super) fn dictionary(corpus: &Corpus) -> Result<(Dictionary, DictionaryInfo), PipelineError> {
    let path = corpus.root.join("themes.toml");
    let (own, sha256) = dictionary_info(corpus)?;
    let (text, origin) = match own {
        Some(text) => (text, "themes.toml"),
        None => (SHIPPED.to_string(), "shipped"),
    };
    let shown = if origin == "shipped" {
        "the shipped dictionary".to_string()
    } else {
        path.display().to_string()
    };
    let dictionary = Dictionary::parse(&text, &shown)?;
    let info = DictionaryInfo {
        origin: origin.to_string(),
        version: dictionary.version.clone(),
        sha256,
        themes: dictionary.ids(),
    };
    Ok((dictionary, info))
}
