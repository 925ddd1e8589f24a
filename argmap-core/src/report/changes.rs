//! Which verdicts change when a reader takes parts of a map to hold or to fail.

use petgraph::graph::NodeIndex;
use serde::Serialize;

use crate::model::Map;
use crate::render::{Highlight, Role};
use crate::report::names;
use crate::report::verdicts::Evaluated;
use crate::semantics::Evaluation;

/// What changes from one evaluation to another.
#[derive(Debug, Serialize)]
pub struct Changes {
    /// Which map, and how it was evaluated the second time.
    #[serde(flatten)]
    pub of: Evaluated,
    /// The claims whose verdict changes, in the order of declaration, those of imported files first.
    pub claims: Vec<ClaimChange>,
    /// The steps whose verdict changes, likewise.
    pub steps: Vec<StepChange>,
}

/// A claim whose verdict changes.
#[derive(Debug, Serialize)]
pub struct ClaimChange {
    /// The id.
    pub id: String,
    /// The proposition.
    pub text: String,
    /// Whether the map is for it.
    pub thesis: bool,
    /// The verdict before.
    pub before: &'static str,
    /// The verdict after.
    pub after: &'static str,
}

/// A step whose verdict changes.
#[derive(Debug, Serialize)]
pub struct StepChange {
    /// The id, if it has one.
    pub id: Option<String>,
    /// What it is called in messages.
    #[serde(skip)]
    pub name: String,
    /// The verdict before.
    pub before: &'static str,
    /// The verdict after.
    pub after: &'static str,
}

/// The verdicts that differ between two evaluations of a map, without those that the reader forced;
/// linear in the size of the map.
pub fn changes(file: &str, map: &Map, before: &Evaluation, after: &Evaluation) -> Changes {
    let claims = map.claims().filter(|(id, _)| after.forced(*id).is_none());
    let claims = claims.filter(|(id, _)| before.verdict(*id) != after.verdict(*id));
    let claims = claims.map(|(id, claim)| ClaimChange {
        id: names::part(map, id),
        text: claim.text.to_string(),
        thesis: map.is_thesis(id),
        before: before.verdict(id).word(),
        after: after.verdict(id).word(),
    });
    let steps = map.inferences().filter(|(id, _)| after.forced(*id).is_none());
    let steps = steps.filter(|(id, _)| before.step(map, *id) != after.step(map, *id));
    let steps = steps.map(|(id, _)| StepChange {
        id: map.name(id),
        name: names::step(map, id),
        before: before.step(map, id).word(),
        after: after.step(map, id).word(),
    });
    Changes {
        of: Evaluated::new(file, map, after),
        claims: claims.collect(),
        steps: steps.collect(),
    }
}

/// What a picture points out of two evaluations of a map: first what the reader forced, then the
/// claims whose verdict changes, theses before others, then the steps. Takes O(n·k)
/// for n parts of which k are forced.
pub fn highlights(map: &Map, before: &Evaluation, after: &Evaluation) -> Vec<Highlight> {
    let parts = map.claims().map(|(id, _)| id.node());
    let parts = parts.chain(map.inferences().map(|(id, _)| id.node()));
    let supposed = parts.filter_map(|part| {
        let holds = after.forced(part)?;
        let note = if holds { "taken to hold" } else { "taken to fail" };
        Some(Highlight::new(part, Role::Supposed).note(note))
    });
    let affected = |part, note: String| Highlight::new(part, Role::Affected).note(note);
    let is_free = |part: NodeIndex| after.forced(part).is_none();
    let claims = map.claims().map(|(id, _)| id).filter(|id| is_free(id.node()));
    let claims = claims.filter(|id| before.verdict(*id) != after.verdict(*id));
    let (theses, others): (Vec<_>, Vec<_>) = claims.partition(|id| map.is_thesis(*id));
    let claims = theses.into_iter().chain(others);
    let claims = claims.map(|id| affected(id.node(), format!("{} before", before.verdict(id))));
    let steps = map.inferences().map(|(id, _)| id).filter(|id| is_free(id.node()));
    let steps = steps.filter(|id| before.step(map, *id) != after.step(map, *id));
    let steps = steps.map(|id| affected(id.node(), format!("before: {}", before.step(map, id))));
    supposed.chain(claims).chain(steps).collect()
}

#[cfg(test)]
mod tests {
    use super::{Highlight, Role, changes, highlights};
    use crate::document::no_imports;
    use crate::semantics::{Options, evaluate};

    #[test]
    fn what_hangs_on_a_claim_changes_and_nothing_else() {
        let text = r#"{ "argmap": 1, "title": "T", "theses": ["t"],
          "claims": [{ "id": "t", "text": "T." }, { "id": "a", "text": "A." },
            { "id": "b", "text": "B." }, { "id": "c", "text": "C." }],
          "supports": [{ "id": "i", "from": ["a"], "to": "t" }, { "id": "j", "from": ["b"], "to": "c" }] }"#;
        let map = crate::read("map.json", text, &mut no_imports).map;
        let reject = vec![map.find("a").unwrap()];
        let before = evaluate(&map, Options::default());
        let after = evaluate(&map, Options { reject, ..Options::default() });
        let changes = changes("map.json", &map, &before, &after);
        let claims: Vec<_> =
            changes.claims.iter().map(|it| (it.id.as_str(), it.before, it.after)).collect();
        assert_eq!(claims, [("t", "accepted", "unestablished")]);
        let steps: Vec<_> = changes.steps.iter().map(|it| (it.id.as_deref(), it.after)).collect();
        assert_eq!(steps, [(Some("i"), "premise fails")]);
        let highlights = highlights(&map, &before, &after);
        let part = |id| map.find(id).unwrap();
        assert_eq!(
            highlights,
            [
                Highlight::new(part("a"), Role::Supposed).note("taken to fail"),
                Highlight::new(part("t"), Role::Affected).note("accepted before"),
                Highlight::new(part("i"), Role::Affected).note("before: applies"),
            ]
        );
    }
}
