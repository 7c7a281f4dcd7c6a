//! Recipes at random over records at random, held to a count that looks at one record after the other.

use super::*;
use crate::model::{
    Counters, Facts, Kind, ListedVote, ModeratedOption, Moderation, OrganiserOption, Origin, Place,
    Record, RecordThemes, Vote,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const SECTIONS: [&str; 3] = ["Les arguments du débat", "B", "C"];
const THEMES: usize = 3;
const KINDS: [Kind; 6] = [
    Kind::Proposal,
    Kind::Answer,
    Kind::Argument,
    Kind::Comment,
    Kind::Appendix,
    Kind::Reply,
];

/// What is drawn of a record.
type Drawn = (
    usize,
    Option<usize>,
    Option<u32>,
    Option<usize>,
    Option<usize>,
    (u8, u8, u8),
    Option<i64>,
    [Option<u64>; 2],
    u8,
);

#[derive(Debug)]
struct Corpus {
    records: Vec<Record>,
    votes: Vec<ListedVote>,
    themes: Vec<BTreeMap<usize, u32>>,
}

fn record(ordinal: usize, drawn: &Drawn) -> (Record, BTreeMap<usize, u32>) {
    let (kind, parent, author, side, section, (moderated, organiser, file), day, counters, themes) =
        drawn;
    let kind = KINDS[*kind];
    let signed = *file > 0 && !kind.is_of_organiser();
    let mut record = Record::bare(ordinal as u32, &format!("r{ordinal}"), kind);
    record.parent = parent.map(|p| format!("r{}", p % (ordinal + 1)));
    // In a file that names authors every record has one.
    record.author = signed.then(|| AuthorId(author.unwrap_or(ordinal as u32 + 50)));
    record.declared = side.map(|s| Side::ALL[s]).filter(|_| kind != Kind::Comment);
    record.section = section.map(|s| SECTIONS[s].to_string());
    record.moderation = Moderation {
        moderated: *moderated > 5,
        gone: *moderated == 7,
        reason: None,
    };
    record.organiser = match organiser {
        0 => Some(true),
        1 => Some(false),
        _ => None,
    };
    record.published_at = day.map(|d| jiff::Timestamp::new(d * 86_400, 0).unwrap());
    record.counters = counters.iter().any(Option::is_some).then_some(Counters {
        favourable: counters[0],
        mixed: None,
        against: counters[1],
        abstention: None,
    });
    record.origin = Origin {
        source: "s".into(),
        file: format!("f{file}").into(),
        place: Place::Row(ordinal as u64),
    };
    let themes = (0..THEMES).filter(|t| themes >> t & 1 == 1);
    (record, themes.map(|t| (t, t as u32 + 1)).collect())
}

fn corpus() -> impl Strategy<Value = Corpus> {
    let drawn = (
        0..KINDS.len(),
        proptest::option::of(0usize..40),
        proptest::option::of(1u32..6),
        proptest::option::of(0usize..3),
        proptest::option::of(0usize..3),
        (0u8..8, 0u8..4, 0u8..3),
        proptest::option::of(0i64..70),
        [proptest::option::of(0u64..9), proptest::option::of(0u64..9)],
        0u8..8,
    );
    let vote = (0usize..44, proptest::option::of(1u32..5), 0usize..3, 0u8..8);
    let records = proptest::collection::vec(drawn, 1..40);
    (records, proptest::collection::vec(vote, 0..30)).prop_map(|(drawn, votes)| {
        let all = drawn.iter().enumerate().map(|(i, d)| record(i, d));
        let (records, themes): (Vec<Record>, Vec<_>) = all.unzip();
        let votes = votes
            .iter()
            .enumerate()
            .map(|(i, (on, author, side, aside))| {
                let vote = Vote {
                    record: format!("r{on}"),
                    author: None,
                    side: Some(Side::ALL[*side]),
                    choice: None,
                    published_at: None,
                    moderation: Moderation {
                        moderated: *aside > 5,
                        gone: *aside == 7,
                        reason: None,
                    },
                    origin: Origin {
                        source: "v".into(),
                        file: "v".into(),
                        place: Place::Row(i as u64),
                    },
                };
                (vote, author.map(AuthorId))
            });
        Corpus {
            votes: votes.collect(),
            records,
            themes,
        }
    })
}

fn filters() -> impl Strategy<Value = BTreeSet<Filter>> {
    let side = prop_oneof![
        Just(DeclaredSide::Favourable),
        Just(DeclaredSide::Mixed),
        Just(DeclaredSide::Against),
        Just(DeclaredSide::Unknown)
    ];
    let counter = proptest::option::of(prop_oneof![
        Just(Counter::Favourable),
        Just(Counter::Mixed),
        Just(Counter::Against)
    ]);
    let day = |n: i64| {
        date(1970, 1, 1)
            .checked_add(jiff::Span::new().days(n))
            .unwrap()
    };
    let one = prop_oneof![
        (0..THEMES).prop_map(|t| Filter::Theme(format!("t{t}"))),
        (0..THEMES).prop_map(|t| Filter::ParentTheme(format!("t{t}"))),
        Just(Filter::NoTheme),
        side.prop_map(Filter::Declared),
        Just(Filter::CanDeclare),
        Just(Filter::NoContribution),
        Just(Filter::OnOrganiser),
        (0..SECTIONS.len()).prop_map(|s| Filter::Section(SECTIONS[s].to_string())),
        Just(Filter::Section("nowhere".into())),
        Just(Filter::Dated),
        Just(Filter::Undated),
        (0i64..70, 1i64..30).prop_map(move |(from, n)| Filter::Between {
            from: day(from),
            before: day(from + n),
        }),
        (1i8..4).prop_map(|month| Filter::Month { year: 1970, month }),
        Just(Filter::Signed),
        Just(Filter::Unsigned),
        (0u64..4, proptest::option::of(0u64..4)).prop_map(|(least, more)| Filter::AuthorWrote {
            kinds: Kinds::TEXTS,
            least,
            most: more.map(|more| least + more),
        }),
        counter.clone().prop_map(Filter::HasCounter),
        counter.prop_map(Filter::MayHaveCounter),
    ];
    proptest::collection::btree_set(one, 0..4)
}

fn recipe() -> impl Strategy<Value = CorpusRecipe> {
    let kinds = prop_oneof![
        Just(Kinds::CONTRIBUTIONS),
        Just(Kinds::ARGUMENTS),
        Just(Kinds::TEXTS),
        Just(Kinds::ALL),
        Just(Kinds::of(&[Kind::Comment, Kind::Reply]))
    ];
    let side = proptest::option::of((0usize..3).prop_map(|s| Side::ALL[s]));
    let counter = proptest::option::of((0usize..4).prop_map(|c| Counter::ALL[c]));
    let count = prop_oneof![
        4 => kinds.clone().prop_map(Count::Records),
        2 => kinds.clone().prop_map(Count::Authors),
        1 => kinds.prop_map(Count::Occurrences),
        1 => side.clone().prop_map(Count::Votes),
        1 => side.prop_map(Count::Voters),
        1 => counter.prop_map(Count::Counters),
    ];
    let set = prop_oneof![
        4 => Just(Set::Counted),
        1 => Just(Set::Moderated),
        1 => Just(Set::Gone),
        1 => Just(Set::Organiser)
    ];
    (count, filters(), set).prop_map(|(count, filters, set)| {
        let mut recipe = CorpusRecipe::new(count, filters);
        if matches!(count, Count::Occurrences(_)) && recipe.theme().is_none() {
            recipe = recipe.with(Filter::Theme("t1".into()));
        }
        recipe.under(set, Inclusion::default(), None)
    })
}

fn inclusion() -> impl Strategy<Value = Inclusion> {
    let moderated = [
        ModeratedOption::Exclude,
        ModeratedOption::Include,
        ModeratedOption::Only,
    ];
    let organiser = [
        OrganiserOption::Exclude,
        OrganiserOption::Include,
        OrganiserOption::Only,
    ];
    (0usize..3, 0usize..3).prop_map(move |(m, o)| Inclusion {
        moderated: moderated[m],
        organiser: organiser[o],
    })
}

/// The rules of the counts, each record on its own.
struct Naive<'c> {
    corpus: &'c Corpus,
    inclusion: Inclusion,
}

impl Naive<'_> {
    fn above<'r>(&'r self, r: &'r Record) -> Option<&'r Record> {
        let (mut at, mut seen) = (r, BTreeSet::new());
        loop {
            if at.kind.is_contribution() {
                return Some(at);
            }
            if !seen.insert(at.ordinal) {
                return None;
            }
            let parent = at.parent.as_ref()?;
            at = self.corpus.records.iter().find(|r| r.id == *parent)?;
        }
    }

    fn on_organiser(&self, r: &Record) -> bool {
        !r.is_organiser() && self.above(r).is_some_and(|r| r.is_organiser())
    }

    fn allowed(&self, r: &Record) -> bool {
        self.inclusion.moderated.counts(r.moderation.moderated)
    }

    fn counts(&self, r: &Record) -> bool {
        let argument_on = r.kind == Kind::Argument && self.on_organiser(r);
        self.allowed(r)
            && match self.inclusion.organiser {
                OrganiserOption::Exclude => !r.is_organiser(),
                OrganiserOption::Include => true,
                OrganiserOption::Only => r.is_organiser() || argument_on,
            }
    }

    fn searched(&self, r: &Record) -> bool {
        let own = self.inclusion.organiser != OrganiserOption::Only || r.is_organiser();
        self.counts(r) && own && r.kind != Kind::Appendix
    }

    fn voted(&self, r: &Record) -> bool {
        match self.inclusion.organiser {
            OrganiserOption::Exclude => self.allowed(r),
            _ => self.counts(r),
        }
    }

    fn in_set(&self, r: &Record, recipe: &CorpusRecipe) -> bool {
        let of_votes = recipe.count.kinds().is_none()
            || recipe
                .filters
                .iter()
                .any(|f| matches!(f, Filter::HasCounter(_) | Filter::MayHaveCounter(_)));
        match recipe.set {
            Set::Counted if of_votes => self.voted(r),
            Set::Counted => self.counts(r),
            Set::Moderated => r.moderation.moderated && !r.moderation.gone,
            Set::Gone => r.moderation.gone,
            Set::Organiser => self.allowed(r) && r.is_organiser(),
        }
    }

    fn has(&self, r: &Record, theme: &str) -> bool {
        let theme: usize = theme[1..].parse().unwrap();
        self.corpus.themes[r.ordinal as usize].contains_key(&theme)
    }

    fn can_declare(&self, r: &Record) -> bool {
        let sided = |other: &&Record| {
            other.kind.is_contribution()
                && other.declared.is_some()
                && other.origin.file == r.origin.file
        };
        r.kind.is_contribution() && self.corpus.records.iter().any(|o| sided(&o))
    }

    fn counter(&self, r: &Record, counter: Option<Counter>) -> Option<u64> {
        if self.corpus.votes.iter().any(|(v, _)| v.record == r.id) {
            return None;
        }
        let counters = r.counters?;
        match counter {
            Some(counter) => counters.all()[counter as usize],
            None => counters.all().into_iter().flatten().next(),
        }
    }

    fn keeps(&self, r: &Record, filter: &Filter, recipe: &CorpusRecipe) -> bool {
        let unsigned = r.author.is_none() && !r.kind.is_of_organiser();
        let day = r
            .published_at
            .map(|at| jiff::tz::Offset::UTC.to_datetime(at).date());
        match filter {
            Filter::Theme(id) => self.has(r, id) && self.searched(r),
            Filter::ParentTheme(id) => self.above(r).is_some_and(|c| self.has(c, id)),
            Filter::NoTheme => self.corpus.themes[r.ordinal as usize].is_empty(),
            Filter::Declared(DeclaredSide::Favourable) => r.declared == Some(Side::Favourable),
            Filter::Declared(DeclaredSide::Mixed) => r.declared == Some(Side::Mixed),
            Filter::Declared(DeclaredSide::Against) => r.declared == Some(Side::Against),
            Filter::Declared(DeclaredSide::Unknown) => {
                match recipe.count.kinds() == Some(Kinds::ARGUMENTS) {
                    true => !matches!(r.declared, Some(Side::Favourable | Side::Against)),
                    false => r.declared.is_none() && self.can_declare(r),
                }
            }
            Filter::CanDeclare => self.can_declare(r),
            Filter::NoContribution => self.above(r).is_none(),
            Filter::OnOrganiser if recipe.count.kinds().is_none() => {
                r.is_organiser() && self.allowed(r)
            }
            Filter::OnOrganiser => self.on_organiser(r),
            Filter::Section(name) => r.section.as_ref() == Some(name),
            Filter::Dated => day.is_some(),
            Filter::Undated => day.is_none(),
            Filter::Between { from, before } => day.is_some_and(|d| *from <= d && d < *before),
            Filter::Month { year, month } => {
                day.is_some_and(|d| (d.year(), d.month()) == (*year, *month))
            }
            Filter::Signed => !unsigned,
            Filter::Unsigned => unsigned,
            Filter::AuthorWrote { kinds, least, most } => r.author.is_some_and(|author| {
                let wrote = self.corpus.records.iter().filter(|other| {
                    other.author == Some(author)
                        && self.counts(other)
                        && kinds.iter().any(|k| k == other.kind)
                });
                let n = wrote.count() as u64;
                n >= *least && most.is_none_or(|most| n <= most)
            }),
            Filter::HasCounter(c) => self.counter(r, *c).is_some(),
            Filter::MayHaveCounter(c) => r.kind.is_contribution() || self.counter(r, *c).is_some(),
            other => unreachable!("{other} is not drawn"),
        }
    }

    fn rows(&self, recipe: &CorpusRecipe, kinds: Kinds) -> Vec<&Record> {
        let records = self.corpus.records.iter();
        records
            .filter(|r| kinds.iter().any(|k| k == r.kind) && self.in_set(r, recipe))
            .filter(|r| recipe.filters.iter().all(|f| self.keeps(r, f, recipe)))
            .collect()
    }

    fn votes(&self, recipe: &CorpusRecipe, side: Option<Side>) -> Vec<&ListedVote> {
        let records = &self.corpus.records;
        let counts = |(vote, _): &&ListedVote| {
            let Some(on) = records.iter().find(|r| r.id == vote.record) else {
                return false;
            };
            let gone = vote.moderation.gone || on.moderation.gone;
            let moderated = vote.moderation.moderated || on.moderation.moderated;
            (side.is_none() || vote.side == side)
                && recipe.filters.iter().all(|f| self.keeps(on, f, recipe))
                && match recipe.set {
                    Set::Counted => !vote.moderation.moderated && self.voted(on),
                    Set::Moderated => moderated && !gone,
                    Set::Gone => gone,
                    Set::Organiser => {
                        !vote.moderation.moderated && self.allowed(on) && on.is_organiser()
                    }
                }
        };
        self.corpus.votes.iter().filter(counts).collect()
    }

    fn value(&self, recipe: &CorpusRecipe) -> Option<u64> {
        match recipe.count {
            Count::Records(kinds) => Some(self.rows(recipe, kinds).len() as u64),
            Count::Authors(kinds) => {
                let rows = self.rows(recipe, kinds);
                let people: BTreeSet<AuthorId> = rows.iter().filter_map(|r| r.author).collect();
                let unsigned = |r: &&Record| r.author.is_none() && !r.kind.is_of_organiser();
                let known = self.corpus.records.iter().any(|r| r.author.is_some())
                    && (!people.is_empty() || !rows.iter().any(unsigned));
                known.then_some(people.len() as u64)
            }
            Count::Occurrences(kinds) => {
                let theme: usize = recipe.theme().unwrap()[1..].parse().unwrap();
                let rows = self.rows(recipe, kinds);
                let n = |r: &&Record| self.corpus.themes[r.ordinal as usize].get(&theme).copied();
                Some(rows.iter().filter_map(n).map(u64::from).sum())
            }
            Count::Votes(side) => Some(self.votes(recipe, side).len() as u64),
            Count::Voters(side) => {
                let votes = self.votes(recipe, side);
                let people: BTreeSet<AuthorId> = votes.iter().filter_map(|v| v.1).collect();
                let known = !people.is_empty() || votes.is_empty();
                known.then_some(people.len() as u64)
            }
            Count::Counters(counter) => {
                let summed = counter.map_or(
                    vec![Counter::Favourable, Counter::Mixed, Counter::Against],
                    |c| vec![c],
                );
                let rows = self.rows(recipe, Kinds::ALL);
                let found: Vec<u64> = rows
                    .iter()
                    .flat_map(|r| summed.iter().filter_map(|c| self.counter(r, Some(*c))))
                    .collect();
                (!found.is_empty()).then(|| found.iter().sum())
            }
            Count::Forms | Count::Respondents => unreachable!("forms are not drawn"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_recipe_counts_what_a_look_at_each_record_counts(
        corpus in corpus(), recipes in proptest::collection::vec(recipe(), 12), inclusion in inclusion(),
    ) {
        let n = corpus.records.len();
        let facts = Facts::build(&corpus.records, &corpus.votes, &vec![[0; 2]; n], |at| {
            (at.as_second() / 86_400) as i32
        });
        let found = corpus.themes.iter().enumerate().flat_map(|(o, themes)| {
            themes.iter().map(move |(t, n)| (o as u32, *t as u32, *n))
        });
        let themes = ThemeRows::new(RecordThemes::build(n as u32, THEMES, found).unwrap());
        let ballots = Ballots::build(&corpus.records, &corpus.votes);
        let ids: Vec<String> = (0..THEMES).map(|t| format!("t{t}")).collect();
        let view = View::new(&facts, inclusion);
        let evaluator = Evaluator::new(&view, &themes, &ids, &ballots, None);
        let naive = Naive { corpus: &corpus, inclusion };
        for recipe in recipes {
            let recipe = recipe.clone().under(recipe.set, inclusion, None);
            let counted = evaluator.evaluate(&recipe).unwrap();
            prop_assert_eq!(counted.as_ref().map(|c| c.value), naive.value(&recipe), "{}", recipe);
            if let (Count::Records(kinds), Some(counted)) = (recipe.count, &counted) {
                let rows: RowSet = naive.rows(&recipe, kinds).iter().map(|r| r.ordinal).collect();
                prop_assert_eq!(&counted.rows, &rows, "{}", recipe);
            }
            if let Some(base) = recipe.base() {
                let shared = evaluator.share(&recipe).unwrap();
                let whole = naive.value(&base);
                prop_assert_eq!(shared.and_then(|c| c.of), whole.filter(|_| counted.is_some()), "{}", base);
            }
        }
    }
}

#[test]
fn what_cannot_be_counted_here_is_an_error() {
    let facts = Facts::build(&[], &[], &[], |_| 0);
    let themes = ThemeRows::new(RecordThemes::build(0, 0, []).unwrap());
    let ballots = Ballots::build(&[], &[]);
    let view = View::new(&facts, Inclusion::default());
    let evaluator = Evaluator::new(&view, &themes, &[], &ballots, None);
    let all = CorpusRecipe::new(Count::Records(Kinds::ALL), []);
    assert_eq!(evaluator.evaluate(&all).unwrap().unwrap().value, 0);
    let unknown = all.clone().with(Filter::Theme("t".into()));
    assert_eq!(
        evaluator.evaluate(&unknown),
        Err(RecipeError::UnknownTheme("t".into()))
    );
    let include = Inclusion::from(ModeratedOption::Include);
    for other in [
        all.clone().under(Set::Counted, include, None),
        all.under(Set::Counted, Inclusion::default(), Some("part")),
    ] {
        let error = evaluator.evaluate(&other).unwrap_err();
        assert!(matches!(error, RecipeError::OtherSelection(_)), "{error}");
    }
    let nothing = CorpusRecipe::new(Count::Occurrences(Kinds::ALL), []);
    let error = evaluator.evaluate(&nothing).unwrap_err();
    assert!(matches!(error, RecipeError::NoTheme(_)), "{error}");
}
