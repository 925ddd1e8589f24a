//! A quotation that leaves words out and does not say so.

use crate::check::quotations::{Gap, Near, Quoted, Reference};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

const TEXT: (&str, &str) = (
    "letter.txt",
    "To the editor\n\nThe gauge held almost nine millimetres this morning, and the street was wet.\n\nYours, the warden\n",
);

static RULE: Rule = Rule {
    code: "AM407",
    name: "unmarked-splice",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "the text of a source has the words quoted from it only with others between them, and no mark says that those were left out",
    why: "What is left out of a quotation may be just what its author meant, and a reader who is not told cannot ask. Omissions are marked with `…` or `[…]`; of marked ones each part is looked for by itself.",
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
      "cite": [{ "source": "letter", "at": "¶2", "quote": "The gauge held nine millimetres" }]
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
      "cite": [{ "source": "letter", "at": "¶2", "quote": "The gauge held … nine millimetres" }]
    }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
        files: &[TEXT],
    },
    source: "Scholarly practice: words left out of a quotation are marked by ellipsis points (Chicago Manual of Style, 17th edition, 13.50).",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    for examined in context.examined() {
        if let Quoted::Missing(Some(Near::WithGap(gap))) = &examined.quoted {
            found.push(finding(context, &examined.reference, gap));
        }
    }
}

fn finding(context: &Context, reference: &Reference, gap: &Gap) -> Diagnostic {
    let (part, source) = reference.names(context);
    let message = format!("the words quoted for {part} are in {source} only with others between");
    let Gap { beginning, left_out, place } = gap;
    let note = format!("{place} has “{left_out}” between “{beginning}” and the rest");
    let finding = reference.finding(context, &RULE, Field::Quote, message).here("these words");
    finding.note(note).help("put `…` where words are left out, or quote them")
}

#[cfg(test)]
mod tests {
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn codes(quote: &str) -> Vec<String> {
        let map = format!(
            r#"{{ "argmap": 1, "title": "t",
              "sources": [{{ "id": "s", "type": "book", "title": "S", "text": "s.txt" }}],
              "claims": [{{ "id": "a", "text": "A.",
                "cite": [{{ "source": "s", "at": "¶1", "quote": "{quote}" }}] }}] }}"#
        );
        let reading = crate::read("map.json", map, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let text = |_: &str| Some("The war, says he, is over. The peace is here.".to_owned());
        let found = check(&reading, Options { texts: &text, ..Options::default() });
        let found = found.iter().filter(|finding| finding.rule.code.starts_with("AM4"));
        found.map(|finding| format!("{} {:?}", finding.rule.code, finding.notes)).collect()
    }

    #[test]
    fn a_gap_is_a_splice_unless_it_is_marked() {
        let spliced = codes("the war is over");
        assert_eq!(spliced, [r#"AM407 ["¶1 has “says he” between “the war” and the rest"]"#]);
        for marked in ["the war … is over", "the war [...] is over", "the war, . . . is over"] {
            assert!(codes(marked).is_empty(), "{marked}");
        }
    }

    #[test]
    fn other_words_are_another_rules_matter() {
        assert_eq!(codes("the war is lost"), [r#"AM405 []"#]);
        assert!(codes("The war, says he, is over").is_empty());
    }
}
