//! Which verdicts change when a reader takes parts of a map to hold or to fail.

use petgraph::graph::NodeIndex;
use serde::Serialize;

use crate::model::Map;
use crate::render::{Highlight, Role};
use crate::report::names;
use crate::report::verdicts::Evaluated;
use crate::semantics::Evaluation;
use crate::semantics::suppose::Shift;

/// Of a longer way only as many parts are told, half of them from its start and half from its end.
const MOST_PARTS: usize = 64;

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
    /// How what is supposed comes to change it.
    #[serde(flatten)]
    pub way: Way,
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
    /// How what is supposed comes to change it.
    #[serde(flatten)]
    pub way: Way,
}

/// The shortest way from what is supposed to a part whose verdict changes, through parts of which
/// something changes.
#[derive(Debug, Serialize)]
pub struct Way {
    /// What is supposed, then steps, conflicts or questions and the claims between them, and last
    /// the part itself.
    pub path: Vec<Part>,
    /// How many parts are left out in the middle of a long path.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out: usize,
}

/// A part on a way.
#[derive(Debug, Serialize)]
pub struct Part {
    /// What sort of part it is: `claim`, `support`, `rebuttal`, `undercut`, `conflict` or `question`.
    pub kind: &'static str,
    /// The id, if it has one.
    pub id: Option<String>,
}

impl Way {
    fn of(map: &Map, parts: Option<Vec<NodeIndex>>) -> Way {
        let mut parts = parts.unwrap_or_default();
        let left_out = parts.len().saturating_sub(MOST_PARTS);
        if left_out > 0 {
            parts.drain(MOST_PARTS / 2..MOST_PARTS / 2 + left_out);
        }
        let part = |node: &NodeIndex| Part { kind: map.node(*node).kind(), id: map.name(*node) };
        Way { path: parts.iter().map(part).collect(), left_out }
    }

    /// The way in words, without the part that it leads to, such as
    /// `wet → from-wet (support) → rain`, with at most that many parts.
    pub fn words(&self, most: usize) -> String {
        let names = self.path.iter().map(|part| match (part.kind, &part.id) {
            ("claim", Some(id)) => id.clone(),
            (kind, Some(id)) => format!("{id} ({kind})"),
            (kind, None) => format!("({kind})"),
        });
        let mut names: Vec<String> = names.collect();
        names.pop();
        let middle = names.len().min(MOST_PARTS / 2);
        let excess = names.len().saturating_sub(most.max(2));
        let left_out = self.left_out + excess;
        if left_out > 0 {
            let start = if excess > 0 { most.max(2) / 2 } else { middle };
            let gap = format!("… {left_out} more …");
            names.splice(start..start + excess, [gap]);
        }
        names.join(" → ")
    }
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// The verdicts that a supposition changes, without those that the reader forced; to be asked while
/// the supposition stands.
///
/// Linear in the size of what was evaluated again, but for sorting it.
pub fn changes(file: &str, map: &Map, evaluation: &Evaluation, shift: &Shift) -> Changes {
    let spread = shift.spread(map, evaluation);
    let claims = shift.claims(map, evaluation).into_iter();
    let claims = claims.filter(|(id, _)| evaluation.forced(*id).is_none());
    let claims = claims.map(|(id, before)| ClaimChange {
        id: names::part(map, id),
        text: map[id].text.to_string(),
        thesis: map.is_thesis(id),
        before: before.word(),
        after: evaluation.verdict(id).word(),
        way: Way::of(map, spread.to_claim(id)),
    });
    let steps = shift.steps(map, evaluation).into_iter();
    let steps = steps.filter(|(id, _)| evaluation.forced(*id).is_none());
    let steps = steps.map(|(id, before)| StepChange {
        id: map.name(id),
        name: names::step(map, id),
        before: before.word(),
        after: evaluation.step(map, id).word(),
        way: Way::of(map, spread.to_step(id)),
    });
    Changes {
        of: Evaluated::new(file, map, evaluation),
        claims: claims.collect(),
        steps: steps.collect(),
    }
}

/// What a picture points out of a supposition, while it stands: first what the reader forced, then
/// the claims whose verdict changes, theses before others, then the steps.
pub fn highlights(map: &Map, evaluation: &Evaluation, shift: &Shift) -> Vec<Highlight> {
    let options = &evaluation.options;
    let mut forced: Vec<NodeIndex> =
        options.accept.iter().chain(&options.reject).copied().collect();
    // Claims before steps, and each once.
    forced.sort_unstable_by_key(|part| (map.as_claim(*part).is_none(), *part));
    forced.dedup();
    let supposed = forced.into_iter().map(|part| {
        let holds = evaluation.forced(part) == Some(true);
        let note = if holds { "taken to hold" } else { "taken to fail" };
        Highlight::new(part, Role::Supposed).note(note)
    });
    let affected = |part, note: String| Highlight::new(part, Role::Affected).note(note);
    let is_free = |part: NodeIndex| evaluation.forced(part).is_none();
    let claims = shift.claims(map, evaluation).into_iter().filter(|(id, _)| is_free(id.node()));
    let (theses, others): (Vec<_>, Vec<_>) = claims.partition(|(id, _)| map.is_thesis(*id));
    let claims = theses.into_iter().chain(others);
    let claims = claims.map(|(id, before)| affected(id.node(), format!("{before} before")));
    let steps = shift.steps(map, evaluation).into_iter().filter(|(id, _)| is_free(id.node()));
    let steps = steps.map(|(id, before)| affected(id.node(), format!("before: {before}")));
    supposed.chain(claims).chain(steps).collect()
}

#[cfg(test)]
mod tests {
    use super::{Highlight, Role, changes, highlights};
    use crate::document::no_imports;
    use crate::semantics::suppose::Supposition;
    use crate::semantics::{Options, evaluate};

    #[test]
    fn what_hangs_on_a_claim_changes_and_nothing_else() {
        let text = r#"{ "argmap": 1, "title": "T", "theses": ["t"],
          "claims": [{ "id": "t", "text": "T." }, { "id": "a", "text": "A." },
            { "id": "b", "text": "B." }, { "id": "c", "text": "C." }],
          "supports": [{ "id": "i", "from": ["a"], "to": "t" }, { "id": "j", "from": ["b"], "to": "c" }] }"#;
        let map = crate::read("map.json", text, &mut no_imports).map;
        let reject = vec![map.find("a").unwrap()];
        let mut evaluation = evaluate(&map, Options::default());
        let shift = evaluation.suppose(&map, &Supposition { reject, ..Supposition::default() });
        let changes = changes("map.json", &map, &evaluation, &shift);
        let claims: Vec<_> =
            changes.claims.iter().map(|it| (it.id.as_str(), it.before, it.after)).collect();
        assert_eq!(claims, [("t", "accepted", "unestablished")]);
        assert_eq!(changes.claims[0].way.words(12), "a → i (support)");
        let steps: Vec<_> = changes.steps.iter().map(|it| (it.id.as_deref(), it.after)).collect();
        assert_eq!(steps, [(Some("i"), "premise fails")]);
        assert_eq!(changes.steps[0].way.words(12), "a");
        let highlights = highlights(&map, &evaluation, &shift);
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

    #[test]
    fn long_ways_are_told_in_part() {
        let claims: Vec<String> =
            (0..100).map(|n| format!(r#"{{ "id": "c{n}", "text": "It is {n}." }}"#)).collect();
        let steps: Vec<String> =
            (1..100).map(|n| format!(r#"{{ "from": ["c{}"], "to": "c{n}" }}"#, n - 1)).collect();
        let text = format!(
            r#"{{ "argmap": 1, "title": "T", "claims": [{}], "supports": [{}] }}"#,
            claims.join(","),
            steps.join(",")
        );
        let map = crate::read("map.json", text, &mut no_imports).map;
        let reject = vec![map.find("c0").unwrap()];
        let mut evaluation = evaluate(&map, Options::default());
        let shift = evaluation.suppose(&map, &Supposition { reject, ..Supposition::default() });
        let changes = changes("map.json", &map, &evaluation, &shift);
        let last = &changes.claims.last().unwrap().way;
        assert_eq!((last.path.len(), last.left_out), (64, 199 - 64));
        assert_eq!(last.words(4), "c0 → (support) → … 194 more … → c98 → (support)");
        let near = &changes.claims[2].way;
        assert_eq!(near.words(4), "c0 → (support) → … 2 more … → c2 → (support)");
        assert_eq!(near.words(6), "c0 → (support) → c1 → (support) → c2 → (support)");
    }
}
