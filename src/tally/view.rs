//! What the counts look at: the records, the tree of parents, and what is set aside.

use crate::model::{
    COUNTED, Facts, GONE, Inclusion, Kind, LISTED, MODERATED, ModeratedOption, NO_ROW, ORGANISER,
    ORGANISER_STATED, OrganiserOption, RowSet, Side,
};
use std::sync::OnceLock;

/// Records under a choice of what counts. It looks at facts alone: no text is read.
pub struct View<'a> {
    /// The facts of all records.
    pub facts: &'a Facts,
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
    has_counts: bool,
    /// All records by the side that they declare: none, then the sides in the order of their numbers.
    sides: OnceLock<[RowSet; 4]>,
}

impl<'a> View<'a> {
    /// A view of the records of some facts.
    pub fn new(facts: &'a Facts, inclusion: impl Into<Inclusion>) -> Self {
        let inclusion = inclusion.into();
        let option = inclusion.moderated;
        let flags = facts.flags();
        let flagged = |flag: u8| -> RowSet {
            let has = |o: &u32| flags[*o as usize] & flag != 0;
            RowSet::sorted((0..facts.len()).filter(has))
        };
        let moderated = flagged(MODERATED);
        let all = RowSet::all(facts.len());
        let whole = match option {
            ModeratedOption::Exclude => all.minus(&moderated),
            ModeratedOption::Include => all,
            ModeratedOption::Only => moderated.clone(),
        };
        let every_organiser = flagged(ORGANISER);
        let organiser = whole.and(&every_organiser);
        let kinds: Vec<RowSet> = Kind::ALL
            .iter()
            .map(|kind| {
                let is = |o: &u32| facts.kinds()[*o as usize] == *kind as u8;
                RowSet::sorted((0..facts.len()).filter(is))
            })
            .collect();
        let own = match inclusion.organiser {
            OrganiserOption::Exclude => whole.minus(&organiser),
            OrganiserOption::Include => whole.clone(),
            OrganiserOption::Only => organiser.clone(),
        };
        let rows = match inclusion.organiser {
            OrganiserOption::Only => {
                let on = on_organiser(facts, &kinds[Kind::Argument as usize]);
                own.or(&whole.and(&on))
            }
            _ => own.clone(),
        };
        let contributions = kinds[Kind::Proposal as usize].or(&kinds[Kind::Answer as usize]);
        let declaring = facts.declaring();
        View {
            has_declared_sides: !declaring.is_empty(),
            has_counts: flags.iter().any(|f| f & (LISTED | COUNTED) != 0),
            declaring,
            facts,
            option,
            organiser_option: inclusion.organiser,
            searched: own.minus(&kinds[Kind::Appendix as usize]),
            voted: match inclusion.organiser {
                OrganiserOption::Exclude => whole,
                _ => rows.clone(),
            },
            rows,
            organiser,
            has_organiser: !every_organiser.is_empty(),
            organiser_stated: flags.iter().any(|f| f & ORGANISER_STATED != 0),
            moderated,
            gone: flagged(GONE),
            contributions,
            every: kinds.clone(),
            kinds,
            inside: None,
            sides: OnceLock::new(),
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
        let on = on_organiser(self.facts, self.every_of_kind(Kind::Argument));
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

    /// All contributions inside, moderated ones included.
    pub fn all_contributions(&self) -> &RowSet {
        &self.contributions
    }

    /// The nearest contribution above a record, itself included.
    pub fn contribution_of(&self, ordinal: u32) -> Option<u32> {
        let above = self.facts.contributions().get(ordinal as usize).copied();
        above.filter(|above| *above != NO_ROW)
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
        self.facts.distinct_authors(rows.iter())
    }

    /// Those of some records whose file names no author at all.
    pub fn unsigned(&self, rows: &RowSet) -> RowSet {
        let is = |o: &u32| self.facts.is_unsigned(*o);
        RowSet::sorted(rows.iter().filter(is))
    }

    /// The side that a record declares.
    pub fn side(&self, ordinal: u32) -> Option<Side> {
        Side::ALL
            .get(usize::from(self.facts.sides()[ordinal as usize]).checked_sub(1)?)
            .copied()
    }

    /// Those of some records that declare a side; with `None` those that declare none.
    pub fn of_side(&self, rows: &RowSet, side: Option<Side>) -> RowSet {
        let all = self.sides.get_or_init(|| {
            let sides = self.facts.sides();
            [0, 1, 2, 3].map(|wanted| {
                let is = |o: &u32| sides[*o as usize] == wanted;
                RowSet::sorted((0..self.facts.len()).filter(is))
            })
        });
        rows.and(&all[side.map_or(0, |side| side as usize + 1)])
    }

    /// Whether any record of the corpus has an author.
    pub fn has_authors(&self) -> bool {
        self.facts.has_authors()
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

    /// Whether a record of the corpus has listed votes or a platform's counters.
    pub fn has_counts(&self) -> bool {
        self.has_counts
    }

    /// Whether the corpus has a listed vote with a side.
    pub fn has_listed_sides(&self) -> bool {
        self.facts.lists_sides()
    }
}

/// Those of some arguments that others filed on a contribution of the organiser's, even where that is moderated or
/// outside.
fn on_organiser(facts: &Facts, arguments: &RowSet) -> RowSet {
    let (flags, above) = (facts.flags(), facts.contributions());
    let is_organiser = |o: u32| flags[o as usize] & ORGANISER != 0;
    let on = |o: &u32| {
        let above = above[*o as usize];
        !is_organiser(*o) && above != NO_ROW && is_organiser(above)
    };
    arguments.iter().filter(on).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AuthorId, Record, RecordThemes};
    use crate::tally::{Dimension, Names, ThemeRows, group, stance_counts, theme_counts};

    fn record(ordinal: u32, kind: Kind, parent: Option<u32>) -> Record {
        let mut record = Record::bare(ordinal, &format!("r{ordinal}"), kind);
        record.parent = parent.map(|p| format!("r{p}"));
        record.author = Some(AuthorId(ordinal));
        record.declared = (kind == Kind::Argument).then_some(Side::Favourable);
        record
    }

    fn facts(records: &[Record]) -> Facts {
        Facts::build(records, &[], &vec![[0; 2]; records.len()], |_| 0)
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
        let facts = facts(&records());
        let view = |option| View::new(&facts, option).within(&set(&[1, 2, 3]));
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
        assert!(View::new(&facts, ModeratedOption::Exclude).is_inside(None));
    }

    #[test]
    fn texts_of_the_organiser_leave_and_what_is_on_them_stays() {
        let mut records = records();
        records[0].organiser = Some(true);
        records[2].organiser = Some(false);
        let mut argument = record(4, Kind::Argument, Some(2));
        argument.organiser = Some(true);
        records.push(argument);
        records.push(record(5, Kind::Appendix, Some(0)));
        let facts = facts(&records);
        let view = |organiser| {
            let inclusion = Inclusion {
                moderated: ModeratedOption::Exclude,
                organiser,
            };
            View::new(&facts, inclusion)
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
        let facts = facts(&records());
        let view = View::new(&facts, ModeratedOption::Exclude).within(&set(&[1]));
        assert_eq!(view.contribution_of(1), Some(0));
        assert!(view.speaks_by_arguments());
        let themes = ThemeRows::new(RecordThemes::build(4, 1, [(0, 0, 2)]).unwrap());
        let counts = &theme_counts(&view, &themes)[0];
        assert_eq!((counts.records.len(), counts.occurrences), (0, 0));
        assert_eq!(counts.favourable, set(&[1]));
        let names = Names {
            themes: &["t".to_string()],
            records: &|o| o.to_string(),
        };
        let by = group(&view, &themes, names, &[Dimension::Theme]);
        assert_eq!(by.len(), 1);
        assert_eq!(by[0].keys, [Some("t".to_string())]);
        assert_eq!(stance_counts(&view, &view.rows).favourable, set(&[1]));
    }
}
