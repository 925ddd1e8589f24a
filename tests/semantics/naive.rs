//! A slow reading of the definition of evaluation, written apart from the library's own: the
//! program is spelled out pair by pair and its model taken by the alternating fixpoint over sets.

use std::collections::BTreeSet;

use argmap_core::model::{Basis, ConflictKind, InferenceKind, Stance, Verdict};
use argmap_core::semantics::StepVerdict;
use serde_json::{Value, json};

/// A small map by numbers: claims, steps and holders are named by their place in the lists.
#[derive(Clone, Debug)]
pub struct Sketch {
    pub holders: usize,
    pub claims: Vec<ClaimSketch>,
    pub steps: Vec<StepSketch>,
    pub conflicts: Vec<ConflictSketch>,
    pub questions: Vec<QuestionSketch>,
}

#[derive(Clone, Debug)]
pub struct ClaimSketch {
    pub basis: Option<Basis>,
    pub thesis: bool,
    /// Whether a source is cited that no holder wrote.
    pub cited: bool,
    /// The holder whose own source is cited.
    pub own_source: Option<usize>,
    pub stands: Vec<(usize, Stance)>,
}

#[derive(Clone, Debug)]
pub struct StepSketch {
    pub kind: InferenceKind,
    pub strict: bool,
    pub premises: Vec<usize>,
    pub warrant: Option<usize>,
    /// A claim, or for an undercut a step.
    pub target: usize,
    pub by: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct ConflictSketch {
    pub kind: ConflictKind,
    pub claims: Vec<usize>,
    pub by: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct QuestionSketch {
    pub exclusive: bool,
    pub exhaustive: bool,
    pub answers: Vec<usize>,
    pub by: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantSketch {
    Leaves,
    Sourced,
    HeldBy(usize),
}

#[derive(Clone, Debug)]
pub struct OptionsSketch {
    pub grant: GrantSketch,
    pub accept_claims: BTreeSet<usize>,
    pub reject_claims: BTreeSet<usize>,
    pub accept_steps: BTreeSet<usize>,
    pub reject_steps: BTreeSet<usize>,
}

impl Sketch {
    /// The map as a file.
    pub fn json(&self) -> Value {
        let claim = |number: &usize| format!("c{number}");
        let holder = |number: Option<usize>| number.map(|number| format!("h{number}"));
        let name = |words: &[usize]| words.iter().map(claim).collect::<Vec<_>>();
        let claims = self.claims.iter().enumerate().map(|(number, sketch)| {
            let stands = sketch.stands.iter().map(|(holder, stance)| {
                json!({ "holder": format!("h{holder}"), "stance": stance.word() })
            });
            let cite = sketch.cited.then(|| json!({ "source": "free" })).into_iter();
            let own = sketch.own_source.map(|by| json!({ "source": format!("by{by}") }));
            let mut claim = json!({
                "id": claim(&number), "text": "Text.",
                "commitments": stands.collect::<Vec<_>>(),
                "cite": cite.chain(own).collect::<Vec<_>>(),
            });
            if let Some(basis) = sketch.basis {
                claim["basis"] = basis.word().into();
            }
            claim
        });
        let steps = |wanted: InferenceKind| {
            let steps = self.steps.iter().enumerate().filter(move |(_, step)| step.kind == wanted);
            let step = |(number, step): (usize, &StepSketch)| {
                let to = if wanted == InferenceKind::Undercut { "s" } else { "c" };
                let mut object = json!({
                    "id": format!("s{number}"), "from": name(&step.premises),
                    "to": format!("{to}{}", step.target), "strict": step.strict,
                });
                if let Some(warrant) = step.warrant {
                    object["warrant"] = claim(&warrant).into();
                }
                if let Some(by) = holder(step.by) {
                    object["by"] = by.into();
                }
                object
            };
            steps.map(step).collect::<Vec<_>>()
        };
        let viewed = |mut object: Value, by: Option<usize>| {
            if let Some(by) = holder(by) {
                object["by"] = by.into();
            }
            object
        };
        let conflicts = self.conflicts.iter().map(|conflict| {
            let object = json!({ "claims": name(&conflict.claims), "kind": conflict.kind.word() });
            viewed(object, conflict.by)
        });
        let questions = self.questions.iter().enumerate().map(|(number, question)| {
            let object = json!({
                "id": format!("q{number}"), "text": "Which?", "answers": name(&question.answers),
                "exclusive": question.exclusive, "exhaustive": question.exhaustive,
            });
            viewed(object, question.by)
        });
        let holders =
            (0..self.holders).map(|number| json!({ "id": format!("h{number}"), "name": "H" }));
        let written = (0..self.holders).map(|number| {
            let by = [format!("h{number}")];
            json!({ "id": format!("by{number}"), "type": "book", "title": "T", "by": by })
        });
        let free = json!({ "id": "free", "type": "book", "title": "T" });
        let theses = self.claims.iter().enumerate().filter(|(_, sketch)| sketch.thesis);
        json!({
            "argmap": 1, "title": "Sketch",
            "theses": theses.map(|(number, _)| claim(&number)).collect::<Vec<_>>(),
            "sources": written.chain([free]).collect::<Vec<_>>(),
            "holders": holders.collect::<Vec<_>>(),
            "claims": claims.collect::<Vec<_>>(),
            "supports": steps(InferenceKind::Support),
            "rebuttals": steps(InferenceKind::Rebuttal),
            "undercuts": steps(InferenceKind::Undercut),
            "conflicts": conflicts.collect::<Vec<_>>(),
            "questions": questions.collect::<Vec<_>>(),
        })
    }

    /// P(r).
    pub fn needs(&self, step: usize) -> BTreeSet<usize> {
        let step = &self.steps[step];
        step.premises.iter().copied().chain(step.warrant).collect()
    }

    fn is_supported(&self, claim: usize) -> bool {
        let mut steps = self.steps.iter();
        steps.any(|step| step.kind == InferenceKind::Support && step.target == claim)
    }

    fn is_bare(&self, claim: usize) -> bool {
        !self.is_supported(claim) && self.claims[claim].basis.is_none()
    }

    pub fn asserts(&self, holder: usize, claim: usize) -> bool {
        let stands = &self.claims[claim].stands;
        stands.contains(&(holder, Stance::Asserts)) && !stands.contains(&(holder, Stance::Retracts))
    }

    pub fn gives(&self, holder: usize, claim: usize) -> bool {
        let concedes = self.claims[claim].stands.contains(&(holder, Stance::Concedes));
        concedes || self.asserts(holder, claim)
    }

    fn has_evidence(&self, claim: usize) -> bool {
        let sketch = &self.claims[claim];
        sketch.cited || sketch.own_source.is_some_and(|writer| !self.asserts(writer, claim))
    }

    /// Whether a claim may stand with no reason.
    pub fn is_granted(&self, claim: usize, grant: GrantSketch) -> bool {
        let sketch = &self.claims[claim];
        let somebody = self.holders == 0 || (0..self.holders).any(|one| self.gives(one, claim));
        let leaf = !self.is_supported(claim) && !sketch.thesis && somebody;
        match grant {
            GrantSketch::Leaves => sketch.basis.is_some() || leaf,
            GrantSketch::Sourced => sketch.basis.is_some() || (leaf && self.has_evidence(claim)),
            GrantSketch::HeldBy(holder) => {
                let own_reason = self.steps.iter().any(|step| {
                    step.kind == InferenceKind::Support
                        && step.target == claim
                        && (step.by.is_none() || step.by == Some(holder))
                });
                let held = self.gives(holder, claim) && !own_reason;
                held || sketch.basis == Some(Basis::CommonGround)
            }
        }
    }
}

/// What rules speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Atom {
    /// c
    Stands(usize),
    /// n(c)
    Rejected(usize),
    /// x(r)
    Fails(usize),
}

use Atom::{Fails, Rejected, Stands};

/// Head, positive atoms, negative atoms.
type Rule = (Atom, BTreeSet<Atom>, BTreeSet<Atom>);

fn stand(claims: impl IntoIterator<Item = usize>) -> BTreeSet<Atom> {
    claims.into_iter().map(Stands).collect()
}

/// The rules of the definition, line by line.
fn rules(sketch: &Sketch, options: &OptionsSketch) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    let mut rule = |head: Atom, positive: BTreeSet<Atom>, negative: &[Atom]| {
        rules.push((head, positive, negative.iter().copied().collect()));
    };
    let binds = |by: Option<usize>| match (by, options.grant) {
        (None, _) => true,
        (Some(by), GrantSketch::HeldBy(holder)) => by == holder,
        (Some(_), _) => false,
    };
    for claim in 0..sketch.claims.len() {
        if sketch.is_granted(claim, options.grant) {
            rule(Stands(claim), BTreeSet::new(), &[Rejected(claim)]);
        }
        if let GrantSketch::HeldBy(holder) = options.grant
            && sketch.claims[claim].stands.contains(&(holder, Stance::Denies))
        {
            rule(Rejected(claim), BTreeSet::new(), &[]);
        }
    }
    for (number, step) in sketch.steps.iter().enumerate() {
        let needs = sketch.needs(number);
        let target = step.target;
        let mut dropped = options.reject_steps.contains(&number);
        if dropped {
            rule(Fails(number), BTreeSet::new(), &[]);
            // A strict step has no x in its rules: one that the reader rejects is no step.
            dropped = step.strict;
        }
        if dropped {
            continue;
        }
        match (step.kind, step.strict) {
            (InferenceKind::Support, false) => {
                rule(Stands(target), stand(needs), &[Fails(number), Rejected(target)]);
            }
            (InferenceKind::Rebuttal, false) if sketch.is_bare(target) => {
                rule(Rejected(target), stand(needs), &[Fails(number)]);
            }
            (InferenceKind::Rebuttal, false) => {
                rule(Rejected(target), stand(needs), &[Fails(number), Stands(target)]);
            }
            (InferenceKind::Undercut, false) => {
                rule(Fails(target), stand(needs), &[Fails(number)]);
            }
            (InferenceKind::Undercut, true) => rule(Fails(target), stand(needs), &[]),
            (kind, true) => {
                let (yes, no) = match kind {
                    InferenceKind::Support => (Stands(target), Rejected(target)),
                    _ => (Rejected(target), Stands(target)),
                };
                rule(yes, stand(needs.clone()), &[]);
                for premise in &needs {
                    let others = needs.iter().copied().filter(|other| other != premise);
                    let mut body = stand(others);
                    body.insert(no);
                    rule(Rejected(*premise), body, &[]);
                }
            }
        }
    }
    let mut exclusive: Vec<BTreeSet<usize>> = Vec::new();
    let mut exhaustive: Vec<BTreeSet<usize>> = Vec::new();
    for conflict in sketch.conflicts.iter().filter(|conflict| binds(conflict.by)) {
        let claims: BTreeSet<usize> = conflict.claims.iter().copied().collect();
        if conflict.kind == ConflictKind::Contradictory {
            exhaustive.push(claims.clone());
        }
        exclusive.push(claims);
    }
    for question in sketch.questions.iter().filter(|question| binds(question.by)) {
        let answers: BTreeSet<usize> = question.answers.iter().copied().collect();
        if question.exclusive {
            exclusive.push(answers.clone());
        }
        if question.exhaustive {
            exhaustive.push(answers);
        }
    }
    for claims in exclusive {
        for a in &claims {
            for b in &claims {
                let shakes = !sketch.is_bare(*b) || sketch.is_bare(*a);
                if a != b && shakes {
                    rule(Rejected(*a), stand([*b]), &[]);
                }
            }
        }
    }
    for claims in exhaustive {
        for a in &claims {
            let others = claims.iter().filter(|other| *other != a);
            rule(Stands(*a), others.map(|other| Rejected(*other)).collect(), &[Rejected(*a)]);
        }
    }
    // What the reader forces.
    rules.retain(|(head, ..)| match head {
        Stands(claim) => !options.reject_claims.contains(claim),
        Rejected(claim) => !options.accept_claims.contains(claim),
        Fails(step) => !options.accept_steps.contains(step),
    });
    let facts = options.accept_claims.iter().map(|claim| Stands(*claim));
    let facts = facts.chain(options.reject_claims.iter().map(|claim| Rejected(*claim)));
    rules.extend(facts.map(|fact| (fact, BTreeSet::new(), BTreeSet::new())));
    rules
}

/// What follows when the negative atoms are read in `assumed`.
fn closure(rules: &[Rule], assumed: &BTreeSet<Atom>) -> BTreeSet<Atom> {
    let mut holds = BTreeSet::new();
    loop {
        let before = holds.len();
        for (head, positive, negative) in rules {
            if positive.is_subset(&holds) && negative.is_disjoint(assumed) {
                holds.insert(*head);
            }
        }
        if holds.len() == before {
            return holds;
        }
    }
}

/// The verdicts of all claims and steps.
pub fn evaluate(sketch: &Sketch, options: &OptionsSketch) -> (Vec<Verdict>, Vec<StepVerdict>) {
    let rules = rules(sketch, options);
    let mut surely = BTreeSet::new();
    let possibly = loop {
        let possibly = closure(&rules, &surely);
        let next = closure(&rules, &possibly);
        if next == surely {
            break possibly;
        }
        surely = next;
    };
    let verdict = |claim: usize| {
        if surely.contains(&Stands(claim)) {
            Verdict::Accepted
        } else if surely.contains(&Rejected(claim)) {
            Verdict::Refuted
        } else if possibly.contains(&Stands(claim)) {
            Verdict::Undecided
        } else {
            Verdict::Unestablished
        }
    };
    let step = |step: usize| {
        let needs = stand(sketch.needs(step));
        if surely.contains(&Fails(step)) {
            StepVerdict::Undercut
        } else if !needs.is_subset(&possibly) {
            StepVerdict::PremiseFails
        } else if needs.is_subset(&surely) && !possibly.contains(&Fails(step)) {
            StepVerdict::Applies
        } else {
            StepVerdict::Undecided
        }
    };
    let claims = (0..sketch.claims.len()).map(verdict).collect();
    (claims, (0..sketch.steps.len()).map(step).collect())
}
