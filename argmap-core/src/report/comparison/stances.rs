//! What a holder says of an answer, in words.

use petgraph::graph::EdgeIndex;

use super::name_of;
use super::outline::Word;
use crate::compare::positions::Answer;
use crate::model::{Commitment, Edge, Map, Stance, wording};

/// The commitment that an edge carries.
pub(super) fn commitment(map: &Map, edge: EdgeIndex) -> &Commitment {
    match &map.graph()[edge] {
        Edge::Commits(commitment) => commitment,
        _ => unreachable!("only commitments are gathered"),
    }
}

/// The stances that are taken, each once, such as `asserts and retracts`.
pub(super) fn stances(map: &Map, answer: &Answer) -> String {
    let taken =
        |stance: &&Stance| answer.said.iter().any(|edge| commitment(map, *edge).stance == **stance);
    let words: Vec<String> =
        Stance::ALL.iter().filter(taken).map(|stance| stance.word().to_owned()).collect();
    wording::join(&words)
}

/// Where a stand is taken and how: source, place, quotation, date, and whose word that is; nothing
/// if none of that is known.
pub(super) fn place(map: &Map, commitment: &Commitment) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut add = |before: &str, word: Word| {
        if !words.is_empty() {
            words.push(Word::ours(before));
        }
        words.push(word);
    };
    if let Some(source) = commitment.source {
        add(" ", Word::Foreign(map.name(source).unwrap_or_default()));
    }
    if let Some(at) = &commitment.at {
        add(" ", Word::Foreign(at.to_string()));
    }
    if let Some(quote) = &commitment.quote {
        add(" ", Word::Foreign(format!("“{quote}”")));
    }
    if let Some(date) = &commitment.date {
        add(", ", Word::Foreign(date.to_string()));
    }
    if let Some(reporter) = commitment.reported_by {
        add(", ", Word::ours("as told by "));
        words.push(Word::Foreign(name_of(map, reporter).to_owned()));
    }
    if commitment.imputed {
        let before = if words.is_empty() { "" } else { ", " };
        words.push(Word::ours(&format!("{before}imputed by the map")));
    }
    words
}
