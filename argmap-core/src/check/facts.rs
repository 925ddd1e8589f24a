//! The shape of a map, computed once for all rules.

mod circles;
mod grounds;
mod links;
mod parts;
mod wording;

use petgraph::graph::NodeIndex;

use crate::model::{
    ClaimId, ConflictId, HolderId, InferenceId, InferenceKind, Map, QuestionId, Same, SourceId,
};
pub use circles::{Circle, Circles, circles};
use grounds::Grounds;
use links::Links;
use parts::Parts;
pub use parts::Step;
pub use wording::{ARTICLES, Wording, normalised, wordings};

/// Parts by sort, supports, attacks and uses by node, in flat lists, and what follows from them.
pub struct Facts {
    parts: Parts,
    lists: Shape,
    links: Links,
    grounds: Grounds,
    same: Same<ClaimId>,
    laws: bool,
}

/// Supports, attacks and uses by node.
struct Shape {
    supports: Lists,
    rebuttals: Lists,
    undercuts: Lists,
    uses: Lists,
    /// The number of each step among all, by node.
    step: Vec<u32>,
}

impl Facts {
    /// Looks at every part a few times; linear in the size of the map.
    pub(super) fn new(map: &Map) -> Facts {
        let parts = Parts::of(map);
        let lists = Shape::of(map.node_count(), &parts);
        let same = map.same_claims();
        let grounds = Grounds::of(map, &parts, &lists, &same);
        let links = Links::of(map, &parts, &lists);
        let none = parts.defined.is_empty() && parts.conflicts.is_empty();
        let none = none && parts.questions.is_empty();
        let laws = !none || parts.steps.iter().any(|step| step.strict);
        Facts { parts, lists, links, grounds, same, laws }
    }

    /// The claims, those of imported files first.
    pub fn claims(&self) -> &[ClaimId] {
        &self.parts.claims
    }

    /// The claims that are declared to say the same as others.
    pub fn repeating(&self) -> &[ClaimId] {
        &self.parts.repeating
    }

    /// Which claims are declared the same.
    pub fn same(&self) -> &Same<ClaimId> {
        &self.same
    }

    /// The steps, those of imported files first.
    pub fn steps(&self) -> &[Step] {
        &self.parts.steps
    }

    /// The steps that follow a scheme, those of imported files first.
    pub fn schemed(&self) -> &[InferenceId] {
        &self.parts.schemed
    }

    /// The undercuts that raise a critical question, those of imported files first.
    pub fn raising(&self) -> &[InferenceId] {
        &self.parts.raising
    }

    /// The sources, those of imported files first.
    pub fn sources(&self) -> &[SourceId] {
        &self.parts.sources
    }

    /// The holders, those of imported files first.
    pub fn holders(&self) -> &[HolderId] {
        &self.parts.holders
    }

    /// The conflicts, those of imported files first.
    pub fn conflicts(&self) -> &[ConflictId] {
        &self.parts.conflicts
    }

    /// The questions, those of imported files first.
    pub fn questions(&self) -> &[QuestionId] {
        &self.parts.questions
    }

    /// Whether there is any formula, strict step, conflict or question: what else could bind?
    pub fn has_laws(&self) -> bool {
        self.laws
    }

    /// A step by its number; panics on what is none.
    pub fn step(&self, id: InferenceId) -> &Step {
        &self.parts.steps[self.lists.step[id.index()] as usize]
    }

    /// The premises of a step in the order of declaration, without its warrant.
    pub fn premises(&self, step: &Step) -> &[ClaimId] {
        self.parts.premises(step)
    }

    /// The claim that licenses a step.
    pub fn warrant(&self, step: &Step) -> Option<ClaimId> {
        self.parts.warrant(step)
    }

    /// All that a step needs: its premises, then its warrant.
    pub fn needs(&self, step: &Step) -> &[ClaimId] {
        self.parts.needs(step)
    }

    /// The supports of a claim, in the order of declaration.
    pub fn supports(&self, claim: ClaimId) -> &[InferenceId] {
        self.lists.supports.of(claim.index())
    }

    /// The rebuttals of a claim, in the order of declaration.
    pub fn rebuttals(&self, claim: ClaimId) -> &[InferenceId] {
        self.lists.rebuttals.of(claim.index())
    }

    /// The undercuts of a step, in the order of declaration.
    pub fn undercuts(&self, step: InferenceId) -> &[InferenceId] {
        self.lists.undercuts.of(step.index())
    }

    /// The steps of which a claim is a premise or the warrant, in the order of declaration.
    pub fn uses(&self, claim: ClaimId) -> &[InferenceId] {
        self.lists.uses.of(claim.index())
    }

    /// Whether anything ties a claim to another part of the argument: a step that has it as
    /// premise, warrant, target or in a role, a conflict, a question, a formula or `same-as`.
    /// Commitments and citations do not.
    pub fn is_linked(&self, claim: ClaimId) -> bool {
        self.links.is_linked(claim)
    }

    /// A number that a part has in common with all that hang together with it by such ties.
    pub fn component(&self, node: impl Into<NodeIndex>) -> usize {
        self.links.component(node.into())
    }

    /// The nearest thesis that a claim or step bears on: the claim is that thesis, or a path of
    /// supports, rebuttals and undercuts leads from it there.
    pub fn bears_on(&self, node: impl Into<NodeIndex>) -> Option<ClaimId> {
        self.links.bears_on(node.into())
    }

    /// Whether a claim has no support, no evidence and no basis, nor has any that is declared to
    /// say the same.
    pub fn is_bare(&self, claim: ClaimId) -> bool {
        self.grounds.is_bare(claim)
    }

    /// Whether the map itself or someone in his own voice says that a claim is so: no stand on
    /// it is recorded, or someone asserts it, does not take it back, and the assertion is not
    /// only reported of him.
    pub fn is_asserted(&self, claim: ClaimId) -> bool {
        self.grounds.is_asserted(claim)
    }

    /// Whether claims support each other in a circle, whoever draws its steps.
    pub fn has_circles(&self) -> bool {
        circles::are_there(&self.parts, &self.lists)
    }

    /// Whether a claim could stand at all: whether it follows by supports, attacks ignored, from
    /// claims that have a basis, evidence or no support.
    pub fn is_derivable(&self, claim: ClaimId) -> bool {
        self.grounds.is_derivable(claim)
    }
}

impl Shape {
    fn of(count: usize, parts: &Parts) -> Shape {
        let aimed = |kind: InferenceKind| {
            let those = parts.steps.iter().filter(move |step| step.kind == kind);
            Lists::new(count, those.map(|step| (NodeIndex::from(step.target), step.id)))
        };
        let uses = parts.steps.iter().flat_map(|step| {
            let needs = parts.needs(step).iter();
            needs.map(|claim| (claim.node(), step.id))
        });
        let mut step = vec![u32::MAX; count];
        for (number, one) in parts.steps.iter().enumerate() {
            step[one.id.index()] = number as u32;
        }
        Shape {
            supports: aimed(InferenceKind::Support),
            rebuttals: aimed(InferenceKind::Rebuttal),
            undercuts: aimed(InferenceKind::Undercut),
            uses: Lists::new(count, uses),
            step,
        }
    }
}

/// A list of inferences per node, all in one vector.
#[derive(Default)]
struct Lists {
    /// Where each node's list starts, and where the last one ends; empty if all lists are.
    starts: Vec<u32>,
    items: Vec<InferenceId>,
}

impl Lists {
    /// Goes through `all` twice, to count and to fill.
    fn new(count: usize, all: impl Iterator<Item = (NodeIndex, InferenceId)> + Clone) -> Lists {
        let Some((_, first)) = all.clone().next() else { return Lists::default() };
        // Two further on, so that filling moves each start to its place.
        let mut starts = vec![0_u32; count + 2];
        all.clone().for_each(|(node, _)| starts[node.index() + 2] += 1);
        for at in 2..count + 2 {
            starts[at] += starts[at - 1];
        }
        let mut items = vec![first; starts[count + 1] as usize];
        for (node, id) in all {
            let next = &mut starts[node.index() + 1];
            items[*next as usize] = id;
            *next += 1;
        }
        Lists { starts, items }
    }

    fn of(&self, node: usize) -> &[InferenceId] {
        if self.items.is_empty() {
            return &[];
        }
        &self.items[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::Facts;
    use crate::check::{Options, check};
    use crate::diagnostic::{Diagnostic, Rule};
    use crate::document::{ImportFault, Loaded, Reading};

    /// A map of which the keys beside `argmap` and `title` are given, and which may import
    /// `other.json`.
    pub fn reading(keys: &str, other: &str) -> Reading {
        let whole = |keys: &str| format!(r#"{{ "argmap": 1, "title": "Test", {keys} }}"#);
        let mut loader = |_: &str, path: &str| match path {
            "other.json" => Ok(Loaded { name: path.to_owned(), bytes: whole(other).into() }),
            _ => Err(ImportFault::Missing),
        };
        crate::read("map.json", whole(keys), &mut loader)
    }

    /// What a rule finds in such a map.
    pub fn found(rule: &Rule, keys: &str) -> Vec<Diagnostic> {
        found_with(rule, keys, "")
    }

    /// What a rule finds in such a map with that import.
    pub fn found_with(rule: &Rule, keys: &str, other: &str) -> Vec<Diagnostic> {
        let options = Options { tier: rule.tier, ..Options::default() };
        let mut found = check(&reading(keys, other), options);
        found.retain(|finding| finding.rule.code == rule.code);
        found
    }

    /// The messages of findings.
    pub fn messages(found: &[Diagnostic]) -> Vec<&str> {
        found.iter().map(|finding| finding.message.as_str()).collect()
    }

    #[test]
    fn what_follows_from_the_shape() {
        let reading = reading(
            r#""imports": [{ "as": "o", "path": "other.json" }], "theses": ["t"],
            "holders": [{ "id": "h", "name": "H" }, { "id": "r", "name": "R" }],
            "claims": [
              { "id": "t", "text": "T" }, { "id": "p", "text": "P" }, { "id": "q", "text": "Q" },
              { "id": "x", "text": "X", "asserted-by": ["h"] },
              { "id": "y", "text": "Y", "commitments": [{ "holder": "h", "reported-by": "r" }] },
              { "id": "z", "text": "Z", "asserted-by": ["h"],
                "commitments": [{ "holder": "h", "stance": "retracts" }] },
              { "id": "lone", "text": "L" },
              { "id": "same", "text": "S", "same-as": ["o/given"] }
            ],
            "supports": [
              { "id": "s", "from": ["p", "q"], "to": "t" }, { "from": ["p"], "to": "p" },
              { "id": "w", "from": ["x"], "to": "q", "warrant": "y" }
            ],
            "undercuts": [{ "from": ["z"], "to": "w" }]"#,
            r#""claims": [{ "id": "given", "text": "G", "basis": "observed" }]"#,
        );
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let map = &reading.map;
        let facts = Facts::new(map);
        let id = |name: &str| map.find_claim(name).unwrap();
        let names = ["t", "p", "q", "x", "y", "z", "lone", "same"];
        let those = |test: &dyn Fn(&str) -> bool| -> Vec<&str> {
            names.into_iter().filter(|name| test(name)).collect()
        };
        assert_eq!(
            those(&|name| facts.is_linked(id(name))),
            ["t", "p", "q", "x", "y", "z", "same"]
        );
        let whole = facts.component(id("t"));
        let one = those(&|name| facts.component(id(name)) == whole);
        assert_eq!(one, ["t", "p", "q", "x", "y", "z"]);
        assert_eq!(facts.component(id("same")), facts.component(id("o/given")));
        let bearing = those(&|name| facts.bears_on(id(name)) == Some(id("t")));
        assert_eq!(bearing, ["t", "p", "q", "x", "y", "z"]);
        assert_eq!(those(&|name| facts.is_bare(id(name))), ["x", "y", "z", "lone"]);
        assert_eq!(
            those(&|name| facts.is_asserted(id(name))),
            ["t", "p", "q", "x", "lone", "same"]
        );
        let derivable = those(&|name| facts.is_derivable(id(name)));
        assert_eq!(derivable, ["q", "x", "y", "z", "lone", "same"]);
    }
}
