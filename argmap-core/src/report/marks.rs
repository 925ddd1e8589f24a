//! Findings as pictures tell of them.

use petgraph::graph::NodeIndex;

use crate::diagnostic::Diagnostic;
use crate::document::Reading;
use crate::model::Node;
use crate::render::Mark;

/// A mark of each finding on each claim, step, question and conflict that it names, in the order of
/// the findings; on the first part that it names if that is none of these. What names no part has
/// no mark.
pub fn marks(reading: &Reading, findings: &[Diagnostic]) -> Vec<Mark> {
    findings.iter().flat_map(|finding| of_finding(reading, finding)).collect()
}

fn of_finding(reading: &Reading, finding: &Diagnostic) -> Vec<Mark> {
    let map = &reading.map;
    let mut parts: Vec<NodeIndex> = Vec::new();
    for part in finding.about.iter().filter_map(|name| map.find(name)) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let first = parts.first().copied();
    parts.retain(|part| {
        matches!(
            map.node(*part),
            Node::Claim(_) | Node::Inference(_) | Node::Question(_) | Node::Conflict(_)
        )
    });
    if parts.is_empty() {
        parts.extend(first);
    }
    let place = finding.place().map(|place| {
        let file = reading.file(place);
        let at = file.position(place.span.start);
        format!("{}:{}:{}", file.name(), at.line, at.column)
    });
    let mark = |part| Mark {
        part,
        code: finding.rule.code,
        severity: finding.severity,
        message: finding.message.clone(),
        help: finding.help.as_deref().map(str::to_owned),
        place: place.clone().unwrap_or_default(),
    };
    parts.into_iter().map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    #[test]
    fn findings_mark_the_parts_that_they_name() {
        let text = r#"{ "argmap": 1, "title": "Rain", "theses": ["rain"],
            "claims": [{ "id": "rain", "text": "It rained." }, { "id": "wet", "text": "It is wet." }],
            "supports": [{ "from": ["wet"], "to": "rain" }] }"#;
        let reading = crate::read("rain.json", text, &mut no_imports);
        let findings = check(&reading, Options::default());
        let marks = marks(&reading, &findings);
        let wet = reading.map.find("wet").unwrap();
        let mark = marks.iter().find(|mark| mark.part == wet).unwrap();
        let finding = findings.iter().find(|finding| finding.about == ["wet"]).unwrap();
        assert_eq!((mark.code, &mark.message), (finding.rule.code, &finding.message));
        assert!(mark.place.starts_with("rain.json:2:"), "{}", mark.place);
        // One that names nothing marks nothing.
        let nameless = Diagnostic { about: Vec::new(), ..finding.clone() };
        assert!(super::marks(&reading, &[nameless]).is_empty());
    }
}
