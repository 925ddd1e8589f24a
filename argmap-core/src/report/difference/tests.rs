//! What is told of a difference, in each form.

use super::*;
use crate::check::{Options, check};
use crate::compare::diff::consequences::{findings, verdicts};
use crate::compare::diff::diff;
use crate::document::no_imports;
use crate::report::escape::is_hostile;
use crate::report::json::to_text;
use crate::semantics::{self, evaluate};

/// A difference in all forms.
fn told(old: &str, new: &str) -> [String; 3] {
    let [old, new] = [old, new].map(|text| crate::read("map.json", text, &mut no_imports));
    let diff = diff(&old.map, &new.map);
    let [before, after] = [&old, &new].map(|it| evaluate(&it.map, semantics::Options::default()));
    let verdicts = verdicts((&old.map, &before), (&new.map, &after), &diff.matching);
    let found = [&old, &new].map(|reading| check(reading, Options::default()));
    let changes = findings((&old, &found[0]), (&new, &found[1]), &diff.matching);
    let appeared: Vec<_> = changes.appeared.iter().map(|at| &found[1][*at]).collect();
    let disappeared: Vec<_> = changes.disappeared.iter().map(|at| &found[0][*at]).collect();
    let difference = Difference {
        old_name: "old.json",
        new_name: "new.json",
        old: &old.map,
        new: &new.map,
        diff: &diff,
        verdicts: &verdicts,
        grant: "leaves",
        findings: Some(Findings { appeared: &appeared, disappeared: &disappeared }),
    };
    let page = page(&difference);
    let text = text(&page, &|_, words| words.to_owned()) + &page.summary;
    let data = to_text(&json::Data::new(&difference));
    [text, markdown(&page, "old.json", "new.json"), data]
}

const OLD: &str = r#"{ "argmap": 1, "title": "T", "theses": ["t"],
  "groups": [{ "id": "g", "title": "Weather" }, { "id": "h", "title": "Streets" }],
  "sources": [{ "id": "s", "type": "book", "title": "Book" }],
  "holders": [{ "id": "ann", "name": "Ann" }, { "id": "bob", "name": "Bob" }],
  "claims": [
    { "id": "t", "text": "The street is wet.", "group": "h" },
    { "id": "a", "text": "It rained all night.", "group": "g",
      "commitments": [{ "holder": "ann", "source": "s", "at": "p. 1", "quote": "It rained" }, { "holder": "bob", "stance": "denies" }] },
    { "id": "b", "text": "Nobody swept the street.", "asserted-by": ["ann"] },
    { "id": "c", "text": "The gauge holds nine millimetres.", "asserted-by": ["ann"] }
  ],
  "supports": [{ "id": "i", "from": ["a", "b"], "to": "t" }, { "from": ["c"], "to": "a" }],
  "conflicts": [{ "claims": ["b", "c"], "kind": "contrary" }],
  "glossary": [{ "term": "wet", "senses": ["damp", "soaked"] }] }"#;

const NEW: &str = r#"{ "argmap": 1, "title": "T", "theses": ["t"],
  "groups": [{ "id": "g", "title": "Weather" }, { "id": "h", "title": "Streets" }],
  "sources": [{ "id": "s", "type": "book", "title": "Book" }],
  "holders": [{ "id": "ann", "name": "Ann" }, { "id": "bob", "name": "Bob" }],
  "claims": [
    { "id": "t", "text": "The street is wet.", "group": "g" },
    { "id": "rain", "text": "It rained all night.", "group": "g",
      "commitments": [{ "holder": "ann", "source": "s", "at": "p. 2", "quote": "It rained" }, { "holder": "bob", "stance": "concedes" }] },
    { "id": "c", "text": "The gauge holds ten millimetres.", "basis": "observed", "asserted-by": ["ann", "bob"] },
    { "id": "d", "text": "The gauge leaks.", "asserted-by": ["bob"] }
  ],
  "supports": [{ "id": "i", "from": ["rain"], "to": "t", "strict": true }, { "id": "j", "from": ["c"], "to": "rain" }],
  "rebuttals": [{ "from": ["d"], "to": "rain" }],
  "conflicts": [{ "claims": ["d", "c"], "kind": "contrary" }],
  "glossary": [{ "term": "wet", "senses": ["damp", "watery"] }] }"#;

#[test]
fn a_difference_is_told_by_sections() {
    let [text, ..] = told(OLD, NEW);
    let wanted = "\
The map itself
  ~ glossary:
      ~ `wet`: senses damp, soaked → damp, watery
Claims
  - `b`: Nobody swept the street.
  ~ `c`: The gauge holds [-nine-]{+ten+} millimetres.
      ~ basis: none → `observed`
      ~ commitments:
          + `bob` asserts
  + `d`: The gauge leaks.
  ~ `rain` (was `a`): It rained all night.
      ~ commitments:
          ~ `ann`: at p. 1 → p. 2
          ~ `bob`: stance `denies` → `concedes`
  ~ `t`: The street is wet.
      ~ group: `h` → `g`
Supports
  ~ support `i` of `t` from `rain`
      ~ premises: - `b`
      ~ strict: no → yes
  ~ support `j` of `rain` from `c`
      ~ id: none → `j`
Rebuttals
  + rebuttal of `rain` from `d`
Conflicts
  - contrary claims `b` and `c`
  + contrary claims `d` and `c`
Verdicts that change
  ~ `t` (thesis): undecided → accepted: The street is wet.
  ~ `rain`: undecided → accepted: It rained all night.
  ~ `c`: undecided → accepted: The gauge holds ten millimetres.
Findings
  - AM313 info: ";
    assert!(text.starts_with(wanted), "{text}");
    let summary = "the map itself: 1 key; claims: 1 added, 1 removed, 1 renamed, 1 reworded, 1 moved, \
        1 changed; steps: 1 added, 1 rewired, 1 changed; conflicts: 1 added, 1 removed; \
        verdicts: 3 changed, 1 of theses; findings: 2 new, 6 gone";
    assert!(text.ends_with(summary), "{text}");
}

#[test]
fn maps_that_mean_the_same_are_said_to() {
    let [text, markdown, data] = told(OLD, OLD);
    assert_eq!(text, "the maps mean the same");
    assert!(markdown.contains("the maps mean the same."), "{markdown}");
    assert!(data.contains("\"same\": true"), "{data}");
}

#[test]
fn a_map_can_make_nothing_but_text() {
    let hostile = "\u{1b}[31m <img src=x> [a](http://b) | `c` \u{202e} *d*\n# e -] +} @f";
    let new = OLD
        .replace("It rained all night.", &hostile.replace('\u{1b}', "\\u001b").replace('\n', "\\n"))
        .replace("\"Weather\"", &format!("\"{}\"", "</details> \\u0007"));
    let [text, markdown, data] = told(OLD, &new);
    for shown in [&text, &markdown, &data] {
        let found = shown.chars().find(|letter| is_hostile(*letter) && *letter != '\n');
        assert_eq!(found, None, "{shown}");
    }
    let ours = ["<del>", "</del>", "<ins>", "</ins>", "<!-- -->"];
    let plain = ours.iter().fold(markdown.clone(), |text, tag| text.replace(tag, ""));
    for sign in ["<", ">", "[", "]", "|"] {
        assert_eq!(
            plain.matches(sign).count(),
            plain.matches(&format!("\\{sign}")).count(),
            "{sign}: {markdown}"
        );
    }
    assert!(!markdown.contains("\n#"), "{markdown}");
    assert!(text.contains("\\u{1b}[31m"), "{text}");
    serde_json::from_str::<serde_json::Value>(&data).expect("it is JSON");
}
