//! The answers of `search` as tables.

use super::super::{Tabular, cell};
use super::{CountAnswer, SearchAnswer};

impl Tabular for SearchAnswer {
    fn header(&self) -> Vec<String> {
        [
            "rank",
            "score",
            "id",
            "author",
            "published_at",
            "stance",
            "title",
            "snippet",
            "file",
        ]
        .map(str::to_string)
        .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.rows
            .iter()
            .map(|r| {
                vec![
                    r.rank.to_string(),
                    format!("{:.2}", r.score),
                    r.id.clone(),
                    cell(&r.author),
                    r.published_at
                        .as_deref()
                        .and_then(|p| p.get(..10))
                        .unwrap_or("")
                        .to_string(),
                    cell(&r.stance),
                    cell(&r.title),
                    r.snippet.clone(),
                    r.file.clone(),
                ]
            })
            .collect()
    }

    fn footer(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "records: {}, authors: {}, occurrences: {}; page {} of {} (--page, --limit)",
            self.count, self.authors, self.occurrences, self.page, self.pages
        )];
        lines.extend(self.facets.lines());
        for row in &self.rows {
            if let Some(explanation) = &row.explanation {
                lines.push(format!("{}. {} {:.3}", row.rank, row.id, row.score));
                lines.extend(explanation.lines());
            }
        }
        lines
    }
}

impl Tabular for CountAnswer {
    fn header(&self) -> Vec<String> {
        ["query", "count", "occurrences", "authors"]
            .map(str::to_string)
            .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.query.clone(),
            self.count.to_string(),
            self.occurrences.to_string(),
            self.authors.to_string(),
        ]]
    }
}
