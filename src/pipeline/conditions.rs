//! The fields of a query: which records a fact holds of, put in its place before anything is matched.

use super::usage::{UnknownVariable, there_are};
use super::{Open, PipelineError};
use crate::model::{Facts, Kind, NO_COUNT, NO_DAY, NO_ROW, RowSet, Side};
use crate::tally::Variables;
use crate::text::{Expr, QueryError, Test, Votes, fold, scan};
use jiff::civil::{Date, date};

/// The expression with rows in the place of every test but those of sub-corpora.
pub(super) fn with_rows(open: &Open, expr: Expr) -> Result<Expr, PipelineError> {
    expr.with_tests(&mut |test, column| match test {
        Test::Subcorpus(_) => Ok(Expr::Test(test, column)),
        _ => Ok(Expr::Rows(rows(open, &test, column)?)),
    })
}

/// The records of which a fact holds, moderated ones included.
fn rows(open: &Open, test: &Test, column: usize) -> Result<RowSet, PipelineError> {
    let facts = open.facts()?;
    let n = facts.len();
    let those = |holds: &dyn Fn(usize) -> bool| (0..n).filter(|o| holds(*o as usize)).collect();
    Ok(match test {
        Test::Section(words) => {
            let wanted: Vec<bool> = facts
                .section_names()
                .iter()
                .map(|name| holds_words(name, words))
                .collect();
            if !wanted.contains(&true) {
                return Err(unknown_section(facts, words, column).into());
            }
            let sections = facts.sections();
            those(&|o| sections[o] != NO_ROW && wanted[sections[o] as usize])
        }
        Test::Theme(id) => {
            let ids = &open.manifest.dictionary.themes;
            let Some(theme) = ids.iter().position(|t| t == id) else {
                return Err(unknown_theme(ids, id, column).into());
            };
            // A dictionary has at most 65,536 themes.
            open.theme_rows()?.rows(theme as u16)
        }
        Test::Stance(side) => {
            let wanted = side.map_or(0, |s| s as u8 + 1);
            let (sides, kinds) = (facts.sides(), facts.kinds());
            match side {
                // Of others few declare a side at all: that one lacks it says nothing.
                None => {
                    let declaring = facts.declaring();
                    those(&|o| {
                        sides[o] == 0
                            && (kinds[o] == Kind::Argument as u8 || declaring.contains(o as u32))
                    })
                }
                Some(_) => those(&|o| sides[o] == wanted),
            }
        }
        Test::Author(author) => {
            let authors = facts.authors();
            those(&|o| authors[o] == author.0)
        }
        Test::Date { from, to } => {
            let (from, to) = (from.map_or(i32::MIN, days), to.map_or(i32::MAX, days));
            let found = facts.days();
            those(&|o| found[o] != NO_DAY && (from..=to).contains(&found[o]))
        }
        Test::Votes { what, least, most } => {
            let counts = match what {
                Votes::Favourable => facts.votes(Side::Favourable),
                Votes::Mixed => facts.votes(Side::Mixed),
                Votes::Against => facts.votes(Side::Against),
                Votes::Support => facts.supports(),
            };
            let votes = |o: usize| match counts[o] {
                NO_COUNT => 0,
                n => n,
            };
            let range = least.unwrap_or(0)..=most.unwrap_or(u64::MAX);
            those(&|o| range.contains(&votes(o)))
        }
        Test::Kind(kind) => {
            let kinds = facts.kinds();
            those(&|o| kinds[o] == *kind as u8)
        }
        Test::Variable { name, value } => variable_rows(open, name, value.as_deref(), column)?,
        // `with_rows` leaves these to whoever knows the sub-corpora.
        Test::Subcorpus(_) => RowSet::new(),
    })
}

/// The records that have a variable, of a value or of any.
fn variable_rows(
    open: &Open,
    name: &str,
    value: Option<&str>,
    column: usize,
) -> Result<RowSet, PipelineError> {
    let variables = open.variables()?;
    let wrong = |message: String| PipelineError::Query(QueryError { column, message });
    let variable = variables
        .get(name)
        .ok_or_else(|| wrong(unknown_variable(variables, name).sentence().whole()))?;
    let Some(key) = value else {
        return Ok(variable.rows());
    };
    let found = variable.value(key).map(|v| v.rows.clone());
    found.ok_or_else(|| {
        let values: Vec<&str> = variable.values.iter().map(|v| v.text.as_str()).collect();
        let names = there_are(&values);
        wrong(format!(
            "no record has the value «{key}» of {}; {names}",
            variable.name
        ))
    })
}

/// What is known of a name that no variable has.
pub(super) fn unknown_variable(variables: &Variables, name: &str) -> UnknownVariable {
    UnknownVariable {
        name: name.to_string(),
        known: variables.iter().map(|v| v.name.clone()).collect(),
        nearest: variables.nearest(name).map(str::to_string),
    }
}

/// Days since 1970-01-01.
fn days(day: Date) -> i32 {
    // The calendar of `Date` is some seven million days long.
    (day - date(1970, 1, 1)).get_days()
}

/// Whether the words of a name, folded as those of the query are, hold `words` side by side.
fn holds_words(name: &str, words: &str) -> bool {
    let mut own: Vec<String> = Vec::new();
    scan(name, |raw| {
        own.push(fold(&name[raw.start..raw.end]).into_owned());
    });
    let words: Vec<&str> = words.split_whitespace().collect();
    !words.is_empty() && own.windows(words.len()).any(|w| w == words)
}

fn unknown_section(facts: &Facts, words: &str, column: usize) -> QueryError {
    let names = facts.section_names();
    let mut message = format!("no section's name holds the words «{words}»");
    if names.is_empty() {
        message.push_str(": the records of this corpus have no section");
    } else {
        message.push_str("; ");
        message.push_str(&there_are(names));
    }
    QueryError { column, message }
}

/// The known theme that is nearest to an unknown one, or all.
fn unknown_theme(known: &[String], id: &str, column: usize) -> QueryError {
    let near = known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(k, id), k))
        .min();
    let message = match near {
        Some((distance, near)) if distance <= 3 => {
            format!("there is no theme «{id}»: did you mean {near}?")
        }
        _ => format!("there is no theme «{id}»; there are {}", known.join(", ")),
    };
    QueryError { column, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn section_names_are_searched_by_whole_words() {
        let name = "Titre II – L’égalité, l'École";
        for words in ["titre ii", "egalite", "ecole", "ii egalite ecole"] {
            assert!(holds_words(name, words), "{words}");
        }
        for words in ["titre i", "egal", "ecole egalite", ""] {
            assert!(!holds_words(name, words), "{words}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(days(date(1970, 1, 2)), 1);
        assert_eq!(days(date(2015, 1, 1)), 16_436);
        assert_eq!(days(date(1969, 12, 31)), -1);
    }
}
