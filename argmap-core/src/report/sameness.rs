//! Which claims and holders might be the same, and why.

use petgraph::graph::NodeIndex;
use serde::Serialize;

use crate::compare::sameness::{Reason, Suggestion, Suggestions};
use crate::model::{Map, Node, wording};
use crate::report::names;

/// What might be the same.
#[derive(Debug, Serialize)]
pub struct Told {
    /// Claims that may say the same, the likeliest first.
    pub claims: Vec<Pair>,
    /// Holders that may be one, the likeliest first.
    pub holders: Vec<Pair>,
    /// Whether these are all.
    pub complete: bool,
}

/// Two parts that may be the same.
#[derive(Debug, Serialize)]
pub struct Pair {
    /// The one whose name comes first.
    pub one: Side,
    /// The other.
    pub other: Side,
    /// How much speaks for it, from 0 to 1.
    pub score: f64,
    /// What speaks for it.
    pub reasons: Vec<Spoken>,
}

/// One of two parts that may be the same.
#[derive(Debug, Serialize)]
pub struct Side {
    /// The id, with the prefixes by which the root file reaches it.
    pub id: String,
    /// What the claim says, or the holder's name.
    pub text: String,
}

/// What speaks for two parts' being the same; fields that do not go with the kind are left out.
#[derive(Debug, Default, Serialize)]
pub struct Spoken {
    /// The kind of reason, in words joined by hyphens.
    pub kind: &'static str,
    /// The reason in a sentence without its stop.
    pub text: String,
    /// The share of the words in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// The words in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<Vec<String>>,
    /// The words that only the first has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_one: Option<Vec<String>>,
    /// The words that only the second has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_other: Option<Vec<String>>,
    /// The id of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The place in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The words that are quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The id of the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The formula.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
}

/// Suggestions in words; linear in their number and lengths.
pub fn told(map: &Map, suggestions: &Suggestions) -> Told {
    Told {
        claims: suggestions.claims.iter().map(|pair| told_pair(map, pair)).collect(),
        holders: suggestions.holders.iter().map(|pair| told_pair(map, pair)).collect(),
        complete: suggestions.complete,
    }
}

fn told_pair<Id: Copy + Into<NodeIndex>>(map: &Map, pair: &Suggestion<Id>) -> Pair {
    Pair {
        one: side(map, pair.one.into()),
        other: side(map, pair.other.into()),
        score: pair.score,
        reasons: pair.reasons.iter().map(|reason| spoken(map, reason)).collect(),
    }
}

fn side(map: &Map, node: NodeIndex) -> Side {
    let text = match map.node(node) {
        Node::Claim(claim) => &*claim.text,
        Node::Holder(holder) => &*holder.title,
        _ => "",
    };
    Side { id: names::part(map, node), text: text.to_owned() }
}

/// A reason in words.
pub fn spoken(map: &Map, reason: &Reason) -> Spoken {
    match reason {
        Reason::SameWords => {
            of("same-words", "the same words, but for case, punctuation and words that say little")
        }
        Reason::SharedWords { share, shared, only_one, only_other } => Spoken {
            share: Some(*share),
            shared: Some(shared.clone()),
            only_one: Some(only_one.clone()),
            only_other: Some(only_other.clone()),
            ..of("shared-words", words(shared, only_one, only_other))
        },
        Reason::SamePlace { source, at } => Spoken {
            source: Some(names::part(map, *source)),
            at: Some(at.clone()),
            ..of("same-place", format!("the same place, {at} of “{}”", map[*source].title))
        },
        Reason::SameQuotation { source, quote } => Spoken {
            source: Some(names::part(map, *source)),
            quote: Some(quote.clone()),
            ..of("same-quotation", format!("the same words of “{}”: “{quote}”", map[*source].title))
        },
        Reason::SameQuestion { question } => Spoken {
            question: Some(names::part(map, *question)),
            ..of(
                "same-question",
                format!("answers to the same question, “{}”", map[*question].text),
            )
        },
        Reason::SameFormula { formula } => Spoken {
            formula: Some(formula.clone()),
            ..of("same-formula", format!("the same formula, {formula}"))
        },
        Reason::SameName => of("same-name", "the same name"),
        Reason::ShorterName => of("shorter-name", "one name is a shorter form of the other"),
    }
}

fn of(kind: &'static str, text: impl Into<String>) -> Spoken {
    Spoken { kind, text: text.into(), ..Spoken::default() }
}

/// Which words are in common, and which are not.
fn words(shared: &[String], only_one: &[String], only_other: &[String]) -> String {
    let list = |words: &[String]| {
        let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
        wording::join(&quoted)
    };
    let rest = match (only_one, only_other) {
        ([], []) => String::new(),
        (one, []) => format!("; only the first has {}", list(one)),
        ([], other) => format!("; only the second has {}", list(other)),
        (one, other) => {
            format!("; only the first has {}, only the second {}", list(one), list(other))
        }
    };
    format!("both have {}{rest}", list(shared))
}
