//! A concordance and its groups as a terminal, CSV and files hold them.

use super::{KwicAnswer, KwicGroupsAnswer, KwicRow, Sampled};
use crate::pipeline::answer::{authors_counted, header};
use crate::pipeline::table::Exported;
use crate::pipeline::{Tabular, cell};
use crate::store::write::plain_rows;
use crate::store::{Column, Table};
use crate::textometry::{Aligned, align};

/// The lines that a terminal shows below a concordance or its groups.
fn summary(
    (count, authors, occurrences): (u64, Option<u64>, u64),
    sampled: Option<Sampled>,
    shown: usize,
    unit: &str,
    (page, pages): (u64, u64),
) -> Vec<String> {
    let authors = authors_counted(authors);
    let mut out = vec![format!(
        "records: {count}{authors}, occurrences: {occurrences}; {unit} shown: {shown}, page \
         {page} of {pages} (--limit, --page)"
    )];
    if let Some(s) = sampled {
        out.push(format!(
            "sampled {} of {} occurrences, seed {}",
            s.size, s.of, s.seed
        ));
    }
    out
}

impl Tabular for KwicAnswer {
    fn header(&self) -> Vec<String> {
        header(&self.table())
    }

    fn rows(&self) -> Vec<Vec<String>> {
        plain_rows(&self.table())
    }

    fn footer(&self) -> Vec<String> {
        summary(
            (self.count, self.authors, self.occurrences),
            self.sampled,
            self.rows.len(),
            "lines",
            (self.page, self.pages),
        )
    }

    fn lines(&self) -> Option<Vec<String>> {
        let longest = self.rows.iter().map(|r| r.id.len()).max().unwrap_or(0);
        let references: Vec<String> = self
            .rows
            .iter()
            .map(|r| format!("{:longest$} {}", r.id, cell(&r.author)))
            .collect();
        // A French word and its space take six columns on average.
        let room = usize::try_from(self.context)
            .unwrap_or(usize::MAX)
            .saturating_mul(6)
            .clamp(12, 600);
        let aligned: Vec<Aligned<'_>> = self
            .rows
            .iter()
            .zip(&references)
            .map(|(r, reference)| Aligned {
                reference,
                left: &r.left,
                keyword: &r.keyword,
                right: &r.right,
                cut_left: r.cut.0,
                cut_right: r.cut.1,
            })
            .collect();
        Some(align(&aligned, room))
    }
}

impl Exported for KwicAnswer {
    fn table(&self) -> Table {
        let text = |f: &dyn Fn(&KwicRow) -> Option<String>| {
            Column::Text(self.rows.iter().map(f).collect())
        };
        Table::new(vec![
            ("id", text(&|r| Some(r.id.clone()))),
            ("kind", text(&|r| Some(r.kind.name().to_string()))),
            ("field", text(&|r| Some(r.field.name().to_string()))),
            (
                "start",
                Column::count(self.rows.iter().map(|r| u64::from(r.start))),
            ),
            (
                "end",
                Column::count(self.rows.iter().map(|r| u64::from(r.end))),
            ),
            ("left", text(&|r| Some(r.left.clone()))),
            ("keyword", text(&|r| Some(r.keyword.clone()))),
            ("right", text(&|r| Some(r.right.clone()))),
            ("author", text(&|r| r.author.clone())),
            ("section", text(&|r| r.section.clone())),
            ("published_at", text(&|r| r.published_at.clone())),
            ("stance", text(&|r| r.stance.map(str::to_string))),
            ("source", text(&|r| Some(r.source.clone()))),
            ("file", text(&|r| Some(r.file.clone()))),
            ("place", text(&|r| Some(r.place.to_string()))),
        ])
    }
}

impl Tabular for KwicGroupsAnswer {
    fn header(&self) -> Vec<String> {
        header(&self.table())
    }

    fn rows(&self) -> Vec<Vec<String>> {
        plain_rows(&self.table())
    }

    fn footer(&self) -> Vec<String> {
        summary(
            (self.count, self.authors, self.occurrences),
            self.sampled,
            self.rows.len(),
            &format!("of {} groups", self.groups),
            (self.page, self.pages),
        )
    }
}

impl Exported for KwicGroupsAnswer {
    fn table(&self) -> Table {
        let rows = &self.rows;
        Table::new(vec![
            ("text", Column::text(rows.iter().map(|r| r.text.clone()))),
            ("form", Column::text(rows.iter().map(|r| r.form.clone()))),
            ("count", Column::count(rows.iter().map(|r| r.count))),
            ("records", Column::count(rows.iter().map(|r| r.records))),
            ("authors", Column::count(rows.iter().map(|r| r.authors))),
        ])
    }
}
