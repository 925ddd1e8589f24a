//! A thesis with several reasons that is not accepted without one leaf.

use rustc_hash::FxHashSet;

use crate::analysis::leaves;
use crate::check::background::any_of;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{ClaimId, Verdict};
use crate::semantics::suppose::Supposition;
use crate::semantics::{Evaluation, Options, StepVerdict, evaluate};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// How many parts of maps are evaluated anew in all.
const WORK: usize = 4_000_000;

/// How many leaves are named and shown.
const SHOWN: usize = 8;

static RULE: Rule = Rule {
    code: "AM108",
    name: "single-point-of-failure",
    severity: Severity::Info,
    tier: Tier::Pedantic,
    confidence: Confidence::High,
    summary: "an accepted thesis, or a claim that it needs, has several reasons that stand, and yet one leaf brings it down if rejected",
    why: "Several reasons look like safety. If they all rest on one claim, or all fall to an objection that one claim keeps off, the thesis is no stronger than that. Where a thesis has but one line of reasons, each of its premises is plainly needed, and nothing is said.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The deadline",
  "theses": ["on-time"],
  "claims": [
    { "id": "on-time", "text": "We will be ready on Friday." },
    { "id": "tested", "text": "All parts pass their tests." },
    { "id": "tests-sound", "text": "The tests find what matters.", "basis": "assumed" },
    { "id": "no-open-work", "text": "No work is left open." },
    { "id": "team-rested", "text": "The team is rested.", "basis": "observed" },
    { "id": "report", "text": "The report of Monday is right.", "basis": "assumed" },
    { "id": "list-kept", "text": "The list of open work is kept.", "basis": "observed" },
    { "id": "old", "text": "The tests are two years old.", "basis": "observed" },
    { "id": "changed", "text": "The parts have changed since.", "basis": "observed" },
    { "id": "renewed", "text": "The tests were renewed with the parts.", "basis": "observed" },
    { "id": "reviewed", "text": "Ben went through all tests.", "basis": "observed" }
  ],
  "supports": [
    { "id": "by-tests", "from": ["tested", "tests-sound"], "to": "on-time" },
    { "from": ["no-open-work", "team-rested"], "to": "on-time" },
    { "from": ["report", "reviewed"], "to": "tested" },
    { "from": ["report", "list-kept"], "to": "no-open-work" }
  ],
  "undercuts": [
    { "id": "too-old", "from": ["old", "changed"], "to": "by-tests" },
    { "from": ["renewed", "reviewed"], "to": "too-old" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The deadline",
  "theses": ["on-time"],
  "claims": [
    { "id": "on-time", "text": "We will be ready on Friday." },
    { "id": "tested", "text": "All parts pass their tests." },
    { "id": "tests-sound", "text": "The tests find what matters.", "basis": "assumed" },
    { "id": "no-open-work", "text": "No work is left open." },
    { "id": "team-rested", "text": "The team is rested.", "basis": "observed" },
    { "id": "report", "text": "The report of Monday is right.", "basis": "assumed" },
    { "id": "list-kept", "text": "The list of open work is kept.", "basis": "observed" },
    { "id": "list-empty", "text": "The list of open work is empty.", "basis": "observed" },
    { "id": "old", "text": "The tests are two years old.", "basis": "observed" },
    { "id": "changed", "text": "The parts have changed since.", "basis": "observed" },
    { "id": "renewed", "text": "The tests were renewed with the parts.", "basis": "observed" },
    { "id": "reviewed", "text": "Ben went through all tests.", "basis": "observed" }
  ],
  "supports": [
    { "id": "by-tests", "from": ["tested", "tests-sound"], "to": "on-time" },
    { "from": ["no-open-work", "team-rested"], "to": "on-time" },
    { "from": ["report", "reviewed"], "to": "tested" },
    { "from": ["list-empty", "list-kept"], "to": "no-open-work" }
  ],
  "undercuts": [
    { "id": "too-old", "from": ["old", "changed"], "to": "by-tests" },
    { "from": ["renewed", "reviewed"], "to": "too-old" }
  ]
}"#,
    ),
    source: "Engineering practice: what takes all down when it fails.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    if !context.is_complete() || map.theses().is_empty() {
        return;
    }
    let mut left = WORK;
    let mut again: Option<Evaluation> = None;
    for (number, thesis) in map.theses().iter().enumerate() {
        if context.evaluation().verdict(*thesis) != Verdict::Accepted {
            continue;
        }
        let Some(plain) = plainly_needed(context, *thesis) else { continue };
        let mut leaves = leaves(map, context.evaluation(), *thesis);
        leaves.retain(|leaf| !plain.contains(leaf));
        let (mut reasons, mut guards): (Vec<ClaimId>, Vec<ClaimId>) = Default::default();
        let mut untested = leaves.len();
        let evaluation = again.get_or_insert_with(|| evaluate(map, Options::default()));
        let bearing = evaluation.bearing(map, *thesis);
        for leaf in leaves {
            if left == 0 {
                break;
            }
            untested -= 1;
            let rejected = Supposition { reject: vec![leaf.node()], ..Supposition::default() };
            let shift = evaluation.suppose_within(map, &rejected, &bearing);
            left = left.saturating_sub(shift.size());
            if evaluation.verdict(*thesis) != Verdict::Accepted {
                let mut supports = context.facts.supports(*thesis).iter();
                let kept = supports.any(|step| evaluation.step(map, *step) == StepVerdict::Applies);
                if kept { guards.push(leaf) } else { reasons.push(leaf) }
            }
            evaluation.undo(shift);
        }
        if !reasons.is_empty() || (untested > 0 && guards.is_empty()) {
            found.push(report(context, number, Use::Reason, &reasons, untested));
        }
        if !guards.is_empty() {
            found.push(report(context, number, Use::Guard, &guards, untested));
        }
    }
}

/// The claims without which a thesis plainly falls: those that are reached by claims that have one
/// reason that stands. Nothing if that is all there is beneath it.
fn plainly_needed(context: &Context, thesis: ClaimId) -> Option<FxHashSet<ClaimId>> {
    let (map, facts) = (context.map, &context.facts);
    let evaluation = context.evaluation();
    let mut plain: FxHashSet<ClaimId> = FxHashSet::from_iter([thesis]);
    let mut open = vec![thesis];
    let mut several = false;
    while let Some(claim) = open.pop() {
        if evaluation.is_granted(claim) {
            continue;
        }
        // A step from the claim itself is no reason besides the others.
        let applies = |step: &&_| {
            evaluation.step(map, **step) == StepVerdict::Applies
                && !map.needs(**step).any(|need| need == claim)
        };
        let mut standing = facts.supports(claim).iter().filter(applies);
        match (standing.next(), standing.next()) {
            (Some(only), None) => {
                let needs = map.needs(*only);
                open.extend(needs.filter(|need| plain.insert(*need)));
            }
            (Some(_), Some(_)) => several = true,
            _ => {}
        }
    }
    several.then_some(plain)
}

/// What a leaf does for a thesis that is not accepted without it.
#[derive(Clone, Copy)]
enum Use {
    /// All reasons need it.
    Reason,
    /// A reason is left, but no longer answers what speaks against the thesis.
    Guard,
}

fn report(
    context: &Context,
    thesis: usize,
    role: Use,
    critical: &[ClaimId],
    untested: usize,
) -> Diagnostic {
    let map = context.map;
    let place = context.origins.theses.get(thesis).copied();
    let thesis = map.theses()[thesis];
    let name = context.claim(thesis);
    let names: Vec<String> = critical.iter().take(SHOWN).map(|leaf| context.claim(*leaf)).collect();
    let leaves = match critical {
        [] => String::new(),
        [_] => format!("{} is", names[0]),
        _ if names.len() < critical.len() => {
            let more = critical.len() - names.len();
            format!("any one of {} and {more} more is", names.join(", "))
        }
        _ => format!("any one of {} is", any_of(&names)),
    };
    let message = match (critical, role) {
        ([], _) => {
            format!("whether the thesis {name} falls with a single leaf was not tested to the end")
        }
        (_, Use::Reason) => format!(
            "the thesis {name} has several reasons beneath it, and yet falls if {leaves} rejected"
        ),
        (_, Use::Guard) => format!(
            "the thesis {name} keeps a reason that stands, and yet is not accepted, if {leaves} rejected"
        ),
    };
    let here = match (critical, role) {
        ([], _) => "",
        ([_], Use::Reason) => "falls with it",
        (_, Use::Reason) => "falls with each",
        ([_], Use::Guard) => "not accepted without it",
        (_, Use::Guard) => "not accepted without each",
    };
    let place = place.or_else(|| context.place(thesis));
    let mut finding = Diagnostic::new(&RULE, place, message).here(here);
    for leaf in critical.iter().take(SHOWN) {
        let words = format!("without {} it is no longer accepted", context.claim(*leaf));
        finding = finding.label(context.place(*leaf), words);
    }
    finding.about.extend(map.name(thesis));
    finding.about.extend(critical.iter().filter_map(|leaf| map.name(*leaf)));
    if untested > 0 {
        finding = finding.note(format!(
            "{untested} more leaves were not tested: the limit is {WORK} parts evaluated anew"
        ));
    }
    if critical.is_empty() {
        return finding;
    }
    finding.help(match role {
        Use::Reason => "give a reason that does without it, or reasons for it",
        Use::Guard => {
            "give another answer to what then speaks against the thesis, or reasons for the leaf"
        }
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{messages, reading};
    use crate::check::{Options, check};
    use crate::diagnostic::{Diagnostic, Tier};

    fn found(rest: &str) -> Vec<Diagnostic> {
        let claims = ["t", "u", "a", "b", "c", "d", "e", "f"]
            .map(|id| format!(r#"{{ "id": "{id}", "text": "It is {id}." }}"#));
        let keys = format!(r#""theses": ["t"], "claims": [{}], {rest}"#, claims.join(", "));
        let read = reading(&keys, "");
        let mut found = check(&read, Options { tier: Tier::Pedantic, ..Options::default() });
        found.retain(|finding| finding.rule.code == RULE.code);
        found
    }

    fn says(rest: &str) -> Vec<String> {
        messages(&found(rest)).into_iter().map(str::to_owned).collect()
    }

    const TWO: &str = r#""supports": [{ "from": ["a"], "to": "t" }, { "id": "s", "from": ["b"], "to": "t" },
        { "from": ["c", "d"], "to": "a" }, { "from": ["e", "d"], "to": "b" }]"#;

    #[test]
    fn what_all_reasons_share() {
        let told = found(TWO);
        assert_eq!(
            messages(&told),
            ["the thesis `t` has several reasons beneath it, and yet falls if `d` is rejected"]
        );
        assert_eq!(told[0].labels.len(), 2);
        assert_eq!(told[0].about, ["t", "d"]);
        assert!(says(&TWO.replace(r#""e", "d""#, r#""e", "f""#)).is_empty());
    }

    #[test]
    fn a_step_from_the_claim_itself_is_no_second_reason() {
        let itself =
            r#""supports": [{ "from": ["a"], "to": "t" }, { "from": ["t", "b"], "to": "t" }]"#;
        assert!(says(itself).is_empty());
    }

    #[test]
    fn what_keeps_an_objection_off() {
        let apart = TWO.replace(r#""e", "d""#, r#""e""#);
        let objection = format!(
            r#"{apart}, "rebuttals": [{{ "from": ["u"], "to": "t" }}, {{ "from": ["f"], "to": "u" }}]"#
        );
        let told = found(&objection);
        assert_eq!(
            messages(&told),
            [
                "the thesis `t` keeps a reason that stands, and yet is not accepted, if `f` is rejected"
            ]
        );
        let help =
            "give another answer to what then speaks against the thesis, or reasons for the leaf";
        assert_eq!(told[0].help.as_deref(), Some(help));
        let both = objection.replace(r#""e"]"#, r#""e", "d"]"#);
        assert_eq!(
            says(&both),
            [
                "the thesis `t` has several reasons beneath it, and yet falls if `d` is rejected",
                "the thesis `t` keeps a reason that stands, and yet is not accepted, if `f` is rejected"
            ]
        );
    }

    #[test]
    fn one_line_of_reasons_is_plain() {
        let line =
            r#""supports": [{ "from": ["a", "b"], "to": "t" }, { "from": ["c"], "to": "a" }]"#;
        assert!(says(line).is_empty());
        let fork = r#""supports": [{ "from": ["a", "b"], "to": "t" }, { "from": ["c", "d"], "to": "a" }, { "from": ["e", "d"], "to": "a" }]"#;
        assert_eq!(
            says(fork),
            ["the thesis `t` has several reasons beneath it, and yet falls if `d` is rejected"]
        );
    }

    #[test]
    fn theses_that_do_not_stand_and_faulty_maps() {
        let struck = format!(r#"{TWO}, "rebuttals": [{{ "from": ["f"], "to": "d" }}]"#);
        assert!(says(&struck).is_empty());
        let faulty = format!(r#"{TWO}, "rebuttals": [{{ "from": ["nobody"], "to": "f" }}]"#);
        assert!(says(&faulty).is_empty());
    }
}
