//! Listed votes as columns of numbers: which record, whose, on which side, or which choice of which question. What
//! counts votes looks at these and reads no table.

use super::names::{Names, names};
use super::packed::{Packed, pack};
use super::{
    AuthorId, Damaged, GONE, Kind, ListedVote, MODERATED, OpenSections, Record, Sections, Side,
    u32_bytes,
};
use rustc_hash::FxHashMap;

/// The columns of the file, in order.
const COLUMNS: [&str; 8] = [
    "record", "author", "side", "flags", "question", "choice", "form", "row",
];

/// A listed vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ballot<'b> {
    /// The record voted on, or the question answered; `None` where no source has it.
    pub record: Option<u32>,
    /// Who voted; `None` where the file names no voter at all.
    pub author: Option<AuthorId>,
    /// The side; `None` where the choice is none of for, mixed and against.
    pub side: Option<Side>,
    /// The id of the closed question that the vote answers, with what was chosen as the source words it.
    pub choice: Option<(&'b str, &'b str)>,
    /// Whether the organiser set the vote aside.
    pub moderated: bool,
    /// Whether it is set aside because a newer export holds it no more.
    pub gone: bool,
    /// The form in whose source row the vote is.
    pub form: Option<u32>,
    /// A number of its source row: votes of one row have one number.
    pub row: u32,
}

/// All listed votes of a build, in source order.
pub struct Ballots {
    open: OpenSections,
    rows: usize,
    questions: Vec<String>,
    choices: Vec<String>,
}

impl Ballots {
    /// The votes on some records.
    pub fn build(records: &[Record], votes: &[ListedVote]) -> Ballots {
        // What was just written reads back.
        Ballots::read(Ballots::bytes(records, votes)).expect("votes that were just written")
    }

    /// The same as the bytes of a file.
    pub fn bytes(records: &[Record], votes: &[ListedVote]) -> Vec<u8> {
        // Where nobody voted there is nothing to look up.
        let some = |r: &&Record| !votes.is_empty() && !r.id.is_empty();
        let by_id: FxHashMap<&str, u32> = records
            .iter()
            .filter(some)
            .map(|r| (r.id.as_str(), r.ordinal))
            .collect();
        let forms: FxHashMap<_, u32> = records
            .iter()
            .filter(|r| r.kind == Kind::Reply)
            .map(|r| (&r.origin, r.ordinal))
            .collect();
        let (mut questions, mut choices) = (Names::new(), Names::new());
        let mut rows = FxHashMap::default();
        let mut columns: [Vec<Option<i64>>; COLUMNS.len()] = Default::default();
        for (vote, author) in votes {
            let next = rows.len() as i64;
            let row = *rows.entry(&vote.origin).or_insert(next);
            let moderated = if vote.moderation.moderated {
                MODERATED
            } else {
                0
            };
            let gone = if vote.moderation.gone { GONE } else { 0 };
            let choice = vote.choice.as_deref();
            let cells = [
                by_id.get(vote.record.as_str()).map(|o| i64::from(*o)),
                author.map(|a| i64::from(a.0)),
                vote.side.map(|s| s as i64),
                Some(i64::from(moderated | gone)),
                choice.map(|_| questions.place(&vote.record)),
                choice.map(|choice| choices.place(choice)),
                forms.get(&vote.origin).map(|o| i64::from(*o)),
                Some(row),
            ];
            for (column, cell) in columns.iter_mut().zip(cells) {
                column.push(cell);
            }
        }
        let mut out = Sections::new().push("rows", u32_bytes([votes.len() as u32]));
        for (name, column) in COLUMNS.into_iter().zip(&columns) {
            out = out.push(name, pack(column.iter().copied()));
        }
        let out = questions.write(out, "question");
        choices.write(out, "choice").to_bytes()
    }

    /// Reads a file of votes; every byte is checked.
    ///
    /// # Errors
    /// Where the bytes are not what [`Ballots::bytes`] gave.
    pub fn read(bytes: Vec<u8>) -> Result<Ballots, Damaged> {
        let open = Sections::read(bytes)?;
        let rows = open.u32s("rows")?.get(0);
        let rows = rows.ok_or_else(|| Damaged::new("it does not say how many rows it has"))?;
        let (questions, choices) = (names(&open, "question")?, names(&open, "choice")?);
        for name in COLUMNS {
            let column = Packed::read(name, open.require(name)?, rows as usize)?;
            let below = match name {
                "side" => Side::ALL.len(),
                "question" => questions.len(),
                "choice" => choices.len(),
                _ => continue,
            };
            if column.largest().is_some_and(|most| most >= below as i64) {
                return Err(Damaged(format!(
                    "the column «{name}» holds what is nowhere"
                )));
            }
        }
        Ok(Ballots {
            open,
            rows: rows as usize,
            questions,
            choices,
        })
    }

    /// How many votes.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Whether some vote answers a closed question.
    pub fn has_choices(&self) -> bool {
        !self.choices.is_empty()
    }

    /// Each vote, in source order.
    pub fn iter(&self) -> impl Iterator<Item = Ballot<'_>> {
        let columns = COLUMNS.map(|name| {
            // `read` has read every column once.
            let bytes = self.open.get(name).unwrap_or_default();
            Packed::read(name, bytes, self.rows).expect("a column that was read before")
        });
        (0..self.rows).map(move |at| {
            let [record, author, side, flags, question, choice, form, row] =
                columns.map(|column| column.get(at));
            let flags = flags.unwrap_or(0) as u8;
            let chosen = question.zip(choice).map(|(question, choice)| {
                let question = self.questions[question as usize].as_str();
                (question, self.choices[choice as usize].as_str())
            });
            Ballot {
                record: record.map(|n| n as u32),
                author: author.map(|n| AuthorId(n as u32)),
                side: side.map(|n| Side::ALL[n as usize]),
                choice: chosen,
                moderated: flags & MODERATED != 0,
                gone: flags & GONE != 0,
                form: form.map(|n| n as u32),
                row: row.unwrap_or(0) as u32,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Moderation, Origin, Place, Vote};

    fn vote(record: &str, side: Option<Side>, choice: Option<&str>, line: u32) -> ListedVote {
        let vote = Vote {
            record: record.into(),
            author: None,
            side,
            choice: choice.map(str::to_string),
            published_at: None,
            moderation: Moderation::default(),
            origin: origin(line),
        };
        (vote, (line != 3).then_some(AuthorId(line)))
    }

    fn origin(line: u32) -> Origin {
        Origin {
            source: "s".into(),
            file: "f".into(),
            place: Place::Line(line),
        }
    }

    #[test]
    fn votes_come_back() {
        let mut form = Record::bare(1, "form", Kind::Reply);
        form.origin = origin(2);
        let records = [Record::bare(0, "a", Kind::Proposal), form];
        let mut votes = vec![
            vote("a", Some(Side::Against), None, 1),
            vote("q", None, Some("Oui"), 2),
            vote("q", Some(Side::Favourable), Some("Non"), 2),
            vote("nowhere", Some(Side::Mixed), None, 3),
        ];
        votes[0].0.moderation.moderated = true;
        votes[3].0.moderation.gone = true;
        let ballots = Ballots::build(&records, &votes);
        let all: Vec<Ballot<'_>> = ballots.iter().collect();
        let bare = Ballot {
            record: None,
            author: Some(AuthorId(2)),
            side: None,
            choice: None,
            moderated: false,
            gone: false,
            form: None,
            row: 1,
        };
        let wanted = [
            Ballot {
                record: Some(0),
                author: Some(AuthorId(1)),
                side: Some(Side::Against),
                moderated: true,
                row: 0,
                ..bare
            },
            Ballot {
                choice: Some(("q", "Oui")),
                form: Some(1),
                ..bare
            },
            Ballot {
                side: Some(Side::Favourable),
                choice: Some(("q", "Non")),
                form: Some(1),
                ..bare
            },
            Ballot {
                author: None,
                side: Some(Side::Mixed),
                gone: true,
                row: 2,
                ..bare
            },
        ];
        assert_eq!(all, wanted);
        assert!(ballots.has_choices() && ballots.len() == 4);
        assert!(Ballots::build(&records, &[]).is_empty());
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let whole = Ballots::bytes(&[], &[vote("q", None, Some("Oui"), 2)]);
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert!(Ballots::read(bytes).is_err(), "byte {at}");
            assert!(Ballots::read(whole[..at].to_vec()).is_err(), "cut at {at}");
        }
    }
}
