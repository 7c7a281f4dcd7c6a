//! What the counts look at: the records, the tree of parents, and what is set aside.

use crate::model::{
    AuthorId, Counters, Kind, ListedVote, Record, RowSet, listed_sides, nearest_contributions,
};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// What is done with moderated records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModeratedOption {
    /// They are set aside and counted apart: the default, in every command and in the report.
    #[default]
    Exclude,
    /// They count like the others.
    Include,
    /// Only they count.
    Only,
}

impl ModeratedOption {
    /// Whether what is moderated, or is not, counts.
    pub fn counts(self, moderated: bool) -> bool {
        match self {
            ModeratedOption::Exclude => !moderated,
            ModeratedOption::Include => true,
            ModeratedOption::Only => moderated,
        }
    }
}

/// What is done with the organiser's own texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganiserOption {
    /// They are set aside and counted apart; arguments and votes on them count: the default, in every command
    /// and in the report.
    #[default]
    Exclude,
    /// They count like the others.
    Include,
    /// Only they count, and the arguments and votes on them.
    Only,
}

impl OrganiserOption {
    /// Whether a text that is the organiser's, or is not, counts.
    pub fn counts(self, organiser: bool) -> bool {
        match self {
            OrganiserOption::Exclude => !organiser,
            OrganiserOption::Include => true,
            OrganiserOption::Only => organiser,
        }
    }

    /// Its name on the command line and in recipes.
    pub fn name(self) -> &'static str {
        match self {
            OrganiserOption::Exclude => "exclude",
            OrganiserOption::Include => "include",
            OrganiserOption::Only => "only",
        }
    }
}

/// Which records count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inclusion {
    /// What is done with moderated records.
    pub moderated: ModeratedOption,
    /// What is done with the organiser's own texts.
    pub organiser: OrganiserOption,
}

impl From<ModeratedOption> for Inclusion {
    /// The organiser's own texts are set aside.
    fn from(moderated: ModeratedOption) -> Self {
        Inclusion {
            moderated,
            organiser: OrganiserOption::default(),
        }
    }
}

/// Records under a choice of what counts.
pub struct View<'a> {
    /// All records; `records[i].ordinal == i`.
    pub records: &'a [Record],
    /// All listed votes, with their authors.
    pub votes: &'a [ListedVote],
    /// What is done with moderated records.
    pub option: ModeratedOption,
    /// What is done with the organiser's own texts.
    pub organiser_option: OrganiserOption,
    /// The ordinals that count.
    pub rows: RowSet,
    /// The records whose own text is searched and themed: those that count, but for appendices, and where only the
    /// organiser's texts count, but for the arguments on them.
    pub searched: RowSet,
    /// The records on which votes count: those that count, and the organiser's where these are set aside.
    pub voted: RowSet,
    /// The organiser's own texts, whatever is done with them; moderated ones only where these count.
    pub organiser: RowSet,
    /// Whether a source, or `corpus.toml`, says which texts are the organiser's.
    pub organiser_stated: bool,
    /// Whether any text of the whole corpus is the organiser's.
    pub has_organiser: bool,
    /// The ordinals of moderated records, whatever the option.
    pub moderated: RowSet,
    /// Of those, the records that a newer export of their source holds no more.
    pub gone: RowSet,
    /// For each record, the nearest contribution above it (itself where it is one).
    ancestors: Vec<Option<u32>>,
    /// For each kind, its records inside.
    kinds: Vec<RowSet>,
    /// For each kind, all its records.
    every: Vec<RowSet>,
    /// All contributions inside, moderated ones included.
    contributions: RowSet,
    /// The records that the view is narrowed to; `None`: it holds the whole corpus.
    inside: Option<RowSet>,
    /// Contributions inside of files whose contributions declare sides; whether there are any in the corpus.
    declaring: RowSet,
    has_declared_sides: bool,
    /// Whether a record of the corpus has an author.
    has_authors: bool,
    /// Listed votes that are not moderated, by the record voted on; a record is here as soon as its
    /// source lists a vote with a side, even a moderated one.
    votes_on: FxHashMap<&'a str, Counters>,
}

impl<'a> View<'a> {
    /// A view of records. Records link to their parents by id; a parent that is nowhere ends the way up.
    pub fn new(
        records: &'a [Record],
        votes: &'a [ListedVote],
        inclusion: impl Into<Inclusion>,
    ) -> Self {
        let inclusion = inclusion.into();
        let option = inclusion.moderated;
        let moderated: RowSet = records
            .iter()
            .filter(|r| r.moderation.moderated)
            .map(|r| r.ordinal)
            .collect();
        let gone: RowSet = records
            .iter()
            .filter(|r| r.moderation.gone)
            .map(|r| r.ordinal)
            .collect();
        let all = RowSet::all(records.len() as u32);
        let whole = match option {
            ModeratedOption::Exclude => all.minus(&moderated),
            ModeratedOption::Include => all,
            ModeratedOption::Only => moderated.clone(),
        };
        let organiser = records.iter().filter(|r| r.is_organiser());
        let organiser = whole.and(&organiser.map(|r| r.ordinal).collect());
        let kinds: Vec<RowSet> = Kind::ALL
            .iter()
            .map(|k| {
                records
                    .iter()
                    .filter(|r| r.kind == *k)
                    .map(|r| r.ordinal)
                    .collect()
            })
            .collect();
        let ancestors = nearest_contributions(records);
        let own = match inclusion.organiser {
            OrganiserOption::Exclude => whole.minus(&organiser),
            OrganiserOption::Include => whole.clone(),
            OrganiserOption::Only => organiser.clone(),
        };
        let rows = match inclusion.organiser {
            OrganiserOption::Only => own.or(&whole.and(&on_organiser(records, &ancestors))),
            _ => own.clone(),
        };
        let contributions = kinds[Kind::Proposal as usize].or(&kinds[Kind::Answer as usize]);
        let declaring = declaring(records, &contributions);
        View {
            has_declared_sides: !declaring.is_empty(),
            declaring,
            has_authors: records.iter().any(|r| r.author.is_some()),
            records,
            votes,
            option,
            organiser_option: inclusion.organiser,
            searched: own.minus(&kinds[Kind::Appendix as usize]),
            voted: match inclusion.organiser {
                OrganiserOption::Exclude => whole,
                _ => rows.clone(),
            },
            rows,
            organiser,
            has_organiser: records.iter().any(Record::is_organiser),
            organiser_stated: records.iter().any(|r| r.organiser.is_some()),
            moderated,
            gone,
            ancestors,
            contributions,
            every: kinds.clone(),
            kinds,
            inside: None,
            votes_on: listed_sides(votes),
        }
    }

    /// The same view narrowed to some records, such as those of a sub-corpus: nothing else counts, nor is set
    /// aside. The contribution above a record stays the one of the whole corpus, even where it is outside.
    pub fn within(mut self, inside: &RowSet) -> Self {
        self.rows = self.rows.and(inside);
        self.searched = self.searched.and(inside);
        self.voted = self.voted.and(inside);
        self.organiser = self.organiser.and(inside);
        self.moderated = self.moderated.and(inside);
        self.gone = self.gone.and(inside);
        self.contributions = self.contributions.and(inside);
        self.declaring = self.declaring.and(inside);
        self.kinds = self.kinds.iter().map(|rows| rows.and(inside)).collect();
        self.inside = Some(match self.inside {
            Some(before) => before.and(inside),
            None => inside.clone(),
        });
        self
    }

    /// The same view in which the own texts of these kinds are searched and themed, and no others.
    pub fn of_kinds(mut self, kinds: &[Kind]) -> Self {
        let own = match self.organiser_option {
            OrganiserOption::Only => self.rows.and(&self.organiser),
            _ => self.rows.clone(),
        };
        let kinds = kinds.iter().map(|kind| own.and(self.of_kind(*kind)));
        self.searched = kinds.fold(RowSet::new(), |all, kind| all.or(&kind));
        self
    }

    /// The arguments that count, and answer a contribution of the organiser's; the organiser's own are not among them.
    pub fn arguments_on_organiser(&self) -> RowSet {
        let on = on_organiser(self.records, &self.ancestors);
        self.arguments().and(&on)
    }

    /// Whether a record is inside, whatever its moderation; `None` stands for one that is in no source, which
    /// belongs to the whole corpus alone.
    pub fn is_inside(&self, ordinal: Option<u32>) -> bool {
        let Some(inside) = &self.inside else {
            return true;
        };
        ordinal.is_some_and(|o| inside.contains(o))
    }

    /// The listed votes on a record, moderated ones left out; `None` where its source lists none with a
    /// side.
    pub fn votes_on(&self, id: &str) -> Option<Counters> {
        self.votes_on.get(id).copied()
    }

    /// All contributions inside, moderated ones included.
    pub fn all_contributions(&self) -> &RowSet {
        &self.contributions
    }

    /// The nearest contribution above a record, itself included.
    pub fn contribution_of(&self, ordinal: u32) -> Option<u32> {
        self.ancestors.get(ordinal as usize).copied().flatten()
    }

    /// All records of a kind inside, moderated ones included.
    pub fn of_kind(&self, kind: Kind) -> &RowSet {
        // `kinds` has a set for each kind, in the order of `Kind::ALL`, which is the enum's.
        &self.kinds[kind as usize]
    }

    /// All records of a kind in the whole corpus, moderated ones included, whatever the view is narrowed to.
    pub fn every_of_kind(&self, kind: Kind) -> &RowSet {
        // As in `kinds`.
        &self.every[kind as usize]
    }

    /// The contributions that count.
    pub fn contributions(&self) -> RowSet {
        self.contributions.and(&self.rows)
    }

    /// The arguments that count.
    pub fn arguments(&self) -> RowSet {
        self.of_kind(Kind::Argument).and(&self.rows)
    }

    /// Whether there is no contribution at all inside, but arguments: then these are what themes are counted
    /// in.
    pub fn speaks_by_arguments(&self) -> bool {
        self.contributions.is_empty() && !self.of_kind(Kind::Argument).is_empty()
    }

    /// The texts in which themes are counted: the contributions that count, or the arguments where there are
    /// no contributions.
    pub fn texts(&self) -> RowSet {
        if self.speaks_by_arguments() {
            self.arguments()
        } else {
            self.contributions()
        }
    }

    /// How many distinct authors wrote these records; `None` where that is unknown: no record of the corpus has one, or
    /// none of these, which are not all of the organiser.
    pub fn authors(&self, rows: &RowSet) -> Option<u64> {
        let distinct: FxHashSet<AuthorId> = rows
            .iter()
            .filter_map(|o| self.records[o as usize].author)
            .collect();
        let signed = !distinct.is_empty() || self.has_authors && self.unsigned(rows).is_empty();
        signed.then_some(distinct.len() as u64)
    }

    /// Those of some records whose file names no author at all.
    pub fn unsigned(&self, rows: &RowSet) -> RowSet {
        let is = |o: &u32| {
            let record = &self.records[*o as usize];
            record.author.is_none() && !record.kind.is_of_organiser()
        };
        rows.iter().filter(is).collect()
    }

    /// Whether any record of the corpus has an author.
    pub fn has_authors(&self) -> bool {
        self.has_authors
    }

    /// The contributions inside, moderated ones included, of files in which some contribution declares a side of its
    /// own, as those of a public inquiry's register do.
    pub fn declaring(&self) -> &RowSet {
        &self.declaring
    }

    /// Whether a contribution of the corpus declares a side of its own.
    pub fn has_declared_sides(&self) -> bool {
        self.has_declared_sides
    }

    /// Whether the corpus has a listed vote with a side.
    pub fn has_listed_sides(&self) -> bool {
        !self.votes_on.is_empty()
    }
}

/// The contributions of files in which one of them declares a side: in the others that nobody does says nothing.
fn declaring(records: &[Record], contributions: &RowSet) -> RowSet {
    let file = |o: u32| {
        let origin = &records[o as usize].origin;
        (&*origin.source, &*origin.file)
    };
    let sided = |o: &u32| records[*o as usize].declared.is_some();
    let files: FxHashSet<(&str, &str)> = contributions.iter().filter(sided).map(file).collect();
    if files.is_empty() {
        return RowSet::new();
    }
    let of_them = |o: &u32| files.contains(&file(*o));
    contributions.iter().filter(of_them).collect()
}

/// The arguments of others that answer a contribution of the organiser's, even where that is moderated or outside.
fn on_organiser(records: &[Record], ancestors: &[Option<u32>]) -> RowSet {
    let arguments = records.iter().filter(|r| r.kind == Kind::Argument);
    let on = arguments.filter(|r| {
        let above = ancestors[r.ordinal as usize];
        !r.is_organiser() && above.is_some_and(|c| records[c as usize].is_organiser())
    });
    on.map(|r| r.ordinal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Side;
    use crate::tally::{Dimension, ThemeRows, group, stance_counts, theme_counts};

    fn record(ordinal: u32, kind: Kind, parent: Option<u32>) -> Record {
        Record {
            parent: parent.map(|p| format!("r{p}")),
            author: Some(AuthorId(ordinal)),
            declared: (kind == Kind::Argument).then_some(Side::Favourable),
            ..Record::bare(ordinal, &format!("r{ordinal}"), kind)
        }
    }

    fn set(rows: &[u32]) -> RowSet {
        rows.iter().copied().collect()
    }

    /// Two proposals, an argument under each, the second proposal's moderated.
    fn records() -> Vec<Record> {
        let mut records = vec![
            record(0, Kind::Proposal, None),
            record(1, Kind::Argument, Some(0)),
            record(2, Kind::Proposal, None),
            record(3, Kind::Argument, Some(2)),
        ];
        records[3].moderation.moderated = true;
        records
    }

    #[test]
    fn only_what_is_inside_counts_or_is_set_aside() {
        let records = records();
        let view = |option| View::new(&records, &[], option).within(&set(&[1, 2, 3]));
        let excluded = view(ModeratedOption::Exclude);
        assert_eq!(excluded.rows, set(&[1, 2]));
        assert_eq!(excluded.moderated, set(&[3]));
        assert_eq!(excluded.contributions(), set(&[2]));
        assert_eq!(excluded.of_kind(Kind::Proposal), &set(&[2]));
        assert_eq!(excluded.every_of_kind(Kind::Proposal), &set(&[0, 2]));
        assert_eq!(view(ModeratedOption::Only).rows, set(&[3]));
        assert_eq!(view(ModeratedOption::Include).rows, set(&[1, 2, 3]));
        let narrower = view(ModeratedOption::Include).within(&set(&[0, 1]));
        assert_eq!(narrower.rows, set(&[1]));
        assert!(!narrower.is_inside(Some(0)) && !narrower.is_inside(None));
        assert!(View::new(&records, &[], ModeratedOption::Exclude).is_inside(None));
    }

    #[test]
    fn texts_of_the_organiser_leave_and_what_is_on_them_stays() {
        let mut records = records();
        records[0].organiser = Some(true);
        records[2].organiser = Some(false);
        records.push(Record {
            organiser: Some(true),
            ..record(4, Kind::Argument, Some(2))
        });
        records.push(record(5, Kind::Appendix, Some(0)));
        let view = |organiser| {
            let inclusion = Inclusion {
                moderated: ModeratedOption::Exclude,
                organiser,
            };
            View::new(&records, &[], inclusion)
        };
        let excluded = view(OrganiserOption::Exclude);
        assert!(excluded.organiser_stated);
        assert_eq!(excluded.organiser, set(&[0, 4]));
        assert_eq!(excluded.rows, set(&[1, 2, 5]));
        assert_eq!(excluded.searched, set(&[1, 2]));
        assert_eq!(excluded.voted, set(&[0, 1, 2, 4, 5]));
        assert_eq!(excluded.arguments_on_organiser(), set(&[1]));
        let included = view(OrganiserOption::Include);
        assert_eq!(included.rows, set(&[0, 1, 2, 4, 5]));
        assert_eq!(included.arguments_on_organiser(), set(&[1]));
        let only = view(OrganiserOption::Only);
        assert_eq!(
            (&only.rows, &only.voted),
            (&set(&[0, 1, 4]), &set(&[0, 1, 4]))
        );
        assert_eq!(only.searched, set(&[0, 4]));
        let appendices = view(OrganiserOption::Exclude).of_kinds(&[Kind::Appendix]);
        assert_eq!(appendices.searched, set(&[5]));
        let inside = view(OrganiserOption::Exclude).within(&set(&[1, 5]));
        assert!(inside.organiser.is_empty() && inside.voted == set(&[1, 5]));
        assert!(inside.has_organiser);
        assert_eq!(inside.arguments_on_organiser(), set(&[1]));
    }

    #[test]
    fn an_argument_keeps_the_themes_of_a_contribution_outside() {
        let records = records();
        let view = View::new(&records, &[], ModeratedOption::Exclude).within(&set(&[1]));
        assert_eq!(view.contribution_of(1), Some(0));
        assert!(view.speaks_by_arguments());
        let mut themes = ThemeRows::new(1);
        themes.add(0, 0, 2);
        let counts = theme_counts(&view, &themes, 0);
        assert_eq!((counts.records.len(), counts.occurrences), (0, 0));
        assert_eq!(counts.favourable, set(&[1]));
        let by = group(&view, &themes, &["t".to_string()], &[Dimension::Theme]);
        assert_eq!(by.len(), 1);
        assert_eq!(by[0].0, [Some("t".to_string())]);
        assert_eq!(stance_counts(&view, &view.rows).favourable, set(&[1]));
    }
}
