//! Names of parts in sentences.

use petgraph::graph::NodeIndex;

use super::{InferenceId, InferenceKind, Map, Node, Target};

/// A part's name in backticks, or what it is if it has none.
pub fn name(map: &Map, node: NodeIndex) -> String {
    if let Some(name) = map.name(node) {
        return format!("`{name}`");
    }
    match map.node(node) {
        Node::Inference(_) => step(map, InferenceId(node)),
        other => format!("the {}", other.kind()),
    }
}

/// A step's name in backticks, or what it does to what.
pub fn step(map: &Map, step: InferenceId) -> String {
    if let Some(name) = map.name(step) {
        return format!("`{name}`");
    }
    let kind = map[step].kind;
    let target = match map.target(step) {
        Target::Claim(claim) => map.name(claim),
        Target::Inference(inference) => map.name(inference),
    };
    let target = target.map_or_else(|| "a step".to_owned(), |name| format!("`{name}`"));
    let of = if kind == InferenceKind::Undercut { "against the step" } else { "of" };
    let premises: Vec<String> =
        map.premises(step).take(3).map(|premise| name(map, premise.node())).collect();
    format!("the {kind} {of} {target} from {}", join(&premises))
}

/// Words with commas and a last `and`.
pub fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
