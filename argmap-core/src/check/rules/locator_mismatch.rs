//! A place in a source that is not there, or has not the words quoted from it.

use crate::check::quotations::{Examined, Located, Quoted, lost_sections};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::SourceId;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// So many of a source's sections are listed.
const MOST_LISTED: usize = 12;

const TEXT: (&str, &str) = (
    "letter.txt",
    "To the editor\n\nThe gauge held nine millimetres this morning.\n\nYours, the warden\n",
);

static RULE: Rule = Rule {
    code: "AM408",
    name: "locator-mismatch",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "the words quoted stand in another section or paragraph than is said, or the source has no such place",
    why: "A place is given so that readers can look. One that leads elsewhere costs them their time and the map their trust; it is often left over from an older version of the text or of the map.",
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
      "cite": [{ "source": "letter", "at": "¶3", "quote": "The gauge held nine millimetres" }]
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
      "cite": [{ "source": "letter", "at": "¶2", "quote": "The gauge held nine millimetres" }]
    }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
        files: &[TEXT],
    },
    source: "Scholarly practice: a citation leads to the passage (Chicago Manual of Style, 17th edition, ch. 14).",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    for source in context.facts.sources().iter().filter(|source| context.is_own(**source)) {
        let lost = lost_sections(context.map, *source, context.options.texts);
        if !lost.is_empty() {
            found.push(lost_headings(context, *source, &lost));
        }
    }
    for examined in context.examined() {
        found.extend(finding(context, examined));
    }
}

/// Sections whose headings the text does not have: no place in them can be looked up.
fn lost_headings(context: &Context, source: SourceId, lost: &[usize]) -> Diagnostic {
    let sections = &context.map[source].sections;
    let names: Vec<String> =
        lost.iter().take(MOST_LISTED).map(|lost| format!("`{}`", sections[*lost].name)).collect();
    let more = if lost.len() > MOST_LISTED { " and others" } else { "" };
    let (noun, pronoun) =
        if lost.len() == 1 { ("section", "its heading") } else { ("sections", "their headings") };
    let message = format!(
        "the text of {} does not have the {noun} {}{more}",
        context.list([source]),
        names.join(", ")
    );
    let place = |number: usize| context.field(source, Field::Section(number as u32));
    let mut finding = context.finding(&RULE, source, message);
    if let Some(place) = place(lost[0]) {
        finding = finding.at(place);
    }
    finding = finding.here("no line of the text is this heading");
    for other in lost.iter().skip(1).take(MOST_LISTED - 1) {
        finding = finding.label(place(*other), "nor this one");
    }
    finding.help(format!("write {pronoun} as in the text, where a heading is a line by itself"))
}

fn finding(context: &Context, examined: &Examined) -> Option<Diagnostic> {
    let reference = &examined.reference;
    let at = reference.at?;
    let (part, source) = reference.names(context);
    let sections = &context.map[reference.source].sections;
    let (message, here) = match (&examined.located, &examined.quoted) {
        (Located::NoSection(name), _) if sections.is_empty() => {
            (format!("{source} lists no sections, and `{at}` names one"), format!("no `{name}`"))
        }
        (Located::NoSection(name), _) => {
            (format!("{source} lists no section `{name}`"), "no such section".to_owned())
        }
        (Located::NoParagraph(count), _) => {
            let section = at.split('¶').next().unwrap_or_default().trim();
            let whole = match section {
                "" => source,
                section => format!("section {section} of {source}"),
            };
            let paragraphs = if *count == 1 { "paragraph" } else { "paragraphs" };
            (format!("{whole} has {count} {paragraphs}"), "no such paragraph".to_owned())
        }
        (Located::There, Quoted::Elsewhere(places)) => {
            let message = format!(
                "the words quoted for {part} stand in {}, not in {at}",
                places.join(" and in ")
            );
            (message, "not here".to_owned())
        }
        _ => return None,
    };
    let mut finding = reference.finding(context, &RULE, Field::At, message).here(here);
    if let Some(place) = reference.quote.and_then(|_| reference.place(context, Field::Quote)) {
        finding = finding.label(place, "these words");
    }
    if matches!(examined.located, Located::NoSection(_)) && !sections.is_empty() {
        let names: Vec<&str> =
            sections.iter().take(MOST_LISTED).map(|section| &*section.name).collect();
        let more = if sections.len() > MOST_LISTED { " …" } else { "" };
        finding = finding.note(format!("its sections are {}{more}", names.join(", ")));
    }
    let help = match examined.quoted.only_place(sections) {
        Some(place) => {
            if matches!(examined.quoted, Quoted::Somewhere(_)) {
                finding = finding.note(format!("the words quoted stand in {place}"));
            }
            format!("write `\"at\": \"{place}\"`")
        }
        None if matches!(examined.located, Located::NoSection(_)) && sections.is_empty() => {
            "list the source's `sections`, or write the paragraph alone, such as `¶3`".to_owned()
        }
        None => {
            "name a place of the source: paragraphs are counted from 1 after a section's heading"
                .to_owned()
        }
    };
    Some(finding.help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn messages(source: &str, cite: &str, text: Option<&str>) -> Vec<String> {
        let map = format!(
            r#"{{ "argmap": 1, "title": "t",
              "sources": [{{ "id": "s", "type": "book", "title": "S", "text": "s.txt"{source} }}],
              "claims": [{{ "id": "a", "text": "A.", "cite": [{{ "source": "s", {cite} }}] }}] }}"#
        );
        let reading = crate::read("map.json", map, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let texts = |_: &str| text.map(str::to_owned);
        let found = check(&reading, Options { texts: &texts, ..Options::default() });
        let found = found.into_iter().filter(|finding| finding.rule.code == RULE.code);
        found.map(|finding| finding.message).collect()
    }

    const SECTIONS: &str = r#", "sections": [{ "id": "1", "heading": "One" }]"#;
    const TEXT: Option<&str> = Some("One\n\nWar.\n\nPeace.");

    #[test]
    fn places_that_are_not_there() {
        let no_paragraph = messages(SECTIONS, r#""at": "1 ¶3""#, TEXT);
        assert_eq!(no_paragraph, ["section 1 of `s` has 2 paragraphs"]);
        let no_section = messages(SECTIONS, r#""at": "2 ¶1""#, TEXT);
        assert_eq!(no_section, ["`s` lists no section `2`"]);
        let unlisted = messages("", r#""at": "2 ¶1""#, TEXT);
        assert_eq!(unlisted, ["`s` lists no sections, and `2 ¶1` names one"]);
        let from_the_top = messages("", r#""at": "¶4""#, TEXT);
        assert_eq!(from_the_top, ["`s` has 3 paragraphs"]);
    }

    #[test]
    fn the_sections_of_a_source_are_known_without_its_text() {
        assert_eq!(messages(SECTIONS, r#""at": "2 ¶1""#, None).len(), 1);
        assert!(messages(SECTIONS, r#""at": "1 ¶9""#, None).is_empty());
        assert!(messages("", r#""at": "2 ¶1""#, None).is_empty());
    }

    #[test]
    fn headings_that_the_text_does_not_have_are_named_once() {
        let lost = r#", "sections": [{ "id": "1", "heading": "Eins" }]"#;
        let found = messages(lost, r#""at": "1 ¶3", "quote": "war""#, TEXT);
        assert_eq!(found, ["the text of `s` does not have the section `1`"]);
    }

    #[test]
    fn all_places_of_the_words_are_named() {
        let text = Some("One\n\nWar.\n\nPeace.\n\nWar.");
        let found = messages(SECTIONS, r#""at": "1 ¶2", "quote": "war""#, text);
        assert_eq!(found, ["the words quoted for `a` stand in 1 ¶1 and in 1 ¶3, not in 1 ¶2"]);
        assert!(messages(SECTIONS, r#""at": "1 ¶2-3", "quote": "war""#, text).is_empty());
        assert!(messages(SECTIONS, r#""at": "1", "quote": "war""#, text).is_empty());
    }

    #[test]
    fn other_locators_are_left_alone() {
        assert!(messages(SECTIONS, r#""at": "p. 12", "quote": "war""#, TEXT).is_empty());
        assert!(messages(SECTIONS, r#""at": "¶2", "quote": "war""#, TEXT).is_empty());
    }
}
