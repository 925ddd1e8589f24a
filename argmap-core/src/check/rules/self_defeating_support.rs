//! Support that attacks a part of itself.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::background::law_place;
use crate::check::rules::derived_contradiction::with_labels;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Label, Rule, Severity, Tier};
use crate::document::Field;
use crate::logic::consistency::{Background, Law, View};
use crate::model::{ClaimId, HolderId, InferenceId, InferenceKind, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// How many claims are taken together, and how many are looked at in all.
const TOGETHER: usize = 10_000;
const WORK: u64 = 20_000_000;

static RULE: Rule = Rule {
    code: "AM309",
    name: "self-defeating-support",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "what a claim's support needs attacks another part of the same support",
    why: "Premises that are needed together must be able to stand together. Where one of them, or what it rests on, rebuts another, undercuts a step, or speaks against the conclusion itself, the support can never be granted as a whole. Two independent reasons may well exclude each other; that is not meant.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The witness",
  "claims": [
    { "id": "guilty", "text": "The gardener did it." },
    { "id": "seen", "text": "The witness saw the gardener." },
    { "id": "says-so", "text": "The witness says that she saw the gardener.", "basis": "observed" },
    { "id": "dark", "text": "It was pitch-dark.", "basis": "observed" },
    { "id": "hidden", "text": "Nobody else could notice the deed." }
  ],
  "supports": [
    { "from": ["seen", "hidden"], "to": "guilty" },
    { "id": "testimony", "from": ["says-so"], "to": "seen" },
    { "from": ["dark"], "to": "hidden" }
  ],
  "undercuts": [{ "id": "cannot-see", "from": ["dark"], "to": "testimony" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The witness",
  "claims": [
    { "id": "guilty", "text": "The gardener did it." },
    { "id": "seen", "text": "The witness saw the gardener." },
    { "id": "says-so", "text": "The witness says that she saw the gardener.", "basis": "observed" },
    { "id": "remote", "text": "The garden lies far from any house.", "basis": "observed" },
    { "id": "hidden", "text": "Nobody else could notice the deed." }
  ],
  "supports": [
    { "from": ["seen", "hidden"], "to": "guilty" },
    { "id": "testimony", "from": ["says-so"], "to": "seen" },
    { "from": ["remote"], "to": "hidden" }
  ]
}"#,
    ),
    source: "J. L. Pollock, Cognitive Carpentry, 1995, ch. 3, on self-defeating arguments.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    let facts = &context.facts;
    let attacks = facts.steps().iter().any(|step| step.kind != InferenceKind::Support);
    if !attacks && facts.conflicts().is_empty() && facts.questions().is_empty() {
        return;
    }
    let background = context.background();
    let for_claims = |claim: ClaimId| {
        let uses = facts.uses(claim);
        uses.iter().any(|step| facts.step(*step).kind == InferenceKind::Support)
    };
    let ends = facts.claims().iter().copied().filter(|id| {
        let end = map.is_thesis(*id) || !for_claims(*id);
        end && !context.facts.supports(*id).is_empty()
    });
    let mut open: VecDeque<ClaimId> = ends.collect();
    let mut begun: FxHashSet<ClaimId> = open.iter().copied().collect();
    let mut told: FxHashSet<(petgraph::graph::NodeIndex, ClaimId)> = FxHashSet::default();
    let mut work = WORK;
    while let Some(claim) = open.pop_front() {
        for step in context.facts.supports(claim) {
            let Some(support) = Support::of(context, claim, *step, &mut work) else {
                return found.extend(stopped(context, claim));
            };
            for other in &support.open {
                if begun.insert(*other) {
                    open.push_back(*other);
                }
            }
            for attack in support.attacks(context, background, &mut work) {
                let (node, target) = attack.key();
                if told.insert((node, target)) {
                    found.extend(report(context, &support, &attack));
                }
            }
        }
    }
}

/// A step and all that it needs: its premises, and beneath a premise that nothing but one support
/// bears, what that needs in turn.
struct Support {
    conclusion: ClaimId,
    /// The first is that to the conclusion.
    steps: Vec<InferenceId>,
    /// The claims in the order in which they were met, and the step that needs each.
    claims: Vec<ClaimId>,
    needed_by: FxHashMap<ClaimId, InferenceId>,
    by: Option<HolderId>,
    /// Claims with several supports or at the limit, whose supports are looked at by themselves.
    open: Vec<ClaimId>,
}

impl Support {
    /// Nothing if the work runs out.
    fn of(
        context: &Context,
        conclusion: ClaimId,
        step: InferenceId,
        work: &mut u64,
    ) -> Option<Support> {
        let map = context.map;
        let mut support = Support {
            conclusion,
            steps: vec![step],
            claims: Vec::new(),
            needed_by: FxHashMap::default(),
            by: map[step].by,
            open: Vec::new(),
        };
        let mut next = 0;
        while next < support.steps.len() {
            let step = support.steps[next];
            next += 1;
            for claim in map.needs(step) {
                *work = work.checked_sub(1)?;
                if claim == conclusion || support.needed_by.contains_key(&claim) {
                    continue;
                }
                support.needed_by.insert(claim, step);
                support.claims.push(claim);
                match context.facts.supports(claim) {
                    [] => {}
                    [only] if map[claim].basis.is_none() && support.claims.len() < TOGETHER => {
                        support.steps.push(*only);
                    }
                    _ => support.open.push(claim),
                }
            }
        }
        Some(support)
    }

    fn needs_all_of(&self, context: &Context, step: InferenceId) -> bool {
        context.map.needs(step).all(|claim| self.needed_by.contains_key(&claim))
    }

    /// Whether an attack speaks for those who draw the support: drawn by the same or by nobody in
    /// particular, and not answered by an undercut.
    fn counts(&self, context: &Context, attack: InferenceId) -> bool {
        let by = context.map[attack].by;
        (by.is_none() || by == self.by) && context.facts.undercuts(attack).is_empty()
    }

    /// Whether a rebuttal says strictly that premises of one step exclude each other, which is
    /// another rule's.
    fn is_of_one_step(
        &self,
        context: &Context,
        background: &Background,
        rebuttal: InferenceId,
        target: ClaimId,
    ) -> bool {
        let map = context.map;
        let step = self.needed_by.get(&target);
        let invalid = background.invalid_steps();
        let valid = || invalid.binary_search_by_key(&rebuttal, |one| one.step).is_err();
        map[rebuttal].strict
            && step.is_some()
            && map.needs(rebuttal).all(|claim| self.needed_by.get(&claim) == step)
            && valid()
    }

    /// The attacks from within; those that come to mind while there is work left.
    fn attacks(&self, context: &Context, background: &Background, work: &mut u64) -> Vec<Attack> {
        let (map, facts) = (context.map, &context.facts);
        let mut attacks = Vec::new();
        let mut within = |step: InferenceId, target: Option<ClaimId>| {
            *work = work.saturating_sub(1);
            *work > 0
                && self.counts(context, step)
                && self.needs_all_of(context, step)
                && target.is_none_or(|target| !map.needs(step).any(|claim| claim == target))
        };
        for target in self.claims.iter().chain([&self.conclusion]) {
            for rebuttal in facts.rebuttals(*target) {
                // The same single premise for and against one claim is another rule's.
                let support = match facts.supports(*target) {
                    _ if *target == self.conclusion => Some(self.steps[0]),
                    [only] => Some(*only),
                    _ => None,
                };
                let both_ways = map.premises(*rebuttal).nth(1).is_none()
                    && support.is_some_and(|step| map.premises(*rebuttal).eq(map.premises(step)));
                let told = || self.is_of_one_step(context, background, *rebuttal, *target);
                if within(*rebuttal, Some(*target)) && !both_ways && !told() {
                    attacks.push(Attack::Step(*rebuttal, *target));
                }
            }
        }
        for step in &self.steps {
            for undercut in facts.undercuts(*step) {
                if within(*undercut, None) {
                    let target = map.as_claim(map.target(*step).into());
                    attacks.push(Attack::Step(*undercut, target.unwrap_or(self.conclusion)));
                }
            }
        }
        let view = self.by.map_or(View::Evaluation, View::Of);
        let mut met: FxHashMap<Law, ClaimId> = FxHashMap::default();
        for claim in &self.claims {
            for law in background.rivalries(*claim, view) {
                *work = work.saturating_sub(1);
                let first = *met.entry(law).or_insert(*claim);
                // Premises of one step that exclude each other are another rule's.
                if first != *claim && self.needed_by[&first] != self.needed_by[claim] {
                    attacks.push(Attack::Rivals(first, *claim, law));
                }
            }
        }
        attacks
    }
}

enum Attack {
    /// A rebuttal or undercut, and the claim that it takes away.
    Step(InferenceId, ClaimId),
    /// Two of the claims exclude each other.
    Rivals(ClaimId, ClaimId, Law),
}

impl Attack {
    fn key(&self) -> (petgraph::graph::NodeIndex, ClaimId) {
        match self {
            Attack::Step(step, target) => (step.node(), *target),
            Attack::Rivals(one, other, _) => (one.node(), *other),
        }
    }
}

fn report(context: &Context, support: &Support, attack: &Attack) -> Option<Diagnostic> {
    let map = context.map;
    let (conclusion, step) = (support.conclusion, support.steps[0]);
    let name = context.claim(conclusion);
    let needed = |claim: ClaimId| {
        let by = support.needed_by.get(&claim)?;
        let number = map.needs(*by).position(|one| one == claim)? as u32;
        let place = context.field(*by, Field::Premise(number)).or_else(|| context.place(*by));
        Some(Label::new(place, format!("{} is needed here", context.claim(claim))))
    };
    let mut labels: Vec<Label> = Vec::new();
    let mut about: Vec<ClaimId> = vec![conclusion];
    let message = match attack {
        Attack::Step(attack, target) => {
            let needs: Vec<ClaimId> = map.needs(*attack).collect();
            let from = context.list(needs.iter().copied());
            let what = match map.target(*attack) {
                Target::Claim(target) if target == conclusion => {
                    format!("speaks against {name} itself")
                }
                Target::Claim(target) => {
                    format!("speaks against {}, which it needs too", context.claim(target))
                }
                Target::Inference(hit) => {
                    format!("undercuts {}, which it needs too", context.step(hit))
                }
            };
            labels.push(Label::new(context.place(*attack), format!("{from} attacks it here")));
            labels.extend(needs.iter().filter_map(|claim| needed(*claim)));
            labels.extend(needed(*target));
            about.extend(needs);
            about.push(*target);
            format!("the support for {name} needs {from}, which {what}")
        }
        Attack::Rivals(one, other, law) => {
            let pair = context.list([*one, *other]);
            labels.push(Label::new(law_place(context, *law), format!("{pair} exclude each other")));
            labels.extend([*one, *other].into_iter().filter_map(needed));
            about.extend([*one, *other]);
            format!("the support for {name} needs both {pair}, which exclude each other")
        }
    };
    let words = format!("the support for {name}");
    labels.push(Label::new(context.place(step), words));
    let mut finding = with_labels(Diagnostic::new(&RULE, None, message), labels)?;
    let mut seen = FxHashSet::default();
    about.retain(|claim| seen.insert(*claim));
    finding.about = about.into_iter().filter_map(|claim| map.name(claim)).collect();
    finding.about.extend(map.name(step));
    if let Attack::Step(attack, _) = attack {
        finding.about.extend(map.name(*attack));
    }
    Some(finding.help("rest the one on something that leaves the other alone, make independent reasons of them, or answer the attack"))
}

fn stopped(context: &Context, claim: ClaimId) -> Option<Diagnostic> {
    let message = format!("the supports from {} on were not looked at", context.claim(claim));
    let finding = context.finding(&RULE, claim, message).severity(Severity::Info);
    let note =
        format!("claims share too much of what they rest on: the limit is {WORK} claims in all");
    Some(finding.note(note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn messages(parts: &str) -> Vec<String> {
        let claims: Vec<String> = ["t", "a", "b", "c", "d"]
            .map(|id| format!(r#"{{"id":"{id}","text":"It is {id}."}}"#))
            .to_vec();
        let text = format!(
            r#"{{"argmap":1,"title":"t","theses":["t"],"claims":[{}],
            "holders":[{{"id":"h","name":"H"}},{{"id":"k","name":"K"}}],{parts}}}"#,
            claims.join(",")
        );
        let reading = crate::read("map.json", text, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let found = check(&reading, Options::default());
        let own = found.into_iter().filter(|finding| finding.rule.code == RULE.code);
        own.map(|finding| finding.message).collect()
    }

    const LINKED: &str = r#""supports":[{"from":["a","b"],"to":"t"},{"from":["c"],"to":"b"}]"#;

    #[test]
    fn rebuttals_and_conflicts_along_the_chain() {
        assert_eq!(
            messages(&format!(r#"{LINKED},"rebuttals":[{{"from":["c"],"to":"a"}}]"#)),
            ["the support for `t` needs `c`, which speaks against `a`, which it needs too"]
        );
        assert_eq!(
            messages(&format!(r#"{LINKED},"rebuttals":[{{"from":["c"],"to":"t"}}]"#)),
            ["the support for `t` needs `c`, which speaks against `t` itself"]
        );
        assert_eq!(
            messages(&format!(
                r#"{LINKED},"conflicts":[{{"claims":["a","c"],"kind":"contrary"}}]"#
            )),
            ["the support for `t` needs both `a` and `c`, which exclude each other"]
        );
    }

    #[test]
    fn strict_rebuttals_among_the_premises_of_one_step_are_another_rules() {
        let with = |from: &str, strict: &str| {
            messages(&format!(
                r#"{LINKED},"rebuttals":[{{"id":"r","from":["{from}"],"to":"b"{strict}}}]"#
            ))
        };
        assert_eq!(with("a", "").len(), 1);
        assert!(with("a", r#","strict":true"#).is_empty());
        let deeper = format!(r#"{LINKED},"rebuttals":[{{"from":["c"],"to":"a","strict":true}}]"#);
        assert_eq!(messages(&deeper).len(), 1);
    }

    #[test]
    fn one_premise_for_and_against_one_claim_is_another_rules() {
        let chain = r#""supports":[{"from":["a"],"to":"t"},{"from":["b"],"to":"a"}]"#;
        let attack = |from: &str| {
            messages(&format!(r#"{chain},"rebuttals":[{{"from":[{from}],"to":"a"}}]"#))
        };
        assert!(attack(r#""b""#).is_empty());
        let linked = chain.replace(r#"["b"]"#, r#"["b","c"]"#);
        let found = messages(&format!(r#"{linked},"rebuttals":[{{"from":["b"],"to":"a"}}]"#));
        assert_eq!(
            found,
            ["the support for `t` needs `b`, which speaks against `a`, which it needs too"]
        );
    }

    #[test]
    fn independent_reasons_may_exclude_each_other() {
        let apart = r#""supports":[{"from":["a"],"to":"t"},{"from":["b"],"to":"t"}],
            "rebuttals":[{"from":["a"],"to":"b"}],"conflicts":[{"claims":["a","b"],"kind":"contrary"}]"#;
        assert!(messages(apart).is_empty());
        let another_way = r#""supports":[{"from":["a","b"],"to":"t"},{"from":["c"],"to":"b"},{"from":["d"],"to":"b"}],
            "rebuttals":[{"from":["c"],"to":"a"}]"#;
        assert!(messages(another_way).is_empty());
    }

    #[test]
    fn opponents_attacks_and_answered_ones_are_not_meant() {
        let theirs = r#""supports":[{"from":["a","b"],"to":"t","by":"h"}],
            "rebuttals":[{"from":["a"],"to":"b","by":"k"}]"#;
        assert!(messages(theirs).is_empty());
        let answered = format!(
            r#"{LINKED},"rebuttals":[{{"id":"r","from":["c"],"to":"a"}}],"undercuts":[{{"from":["d"],"to":"r"}}]"#
        );
        assert!(messages(&answered).is_empty());
    }
}
