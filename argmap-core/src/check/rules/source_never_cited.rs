//! A source that nothing refers to.

use rustc_hash::FxHashSet;

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{Edge, SourceId};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM401",
    name: "source-never-cited",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a source is listed, and nothing in the map refers to it",
    why: "A list of sources tells the reader what the map rests on. A source that no claim, step or stand refers to promises more than the map gives; often the reference to it was forgotten.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [
    { "id": "log", "type": "report", "title": "Log of the weather station" },
    { "id": "almanac", "type": "book", "title": "The farmer's almanac" }
  ],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "gauge", "text": "The gauge held 9 mm.", "cite": [{ "source": "log", "at": "p. 14" }] }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [
    { "id": "log", "type": "report", "title": "Log of the weather station" },
    { "id": "almanac", "type": "book", "title": "The farmer's almanac" }
  ],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "gauge", "text": "The gauge held 9 mm.", "cite": [{ "source": "log", "at": "p. 14" }] },
    {
      "id": "saints", "text": "It rains on most nights of late November.",
      "cite": [{ "source": "almanac", "at": "p. 3" }]
    }
  ],
  "supports": [
    { "from": ["gauge"], "to": "rain" },
    { "from": ["saints"], "to": "rain" }
  ]
}"#,
    ),
    source: "Scholarly practice: a list of references holds what is cited (Chicago Manual of Style, 17th edition, ch. 15).",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    // A file with nothing but sources is there for others to import.
    let facts = &context.facts;
    let argues = facts.claims().iter().any(|id| context.is_own(*id))
        || facts.steps().iter().any(|step| context.is_own(step.id));
    if !context.is_complete() || !argues || facts.sources().is_empty() {
        return;
    }
    let mut used: FxHashSet<SourceId> = map.reading_of.into_iter().collect();
    used.extend(facts.sources().iter().filter_map(|source| map[*source].via));
    used.extend(map.graph().edge_weights().filter_map(|edge| match edge {
        Edge::Commits(commitment) => commitment.source,
        Edge::Cites(citation) => Some(citation.passage.source),
        _ => None,
    }));
    let passages = map.inferences().filter_map(|(_, inference)| inference.passage.as_deref());
    used.extend(passages.map(|passage| passage.source));
    for id in facts.sources().iter().copied() {
        if !context.is_own(id) || !context.origins.is_whole(id) || used.contains(&id) {
            continue;
        }
        let message = format!("{} is never cited", context.list([id]));
        let help = "cite it where the map rests on it, or take it off the list";
        found.push(context.finding(&RULE, id, message).here("nothing refers to it").help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn sources_found(fields: &str) -> Vec<String> {
        let map = format!(
            r#"{{ "argmap": 1, "title": "t", "sources": [
                {{ "id": "s", "type": "book", "title": "S" }},
                {{ "id": "copy", "type": "book", "title": "C", "via": "s" }}], {fields} }}"#
        );
        let reading = crate::read("map.json", map, &mut no_imports);
        let found = check(&reading, Options::default());
        let found = found.into_iter().filter(|finding| finding.rule.code == RULE.code);
        found.flat_map(|finding| finding.about).collect()
    }

    const STEP: &str = r#""claims": [{ "id": "a", "text": "A." }, { "id": "b", "text": "B." }]"#;

    #[test]
    fn every_way_of_use_counts() {
        assert_eq!(sources_found(STEP), ["copy"]);
        assert!(sources_found(&format!(r#"{STEP}, "reading-of": "copy""#)).is_empty());
        let drawn = r#""supports": [{ "from": ["a"], "to": "b", "source": "copy", "at": "3" }]"#;
        assert!(sources_found(&format!("{STEP}, {drawn}")).is_empty());
    }

    #[test]
    fn a_list_of_sources_to_import_is_not_scolded() {
        assert!(sources_found(r#""claims": []"#).is_empty());
    }

    #[test]
    fn nothing_is_said_where_the_text_has_faults() {
        let faulty = r#""supports": [{ "from": ["a"], "to": "lost", "source": "copy" }]"#;
        assert!(sources_found(&format!("{STEP}, {faulty}")).is_empty());
    }
}
