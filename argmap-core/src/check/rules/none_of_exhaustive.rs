//! An exhaustive question of which no answer is left.

use crate::analysis::why;
use crate::check::background::brief;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, ConflictKind, Verdict};
use petgraph::graph::NodeIndex;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// Of how many answers it is told why they are refuted.
const SHOWN: usize = 8;

static RULE: Rule = Rule {
    code: "AM306",
    name: "none-of-exhaustive",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "the evaluation refutes every answer to an exhaustive question, or both of a contradictory pair",
    why: "An exhaustive question says that one of its answers is true. If each of them is refuted, either one of the refutations is wrong or the list of answers is not complete, and then whatever was argued by elimination falls.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The way in",
  "theses": ["inside-job"],
  "questions": [
    { "id": "way-in", "text": "How did the thief come in?", "answers": ["door", "window"], "exhaustive": true }
  ],
  "claims": [
    { "id": "inside-job", "text": "The thief was of the household." },
    { "id": "door", "text": "The thief came in by the door." },
    { "id": "window", "text": "The thief came in by the window." },
    { "id": "bolted", "text": "The door was bolted from within.", "basis": "observed" },
    { "id": "snow", "text": "The snow beneath the window was untouched.", "basis": "observed" }
  ],
  "supports": [{ "from": ["bolted"], "to": "inside-job" }],
  "rebuttals": [
    { "id": "by-bolt", "from": ["bolted"], "to": "door" },
    { "id": "by-snow", "from": ["snow"], "to": "window" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The way in",
  "theses": ["inside-job"],
  "questions": [
    { "id": "way-in", "text": "How did the thief come in?", "answers": ["door", "window"], "exhaustive": true }
  ],
  "claims": [
    { "id": "inside-job", "text": "The thief was of the household." },
    { "id": "door", "text": "The thief came in by the door." },
    { "id": "window", "text": "The thief came in by the window." },
    { "id": "bolted", "text": "The door was bolted from within.", "basis": "observed" }
  ],
  "supports": [{ "from": ["bolted"], "to": "inside-job" }],
  "rebuttals": [{ "id": "by-bolt", "from": ["bolted"], "to": "door" }]
}"#,
    ),
    source: "C. L. Hamblin, Questions, Australasian Journal of Philosophy 36, 1958: knowing what counts as an answer is knowing the question; the possible answers are an exhaustive set.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() {
        return;
    }
    let map = context.map;
    // What one holder takes for all the answers may well be shown not to be.
    for id in context.facts.questions() {
        let question = &map[*id];
        if question.exhaustive && question.by.is_none() && context.is_own(*id) {
            let name = context.list([*id]);
            let words = |refuted: &str| {
                format!(
                    "no answer to {name} is left: the evaluation refutes {refuted}, which are said to be all there are"
                )
            };
            let help = "look for the mistake in one of the refutations, or add the answer that is missing; if there may be others, do not call them all there are";
            let answers: Vec<ClaimId> = map.answers(*id).collect();
            found.extend(report(context, id.node(), &answers, &words, help));
        }
    }
    for id in context.facts.conflicts() {
        let conflict = &map[*id];
        let pair = conflict.kind == ConflictKind::Contradictory;
        if pair && conflict.by.is_none() && context.is_own(*id) {
            let words = |refuted: &str| {
                format!(
                    "the evaluation refutes both {refuted}, of which one must be true, since they are contradictory"
                )
            };
            let help = "look for the mistake in one of the refutations; if both may be false, let the conflict be `contrary`";
            let members: Vec<ClaimId> = map.members(*id).collect();
            found.extend(report(context, id.node(), &members, &words, help));
        }
    }
}

fn report(
    context: &Context,
    node: NodeIndex,
    claims: &[ClaimId],
    words: &dyn Fn(&str) -> String,
    help: &'static str,
) -> Option<Diagnostic> {
    let map = context.map;
    let evaluation = context.evaluation();
    let refuted = |claim: &ClaimId| evaluation.verdict(*claim) == Verdict::Refuted;
    let several = claims.iter().any(|claim| *claim != claims[0]);
    if !several || !claims.iter().all(refuted) {
        return None;
    }
    let mut finding = context.finding(&RULE, node, words(&brief(context, claims)));
    finding.about.extend(claims.iter().filter_map(|claim| map.name(*claim)));
    for (number, claim) in claims.iter().take(SHOWN).enumerate() {
        let place = context.field(node, Field::Member(number as u32));
        let because = why(map, evaluation, claim.node(), 1);
        let because = because.into_iter().next().map(|line| line.text).unwrap_or_default();
        finding = finding.label(place.or_else(|| context.place(*claim)), because);
    }
    Some(finding.help(help))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    fn keys(rest: &str) -> String {
        let claims =
            ["a", "b", "c", "x"].map(|id| format!(r#"{{ "id": "{id}", "text": "It is {id}." }}"#));
        format!(r#""claims": [{}], {rest}"#, claims.join(", "))
    }

    fn rebuttals(of: &[&str]) -> String {
        let one = |claim: &&str| format!(r#"{{ "from": ["x"], "to": "{claim}" }}"#);
        let all: Vec<String> = of.iter().map(one).collect();
        format!(r#""rebuttals": [{}]"#, all.join(", "))
    }

    fn question(more: &str) -> String {
        format!(r#""questions": [{{ "id": "q", "text": "Which?", "answers": ["a", "b"]{more} }}]"#)
    }

    #[test]
    fn all_answers_refuted() {
        let exhaustive = question(r#", "exhaustive": true"#);
        let both = format!("{exhaustive}, {}", rebuttals(&["a", "b"]));
        let told = found(&RULE, &keys(&both));
        assert_eq!(
            messages(&told),
            [
                "no answer to `q` is left: the evaluation refutes `a` and `b`, which are said to be all there are"
            ]
        );
        assert_eq!(
            told[0].labels[1].message,
            "`a` is refuted: the rebuttal of `a` from `x` speaks against it"
        );
        assert!(found(&RULE, &keys(&format!("{exhaustive}, {}", rebuttals(&["a"])))).is_empty());
        let open = format!("{}, {}", question(r#", "exclusive": true"#), rebuttals(&["a", "b"]));
        assert!(found(&RULE, &keys(&open)).is_empty());
    }

    #[test]
    fn contradictory_pairs() {
        let pair = |kind: &str| {
            format!(
                r#""conflicts": [{{ "claims": ["a", "b"], "kind": "{kind}" }}], {}"#,
                rebuttals(&["a", "b"])
            )
        };
        let told = found(&RULE, &keys(&pair("contradictory")));
        assert_eq!(
            messages(&told),
            [
                "the evaluation refutes both `a` and `b`, of which one must be true, since they are contradictory"
            ]
        );
        let help = told[0].help.as_deref().unwrap();
        assert!(help.ends_with("let the conflict be `contrary`"), "{help}");
        assert!(found(&RULE, &keys(&pair("contrary"))).is_empty());
    }

    #[test]
    fn views_imports_and_faulty_maps_are_left_alone() {
        let of_one = format!(
            r#""holders": [{{ "id": "h", "name": "H" }}], {}, {}"#,
            question(r#", "exhaustive": true, "by": "h""#),
            rebuttals(&["a", "b"])
        );
        assert!(found(&RULE, &keys(&of_one)).is_empty());
        let both = format!("{}, {}", question(r#", "exhaustive": true"#), rebuttals(&["a", "b"]));
        let imports = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert!(found_with(&RULE, imports, &keys(&both)).is_empty());
        let faulty = format!(r#"{both}, "supports": [{{ "from": ["nobody"], "to": "a" }}]"#);
        assert!(found(&RULE, &keys(&faulty)).is_empty());
    }
}
