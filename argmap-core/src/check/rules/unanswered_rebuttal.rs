//! An objection to a thesis, or to what it rests on, that nothing answers.

use std::collections::VecDeque;

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::facts::Step;
use crate::check::rules::thesis_defeated;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::logic::consistency::View;
use crate::model::{ClaimId, InferenceKind, Stance, Target};
use crate::semantics::StepVerdict;
use crate::text::Place;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// How many rivals of a premise are looked at for an answer.
const RIVALS: usize = 100;

static RULE: Rule = Rule {
    code: "AM312",
    name: "unanswered-rebuttal",
    severity: Severity::Info,
    tier: Tier::Regular,
    confidence: Confidence::Medium,
    summary: "a rebuttal or undercut of a thesis, of what it rests on or of what defends it, whose premises stand, that nothing answers and nobody concedes (warning with `--strict`)",
    why: "An objection that is recorded and left alone counts for those who read the map: either it has an answer, which belongs into the map, or it is granted, and that belongs there too. Meant are objections that stand as the map is, not those that are only reported or supposed or that have fallen; an attack on an objection is no objection to the thesis. What strikes a thesis down is told with the thesis.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "clouds", "text": "There were dark clouds last night.", "basis": "observed" },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "swept", "text": "The street was swept with water.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["clouds"], "to": "rain" },
    { "id": "from-wet", "from": ["wet"], "to": "rain" }
  ],
  "undercuts": [{ "id": "other-cause", "from": ["swept"], "to": "from-wet" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "clouds", "text": "There were dark clouds last night.", "basis": "observed" },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "swept", "text": "The street was swept with water.", "basis": "observed" },
    { "id": "roofs", "text": "The roofs are wet as well.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["clouds"], "to": "rain" },
    { "id": "from-wet", "from": ["wet"], "to": "rain" }
  ],
  "undercuts": [
    { "id": "other-cause", "from": ["swept"], "to": "from-wet" },
    { "from": ["roofs"], "to": "other-cause" }
  ]
}"#,
    ),
    source: "R. H. Johnson, Manifest Rationality, 2000, ch. 6, on the dialectical tier: an argument owes an answer to the objections to it.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let is_attack = |step: &&Step| step.kind != InferenceKind::Support && context.is_own(step.id);
    let attacks = context.facts.steps().iter().filter(is_attack);
    let none = context.map.theses().is_empty() || attacks.clone().next().is_none();
    if none || !context.is_complete() {
        return;
    }
    let sides = Sides::of(context);
    let told: FxHashSet<Place> = match context.runs(thesis_defeated::CHECK.rule) {
        true => thesis_defeated::told(context).into_iter().collect(),
        false => FxHashSet::default(),
    };
    let mut known: FxHashMap<ClaimId, bool> = FxHashMap::default();
    for attack in attacks {
        let [pro, con] = sides.of_step(attack);
        if let (None, Some(thesis)) = (pro, con)
            && !context.place(attack.id).is_some_and(|place| told.contains(&place))
            && stands(context, attack)
            && !is_answered(context, attack, &mut known)
            && !sides.is_own_goal(context, attack)
        {
            found.push(report(context, attack, thesis));
        }
    }
}

/// For each claim and step the nearest thesis that it speaks for, and the nearest that it speaks
/// against: an attack on what speaks for a thesis speaks against it, and the other way round.
struct Sides {
    nearest: Vec<[u32; 2]>,
    theses: Vec<ClaimId>,
}

const NONE: u32 = u32::MAX;
const PRO: usize = 0;

impl Sides {
    /// Goes from the theses backwards, breadth first; linear in what bears on them.
    fn of(context: &Context) -> Sides {
        let (map, facts) = (context.map, &context.facts);
        let theses = map.theses().to_vec();
        let mut nearest = vec![[NONE; 2]; map.node_count()];
        let mut queue: VecDeque<(NodeIndex, usize)> = VecDeque::new();
        for (number, thesis) in theses.iter().enumerate() {
            let entry = &mut nearest[thesis.index()][PRO];
            if *entry == NONE {
                *entry = number as u32;
                queue.push_back((thesis.node(), PRO));
            }
        }
        while let Some((node, side)) = queue.pop_front() {
            let thesis = nearest[node.index()][side];
            let mut reach = |node: NodeIndex, side: usize| {
                let entry = &mut nearest[node.index()][side];
                if *entry == NONE {
                    *entry = thesis;
                    queue.push_back((node, side));
                }
            };
            if let Some(claim) = map.as_claim(node) {
                facts.supports(claim).iter().for_each(|step| reach(step.node(), side));
                facts.rebuttals(claim).iter().for_each(|step| reach(step.node(), 1 - side));
            } else if let Some(step) = map.as_inference(node) {
                let needs = facts.needs(facts.step(step));
                needs.iter().for_each(|claim| reach(claim.node(), side));
                facts.undercuts(step).iter().for_each(|step| reach(step.node(), 1 - side));
            }
        }
        Sides { nearest, theses }
    }

    fn of_step(&self, step: &Step) -> [Option<ClaimId>; 2] {
        self.nearest[step.id.index()].map(|thesis| self.theses.get(thesis as usize).copied())
    }

    /// Whether all that an attack comes from speaks for a thesis: then it is no objection of
    /// another side.
    fn is_own_goal(&self, context: &Context, attack: &Step) -> bool {
        let needs = context.facts.needs(attack);
        needs.iter().all(|claim| self.nearest[claim.index()][PRO] != NONE)
    }
}

/// Whether an attack stands as the map is, and somebody makes it in his own voice.
fn stands(context: &Context, attack: &Step) -> bool {
    let made = |claim: &ClaimId| {
        let reason = !context.facts.supports(*claim).is_empty();
        reason || context.map[*claim].basis.is_some() || context.facts.is_asserted(*claim)
    };
    context.evaluation().step(context.map, attack.id) == StepVerdict::Applies
        && context.facts.needs(attack).iter().all(made)
}

/// Whether anything speaks against the attack or its premises, were it in vain, or somebody
/// concedes one of these; what is known of claims is kept.
fn is_answered(context: &Context, attack: &Step, known: &mut FxHashMap<ClaimId, bool>) -> bool {
    let facts = &context.facts;
    let is_met = |claim: &ClaimId| {
        *known.entry(*claim).or_insert_with(|| {
            let mut stands = context.map.commitments(*claim).into_iter();
            !facts.rebuttals(*claim).is_empty()
                || stands.any(|(_, _, commitment)| commitment.stance == Stance::Concedes)
                || has_rival(context, *claim)
        })
    };
    !facts.undercuts(attack.id).is_empty() || facts.needs(attack).iter().any(is_met)
}

/// Whether somebody makes a claim that excludes this one.
fn has_rival(context: &Context, claim: ClaimId) -> bool {
    if !context.facts.has_laws() {
        return false;
    }
    let background = context.background();
    let made = |rival: &ClaimId| {
        let asserted = || {
            let mut stands = context.map.commitments(*rival).into_iter();
            stands.any(|(_, _, commitment)| commitment.stance == Stance::Asserts)
        };
        let reason = !context.facts.supports(*rival).is_empty();
        reason || context.map[*rival].basis.is_some() || asserted()
    };
    let laws = background.rivalries(claim, View::Evaluation);
    let rivals = laws.flat_map(|law| background.claims_of(law));
    rivals.filter(|rival| *rival != claim).take(RIVALS).any(|rival| made(&rival))
}

fn report(context: &Context, attack: &Step, thesis: ClaimId) -> Diagnostic {
    let map = context.map;
    let needs = context.facts.needs(attack);
    let (name, from) = (context.claim(thesis), context.list(needs.iter().copied()));
    let speaks = if needs.len() == 1 { "speaks" } else { "speak" };
    let against = match attack.target {
        Target::Claim(claim) if claim == thesis => format!("the thesis {name}"),
        Target::Claim(claim) => {
            format!("{} and by that against the thesis {name}", context.claim(claim))
        }
        Target::Inference(step) => {
            format!("the step {} and by that against the thesis {name}", context.step(step))
        }
    };
    let message = format!("nothing answers {from}, which {speaks} against {against}");
    let severity = if context.options.strict { Severity::Warning } else { Severity::Info };
    let mut finding =
        context.finding(&RULE, attack.id, message).severity(severity).here("stands unanswered");
    finding.about.extend(needs.iter().filter_map(|claim| map.name(*claim)));
    finding.about.extend(map.name(thesis));
    finding.help("answer it: rebut one of its premises, undercut it, or record what excludes them; if there is no answer, let somebody concede it")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages, reading};
    use crate::check::{Options, check};
    use crate::diagnostic::Severity;

    /// `t` stands by `a`, whatever becomes of `b`.
    fn keys(b: &str, rest: &str) -> String {
        let claims = ["a", "c", "d", "e"]
            .map(|id| format!(r#"{{ "id": "{id}", "text": "It is {id}.", "basis": "observed" }}"#));
        format!(
            r#""theses": ["t"], "holders": [{{ "id": "h", "name": "H" }}],
            "claims": [{{ "id": "t", "text": "It is t." }}, {b}, {}],
            "supports": [{{ "from": ["a"], "to": "t" }}, {{ "id": "s", "from": ["b"], "to": "t" }}], {rest}"#,
            claims.join(", ")
        )
    }

    fn says(rest: &str) -> Vec<String> {
        let b = r#"{ "id": "b", "text": "It is b.", "basis": "observed" }"#;
        let found = found(&RULE, &keys(b, rest));
        messages(&found).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn objections_to_what_a_thesis_rests_on() {
        assert_eq!(
            says(r#""rebuttals": [{ "id": "r", "from": ["c", "d"], "to": "b" }]"#),
            [
                "nothing answers `c` and `d`, which speak against `b` and by that against the thesis `t`"
            ]
        );
        assert_eq!(
            says(r#""undercuts": [{ "id": "u", "from": ["c"], "to": "s" }]"#),
            [
                "nothing answers `c`, which speaks against the step `s` and by that against the thesis `t`"
            ]
        );
    }

    #[test]
    fn what_is_answered_in_any_way() {
        let r = r#""rebuttals": [{ "id": "r", "from": ["c"], "to": "b" }"#;
        let answers = [
            r#"], "undercuts": [{ "from": ["d"], "to": "r" }]"#,
            r#", { "from": ["d"], "to": "c" }]"#,
            r#"], "conflicts": [{ "claims": ["c", "d"], "kind": "contrary" }]"#,
        ];
        for answer in answers {
            assert!(says(&format!("{r}{answer}")).is_empty(), "{answer}");
        }
        assert_eq!(says(&format!("{r}]")).len(), 1);
        // The answer to the answer is an objection again.
        assert_eq!(
            says(&format!(
                r#"{r}], "undercuts": [{{ "id": "u", "from": ["d"], "to": "r" }}, {{ "from": ["e"], "to": "u" }}]"#
            )),
            [
                "nothing answers `e`, which speaks against the step `u` and by that against the thesis `t`"
            ]
        );
    }

    #[test]
    fn an_attack_on_an_objection_is_none_to_the_thesis() {
        let both_sides = r#""rebuttals": [{ "id": "r", "from": ["c"], "to": "b" }, { "from": ["d"], "to": "c" }]"#;
        assert!(says(both_sides).is_empty());
        // Nor is one from what speaks for it.
        assert!(says(r#""rebuttals": [{ "from": ["a"], "to": "b" }]"#).is_empty());
        assert_eq!(says(r#""rebuttals": [{ "from": ["a", "c"], "to": "b" }]"#).len(), 1);
        let elsewhere = r#""rebuttals": [{ "from": ["c"], "to": "d" }]"#;
        assert!(says(elsewhere).is_empty());
    }

    #[test]
    fn what_nobody_holds_or_somebody_concedes() {
        let with = |stands: &str| {
            let b = format!(
                r#"{{ "id": "b", "text": "It is b.", "basis": "observed" }},
                {{ "id": "x", "text": "It is x."{stands} }}"#
            );
            let rest = r#""rebuttals": [{ "from": ["x"], "to": "b" }]"#;
            found(&RULE, &keys(&b, rest)).len()
        };
        assert_eq!(with(r#", "asserted-by": ["h"]"#), 1);
        assert_eq!(with(""), 0);
        assert_eq!(with(r#", "commitments": [{ "holder": "h", "stance": "supposes" }]"#), 0);
        assert_eq!(with(r#", "conceded-by": ["h"]"#), 0);
        assert_eq!(with(r#", "asserted-by": ["h"], "conceded-by": ["h"]"#), 0);
    }

    #[test]
    fn what_strikes_the_thesis_down_is_told_with_it() {
        assert!(says(r#""rebuttals": [{ "id": "r", "from": ["c"], "to": "t" }]"#).is_empty());
        let more = r#""rebuttals": [{ "id": "r", "from": ["c"], "to": "t" }, { "from": ["d"], "to": "b" }]"#;
        assert_eq!(says(more).len(), 1);
        // Those beyond what is listed there are counted there.
        let many = [r#"{ "from": ["c"], "to": "t" }"#; 8].join(", ");
        assert!(says(&format!(r#""rebuttals": [{many}]"#)).is_empty());
    }

    #[test]
    fn it_is_a_warning_in_strict_checking_and_imports_are_left_alone() {
        let b = r#"{ "id": "b", "text": "It is b.", "basis": "observed" }"#;
        let keys = keys(b, r#""rebuttals": [{ "from": ["c"], "to": "b" }]"#);
        let read = reading(&keys, "");
        for (strict, severity) in [(false, Severity::Info), (true, Severity::Warning)] {
            let mut found = check(&read, Options { strict, ..Options::default() });
            found.retain(|finding| finding.rule.code == RULE.code);
            assert_eq!(found[0].severity, severity);
        }
        let imports = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert!(found_with(&RULE, imports, &keys).is_empty());
    }
}
