//! A thesis whose reasons all come back to a circle.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{circular_support, self_support};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, InferenceId, Verdict};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM203",
    name: "ungrounded-thesis",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "every reason for a thesis needs a claim that only a circle supports",
    why: "Even if every claim without reasons is granted and no objection counts, such a thesis is not reached: each of its reasons needs something that in the end needs itself. The circle may be made of steps of several holders, none of whom reasons in a circle; what rests on it hangs in the air all the same.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "holders": [
    { "id": "ann", "name": "Ann" },
    { "id": "bob", "name": "Bob" }
  ],
  "claims": [
    { "id": "rain", "text": "It rained last night.", "asserted-by": ["ann"] },
    { "id": "clouds", "text": "The sky was full of clouds.", "asserted-by": ["ann"] },
    { "id": "damp", "text": "The night was damp.", "asserted-by": ["bob"] }
  ],
  "supports": [
    { "from": ["clouds"], "to": "rain" },
    { "from": ["damp"], "to": "clouds", "by": "ann" },
    { "from": ["clouds"], "to": "damp", "by": "bob" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "holders": [
    { "id": "ann", "name": "Ann" },
    { "id": "bob", "name": "Bob" }
  ],
  "claims": [
    { "id": "rain", "text": "It rained last night.", "asserted-by": ["ann"] },
    { "id": "clouds", "text": "The sky was full of clouds.", "asserted-by": ["ann"] },
    { "id": "damp", "text": "The night was damp.", "asserted-by": ["bob"] },
    { "id": "dew", "text": "The grass was wet before dawn.", "basis": "observed", "asserted-by": ["bob"] }
  ],
  "supports": [
    { "from": ["clouds"], "to": "rain" },
    { "from": ["damp"], "to": "clouds", "by": "ann" },
    { "from": ["dew"], "to": "damp", "by": "bob" }
  ]
}"#,
    ),
    source: "Unfounded sets: A. Van Gelder, K. Ross and J. Schlipf, The well-founded semantics for general logic programs, Journal of the ACM 38, 1991, sec. 3.",
};

/// So many steps on the way to the circle are shown.
const MOST_STEPS: usize = 8;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() {
        return;
    }
    let mut circles: FxHashMap<ClaimId, ClaimId> = FxHashMap::default();
    let told: OnceCell<FxHashSet<ClaimId>> = OnceCell::new();
    for thesis in context.map.theses() {
        let in_the_air = context.is_own(*thesis)
            && context.origins.is_whole(*thesis)
            && !context.facts.is_derivable(*thesis);
        // The last answer that is left follows without any support.
        if in_the_air
            && context.evaluation().verdict(*thesis) != Verdict::Accepted
            && !is_told_by_itself(context, *thesis)
            && !told.get_or_init(|| told_with_their_circles(context)).contains(thesis)
        {
            let circle = circle_beneath(context, *thesis, &mut circles);
            found.push(ungrounded(context, *thesis, circle));
        }
    }
}

/// Whether another rule reports as a fault that the thesis supports itself.
fn is_told_by_itself(context: &Context, thesis: ClaimId) -> bool {
    context.runs(self_support::CHECK.rule)
        && context.facts.supports(thesis).iter().all(|step| {
            context.is_own(*step) && context.map.needs(*step).any(|claim| claim == thesis)
        })
}

/// The members of circles that nothing else grounds, of which another rule reports as a fault.
fn told_with_their_circles(context: &Context) -> FxHashSet<ClaimId> {
    if !context.runs(circular_support::CHECK.rule) {
        return FxHashSet::default();
    }
    let circles =
        context.circles().found.iter().filter(|circle| {
            !circle.members.iter().any(|claim| context.facts.is_derivable(*claim))
        });
    circles.flat_map(|circle| circle.members.iter().copied()).collect()
}

/// What the first reason for a claim that cannot be derived lacks: each has such a reason, and
/// that has a premise that cannot be derived either.
fn lacking(context: &Context, claim: ClaimId) -> Option<(ClaimId, InferenceId)> {
    let step = *context.facts.supports(claim).first()?;
    let lacks = context.map.needs(step).find(|need| !context.facts.is_derivable(*need))?;
    Some((lacks, step))
}

/// The first claim of the circle to which what is lacking leads, kept for the claims passed, so
/// that no claim is passed twice.
fn circle_beneath(
    context: &Context,
    claim: ClaimId,
    circles: &mut FxHashMap<ClaimId, ClaimId>,
) -> ClaimId {
    let mut passed: Vec<ClaimId> = Vec::new();
    let mut place_of: FxHashMap<ClaimId, usize> = FxHashMap::default();
    let mut at = claim;
    let circle = loop {
        if let Some(circle) = circles.get(&at) {
            break *circle;
        }
        if place_of.insert(at, passed.len()).is_some() {
            break at;
        }
        passed.push(at);
        match lacking(context, at) {
            Some((next, _)) => at = next,
            None => break at,
        }
    };
    circles.extend(passed.into_iter().map(|claim| (claim, circle)));
    circle
}

fn ungrounded(context: &Context, thesis: ClaimId, circle: ClaimId) -> Diagnostic {
    let name = context.claim(thesis);
    let message = format!("the thesis {name} rests on nothing but claims that support each other");
    let mut finding = context.finding(&RULE, thesis, message).here("has no ground");
    let mut names = vec![name];
    let mut passed = vec![thesis];
    let mut at = thesis;
    while let Some((next, step)) = lacking(context, at) {
        let number = context.map.premises(step).position(|claim| claim == next);
        let field = number.map_or(Field::Warrant, |number| Field::Premise(number as u32));
        let words = format!("{} needs {}", context.claim(at), context.claim(next));
        finding = finding.label(context.field(step, field), words);
        names.push(context.claim(next));
        if passed.contains(&next) {
            break;
        }
        if passed.len() == MOST_STEPS {
            names.push(format!("… → the circle through {}", context.claim(circle)));
            break;
        }
        passed.push(next);
        at = next;
    }
    finding = finding.note(format!("what is needed: {}", names.join(" → ")));
    if let number @ 2.. = context.facts.supports(thesis).len() {
        finding = finding
            .note(format!("so it is with each of its {number} supports; the first is shown"));
    }
    finding
        .help("give one of the claims in the circle a reason from elsewhere, evidence or a `basis`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, messages};

    const CLAIMS: &str = r#""theses": ["t"], "claims": [{ "id": "t", "text": "T" },
        { "id": "a", "text": "A" }, { "id": "b", "text": "B" }, { "id": "c", "text": "C" }]"#;

    #[test]
    fn linked_premises_are_all_needed() {
        let linked = r#""supports": [{ "from": ["c", "a"], "to": "t" }, { "from": ["b"], "to": "a" },
            { "from": ["a"], "to": "b" }]"#;
        let found_linked = found(&RULE, &format!("{CLAIMS}, {linked}"));
        let wanted = "the thesis `t` rests on nothing but claims that support each other";
        assert_eq!(messages(&found_linked), [wanted]);
        assert_eq!(found_linked[0].notes, ["what is needed: `t` → `a` → `b` → `a`"]);
        let labels = found_linked[0].labels.iter();
        let labels: Vec<&str> = labels.map(|label| &*label.message).collect();
        assert_eq!(labels, ["has no ground", "`t` needs `a`", "`a` needs `b`", "`b` needs `a`"]);
        let separate = linked.replace(
            r#"["c", "a"], "to": "t" }"#,
            r#"["c"], "to": "t" }, { "from": ["a"], "to": "t" }"#,
        );
        assert_eq!(messages(&found(&RULE, &format!("{CLAIMS}, {separate}"))), [""; 0]);
    }

    #[test]
    fn objections_are_ignored_and_theses_without_reasons_are_another_matter() {
        let keys = r#""supports": [{ "from": ["a"], "to": "b" }], "rebuttals": [{ "from": ["c"], "to": "a" }]"#;
        assert_eq!(messages(&found(&RULE, &format!("{CLAIMS}, {keys}"))), [""; 0]);
    }

    #[test]
    fn the_last_answer_left_needs_no_support() {
        let keys = r#""supports": [{ "from": ["a"], "to": "t" }, { "from": ["a"], "to": "a" }],
            "rebuttals": [{ "from": ["c"], "to": "b" }],
            "questions": [{ "id": "q", "text": "Q?", "answers": ["t", "b"], "exhaustive": true }]"#;
        assert_eq!(messages(&found(&RULE, &format!("{CLAIMS}, {keys}"))), [""; 0]);
        assert_eq!(found(&RULE, &format!("{CLAIMS}, {}", keys.replace("true", "false"))).len(), 1);
    }

    #[test]
    fn a_thesis_within_its_circle_is_told_there() {
        let own = r#""holders": [{ "id": "h", "name": "H" }, { "id": "k", "name": "K" }],
            "supports": [{ "from": ["a"], "to": "t", "by": "h" }, { "from": ["t"], "to": "a", "by": "h" }]"#;
        assert_eq!(messages(&found(&RULE, &format!("{CLAIMS}, {own}"))), [""; 0]);
        // Where several holders close the circle, no other rule tells.
        let shared = own.replacen(r#""by": "h""#, r#""by": "k""#, 1);
        assert_eq!(found(&RULE, &format!("{CLAIMS}, {shared}")).len(), 1);
        let by_itself = r#""supports": [{ "from": ["t", "a"], "to": "t" }]"#;
        assert_eq!(messages(&found(&RULE, &format!("{CLAIMS}, {by_itself}"))), [""; 0]);
    }

    #[test]
    fn a_long_way_to_the_circle_is_cut_short() {
        let claims: Vec<String> =
            (0..30).map(|n| format!(r#"{{ "id": "c{n}", "text": "C{n}" }}"#)).collect();
        let steps: Vec<String> = (0..30)
            .map(|n| {
                format!(r#"{{ "from": ["c{}"], "to": "c{n}" }}"#, if n == 29 { 28 } else { n + 1 })
            })
            .collect();
        let keys = format!(
            r#""theses": ["c0"], "claims": [{}], "supports": [{}]"#,
            claims.join(","),
            steps.join(",")
        );
        let found = found(&RULE, &keys);
        assert_eq!(found[0].labels.len(), 9);
        let note = &found[0].notes[0];
        assert!(note.ends_with("`c8` → … → the circle through `c28`"), "{note}");
    }
}
