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
    let mut premises: Vec<String> =
        map.premises(step).take(3).map(|premise| name(map, premise.node())).collect();
    let more = map.premises(step).count() - premises.len();
    if more > 0 {
        premises.push(format!("{more} more"));
    }
    format!("the {kind} {of} {target} from {}", join(&premises))
}

/// A part of one of a file's lists, by the name that it has there.
pub(crate) fn part_of_list(list: &str, name: Option<&str>) -> String {
    let kind = match list {
        "groups" => "group",
        "sources" => "source",
        "holders" => "holder",
        "atoms" => "atom",
        "questions" => "question",
        "claims" => "claim",
        "supports" => "support",
        "rebuttals" => "rebuttal",
        "undercuts" => "undercut",
        "conflicts" => "conflict",
        "imports" => "import",
        "glossary" => "term",
        "schemes" => "scheme",
        "allow" => "allowance",
        other => return format!("an entry of `{other}`"),
    };
    match (name, kind) {
        (Some(name), _) => format!("the {kind} `{name}`"),
        (None, "undercut" | "import" | "atom" | "allowance") => format!("an {kind}"),
        (None, _) => format!("a {kind}"),
    }
}

/// Words with commas and a last `and`.
pub fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::document::no_imports;

    #[test]
    fn a_step_of_many_premises_does_not_pass_for_one_of_three() {
        let map = r#"{ "argmap": 1, "title": "T",
            "claims": [{ "id": "a", "text": "A" }, { "id": "b", "text": "B" }, { "id": "c", "text": "C" },
              { "id": "d", "text": "D" }, { "id": "t", "text": "T" }],
            "supports": [{ "from": ["a", "b", "c", "d"], "to": "t" }] }"#;
        let map = crate::read("map.json", map, &mut no_imports).map;
        let step = map.inferences().next().expect("there is one step").0;
        assert_eq!(super::step(&map, step), "the support of `t` from `a`, `b`, `c` and 1 more");
    }
}
