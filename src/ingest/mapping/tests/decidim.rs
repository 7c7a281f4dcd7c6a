//! Every kind of file in its generations, alone and together, and bytes that are none.

use crate::ingest::testing::{bytes_of, outcomes, read_files, reasons, warned};
use crate::ingest::{Imported, InputFile, recognise};
use crate::locale::rfc3339;
use crate::model::{Kind, Record, Side};
use proptest::prelude::*;

const P2019: &str = include_str!("../../../../tests/fixtures/decidim/proposals-2019.csv");
const P2024: &str = include_str!("../../../../tests/fixtures/decidim/proposals-2024.csv");
const COMMENTS: &str = include_str!("../../../../tests/fixtures/decidim/comments.csv");
const DEBATES: &str = include_str!("../../../../tests/fixtures/decidim/debates.csv");
const MEETINGS: &str = include_str!("../../../../tests/fixtures/decidim/meetings.csv");
const RESULTS: &str = include_str!("../../../../tests/fixtures/decidim/results.csv");
const ALL: [&str; 6] = [P2019, P2024, COMMENTS, DEBATES, MEETINGS, RESULTS];

fn read_bytes(files: &[&[u8]]) -> Imported {
    read_files("d", "decidim", |n| format!("{n}.csv"), files)
}

fn read(files: &[&str]) -> Imported {
    read_bytes(&bytes_of(files))
}

fn record<'i>(imported: &'i Imported, id: &str) -> &'i Record {
    let id = format!("d/{id}");
    let found = imported.records.iter().find(|r| r.id == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn proposals_of_2019() {
    let i = read(&[P2019]);
    assert_eq!((outcomes(&i), reasons(&i)), ([2, 0, 1], vec!["empty"]));
    let bus = record(&i, "proposal/11");
    assert_eq!(bus.kind, Kind::Proposal);
    assert_eq!(bus.title, "Un bus de nuit jusqu’à la gare");
    assert_eq!(
        bus.body,
        "Le dernier bus part à 20 h.\n\nÉcrivez-moi : [courriel]"
    );
    assert_eq!(bus.section.as_deref(), Some("Mobilités"));
    assert_eq!((bus.support, bus.moderation.moderated), (Some(12), false));
    assert_eq!(
        bus.published_at.map(rfc3339).as_deref(),
        Some("2019-01-24T22:29:15+01:00")
    );
    assert!(bus.url.as_deref().unwrap().ends_with("/proposals/11"));
    let benches = record(&i, "proposal/12");
    assert_eq!(benches.section.as_deref(), Some("Quartier du Moulin"));
    assert_eq!(benches.body, "Le parc n’a pas d’ombre & pas d’eau.");
    // Nobody is named: no author is counted, and there is a warning; 3 comments of one proposal are nowhere.
    assert_eq!(i.authors, 0);
    let missing = warned(&i, "not_in_source");
    assert_eq!(missing.len(), 2);
    assert!(missing[0].starts_with("3 of 3 proposals name no author"));
    assert!(missing[1].contains("3 comments on 1 records"));
}

#[test]
fn proposals_of_2024() {
    let i = read(&[P2024]);
    assert_eq!(outcomes(&i), [4, 0, 0]);
    let trees = record(&i, "proposal/21");
    assert_eq!(trees.title, "Planter des arbres");
    assert_eq!(trees.body, "- Des tilleuls, pas du béton.");
    assert_eq!(trees.section.as_deref(), Some("Parcs et jardins"));
    assert_eq!(trees.support, Some(31));
    // The organisation and a user share the number 1.
    let (city, bob) = (record(&i, "proposal/22"), record(&i, "version/23"));
    assert_ne!(city.author, bob.author);
    assert_eq!(i.authors, 4);
    assert_eq!(
        (bob.kind, bob.parent.as_deref()),
        (Kind::Version, Some("d/proposal/21"))
    );
    // Withdrawn is not moderated; hidden is.
    assert!(!city.moderation.moderated);
    let parking = record(&i, "proposal/24");
    assert!(parking.moderation.moderated);
    assert_eq!(parking.title, "Free parking");
    let kept = format!("{:?} {:?} {:?}", i.records, i.rows, i.warnings);
    for name in ["Petitpas", "Nina", "Bob", "rue du Lac", "50.1", "profiles"] {
        assert!(!kept.contains(name), "{name}");
    }
    let personal = warned(&i, "personal_columns");
    assert!(
        personal[0].contains("likes/user_endorsements"),
        "{personal:?}"
    );
    assert!(warned(&i, "unexplained_line")[0].starts_with("1 proposals have several authors"));
}

#[test]
fn comments_become_arguments_where_a_side_was_taken() {
    let i = read(&[COMMENTS]);
    assert_eq!((outcomes(&i), reasons(&i)), ([6, 0, 1], vec!["empty"]));
    let side = |id: &str| (record(&i, id).kind, record(&i, id).declared);
    assert_eq!(
        side("argument/501"),
        (Kind::Argument, Some(Side::Favourable))
    );
    assert_eq!(side("argument/502"), (Kind::Argument, Some(Side::Against)));
    assert_eq!(side("comment/503"), (Kind::Comment, None));
    assert_eq!(side("comment/506"), (Kind::Comment, None));
    let parent = |id: &str| record(&i, id).parent.as_deref().unwrap().to_string();
    // Read before its parent, which turns out to be an argument.
    assert_eq!(parent("comment/504"), "d/argument/501");
    assert_eq!(parent("argument/501"), "d/proposal/11");
    // A debate and a meeting of one number are two.
    assert_eq!(parent("comment/503"), "d/question/debate-30");
    assert_eq!(parent("comment/505"), "d/question/meeting-30");
    assert_eq!(parent("comment/506"), "d/appendix/result-5");
    assert!(record(&i, "question/debate-30").url.is_some());
    // The group is an author of its own; proposal 11 is in no source.
    let author = |id: &str| record(&i, id).author;
    assert_ne!(author("comment/503"), author("argument/501"));
    assert_eq!(author("comment/504"), author("argument/501"));
    assert_eq!(warned(&i, "missing_parent").len(), 2);
    assert!(warned(&i, "unexplained_line")[0].contains("«2»"));
    assert!(!format!("{:?}", i.records).contains("Zoé"));
}

#[test]
fn files_together_fill_what_comments_only_name() {
    for order in [
        [P2019, COMMENTS, DEBATES, MEETINGS, RESULTS],
        [RESULTS, MEETINGS, DEBATES, COMMENTS, P2019],
    ] {
        let i = read(&order);
        let [imported, merged, refused] = outcomes(&i);
        assert_eq!((imported + merged, refused), (11, 3));
        let mut why = reasons(&i);
        why.sort();
        assert_eq!(why, ["empty", "empty", "event"]);
        let debate = record(&i, "question/debate-30");
        assert_eq!(debate.title, "Quels transports pour demain ?");
        assert_eq!(debate.body, "Dites-nous ce qui manque.");
        assert_eq!((debate.kind, debate.author), (Kind::Question, None));
        assert_eq!(
            record(&i, "question/meeting-30").title,
            "Réunion publique du 3 février"
        );
        let result = record(&i, "appendix/result-5");
        assert_eq!((result.kind, result.author), (Kind::Appendix, None));
        assert_eq!(result.body, "Deux lignes roulent jusqu’à minuit.");
        assert_eq!(i.records.len(), 2 + 6 + 3);
        assert!(warned(&i, "missing_parent").is_empty());
        // The proposal's three comments are there, the answer to one included; the debate states 4.
        let counters = warned(&i, "counter_disagrees");
        assert_eq!(
            counters,
            ["d/question/debate-30: the platform counts 4 comments, the sources hold 1"]
        );
        let kept = format!("{:?} {:?}", i.records, i.warnings);
        for name in ["Amis du Bus", "rue du Lac", "salle 3"] {
            assert!(!kept.contains(name), "{name}");
        }
    }
    // The same files twice: all merged, nothing said twice.
    let twice = read(&[P2019, COMMENTS, P2019, COMMENTS]);
    assert_eq!(outcomes(&twice), [8, 8, 4]);
    assert_eq!(warned(&twice, "counter_disagrees").len(), 0);
}

#[test]
fn kinds_are_known_by_their_columns_in_any_bytes() {
    for shape in ALL {
        let name = |bytes: Vec<u8>| recognise(&InputFile::from_bytes("x", bytes)).map(|i| i.name());
        assert_eq!(name(shape.into()), Some("decidim"));
        assert_eq!(name(format!("\u{FEFF}{shape}").into()), Some("decidim"));
    }
    // The first generation called a component a feature, and had a language for titles.
    let older = "id;category/id;category/name/fr;title/fr;body/fr;votes;comments;created_at;url;\
                 feature/id;meeting_urls\n1;;;Un titre;Un texte;3;0;2017-05-01 10:00:00 +0200;;4;\n";
    let i = read(&[older]);
    assert_eq!(record(&i, "proposal/1").support, Some(3));
    for other in [
        "id;title;body;component/id\n1;a;b;2\n",
        "id;title/fr;description/fr;component/id\n1;a;b;2\n",
        "commentable_id;commentable_type;body\n1;a;b\n",
        "id;commentable_id;commentable_type;text\n1;1;a;b\n",
    ] {
        let found = recognise(&InputFile::from_bytes("proposals.csv", other.into()));
        assert_ne!(found.map(|i| i.name()), Some("decidim"), "{other}");
    }
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(DEBATES);
    let i = read_bytes(&[&windows]);
    assert_eq!(
        record(&i, "question/debate-30").section.as_deref(),
        Some("Mobilités")
    );
}

#[test]
fn odd_rows_are_told() {
    let tail = ";;;;;;;;;;;;\n508;demain;Un texte;fr;;;0;0;;;a b;Decidim::Comments::Comment;x\n\
                ;2019-02-01 10:00:00 +0100;Sans numéro;fr;;;1;0;;;11;Decidim::Proposals::Proposal;\n\
                509;;\"ouvert;fr\n";
    let i = read(&[P2019, &format!("{COMMENTS}{tail}")]);
    assert_eq!(reasons(&i), ["empty", "empty", "empty", "unclosed_quote"]);
    assert_eq!(warned(&i, "bad_date").len(), 1);
    assert_eq!(record(&i, "comment/508").parent, None);
    let unnumbered = i.records.iter().find(|r| r.body == "Sans numéro").unwrap();
    assert!(unnumbered.id.starts_with("d/argument/h"));
    assert_eq!(unnumbered.parent.as_deref(), Some("d/proposal/11"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_after_a_header_end_in_rows(
        n in 0..ALL.len(),
        tail in prop::collection::vec(any::<u8>(), 0..400),
        cut in 0usize..2000,
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let header = ALL[n].lines().next().unwrap();
        let hostile = [header.as_bytes(), b"\n", &tail].concat();
        let whole = ALL[n].as_bytes();
        let cut = &whole[..whole.len().saturating_sub(cut).max(header.len() + 1)];
        let mut changed = whole.to_vec();
        let place = header.len() + at.index(whole.len() - header.len());
        changed[place] = byte;
        for bytes in [hostile.as_slice(), cut, &changed] {
            let i = read_bytes(&[whole, bytes]);
            let [imported, merged, refused] = outcomes(&i);
            prop_assert_eq!(imported + merged + refused, i.rows.len());
            let ids: std::collections::BTreeSet<&str> =
                i.records.iter().map(|r| r.id.as_str()).collect();
            prop_assert_eq!(ids.len(), i.records.len());
            prop_assert!(imported <= i.records.len());
        }
    }
}

/// More rows than a batch has: what is made for a row, masked or odd is counted once, whatever the threads.
#[test]
fn any_number_of_threads_gives_the_same() {
    let mut table = COMMENTS.lines().next().unwrap().to_string();
    for n in 0..2_000 {
        let (meeting, odd) = (n % 7, n % 23);
        table += &format!(
            "\n{n};2019-02-{n};Avis {n} : a{n}@exemple.fr;fr;{n};;oui {odd};0;;;{meeting};Decidim::Meetings::Meeting;\
             https://exemple.fr/profiles/p{meeting}"
        );
    }
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| read(&[&table]))
    };
    let (one, four) = (with(1), with(4));
    assert_eq!(one.records, four.records);
    assert_eq!(one.rows, four.rows);
    assert_eq!(one.warnings, four.warnings);
    assert_eq!(one.masked, four.masked);
    // The addresses of the seven meetings lead to persons.
    assert_eq!((one.masked.emails, one.masked.profiles), (2_000, 7));
    assert_eq!(one.records.len(), 2_007);
    let sides = warned(&one, "unexplained_line");
    assert_eq!(sides.len(), 21);
    assert!(
        sides[0].contains("first at line 2, rows in all: 87"),
        "{sides:?}"
    );
    let others = sides.iter().filter(|s| s.starts_with("«another value»"));
    let others: Vec<&&str> = others.collect();
    assert!(others.len() == 1 && others[0].ends_with("rows in all: 260"));
}
