//! A claim that matters and rests on nothing.

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{ClaimId, Commitment, Stance, Verdict};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM101",
    name: "unsupported-claim",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a thesis, or a premise on a path to one, has no support, no evidence and no basis; or, where the map tells who asserts what, evidence alone and nobody who asserts it",
    why: "Where reasoning ends, it should end in something that stands without a reason: evidence, or a basis that says why none is needed. That a holder says it, and where, is no evidence for it. What is only reported of others, denied, supposed or conceded is left out: who does not assert a claim need not make it good.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet." }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "The burden of proof is on who asserts: F. van Eemeren and R. Grootendorst, A Systematic Theory of Argumentation, 2004, ch. 8, rule 2.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() {
        return;
    }
    let claims = context.facts.claims().iter();
    for id in claims.filter(|id| context.is_own(**id) && context.origins.is_whole(**id)) {
        if context.facts.is_bare(*id) {
            found.extend(unsupported(context, *id));
        } else {
            found.extend(unsaid(context, *id));
        }
    }
}

/// A claim with evidence and nothing else that nobody asserts, in a map that tells who asserts what.
fn unsaid(context: &Context, id: ClaimId) -> Option<Diagnostic> {
    let map = context.map;
    let is_held = |(_, _, stand): &(_, _, &Commitment)| {
        matches!(stand.stance, Stance::Asserts | Stance::Concedes)
    };
    let rests_on_evidence = map[id].basis.is_none()
        && !map.citations(id).is_empty()
        && context.facts.supports(id).is_empty();
    if !rests_on_evidence
        || context.evaluation().is_granted(id)
        || map.commitments(id).iter().any(is_held)
    {
        return None;
    }
    let thesis = context.facts.bears_on(id).filter(|thesis| *thesis != id)?;
    let (name, thesis) = (context.claim(id), context.claim(thesis));
    let message = format!(
        "nobody asserts {name}, which bears on the thesis {thesis}, so that its evidence does not count"
    );
    let finding = context.finding(&RULE, id, message).here("who says so?");
    let help = "say who asserts it (`asserted-by`), or give it a `basis`";
    Some(finding.help(help).severity(context.gap(RULE.severity)))
}

fn unsupported(context: &Context, id: ClaimId) -> Option<Diagnostic> {
    let thesis = context.facts.bears_on(id)?;
    let is_thesis = thesis == id;
    let ours = is_thesis || context.facts.is_asserted(id);
    if !ours || follows(context, id) {
        return None;
    }
    let name = context.claim(id);
    let message = if is_thesis {
        format!("the thesis {name} has no support, no evidence and no basis")
    } else {
        let thesis = context.claim(thesis);
        format!("{name} bears on the thesis {thesis} and has no support, no evidence and no basis")
    };
    let help = if context.map.commitments(id).is_empty() {
        "give a reason, cite evidence, or say by its `basis` why it needs none"
    } else {
        "give a reason, cite evidence (that someone says so is none), or say by its `basis` why it needs none"
    };
    let finding = context.finding(&RULE, id, message).here("rests on nothing").help(help);
    Some(finding.severity(context.gap(RULE.severity)))
}

/// Whether a claim without support follows all the same, as the last answer that is left does.
fn follows(context: &Context, id: ClaimId) -> bool {
    let evaluation = context.evaluation();
    !evaluation.is_granted(id) && evaluation.verdict(id) == Verdict::Accepted
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages, reading};
    use crate::check::{Options, check};
    use crate::diagnostic::Severity;

    fn bearing(names: &[&str]) -> Vec<String> {
        let line = |name| {
            format!("`{name}` bears on the thesis `t` and has no support, no evidence and no basis")
        };
        names.iter().map(line).collect()
    }

    #[test]
    fn premises_and_warrants_of_supports_rebuttals_and_undercuts_count() {
        let keys = r#""theses": ["t"], "claims": [
            { "id": "t", "text": "T" }, { "id": "pro", "text": "P" }, { "id": "warrant", "text": "W" },
            { "id": "con", "text": "C" }, { "id": "under", "text": "U" }, { "id": "again", "text": "A" },
            { "id": "aside", "text": "S" }],
            "supports": [{ "id": "s", "from": ["pro"], "warrant": "warrant", "to": "t" },
              { "from": ["pro"], "to": "aside" }],
            "rebuttals": [{ "from": ["con"], "to": "pro" }],
            "undercuts": [{ "id": "u", "from": ["under"], "to": "s" }, { "from": ["again"], "to": "u" }]"#;
        let wanted = bearing(&["pro", "warrant", "con", "under", "again"]);
        assert_eq!(messages(&found(&RULE, keys)), wanted);
    }

    #[test]
    fn theses_are_told_as_such_and_strict_checking_makes_errors() {
        let keys = r#""theses": ["t"], "claims": [{ "id": "t", "text": "T" }]"#;
        let message = "the thesis `t` has no support, no evidence and no basis";
        assert_eq!(messages(&found(&RULE, keys)), [message]);
        let options = Options { strict: true, ..Options::default() };
        let found = check(&reading(keys, ""), options);
        assert_eq!(found[0].severity, Severity::Error);
    }

    #[test]
    fn evidence_a_basis_and_a_grounded_equal_will_do() {
        let keys = r#""theses": ["t"], "imports": [{ "as": "o", "path": "other.json" }],
            "sources": [{ "id": "b", "type": "book", "title": "B" }],
            "claims": [{ "id": "t", "text": "T" },
              { "id": "cited", "text": "C", "cite": [{ "source": "b", "at": "1" }] },
              { "id": "given", "text": "G", "basis": "common-ground" },
              { "id": "same", "text": "S", "same-as": ["o/x"] },
              { "id": "again", "text": "A", "same-as": ["same"] }],
            "supports": [{ "from": ["cited", "given", "same", "again", "o/bare"], "to": "t" }]"#;
        let other = r#""claims": [{ "id": "x", "text": "X" }, { "id": "y", "text": "Y" },
            { "id": "bare", "text": "B" }], "supports": [{ "from": ["y"], "to": "x" }]"#;
        assert_eq!(messages(&found_with(&RULE, keys, other)), [""; 0]);
    }

    #[test]
    fn evidence_for_what_nobody_asserts_does_not_count() {
        let keys = r#""theses": ["t"], "holders": [{ "id": "h", "name": "H" }],
            "sources": [{ "id": "b", "type": "book", "title": "B" }],
            "claims": [{ "id": "t", "text": "T", "asserted-by": ["h"] },
              { "id": "cited", "text": "C", "cite": [{ "source": "b", "at": "1" }] },
              { "id": "based", "text": "D", "basis": "observed", "cite": [{ "source": "b" }] },
              { "id": "said", "text": "S", "asserted-by": ["h"], "cite": [{ "source": "b" }] }],
            "supports": [{ "from": ["cited", "based", "said"], "to": "t" }]"#;
        let message = "nobody asserts `cited`, which bears on the thesis `t`, so that its evidence does not count";
        assert_eq!(messages(&found(&RULE, keys)), [message]);
        let alone = keys.replace(r#""holders": [{ "id": "h", "name": "H" }],"#, "");
        let alone = alone.replace(r#", "asserted-by": ["h"]"#, "");
        assert_eq!(messages(&found(&RULE, &alone)), [""; 0]);
    }

    #[test]
    fn who_does_not_assert_a_claim_need_not_make_it_good() {
        let keys = r#""theses": ["t"], "holders": [{ "id": "h", "name": "H" }, { "id": "o", "name": "O" }],
            "claims": [{ "id": "t", "text": "T" }, { "id": "said", "text": "S", "asserted-by": ["h"] },
              { "id": "reported", "text": "R", "commitments": [{ "holder": "o", "reported-by": "h" }] },
              { "id": "denied", "text": "D", "denied-by": ["h"] },
              { "id": "both", "text": "B", "asserted-by": ["o"], "denied-by": ["h"] }],
            "supports": [{ "from": ["said"], "to": "t" }],
            "rebuttals": [{ "from": ["reported"], "to": "t" }, { "from": ["denied"], "to": "t" },
              { "from": ["both"], "to": "t" }]"#;
        assert_eq!(messages(&found(&RULE, keys)), bearing(&["said", "both"]));
    }

    #[test]
    fn the_last_answer_left_follows_without_support() {
        let keys = r#""theses": ["t"], "claims": [{ "id": "t", "text": "T" },
              { "id": "rival", "text": "R" }, { "id": "con", "text": "C", "basis": "observed" }],
            "rebuttals": [{ "from": ["con"], "to": "rival" }],
            "questions": [{ "id": "q", "text": "Q?", "answers": ["t", "rival"], "exhaustive": true }]"#;
        assert_eq!(messages(&found(&RULE, keys)), [""; 0]);
        let open = keys.replace("true", "false");
        assert_eq!(found(&RULE, &open).len(), 1);
    }

    #[test]
    fn a_map_with_faults_is_let_be() {
        let keys = r#""theses": ["t"], "claims": [{ "id": "t", "text": "T" }],
            "supports": [{ "from": ["missing"], "to": "t" }]"#;
        assert_eq!(messages(&found(&RULE, keys)), [""; 0]);
    }
}
