//! Fixes: which rules have them, what each does, and that they change nothing else.

mod support;

use argmap_core::check::{self, Options, catalogue};
use argmap_core::diagnostic::{Diagnostic, Severity};
use argmap_core::document::{Reading, no_imports};
use argmap_core::fixes::{FIXABLE, Fixed, fix, fixable};
use argmap_core::formats::native::{format, write};
use proptest::prelude::*;
use support::faults::{self, tokens};
use support::random;

fn read(text: &str) -> Reading {
    argmap_core::read("map.json", text, &mut no_imports)
}

fn find(reading: &Reading) -> Vec<Diagnostic> {
    check::check(reading, Options::default())
}

fn mend(text: &str) -> Fixed {
    fix("map.json", text, &mut no_imports, &find)
}

/// Faults with their fixes: the rule, a faulty text and the mended one.
const CASES: &[(&str, &str, &str)] = &[
    ("AM001", r#""theses": ["rian"]"#, r#""theses": ["rain"]"#),
    (
        "AM001",
        r#""undercuts": [{ "from": ["wet"], "to": "stpe" }]"#,
        r#""undercuts": [{ "from": ["wet"], "to": "step" }]"#,
    ),
    ("AM003", r#""thesis": ["rain"]"#, r#""theses": ["rain"]"#),
    (
        "AM003",
        r#""groups": [{ "id": "g", "title": "G", "notee": "N" }]"#,
        r#""groups": [{ "id": "g", "title": "G", "note": "N" }]"#,
    ),
    (
        "AM003",
        r#""sources": [{ "id": "s", "type": "book", "title": "B", "publsher": "P" }]"#,
        r#""sources": [{ "id": "s", "type": "book", "title": "B", "publisher": "P" }]"#,
    ),
    (
        "AM006",
        r#""rebuttals": [{ "from": ["wet", "rain", "wet", /* w */ "wet"], "to": "rain" }]"#,
        r#""rebuttals": [{ "from": ["wet", "rain"  /* w */ ], "to": "rain" }]"#,
    ),
    (
        "AM006",
        "\"rebuttals\": [\n  { \"from\": [\"wet\"], \"to\": \"rain\" },\n  { \"from\": [\"wet\"], \"to\": \"rain\" }\n]",
        "\"rebuttals\": [\n  { \"from\": [\"wet\"], \"to\": \"rain\" }\n]",
    ),
    (
        "AM015",
        r#""holders": [{ "id": "h", "name": "H", "kind": "persn" }]"#,
        r#""holders": [{ "id": "h", "name": "H", "kind": "person" }]"#,
    ),
    (
        "AM018",
        r#""groups": [{ "id": "g", "title": "G", "title": "G", "note": "N" }]"#,
        r#""groups": [{ "id": "g", "title": "G", "note": "N" }]"#,
    ),
    ("AM018", r#""language": "en", "language": "en""#, r#""language": "en""#),
    (
        "AM706",
        r#""allow": [{ "rule": "AM307", "reason": "R" }, { "rule": "self-attack", "reason": "S" }]"#,
        r#""allow": []"#,
    ),
    (
        "AM706",
        r#""theses": ["rain"], "allow": [{ "rule": "AM101", "at": ["wet", "rain", "step"], "reason": "R" }]"#,
        r#""theses": ["rain"], "allow": [{ "rule": "AM101", "at": ["wet"], "reason": "R" }]"#,
    ),
];

/// Faults that look alike and are left to the reader.
const LEFT: &[&str] = &[
    // Two names are as near, or the near one is of another kind or a number.
    r#""holders": [{ "id": "wets", "name": "W" }, { "id": "wits", "name": "W" }],
       "theses": ["wits-end", "weather/rain"],
       "groups": [{ "id": "wat1", "title": "G", "in": "wat2" }],
       "questions": [{ "id": "q", "text": "Q", "by": "wots", "answers": ["wet", "rain"] },
       { "id": "r", "text": "Q", "by": "wats", "answers": ["wet", "rain"] }]"#,
    // What is meant may be what a fault hides, or what could not be read.
    r#""theses": ["rian"], "colour": [{ "id": "rian" }]"#,
    r#""theses": ["rian"], "claims": [{ "id": "rian", "text": "R" }]"#,
    // The key is there, or two are like it, or the value would not fit.
    r#""groups": [{ "id": "g", "title": "G", "titl": "H" }]"#,
    r#""groups": [{ "id": "g", "titlee": "G", "titl": "H" }]"#,
    r#""languag": 5"#,
    r#""holders": [{ "id": "h", "name": "H", "kind": "squad" }]"#,
    r#""language": "en", "language": "de""#,
    r#""language": "en", "language": /* why */ "en""#,
    r#""allow": [{ "rule": "self-atack", "reason": "R" }]"#,
];

/// A map with some more keys.
fn map(keys: &str) -> String {
    format!(
        r#"{{
  "argmap": 1, "title": "T",
  "claims": [{{ "id": "rain", "text": "It rained." }}, {{ "id": "wet", "text": "It is wet." }}],
  "supports": [{{ "id": "step", "from": ["wet"], "to": "rain" }}],
  {keys}
}}
"#
    )
}

#[test]
fn every_fix_mends_its_fault_and_nothing_else() {
    for (code, faulty, mended) in CASES {
        let fixed = mend(&map(faulty));
        assert_eq!(fixed.text, map(mended), "{code}");
        assert!(fixed.counts.contains_key(code), "{code} {faulty}: {fixed:?}");
        assert!(fixed.is_finished && fixed.held_back.is_empty(), "{fixed:?}");
        let again = mend(&fixed.text);
        assert!(again.counts.is_empty() && again.text == fixed.text, "{code}: {again:?}");
    }
}

#[test]
fn what_is_not_certain_is_left() {
    for faulty in LEFT {
        let text = map(faulty);
        let fixed = mend(&text);
        assert_eq!((fixed.text, fixed.counts.len()), (text, 0), "{faulty}");
    }
}

#[test]
fn what_would_change_more_is_held_back() {
    let fixed = mend(&map(r#""languag": 5"#));
    let held = "AM003 the map has no key `languag`: the text would have a new fault: `language` of the map must be a string, not a number";
    assert_eq!(fixed.held_back, [held]);
    // Others are mended all the same.
    let fixed = mend(&map(r#""languag": 5, "thesees": ["rain"], "reading_of": 7"#));
    assert_eq!(fixed.held_back.len(), 2);
    assert_eq!(fixed.text, map(r#""languag": 5, "theses": ["rain"], "reading_of": 7"#));
}

#[test]
fn rules_with_fixes_are_those_in_the_table() {
    for (code, when) in FIXABLE {
        assert!(check::rule(code).is_some() && !when.is_empty(), "{code}");
        let has_case = CASES.iter().any(|(other, ..)| other == code);
        assert!(has_case, "{code} has no case");
    }
    for (code, ..) in CASES {
        assert!(FIXABLE.iter().any(|(other, _)| other == code), "{code} is not in the table");
    }
    let (mut faulty, mut fixes) = (Vec::new(), 0);
    for rule in catalogue() {
        faulty.push(rule.bad.map.to_owned());
    }
    faulty.extend(CASES.iter().map(|(_, keys, _)| map(keys)));
    faulty.extend(LEFT.iter().map(|keys| map(keys)));
    for text in faulty {
        for finding in find(&read(&text)).iter().filter(|finding| finding.fix.is_some()) {
            assert!(fixable(finding.rule).is_some(), "{} is not in the table", finding.rule.code);
            fixes += 1;
        }
    }
    assert!(fixes > CASES.len());
}

#[test]
fn layout_stays_unless_it_is_normal_form() {
    let own = map(r#""theses":["rian"],   "language" :"en" // kept"#);
    assert_eq!(mend(&own).text, own.replace("rian", "rain"));
    let normal = format(&map(r#""thesis": ["rain"]"#)).unwrap();
    let mended = mend(&normal).text;
    assert_ne!(mended, normal);
    assert_eq!(format(&mended).unwrap(), mended);
    let windows = own.replace('\n', "\r\n");
    assert_eq!(mend(&windows).text, windows.replace("rian", "rain"));
}

#[test]
fn broken_texts_and_texts_that_are_no_maps_are_left() {
    let broken = map(r#""theses": ["rian"] "x" 1"#);
    for text in [&broken, r#"{ "titel": "T" }"#, "[]", ""] {
        let fixed = mend(text);
        assert!(fixed.text == text && fixed.counts.is_empty() && fixed.is_finished, "{fixed:?}");
        assert_eq!(fixed.is_map, text == broken);
    }
}

#[test]
fn many_faults_are_mended_in_one_go() {
    let theses = vec![r#""rian""#; 1000].join(", ");
    let fixed = mend(&map(&format!(r#""theses": [{theses}]"#)));
    assert!(fixed.is_finished && !fixed.text.contains("rian"), "{:?}", fixed.counts);
    let allows = vec![r#"{ "rule": "AM307", "reason": "R" }"#; 1000].join(", ");
    let fixed = mend(&map(&format!(r#""allow": [{allows}]"#)));
    assert_eq!(fixed.text, map(r#""allow": []"#));
}

/// A random map without fixable findings, with long names and with comments.
fn base(numbers: &[u16], comments: &[u16]) -> String {
    let text = faults::with_words(&write(&random::map(numbers)));
    let text = mend(&text).text;
    faults::with_comments(&text, comments)
}

fn comments(text: &str) -> Vec<String> {
    let all = tokens(text).into_iter().filter(|range| text[range.clone()].starts_with('/'));
    all.map(|range| text[range].to_owned()).collect()
}

fn errors(reading: &Reading) -> Vec<String> {
    let errors = find(reading).into_iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| format!("{} {}", finding.rule.code, finding.message)).collect()
}

fn numbers(most: usize) -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_fault_in_a_map_is_mended_to_that_map(
        numbers in numbers(300),
        remarks in numbers(6),
        kind in 0..faults::KINDS,
        at in any::<u16>(),
    ) {
        let whole = base(&numbers, &remarks);
        let wanted = read(&whole);
        prop_assert!(wanted.problems.is_empty());
        let Some(faulty) = faults::inject(&whole, kind, at) else { return Ok(()) };
        let found = find(&read(&faulty));
        // A step that is repeated twice over says something new as against the first.
        prop_assume!(kind != faults::STEP || found.iter().all(|f| f.rule.code != "AM006" || f.fix.is_some()));
        prop_assert!(found.iter().any(|finding| finding.fix.is_some()), "{}", faulty);
        let fixed = mend(&faulty);
        let again = read(&fixed.text);
        prop_assert!(fixed.is_finished && fixed.held_back.is_empty(), "{:?}\n{}", fixed, faulty);
        prop_assert!(again.map == wanted.map, "{}\n{}", faulty, fixed.text);
        prop_assert!(again.problems.is_empty());
        prop_assert!(find(&again).iter().all(|finding| finding.fix.is_none()));
        prop_assert_eq!(errors(&again), errors(&wanted));
        prop_assert_eq!(comments(&fixed.text), comments(&faulty));
        let twice = mend(&fixed.text);
        prop_assert!(twice.counts.is_empty() && twice.text == fixed.text);
    }

    #[test]
    fn several_faults_are_mended_without_harm(
        numbers in numbers(200),
        remarks in numbers(6),
        injected in prop::collection::vec((0..faults::KINDS, any::<u16>()), 2..6),
    ) {
        let whole = base(&numbers, &remarks);
        let mut faulty = whole.clone();
        for (kind, at) in injected {
            faulty = faults::inject(&faulty, kind, at).unwrap_or(faulty);
        }
        let before = read(&faulty);
        let fixed = mend(&faulty);
        let after = read(&fixed.text);
        prop_assert!(after.problems.len() <= before.problems.len());
        prop_assert_eq!(comments(&fixed.text), comments(&faulty));
        let twice = mend(&fixed.text);
        prop_assert!(twice.counts.is_empty() && twice.text == fixed.text, "{}", fixed.text);
        if after.problems.is_empty() && find(&after).iter().all(|f| f.rule.code != "AM006") {
            prop_assert!(after.map == read(&whole).map, "{}\n{}", faulty, fixed.text);
        }
    }
}
