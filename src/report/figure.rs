//! Figures: every printed number, with its recipe and the way to the rows behind it.

use crate::model::{FigureId, Recipe};
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
    /// How it is counted.
    pub recipe: Recipe,
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

    /// Registers a figure. The same recipe is the same figure: it is kept once, as it was made first, with its base
    /// as soon as somebody names one.
    ///
    /// # Panics
    /// Where two recipes have one id, or one recipe two values: both are mistakes of the program, and a
    /// report with a wrong link must not be written.
    pub fn add(&mut self, recipe: impl Into<Recipe>, counted: Counted, home: Home) -> FigureRef {
        let recipe = recipe.into();
        let id = recipe.id();
        let (value, of) = (counted.value, counted.of);
        match self.by_id.get(&id) {
            Some(&at) => {
                let known = &mut self.list[at];
                assert_eq!(known.recipe, recipe, "two recipes of one figure id");
                assert_eq!(
                    known.counted.value, value,
                    "two values of one recipe: {recipe}"
                );
                known.counted.of = known.counted.of.or(of);
            }
            None => {
                let listed = match home {
                    Home::File(_) => value > 0,
                    _ => value > 0 && !counted.rows.is_empty(),
                };
                self.by_id.insert(id.clone(), self.list.len());
                self.list.push(Figure {
                    id: id.clone(),
                    recipe,
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
    use crate::model::{CorpusRecipe, Count, Filter, Kinds, RowSet};

    #[test]
    fn addresses() {
        let mut f = Figures::new();
        let rows: RowSet = [1, 2].into_iter().collect();
        let of = |count| CorpusRecipe::new(count, []);
        let in_section = |count| of(count).with(Filter::Section("s".into()));
        let (records, authors) = (Count::Records(Kinds::TEXTS), Count::Authors(Kinds::TEXTS));
        let whole = f.add(of(records), Counted::rows(rows.clone()), Home::Own);
        let within = Home::Within(whole.id.clone());
        let part = f.add(in_section(records), Counted::rows(rows.clone()), within);
        let people = Counted::of_rows(1, rows);
        let same = f.add(in_section(authors), people, Home::Same(part.id.clone()));
        let none = of(Count::Records(Kinds::ARGUMENTS));
        let zero = f.add(none.clone(), Counted::rows(RowSet::new()), Home::Own);
        assert_eq!(
            f.href(&whole.id).unwrap(),
            format!("lists/{}.html", whole.id)
        );
        let anchor = format!("lists/{}.html#{}", whole.id, part.id);
        assert_eq!(f.href(&part.id).unwrap(), anchor);
        assert_eq!(f.href(&same.id).unwrap(), anchor);
        assert_eq!(f.href(&zero.id), None);
        let again = Counted::rows(RowSet::new()).out_of(4);
        assert_eq!(f.add(none, again, Home::Own).of, Some(4));
        assert_eq!(f.get(&zero.id).unwrap().counted.of, Some(4));
    }
}
