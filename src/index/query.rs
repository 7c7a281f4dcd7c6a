//! From the tree of a query to the index's own: every record that can match, and perhaps a few more.
//!
//! Exact forms, prefixes, near phrases and exclusions are decided on the text by the matcher; the index
//! narrows the records and ranks them.

use super::schema::Fields;
use crate::text::{Expr, Lexicon, Term, resolve_item};
use std::collections::BTreeSet;
use tantivy::Term as IndexTerm;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// How much more a word in the title weighs than one in the body.
const TITLE_WEIGHT: f32 = 2.0;

/// The index query of an expression.
pub(super) fn to_query(expr: &Expr, fields: &Fields, lexicon: &Lexicon) -> Box<dyn Query> {
    match expr {
        Expr::Term(term) => of_term(term, fields, lexicon),
        Expr::And(parts) => {
            let clauses: Vec<_> = parts
                .iter()
                .filter(|p| !matches!(p, Expr::Not(_)))
                .map(|p| (Occur::Must, to_query(p, fields, lexicon)))
                .collect();
            if clauses.is_empty() {
                Box::new(AllQuery)
            } else {
                Box::new(BooleanQuery::new(clauses))
            }
        }
        Expr::Or(parts) => either(parts.iter().map(|p| to_query(p, fields, lexicon)).collect()),
        // Which records lack a term is decided on the text: the index cannot say it of a superset.
        Expr::Not(_) | Expr::Test(..) | Expr::Rows(_) => Box::new(AllQuery),
        Expr::Except(a, _) => to_query(a, fields, lexicon),
    }
}

fn either(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::new(
            queries.into_iter().map(|q| (Occur::Should, q)).collect(),
        )),
    }
}

fn of_term(term: &Term, fields: &Fields, lexicon: &Lexicon) -> Box<dyn Query> {
    let stems: Vec<BTreeSet<&str>> = term
        .items
        .iter()
        .map(|item| {
            resolve_item(item, lexicon)
                .into_iter()
                .map(|f| lexicon.stem(lexicon.stem_of_form(f)))
                .collect()
        })
        .collect();
    let mut choices = vec![in_fields(&stems, term.slop, fields)];
    if let Some(joined) = &term.joined {
        let item = crate::text::Item::Word(joined.clone());
        let forms = resolve_item(&item, lexicon);
        let stems: BTreeSet<&str> = forms
            .into_iter()
            .map(|f| lexicon.stem(lexicon.stem_of_form(f)))
            .collect();
        if !stems.is_empty() {
            choices.push(in_fields(&[stems], None, fields));
        }
    }
    either(choices)
}

fn in_fields(stems: &[BTreeSet<&str>], slop: Option<u32>, fields: &Fields) -> Box<dyn Query> {
    if stems.iter().any(BTreeSet::is_empty) {
        return Box::new(EmptyQuery);
    }
    let title = in_field(stems, slop, fields.title);
    let body = in_field(stems, slop, fields.body);
    either(vec![Box::new(BoostQuery::new(title, TITLE_WEIGHT)), body])
}

/// A phrase where every word has one stem, else all the words in the field.
fn in_field(stems: &[BTreeSet<&str>], slop: Option<u32>, field: Field) -> Box<dyn Query> {
    if stems.len() > 1 && slop.is_none() && stems.iter().all(|s| s.len() == 1) {
        let terms = stems
            .iter()
            .flatten()
            .map(|s| IndexTerm::from_field_text(field, s))
            .collect();
        return Box::new(PhraseQuery::new(terms));
    }
    let words: Vec<Box<dyn Query>> = stems
        .iter()
        .map(|choices| {
            either(
                choices
                    .iter()
                    .map(|s| {
                        Box::new(TermQuery::new(
                            IndexTerm::from_field_text(field, s),
                            IndexRecordOption::WithFreqs,
                        )) as Box<dyn Query>
                    })
                    .collect(),
            )
        })
        .collect();
    if words.len() == 1 {
        return either(words);
    }
    Box::new(BooleanQuery::new(
        words.into_iter().map(|q| (Occur::Must, q)).collect(),
    ))
}
