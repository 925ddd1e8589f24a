//! A source cited for what its own author asserts.

use petgraph::graph::{EdgeIndex, NodeIndex};

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, HolderId, Stance};
use crate::semantics::evidence::own_words;
use crate::text::Place;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM415",
    name: "own-word-as-evidence",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a source written by one who asserts the claim is cited as evidence for it and not marked primary",
    why: "That someone says a thing, in however many places, is no reason to believe it: the place shows who says so. Where the source is itself a witness, as a log is, or the very thing that the claim is about, it is evidence and is marked so.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "To the editor", "by": ["warden"] }],
  "holders": [{ "id": "warden", "name": "The warden" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    {
      "id": "gauge", "text": "The gauge held 9 mm.", "basis": "observed",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }],
      "cite": [{ "source": "letter", "at": "p. 1" }]
    }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "To the editor", "by": ["warden"] }],
  "holders": [{ "id": "warden", "name": "The warden" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    {
      "id": "gauge", "text": "The gauge held 9 mm.", "basis": "observed",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }]
    }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
    ),
    source: "To offer a party's assertion as proof of what it asserts begs the question: D. Walton, Informal Logic, 2nd edition, 2008, ch. 2; on primary sources M. Howell and W. Prevenier, From Reliable Sources, 2001, ch. 1.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if context.facts.holders().is_empty() {
        return;
    }
    for (edge, writer) in own_words(context.map) {
        let Some((source, part)) = context.map.graph().edge_endpoints(edge) else { continue };
        if context.is_own(part) {
            found.push(finding(context, edge, source, part, writer));
        }
    }
}

fn finding(
    context: &Context,
    edge: EdgeIndex,
    source: NodeIndex,
    part: NodeIndex,
    writer: HolderId,
) -> Diagnostic {
    let name = context.list([writer]);
    let (says, said) = match context.map.as_claim(part) {
        Some(claim) => ("asserts", assertion(context, claim, writer)),
        None => ("draws", context.field(part, Field::By)),
    };
    let message = format!(
        "{} is cited as evidence for {}, and was written by {name}, who {says} it",
        context.list([source]),
        context.list([part]),
    );
    let mut finding = context.finding(&RULE, part, message).at(context.edge(edge, Field::Source));
    finding.about.extend(context.map.name(source));
    finding = finding.here("the author's own word");
    if said.is_some() {
        finding = finding.label(said, format!("{name} {says} it"));
    }
    let stand = if says == "asserts" { "the stand" } else { "the step" };
    finding.help(format!(
        "give it as the `source` of {stand} instead; or add `\"role\": \"primary\"` if it is a witness, or what is spoken of"
    ))
}

/// Where the holder asserts the claim.
fn assertion(context: &Context, claim: ClaimId, writer: HolderId) -> Option<Place> {
    let stands = context.map.commitments(claim);
    let mut own = stands.iter().filter(|(_, holder, commitment)| {
        *holder == writer && commitment.stance == Stance::Asserts
    });
    own.next().and_then(|(edge, ..)| context.edge(*edge, Field::Holder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn messages(claim: &str, step: &str) -> Vec<String> {
        let map = format!(
            r#"{{ "argmap": 1, "title": "t",
              "holders": [{{ "id": "h", "name": "H" }}, {{ "id": "g", "name": "G", "members": ["h"] }}],
              "sources": [{{ "id": "s", "type": "book", "title": "S", "by": ["h"] }}],
              "claims": [{{ "id": "a", "text": "A."{claim} }}, {{ "id": "b", "text": "B." }}],
              "supports": [{{ "id": "step", "from": ["a"], "to": "b"{step} }}] }}"#
        );
        let reading = crate::read("map.json", map, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let found = check(&reading, Options::default());
        let found = found.into_iter().filter(|finding| finding.rule.code == RULE.code);
        found.map(|finding| finding.message).collect()
    }

    const CITE: &str = r#", "cite": [{ "source": "s", "at": "1" }]"#;

    #[test]
    fn only_those_who_assert_are_meant() {
        let said = messages(&format!(r#"{CITE}, "asserted-by": ["h"]"#), "");
        assert_eq!(
            said,
            ["`s` is cited as evidence for `a`, and was written by `h`, who asserts it"]
        );
        for other in [r#""denied-by": ["h"]"#, r#""conceded-by": ["h"]"#, r#""asserted-by": ["g"]"#]
        {
            assert!(messages(&format!("{CITE}, {other}"), "").is_empty(), "{other}");
        }
        let retracted =
            r#", "commitments": [{ "holder": "h" }, { "holder": "h", "stance": "retracts" }]"#;
        assert!(messages(&format!("{CITE}{retracted}"), "").is_empty());
    }

    #[test]
    fn a_primary_source_is_a_witness() {
        let primary = r#", "cite": [{ "source": "s", "at": "1", "role": "primary" }]"#;
        assert!(messages(&format!(r#"{primary}, "asserted-by": ["h"]"#), "").is_empty());
        let opinion = r#", "cite": [{ "source": "s", "at": "1", "role": "opinion" }]"#;
        assert_eq!(messages(&format!(r#"{opinion}, "asserted-by": ["h"]"#), "").len(), 1);
    }

    #[test]
    fn steps_are_drawn() {
        let drawn = messages("", &format!(r#"{CITE}, "by": "h""#));
        let wanted = "`s` is cited as evidence for `step`, and was written by `h`, who draws it";
        assert_eq!(drawn, [wanted]);
        assert!(messages("", CITE).is_empty());
    }
}
