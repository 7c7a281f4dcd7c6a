//! The dictionary of a corpus: its own, else the shipped one; and the corpus's title.

use super::PipelineError;
use super::error::Changed;
use crate::annotate::themes::{Dictionary, SHIPPED};
use crate::ingest::sha256_hex;
use crate::store::{Corpus, DictionaryInfo, Manifest, read_text};

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
    let own = read_text(&corpus.root.join("themes.toml"))?;
    let sha256 = sha256_hex(own.as_deref().unwrap_or(SHIPPED).as_bytes());
    Ok((own, sha256))
}

/// The dictionary that a build was made with.
///
/// # Errors
/// Where `themes.toml` is another one now: its themes would be taken for those that were counted.
pub(super) fn built_dictionary(
    corpus: &Corpus,
    manifest: &Manifest,
) -> Result<Dictionary, PipelineError> {
    let (dictionary, info) = dictionary(corpus)?;
    if info.sha256 == manifest.dictionary.sha256 {
        return Ok(dictionary);
    }
    let path = corpus.root.join("themes.toml");
    Err(Changed { path }.into())
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
