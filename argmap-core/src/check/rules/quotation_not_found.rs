//! A quotation that its source's text does not contain.

use crate::check::quotations::{Near, Quoted, Reference};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

const TEXT: (&str, &str) = (
    "letter.txt",
    "To the editor\n\nThe gauge held nine millimetres this morning, and the street was wet.\n\nYours, the warden\n",
);

static RULE: Rule = Rule {
    code: "AM405",
    name: "quotation-not-found",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "the text of a source is at hand and does not contain the words quoted from it",
    why: "A quotation is checked by whoever doubts it; if the words are not there, nothing else in the map will be believed. Case, spaces, line breaks, dashes and quotation marks may differ, omissions may be marked with `…` and insertions with brackets.",
    bad: Example {
        map: r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "To the editor", "text": "letter.txt" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    {
      "id": "gauge", "text": "The gauge held 9 mm.",
      "cite": [{ "source": "letter", "at": "¶2", "quote": "The gauge held ten millimetres" }]
    }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
        files: &[TEXT],
    },
    good: Example {
        map: r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "To the editor", "text": "letter.txt" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    {
      "id": "gauge", "text": "The gauge held 9 mm.",
      "cite": [{ "source": "letter", "at": "¶2", "quote": "The gauge held nine millimetres … and the street was wet" }]
    }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
        files: &[TEXT],
    },
    source: "Scholarly practice: direct quotations are exact, and changes in them are marked (Chicago Manual of Style, 17th edition, 13.7 and 13.50).",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    for examined in context.examined() {
        match &examined.quoted {
            // Words left out with no mark of that are another rule's matter.
            Quoted::Missing(Some(Near::WithGap(_))) => {}
            Quoted::Missing(near) => {
                found.push(finding(context, &examined.reference, near.as_ref()));
            }
            _ => {}
        }
    }
}

fn finding(context: &Context, reference: &Reference, near: Option<&Near>) -> Diagnostic {
    let (part, source) = reference.names(context);
    let message = match near {
        Some(Near::WithoutFootnotes(_)) => {
            format!("the words quoted for {part} are in {source} only without its footnote digits")
        }
        _ => format!("the words quoted for {part} are not in {source}"),
    };
    let finding = reference.finding(context, &RULE, Field::Quote, message);
    let (finding, help) = match near {
        Some(Near::WithoutFootnotes(place)) => {
            let note = format!("they stand in {place}, where a footnote's digits come between");
            let help = "write the digits as the text has them, or put `…` in their place";
            (finding.severity(Severity::Warning).note(note), help)
        }
        Some(Near::Beginning(beginning, place)) => {
            let note = format!("{place} has “{beginning}”, and goes on otherwise");
            (finding.note(note), "quote the words as the text has them")
        }
        _ => {
            let help =
                "quote the words as the text has them, or name the source that does have them";
            (finding, help)
        }
    };
    finding.here("these words").help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn found(rest: &str, text: Option<&str>) -> Vec<Diagnostic> {
        let map = format!(
            r#"{{ "argmap": 1, "title": "t", "holders": [{{ "id": "h", "name": "H" }}],
              "sources": [{{ "id": "s", "type": "book", "title": "S", "text": "s.txt" }}], {rest} }}"#
        );
        let reading = crate::read("map.json", map, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let texts = |_: &str| text.map(str::to_owned);
        let found = check(&reading, Options { texts: &texts, ..Options::default() });
        found.into_iter().filter(|finding| finding.rule.code == RULE.code).collect()
    }

    const EVERYWHERE: &str = r#""claims": [
        { "id": "a", "text": "A.", "cite": [{ "source": "s", "at": "¶1", "quote": "war" }],
          "commitments": [{ "holder": "h", "source": "s", "at": "¶1", "quote": "war" }] },
        { "id": "b", "text": "B." }],
      "supports": [{ "from": ["a"], "to": "b", "source": "s", "at": "¶1", "quote": "war",
        "cite": [{ "source": "s", "at": "¶1", "quote": "war" }] }]"#;

    #[test]
    fn commitments_citations_and_steps_are_looked_at() {
        assert!(found(EVERYWHERE, Some("War.")).is_empty());
        let places: Vec<_> =
            found(EVERYWHERE, Some("Peace.")).iter().map(Diagnostic::place).collect();
        assert_eq!(places.len(), 4);
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "each at its own quotation");
    }

    #[test]
    fn a_text_that_is_not_at_hand_is_no_fault() {
        assert!(found(EVERYWHERE, None).is_empty());
    }

    #[test]
    fn a_difference_of_footnotes_is_less() {
        let cite = r#""claims": [{ "id": "a", "text": "A.",
            "cite": [{ "source": "s", "at": "¶1", "quote": "war is over" }] }]"#;
        let found = found(cite, Some("War3 is over."));
        assert_eq!(found[0].severity, Severity::Warning);
        assert!(found[0].notes[0].contains("¶1"), "{:?}", found[0].notes);
    }
}
