//! The analysis of all records, in several threads.

use super::PipelineError;
use crate::model::{Progress, Record};
use crate::text::{Analysed, Analyser, Lexicon, Reader};
use rayon::prelude::*;
use std::ops::Range;

/// How much text one analyser is given, in bytes: enough that most of its words are known, and few enough
/// for every processor to have some.
const PART_BYTES: usize = 16 << 20;

/// The most parts: each has a table of forms of its own.
const MAX_PARTS: usize = 64;

/// The tokens of all records and the lexicon of their forms. Parts depend on the records, not on the threads,
/// and the lexicon on no parts.
pub(super) fn analyse(
    records: &[Record],
    progress: &dyn Progress,
) -> Result<(Vec<Analysed>, Lexicon), PipelineError> {
    progress.stage("analyse", Some(records.len() as u64));
    let parts: Vec<(Analyser, Vec<Analysed>)> = parts(records)
        .into_par_iter()
        .map(|part| {
            let mut analyser = Analyser::new();
            let analysed = of_records(part, progress, |text| analyser.analyse(text))?;
            Ok((analyser, analysed))
        })
        .collect::<Result<_, PipelineError>>()?;
    let (analysers, mut analysed): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    progress.check()?;
    let (lexicon, maps) = Lexicon::merge(analysers);
    analysed.par_iter_mut().zip(&maps).for_each(|(part, map)| {
        for record in part {
            map.apply(&mut record.title);
            map.apply(&mut record.body);
        }
    });
    Ok((analysed.into_iter().flatten().collect(), lexicon))
}

/// The tokens of records whose forms are in a lexicon already.
pub(super) fn reread(
    records: &[Record],
    lexicon: &Lexicon,
    progress: &dyn Progress,
) -> Result<Vec<Analysed>, PipelineError> {
    progress.stage("analyse", Some(records.len() as u64));
    let parts: Vec<Vec<Analysed>> = parts(records)
        .into_par_iter()
        .map(|part| {
            let mut reader = Reader::new(lexicon);
            of_records(part, progress, |text| reader.reread(text))
        })
        .collect::<Result<_, PipelineError>>()?;
    Ok(parts.into_iter().flatten().collect())
}

fn of_records(
    records: &[Record],
    progress: &dyn Progress,
    mut tokens: impl FnMut(&str) -> Vec<crate::text::Token>,
) -> Result<Vec<Analysed>, PipelineError> {
    let mut analysed = Vec::with_capacity(records.len());
    for record in records {
        progress.check()?;
        analysed.push(Analysed {
            title: tokens(&record.title),
            body: tokens(&record.body),
        });
        progress.advance(1);
    }
    Ok(analysed)
}

fn parts(records: &[Record]) -> Vec<&[Record]> {
    let lengths: Vec<usize> = records
        .iter()
        .map(|r| r.title.len() + r.body.len())
        .collect();
    let runs = runs(&lengths, PART_BYTES);
    runs.into_iter().map(|run| &records[run]).collect()
}

/// Runs of records that have at least `least` bytes of text each, or a [`MAX_PARTS`]th of all; the last may have
/// fewer.
fn runs(lengths: &[usize], least: usize) -> Vec<Range<usize>> {
    let least = least.max(lengths.iter().sum::<usize>() / MAX_PARTS);
    let mut runs = Vec::new();
    let (mut from, mut sum) = (0, 0);
    for (i, length) in lengths.iter().enumerate() {
        sum += length;
        if sum >= least {
            runs.push(from..i + 1);
            (from, sum) = (i + 1, 0);
        }
    }
    if from < lengths.len() {
        runs.push(from..lengths.len());
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_hold_every_record_once() {
        assert!(runs(&[], 10).is_empty());
        assert_eq!(runs(&[0, 0, 9], 10).first(), Some(&(0..3)));
        assert_eq!(runs(&[4, 6, 30, 1, 1], 10), [0..2, 2..3, 3..5]);
        let many = runs(&vec![7; 10_000], 10);
        assert!(many.len() <= MAX_PARTS);
        assert_eq!(
            many.iter().flat_map(Clone::clone).collect::<Vec<_>>(),
            (0..10_000).collect::<Vec<_>>()
        );
    }
}
