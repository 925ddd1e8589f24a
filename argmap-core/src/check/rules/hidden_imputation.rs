//! A claim of a reading that is neither tied to a source nor marked as the analyst's.

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{ClaimId, Edge, SourceId, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

pub(super) static RULE: Rule = Rule {
    code: "AM413",
    name: "hidden-imputation",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "in a map that declares itself the reading of a source, a claim has neither a place in a source nor the mark `imputed`",
    why: "Readers of such a map take every claim for the text's. What the analyst adds, a premise left unsaid or a rival answer, may well be right, but it is the analyst's, and only the mark tells the two apart.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Reading the letter",
  "reading-of": "letter",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "To the editor", "by": ["warden"] }],
  "holders": [{ "id": "warden", "name": "The warden" }],
  "claims": [
    {
      "id": "rain", "text": "It rained last night.",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }]
    },
    {
      "id": "gauge", "text": "The gauge held 9 mm.", "basis": "observed",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }]
    },
    { "id": "emptied", "text": "The gauge had been emptied.", "basis": "assumed" }
  ],
  "supports": [{ "from": ["gauge", "emptied"], "to": "rain" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Reading the letter",
  "reading-of": "letter",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "To the editor", "by": ["warden"] }],
  "holders": [{ "id": "warden", "name": "The warden" }],
  "claims": [
    {
      "id": "rain", "text": "It rained last night.",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }]
    },
    {
      "id": "gauge", "text": "The gauge held 9 mm.", "basis": "observed",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }]
    },
    { "id": "emptied", "text": "The gauge had been emptied.", "basis": "assumed", "imputed": true }
  ],
  "supports": [{ "from": ["gauge", "emptied"], "to": "rain" }]
}"#,
    ),
    source: "Editorial practice: what an editor supplies is marked, as by square brackets; on reconstructing unstated premises T. Govier, A Practical Study of Argument, 7th edition, 2010, ch. 2.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let Some(reading) = context.map.reading_of else { return };
    for claim in hidden(context) {
        found.push(finding(context, claim, reading));
    }
}

/// The claims of the root file that the rule means; linear in the size of the map.
pub(super) fn hidden(context: &Context) -> Vec<ClaimId> {
    let map = context.map;
    if map.reading_of.is_none() || !context.is_complete() {
        return Vec::new();
    }
    let mut told = vec![false; map.node_count()];
    for edge in map.graph().raw_edges() {
        told[edge.target().index()] |= match &edge.weight {
            Edge::Commits(stand) => stand.source.is_some() || stand.imputed,
            Edge::Cites(_) => true,
            _ => false,
        };
    }
    for step in context.facts.steps() {
        let weight = &map[step.id];
        // Where a step is drawn, there its claims are spoken of; an imputed one is the analyst's.
        if weight.passage.is_some() && !weight.imputed {
            for claim in context.facts.premises(step) {
                told[claim.index()] = true;
            }
            if let Target::Claim(claim) = step.target {
                told[claim.index()] = true;
            }
        }
    }
    for claim in context.facts.repeating() {
        for other in map[*claim].same_as.iter().map(|same| same.other) {
            let either = told[claim.index()] || told[other.index()];
            told[claim.index()] |= either || !context.is_own(other);
            told[other.index()] |= either;
        }
    }
    let claims = context.facts.claims().iter().copied();
    let hidden = claims
        .filter(|claim| context.is_own(*claim) && !told[claim.index()] && !map[*claim].imputed);
    hidden.collect()
}

fn finding(context: &Context, claim: ClaimId, reading: SourceId) -> Diagnostic {
    let source = context.list([reading]);
    let name = context.claim(claim);
    let message = format!(
        "this map is a reading of {source}, and {name} has no place in a source and no mark `imputed`"
    );
    let help = "say who says so and where, in a commitment with `source` and `at`; or add `\"imputed\": true` if the source does not say it";
    context.finding(&RULE, claim, message).here("whose is it?").help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::{found, found_with, messages};

    const HEAD: &str = r#""reading-of": "s", "imports": [{ "as": "o", "path": "other.json" }],
        "sources": [{ "id": "s", "title": "S", "type": "webpage" }],
        "holders": [{ "id": "h", "name": "H" }]"#;

    fn hidden(rest: &str) -> usize {
        found(&RULE, &format!("{HEAD}, {rest}")).len()
    }

    #[test]
    fn claims_with_neither_place_nor_mark_are_found() {
        let claims = r#""claims": [{ "id": "a", "text": "A." },
            { "id": "b", "text": "B.", "asserted-by": ["h"], "basis": "assumed" }]"#;
        let found = found(&RULE, &format!("{HEAD}, {claims}"));
        let wanted = ["a", "b"].map(|name| {
            format!("this map is a reading of `s`, and `{name}` has no place in a source and no mark `imputed`")
        });
        assert_eq!(messages(&found), wanted);
    }

    #[test]
    fn places_and_marks_tell() {
        for told in [
            r#""imputed": true"#,
            r#""cite": [{ "source": "s" }]"#,
            r#""commitments": [{ "holder": "h", "source": "s" }]"#,
            r#""commitments": [{ "holder": "h", "imputed": true }]"#,
            r#""same-as": ["o/x"]"#,
        ] {
            let claims = format!(r#""claims": [{{ "id": "a", "text": "A.", {told} }}]"#);
            assert_eq!(hidden(&claims), 0, "{told}");
        }
    }

    #[test]
    fn a_step_that_is_drawn_in_the_source_tells_of_its_claims() {
        let step = |more: &str| {
            hidden(&format!(
                r#""claims": [{{ "id": "a", "text": "A." }}, {{ "id": "b", "text": "B." }},
                  {{ "id": "c", "text": "C." }}],
                "supports": [{{ "from": ["a"], "to": "b", "warrant": "c", "source": "s"{more} }}]"#
            ))
        };
        assert_eq!(step(""), 1, "what licenses a step may be left unsaid");
        assert_eq!(step(r#", "imputed": true"#), 3);
    }

    #[test]
    fn only_readings_and_only_their_own_claims() {
        let claims = r#""claims": [{ "id": "a", "text": "A." }]"#;
        assert!(found(&RULE, claims).is_empty());
        assert!(found_with(&RULE, HEAD, claims).is_empty());
        let lost = r#""claims": [{ "id": "a", "text": "A.", "cite": [{ "source": "gone" }] }]"#;
        assert_eq!(hidden(lost), 0, "its place was lost");
    }
}
