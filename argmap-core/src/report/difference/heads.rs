//! How a part is spoken of at the head of a line.

use petgraph::graph::NodeIndex;
use serde_json::Value;

use super::{Difference, Piece, ours, words};
use crate::compare::diff::{Fate, Part, Values};
use crate::model::{ConflictId, InferenceId, Map, Node, wording};

/// The key of a list's parts under which their wording stands.
pub(super) fn wording_key(list: &str) -> &'static str {
    match list {
        "groups" | "sources" => "title",
        "holders" => "name",
        _ => "text",
    }
}

/// What a list's part is, in a word.
pub(super) fn kind(list: &str) -> &'static str {
    match list {
        "groups" => "group",
        "sources" => "source",
        "holders" => "holder",
        "atoms" => "letter",
        "questions" => "question",
        "claims" => "claim",
        "supports" => "support",
        "rebuttals" => "rebuttal",
        "undercuts" => "undercut",
        _ => "conflict",
    }
}

/// The head of a line about a part: what it is and what it says.
pub(super) fn head(difference: &Difference, part: &Part) -> Vec<Piece> {
    let (map, node) = match (part.new, part.old) {
        (Some(node), _) => (difference.new, node),
        (None, Some(node)) => (difference.old, node),
        (None, None) => return vec![ours(&*part.name)],
    };
    let mut pieces = Vec::new();
    match map.node(node) {
        Node::Inference(step) => {
            pieces.push(ours(step.kind.word()));
            name(&mut pieces, part.id.as_deref());
            pieces.extend(was(difference, part));
            connections(&mut pieces, map, node, part);
        }
        Node::Conflict(conflict) => {
            pieces.push(ours(format!("{} claims", conflict.kind)));
            name(&mut pieces, part.id.as_deref());
            pieces.extend(was(difference, part));
            let claims =
                map.members(ConflictId(node)).map(|claim| wording::name(map, claim.node()));
            pieces.push(ours(" "));
            list(&mut pieces, claims);
        }
        _ => {
            pieces.extend(part.id.clone().map(Piece::Code));
            pieces.extend(was(difference, part));
            pieces.push(ours(": "));
            match part.change(wording_key(part.list)) {
                Some(Values::Whole {
                    old: Some(Value::String(old)),
                    new: Some(Value::String(new)),
                }) => {
                    pieces.extend(words::pieces(old, new));
                }
                _ => pieces.extend(part.text.clone().map(Piece::Text)),
            }
        }
    }
    pieces
}

/// The id that a part had before, if that was another one.
fn was(difference: &Difference, part: &Part) -> Vec<Piece> {
    if matches!(part.fate, Fate::Removed(_)) {
        return Vec::new();
    }
    let now = part.id.as_deref();
    let mut renamed = difference.diff.renamed.iter();
    let renamed = renamed.find(|it| it.list == part.list && now == Some(&*it.new));
    let was = |old: &str| vec![ours(" (was "), Piece::Code(old.to_owned()), ours(")")];
    renamed.map(|renamed| was(&renamed.old)).unwrap_or_default()
}

fn name(pieces: &mut Vec<Piece>, id: Option<&str>) {
    if let Some(id) = id {
        pieces.extend([ours(" "), Piece::Code(id.to_owned())]);
    }
}

fn connections(pieces: &mut Vec<Piece>, map: &Map, node: NodeIndex, part: &Part) {
    let step = InferenceId(node);
    // What the step was rewired from and to stands below.
    let of = if part.list == "undercuts" { " against " } else { " of " };
    pieces.push(ours(of));
    let target: NodeIndex = map.target(step).into();
    list(pieces, std::iter::once(wording::name(map, target)));
    pieces.push(ours(" from "));
    list(pieces, map.premises(step).map(|premise| wording::name(map, premise.node())));
}

/// Names of parts, which stand in backticks, with commas and a last `and`.
fn list(pieces: &mut Vec<Piece>, names: impl Iterator<Item = String>) {
    let names: Vec<String> = names.collect();
    let last = names.len().saturating_sub(1);
    for (at, name) in names.into_iter().enumerate() {
        match at {
            0 => {}
            _ if at == last => pieces.push(ours(" and ")),
            _ => pieces.push(ours(", ")),
        }
        let id = name.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
        pieces.push(match id {
            Some(id) => Piece::Code(id.to_owned()),
            None => ours(name),
        });
    }
}
