//! A fact that rests on second-hand sources alone.

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{CitationRole, ClaimKind};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM409",
    name: "secondary-only",
    severity: Severity::Warning,
    tier: Tier::Pedantic,
    confidence: Confidence::High,
    summary: "a claim of kind `fact` rests on nothing but citations with the role `secondary`",
    why: "Who reports what others witnessed may have misread them, and a mistake once printed is copied. A fact that matters is looked up where it was first recorded.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "paper", "type": "article-newspaper", "title": "The weather" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    {
      "id": "gauge", "text": "The gauge held 9 mm.", "kind": "fact",
      "cite": [{ "source": "paper", "at": "p. 1", "role": "secondary" }]
    },
    { "id": "emptied", "text": "The gauge was emptied the evening before.", "basis": "observed" },
    { "id": "dew", "text": "Dew fell in the night.", "basis": "observed" },
    { "id": "little", "text": "Dew fills no gauge.", "basis": "common-ground" }
  ],
  "supports": [{ "id": "fell", "from": ["gauge", "emptied"], "to": "rain" }],
  "undercuts": [
    { "id": "of-dew", "from": ["dew"], "to": "fell" },
    { "from": ["little"], "to": "of-dew" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [
    { "id": "paper", "type": "article-newspaper", "title": "The weather" },
    { "id": "log", "type": "report", "title": "Log of the weather station" }
  ],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    {
      "id": "gauge", "text": "The gauge held 9 mm.", "kind": "fact",
      "cite": [
        { "source": "paper", "at": "p. 1", "role": "secondary" },
        { "source": "log", "at": "p. 14", "role": "primary" }
      ]
    },
    { "id": "emptied", "text": "The gauge was emptied the evening before.", "basis": "observed" },
    { "id": "dew", "text": "Dew fell in the night.", "basis": "observed" },
    { "id": "little", "text": "Dew fills no gauge.", "basis": "common-ground" }
  ],
  "supports": [{ "id": "fell", "from": ["gauge", "emptied"], "to": "rain" }],
  "undercuts": [
    { "id": "of-dew", "from": ["dew"], "to": "fell" },
    { "from": ["little"], "to": "of-dew" }
  ]
}"#,
    ),
    source: "On primary and secondary sources M. Howell and W. Prevenier, From Reliable Sources, 2001, ch. 1; W. Booth et al., The Craft of Research, 4th edition, 2016, ch. 5.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if context.facts.sources().is_empty() || !context.is_complete() {
        return;
    }
    let map = context.map;
    for claim in context.facts.claims().iter().copied() {
        let weight = &map[claim];
        let is_leaf = weight.basis.is_none()
            && weight.same_as.is_empty()
            && context.facts.supports(claim).is_empty();
        if weight.kind != Some(ClaimKind::Fact) || !is_leaf || !context.is_own(claim) {
            continue;
        }
        let citations = map.citations(claim);
        let secondary = |role| role == Some(CitationRole::Secondary);
        if citations.is_empty() || citations.iter().any(|(_, cite)| !secondary(cite.role)) {
            continue;
        }
        let mut sources: Vec<_> = citations.iter().map(|(_, cite)| cite.passage.source).collect();
        sources.sort_unstable();
        sources.dedup();
        let (name, list) = (context.claim(claim), context.list(sources.iter().copied()));
        let message = match sources.len() {
            1 => {
                format!("{name} is stated as a fact and rests on a secondary source, {list}, alone")
            }
            _ => format!("{name} is stated as a fact and rests on secondary sources alone: {list}"),
        };
        let place = |at: usize| context.edge(citations[at].0, Field::Source);
        let mut finding =
            context.finding(&RULE, claim, message).at(place(0)).here("at second hand");
        finding.about.extend(sources.iter().filter_map(|source| map.name(*source)));
        for at in 1..citations.len() {
            finding = finding.label(place(at), "likewise");
        }
        found.push(finding.help("cite what these sources themselves rely on, and read it"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::{found, messages};

    fn of_claim(fields: &str) -> Vec<Diagnostic> {
        found(
            &RULE,
            &format!(
                r#""sources": [{{ "id": "s", "title": "S", "type": "book" }},
                  {{ "id": "u", "title": "U", "type": "book" }}],
                "claims": [{{ "id": "a", "text": "A.", {fields} }}, {{ "id": "b", "text": "B." }}]"#
            ),
        )
    }

    const SECONDARY: &str = r#""cite": [{ "source": "s", "at": "1", "role": "secondary" },
        { "source": "u", "at": "1", "role": "secondary" }]"#;

    #[test]
    fn all_citations_are_secondary() {
        let found = of_claim(&format!(r#""kind": "fact", {SECONDARY}"#));
        assert_eq!(
            messages(&found),
            ["`a` is stated as a fact and rests on secondary sources alone: `s` and `u`"]
        );
        assert_eq!(found[0].labels.len(), 2);
    }

    #[test]
    fn anything_else_to_rest_on_is_enough() {
        for more in ["primary", "opinion"] {
            let one = SECONDARY.replacen("secondary", more, 1);
            assert!(of_claim(&format!(r#""kind": "fact", {one}"#)).is_empty(), "{more}");
        }
        let unmarked = SECONDARY.replacen(r#", "role": "secondary""#, "", 1);
        assert!(of_claim(&format!(r#""kind": "fact", {unmarked}"#)).is_empty());
        assert!(of_claim(&format!(r#""kind": "value", {SECONDARY}"#)).is_empty());
        assert!(
            of_claim(&format!(r#""kind": "fact", "basis": "observed", {SECONDARY}"#)).is_empty()
        );
        assert!(of_claim(r#""kind": "fact""#).is_empty());
        let map = format!(
            r#""sources": [{{ "id": "s", "title": "S", "type": "book" }},
              {{ "id": "u", "title": "U", "type": "book" }}],
            "claims": [{{ "id": "a", "text": "A.", "kind": "fact", {SECONDARY} }},
              {{ "id": "c", "text": "C." }}],
            "supports": [{{ "from": ["c"], "to": "a" }}]"#
        );
        assert!(found(&RULE, &map).is_empty());
    }
}
