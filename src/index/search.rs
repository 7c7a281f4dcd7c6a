//! Asks the index of a build.

use super::collect::All;
use super::query::to_query;
use super::schema::{STEMS, StemTokenizer, fields};
use super::{IndexError, schema};
use crate::text::{Expr, Lexicon};
use std::path::Path;
use tantivy::{Index, Searcher};

/// A record that may match, and how well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// The record.
    pub ordinal: u32,
    /// BM25 over title and body (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75), the title's words
    /// weighing twice.
    pub score: f32,
}

/// An index open for reading.
pub struct SearchIndex {
    searcher: Searcher,
    fields: schema::Fields,
}

impl SearchIndex {
    /// Opens the index in `folder`.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let index = Index::open_in_dir(folder)?;
        index.tokenizers().register(STEMS, StemTokenizer::default());
        let fields = fields(&index.schema())?;
        let searcher = index.reader()?.searcher();
        Ok(SearchIndex { searcher, fields })
    }

    /// How many records the index holds.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every record that can match `expr`, best first, ties by ordinal. The matcher decides on the text
    /// which of them do.
    pub fn candidates(&self, expr: &Expr, lexicon: &Lexicon) -> Result<Vec<Scored>, IndexError> {
        let query = to_query(expr, &self.fields, lexicon);
        let mut found: Vec<Scored> = self
            .searcher
            .search(&query, &All)?
            .into_iter()
            .map(|(ordinal, score)| Scored { ordinal, score })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.ordinal.cmp(&b.ordinal)));
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::IndexBuilder;
    use crate::text::{Analysed, Analyser, parse};

    #[test]
    fn candidates_are_ranked_and_hold_every_match() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index");
        let mut analyser = Analyser::new();
        let texts = [
            ("Formation des agents", "il faut former"),
            ("Autre", "la formation au numérique"),
            ("Rien", "du tout"),
            ("Autre", "une e-administration"),
        ];
        let mut builder = IndexBuilder::begin(&path).unwrap();
        let mut records = texts.map(|(title, body)| Analysed {
            title: analyser.analyse(title),
            body: analyser.analyse(body),
        });
        let (lexicon, map) = Lexicon::of(analyser);
        for (i, record) in records.iter_mut().enumerate() {
            map.apply(&mut record.title);
            map.apply(&mut record.body);
            builder.add(i as u32, record, &lexicon).unwrap();
        }
        builder.finish().unwrap();
        let index = SearchIndex::open(&path).unwrap();
        let ask = |query: &str| -> Vec<u32> {
            index
                .candidates(&parse(query).unwrap(), &lexicon)
                .unwrap()
                .iter()
                .map(|s| s.ordinal)
                .collect()
        };
        assert_eq!(ask("formation"), [0, 1]);
        assert_eq!(ask("\"formation au numerique\""), [1]);
        assert_eq!(ask("eadministration OR e-administration"), [3]);
        assert_eq!(ask("inconnu"), Vec::<u32>::new());
        assert_eq!(ask("NOT formation").len(), 4);
    }
}
