//! Kinds, what is wrong and what to do, apart and in one sentence.

use super::*;
use crate::pipeline::PipelineError;

#[test]
fn what_is_wrong_and_what_to_do_are_apart_and_one_sentence() {
    let variable = |known: &[&str], nearest: Option<&str>| UnknownVariable {
        name: "comune".into(),
        known: known.iter().map(|k| k.to_string()).collect(),
        nearest: nearest.map(str::to_string),
    };
    let by = UsageError::UnknownVariable;
    let cases: Vec<(UsageError, &str, &str, Option<&str>, &str)> = vec![
        (
            UsageError::UnknownRecord("r".into()),
            "unknown_record",
            "there is no record «r»",
            Some("ids are as `palabre search` prints them"),
            "there is no record «r»: ids are as `palabre search` prints them",
        ),
        (
            by(variable(&["commune", "csp"], Some("commune"))),
            "unknown_variable",
            "--by comune: there is no variable «comune»",
            Some("did you mean commune?; there are commune, csp"),
            "--by comune: there is no variable «comune»: did you mean commune?; there are commune, csp",
        ),
        (
            by(variable(&["csp"], None)),
            "unknown_variable",
            "--by comune: there is no variable «comune»",
            Some("there are csp"),
            "--by comune: there is no variable «comune»; there are csp",
        ),
        (
            UsageError::Output {
                path: "out".into(),
                why: OutputError::ReportIsForeign("notes.txt".into()),
            },
            "report_is_foreign",
            "out holds notes.txt, which no report wrote",
            Some("move it away or choose another --out"),
            "out holds notes.txt, which no report wrote: move it away or choose another --out",
        ),
        (
            SourceError::NamedTwice("a.csv".into()).into(),
            "named_twice",
            "a.csv is named twice",
            None,
            "a.csv is named twice",
        ),
    ];
    for (error, kind, what, hint, whole) in cases {
        assert_eq!(error.kind(), kind);
        assert_eq!(error.to_string(), what);
        assert_eq!(error.hint().as_deref(), hint);
        let error = PipelineError::from(error);
        assert_eq!(error.to_string(), whole);
        assert_eq!((error.kind(), error.hint().as_deref()), (kind, hint));
    }
}

#[test]
fn many_names_are_cut() {
    assert_eq!(there_are(&["a"]), "there are a");
    let nine: Vec<String> = (1..=9).map(|n| n.to_string()).collect();
    assert_eq!(
        there_are(&nine),
        "there are 1, 2, 3, 4, 5, 6, 7, 8 and 1 more"
    );
}
