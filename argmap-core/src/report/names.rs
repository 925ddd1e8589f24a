//! How parts of a map are spoken of, and what a mistaken name may have meant.

use petgraph::graph::NodeIndex;

use crate::document::nearest;
use crate::model::{InferenceId, InferenceKind, Map, Node, Target};

/// So many names are suggested for one that means nothing.
const MOST_SUGGESTIONS: usize = 3;

/// A part's name, or what it is if it has none.
pub fn part(map: &Map, node: NodeIndex) -> String {
    if let Some(name) = map.name(node) {
        return name;
    }
    match map.as_inference(node) {
        Some(step) => relation(map, step),
        None => match map.node(node) {
            Node::Conflict(conflict) => format!("a {} conflict", conflict.kind),
            other => format!("a {}", other.kind()),
        },
    }
}

/// A step's name with what it does, such as `elimination (support of balance)`.
pub fn step(map: &Map, step: InferenceId) -> String {
    match map.name(step) {
        Some(name) => format!("{name} ({})", towards(map, step)),
        None => relation(map, step),
    }
}

/// What a step does, such as `support of rain from wet and dark`.
fn relation(map: &Map, step: InferenceId) -> String {
    let premises: Vec<String> = map.premises(step).map(|claim| part(map, claim.node())).collect();
    format!("{} from {}", towards(map, step), join(&premises))
}

fn towards(map: &Map, step: InferenceId) -> String {
    let kind = map[step].kind;
    // An undercut of a nameless step names that step's kind only: no recursion.
    let target = match map.target(step) {
        Target::Claim(claim) => part(map, claim.node()),
        Target::Inference(other) => {
            map.name(other).unwrap_or_else(|| format!("a {}", map[other].kind))
        }
    };
    let of = if kind == InferenceKind::Undercut { "against" } else { "of" };
    format!("{kind} {of} {target}")
}

/// Words with commas and a last `and`.
pub fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The names most like one that means nothing: the nearest by spelling, then those that contain
/// it. Linear in the number of parts.
pub fn suggestions(map: &Map, name: &str) -> Vec<String> {
    let names: Vec<String> =
        map.graph().node_indices().filter_map(|node| map.name(node)).collect();
    let mut near: Vec<String> =
        nearest(name, names.iter().map(String::as_str)).map(str::to_owned).into_iter().collect();
    if !name.is_empty() {
        for other in names.iter().filter(|other| other.contains(name)) {
            if near.len() >= MOST_SUGGESTIONS {
                break;
            }
            if !near.contains(other) {
                near.push(other.clone());
            }
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::no_imports;

    #[test]
    fn steps_are_named_or_described() {
        let text = r#"{ "argmap": 1, "title": "Rain",
            "claims": [{ "id": "rain", "text": "It rained." }, { "id": "wet", "text": "It is wet." }],
            "supports": [{ "from": ["wet"], "to": "rain" }, { "id": "why", "from": ["wet"], "to": "rain" }],
            "undercuts": [{ "from": ["wet"], "to": "why" }] }"#;
        let map = crate::read("rain.json", text, &mut no_imports).map;
        let shown: Vec<String> = map.inferences().map(|(id, _)| step(&map, id)).collect();
        assert_eq!(
            shown,
            ["support of rain from wet", "why (support of rain)", "undercut against why from wet"]
        );
        assert_eq!(suggestions(&map, "rian"), ["rain"]);
        assert_eq!(suggestions(&map, "w"), ["wet", "why"]);
    }
}
