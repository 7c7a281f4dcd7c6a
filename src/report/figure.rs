//! Figures: every printed number, with its recipe and the way to the rows behind it.

use crate::model::{FigureId, RowSet};
use crate::tally::Counted;
use std::collections::BTreeMap;

/// Where the rows of a figure are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// On a page of its own.
    Own,
    /// On the page of another figure, below an anchor of its own.
    Within(FigureId),
    /// On the page of another figure, which counts the same rows otherwise (authors, occurrences).
    Same(FigureId),
    /// In a file beside the report.
    File(&'static str),
    /// Nowhere: there is no row behind it (zero, or a platform's counter).
    Nowhere,
}

/// A number in the report.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its stable name.
    pub id: FigureId,
    /// How it is counted, in words that a program can read.
    pub recipe: String,
    /// The number, what it is out of, the rows behind it.
    pub counted: Counted,
    /// Where its rows are listed.
    pub home: Home,
}

/// A figure to print: its name and the number that chooses a plural.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRef {
    /// The figure.
    pub id: FigureId,
    /// Its value.
    pub value: u64,
    /// What it is out of.
    pub of: Option<u64>,
}

/// All figures of a report, in the order in which they were made.
#[derive(Default)]
pub struct Figures {
    list: Vec<Figure>,
    by_id: BTreeMap<FigureId, usize>,
}

impl Figures {
    /// No figure.
    pub fn new() -> Self {
        Self::default()
    }

    /// Registers a figure with a page of its own.
    pub fn add(&mut self, recipe: &str, counted: Counted) -> FigureRef {
        self.register(recipe, counted, Home::Own)
    }

    /// Registers a figure whose rows are on the page of `whole`, as a part of it.
    pub fn add_part(&mut self, whole: &FigureRef, recipe: &str, counted: Counted) -> FigureRef {
        self.register(recipe, counted, Home::Within(whole.id.clone()))
    }

    /// Registers a figure that is counted in the rows of `other`.
    pub fn add_same(&mut self, other: &FigureRef, recipe: &str, counted: Counted) -> FigureRef {
        self.register(recipe, counted, Home::Same(other.id.clone()))
    }

    /// Registers a figure whose rows are listed in a file.
    pub fn add_file(&mut self, file: &'static str, recipe: &str, value: u64) -> FigureRef {
        let counted = Counted::of_rows(value, RowSet::new());
        self.register(recipe, counted, Home::File(file))
    }

    /// Registers a figure that has no rows behind it.
    pub fn add_bare(&mut self, recipe: &str, value: u64) -> FigureRef {
        let counted = Counted::of_rows(value, RowSet::new());
        self.register(recipe, counted, Home::Nowhere)
    }

    /// The same recipe is the same figure: it is kept once, as it was made first.
    ///
    /// # Panics
    /// Where two recipes have one id, or one recipe two values: both are mistakes of the program, and a
    /// report with a wrong link must not be written.
    fn register(&mut self, recipe: &str, counted: Counted, home: Home) -> FigureRef {
        let id = FigureId::of(recipe);
        let value = counted.value;
        let of = counted.of;
        match self.by_id.get(&id) {
            Some(&at) => {
                let known = &self.list[at];
                assert_eq!(known.recipe, recipe, "two recipes of one figure id");
                assert_eq!(
                    known.counted.value, value,
                    "two values of one recipe: {recipe}"
                );
            }
            None => {
                let listed = match home {
                    Home::File(_) => value > 0,
                    _ => value > 0 && !counted.rows.is_empty(),
                };
                self.by_id.insert(id.clone(), self.list.len());
                self.list.push(Figure {
                    id: id.clone(),
                    recipe: recipe.to_string(),
                    counted,
                    home: if listed { home } else { Home::Nowhere },
                });
            }
        }
        FigureRef { id, value, of }
    }

    /// The figure of that name.
    pub fn get(&self, id: &FigureId) -> Option<&Figure> {
        self.by_id.get(id).map(|&at| &self.list[at])
    }

    /// All figures.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.list.iter()
    }

    /// The figures that are on the page of `whole`, in order.
    pub fn parts_of<'a>(&'a self, whole: &'a FigureId) -> impl Iterator<Item = &'a Figure> {
        self.list
            .iter()
            .filter(move |f| f.home == Home::Within(whole.clone()))
    }

    /// The address of a figure's rows, relative to `index.html`.
    pub fn href(&self, id: &FigureId) -> Option<String> {
        let figure = self.get(id)?;
        match &figure.home {
            Home::Own => Some(format!("lists/{id}.html")),
            Home::Within(whole) => {
                self.get(whole)?;
                Some(format!("lists/{whole}.html#{id}"))
            }
            // A figure that counts the rows of a part leads to that part.
            Home::Same(other) => self.href(other),
            Home::File(file) => Some((*file).to_string()),
            Home::Nowhere => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let mut f = Figures::new();
        let rows: RowSet = [1, 2].into_iter().collect();
        let whole = f.add("a", Counted::rows(rows.clone()));
        let part = f.add_part(&whole, "a in s", Counted::rows(rows.clone()));
        let same = f.add_same(&part, "authors of a in s", Counted::of_rows(1, rows));
        let zero = f.add("b", Counted::rows(RowSet::new()));
        assert_eq!(
            f.href(&whole.id).unwrap(),
            format!("lists/{}.html", whole.id)
        );
        let anchor = format!("lists/{}.html#{}", whole.id, part.id);
        assert_eq!(f.href(&part.id).unwrap(), anchor);
        assert_eq!(f.href(&same.id).unwrap(), anchor);
        assert_eq!(f.href(&zero.id), None);
        assert_eq!(f.add("b", Counted::rows(RowSet::new())), zero);
    }
}
