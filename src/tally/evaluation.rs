//! Precision, recall and F1 of themes against a gold coding, in two halves.

use std::collections::{BTreeMap, BTreeSet};

/// A half of the gold coding: terms are corrected from errors in `Dev` only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    /// The first byte of BLAKE3(id) is even.
    Dev,
    /// It is odd.
    Test,
}

/// The half of a record.
pub fn half_of(id: &str) -> Half {
    if blake3::hash(id.as_bytes()).as_bytes()[0].is_multiple_of(2) {
        Half::Dev
    } else {
        Half::Test
    }
}

/// Hits and errors of one theme in one half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Records that both gold and the program give the theme.
    pub both: u64,
    /// Records that only the program gives it.
    pub only_program: u64,
    /// Records that only gold gives it.
    pub only_gold: u64,
}

impl Score {
    /// Share of the program's records that gold confirms; `None` where the program gives none.
    pub fn precision(&self) -> Option<f64> {
        ratio(self.both, self.both + self.only_program)
    }

    /// Share of gold's records that the program finds; `None` where gold gives none.
    pub fn recall(&self) -> Option<f64> {
        ratio(self.both, self.both + self.only_gold)
    }

    /// Harmonic mean of precision and recall, 2TP / (2TP + FP + FN) (van Rijsbergen 1979); `None` where
    /// neither gold nor the program gives the theme.
    pub fn f1(&self) -> Option<f64> {
        ratio(
            2 * self.both,
            2 * self.both + self.only_program + self.only_gold,
        )
    }
}

fn ratio(a: u64, b: u64) -> Option<f64> {
    (b > 0).then(|| a as f64 / b as f64)
}

/// One theme scored in both halves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemeScore {
    /// In the half that terms are corrected on.
    pub dev: Score,
    /// In the other half.
    pub test: Score,
    /// Records of `dev` in which gold and the program differ, by id.
    pub dev_errors: BTreeSet<String>,
}

/// Scores themes. `gold` and `found` give the themes of each record that gold codes; both already hold
/// the parent of every sub-theme.
pub fn evaluate_themes(
    themes: &[String],
    gold: &BTreeMap<String, BTreeSet<String>>,
    found: &BTreeMap<String, BTreeSet<String>>,
) -> BTreeMap<String, ThemeScore> {
    let none = BTreeSet::new();
    let mut scores: BTreeMap<String, ThemeScore> = BTreeMap::new();
    for theme in themes {
        let mut score = ThemeScore::default();
        for (id, wanted) in gold {
            let half = half_of(id);
            let program = found.get(id).unwrap_or(&none).contains(theme);
            let human = wanted.contains(theme);
            let at = match half {
                Half::Dev => &mut score.dev,
                Half::Test => &mut score.test,
            };
            match (program, human) {
                (true, true) => at.both += 1,
                (true, false) => at.only_program += 1,
                (false, true) => at.only_gold += 1,
                (false, false) => {}
            }
            if program != human && half == Half::Dev {
                score.dev_errors.insert(id.clone());
            }
        }
        scores.insert(theme.clone(), score);
    }
    scores
}

/// The unweighted mean F1 over the themes that have one, and how many those are.
pub fn macro_f1(scores: impl Iterator<Item = Score>) -> Option<(f64, usize)> {
    let values: Vec<f64> = scores.filter_map(|s| s.f1()).collect();
    (!values.is_empty()).then(|| {
        (
            values.iter().sum::<f64>() / values.len() as f64,
            values.len(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_by_hand() {
        let s = Score {
            both: 6,
            only_program: 2,
            only_gold: 4,
        };
        assert_eq!(s.precision(), Some(0.75));
        assert_eq!(s.recall(), Some(0.6));
        assert!((s.f1().unwrap() - 2.0 * 0.75 * 0.6 / 1.35).abs() < 1e-12);
        assert_eq!(Score::default().f1(), None);
        let (mean, n) = macro_f1([s, Score::default()].into_iter()).unwrap();
        assert_eq!((n, mean), (1, s.f1().unwrap()));
    }

    #[test]
    fn halves_depend_on_the_id_alone() {
        let ids: Vec<String> = (0..200).map(|i| format!("s/proposal/{i}")).collect();
        let dev = ids.iter().filter(|i| half_of(i) == Half::Dev).count();
        assert!((70..130).contains(&dev));
    }
}
