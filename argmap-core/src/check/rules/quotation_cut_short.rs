//! A quotation that ends where its sentence turns.

use rustc_hash::FxHashMap;

use crate::check::english::{is_english, is_english_tag};
use crate::check::quotations::{Examined, Turn};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::SourceId;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

const TEXT: (&str, &str) = (
    "letter.txt",
    "To the editor\n\nThe gauge held nine millimetres this morning, but it may have been filled by hand.\n\nYours, the warden\n",
);

static RULE: Rule = Rule {
    code: "AM406",
    name: "quotation-cut-short",
    severity: Severity::Info,
    tier: Tier::Pedantic,
    confidence: Confidence::Medium,
    summary: "the sentence quoted goes on, right after the words quoted, with a word such as but, although or except",
    why: "Half a sentence may say what the whole takes back. Whoever quotes the first half answers for the second: it belongs in the quotation, in a claim of its own, or marked as left out with `…`. Only English texts are looked at.",
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
      "cite": [{ "source": "letter", "at": "¶2", "quote": "The gauge held nine millimetres this morning" }]
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
      "cite": [{ "source": "letter", "at": "¶2", "quote": "The gauge held nine millimetres this morning, but it may have been filled" }]
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
        files: &[TEXT],
    },
    source: "Quoting out of context: M. McGlone, Contextomy: the art of quoting out of context, Media, Culture and Society 27 (2005); D. Walton and F. Macagno, Wrenching from context, Argumentation 24 (2010).",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !is_english(context.map) {
        return;
    }
    if context.examined().iter().all(|examined| examined.turn.is_none()) {
        return;
    }
    let quoted = Quoted::of(context.examined());
    for examined in context.examined() {
        let source = examined.reference.source;
        let language = context.map[source].further.iter().find(|(key, _)| &**key == "language");
        let language = language.and_then(|(_, tag)| tag.as_str());
        let foreign = language.is_some_and(|tag| !is_english_tag(tag));
        if let Some(turn) = &examined.turn
            && !foreign
            && !quoted.reaches(source, turn)
        {
            found.push(finding(context, examined, turn));
        }
    }
}

/// For each source where quotations from it start, in order, and how far those up to there reach.
struct Quoted(FxHashMap<SourceId, Vec<(usize, usize)>>);

impl Quoted {
    fn of(all: &[Examined]) -> Quoted {
        let mut found: FxHashMap<SourceId, Vec<(usize, usize)>> = FxHashMap::default();
        for examined in all {
            if let Some(bytes) = &examined.bytes {
                let of_source = found.entry(examined.reference.source).or_default();
                of_source.push((bytes.start, bytes.end));
            }
        }
        for bytes in found.values_mut() {
            bytes.sort_unstable();
            let mut reached = 0;
            for (_, end) in bytes {
                reached = reached.max(*end);
                *end = reached;
            }
        }
        Quoted(found)
    }

    /// Whether the rest of a sentence is quoted elsewhere, in whole or part.
    fn reaches(&self, source: SourceId, turn: &Turn) -> bool {
        let Some(bytes) = self.0.get(&source) else { return false };
        let before = bytes.partition_point(|(start, _)| *start < turn.rest.end);
        before > 0 && bytes[before - 1].1 > turn.rest.start
    }
}

fn finding(context: &Context, examined: &Examined, turn: &Turn) -> Diagnostic {
    let reference = &examined.reference;
    let (part, source) = reference.names(context);
    let word = turn.words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let message = format!("the sentence quoted for {part} goes on with “{word}” in {source}");
    let finding = reference.finding(context, &RULE, Field::Quote, message).here("ends here");
    finding
        .note(format!("it goes on: “{}”", turn.words))
        .help("quote the rest, give it a claim, or end with `…` if it changes nothing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn found(top: &str, source: &str, more: &str) -> Vec<Diagnostic> {
        let map = format!(
            r#"{{ "argmap": 1, "title": "t"{top},
              "sources": [{{ "id": "s", "type": "book", "title": "S", "text": "s.txt"{source} }}],
              "claims": [{{ "id": "a", "text": "A.",
                "cite": [{{ "source": "s", "at": "¶1", "quote": "all power is lost" }}] }}{more}] }}"#
        );
        let reading = crate::read("map.json", map, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let text = |_: &str| Some("All power is lost, but not for ever. Not yet.".to_owned());
        let options = Options { texts: &text, tier: RULE.tier, ..Options::default() };
        let found = check(&reading, options).into_iter();
        found.filter(|finding| finding.rule.code == RULE.code).collect()
    }

    #[test]
    fn the_turn_is_shown() {
        let found = found("", "", "");
        assert_eq!(found[0].message, "the sentence quoted for `a` goes on with “but” in `s`");
        assert_eq!(found[0].notes, ["it goes on: “but not for ever”"]);
    }

    #[test]
    fn other_languages_are_left_alone() {
        assert_eq!(found(r#", "language": "en-GB""#, "", "").len(), 1);
        assert!(found(r#", "language": "de""#, "", "").is_empty());
        assert!(found("", r#", "language": "de""#, "").is_empty());
    }

    #[test]
    fn a_rest_that_is_quoted_too_is_not_cut_off() {
        let quoting = |words: &str| {
            format!(
                r#", {{ "id": "b", "text": "B.",
                  "cite": [{{ "source": "s", "at": "¶1", "quote": "{words}" }}] }}"#
            )
        };
        assert!(found("", "", &quoting("but not for ever")).is_empty());
        assert!(found("", "", &quoting("is lost, but not")).is_empty());
        assert_eq!(found("", "", &quoting("not yet")).len(), 1);
    }
}
