//! The answers of `search` as tables.

use super::super::answer::authors_counted;
use super::super::{Exported, Tabular, cell};
use super::{CountAnswer, SearchAnswer, SearchRow};
use crate::store::{Column, Table};

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
            "records: {}{}, occurrences: {}; page {} of {} (--page, --limit)",
            self.count,
            authors_counted(self.authors),
            self.occurrences,
            self.page,
            self.pages
        )];
        lines.extend(self.counted.lines());
        lines.extend(self.facets.lines());
        let understood = self.rows.iter().find_map(|r| r.explanation.as_ref());
        lines.extend(understood.map(|e| format!("understood as: {}", e.query)));
        for row in &self.rows {
            if let Some(explanation) = &row.explanation {
                lines.push(format!("{}. {} {:.3}", row.rank, row.id, row.score));
                lines.extend(explanation.lines());
            }
        }
        lines
    }
}

impl Exported for SearchAnswer {
    fn table(&self) -> Table {
        let text = |f: &dyn Fn(&SearchRow) -> Option<String>| {
            Column::Text(self.rows.iter().map(f).collect())
        };
        Table::new(vec![
            ("rank", Column::count(self.rows.iter().map(|r| r.rank))),
            (
                "score",
                Column::Number(self.rows.iter().map(|r| Some(r.score.into())).collect()),
            ),
            ("id", text(&|r| Some(r.id.clone()))),
            ("kind", text(&|r| Some(r.kind.name().to_string()))),
            ("section", text(&|r| r.section.clone())),
            ("author", text(&|r| r.author.clone())),
            ("published_at", text(&|r| r.published_at.clone())),
            ("stance", text(&|r| r.stance.map(str::to_string))),
            ("title", text(&|r| r.title.clone())),
            ("snippet", text(&|r| Some(r.snippet.clone()))),
            ("source", text(&|r| Some(r.source.clone()))),
            ("file", text(&|r| Some(r.file.clone()))),
            ("place", text(&|r| Some(r.place.to_string()))),
        ])
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
            cell(&self.authors),
        ]]
    }

    fn footer(&self) -> Vec<String> {
        self.counted.lines()
    }
}
