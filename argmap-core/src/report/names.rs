//! How parts of a map are spoken of, and what a mistaken name may have meant.

use petgraph::graph::NodeIndex;

use crate::document::nearest;
use crate::model::{InferenceId, InferenceKind, Map, Target, wording};

/// So many names are suggested for one that means nothing.
const MOST_SUGGESTIONS: usize = 3;

/// A part's name, or what it is if it has none.
pub fn part(map: &Map, node: impl Into<NodeIndex>) -> String {
    let node = node.into();
    map.name(node).unwrap_or_else(|| wording::name(map, node))
}

/// A step's name with what it does, such as ``elimination (support of `balance`)``.
pub fn step(map: &Map, step: InferenceId) -> String {
    let Some(name) = map.name(step) else { return wording::step(map, step) };
    let kind = map[step].kind;
    let of = if kind == InferenceKind::Undercut { "against" } else { "of" };
    // An undercut of a nameless step names that step's kind only: no recursion.
    let target = match map.target(step) {
        Target::Claim(claim) => wording::name(map, claim.node()),
        Target::Inference(other) => map
            .name(other)
            .map_or_else(|| format!("a {}", map[other].kind), |name| format!("`{name}`")),
    };
    format!("{name} ({kind} {of} {target})")
}

/// The names most like one that means nothing: the nearest by spelling, then those that contain
/// it. Linear in the number of parts.
pub fn suggestions(map: &Map, name: &str) -> Vec<String> {
    let names: Vec<String> = map.graph().node_indices().filter_map(|node| map.name(node)).collect();
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
    use crate::document::{no_imports, resolve};
    use crate::formats::native;
    use crate::text::SourceFile;

    #[test]
    fn steps_are_named_or_described() {
        let text = r#"{ "argmap": 1, "title": "Rain",
            "claims": [{ "id": "rain", "text": "It rained." }, { "id": "wet", "text": "It is wet." }],
            "supports": [{ "from": ["wet"], "to": "rain" }, { "id": "why", "from": ["wet"], "to": "rain" }],
            "undercuts": [{ "from": ["wet"], "to": "why" }] }"#;
        let map = resolve(SourceFile::new("rain.json", text), native::read, &mut no_imports).map;
        let shown: Vec<String> = map.inferences().map(|(id, _)| step(&map, id)).collect();
        let nameless =
            ["the support of `rain` from `wet`", "the undercut against the step `why` from `wet`"];
        assert_eq!(shown, [nameless[0], "why (support of `rain`)", nameless[1]]);
        assert_eq!(suggestions(&map, "rian"), ["rain"]);
        assert_eq!(suggestions(&map, "w"), ["wet", "why"]);
    }
}
